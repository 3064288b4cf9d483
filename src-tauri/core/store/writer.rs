//! Taking tickets in: the upsert rules, and the count of what they did.
//!
//! A ticket that is in the input several times (an event log) counts once: its newest row, or the later of two with
//! the same time, is the one that meets the stored ticket; the others are superseded. The rows come in any order and
//! the input may be larger than memory, so the newest is not known until the end. What is remembered is one bit for
//! each ticket seen, and, in a temporary table, how a ticket stood before this import changed it.

use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{CachedStatement, Connection, OptionalExtension, Row, ToSql};

use super::error::StoreError;
use super::import_log::ImportCounts;
use super::open::Transaction;
use super::words::{Dictionary, is_word};
use crate::import::{BadRow, Refusal, Sink};
use crate::model::{Field, Incoming, TicketOutcome, Value};

/// Writes the tickets of one input into the store, within a transaction.
pub struct TicketWriter<'a> {
    change: &'a Transaction<'a>,
    words: Dictionary<'a>,
    source: i64,
    /// Whether the source had tickets before: then most keys are known, and looking first is faster.
    known_source: bool,
    /// Tickets with a higher id were made by this import.
    last_old_id: i64,
    seen: Bits,
    counts: ImportCounts,
    insert: CachedStatement<'a>,
    update: CachedStatement<'a>,
    find: CachedStatement<'a>,
    find_before: CachedStatement<'a>,
    keep_before: CachedStatement<'a>,
    drop_before: CachedStatement<'a>,
}

/// A set of ticket ids: one bit each.
#[derive(Default)]
struct Bits(Vec<u64>);

impl Bits {
    /// Adds an id; whether it was new.
    fn insert(&mut self, id: i64) -> bool {
        let index = usize::try_from(id).unwrap_or(0);
        let (word, bit) = (index / 64, 1u64 << (index % 64));
        if word >= self.0.len() {
            self.0.resize((word + 1).next_power_of_two(), 0);
        }
        let new = self.0[word] & bit == 0;
        self.0[word] |= bit;
        new
    }
}

impl<'a> Transaction<'a> {
    /// Begins to write tickets of a source, which is made where it is new.
    ///
    /// # Errors
    /// The store cannot be written.
    pub fn ticket_writer(&'a self, source: &str) -> Result<TicketWriter<'a>, StoreError> {
        let source = self.source_id(source)?;
        TicketWriter::new(self, source).map_err(|error| self.fail(error))
    }
}

impl<'a> TicketWriter<'a> {
    fn new(change: &'a Transaction<'a>, source: i64) -> rusqlite::Result<TicketWriter<'a>> {
        let connection: &Connection = change.connection;
        connection.execute_batch(
            "CREATE TEMP TABLE IF NOT EXISTS before AS SELECT * FROM main.ticket WHERE 0;
             CREATE UNIQUE INDEX IF NOT EXISTS temp.before_id ON before (id);
             DELETE FROM temp.before;",
        )?;
        let columns = columns("");
        let marks: Vec<String> = (1..=Field::ALL.len()).map(|index| format!("?{index}")).collect();
        let pairs: Vec<String> =
            Field::ALL.iter().zip(&marks).map(|(field, mark)| format!("{} = {mark}", field.name())).collect();
        let (marks, pairs) = (marks.join(", "), pairs.join(", "));
        let after = Field::ALL.len() + 1;
        let prepare = |sql: String| connection.prepare_cached(&sql);
        Ok(TicketWriter {
            change,
            words: Dictionary::new(connection)?,
            source,
            known_source: connection.query_row(
                "SELECT EXISTS (SELECT 1 FROM ticket WHERE source = ?1)",
                [source],
                |row| row.get(0),
            )?,
            last_old_id: connection
                .query_row("SELECT ifnull(max(id), 0) FROM ticket", [], |row| row.get(0))?,
            seen: Bits::default(),
            counts: ImportCounts::default(),
            insert: prepare(format!(
                "INSERT INTO ticket ({columns}, source) VALUES ({marks}, ?{after})
                 ON CONFLICT (source, external_id) DO NOTHING"
            ))?,
            update: prepare(format!("UPDATE ticket SET {pairs} WHERE id = ?{after}"))?,
            find: prepare(format!(
                "SELECT {columns}, id FROM ticket WHERE source = ?1 AND external_id = ?2"
            ))?,
            find_before: prepare(format!("SELECT {columns} FROM temp.before WHERE id = ?1"))?,
            keep_before: prepare(
                "INSERT INTO temp.before SELECT * FROM main.ticket WHERE id = ?1".to_owned(),
            )?,
            drop_before: prepare("DELETE FROM temp.before WHERE id = ?1".to_owned())?,
        })
    }

    /// What was done so far. `read` and `rejected` are the reader's to count.
    pub fn counts(&self) -> ImportCounts {
        self.counts
    }

    fn take(&mut self, incoming: &Incoming) -> Result<(), Refusal> {
        let Some(key) = incoming.outcome.external_id.as_deref() else {
            return Err(refused(Field::ExternalId, "is empty"));
        };
        if !self.known_source && incoming.outcome.created_at.is_some() && self.insert(incoming)? {
            return Ok(());
        }
        let found = self
            .find
            .query_row((self.source, key), |row| {
                Ok((read_ticket(row, &mut self.words)?, row.get(Field::ALL.len())?))
            })
            .optional()
            .map_err(|error| self.fatal(error))?;
        match found {
            Some((stored, id)) => self.meet(id, stored, incoming),
            None if incoming.outcome.created_at.is_none() => Err(refused(
                Field::CreatedAt,
                "is empty, and the store has no ticket with this id yet; import the tickets themselves first",
            )),
            None => {
                self.insert(incoming)?;
                Ok(())
            }
        }
    }

    /// Makes the ticket if its key is new; whether it was.
    fn insert(&mut self, incoming: &Incoming) -> Result<bool, Refusal> {
        // Columns that the input lacks are empty on a new ticket.
        let mut outcome = TicketOutcome::default();
        outcome.overlay(&incoming.outcome, incoming.present);
        bind(&mut self.insert, &mut self.words, &outcome)
            .and_then(|()| self.insert.raw_bind_parameter(Field::ALL.len() + 1, self.source))
            .and_then(|()| self.insert.raw_execute())
            .map_err(|error| self.fatal(error))
            .map(|made| {
                if made > 0 {
                    self.seen.insert(self.change.connection.last_insert_rowid());
                    self.counts.inserted += 1;
                }
                made > 0
            })
    }

    /// A row of a ticket that the store has, from before or from this import.
    fn meet(&mut self, id: i64, stored: TicketOutcome, incoming: &Incoming) -> Result<(), Refusal> {
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
            let mut alone = TicketOutcome::default();
            alone.overlay(&incoming.outcome, incoming.present);
            return if alone == stored { Ok(()) } else { self.update(id, &alone) };
        }
        let before = if first_row {
            None
        } else {
            self.find_before
                .query_row([id], |row| read_ticket(row, &mut self.words))
                .optional()
                .map_err(|error| self.fatal(error))?
        };
        let changed_by_this_import = before.is_some();
        let before = before.unwrap_or_else(|| stored.clone());
        let mut merged = before.clone();
        merged.overlay(&incoming.outcome, incoming.present);
        match (merged == before, changed_by_this_import) {
            (true, false) => self.counts.unchanged += u64::from(first_row),
            (false, false) => {
                self.keep_before.execute([id]).map_err(|error| self.fatal(error))?;
                self.update(id, &merged)?;
                self.counts.updated += 1;
                self.counts.unchanged -= u64::from(!first_row);
            }
            (false, true) => self.update(id, &merged)?,
            (true, true) => {
                self.update(id, &merged)?;
                self.drop_before.execute([id]).map_err(|error| self.fatal(error))?;
                self.counts.updated -= 1;
                self.counts.unchanged += 1;
            }
        }
        Ok(())
    }

    fn update(&mut self, id: i64, outcome: &TicketOutcome) -> Result<(), Refusal> {
        bind(&mut self.update, &mut self.words, outcome)
            .and_then(|()| self.update.raw_bind_parameter(Field::ALL.len() + 1, id))
            .and_then(|()| self.update.raw_execute())
            .map_err(|error| self.fatal(error))?;
        Ok(())
    }

    fn fatal(&self, error: rusqlite::Error) -> Refusal {
        Refusal::Fatal(Box::new(self.change.fail(error)))
    }
}

impl Sink for TicketWriter<'_> {
    fn ticket(&mut self, incoming: &Incoming) -> Result<(), Refusal> {
        self.take(incoming)
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

/// Binds a ticket's fields as parameters 1 to n.
fn bind(
    statement: &mut CachedStatement<'_>,
    words: &mut Dictionary<'_>,
    outcome: &TicketOutcome,
) -> rusqlite::Result<()> {
    for (index, field) in Field::ALL.iter().enumerate() {
        match outcome.value(*field) {
            Value::Text(text) if is_word(*field) => {
                let id = words.id(text)?;
                statement.raw_bind_parameter(index + 1, id)?;
            }
            value => statement.raw_bind_parameter(index + 1, Bound(value))?,
        }
    }
    Ok(())
}

/// A value as SQLite takes it.
struct Bound<'a>(Value<'a>);

impl ToSql for Bound<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self.0 {
            Value::Null => ValueRef::Null,
            Value::Text(text) => ValueRef::Text(text.as_bytes()),
            Value::Int(number) => ValueRef::Integer(number),
            Value::Real(number) => ValueRef::Real(number),
        }))
    }
}

/// The names of a ticket's columns, each behind its table's prefix, with commas between.
pub(super) fn columns(prefix: &str) -> String {
    Field::ALL.iter().map(|field| format!("{prefix}{}", field.name())).collect::<Vec<_>>().join(", ")
}

/// A ticket from a row that begins with [`columns`].
pub(super) fn read_ticket(row: &Row<'_>, words: &mut Dictionary<'_>) -> rusqlite::Result<TicketOutcome> {
    let mut outcome = TicketOutcome::default();
    for (index, field) in Field::ALL.iter().enumerate() {
        match row.get_ref(index)? {
            ValueRef::Null => {}
            ValueRef::Integer(id) if is_word(*field) => {
                outcome.set_value(*field, Value::Text(words.text(id)?))
            }
            ValueRef::Integer(number) => outcome.set_value(*field, Value::Int(number)),
            ValueRef::Real(number) => outcome.set_value(*field, Value::Real(number)),
            ValueRef::Text(text) => outcome.set_value(*field, Value::Text(&String::from_utf8_lossy(text))),
            ValueRef::Blob(_) => {}
        }
    }
    Ok(outcome)
}
