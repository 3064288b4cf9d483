//! Reading ahead: a thread of its own reads a table's rows into tickets, while the one that asks takes them in.

use std::panic::resume_unwind;
use std::sync::mpsc::{Receiver, SyncSender, channel, sync_channel};
use std::thread;

use crate::model::PackedTicket;

use super::error::ImportError;
use super::open::Source;
use super::row::{FieldProblem, RowReader};
use super::table::{Problem, Record, Row, TableError};
use super::warnings::Oddities;

/// Rows handed over at once, and batches that may wait.
const BATCH_ROWS: usize = 128;
const BATCHES: usize = 4;

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
    /// A record, and its ticket or what is wrong with it.
    Record(Record, Result<(PackedTicket, Oddities), Vec<FieldProblem>>),
    /// A record that is no row of its table.
    Broken(Problem),
}

/// Shows `take` the rows of a table, batch by batch, each read while the one before is being taken in.
///
/// # Errors
/// What `take` returns, which ends the reading; or the table cannot be read to its end: then `take` has had what is
/// before that.
pub(super) fn read_ahead(
    source: &Source,
    reader: &RowReader,
    mut take: impl FnMut(&Batch) -> Result<(), ImportError>,
) -> Result<(), ImportError> {
    thread::scope(|scope| {
        let (sender, batches) = sync_channel(BATCHES);
        let (give_back, used) = channel();
        let thread = scope.spawn(move || read_rows(source, reader, &sender, &used));
        for batch in batches {
            take(&batch)?;
            // Memory goes back to the thread that it came from: freeing what another thread is making more of at the
            // same time is slow. Nobody is there to take it after the last row.
            let _ = give_back.send(batch);
        }
        Ok(thread.join().unwrap_or_else(|panic| resume_unwind(panic))?)
    })
}

/// Sends the rows of a table until its end, or until nobody listens.
fn read_rows(
    source: &Source,
    reader: &RowReader,
    batches: &SyncSender<Batch>,
    used: &Receiver<Batch>,
) -> Result<(), TableError> {
    let mut table = source.open()?;
    loop {
        let mut batch = used.try_recv().unwrap_or_default();
        batch.rows.clear();
        let mut bytes = 0;
        let mut end = None;
        while end.is_none() && batch.rows.len() < BATCH_ROWS && bytes < BATCH_BYTES {
            match table.next_row() {
                Ok(Some(Row::Record(record))) => {
                    bytes += record.cells.bytes();
                    let read = reader.read(&record);
                    let packed = read.map(|(incoming, oddities)| (PackedTicket::of(&incoming), oddities));
                    batch.rows.push(ReadRow::Record(record, packed));
                }
                Ok(Some(Row::Broken(problem))) => {
                    bytes += problem.record.cells.bytes();
                    batch.rows.push(ReadRow::Broken(problem));
                }
                Ok(None) => end = Some(Ok(())),
                Err(error) => end = Some(Err(error)),
            }
        }
        batch.bytes_read = table.bytes_read();
        let listening = batches.send(batch).is_ok();
        if let Some(end) = end.or_else(|| (!listening).then_some(Ok(()))) {
            return end;
        }
    }
}
