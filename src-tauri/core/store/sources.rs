//! Where tickets came from.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::{Connection, OptionalExtension};
use serde::Serialize;
use ts_rs::TS;

use super::error::StoreError;
use super::open::{Store, Transaction};
use super::words::is_word;
use crate::model::{Field, Timestamp};

/// A source and what the store has of it.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct SourceSummary {
    /// Its name.
    pub name: String,
    /// Its tickets, excluded ones too.
    #[ts(type = "number")]
    pub tickets: u64,
    /// Those of them that count in no figure.
    #[ts(type = "number")]
    pub excluded: u64,
    /// When the last import into it ended.
    pub last_import: Option<Timestamp>,
    /// Whether it is the sample data.
    pub sample: bool,
}

/// How many tickets a source has.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct SourceTickets {
    /// All of them.
    pub tickets: u64,
    /// Those of them that count in no figure.
    pub excluded: u64,
}

impl Store {
    /// All sources, by name.
    ///
    /// # Errors
    /// The store cannot be read.
    pub fn sources(&self) -> Result<Vec<SourceSummary>, StoreError> {
        sources_of(&self.reader()?).map_err(|source| StoreError::from_sqlite(self.path(), source))
    }

    /// The same where their tickets have been counted already, by the name of the source: SQLite reads each row for it.
    ///
    /// # Errors
    /// The store cannot be read.
    pub fn sources_counted(
        &self,
        counts: &BTreeMap<String, SourceTickets>,
    ) -> Result<Vec<SourceSummary>, StoreError> {
        let mut sources =
            uncounted(&self.reader()?).map_err(|source| StoreError::from_sqlite(self.path(), source))?;
        for (_, source) in &mut sources {
            let SourceTickets { tickets, excluded } = counts.get(&source.name).copied().unwrap_or_default();
            (source.tickets, source.excluded) = (tickets, excluded);
        }
        Ok(sources.into_iter().map(|(_, source)| source).collect())
    }
}

/// All sources of a store, by name.
pub(super) fn sources_of(connection: &Connection) -> rusqlite::Result<Vec<SourceSummary>> {
    let mut count = connection.prepare("SELECT count(*), count(exclusion) FROM ticket WHERE source = ?1")?;
    let counted = uncounted(connection)?.into_iter().map(|(id, source)| {
        count.query_row([id], |row| {
            Ok(SourceSummary { tickets: row.get(0)?, excluded: row.get(1)?, ..source })
        })
    });
    counted.collect()
}

/// The sources with their ids, before their tickets are counted.
fn uncounted(connection: &Connection) -> rusqlite::Result<Vec<(i64, SourceSummary)>> {
    connection
        .prepare(
            "SELECT s.id, s.name, s.sample, (SELECT max(i.finished_at) FROM import i WHERE i.source = s.id)
                 FROM source s ORDER BY s.name",
        )?
        .query_map([], |row| {
            let summary = SourceSummary {
                name: row.get(1)?,
                sample: row.get(2)?,
                tickets: 0,
                excluded: 0,
                last_import: row.get::<_, Option<i64>>(3)?.map(Timestamp),
            };
            Ok((row.get(0)?, summary))
        })?
        .collect()
}

impl Store {
    /// Removes a source for good: its tickets, its imports, and the files of their refused rows.
    ///
    /// # Errors
    /// There is no such source, or the store or a file cannot be written.
    pub fn erase_source(&self, name: &str) -> Result<(), StoreError> {
        let imports = self.transact(|change| change.remove_source(name))?;
        // They hold what was removed, too.
        self.remove_columns();
        for import in imports {
            let path = self.rejects_file(import);
            match std::fs::remove_file(&path) {
                Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                    return Err(StoreError::io(&path, error));
                }
                _ => {}
            }
        }
        Ok(())
    }
}

impl Transaction<'_> {
    /// The number of the source with this name, made where it is new.
    pub(super) fn source_id(&self, name: &str) -> Result<i64, StoreError> {
        let found = self
            .connection
            .query_row("SELECT id FROM source WHERE name = ?1", [name], |row| row.get(0))
            .optional()
            .map_err(|source| self.fail(source))?;
        if let Some(id) = found {
            return Ok(id);
        }
        self.connection
            .execute("INSERT INTO source (name) VALUES (?1)", [name])
            .map_err(|source| self.fail(source))?;
        Ok(self.connection.last_insert_rowid())
    }

    /// Marks a source as sample data.
    ///
    /// # Errors
    /// The store cannot be written.
    pub fn mark_sample(&self, name: &str) -> Result<(), StoreError> {
        let id = self.source_id(name)?;
        self.connection
            .execute("UPDATE source SET sample = 1 WHERE id = ?1", [id])
            .map_err(|source| self.fail(source))?;
        Ok(())
    }

    /// Removes a source with its tickets, its imports, and the words that nothing else uses. Gives back the numbers of
    /// its imports, whose rejected rows lie beside the store.
    ///
    /// # Errors
    /// There is no such source, or the store cannot be written.
    pub fn remove_source(&self, name: &str) -> Result<Vec<i64>, StoreError> {
        let fail = |source| self.fail(source);
        let id: i64 = self
            .connection
            .query_row("SELECT id FROM source WHERE name = ?1", [name], |row| row.get(0))
            .optional()
            .map_err(fail)?
            .ok_or_else(|| StoreError::Unknown { kind: "source", name: name.to_owned() })?;
        let imports = self
            .connection
            .prepare("SELECT id FROM import WHERE source = ?1")
            .and_then(|mut statement| statement.query_map([id], |row| row.get(0))?.collect())
            .map_err(fail)?;
        // What is removed must not be readable in the file's free pages.
        self.connection.pragma_update(None, "secure_delete", true).map_err(fail)?;
        self.connection.execute("DELETE FROM ticket WHERE source = ?1", [id]).map_err(fail)?;
        self.connection
            .execute("DELETE FROM ledger WHERE sample AND (SELECT sample FROM source WHERE id = ?1)", [id])
            .map_err(fail)?;
        self.connection.execute("DELETE FROM source WHERE id = ?1", [id]).map_err(fail)?;
        self.remove_unused_words()?;
        self.connection.pragma_update(None, "secure_delete", false).map_err(fail)?;
        self.note_changed(None)?;
        Ok(imports)
    }

    /// Removes the words that no ticket has any more.
    pub(super) fn remove_unused_words(&self) -> Result<(), StoreError> {
        let fail = |source| self.fail(source);
        let mut used = BTreeSet::new();
        for field in Field::ALL.iter().filter(|field| is_word(**field)) {
            let name = field.name();
            let mut statement = self
                .connection
                .prepare(&format!("SELECT DISTINCT {name} FROM ticket WHERE {name} IS NOT NULL"))
                .map_err(fail)?;
            let ids = statement.query_map([], |row| row.get::<_, i64>(0)).map_err(fail)?;
            for id in ids {
                used.insert(id.map_err(fail)?);
            }
        }
        let words: Vec<i64> = self
            .connection
            .prepare("SELECT id FROM word")
            .and_then(|mut statement| statement.query_map([], |row| row.get(0))?.collect())
            .map_err(fail)?;
        let mut delete = self.connection.prepare("DELETE FROM word WHERE id = ?1").map_err(fail)?;
        for word in words.iter().filter(|word| !used.contains(word)) {
            delete.execute([word]).map_err(fail)?;
        }
        Ok(())
    }
}
