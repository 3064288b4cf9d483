//! Finding tickets by their number or the words of their subject.
//!
//! Subjects are in the store alone, and there is no index of their words: one would take more room than the tickets do.
//! So the tickets that are asked about are read, by as many readers as there are threads, and nothing of them but
//! number and subject.

use std::ops::ControlFlow;

use rusqlite::types::ValueRef;

use super::error::StoreError;
use super::open::Store;
use super::tickets::{StoredTicket, TicketReader};
use crate::model::IdSet;

/// What tickets are looked for by.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Sought {
    text: String,
    words: Vec<String>,
}

impl Sought {
    /// Tickets with this text in their number, or with each of its words in their subject, whatever the case. `None`
    /// where there is no word in it.
    pub fn new(text: &str) -> Option<Sought> {
        let text = text.trim().to_lowercase();
        let words: Vec<String> = text.split_whitespace().map(str::to_owned).collect();
        (!words.is_empty()).then_some(Sought { text, words })
    }

    fn fits(&self, number: &str, subject: Option<&str>) -> bool {
        number.to_lowercase().contains(&self.text)
            || subject.is_some_and(|subject| {
                let subject = subject.to_lowercase();
                self.words.iter().all(|word| subject.contains(word.as_str()))
            })
    }
}

/// Rows between two looks at whether anybody still wants to know.
const ROWS: usize = 4_096;

impl TicketReader<'_> {
    /// Adds the tickets that fit, of some, to `found`. Breaks off where `go_on` says so.
    ///
    /// # Errors
    /// The store cannot be read.
    pub fn search(
        &self,
        sought: &Sought,
        (first, last): (u32, u32),
        among: &IdSet,
        go_on: &(dyn Fn() -> ControlFlow<()> + Sync),
    ) -> Result<ControlFlow<(), Vec<u32>>, StoreError> {
        let fail = |source| self.fail(source);
        let mut statement = self
            .connection()
            .prepare("SELECT id, external_id, subject FROM ticket WHERE id BETWEEN ?1 AND ?2")
            .map_err(fail)?;
        let mut rows = statement.query((first, last)).map_err(fail)?;
        let (mut found, mut read) = (Vec::new(), 0);
        while let Some(row) = rows.next().map_err(fail)? {
            read += 1;
            if read % ROWS == 0 && go_on().is_break() {
                return Ok(ControlFlow::Break(()));
            }
            let id = row.get(0).map_err(fail)?;
            if !among.contains(id) {
                continue;
            }
            let text = |column| row.get_ref(column).map_err(fail);
            let subject = match text(2)? {
                ValueRef::Text(subject) => std::str::from_utf8(subject).ok(),
                _ => None,
            };
            if sought.fits(text(1)?.as_str().map_err(|error| fail(error.into()))?, subject) {
                found.push(id);
            }
        }
        Ok(ControlFlow::Continue(found))
    }

    /// The place of each ticket in the order of their numbers, by its id: source by source, the shorter number first, so
    /// that 9 comes before 10. What is no ticket's id has the last.
    ///
    /// # Errors
    /// The store cannot be read.
    pub fn places_by_number(&self) -> Result<Vec<u32>, StoreError> {
        let fail = |source| self.fail(source);
        let mut sources = self.connection().prepare("SELECT id FROM source ORDER BY name").map_err(fail)?;
        let sources = sources.query_map([], |row| row.get(0)).map_err(fail)?;
        let sources: Vec<i64> = sources.collect::<Result<_, _>>().map_err(fail)?;
        // The index of the keys has all of this, in this order.
        let mut statement = self
            .connection()
            .prepare("SELECT id, length(external_id) FROM ticket WHERE source = ?1 ORDER BY external_id")
            .map_err(fail)?;
        let mut keys: Vec<(u64, u32)> = Vec::new();
        for (place, source) in (0u64..).zip(sources) {
            let mut rows = statement.query([source]).map_err(fail)?;
            while let Some(row) = rows.next().map_err(fail)? {
                let (id, length): (u32, u32) = (row.get(0).map_err(fail)?, row.get(1).map_err(fail)?);
                keys.push((place << 32 | u64::from(length), id));
            }
        }
        // Keeps the order of equal ones.
        keys.sort_by_key(|(key, _)| *key);
        let last = keys.iter().map(|(_, id)| *id).max().unwrap_or_default();
        let mut places = vec![u32::MAX; last as usize + 1];
        for ((_, id), place) in keys.into_iter().zip(0..) {
            if let Some(entry) = places.get_mut(id as usize) {
                *entry = place;
            }
        }
        Ok(places)
    }

    /// The tickets with this number, of whatever source.
    ///
    /// # Errors
    /// The store cannot be read.
    pub fn numbered(&self, number: &str) -> Result<Vec<StoredTicket>, StoreError> {
        let sources: Vec<String> = self
            .connection()
            .prepare("SELECT name FROM source ORDER BY name")
            .and_then(|mut statement| statement.query_map([], |row| row.get(0))?.collect())
            .map_err(|source| self.fail(source))?;
        let found = sources.iter().map(|source| self.by_key(source, number));
        found.filter_map(Result::transpose).collect()
    }
}

impl Store {
    /// The tickets of these that fit, read side by side by as many readers as there are threads. `None` where `go_on` has
    /// it broken off.
    ///
    /// # Errors
    /// The store cannot be read.
    pub fn search(
        &self,
        sought: &Sought,
        among: &IdSet,
        go_on: &(dyn Fn() -> ControlFlow<()> + Sync),
    ) -> Result<Option<IdSet>, StoreError> {
        use rayon::prelude::*;
        let (Some(first), Some(last)) = (among.iter().next(), among.iter().last()) else {
            return Ok(Some(IdSet::default()));
        };
        let readers = rayon::current_num_threads() as u32;
        let share = (last - first) / readers + 1;
        let parts = (0..readers).into_par_iter().map(|part| {
            let from = first.saturating_add(share.saturating_mul(part));
            let to = from.saturating_add(share - 1).min(last);
            self.tickets()?.search(sought, (from, to), among, go_on)
        });
        let mut found = IdSet::default();
        for part in parts.collect::<Result<Vec<_>, StoreError>>()? {
            match part {
                ControlFlow::Continue(ids) => found.extend(ids),
                ControlFlow::Break(()) => return Ok(None),
            }
        }
        Ok(Some(found))
    }
}
