//! Erasing a person: what identifies them goes from their tickets for good, and does not come back with the next import.

use std::collections::{BTreeMap, HashSet};

use rusqlite::Connection;
use sha2::{Digest, Sha256};

use super::error::StoreError;
use super::open::{Store, Transaction};
use super::ticket_row::{columns, read_ticket};
use super::words::Dictionary;
use crate::import::Reject;
use crate::model::{FieldSet, IdSet, Incoming, NamedBy, Person, TicketOutcome, Timestamp, identity, same_id};

/// The hash by which an erased person is known again. It is salted with the store's own key.
pub(super) type Mark = [u8; 32];

/// People who were erased, and their tickets in one source.
pub(super) struct Erasures {
    key: String,
    people: HashSet<Mark>,
    tickets: HashSet<String>,
}

impl Erasures {
    /// Those of a store, with the tickets of the source of this number.
    pub(super) fn of(connection: &Connection, source: i64) -> rusqlite::Result<Erasures> {
        let mut people = connection.prepare("SELECT person FROM erased")?;
        let mut tickets = connection.prepare(
            "SELECT t.external_id FROM erased_ticket e JOIN ticket t ON t.id = e.ticket WHERE t.source = ?1",
        )?;
        Ok(Erasures {
            key: key_of(connection)?,
            people: people.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?,
            tickets: tickets.query_map([source], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?,
        })
    }

    /// Whether a ticket is of a person who was erased.
    pub(super) fn has_person(&self, source: &str, ticket: &TicketOutcome) -> bool {
        let named = [(NamedBy::Requester, &ticket.requester_id), (NamedBy::Account, &ticket.account_id)];
        !self.people.is_empty()
            && named.into_iter().any(|(by, id)| {
                id.as_deref().is_some_and(|id| self.people.contains(&mark(&self.key, by, source, id)))
            })
    }

    /// Whether nobody was erased.
    pub(super) fn is_empty(&self) -> bool {
        self.people.is_empty()
    }

    /// Whether the ticket of a key was erased.
    pub(super) fn has_ticket(&self, key: &str) -> bool {
        self.tickets.contains(key)
    }

    /// Notes that the ticket of a key is erased.
    pub(super) fn add_ticket(&mut self, key: &str) {
        self.tickets.insert(key.to_owned());
    }
}

fn key_of(connection: &Connection) -> rusqlite::Result<String> {
    connection.query_row("SELECT value FROM setting WHERE name = 'key'", [], |row| row.get(0))
}

/// Takes what identifies a person out of a ticket on its way in, and out of the stored one.
pub(super) fn without_person(incoming: &mut Incoming) {
    incoming.outcome.remove_person().iter().for_each(|field| incoming.present.insert(field));
}

/// The mark of a person.
fn mark(key: &str, by: NamedBy, source: &str, id: &str) -> Mark {
    let mut hash = Sha256::new();
    hash.update(key);
    hash.update(match by {
        NamedBy::Requester => "erased requester",
        NamedBy::Account => "erased account",
    });
    identity(source, id, |part| hash.update(part));
    hash.finalize().into()
}

impl Store {
    /// How many tickets of each source are of a person.
    ///
    /// # Errors
    /// The store cannot be read.
    pub fn tickets_of_person(&self, person: &Person) -> Result<BTreeMap<String, u64>, StoreError> {
        let connection = self.reader()?;
        tickets_of(&connection, person).map_err(|source| StoreError::from_sqlite(self.path(), source))
    }

    /// Overwrites what was removed from the store: in its free pages, in the free room of those in use, and in the log
    /// of changes. Whether nothing of it is left; else another program was reading, and it has to be done once more.
    ///
    /// # Errors
    /// The store cannot be written; there must be as much room on the disk as it takes itself.
    pub fn overwrite_removed(&self) -> Result<bool, StoreError> {
        self.write_alone(|connection| {
            connection.execute_batch("VACUUM")?;
            let busy: i64 = connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0))?;
            Ok(busy == 0)
        })
    }
}

fn tickets_of(connection: &Connection, person: &Person) -> rusqlite::Result<BTreeMap<String, u64>> {
    let id = match person.by {
        NamedBy::Requester => "t.requester_id",
        NamedBy::Account => "(SELECT text FROM word WHERE word.id = t.account_id)",
    };
    let column = match person.by {
        NamedBy::Requester => "t.requester_id",
        NamedBy::Account => "t.account_id",
    };
    let mut statement = connection.prepare(&format!(
        "SELECT s.name, {id} FROM ticket t JOIN source s ON s.id = t.source WHERE {column} IS NOT NULL"
    ))?;
    let mut rows = statement.query([])?;
    let mut found = BTreeMap::new();
    while let Some(row) = rows.next()? {
        let source = row.get_ref(0)?.as_str()?;
        let wanted = person.source.as_deref().is_none_or(|wanted| wanted == source);
        if wanted && same_id(&person.id, row.get_ref(1)?.as_str()?) {
            *found.entry(source.to_owned()).or_insert(0) += 1;
        }
    }
    Ok(found)
}

impl Transaction<'_> {
    /// Erases a person: what identifies them goes from their tickets, and those of later imports. How many tickets of
    /// each source it was; none is an error, as then an id is mistyped.
    ///
    /// # Errors
    /// There is no such ticket, or the store cannot be written.
    pub fn erase_person(&self, person: &Person, now: Timestamp) -> Result<BTreeMap<String, u64>, StoreError> {
        let fail = |source| self.fail(source);
        let found = tickets_of(self.connection, person).map_err(fail)?;
        if found.is_empty() {
            return Err(StoreError::Unknown { kind: "ticket of", name: person.id.clone() });
        }
        let key = key_of(self.connection).map_err(fail)?;
        for source in found.keys() {
            self.connection
                .execute(
                    "INSERT OR IGNORE INTO erased (person, erased_at) VALUES (?1, ?2)",
                    (mark(&key, person.by, source, &person.id), now.0),
                )
                .map_err(fail)?;
        }
        self.apply_erasures()?;
        self.forget_refused(&person.id)?;
        Ok(found)
    }

    /// The people who were erased, to be carried over to a copy of the store.
    pub(super) fn erased(connection: &Connection) -> rusqlite::Result<Vec<(Mark, i64)>> {
        let mut statement = connection.prepare("SELECT person, erased_at FROM erased")?;
        statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect()
    }

    /// Erases in a copy of the store who was erased since it was made.
    pub(super) fn erase_again(&self, people: &[(Mark, i64)]) -> Result<(), StoreError> {
        for (person, erased_at) in people {
            self.connection
                .execute(
                    "INSERT OR IGNORE INTO erased (person, erased_at) VALUES (?1, ?2)",
                    (person, erased_at),
                )
                .map_err(|source| self.fail(source))?;
        }
        self.apply_erasures()
    }

    /// Takes what identifies people who were erased out of all their tickets.
    ///
    /// # Errors
    /// The store cannot be read or written.
    pub(super) fn apply_erasures(&self) -> Result<(), StoreError> {
        let fail = |source| self.fail(source);
        let erasures = Erasures::of(self.connection, 0).map_err(fail)?;
        if erasures.is_empty() {
            return Ok(());
        }
        let theirs = self.tickets_with(&erasures).map_err(fail)?;
        // What is removed must not be readable in the file's free pages.
        self.connection.pragma_update(None, "secure_delete", true).map_err(fail)?;
        let mut changed = IdSet::default();
        for (id, fields) in theirs {
            let emptied: Vec<String> =
                fields.iter().map(|field| format!("{} = NULL", field.name())).collect();
            // The record's fingerprint is of its whole content.
            let update =
                format!("UPDATE ticket SET fingerprint = NULL, {} WHERE id = ?1", emptied.join(", "));
            self.connection
                .prepare_cached(&update)
                .and_then(|mut update| update.execute([id]))
                .map_err(fail)?;
            self.connection
                .prepare_cached("INSERT OR IGNORE INTO erased_ticket (ticket) VALUES (?1)")
                .and_then(|mut insert| insert.execute([id]))
                .map_err(fail)?;
            self.connection
                .prepare_cached("UPDATE verdict SET note = NULL WHERE ticket = ?1 AND note IS NOT NULL")
                .and_then(|mut update| update.execute([id]))
                .map_err(fail)?;
            changed.insert(id);
        }
        self.remove_unused_words()?;
        self.connection.pragma_update(None, "secure_delete", false).map_err(fail)?;
        if !changed.is_empty() {
            self.note_changed(Some(&changed))?;
        }
        Ok(())
    }

    /// The tickets of erased people, and the fields of each that have to go.
    fn tickets_with(&self, erasures: &Erasures) -> rusqlite::Result<Vec<(u32, FieldSet)>> {
        let mut words = Dictionary::new(self.connection)?;
        let mut statement = self.connection.prepare(&format!(
            "SELECT t.id, s.name, {} FROM ticket t JOIN source s ON s.id = t.source
             WHERE t.requester_id IS NOT NULL OR t.account_id IS NOT NULL",
            columns("t.")
        ))?;
        let mut rows = statement.query([])?;
        let mut theirs = Vec::new();
        while let Some(row) = rows.next()? {
            let mut ticket = read_ticket(row, 2, &mut words)?;
            if erasures.has_person(row.get_ref(1)?.as_str()?, &ticket) {
                theirs.push((row.get(0)?, ticket.remove_person()));
            }
        }
        Ok(theirs)
    }

    /// Takes refused rows that mention an id out of the log of imports.
    fn forget_refused(&self, id: &str) -> Result<(), StoreError> {
        let fail = |source| self.fail(source);
        let unreadable = |error: serde_json::Error| StoreError::Value(format!("import log: {error}"));
        let logged: Vec<(i64, String)> = self
            .connection
            .prepare("SELECT id, rejects FROM import WHERE rejects != '[]'")
            .and_then(|mut statement| {
                statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect()
            })
            .map_err(fail)?;
        for (import, text) in logged {
            let rejects: Vec<Reject> = serde_json::from_str(&text).map_err(unreadable)?;
            let mut left = rejects.clone();
            left.retain(|reject| !reject.mentions(id));
            if left.len() < rejects.len() {
                let text = serde_json::to_string(&left).map_err(unreadable)?;
                self.connection
                    .execute("UPDATE import SET rejects = ?2 WHERE id = ?1", (import, text))
                    .map_err(fail)?;
            }
        }
        Ok(())
    }
}
