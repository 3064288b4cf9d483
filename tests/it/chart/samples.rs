//! Charts to draw: one of each kind, and those that are hard to draw.

use supportmix_core::calendar::Period;
use supportmix_core::chart::{ChartKind, ChartSpec, Mark, MarkKind, Point, Series, Tail, TargetLine};
use supportmix_core::language::Language;
use supportmix_core::metrics::Unit;
use supportmix_core::model::ResolutionType;

const NOTES: &str = "Whiskers: 95% interval. Hatched: fewer than 30 tickets. A count such as 2/3 stands for a rate of \
                     fewer than 5 tickets.";

pub fn spec(id: &str, title: &str, kind: ChartKind, unit: Unit) -> ChartSpec {
    ChartSpec {
        id: id.to_owned(),
        title: title.to_owned(),
        subtitle: "Q3 2026 (Europe/Berlin) · overall 41.3%, n = 12,345 tickets · data as of 2 Oct 2026"
            .to_owned(),
        notes: vec![NOTES.to_owned()],
        language: Language::En,
        period: Period { from: "2026-07-01".parse().unwrap(), to: "2026-09-30".parse().unwrap() },
        kind,
        unit,
        currency: (unit == Unit::Money).then(|| "EUR".to_owned()),
        categories: vec![],
        keys: vec![],
        series: vec![],
        target: None,
        scale: None,
        steps: vec![],
        marks: vec![],
        tail: None,
        kpi: "deflection_rate".to_owned(),
        dimensions: vec!["query_type".to_owned()],
        empty: "No tickets in this period.".to_owned(),
        alarms: vec![],
        map: None,
        flow: None,
    }
}

/// A rate of so many of so many, with an interval about as wide as Wilson's, by the rules for small numbers.
pub fn rate(numerator: f64, denominator: f64) -> Point {
    let share = numerator / denominator;
    let half = 1.0 / denominator.sqrt();
    let stated = denominator >= 5.0;
    Point {
        value: stated.then_some(share),
        low: stated.then_some((share - half).max(0.0)),
        high: stated.then_some((share + half).min(1.0)),
        numerator: Some(numerator),
        denominator: Some(denominator),
        faint: stated && denominator < 30.0,
    }
}

pub fn plain(value: f64) -> Point {
    Point { value: Some(value), ..Point::GAP }
}

pub fn one(points: Vec<Point>) -> Vec<Series> {
    vec![Series::plain("All", points)]
}

pub fn of_type(name: &str, kind: ResolutionType, points: Vec<Point>) -> Series {
    Series { key: Some(kind.word().to_owned()), resolution_type: Some(kind), ..Series::plain(name, points) }
}

pub fn months(count: usize) -> Vec<String> {
    let names = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    (0..count).map(|place| format!("{} {}", names[(place + 6) % 12], 2025 + (place + 6) / 12)).collect()
}

pub fn bars(id: &str, title: &str, rows: &[(&str, Point)]) -> ChartSpec {
    ChartSpec {
        categories: rows.iter().map(|(name, _)| (*name).to_owned()).collect(),
        keys: rows.iter().map(|(name, _)| (*name).to_owned()).collect(),
        series: one(rows.iter().map(|(_, point)| *point).collect()),
        ..spec(id, title, ChartKind::Bars, Unit::Proportion)
    }
}

pub fn query_types() -> ChartSpec {
    let target = Some(TargetLine { value: 0.5, label: "Target 50%".to_owned() });
    let chart = bars(
        "bars",
        "Deflection rate by query type",
        &[
            ("Password reset", rate(1204.0, 1500.0)),
            ("Order status", rate(655.0, 980.0)),
            ("Shipping address", rate(312.0, 601.0)),
            ("Subscription change", rate(150.0, 411.0)),
            ("Billing", rate(42.0, 140.0)),
            ("API errors", rate(5.0, 24.0)),
            ("uncategorised", rate(18.0, 122.0)),
            ("Data export", rate(0.0, 37.0)),
            ("Accessibility", rate(2.0, 3.0)),
        ],
    );
    ChartSpec { target, ..chart }
}

pub fn by_resolution_type() -> ChartSpec {
    let rows =
        [("ai_only", "AI only", 812.0), ("hybrid", "Hybrid", 590.0), ("human_only", "Human only", 871.0)];
    ChartSpec {
        keys: rows.iter().map(|row| row.0.to_owned()).collect(),
        dimensions: vec!["resolution_type".to_owned()],
        ..bars(
            "bars-by-type",
            "Customer satisfaction by resolution type",
            &rows.map(|(_, name, satisfied)| (name, rate(satisfied, 1000.0))),
        )
    }
}

pub fn stacked() -> ChartSpec {
    let counts = |base: f64, growth: f64| {
        (0..15).map(|month| plain((base + growth * f64::from(month)).round())).collect()
    };
    ChartSpec {
        categories: months(15),
        series: vec![
            of_type("AI only", ResolutionType::AiOnly, counts(310.0, 22.0)),
            of_type("Hybrid", ResolutionType::Hybrid, counts(205.0, 4.4)),
            of_type("Human only", ResolutionType::HumanOnly, counts(690.0, -19.0)),
            of_type("No touch", ResolutionType::NoTouch, counts(31.0, 0.2)),
            of_type("Unresolved", ResolutionType::Unresolved, counts(12.0, 3.0)),
        ],
        dimensions: vec!["month".to_owned(), "resolution_type".to_owned()],
        notes: vec![],
        ..spec("stacked", "Tickets over time by resolution type", ChartKind::StackedBars, Unit::Count)
    }
}

pub fn grouped() -> ChartSpec {
    let rates = |top: f64, n: f64| {
        (0..5).map(|month| rate((top * n).round() + f64::from(month), n + f64::from(month))).collect()
    };
    let mut chart = ChartSpec {
        categories: months(5),
        series: vec![
            of_type("AI only", ResolutionType::AiOnly, rates(0.78, 400.0)),
            of_type("Hybrid", ResolutionType::Hybrid, rates(0.61, 150.0)),
            of_type("Human only", ResolutionType::HumanOnly, rates(0.86, 620.0)),
        ],
        target: Some(TargetLine { value: 0.9, label: "Target 90%".to_owned() }),
        dimensions: vec!["month".to_owned(), "resolution_type".to_owned()],
        ..spec(
            "grouped",
            "Customer satisfaction by month and resolution type",
            ChartKind::GroupedBars,
            Unit::Proportion,
        )
    };
    chart.series[1].points[3] = rate(2.0, 4.0);
    chart.series[1].points[4] = rate(12.0, 20.0);
    chart
}

/// A trend over weeks with a gap, a few tickets and a week too small for a rate.
pub fn line() -> ChartSpec {
    let mut points: Vec<Point> = (0..26)
        .map(|week| rate((110.0 + 2.0 * f64::from(week) + 6.0 * f64::from(week % 3)).round(), 300.0))
        .collect();
    points[7] = Point::GAP;
    points[8] = rate(3.0, 4.0);
    points[9] = rate(9.0, 20.0);
    points[25].faint = true;
    ChartSpec {
        categories: (0..26)
            .map(|week| format!("W{:02} {}", (week + 39) % 52 + 1, 2025 + (week + 39) / 52))
            .collect(),
        series: one(points),
        target: Some(TargetLine { value: 0.6, label: "Target 60%".to_owned() }),
        dimensions: vec!["week".to_owned()],
        notes: vec![
            "Bands: 95% interval. Hollow points: fewer than 30 tickets, or tickets too recent to judge."
                .to_owned(),
        ],
        ..spec("line", "Deflection rate over time", ChartKind::Lines, Unit::Proportion)
    }
}

pub fn lines() -> ChartSpec {
    let wave = |middle: f64, n: f64| {
        (0..15).map(|month| rate((middle + 0.03 * (f64::from(month) * 0.9).sin()) * n, n)).collect::<Vec<_>>()
    };
    ChartSpec {
        categories: months(15),
        series: vec![
            of_type("AI only", ResolutionType::AiOnly, wave(0.80, 900.0)),
            of_type("Hybrid", ResolutionType::Hybrid, wave(0.66, 500.0)),
            of_type("Human only", ResolutionType::HumanOnly, wave(0.82, 1200.0)),
        ],
        dimensions: vec!["month".to_owned(), "resolution_type".to_owned()],
        notes: vec!["Bands: 95% interval.".to_owned()],
        ..spec(
            "lines",
            "Customer satisfaction over time by resolution type",
            ChartKind::Lines,
            Unit::Proportion,
        )
    }
}

fn mark(kind: MarkKind, (category, within): (usize, f64), label: &str, text: &str) -> Mark {
    Mark { category, within, kind, label: label.to_owned(), text: text.to_owned() }
}

/// A trend whose last weeks are too recent to judge, with what happened meanwhile, some of it close together.
pub fn marked_line() -> ChartSpec {
    let of = |at, version: &str, day: &str| {
        mark(MarkKind::AiRelease, at, &format!("AI {version}"), &format!("AI release {version} ({day})"))
    };
    let changed = |at, label: &str, text: &str| mark(MarkKind::DefinitionChange, at, label, text);
    ChartSpec {
        id: "marked-line".to_owned(),
        title: "First-contact resolution over time".to_owned(),
        marks: vec![
            of((3, 0.0), "2.0", "3 Nov 2025"),
            of((12, 4.0 / 7.0), "2.1", "9 Jan 2026"),
            changed((13, 0.0), "repeat window", "Repeat window changed from 168 to 72 hours (12 Jan 2026)"),
            of((13, 2.0 / 7.0), "2.1.1-hotfix", "14 Jan 2026"),
            changed(
                (25, 3.0 / 7.0),
                "CSAT scale, time zone",
                "CSAT scale and time zone changed (9 Apr 2026)",
            ),
        ],
        tail: Some(Tail { from: 24, label: "too recent to judge yet".to_owned() }),
        ..line()
    }
}

/// Bars of which the last month is not over.
pub fn marked_bars() -> ChartSpec {
    ChartSpec {
        id: "marked-stacked".to_owned(),
        marks: vec![
            mark(MarkKind::AiRelease, (4, 0.5), "AI 2.0", "AI release 2.0 (16 Nov 2025)"),
            mark(MarkKind::DefinitionChange, (11, 0.2), "week start", "Week start changed (7 Jun 2026)"),
        ],
        tail: Some(Tail { from: 14, label: "not over yet".to_owned() }),
        ..stacked()
    }
}

pub fn single_point() -> ChartSpec {
    ChartSpec {
        id: "single-point".to_owned(),
        categories: months(1),
        series: one(vec![rate(180.0, 420.0)]),
        target: None,
        ..line()
    }
}

pub fn empty() -> ChartSpec {
    ChartSpec {
        id: "empty".to_owned(),
        categories: vec![],
        series: one(vec![]),
        target: None,
        notes: vec![],
        ..query_types()
    }
}

pub fn long_labels() -> ChartSpec {
    bars(
        "long-labels",
        "Deflection rate by query type, over all channels, account tiers and languages of the workspace, without those \
         conversations that the team itself started, for the supervisory board",
        &[
            (
                "Password reset does not send a message although the address is right and was confirmed",
                rate(80.0, 200.0),
            ),
            (
                "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenbestellungsrückfrage",
                rate(70.0, 190.0),
            ),
            ("A <b>tag</b> & \"quotes\" in 'one' \u{0}\u{8}\u{1b}\u{ffff} label", rate(64.0, 180.0)),
            ("Short", rate(50.0, 170.0)),
            ("", rate(40.0, 160.0)),
        ],
    )
}

pub fn scripts() -> ChartSpec {
    bars(
        "scripts",
        "نسبة الحل الآلي حسب نوع الاستفسار 🚀",
        &[
            ("استرداد الأموال (2026)", rate(80.0, 200.0)),
            ("איפוס סיסמה: בעיות התחברות", rate(70.0, 190.0)),
            ("🔑 Login & 2FA 👩‍💻", rate(64.0, 180.0)),
            ("Возврат средств", rate(50.0, 170.0)),
            ("Επιστροφή χρημάτων", rate(40.0, 160.0)),
            ("Réinitialisation – Ångström", rate(30.0, 150.0)),
            ("טלפון iPhone 15 לא נטען 📱", rate(3.0, 4.0)),
        ],
    )
}

pub fn sixty() -> ChartSpec {
    let rows: Vec<(String, Point)> = (0..60)
        .map(|place| (format!("Query type {}", place + 1), rate(f64::from(300 - 5 * place), 320.0)))
        .collect();
    let rows: Vec<(&str, Point)> = rows.iter().map(|(name, point)| (name.as_str(), *point)).collect();
    ChartSpec { id: "sixty".to_owned(), ..bars("sixty", "Deflection rate by query type", &rows) }
}

pub fn money() -> ChartSpec {
    let cost =
        |value: f64, n: f64| Point { denominator: Some(n), numerator: Some(value * n), ..plain(value) };
    ChartSpec {
        unit: Unit::Money,
        currency: Some("EUR".to_owned()),
        notes: vec![],
        ..bars(
            "money",
            "Cost saved by query type",
            &[
                ("Password reset", cost(48_213.5, 2000.0)),
                ("Billing", cost(1_204.0, 900.0)),
                ("API errors", cost(0.0, 75.0)),
                ("Fraud", Point { denominator: Some(0.0), ..Point::GAP }),
                ("Onboarding", cost(-9_530.25, 120.0)),
            ],
        )
    }
}

pub fn upright_names() -> ChartSpec {
    let names =
        (0..24).map(|place| format!("Query type number {} with a name", place + 1)).collect::<Vec<_>>();
    ChartSpec {
        series: vec![
            of_type(
                "AI only",
                ResolutionType::AiOnly,
                (0..24).map(|place| rate(200.0 - 6.0 * f64::from(place), 240.0)).collect(),
            ),
            of_type(
                "Human only",
                ResolutionType::HumanOnly,
                (0..24).map(|place| rate(120.0 + 3.0 * f64::from(place), 240.0)).collect(),
            ),
        ],
        categories: names,
        dimensions: vec!["query_type".to_owned(), "resolution_type".to_owned()],
        ..spec(
            "upright-names",
            "Customer satisfaction by query type and resolution type",
            ChartKind::GroupedBars,
            Unit::Proportion,
        )
    }
}

pub fn heat() -> ChartSpec {
    let names = [
        "Password reset",
        "Order status",
        "Billing and invoices of the last years and months",
        "API errors",
        "Refund",
        "uncategorised",
    ];
    let cell = |row: usize, week: usize| match (row, week) {
        (4, 3) => Point::GAP,
        (5, week) if week % 3 == 0 => rate(1.0, 3.0),
        (3, week) => rate((week % 4) as f64, 22.0),
        _ => rate(10.0 + (70 - 12 * row) as f64 + 2.0 * week as f64, 110.0),
    };
    let series = names
        .iter()
        .enumerate()
        .map(|(row, name)| Series::plain(*name, (0..12).map(|week| cell(row, week)).collect()));
    let weeks: Vec<String> =
        (0..12).map(|week| format!("W{:02} {}", (week + 46) % 52 + 1, 2025 + (week + 46) / 52)).collect();
    ChartSpec {
        keys: weeks.clone(),
        categories: weeks,
        series: series.collect(),
        scale: Some([0.0, 92.0 / 110.0 + 0.1]),
        notes: vec!["Hatched: fewer than 30 tickets.".to_owned()],
        dimensions: vec!["week".to_owned(), "query_type".to_owned()],
        ..spec("heat", "Deflection rate by query type and week", ChartKind::Heat, Unit::Proportion)
    }
}

pub fn ladder() -> ChartSpec {
    let names = ["AI took part", "Resolved by AI", "– confirmed", "– assumed", "Durable"].map(str::to_owned);
    // 165 of those resolved are too recent to judge.
    let shares = |of: f64| {
        let durable = Point { faint: true, ..rate(19.0, of - 165.0) };
        vec![rate(302.0, of), rate(184.0, of), rate(77.0, of), rate(107.0, of), durable]
    };
    let mut of_ai = shares(302.0);
    of_ai[0] = Point::GAP;
    ChartSpec {
        keys: names.to_vec(),
        categories: names.to_vec(),
        series: vec![
            Series::plain("Share of all tickets", shares(431.0)),
            Series::plain("Share of tickets with AI", of_ai),
        ],
        notes: vec!["Confirmed: the customer said so.".to_owned()],
        dimensions: vec![],
        ..spec("ladder", "From AI taking part to durable resolution", ChartKind::Ladder, Unit::Proportion)
    }
}

pub fn waterfall() -> ChartSpec {
    let names = ["June 2026", "Volume", "AI platform", "AI usage", "People", "Overhead", "July 2026"]
        .map(str::to_owned);
    let values = [12.22, -2.81, 0.4, 0.12, -3.9, 0.0, 6.03];
    ChartSpec {
        keys: names.to_vec(),
        categories: names.to_vec(),
        series: one(values.map(plain).to_vec()),
        currency: Some("EUR".to_owned()),
        notes: vec!["June 2026: €54,980 / 4,500 resolutions = €12.22.".to_owned()],
        dimensions: vec![],
        ..spec("waterfall", "What changed the cost per resolution", ChartKind::Waterfall, Unit::Money)
    }
}

pub fn waterfall_cut() -> ChartSpec {
    let values = [12.22, -0.31, 0.1, 0.02, 0.38, 0.0, 12.41];
    ChartSpec {
        id: "waterfall-cut".to_owned(),
        series: one(values.map(plain).to_vec()),
        scale: Some([11.4, 12.6]),
        ..waterfall()
    }
}
