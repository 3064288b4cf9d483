//! Waterfalls: columns from one level to another, over steps that begin where the one before ended. They stand on columns
//! that cannot be seen.

use std::cmp::Ordering;

use supportmix_core::chart::{Theme, palette};
use supportmix_core::pack::PackChart;

use super::number_format::axis_format;
use super::plot::{Drawn, Labels, Look, Paint, Plot, Shape, column, nth, written};
use super::scale::Scale;

/// From where to where a step goes.
type Step = (f64, f64);

/// What is drawn of a waterfall.
pub(super) fn waterfall(chart: &PackChart) -> Plot {
    let spec = &chart.spec;
    let mut plot = Plot::blank(spec, Shape::Stacked);
    let values = column(spec, 0, |point| point.shown());
    let last = values.len().saturating_sub(1);
    let is_level = |place: usize| place == 0 || place == last;
    let mut level = 0.0;
    let step = |(place, value): (usize, &Option<f64>)| {
        let from = if is_level(place) { 0.0 } else { level };
        level = from + value.unwrap_or(0.0);
        (from, level)
    };
    let steps: Vec<Step> = values.iter().enumerate().map(step).collect();
    let cells = |of: &dyn Fn(usize, Step) -> Option<f64>| -> Vec<Option<f64>> {
        steps.iter().enumerate().map(|(place, step)| of(place, *step)).collect()
    };
    let format = plot.format.clone();
    let name = spec.series.first().map_or("", |series| series.name.as_str());
    plot.sheet.add(name, values.clone(), &format);
    // What carries a step is above 0 or below it; a step over 0 has a part on each side and nothing to carry it.
    let base = plot.sheet.add("=", cells(&|_, step| Some(above(step).0 + below(step).0)), &format);
    plot.series.push(Drawn::new(base, Look::Hidden));
    let colors = palette(Theme::Light);
    // Levels, rises and falls.
    let role = |place: usize, (from, to): Step| (!is_level(place)).then(|| to.total_cmp(&from));
    let roles = [
        ("Σ", Paint::Accent(1), None),
        ("+", nth(&colors, 3), Some(Ordering::Greater)),
        ("−", nth(&colors, 4), Some(Ordering::Less)),
    ];
    for (name, paint, of) in roles {
        for side in [above, below] {
            let part = |place: usize, step: Step| {
                let (near, far) = side(step);
                (role(place, step) == of && far != near).then_some(far - near)
            };
            let values = cells(&part);
            if values.iter().any(Option::is_some) {
                let column = plot.sheet.add(name, values, &format);
                plot.series.push(Drawn::new(column, Look::Marks(paint)));
            }
        }
    }
    let top = plot.sheet.add("↑", cells(&|_, step| Some(above(step).1)), &format);
    let text = |(place, value): (usize, &Option<f64>)| {
        let text = written(chart, 0, place);
        let rises = !is_level(place) && value.is_some_and(|value| value > 0.0);
        if rises { format!("+{text}") } else { text.to_owned() }
    };
    let texts = values.iter().enumerate().map(text).collect();
    plot.series.push(Drawn { labels: Labels::Texts(texts, "t"), ..Drawn::new(top, Look::Texts) });
    plot.scale = match spec.scale {
        Some([low, high]) => Scale { low: Some(low), high: Some(high), step: None },
        None => Scale { low: steps.iter().all(|(_, to)| *to >= 0.0).then_some(0.0), ..Scale::default() },
    };
    plot.axis = Some(axis_format(spec, spec.scale.map(|[low, high]| (high - low) / 5.0)));
    plot.legend = false;
    plot
}

/// The part of a step above 0: its ends, that next to 0 first.
fn above((from, to): Step) -> (f64, f64) {
    (from.min(to).max(0.0), from.max(to).max(0.0))
}

/// The part below 0.
fn below((from, to): Step) -> (f64, f64) {
    (from.max(to).min(0.0), from.min(to).min(0.0))
}
