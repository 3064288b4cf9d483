//! The log of imports: who brought what in, what it did, and which rows it refused.

use rusqlite::Row;
use serde::Serialize;
use ts_rs::TS;

use super::error::StoreError;
use super::open::{Store, Transaction};
use crate::import::{ReadReport, Reject, Warning};
use crate::model::Timestamp;

/// What an import did, row by row: `read` is the sum of all the others but `warnings`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, TS)]
pub struct ImportCounts {
    /// Data records of the input.
    #[ts(type = "number")]
    pub read: u64,
    /// Tickets that are new.
    #[ts(type = "number")]
    pub inserted: u64,
    /// Tickets that changed.
    #[ts(type = "number")]
    pub updated: u64,
    /// Tickets that were already as the input says, or newer.
    #[ts(type = "number")]
    pub unchanged: u64,
    /// Rows of a ticket that has a newer row in the same input.
    #[ts(type = "number")]
    pub superseded: u64,
    /// Rows that were refused.
    #[ts(type = "number")]
    pub rejected: u64,
    /// Implausible values that were taken as they are.
    #[ts(type = "number")]
    pub warnings: u64,
}

impl ImportCounts {
    /// These, with what only the reader of the input knows.
    pub fn of_reader(self, report: &ReadReport) -> ImportCounts {
        ImportCounts {
            read: report.read,
            rejected: report.rejected,
            warnings: report.warnings.iter().map(|warning| warning.count).sum(),
            ..self
        }
    }
}

impl std::ops::AddAssign for ImportCounts {
    fn add_assign(&mut self, other: ImportCounts) {
        self.read += other.read;
        self.inserted += other.inserted;
        self.updated += other.updated;
        self.unchanged += other.unchanged;
        self.superseded += other.superseded;
        self.rejected += other.rejected;
        self.warnings += other.warnings;
    }
}

/// What is known of an import when it is written into the log.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct NewImport {
    /// The source that it went into.
    pub source: String,
    /// The file's name, with the member's behind `/` for an archive or a workbook; for a sync, the connection's.
    pub file: String,
    /// SHA-256 of the file, in hexadecimal.
    pub sha256: String,
    /// The file's size.
    #[ts(type = "number")]
    pub bytes: u64,
    /// The format it was read as.
    pub format: String,
    /// The mapping it was read through, as JSON.
    #[serde(skip)]
    pub mapping: String,
    /// The zone that its local times were read in.
    pub time_zone: String,
    /// The user of the system who did it.
    pub user: String,
    /// When it began.
    pub started_at: Timestamp,
    /// When it ended.
    pub finished_at: Timestamp,
    /// What it did.
    #[serde(flatten)]
    pub counts: ImportCounts,
    /// Kinds of implausible values.
    pub warning_kinds: Vec<Warning>,
    /// The first refused rows; all of them are in the file beside the store.
    pub rejects: Vec<Reject>,
}

/// An import in the log.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct ImportRecord {
    /// Its number, which names the file of its rejected rows.
    #[ts(type = "number")]
    pub id: i64,
    /// What is known of it.
    #[serde(flatten)]
    pub import: NewImport,
    /// The file with all of its refused rows, if there are any.
    pub rejects_file: Option<String>,
}

impl Store {
    /// The file that keeps an import's refused rows. Tables with other columns in the same input have files of their
    /// own beside it, with a number behind.
    pub fn rejects_file(&self, import: i64) -> std::path::PathBuf {
        self.rejects_folder().join(format!("import-{import}.csv"))
    }

    /// The log of imports, newest first.
    ///
    /// # Errors
    /// The store cannot be read, or holds a value that this version cannot.
    pub fn imports(&self) -> Result<Vec<ImportRecord>, StoreError> {
        let connection = self.reader()?;
        let fail = |source| StoreError::from_sqlite(self.path(), source);
        let mut statement = connection
            .prepare("SELECT i.*, s.name AS source_name FROM import i JOIN source s ON s.id = i.source ORDER BY i.id DESC")
            .map_err(fail)?;
        let mut rows = statement.query([]).map_err(fail)?;
        let mut records = Vec::new();
        while let Some(row) = rows.next().map_err(fail)? {
            records.push(self.record(row)?);
        }
        Ok(records)
    }

    fn record(&self, row: &Row<'_>) -> Result<ImportRecord, StoreError> {
        let fail = |source| StoreError::from_sqlite(self.path(), source);
        let text = |name: &str| row.get::<_, String>(name).map_err(fail);
        let number = |name: &str| row.get::<_, u64>(name).map_err(fail);
        let unreadable = |error: serde_json::Error| StoreError::Value(format!("import log: {error}"));
        let id: i64 = row.get("id").map_err(fail)?;
        let counts = ImportCounts {
            read: number("read")?,
            inserted: number("inserted")?,
            updated: number("updated")?,
            unchanged: number("unchanged")?,
            superseded: number("superseded")?,
            rejected: number("rejected")?,
            warnings: 0,
        };
        let warning_kinds: Vec<Warning> = serde_json::from_str(&text("warnings")?).map_err(unreadable)?;
        let counts = ImportCounts { warnings: warning_kinds.iter().map(|kind| kind.count).sum(), ..counts };
        Ok(ImportRecord {
            id,
            rejects_file: (counts.rejected > 0).then(|| self.rejects_file(id).display().to_string()),
            import: NewImport {
                source: text("source_name")?,
                file: text("file")?,
                sha256: text("sha256")?,
                bytes: number("bytes")?,
                format: text("format")?,
                mapping: text("mapping")?,
                time_zone: text("time_zone")?,
                user: text("user")?,
                started_at: Timestamp(row.get("started_at").map_err(fail)?),
                finished_at: Timestamp(row.get("finished_at").map_err(fail)?),
                counts,
                warning_kinds,
                rejects: serde_json::from_str(&text("rejects")?).map_err(unreadable)?,
            },
        })
    }
}

impl Transaction<'_> {
    /// The number that the next import in the log will have.
    ///
    /// # Errors
    /// The store cannot be read.
    pub fn next_import(&self) -> Result<i64, StoreError> {
        self.connection
            .query_row(
                "SELECT ifnull(max(seq), 0) + 1 FROM sqlite_sequence WHERE name = 'import'",
                [],
                |row| row.get(0),
            )
            .map_err(|source| self.fail(source))
    }

    /// Writes an import into the log; gives back its number.
    ///
    /// # Errors
    /// The store cannot be written.
    pub fn log_import(&self, import: &NewImport) -> Result<i64, StoreError> {
        let json = |value: Result<String, serde_json::Error>| {
            value.map_err(|error| StoreError::Value(error.to_string()))
        };
        let source = self.source_id(&import.source)?;
        let counts = &import.counts;
        self.connection
            .execute(
                "INSERT INTO import (source, file, sha256, bytes, format, mapping, time_zone, user, started_at,
                    finished_at, read, inserted, updated, unchanged, superseded, rejected, warnings, rejects)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18)",
                rusqlite::params![
                    source,
                    import.file,
                    import.sha256,
                    import.bytes,
                    import.format,
                    import.mapping,
                    import.time_zone,
                    import.user,
                    import.started_at.0,
                    import.finished_at.0,
                    counts.read,
                    counts.inserted,
                    counts.updated,
                    counts.unchanged,
                    counts.superseded,
                    counts.rejected,
                    json(serde_json::to_string(&import.warning_kinds))?,
                    json(serde_json::to_string(&import.rejects))?,
                ],
            )
            .map_err(|source| self.fail(source))?;
        Ok(self.connection.last_insert_rowid())
    }
}
