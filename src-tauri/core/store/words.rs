//! The dictionary of repeated text.

use std::collections::HashMap;

use foldhash::fast::RandomState;
use rusqlite::{CachedStatement, Connection, OptionalExtension};

use crate::model::{Field, Kind};

/// Whether a field's texts repeat from ticket to ticket, so that each is kept once. Ids, subjects, requesters and the
/// phrases found in texts are mostly different on each ticket and stand in the row itself.
pub(super) fn is_word(field: Field) -> bool {
    match field.kind() {
        Kind::Choice(_) => true,
        Kind::List => field != Field::Signals,
        Kind::Text => !matches!(field, Field::ExternalId | Field::Subject | Field::RequesterId),
        Kind::Time | Kind::Flag | Kind::Count | Kind::Number { .. } => false,
    }
}

/// Finds and makes words while tickets are read and written one by one. What it remembers is bounded; a forgotten word
/// is looked up again.
pub(super) struct Dictionary<'a> {
    ids: HashMap<String, i64, RandomState>,
    texts: HashMap<i64, String, RandomState>,
    /// Words that are not in the store yet. They are written together: a page of theirs that changed now and then while
    /// a million tickets come in would be written to the log again and again, and all that is behind it there with it.
    new: Vec<(i64, String)>,
    last_id: i64,
    find: CachedStatement<'a>,
    add: CachedStatement<'a>,
    read: CachedStatement<'a>,
}

/// About 20 MB of texts of ordinary length.
const REMEMBERED: usize = 200_000;

/// New words that are kept back at most.
const KEPT_BACK: usize = 10_000;

impl<'a> Dictionary<'a> {
    pub(super) fn new(connection: &'a Connection) -> rusqlite::Result<Dictionary<'a>> {
        Ok(Dictionary {
            ids: HashMap::default(),
            texts: HashMap::default(),
            new: Vec::new(),
            last_id: connection.query_row("SELECT ifnull(max(id), 0) FROM word", [], |row| row.get(0))?,
            find: connection.prepare_cached("SELECT id FROM word WHERE text = ?1")?,
            add: connection.prepare_cached("INSERT INTO word (id, text) VALUES (?1, ?2)")?,
            read: connection.prepare_cached("SELECT text FROM word WHERE id = ?1")?,
        })
    }

    /// The id of a word, made if it is new.
    pub(super) fn id(&mut self, text: &str) -> rusqlite::Result<i64> {
        if let Some(id) = self.ids.get(text) {
            return Ok(*id);
        }
        if self.ids.len() >= REMEMBERED || self.new.len() >= KEPT_BACK {
            self.flush()?;
        }
        if self.ids.len() >= REMEMBERED {
            self.ids.clear();
        }
        let id = match self.find.query_row([text], |row| row.get(0)).optional()? {
            Some(id) => id,
            None => {
                self.last_id = self.last_id.saturating_add(1);
                self.new.push((self.last_id, text.to_owned()));
                self.last_id
            }
        };
        self.ids.insert(text.to_owned(), id);
        Ok(id)
    }

    /// Writes the new words.
    pub(super) fn flush(&mut self) -> rusqlite::Result<()> {
        for (id, text) in self.new.drain(..) {
            self.add.execute((id, text))?;
        }
        Ok(())
    }

    /// The word with this id.
    pub(super) fn text(&mut self, id: i64) -> rusqlite::Result<&str> {
        if !self.texts.contains_key(&id) {
            self.flush()?;
            let text = self.read.query_row([id], |row| row.get(0))?;
            if self.texts.len() >= REMEMBERED {
                self.texts.clear();
            }
            self.texts.insert(id, text);
        }
        Ok(self.texts.get(&id).map_or("", String::as_str))
    }
}

/// All words, for reading many tickets.
pub(super) struct Words(HashMap<i64, String, RandomState>);

impl Words {
    pub(super) fn load(connection: &Connection) -> rusqlite::Result<Words> {
        let mut statement = connection.prepare("SELECT id, text FROM word")?;
        let words =
            statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<Result<_, _>>()?;
        Ok(Words(words))
    }

    /// The word with this id; `None` would mean a damaged store.
    pub(super) fn text(&self, id: i64) -> Option<&str> {
        self.0.get(&id).map(String::as_str)
    }
}
