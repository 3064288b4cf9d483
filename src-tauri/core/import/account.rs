//! What becomes of rows on their way into a sink: taken in, known, or rejected; and what is odd about them.

use std::borrow::Cow;

use super::ahead::{ReadRow, read_ticket};
use super::error::ImportError;
use super::read::{BadRow, ReadReport, Refusal, Sink};
use super::reject::{Reject, RejectWriter};
use super::row::{FieldProblem, RowReader};
use super::table::Record;
use super::warnings::Warnings;
use crate::model::{Field, PackedTicket};

/// Rejected rows that a report has; the file beside the store has all of them.
const REPORTED: usize = 100;

/// A table as its rows are taken in.
pub(super) struct ReadTable<'a> {
    /// What it is called where a row is rejected.
    pub(super) file: &'a str,
    pub(super) header: &'a [String],
    pub(super) reader: &'a RowReader,
    /// Columns whose cells are left out where a rejected row is kept.
    pub(super) withheld: &'a [usize],
}

impl ReadTable<'_> {
    fn reject(&self, record: &Record, problems: &[FieldProblem]) -> Reject {
        let mut reject = Reject::of_cells(self.file, record, problems);
        for column in self.withheld {
            if let Some(cell) = reject.cells.get_mut(*column) {
                cell.clear();
            }
        }
        reject
    }
}

/// What has become of rows so far.
#[derive(Default)]
pub(super) struct Account {
    report: ReadReport,
    warnings: Warnings,
}

/// What became of a row.
enum Taken {
    /// It was known, and not read.
    Known,
    /// It was read and taken in.
    Read,
    /// It cannot come in.
    Rejected(Reject),
}

impl Account {
    /// Takes a row in. Whether it was known, so that it need not have been read.
    ///
    /// # Errors
    /// The sink ends the import, or a rejected row cannot be kept.
    pub(super) fn take(
        &mut self,
        sink: &mut dyn Sink,
        rejects: &mut RejectWriter,
        table: &ReadTable<'_>,
        row: &ReadRow,
    ) -> Result<bool, ImportError> {
        self.report.read += 1;
        match self.row(sink, table, row)? {
            Taken::Known => Ok(true),
            Taken::Read => Ok(false),
            Taken::Rejected(reject) => {
                self.reject(rejects, table.header, reject)?;
                Ok(false)
            }
        }
    }

    /// Counts and keeps a row that could not even be read.
    ///
    /// # Errors
    /// It cannot be kept.
    pub(super) fn refuse(
        &mut self,
        rejects: &mut RejectWriter,
        header: &[String],
        reject: Reject,
    ) -> Result<(), ImportError> {
        self.report.read += 1;
        self.reject(rejects, header, reject)
    }

    /// What became of all of them.
    pub(super) fn report(self) -> ReadReport {
        ReadReport { warnings: self.warnings.into_list(), ..self.report }
    }

    fn reject(
        &mut self,
        rejects: &mut RejectWriter,
        header: &[String],
        reject: Reject,
    ) -> Result<(), ImportError> {
        self.report.rejected += 1;
        rejects.write(header, &reject)?;
        if self.report.rejects.len() < REPORTED {
            self.report.rejects.push(reject);
        }
        Ok(())
    }

    fn row(
        &mut self,
        sink: &mut dyn Sink,
        table: &ReadTable<'_>,
        row: &ReadRow,
    ) -> Result<Taken, ImportError> {
        let (record, fingerprint, read) = match row {
            ReadRow::Record { record, fingerprint, read } => (record, *fingerprint, read),
            ReadRow::Broken(problem) => return Ok(Taken::Rejected(Reject::of_record(table.file, problem))),
        };
        if sink.known(fingerprint).map_err(ImportError::Sink)? {
            return Ok(Taken::Known);
        }
        let read = match read {
            Some(read) => Cow::Borrowed(read),
            None => Cow::Owned(read_ticket(table.reader, record, PackedTicket::default())),
        };
        let (ticket, oddities) = match &*read {
            Ok(read) => read,
            Err(problems) => return Ok(Taken::Rejected(table.reject(record, problems))),
        };
        let fingerprint = if oddities.is_empty() { fingerprint } else { fingerprint.of_odd() };
        match sink.packed(ticket, fingerprint) {
            Ok(()) => {
                self.warnings.add(oddities, ticket.external_id().unwrap_or_default());
                Ok(Taken::Read)
            }
            Err(Refusal::Row(BadRow { field, reason })) => {
                let problem = FieldProblem {
                    field: field.map_or("", Field::name).to_owned(),
                    value: field.map_or("", |field| table.reader.source_of(record, field)).to_owned(),
                    reason,
                };
                Ok(Taken::Rejected(table.reject(record, &[problem])))
            }
            Err(Refusal::Fatal(error)) => Err(ImportError::Sink(error)),
        }
    }
}
