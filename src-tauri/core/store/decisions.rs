//! What people decided, and which alerts were told.

use std::collections::BTreeSet;

use rusqlite::Connection;

use super::definition_changes::By;
use super::error::StoreError;
use super::open::{Store, Transaction};
use crate::insights::{Decided, Decision, DecisionKind, Decisions};
use crate::model::Timestamp;

impl Store {
    /// All decisions, the oldest first.
    ///
    /// # Errors
    /// The store cannot be read, or holds a value that this version cannot.
    pub fn decisions(&self) -> Result<Vec<Decision>, StoreError> {
        let rows = all(&self.reader()?).map_err(|source| StoreError::from_sqlite(self.path(), source))?;
        rows.into_iter().map(read).collect()
    }

    /// The keys of the alerts that were told.
    ///
    /// # Errors
    /// The store cannot be read.
    pub fn announced(&self) -> Result<BTreeSet<String>, StoreError> {
        self.reader()?
            .prepare("SELECT alert FROM announced")
            .and_then(|mut statement| statement.query_map([], |row| row.get(0))?.collect())
            .map_err(|source| StoreError::from_sqlite(self.path(), source))
    }
}

/// A decision as it is stored: kind, subject, value, why, who, when.
type Row = (String, String, Option<String>, Option<String>, String, i64);

fn all(connection: &Connection) -> rusqlite::Result<Vec<Row>> {
    let sql = "SELECT kind, subject, value, why, who, at FROM decision ORDER BY id";
    connection.prepare(sql)?.query_map([], |row| row.try_into())?.collect()
}

/// What holds of query types.
pub(super) fn of_query_types(connection: &Connection) -> rusqlite::Result<Result<Decisions, StoreError>> {
    let sql = "SELECT kind, subject, value, why, who, at FROM decision WHERE kind = ?1 ORDER BY id";
    let mut statement = connection.prepare_cached(sql)?;
    let rows = statement.query_map([DecisionKind::QueryType.word()], |row| row.try_into())?;
    let rows: Vec<Row> = rows.collect::<Result<_, _>>()?;
    Ok(rows.into_iter().map(read).collect::<Result<Vec<Decision>, _>>().map(Decisions::new))
}

fn read((kind, subject, value, why, who, at): Row) -> Result<Decision, StoreError> {
    let bad = |reason: String| StoreError::Value(format!("decision on {subject:?}: {reason}"));
    let known = DecisionKind::from_word(&kind).ok_or_else(|| bad(format!("there is no kind {kind:?}")))?;
    let decided = value
        .map(|value| {
            let value: serde_json::Value = serde_json::from_str(&value)?;
            serde_json::from_value::<Decided>(serde_json::json!({ "kind": kind, "value": value }))
        })
        .transpose()
        .map_err(|error| bad(error.to_string()))?;
    Ok(Decision { subject, kind: known, decided, why, who, at: Timestamp(at) })
}

impl Transaction<'_> {
    /// Keeps a decision, beside all that were made before. Where it says what tickets are about, these change with it.
    ///
    /// # Errors
    /// The store cannot be read or written.
    pub fn decide(&self, decision: &Decision) -> Result<(), StoreError> {
        let by = By { user: decision.who.clone(), at: decision.at };
        self.noting_query_types(decision.kind == DecisionKind::QueryType, &by, || self.keep(decision))
    }

    fn noting_query_types(
        &self,
        touched: bool,
        by: &By,
        change: impl FnOnce() -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        if !touched {
            return change();
        }
        let before = self.query_types()?;
        change()?;
        self.note_query_types(&before, by)
    }

    fn keep(&self, decision: &Decision) -> Result<(), StoreError> {
        let value = decision.decided.as_ref().map(|decided| {
            let written = serde_json::to_value(decided)?;
            serde_json::to_string(written.get("value").unwrap_or(&serde_json::Value::Null))
        });
        let value = value.transpose().map_err(|error| StoreError::Value(error.to_string()))?;
        let Decision { subject, kind, why, who, at, .. } = decision;
        self.connection
            .execute(
                "INSERT INTO decision (kind, subject, value, why, who, at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                rusqlite::params![kind.word(), subject, value, why, who, at.0],
            )
            .map(|_| ())
            .map_err(|source| self.fail(source))
    }

    /// Adds those of these decisions that are not there yet, each as often as they say it; how many there were. Of two of
    /// one subject that came from different places, the one made later holds.
    ///
    /// # Errors
    /// The store cannot be read or written, or holds a value that this version cannot.
    pub fn adopt_decisions(&self, theirs: &[Decision], by: &By) -> Result<usize, StoreError> {
        let ours = all(self.connection).map_err(|source| self.fail(source))?;
        let mut ours = ours.into_iter().map(read).collect::<Result<Vec<Decision>, StoreError>>()?;
        let mut known = ours.clone();
        let new: Vec<&Decision> = theirs
            .iter()
            .filter(|decision| match known.iter().position(|other| other == *decision) {
                Some(place) => {
                    known.swap_remove(place);
                    false
                }
                None => true,
            })
            .collect();
        for decision in &new {
            // Behind all that were not made later: what is there keeps its order.
            let place = ours.iter().rposition(|other| other.at <= decision.at).map_or(0, |place| place + 1);
            ours.insert(place, (*decision).clone());
        }
        let touched = new.iter().any(|decision| decision.kind == DecisionKind::QueryType);
        self.noting_query_types(touched, by, || match new.is_empty() {
            true => Ok(()),
            false => {
                self.connection.execute("DELETE FROM decision", []).map_err(|source| self.fail(source))?;
                ours.iter().try_for_each(|decision| self.keep(decision))
            }
        })?;
        Ok(new.len())
    }

    /// Notes that alerts were told.
    ///
    /// # Errors
    /// The store cannot be written.
    pub fn set_announced(&self, alerts: &[String], at: Timestamp) -> Result<(), StoreError> {
        for alert in alerts {
            self.connection
                .execute("INSERT OR IGNORE INTO announced (alert, at) VALUES (?1, ?2)", (alert, at.0))
                .map_err(|source| self.fail(source))?;
        }
        Ok(())
    }
}
