//! Copies of a store.

use std::path::Path;

use rusqlite::Connection;
use rusqlite::backup::Backup;

use super::error::StoreError;

/// Copies the store behind `connection` to `to`: to a temporary name in the same folder, checked, synced, renamed.
pub(super) fn copy(connection: &Connection, store: &Path, to: &Path) -> Result<(), StoreError> {
    let mut name = to.file_name().unwrap_or_default().to_owned();
    name.push(".part");
    let part = to.with_file_name(name);
    let result = copy_pages(connection, store, &part).and_then(|()| {
        std::fs::File::open(&part)
            .and_then(|file| file.sync_all())
            .and_then(|()| std::fs::rename(&part, to))
            .map_err(|error| StoreError::io(to, error))
    });
    if result.is_err() {
        // Best effort: the error that is reported is why the copy failed.
        let _ = std::fs::remove_file(&part);
    }
    result
}

fn copy_pages(connection: &Connection, store: &Path, part: &Path) -> Result<(), StoreError> {
    let fail = |source| StoreError::from_sqlite(store, source);
    if let Err(error) = std::fs::remove_file(part)
        && error.kind() != std::io::ErrorKind::NotFound
    {
        return Err(StoreError::io(part, error));
    }
    let mut copy = Connection::open(part).map_err(|source| StoreError::from_sqlite(part, source))?;
    Backup::new(connection, &mut copy)
        .and_then(|backup| backup.run_to_completion(4096, std::time::Duration::ZERO, None))
        .map_err(fail)?;
    let verdict: String = copy.query_row("PRAGMA quick_check", [], |row| row.get(0)).map_err(fail)?;
    if verdict != "ok" {
        return Err(StoreError::Damaged { path: store.to_owned(), detail: verdict });
    }
    copy.close().map_err(|(_, source)| fail(source))
}
