//! Maps, flows, and lines with what they are held against: made by hand.

use supportmix_core::chart::{
    Alarm, ChartKind, ChartSpec, Flow, FlowLink, FlowNode, Map, Point, Series, Style, Theme, svg, to_csv,
};
use supportmix_core::language::Language;
use supportmix_core::metrics::Unit;

use super::samples::{months, plain, rate, spec};

const NAMES: [&str; 12] = [
    "Password reset",
    "Order status",
    "Refund",
    "Billing dispute",
    "Integration error",
    "Data export",
    "How to",
    "Security report",
    "Subscription change",
    "Shipping address",
    "Accessibility",
    "uncategorised",
];

/// A category: complexity, predictability, hours a week, class, mark.
type Row = (String, f64, f64, Option<f64>, usize, bool);

fn of_rows(id: &str, names: [&str; 3], classes: [&str; 3], mark: &str, rows: &[Row]) -> ChartSpec {
    let series = |name: &str, of: &dyn Fn(&Row) -> Option<f64>| {
        let point = |(at, row): (usize, &Row)| Point {
            value: of(row),
            denominator: Some(900.0 - 11.0 * at as f64),
            ..Point::GAP
        };
        Series::plain(name, rows.iter().enumerate().map(point).collect())
    };
    let series = vec![
        series(names[0], &|row| Some(row.1)),
        series(names[1], &|row| Some(row.2)),
        series(names[2], &|row| row.3),
    ];
    let map = Map::of(
        &series,
        classes.map(str::to_owned).to_vec(),
        rows.iter().map(|row| row.4).collect(),
        mark,
        rows.iter().map(|row| row.5).collect(),
    );
    ChartSpec {
        categories: rows.iter().map(|row| row.0.clone()).collect(),
        keys: rows.iter().map(|row| row.0.clone()).collect(),
        series,
        map: Some(map),
        notes: vec!["The larger a bubble, the more hours a week could be saved.".to_owned()],
        ..spec(id, "What AI is ready for", ChartKind::Map, Unit::Count)
    }
}

fn english(id: &str, rows: &[Row]) -> ChartSpec {
    let classes = ["Automatable", "Hybrid", "Human required"];
    of_rows(id, ["Complexity", "Predictability", "Hours a week"], classes, "Emotional", rows)
}

pub fn map() -> ChartSpec {
    let scores = [
        (1.0, 5.0, Some(22.5), 0, false),
        (1.0, 5.0, Some(14.0), 0, false),
        (2.0, 3.0, Some(9.5), 1, true),
        (4.0, 2.0, Some(3.0), 2, true),
        (5.0, 1.0, Some(0.0), 2, false),
        (2.0, 4.0, Some(6.0), 0, false),
        (2.0, 4.0, Some(4.5), 1, false),
        (5.0, 2.0, None, 2, true),
        (3.0, 3.0, Some(5.0), 1, false),
        (1.0, 5.0, Some(2.0), 0, false),
        (3.0, 2.0, Some(1.0), 1, false),
        (4.0, 1.0, Some(12.0), 2, true),
    ];
    let rows: Vec<Row> = NAMES
        .iter()
        .zip(scores)
        .map(|(name, (x, y, size, class, mark))| ((*name).to_owned(), x, y, size, class, mark))
        .collect();
    english("map", &rows)
}

/// Many categories of few places, with long names.
pub fn map_sixty() -> ChartSpec {
    let row = |place: usize| {
        let name = match place % 4 {
            0 => format!("Rückerstattung nach Kündigung des Vertrags {place}"),
            1 => format!("Zahlungserinnerung {place}"),
            2 => format!("Datenschutzauskunft und Löschung {place}"),
            _ => format!("Passwort {place}"),
        };
        let (x, y) = (1 + place * 7 % 5, 1 + (place * place) % 5);
        let size = if place.is_multiple_of(11) { None } else { Some((place * 37 % 60) as f64 / 4.0) };
        (name, x as f64, y as f64, size, place % 3, place.is_multiple_of(5))
    };
    let rows: Vec<Row> = (0..60).map(row).collect();
    let names = ["Komplexität", "Vorhersehbarkeit", "Stunden je Woche"];
    let classes = ["Automatisierbar", "KI und Menschen gemeinsam", "Menschen nötig"];
    ChartSpec {
        title: "Wofür KI bereit ist".to_owned(),
        language: Language::De,
        ..of_rows("map-sixty", names, classes, "emotional", &rows)
    }
}

pub fn map_one() -> ChartSpec {
    english("map-one", &[("Password reset".to_owned(), 2.0, 4.0, Some(12.5), 0, true)])
}

fn of_links(id: &str, nodes: &[(&str, usize)], links: &[(usize, usize, f64)]) -> ChartSpec {
    let name = |link: &(usize, usize, f64)| format!("{} → {}", nodes[link.0].0, nodes[link.1].0);
    let node = |(name, column): &(&str, usize)| FlowNode { name: (*name).to_owned(), column: *column };
    ChartSpec {
        categories: links.iter().map(name).collect(),
        keys: links.iter().map(name).collect(),
        series: vec![Series::plain("Tickets", links.iter().map(|link| plain(link.2)).collect())],
        flow: Some(Flow {
            nodes: nodes.iter().map(node).collect(),
            links: links.iter().map(|(from, to, _)| FlowLink { from: *from, to: *to }).collect(),
        }),
        notes: vec![],
        dimensions: vec![],
        ..spec(id, "Where tickets with AI go", ChartKind::Flow, Unit::Count)
    }
}

/// Links by the places of their nodes, with their tickets.
const LINKS: [(usize, usize, f64); 10] = [
    (0, 1, 412.0),
    (0, 2, 655.0),
    (0, 3, 98.0),
    (0, 4, 837.0),
    (1, 5, 412.0),
    (2, 5, 589.0),
    (2, 6, 66.0),
    (3, 7, 98.0),
    (4, 5, 702.0),
    (4, 6, 135.0),
];

pub fn flow() -> ChartSpec {
    let nodes = [
        ("AI took part", 0),
        ("Confirmed", 1),
        ("Assumed", 1),
        ("Abandoned", 1),
        ("Handed off", 1),
        ("Resolved", 2),
        ("Reopened", 2),
        ("Open", 2),
    ];
    of_links("flow", &nodes, &LINKS)
}

/// The same with long names, of which some have next to no tickets.
pub fn flow_long() -> ChartSpec {
    let nodes = [
        ("KI hat an der Bearbeitung teilgenommen", 0),
        ("Vom Kunden ausdrücklich bestätigt", 1),
        ("Angenommen, weil nichts mehr kam", 1),
        ("Abgebrochen", 1),
        ("An eine Person im zweiten Level übergeben", 1),
        ("Gelöst und nicht wieder geöffnet", 2),
        ("Innerhalb von sieben Tagen wieder geöffnet", 2),
        ("Noch offen", 2),
    ];
    let links = LINKS.map(|(from, to, tickets)| (from, to, if to == 3 || from == 3 { 2.0 } else { tickets }));
    ChartSpec {
        title: "Wohin Tickets mit KI gehen".to_owned(),
        language: Language::De,
        ..of_links("flow-long", &nodes, &links)
    }
}

/// A control chart: a rate with its limits, of which two points stand out.
pub fn control() -> ChartSpec {
    let rates = [44.0, 46.0, 43.0, 47.0, 45.0, 44.0, 42.0, 46.0, 61.0, 45.0, 44.0, 30.0];
    let weeks = rates.len();
    let alarm = |category, label: &str| Alarm { category, series: 0, label: label.to_owned() };
    ChartSpec {
        categories: (0..weeks).map(|week| format!("W{:02} 2026", week + 20)).collect(),
        keys: (0..weeks).map(|week| format!("2026-W{:02}", week + 20)).collect(),
        series: vec![
            Series::plain(
                "Escalation rate",
                rates.iter().map(|rate| self::rate(*rate * 4.0, 400.0)).collect(),
            ),
            Series::limit("Upper limit", vec![Some(0.55); weeks]),
            Series::limit("Lower limit", vec![Some(0.34); weeks]),
        ],
        alarms: vec![alarm(8, "above the limit"), alarm(11, "below the limit"), alarm(40, "nowhere")],
        dimensions: vec!["week".to_owned()],
        ..spec("control", "Escalation rate by week", ChartKind::Lines, Unit::Proportion)
    }
}

/// Daily numbers against what was to be expected.
pub fn anomalies() -> ChartSpec {
    let expected = |day: usize| if day % 7 > 4 { 18.0 } else { 42.0 + (day % 7) as f64 * 2.0 };
    let days = 56;
    let value = |day: usize| match day {
        33 => 96.0,
        47 => 9.0,
        _ => expected(day) + (day * 5 % 7) as f64 - 3.0,
    };
    let band = |day: usize| {
        let middle = expected(day);
        Point { low: Some(middle - 12.0), high: Some(middle + 12.0), ..plain(middle) }
    };
    let alarm = |category, label: &str| Alarm { category, series: 0, label: label.to_owned() };
    ChartSpec {
        categories: (0..days).map(|day| format!("{} {}", day % 30 + 1, ["May", "Jun"][day / 30])).collect(),
        keys: (0..days).map(|day| day.to_string()).collect(),
        series: vec![
            Series::plain("Tickets", (0..days).map(|day| plain(value(day))).collect()),
            Series::expected("Expected", (0..days).map(band).collect()),
        ],
        alarms: vec![
            alarm(33, "severe: 50 more than expected"),
            alarm(47, "moderate: 33 fewer than expected"),
        ],
        dimensions: vec!["day".to_owned()],
        notes: vec![],
        ..spec("anomalies", "Tickets a day", ChartKind::Lines, Unit::Count)
    }
}

/// What a map and a flow of any categories have beside their values; not all of it leads anywhere.
pub fn any(series: &[Series], categories: &[String]) -> (Map, Flow) {
    let count = categories.len();
    let class_of = (0..count).map(|place| place % 5).collect();
    let map = Map::of(
        series,
        categories.iter().take(3).cloned().collect(),
        class_of,
        "mark",
        vec![true; count / 2],
    );
    let node = |(place, name): (usize, &String)| FlowNode { name: name.clone(), column: place % 4 };
    let link = |place: usize| FlowLink { from: place * 5 % 7, to: place * 3 % 11 };
    let flow = Flow {
        nodes: categories.iter().enumerate().map(node).collect(),
        links: (0..count + 1).map(link).collect(),
    };
    (map, flow)
}

/// Alarms of which some are nowhere.
pub fn alarms() -> Vec<Alarm> {
    let alarm = |place: usize| Alarm { category: place, series: place % 3, label: "alarm".to_owned() };
    (0..20).map(alarm).collect()
}

/// Every golden drawing of these forms: a suffix of its name, what is drawn, and how.
pub fn drawings() -> Vec<(&'static str, ChartSpec, Style)> {
    let wide = Style::default();
    let dark = Style { theme: Theme::Dark, ..wide };
    let half = Style { size: (800, 900), ..wide };
    let third = Style { size: (533, 900), ..wide };
    let clear = Style { transparent: true, ..wide };
    let all = [map, map_sixty, map_one, flow, flow_long, control, anomalies];
    let mut drawings: Vec<_> = all.iter().map(|spec| ("", spec(), wide)).collect();
    drawings.extend([map, flow, control, anomalies].map(|spec| ("-dark", spec(), dark)));
    drawings.extend([map, map_sixty, flow_long, anomalies].map(|spec| ("-half", spec(), half)));
    drawings.extend([map, map_sixty, flow, flow_long, control].map(|spec| ("-third", spec(), third)));
    drawings.extend([map, flow].map(|spec| ("-transparent", spec(), clear)));
    drawings
}

#[test]
fn maps_flows_and_alarms_are_said_in_words() {
    let said = [map(), flow(), control(), anomalies()].map(|spec| spec.description());
    for (words, at) in [
        ("Bubble chart: What AI is ready for.", 0),
        ("Refund: Complexity 2, Predictability 3, Hours a week 9.5, n = 878, Hybrid, Emotional.", 0),
        ("Security report: Complexity 5, Predictability 2, n = 823, Human required, Emotional.", 0),
        ("AI took part → Handed off: 837.", 1),
        ("Handed off: 837 · 41.8%.", 1),
        ("Upper limit: 55.0%.", 2),
        ("Alarm: W28 2026, Escalation rate: above the limit.", 2),
        ("Alarm: 4 Jun, Tickets: severe: 50 more than expected.", 3),
    ] {
        assert!(said[at].contains(words), "{words}: {}", said[at]);
    }
    assert!(!said[2].contains("W28 2026, Upper limit") && !said[2].contains("nowhere"), "{}", said[2]);
}

#[test]
fn tables_have_classes_marks_and_alarms_as_columns() {
    let lines = |spec: &ChartSpec| to_csv(spec).lines().map(str::to_owned).collect::<Vec<_>>();
    let map = lines(&map());
    assert!(map[0].ends_with(",marks,class,mark"), "{}", map[0]);
    assert_eq!(map[9], "Refund,Hours a week,9.5,,,,878,,Hybrid,Emotional");
    let control = lines(&control());
    assert!(control[0].ends_with(",marks,alarm"), "{}", control[0]);
    assert_eq!(control.iter().filter(|line| line.ends_with(",above the limit")).count(), 1);
    assert_eq!(lines(&flow())[4], "AI took part → Handed off,Tickets,837,,,,,");
}

#[test]
fn bands_are_as_high_as_their_tickets_and_meet_their_nodes() {
    let drawing = svg(&flow(), &Style::default()).unwrap();
    let heights: Vec<f64> = drawing
        .lines()
        .filter(|line| line.starts_with("<polygon"))
        .map(|line| {
            let points = line.split("points=\"").nth(1).unwrap().split('"').next().unwrap();
            let first = |points: &mut dyn Iterator<Item = &str>| -> f64 {
                points.next().unwrap().split(',').nth(1).unwrap().parse().unwrap()
            };
            let mut points = points.split_whitespace();
            let top = first(&mut points);
            first(&mut points.rev()) - top
        })
        .collect();
    assert_eq!(heights.len(), LINKS.len());
    let scale = heights[3] / LINKS[3].2;
    for (height, (.., tickets)) in heights.iter().zip(LINKS) {
        assert!((height - tickets * scale).abs() <= 2.0, "{tickets}: {height}");
    }
}

#[test]
fn what_a_form_needs_may_be_missing_or_out_of_bounds() {
    let mut broken = flow();
    if let Some(flow) = &mut broken.flow {
        flow.links[0] = FlowLink { from: 99, to: 1 };
        flow.links[1] = FlowLink { from: 5, to: 0 };
        flow.links.truncate(5);
    }
    assert_eq!(broken.bands().count(), 3);
    svg(&broken, &Style { size: (200, 200), ..Style::default() }).unwrap();
    for spec in [
        ChartSpec { flow: None, ..flow() },
        ChartSpec { map: None, ..map() },
        english("map-empty", &[]),
        of_links("flow-empty", &[("AI", 0)], &[]),
    ] {
        assert!(spec.is_empty());
        assert!(svg(&spec, &Style::default()).unwrap().contains("No tickets in this period."));
    }
    let only_limits = ChartSpec { series: control().series.split_off(1), ..control() };
    assert!(only_limits.is_empty());
}

#[test]
fn specs_of_before_are_read_and_written_as_they_were() {
    let plain = ChartSpec { categories: months(2), ..spec("old", "Old", ChartKind::Lines, Unit::Count) };
    let written = serde_json::to_value(&plain).unwrap();
    for new in ["alarms", "map", "flow"] {
        assert!(written.get(new).is_none(), "{new}");
    }
    assert_eq!(serde_json::from_value::<ChartSpec>(written).unwrap(), plain);
    for spec in [map(), flow(), control()] {
        assert_eq!(serde_json::from_str::<ChartSpec>(&serde_json::to_string(&spec).unwrap()).unwrap(), spec);
    }
}
