//! The tickets that a question is about.

use super::axis::Axis;
use super::dimension::Dimension;
use super::kpi::Cohort;
use super::query::{Basis, Filter, Query};
use crate::facts::{Facts, Timeline};

/// A question applied to the tickets: its days, its filters, its maturity.
pub(super) struct View<'a> {
    pub(super) facts: &'a Facts,
    pub(super) timeline: Timeline,
    basis: &'a Basis<'a>,
    query: &'a Query,
    tests: Vec<Test<'a>>,
    /// Tickets resolved until this moment, in epoch seconds, are mature.
    pub(super) mature_until: i64,
}

/// Which values of a dimension pass.
struct Test<'a> {
    axis: Axis<'a>,
    passes: Vec<bool>,
}

impl<'a> View<'a> {
    pub(super) fn new(facts: &'a Facts, basis: &'a Basis<'a>, query: &'a Query) -> View<'a> {
        let as_of = query.as_of.or(facts.as_of());
        let mut view = View {
            facts,
            timeline: Timeline::new(facts, &basis.calendar, query.period),
            basis,
            query,
            tests: Vec::new(),
            mature_until: as_of.map_or(i64::MIN, |as_of| as_of.0.saturating_sub(facts.repeat_window())),
        };
        for dimension in Dimension::ALL {
            let of_dimension = |filter: &&Filter| filter.dimension == *dimension;
            let wanted: Vec<&str> =
                query.filters.iter().filter(of_dimension).map(|filter| filter.value.as_str()).collect();
            if !wanted.is_empty() {
                view.narrow(*dimension, &wanted);
            }
        }
        view
    }

    /// Keeps the tickets whose value is one of these.
    pub(super) fn narrow(&mut self, dimension: Dimension, wanted: &[&str]) {
        let axis = self.axis(dimension);
        let passes = axis.names().iter().map(|name| wanted.contains(&name.as_str())).collect();
        self.tests.push(Test { axis, passes });
    }

    /// A dimension over the question's days.
    pub(super) fn axis(&self, dimension: Dimension) -> Axis<'a> {
        Axis::new(dimension, self.facts, &self.timeline, &self.basis.calendar, self.query.period)
    }

    /// The tickets of a cohort that pass the filters: the position of the day on the timeline, and the row.
    pub(super) fn rows(&self, cohort: Cohort) -> impl Iterator<Item = (usize, usize)> {
        let times = match cohort {
            Cohort::Created => self.facts.created(),
            Cohort::Resolved => self.facts.resolved(),
        };
        self.timeline.rows(times).filter(|(day, row)| {
            let passes =
                |test: &Test<'_>| test.passes.get(test.axis.code(*day, *row) as usize) == Some(&true);
            self.tests.iter().all(passes)
        })
    }
}
