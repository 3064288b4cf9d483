//! A workbook: the scorecard, a sheet for each chart's numbers with the chart beside them and for each list, the definitions,
//! and by choice a row per ticket.
//!
//! Cells hold the values that the engine gave, in a number format of their unit. Every text is written as a string, never
//! as what Excel could run.

mod chart;
mod data;
mod map;
mod names;
mod sheet;
mod styles;
mod text;
mod tickets;

use rust_xlsxwriter::{DocProperties, Workbook, XlsxError};
use supportmix_core::chart::ChartKind;
use supportmix_core::pack::{Fact, Pack, PackChart, Section, Table};

use self::names::Names;
use self::sheet::{Placed, Sheet};
use self::styles::Styles;
use crate::ReportError;

pub use self::tickets::{TicketCell, TicketRows};

/// Columns that a sheet of prose is wide.
const PROSE: [f64; 2] = [28.0, 100.0];

/// Writes a pack as an Excel workbook, with a sheet of tickets where they are given. The same pack and tickets are the same
/// bytes.
///
/// # Errors
/// There are more tickets than a sheet has rows for, or they could not be read; or the writer refused.
pub fn xlsx(pack: &Pack, tickets: Option<TicketRows>) -> Result<Vec<u8>, ReportError> {
    let mut book =
        Book { pack, workbook: Workbook::new(), names: Names::default(), styles: Styles::new(pack) };
    book.write().map_err(refused)?;
    if let Some(rows) = tickets {
        let name = book.names.unique(pack.labels.tickets);
        tickets::write(&mut book.workbook, &name, rows, &book.styles)?;
    }
    let charts = pack.sections.iter().flat_map(|section| &section.charts);
    let maps = charts.filter(|chart| chart.spec.kind == ChartKind::Map && !chart.spec.is_empty());
    let scales: Vec<f64> = maps.map(|chart| map::scale(&chart.spec)).collect();
    map::bubbled(book.workbook.save_to_buffer().map_err(refused)?, &scales)
}

fn refused(error: XlsxError) -> ReportError {
    ReportError::Format { format: "workbook", why: error.to_string() }
}

/// What has a sheet of its own.
enum Part<'p> {
    Chart(&'p PackChart),
    List(&'p Table),
}

impl<'p> Part<'p> {
    /// All of a pack, section by section.
    fn of(pack: &'p Pack) -> impl Iterator<Item = Part<'p>> {
        pack.sections.iter().flat_map(|section| {
            section.charts.iter().map(Part::Chart).chain(section.tables.iter().map(Part::List))
        })
    }

    fn title(&self) -> &'p str {
        match self {
            Part::Chart(chart) => &chart.spec.title,
            Part::List(list) => &list.title,
        }
    }
}

/// A workbook while it is written.
struct Book<'p> {
    pack: &'p Pack,
    workbook: Workbook,
    names: Names,
    styles: Styles,
}

impl Book<'_> {
    fn write(&mut self) -> Result<(), XlsxError> {
        let pack = self.pack;
        let mut properties = DocProperties::new()
            .set_title(&pack.title)
            .set_subject(&pack.days)
            .set_author("Supportmix")
            .set_comment(&pack.footer);
        if let Some(made_at) = chrono::DateTime::from_timestamp(pack.made_at.0, 0) {
            properties = properties.set_creation_datetime(&made_at.naive_utc());
        }
        self.workbook.set_properties(&properties);

        let scorecard = self.names.unique(&pack.title);
        let about = self.names.unique(pack.labels.about);
        let changes = self.names.unique(pack.labels.what_changed);
        let parts: Vec<(Part, String)> = Part::of(pack)
            .map(|part| {
                let name = self.names.unique(part.title());
                (part, name)
            })
            .collect();
        self.scorecard(&scorecard)?;
        self.about(&about, &parts)?;
        self.changes(&changes)?;
        for (part, name) in &parts {
            match part {
                Part::Chart(chart) => self.chart(name, chart)?,
                Part::List(list) => self.list(name, list)?,
            }
        }
        if !pack.glossary.is_empty() {
            let name = self.names.unique(pack.labels.glossary);
            self.glossary(&name)?;
        }
        Ok(())
    }

    /// The figures of all sections below each other, under one heading that stays in sight where they share it.
    fn scorecard(&mut self, name: &str) -> Result<(), XlsxError> {
        let pack = self.pack;
        let mut sheet = Sheet::new(&mut self.workbook, name, pack, &self.styles)?;
        sheet.title(&pack.title, &pack.footer)?;
        if pack.is_empty() {
            sheet.line(pack.labels.no_data, &self.styles.text)?;
        }
        sheet.skip();
        let sections: Vec<&Section> =
            pack.sections.iter().filter(|section| !section.scorecard.rows.is_empty()).collect();
        let alike = sections.chunk_by(|one, two| one.scorecard.columns == two.scorecard.columns);
        for (place, sections) in alike.enumerate() {
            let tables: Vec<&Table> = sections.iter().map(|section| &section.scorecard).collect();
            let placed = Placed::of(&tables);
            sheet.header(&placed)?;
            if place == 0 {
                sheet.freeze(1)?;
            }
            for section in sections {
                sheet.band(&section.title, placed.end)?;
                sheet.rows(&section.scorecard, &placed)?;
                sheet.notes(&section.scorecard.notes)?;
            }
        }
        sheet.skip();
        sheet.list(pack.labels.cautions, &pack.cautions)?;
        sheet.finish()
    }

    /// What the workbook is of, and where its charts and lists are.
    fn about(&mut self, name: &str, parts: &[(Part, String)]) -> Result<(), XlsxError> {
        let pack = self.pack;
        let mut sheet = Sheet::new(&mut self.workbook, name, pack, &self.styles)?;
        sheet.widen(&PROSE);
        sheet.title(&pack.title, &pack.days)?;
        sheet.skip();
        sheet.facts(&pack.stamp)?;
        sheet.skip();
        sheet.list(pack.labels.cautions, &pack.cautions)?;
        sheet.skip();
        if !parts.is_empty() {
            sheet.line(pack.labels.contents, &self.styles.section)?;
            for (part, name) in parts {
                sheet.link(name, part.title())?;
            }
        }
        sheet.finish()
    }

    /// The sentences and remarks of all sections; no sheet where there are none.
    fn changes(&mut self, name: &str) -> Result<(), XlsxError> {
        let pack = self.pack;
        let said = |section: &&Section| !section.sentences.is_empty() || !section.remarks.is_empty();
        let sections: Vec<&Section> = pack.sections.iter().filter(said).collect();
        if sections.is_empty() {
            return Ok(());
        }
        let mut sheet = Sheet::new(&mut self.workbook, name, pack, &self.styles)?;
        sheet.widen(&PROSE);
        sheet.title(pack.labels.what_changed, &pack.footer)?;
        for section in sections {
            sheet.skip();
            sheet.line(&section.title, &self.styles.section)?;
            let sentence = |text: &String| Fact { label: String::new(), text: text.clone() };
            sheet.facts(&section.sentences.iter().map(sentence).collect::<Vec<_>>())?;
            if !section.remarks.is_empty() {
                sheet.line(pack.labels.remarks, &self.styles.label)?;
                sheet.facts(&section.remarks)?;
            }
        }
        sheet.finish()
    }

    /// A chart's numbers, and it beside them.
    fn chart(&mut self, name: &str, chart: &PackChart) -> Result<(), XlsxError> {
        let mut sheet = Sheet::new(&mut self.workbook, name, self.pack, &self.styles)?;
        sheet.title(&chart.headline, &chart.spec.title)?;
        sheet.line(&chart.spec.subtitle, &self.styles.muted)?;
        sheet.line(&chart.evidence, &self.styles.muted)?;
        if !chart.definition.is_empty() {
            let definition = format!("{}: {}", self.pack.labels.definition, chart.definition);
            sheet.line(&definition, &self.styles.muted)?;
        }
        sheet.skip();
        if chart.spec.is_empty() && chart.table.rows.is_empty() {
            sheet.line(&chart.spec.empty, &self.styles.text)?;
            return sheet.finish();
        }
        let placed = Placed::of(&[&chart.table]);
        sheet.header(&placed)?;
        sheet.freeze(1)?;
        let first = sheet.rows(&chart.table, &placed)?;
        let inserted = chart::insert(&mut sheet, chart, &placed, first)?;
        sheet.filter(first, inserted.end)?;
        sheet.skip_to(inserted.bottom);
        let mut notes = chart.table.notes.clone();
        notes.extend(chart.spec.notes.iter().filter(|note| !chart.table.notes.contains(note)).cloned());
        sheet.notes(&notes)?;
        sheet.finish()
    }

    /// A list, which can be sorted and filtered.
    fn list(&mut self, name: &str, list: &Table) -> Result<(), XlsxError> {
        let mut sheet = Sheet::new(&mut self.workbook, name, self.pack, &self.styles)?;
        sheet.title(&list.title, &self.pack.footer)?;
        sheet.skip();
        let placed = Placed::of(&[list]);
        sheet.header(&placed)?;
        sheet.freeze(1)?;
        let first = sheet.rows(list, &placed)?;
        sheet.filter(first, placed.end)?;
        sheet.notes(&list.notes)?;
        sheet.finish()
    }

    fn glossary(&mut self, name: &str) -> Result<(), XlsxError> {
        let (pack, labels) = (self.pack, &self.pack.labels);
        let mut sheet = Sheet::new(&mut self.workbook, name, pack, &self.styles)?;
        sheet.widen(&[28.0, 60.0, 44.0, 44.0, 36.0]);
        sheet.title(labels.glossary, &pack.footer)?;
        sheet.skip();
        // Each is named by its title, so the first column needs no heading of its own.
        sheet.headings(&["", labels.definition, labels.counted, labels.no_value, labels.source])?;
        sheet.freeze(1)?;
        for term in &pack.glossary {
            sheet.texts(&[&term.title, &term.formula, &term.counted, &term.no_value, &term.source])?;
        }
        sheet.finish()
    }
}
