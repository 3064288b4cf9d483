//! Taking tickets in: the upsert rules, and the count of what they did.
//!
//! A ticket that is in the input several times (an event log) counts once: its newest row, or the later of two with
//! the same time, is the one that meets the stored ticket; the others are superseded. The rows come in any order and
//! the input may be larger than memory, so the newest is not known until the end. What is remembered is one bit for
//! each ticket seen, and, in a temporary table, how a ticket stood before this import changed it.
//!
//! A ticket keeps the fingerprint of the record that it was last brought in line with. Whatever changes it leaves another
//! fingerprint, or none, and to apply the same record once more changes nothing, also where the record has only some of
//! the columns. So a record with that fingerprint is `unchanged` without being read. It must be its ticket's first row
//! in the input, as the rules for several rows look at how the ticket stood before.

use std::error::Error;

use rusqlite::{CachedStatement, Connection, OptionalExtension};

use super::erased::{Erasures, without_person};
use super::error::StoreError;
use super::expected::Expected;
use super::import_log::ImportCounts;
use super::key_span::KeySpan;
use super::new_tickets::{NewTicket, NewTickets};
use super::open::Transaction;
use super::ticket_row::{bind_row, columns, read_ticket};
use super::words::Dictionary;
use crate::import::{BadRow, Fingerprint, Refusal, Sink};
use crate::model::{Field, IdSet, Incoming, PackedTicket, TicketOutcome, Timestamp};

/// Writes the tickets of one input into the store, within a transaction. The last of them are written when it is
/// [finished](TicketWriter::finish).
#[must_use = "without finishing it, its last tickets are not written"]
pub struct TicketWriter<'a> {
    change: &'a Transaction<'a>,
    words: Dictionary<'a>,
    source: i64,
    source_name: String,
    /// People whose data is not taken in again, and which tickets are theirs.
    erasures: Erasures,
    /// Tickets that were found to be theirs, by their keys.
    theirs: Vec<String>,
    /// Whether the source had tickets before.
    known_source: bool,
    /// Tickets with a higher id were made by this import.
    last_old_id: u32,
    last_id: u32,
    /// The keys of those.
    made: KeySpan,
    new: NewTickets<'a>,
    seen: IdSet,
    changed: IdSet,
    counts: ImportCounts,
    /// Whether a ticket with a record's fingerprint is taken to stand as the record says.
    recognises: bool,
    expected: Expected<'a>,
    update: CachedStatement<'a>,
    mark: CachedStatement<'a>,
    find: CachedStatement<'a>,
    find_before: CachedStatement<'a>,
    keep_before: CachedStatement<'a>,
    drop_before: CachedStatement<'a>,
}

/// A ticket that the store has for a row.
enum Found {
    /// It stands as the row's record left it.
    Same(u32),
    Other(Box<Stored>),
}

struct Stored {
    id: u32,
    fingerprint: Option<i64>,
    ticket: TicketOutcome,
}

impl<'a> Transaction<'a> {
    /// Begins to write tickets of a source, which is made where it is new.
    ///
    /// # Errors
    /// The store cannot be written.
    pub fn ticket_writer(&'a self, source: &str) -> Result<TicketWriter<'a>, StoreError> {
        let id = self.source_id(source)?;
        TicketWriter::new(self, id, source).map_err(|error| self.fail(error))
    }
}

impl<'a> TicketWriter<'a> {
    fn new(change: &'a Transaction<'a>, source: i64, name: &str) -> rusqlite::Result<TicketWriter<'a>> {
        let connection: &Connection = change.connection;
        connection.execute_batch(
            "CREATE TEMP TABLE IF NOT EXISTS before AS SELECT * FROM main.ticket WHERE 0;
             CREATE UNIQUE INDEX IF NOT EXISTS temp.before_id ON before (id);
             DELETE FROM temp.before;",
        )?;
        let columns = columns("");
        let pairs: Vec<String> =
            Field::ALL.iter().zip(3..).map(|(field, mark)| format!("{} = ?{mark}", field.name())).collect();
        let pairs = pairs.join(", ");
        let last_id = connection.query_row("SELECT ifnull(max(id), 0) FROM ticket", [], |row| row.get(0))?;
        let prepare = |sql: &str| connection.prepare_cached(sql);
        Ok(TicketWriter {
            change,
            words: Dictionary::new(connection)?,
            source,
            source_name: name.to_owned(),
            erasures: Erasures::of(connection, source)?,
            theirs: Vec::new(),
            known_source: connection.query_row(
                "SELECT EXISTS (SELECT 1 FROM ticket WHERE source = ?1)",
                [source],
                |row| row.get(0),
            )?,
            last_old_id: last_id,
            last_id,
            made: KeySpan::default(),
            new: NewTickets::new(connection, source)?,
            seen: IdSet::default(),
            changed: IdSet::default(),
            counts: ImportCounts::default(),
            recognises: false,
            expected: Expected::new(connection, source)?,
            update: prepare(&format!("UPDATE ticket SET fingerprint = ?2, {pairs} WHERE id = ?1"))?,
            mark: prepare("UPDATE ticket SET fingerprint = ?2 WHERE id = ?1")?,
            find: prepare(&format!(
                "SELECT id, fingerprint, {columns} FROM ticket WHERE source = ?1 AND external_id = ?2"
            ))?,
            find_before: prepare(&format!("SELECT {columns} FROM temp.before WHERE id = ?1"))?,
            keep_before: prepare("INSERT INTO temp.before SELECT * FROM main.ticket WHERE id = ?1")?,
            drop_before: prepare("DELETE FROM temp.before WHERE id = ?1")?,
        })
    }

    /// Writes what is left to write, and notes which tickets are new or differ from what they were before. Says what was
    /// done; `read` and `rejected` are the reader's to count.
    ///
    /// # Errors
    /// The store cannot be written.
    pub fn finish(mut self) -> Result<ImportCounts, StoreError> {
        let written = self.new.flush(&mut self.words).and_then(|()| self.words.flush());
        written.map_err(|error| self.change.fail(error))?;
        for key in &self.theirs {
            let note = "INSERT OR IGNORE INTO erased_ticket
                        SELECT id FROM ticket WHERE source = ?1 AND external_id = ?2";
            let noted = self.change.connection.execute(note, (self.source, key));
            noted.map_err(|error| self.change.fail(error))?;
        }
        if !self.changed.is_empty() {
            self.change.note_changed(Some(&self.changed))?;
        }
        Ok(self.counts)
    }

    /// Lets records be recognised by their fingerprints: a ticket that stands as a record left it is not compared with
    /// it again. `now` is the time of the import. Where the clock has been put back since an earlier one, times that
    /// were past then may lie in the future, so that all records have to be read.
    ///
    /// # Errors
    /// The store cannot be read.
    pub fn recognise(&mut self, now: Timestamp) -> Result<(), StoreError> {
        let connection = self.change.connection;
        let newest: Option<i64> = connection
            .query_row("SELECT max(started_at) FROM import", [], |row| row.get(0))
            .map_err(|error| self.change.fail(error))?;
        self.recognises = newest.is_none_or(|newest| newest <= now.0);
        Ok(())
    }

    /// Takes a ticket, without what identifies a person where that person was erased.
    fn take(&mut self, ticket: &PackedTicket, fingerprint: Option<Fingerprint>) -> Result<(), Refusal> {
        if self.erasures.is_empty() {
            return self.take_whole(ticket, fingerprint);
        }
        let mut incoming = ticket.unpack();
        let key = ticket.external_id().unwrap_or_default();
        let known = self.erasures.has_ticket(key);
        if !known && !self.erasures.has_person(&self.source_name, &incoming.outcome) {
            return self.take_whole(ticket, fingerprint);
        }
        if !known {
            self.erasures.add_ticket(key);
            self.theirs.push(key.to_owned());
        }
        without_person(&mut incoming);
        self.take_whole(&PackedTicket::of(&incoming), fingerprint)
    }

    fn take_whole(&mut self, ticket: &PackedTicket, fingerprint: Option<Fingerprint>) -> Result<(), Refusal> {
        let Some(key) = ticket.external_id() else {
            return Err(refused(Field::ExternalId, "is empty"));
        };
        if self.known_source || self.made.contains(key) {
            match self.find(key, fingerprint).map_err(|error| self.fatal(error))? {
                Some(Found::Other(stored)) => return self.meet(*stored, &ticket.unpack(), fingerprint),
                Some(Found::Same(id)) => {
                    self.leave(id);
                    return Ok(());
                }
                None => {}
            }
        }
        if !ticket.filled().contains(Field::CreatedAt) {
            return Err(refused(
                Field::CreatedAt,
                "is empty, and the store has no ticket with this id yet; import the tickets themselves first",
            ));
        }
        self.insert(key, ticket, fingerprint).map_err(|error| self.fatal(error))
    }

    fn find(&mut self, key: &str, fingerprint: Option<Fingerprint>) -> rusqlite::Result<Option<Found>> {
        if self.new.holds(key) {
            self.new.flush(&mut self.words)?;
        }
        let (words, seen) = (&mut self.words, &self.seen);
        let wanted = fingerprint.filter(|_| self.recognises).map(Fingerprint::number);
        let found = self.find.query_row((self.source, key), |row| {
            let (id, kept) = (row.get(0)?, row.get(1)?);
            if wanted.is_some() && kept == wanted && !seen.contains(id) {
                return Ok(Found::Same(id));
            }
            let ticket = read_ticket(row, 2, words)?;
            Ok(Found::Other(Box::new(Stored { id, fingerprint: kept, ticket })))
        });
        found.optional()
    }

    /// A row that changes nothing, the first of its ticket.
    fn leave(&mut self, id: u32) {
        self.expected.met(id);
        self.seen.insert(id);
        self.counts.unchanged += 1;
    }

    fn insert(
        &mut self,
        key: &str,
        ticket: &PackedTicket,
        fingerprint: Option<Fingerprint>,
    ) -> rusqlite::Result<()> {
        let id = self.last_id.saturating_add(1);
        self.last_id = id;
        self.made.add(key);
        self.new.add(NewTicket { id, fingerprint, ticket: ticket.clone() }, &mut self.words)?;
        self.seen.insert(id);
        self.changed.insert(id);
        self.counts.inserted += 1;
        Ok(())
    }

    /// A row of a ticket that the store has, from before or from this import.
    fn meet(
        &mut self,
        stored: Stored,
        incoming: &Incoming,
        fingerprint: Option<Fingerprint>,
    ) -> Result<(), Refusal> {
        let Stored { id, ticket: stored, fingerprint: kept } = stored;
        self.expected.met(id);
        let first_row = self.seen.insert(id);
        if !first_row {
            // Of the two rows in the input, one or the other does not count.
            self.counts.superseded += 1;
        }
        if is_older(incoming, &stored) {
            self.counts.unchanged += u64::from(first_row);
            return Ok(());
        }
        if id > self.last_old_id {
            let mut alone = incoming.outcome.clone();
            if alone.created_at.is_none() {
                // It tells one thing of the ticket and cannot stand alone, so it adds to the row before it.
                alone = stored.clone();
                alone.overlay(&incoming.outcome, incoming.present);
            }
            return if alone == stored { Ok(()) } else { self.update(id, &alone, fingerprint) };
        }
        let before = if first_row {
            None
        } else {
            self.find_before
                .query_row([id], |row| read_ticket(row, 0, &mut self.words))
                .optional()
                .map_err(|error| self.fatal(error))?
        };
        let changed_by_this_import = before.is_some();
        let before = before.unwrap_or_else(|| stored.clone());
        let mut merged = before.clone();
        merged.overlay(&incoming.outcome, incoming.present);
        match (merged == before, changed_by_this_import) {
            (true, false) => {
                self.counts.unchanged += u64::from(first_row);
                if let Some(number) = fingerprint.map(Fingerprint::number).filter(|own| kept != Some(*own)) {
                    // Another record that says the same, such as one with a column more: it will come again.
                    self.mark.execute((id, number)).map_err(|error| self.fatal(error))?;
                }
            }
            (false, false) => {
                self.keep_before.execute([id]).map_err(|error| self.fatal(error))?;
                self.update(id, &merged, fingerprint)?;
                self.counts.updated += 1;
                self.counts.unchanged -= u64::from(!first_row);
            }
            (false, true) => self.update(id, &merged, fingerprint)?,
            (true, true) => {
                self.update(id, &merged, fingerprint)?;
                self.drop_before.execute([id]).map_err(|error| self.fatal(error))?;
                self.changed.remove(id);
                self.counts.updated -= 1;
                self.counts.unchanged += 1;
            }
        }
        Ok(())
    }

    fn update(
        &mut self,
        id: u32,
        ticket: &TicketOutcome,
        fingerprint: Option<Fingerprint>,
    ) -> Result<(), Refusal> {
        self.write(id, ticket, fingerprint).map_err(|error| self.fatal(error))?;
        self.changed.insert(id);
        Ok(())
    }

    fn write(
        &mut self,
        id: u32,
        ticket: &TicketOutcome,
        fingerprint: Option<Fingerprint>,
    ) -> rusqlite::Result<()> {
        let values = ticket.filled().iter().map(|field| (field, ticket.value(field)));
        self.update.clear_bindings();
        bind_row(&mut self.update, 0, id, fingerprint, values, &mut self.words)?;
        self.update.raw_execute()?;
        Ok(())
    }

    fn fatal(&self, error: rusqlite::Error) -> Refusal {
        Refusal::Fatal(Box::new(self.change.fail(error)))
    }
}

impl Sink for TicketWriter<'_> {
    fn ticket(&mut self, incoming: &Incoming) -> Result<(), Refusal> {
        self.take(&PackedTicket::of(incoming), None)
    }

    fn packed(&mut self, ticket: &PackedTicket, record: Fingerprint) -> Result<(), Refusal> {
        self.take(ticket, Some(record))
    }

    fn known(&mut self, record: Fingerprint) -> Result<bool, Box<dyn Error + Send + Sync>> {
        if !self.recognises {
            return Ok(false);
        }
        let id = self.expected.with(record.number()).map_err(|error| self.change.fail(error))?;
        // A ticket that the input has a row for already may have been changed by that.
        let known = id.filter(|id| !self.seen.contains(*id));
        known.into_iter().for_each(|id| self.leave(id));
        Ok(known.is_some())
    }
}

fn refused(field: Field, reason: &str) -> Refusal {
    Refusal::Row(BadRow { field: Some(field), reason: reason.to_owned() })
}

/// Whether the stored ticket is newer than the row, so that the row changes nothing.
fn is_older(incoming: &Incoming, stored: &TicketOutcome) -> bool {
    match (incoming.outcome.updated_at, stored.updated_at) {
        (Some(row), Some(stored)) => row < stored,
        _ => false,
    }
}
