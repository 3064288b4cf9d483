//! What the charts of the insights say.

use super::{moved, point_text};
use crate::chart::insight::HANDED_OFF;
use crate::chart::{ChartSpec, Format};
use crate::language::{Moved, Words};
use crate::metrics::Unit;

/// Tickets that a share needs, to be stated without a caution.
const ENOUGH: f64 = 30.0;

/// The largest bubble: what it is of, its size, and what that is sorted into.
pub(super) fn largest_bubble(spec: &ChartSpec, said: &dyn Words) -> Option<String> {
    let sizes = spec.series.get(2)?;
    let known = spec.bubbles().filter_map(|(at, _)| Some((at, sizes.point(at).shown()?)));
    let (at, _) = known.filter(|(_, size)| *size > 0.0).max_by(|one, two| one.1.total_cmp(&two.1))?;
    let size = point_text(spec, &sizes.point(at));
    let map = spec.map.as_ref()?;
    let class = map.classes.get(*map.class_of.get(at)?)?;
    Some(said.most(&sizes.name, spec.categories.get(at)?, &format!("{size}; {class}")))
}

/// The share of a flow's tickets that AI handed off.
pub(super) fn handed_off(spec: &ChartSpec, said: &dyn Words) -> Option<String> {
    let flow = spec.flow.as_ref()?;
    let ways = || spec.bands().filter(|band| band.link.from == 0);
    let all: f64 = ways().map(|band| band.value).sum();
    let name = spec.language.say(HANDED_OFF);
    let is_handed_off = |to: usize| flow.nodes.get(to).is_some_and(|node| node.name == name);
    let handed_off: f64 = ways().filter(|band| is_handed_off(band.link.to)).map(|band| band.value).sum();
    if all <= 0.0 {
        return None;
    }
    let share = Format::new(spec.language, Unit::Proportion, "").value(handed_off / all);
    let told = said.handed_off(&share, &spec.format().count(all));
    Some(if all < ENOUGH { said.with_few(&told) } else { told })
}

/// The query type that a release moved most, of those that it moved beyond what chance does.
pub(super) fn release(spec: &ChartSpec, said: &dyn Words, title: &str) -> Option<String> {
    let [before, after] = spec.series.as_slice() else { return None };
    let known = (0..spec.categories.len()).filter_map(|at| {
        let (then, now) = (before.point(at), after.point(at));
        Some((at, then, now, (now.shown()? - then.shown()?).abs()))
    });
    let known: Vec<_> = known.collect();
    let sure = known.iter().filter(|(_, then, now, _)| matches!(moved(then, now), Moved::Up | Moved::Down));
    let Some((at, then, now, _)) = sure.max_by(|one, two| one.3.total_cmp(&two.3)) else {
        return (!known.is_empty()).then(|| said.none_moved(title));
    };
    let title = format!("{title}, {}", spec.categories.get(*at)?);
    let (from, to) = (point_text(spec, then), point_text(spec, now));
    Some(said.went(&title, [&from, &before.name], [&to, &after.name], moved(then, now)))
}

/// Since when the query type of a control chart drifts, or when it last did.
pub(super) fn drift(spec: &ChartSpec, said: &dyn Words) -> Option<String> {
    let [rate, baseline, ..] = spec.series.as_slice() else { return None };
    let of = rate.key.as_deref()?;
    let Some(last) = spec.alarms().map(|alarm| alarm.category).max() else { return Some(said.steady(of)) };
    let first = (0..=last).rev().take_while(|at| spec.alarm(0, *at).is_some()).last()?;
    let (from, to) = (spec.categories.get(first)?, spec.categories.get(last)?);
    let is_over = last + 1 < spec.categories.len();
    let to = is_over.then_some(to.as_str());
    let figures =
        [rate, baseline].map(|series| format!("{} {}", series.name, point_text(spec, &series.point(last))));
    Some(format!("{}: {}", said.drifts(of, from, to), figures.join(", ")))
}

/// The day that is farthest above what was to be expected of it.
pub(super) fn volume(spec: &ChartSpec, said: &dyn Words) -> Option<String> {
    let [tickets, expected] = spec.series.as_slice() else { return None };
    let of = tickets.key.as_deref()?;
    let days = (0..spec.categories.len()).filter_map(|at| {
        let (value, expected) = (tickets.point(at).shown()?, expected.point(at));
        let (_, high) = expected.interval()?;
        Some((at, value, value - expected.shown()?, value > high))
    });
    let days: Vec<_> = days.collect();
    let above = days.iter().filter(|(.., is_above)| *is_above);
    let Some((at, value, over, _)) = above.max_by(|one, two| one.2.total_cmp(&two.2)) else {
        return (!days.is_empty()).then(|| said.as_expected(of));
    };
    let count = |number: f64| spec.format().count(number);
    Some(said.over_expected(of, &said.tickets(&count(*value)), spec.categories.get(*at)?, &count(*over)))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::headline;
    use crate::chart::{Alarm, ChartKind, ChartSpec, Flow, FlowLink, FlowNode, Point, Series};

    /// A chart of whole tickets or shares over three categories.
    fn chart(id: &str, kind: ChartKind, unit: &str, series: Vec<Series>) -> ChartSpec {
        let blank = json!({
            "id": id, "title": "The chart", "subtitle": "", "notes": [], "language": "en",
            "period": {"from": "2026-06-29", "to": "2026-07-05"}, "kind": kind, "unit": unit, "currency": null,
            "categories": ["one", "two", "three"], "keys": ["1", "2", "3"], "series": [], "target": null, "scale": null,
            "marks": [], "tail": null, "kpi": "tickets", "dimensions": [], "steps": [], "empty": "Nothing.",
        });
        ChartSpec { series, ..serde_json::from_value(blank).unwrap() }
    }

    fn points(values: [[f64; 3]; 3]) -> Vec<Point> {
        let point = |[low, value, high]: [f64; 3]| Point {
            value: Some(value),
            low: Some(low),
            high: Some(high),
            ..Point::GAP
        };
        values.map(point).to_vec()
    }

    #[test]
    fn a_release_is_told_by_the_largest_change_that_is_no_chance() {
        let before = Series::plain("Before", points([[0.1, 0.2, 0.3], [0.1, 0.2, 0.6], [0.4, 0.5, 0.6]]));
        // The second moved most, and may not have moved at all.
        let after = Series::plain("After", points([[0.35, 0.4, 0.5], [0.5, 0.9, 1.0], [0.1, 0.2, 0.3]]));
        let told = |after: &Series| {
            let series = vec![before.clone(), after.clone()];
            headline(&chart("release-effect", ChartKind::GroupedBars, "proportion", series), "Deflection")
        };
        assert_eq!(told(&after), "Deflection, three fell from 50.0% (Before) to 20.0% (After)");
        assert_eq!(told(&before), "Deflection: no query type moved further than chance does");
    }

    #[test]
    fn drift_is_told_since_its_first_week_without_a_break() {
        let rate = Series::plain("Rate", points([[0.0, 0.2, 1.0], [0.0, 0.4, 1.0], [0.0, 0.6, 1.0]]));
        let series = vec![
            Series { key: Some("Refunds".to_owned()), ..rate },
            Series::expected("Baseline", points([[0.1; 3]; 3])),
        ];
        let told = |alarms: &[usize]| {
            let alarm = |category: &usize| Alarm { category: *category, series: 0, label: String::new() };
            let alarms = alarms.iter().map(alarm).collect();
            let chart = chart("drift", ChartKind::Lines, "proportion", series.clone());
            headline(&ChartSpec { alarms, ..chart }, "Escalation")
        };
        assert_eq!(told(&[0, 2]), "Refunds drifts since three: Rate 60.0%, Baseline 10.0%");
        assert_eq!(told(&[1, 2]), "Refunds drifts since two: Rate 60.0%, Baseline 10.0%");
        assert_eq!(told(&[0, 1]), "Refunds drifted from one to two: Rate 40.0%, Baseline 10.0%");
        assert_eq!(told(&[0]), "Refunds drifted in one: Rate 20.0%, Baseline 10.0%");
        assert_eq!(told(&[]), "Refunds: no week drifts from the baseline");
    }

    #[test]
    fn a_day_is_told_only_where_it_is_above_what_was_to_be_expected() {
        let expected =
            Series::expected("Expected", points([[1.0, 4.0, 9.0], [1.0, 4.0, 9.0], [1.0, 2.0, 3.0]]));
        let told = |values: [f64; 3]| {
            let tickets = Series::plain("Tickets", points(values.map(|value| [value; 3])));
            let tickets = Series { key: Some("Refunds".to_owned()), ..tickets };
            headline(
                &chart("daily-volume", ChartKind::Lines, "count", vec![tickets, expected.clone()]),
                "Tickets",
            )
        };
        // The first is 5 above, and within its band.
        assert_eq!(told([9.0, 1.0, 6.0]), "Refunds: 6 tickets on three, 4 more than expected");
        assert_eq!(told([9.0, 1.0, 3.0]), "Refunds: no day had more tickets than was to be expected");
    }

    #[test]
    fn what_was_handed_off_is_a_share_of_what_ai_took_part_in() {
        let flow = |names: [&str; 3], values: [f64; 3]| {
            let nodes =
                names.map(|name| FlowNode { name: name.to_owned(), column: usize::from(name != "AI") });
            let links = [FlowLink { from: 0, to: 1 }, FlowLink { from: 0, to: 2 }];
            let points = values.map(|value| Point { value: Some(value), ..Point::GAP });
            let spec = chart(
                "handoff-flow",
                ChartKind::Flow,
                "count",
                vec![Series::plain("Tickets", points.to_vec())],
            );
            let flow = Flow { nodes: nodes.to_vec(), links: links.to_vec() };
            let categories = spec.categories[..2].to_vec();
            headline(&ChartSpec { flow: Some(flow), categories, ..spec }, "Tickets")
        };
        let told = flow(["AI", "Confirmed", "Handed off"], [60.0, 20.0, 0.0]);
        assert_eq!(told, "AI handed off 25.0% of the 80 tickets that it took part in");
        let told = flow(["AI", "Confirmed", "Open"], [6.0, 2.0, 0.0]);
        assert_eq!(told, "AI handed off 0.0% of the 8 tickets that it took part in (few tickets)");
        assert_eq!(flow(["AI", "Confirmed", "Open"], [0.0; 3]), "Nothing.");
    }
}
