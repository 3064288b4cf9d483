//! What pages show is what the engine says: every cell, every point of every chart, and the tickets behind them.

use std::sync::LazyLock;

use chrono::Weekday;
use supportmix_core::calendar::{Comparison, Period};
use supportmix_core::chart::{Along, ChartKind, ChartSpec, Point, definition};
use supportmix_core::cost::{CostKind, LedgerEntry};
use supportmix_core::language::Language;
use supportmix_core::metrics::{
    Dimension, Figure, Filter, Group, Kpi, NEUTRAL, PRESETS, Part, Query, Unit, figures,
};
use supportmix_core::model::{ResolutionType, parse_rfc3339};
use supportmix_core::sample;
use supportmix_core::service::{Drill, Failure, PageName, Scope, Snapshot, page, tickets_behind};

use crate::metrics::world::{Desk, day, period};

static DESK: LazyLock<Desk> = LazyLock::new(|| {
    let until = parse_rfc3339("2026-07-08T10:00:00Z").unwrap();
    let tickets = sample::tickets(sample::SEED, until, sample::WEEKS, 4_000);
    let tickets: Vec<_> = tickets.map(|ticket| ("sample", ticket)).collect();
    let entry = |kind, amount| LedgerEntry { kind, month: day("2025-01-01"), amount };
    let ledger = [entry(CostKind::People, 20_000.0), entry(CostKind::AiUsage, 0.9)];
    Desk::new(&tickets, &ledger, chrono_tz::Tz::Europe__Berlin, Weekday::Mon)
});

fn filter(dimension: Dimension, value: &str) -> Filter {
    Filter { dimension, value: value.to_owned() }
}

/// What a reader may look at: days, filters, and what charts are split by.
fn looks() -> Vec<(Period, Vec<Filter>, Vec<Dimension>)> {
    vec![
        (period("2026-06-29", "2026-07-05"), vec![], vec![]),
        (
            period("2026-05-01", "2026-05-31"),
            vec![filter(Dimension::Channel, "chat")],
            vec![Dimension::Team, Dimension::Channel],
        ),
        (
            period("2025-10-01", "2026-06-30"),
            vec![filter(Dimension::QueryType, "Billing and invoices"), filter(Dimension::Language, "de")],
            vec![Dimension::HandoffTrigger],
        ),
        (
            period("2026-06-03", "2026-06-20"),
            vec![filter(Dimension::ResolutionType, "hybrid")],
            vec![Dimension::Language, Dimension::Tag],
        ),
        (period("2030-01-01", "2030-01-31"), vec![], vec![Dimension::Channel]),
    ]
}

/// The engine's own answer for one figure.
fn engine(snapshot: &Snapshot, kpi: &'static Kpi, scope: &Scope, by: &[Dimension]) -> Vec<Figure> {
    let query = Query {
        kpis: vec![kpi],
        filters: scope.filters.clone(),
        by: by.to_vec(),
        ..Query::whole(scope.period)
    };
    figures(&snapshot.facts, &snapshot.basis(), &query).unwrap().rows
}

fn of<'f>(figures: &'f [Figure], group: &Group) -> Option<&'f Figure> {
    figures.iter().find(|figure| figure.group == *group)
}

fn same(shown: &Figure, own: &Figure) {
    let numbers = |figure: &Figure| {
        (figure.value, figure.numerator, figure.denominator, figure.low, figure.high, figure.immature)
    };
    assert_eq!(numbers(shown), numbers(own), "{}", shown.kpi);
}

/// Calls `check` with each page under each look.
fn each_page(mut check: impl FnMut(&Snapshot, &Scope, supportmix_core::service::PageAnswer)) {
    for (period, filters, split) in looks() {
        let scope = Scope { period, filters };
        for name in PageName::ALL {
            DESK.workspace
                .ask(|snapshot| -> Result<(), Failure> {
                    check(
                        snapshot,
                        &scope,
                        page(snapshot, *name, &scope, Comparison::Before, &split, &NEUTRAL, Language::En)?,
                    );
                    Ok(())
                })
                .unwrap();
        }
    }
}

#[test]
fn every_cell_of_every_scorecard_is_the_engines() {
    let mut cells = 0;
    each_page(|snapshot, scope, page| {
        for row in &page.scorecard {
            let whole = engine(snapshot, row.kpi, scope, &[]);
            same(&row.whole.shown.figure, of(&whole, &Group::default()).unwrap());
            let mature = row.mature.map(|period| Scope { period, ..scope.clone() });
            let by_type = engine(snapshot, row.kpi, scope, &[Dimension::ResolutionType]);
            for (kind, cell) in [
                (ResolutionType::AiOnly, &row.ai_only),
                (ResolutionType::Hybrid, &row.hybrid),
                (ResolutionType::HumanOnly, &row.human_only),
            ] {
                let group = Group(vec![(Dimension::ResolutionType, kind.word().to_owned())]);
                if let Some(cell) = cell {
                    same(&cell.shown.figure, of(&by_type, &group).unwrap());
                    cells += 1;
                }
            }
            if let (Some(scope), Some(shown)) = (mature, &row.whole.mature) {
                same(&shown.figure, of(&engine(snapshot, row.kpi, &scope, &[]), &Group::default()).unwrap());
                cells += 1;
            }
            cells += 1;
        }
    });
    assert!(cells > 300, "only {cells} cells were compared");
}

#[test]
fn every_point_of_every_chart_is_the_engines_and_opens_its_tickets() {
    let (mut points, mut lists, mut early) = (0, 0, 0);
    each_page(|snapshot, scope, page| {
        // Steps have a test of their own, and insights, which look at days of their own, another module.
        let of_figures = |chart: &&ChartSpec| definition(&chart.id).unwrap().along != Along::Steps;
        for chart in page.charts.iter().filter(of_figures) {
            let kpi = Kpi::named(&chart.kpi).unwrap();
            let dimensions: Vec<Dimension> =
                chart.dimensions.iter().map(|name| Dimension::from_name(name).unwrap()).collect();
            let scope = Scope { period: chart.period, ..scope.clone() };
            let own = engine(snapshot, kpi, &scope, &dimensions);
            for series in &chart.series {
                for (key, point) in chart.keys.iter().zip(&series.points) {
                    let values = [key.as_str(), series.key.as_deref().unwrap_or_default()];
                    let group: Vec<_> =
                        dimensions.iter().zip(values).map(|(of, value)| (*of, value.to_owned())).collect();
                    let Some(figure) = of(&own, &Group(group.clone())) else {
                        let none = point.value.is_none_or(|value| value == 0.0 && kpi.unit == Unit::Count);
                        assert!(none && point.denominator.is_none(), "{} {key}", chart.id);
                        continue;
                    };
                    // Of tickets that AI resolved lately nobody knows whether that will last; of others it is known at once.
                    let over_time = dimensions.iter().any(|dimension| dimension.bucket().is_some());
                    let waiting = figure.immature.unwrap_or(0) as f64;
                    if over_time && kpi.name == "durable_resolution_rate" && Some(waiting) > figure.numerator
                    {
                        assert_eq!(*point, Point::GAP, "{} {key}", chart.id);
                        early += 1;
                        continue;
                    }
                    assert_eq!((point.numerator, point.denominator), (figure.numerator, figure.denominator));
                    let withheld =
                        kpi.unit == Unit::Proportion && figure.denominator.is_some_and(|n| n < 5.0);
                    assert_eq!(point.value, figure.value.filter(|_| !withheld), "{} {key}", chart.id);
                    points += 1;
                    // Each list takes a while, so not all of them are counted.
                    if let (true, Some(numerator), 0) =
                        (kpi.unit == Unit::Proportion, point.numerator, points % 23)
                    {
                        let group =
                            group.iter().map(|(dimension, value)| filter(*dimension, value)).collect();
                        let drill = Drill {
                            scope: scope.clone(),
                            kpi: chart.kpi.clone(),
                            group,
                            part: Part::Numerator,
                            count_as: None,
                        };
                        assert_eq!(
                            tickets_behind(snapshot, &drill).unwrap().len() as f64,
                            numerator,
                            "{}",
                            chart.id
                        );
                        lists += 1;
                    }
                }
            }
        }
    });
    assert!(points > 1_500 && lists > 30, "only {points} points and {lists} lists were compared");
    assert!(early > 0, "no week was too early");
}

#[test]
fn a_page_is_compared_with_last_year_where_there_are_tickets_of_it() {
    let look = |from: &str, to: &str| {
        let scope = Scope { period: period(from, to), filters: vec![] };
        DESK.workspace
            .ask(|snapshot| {
                page(snapshot, PageName::Review, &scope, Comparison::LastYear, &[], &NEUTRAL, Language::En)
            })
            .unwrap()
    };
    let answer = look("2026-06-29", "2026-07-05");
    let before = period("2025-06-30", "2025-07-06");
    assert_eq!((answer.before, answer.before_is_empty), (Some(before), false));
    DESK.workspace
        .ask(|snapshot| -> Result<(), Failure> {
            let scope = Scope { period: before, filters: vec![] };
            for row in answer.scorecard.iter().filter(|row| row.mature.is_none()) {
                let own = engine(snapshot, row.kpi, &scope, &[]);
                same(row.whole.shown.before.as_ref().unwrap(), of(&own, &Group::default()).unwrap());
            }
            Ok(())
        })
        .unwrap();
    for row in answer.scorecard.iter().filter(|row| row.mature.is_some()) {
        assert_eq!(row.mature_before.unwrap().days(), 7);
        assert!(row.mature_before.unwrap().to <= before.to);
    }

    // Of the year before, the store knows nothing: that is no change from 0.
    let answer = look("2025-06-30", "2025-07-06");
    assert!(answer.before_is_empty && answer.changes.is_none());
    assert!(answer.scorecard.iter().all(|row| row.whole.shown.before.is_none()));
}

#[test]
fn every_step_of_the_ladder_is_the_engines_and_opens_its_tickets() {
    let mut steps = 0;
    each_page(|snapshot, scope, page| {
        let Some(chart) = page.charts.iter().find(|chart| chart.kind == ChartKind::Ladder) else { return };
        let [of_all, of_ai] = &chart.series[..] else { return };
        let counts: Vec<f64> = of_all.points.iter().map(|point| point.numerator.unwrap()).collect();
        let [involved, resolved, confirmed, assumed, durable] = counts[..] else { panic!("{counts:?}") };
        assert!(involved >= resolved && resolved >= durable, "{counts:?}");
        assert_eq!(confirmed + assumed, resolved);
        for (step, (count, own)) in chart.steps.iter().zip(counts.iter().zip(&of_ai.points)) {
            let step = step.as_ref().unwrap();
            let scope = Scope { period: step.period, ..scope.clone() };
            let drill = Drill {
                scope,
                kpi: step.kpi.clone(),
                group: step.group.clone(),
                part: Part::Numerator,
                count_as: None,
            };
            assert_eq!(tickets_behind(snapshot, &drill).unwrap().len() as f64, *count, "{}", step.kpi);
            if step.group.is_empty() && step.kpi != "involvement_rate" {
                assert_eq!((step.point.value, step.point.denominator), (own.value, own.denominator));
            }
            steps += 1;
        }
    });
    assert!(steps >= 15, "only {steps} steps were looked at");
}

#[test]
fn the_waterfall_adds_up_to_the_cent_and_ends_at_the_figures() {
    let mut waterfalls = 0;
    each_page(|snapshot, scope, page| {
        let Some(chart) = page.charts.iter().find(|chart| chart.kind == ChartKind::Waterfall) else { return };
        if !scope.filters.is_empty() || chart.is_empty() {
            assert!(
                chart.is_empty()
                    && chart.empty.contains(if scope.filters.is_empty() { "resolved" } else { "filters" })
            );
            return;
        }
        let cents: Vec<i64> = chart.series[0]
            .points
            .iter()
            .map(|point| (point.value.unwrap() * 100.0).round() as i64)
            .collect();
        let [first, changes @ .., last] = &cents[..] else { panic!("{cents:?}") };
        assert_eq!(first + changes.iter().sum::<i64>(), *last);
        let cost = Kpi::named("cost_per_resolution").unwrap();
        for (cents, step) in [(first, &chart.steps[0]), (last, &chart.steps[chart.steps.len() - 1])] {
            let scope = Scope { period: step.as_ref().unwrap().period, ..scope.clone() };
            let figure = engine(snapshot, cost, &scope, &[]).remove(0);
            assert_eq!((figure.value.unwrap() * 100.0).round() as i64, *cents);
        }
        waterfalls += 1;
    });
    assert!(waterfalls >= 1);
}

#[test]
fn charts_of_what_takes_time_to_tell_are_of_days_that_can_be_judged() {
    let (period, filters, _) = looks().remove(0);
    let scope = Scope { period, filters };
    let answer = DESK.workspace.ask(|snapshot| {
        page(snapshot, PageName::Resolution, &scope, Comparison::None, &[], &NEUTRAL, Language::En)
    });
    let answer = answer.unwrap();
    let chart = |id: &str| answer.charts.iter().find(|chart| chart.id == id).unwrap();
    assert!(chart("fcr-by-query-type").period.to < period.from);
    assert!(!chart("fcr-by-query-type").is_empty());
    assert_eq!(chart("resolution-minutes-p50-by-query-type").period, period);
}

#[test]
fn a_split_that_a_chart_has_already_gives_no_chart_twice() {
    for split in Dimension::ALL {
        let scope = Scope { period: period("2026-06-01", "2026-06-30"), filters: vec![] };
        for name in PageName::ALL {
            let answer = DESK.workspace.ask(|snapshot| {
                page(snapshot, *name, &scope, Comparison::None, &[*split], &NEUTRAL, Language::En)
            });
            let mut ids: Vec<String> = answer.unwrap().charts.into_iter().map(|chart| chart.id).collect();
            let all = ids.len();
            ids.sort();
            ids.dedup();
            assert_eq!(ids.len(), all, "{name:?} by {split:?}");
        }
    }
}

#[test]
fn a_trend_is_the_engines_and_ends_with_the_cell_beside_it() {
    let (mut values, mut recent) = (0, 0);
    each_page(|snapshot, scope, page| {
        let is_bucket = snapshot.calendar.bucket_of(scope.period).is_some();
        let last_day = snapshot.calendar.day_of(snapshot.facts.as_of().unwrap());
        for at in 0..12 {
            let period = page.scorecard[0].trend[at].period;
            let kpis = page.scorecard.iter().map(|row| row.kpi).collect();
            let query = Query { kpis, filters: scope.filters.clone(), ..Query::whole(period) };
            let own = figures(&snapshot.facts, &snapshot.basis(), &query).unwrap().rows;
            for row in &page.scorecard {
                let (kpi, point) = (row.kpi, row.trend[at]);
                let own = own.iter().find(|figure| figure.kpi == kpi.name).unwrap();
                let few = kpi.unit == Unit::Proportion && own.denominator.is_some_and(|count| count < 5.0);
                let wanted = own.value.filter(|_| !few);
                // Days without tickets are a gap, where the whole of them says 0; so is a backlog that is yet to come.
                let gap = point.value.is_none() && (wanted == Some(0.0) || period.from > last_day);
                assert!(point.period == period && (point.value == wanted || gap), "{} {point:?}", kpi.name);
                values += usize::from(point.value.is_some());
                recent += usize::from(point.recent);
            }
        }
        for row in &page.scorecard {
            assert_eq!(row.trend.len(), 12);
            assert!(!is_bucket || row.trend[11].period == scope.period);
        }
    });
    assert!(values > 500 && recent > 10, "{values} values, {recent} recent");
}

#[test]
fn two_splits_group_the_charts_of_groups_and_leave_the_others() {
    let scope = Scope { period: period("2026-06-01", "2026-06-30"), filters: vec![] };
    let ids = |name, split: &[Dimension]| -> Vec<String> {
        let answer = DESK
            .workspace
            .ask(|snapshot| page(snapshot, name, &scope, Comparison::None, split, &NEUTRAL, Language::En))
            .unwrap();
        answer.charts.into_iter().map(|chart| chart.id).collect()
    };
    let both = [Dimension::Channel, Dimension::Language];
    let deflection = ids(PageName::Deflection, &both);
    for id in ["deflection-by-channel-and-language", "deflection-trend-by-channel", "deflection-trend"] {
        assert!(deflection.contains(&id.to_owned()), "{id} in {deflection:?}");
    }
    let satisfaction = ids(PageName::Satisfaction, &both);
    for id in ["csat-by-channel-and-resolution-type", "csat-by-channel-and-language"] {
        assert!(satisfaction.contains(&id.to_owned()), "{id} in {satisfaction:?}");
    }
    for wrong in [&[Dimension::Channel; 2][..], &[Dimension::Channel, Dimension::Team, Dimension::Tag]] {
        let refused = DESK.workspace.ask(|snapshot| {
            page(snapshot, PageName::Review, &scope, Comparison::None, wrong, &NEUTRAL, Language::En)
                .map(|_| ())
        });
        assert_eq!(refused.unwrap_err().code, "invalid");
    }
}

#[test]
fn counted_as_a_vendor_does_it_is_said_and_never_mixed() {
    let scope = Scope { period: period("2026-05-01", "2026-05-31"), filters: vec![] };
    for preset in PRESETS.iter().skip(1) {
        let (answer, own, tickets) = DESK
            .workspace
            .ask(|snapshot| -> Result<_, Failure> {
                let split = [Dimension::Channel];
                let answer = page(
                    snapshot,
                    PageName::Deflection,
                    &scope,
                    Comparison::Before,
                    &split,
                    preset,
                    Language::En,
                )?;
                let query = Query { kpis: preset.kpis.to_vec(), preset, ..Query::whole(scope.period) };
                let own = figures(&snapshot.facts, &snapshot.basis(), &query)?;
                let drill = Drill {
                    scope: scope.clone(),
                    kpi: "ai_resolution_rate".to_owned(),
                    group: vec![],
                    part: Part::Numerator,
                    count_as: Some(preset.name.to_owned()),
                };
                Ok((answer, own, tickets_behind(snapshot, &drill)?.len()))
            })
            .unwrap();
        for row in &answer.scorecard {
            let counted = preset.kpi(row.kpi.name).ok();
            assert_eq!(row.count_as, counted.map(|_| preset.name), "{}", row.kpi.name);
            if counted.is_some() {
                same(&row.whole.shown.figure, own.rows.iter().find(|own| own.kpi == row.kpi.name).unwrap());
                assert!(row.kpi.title.ends_with(&preset.title["As ".len()..]), "{}", row.kpi.title);
            }
        }
        let whole = own.rows.iter().find(|row| row.kpi == "ai_resolution_rate").unwrap();
        assert_eq!(whole.numerator, Some(tickets as f64), "{}", preset.name);
        let named: Vec<&str> = answer
            .charts
            .iter()
            .filter(|chart| chart.title.ends_with(&preset.title["As ".len()..]))
            .map(|chart| chart.id.as_str())
            .collect();
        assert_eq!(named, ["ai-resolution-by-channel"]);
    }
}

#[test]
fn what_changed_are_changes_only_and_their_largest_part_adds_up() {
    let mut told = 0;
    each_page(|_, scope, page| {
        let Some(found) = page.changes else { return };
        for change in &found.changes {
            let row = page.scorecard.iter().find(|row| row.kpi.name == change.kpi.name).unwrap();
            let shown = row.whole.mature.as_ref().unwrap_or(&row.whole.shown);
            assert_eq!(&change.figure, shown);
            assert_eq!(change.period, row.mature.unwrap_or(scope.period));
            let by = change.figure.change.unwrap();
            assert!(by.is_change && !found.noise.contains(&change.kpi.name));
            if let (Some(most), Some(difference)) = (&change.most, by.difference) {
                assert!((most.mix + most.rate) * difference > 0.0, "{most:?} goes against {difference}");
                told += 1;
            }
        }
        for name in &found.noise {
            let row = page.scorecard.iter().find(|row| row.kpi.name == *name).unwrap();
            let shown = row.whole.mature.as_ref().unwrap_or(&row.whole.shown);
            assert!(!shown.change.unwrap().is_change);
        }
    });
    assert!(told >= 3, "only {told} changes name a query type");
}

#[test]
fn a_page_in_german_has_the_same_numbers_and_no_english_around_them() {
    // What our own English has and no German word does.
    let english = [
        " by ",
        " and ",
        "overall",
        "over time",
        "data as of",
        "interval.",
        "fewer",
        "ticket,",
        "not shown",
        "No ",
    ];
    let mut said = String::new();
    for (period, filters, split) in looks() {
        let scope = Scope { period, filters };
        for name in PageName::ALL {
            let of = |language| {
                let ask = |snapshot: &Snapshot| {
                    page(snapshot, *name, &scope, Comparison::Before, &split, &NEUTRAL, language)
                };
                DESK.workspace.ask(ask).unwrap()
            };
            let (one, other) = (of(Language::En), of(Language::De));
            for (chart, german) in one.charts.iter().zip(&other.charts) {
                assert_eq!((&chart.id, &chart.keys), (&german.id, &german.keys));
                for (series, of_german) in chart.series.iter().zip(&german.series) {
                    assert_eq!(
                        (&series.key, &series.points),
                        (&of_german.key, &of_german.points),
                        "{}",
                        chart.id
                    );
                }
                // The names of groups are the user's own, in whatever language.
                let groups =
                    german.keys.iter().chain(german.series.iter().filter_map(|series| series.key.as_ref()));
                let own: Vec<&String> =
                    groups.chain(scope.filters.iter().map(|filter| &filter.value)).collect();
                for line in german
                    .description()
                    .lines()
                    .filter(|line| !own.iter().any(|name| line.contains(name.as_str())))
                {
                    let left = english.iter().find(|word| line.contains(*word));
                    assert_eq!(left, None, "{}: {line}", chart.id);
                    said += line;
                }
            }
            for (row, german) in one.scorecard.iter().zip(&other.scorecard) {
                assert_eq!((row.kpi.name, &row.whole), (german.kpi.name, &german.whole));
                assert_eq!(german.kpi.title, Language::De.say(row.kpi.title));
            }
        }
    }
    for words in
        ["Deflection-Rate nach Anliegen", "im Zeitverlauf", "Datenstand", "95-%-Intervall", "\u{a0}%"]
    {
        assert!(said.contains(words), "{words} is nowhere");
    }
}
