//! Bringing files in: the one way, for the window and the command line.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use serde::Serialize;

use super::Failure;
use crate::file::FileError;
use crate::import::{
    self, Context, Digest, ImportError, ImportOptions, Mapping, Progress, Reject, RejectWriter,
};
use crate::model::Timestamp;
use crate::store::{By, ImportCounts, ImportRecord, NewImport, Store, Transaction};

/// What to bring in, and how.
pub struct ImportRequest<'a> {
    /// The files; all of them come in, or none.
    pub files: &'a [PathBuf],
    /// The source that the tickets belong to; else the one that the recognised format or mapping names.
    pub source: Option<&'a str>,
    /// How to read the files.
    pub options: &'a ImportOptions,
    /// The name to save the mapping under.
    pub save_mapping_as: Option<&'a str>,
    /// Whether to leave the store as it is in the end.
    pub dry_run: bool,
    /// Who does it, for the log.
    pub user: &'a str,
    /// Reads the clock.
    pub now: &'a (dyn Fn() -> Timestamp + Sync),
}

/// How far an import is.
#[derive(Clone, Debug)]
pub struct ImportProgress {
    /// The file being read.
    pub file: String,
    /// How far it is.
    pub progress: Progress,
}

/// What an import did: the counts over all files, and the first refused rows.
#[derive(Clone, Debug, Default, Serialize)]
pub struct ImportSummary {
    /// The counts.
    #[serde(flatten)]
    pub counts: ImportCounts,
    /// The file with the refused rows, of the first input that has any.
    pub rejects_file: Option<String>,
    /// The first refused rows.
    pub rejects: Vec<Reject>,
    /// What went into the log, an entry for each file.
    #[serde(skip)]
    pub imports: Vec<ImportRecord>,
}

/// Refused rows that the answer carries; the file beside the store has all of them.
const REJECTS_SHOWN: usize = 100;

/// Why a transaction ends without keeping anything.
enum Stop {
    Failed(Failure),
    DryRun(Box<ImportSummary>),
}

impl<E: Into<Failure>> From<E> for Stop {
    fn from(error: E) -> Stop {
        Stop::Failed(error.into())
    }
}

/// Brings files into the store in one transaction. `progress` is asked often and may break off.
///
/// # Errors
/// A file cannot be read as a table, dates are ambiguous, it was broken off, or the store cannot be written. Nothing
/// has changed then.
pub fn import_files(
    store: &Store,
    request: &ImportRequest<'_>,
    progress: &mut dyn FnMut(ImportProgress) -> ControlFlow<()>,
) -> Result<ImportSummary, Failure> {
    let zone = store.settings()?.calendar()?.zone;
    let (saved, lexicons) = (store.mappings()?, store.lexicons()?);
    let folder = store.rejects_folder();
    std::fs::create_dir_all(&folder).map_err(|error| FileError::new(&folder, error))?;
    // Files of refused rows that have their names, while the log that mentions them is not committed.
    let mut published = Vec::new();
    let done = store.transact(|change| -> Result<ImportSummary, Stop> {
        let mut summary = ImportSummary::default();
        for path in request.files {
            let context = Context { zone, now: (request.now)(), saved: &saved, lexicons: &lexicons };
            let record = import_file(store, change, request, path, &context, &mut published, progress)?;
            summary.counts += record.import.counts;
            let room = REJECTS_SHOWN.saturating_sub(summary.rejects.len());
            summary.rejects.extend(record.import.rejects.iter().take(room).cloned());
            summary.rejects_file = summary.rejects_file.or(record.rejects_file.clone());
            summary.imports.push(record);
        }
        if request.dry_run { Err(Stop::DryRun(Box::new(summary))) } else { Ok(summary) }
    });
    if done.is_err() {
        for path in published {
            // Best effort: the import they belong to is not in the log, so nothing points to them.
            let _ = std::fs::remove_file(path);
        }
    }
    // Only an empty folder goes.
    let _ = std::fs::remove_dir(&folder);
    match done {
        Ok(summary) => Ok(summary),
        Err(Stop::DryRun(summary)) => Ok(ImportSummary { rejects_file: None, ..*summary }),
        Err(Stop::Failed(failure)) => Err(failure),
    }
}

/// Brings one file in and writes it into the log.
fn import_file(
    store: &Store,
    change: &Transaction<'_>,
    request: &ImportRequest<'_>,
    path: &Path,
    context: &Context<'_>,
    published: &mut Vec<PathBuf>,
    progress: &mut dyn FnMut(ImportProgress) -> ControlFlow<()>,
) -> Result<ImportRecord, Failure> {
    let unreadable = |error| FileError::new(path, error);
    let bytes = std::fs::metadata(path).map_err(unreadable)?.len();
    let digest = Digest::begin(path);
    let input = import::open(path, request.options, context)?;
    // Never a name that fits all: tickets of two helpdesks with the same ids would overwrite each other.
    let source = request.source.or(input.default_source()).ok_or_else(|| {
        let file = path.display();
        Failure::invalid(format!(
            "{file}: name the source that its tickets belong to (--source NAME), as the file does not"
        ))
    })?;
    let source = source.to_owned();
    if let Some(name) = request.save_mapping_as
        && let Some(mapping) = input.mappings().next()
    {
        let by = By { user: request.user.to_owned(), at: context.now };
        change.save_mapping(&Mapping { name: name.to_owned(), ..mapping.clone() }, &by)?;
    }
    let id = change.next_import()?;
    let file = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
    let mut rejects = RejectWriter::new(store.rejects_file(id));
    let mut writer = change.ticket_writer(&source)?;
    writer.recognise(context.now)?;
    let report = input.read(&mut writer, &mut rejects, &mut |now| {
        progress(ImportProgress { file: file.clone(), progress: now })
    })?;
    let counts = writer.finish()?.of_reader(&report);
    if !request.dry_run {
        published.extend(rejects.finish().map_err(ImportError::from)?);
    }
    let first = report.tables.first();
    let import = NewImport {
        source,
        file,
        sha256: digest.finish().map_err(unreadable)?,
        bytes,
        format: first.map(|table| table.format.clone()).unwrap_or_default(),
        mapping: first
            .map(|table| serde_json::to_string(&table.mapping))
            .transpose()
            .map_err(|error| Failure::new("internal", error.to_string()))?
            .unwrap_or_default(),
        time_zone: first.map(|table| table.time_zone.clone()).unwrap_or_default(),
        user: request.user.to_owned(),
        started_at: context.now,
        finished_at: (request.now)(),
        counts,
        warning_kinds: report.warnings,
        rejects: report.rejects,
    };
    let logged = change.log_import(&import)?;
    debug_assert_eq!(logged, id);
    let rejects_file = (counts.rejected > 0).then(|| store.rejects_file(id).display().to_string());
    Ok(ImportRecord { id, import, rejects_file })
}
