//! The cost waterfall: from the cost per resolution of the period before to that of this one, by what changed it.

use super::axes::Plane;
use super::axis::round_step;
use super::build::{Context, blank};
use super::canvas::{Anchor, Area, Canvas, Label};
use super::catalogue::ChartDefinition;
use super::font::Face;
use super::frame::Frame;
use super::heading::{heading, span};
use super::number;
use super::spec::{ChartSpec, Point, Series, Step};
use super::style::Style;
use crate::calendar::Period;
use crate::cost::CostCase;
use crate::model::Timestamp;

/// A period, and what it cost; `None` where the ledger does not cover it.
pub type Spent = (Period, Option<CostCase>);

/// Steps between the two periods, from the first to the last.
const STEPS: [(&str, &str); 5] = [
    ("volume", "Volume"),
    ("ai_fixed", "AI platform"),
    ("ai_usage", "AI usage"),
    ("people", "People"),
    ("overhead", "Overhead"),
];

const FILTERED: &str = "What changed the costs is told of all tickets: take the filters away to see it.";

/// The texts of waterfalls that stand alone.
#[cfg(test)]
pub(super) fn texts() -> Vec<&'static str> {
    STEPS.map(|(_, label)| label).into_iter().chain([FILTERED]).collect()
}

/// Builds the waterfall of all tickets from the period before to the context's. `as_of` is the newest time in the data.
///
/// What a period cost apart from AI usage is shared by its resolutions, so the first step is what the costs of before make
/// with the volume of now. AI usage is paid for each resolution by AI: its step is what it is of a resolution. Every other
/// step is what its kind costs more or less, of a resolution of now. Together they are the whole difference.
pub fn waterfall(
    chart: &ChartDefinition,
    spent: &[Spent; 2],
    as_of: Option<Timestamp>,
    context: &Context,
) -> ChartSpec {
    let (words, say) = (context.language.words(), |text: &'static str| context.language.say(text).to_owned());
    let names = spent.map(|(period, _)| span(context, period));
    let both = [names[0].as_str(), names[1].as_str()];
    let subtitle = heading(context, as_of, Some(words.compared_with(both[0])));
    let spec = ChartSpec { subtitle, ..blank(chart, chart.kpi, context) };
    let empty = |empty: String| ChartSpec { empty, ..spec.clone() };
    if !context.scope.is_empty() {
        return empty(say(FILTERED));
    }
    let [(_, Some(before)), (_, Some(now))] = spent else {
        return empty(words.costs_unknown(both));
    };
    let [(Some(first), of_before), (Some(last), of_now)] =
        [before, now].map(|case| (case.per_resolution, case.resolved))
    else {
        return empty(words.none_resolved(both));
    };
    let shared = before.total - before.ai_usage;
    let differences = [
        shared / of_now - shared / of_before,
        (now.ai_fixed - before.ai_fixed) / of_now,
        now.ai_usage / of_now - before.ai_usage / of_before,
        (now.people - before.people) / of_now,
        (now.overhead - before.overhead) / of_now,
    ];
    // Levels are rounded, not steps, so that what is shown adds up to the cent.
    let mut exact = first;
    let mut levels = vec![cents(first)];
    for difference in differences {
        exact += difference;
        levels.push(cents(exact));
    }
    if let Some(end) = levels.last_mut() {
        *end = cents(last);
    }
    let mut values = vec![cents(first)];
    values.extend(levels.windows(2).map(|pair| cents(pair[1] - pair[0])));
    values.push(cents(last));
    let [name_before, name_now] = names.clone();
    let labels = STEPS.map(|(_, label)| say(label));
    let keys = STEPS.map(|(key, _)| key.to_owned());
    let step = |case: &CostCase, period: Period| {
        Some(Step {
            kpi: chart.kpi.name.to_owned(),
            group: vec![],
            period,
            point: Point {
                value: case.per_resolution,
                numerator: Some(case.total),
                denominator: Some(case.resolved),
                ..Point::GAP
            },
        })
    };
    let mut steps = vec![step(before, spent[0].0)];
    steps.extend(STEPS.map(|_| None));
    steps.push(step(now, spent[1].0));
    let points = values.into_iter().map(|value| Point { value: Some(value), ..Point::GAP }).collect();
    let spec = ChartSpec {
        categories: [vec![name_before], labels.to_vec(), vec![name_now]].concat(),
        keys: [vec!["before".to_owned()], keys.to_vec(), vec!["now".to_owned()]].concat(),
        series: vec![Series::plain(say(chart.kpi.title), points)],
        steps,
        scale: cut(&levels),
        ..spec
    };
    ChartSpec { notes: notes(&spec, &names, before, now), ..spec }
}

fn cents(amount: f64) -> f64 {
    (amount * 100.0).round() / 100.0
}

/// Where the steps would be lost on a scale from 0, one that begins below the lowest level.
fn cut(levels: &[f64]) -> Option<[f64; 2]> {
    let low = levels.iter().copied().fold(f64::INFINITY, f64::min);
    let high = levels.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let range = high - low;
    if low <= 0.0 || range <= 0.0 || range > high * 0.3 {
        return None;
    }
    let step = round_step(range * 2.0 / 5.0);
    Some([((low - range) / step).floor().max(0.0) * step, (high / step).ceil() * step])
}

/// The arithmetic.
fn notes(spec: &ChartSpec, names: &[String; 2], before: &CostCase, now: &CostCase) -> Vec<String> {
    let words = spec.language.words();
    let money = |amount: f64| number::value(spec, amount);
    let [resolved, resolved_before] = [now, before].map(|case| number::count(spec, case.resolved));
    let level = |name: &str, case: &CostCase, resolved: &str| {
        let each = case.per_resolution.map_or_else(|| number::NONE.to_owned(), money);
        words.cost_of(name, &money(case.total), resolved, &each)
    };
    let shared = money(before.total - before.ai_usage);
    let usage = [now, before].map(|case| money(case.ai_usage));
    let amounts = [
        (1, before.ai_fixed, now.ai_fixed),
        (3, before.people, now.people),
        (4, before.overhead, now.overhead),
    ];
    let kind = |(step, before, after): (usize, f64, f64)| {
        let name = STEPS.get(step).map_or("", |(_, label)| spec.language.say(label));
        format!("{name}: ({} − {}) / {resolved}.", money(after), money(before))
    };
    let mut notes = vec![
        [level(&names[0], before, &resolved_before), level(&names[1], now, &resolved)].join(" "),
        words.volume_and_usage(&shared, [&resolved, &resolved_before], [&usage[0], &usage[1]]),
        amounts.map(kind).join(" "),
    ];
    notes.extend(spec.scale.map(|[from, _]| words.scale_begins(&money(from))));
    notes
}

/// From where to where each bar goes: the first and the last from 0, the others from where the one before ended.
pub(super) fn bars(spec: &ChartSpec) -> Vec<(f64, f64)> {
    let last = spec.categories.len().saturating_sub(1);
    let mut level = 0.0;
    let bar = |category: usize| {
        let value = spec.series.first().and_then(|series| series.point(category).shown()).unwrap_or(0.0);
        let from = if category == 0 || category == last { 0.0 } else { level };
        level = from + value;
        (from, level)
    };
    (0..spec.categories.len()).map(bar).collect()
}

pub(super) fn draw(canvas: &mut Canvas, spec: &ChartSpec, style: &Style) {
    let Frame { em, plot } = Frame::draw(canvas, spec, style, false);
    let plane = Plane::draw(canvas, spec, plot, em, 0.0, em * 1.2);
    let bars = bars(spec);
    let wide = (plane.slot() * 0.66).min(em * 5.5);
    let last = bars.len().saturating_sub(1);
    let face = Face::semi_bold(em * 0.85);
    for (category, (from, to)) in bars.iter().enumerate().take(plane.shown) {
        let is_level = category == 0 || category == last;
        let (start, end) = (plane.y(*from), plane.y(*to));
        let middle = plane.x(category);
        let area = Area {
            left: middle - wide / 2.0,
            top: start.min(end),
            right: middle + wide / 2.0,
            bottom: start.max(end),
        };
        let color = canvas.palette.series(match is_level {
            true => 0,
            false if to > from => 3,
            false => 4,
        });
        canvas.bar(area, color, false);
        let axis = canvas.palette.axis;
        if category < last && category + 1 < plane.shown {
            let next = plane.x(category + 1) - wide / 2.0;
            canvas.line(&[(area.right, end), (next, end)], axis, em / 16.0);
        }
        let sign = if !is_level && to > from { "+" } else { "" };
        let text = format!("{sign}{}", number::value(spec, to - from));
        let label = Label::new(middle, area.top - face.size * 0.45, face, canvas.palette.text);
        if face.width(&text) <= plane.slot() {
            canvas.text(label.anchor(Anchor::Middle).rim(), &text, None);
        }
    }
    plane.base_line(canvas);
}
