//! Figures beside those of another period.

use serde::Serialize;
use ts_rs::TS;

use super::failure::Failure;
use super::state::Snapshot;
use crate::calendar::{Compared, Comparison};
use crate::facts::Facts;
use crate::metrics::{
    Answer, AnswerPeriod, Asked, Basis, Change, Dimension, Figure, Group, Kpi, MixAndRate, Query, QueryError,
    Unit, answers, change, mix_and_rate,
};
use crate::model::Timestamp;

/// A figure beside the same one of another period.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct ComparedFigure {
    /// The figure.
    #[serde(flatten)]
    pub figure: Figure,
    /// The same of the other period.
    pub before: Option<Figure>,
    /// The difference, if both have a value.
    pub change: Option<Change>,
}

impl ComparedFigure {
    /// A figure that is compared with nothing.
    pub(super) fn alone(figure: Figure) -> ComparedFigure {
        ComparedFigure { figure, before: None, change: None }
    }
}

/// An answer beside that of another period.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ComparedAnswer {
    /// What was asked for.
    pub period: AnswerPeriod,
    /// The moment the data is seen from.
    pub as_of: Option<Timestamp>,
    /// Version of the definitions behind the figures.
    pub definitions: u32,
    /// The way of counting.
    pub preset: &'static str,
    /// The other period.
    pub compared_with: Compared,
    /// The figures, each with its other one.
    pub rows: Vec<ComparedFigure>,
}

/// Answers a question beside the same for another period. Changes of the whole's rates are split into mix and rate by
/// query type. `None` where there is nothing to compare with.
///
/// # Errors
/// The question cannot be asked, or is split by time, whose groups have no other period.
pub fn compared(
    facts: &Facts,
    basis: &Basis<'_>,
    query: &Query,
    comparison: Comparison,
) -> Result<Option<ComparedAnswer>, Failure> {
    if query.by.iter().any(|dimension| dimension.bucket().is_some()) {
        return Err(Failure::invalid(
            "groups of time have nothing to be compared with; ask for one period, or leave the comparison out",
        ));
    }
    let Some(with) = comparison.with(&basis.calendar, query.period, facts.as_of()) else { return Ok(None) };
    let other = Query { period: with.period, until: with.until, ..query.clone() };
    let mut splits = vec![query.by.clone()];
    // Their parts tell what a change of the whole is made of.
    if query.by.is_empty() {
        splits.push(vec![Dimension::QueryType]);
    }
    let (now, before) = (split(facts, basis, query, splits.clone())?, split(facts, basis, &other, splits)?);
    let ([now, parts @ ..], [before, parts_before @ ..]) = (now.as_slice(), before.as_slice()) else {
        return Err(Failure::new("internal", "the engine gave fewer answers than it was asked for"));
    };
    let pair = Pair { before, parts: parts.first().zip(parts_before.first()) };
    Ok(Some(ComparedAnswer {
        period: now.period.clone(),
        as_of: now.as_of,
        definitions: now.definitions,
        preset: now.preset,
        compared_with: with,
        rows: now.rows.iter().map(|figure| pair.figure(figure)).collect(),
    }))
}

/// The answers to a question of one period, by each of these splits.
fn split(
    facts: &Facts,
    basis: &Basis<'_>,
    query: &Query,
    splits: Vec<Vec<Dimension>>,
) -> Result<Vec<Answer>, QueryError> {
    let asked: Vec<Asked> = splits.into_iter().map(|by| Asked { period: query.period, by }).collect();
    answers(facts, basis, query, &asked)
}

/// The answers for the whole, by resolution type and by query type.
pub(super) fn whole_and_parts(snapshot: &Snapshot, query: &Query) -> Result<[Answer; 3], Failure> {
    by_each(snapshot, query, [Vec::new(), vec![Dimension::ResolutionType], vec![Dimension::QueryType]])
}

/// The answers by each of several splits, from one pass where they go together.
pub(super) fn by_each<const N: usize>(
    snapshot: &Snapshot,
    query: &Query,
    splits: [Vec<Dimension>; N],
) -> Result<[Answer; N], Failure> {
    <[Answer; N]>::try_from(split(&snapshot.facts, &snapshot.basis(), query, splits.into())?)
        .map_err(|_| Failure::new("internal", "the engine gave fewer answers than it was asked for"))
}

/// The answer to compare with, and, for the whole, what both are made of by query type.
pub(super) struct Pair<'a> {
    pub(super) before: &'a Answer,
    pub(super) parts: Option<(&'a Answer, &'a Answer)>,
}

impl Pair<'_> {
    /// A figure beside that of the other period.
    pub(super) fn figure(&self, figure: &Figure) -> ComparedFigure {
        let before = find(self.before, figure.kpi, &figure.group).cloned();
        let change =
            before.as_ref().map(|before| Change { parts: self.made_of(figure), ..change(before, figure) });
        ComparedFigure { figure: figure.clone(), before, change }
    }

    fn made_of(&self, figure: &Figure) -> Option<MixAndRate> {
        let (now, before) = self.parts?;
        let is_rate = Kpi::from_name(figure.kpi).is_some_and(|kpi| kpi.unit == Unit::Proportion);
        if !is_rate {
            return None;
        }
        let [before, now] = [before, now]
            .map(|answer| answer.rows.iter().filter(|row| row.kpi == figure.kpi).collect::<Vec<&Figure>>());
        mix_and_rate(&before, &now)
    }
}

/// A figure of an answer.
pub(super) fn find<'a>(answer: &'a Answer, kpi: &str, group: &Group) -> Option<&'a Figure> {
    answer.rows.iter().find(|row| row.kpi == kpi && row.group == *group)
}
