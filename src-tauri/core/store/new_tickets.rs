//! Inserting tickets that are known to be new, many with one statement.

use rusqlite::{CachedStatement, Connection};

use super::ticket_row::{bind, columns};
use super::words::Dictionary;
use crate::model::{Field, PackedTicket};

/// Tickets of one statement: with many more, its program leaves the processor's cache.
const ROWS: usize = 16;

/// Parameters of one ticket: its id and its fields.
const WIDTH: usize = 1 + Field::ALL.len();

/// Tickets on their way into the store, which wait until they are enough for one statement.
pub(super) struct NewTickets<'a> {
    /// Inserts so many; those that wait are bound to it.
    many: CachedStatement<'a>,
    /// Inserts one, where no more are to come.
    one: CachedStatement<'a>,
    waiting: Vec<(i64, PackedTicket)>,
}

impl<'a> NewTickets<'a> {
    pub(super) fn new(connection: &'a Connection, source: i64) -> rusqlite::Result<NewTickets<'a>> {
        let columns = columns("");
        let row = format!("({source}{})", ", ?".repeat(WIDTH));
        let insert = |rows: usize| {
            let rows = vec![row.as_str(); rows].join(", ");
            // A failure ends the whole import, so SQLite need not be ready to take back one statement.
            connection
                .prepare_cached(&format!("INSERT OR FAIL INTO ticket (source, id, {columns}) VALUES {rows}"))
        };
        Ok(NewTickets { many: insert(ROWS)?, one: insert(1)?, waiting: Vec::new() })
    }

    /// Adds a ticket whose id and key are new.
    pub(super) fn add(
        &mut self,
        id: i64,
        ticket: &PackedTicket,
        words: &mut Dictionary<'_>,
    ) -> rusqlite::Result<()> {
        if self.waiting.is_empty() {
            self.many.clear_bindings();
        }
        bind_row(&mut self.many, self.waiting.len(), id, ticket, words)?;
        self.waiting.push((id, ticket.clone()));
        if self.waiting.len() == ROWS {
            self.waiting.clear();
            self.many.raw_execute()?;
        }
        Ok(())
    }

    /// Whether a ticket with this key waits: then it cannot be found in the store yet.
    pub(super) fn holds(&self, key: &str) -> bool {
        self.waiting.iter().any(|(_, ticket)| ticket.external_id() == Some(key))
    }

    /// Inserts those that wait.
    pub(super) fn flush(&mut self, words: &mut Dictionary<'_>) -> rusqlite::Result<()> {
        for (id, ticket) in self.waiting.drain(..) {
            self.one.clear_bindings();
            bind_row(&mut self.one, 0, id, &ticket, words)?;
            self.one.raw_execute()?;
        }
        Ok(())
    }
}

fn bind_row(
    statement: &mut CachedStatement<'_>,
    row: usize,
    id: i64,
    ticket: &PackedTicket,
    words: &mut Dictionary<'_>,
) -> rusqlite::Result<()> {
    let before = row * WIDTH + 1;
    statement.raw_bind_parameter(before, id)?;
    bind(statement, before, ticket.values(), words)
}
