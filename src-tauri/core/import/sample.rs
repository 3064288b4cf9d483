//! The beginning of a table, by which its format is recognised and a mapping suggested.

use crate::model::Timestamp;

use super::columns::Columns;
use super::reject::is_reject_column;
use super::table::{Record, Row, Table, TableError};
use super::{times, words};

/// Records looked at.
const RECORDS: usize = 500;

/// The header and the first records of a table.
pub(super) struct Sample {
    pub(super) header: Vec<String>,
    pub(super) records: Vec<Record>,
    pub(super) now: Timestamp,
}

impl Sample {
    pub(super) fn take(table: &mut dyn Table, now: Timestamp) -> Result<Sample, TableError> {
        let header = table.header().to_vec();
        let mut records = Vec::new();
        while records.len() < RECORDS {
            match table.next_row()? {
                Some(Row::Record(record)) => records.push(record),
                Some(Row::Broken(_)) => {}
                None => break,
            }
        }
        Ok(Sample { header, records, now })
    }

    pub(super) fn columns(&self) -> Columns<'_> {
        Columns::new(&self.header)
    }

    /// The input's own headers: without the columns that a file of rejected rows adds.
    pub(super) fn own_header(&self) -> impl Iterator<Item = &str> {
        self.header.iter().map(String::as_str).filter(|name| !is_reject_column(name))
    }

    /// The cells of a column that are not empty and no word for that.
    pub(super) fn values(&self, header: &str) -> impl Iterator<Item = &str> {
        let index = self.header.iter().position(|name| name == header);
        let cells = self.records.iter().filter_map(move |record| Some(record.cells.get(index?)?.trim()));
        cells.filter(|cell| {
            !cell.is_empty() && !words::NULLS.iter().any(|null| cell.eq_ignore_ascii_case(null))
        })
    }

    /// Whether at least half of a column's values are of a kind. A column without values is of every kind.
    pub(super) fn mostly(&self, header: &str, kind: impl Fn(&str) -> bool) -> bool {
        let (mut all, mut of_kind) = (0usize, 0usize);
        for value in self.values(header) {
            all += 1;
            of_kind += usize::from(kind(value));
        }
        of_kind * 2 >= all
    }

    /// Whether a column that is named like a time can be one: it has a time in it, or nothing. Other values in it are
    /// for the user to hear of, row by row; leaving the column out would lose all its times.
    pub(super) fn has_times(&self, header: &str) -> bool {
        let mut values = self.values(header).peekable();
        values.peek().is_none() || values.any(|value| times::looks_like_time(value, self.now))
    }
}
