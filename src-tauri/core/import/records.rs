//! Records that come one by one, as a helpdesk's interface gives them, read through a mapping like those of a table.

use std::collections::HashMap;

use super::account::{Account, ReadTable};
use super::ahead::ReadRow;
use super::cells::Cells;
use super::error::ImportError;
use super::mapping::{BadMapping, Mapping};
use super::plan::Context;
use super::read::{ReadReport, Sink};
use super::reject::{Reject, RejectWriter};
use super::row::{FieldProblem, RowReader};
use super::table::Record;
use crate::model::FieldSet;

/// Reads records under one header.
pub struct RecordReader {
    name: String,
    header: Vec<String>,
    reader: RowReader,
    account: Account,
    withheld: Vec<usize>,
    number: u64,
}

impl RecordReader {
    /// A reader of records under this header. `name` is what they are called where one is rejected.
    ///
    /// # Errors
    /// The mapping makes no sense.
    pub fn new(
        name: &str,
        header: &[String],
        mapping: &Mapping,
        context: &Context<'_>,
    ) -> Result<RecordReader, BadMapping> {
        mapping.check()?;
        // Interfaces give times in one form only, so that nothing is to be found out beforehand.
        let reader = RowReader::new(mapping, header, &HashMap::new(), context);
        let (name, header) = (name.to_owned(), header.to_vec());
        Ok(RecordReader {
            name,
            header,
            reader,
            account: Account::default(),
            withheld: Vec::new(),
            number: 0,
        })
    }

    /// The same, where each record that does not give one of these fields empties it.
    #[must_use]
    pub fn emptying(mut self, fields: FieldSet) -> RecordReader {
        self.reader.empty_where_not_given(fields);
        self
    }

    /// The same, where the cells of these columns are left out of the rejected records that are kept.
    #[must_use]
    pub fn withholding(mut self, columns: &[&str]) -> RecordReader {
        let named = |(_, name): &(usize, &String)| columns.contains(&name.as_str());
        self.withheld = self.header.iter().enumerate().filter(named).map(|(index, _)| index).collect();
        self
    }

    /// Takes a record in. One that cannot come in goes to `rejects` and to the report.
    ///
    /// # Errors
    /// The sink ends it, or the rejected record cannot be kept.
    pub fn take(
        &mut self,
        record: &[String],
        sink: &mut dyn Sink,
        rejects: &mut RejectWriter,
    ) -> Result<(), ImportError> {
        self.number += 1;
        let cells: Cells = record.iter().map(String::as_str).collect();
        let record = Record { number: self.number, line: self.number, cells };
        let fingerprint = self.reader.fingerprint(&record);
        let table = ReadTable {
            file: &self.name,
            header: &self.header,
            reader: &self.reader,
            withheld: &self.withheld,
        };
        self.account.take(sink, rejects, &table, &ReadRow::Record { record, fingerprint, read: None })?;
        Ok(())
    }

    /// Rejects a record of which no more is known than the first of its cells, its id.
    ///
    /// # Errors
    /// It cannot be kept.
    pub fn refuse(
        &mut self,
        id: &str,
        field: &str,
        reason: String,
        rejects: &mut RejectWriter,
    ) -> Result<(), ImportError> {
        self.number += 1;
        let record = Record { number: self.number, line: self.number, cells: [id].into_iter().collect() };
        let problem = FieldProblem { field: field.to_owned(), value: String::new(), reason };
        let reject = Reject::of_cells(&self.name, &record, &[problem]);
        self.account.refuse(rejects, &self.header, reject)
    }

    /// What became of all of them.
    pub fn report(self) -> ReadReport {
        self.account.report()
    }
}
