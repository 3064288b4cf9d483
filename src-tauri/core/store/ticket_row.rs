//! A ticket as a row of the store: which column holds what.

use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{CachedStatement, Row};

use super::words::{Dictionary, is_word};
use crate::import::Fingerprint;
use crate::model::{Field, TicketOutcome, Value};

/// The names of a ticket's columns, each behind its table's prefix, with commas between.
pub(super) fn columns(prefix: &str) -> String {
    Field::ALL.iter().map(|field| format!("{prefix}{}", field.name())).collect::<Vec<_>>().join(", ")
}

/// A ticket from a row whose columns from `first` on are [`columns`].
pub(super) fn read_ticket(
    row: &Row<'_>,
    first: usize,
    words: &mut Dictionary<'_>,
) -> rusqlite::Result<TicketOutcome> {
    let mut outcome = TicketOutcome::default();
    for (index, field) in Field::ALL.iter().enumerate() {
        match row.get_ref(first + index)? {
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

/// Parameters of a row that is written: its id, its fingerprint and [`columns`].
pub(super) const WIDTH: usize = 2 + Field::ALL.len();

/// Binds a ticket to the parameters of a statement that begin behind `before` others. Those of empty columns are left
/// as they are.
pub(super) fn bind_row<'t>(
    statement: &mut CachedStatement<'_>,
    before: usize,
    id: u32,
    fingerprint: Option<Fingerprint>,
    values: impl Iterator<Item = (Field, Value<'t>)>,
    words: &mut Dictionary<'_>,
) -> rusqlite::Result<()> {
    statement.raw_bind_parameter(before + 1, id)?;
    if let Some(fingerprint) = fingerprint {
        statement.raw_bind_parameter(before + 2, fingerprint.number())?;
    }
    for (field, value) in values {
        let value = match value {
            Value::Text(text) if is_word(field) => ValueRef::Integer(words.id(text)?),
            Value::Text(text) => ValueRef::Text(text.as_bytes()),
            Value::Int(number) => ValueRef::Integer(number),
            Value::Real(number) => ValueRef::Real(number),
            Value::Null => continue,
        };
        statement.raw_bind_parameter(before + 3 + field as usize, ToSqlOutput::Borrowed(value))?;
    }
    Ok(())
}
