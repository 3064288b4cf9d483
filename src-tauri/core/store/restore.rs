//! Going back to a copy of a store: it is looked at first, and what it takes the place of is kept.

use std::path::{Path, PathBuf};

use rusqlite::backup::{Backup, StepResult};
use rusqlite::{Connection, OpenFlags};
use serde::Serialize;
use ts_rs::TS;

use super::error::StoreError;
use super::open::{Store, Transaction, check_header, check_schema, connect, migrate};
use super::sources::{SourceSummary, sources_of};
use crate::model::Timestamp;

/// What is in a copy of a store.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct BackupContents {
    /// Its sources, with their tickets and when they last came in.
    pub sources: Vec<SourceSummary>,
    /// All its tickets.
    #[ts(type = "number")]
    pub tickets: u64,
    /// When anything last came in.
    pub last_import: Option<Timestamp>,
    /// Whether it is a copy of this store, and not of another one.
    pub own: bool,
}

/// The copy, fetched beside the store: what is looked at and migrated is not the user's file.
struct Fetched {
    /// Closed before its file is removed.
    connection: Option<Connection>,
    path: PathBuf,
}

impl Drop for Fetched {
    fn drop(&mut self) {
        self.connection = None;
        for end in ["", "-wal", "-shm", "-journal"] {
            let _ = std::fs::remove_file(with_end(&self.path, end));
        }
    }
}

fn with_end(path: &Path, end: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(end);
    PathBuf::from(name)
}

impl Fetched {
    /// Fetches a file and checks that it is a whole store that this version knows, and brings it up to date.
    fn of(from: &Path, store: &Path) -> Result<Fetched, StoreError> {
        check_header(from)?;
        let mut fetched = Fetched { connection: None, path: store.with_extension("restoring") };
        for end in ["", "-wal"] {
            // A store that is in use has its newest changes in its log.
            let (file, to) = (with_end(from, end), with_end(&fetched.path, end));
            match std::fs::copy(&file, &to) {
                Err(error) if !(end == "-wal" && error.kind() == std::io::ErrorKind::NotFound) => {
                    return Err(StoreError::io(&file, error));
                }
                _ => {}
            }
        }
        // Errors name the user's file.
        let fail = |source| StoreError::from_sqlite(from, source);
        let mut connection = connect(&fetched.path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
        check_schema(&connection, from)?;
        let verdict: String =
            connection.query_row("PRAGMA quick_check(1)", [], |row| row.get(0)).map_err(fail)?;
        if verdict != "ok" {
            return Err(StoreError::Damaged { path: from.to_owned(), detail: verdict });
        }
        migrate(&mut connection, from)?;
        fetched.connection = Some(connection);
        Ok(fetched)
    }

    fn connection(&self) -> Result<&Connection, StoreError> {
        self.connection.as_ref().ok_or_else(|| StoreError::Missing(self.path.clone()))
    }
}

fn key_of(connection: &Connection) -> rusqlite::Result<String> {
    connection.query_row("SELECT value FROM setting WHERE name = 'key'", [], |row| row.get(0))
}

impl Store {
    /// What is in a copy of a store.
    ///
    /// # Errors
    /// It is no store, a newer one, or damaged.
    pub fn look_into(&self, copy: &Path) -> Result<BackupContents, StoreError> {
        let fetched = Fetched::of(copy, self.path())?;
        let connection = fetched.connection()?;
        let fail = |source| StoreError::from_sqlite(copy, source);
        let sources = sources_of(connection).map_err(fail)?;
        Ok(BackupContents {
            tickets: sources.iter().map(|source| source.tickets).sum(),
            last_import: sources.iter().filter_map(|source| source.last_import).max(),
            own: key_of(connection).map_err(fail)? == self.key()?,
            sources,
        })
    }

    /// Puts a copy in the place of all that the store has. What it had is kept in a file beside it, whose path is given
    /// back; where it had nothing yet, there is none. People who were erased since the copy was made stay erased.
    ///
    /// # Errors
    /// The copy is no store, a newer one, or damaged; or the store cannot be written, and is as it was.
    pub fn restore(&self, copy: &Path, now: Timestamp) -> Result<Option<PathBuf>, StoreError> {
        let fetched = Fetched::of(copy, self.path())?;
        let connection = fetched.connection()?;
        let fail = |source| StoreError::from_sqlite(copy, source);
        let erased = Transaction::erased(&self.reader()?).map_err(fail)?;
        if key_of(connection).map_err(fail)? == self.key()? {
            let change = connection.unchecked_transaction().map_err(fail)?;
            Transaction { path: copy, connection: &change }.erase_again(&erased)?;
            change.commit().map_err(fail)?;
        }
        let kept = match self.sources()?.is_empty() && self.ledger()?.is_empty() {
            true => None,
            false => (now.0..)
                .map(|moment| self.path().with_extension(format!("before-restore-{moment}.db")))
                .find(|path| !path.exists()),
        };
        if let Some(kept) = &kept {
            self.backup(kept)?;
        }
        let done = self.write_alone(|writer| Backup::new(connection, writer)?.step(-1))?;
        if done != StepResult::Done {
            return Err(StoreError::Busy(self.path().to_owned()));
        }
        self.remove_columns();
        Ok(kept)
    }

    /// Copies that were made beside the store on its own account: before a restore, and before its layout changed.
    ///
    /// # Errors
    /// The folder cannot be read.
    pub fn own_backups(&self) -> Result<Vec<PathBuf>, StoreError> {
        let folder = self.path().parent().filter(|folder| !folder.as_os_str().is_empty());
        let folder = folder.unwrap_or(Path::new("."));
        let stem = self.path().file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let mut found = Vec::new();
        for entry in std::fs::read_dir(folder).map_err(|error| StoreError::io(folder, error))? {
            let path = entry.map_err(|error| StoreError::io(folder, error))?.path();
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            if name.starts_with(&format!("{stem}.before-")) && name.ends_with(".db") {
                found.push(path.clone());
            }
        }
        found.sort();
        Ok(found)
    }
}
