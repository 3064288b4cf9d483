//! Reading tickets back.

use std::borrow::Cow;
use std::ops::RangeInclusive;

use rusqlite::types::ValueRef;
use rusqlite::{Connection, OptionalExtension};

use super::decisions::of_query_types;
use super::error::StoreError;
use super::open::Store;
use super::query_types::complete;
use super::ticket_row::{columns, read_ticket};
use super::verdicts::{self, Verdict};
use super::words::{Dictionary, Words, is_word};
use crate::model::{Field, FieldSet, TicketOutcome, Value};
use crate::query_types::Keywords;

/// A ticket as the store has it.
#[derive(Clone, Debug, PartialEq)]
pub struct StoredTicket {
    /// Its number in this store.
    pub id: u32,
    /// The source it came from.
    pub source: String,
    /// What happened to it, with the query type that words of it tell where the source gives none.
    pub outcome: TicketOutcome,
    /// What a reader found of the AI's answer.
    pub verdict: Option<Verdict>,
    /// The words that told its query type, where the source gives none.
    pub told_by: Option<String>,
}

impl StoredTicket {
    /// The ticket as figures count it: what a reader found of the AI's answer wins over what the source says.
    pub fn counted(&self) -> Cow<'_, TicketOutcome> {
        match &self.verdict {
            None => Cow::Borrowed(&self.outcome),
            Some(given) => {
                Cow::Owned(TicketOutcome { ai_feedback: Some(given.verdict), ..self.outcome.clone() })
            }
        }
    }
}

/// Reads the tickets of one committed state of the store.
pub struct TicketReader<'a> {
    store: &'a Store,
    connection: Connection,
}

impl Store {
    /// Begins to read tickets.
    ///
    /// # Errors
    /// The store cannot be read.
    pub fn tickets(&self) -> Result<TicketReader<'_>, StoreError> {
        let connection = self.reader()?;
        // One read transaction, so that an import that commits meanwhile is seen whole or not at all.
        connection.execute_batch("BEGIN").map_err(|source| StoreError::from_sqlite(self.path(), source))?;
        Ok(TicketReader { store: self, connection })
    }
}

impl TicketReader<'_> {
    pub(super) fn connection(&self) -> &Connection {
        &self.connection
    }

    pub(super) fn fail(&self, source: rusqlite::Error) -> StoreError {
        StoreError::from_sqlite(self.store.path(), source)
    }

    /// The query types that people gave to tickets without one.
    fn query_types(&self) -> Result<Keywords, StoreError> {
        let decided = of_query_types(&self.connection).map_err(|source| self.fail(source))??;
        Ok(decided.query_types())
    }

    /// The greatest number of a ticket; 0 where there is none.
    ///
    /// # Errors
    /// The store cannot be read.
    pub fn last_id(&self) -> Result<u32, StoreError> {
        self.connection
            .query_row("SELECT ifnull(max(id), 0) FROM ticket", [], |row| row.get(0))
            .map_err(|source| self.fail(source))
    }

    /// Shows every ticket whose number is in a range to `show`, in the order of their numbers: the number, the name of
    /// the source, and the outcome as figures count it (see [`StoredTicket::counted`]), at least the wanted fields of it.
    ///
    /// # Errors
    /// The store cannot be read, or holds a value that this version cannot.
    pub fn for_each(
        &self,
        ids: RangeInclusive<u32>,
        wanted: FieldSet,
        mut show: impl FnMut(u32, &str, &TicketOutcome),
    ) -> Result<(), StoreError> {
        let fail = |source| StoreError::from_sqlite(self.store.path(), source);
        let words = Words::load(&self.connection).map_err(fail)?;
        let given = match wanted.contains(Field::AiFeedback) {
            true => self.found_by_readers()?,
            false => Default::default(),
        };
        let keywords = match wanted.contains(Field::QueryType) {
            true => self.query_types()?,
            false => Keywords::default(),
        };
        let mut read = wanted;
        if !keywords.is_empty() {
            [Field::Subject, Field::Tags].into_iter().for_each(|field| read.insert(field));
        }
        let fields: Vec<Field> = read.iter().collect();
        let columns: String = fields.iter().map(|field| format!(", t.{}", field.name())).collect();
        let mut statement = self
            .connection
            .prepare(&format!(
                "SELECT t.id, s.name{columns} FROM ticket t JOIN source s ON s.id = t.source
                 WHERE t.id BETWEEN ?1 AND ?2 ORDER BY t.id"
            ))
            .map_err(fail)?;
        let mut rows = statement.query((ids.start(), ids.end())).map_err(fail)?;
        let mut outcome = TicketOutcome::default();
        while let Some(row) = rows.next().map_err(fail)? {
            for (index, field) in fields.iter().enumerate() {
                let value = match row.get_ref(index + 2).map_err(fail)? {
                    ValueRef::Null | ValueRef::Blob(_) => Value::Null,
                    ValueRef::Integer(id) if is_word(*field) => match words.text(id) {
                        Some(text) => Value::Text(text),
                        None => return Err(StoreError::Value(format!("{} {id} is no word", field.name()))),
                    },
                    ValueRef::Integer(number) => Value::Int(number),
                    ValueRef::Real(number) => Value::Real(number),
                    ValueRef::Text(text) => Value::Text(
                        std::str::from_utf8(text).map_err(|error| StoreError::Value(error.to_string()))?,
                    ),
                };
                outcome.set_value(*field, value);
            }
            let source = row.get_ref(1).and_then(|name| Ok(name.as_str()?)).map_err(fail)?;
            let id = row.get(0).map_err(fail)?;
            if let Some(verdict) = given.get(&id) {
                outcome.ai_feedback = Some(*verdict);
            }
            complete(&mut outcome, &keywords);
            show(id, source, &outcome);
        }
        Ok(())
    }

    /// The tickets with these numbers, in their order; numbers that are not there are left out.
    ///
    /// # Errors
    /// The store cannot be read.
    pub fn by_id(&self, ids: &[u32]) -> Result<Vec<StoredTicket>, StoreError> {
        self.found("t.id = ?1", ids.iter().map(|id| [*id]))
    }

    /// The ticket with this id in this source.
    ///
    /// # Errors
    /// The store cannot be read.
    pub fn by_key(&self, source: &str, external_id: &str) -> Result<Option<StoredTicket>, StoreError> {
        let found = self.found("s.name = ?1 AND t.external_id = ?2", [[source, external_id]])?;
        Ok(found.into_iter().next())
    }

    /// The tickets that fulfil a condition for each of these keys, at most one for each.
    fn found<K: rusqlite::Params>(
        &self,
        condition: &str,
        keys: impl IntoIterator<Item = K>,
    ) -> Result<Vec<StoredTicket>, StoreError> {
        let fail = |source| StoreError::from_sqlite(self.store.path(), source);
        let columns = columns("t.");
        let sql = format!(
            "SELECT {columns}, t.id, s.name, {} FROM ticket t JOIN source s ON s.id = t.source
             LEFT JOIN verdict v ON v.ticket = t.id WHERE {condition}",
            verdicts::COLUMNS
        );
        let mut words = Dictionary::new(&self.connection).map_err(fail)?;
        let keywords = self.query_types()?;
        let mut read = |row: &rusqlite::Row<'_>| {
            let after = Field::ALL.len();
            let mut outcome = read_ticket(row, 0, &mut words)?;
            let told_by = complete(&mut outcome, &keywords);
            let verdict = verdicts::read(row, after + 2)?;
            Ok(StoredTicket { id: row.get(after)?, source: row.get(after + 1)?, outcome, verdict, told_by })
        };
        let mut statement = self.connection.prepare(&sql).map_err(fail)?;
        let found = keys.into_iter().map(|key| statement.query_row(key, &mut read).optional().map_err(fail));
        found.filter_map(Result::transpose).collect()
    }
}
