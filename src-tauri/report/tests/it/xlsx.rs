//! The workbook, read again.

use std::collections::HashMap;
use std::io::{Cursor, Read};

use calamine::{Data, Reader, Xlsx};
use supportmix_core::chart::ChartKind;
use supportmix_core::language::Language;
use supportmix_core::pack::{Cell, Pack, Table};
use supportmix_core::service::PackContent;
use supportmix_report::{TicketCell, TicketRows, xlsx};

use crate::packs;
use crate::reading::{HOSTILE, hostile, tables};

/// The sheets of a workbook by name, in their order.
fn sheets(bytes: &[u8]) -> Vec<(String, Vec<Vec<Data>>)> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).unwrap();
    let rows = |range: calamine::Range<Data>| range.rows().map(<[Data]>::to_vec).collect();
    book.worksheets().into_iter().map(|(name, range)| (name, rows(range))).collect()
}

/// The files in a workbook.
fn files(bytes: &[u8]) -> HashMap<String, String> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut files = HashMap::new();
    for place in 0..archive.len() {
        let mut file = archive.by_index(place).unwrap();
        let name = file.name().unwrap().into_owned();
        let mut text = String::new();
        file.read_to_string(&mut text).unwrap();
        files.insert(name, text);
    }
    files
}

/// Whether a sheet has the rows of a table, one after the other, each with the raw values.
fn holds(sheet: &[Vec<Data>], table: &Table) -> bool {
    let is_row = |(cells, row): (&Vec<Data>, &Vec<Cell>)| {
        let mut cells = cells.iter();
        row.iter().all(|wanted| match wanted {
            Cell::Number { value, .. } => cells.any(|cell| *cell == Data::Float(*value)),
            Cell::Text { text } | Cell::Nothing { text } => {
                text.is_empty() || cells.any(|cell| *cell == Data::String(text.clone()))
            }
        })
    };
    let length = table.rows.len();
    sheet.windows(length.max(1)).any(|rows| rows.iter().zip(&table.rows).all(is_row))
}

#[test]
fn the_cells_of_a_workbook_are_the_values_of_its_pack() {
    for pack in [packs::review(Language::De), packs::review(Language::En), packs::insights(Language::En)] {
        let sheets = sheets(&xlsx(&pack, None).unwrap());
        for table in tables(&pack) {
            assert!(sheets.iter().any(|(_, sheet)| holds(sheet, table)), "{}", table.title);
        }
        let said = |text: &String| {
            sheets
                .iter()
                .any(|(_, sheet)| sheet.iter().flatten().any(|cell| *cell == Data::String(text.clone())))
        };
        for section in &pack.sections {
            assert!(
                section.sentences.iter().all(said) && section.remarks.iter().map(|fact| &fact.text).all(said)
            );
        }
        assert!(pack.cautions.iter().all(said) && pack.stamp.iter().map(|fact| &fact.text).all(said));
        assert!(pack.glossary.iter().map(|term| &term.formula).all(said));
    }
}

#[test]
fn each_chart_but_a_heat_map_is_excels_own_with_cells_behind_it() {
    let content = PackContent { charts: 20, ..PackContent::default() };
    let pack = packs::sample(packs::week(), &content);
    let files = files(&xlsx(&pack, None).unwrap());
    let specs = || pack.sections.iter().flat_map(|section| &section.charts).map(|chart| &chart.spec);
    let wanted = specs().filter(|spec| !spec.is_empty() && spec.kind != ChartKind::Heat).count();
    let charts: Vec<&String> =
        files.iter().filter(|(name, _)| name.starts_with("xl/charts/chart")).map(|(_, text)| text).collect();
    assert_eq!(charts.len(), wanted);
    assert!(wanted >= 3);
    for element in [
        "<c:barDir val=\"bar\"/>",
        "<c:barDir val=\"col\"/>",
        "<c:lineChart>",
        "val=\"stacked\"",
        "<c:errBars>",
    ] {
        assert!(charts.iter().any(|chart| chart.contains(element)), "{element}");
    }
    for chart in charts {
        // A cache without values is a range that points beside them.
        assert!(chart.contains("<c:numCache>") && chart.contains("<c:v>"), "{chart}");
    }
    let heats = specs().filter(|spec| !spec.is_empty() && spec.kind == ChartKind::Heat).count();
    let coloured = files.values().filter(|text| text.contains("<colorScale>")).count();
    assert_eq!(coloured, heats);
}

#[test]
fn a_waterfall_stands_on_what_is_below_each_step() {
    let pack = packs::review(Language::En);
    let chart = pack
        .sections
        .iter()
        .flat_map(|section| &section.charts)
        .find(|chart| chart.spec.kind == ChartKind::Waterfall)
        .unwrap();
    let sheets = sheets(&xlsx(&pack, None).unwrap());
    let (_, sheet) = sheets.iter().find(|(_, sheet)| holds(sheet, &chart.table)).unwrap();
    let head = sheet.iter().position(|row| row.contains(&Data::String("·".to_owned()))).unwrap();
    let column =
        |title: &str| sheet[head].iter().position(|cell| *cell == Data::String(title.to_owned())).unwrap();
    let [below, level, rise, fall] = ["·", "=", "+", "−"].map(column);
    let number = |cell: &Data| if let Data::Float(value) = cell { *value } else { 0.0 };
    let mut at = 0.0;
    for (row, cells) in sheet[head + 1..].iter().take(chart.table.rows.len()).enumerate() {
        let [below, level, rise, fall] = [below, level, rise, fall].map(|column| number(&cells[column]));
        let value = chart.spec.series[0].points[row].value.unwrap();
        assert!((level + rise - fall - value).abs() < 1e-9, "{row}");
        let top = if level == 0.0 { at } else { level };
        assert!((below - if level == 0.0 { top.min(top + value) } else { 0.0 }).abs() < 1e-9, "{row}");
        at = if level == 0.0 { at + value } else { level };
    }
}

#[test]
fn no_text_of_a_workbook_is_a_formula() {
    let pack = hostile(packs::review(Language::En));
    let bytes = xlsx(&pack, None).unwrap();
    for (name, text) in files(&bytes).iter().filter(|(name, _)| name.starts_with("xl/worksheets/sheet")) {
        assert!(!text.contains("<f>") && !text.contains("<f "), "{name}");
    }
    let sheets = sheets(&bytes);
    let cells = || sheets.iter().flat_map(|(_, sheet)| sheet.iter().flatten());
    for name in HOSTILE {
        let name = name.replace('\u{7}', "");
        let said = |cell: &Data| matches!(cell, Data::String(text) if text.starts_with(&name));
        assert!(cells().any(said), "{name}");
    }
    assert!(files(&bytes)["xl/styles.xml"].contains("quotePrefix=\"1\""));
}

#[test]
fn the_same_pack_is_the_same_workbook_and_bears_its_moment() {
    let pack = packs::review(Language::En);
    let tickets = || vec![Ok(vec![TicketCell::Text("a".to_owned()), TicketCell::Number(1.5)])];
    let write = |pack: &Pack| {
        let headings = vec!["Ticket".to_owned(), "Score".to_owned()];
        xlsx(pack, Some(TicketRows { headings, rows: &mut tickets().into_iter() })).unwrap()
    };
    let bytes = write(&pack);
    assert_eq!(bytes, write(&pack.clone()));
    assert!(files(&bytes)["docProps/core.xml"].contains("2026-07-08T10:00:00Z"));
}

#[test]
fn a_workbook_of_no_data_and_of_no_numbers_opens() {
    let mut pack = packs::empty();
    let text = pack.labels.no_data;
    assert!(
        sheets(&xlsx(&pack, None).unwrap())[0]
            .1
            .iter()
            .flatten()
            .any(|cell| *cell == Data::String(text.to_owned()))
    );
    for cell in pack.sections.iter_mut().flat_map(|section| &mut section.scorecard.rows).flatten() {
        if let Cell::Number { value, .. } = cell {
            *value = f64::NAN;
        }
    }
    let bytes = xlsx(&pack, None).unwrap();
    assert!(files(&bytes).values().all(|text| !text.contains("<v>NaN") && !text.contains("<v>inf")));
    pack.sections.clear();
    pack.glossary.clear();
    assert!(!sheets(&xlsx(&pack, None).unwrap()).is_empty());
}

#[test]
fn tickets_are_a_row_each_until_a_sheet_is_full() {
    let pack = packs::empty();
    let headings = || vec!["Ticket".to_owned(), "Opened".to_owned(), "Score".to_owned()];
    let opened = pack.period.from.and_hms_opt(9, 30, 0).unwrap();
    let rows = [
        Ok(vec![TicketCell::Text("=1+1".to_owned()), TicketCell::Time(opened), TicketCell::Number(4.0)]),
        Ok(vec![TicketCell::Text("7".to_owned()), TicketCell::Nothing, TicketCell::Number(f64::NAN)]),
    ];
    let bytes = xlsx(&pack, Some(TicketRows { headings: headings(), rows: &mut rows.into_iter() })).unwrap();
    let sheets = sheets(&bytes);
    let (name, sheet) = sheets.last().unwrap();
    assert_eq!(name, pack.labels.tickets);
    assert_eq!(sheet.len(), 3);
    assert_eq!(sheet[1][0], Data::String("=1+1".to_owned()));
    let Data::DateTime(moment) = &sheet[1][1] else { panic!("{:?}", sheet[1][1]) };
    // Days since the end of 1899.
    let since = opened.signed_duration_since("1899-12-30T00:00:00".parse().unwrap());
    assert!((moment.as_f64() - since.num_seconds() as f64 / 86_400.0).abs() < 1e-9);
    assert_eq!((&sheet[1][2], &sheet[2][1], &sheet[2][2]), (&Data::Float(4.0), &Data::Empty, &Data::Empty));

    let mut many = std::iter::repeat_with(|| Ok(vec![])).take(1_048_576);
    let error = xlsx(&pack, Some(TicketRows { headings: headings(), rows: &mut many })).unwrap_err();
    assert!(error.to_string().contains("1,048,575 tickets"), "{error}");
    let mut broken = std::iter::once(Err("the store is locked".to_owned()));
    let error = xlsx(&pack, Some(TicketRows { headings: headings(), rows: &mut broken })).unwrap_err();
    assert!(error.to_string().contains("the store is locked"), "{error}");
}
