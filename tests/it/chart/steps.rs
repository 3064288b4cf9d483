//! The charts with a name of their own: the ladder and the waterfall.

#![allow(clippy::unwrap_used, reason = "helpers of tests")]

use std::convert::Infallible;

use proptest::prelude::*;
use supportmix_core::chart::{Asked, ChartSpec, build, definition, waterfall};
use supportmix_core::cost::CostCase;
use supportmix_core::metrics::{Dimension, Figure, Group};
use supportmix_core::model::Timestamp;

use super::catalogue::{JULY, answer, context, figure};

/// The ladder of 431 tickets, of which durable resolution is as told.
fn ladder(durable: (f64, f64), immature: u64) -> ChartSpec {
    let count = |value: f64, group| Figure { value: Some(value), group, ..Figure::empty("tickets") };
    let assumed = Group(vec![(Dimension::AiOutcome, "assumed".to_owned())]);
    let durable = figure("durable_resolution_rate", &[], durable.0, durable.1);
    let whole = vec![
        count(431.0, Group::default()),
        figure("involvement_rate", &[], 302.0, 431.0),
        figure("ai_resolution_rate", &[], 184.0, 302.0),
        figure("confirmed_resolution_rate", &[], 77.0, 302.0),
        Figure { immature: Some(immature), ..durable },
    ];
    let mut ask = |asked: &[&str], by: &[Dimension]| {
        assert!(whole.iter().all(|figure| asked.contains(&figure.kpi)) && by == [Dimension::AiOutcome]);
        let groups = answer(vec![count(107.0, assumed.clone())]);
        Ok::<_, Infallible>(Asked { groups, whole: answer(whole.clone()) })
    };
    build("ladder", &mut ask, &context(JULY)).unwrap()
}

#[test]
fn a_ladder_has_each_steps_tickets_and_shares() {
    let chart = ladder((150.0, 302.0), 0);
    let [all, ai] = &chart.series[..] else { panic!("{:?}", chart.series) };
    let counts: Vec<_> = all.points.iter().map(|point| point.numerator.unwrap()).collect();
    assert_eq!(counts, [302.0, 184.0, 77.0, 107.0, 150.0]);
    assert!(all.points.iter().all(|point| point.denominator == Some(431.0) && !point.faint));
    assert_eq!(ai.points[0].value, None);
    assert_eq!(ai.points[3].value, Some(107.0 / 302.0));
    let behind: Vec<_> = chart.steps.iter().map(|step| step.as_ref().unwrap()).collect();
    assert_eq!(behind[3].kpi, "tickets");
    assert_eq!(behind[3].group[0].value, "assumed");
    assert!(behind[4].group.is_empty() && behind[4].kpi == "durable_resolution_rate");
    assert!(chart.subtitle.contains("431 tickets"), "{}", chart.subtitle);
}

#[test]
fn a_step_that_cannot_be_judged_yet_is_faint_or_no_step() {
    // 174 of the 184 resolved are too recent.
    let chart = ladder((7.0, 128.0), 174);
    let durable = chart.series[0].points[4];
    assert_eq!((durable.numerator, durable.denominator), (Some(7.0), Some(431.0 - 174.0)));
    assert!(durable.faint && durable.high.unwrap() >= (7.0 + 174.0) / 431.0);
    assert!(chart.notes.iter().any(|note| note.starts_with("Not judged yet: 174")));
    let chart = ladder((0.0, 118.0), 184);
    assert_eq!(chart.series[0].points[4].value, None);
    assert_eq!(chart.series[0].points[4].numerator, None);
}

fn case(resolved: f64, [ai_fixed, ai_usage, people, overhead]: [f64; 4]) -> CostCase {
    CostCase { resolved, ai_fixed, ai_usage, people, overhead, ..CostCase::default() }.summed()
}

fn fall(before: Option<CostCase>, now: Option<CostCase>, scope: &str) -> ChartSpec {
    let chart = definition("cost-waterfall").unwrap();
    let context = supportmix_core::chart::Context { scope: scope.to_owned(), ..context(JULY) };
    let june = "2026-06-01".parse().unwrap();
    let june = supportmix_core::calendar::Period::new(june, "2026-06-30".parse().unwrap()).unwrap();
    let spent = [(june, before), (context.period, now)];
    waterfall(&chart, &spent, Some(Timestamp(1_785_700_000)), &context)
}

#[test]
fn a_waterfall_tells_what_each_kind_did_and_how_that_is_reckoned() {
    let before = case(4_500.0, [1_000.0, 1_980.0, 52_000.0, 0.0]);
    let now = case(5_000.0, [1_500.0, 2_600.0, 51_000.0, 2_000.0]);
    let chart = fall(Some(before), Some(now), "");
    assert_eq!(
        chart.categories,
        ["June 2026", "Volume", "AI platform", "AI usage", "People", "Overhead", "July 2026"]
    );
    let values: Vec<_> = chart.series[0].points.iter().map(|point| point.value.unwrap()).collect();
    // 54,980 / 4,500; 53,000 / 5,000 − 53,000 / 4,500; 500 / 5,000; 0.52 − 0.44; −1,000 / 5,000; 2,000 / 5,000.
    assert_eq!(values, [12.22, -1.18, 0.10, 0.08, -0.20, 0.40, 11.42]);
    assert_eq!(
        chart.notes[..3],
        [
            "June 2026: €54,980 / 4,500 resolutions = €12.22. July 2026: €57,100 / 5,000 resolutions = €11.42.",
            "Volume: €53,000 apart from AI usage, / 5,000 instead of / 4,500. AI usage: €2,600 / 5,000 − €1,980 / 4,500.",
            "AI platform: (€1,500 − €1,000) / 5,000. People: (€51,000 − €52,000) / 5,000. Overhead: (€2,000 − €0.00) / 5,000.",
        ]
    );
    let [from, to] = chart.scale.unwrap();
    assert!(from > 0.0 && from < 10.94 && to >= 12.22, "{from} to {to}");
    assert!(chart.notes[3].starts_with("The scale begins at €"), "{:?}", chart.notes);
    assert_eq!(
        chart.steps.iter().map(Option::is_some).collect::<Vec<_>>(),
        [true, false, false, false, false, false, true]
    );
}

#[test]
fn a_waterfall_of_what_is_not_known_says_why_it_is_empty() {
    let some = case(100.0, [1.0, 1.0, 1.0, 1.0]);
    for (before, now, scope, why) in [
        (None, Some(some), "", "are not entered"),
        (Some(some), None, "", "are not entered"),
        (Some(some), Some(case(0.0, [1.0, 0.0, 0.0, 0.0])), "", "No ticket was resolved"),
        (Some(some), Some(some), "channel = chat", "filters"),
    ] {
        let chart = fall(before, now, scope);
        assert!(chart.is_empty() && chart.empty.contains(why), "{}", chart.empty);
    }
}

proptest! {
    #[test]
    fn a_waterfall_adds_up_to_the_cent(
        resolved in proptest::array::uniform2(1u32..50_000),
        before in proptest::array::uniform4(0u32..9_000_000), now in proptest::array::uniform4(0u32..9_000_000),
    ) {
        let money = |amounts: [u32; 4]| amounts.map(|cents| f64::from(cents) / 100.0);
        let [before, now] = [case(resolved[0].into(), money(before)), case(resolved[1].into(), money(now))];
        let chart = fall(Some(before), Some(now), "");
        let cents: Vec<i64> =
            chart.series[0].points.iter().map(|point| (point.value.unwrap() * 100.0).round() as i64).collect();
        let whole = |case: CostCase| (case.per_resolution.unwrap() * 100.0).round() as i64;
        prop_assert_eq!((cents[0], cents[6]), (whole(before), whole(now)));
        prop_assert_eq!(cents[..6].iter().sum::<i64>(), cents[6]);
        // Each step is its own arithmetic, but for the cent that rounding takes.
        let people = (now.people - before.people) / now.resolved * 100.0;
        prop_assert!((cents[4] as f64 - people).abs() <= 1.01, "{} {people}", cents[4]);
    }
}
