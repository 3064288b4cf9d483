//! Answers questions: one scan over the tickets of each cohort.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::DEFINITIONS;
use super::axis::Axis;
use super::dimension::Dimension;
use super::figure::{Answer, AnswerPeriod, Figure, Group};
use super::groups::Groups;
use super::kpi::{Cohort, Kpi, Measure};
use super::kpis::KPIS;
use super::query::{Basis, Query, QueryError};
use super::row::Row;
use super::statistics::wilson;
use super::view::View;
use crate::calendar::Bucket;
use crate::cost::{Claims, Costing};
use crate::facts::Facts;

/// Answers a question.
///
/// The whole has a row for each KPI; with a split there is a row for each KPI and each group with a ticket in the
/// KPI's cohort.
///
/// # Errors
/// The question cannot be asked, see [`QueryError`].
pub fn figures(facts: &Facts, basis: &Basis<'_>, query: &Query) -> Result<Answer, QueryError> {
    query.check()?;
    let view = View::new(facts, basis, query);
    let asked = |kpi: &Kpi| query.kpis.iter().any(|asked| asked.name == kpi.name);
    let kpis: Vec<&'static Kpi> = KPIS.iter().copied().filter(|kpi| asked(kpi)).collect();

    let buckets: Vec<Bucket> = query.by.iter().filter_map(|dimension| dimension.bucket()).collect();
    let parts = view.timeline.cut(&basis.calendar, query.period, &buckets);
    let costing = kpis
        .iter()
        .any(|kpi| matches!(kpi.measure, Measure::Cost))
        .then(|| Costing::new(facts, &view.timeline, &parts, basis.ledger, basis.reply_minutes));
    let unsplit = query.by.is_empty() && query.filters.is_empty();

    let axes: Vec<(Dimension, Axis<'_>)> = query.by.iter().map(|by| (*by, view.axis(*by))).collect();
    let created = Tally::new(&view, &axes, Cohort::Created, &kpis, None);
    let resolved = Tally::new(&view, &axes, Cohort::Resolved, &kpis, costing.as_ref());
    let mut rows = Vec::new();
    for kpi in &kpis {
        let tally = match kpi.cohort {
            Cohort::Created => &created,
            Cohort::Resolved => &resolved,
        };
        rows.extend(tally.figures(kpi, unsplit));
    }
    Ok(Answer {
        period: AnswerPeriod { days: query.period, time_zone: basis.calendar.zone.name().to_owned() },
        as_of: query.as_of.or(facts.as_of()),
        definitions: DEFINITIONS,
        rows,
    })
}

/// What has been counted of one cohort.
struct Tally<'a> {
    kpis: Vec<&'static Kpi>,
    costing: Option<&'a Costing<'a>>,
    groups: Groups<'a>,
    sizes: Vec<GroupTally>,
    /// For each group, one after the other, each KPI's counts.
    counts: Vec<Counts>,
}

/// What is counted of a group whatever the KPI.
#[derive(Clone, Copy, Default)]
struct GroupTally {
    tickets: u64,
    immature: u64,
    claims: Claims,
    allocation: u32,
}

/// Tickets above and below the line.
#[derive(Clone, Copy, Default)]
struct Counts {
    numerator: u64,
    denominator: u64,
}

impl<'a> Tally<'a> {
    fn new(
        view: &View<'_>,
        axes: &'a [(Dimension, Axis<'a>)],
        cohort: Cohort,
        kpis: &[&'static Kpi],
        costing: Option<&'a Costing<'a>>,
    ) -> Tally<'a> {
        let kpis: Vec<&'static Kpi> = kpis.iter().copied().filter(|kpi| kpi.cohort == cohort).collect();
        let mut tally = Tally { kpis, costing, groups: Groups::new(axes), sizes: vec![], counts: vec![] };
        tally.make_room();
        if !tally.kpis.is_empty() {
            for (day, row) in view.rows(cohort) {
                tally.add(day, row, &Row::new(view.facts, row, view.mature_until));
            }
        }
        tally
    }

    fn make_room(&mut self) {
        self.sizes.resize(self.groups.len(), GroupTally::default());
        self.counts.resize(self.groups.len() * self.kpis.len(), Counts::default());
    }

    fn add(&mut self, day: usize, row: usize, ticket: &Row<'_>) {
        let group = self.groups.of(day, row);
        if group >= self.sizes.len() {
            self.make_room();
        }
        if let Some(size) = self.sizes.get_mut(group) {
            size.tickets += 1;
            size.immature += u64::from(!ticket.is_mature());
            if let Some(costing) = self.costing {
                size.claims += costing.claims(day, row);
                size.allocation = costing.allocation_of(day);
            }
        }
        let counts = self.counts.iter_mut().skip(group * self.kpis.len());
        for (kpi, counts) in self.kpis.iter().zip(counts) {
            if let Some(counts_above) = kpi.measure.judge(ticket) {
                counts.denominator += 1;
                counts.numerator += u64::from(counts_above);
            }
        }
    }

    /// The figures of a KPI, its groups in the order of an answer.
    fn figures(&self, kpi: &'static Kpi, unsplit: bool) -> impl Iterator<Item = Figure> {
        let size = |group: usize| self.sizes.get(group).copied().unwrap_or_default();
        let position = self.kpis.iter().position(|counted| counted.name == kpi.name).unwrap_or_default();
        self.groups.in_order(|group| size(group).tickets).into_iter().map(move |group| {
            let counts = self.counts.get(group * self.kpis.len() + position).copied().unwrap_or_default();
            self.figure(kpi, self.groups.name(group), size(group), counts, unsplit)
        })
    }

    fn figure(&self, kpi: &Kpi, group: Group, size: GroupTally, counts: Counts, unsplit: bool) -> Figure {
        let Counts { numerator, denominator } = counts;
        let mut figure = Figure {
            kpi: kpi.name,
            group,
            value: None,
            numerator: None,
            denominator: None,
            low: None,
            high: None,
            immature: kpi.window.then_some(size.immature),
        };
        if let Measure::Count = kpi.measure {
            figure.value = Some(denominator as f64);
            return figure;
        }
        figure.denominator = Some(denominator as f64);
        figure.numerator = match kpi.measure {
            Measure::Cost => self.cost(size, unsplit),
            Measure::Count | Measure::Share(_) => Some(numerator as f64),
        };
        figure.value = figure.numerator.filter(|_| denominator > 0).map(|above| above / denominator as f64);
        if let Measure::Share(_) = kpi.measure {
            let interval = wilson(numerator as f64, denominator as f64);
            figure.low = interval.map(|interval| interval.low);
            figure.high = interval.map(|interval| interval.high);
        }
        figure
    }

    /// The unsplit whole bears the whole ledger, what is not allocated too; a group what is allocated to it.
    fn cost(&self, size: GroupTally, unsplit: bool) -> Option<f64> {
        let allocation = self.costing?.allocation(size.allocation)?;
        if unsplit { allocation.ledger() } else { allocation.cost(&size.claims) }
    }
}

/// Which of a figure's tickets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// Those above the line.
    Numerator,
    /// Those below the line.
    Denominator,
    /// Those below the line and not above it.
    Missed,
    /// All that the KPI looks at, those of which it knows too little too.
    Cohort,
}

impl Part {
    fn holds(self, judged: Option<bool>) -> bool {
        match self {
            Part::Numerator => judged == Some(true),
            Part::Denominator => judged.is_some(),
            Part::Missed => judged == Some(false),
            Part::Cohort => true,
        }
    }
}

/// The ids of the tickets behind a figure, in ascending order. `group` is the figure's; empty for the whole. Of a
/// count and of a cost, numerator and denominator are the tickets counted.
///
/// # Errors
/// The question cannot be asked, see [`QueryError`].
pub fn tickets_of(
    facts: &Facts,
    basis: &Basis<'_>,
    kpi: &Kpi,
    query: &Query,
    group: &Group,
    part: Part,
) -> Result<Vec<i64>, QueryError> {
    query.check()?;
    let mut view = View::new(facts, basis, query);
    for (dimension, value) in &group.0 {
        view.narrow(*dimension, &[value]);
    }
    let holds = |row: &usize| part.holds(kpi.measure.judge(&Row::new(facts, *row, view.mature_until)));
    let rows = view.rows(kpi.cohort).map(|(_, row)| row).filter(holds);
    let mut ids: Vec<i64> = rows.filter_map(|row| facts.ids().get(row).copied()).collect();
    ids.sort_unstable();
    Ok(ids)
}
