//! The lexicons of the user's own, a row among the settings.

use rusqlite::OptionalExtension;

use super::definition_changes::{By, Defined};
use super::error::StoreError;
use super::open::{Store, Transaction};
use crate::signals::Lexicon;

/// The row of `setting` that holds them.
const LEXICONS: &str = "lexicons";

impl Store {
    /// The lexicons of the user's own, one a language at most.
    ///
    /// # Errors
    /// The store cannot be read, or holds lexicons that this version cannot read.
    pub fn lexicons(&self) -> Result<Vec<Lexicon>, StoreError> {
        let text = stored(&self.glance()).map_err(|source| StoreError::from_sqlite(self.path(), source))?;
        parsed(text)
    }
}

fn stored(connection: &rusqlite::Connection) -> rusqlite::Result<Option<String>> {
    let row = connection.query_row("SELECT value FROM setting WHERE name = ?1", [LEXICONS], |row| row.get(0));
    row.optional()
}

fn parsed(text: Option<String>) -> Result<Vec<Lexicon>, StoreError> {
    let lexicons = text.map_or(Ok(Vec::new()), |text| serde_json::from_str(&text));
    lexicons.map_err(|error| StoreError::Value(format!("lexicons: {error}")))
}

fn written(lexicons: &[Lexicon]) -> Result<String, StoreError> {
    serde_json::to_string(lexicons).map_err(|error| StoreError::Value(error.to_string()))
}

impl Transaction<'_> {
    /// Keeps a lexicon in place of the one that there was for its language. Texts are searched with it from the next
    /// reading of their records on; that it changed is noted.
    ///
    /// # Errors
    /// The store cannot be read or written.
    pub fn set_lexicon(&self, lexicon: &Lexicon, by: &By) -> Result<(), StoreError> {
        self.change_lexicons(by, |own| {
            own.retain(|known| known.language != lexicon.language);
            own.push(lexicon.clone());
        })
    }

    /// Goes back to the lexicons that come with the program.
    ///
    /// # Errors
    /// The store cannot be read or written.
    pub fn reset_lexicons(&self, by: &By) -> Result<(), StoreError> {
        self.change_lexicons(by, Vec::clear)
    }

    fn change_lexicons(&self, by: &By, change: impl FnOnce(&mut Vec<Lexicon>)) -> Result<(), StoreError> {
        let mut own = parsed(stored(self.connection).map_err(|source| self.fail(source))?)?;
        let before = written(&own)?;
        change(&mut own);
        let after = written(&own)?;
        if before == after {
            return Ok(());
        }
        self.connection
            .execute("INSERT OR REPLACE INTO setting (name, value) VALUES (?1, ?2)", [LEXICONS, &after])
            .map_err(|source| self.fail(source))?;
        self.note_definition(Defined::Lexicons, None, [&before, &after], by)
    }
}
