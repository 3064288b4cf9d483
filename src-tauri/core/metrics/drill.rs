//! From a figure to the tickets behind it.

use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::figure::Group;
use super::kpi::{Amount, Cohort, Duration, Kpi, Measure};
use super::plan::Plan;
use super::query::{Basis, Filter, Query, QueryError};
use super::row::{Row, Verdict};
use crate::calendar::Bucket;
use crate::facts::{Chosen, Column, Facts, Segment};

/// Which of a figure's tickets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// Those above the line, in whole or by half.
    Numerator,
    /// Those below the line.
    Denominator,
    /// Those below the line and not above it.
    Missed,
    /// All that the KPI looks at, those of which it knows too little too.
    Cohort,
}

impl Part {
    fn holds(self, verdict: Verdict) -> bool {
        match self {
            Part::Numerator => verdict.counts_above(),
            Part::Denominator => verdict.counts(),
            Part::Missed => verdict == Verdict::Missed,
            Part::Cohort => true,
        }
    }
}

/// Tickets behind a figure: places of segments, and rows of them, both ascending. Places behind those of the segments that
/// count are of segments of excluded tickets.
#[derive(Clone, Debug)]
pub struct Found(pub(super) Vec<(usize, Vec<u32>)>);

impl Found {
    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.iter().map(|(_, rows)| rows.len()).sum()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// The tickets behind a figure. `group` is the figure's; empty for the whole. Of what is no share, numerator and
/// denominator are the tickets that count.
///
/// # Errors
/// The question cannot be asked, see [`QueryError`].
pub fn tickets_of(
    facts: &Facts,
    basis: &Basis<'_>,
    kpi: &'static Kpi,
    query: &Query,
    group: &Group,
    part: Part,
) -> Result<Found, QueryError> {
    let dimensions: Vec<_> = group.0.iter().map(|(dimension, _)| *dimension).collect();
    query.check(facts, basis, &dimensions)?;
    let narrowed =
        group.0.iter().map(|(dimension, value)| Filter { dimension: *dimension, value: value.clone() });
    let narrowed: Vec<Filter> = narrowed.collect();
    let buckets: Vec<Bucket> = dimensions.iter().filter_map(|dimension| dimension.bucket()).collect();
    let query = Query { kpis: vec![kpi], ..query.clone() };
    let plan = Plan::new(facts, basis, &query, &buckets, &[], &narrowed);
    let moments = plan.moments(plan.days, &buckets);
    let behind = Behind { plan: &plan, kpi, part, moments: &moments };
    let segments: Vec<(usize, &Segment)> = plan.segments().collect();
    let found = segments.into_par_iter().map(|(at, segment)| Ok((at, behind.rows(segment)?)));
    Ok(Found(found.collect::<Result<_, QueryError>>()?))
}

struct Behind<'a> {
    plan: &'a Plan<'a>,
    kpi: &'a Kpi,
    part: Part,
    /// The parts at whose ends open tickets are counted.
    moments: &'a [usize],
}

impl Behind<'_> {
    fn rows(&self, segment: &Segment) -> Result<Vec<u32>, QueryError> {
        self.plan.basis.stop.check()?;
        segment.load(self.plan.columns(segment))?;
        let (mut keep, mut chosen) = (Vec::new(), Chosen::default());
        let kept = self.plan.kept(segment, &mut keep);
        match (self.kpi.cohort, self.moments) {
            (Cohort::PeriodEnd, []) => return Ok(Vec::new()),
            // A group is of one moment, so more than one would be of no group.
            (Cohort::PeriodEnd, [moment, ..]) => self.plan.open_at(*moment, segment, kept, &mut chosen),
            (cohort, _) => self.plan.choose(cohort, segment, kept, &mut chosen),
        }
        if chosen.rows.is_empty() {
            return Ok(Vec::new());
        }
        if self.part != Part::Cohort {
            let looked_at = [Column::Rating, Column::Minutes, Column::FirstReply];
            segment.load(looked_at.into_iter().chain(Plan::JUDGED).collect())?;
            chosen.rows.retain(|row| self.part.holds(self.verdict(segment, *row as usize)));
        }
        Ok(chosen.rows)
    }

    fn verdict(&self, segment: &Segment, row: usize) -> Verdict {
        let at = |column| segment.data(column).u32s().get(row).copied().unwrap_or_default();
        let age = self.plan.age(at(Column::Resolved), at(Column::HandedOff));
        let flags = self.plan.flags(segment.data(Column::Profile).code(row));
        let verdict = self.kpi.measure.judge(Row::new(flags, age));
        let has_number = match self.kpi.measure {
            Measure::Mean(Amount::Score) => segment.data(Column::Rating).code(row) > 0,
            Measure::Mean(Amount::HandleMinutes) => {
                segment.data(Column::Minutes).f64s().get(row).is_some_and(|minutes| !minutes.is_nan())
            }
            Measure::Percentile(Duration::FirstReply, _) => segment.times(true)(row).is_some(),
            Measure::Percentile(Duration::Resolution, _) => segment.times(false)(row).is_some(),
            _ => true,
        };
        verdict.among(has_number)
    }
}
