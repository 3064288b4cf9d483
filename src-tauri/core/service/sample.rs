//! The sample data: loaded like an import, removed like a source.

use std::ops::ControlFlow;

use super::failure::Failure;
use super::import::{ImportProgress, ImportSummary};
use crate::import::{BadRow, Progress, Refusal, Sink};
use crate::language::Reason;
use crate::model::{Field, FieldSet, Incoming, Timestamp};
use crate::sample;
use crate::store::{NewImport, Store, StoreError, Transaction};

/// Tickets between two looks at whether it was broken off.
const STEP: u64 = 512;

/// Loads the sample data, ending at `now`, with its ledger where none is entered yet. Sample data that is already
/// there is replaced.
///
/// # Errors
/// It was broken off, or the store cannot be written. Nothing has changed then.
pub fn load(
    store: &Store,
    now: Timestamp,
    user: &str,
    progress: &mut dyn FnMut(ImportProgress) -> ControlFlow<()>,
) -> Result<ImportSummary, Failure> {
    store.transact(|change| {
        if store.sources()?.iter().any(|source| source.name == sample::SOURCE) {
            change.remove_source(sample::SOURCE)?;
        }
        change.mark_sample(sample::SOURCE)?;
        let mut writer = change.ticket_writer(sample::SOURCE)?;
        let mut rows = 0;
        for outcome in sample::tickets(sample::SEED, now, sample::WEEKS, sample::TICKETS) {
            if rows % STEP == 0 {
                let progress_now = Progress { bytes: rows, total: sample::TICKETS as u64, rows };
                if progress(ImportProgress { file: sample::SOURCE.to_owned(), progress: progress_now })
                    .is_break()
                {
                    return Err(Failure::of("cancelled", &Reason::SampleCancelled));
                }
            }
            writer.ticket(&Incoming { outcome, present: FieldSet::all() }).map_err(refused)?;
            rows += 1;
        }
        if store.ledger()?.is_empty() {
            change.set_sample_ledger(&sample::ledger(now))?;
        }
        let mut counts = writer.finish()?;
        counts.read = rows;
        log(change, now, user, counts)
    })
}

fn log(
    change: &Transaction<'_>,
    now: Timestamp,
    user: &str,
    counts: crate::store::ImportCounts,
) -> Result<ImportSummary, Failure> {
    let import = NewImport {
        source: sample::SOURCE.to_owned(),
        file: "sample data".to_owned(),
        sha256: String::new(),
        bytes: 0,
        format: "sample".to_owned(),
        mapping: String::new(),
        time_zone: "UTC".to_owned(),
        user: user.to_owned(),
        started_at: now,
        finished_at: now,
        counts,
        warning_kinds: Vec::new(),
        rejects: Vec::new(),
    };
    let id = change.log_import(&import)?;
    let record = crate::store::ImportRecord { id, import, rejects_file: None };
    Ok(ImportSummary { counts, imports: vec![record], ..ImportSummary::default() })
}

/// The generator makes no ticket that the store refuses; if it did, the reason must be seen.
fn refused(refusal: Refusal) -> Failure {
    match refusal {
        Refusal::Row(BadRow { field, reason }) => {
            Failure::new("internal", format!("sample data: {} {reason}", field.map_or("row", Field::name)))
        }
        Refusal::Fatal(error) => Failure::new("store", error.to_string()),
    }
}

/// Removes the sample data and the costs that came with it.
///
/// # Errors
/// There is none, or the store cannot be written.
pub fn remove(store: &Store) -> Result<(), StoreError> {
    store.erase_source(sample::SOURCE)
}
