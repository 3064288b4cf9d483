//! The charts of the catalogue, built from figures.

#![allow(clippy::unwrap_used, reason = "helpers of tests")]

use std::convert::Infallible;

use chrono::Weekday;
use chrono_tz::Tz;
use supportmix_core::calendar::{Calendar, Period};
use supportmix_core::chart::{
    Asked, BuildError, ChartKind, ChartSpec, Context, Style, build, definition, subject, svg,
};
use supportmix_core::language::Language;
use supportmix_core::metrics::{Answer, AnswerPeriod, Dimension, Figure, Group, KPIS, NEUTRAL, Times};
use supportmix_core::model::{ResolutionType, Timestamp};

pub const JULY: (&str, &str) = ("2026-07-01", "2026-07-31");

pub fn context((from, to): (&str, &str)) -> Context {
    Context {
        language: Language::En,
        calendar: Calendar { zone: Tz::Europe__Berlin, week_start: Weekday::Mon },
        period: Period::new(from.parse().unwrap(), to.parse().unwrap()).unwrap(),
        currency: Some("EUR".to_owned()),
        scope: String::new(),
        preset: &NEUTRAL,
        events: vec![],
        window: 7 * 86_400,
        most_groups: 20,
    }
}

pub fn answer(rows: Vec<Figure>) -> Answer {
    let period = context(JULY).period;
    Answer {
        period: AnswerPeriod { days: period, time_zone: "Europe/Berlin".to_owned() },
        as_of: Some(Timestamp(1_785_700_000)),
        definitions: 1,
        preset: "neutral",
        times: Times::Clock,
        rows,
    }
}

pub fn figure(kpi: &'static str, group: &[(Dimension, &str)], numerator: f64, denominator: f64) -> Figure {
    Figure {
        group: Group(group.iter().map(|(dimension, value)| (*dimension, (*value).to_owned())).collect()),
        value: (denominator > 0.0).then(|| numerator / denominator),
        numerator: Some(numerator),
        denominator: Some(denominator),
        low: Some(0.1),
        high: Some(0.9),
        ..Figure::empty(kpi)
    }
}

/// Builds a chart from these figures, and one for the whole.
fn built(id: &str, period: (&str, &str), parts: &[Figure]) -> ChartSpec {
    let kpi = definition(id).unwrap().kpi.name;
    let mut ask = |asked: &[&str], _: &[Dimension]| {
        assert_eq!(asked, [kpi]);
        let (groups, whole) = (answer(parts.to_vec()), answer(vec![figure(kpi, &[], 410.0, 1000.0)]));
        Ok::<_, Infallible>(Asked { groups, whole })
    };
    build(id, &mut ask, &context(period)).unwrap()
}

#[test]
fn small_numbers_are_counted_or_faint_and_come_in_order() {
    let by = |name, k, n| figure("deflection_rate", &[(Dimension::QueryType, name)], k, n);
    let chart = built(
        "deflection-by-query-type",
        JULY,
        &[
            by("billing", 30.0, 100.0),
            by("refund", 20.0, 29.0),
            by("fraud", 4.0, 4.0),
            by("login", 40.0, 50.0),
            by("vat", 0.0, 5.0),
        ],
    );
    assert_eq!(chart.categories, ["login", "refund", "billing", "vat", "fraud"]);
    let points = &chart.series[0].points;
    assert_eq!(points.iter().map(|point| point.faint).collect::<Vec<_>>(), [false, true, false, true, false]);
    assert_eq!((points[4].value, points[4].low, points[4].tally()), (None, None, Some((4.0, 4.0))));
    assert_eq!(points[3].value, Some(0.0));
    assert_eq!(
        chart.subtitle,
        "July 2026 (Europe/Berlin) · overall 41.0%, n = 1,000 tickets · data as of 2 Aug 2026"
    );
    assert_eq!(
        chart.notes,
        [
            "Whiskers: 95% interval. Hatched: fewer than 30 tickets. A count such as 2/3 stands for a rate of fewer than 5 tickets."
        ]
    );
}

#[test]
fn the_largest_groups_are_shown_and_the_others_counted() {
    let names: Vec<String> = (0..26).map(|place| format!("type {place:02}")).collect();
    let rows: Vec<Figure> = names
        .iter()
        .enumerate()
        .map(|(place, name)| figure("csat", &[(Dimension::QueryType, name)], 10.0, 100.0 + place as f64))
        .collect();
    let chart = built("csat-by-query-type", JULY, &rows);
    assert_eq!(chart.categories.len(), 20);
    assert!(
        chart.categories.contains(&"type 25".to_owned()) && !chart.categories.contains(&"type 05".to_owned())
    );
    assert_eq!(chart.notes.last().unwrap(), "+6 more query types with fewer tickets are not shown.");
}

#[test]
fn moments_without_figures_are_gaps() {
    let by = |week| figure("csat", &[(Dimension::Week, week)], 60.0, 100.0);
    let chart = built("csat-trend", JULY, &[by("2026-W27"), by("2026-W30")]);
    assert_eq!(chart.keys, ["2026-W27", "2026-W28", "2026-W29", "2026-W30", "2026-W31"]);
    assert_eq!(chart.categories[0], "W27 2026");
    let shown: Vec<bool> = chart.series[0].points.iter().map(|point| point.value.is_some()).collect();
    assert_eq!(shown, [true, false, false, true, false]);
    assert_eq!(chart.dimensions, ["week"]);

    let by = |month| figure("csat", &[(Dimension::Month, month)], 60.0, 100.0);
    let chart = built("csat-trend", ("2026-01-01", "2026-12-31"), &[by("2026-03")]);
    assert_eq!((chart.categories.len(), chart.categories[2].as_str()), (12, "Mar 2026"));
}

#[test]
fn a_heat_map_has_a_row_for_each_group_and_a_column_for_each_moment() {
    let by = |name: &'static str, week, k, n| {
        figure("deflection_rate", &[(Dimension::Week, week), (Dimension::QueryType, name)], k, n)
    };
    let rows = [
        by("billing", "2026-W27", 20.0, 100.0),
        by("refund", "2026-W27", 3.0, 4.0),
        by("billing", "2026-W29", 60.0, 90.0),
        by("refund", "2026-W29", 10.0, 20.0),
    ];
    let chart = built("deflection-by-query-type-and-week", JULY, &rows);
    assert_eq!((chart.kind, chart.title.as_str()), (ChartKind::Heat, "Deflection by query type and week"));
    assert_eq!(chart.dimensions, ["week", "query_type"]);
    assert_eq!(chart.keys, ["2026-W27", "2026-W28", "2026-W29", "2026-W30", "2026-W31"]);
    assert_eq!(chart.series.iter().map(|row| row.name.as_str()).collect::<Vec<_>>(), ["billing", "refund"]);
    let cells: Vec<_> = chart.series.iter().map(|row| [0, 1, 2].map(|week| row.points[week].value)).collect();
    assert_eq!(cells, [[Some(0.2), None, Some(60.0 / 90.0)], [None, None, Some(0.5)]]);
    assert_eq!(chart.series[1].points[0].tally(), Some((3.0, 4.0)));
    assert!(chart.series[1].points[2].faint && !chart.series[0].points[2].faint);
    assert_eq!(chart.scale, Some([0.0, 60.0 / 90.0]));
    assert_eq!(
        chart.notes,
        ["Hatched: fewer than 30 tickets. A count such as 2/3 stands for a rate of fewer than 5 tickets."]
    );
    // Where all values lie far from 0, their differences are what the colours are for.
    let rows = [by("billing", "2026-W27", 70.0, 100.0), by("refund", "2026-W27", 90.0, 100.0)];
    assert_eq!(built("deflection-by-query-type-and-week", JULY, &rows).scale, Some([0.7, 0.9]));
}

#[test]
fn ages_come_from_young_to_old_empty_ones_too() {
    let by = |age: &'static str, open: f64| Figure {
        value: Some(open),
        group: Group(vec![(Dimension::Age, age.to_owned())]),
        ..Figure::empty("backlog")
    };
    let chart = built("backlog-by-age", JULY, &[by("over-4w", 40.0), by("1-3d", 3.0), by("under-1d", 12.0)]);
    assert_eq!(
        chart.categories,
        ["under 1 day", "1–3 days", "3–7 days", "1–2 weeks", "2–4 weeks", "over 4 weeks"]
    );
    assert_eq!(chart.keys, ["under-1d", "1-3d", "3-7d", "1-2w", "2-4w", "over-4w"]);
    let open: Vec<_> = chart.series[0].points.iter().map(|point| point.value).collect();
    assert_eq!(open, [12.0, 3.0, 0.0, 0.0, 0.0, 40.0].map(Some));
    assert_eq!((chart.kind, chart.title.as_str()), (ChartKind::Bars, "Backlog by age"));
    assert!(built("backlog-by-age", JULY, &[]).is_empty());
}

#[test]
fn scores_stand_along_their_own_scale() {
    let by = |score: &'static str, kind: ResolutionType, tickets: f64| Figure {
        value: Some(tickets),
        group: Group(vec![
            (Dimension::Score, score.to_owned()),
            (Dimension::ResolutionType, kind.word().to_owned()),
        ]),
        ..Figure::empty("resolved")
    };
    let (ai, human) = (ResolutionType::AiOnly, ResolutionType::HumanOnly);
    let five = [by("5/5", ai, 60.0), by("1/5", human, 9.0), by("4/5", human, 20.0), by("(none)", ai, 500.0)];
    let id = "resolved-by-score-and-resolution-type";
    let chart = built(id, JULY, &five);
    assert_eq!(chart.kind, ChartKind::StackedBars);
    assert_eq!(chart.categories, ["1 of 5", "2 of 5", "3 of 5", "4 of 5", "5 of 5"]);
    assert_eq!(
        chart.series.iter().map(|series| series.name.as_str()).collect::<Vec<_>>(),
        ["AI only", "Human only"]
    );
    assert_eq!(chart.series[0].points[4].value, Some(60.0));
    assert_eq!(chart.notes, ["Tickets without a score are not shown."]);
    let none = built(id, JULY, &[by("(none)", ai, 500.0)]);
    assert_eq!((none.is_empty(), none.empty.as_str()), (true, "No ticket of this period has a score."));
    // A second scale stands beside the first, and the chart says so; a long one has the scores that were given.
    let more = [by("0/10", ai, 1.0), by("10/10", ai, 2.0), by("87.5/100", ai, 3.0), by("9/100", ai, 1.0)];
    let chart = built(id, JULY, &[&five[..], &more[..]].concat());
    assert_eq!(chart.keys.len(), 5 + 2 + 11);
    assert_eq!(chart.keys[4..8], ["5/5", "9/100", "87.5/100", "0/10"]);
    assert_eq!(chart.notes[0], "Scores on 3 scales (of 10, of 100, of 5): compare within one of them only.");
}

#[test]
fn what_is_still_maturing_is_faint_over_time_and_noted() {
    let by = |week, immature| Figure {
        immature: Some(immature),
        ..figure("fcr", &[(Dimension::Week, week)], 60.0, 100.0)
    };
    let chart = built("fcr-trend", JULY, &[by("2026-W27", 0), by("2026-W31", 7)]);
    let faint: Vec<bool> = chart.series[0].points.iter().map(|point| point.faint).collect();
    assert_eq!(faint, [false, false, false, false, true]);

    let parts = [Figure {
        immature: Some(7),
        ..figure("fcr", &[(Dimension::ResolutionType, "ai_only")], 60.0, 100.0)
    }];
    let both = || Asked { groups: answer(parts.to_vec()), whole: answer(parts.to_vec()) };
    let mut ask = |_: &[&str], _: &[Dimension]| Ok::<_, Infallible>(both());
    let chart = build("fcr-by-resolution-type", &mut ask, &context(JULY)).unwrap();
    assert!(!chart.series[0].points[0].faint);
    assert_eq!(
        chart.notes.last().unwrap(),
        "Not judged yet: 7 resolved tickets, whose customers may still come back."
    );
}

#[test]
fn resolution_types_have_their_names_order_and_colours() {
    let rows: Vec<Figure> = ["human_only", "no_touch", "ai_only", "excluded", "hybrid"]
        .iter()
        .map(|kind| Figure {
            denominator: None,
            numerator: None,
            low: None,
            high: None,
            value: Some(80.0),
            ..figure("tickets", &[(Dimension::Week, "2026-W28"), (Dimension::ResolutionType, kind)], 1.0, 1.0)
        })
        .collect();
    let chart = built("volume-trend-by-resolution-type", JULY, &rows);
    let names: Vec<&str> = chart.series.iter().map(|series| series.name.as_str()).collect();
    assert_eq!(names, ["AI only", "Hybrid", "Human only", "No touch"]);
    assert_eq!(chart.resolution_type(0, 0), Some(ResolutionType::AiOnly));

    let parts = [figure("csat", &[(Dimension::ResolutionType, "hybrid")], 60.0, 100.0)];
    let chart = built("csat-by-resolution-type", JULY, &parts);
    assert_eq!((chart.categories[0].as_str(), chart.keys[0].as_str()), ("Hybrid", "hybrid"));
    assert_eq!(chart.resolution_type(0, 0), Some(ResolutionType::Hybrid));
}

#[test]
fn every_chart_is_built_and_drawn_from_nothing_and_from_something() {
    let shapes = [
        "by-query-type",
        "by-channel-and-resolution-type",
        "by-month-and-channel",
        "trend",
        "trend-by-query-type",
    ];
    let every = KPIS.iter().flat_map(|kpi| shapes.map(|shape| format!("{}-{shape}", subject(kpi))));
    for chart in every.map(|id| definition(&id).unwrap()) {
        let nothing = built(&chart.id, JULY, &[]);
        assert!(nothing.is_empty(), "{}", chart.id);
        assert!(svg(&nothing, &Style::default()).unwrap().contains("in this period."), "{}", chart.id);
        let group: Vec<(Dimension, &str)> = [
            (Dimension::QueryType, "billing"),
            (Dimension::ResolutionType, "ai_only"),
            (Dimension::Channel, "chat"),
            (Dimension::Week, "2026-W28"),
            (Dimension::Month, "2026-07"),
        ]
        .into();
        let something = built(&chart.id, JULY, &[figure(chart.kpi.name, &group, 30.0, 100.0)]);
        assert!(!something.is_empty(), "{}", chart.id);
        svg(&something, &Style::default()).unwrap();
    }
}

#[test]
fn unknown_charts_and_failed_answers_are_errors() {
    let mut ask = |_: &[&str], _: &[Dimension]| Err::<Asked, _>("the store is locked");
    assert_eq!(build("pie", &mut ask, &context(JULY)), Err(BuildError::Unknown { id: "pie".to_owned() }));
    assert_eq!(build("csat-trend", &mut ask, &context(JULY)), Err(BuildError::Answer("the store is locked")));
}

#[test]
fn groups_with_several_series_come_once_and_the_smallest_series_are_left_out() {
    let mut rows = Vec::new();
    for (channel, tickets) in [("chat", 10.0), ("email", 400.0)] {
        for number in 0..8 {
            let group = [(Dimension::Channel, channel), (Dimension::QueryType, &*format!("type {number}"))];
            rows.push(figure("csat", &group, 5.0, tickets + f64::from(number)));
        }
    }
    let chart = built("csat-by-channel-and-query-type", JULY, &rows);
    assert_eq!(chart.categories, ["email", "chat"]);
    let names: Vec<&str> = chart.series.iter().map(|series| series.name.as_str()).collect();
    assert_eq!(names, ["type 7", "type 6", "type 5", "type 4", "type 3", "type 2"]);
    assert!(chart.notes.iter().any(|note| note == "+2 more query types with fewer tickets are not shown."));
}
