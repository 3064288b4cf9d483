//! Copies of the store: making one, looking into one, and going back to one.

use std::path::Path;

use chrono::DateTime;
use serde::Serialize;
use ts_rs::TS;

use super::api::{OfferedFile, SavedFile};
use super::failure::Failure;
use super::handlers::SAVE_AS;
use super::{Service, lock, open_workspace};
use crate::language::Reason;
use crate::store::BackupContents;

/// What the dialog is called in which a copy is chosen.
pub(crate) const PICK_BACKUP: &str = "Restore a backup";

/// A copy of a store that the user chose.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct BackupOffer {
    /// The file.
    pub file: OfferedFile,
    /// What is in it.
    pub contents: BackupContents,
}

/// What going back to a copy did.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct Restored {
    /// Where what the store had before is kept; `None` where it had nothing.
    pub kept: Option<String>,
}

impl Service {
    pub(super) fn back_up(&self) -> Result<Option<SavedFile>, Failure> {
        let workspace = self.inner.workspace()?;
        let day = DateTime::from_timestamp(self.inner.host.now().0, 0).unwrap_or_default().date_naive();
        let Some(path) =
            self.inner.host.pick_save_path(self.language.say(SAVE_AS), &format!("supportmix-{day}.db"))
        else {
            return Ok(None);
        };
        if is_same(&path, &self.inner.path) {
            return Err(Failure::of("invalid", &Reason::StoreItself));
        }
        workspace.store().backup(&path)?;
        Ok(Some(SavedFile { path: path.display().to_string() }))
    }

    pub(super) fn pick_backup(&self) -> Result<Option<BackupOffer>, Failure> {
        let workspace = self.inner.workspace()?;
        let Some(path) = self.inner.host.pick_file(self.language.say(PICK_BACKUP)) else { return Ok(None) };
        let contents = workspace.store().look_into(&path)?;
        let file = self.inner.add_files(vec![path], false).pop();
        Ok(file.map(|file| BackupOffer { file, contents }))
    }

    pub(super) fn restore(&self, token: usize) -> Result<Restored, Failure> {
        self.inner.import.refuse_while_running()?;
        self.inner.syncs.refuse_while_any()?;
        let copy = self.inner.file(token)?;
        let workspace = self.inner.workspace()?;
        workspace.wait_until_saved();
        let kept = workspace.store().restore(&copy, self.inner.host.now())?;
        // What is computed from the store belongs to the one before, and so does its key.
        *lock(&self.inner.look) = None;
        *lock(&self.inner.workspace) = open_workspace(&self.inner.path, self.inner.host.as_ref());
        Ok(Restored { kept: kept.map(|path| path.display().to_string()) })
    }
}

fn is_same(one: &Path, other: &Path) -> bool {
    match (one.canonicalize(), other.canonicalize()) {
        (Ok(one), Ok(other)) => one == other,
        _ => one == other,
    }
}
