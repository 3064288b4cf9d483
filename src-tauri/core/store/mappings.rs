//! Column mappings saved by name.

use rusqlite::OptionalExtension;

use super::definition_changes::{By, Defined};
use super::error::StoreError;
use super::open::{Store, Transaction};
use crate::import::Mapping;

impl Store {
    /// The saved mappings, by name.
    ///
    /// # Errors
    /// The store cannot be read, or holds a mapping that this version cannot.
    pub fn mappings(&self) -> Result<Vec<Mapping>, StoreError> {
        let connection = self.reader()?;
        let texts: Vec<(String, String)> = connection
            .prepare("SELECT name, definition FROM mapping ORDER BY name")
            .and_then(|mut statement| {
                statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect()
            })
            .map_err(|source| StoreError::from_sqlite(self.path(), source))?;
        texts
            .into_iter()
            .map(|(name, text)| {
                serde_json::from_str(&text)
                    .map_err(|error| StoreError::Value(format!("mapping {name:?}: {error}")))
            })
            .collect()
    }
}

impl Transaction<'_> {
    /// Saves a mapping under its name, in place of one with the same name; that this was another one is noted.
    ///
    /// # Errors
    /// The store cannot be read or written.
    pub fn save_mapping(&self, mapping: &Mapping, by: &By) -> Result<(), StoreError> {
        let text = serde_json::to_string(mapping).map_err(|error| StoreError::Value(error.to_string()))?;
        let before: Option<String> = self
            .connection
            .query_row("SELECT definition FROM mapping WHERE name = ?1", [&mapping.name], |row| row.get(0))
            .optional()
            .map_err(|source| self.fail(source))?;
        if let Some(before) = before.filter(|before| *before != text) {
            self.note_definition(Defined::Mapping, Some(&mapping.name), [&before, &text], by)?;
        }
        self.connection
            .execute(
                "INSERT OR REPLACE INTO mapping (name, definition) VALUES (?1, ?2)",
                [&mapping.name, &text],
            )
            .map_err(|source| self.fail(source))?;
        Ok(())
    }

    /// Forgets a mapping.
    ///
    /// # Errors
    /// There is none with this name, or the store cannot be written.
    pub fn remove_mapping(&self, name: &str) -> Result<(), StoreError> {
        let removed = self
            .connection
            .execute("DELETE FROM mapping WHERE name = ?1", [name])
            .map_err(|source| self.fail(source))?;
        if removed == 0 {
            return Err(StoreError::Unknown { kind: "mapping", name: name.to_owned() });
        }
        Ok(())
    }
}
