//! The charts of a pack as pictures.

use supportmix_core::language::Language;
use supportmix_report::pictures;

use crate::packs;

/// The width and height that a PNG says it has.
fn size(png: &[u8]) -> (u32, u32) {
    let number = |at: usize| u32::from_be_bytes(png[at..at + 4].try_into().unwrap());
    assert!(png.starts_with(b"\x89PNG"));
    (number(16), number(20))
}

#[test]
fn every_chart_is_four_pictures_in_the_order_of_the_pack() {
    let mut pack = packs::review(Language::De);
    pack.sections.truncate(2);
    pack.sections[1].charts.truncate(2);
    let files = pictures(&pack).unwrap();
    let ids: Vec<&str> = pack.sections[1].charts.iter().map(|chart| chart.spec.id.as_str()).collect();
    let mut names = Vec::new();
    for (number, id) in ["01", "02"].iter().zip(ids) {
        for ending in [".svg", ".png", "-dark.svg", "-dark.png"] {
            names.push(format!("{number}-{id}{ending}"));
        }
    }
    assert_eq!(files.iter().map(|(name, _)| name.clone()).collect::<Vec<_>>(), names);
    for (name, bytes) in &files {
        if name.ends_with(".png") {
            assert_eq!(size(bytes), (3200, 1800), "{name}");
        } else {
            roxmltree::Document::parse(std::str::from_utf8(bytes).unwrap()).unwrap();
        }
    }
    assert!(files == pictures(&pack).unwrap());
}

#[test]
fn a_pack_without_charts_has_no_pictures() {
    let mut pack = packs::empty();
    pack.sections.truncate(1);
    assert_eq!(pictures(&pack).unwrap(), Vec::new());
}
