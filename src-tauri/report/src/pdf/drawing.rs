//! Charts as they stand on paper.

use serde::Serialize;
use supportmix_core::chart::{ChartKind, ChartSpec, Style, svg};
use supportmix_core::pack::PackChart;

use crate::ReportError;

/// The width of a chart in its drawing's pixels. At the width of the paper's text, lettering of 9 pixels, the smallest
/// that charts have for their labels, is as large there as the captions around it.
const WIDTH: u32 = 580;
/// The height of most charts: two of them and what stands around them fill a page.
const HEIGHT: u32 = 280;
/// The height of charts that have names all over.
const TALL: u32 = 400;
/// The height of the tallest, which has a page for itself. Above it, lettering grows with the height, and no more rows
/// fit.
const TALLEST: u32 = 560;
/// What a row of a chart takes that has one for each category, and what there is beside its rows.
const ROW: u32 = 13;
const AROUND_ROWS: u32 = 60;

/// A chart's picture and what it says to those who cannot see it.
#[derive(Serialize)]
pub(super) struct Drawing {
    /// None where there is nothing to draw; the headline says so.
    svg: Option<String>,
    description: String,
}

/// Draws a chart without its heading and notes, which the paper sets as its own text.
pub(super) fn draw(chart: &PackChart) -> Result<Drawing, ReportError> {
    let spec = &chart.spec;
    let bare = ChartSpec { title: String::new(), subtitle: String::new(), notes: Vec::new(), ..spec.clone() };
    let style = Style { size: (WIDTH, height(&bare)), transparent: true, ..Style::default() };
    let svg = (!spec.is_empty()).then(|| svg(&bare, &style)).transpose();
    let svg = svg.map_err(|error| ReportError::Chart { chart: spec.id.clone(), why: error.to_string() })?;
    Ok(Drawing { svg, description: spec.description() })
}

/// As high as all its rows need.
fn height(spec: &ChartSpec) -> u32 {
    let rows = match spec.kind {
        ChartKind::Bars => spec.categories.len() * spec.series.len().max(1),
        ChartKind::Heat => spec.series.len(),
        ChartKind::GroupedBars
        | ChartKind::StackedBars
        | ChartKind::Lines
        | ChartKind::Ladder
        | ChartKind::Waterfall => 0,
        // So that names find room beside their bubbles and nodes.
        ChartKind::Map | ChartKind::Flow => return TALL,
    };
    let rows = u32::try_from(rows).unwrap_or(u32::MAX);
    rows.saturating_mul(ROW).saturating_add(AROUND_ROWS).clamp(HEIGHT, TALLEST)
}
