//! A pack on paper, typeset by Typst.

mod drawing;
mod world;

use std::collections::BTreeMap;

use chrono::{DateTime, Datelike, Timelike};
use serde::Serialize;
use serde_json::Value as Json;
use supportmix_core::chart::{Palette, Theme, palette};
use supportmix_core::model;
use supportmix_core::pack::{Labels, Pack, Paper};
use typst::diag::SourceDiagnostic;
use typst::foundations::{Datetime, Smart, Value};
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};

use self::drawing::Drawing;
use self::world::Desk;
use crate::ReportError;

/// How the paper looks.
const TEMPLATE: &str = include_str!("paper.typ");

/// What the template is filled with.
#[derive(Serialize)]
struct Data<'a> {
    pack: &'a Pack,
    labels: BTreeMap<&'static str, &'static str>,
    /// Typst's name of the paper.
    paper: &'static str,
    palette: Palette,
    /// For each section, its charts.
    drawings: Vec<Vec<Drawing>>,
}

/// A pack as a PDF: tagged, with bookmarks, charts as vectors, every text as text. The same pack gives the same bytes.
///
/// # Errors
/// [`ReportError::Chart`] if a chart cannot be drawn, [`ReportError::Format`] if the typesetter refuses the paper.
pub fn pdf(pack: &Pack, paper: Paper) -> Result<Vec<u8>, ReportError> {
    let drawings = pack.sections.iter().map(|section| section.charts.iter().map(drawing::draw).collect());
    let data = Data {
        pack,
        labels: labels(pack.labels),
        paper: match paper {
            Paper::A4 => "a4",
            Paper::Letter => "us-letter",
        },
        palette: palette(Theme::Light),
        drawings: drawings.collect::<Result<_, _>>()?,
    };
    let mut data = serde_json::to_value(data).map_err(|error| refused(error.to_string()))?;
    printable(&mut data);
    let data: Value = serde_json::from_value(data).map_err(|error| refused(error.to_string()))?;
    let made_at = moment(pack.made_at);
    let bytes = typeset(&Desk::new(TEMPLATE, data, made_at), made_at);
    // The typesetter remembers what it has set, for those who set it again and again.
    typst::comemo::evict(0);
    bytes
}

/// The words that the template puts beside the pack's own.
fn labels(of: &'static Labels) -> BTreeMap<&'static str, &'static str> {
    BTreeMap::from([
        ("contents", of.contents),
        ("glossary", of.glossary),
        ("what_changed", of.what_changed),
        ("remarks", of.remarks),
        ("cautions", of.cautions),
        ("numbers", of.numbers),
        ("page", of.page),
        ("of", of.of),
        ("counted", of.counted),
        ("source", of.source),
        ("no_data", of.no_data),
    ])
}

fn typeset(desk: &Desk, made_at: Option<Datetime>) -> Result<Vec<u8>, ReportError> {
    let document = typst::compile(desk).output.map_err(|errors| refused(said(&errors)))?;
    let options = |standards| PdfOptions {
        creator: Smart::Custom(Some("Supportmix".to_owned())),
        timestamp: made_at.map(Timestamp::new_utc),
        standards,
        ..PdfOptions::default()
    };
    let accessible =
        PdfStandards::new(&[PdfStandard::Ua_1]).map_err(|error| refused(error.message().to_string()))?;
    // A name with a letter that no embedded font has breaks PDF/UA's promise to be readable to all: then the paper is one
    // that does not promise it.
    typst_pdf::pdf(&document, &options(accessible))
        .or_else(|_| typst_pdf::pdf(&document, &options(PdfStandards::default())))
        .map_err(|errors| refused(said(&errors)))
}

/// Takes out of all texts what no font shows and what would turn the direction of the text after it.
fn printable(json: &mut Json) {
    match json {
        Json::String(text) => text.retain(|letter| match letter {
            '\n' => true,
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{fffe}' | '\u{ffff}' => false,
            letter => !letter.is_control(),
        }),
        Json::Array(items) => items.iter_mut().for_each(printable),
        Json::Object(fields) => fields.values_mut().for_each(printable),
        Json::Null | Json::Bool(_) | Json::Number(_) => {}
    }
}

/// A moment in UTC as the typesetter has it; none for a year that it cannot write.
fn moment(time: model::Timestamp) -> Option<Datetime> {
    let time = DateTime::from_timestamp(time.0, 0)?;
    let small = |number: u32| u8::try_from(number).ok();
    Datetime::from_ymd_hms(
        time.year(),
        small(time.month())?,
        small(time.day())?,
        small(time.hour())?,
        small(time.minute())?,
        small(time.second())?,
    )
}

fn said(errors: &[SourceDiagnostic]) -> String {
    errors.iter().map(|error| error.message.as_str()).collect::<Vec<_>>().join("; ")
}

fn refused(why: String) -> ReportError {
    ReportError::Format { format: "PDF", why }
}
