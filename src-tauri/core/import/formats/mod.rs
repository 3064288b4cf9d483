//! The formats that are known. Each is one file and one line in [`FORMATS`]; help, pickers and docs derive from it.
//!
//! A format recognises a table by its header and its values, never by its name, and says how it is read: it gives a
//! [`Mapping`], and the table is read through that like any other.

mod freshdesk;
mod intercom;
mod intercom_csat;
mod intercom_fin;
mod supportmix;
mod table;
pub(crate) mod zendesk;

use serde::Serialize;
use ts_rs::TS;

use crate::model::{Field, Kind};

use super::columns::Columns;
use super::mapping::{Column, Condition, EvidenceRule, Mapping, Meaning, QueryTypeRule, Reading};
use super::sample::Sample;
use super::{suggest, words};

/// A format of tables.
#[derive(Clone, Copy, Debug, Serialize, TS)]
pub struct Format {
    /// Its name on the command line.
    pub id: &'static str,
    /// Its name for people.
    pub title: &'static str,
    /// What to export, and where in the helpdesk.
    pub export: &'static str,
    /// How sure it is that a table is of this format, 0 to 100; 0 for not at all.
    #[serde(skip)]
    #[ts(skip)]
    pub(super) recognise: fn(&Sample) -> u8,
    /// How such a table is read.
    #[serde(skip)]
    #[ts(skip)]
    pub(super) mapping: fn(&Sample) -> Mapping,
}

const FORMATS: &[Format] = &[
    supportmix::FORMAT,
    zendesk::FORMAT,
    freshdesk::FORMAT,
    intercom::FORMAT,
    intercom_csat::FORMAT,
    intercom_fin::FORMAT,
    table::FORMAT,
];

/// All formats; the last takes any table, through a mapping.
pub fn formats() -> &'static [Format] {
    FORMATS
}

/// The format of this id.
pub(super) fn by_id(id: &str) -> Option<&'static Format> {
    FORMATS.iter().find(|format| format.id.eq_ignore_ascii_case(id))
}

/// The format of a table that is read through a mapping alone.
pub(super) fn any_table() -> &'static Format {
    &table::FORMAT
}

/// The format that is surest of a table, and how sure.
pub(super) fn recognise(sample: &Sample) -> (&'static Format, u8) {
    let sure = FORMATS.iter().map(|format| (format, (format.recognise)(sample)));
    // Of equally sure ones the first; the last entry takes any table.
    sure.reduce(|best, next| if next.1 > best.1 { next } else { best }).unwrap_or((&table::FORMAT, 0))
}

/// How sure a format is whose id, creation and so many other headers are there.
fn sureness(columns: &Columns<'_>, needed: &[&str], telling: &[&str], least: usize) -> u8 {
    let found = telling.iter().filter(|header| columns.has(header)).count();
    if found < least || !needed.iter().all(|header| columns.has(header)) {
        return 0;
    }
    // Never as sure as a header that only one product writes.
    u8::try_from(60 + 5 * found).unwrap_or(u8::MAX).min(95)
}

/// A mapping of what a known format calls its columns, as far as a table has them.
struct Draft<'a> {
    sample: &'a Sample,
    columns: Columns<'a>,
    mapping: Mapping,
}

impl<'a> Draft<'a> {
    fn new(sample: &'a Sample, format: &Format) -> Draft<'a> {
        let mut mapping = Mapping::named(format.title);
        mapping.source = Some(format.id.to_owned());
        mapping.nulls = words::NULLS.iter().map(|&null| null.to_owned()).collect();
        Draft { sample, columns: sample.columns(), mapping }
    }

    /// Columns that give a field, the first that is filled counting.
    fn field(self, field: Field, headers: &[&str]) -> Draft<'a> {
        self.read(field, Reading::Value, headers)
    }

    fn read(mut self, field: Field, read: Reading, headers: &[&str]) -> Draft<'a> {
        for header in headers {
            if let Some(header) = self.columns.spelling(header) {
                // A time's name over something else (a duration, a name) is left alone.
                if field.kind() != Kind::Time || read.is_duration() || self.sample.has_times(header) {
                    self.mapping.columns.push(Column::new(header, field).read_as(read));
                }
            }
        }
        self
    }

    /// Columns of durations whose unit stands in the header or shows in the values.
    fn duration(mut self, field: Field, headers: &[&str]) -> Draft<'a> {
        for header in headers {
            let header = self.columns.spelling(header);
            if let Some((header, read)) =
                header.and_then(|name| Some((name, suggest::unit(self.sample, name)?)))
            {
                self.mapping.columns.push(Column::new(header, field).read_as(read));
            }
        }
        self
    }

    /// What a field's words mean.
    fn words(mut self, field: Field, words: &[(&str, &str)]) -> Draft<'a> {
        if self.mapping.gives(field) {
            let words = words.iter().map(|(theirs, ours)| ((*theirs).to_owned(), (*ours).to_owned()));
            self.mapping.values.entry(field).or_default().extend(words);
        }
        self
    }

    fn rule(mut self, when: Condition, means: Meaning) -> Draft<'a> {
        self.mapping.evidence.push(EvidenceRule::new(when, means));
        self
    }

    /// A rule for when a column is there.
    fn rule_on(self, header: &str, when: impl FnOnce(String) -> Condition, means: Meaning) -> Draft<'a> {
        match self.columns.spelling(header) {
            Some(header) => self.rule(when(header.to_owned()), means),
            None => self,
        }
    }

    /// Columns of the query type, most telling first; where there is none, one by its name.
    fn query_type(mut self, headers: &[&str]) -> Draft<'a> {
        let own = headers.iter().filter_map(|header| self.columns.spelling(header));
        self.mapping.query_type = own.map(|header| QueryTypeRule::Column(header.to_owned())).collect();
        if self.mapping.query_type.is_empty() {
            self.mapping.query_type = suggest::query_type(self.sample, &self.mapping);
        }
        self
    }

    /// Lets empty cells keep what is stored: for tables that only add to tickets.
    fn adding(mut self) -> Mapping {
        for column in &mut self.mapping.columns {
            column.keep_if_empty = column.field != Field::ExternalId;
        }
        self.mapping
    }
}
