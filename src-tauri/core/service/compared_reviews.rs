//! Two reviews beside each other, each as it was published.

use serde::Serialize;
use ts_rs::TS;

use super::Service;
use super::failure::Failure;
use super::reviewing::PublishedReview;
use crate::calendar::Period;
use crate::metrics::{Filter, FrozenFigure, FrozenReview, Group, Kpi, Unit};
use crate::store::StoredReview;

/// Two published reviews.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct ComparedReviews {
    /// The first.
    pub one: PublishedReview,
    /// The second.
    pub other: PublishedReview,
    /// What bears on their figures beside the tickets of each.
    pub differing: Vec<ReviewDifference>,
    /// Their figures, in the order of the first.
    pub rows: Vec<PublishedPair>,
}

/// What two reviews differ in: how it is in the first, and in the second.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[serde(tag = "in", rename_all = "snake_case")]
#[allow(missing_docs, reason = "the values are the two")]
pub enum ReviewDifference {
    /// Which tickets they are of.
    Filters { values: [Vec<Filter>; 2] },
    /// How many days they are of.
    Days {
        #[ts(type = "[number, number]")]
        values: [i64; 2],
    },
    /// By which version figures were defined.
    Definitions { values: [u32; 2] },
    /// In which time zone days were cut.
    Zone { values: [String; 2] },
    /// Within how many hours repeat contacts were counted.
    Repeat { values: [u32; 2] },
    /// From which score on customers counted as satisfied, on the scale with this top.
    Scale { top: f64, values: [f64; 2] },
}

/// A figure that was published in both reviews, or in one of them.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct PublishedPair {
    /// The KPI's name.
    pub kpi: String,
    /// The group it is for; empty for the whole.
    #[ts(type = "Record<string, string>")]
    pub group: Group,
    /// In the first.
    pub one: Option<PublishedFigure>,
    /// In the second.
    pub other: Option<PublishedFigure>,
    /// How much more the second has; nothing where either states no value, is of too few tickets, or still matured.
    pub difference: Option<f64>,
}

/// A published figure, and its days where they are not those of the review.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct PublishedFigure {
    /// As it was published.
    #[serde(flatten)]
    pub figure: FrozenFigure,
    /// The newest days that could be judged.
    pub mature: Option<Period>,
}

/// Puts what two reviews published beside each other.
pub fn compare_reviews(one: StoredReview, other: StoredReview) -> ComparedReviews {
    ComparedReviews {
        differing: differing(&one.review, &other.review),
        rows: pairs(published(&one.review), published(&other.review)),
        one: PublishedReview::of(one),
        other: PublishedReview::of(other),
    }
}

impl Service {
    pub(super) fn compare_reviews(&self, one: i64, other: i64) -> Result<ComparedReviews, Failure> {
        let workspace = self.inner.workspace()?;
        let store = workspace.store();
        Ok(compare_reviews(store.review(one)?, store.review(other)?))
    }
}

/// The figures of a review: of what takes time to tell, those of the newest days that could be judged.
fn published(review: &FrozenReview) -> Vec<PublishedFigure> {
    let judged: Vec<PublishedFigure> = review
        .mature
        .iter()
        .flat_map(|mature| mature.rows.iter().map(|figure| (mature.period, figure)))
        .map(|(period, figure)| PublishedFigure { figure: figure.clone(), mature: Some(period) })
        .collect();
    let is_judged = |kpi: &str| judged.iter().any(|judged| judged.figure.kpi == kpi);
    let own = review.rows.iter().filter(|figure| !is_judged(&figure.kpi));
    let own = own.map(|figure| PublishedFigure { figure: figure.clone(), mature: None });
    own.chain(judged.iter().cloned()).collect()
}

fn pairs(one: Vec<PublishedFigure>, mut other: Vec<PublishedFigure>) -> Vec<PublishedPair> {
    let mut pairs: Vec<PublishedPair> = Vec::with_capacity(one.len());
    for published in one {
        let same = |with: &PublishedFigure| {
            (&with.figure.kpi, &with.figure.group) == (&published.figure.kpi, &published.figure.group)
        };
        let with = other.iter().position(same).map(|at| other.remove(at));
        pairs.push(PublishedPair::of(Some(published), with));
    }
    pairs.extend(other.into_iter().map(|published| PublishedPair::of(None, Some(published))));
    pairs
}

impl PublishedPair {
    fn of(one: Option<PublishedFigure>, other: Option<PublishedFigure>) -> PublishedPair {
        let figure = one.as_ref().or(other.as_ref()).map(|published| &published.figure);
        let (kpi, group) =
            figure.map(|figure| (figure.kpi.clone(), figure.group.clone())).unwrap_or_default();
        let unit = Kpi::from_name(&kpi).map_or(Unit::Count, |kpi| kpi.unit);
        let stated = |published: &Option<PublishedFigure>| published.as_ref()?.figure.stated(unit);
        let difference = stated(&one).zip(stated(&other)).map(|(one, other)| other - one);
        PublishedPair { kpi, group, one, other, difference }
    }
}

fn differing(one: &FrozenReview, other: &FrozenReview) -> Vec<ReviewDifference> {
    let mut found = Vec::new();
    if one.filters != other.filters {
        found.push(ReviewDifference::Filters { values: [one.filters.clone(), other.filters.clone()] });
    }
    let days = [one, other].map(|review| review.period.days());
    if days[0] != days[1] {
        found.push(ReviewDifference::Days { values: days });
    }
    if one.definitions != other.definitions {
        found.push(ReviewDifference::Definitions { values: [one.definitions, other.definitions] });
    }
    if one.time_zone != other.time_zone {
        found.push(ReviewDifference::Zone { values: [one.time_zone.clone(), other.time_zone.clone()] });
    }
    let repeat = [one, other].map(|review| review.rules.repeat_window_hours);
    if repeat[0] != repeat[1] {
        found.push(ReviewDifference::Repeat { values: repeat });
    }
    let scales = [&one.rules.scales, &other.rules.scales];
    let mut tops: Vec<f64> = scales.iter().flat_map(|scales| &scales.0).map(|scale| scale.top).collect();
    tops.sort_by(f64::total_cmp);
    tops.dedup();
    let of_scales = tops.into_iter().map(|top| (top, scales.map(|scales| scales.satisfied_from(top))));
    let of_scales = of_scales.filter(|(_, values)| values[0] != values[1]);
    found.extend(of_scales.map(|(top, values)| ReviewDifference::Scale { top, values }));
    found
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]
mod tests {
    use super::*;
    use crate::facts::{Rules, Scale, Scales};
    use crate::metrics::{Dimension, FrozenMature};
    use crate::model::Timestamp;

    fn days(from: &str, to: &str) -> Period {
        Period::new(from.parse().unwrap(), to.parse().unwrap()).unwrap()
    }

    fn review(rows: Vec<FrozenFigure>) -> FrozenReview {
        FrozenReview {
            period: days("2026-07-20", "2026-07-26"),
            filters: Vec::new(),
            time_zone: "Europe/Berlin".to_owned(),
            as_of: None,
            definitions: 1,
            rules: Rules::default(),
            compared_with: None,
            note: None,
            rows,
            mature: None,
            changes: Vec::new(),
            notes: Vec::new(),
        }
    }

    fn figure(kpi: &str, value: impl Into<Option<f64>>) -> FrozenFigure {
        FrozenFigure {
            kpi: kpi.to_owned(),
            group: Group::default(),
            value: value.into(),
            numerator: None,
            denominator: Some(100.0),
            low: None,
            high: None,
            immature: None,
            change: None,
        }
    }

    fn compared(one: FrozenReview, other: FrozenReview) -> ComparedReviews {
        let stored = |(id, review)| StoredReview {
            id,
            frozen_at: Timestamp(0),
            user: "kim".to_owned(),
            has_pack: true,
            review,
        };
        compare_reviews(stored((1, one)), stored((2, other)))
    }

    fn differences(one: Vec<FrozenFigure>, other: Vec<FrozenFigure>) -> Vec<(String, Option<f64>)> {
        let rows = compared(review(one), review(other)).rows;
        rows.into_iter().map(|row| (row.kpi, row.difference)).collect()
    }

    #[test]
    fn a_difference_is_what_the_second_has_more_of_each_group() {
        let hybrid = || Group(vec![(Dimension::ResolutionType, "hybrid".to_owned())]);
        let of = |whole, part| {
            vec![figure("csat", whole), FrozenFigure { group: hybrid(), ..figure("csat", part) }]
        };
        let rows = compared(review(of(0.5, 0.25)), review(of(0.75, 0.125))).rows;
        let found: Vec<_> = rows.into_iter().map(|row| (row.group, row.difference)).collect();
        assert_eq!(found, [(Group::default(), Some(0.25)), (hybrid(), Some(-0.125))]);
    }

    #[test]
    fn to_what_states_no_value_there_is_no_difference() {
        let none = [("csat".to_owned(), None)];
        assert_eq!(differences(vec![figure("csat", 0.5)], vec![figure("csat", None)]), none);
        let few = FrozenFigure { denominator: Some(4.0), ..figure("csat", 0.5) };
        assert_eq!(differences(vec![figure("csat", 0.5)], vec![few]), none);
        let maturing = FrozenFigure { immature: Some(3), ..figure("csat", 0.5) };
        assert_eq!(differences(vec![maturing], vec![figure("csat", 0.5)]), none);
        // A number of four tickets is one.
        let few = |value| FrozenFigure { denominator: Some(4.0), ..figure("tickets", value) };
        assert_eq!(
            differences(vec![few(4.0)], vec![few(3.0), figure("fcr", 0.5)]),
            [("tickets".to_owned(), Some(-1.0)), ("fcr".to_owned(), None)]
        );
    }

    #[test]
    fn figures_of_the_newest_days_that_could_be_judged_stand_for_those_too_recent() {
        let period = days("2026-07-06", "2026-07-12");
        let recent = FrozenFigure { immature: Some(50), ..figure("csat", 0.9) };
        let mature = FrozenMature { period, compared_with: None, rows: vec![figure("csat", 0.75)] };
        let later = FrozenReview { mature: Some(mature), ..review(vec![recent, figure("fcr", 0.5)]) };
        let rows = compared(review(vec![figure("csat", 0.5), figure("fcr", 0.25)]), later).rows;
        let days = |figure: &Option<PublishedFigure>| figure.as_ref().and_then(|figure| figure.mature);
        let found: Vec<_> =
            rows.iter().map(|row| (days(&row.one), days(&row.other), row.difference)).collect();
        assert_eq!(found, [(None, Some(period), Some(0.25)), (None, None, Some(0.25))]);
    }

    #[test]
    fn what_bears_on_the_figures_beside_the_tickets_is_named() {
        assert_eq!(compared(review(vec![]), review(vec![])).differing, []);
        let chat = Filter { dimension: Dimension::Channel, value: "chat".to_owned() };
        let scale = |top, satisfied_from| Scale { top, satisfied_from };
        let scales = |scales: &[Scale]| Rules { scales: Scales(scales.to_vec()), ..Rules::default() };
        let one = FrozenReview { rules: scales(&[scale(5.0, 4.0)]), ..review(vec![]) };
        let other = FrozenReview {
            period: days("2026-07-01", "2026-07-31"),
            filters: vec![chat.clone()],
            definitions: 2,
            time_zone: "UTC".to_owned(),
            // A scale of its own as the rule would have it is none.
            rules: Rules { repeat_window_hours: 24, ..scales(&[scale(5.0, 5.0), scale(7.0, 5.6)]) },
            ..review(vec![])
        };
        assert_eq!(
            compared(one, other).differing,
            [
                ReviewDifference::Filters { values: [vec![], vec![chat]] },
                ReviewDifference::Days { values: [7, 31] },
                ReviewDifference::Definitions { values: [1, 2] },
                ReviewDifference::Zone { values: ["Europe/Berlin".to_owned(), "UTC".to_owned()] },
                ReviewDifference::Repeat { values: [168, 24] },
                ReviewDifference::Scale { top: 5.0, values: [4.0, 5.0] },
            ]
        );
    }
}
