//! Maps, flows and control charts, made by hand, in every form of a pack.

use std::collections::HashMap;
use std::io::{Cursor, Read};

use roxmltree::{Document, ParsingOptions};
use supportmix_core::chart::{Alarm, ChartKind, ChartSpec, Flow, FlowLink, FlowNode, Map, Point, Series};
use supportmix_core::language::Language;
use supportmix_core::metrics::Unit;
use supportmix_core::pack::{Cell, Column, Pack, PackChart, Paper, Table};
use supportmix_report::{html, markdown, pdf, pptx, xlsx};

use crate::packs;
use crate::reading::HOSTILE;

fn points(values: &[f64]) -> Vec<Point> {
    values.iter().map(|value| Point { value: Some(*value), ..Point::GAP }).collect()
}

/// A chart with its table, on what another one has around it.
fn chart(like: &PackChart, spec: ChartSpec) -> PackChart {
    let text = |text: &str| Cell::Text { text: text.to_owned() };
    let column = |title: &str| Column { title: title.to_owned(), is_numeric: true, resolution_type: None };
    let row = |(at, name): (usize, &String)| -> Vec<Cell> {
        let cell = |series: &Series| match series.point(at).shown() {
            Some(value) => Cell::Number {
                value,
                unit: spec.unit,
                text: value.to_string(),
                beside: String::new(),
                is_faint: false,
            },
            None => text("—"),
        };
        std::iter::once(text(name)).chain(spec.series.iter().map(cell)).collect()
    };
    let table = Table {
        title: spec.title.clone(),
        columns: std::iter::once(column(""))
            .chain(spec.series.iter().map(|series| column(&series.name)))
            .collect(),
        rows: spec.categories.iter().enumerate().map(row).collect(),
        notes: vec![],
    };
    PackChart { headline: spec.title.clone(), spec, table, ..like.clone() }
}

/// A pack with a chart of each form, with names that could do harm.
fn pack() -> Pack {
    let mut pack = packs::review(Language::En);
    let like = pack.sections.iter().flat_map(|section| &section.charts).next().unwrap().clone();
    for section in &mut pack.sections {
        section.charts.clear();
    }
    let blank = ChartSpec {
        notes: vec![],
        marks: vec![],
        target: None,
        tail: None,
        scale: None,
        steps: vec![],
        currency: None,
        ..like.spec.clone()
    };
    let names = HOSTILE.map(str::to_owned).to_vec();
    let series = vec![
        Series::plain("=Complexity", points(&[1.0, 1.0, 3.0, 5.0, 4.0, 2.0])),
        Series::plain("Predictability", points(&[5.0, 5.0, 3.0, 1.0, 2.0, 4.0])),
        Series::plain("Hours", points(&[22.5, 14.0, 5.0, 0.0, 3.0, 9.5])),
    ];
    let classes = ["Automatable", "=Hybrid", "Human required"].map(str::to_owned).to_vec();
    let marked = vec![false, false, true, false, true, false];
    let map = Map::of(&series, classes, vec![0, 0, 1, 2, 2, 1], "Emotional", marked);
    let map = ChartSpec {
        title: "The map".to_owned(),
        kind: ChartKind::Map,
        unit: Unit::Count,
        keys: names.clone(),
        categories: names,
        series,
        map: Some(map),
        ..blank.clone()
    };
    let node = |name: &str, column| FlowNode { name: name.to_owned(), column };
    let link = |from, to| FlowLink { from, to };
    let names = ["AI → Confirmed", "AI → <Handed off>", "Confirmed → Resolved", "<Handed off> → Resolved"];
    let flow = ChartSpec {
        title: "The flow".to_owned(),
        kind: ChartKind::Flow,
        unit: Unit::Count,
        keys: names.map(str::to_owned).to_vec(),
        categories: names.map(str::to_owned).to_vec(),
        series: vec![Series::plain("Tickets", points(&[412.0, 837.0, 412.0, 702.0]))],
        flow: Some(Flow {
            nodes: vec![node("AI", 0), node("Confirmed", 1), node("<Handed off>", 1), node("Resolved", 2)],
            links: vec![link(0, 1), link(0, 2), link(1, 3), link(2, 3)],
        }),
        ..blank.clone()
    };
    let expected = Point { value: Some(0.45), low: Some(0.4), high: Some(0.5), ..Point::GAP };
    let weeks: Vec<String> = (20..26).map(|week| format!("W{week} 2026")).collect();
    let control = ChartSpec {
        title: "The control chart".to_owned(),
        kind: ChartKind::Lines,
        unit: Unit::Proportion,
        keys: weeks.clone(),
        categories: weeks,
        series: vec![
            Series::plain("Rate", points(&[0.44, 0.46, 0.43, 0.45, 0.61, 0.44])),
            Series::limit("Upper limit", vec![Some(0.55); 6]),
            Series::expected("Expected", vec![expected; 6]),
        ],
        alarms: vec![Alarm { category: 4, series: 0, label: "above <the> limit".to_owned() }],
        dimensions: vec!["week".to_owned()],
        ..blank
    };
    pack.sections[0].charts = [map, flow, control].into_iter().map(|spec| chart(&like, spec)).collect();
    pack
}

/// The XML files of an archive, each well-formed.
fn files(bytes: &[u8]) -> HashMap<String, String> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut files = HashMap::new();
    for place in 0..archive.len() {
        let mut file = archive.by_index(place).unwrap();
        let name = file.name().unwrap().into_owned();
        if !name.ends_with(".xlsx") {
            let mut text = String::new();
            file.read_to_string(&mut text).unwrap();
            assert!(Document::parse(&text).is_ok(), "{name}: {text}");
            files.insert(name, text);
        }
    }
    files
}

/// The chart with this element.
fn native<'a>(files: &'a HashMap<String, String>, element: &str) -> &'a str {
    let charts = || files.iter().filter(|(name, _)| name.contains("charts/chart"));
    charts().find(|(_, text)| text.contains(element)).unwrap().1
}

#[test]
fn a_page_says_what_bubbles_and_bands_are_when_they_are_pointed_at() {
    let page = html(&pack()).unwrap();
    let options = ParsingOptions { allow_dtd: true, ..ParsingOptions::default() };
    let page = Document::parse_with_options(&page, options).unwrap();
    let tips: Vec<String> = page
        .descendants()
        .filter(|node| node.attribute("class") == Some("tip"))
        .filter_map(|node| node.descendants().find_map(|child| child.text().map(str::to_owned)))
        .collect();
    for words in [
        "Complexity 3, Predictability 3, Hours 5, =Hybrid, Emotional.",
        "AI → <Handed off>: 837.",
        "Alarm: W24 2026, Rate: above <the> limit.",
    ] {
        assert!(tips.iter().any(|tip| tip.contains(words)), "{words}: {tips:#?}");
    }
    // In both themes: each bubble, both ends of each band, each week.
    assert_eq!(tips.iter().filter(|tip| tip.contains("Predictability")).count(), 2 * 6);
    assert_eq!(tips.iter().filter(|tip| tip.contains("→")).count(), 2 * 2 * 4);
}

#[test]
fn slides_have_bubbles_of_each_class_bars_of_each_band_and_rings_around_alarms() {
    let files = files(&pptx(&pack(), None).unwrap());
    let map = native(&files, "<c:bubbleChart>");
    assert_eq!(map.matches("<c:ser>").count(), 3 + 1, "a series for each class, and one for the mark");
    assert_eq!(map.matches("<a:pattFill").count(), 2 + 2, "two classes, and a marked bubble in each");
    for said in ["<c:v>=Hybrid</c:v>", "<c:v>Emotional</c:v>", r#"<c:sizeRepresents val="area"/>"#] {
        assert!(map.contains(said), "{said}: {map}");
    }
    // LibreOffice loses the bubbles of series before a longer one.
    let bubbles = |series: &str| {
        let count = series.split("<c:bubbleSize>").nth(1)?.split(r#"<c:ptCount val=""#).nth(1)?;
        count.split('"').next()?.parse::<usize>().ok()
    };
    let counts: Vec<usize> = map.split("<c:ser>").filter_map(bubbles).collect();
    assert!(counts.len() == 4 && counts.is_sorted_by(|one, two| one >= two), "{counts:?}");
    let flow = native(&files, "AI → &lt;Handed off&gt;");
    assert!(flow.contains("<c:barChart>") && flow.contains("<c:v>837</c:v>"), "{flow}");
    let control = native(&files, "Upper limit");
    for said in [r#"<a:prstDash val="dash"/>"#, r#"<a:prstDash val="sysDot"/>"#, r#"<c:size val="12"/>"#] {
        assert!(control.contains(said), "{said}: {control}");
    }
    assert_eq!(control.matches("<c:ser>").count(), 3 + 2, "the band's ends are lines");
}

#[test]
fn a_workbook_has_native_bubbles_with_sizes_and_the_scores_as_they_are() {
    let bytes = xlsx(&pack(), None).unwrap();
    assert!(bytes == xlsx(&pack(), None).unwrap(), "the same bytes");
    let files = files(&bytes);
    let map = native(&files, "<c:bubbleChart>");
    assert_eq!((map.matches("<c:ser>").count(), map.matches("<c:bubbleSize>").count()), (3, 3));
    assert!(!map.contains("scatter") && !map.contains("<c:marker>"), "{map}");
    let control = native(&files, "<c:lineChart>");
    for said in [r#"<a:prstDash val="dash"/>"#, r#"<c:symbol val="none"/>"#, "<c:dPt>"] {
        assert!(control.contains(said), "{said}: {control}");
    }
    assert_eq!(control.matches("<c:ser>").count(), 3 + 2, "the band's ends are lines");
    let mut book: calamine::Xlsx<_> = calamine::Reader::new(Cursor::new(bytes)).unwrap();
    let sheets = calamine::Reader::worksheets(&mut book);
    let holds = |value: f64| {
        let cells = sheets.iter().flat_map(|(_, range)| range.rows().flatten());
        cells.filter(|cell| **cell == calamine::Data::Float(value)).count() > 0
    };
    assert!(holds(22.5) && holds(837.0) && holds(0.61));
}

#[test]
fn papers_and_plain_texts_have_them_too() {
    let pack = pack();
    assert!(pdf(&pack, Paper::A4).unwrap().starts_with(b"%PDF-"));
    let text = markdown(&pack);
    for said in ["The map", "The flow", "837", "22.5"] {
        assert!(text.contains(said), "{said}");
    }
}
