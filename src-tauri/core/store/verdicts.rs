//! What readers found of the AI's answers. It wins over what the source says of them, until it is taken back.

use std::collections::HashMap;

use foldhash::fast::RandomState;
use rusqlite::Row;
use serde::Serialize;
use ts_rs::TS;

use super::error::StoreError;
use super::open::{Store, Transaction};
use super::tickets::TicketReader;
use crate::model::{AiFeedback, FieldValue, IdSet, Timestamp};

/// A reader's verdict on the AI's answer to a ticket.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct Verdict {
    /// What the answer was.
    pub verdict: AiFeedback,
    /// Why, in the reader's words.
    pub note: Option<String>,
    /// The user of the system who found so.
    pub user: String,
    /// When.
    pub at: Timestamp,
}

/// A verdict and the ticket that it is on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TicketVerdict {
    /// The ticket's source.
    pub source: String,
    /// Its id there.
    pub external_id: String,
    /// The verdict.
    pub verdict: Verdict,
}

/// The columns of a verdict as [`read`] takes them, of a table that is called `v`.
pub(super) const COLUMNS: &str = "v.verdict, v.note, v.user, v.at";

/// The verdict in the columns from `first` on; `None` where they are empty.
pub(super) fn read(row: &Row<'_>, first: usize) -> rusqlite::Result<Option<Verdict>> {
    let Some(word) = row.get::<_, Option<String>>(first)? else { return Ok(None) };
    Ok(Some(Verdict {
        verdict: parse(&word, first)?,
        note: row.get(first + 1)?,
        user: row.get(first + 2)?,
        at: Timestamp(row.get(first + 3)?),
    }))
}

fn parse(word: &str, column: usize) -> rusqlite::Result<AiFeedback> {
    AiFeedback::parse(word).map_err(|error| {
        rusqlite::Error::FromSqlConversionFailure(column, rusqlite::types::Type::Text, error.reason.into())
    })
}

impl Store {
    /// All verdicts, the newest first.
    ///
    /// # Errors
    /// The store cannot be read, or holds a value that this version cannot.
    pub fn verdicts(&self) -> Result<Vec<TicketVerdict>, StoreError> {
        self.reader()?
            .prepare(&format!(
                "SELECT s.name, t.external_id, {COLUMNS} FROM verdict v
                 JOIN ticket t ON t.id = v.ticket JOIN source s ON s.id = t.source
                 ORDER BY v.at DESC, s.name, t.external_id"
            ))
            .and_then(|mut statement| {
                let found = statement.query_map([], |row| {
                    let (source, external_id) = (row.get(0)?, row.get(1)?);
                    Ok(read(row, 2)?.map(|verdict| TicketVerdict { source, external_id, verdict }))
                })?;
                found.filter_map(Result::transpose).collect()
            })
            .map_err(|source| StoreError::from_sqlite(self.path(), source))
    }
}

impl TicketReader<'_> {
    /// What each ticket with a verdict was found to be. Readers judge by hand, so there are few.
    pub(super) fn found_by_readers(&self) -> Result<HashMap<u32, AiFeedback, RandomState>, StoreError> {
        self.connection()
            .prepare("SELECT ticket, verdict FROM verdict")
            .and_then(|mut statement| {
                let found =
                    statement.query_map([], |row| Ok((row.get(0)?, parse(&row.get::<_, String>(1)?, 1)?)))?;
                found.collect()
            })
            .map_err(|source| self.fail(source))
    }
}

impl Transaction<'_> {
    /// Gives a verdict on the AI's answer to a ticket, in place of an earlier one.
    ///
    /// # Errors
    /// There is no such ticket, or the store cannot be written.
    pub fn set_verdict(&self, ticket: u32, given: &Verdict) -> Result<(), StoreError> {
        let Verdict { verdict, note, user, at } = given;
        self.connection
            .execute(
                "INSERT OR REPLACE INTO verdict (ticket, verdict, note, user, at) VALUES (?1, ?2, ?3, ?4, ?5)",
                rusqlite::params![ticket, verdict.word(), note, user, at.0],
            )
            .map_err(|source| self.fail(source))?;
        self.note_changed(Some(&IdSet::from_iter([ticket])))
    }

    /// Takes the verdict on the AI's answer to a ticket back. Whether there was one.
    ///
    /// # Errors
    /// The store cannot be written.
    pub fn remove_verdict(&self, ticket: u32) -> Result<bool, StoreError> {
        let removed = self
            .connection
            .execute("DELETE FROM verdict WHERE ticket = ?1", [ticket])
            .map_err(|source| self.fail(source))?;
        if removed > 0 {
            self.note_changed(Some(&IdSet::from_iter([ticket])))?;
        }
        Ok(removed > 0)
    }
}
