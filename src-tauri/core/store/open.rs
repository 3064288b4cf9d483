//! Opening a store: is it one of ours, is it one that we know, does it need migrating.

use std::path::{Path, PathBuf};
use std::sync::{LazyLock, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use rusqlite::{Connection, OpenFlags, TransactionBehavior};
use rusqlite_migration::{M, Migrations};

use super::error::StoreError;
use super::settings::Settings;
use crate::metrics::DEFINITIONS;
use crate::model::Timestamp;

/// Marks the file as a Supportmix store: "SMIX" in ASCII.
const APPLICATION_ID: i64 = 0x534d_4958;

/// Bytes of a page of a new store. Reading or writing many tickets, as most work does, takes fewer steps with large
/// pages; an import that changes one ticket in a hundred rewrites about half of them.
const PAGE_BYTES: i64 = 16_384;

/// What a connection keeps in memory, in KiB (and negative, as SQLite takes it): enough for the key index of a million
/// tickets during an import.
const CACHE: i64 = -32_768;

/// The steps that bring a store from any earlier schema to the present one. Append only.
static STEPS: &[M<'static>] = &[
    M::up(include_str!("schema_1.sql")),
    M::up(include_str!("schema_2.sql")),
    M::up(include_str!("schema_3.sql")),
    M::up(include_str!("schema_4.sql")),
    M::up(include_str!("schema_5.sql")),
    M::up(include_str!("schema_6.sql")),
    M::up(include_str!("schema_7.sql")),
    M::up(include_str!("schema_8.sql")),
    M::up(include_str!("schema_9.sql")),
    M::up(include_str!("schema_10.sql")),
    M::up(include_str!("schema_11.sql")),
];
static MIGRATIONS: LazyLock<Migrations<'static>> = LazyLock::new(|| Migrations::from_slice(STEPS));

/// An open store.
pub struct Store {
    path: PathBuf,
    /// A connection for what is read in a moment, and for whether another one has changed anything. It is closed before
    /// the writer, as the last connection to close must be able to fold the log of changes into the file.
    glance: Mutex<Connection>,
    /// The one connection that writes.
    writer: Mutex<Connection>,
}

/// What a store is made with where there is none yet.
#[derive(Clone, Debug)]
pub struct NewStore {
    /// The settings that it begins with.
    pub settings: Settings,
}

/// A change under way: all of it happens, or nothing.
pub struct Transaction<'a> {
    pub(super) path: &'a Path,
    pub(super) connection: &'a Connection,
}

impl Transaction<'_> {
    /// Names the store in an error of SQLite.
    pub(super) fn fail(&self, source: rusqlite::Error) -> StoreError {
        StoreError::from_sqlite(self.path, source)
    }
}

/// The app's own store in the user's data folder: `supportmix/supportmix.db`. `None` where the system names no such
/// folder.
pub fn default_path() -> Option<PathBuf> {
    let folder = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    let data = if cfg!(target_os = "windows") {
        folder("APPDATA")
    } else if cfg!(target_os = "macos") {
        folder("HOME").map(|home| home.join("Library/Application Support"))
    } else {
        folder("XDG_DATA_HOME")
            .filter(|path| path.is_absolute())
            .or_else(|| folder("HOME").map(|home| home.join(".local/share")))
    };
    data.map(|data| data.join("supportmix").join("supportmix.db"))
}

impl Store {
    /// Opens the store at `path`, bringing an older one up to date after a backup; makes it where it is missing and
    /// `new` says with what. `now` names the backup.
    ///
    /// # Errors
    /// It is missing, no store, newer than this version, damaged, busy, or the system refuses. The file is untouched.
    pub fn open(path: &Path, new: Option<&NewStore>, now: Timestamp) -> Result<Store, StoreError> {
        let size = match std::fs::metadata(path) {
            Ok(file) if file.is_dir() => return Err(StoreError::NotAStore(path.to_owned())),
            Ok(file) => Some(file.len()),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => None,
            Err(error) => return Err(StoreError::io(path, error)),
        };
        // A file of no bytes is a store whose making was cut off before its first commit.
        if size.unwrap_or(0) == 0 {
            let Some(new) = new else { return Err(StoreError::Missing(path.to_owned())) };
            return Store::create(path, new, now);
        }
        check_header(path)?;
        let mut connection = connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
        let fail = |source| StoreError::from_sqlite(path, source);
        let application: i64 = pragma(&connection, "application_id").map_err(fail)?;
        let version: i64 = pragma(&connection, "user_version").map_err(fail)?;
        if application == 0 && version == 0 {
            // Nothing of ours is in it yet: another program's database, or our own file without its first commit.
            let tables: i64 = connection
                .query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))
                .map_err(fail)?;
            return match new {
                Some(new) if tables == 0 => {
                    drop(connection);
                    Store::create(path, new, now)
                }
                _ => Err(StoreError::NotAStore(path.to_owned())),
            };
        }
        let known = check_schema(&connection, path)?;
        if version < known {
            let saved = path.with_extension(format!("before-v{known}-{}.db", now.0));
            super::backup::copy(&connection, path, &saved)?;
            migrate(&mut connection, path)?;
        }
        let store = Store::with(path, connection)?;
        store.note_definitions(DEFINITIONS, now)?;
        Ok(store)
    }

    fn with(path: &Path, writer: Connection) -> Result<Store, StoreError> {
        prepare(&writer).map_err(|source| StoreError::from_sqlite(path, source))?;
        let glance = connect(path, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
        Ok(Store { path: path.to_owned(), glance: Mutex::new(glance), writer: Mutex::new(writer) })
    }

    fn create(path: &Path, new: &NewStore, now: Timestamp) -> Result<Store, StoreError> {
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder).map_err(|error| StoreError::io(folder, error))?;
        }
        let fail = |source| StoreError::from_sqlite(path, source);
        let mut connection =
            connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE)?;
        connection.pragma_update(None, "page_size", PAGE_BYTES).map_err(fail)?;
        // Once more: what was asked for before was so many pages of another size.
        connection.pragma_update(None, "cache_size", CACHE).map_err(fail)?;
        connection.pragma_update(None, "application_id", APPLICATION_ID).map_err(fail)?;
        migrate(&mut connection, path)?;
        let store = Store::with(path, connection)?;
        store.transact(|change| change.begin_with(&new.settings))?;
        store.note_definitions(DEFINITIONS, now)?;
        Ok(store)
    }

    /// Where the store is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The folder beside the store that keeps the rejected rows of its imports.
    pub fn rejects_folder(&self) -> PathBuf {
        let mut name = self.path.file_name().unwrap_or_default().to_owned();
        name.push(".rejects");
        self.path.with_file_name(name)
    }

    /// The folder beside the store that keeps its tickets as columns: derived, and made anew where it is missing.
    pub fn columns_folder(&self) -> PathBuf {
        let mut name = self.path.file_name().unwrap_or_default().to_owned();
        name.push(".columns");
        self.path.with_file_name(name)
    }

    /// Removes the folder of columns. Best effort: what is left of it is of another revision, or found to be damaged.
    pub fn remove_columns(&self) {
        let _ = std::fs::remove_dir_all(self.columns_folder());
    }

    /// Makes a change: everything that `change` does is kept if it returns `Ok`, and nothing if it returns an error,
    /// panics, or the process dies.
    ///
    /// # Errors
    /// What `change` returns, or the store cannot be written.
    pub fn transact<T, E: From<StoreError>>(
        &self,
        change: impl FnOnce(&Transaction<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        let fail = |source| E::from(StoreError::from_sqlite(&self.path, source));
        let mut writer = lock(&self.writer);
        let transaction = writer.transaction_with_behavior(TransactionBehavior::Immediate).map_err(fail)?;
        let value = change(&Transaction { path: &self.path, connection: &transaction })?;
        transaction.commit().map_err(fail)?;
        Ok(value)
    }

    /// Does what cannot be part of a change with the connection that writes.
    pub(super) fn write_alone<T>(
        &self,
        work: impl FnOnce(&mut Connection) -> rusqlite::Result<T>,
    ) -> Result<T, StoreError> {
        work(&mut lock(&self.writer)).map_err(|source| StoreError::from_sqlite(&self.path, source))
    }

    /// A connection for what is read in a moment.
    pub(super) fn glance(&self) -> MutexGuard<'_, Connection> {
        lock(&self.glance)
    }

    /// A connection of its own that sees the last committed state and cannot write.
    pub(super) fn reader(&self) -> Result<Connection, StoreError> {
        let connection = connect(&self.path, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
        Ok(connection)
    }

    /// Copies the store, checked, to a new file: written to a temporary name, then renamed.
    ///
    /// # Errors
    /// The store cannot be read, or the file cannot be written.
    pub fn backup(&self, to: &Path) -> Result<(), StoreError> {
        super::backup::copy(&self.reader()?, &self.path, to)
    }

    /// A number that is another one after every change to the store, by this program or another.
    ///
    /// # Errors
    /// The store cannot be read.
    pub fn version(&self) -> Result<i64, StoreError> {
        pragma(&self.glance(), "data_version").map_err(|source| StoreError::from_sqlite(&self.path, source))
    }
}

/// A panic inside a change has rolled it back; the connection itself is sound.
fn lock(connection: &Mutex<Connection>) -> MutexGuard<'_, Connection> {
    connection.lock().unwrap_or_else(PoisonError::into_inner)
}

/// That a file is a store, and none of a newer version. Gives back the newest schema that this version knows.
pub(super) fn check_schema(connection: &Connection, path: &Path) -> Result<i64, StoreError> {
    let fail = |source| StoreError::from_sqlite(path, source);
    if pragma(connection, "application_id").map_err(fail)? != APPLICATION_ID {
        return Err(StoreError::NotAStore(path.to_owned()));
    }
    let known = i64::try_from(STEPS.len()).unwrap_or(i64::MAX);
    match pragma(connection, "user_version").map_err(fail)? {
        found if found > known => Err(StoreError::Newer { path: path.to_owned(), found, known }),
        _ => Ok(known),
    }
}

/// SQLite opens any file and fails late; look at its first bytes instead.
pub(super) fn check_header(path: &Path) -> Result<(), StoreError> {
    use std::io::Read;
    let mut start = Vec::new();
    std::fs::File::open(path)
        .and_then(|file| file.take(16).read_to_end(&mut start))
        .map_err(|error| StoreError::io(path, error))?;
    if start == b"SQLite format 3\0" { Ok(()) } else { Err(StoreError::NotAStore(path.to_owned())) }
}

pub(super) fn connect(path: &Path, flags: OpenFlags) -> Result<Connection, StoreError> {
    let fail = |source| StoreError::from_sqlite(path, source);
    let connection =
        Connection::open_with_flags(path, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX).map_err(fail)?;
    connection.busy_timeout(Duration::from_secs(5)).map_err(fail)?;
    connection.pragma_update(None, "trusted_schema", false).map_err(fail)?;
    connection.pragma_update(None, "foreign_keys", true).map_err(fail)?;
    connection.pragma_update(None, "cache_size", CACHE).map_err(fail)?;
    Ok(connection)
}

/// Durable writes that never block a reader.
fn prepare(connection: &Connection) -> rusqlite::Result<()> {
    connection.pragma_update_and_check(None, "journal_mode", "WAL", |_| Ok(()))?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.set_prepared_statement_cache_capacity(64);
    Ok(())
}

pub(super) fn migrate(connection: &mut Connection, path: &Path) -> Result<(), StoreError> {
    MIGRATIONS.to_latest(connection).map_err(|error| match error {
        rusqlite_migration::Error::RusqliteError { err, .. } => StoreError::from_sqlite(path, err),
        other => StoreError::Damaged { path: path.to_owned(), detail: other.to_string() },
    })
}

fn pragma(connection: &Connection, name: &str) -> rusqlite::Result<i64> {
    connection.pragma_query_value(None, name, |row| row.get(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_steps_are_valid_and_the_sqlite_inside_has_its_wal_fix() {
        MIGRATIONS.validate().unwrap();
        // 3.51.3 fixed a race in which a WAL reset could lose committed pages.
        assert!(rusqlite::version_number() >= 3_051_003, "{}", rusqlite::version());
    }
}
