//! What can go wrong with a store, in words that say what to do.

use std::path::{Path, PathBuf};

use super::settings::SettingError;
use super::views::BadView;
use crate::cost::LedgerError;

/// Why the store cannot be opened, read or written.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// There is no store yet.
    #[error("there is no store at {0}; importing a file makes one")]
    Missing(PathBuf),
    /// The file is something else.
    #[error("{0} is not a Supportmix store; it was left as it is")]
    NotAStore(PathBuf),
    /// A later version of Supportmix wrote it.
    #[error(
        "{path} was written by a newer version of Supportmix (its schema is {found}, this version knows {known}); update Supportmix to open it"
    )]
    Newer {
        /// The store.
        path: PathBuf,
        /// Its schema version.
        found: i64,
        /// The newest that this version knows.
        known: i64,
    },
    /// The file is damaged.
    #[error(
        "{path} is damaged ({detail}); it was left as it is. Restore a backup, or move it away to start anew"
    )]
    Damaged {
        /// The store.
        path: PathBuf,
        /// What SQLite said.
        detail: String,
    },
    /// Another program is writing.
    #[error("{0} is being written by another program; wait until it is done and try again")]
    Busy(PathBuf),
    /// No room on the disk.
    #[error("the disk that holds {0} is full; nothing was changed")]
    DiskFull(PathBuf),
    /// The system refused to read or write a file.
    #[error("{path}: {source}")]
    Io {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// A stored value that this version cannot read.
    #[error("the store holds a value that cannot be read: {0}")]
    Value(String),
    /// A setting that cannot be.
    #[error(transparent)]
    Setting(#[from] SettingError),
    /// A view that cannot be.
    #[error(transparent)]
    View(#[from] BadView),
    /// A cost that cannot be.
    #[error(transparent)]
    Ledger(#[from] LedgerError),
    /// There is no such thing in the store.
    #[error("there is no {kind} {name:?}")]
    Unknown {
        /// What was looked for: `source`, `mapping`, `import`.
        kind: &'static str,
        /// Its name.
        name: String,
    },
    /// Anything else that SQLite reports.
    #[error("{path}: {source}")]
    Sqlite {
        /// The store.
        path: PathBuf,
        /// What SQLite said.
        source: rusqlite::Error,
    },
}

impl StoreError {
    /// Names the cause behind an error of SQLite.
    pub(super) fn from_sqlite(path: &Path, source: rusqlite::Error) -> StoreError {
        use rusqlite::ErrorCode;
        let path = path.to_owned();
        match source.sqlite_error_code() {
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => StoreError::Busy(path),
            Some(ErrorCode::DiskFull) => StoreError::DiskFull(path),
            Some(ErrorCode::NotADatabase) => StoreError::NotAStore(path),
            Some(ErrorCode::DatabaseCorrupt) => StoreError::Damaged { path, detail: source.to_string() },
            _ => StoreError::Sqlite { path, source },
        }
    }

    /// A failed file operation.
    pub(super) fn io(path: &Path, source: std::io::Error) -> StoreError {
        if source.kind() == std::io::ErrorKind::StorageFull {
            return StoreError::DiskFull(path.to_owned());
        }
        StoreError::Io { path: path.to_owned(), source }
    }
}
