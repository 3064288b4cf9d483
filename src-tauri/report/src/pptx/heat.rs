//! Heat maps: no program has such a chart, so they are tables of coloured cells.

use std::ops::Range;

use supportmix_core::chart::{ChartSpec, Color, Point, Theme, palette};
use supportmix_core::pack::PackChart;

use super::fit;
use super::parts::even;
use super::plot::written;
use super::table::{Box, Grid};
use super::text::{Align, Ink, Paragraph, Run};

/// The most rows of a slide.
const MOST_ROWS: usize = 20;
/// Points of the moments above the cells, and of their room where they are turned.
const HEAD: f64 = 9.0;
const TURNED: f64 = 80.0;

/// The tables of a heat map in room of so many points, each for a slide.
pub(super) fn grids(chart: &PackChart, (wide, high): (f64, f64)) -> Vec<Grid> {
    let spec = &chart.spec;
    let Some(ends) = ends(spec) else { return vec![] };
    let names = spec.series.iter().map(|series| fit::width(&series.name, 11.0, false)).fold(40.0, f64::max);
    let left = names.min(wide * 0.25) + 14.0;
    let slot = (wide - left) / spec.categories.len().max(1) as f64;
    let longest = spec.categories.iter().map(|head| fit::width(head, HEAD, false)).fold(0.0, f64::max);
    let turned = longest + 4.0 > slot;
    let head_high = if turned { longest.min(TURNED) + 10.0 } else { HEAD * 2.0 };
    let align = if turned { Align::Left } else { Align::Middle };
    let head = |text: &String| {
        let text = Paragraph::from(Run::new(fit::cut(text, HEAD, TURNED), HEAD).muted()).aligned(align);
        Box { turned, ..Box::from(text) }
    };
    let head: Vec<Box> = std::iter::once(Box::default()).chain(spec.categories.iter().map(head)).collect();
    let rows = even(0..spec.series.len(), MOST_ROWS);
    let grid = |rows: Range<usize>| {
        let pitch = ((high - head_high) / rows.len().max(1) as f64).clamp(12.0, 34.0);
        let size = (pitch * 0.5).clamp(8.0, 11.0);
        let row = |place: usize| {
            let series = spec.series.get(place);
            let name = fit::cut(series.map_or("", |series| &series.name), size, left - 6.0);
            let name = Box::from(Paragraph::from(Run::new(name, size)));
            let cells = (0..spec.categories.len()).map(|column| {
                let point = series.map_or(Point::GAP, |series| series.point(column));
                cell(&point, written(chart, place, column), ends, size, slot)
            });
            std::iter::once(name).chain(cells).collect()
        };
        Grid {
            widths: std::iter::once(left).chain(spec.categories.iter().map(|_| slot)).collect(),
            head: head.clone(),
            rows: rows.map(row).collect(),
            dense: true,
            least: pitch,
        }
    };
    rows.into_iter().map(grid).collect()
}

/// The values at the pale and at the strong end.
fn ends(spec: &ChartSpec) -> Option<[f64; 2]> {
    let values = || spec.series.iter().flat_map(|series| series.points.iter().filter_map(Point::shown));
    let own = || {
        let ends =
            values().fold((f64::INFINITY, 0.0), |(low, high), value| (value.min(low), value.max(high)));
        [ends.0.min(0.0), ends.1]
    };
    values().next().map(|_| spec.scale.unwrap_or_else(own))
}

fn cell(point: &Point, text: &str, [low, high]: [f64; 2], size: f64, slot: f64) -> Box {
    let colors = palette(Theme::Light);
    let share = |value: f64| if high > low { (value - low) / (high - low) } else { 1.0 };
    let fill = point.shown().map(|value| colors.shade(share(value)));
    let (white, dark) = (Color(255, 255, 255), colors.text);
    let on = |fill: Color| if fill.contrast(white) > fill.contrast(dark) { white } else { dark };
    let ink = fill.map_or(Ink::Muted, |fill| Ink::Fixed(on(fill)));
    // A colour tells without its number, but not the other way round.
    let size = [size, 9.0, 8.0, 7.0].into_iter().find(|size| fit::width(text, *size, false) + 2.0 <= slot);
    let paragraphs = size.map(|size| Paragraph::from(Run::new(text, size).ink(ink)).aligned(Align::Middle));
    let lines = fill.filter(|_| point.faint).map(|fill| fill.mixed(on(fill), 0.3));
    Box { fill, lines, paragraphs: paragraphs.into_iter().collect(), ..Box::default() }
}
