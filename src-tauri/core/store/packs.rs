//! What is kept of packs: templates by name, and the packs of published reviews. What is in them is their reader's matter.

use rusqlite::OptionalExtension;

use super::error::StoreError;
use super::open::{Store, Transaction};
use super::views::checked;

impl Store {
    /// The saved templates, by name: each with its content as JSON.
    ///
    /// # Errors
    /// The store cannot be read.
    pub fn pack_templates(&self) -> Result<Vec<(String, String)>, StoreError> {
        self.reader()?
            .prepare("SELECT name, content FROM pack_template ORDER BY name")
            .and_then(|mut statement| {
                statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect()
            })
            .map_err(|source| StoreError::from_sqlite(self.path(), source))
    }

    /// The content of the template of a name, as JSON.
    ///
    /// # Errors
    /// There is none of this name, or the store cannot be read.
    pub fn pack_template(&self, name: &str) -> Result<String, StoreError> {
        let found = self.pack_templates()?.into_iter().find(|(template, _)| template == name);
        found.map(|(_, content)| content).ok_or_else(|| unknown(name))
    }

    /// The pack of a published review, as it was kept; `None` where it was published before packs were.
    ///
    /// # Errors
    /// The store cannot be read.
    pub fn review_pack(&self, review: i64) -> Result<Option<Vec<u8>>, StoreError> {
        self.reader()?
            .query_row("SELECT content FROM review_pack WHERE review = ?1", [review], |row| row.get(0))
            .optional()
            .map_err(|source| StoreError::from_sqlite(self.path(), source))
    }
}

impl Transaction<'_> {
    /// Saves a template, in place of one with the same name.
    ///
    /// # Errors
    /// The name is empty or too long, or the store cannot be written.
    pub fn save_pack_template(&self, name: &str, content: &str) -> Result<(), StoreError> {
        self.connection
            .execute(
                "INSERT OR REPLACE INTO pack_template (name, content) VALUES (?1, ?2)",
                [checked(name)?, content],
            )
            .map_err(|source| self.fail(source))?;
        Ok(())
    }

    /// Removes a template.
    ///
    /// # Errors
    /// There is none of this name, or the store cannot be written.
    pub fn remove_pack_template(&self, name: &str) -> Result<(), StoreError> {
        let removed = self
            .connection
            .execute("DELETE FROM pack_template WHERE name = ?1", [name])
            .map_err(|source| self.fail(source))?;
        if removed == 0 { Err(unknown(name)) } else { Ok(()) }
    }

    /// Keeps the pack of a review that is being published.
    ///
    /// # Errors
    /// There is no such review, or the store cannot be written.
    pub fn keep_review_pack(&self, review: i64, content: &[u8]) -> Result<(), StoreError> {
        self.connection
            .execute("INSERT INTO review_pack (review, content) VALUES (?1, ?2)", (review, content))
            .map_err(|source| self.fail(source))?;
        Ok(())
    }
}

fn unknown(name: &str) -> StoreError {
    StoreError::Unknown { kind: "template", name: name.to_owned() }
}
