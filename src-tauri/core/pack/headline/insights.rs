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
