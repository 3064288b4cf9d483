//! Reading ahead: a thread of its own cuts a table into rows and has them read into tickets, side by side, while the one that
//! asks takes them in.

use std::panic::resume_unwind;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, channel, sync_channel};
use std::thread;

use rayon::prelude::*;

use crate::model::PackedTicket;

use super::cells::Cells;
use super::error::ImportError;
use super::fingerprint::Fingerprint;
use super::open::Source;
use super::row::{FieldProblem, RowReader};
use super::table::{Problem, Record, Row, Table, TableError};
use super::warnings::Oddities;

/// Rows handed over at once, and batches that may wait.
const BATCH_ROWS: usize = 512;
const BATCHES: usize = 4;

/// Rows that are not worth sharing with another thread.
const ROWS_ALONE: usize = 32;

/// Bytes of cells after which a batch is handed over, however few rows it has.
const BATCH_BYTES: usize = 1 << 20;

/// Rows of a table, in its order.
#[derive(Default)]
pub(super) struct Batch {
    pub(super) rows: Vec<ReadRow>,
    /// Bytes of the file on disk that had been read by then.
    pub(super) bytes_read: u64,
}

/// A row and what was read from it.
pub(super) enum ReadRow {
    /// A record. It has been read unless most of those before were known.
    Record { record: Record, fingerprint: Fingerprint, read: Option<ReadTicket> },
    /// A record that is no row of its table.
    Broken(Problem),
}

/// A record's ticket and what is odd about it, or what is wrong with it.
pub(super) type ReadTicket = Result<(PackedTicket, Oddities), Vec<FieldProblem>>;

/// Reads a record's ticket, in the memory of one that is no longer needed.
pub(super) fn read_ticket(reader: &RowReader, record: &Record, mut memory: PackedTicket) -> ReadTicket {
    let (incoming, oddities) = reader.read(record)?;
    memory.pack(&incoming);
    Ok((memory, oddities))
}

impl ReadRow {
    /// The memory of a row that is no longer needed.
    fn into_memory(self) -> (Cells, PackedTicket) {
        match self {
            ReadRow::Record { record, read: Some(Ok((ticket, _))), .. } => (record.cells, ticket),
            ReadRow::Record { record, .. } => (record.cells, PackedTicket::default()),
            ReadRow::Broken(problem) => (problem.record.cells, PackedTicket::default()),
        }
    }
}

/// Shows `take` the rows of a table, batch by batch, each read while the one before is being taken in. `take` says how
/// many rows of a batch it needed to have been read: where few are known to the store, they are read ahead; where most
/// are, that would be in vain, and `take` reads those that it needs.
///
/// # Errors
/// What `take` returns, which ends the reading; or the table cannot be read to its end: then `take` has had what is
/// before that.
pub(super) fn read_ahead(
    source: &Source,
    reader: &RowReader,
    mut take: impl FnMut(&Batch) -> Result<usize, ImportError>,
) -> Result<(), ImportError> {
    let wanted = AtomicBool::new(true);
    let waiting = AtomicUsize::new(0);
    thread::scope(|scope| {
        let (sender, batches) = sync_channel(BATCHES);
        let (give_back, used) = channel();
        let ahead = Ahead { reader, wanted: &wanted, waiting: &waiting, batches: sender, used };
        let thread = scope.spawn(move || ahead.read(source));
        for batch in batches {
            waiting.fetch_sub(1, Ordering::Relaxed);
            let needed = take(&batch)?;
            wanted.store(needed * 2 > batch.rows.len(), Ordering::Relaxed);
            // To be filled again. Nobody is there to take it after the last row.
            let _ = give_back.send(batch);
        }
        Ok(thread.join().unwrap_or_else(|panic| resume_unwind(panic))?)
    })
}

/// The thread that reads.
struct Ahead<'a> {
    reader: &'a RowReader,
    /// Whether rows are to be read into tickets.
    wanted: &'a AtomicBool,
    /// Batches that are read and not taken in yet. Where there is none, `take` has nothing to do and reads the next one itself.
    waiting: &'a AtomicUsize,
    batches: SyncSender<Batch>,
    used: Receiver<Batch>,
}

impl Ahead<'_> {
    /// Sends the rows of a table until its end, or until nobody listens.
    fn read(self, source: &Source) -> Result<(), TableError> {
        let mut table = source.open()?;
        loop {
            let mut batch = self.used.try_recv().unwrap_or_default();
            let end = self.fill(&mut batch, &mut *table);
            batch.bytes_read = table.bytes_read();
            self.waiting.fetch_add(1, Ordering::Relaxed);
            let listening = self.batches.send(batch).is_ok();
            if let Some(end) = end.or((!listening).then_some(Ok(()))) {
                return end;
            }
        }
    }

    /// Reads a batch of rows; how the table ends, where it does.
    fn fill(&self, batch: &mut Batch, table: &mut dyn Table) -> Option<Result<(), TableError>> {
        let wanted = self.wanted.load(Ordering::Relaxed) && self.waiting.load(Ordering::Relaxed) > 0;
        let mut used = std::mem::take(&mut batch.rows).into_iter();
        let mut rows = Vec::with_capacity(BATCH_ROWS);
        let mut bytes = 0;
        let mut end = None;
        while rows.len() < BATCH_ROWS && bytes < BATCH_BYTES && end.is_none() {
            let (cells, ticket) = used.next().map(ReadRow::into_memory).unwrap_or_default();
            match table.next_row_in(cells) {
                Ok(Some(row)) => {
                    bytes += row.cells().bytes();
                    rows.push((row, ticket));
                }
                Ok(None) => end = Some(Ok(())),
                Err(error) => end = Some(Err(error)),
            }
        }
        let read = |(row, ticket)| match row {
            Row::Record(record) => {
                let read = wanted.then(|| read_ticket(self.reader, &record, ticket));
                ReadRow::Record { fingerprint: self.reader.fingerprint(&record), record, read }
            }
            Row::Broken(problem) => ReadRow::Broken(problem),
        };
        batch.rows = rows.into_par_iter().with_min_len(ROWS_ALONE).map(read).collect();
        end
    }
}
