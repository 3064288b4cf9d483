//! Publishing a review: frozen as it stands, with what changed later told beside it.

use serde::Serialize;
use ts_rs::TS;

use super::api::Scope;
use super::comparing::{find, whole_and_parts};
use super::failure::Failure;
use super::packing::{PackContent, pack};
use super::packs::kept;
use super::page_name::PageName;
use super::scorecard::Scorecards;
use super::state::Snapshot;
use super::workspace::Workspace;
use crate::calendar::{Comparison, Period};
use crate::facts::Rules;
use crate::language::{Language, Reason};
use crate::metrics::{
    DEFINITIONS, FigureNote, Filter, FrozenChange, FrozenFigure, FrozenMature, FrozenReview, Group, KPIS,
    Query,
};
use crate::model::Timestamp;
use crate::pack::Pack;
use crate::store::StoredReview;

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
    /// The settings that tickets were judged by.
    pub rules: Rules,
    /// The period that it was compared with.
    pub compared_with: Option<Period>,
    /// What its author wrote beside it.
    pub note: Option<String>,
    /// The figures.
    pub rows: Vec<RestatedFigure>,
    /// Of what takes time to tell, where the period was too recent: the figures of the newest period that was not.
    pub mature: Option<RestatedMature>,
    /// What was called a change, the surest first.
    pub changes: Vec<FrozenChange>,
    /// What was written beside figures.
    pub notes: Vec<FigureNote>,
}

/// Published figures of the newest period that could be judged, and what they would be now.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct RestatedMature {
    /// Its days.
    pub period: Period,
    /// The period that it was compared with.
    pub compared_with: Option<Period>,
    /// The figures.
    pub rows: Vec<RestatedFigure>,
}

/// Publishes the review of a period, as the Review page shows it, with the notes beside its figures. It never changes
/// again, and nor does its pack, which is kept in a language.
///
/// # Errors
/// There is no ticket in the period, it is published already, or the store cannot be written.
pub fn freeze(
    workspace: &Workspace,
    scope: &Scope,
    comparison: Comparison,
    note: Option<&str>,
    (user, language): (&str, Language),
    now: Timestamp,
) -> Result<StoredReview, Failure> {
    let filters = scope.filters_in_order();
    let content = PackContent { compare: comparison, language, ..PackContent::default() };
    let remarks = workspace.store().notes(scope.period, &filters)?;
    // Both of the same state, so that they cannot disagree.
    let (review, pack) = workspace.ask(|snapshot| -> Result<(FrozenReview, Pack), Failure> {
        snapshot.check_data(scope.period)?;
        let cards = Scorecards::new(snapshot, scope, KPIS, comparison)?;
        let shown = PageName::Review.defined_kpis()?;
        let changes = cards.what_changed(&shown).map(|found| found.changes).unwrap_or_default();
        let review = FrozenReview {
            period: scope.period,
            filters: filters.clone(),
            time_zone: snapshot.settings.time_zone.clone(),
            as_of: snapshot.facts.as_of(),
            definitions: DEFINITIONS,
            rules: snapshot.settings.rules.clone(),
            compared_with: cards.now.with.map(|with| with.period),
            note: note.map(str::to_owned),
            rows: cards.now.frozen(),
            mature: cards.mature.as_ref().map(|mature| FrozenMature {
                period: mature.period,
                compared_with: mature.with.map(|with| with.period),
                rows: mature.frozen(),
            }),
            changes: changes
                .into_iter()
                .map(|change| FrozenChange { kpi: change.kpi.name.to_owned(), most: change.most })
                .collect(),
            notes: Vec::new(),
        };
        Ok((review, pack(snapshot, scope, &content, &remarks, now)?))
    })?;
    let pack = kept(&pack)?;
    workspace.store().transact(|change| {
        if let Some(frozen_at) = change.review_frozen_at(review.period, &review.filters)? {
            return Err(already_frozen(review.period, frozen_at));
        }
        let notes = change.take_notes(review.period, &review.filters)?;
        let review = FrozenReview { notes, ..review };
        let id = change.freeze_review(&review, user, now)?;
        change.keep_review_pack(id, &pack)?;
        Ok(StoredReview { id, frozen_at: now, user: user.to_owned(), has_pack: true, review })
    })
}

/// Why a published review takes nothing more.
pub(super) fn already_frozen(period: Period, frozen_at: Timestamp) -> Failure {
    Failure::of("frozen", &Reason::Frozen { period, at: frozen_at })
}

/// A published review beside what it would say now.
///
/// # Errors
/// There is none of this number, or its question cannot be asked any more.
pub fn restated(workspace: &Workspace, id: i64) -> Result<RestatedReview, Failure> {
    let stored = workspace.store().review(id)?;
    let review = stored.review;
    let (rows, mature) = workspace.ask(|snapshot| -> Result<_, Failure> {
        let rows = restated_rows(snapshot, review.period, &review.filters, &review.rows)?;
        let mature = review.mature.as_ref().map(|mature| -> Result<RestatedMature, Failure> {
            let rows = restated_rows(snapshot, mature.period, &review.filters, &mature.rows)?;
            Ok(RestatedMature { period: mature.period, compared_with: mature.compared_with, rows })
        });
        Ok((rows, mature.transpose()?))
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
        rules: review.rules,
        compared_with: review.compared_with,
        note: review.note,
        rows,
        mature,
        changes: review.changes,
        notes: review.notes,
    })
}

/// Published figures of a period beside what they are now.
pub(super) fn restated_rows(
    snapshot: &Snapshot,
    period: Period,
    filters: &[Filter],
    published: &[FrozenFigure],
) -> Result<Vec<RestatedFigure>, Failure> {
    let query = Query { filters: filters.to_vec(), ..Query::whole(period) };
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
    Ok(published.iter().map(restated).collect())
}
