//! Charts through their public interface: golden drawings, hostile specifications, and the catalogue.
//!
//! `UPDATE_GOLDEN=1` writes the golden files anew; look at them before they are committed.

mod catalogue;
mod colours;
mod forms;
mod samples;
mod steps;

use std::collections::BTreeSet;
use std::path::PathBuf;

use proptest::prelude::*;
use samples::*;
use supportmix_core::chart::{
    ChartError, ChartKind, ChartSpec, Point, Series, Style, TargetLine, Theme, parse_size, png, svg, to_csv,
};
use supportmix_core::metrics::Unit;

/// Every golden drawing: its file's name, what is drawn, and how.
fn drawings() -> Vec<(String, ChartSpec, Style)> {
    let wide = Style::default();
    let dark = Style { theme: Theme::Dark, ..wide };
    let half = Style { size: (800, 900), ..wide };
    let third = Style { size: (533, 900), ..wide };
    let small = Style { size: (240, 200), ..wide };
    let clear = Style { transparent: true, ..wide };
    let mut drawings = vec![];
    let mut add = |suffix: &str, spec: ChartSpec, style| {
        drawings.push((format!("chart-{}{suffix}", spec.id), spec, style))
    };
    for spec in [
        query_types(),
        by_resolution_type(),
        stacked(),
        grouped(),
        line(),
        lines(),
        single_point(),
        empty(),
        long_labels(),
        scripts(),
        sixty(),
        money(),
        upright_names(),
        heat(),
        ladder(),
        waterfall(),
        waterfall_cut(),
        marked_line(),
        marked_bars(),
    ] {
        add("", spec, wide);
    }
    for spec in
        [query_types(), stacked(), grouped(), lines(), line(), heat(), ladder(), waterfall(), marked_line()]
    {
        add("-dark", spec, dark);
    }
    add("-half", query_types(), half);
    add("-half", grouped(), half);
    add("-half", lines(), half);
    add("-half", heat(), half);
    add("-third", query_types(), third);
    add("-third", stacked(), third);
    add("-third", line(), third);
    add("-third", heat(), third);
    add("-third", ladder(), third);
    add("-third", waterfall(), third);
    add("-third", marked_line(), third);
    add("-third", marked_bars(), third);
    add("-small", query_types(), small);
    add("-transparent", by_resolution_type(), clear);
    add("-tall", sixty(), Style { size: (1200, 1800), ..wide });
    for (suffix, spec, style) in forms::drawings() {
        add(suffix, spec, style);
    }
    drawings
}

#[test]
fn drawings_are_the_golden_ones() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/golden");
    let update = std::env::var_os("UPDATE_GOLDEN").is_some();
    let mut expected = BTreeSet::new();
    for (name, spec, style) in drawings() {
        let drawn = svg(&spec, &style).unwrap();
        let file = folder.join(format!("{name}.svg"));
        if update {
            std::fs::write(&file, &drawn).unwrap();
        }
        let golden = std::fs::read_to_string(&file).unwrap_or_default();
        assert!(drawn == golden, "{name} is not as it was; look at it, then run with UPDATE_GOLDEN=1");
        expected.insert(format!("{name}.svg"));
    }
    let files =
        std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().file_name().into_string().unwrap());
    let charts: BTreeSet<String> = files.filter(|name| name.starts_with("chart-")).collect();
    assert_eq!(charts, expected, "golden files without a drawing");
}

#[test]
fn pictures_are_the_same_each_time_and_show_something() {
    let drawing = svg(&scripts(), &Style { size: (400, 300), ..Style::default() }).unwrap();
    let picture = png(&drawing, 2.0).unwrap();
    assert_eq!(picture, png(&drawing, 2.0).unwrap());
    // Width and height stand in the header of a PNG.
    assert_eq!(picture[16..24], [0, 0, 3, 32, 0, 0, 2, 88]);
    let empty = svg(&empty(), &Style { size: (400, 300), ..Style::default() }).unwrap();
    assert_ne!(picture, png(&empty, 2.0).unwrap());
}

#[test]
fn sizes_and_scales_have_limits() {
    for size in [(199, 900), (1600, 8001)] {
        let refused = svg(&query_types(), &Style { size, ..Style::default() });
        assert_eq!(refused, Err(ChartError::Size { width: size.0, height: size.1 }));
    }
    let drawing = svg(&empty(), &Style { size: (8000, 8000), ..Style::default() }).unwrap();
    for scale in [0.0, -1.0, f32::NAN, f32::INFINITY, 1.5] {
        assert!(matches!(png(&drawing, scale), Err(ChartError::Pixels { .. })), "{scale}");
    }
    assert!(matches!(png("no drawing", 1.0), Err(ChartError::Drawing(_))));
    let many = ChartSpec {
        categories: vec![String::new(); 60_000],
        series: one(vec![plain(1.0); 60_000]),
        ..query_types()
    };
    assert!(matches!(svg(&many, &Style::default()), Err(ChartError::Points { points: 60_000, .. })));
    assert_eq!(parse_size("16:9"), Ok((1600, 900)));
}

#[test]
fn a_picture_reads_no_files() {
    let file = tempfile::NamedTempFile::with_suffix(".svg").unwrap();
    std::fs::write(&file, svg(&by_resolution_type(), &Style::default()).unwrap()).unwrap();
    let with = |inner: &str| {
        let document =
            format!("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"40\" height=\"40\">{inner}</svg>");
        png(&document, 1.0).unwrap()
    };
    let image = format!("<image href=\"{}\" width=\"40\" height=\"40\"/>", file.path().display());
    assert_eq!(with(&image), with(""));
}

#[test]
fn a_drawing_says_what_it_shows() {
    let drawing = svg(&query_types(), &Style::default()).unwrap();
    assert!(drawing.contains("role=\"img\""));
    assert!(drawing.contains("<title id=\"title\">Deflection rate by query type</title>"));
    for words in [
        "Bar chart: Deflection rate by query type.",
        "Password reset: 80.3%, 95% interval 77.7% to 82.8%, n = 1,500.",
        "API errors: 20.8%, 95% interval 0.4% to 41.2%, n = 24, uncertain.",
        "Accessibility: 2 of 3, too few for a rate.",
        "Target 50%: 50.0%.",
    ] {
        assert!(drawing.contains(words), "{words}");
        assert!(query_types().description().contains(words), "{words}");
    }
    assert!(svg(&empty(), &Style::default()).unwrap().contains("No tickets in this period."));
}

#[test]
fn what_is_shortened_can_still_be_read_whole() {
    let drawing = svg(&long_labels(), &Style { size: (533, 900), ..Style::default() }).unwrap();
    assert!(drawing.contains(
        "<title>Password reset does not send a message although the address is right and was confirmed</title>"
    ));
    assert!(drawing.contains("A &lt;b&gt;tag&lt;/b&gt; &amp; &quot;quotes&quot; in 'one' label"));
    assert!(!drawing.chars().any(|letter| letter.is_control() && letter != '\n' || letter == '\u{ffff}'));
}

#[test]
fn categories_that_do_not_fit_are_counted() {
    let small = svg(&sixty(), &Style { size: (800, 450), ..Style::default() }).unwrap();
    let shown = (1..=60).filter(|place| small.contains(&format!(">Query type {place}<"))).count();
    assert!(shown < 60 && small.contains(&format!(">+{} more<", 60 - shown)), "{shown}");
    let tall = svg(&sixty(), &Style { size: (1200, 1800), ..Style::default() }).unwrap();
    assert!((1..=60).all(|place| tall.contains(&format!(">Query type {place}<"))));
}

#[test]
fn the_table_has_the_same_numbers() {
    let mut chart = grouped();
    chart.categories[0] = "=1+1".to_owned();
    let table = to_csv(&chart);
    let lines: Vec<&str> = table.lines().collect();
    assert_eq!(lines.len(), 1 + 5 * 3);
    assert_eq!(lines[0], "category,series,value,low,high,numerator,denominator,marks");
    assert_eq!(lines[1], "'=1+1,AI only,0.78,0.73,0.8300000000000001,312,400,");
    assert_eq!(lines[11], "Oct 2025,Hybrid,,,,2,4,");
}

#[test]
fn the_table_says_what_the_lines_mark_where_they_do() {
    let table = to_csv(&marked_line());
    let marked: Vec<(usize, &str)> = table
        .lines()
        .skip(1)
        .enumerate()
        .filter(|(_, line)| !line.ends_with(','))
        .map(|(at, line)| (at, line.split(',').next_back().unwrap()))
        .collect();
    assert_eq!(
        marked,
        [
            (3, "AI release 2.0 (3 Nov 2025)"),
            (12, "AI release 2.1 (9 Jan 2026)"),
            (
                13,
                "Repeat window changed from 168 to 72 hours (12 Jan 2026); AI release 2.1.1-hotfix (14 Jan 2026)"
            ),
            (25, "CSAT scale and time zone changed (9 Apr 2026)"),
        ]
    );
}

fn any_point() -> impl Strategy<Value = Point> {
    let number = || {
        proptest::option::of(prop_oneof![
            6 => -2.0..2.0f64,
            2 => -1e9..1e9f64,
            1 => proptest::num::f64::ANY,
        ])
    };
    (number(), number(), number(), number(), number(), any::<bool>()).prop_map(
        |(value, low, high, numerator, denominator, faint)| Point {
            value,
            low,
            high,
            numerator,
            denominator,
            faint,
        },
    )
}

fn any_spec() -> impl Strategy<Value = ChartSpec> {
    let kind = prop_oneof![
        Just(ChartKind::Bars),
        Just(ChartKind::GroupedBars),
        Just(ChartKind::StackedBars),
        Just(ChartKind::Lines),
        Just(ChartKind::Heat),
        Just(ChartKind::Ladder),
        Just(ChartKind::Waterfall),
        Just(ChartKind::Map),
        Just(ChartKind::Flow),
    ];
    let unit = prop_oneof![Just(Unit::Proportion), Just(Unit::Count), Just(Unit::Money)];
    let text = || "(\\PC|[\u{0}-\u{1f}<&\u{202e}]){0,30}";
    let series = proptest::collection::vec((text(), proptest::collection::vec(any_point(), 0..12)), 0..6);
    let target = proptest::option::of((proptest::num::f64::ANY, text()));
    let categories = proptest::collection::vec(text(), 0..12);
    let time = prop_oneof![Just("week"), Just("query_type"), Just("resolution_type")];
    (kind, unit, text(), text(), series, target, categories, time).prop_map(
        |(kind, unit, title, note, series, target, categories, dimension)| {
            let series: Vec<Series> =
                series.into_iter().map(|(name, points)| Series::plain(name, points)).collect();
            let (map, flow) = forms::any(&series, &categories);
            ChartSpec {
                title,
                notes: vec![note; 2],
                keys: categories.clone(),
                categories,
                series,
                target: target.map(|(value, label)| TargetLine { value, label }),
                dimensions: vec![dimension.to_owned()],
                alarms: forms::alarms(),
                map: Some(map),
                flow: Some(flow),
                ..spec("any", "", kind, unit)
            }
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    #[test]
    fn whatever_is_asked_for_is_drawn(spec in any_spec(), width in 200u32..900, height in 200u32..900) {
        let drawing = svg(&spec, &Style { size: (width, height), ..Style::default() }).unwrap();
        // What usvg reads is well-formed.
        png(&drawing, 0.25).unwrap();
        prop_assert!(!drawing.contains("NaN") || spec.title.contains("NaN"), "{}", drawing);
    }
}
