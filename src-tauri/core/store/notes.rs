//! What is written beside the figures of a review that is not published yet.

use rusqlite::Connection;

use super::error::StoreError;
use super::open::{Store, Transaction};
use super::reviews::json;
use crate::calendar::Period;
use crate::metrics::{FigureNote, Filter};

const OF_REVIEW: &str = "first_day = ?1 AND last_day = ?2 AND filters = ?3";

impl Store {
    /// The notes beside the figures of a period and filters, by KPI.
    ///
    /// # Errors
    /// The store cannot be read.
    pub fn notes(&self, period: Period, filters: &[Filter]) -> Result<Vec<FigureNote>, StoreError> {
        let key = key(period, filters)?;
        read(&self.reader()?, key).map_err(|source| StoreError::from_sqlite(self.path(), source))
    }
}

impl Transaction<'_> {
    /// Writes the note beside a figure; an empty one is none.
    ///
    /// # Errors
    /// The store cannot be written.
    pub fn set_note(
        &self,
        period: Period,
        filters: &[Filter],
        FigureNote { kpi, text }: &FigureNote,
    ) -> Result<(), StoreError> {
        let [from, to, filters] = key(period, filters)?;
        let done = match text.trim() {
            "" => self.connection.execute(
                &format!("DELETE FROM note WHERE {OF_REVIEW} AND kpi = ?4"),
                [&from, &to, &filters, kpi],
            ),
            text => self.connection.execute(
                "INSERT OR REPLACE INTO note (first_day, last_day, filters, kpi, text) VALUES (?1, ?2, ?3, ?4, ?5)",
                (&from, &to, &filters, kpi, text),
            ),
        };
        done.map(|_| ()).map_err(|source| self.fail(source))
    }

    /// Takes the notes of a review out of the store: they go into the review that is being published.
    ///
    /// # Errors
    /// The store cannot be written.
    pub fn take_notes(&self, period: Period, filters: &[Filter]) -> Result<Vec<FigureNote>, StoreError> {
        let key = key(period, filters)?;
        let notes = read(self.connection, key.clone()).map_err(|source| self.fail(source))?;
        self.connection
            .execute(&format!("DELETE FROM note WHERE {OF_REVIEW}"), key)
            .map_err(|source| self.fail(source))?;
        Ok(notes)
    }
}

/// What the notes of a review are kept by.
fn key(period: Period, filters: &[Filter]) -> Result<[String; 3], StoreError> {
    Ok([period.from.to_string(), period.to.to_string(), json(&filters)?])
}

fn read(connection: &Connection, key: [String; 3]) -> rusqlite::Result<Vec<FigureNote>> {
    connection
        .prepare(&format!("SELECT kpi, text FROM note WHERE {OF_REVIEW} ORDER BY kpi"))?
        .query_map(key, |row| Ok(FigureNote { kpi: row.get(0)?, text: row.get(1)? }))?
        .collect()
}
