//! Reading a file: each row becomes a ticket that goes to a sink, or is rejected and kept.

use std::ops::ControlFlow;
use std::path::Path;

use serde::Serialize;
use ts_rs::TS;

use crate::model::{Field, Incoming, PackedTicket};

use super::account::{Account, ReadTable};
use super::ahead::read_ahead;
use super::error::ImportError;
use super::fingerprint::Fingerprint;
use super::mapping::{DayOrder, Mapping};
use super::open::{Layout, Source, TableOptions, open_tables};
use super::plan::{Context, ImportOptions, Plan};
use super::reject::{Reject, RejectWriter};
use super::sample::Sample;
use super::warnings::Warning;

/// Rows between two reports of progress.
const STRIDE: u64 = 256;

/// Takes in tickets: a store, or a list in a test.
pub trait Sink {
    /// Takes one ticket.
    ///
    /// # Errors
    /// [`Refusal::Row`] rejects this row and goes on; [`Refusal::Fatal`] ends the import.
    fn ticket(&mut self, incoming: &Incoming) -> Result<(), Refusal>;

    /// Takes one ticket as it comes from the thread that read it, with the fingerprint of its record.
    ///
    /// # Errors
    /// As for [`Sink::ticket`].
    fn packed(&mut self, ticket: &PackedTicket, _record: Fingerprint) -> Result<(), Refusal> {
        self.ticket(&ticket.unpack())
    }

    /// Takes a record's ticket without its being read, where the record is known to change nothing. Whether it is.
    ///
    /// # Errors
    /// What ends the import.
    fn known(&mut self, _record: Fingerprint) -> Result<bool, Box<dyn std::error::Error + Send + Sync>> {
        Ok(false)
    }
}

/// Why a sink does not take a ticket.
#[derive(Debug)]
pub enum Refusal {
    /// The row cannot come in.
    Row(BadRow),
    /// Nothing can come in any more.
    Fatal(Box<dyn std::error::Error + Send + Sync>),
}

/// What a sink has against a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadRow {
    /// The field that is wrong, if it is one.
    pub field: Option<Field>,
    /// What is wrong, to be read after the field's name.
    pub reason: String,
}

/// How far an import is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
pub struct Progress {
    /// Bytes read, over all passes.
    #[ts(type = "number")]
    pub bytes: u64,
    /// Bytes to be read, over all passes.
    #[ts(type = "number")]
    pub total: u64,
    /// Rows read in the last pass.
    #[ts(type = "number")]
    pub rows: u64,
}

/// What became of a file.
#[derive(Clone, Debug, Default, PartialEq, Serialize, TS)]
pub struct ReadReport {
    /// Rows read: those taken in and those rejected.
    #[ts(type = "number")]
    pub read: u64,
    /// Rows rejected.
    #[ts(type = "number")]
    pub rejected: u64,
    /// What was odd about rows that came in.
    pub warnings: Vec<Warning>,
    /// The first 100 rejected rows.
    pub rejects: Vec<Reject>,
    /// The tables of the file that were read, with how.
    pub tables: Vec<TableReport>,
    /// Tables of the file in which no column tells tickets apart; they were left out.
    pub skipped: Vec<String>,
}

/// How a table was read.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct TableReport {
    /// How it is laid out.
    pub layout: Layout,
    /// Id of the format.
    pub format: String,
    /// The mapping it was read through.
    pub mapping: Mapping,
    /// IANA name of the zone of times without an offset.
    pub time_zone: String,
}

impl ImportOptions {
    pub(super) fn table_options(&self) -> TableOptions {
        TableOptions {
            encoding: self.encoding.clone(),
            delimiter: self.delimiter,
            member: self.member.clone(),
        }
    }
}

/// Opens a source and plans how to read it, without the pass over its times.
pub(super) fn plan(
    source: &Source,
    options: &ImportOptions,
    context: &Context<'_>,
) -> Result<Plan, ImportError> {
    let sample = Sample::take(&mut *source.open()?, context.now)?;
    Plan::new(sample, options, context)
}

/// A file whose tables have been recognised, ready to be read.
pub struct Input {
    tables: Vec<(Source, Plan)>,
    skipped: Vec<String>,
    day_order: Option<DayOrder>,
}

/// Looks at a file's tables and recognises them. Nothing is read beyond what that takes.
///
/// # Errors
/// The file is no table, or no column of its tables tells tickets apart, or what the options ask for does not exist.
pub fn open(path: &Path, options: &ImportOptions, context: &Context<'_>) -> Result<Input, ImportError> {
    let mut input = Input { tables: Vec::new(), skipped: Vec::new(), day_order: options.day_order };
    let mut why_not = None;
    for source in open_tables(path, &options.table_options())? {
        let plan = plan(&source, options, context)?;
        if plan.is_understood() {
            input.tables.push((source, plan));
        } else {
            why_not.get_or_insert_with(|| plan.not_understood(&source.description.name));
            input.skipped.push(source.description.name);
        }
    }
    match why_not {
        Some(error) if input.tables.is_empty() => Err(error),
        _ => Ok(input),
    }
}

impl Input {
    /// The mappings that its tables are read through.
    pub fn mappings(&self) -> impl Iterator<Item = &Mapping> {
        self.tables.iter().map(|(_, plan)| &plan.mapping)
    }

    /// The name of the source where the user gives none: what the first mapping says.
    pub fn default_source(&self) -> Option<&str> {
        self.mappings().find_map(|mapping| mapping.source.as_deref())
    }

    /// Reads the file: infers the form of its times in a pass of its own where there is any to infer, and gives each
    /// ticket to the sink. Rows that cannot come in go to `rejects` and to the report. Memory does not grow with the
    /// file.
    ///
    /// # Errors
    /// The file cannot be read, its dates are open, the sink ends it, the rejected rows cannot be kept, or `progress`
    /// breaks it off. What the sink has taken by then is the caller's to take back.
    pub fn read(
        mut self,
        sink: &mut dyn Sink,
        rejects: &mut RejectWriter,
        progress: &mut dyn FnMut(Progress) -> ControlFlow<()>,
    ) -> Result<ReadReport, ImportError> {
        let mut watch = Pace::new(&self.tables, progress);
        for (source, plan) in &mut self.tables {
            if plan.needs_survey() {
                let mut table = source.open()?;
                plan.survey(&mut *table, self.day_order, None, &mut |table| watch.row(table.bytes_read()))?;
                watch.pass_done(source);
                if let Some(question) = plan.questions.first() {
                    let (column, examples) = (question.column.clone(), question.examples.clone());
                    let file = source.description.name.clone();
                    return Err(ImportError::AmbiguousDates { file, column, examples });
                }
            }
        }
        let mut account = Account::default();
        let mut read = Vec::new();
        for (source, plan) in &self.tables {
            watch.rows = 0;
            let (reader, file) = (plan.reader(), source.description.name.as_str());
            let table = ReadTable { file, header: &plan.header, reader: &reader, withheld: &[] };
            read_ahead(source, &reader, |batch| {
                let mut needed = 0;
                for row in &batch.rows {
                    if watch.row(batch.bytes_read).is_break() {
                        return Err(ImportError::Cancelled);
                    }
                    needed += usize::from(!account.take(sink, rejects, &table, row)?);
                }
                Ok(needed)
            })?;
            watch.pass_done(source);
            read.push(TableReport {
                layout: source.description.clone(),
                format: plan.format.id.to_owned(),
                mapping: plan.mapping.clone(),
                time_zone: plan.shown_zone().name().to_owned(),
            });
        }
        Ok(ReadReport { tables: read, skipped: self.skipped, ..account.report() })
    }
}

/// Tells of progress now and then, over all passes.
struct Pace<'a> {
    progress: &'a mut dyn FnMut(Progress) -> ControlFlow<()>,
    total: u64,
    done: u64,
    rows: u64,
}

impl<'a> Pace<'a> {
    fn new(plans: &[(Source, Plan)], progress: &'a mut dyn FnMut(Progress) -> ControlFlow<()>) -> Pace<'a> {
        let passes = |(source, plan): &(Source, Plan)| {
            source.description.size_on_disk.saturating_mul(1 + u64::from(plan.needs_survey()))
        };
        let total = plans.iter().map(passes).fold(0, u64::saturating_add);
        Pace { progress, total, done: 0, rows: 0 }
    }

    /// A row of a pass; `read` are the bytes of the file read in this pass.
    fn row(&mut self, read: u64) -> ControlFlow<()> {
        self.rows += 1;
        if !self.rows.is_multiple_of(STRIDE) {
            return ControlFlow::Continue(());
        }
        let bytes = self.done.saturating_add(read).min(self.total);
        (self.progress)(Progress { bytes, total: self.total, rows: self.rows })
    }

    fn pass_done(&mut self, source: &Source) {
        self.done = self.done.saturating_add(source.description.size_on_disk);
    }
}
