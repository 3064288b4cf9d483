//! The review that is being written: notes beside its figures, until it is published.

use serde::Serialize;
use ts_rs::TS;

use super::Service;
use super::api::Scope;
use super::failure::Failure;
use super::freezing::{RestatedReview, already_frozen, freeze, restated};
use crate::calendar::{Comparison, Period};
use crate::metrics::{FigureNote, Filter, Kpi};
use crate::model::Timestamp;
use crate::store::StoredReview;

/// A published review in a list.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct PublishedReview {
    /// Its number.
    #[ts(type = "number")]
    pub id: i64,
    /// Its days.
    pub period: Period,
    /// Only these tickets.
    pub filters: Vec<Filter>,
    /// When it was published.
    pub frozen_at: Timestamp,
    /// The user of the system who did it.
    pub user: String,
    /// Whether its pack was kept with it.
    pub has_pack: bool,
    /// What its author wrote about it.
    pub note: Option<String>,
}

impl PublishedReview {
    pub(super) fn of(stored: StoredReview) -> PublishedReview {
        let StoredReview { id, frozen_at, user, has_pack, review } = stored;
        let (period, filters, note) = (review.period, review.filters, review.note);
        PublishedReview { id, period, filters, frozen_at, user, has_pack, note }
    }
}

/// How the review of a period and filters stands.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct ReviewState {
    /// What is written beside its figures, until it is published.
    pub notes: Vec<FigureNote>,
    /// It, where it is published.
    pub published: Option<PublishedReview>,
}

impl Service {
    pub(super) fn review_state(&self, scope: Scope) -> Result<ReviewState, Failure> {
        let workspace = self.inner.workspace()?;
        let filters = scope.filters_in_order();
        let notes = workspace.store().notes(scope.period, &filters)?;
        let published = workspace
            .store()
            .reviews()?
            .into_iter()
            .find(|stored| stored.review.period == scope.period && stored.review.filters == filters);
        Ok(ReviewState { notes, published: published.map(PublishedReview::of) })
    }

    pub(super) fn set_review_note(&self, scope: Scope, note: FigureNote) -> Result<(), Failure> {
        Kpi::named(&note.kpi)?;
        let filters = scope.filters_in_order();
        self.inner.workspace()?.store().transact(|change| {
            match change.review_frozen_at(scope.period, &filters)? {
                Some(frozen_at) => Err(already_frozen(scope.period, frozen_at)),
                None => Ok(change.set_note(scope.period, &filters, &note)?),
            }
        })
    }

    pub(super) fn freeze_review(
        &self,
        scope: Scope,
        compare: Comparison,
        note: Option<String>,
    ) -> Result<i64, Failure> {
        let workspace = self.inner.workspace()?;
        let host = &self.inner.host;
        let by = (&*host.user(), self.language);
        Ok(freeze(&workspace, &scope, compare, note.as_deref(), by, host.now())?.id)
    }

    pub(super) fn reviews(&self) -> Result<Vec<PublishedReview>, Failure> {
        let stored = self.inner.workspace()?.store().reviews()?;
        Ok(stored.into_iter().map(PublishedReview::of).collect())
    }

    pub(super) fn review(&self, id: i64) -> Result<RestatedReview, Failure> {
        let workspace = self.inner.workspace()?;
        restated(&workspace, id)
    }
}
