//! Packs made by hand, of what no data have: names that break things, and more of everything.

use supportmix_core::calendar::Period;
use supportmix_core::chart::{ChartKind, ChartSpec, Mark, MarkKind, Point, Series, TargetLine};
use supportmix_core::language::Language;
use supportmix_core::metrics::Unit;
use supportmix_core::model::{ResolutionType, Timestamp};
use supportmix_core::pack::{Cell, Column, Fact, Labels, Pack, PackChart, Section, Table, Term};

/// What would break XML, a formula or a relation, if it were not written as text.
const HOSTILE: &str = "=1+1 <\"&'> ]]> \u{0}\u{b}\u{ffff} ../../x {text} 🦀";

fn days() -> Period {
    Period { from: "2026-06-29".parse().unwrap(), to: "2026-07-05".parse().unwrap() }
}

fn point(place: usize) -> Point {
    let value = 0.2 + 0.05 * (place % 12) as f64;
    Point {
        value: Some(value),
        low: Some(value - 0.04),
        high: Some(value + 0.05),
        numerator: Some(value * 100.0),
        denominator: Some(100.0),
        faint: place % 4 == 3,
    }
}

/// A chart of so many categories and series; its second value is missing.
pub(super) fn chart(kind: ChartKind, unit: Unit, categories: usize, series: usize) -> PackChart {
    let of_types = [ResolutionType::AiOnly, ResolutionType::Hybrid, ResolutionType::HumanOnly];
    let points = |series: usize| {
        let point = |place| {
            if place == 1 && kind != ChartKind::Waterfall { Point::GAP } else { point(place + series) }
        };
        (0..categories).map(point).collect()
    };
    let series: Vec<Series> = (0..series)
        .map(|place| Series {
            resolution_type: (series > 1).then_some(of_types[place % 3]),
            ..Series::plain(format!("{HOSTILE} {place}"), points(place))
        })
        .collect();
    let row = |place: usize| {
        let name = Cell::Text { text: format!("Anliegen {place}") };
        let cell = |series: &Series| match series.point(place).shown() {
            Some(value) => Cell::Number {
                value,
                unit,
                text: format!("{value:.2}"),
                beside: String::new(),
                is_faint: false,
            },
            None => Cell::Nothing { text: "—".to_owned() },
        };
        std::iter::once(name).chain(series.iter().map(cell)).collect()
    };
    let table = Table {
        title: "Zahlen".to_owned(),
        columns: vec![],
        rows: (0..categories).map(row).collect(),
        notes: vec![],
    };
    let over_time = matches!(kind, ChartKind::Lines | ChartKind::Heat);
    let spec = ChartSpec {
        id: "deflection-by-query-type".to_owned(),
        title: "Deflection-Rate nach Anliegen".to_owned(),
        subtitle: "29. Juni – 5. Juli 2026 · Europe/Berlin".to_owned(),
        notes: vec![
            "Striche: 95-%-Intervall. Schraffiert: weniger als 30 Tickets.".to_owned(),
            HOSTILE.to_owned(),
        ],
        language: Language::De,
        period: days(),
        kind,
        unit,
        currency: Some("EUR".to_owned()),
        categories: (0..categories)
            .map(|place| format!("Rückerstattungsanfragen {place} {HOSTILE}"))
            .collect(),
        keys: (0..categories).map(|place| place.to_string()).collect(),
        series,
        target: Some(TargetLine { value: 0.5, label: "Ziel 50 %".to_owned() }),
        scale: None,
        marks: vec![Mark {
            category: 2,
            within: 0.1,
            kind: MarkKind::AiRelease,
            label: "KI 2".to_owned(),
            text: String::new(),
        }],
        tail: None,
        kpi: "deflection_rate".to_owned(),
        dimensions: vec![if over_time { "week" } else { "query_type" }.to_owned()],
        steps: vec![],
        empty: "Keine Tickets.".to_owned(),
        alarms: vec![],
        map: None,
        flow: None,
    };
    PackChart {
        headline: format!("Jede zweite Anfrage löst die KI allein: {HOSTILE}"),
        spec,
        evidence: "n = 100 je Wert, 95-%-Intervalle ± 4,5 Prozentpunkte".to_owned(),
        definition: "Tickets, die KI allein gelöst hat / alle Tickets".to_owned(),
        table,
    }
}

fn scorecard(rows: usize) -> Table {
    let column = |title: &str, resolution_type| Column {
        title: title.to_owned(),
        is_numeric: title != "Kennzahl",
        resolution_type,
    };
    let number = |value: f64| Cell::Number {
        value,
        unit: Unit::Proportion,
        text: format!("{:.1} %", value * 100.0).replace('.', ","),
        beside: "27,7 % – 37,9 %".to_owned(),
        is_faint: false,
    };
    let row = |place: usize| {
        let name = Cell::Text { text: format!("Kennzahl {place} {HOSTILE}") };
        vec![name, number(0.326), number(0.4), Cell::Nothing { text: "2/3".to_owned() }]
    };
    Table {
        title: "Kennzahlen".to_owned(),
        columns: vec![
            column("Kennzahl", None),
            column("Alle", None),
            column("Nur KI", Some(ResolutionType::AiOnly)),
            column("Gemischt", Some(ResolutionType::Hybrid)),
        ],
        rows: (0..rows).map(row).collect(),
        notes: vec![],
    }
}

pub(super) fn pack(charts: Vec<PackChart>) -> Pack {
    let fact = |label: &str, text: &str| Fact { label: label.to_owned(), text: text.to_owned() };
    Pack {
        title: "Support-Review".to_owned(),
        days: "29. Juni – 5. Juli 2026".to_owned(),
        period: days(),
        language: Language::De,
        currency: "EUR".to_owned(),
        time_zone: "Europe/Berlin".to_owned(),
        made_at: Timestamp(1_783_504_800),
        stamp: vec![fact("Zeitraum", "29. Juni – 5. Juli 2026"), fact("Filter", HOSTILE)],
        footer: "29. Juni – 5. Juli 2026 · Europe/Berlin · 4.384 Tickets".to_owned(),
        cautions: vec!["Noch zu jung für ein Urteil.".to_owned()],
        sections: vec![Section {
            name: "deflection".to_owned(),
            title: "Deflection".to_owned(),
            sentences: vec![HOSTILE.to_owned(); 30],
            remarks: vec![fact("Notiz", HOSTILE)],
            scorecard: scorecard(40),
            charts,
            tables: vec![scorecard(20)],
        }],
        glossary: vec![
            Term {
                kpi: "deflection_rate".to_owned(),
                title: "Deflection-Rate".to_owned(),
                formula: HOSTILE.to_owned(),
                counted: "Tickets".to_owned(),
                no_value: "Ohne Tickets".to_owned(),
                source: "Wilson, 95 %".to_owned(),
            };
            20
        ],
        labels: Labels::of(Language::De),
    }
}

pub(super) fn full() -> Pack {
    let charts = [
        (ChartKind::Bars, Unit::Proportion, 3, 1),
        (ChartKind::Bars, Unit::Proportion, 60, 1),
        (ChartKind::GroupedBars, Unit::Money, 60, 3),
        (ChartKind::StackedBars, Unit::Count, 12, 3),
        (ChartKind::Lines, Unit::Proportion, 13, 1),
        (ChartKind::Lines, Unit::Minutes, 13, 3),
        (ChartKind::Heat, Unit::Proportion, 60, 60),
        (ChartKind::Ladder, Unit::Proportion, 5, 2),
        (ChartKind::Waterfall, Unit::Money, 7, 1),
        (ChartKind::Bars, Unit::Proportion, 0, 0),
    ];
    pack(
        charts
            .into_iter()
            .map(|(kind, unit, categories, series)| chart(kind, unit, categories, series))
            .collect(),
    )
}
