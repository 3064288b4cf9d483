//! The ledger of monthly costs.

use chrono::NaiveDate;

use super::error::StoreError;
use super::open::{Store, Transaction};
use crate::cost::{CostKind, Ledger, LedgerEntry};

impl Store {
    /// The ledger, by month and kind.
    ///
    /// # Errors
    /// The store cannot be read, or holds a value that this version cannot.
    pub fn ledger(&self) -> Result<Vec<LedgerEntry>, StoreError> {
        let rows: Vec<(String, String, f64)> = self
            .glance()
            .prepare("SELECT kind, month, amount FROM ledger ORDER BY month, kind")
            .and_then(|mut statement| {
                statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?.collect()
            })
            .map_err(|source| StoreError::from_sqlite(self.path(), source))?;
        rows.into_iter()
            .map(|(kind, month, amount)| {
                let unreadable = || StoreError::Value(format!("ledger entry {kind} {month}"));
                let month: NaiveDate = month.parse().map_err(|_| unreadable())?;
                let kind = CostKind::from_name(&kind).ok_or_else(unreadable)?;
                Ok(LedgerEntry { kind, month, amount })
            })
            .collect()
    }
}

impl Transaction<'_> {
    /// Enters a monthly cost, in place of one of the same kind and month.
    ///
    /// # Errors
    /// The amount is no amount, the day is not the first of a month, or the store cannot be written.
    pub fn set_ledger_entry(&self, entry: &LedgerEntry) -> Result<(), StoreError> {
        Ledger::new(vec![*entry])?;
        self.connection
            .execute(
                "INSERT OR REPLACE INTO ledger (kind, month, amount) VALUES (?1, ?2, ?3)",
                rusqlite::params![entry.kind.name(), entry.month.to_string(), entry.amount],
            )
            .map_err(|source| self.fail(source))?;
        Ok(())
    }

    /// Enters the costs that come with the sample data, and go with it.
    ///
    /// # Errors
    /// As for [`Transaction::set_ledger_entry`].
    pub fn set_sample_ledger(&self, entries: &[LedgerEntry]) -> Result<(), StoreError> {
        for entry in entries {
            self.set_ledger_entry(entry)?;
        }
        self.connection.execute("UPDATE ledger SET sample = 1", []).map_err(|source| self.fail(source))?;
        Ok(())
    }

    /// Removes an entry.
    ///
    /// # Errors
    /// There is none of this kind in this month, or the store cannot be written.
    pub fn remove_ledger_entry(&self, kind: CostKind, month: NaiveDate) -> Result<(), StoreError> {
        let removed = self
            .connection
            .execute("DELETE FROM ledger WHERE kind = ?1 AND month = ?2", [kind.name(), &month.to_string()])
            .map_err(|source| self.fail(source))?;
        if removed == 0 {
            let name = format!("{} of {}", kind.name(), month.format("%Y-%m"));
            return Err(StoreError::Unknown { kind: "cost", name });
        }
        Ok(())
    }
}
