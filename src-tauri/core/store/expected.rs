//! Which tickets the next rows of an input are expected to be of.

use std::collections::VecDeque;

use rusqlite::{CachedStatement, Connection};

/// Tickets read ahead at first, and at most.
const FIRST: u32 = 4;
const MOST: u32 = 1024;

/// The tickets behind the last one that a row was of, as they stood at some time during the import. A file that comes
/// in again has its rows in the order in which their tickets were stored, and reading those one behind the other is
/// many times faster than looking for each.
pub(super) struct Expected<'a> {
    read: CachedStatement<'a>,
    source: i64,
    /// Ids and fingerprints.
    tickets: VecDeque<(u32, Option<i64>)>,
    /// The ticket that the last row was of.
    last: u32,
    /// How many ids to read ahead; 0 while rows come in another order.
    reach: u32,
}

impl<'a> Expected<'a> {
    pub(super) fn new(connection: &'a Connection, source: i64) -> rusqlite::Result<Expected<'a>> {
        // The plus keeps SQLite from taking the index of the keys, which has all of the source in another order.
        let read = connection.prepare_cached(
            "SELECT id, fingerprint FROM ticket WHERE id > ?1 AND id <= ?1 + ?2 AND +source = ?3 ORDER BY id",
        )?;
        Ok(Expected { read, source, tickets: VecDeque::new(), last: 0, reach: 0 })
    }

    /// The ticket that the next row is expected to be of, if it has this fingerprint.
    pub(super) fn with(&mut self, fingerprint: i64) -> rusqlite::Result<Option<u32>> {
        if self.tickets.is_empty() && self.reach > 0 {
            let rows = self
                .read
                .query_map((self.last, self.reach, self.source), |row| Ok((row.get(0)?, row.get(1)?)))?;
            self.tickets = rows.collect::<rusqlite::Result<_>>()?;
            self.reach = if self.tickets.is_empty() { 0 } else { MOST.min(self.reach * 4) };
        }
        let next = self.tickets.front().filter(|(_, kept)| *kept == Some(fingerprint));
        Ok(next.map(|(id, _)| *id))
    }

    /// Takes note of the ticket that a row was of.
    pub(super) fn met(&mut self, id: u32) {
        match self.tickets.binary_search_by_key(&id, |(id, _)| *id) {
            Ok(place) => drop(self.tickets.drain(..=place)),
            Err(_) => {
                self.tickets.clear();
                // Two tickets in a row in the order of the store: the next may be too.
                self.reach = if self.last.checked_add(1) == Some(id) { FIRST } else { 0 };
            }
        }
        self.last = id;
    }
}
