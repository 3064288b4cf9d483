//! Reviews as they were published.

use rusqlite::OptionalExtension;
use serde::Serialize;
use ts_rs::TS;

use super::error::StoreError;
use super::open::{Store, Transaction};
use crate::calendar::Period;
use crate::metrics::{Filter, FrozenReview};
use crate::model::Timestamp;

/// A published review in the store.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct StoredReview {
    /// Its number.
    #[ts(type = "number")]
    pub id: i64,
    /// When it was frozen.
    pub frozen_at: Timestamp,
    /// The user of the system who did it.
    pub user: String,
    /// Whether its pack was kept with it: those published before packs were made have none.
    pub has_pack: bool,
    /// What it says.
    #[serde(flatten)]
    pub review: FrozenReview,
}

impl Store {
    /// The published reviews, the latest period first.
    ///
    /// # Errors
    /// The store cannot be read, or holds a value that this version cannot.
    pub fn reviews(&self) -> Result<Vec<StoredReview>, StoreError> {
        let rows: Vec<(i64, i64, String, bool, String)> = self
            .reader()?
            .prepare(
                "SELECT id, frozen_at, user, EXISTS (SELECT 1 FROM review_pack WHERE review = id), content
                 FROM review ORDER BY last_day DESC, first_day DESC, id DESC",
            )
            .and_then(|mut statement| statement.query_map([], |row| row.try_into())?.collect())
            .map_err(|source| StoreError::from_sqlite(self.path(), source))?;
        rows.into_iter()
            .map(|(id, frozen_at, user, has_pack, content)| {
                let review = serde_json::from_str(&content)
                    .map_err(|error| StoreError::Value(format!("review {id}: {error}")))?;
                Ok(StoredReview { id, frozen_at: Timestamp(frozen_at), user, has_pack, review })
            })
            .collect()
    }

    /// A published review by its number.
    ///
    /// # Errors
    /// There is none, or the store cannot be read.
    pub fn review(&self, id: i64) -> Result<StoredReview, StoreError> {
        let found = self.reviews()?.into_iter().find(|stored| stored.id == id);
        found.ok_or_else(|| StoreError::Unknown { kind: "review", name: id.to_string() })
    }
}

impl Transaction<'_> {
    /// When the review of a period and filters was frozen, if it was.
    ///
    /// # Errors
    /// The store cannot be read.
    pub fn review_frozen_at(
        &self,
        period: Period,
        filters: &[Filter],
    ) -> Result<Option<Timestamp>, StoreError> {
        self.connection
            .query_row(
                "SELECT frozen_at FROM review WHERE first_day = ?1 AND last_day = ?2 AND filters = ?3",
                (period.from.to_string(), period.to.to_string(), json(&filters)?),
                |row| row.get(0).map(Timestamp),
            )
            .optional()
            .map_err(|source| self.fail(source))
    }

    /// Keeps a review as it is published; gives back its number. There is none of its period and filters yet.
    ///
    /// # Errors
    /// The store cannot be written.
    pub fn freeze_review(
        &self,
        review: &FrozenReview,
        user: &str,
        now: Timestamp,
    ) -> Result<i64, StoreError> {
        let FrozenReview { period, filters, .. } = review;
        self.connection
            .execute(
                "INSERT INTO review (first_day, last_day, filters, frozen_at, user, content)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                (period.from.to_string(), period.to.to_string(), json(filters)?, now.0, user, json(review)?),
            )
            .map_err(|source| self.fail(source))?;
        Ok(self.connection.last_insert_rowid())
    }
}

pub(super) fn json(value: &impl Serialize) -> Result<String, StoreError> {
    serde_json::to_string(value).map_err(|error| StoreError::Value(error.to_string()))
}
