//! Charts that are too long for one slide, in parts.

use std::ops::Range;

use supportmix_core::chart::{ChartKind, ChartSpec, Series};
use supportmix_core::pack::{PackChart, Table};

/// The most categories of a slide, and the most bars in groups: more are not legible.
const MOST_BARS: usize = 25;
const MOST_GROUPED: usize = 18;
const MOST_MOMENTS: usize = 24;

/// A chart as one or several, each for a slide, of about the same length. Moments before the first with anything in it are
/// left out.
pub(super) fn parts(chart: &PackChart) -> Vec<PackChart> {
    let spec = &chart.spec;
    let all = spec.categories.len();
    let most = match spec.kind {
        ChartKind::Bars | ChartKind::Ladder | ChartKind::Flow => MOST_BARS,
        ChartKind::GroupedBars if !spec.over_time() => MOST_GROUPED / spec.series.len().max(1),
        ChartKind::Heat => MOST_MOMENTS,
        _ => all,
    };
    let from = if spec.over_time() { first(spec) } else { 0 };
    even(from..all, most).into_iter().map(|range| cut(chart, range)).collect()
}

/// Places in ranges of about the same length, of which none is longer than the most.
pub(super) fn even(all: Range<usize>, most: usize) -> Vec<Range<usize>> {
    let count = all.len().div_ceil(most.max(1)).max(1);
    let each = all.len().div_ceil(count).max(1);
    all.clone().step_by(each).map(|from| from..(from + each).min(all.end)).collect()
}

/// The first category with a value or a tally.
fn first(spec: &ChartSpec) -> usize {
    let is_drawn = |series: &Series, place| {
        series.point(place).shown().or(series.point(place).denominator.filter(|n| *n > 0.0)).is_some()
    };
    (0..spec.categories.len())
        .find(|place| spec.series.iter().any(|series| is_drawn(series, *place)))
        .unwrap_or(0)
}

fn cut(chart: &PackChart, range: Range<usize>) -> PackChart {
    let rows = chart.table.rows.iter().skip(range.start).take(range.len()).cloned().collect();
    PackChart { spec: chart.spec.part(&range), table: Table { rows, ..chart.table.clone() }, ..chart.clone() }
}
