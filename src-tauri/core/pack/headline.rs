//! What a chart says, in one sentence, and on how many tickets that rests.

mod insights;

use crate::chart::{ChartKind, ChartSpec, Format, Point, point_text};
use crate::language::{Moved, Words};
use crate::metrics::Unit;

/// A value, where it is, and how it is written.
struct Stated {
    place: String,
    value: f64,
    text: String,
    is_faint: bool,
}

/// The one thing that a chart says: `title` is its KPI's. Only what its values carry is said.
pub(crate) fn headline(spec: &ChartSpec, title: &str) -> String {
    let said = spec.language.words();
    if spec.is_empty() {
        return spec.empty.clone();
    }
    let told = match spec.kind {
        _ if spec.id == "release-effect" => insights::release(spec, said, title),
        _ if spec.id == "drift" => insights::drift(spec, said),
        _ if spec.id == "daily-volume" => insights::volume(spec, said),
        ChartKind::Ladder => ladder(spec, said),
        ChartKind::Waterfall => waterfall(spec, said, title),
        ChartKind::Heat => Some(spec.title.clone()),
        ChartKind::Map => insights::largest_bubble(spec, said),
        ChartKind::Flow => insights::handed_off(spec, said),
        ChartKind::StackedBars => largest_part(spec, said),
        ChartKind::Lines | ChartKind::GroupedBars | ChartKind::Bars if spec.over_time() => {
            over_time(spec, said, title)
        }
        ChartKind::Lines | ChartKind::GroupedBars | ChartKind::Bars => {
            ranges(said, title, &stated(spec, 0..spec.categories.len()))
        }
    };
    told.unwrap_or_else(|| said.too_few(&spec.title))
}

/// How many tickets are behind a chart's marks, and how wide their intervals are; empty where it has neither.
pub(crate) fn evidence(spec: &ChartSpec) -> String {
    let said = spec.language.words();
    let points = || spec.values().flat_map(|(_, series)| &series.points);
    // Steps are no groups of tickets.
    if matches!(spec.kind, ChartKind::Ladder | ChartKind::Waterfall) {
        return String::new();
    }
    let span = |ends: [f64; 2], write: &dyn Fn(f64) -> String| {
        let [low, high] = ends.map(write);
        if low == high { low } else { said.span(&low, &high) }
    };
    let format = spec.format();
    let tickets = spread(points().filter_map(|point| point.denominator.filter(|n| *n > 0.0)));
    let widths = spread(points().filter_map(|point| point.interval().map(|(low, high)| (high - low) / 2.0)));
    let tickets = tickets.map(|ends| said.per_mark(&span(ends, &|n| format.count(n))));
    let widths = widths.map(|ends| {
        let width = span(ends, &|width| format.difference(width).trim_start_matches('+').to_owned());
        said.half_widths(&if spec.unit == Unit::Proportion { said.points(&width) } else { width })
    });
    tickets.into_iter().chain(widths).collect::<Vec<_>>().join(", ")
}

fn spread(values: impl Iterator<Item = f64>) -> Option<[f64; 2]> {
    values.fold(None, |ends, value| {
        let [low, high] = ends.unwrap_or([value, value]);
        Some([low.min(value), high.max(value)])
    })
}

/// The values of these categories.
fn stated(spec: &ChartSpec, categories: impl Iterator<Item = usize>) -> Vec<Stated> {
    let mut stated = Vec::new();
    for at in categories {
        let Some(category) = spec.categories.get(at) else { continue };
        for (_, series) in spec.values() {
            let point = series.point(at);
            let Some(value) = point.shown() else { continue };
            let place = match (spec.values().count() > 1, spec.over_time()) {
                (false, _) => category.clone(),
                (true, true) => series.name.clone(),
                (true, false) => format!("{category}, {}", series.name),
            };
            stated.push(Stated { place, value, text: point_text(spec, &point), is_faint: point.faint });
        }
    }
    stated
}

/// One value, and where it is.
fn single(title: &str, value: &str, place: &str) -> String {
    format!("{title}: {value} ({place})")
}

/// The lowest and the highest of values: of those that enough tickets carry, or, where these are not two, of all, which
/// is said.
fn ranges(said: &dyn Words, title: &str, stated: &[Stated]) -> Option<String> {
    let sure: Vec<&Stated> = stated.iter().filter(|stated| !stated.is_faint).collect();
    let are_sure = sure.len() >= 2 || sure.len() == stated.len();
    let among = if are_sure { sure } else { stated.iter().collect() };
    let by_value = |one: &&&Stated, two: &&&Stated| one.value.total_cmp(&two.value);
    let (low, high) = (among.iter().min_by(by_value)?, among.iter().max_by(by_value)?);
    let text = match among.len() {
        1 => single(title, &low.text, &low.place),
        _ => said.ranges(title, [&low.text, &low.place], [&high.text, &high.place]),
    };
    Some(if are_sure { text } else { said.with_few(&text) })
}

/// The last value that will not change any more, after the one before it; of several lines, where they are then.
fn over_time(spec: &ChartSpec, said: &dyn Words, title: &str) -> Option<String> {
    let end = spec.tail.as_ref().map_or(spec.categories.len(), |tail| tail.from);
    let has_value = |at: &usize| spec.values().any(|(_, series)| series.point(*at).shown().is_some());
    let last = (0..end).rev().find(has_value)?;
    let now = spec.categories.get(last)?;
    let mut lines = spec.values();
    let (Some((_, series)), None) = (lines.next(), lines.next()) else {
        let values = stated(spec, std::iter::once(last));
        return ranges(said, &format!("{title}, {now}"), &values);
    };
    let point = series.point(last);
    let text = point_text(spec, &point);
    let before = last.checked_sub(1).map(|at| (spec.categories.get(at), series.point(at)));
    Some(match before {
        Some((Some(then), before)) if before.shown().is_some() => {
            let from = point_text(spec, &before);
            said.went(title, [&from, then], [&text, now], moved(&before, &point))
        }
        _ => single(title, &text, now),
    })
}

/// Intervals that do not meet differ by more than chance; a little less is called unclear, which is the safe side.
fn moved(before: &Point, now: &Point) -> Moved {
    match (before.interval(), now.interval()) {
        (Some((_, high)), Some((low, _))) if low > high => Moved::Up,
        (Some((low, _)), Some((_, high))) if high < low => Moved::Down,
        (Some(_), Some(_)) => Moved::Unclear,
        _ => Moved::Stated,
    }
}

/// The largest part of the last whole moment, or of all categories where these are no moments.
fn largest_part(spec: &ChartSpec, said: &dyn Words) -> Option<String> {
    let end = spec.tail.as_ref().map_or(spec.categories.len(), |tail| tail.from);
    let sum = |places: &[usize], series: usize| -> f64 {
        let points = spec.series.get(series).map(|series| &series.points);
        places.iter().filter_map(|at| points?.get(*at)?.shown()).sum()
    };
    let of = |places: Vec<usize>, place: &str| -> Option<String> {
        let sums: Vec<f64> = (0..spec.series.len()).map(|series| sum(&places, series)).collect();
        let whole: f64 = sums.iter().sum();
        let (largest, value) = sums.iter().enumerate().max_by(|one, two| one.1.total_cmp(two.1))?;
        if whole <= 0.0 {
            return None;
        }
        let share = Format::new(spec.language, Unit::Proportion, "").value(value / whole);
        Some(said.largest_part(&spec.title, place, &spec.series.get(largest)?.name, &share))
    };
    if spec.over_time() {
        let at = (0..end).rev().find(|at| (0..spec.series.len()).any(|series| sum(&[*at], series) > 0.0))?;
        return of(vec![at], spec.categories.get(at)?);
    }
    of((0..spec.categories.len()).collect(), &said.days(spec.period))
}

fn ladder(spec: &ChartSpec, said: &dyn Words) -> Option<String> {
    let shares = spec.series.first()?;
    // What comes last may be too recent to tell.
    let last = shares.points.iter().rposition(|point| point.shown().is_some())?;
    let step = |at: usize| Some((point_text(spec, shares.points.get(at)?), spec.categories.get(at)?));
    let ((first, first_is), (end, end_is)) = (step(0)?, step(last)?);
    Some(said.steps([&first, first_is], [&end, end_is]))
}

fn waterfall(spec: &ChartSpec, said: &dyn Words, title: &str) -> Option<String> {
    let points = &spec.series.first()?.points;
    let [first, steps @ .., last] = points.as_slice() else { return None };
    let sizes = steps.iter().enumerate().filter_map(|(at, step)| Some((at, step.shown()?)));
    let most = sizes.max_by(|one, two| one.1.abs().total_cmp(&two.1.abs()));
    let most =
        most.and_then(|(at, by)| Some((spec.categories.get(at + 1)?.as_str(), spec.format().difference(by))));
    let (from, to) = (point_text(spec, first), point_text(spec, last));
    Some(said.waterfall(title, &from, &to, most.as_ref().map(|(step, by)| [*step, by.as_str()])))
}
