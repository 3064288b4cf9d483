//! Which tickets each change to the store touched, so that what is computed from them need not begin anew.

use rusqlite::{Connection, OptionalExtension};

use super::error::StoreError;
use super::open::{Store, Transaction};
use super::tickets::TicketReader;
use crate::model::IdSet;

/// A state of the store's tickets.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Revision {
    /// Goes up with every change.
    pub number: i64,
    /// Tells it from one of the same number in a copy of the store that went its own way.
    pub token: String,
}

/// Changes that are remembered; whoever is further behind reads all tickets again.
const REMEMBERED: i64 = 1_000;

impl Store {
    /// A key of the store's own, the same for as long as it lives.
    ///
    /// # Errors
    /// The store cannot be read.
    pub fn key(&self) -> Result<String, StoreError> {
        self.glance()
            .query_row("SELECT value FROM setting WHERE name = 'key'", [], |row| row.get(0))
            .map_err(|source| StoreError::from_sqlite(self.path(), source))
    }
}

impl TicketReader<'_> {
    /// The state of the tickets that this reader sees.
    ///
    /// # Errors
    /// The store cannot be read.
    pub fn revision(&self) -> Result<Revision, StoreError> {
        self.connection()
            .query_row(
                "SELECT revision, lower(hex(token)) FROM change ORDER BY revision DESC LIMIT 1",
                [],
                |row| Ok(Revision { number: row.get(0)?, token: row.get(1)? }),
            )
            .optional()
            .map(Option::unwrap_or_default)
            .map_err(|source| self.fail(source))
    }

    /// The tickets that were made, changed or removed since a state. `None` where that is not known, or it is all of
    /// them.
    ///
    /// # Errors
    /// The store cannot be read.
    pub fn changed_since(&self, revision: &Revision) -> Result<Option<IdSet>, StoreError> {
        changed_since(self.connection(), revision).map_err(|source| self.fail(source))
    }
}

fn changed_since(connection: &Connection, revision: &Revision) -> rusqlite::Result<Option<IdSet>> {
    let known: bool = connection.query_row(
        "SELECT EXISTS (SELECT 1 FROM change WHERE revision = ?1 AND lower(hex(token)) = ?2)",
        (revision.number, &revision.token),
        |row| row.get(0),
    )?;
    if !known {
        return Ok(None);
    }
    let mut statement = connection.prepare("SELECT tickets FROM change WHERE revision > ?1")?;
    let mut rows = statement.query([revision.number])?;
    let mut changed = IdSet::default();
    while let Some(row) = rows.next()? {
        let Some(ids) = row.get_ref(0)?.as_blob_or_null()?.and_then(unpacked) else { return Ok(None) };
        changed.extend(ids);
    }
    Ok(Some(changed))
}

impl Transaction<'_> {
    /// Notes that these tickets were made, changed or removed; `None`: so many that all are to be read again.
    ///
    /// # Errors
    /// The store cannot be written.
    pub fn note_changed(&self, tickets: Option<&IdSet>) -> Result<(), StoreError> {
        let packed = tickets.map(packed);
        self.connection
            .execute("INSERT INTO change (tickets) VALUES (?1)", [packed])
            .and_then(|_| {
                let last = self.connection.last_insert_rowid();
                self.connection.execute("DELETE FROM change WHERE revision <= ?1", [last - REMEMBERED])
            })
            .map_err(|source| self.fail(source))?;
        Ok(())
    }
}

/// Ids as runs: how many are left out, how many follow; each number in groups of seven bits, the lowest first.
fn packed(ids: &IdSet) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut put = |mut number: u32| {
        while number >= 0x80 {
            bytes.push(number as u8 | 0x80);
            number >>= 7;
        }
        bytes.push(number as u8);
    };
    let (mut end, mut run) = (0, None::<(u32, u32)>);
    for id in ids.iter() {
        match &mut run {
            Some((first, length)) if *first + *length == id => *length += 1,
            _ => {
                if let Some((first, length)) = run {
                    put(first - end);
                    put(length);
                    end = first + length;
                }
                run = Some((id, 1));
            }
        }
    }
    if let Some((first, length)) = run {
        put(first - end);
        put(length);
    }
    bytes
}

/// The reverse of [`packed`]; `None` where the bytes are no runs.
fn unpacked(bytes: &[u8]) -> Option<impl Iterator<Item = u32>> {
    let mut numbers = Vec::new();
    let (mut number, mut shift) = (0u32, 0);
    for byte in bytes {
        number |= u32::from(byte & 0x7f).checked_shl(shift)?;
        match byte & 0x80 {
            0 => {
                numbers.push(number);
                (number, shift) = (0, 0);
            }
            _ => shift += 7,
        }
    }
    let mut end = 0u32;
    let mut runs = Vec::new();
    for pair in numbers.chunks(2) {
        let [gap, length] = pair else { return None };
        let first = end.checked_add(*gap)?;
        end = first.checked_add(*length)?;
        runs.push(first..end);
    }
    Some(runs.into_iter().flatten())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn ids_are_unpacked_as_they_were_packed(ids in proptest::collection::vec(0u32..100_000, 0..200)) {
            let set: IdSet = ids.into_iter().collect();
            let back: IdSet = unpacked(&packed(&set)).unwrap().collect();
            prop_assert_eq!(back.iter().collect::<Vec<_>>(), set.iter().collect::<Vec<_>>());
        }

        #[test]
        fn any_bytes_are_runs_or_none(bytes in proptest::collection::vec(any::<u8>(), 0..12)) {
            if let Some(ids) = unpacked(&bytes) {
                prop_assert!(ids.take(1_000).count() <= 1_000);
            }
        }
    }

    #[test]
    fn a_long_run_takes_a_few_bytes() {
        let set: IdSet = (1..1_000_001).collect();
        assert_eq!(packed(&set).len(), 4);
    }
}
