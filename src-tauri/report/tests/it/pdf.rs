//! What is on paper, as an independent reader (poppler) finds it.

use std::process::Command;

use supportmix_core::chart::{Point, Series};
use supportmix_core::language::Language;
use supportmix_core::model::Timestamp;
use supportmix_core::pack::{Cell, Pack, Paper, Table};
use supportmix_report::pdf;

use crate::packs;

/// What one of poppler's programs says of a PDF.
fn ask(program: &str, options: &[&str], bytes: &[u8], to: Option<&str>) -> String {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("pack.pdf");
    std::fs::write(&file, bytes).unwrap();
    let answer = Command::new(program).args(options).arg(&file).args(to).output();
    let answer = answer.expect("poppler-utils are installed");
    assert!(answer.status.success(), "{}", String::from_utf8_lossy(&answer.stderr));
    String::from_utf8_lossy(&answer.stdout).into_owned()
}

/// The text of a PDF without what lines and columns make of it: where one ends, a word may be divided.
fn text(bytes: &[u8]) -> String {
    joined(&ask("pdftotext", &["-raw"], bytes, Some("-")))
}

fn joined(text: &str) -> String {
    text.chars().filter(|letter| !letter.is_whitespace() && !matches!(letter, '-' | '\u{ad}')).collect()
}

fn tables(pack: &Pack) -> impl Iterator<Item = &Table> {
    pack.sections.iter().flat_map(|section| {
        let charts = section.charts.iter().map(|chart| &chart.table);
        std::iter::once(&section.scorecard).chain(charts).chain(&section.tables)
    })
}

/// All that stands in tables, and the sentences around them.
fn texts(pack: &Pack) -> Vec<&str> {
    let mut texts = vec![pack.title.as_str(), &pack.days, &pack.footer];
    texts.extend(pack.stamp.iter().flat_map(|fact| [fact.label.as_str(), &fact.text]));
    texts.extend(pack.cautions.iter().map(String::as_str));
    texts.extend(pack.glossary.iter().flat_map(|term| [term.title.as_str(), &term.source]));
    for section in &pack.sections {
        texts.extend(section.sentences.iter().map(String::as_str));
        texts.extend(section.remarks.iter().map(|remark| remark.text.as_str()));
        texts.extend(section.charts.iter().flat_map(|chart| [chart.headline.as_str(), &chart.evidence]));
    }
    for table in tables(pack) {
        texts.push(&table.title);
        // Headings of several lines are read line by line across the columns.
        texts.extend(table.columns.iter().flat_map(|column| column.title.split(' ')));
        texts.extend(table.notes.iter().map(String::as_str));
        texts.extend(table.rows.iter().flatten().flat_map(|cell| match cell {
            Cell::Text { text } | Cell::Nothing { text } => [text.as_str(), ""],
            Cell::Number { text, beside, .. } => [text.as_str(), beside],
        }));
    }
    texts
}

/// The pack with its charts by query type over these, of which there may be many.
fn of_query_types(mut pack: Pack, names: &[String]) -> Pack {
    for chart in pack.sections.iter_mut().flat_map(|section| &mut section.charts) {
        let by_query_type = |place: usize| {
            chart.spec.dimensions.get(place).is_some_and(|dimension| dimension == "query_type")
        };
        if !by_query_type(0) {
            continue;
        }
        chart.spec.categories = names.to_vec();
        chart.spec.keys = names.to_vec();
        for Series { points, .. } in &mut chart.spec.series {
            *points = points.iter().copied().cycle().take(names.len()).collect::<Vec<Point>>();
        }
        let rows = chart.table.rows.iter().cycle().zip(names).map(|(row, name)| {
            let mut row = row.clone();
            row[0] = Cell::Text { text: name.clone() };
            row
        });
        chart.table.rows = rows.collect();
    }
    pack
}

#[test]
fn every_text_and_figure_of_the_pack_can_be_found_on_the_paper() {
    for pack in [packs::review(Language::En), packs::review(Language::De), packs::insights(Language::De)] {
        for paper in [Paper::A4, Paper::Letter] {
            let found = text(&pdf(&pack, paper).unwrap());
            for wanted in texts(&pack) {
                assert!(found.contains(&joined(wanted)), "{wanted}");
            }
        }
    }
}

#[test]
fn the_paper_says_its_title_its_language_and_its_structure() {
    let pack = packs::review(Language::De);
    let bytes = pdf(&pack, Paper::Letter).unwrap();
    let info = ask("pdfinfo", &["-isodates"], &bytes, None);
    for said in [
        format!("Title:           {} · {}", pack.title, pack.days),
        "Creator:         Supportmix".to_owned(),
        "CreationDate:    2026-07-08T10:00:00Z".to_owned(),
        "Tagged:          yes".to_owned(),
        "Page size:       612 x 792 pts (letter)".to_owned(),
    ] {
        assert!(info.contains(&said), "{said} in {info}");
    }
    let metadata = ask("pdfinfo", &["-meta"], &bytes, None);
    assert!(metadata.contains("<pdfuaid:part>1<"), "{metadata}");
    assert!(String::from_utf8_lossy(&bytes).contains("/Lang(de)"));
    let outline = ask("pdftohtml", &["-xml", "-i", "-stdout"], &bytes, None);
    for section in &pack.sections[1..] {
        let mark = |text: &str| outline.contains(&format!(">{}</item>", text.replace('&', "&amp;")));
        assert!(mark(&section.title), "{}", section.title);
        assert!(section.charts.iter().all(|chart| mark(&chart.headline)), "{outline}");
    }
    let structure = ask("pdfinfo", &["-struct-text"], &bytes, None);
    for said in ["H1", "H2", "Table", "TH", "Figure"] {
        assert!(structure.lines().any(|line| line.trim_start().starts_with(said)), "{said}");
    }
}

#[test]
fn the_same_pack_gives_the_same_bytes() {
    let pack = packs::review(Language::En);
    let bytes = pdf(&pack, Paper::A4).unwrap();
    assert!(bytes == pdf(&pack, Paper::A4).unwrap());
    let later = Pack { made_at: Timestamp(pack.made_at.0 + 1), ..pack.clone() };
    assert!(bytes != pdf(&later, Paper::A4).unwrap());
}

#[test]
fn names_are_never_read_as_markup() {
    let hostile = [
        "#image(\"x\") $ * _",
        "= Heading #panic() <label> @reference // comment",
        "\\u{41} `raw` ~ --- \"quoted\" 'x' [content] https://example.org/?a=b&c=d#e",
        "<script>alert(1)</script> &amp; {{ }}",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        "line\u{2028}break\u{0}\u{202e}turned",
        "שלום עולם",
        "漢字 🚀",
        "",
    ];
    let names: Vec<String> = hostile.map(str::to_owned).to_vec();
    let mut pack = of_query_types(packs::review(Language::En), &names);
    pack.title = names[0].clone();
    let found = text(&pdf(&pack, Paper::A4).unwrap());
    for name in &hostile[..5] {
        assert!(found.contains(&joined(name)), "{name}");
    }
    assert!(found.contains("turned") && !found.contains("denrut"));
}

#[test]
fn sixty_query_types_all_have_their_row() {
    let names: Vec<String> = (1..=60).map(|place| format!("Query type number {place}")).collect();
    let pack = of_query_types(packs::review(Language::En), &names);
    let found = text(&pdf(&pack, Paper::A4).unwrap());
    for name in &names {
        assert!(found.contains(&joined(name)), "{name}");
    }
}

#[test]
fn a_pack_of_nothing_says_so() {
    let pack = packs::empty();
    assert!(pack.is_empty());
    let no_data = joined(pack.labels.no_data);
    assert!(text(&pdf(&pack, Paper::A4).unwrap()).contains(&no_data));
    let pack = Pack { sections: Vec::new(), glossary: Vec::new(), ..pack };
    assert!(text(&pdf(&pack, Paper::A4).unwrap()).contains(&no_data));
}
