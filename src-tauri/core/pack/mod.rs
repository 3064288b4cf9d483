//! A review as a document: what slides, papers and workbooks are written from.
//!
//! A [`Pack`] holds every text in its language and every figure both as it is written and as a number, so that the
//! formats that are written from it (package `supportmix-report`) look nothing up and compute nothing.

mod headline;
mod written;

use chrono::{NaiveDate, NaiveDateTime, Weekday};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

pub(crate) use headline::{evidence, headline};
pub(crate) use written::Writer;

use crate::calendar::{Calendar, Period, zone_by_name};
use crate::chart::ChartSpec;
use crate::language::Language;
use crate::metrics::Unit;
use crate::model::{ResolutionType, Timestamp};

/// A review, ready to be written in any format.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct Pack {
    /// What it is: `Support review`.
    pub title: String,
    /// Its days, as its language writes them.
    pub days: String,
    /// Its days.
    pub period: Period,
    /// The zone of its days, by IANA name.
    pub time_zone: String,
    /// The language of all its texts.
    pub language: Language,
    /// ISO 4217 code of its amounts.
    pub currency: String,
    /// The moment that it is made at, which its files bear.
    pub made_at: Timestamp,
    /// What every part of it has to carry: period, compared with, time zone, filters, data as of, tickets, definitions.
    pub stamp: Vec<Fact>,
    /// The same on one line, for footers.
    pub footer: String,
    /// What a reader must know before quoting it: what is maturing, restated, withheld.
    pub cautions: Vec<String>,
    /// What is in it, in order.
    pub sections: Vec<Section>,
    /// The figures that it shows, explained.
    pub glossary: Vec<Term>,
    /// The few words that formats put beside all this; those of its language.
    #[serde(skip, default = "english")]
    #[ts(skip)]
    pub labels: &'static Labels,
}

/// A labelled text.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[ts(rename = "PackFact")]
pub struct Fact {
    /// What it is.
    pub label: String,
    /// It.
    pub text: String,
}

/// A part of a pack: an area of KPIs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[ts(rename = "PackSection")]
pub struct Section {
    /// Its stable name: that of the window's page.
    pub name: String,
    /// Its heading.
    pub title: String,
    /// What there is to say of it: what changed, in sentences. The surest first.
    pub sentences: Vec<String>,
    /// What was written beside its figures.
    pub remarks: Vec<Fact>,
    /// Its figures.
    pub scorecard: Table,
    /// Its charts.
    pub charts: Vec<PackChart>,
    /// Its lists: of query types, accounts, gaps.
    #[serde(default)]
    pub tables: Vec<Table>,
}

/// A chart and what stands around it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct PackChart {
    /// What it says, in one sentence: a slide's title.
    pub headline: String,
    /// It. Its title says what it shows.
    pub spec: ChartSpec,
    /// How many tickets are behind it, and how sure it is: the line under it.
    pub evidence: String,
    /// What its KPI is: for the speaker.
    pub definition: String,
    /// Its numbers.
    pub table: Table,
}

/// A table.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[ts(rename = "PackTable")]
pub struct Table {
    /// What it shows.
    pub title: String,
    /// Its columns.
    pub columns: Vec<Column>,
    /// Its rows; each has a cell for each column.
    pub rows: Vec<Vec<Cell>>,
    /// What a reader must know, a line each.
    pub notes: Vec<String>,
}

/// A column of a table.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[ts(rename = "PackColumn")]
pub struct Column {
    /// Its heading.
    pub title: String,
    /// Whether it holds numbers, which stand at its right edge.
    pub is_numeric: bool,
    /// The resolution type that it is of, which gives its colour.
    pub resolution_type: Option<ResolutionType>,
}

/// A cell of a table.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[ts(rename = "PackCell")]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum Cell {
    /// A text of ours or of the data.
    Text {
        /// It.
        text: String,
    },
    /// A figure.
    Number {
        /// The value as the engine gave it; shares are 0 to 1.
        value: f64,
        /// What it is of.
        unit: Unit,
        /// As it is written.
        text: String,
        /// What is written smaller beside it: its interval, its change.
        beside: String,
        /// Whether few tickets carry it, or it still matures: written paler.
        is_faint: bool,
    },
    /// No value: written `—`, or as the tally of the few tickets there are.
    Nothing {
        /// As it is written.
        text: String,
    },
}

/// A figure explained.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[ts(rename = "PackTerm")]
pub struct Term {
    /// Its name on the command line.
    pub kpi: String,
    /// Its name on paper.
    pub title: String,
    /// Its formula in words.
    pub formula: String,
    /// What its denominator counts.
    pub counted: String,
    /// When it has no value.
    pub no_value: String,
    /// Where the definition comes from.
    pub source: String,
}

/// The words of a review that stand alone, in its language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Labels {
    /// What it is.
    pub title: &'static str,
    /// Over the list of sections.
    pub contents: &'static str,
    /// Over the explanations.
    pub glossary: &'static str,
    /// Over the stamp.
    pub about: &'static str,
    /// Over the sentences.
    pub what_changed: &'static str,
    /// Instead of sentences.
    pub nothing_changed: &'static str,
    /// Over remarks.
    pub remarks: &'static str,
    /// Over cautions.
    pub cautions: &'static str,
    /// Over the tables of charts' numbers.
    pub numbers: &'static str,
    /// Over the row per ticket.
    pub tickets: &'static str,
    /// Before a page's number.
    pub page: &'static str,
    /// Between it and their count.
    pub of: &'static str,
    /// Before a definition.
    pub definition: &'static str,
    /// Before the tickets that are counted.
    pub counted: &'static str,
    /// Before when there is no value.
    pub no_value: &'static str,
    /// Before where a definition comes from.
    pub source: &'static str,
    /// What stands where there is nothing at all to show.
    pub no_data: &'static str,
    /// Over the figures of a section.
    pub scorecard: &'static str,
    /// Over the names of figures.
    pub figure: &'static str,
    /// Over the figures of all tickets.
    pub all: &'static str,
    /// Over how they changed.
    pub change: &'static str,
    /// Over intervals.
    pub interval: &'static str,
    /// Over their lower ends.
    pub low: &'static str,
    /// Over their upper ends.
    pub high: &'static str,
    /// Over numbers of tickets.
    pub n: &'static str,
    /// Before the days.
    pub days: &'static str,
    /// Before those that they are compared with.
    pub compared_with: &'static str,
    /// Before the zone that days are cut in.
    pub time_zone: &'static str,
    /// Before the filters.
    pub filters: &'static str,
    /// Instead of filters.
    pub no_filters: &'static str,
    /// Before how new the data are.
    pub as_of: &'static str,
    /// Before the tickets that count in no figure.
    pub excluded: &'static str,
    /// Before the way of counting.
    pub counting: &'static str,
    /// Before the version of the definitions.
    pub definitions: &'static str,
    /// Before the moment that it was made.
    pub made: &'static str,
    /// Over what is told of each ticket: source, number, subject, query type, channel, status, resolution type, opened,
    /// resolved, satisfied.
    pub ticket_columns: [&'static str; 10],
    /// The headings of sections, by their names.
    pub sections: [(&'static str, &'static str); 9],
}

impl Labels {
    /// The words of a language.
    pub fn of(language: Language) -> &'static Labels {
        language.words().labels()
    }

    /// The heading of a section.
    pub fn section(&self, name: &str) -> &'static str {
        self.sections.iter().find(|(section, _)| *section == name).map_or("", |(_, title)| title)
    }
}

/// A format that a pack is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum PackFormat {
    /// A paper.
    Pdf,
    /// Slides with charts that can be edited.
    Pptx,
    /// A workbook with charts.
    Xlsx,
    /// One page for a browser, complete in itself.
    Html,
    /// Markdown.
    Md,
    /// A folder of charts, SVG and PNG.
    Pictures,
    /// All of it as data, for programs.
    Json,
}

impl PackFormat {
    /// All formats.
    pub const ALL: &'static [PackFormat] = &[
        PackFormat::Pdf,
        PackFormat::Pptx,
        PackFormat::Xlsx,
        PackFormat::Html,
        PackFormat::Md,
        PackFormat::Pictures,
        PackFormat::Json,
    ];

    /// Its word on the command line: how its file's name ends.
    pub fn word(self) -> &'static str {
        match self {
            PackFormat::Pdf => "pdf",
            PackFormat::Pptx => "pptx",
            PackFormat::Xlsx => "xlsx",
            PackFormat::Html => "html",
            PackFormat::Md => "md",
            PackFormat::Pictures => "pictures",
            PackFormat::Json => "json",
        }
    }
}

/// Paper that a PDF is made for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Paper {
    /// 210 × 297 mm.
    #[default]
    A4,
    /// 8.5 × 11 in.
    Letter,
}

impl Paper {
    /// All papers.
    pub const ALL: &'static [Paper] = &[Paper::A4, Paper::Letter];

    /// Its word on the command line.
    pub fn word(self) -> &'static str {
        match self {
            Paper::A4 => "a4",
            Paper::Letter => "letter",
        }
    }
}

fn english() -> &'static Labels {
    Labels::of(Language::En)
}

impl Pack {
    /// A pack that was kept as JSON.
    ///
    /// # Errors
    /// It is none that this version can read.
    pub fn from_json(json: &[u8]) -> Result<Pack, serde_json::Error> {
        let pack: Pack = serde_json::from_slice(json)?;
        Ok(Pack { labels: Labels::of(pack.language), ..pack })
    }

    /// What clocks of its zone show at a moment; those of UTC where this machine does not know the zone.
    pub fn local(&self, at: Timestamp) -> NaiveDateTime {
        let zone = zone_by_name(&self.time_zone).unwrap_or(Tz::UTC);
        Calendar { zone, week_start: Weekday::Mon }.local(at)
    }

    /// Whether no ticket of its days is behind it. Charts of the insights look at days of their own, and lists do.
    pub fn is_empty(&self) -> bool {
        let Period { from, to } = self.period;
        let is_of_its_days = |days: Period| days.from <= to && from <= days.to;
        let has = |section: &Section| {
            section.charts.iter().any(|chart| is_of_its_days(chart.spec.period) && !chart.spec.is_empty())
                || section.scorecard.rows.iter().flatten().any(|cell| {
                    // No tickets is a count, too.
                    matches!(cell, Cell::Number { value, .. } if *value != 0.0)
                })
        };
        !self.sections.iter().any(has)
    }

    /// A name for its file, without what says the format: `support-review-2026-11-16-to-2026-11-22`.
    pub fn file_stem(&self) -> String {
        let day = |day: NaiveDate| day.format("%Y-%m-%d").to_string();
        format!("support-review-{}-to-{}", day(self.period.from), day(self.period.to))
    }
}
