//! Inserting tickets that are known to be new, many with one statement.

use rusqlite::{CachedStatement, Connection};

use super::ticket_row::{WIDTH, bind_row, columns};
use super::words::Dictionary;
use crate::import::Fingerprint;
use crate::model::PackedTicket;

/// Tickets of one statement: with many more, its program leaves the processor's cache.
const ROWS: usize = 24;

/// Tickets on their way into the store, which wait until they are enough for one statement.
pub(super) struct NewTickets<'a> {
    /// Inserts so many; those that wait are bound to it.
    many: CachedStatement<'a>,
    /// Inserts one, where no more are to come.
    one: CachedStatement<'a>,
    waiting: Vec<NewTicket>,
}

/// A ticket that has an id, and is not in the store yet.
pub(super) struct NewTicket {
    pub(super) id: u32,
    pub(super) fingerprint: Option<Fingerprint>,
    pub(super) ticket: PackedTicket,
}

impl NewTicket {
    /// Binds it as the given row of a statement.
    fn bind(
        &self,
        statement: &mut CachedStatement<'_>,
        row: usize,
        words: &mut Dictionary<'_>,
    ) -> rusqlite::Result<()> {
        bind_row(statement, row * WIDTH, self.id, self.fingerprint, self.ticket.values(), words)
    }
}

impl<'a> NewTickets<'a> {
    pub(super) fn new(connection: &'a Connection, source: i64) -> rusqlite::Result<NewTickets<'a>> {
        let columns = columns("");
        let row = format!("(?, {source}{})", ", ?".repeat(WIDTH - 1));
        let insert = |rows: usize| {
            let rows = vec![row.as_str(); rows].join(", ");
            // Whatever fails ends the whole import. So SQLite need not keep a copy of each page that a statement
            // changes, to be able to take back that statement alone.
            connection.prepare_cached(&format!(
                "INSERT OR FAIL INTO ticket (id, source, fingerprint, {columns}) VALUES {rows}"
            ))
        };
        Ok(NewTickets { many: insert(ROWS)?, one: insert(1)?, waiting: Vec::new() })
    }

    /// Adds a ticket whose id and key are new.
    pub(super) fn add(&mut self, new: NewTicket, words: &mut Dictionary<'_>) -> rusqlite::Result<()> {
        if self.waiting.is_empty() {
            self.many.clear_bindings();
        }
        new.bind(&mut self.many, self.waiting.len(), words)?;
        self.waiting.push(new);
        if self.waiting.len() == ROWS {
            self.waiting.clear();
            self.many.raw_execute()?;
        }
        Ok(())
    }

    /// Whether a ticket with this key waits: then it cannot be found in the store yet.
    pub(super) fn holds(&self, key: &str) -> bool {
        self.waiting.iter().any(|new| new.ticket.external_id() == Some(key))
    }

    /// Inserts those that wait.
    pub(super) fn flush(&mut self, words: &mut Dictionary<'_>) -> rusqlite::Result<()> {
        for new in self.waiting.drain(..) {
            self.one.clear_bindings();
            new.bind(&mut self.one, 0, words)?;
            self.one.raw_execute()?;
        }
        Ok(())
    }
}
