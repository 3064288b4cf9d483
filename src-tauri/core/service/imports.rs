//! The window's imports: one at a time, on a thread of its own, with progress and a way to break off.

use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

use super::api::{ImportRunning, ImportState};
use super::failure::Failure;
use super::import::{ImportProgress, ImportRequest, ImportSummary, import_files};
use super::{Inner, lock};
use crate::import::ImportOptions;
use crate::language::Reason;
use crate::model::Timestamp;
use crate::sample;

/// The state of the one import.
#[derive(Default)]
pub(super) struct ImportJob {
    state: Mutex<ImportState>,
    cancel: AtomicBool,
}

impl ImportJob {
    pub(super) fn state(&self) -> ImportState {
        lock(&self.state).clone()
    }

    pub(super) fn cancel(&self) {
        self.cancel.store(true, Ordering::Relaxed);
    }

    /// Nothing may come in while the whole store is changed.
    pub(super) fn refuse_while_running(&self) -> Result<(), Failure> {
        match &lock(&self.state).running {
            Some(_) => Err(Failure::of("busy", &Reason::Importing)),
            None => Ok(()),
        }
    }

    /// Runs `work` on a thread of its own, as the one import.
    pub(super) fn start(
        inner: &Arc<Inner>,
        name: String,
        work: impl FnOnce(
            &Inner,
            &mut dyn FnMut(ImportProgress) -> ControlFlow<()>,
        ) -> Result<ImportSummary, Failure>
        + Send
        + 'static,
    ) -> Result<(), Failure> {
        let job = &inner.import;
        {
            let mut state = lock(&job.state);
            if state.running.is_some() {
                return Err(Failure::of("busy", &Reason::Importing));
            }
            let running = ImportRunning { file: name, bytes: 0, total: 0, rows: 0, seconds: 0.0 };
            *state = ImportState { running: Some(running), ..ImportState::default() };
        }
        job.cancel.store(false, Ordering::Relaxed);
        let inner = inner.clone();
        let started = std::time::Instant::now();
        std::thread::spawn(move || {
            let job = &inner.import;
            let mut report = |now: ImportProgress| {
                lock(&job.state).running = Some(ImportRunning {
                    file: now.file,
                    bytes: now.progress.bytes,
                    total: now.progress.total,
                    rows: now.progress.rows,
                    seconds: started.elapsed().as_secs_f64(),
                });
                if job.cancel.load(Ordering::Relaxed) {
                    ControlFlow::Break(())
                } else {
                    ControlFlow::Continue(())
                }
            };
            // A panic must not leave the page waiting for an import that is gone.
            let result = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| work(&inner, &mut report)))
                .unwrap_or_else(|_| Err(Failure::of("internal", &Reason::ImportBroke)));
            if let (Ok(_), Ok(workspace)) = (&result, inner.workspace()) {
                workspace.prepare();
            }
            *lock(&job.state) = match result {
                Ok(summary) => ImportState { done: summary.imports, ..ImportState::default() },
                Err(failure) => ImportState { failed: Some(failure), ..ImportState::default() },
            };
        });
        Ok(())
    }
}

/// Imports one file into a source.
pub(super) fn start_file(
    inner: &Arc<Inner>,
    path: PathBuf,
    source: String,
    options: ImportOptions,
    save_mapping_as: Option<String>,
) -> Result<(), Failure> {
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    ImportJob::start(inner, name, move |inner, progress| {
        let workspace = inner.workspace()?;
        let request = ImportRequest {
            files: &[path],
            source: Some(&source),
            options: &options,
            save_mapping_as: save_mapping_as.as_deref(),
            dry_run: false,
            user: &inner.host.user(),
            now: &|| inner.host.now(),
        };
        import_files(workspace.store(), &request, progress)
    })
}

/// Loads the sample data, ending now.
pub(super) fn start_sample(inner: &Arc<Inner>) -> Result<(), Failure> {
    ImportJob::start(inner, sample::SOURCE.to_owned(), |inner, progress| {
        let now: Timestamp = inner.host.now();
        super::sample::load(inner.workspace()?.store(), now, &inner.host.user(), progress)
    })
}
