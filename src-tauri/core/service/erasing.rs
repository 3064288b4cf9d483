//! Erasing a person: what it would do, and doing it.

use std::path::{Path, PathBuf};

use serde::Serialize;
use ts_rs::TS;

use super::Service;
use super::failure::Failure;
use crate::file::FileError;
use crate::language::Reason;
use crate::model::{Person, Timestamp, mentions};
use crate::store::{Store, StoreError};

/// What erasing a person would do.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct Erasure {
    /// Their tickets, by source.
    pub sources: Vec<ErasureSource>,
    /// All their tickets.
    #[ts(type = "number")]
    pub tickets: u64,
    /// Files beside the store that mention them, or may.
    pub files: Vec<ErasureFile>,
}

/// A person's tickets in a source.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct ErasureSource {
    /// The source.
    pub name: String,
    /// Their tickets in it.
    #[ts(type = "number")]
    pub tickets: u64,
    /// Whether it is a helpdesk that is connected, and has the person's data still.
    pub connected: bool,
}

/// A file beside the store.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct ErasureFile {
    /// Where it is.
    pub path: String,
    /// What it is.
    pub kind: FileKind,
}

/// What a file beside the store is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum FileKind {
    /// Refused rows of an import, which mention the person.
    RefusedRows,
    /// A copy of the store from before, which may have them.
    Backup,
}

/// What was erased.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct Erased {
    /// Tickets that say nothing of the person any more.
    #[ts(type = "number")]
    pub tickets: u64,
    /// Files that were removed.
    pub removed: Vec<String>,
    /// Files that mention the person, or may, and are still there.
    pub left: Vec<String>,
    /// Whether the store's file holds no remains; else another program was reading it, and it is to be done once more.
    pub overwritten: bool,
}

/// What erasing a person would do.
///
/// # Errors
/// No id is given, or the store or a file beside it cannot be read.
pub fn preview(store: &Store, person: &Person) -> Result<Erasure, Failure> {
    check(person)?;
    let connected: Vec<String> = store.connections()?.into_iter().map(|connection| connection.name).collect();
    let found = store.tickets_of_person(person)?;
    let sources = found.into_iter().map(|(name, tickets)| ErasureSource {
        connected: connected.contains(&name),
        name,
        tickets,
    });
    let sources: Vec<ErasureSource> = sources.collect();
    Ok(Erasure {
        tickets: sources.iter().map(|source| source.tickets).sum(),
        sources,
        files: files(store, person)?,
    })
}

/// Takes what identifies a person out of their tickets, for good. With `delete`, removes the files beside the store that
/// mention them, or may.
///
/// # Errors
/// Nobody of that id has a ticket, or the store or a file cannot be written.
pub fn erase(store: &Store, person: &Person, delete: bool, now: Timestamp) -> Result<Erased, Failure> {
    check(person)?;
    let files = files(store, person)?;
    let found = store.transact(|change| change.erase_person(person, now));
    let found = found.map_err(|error| match error {
        StoreError::Unknown { .. } => Failure::of("not_found", &Reason::NobodyOf(person.id.clone())),
        error => Failure::from(error),
    })?;
    // What figures are computed from has numbers for people; it is made anew.
    store.remove_columns();
    let (mut removed, mut left) = (Vec::new(), Vec::new());
    for file in files {
        if delete {
            let path = Path::new(&file.path);
            std::fs::remove_file(path).map_err(|error| FileError::new(path, error))?;
            removed.push(file.path);
        } else {
            left.push(file.path);
        }
    }
    Ok(Erased { tickets: found.values().sum(), removed, left, overwritten: store.overwrite_removed()? })
}

fn check(person: &Person) -> Result<(), Failure> {
    match person.id.trim().is_empty() {
        true => Err(Failure::of("invalid", &Reason::Nobody)),
        false => Ok(()),
    }
}

/// The files beside the store that mention a person, or may.
fn files(store: &Store, person: &Person) -> Result<Vec<ErasureFile>, Failure> {
    let file = |path: &Path, kind| ErasureFile { path: path.display().to_string(), kind };
    let mut files = Vec::new();
    let folder = store.rejects_folder();
    let refused: Vec<PathBuf> = match std::fs::read_dir(&folder) {
        Ok(entries) => entries.filter_map(|entry| Some(entry.ok()?.path())).collect(),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Vec::new(),
        Err(error) => return Err(FileError::new(&folder, error).into()),
    };
    for path in refused {
        let bytes = std::fs::read(&path).map_err(|error| FileError::new(&path, error))?;
        if String::from_utf8_lossy(&bytes).lines().any(|line| mentions(line, &person.id)) {
            files.push(file(&path, FileKind::RefusedRows));
        }
    }
    files.extend(store.own_backups()?.iter().map(|path| file(path, FileKind::Backup)));
    files.sort_by(|one, other| one.path.cmp(&other.path));
    Ok(files)
}

impl Service {
    pub(super) fn preview_erasure(&self, person: Person) -> Result<Erasure, Failure> {
        preview(self.inner.workspace()?.store(), &person)
    }

    pub(super) fn erase_person(&self, person: Person, files: bool) -> Result<Erased, Failure> {
        self.inner.import.refuse_while_running()?;
        self.inner.syncs.refuse_while_any()?;
        let workspace = self.inner.workspace()?;
        workspace.wait_until_saved();
        // Tickets that were looked at to try rules are of people, too.
        *super::lock(&self.inner.look) = None;
        let erased = erase(workspace.store(), &person, files, self.inner.host.now())?;
        workspace.prepare();
        Ok(erased)
    }
}
