//! How a chart is to look: its size, its theme, its background.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// The smallest and largest width and height of a chart, in pixels.
const SIDE: std::ops::RangeInclusive<u32> = 200..=8000;

/// Sizes with a name, in pixels: a whole slide, half and a third of one.
pub const SIZES: &[(&str, (u32, u32))] =
    &[("16:9", (1600, 900)), ("half", (800, 900)), ("third", (533, 900))];

/// What the chart stands on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Theme {
    /// Dark ink on white.
    #[default]
    Light,
    /// Light ink on near black.
    Dark,
}

/// How a chart is drawn to a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Style {
    /// Width and height, each 200 to 8000 pixels.
    pub size: (u32, u32),
    /// Colours.
    pub theme: Theme,
    /// Leave the background out, for a slide that has its own.
    pub transparent: bool,
}

impl Default for Style {
    fn default() -> Style {
        Style { size: (1600, 900), theme: Theme::Light, transparent: false }
    }
}

/// Why a chart could not be drawn.
#[derive(Debug, thiserror::Error, PartialEq)]
pub enum ChartError {
    /// A side is too short or too long.
    #[error("a chart is 200 to 8000 pixels wide and high, not {width} × {height}")]
    Size {
        /// Width asked for.
        width: u32,
        /// Height asked for.
        height: u32,
    },
    /// A size that is neither `WIDTHxHEIGHT` nor a name.
    #[error("{text:?} is no size; write one like 1600x900, or 16:9, half or third")]
    SizeText {
        /// What was given.
        text: String,
    },
    /// More points than a picture can hold.
    #[error("the chart has {points} points, more than the {limit} that can be drawn")]
    Points {
        /// Categories times series.
        points: usize,
        /// The most that is drawn.
        limit: usize,
    },
    /// A scale that gives no picture, or one too large to hold in memory.
    #[error(
        "a scale of {scale} makes this picture {width} × {height} pixels; 1 to 64 million pixels can be made"
    )]
    Pixels {
        /// The scale asked for.
        scale: f32,
        /// Width that it would have.
        width: f32,
        /// Height that it would have.
        height: f32,
    },
    /// The drawing could not be made or read.
    #[error("the chart could not be drawn: {0}")]
    Drawing(String),
}

impl Style {
    /// # Errors
    /// [`ChartError::Size`] if a side is out of bounds.
    pub(super) fn check(&self) -> Result<(), ChartError> {
        let (width, height) = self.size;
        if SIDE.contains(&width) && SIDE.contains(&height) {
            Ok(())
        } else {
            Err(ChartError::Size { width, height })
        }
    }
}

/// A size as people write it: `1600x900`, or a name of [`SIZES`].
///
/// # Errors
/// [`ChartError::SizeText`] if it is neither, [`ChartError::Size`] if a side is out of bounds.
pub fn parse_size(text: &str) -> Result<(u32, u32), ChartError> {
    let word = text.trim().to_lowercase();
    if let Some((_, size)) = SIZES.iter().find(|(name, _)| *name == word) {
        return Ok(*size);
    }
    let unreadable = || ChartError::SizeText { text: text.to_owned() };
    let (width, height) = word.split_once(['x', '×']).ok_or_else(unreadable)?;
    let side = |part: &str| part.trim().parse().map_err(|_| unreadable());
    let size = (side(width)?, side(height)?);
    Style { size, ..Style::default() }.check()?;
    Ok(size)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_pixels_or_names() {
        assert_eq!(parse_size("1600x900"), Ok((1600, 900)));
        assert_eq!(parse_size(" 640 × 480 "), Ok((640, 480)));
        assert_eq!(parse_size("Half"), Ok((800, 900)));
        for wrong in ["", "x", "1600", "1600x", "16:10", "-1x900", "1e3x900", "1600x900x2"] {
            assert!(matches!(parse_size(wrong), Err(ChartError::SizeText { .. })), "{wrong}");
        }
        for (width, height) in [(199, 900), (1600, 8001), (0, 0)] {
            assert_eq!(parse_size(&format!("{width}x{height}")), Err(ChartError::Size { width, height }));
        }
    }
}
