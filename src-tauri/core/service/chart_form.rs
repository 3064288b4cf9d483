//! Charts that leave the window: their forms, and how they are to look.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::chart::{ChartError, ChartSpec, Picture, Style, Theme, parse_size, picture, png, svg, to_csv};

/// The form of an exported chart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ChartFormat {
    /// Vector picture.
    Svg,
    /// Pixel picture, two pixels a point.
    Png,
    /// The chart's numbers.
    Csv,
}

impl ChartFormat {
    /// The ending of its files' names.
    pub fn extension(self) -> &'static str {
        match self {
            ChartFormat::Svg => "svg",
            ChartFormat::Png => "png",
            ChartFormat::Csv => "csv",
        }
    }

    /// A chart in this form: the same bytes from the window and from the command line.
    ///
    /// # Errors
    /// The chart cannot be drawn in this style.
    pub fn draw(self, spec: &ChartSpec, style: &Style) -> Result<Vec<u8>, ChartError> {
        match self {
            ChartFormat::Svg => Ok(svg(spec, style)?.into_bytes()),
            ChartFormat::Png => png(&svg(spec, style)?, PNG_SCALE),
            ChartFormat::Csv => Ok(to_csv(spec).into_bytes()),
        }
    }
}

/// How a chart that leaves the window is to look.
#[derive(Clone, Debug, PartialEq, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ChartLook {
    /// What stands above it, where not its own title.
    pub title: Option<String>,
    /// What it stands on.
    pub theme: Theme,
    /// Whether its background is left out.
    pub transparent: bool,
    /// Width and height, as `1600x900`, or by name.
    pub size: String,
}

impl ChartLook {
    /// Its style.
    ///
    /// # Errors
    /// The size is none.
    pub fn style(&self) -> Result<Style, ChartError> {
        let size = parse_size(&self.size)?;
        Ok(Style { size, theme: self.theme, transparent: self.transparent })
    }
}

/// A chart's pixels, two for each of its size.
///
/// # Errors
/// The chart cannot be drawn in this style.
pub fn chart_picture(spec: &ChartSpec, style: &Style) -> Result<Picture, ChartError> {
    picture(&svg(spec, style)?, PNG_SCALE)
}

/// Pixels a point in exported pictures, so that they stay sharp on a projector.
const PNG_SCALE: f32 = 2.0;
