//! Publishing a review: frozen as it stands, with what changed later told beside it.

use serde::Serialize;
use ts_rs::TS;

use super::api::Scope;
use super::comparing::{Pair, find, whole_and_parts};
use super::failure::Failure;
use super::workspace::Workspace;
use crate::calendar::{Comparison, Period};
use crate::metrics::{Filter, FrozenFigure, FrozenReview, Group, Query};
use crate::model::Timestamp;
use crate::store::{StoreError, StoredReview};

/// A published figure, and what it is now.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct RestatedFigure {
    /// As it was published.
    #[serde(flatten)]
    pub frozen: FrozenFigure,
    /// The value now.
    pub now: Option<f64>,
    /// Whether it is another one now.
    pub restated: bool,
    /// Whether tickets were then too recent to judge: that they have matured since changes the value too.
    pub matured: bool,
}

/// A published review, and what it would say now.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct RestatedReview {
    /// Its number.
    #[ts(type = "number")]
    pub id: i64,
    /// When it was frozen.
    pub frozen_at: Timestamp,
    /// The user of the system who did it.
    pub user: String,
    /// Its days.
    pub period: Period,
    /// Only these tickets.
    pub filters: Vec<Filter>,
    /// The zone that days were cut in.
    pub time_zone: String,
    /// The moment that the data was seen from.
    pub as_of: Option<Timestamp>,
    /// Version of the definitions.
    pub definitions: u32,
    /// The period that it was compared with.
    pub compared_with: Option<Period>,
    /// What its author wrote beside it.
    pub note: Option<String>,
    /// The figures.
    pub rows: Vec<RestatedFigure>,
}

/// Publishes the review of a period. It never changes again.
///
/// # Errors
/// There is no ticket in the period, it is published already, or the store cannot be written.
pub fn freeze(
    workspace: &Workspace,
    scope: &Scope,
    note: Option<&str>,
    user: &str,
    now: Timestamp,
) -> Result<StoredReview, Failure> {
    let review = workspace.ask(|snapshot| -> Result<FrozenReview, Failure> {
        snapshot.check_data(scope.period)?;
        let query = Query { filters: scope.filters.clone(), ..Query::whole(scope.period) };
        let [whole, by_type, parts] = whole_and_parts(snapshot, &query)?;
        let with = Comparison::Before.with(&snapshot.calendar, scope.period, snapshot.facts.as_of());
        let before = with
            .map(|with| {
                whole_and_parts(snapshot, &Query { period: with.period, until: with.until, ..query.clone() })
            })
            .transpose()?;
        let rows = [(&whole, 0), (&by_type, 1)].into_iter().flat_map(|(answer, at)| {
            let pair = before.as_ref().and_then(|before| {
                Some(Pair { before: before.get(at)?, parts: Some((&parts, before.get(2)?)) })
            });
            answer.rows.iter().map(move |figure| {
                FrozenFigure::of(figure, pair.as_ref().and_then(|pair| pair.figure(figure).change))
            })
        });
        Ok(FrozenReview {
            period: scope.period,
            filters: scope.filters.clone(),
            time_zone: snapshot.settings.time_zone.clone(),
            as_of: whole.as_of,
            definitions: whole.definitions,
            rules: snapshot.settings.rules.clone(),
            compared_with: with.map(|with| with.period),
            note: note.map(str::to_owned),
            rows: rows.collect(),
        })
    })?;
    workspace.store().transact(|change| {
        if let Some(frozen_at) = change.review_frozen_at(review.period, &review.filters)? {
            return Err(Failure::new(
                "frozen",
                format!(
                    "the review of {} was published on {} and does not change any more; what has changed since is told beside it",
                    review.period,
                    frozen_at.to_rfc3339()
                ),
            ));
        }
        let id = change.freeze_review(&review, user, now)?;
        Ok(StoredReview { id, frozen_at: now, user: user.to_owned(), review })
    })
}

/// A published review beside what it would say now.
///
/// # Errors
/// There is none of this number, or its question cannot be asked any more.
pub fn restated(workspace: &Workspace, id: i64) -> Result<RestatedReview, Failure> {
    let stored = workspace
        .store()
        .reviews()?
        .into_iter()
        .find(|stored| stored.id == id)
        .ok_or_else(|| Failure::from(StoreError::Unknown { kind: "review", name: id.to_string() }))?;
    let review = stored.review;
    let rows = workspace.ask(|snapshot| -> Result<Vec<RestatedFigure>, Failure> {
        let query = Query { filters: review.filters.clone(), ..Query::whole(review.period) };
        let [whole, by_type, _] = whole_and_parts(snapshot, &query)?;
        let restated = |frozen: &FrozenFigure| {
            let answer = if frozen.group == Group::default() { &whole } else { &by_type };
            let now = find(answer, &frozen.kpi, &frozen.group).and_then(|figure| figure.value);
            RestatedFigure {
                frozen: frozen.clone(),
                now,
                restated: now != frozen.value,
                matured: frozen.immature.is_some_and(|immature| immature > 0),
            }
        };
        Ok(review.rows.iter().map(restated).collect())
    })?;
    Ok(RestatedReview {
        id,
        frozen_at: stored.frozen_at,
        user: stored.user,
        period: review.period,
        filters: review.filters,
        time_zone: review.time_zone,
        as_of: review.as_of,
        definitions: review.definitions,
        compared_with: review.compared_with,
        note: review.note,
        rows,
    })
}
