//! Slides, read again.

use std::collections::HashMap;
use std::io::{Cursor, Read};

use supportmix_core::chart::ChartKind;
use supportmix_core::language::Language;
use supportmix_core::pack::Pack;
use supportmix_report::pptx;

use crate::packs;
use crate::reading::hostile;

/// The XML files of a presentation.
pub fn files(bytes: &[u8]) -> HashMap<String, String> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut files = HashMap::new();
    for place in 0..archive.len() {
        let mut file = archive.by_index(place).unwrap();
        let name = file.name().unwrap().into_owned();
        if !name.ends_with(".xlsx") {
            let mut text = String::new();
            file.read_to_string(&mut text).unwrap();
            assert!(roxmltree::Document::parse(&text).is_ok(), "{name}: {text}");
            files.insert(name, text);
        }
    }
    files
}

/// The files of a folder.
pub fn within<'a>(files: &'a HashMap<String, String>, folder: &str) -> Vec<&'a str> {
    files.iter().filter(|(name, _)| name.starts_with(folder)).map(|(_, text)| text.as_str()).collect()
}

/// The numbers of a chart's series.
fn numbers(chart: &str) -> Vec<f64> {
    let document = roxmltree::Document::parse(chart).unwrap();
    let values = document.descendants().filter(|node| node.has_tag_name((CHART, "val")));
    let numbers = values.flat_map(|node| node.descendants()).filter(|node| node.has_tag_name((CHART, "v")));
    numbers.map(|node| node.text().unwrap().parse().unwrap()).collect()
}

const CHART: &str = "http://schemas.openxmlformats.org/drawingml/2006/chart";

/// The titles of charts that are native, with their values.
fn drawn(pack: &Pack) -> impl Iterator<Item = (&str, Vec<f64>)> {
    let charts = pack.sections.iter().flat_map(|section| &section.charts);
    let native = charts.filter(|chart| {
        !chart.spec.is_empty() && !matches!(chart.spec.kind, ChartKind::Heat | ChartKind::Waterfall)
    });
    native.map(|chart| {
        let points = chart.spec.series.iter().flat_map(|series| &series.points);
        (chart.headline.as_str(), points.filter_map(|point| point.shown()).collect())
    })
}

#[test]
fn the_values_of_native_charts_are_those_of_the_pack() {
    for language in Language::ALL {
        let pack = packs::review(*language);
        let files = files(&pptx(&pack, None).unwrap());
        let charts: Vec<Vec<f64>> = within(&files, "ppt/charts/chart").into_iter().map(numbers).collect();
        assert!(charts.len() >= 5, "{} charts", charts.len());
        for (headline, values) in drawn(&pack) {
            let holds = |chart: &&Vec<f64>| values.iter().all(|value| chart.contains(value));
            assert!(charts.iter().any(|chart| holds(&chart)), "{headline}");
        }
    }
}

#[test]
fn every_slide_carries_what_the_pack_rests_on_and_charts_their_headline() {
    let pack = packs::review(Language::De);
    let files = files(&pptx(&pack, None).unwrap());
    let slides = within(&files, "ppt/slides/slide");
    let stamped = slides.iter().filter(|slide| slide.contains(&pack.footer)).count();
    assert_eq!(stamped, slides.len() - 1, "all but the first, which says it at length");
    for (headline, _) in drawn(&pack) {
        assert!(slides.iter().any(|slide| slide.contains(headline)), "{headline}");
    }
}

#[test]
fn names_and_days_without_tickets_break_nothing() {
    files(&pptx(&hostile(packs::review(Language::En)), None).unwrap());
    let files = files(&pptx(&packs::empty(), None).unwrap());
    assert!(within(&files, "ppt/charts/").is_empty());
}
