use std::collections::BTreeSet;
use std::io::{Cursor, Read};

use quick_xml::Reader;
use quick_xml::events::Event;
use supportmix_core::chart::ChartKind;
use supportmix_core::metrics::Unit;
use zip::ZipArchive;

use super::package::{Package, Target, relations_path};
use super::{pptx, template};
use crate::ReportError;

mod hand;

use hand::{chart, full, pack};

/// The files of a package.
fn files(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut zip = ZipArchive::new(Cursor::new(bytes)).unwrap();
    (0..zip.len())
        .map(|place| {
            let mut file = zip.by_index(place).unwrap();
            let mut content = vec![];
            file.read_to_end(&mut content).unwrap();
            (file.name().unwrap().into_owned(), content)
        })
        .collect()
}

fn text(files: &[(String, Vec<u8>)], path: &str) -> String {
    let (_, content) = files.iter().find(|(name, _)| name == path).unwrap_or_else(|| panic!("no {path}"));
    String::from_utf8(content.clone()).unwrap()
}

/// What opens without a question: well-formed parts, each with a kind, and relations that lead somewhere.
fn check(bytes: &[u8]) {
    let files = files(bytes);
    let names: BTreeSet<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names.len(), files.len(), "no file is there twice");
    let kinds = text(&files, "[Content_Types].xml");
    for (name, content) in &files {
        if name.ends_with(".xml") || name.ends_with(".rels") {
            let mut reader = Reader::from_reader(content.as_slice());
            reader.config_mut().check_end_names = true;
            let mut open = 0;
            loop {
                match reader.read_event().unwrap_or_else(|error| panic!("{name}: {error}")) {
                    Event::Start(_) => open += 1,
                    Event::End(_) => open -= 1,
                    Event::Eof => break,
                    _ => {}
                }
            }
            assert_eq!(open, 0, "{name}");
            let forbidden =
                |letter: char| letter < ' ' && !matches!(letter, '\n' | '\r' | '\t') || letter == '\u{ffff}';
            assert!(!String::from_utf8_lossy(content).contains(forbidden), "{name}");
        }
        let listed = kinds.contains(&format!("PartName=\"/{name}\""));
        assert!(listed || name.ends_with(".rels") || name == "[Content_Types].xml", "{name} has no kind");
    }
    // The reader of templates refuses relations that lead nowhere; here it reads all that a deck is made of.
    for (name, _) in files.iter().filter(|(name, _)| !name.ends_with(".rels")) {
        for relation in template::relations_of(name, &files.iter().cloned().collect()).unwrap() {
            let Target::Part(part) = &relation.target else { continue };
            assert!(names.contains(part.as_str()), "{name} leads to {part}, which is not there");
        }
    }
}

#[test]
fn every_relation_leads_to_a_part_and_every_part_has_a_kind() {
    check(&pptx(&full(), None).unwrap());
}

#[test]
fn the_same_pack_gives_the_same_bytes() {
    assert!(pptx(&full(), None).unwrap() == pptx(&full(), None).unwrap());
}

#[test]
fn a_chart_has_its_values_as_they_are_with_gaps_and_its_own_workbook() {
    let files = files(&pptx(&pack(vec![chart(ChartKind::Bars, Unit::Proportion, 4, 1)]), None).unwrap());
    let chart = text(&files, "ppt/charts/chart1.xml");
    assert!(
        chart.contains("<c:f>Sheet1!$B$2:$B$5</c:f>") && chart.contains("<c:formatCode>0.0%</c:formatCode>")
    );
    let values = chart.split("<c:val>").nth(1).unwrap();
    assert!(
        values.contains(
            r#"<c:pt idx="0"><c:v>0.2</c:v></c:pt><c:pt idx="2"><c:v>0.30000000000000004</c:v></c:pt>"#
        ),
        "{values}"
    );
    assert!(chart.contains(r#"<c:dispBlanksAs val="gap"/>"#));
    assert!(text(&files, "ppt/charts/_rels/chart1.xml.rels").contains("../embeddings/workbook1.xlsx"));
    let (_, workbook) = files.iter().find(|(name, _)| name == "ppt/embeddings/workbook1.xlsx").unwrap();
    let sheet = text(&self::files(workbook), "xl/worksheets/sheet1.xml");
    assert!(sheet.contains("<v>0.30000000000000004</v>") && !sheet.contains("<f>"), "{sheet}");
}

#[test]
fn a_long_chart_takes_several_slides_and_loses_nothing() {
    let files = files(&pptx(&pack(vec![chart(ChartKind::Bars, Unit::Proportion, 60, 1)]), None).unwrap());
    let charts: Vec<String> = files
        .iter()
        .filter(|(name, _)| name.starts_with("ppt/charts/chart"))
        .map(|(_, content)| String::from_utf8(content.clone()).unwrap())
        .collect();
    assert_eq!(charts.len(), 3);
    for category in 0..60 {
        let name = format!("Rückerstattungsanfragen {category} ");
        assert_eq!(charts.iter().filter(|chart| chart.contains(&name)).count(), 1, "{name}");
    }
}

#[test]
fn a_slide_says_its_headline_its_evidence_its_alternative_text_and_its_definition() {
    let files = files(&pptx(&pack(vec![chart(ChartKind::Lines, Unit::Proportion, 6, 1)]), None).unwrap());
    let (name, slide) = files
        .iter()
        .filter(|(name, _)| name.starts_with("ppt/slides/slide"))
        .map(|(name, content)| (name, String::from_utf8(content.clone()).unwrap()))
        .find(|(_, slide)| slide.contains("drawingml/2006/chart\">"))
        .unwrap();
    let number: String = name.chars().filter(char::is_ascii_digit).collect();
    for said in ["Jede zweite Anfrage", "n = 100 je Wert", "4.384 Tickets", "descr=\"Lin"] {
        assert!(slide.contains(said), "{said}: {slide}");
    }
    // Intervals are drawn in another way than the note of the picture says.
    assert!(!slide.contains(">Striche") && slide.contains(">Schraffiert"), "{slide}");
    let relations = text(&files, &relations_path(&format!("ppt/slides/slide{number}.xml")));
    let notes = relations.split("../notesSlides/").nth(1).unwrap().split('"').next().unwrap();
    let notes = text(&files, &format!("ppt/notesSlides/{notes}"));
    for said in ["KI allein gelöst hat", "Striche: 95-%-Intervall", "Europe/Berlin"] {
        assert!(notes.contains(said), "{said}: {notes}");
    }
}

#[test]
fn a_pack_without_tickets_says_so() {
    let mut pack = pack(vec![chart(ChartKind::Bars, Unit::Proportion, 0, 0)]);
    pack.sections[0].scorecard.rows.clear();
    let bytes = pptx(&pack, None).unwrap();
    check(&bytes);
    let files = files(&bytes);
    assert!(text(&files, "ppt/slides/slide2.xml").contains(pack.labels.no_data));
    assert!(!files.iter().any(|(name, _)| name.starts_with("ppt/charts/")));
}

/// A presentation with a slide and a picture, of the size 4:3.
fn own() -> Vec<u8> {
    let bytes = pptx(&pack(vec![]), None).unwrap();
    let mut package: Package = template::read(&bytes).unwrap();
    let presentation = package.parts.get_mut("ppt/presentation.xml").unwrap();
    let xml = String::from_utf8(presentation.bytes.clone()).unwrap();
    presentation.bytes = xml
        .replace("cx=\"12192000\" cy=\"6858000\"", "cx=\"9144000\" cy=\"6858000\"")
        .replace(
            "</p:presentation>",
            "<p:custShowLst/><p:extLst><p:ext uri=\"old\"/></p:extLst></p:presentation>",
        )
        .into_bytes();
    package.add("ppt/slides/slide7.xml", "slide".to_owned(), "<old/>");
    package.relate("ppt/presentation.xml", "x/slide", "ppt/slides/slide7.xml");
    // As layouts do whose logo leads to a slide.
    package.relate("ppt/slideLayouts/slideLayout2.xml", "x/slide", "ppt/slides/slide7.xml");
    package.add("ppt/media/logo.png", "image/png".to_owned(), "logo");
    package.relate("ppt/slideMasters/slideMaster1.xml", "x/image", "ppt/media/logo.png");
    package.write().unwrap()
}

#[test]
fn a_template_keeps_its_look_and_loses_its_slides() {
    let bytes = pptx(&full(), Some(&own())).unwrap();
    check(&bytes);
    let files = files(&bytes);
    let presentation = text(&files, "ppt/presentation.xml");
    assert!(presentation.contains("cx=\"9144000\""), "{presentation}");
    assert!(!presentation.contains("custShowLst") && !presentation.contains("extLst"), "{presentation}");
    assert!(presentation.matches("<p:sldId ").count() > 10, "{presentation}");
    assert_eq!(text(&files, "ppt/media/logo.png"), "logo");
    assert!(files.iter().all(|(name, content)| name != "ppt/slides/slide7.xml" || content != b"<old/>"));
    assert_eq!(files.iter().filter(|(name, _)| name.starts_with("ppt/theme/")).count(), 2);
    assert!(bytes == pptx(&full(), Some(&own())).unwrap());
}

#[test]
fn a_deck_can_be_the_template_of_the_next() {
    let first = pptx(&full(), None).unwrap();
    let second = pptx(&full(), Some(&first)).unwrap();
    check(&second);
    assert_eq!(files(&first).len(), files(&second).len());
}

#[test]
fn what_is_no_template_is_refused_with_the_reason() {
    let refused = |bytes: &[u8]| match pptx(&full(), Some(bytes)) {
        Err(ReportError::Template(why)) => why,
        other => panic!("{:?}", other.map(|bytes| bytes.len())),
    };
    let deck = pptx(&full(), None).unwrap();
    let workbook = files(&deck).into_iter().find(|(name, _)| name.ends_with(".xlsx")).unwrap().1;
    for bytes in [&b""[..], b"%PDF-1.7", &workbook] {
        assert_eq!(refused(bytes), "it is no presentation (.pptx or .potx)");
    }
    assert!(refused(&deck[..deck.len() / 2]).contains("no presentation"));
    assert!(refused(&vec![0; 51 << 20]).contains("more than 50 MB"));
    let mut bomb = template::read(&deck).unwrap();
    bomb.add("ppt/media/bomb.png", "image/png".to_owned(), vec![0; 301 << 20]);
    assert!(refused(&bomb.write().unwrap()).contains("more than 300 MB"));
    let mut holed = template::read(&deck).unwrap();
    holed.parts.remove("ppt/slideLayouts/slideLayout2.xml");
    assert_eq!(
        refused(&holed.write().unwrap()),
        "it is damaged: ppt/slideLayouts/slideLayout2.xml is missing in it"
    );
}
