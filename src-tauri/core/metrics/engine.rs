//! Answers questions: one pass over the tickets, summed up to the groups that are asked for.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use rayon::prelude::*;

use super::DEFINITIONS;
use super::cells::Cells;
use super::dimension::Dimension;
use super::figure::{Answer, AnswerPeriod, Figure};
use super::groups::{Grouped, Key, Split, backlog_of};
use super::judge::Counted;
use super::kpi::{Amount, Cohort, Duration, Kpi, Measure};
use super::percentile::{Percentiles, percentiles};
use super::plan::{Plan, days_until, in_order};
use super::query::{Basis, Query, QueryError};
use super::row::Verdict;
use super::scan::{Found, Scan};
use super::statistics::wilson;
use super::tally::{Moments, Scale};
use crate::calendar::{Bucket, Period};
use crate::cost::{Claims, CostKind, Costing, Exact, Span};
use crate::facts::{Facts, Flags};

/// More unresolved tickets than this share, and a 90th percentile says nothing: the slowest are not in it yet.
const UNRESOLVED_AT_MOST: f64 = 0.10;

/// Answers a question.
///
/// The whole has a row for each KPI; with a split there is a row for each KPI and each group with a ticket in the
/// KPI's cohort.
///
/// # Errors
/// The question cannot be asked, or the tickets' columns cannot be read, see [`QueryError`].
pub fn figures(facts: &Facts, basis: &Basis<'_>, query: &Query) -> Result<Answer, QueryError> {
    let mut answers = answers(facts, basis, query, &[Asked { period: query.period, by: query.by.clone() }])?;
    // One was asked for, one was given.
    Ok(answers.swap_remove(0))
}

/// One of several answers to a question: of which days, and split by what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// The days.
    pub period: Period,
    /// The dimensions.
    pub by: Vec<Dimension>,
}

impl Asked {
    /// The dimensions that are not time.
    fn values(&self) -> BTreeSet<&'static str> {
        let values = self.by.iter().filter(|dimension| dimension.bucket().is_none());
        values.map(|dimension| dimension.name()).collect()
    }

    /// Whether one pass over the tickets serves both. It tells apart what either does, so it is worth it where both go
    /// through the same tickets, or tell the same things apart but for time, in days that are mostly the same. A ticket
    /// is in several tags, so nothing else can be summed up from cells that are told apart by tag.
    fn goes_with(&self, other: &Asked) -> bool {
        let tags = self.by.contains(&Dimension::Tag) || other.by.contains(&Dimension::Tag);
        let series = [self, other].iter().all(|asked| asked.by.iter().any(|by| by.bucket().is_some()));
        let mostly_same =
            self.period.and(other.period).days() < self.period.days().saturating_add(other.period.days());
        !tags && (self.period == other.period || series && mostly_same && self.values() == other.values())
    }
}

/// Answers a question for several periods and splits, `query.period` and `query.by` aside, in as few passes over the
/// tickets as make sense. The answers come in the order of what is asked.
///
/// # Errors
/// The question cannot be asked, or the tickets' columns cannot be read, see [`QueryError`].
pub fn answers(
    facts: &Facts,
    basis: &Basis<'_>,
    query: &Query,
    asked: &[Asked],
) -> Result<Vec<Answer>, QueryError> {
    basis.stop.check()?;
    asked.iter().try_for_each(|asked| query.check(facts, basis, &asked.by))?;
    let mut passes: Vec<Vec<usize>> = Vec::new();
    for (at, one) in asked.iter().enumerate() {
        let fits = |pass: &&mut Vec<usize>| pass.iter().all(|other| one.goes_with(&asked[*other]));
        match passes.iter_mut().find(fits) {
            Some(pass) => pass.push(at),
            None => passes.push(vec![at]),
        }
    }
    let of_passes = passes.into_par_iter().map(|pass| {
        let of_pass: Vec<&Asked> = pass.iter().filter_map(|at| asked.get(*at)).collect();
        let answers = one_pass(facts, basis, query, &of_pass)?;
        Ok(pass.into_iter().zip(answers).collect())
    });
    let of_passes = of_passes.collect::<Result<Vec<BTreeMap<usize, Answer>>, QueryError>>()?;
    let answers: BTreeMap<usize, Answer> = of_passes.into_iter().flatten().collect();
    Ok(answers.into_values().collect())
}

/// Answers in one pass; where that would have to tell too many things apart, in one for each.
fn one_pass(
    facts: &Facts,
    basis: &Basis<'_>,
    query: &Query,
    asked: &[&Asked],
) -> Result<Vec<Answer>, QueryError> {
    let period = asked.iter().map(|asked| asked.period).reduce(Period::and).unwrap_or(query.period);
    let query = Query { period, ..query.clone() };
    let dimensions: Vec<Dimension> = asked.iter().flat_map(|asked| asked.by.iter().copied()).collect();
    let buckets: Vec<Bucket> = dimensions.iter().filter_map(|dimension| dimension.bucket()).collect();
    let ends = asked.iter().filter(|asked| asked.period != period);
    let borders = ends.flat_map(|asked| [Some(asked.period.from), asked.period.to.succ_opt()]).flatten();
    let plan = Plan::new(facts, basis, &query, &buckets, &borders.collect::<Vec<_>>(), &[]);
    let cells = Cells::new(&plan, &dimensions);
    if asked.len() > 1 && !cells.are_few() {
        let alone = asked.iter().map(|asked| one_pass(facts, basis, &query, &[*asked]));
        return alone.collect::<Result<Vec<_>, _>>().map(|answers| answers.concat());
    }
    let kpis = in_order(&query.kpis);
    let scan = Scan::new(&plan, &cells, &kpis);
    let found = scan.run()?;
    basis.stop.check()?;
    asked.par_iter().map(|asked| Answering::new(&scan, &found, &kpis, asked)?.answer()).collect()
}

/// An answer on its way.
struct Answering<'a> {
    plan: &'a Plan<'a>,
    kpis: &'a [&'static Kpi],
    /// The days asked for, those after the question's end too.
    period: Period,
    split: Split<'a>,
    created: Grouped<'a>,
    resolved: Grouped<'a>,
    backlog: Vec<(Key, u64)>,
    /// For each span of time and share, by group.
    percentiles: HashMap<(bool, u64), Vec<Percentiles>>,
    costs: Option<(Span, Arc<Costing>)>,
}

impl<'a> Answering<'a> {
    fn new(
        scan: &'a Scan<'a>,
        found: &Found,
        kpis: &'a [&'static Kpi],
        asked: &'a Asked,
    ) -> Result<Answering<'a>, QueryError> {
        let plan = scan.plan;
        let days = days_until(&plan.basis.calendar, asked.period, plan.query.until);
        let split = Split::new(plan, days, &asked.by);
        let ledger = plan.basis.costs.ledger();
        let parts = plan.timeline.parts().iter();
        let fees: Vec<Exact> =
            parts.map(|part| Exact::new(ledger.in_force(CostKind::AiUsage, part.days.from))).collect();
        let created = Grouped::new(&split, scan.cells, &found.created, scan.judge(Cohort::Created), &[]);
        let resolved = Grouped::new(&split, scan.cells, &found.resolved, scan.judge(Cohort::Resolved), &fees);
        let mut all = HashMap::new();
        for (duration, tally, grouped) in [
            (Duration::FirstReply, &found.created, &created),
            (Duration::Resolution, &found.resolved, &resolved),
        ] {
            let shares: Vec<f64> = kpis.iter().filter_map(|kpi| share_of(kpi, duration)).collect();
            let seen = (tally.seen.as_slice(), grouped.of_cell.as_slice());
            let of_groups = percentiles(
                (plan.facts, plan.basis.open_time),
                duration,
                &shares,
                seen,
                grouped.keys.len(),
                &grouped.bins,
            );
            for (at, share) in shares.iter().enumerate() {
                let of_share = |group: &Percentiles| Percentiles {
                    count: group.count,
                    minutes: vec![group.minutes.get(at).copied().flatten()],
                };
                let key = (duration == Duration::FirstReply, share.to_bits());
                all.insert(key, of_groups.iter().map(of_share).collect());
            }
        }
        let has_cost = kpis.iter().any(|kpi| matches!(kpi.measure, Measure::Cost | Measure::CostSaved));
        let costs = has_cost.then(|| {
            let buckets = asked.by.iter().filter_map(|dimension| dimension.bucket()).collect();
            let span = Span::new(plan.facts, plan.basis.calendar, days, plan.query.until, buckets);
            plan.basis.costs.costing(plan.facts, &span).map(|costing| (span, costing))
        });
        Ok(Answering {
            plan,
            kpis,
            period: asked.period,
            created,
            resolved,
            backlog: backlog_of(&split, &scan.timeless, &found.backlog),
            percentiles: all,
            costs: costs.transpose()?,
            split,
        })
    }

    fn answer(&self) -> Result<Answer, QueryError> {
        let rows = self.kpis.iter().enumerate().flat_map(|(at, kpi)| self.rows(at, kpi)).collect();
        let Plan { facts, basis, query, .. } = self.plan;
        Ok(Answer {
            period: AnswerPeriod { days: self.period, time_zone: basis.calendar.zone.name().to_owned() },
            as_of: query.as_of.or(facts.as_of()),
            definitions: DEFINITIONS,
            preset: query.preset.name,
            times: basis.times(),
            rows,
        })
    }

    /// The figures of a KPI, its groups in the order of an answer.
    fn rows(&self, at: usize, kpi: &'static Kpi) -> Vec<Figure> {
        if kpi.cohort == Cohort::PeriodEnd {
            let keys: Vec<Key> = self.backlog.iter().map(|(key, _)| *key).collect();
            let open = |group: usize| self.backlog.get(group).map_or(0, |(_, open)| *open);
            let figure = |group: usize| {
                self.finish(Figure {
                    group: self.split.group(keys.get(group).copied().unwrap_or_default()),
                    value: Some(open(group) as f64),
                    ..Figure::empty(kpi.name)
                })
            };
            return self.split.order(&keys, open).into_iter().map(figure).collect();
        }
        let grouped = if kpi.cohort == Cohort::Created { &self.created } else { &self.resolved };
        let order = self.split.order(&grouped.keys, |group| grouped.count(group, Counted::Tickets));
        order.into_iter().map(|group| self.finish(self.figure(at, kpi, grouped, group))).collect()
    }

    /// Says how a figure stands to its target.
    fn finish(&self, mut figure: Figure) -> Figure {
        figure.standing = self.plan.basis.targets.standing(&figure);
        figure
    }

    fn figure(&self, at: usize, kpi: &'static Kpi, grouped: &Grouped<'_>, group: usize) -> Figure {
        let key = grouped.keys.get(group).copied().unwrap_or_default();
        let mut figure = Figure { group: self.split.group(key), ..Figure::empty(kpi.name) };
        let sums = grouped.sums.get(group).copied().unwrap_or_default();
        match kpi.measure {
            Measure::Count => figure.value = Some(grouped.count(group, Counted::Tickets) as f64),
            Measure::Share(_) => {
                share(&mut figure, at, kpi, grouped, group);
                let interval = figure.numerator.zip(figure.denominator).and_then(|(hit, of)| wilson(hit, of));
                figure.low = interval.map(|interval| interval.low);
                figure.high = interval.map(|interval| interval.high);
            }
            Measure::Graded(_) => share(&mut figure, at, kpi, grouped, group),
            Measure::Mean(Amount::Score) => {
                let one_scale = matches!(sums.scale, Scale::One(scale) if scale >= 5.0);
                mean(&mut figure, &sums.scores, one_scale);
            }
            Measure::Mean(Amount::HandleMinutes) => {
                let [_, handled] = sums.handled;
                mean(&mut figure, &handled, true);
                let asked = grouped.count(group, Counted::Flagged(Flags::HUMAN_INVOLVED));
                figure.known = (asked > 0).then(|| handled.count as f64 / asked as f64);
            }
            Measure::Percentile(duration, share) => {
                let key = (duration == Duration::FirstReply, share.to_bits());
                let found = self.percentiles.get(&key).and_then(|groups| groups.get(group));
                figure.denominator = Some(found.map_or(0, |found| found.count) as f64);
                figure.value = found.and_then(|found| found.minutes.first().copied().flatten());
                if share >= 0.9 && self.too_many_unresolved(&grouped.keys[group]) {
                    figure.value = None;
                }
            }
            Measure::Cost => self.cost(&mut figure, grouped, group),
            Measure::CostSaved => self.cost_saved(&mut figure, grouped, group),
        }
        figure
    }

    /// Whether so many of the tickets opened in the period and group are unresolved that the slow ones are missing.
    fn too_many_unresolved(&self, key: &Key) -> bool {
        let Some(group) = self.created.find(key) else { return false };
        let tickets = self.created.count(group, Counted::Tickets);
        let resolved = self.created.count(group, Counted::Flagged(Flags::RESOLVED));
        (tickets - resolved) as f64 > UNRESOLVED_AT_MOST * tickets as f64
    }

    /// What the tickets of a group can claim, by resolution type: AI-only, hybrid, human-only.
    fn claims(&self, grouped: &Grouped<'_>, group: usize, first_day: chrono::NaiveDate) -> [Claims; 3] {
        let tickets = |flag| grouped.count(group, Counted::Flagged(flag));
        let sums = grouped.sums.get(group).copied().unwrap_or_default();
        let (ai_only, hybrid, human_only) =
            (tickets(Flags::AI_ONLY), tickets(Flags::HYBRID), tickets(Flags::HUMAN_ONLY));
        let [of_hybrid, of_human_only] = sums.work;
        let mut minutes = [of_hybrid.minutes, of_human_only.minutes];
        if let (Some((_, costing)), Some(unknown)) = (&self.costs, grouped.unknown.get(group)) {
            for ((of_human_only, query_type), tickets) in unknown {
                let each = costing.unknown_minutes(first_day, *query_type);
                minutes[usize::from(*of_human_only)] += each.times(*tickets);
            }
        }
        let [hybrid_minutes, human_minutes] = minutes;
        [
            Claims {
                ai_tickets: ai_only,
                usage: grouped.fees.get(group).copied().unwrap_or_default(),
                ..Claims::default()
            },
            Claims {
                ai_tickets: hybrid,
                people_tickets: hybrid,
                estimated: of_hybrid.estimated,
                minutes: hybrid_minutes,
                ..Claims::default()
            },
            Claims {
                people_tickets: human_only,
                estimated: of_human_only.estimated,
                minutes: human_minutes,
                ..Claims::default()
            },
        ]
    }

    /// The first day of the allocation period that a group's cost comes from.
    fn first_day(&self, grouped: &Grouped<'_>, group: usize) -> chrono::NaiveDate {
        let Some((span, _)) = &self.costs else { return self.split.days.from };
        let part = grouped.part.get(group).and_then(|part| self.plan.timeline.parts().get(*part));
        span.allocation_period(part.map_or(self.split.days.from, |part| part.days.from)).from
    }

    /// The whole bears the whole ledger, what is not allocated too, and so does each part of it along time alone, which
    /// is an allocation period of its own; a group bears what is allocated to it.
    fn cost(&self, figure: &mut Figure, grouped: &Grouped<'_>, group: usize) {
        let first_day = self.first_day(grouped, group);
        let claims = self.claims(grouped, group, first_day);
        let resolutions: u64 = [Flags::AI_ONLY, Flags::HYBRID, Flags::HUMAN_ONLY]
            .into_iter()
            .map(|flag| grouped.count(group, Counted::Flagged(flag)))
            .sum();
        let along_time = self.split.by.iter().all(|dimension| dimension.bucket().is_some());
        let whole = along_time && !self.plan.is_filtered();
        let total: Claims = claims.into_iter().sum();
        let allocation = self.costs.as_ref().and_then(|(_, costing)| costing.allocation(first_day));
        figure.denominator = Some(resolutions as f64);
        figure.numerator = allocation
            .and_then(|allocation| if whole { allocation.ledger() } else { allocation.cost(&total) });
        figure.value = figure.numerator.filter(|_| resolutions > 0).map(|cost| cost / resolutions as f64);
        figure.partly_known = total.estimated_share();
    }

    fn cost_saved(&self, figure: &mut Figure, grouped: &Grouped<'_>, group: usize) {
        let first_day = self.first_day(grouped, group);
        let [ai_only, _, human_only] = self.claims(grouped, group, first_day);
        let allocation = self.costs.as_ref().and_then(|(_, costing)| costing.allocation(first_day));
        let each = |claims: &Claims, tickets: u64| {
            let cost = allocation.and_then(|allocation| allocation.cost(claims));
            cost.filter(|_| tickets > 0).map(|cost| cost / tickets as f64)
        };
        let resolved_by_ai = grouped.count(group, Counted::Flagged(Flags::AI_RESOLVED)) as f64;
        let by_ai = each(&ai_only, ai_only.ai_tickets);
        let by_people = each(&human_only, human_only.people_tickets);
        figure.value = by_people.zip(by_ai).map(|(by_people, by_ai)| resolved_by_ai * (by_people - by_ai));
        figure.partly_known = human_only.estimated_share();
    }
}

/// The share of a percentile KPI over a span of time.
fn share_of(kpi: &Kpi, wanted: Duration) -> Option<f64> {
    match kpi.measure {
        Measure::Percentile(duration, share) if duration == wanted => Some(share),
        _ => None,
    }
}

/// Fills in what is counted of a share.
fn share(figure: &mut Figure, at: usize, kpi: &Kpi, grouped: &Grouped<'_>, group: usize) {
    let count = |verdict| grouped.count(group, Counted::Judged(at, verdict)) as f64;
    let (hit, half, missed) = (count(Verdict::Hit), count(Verdict::Half), count(Verdict::Missed));
    let (above, below) = (hit + half / 2.0, hit + half + missed);
    let ratio = |above: f64, below: f64| (below > 0.0).then(|| above / below);
    figure.numerator = Some(above);
    figure.denominator = Some(below);
    figure.value = ratio(above, below);
    figure.known = ratio(below, below + count(Verdict::Unknown));
    if kpi.has_window() {
        let maturing = count(Verdict::Maturing);
        figure.immature = Some(maturing as u64);
        if maturing > 0.0 {
            figure.least = ratio(above, below + maturing);
            figure.most = ratio(above + maturing, below + maturing);
        }
        figure.partly_known = ratio(grouped.count(group, Counted::InPart(at)) as f64, below);
    }
}

/// Fills in a mean; without a value where it would not be one of like numbers.
fn mean(figure: &mut Figure, numbers: &Moments, of_like: bool) {
    let (sum, count) = (numbers.sum.value(), numbers.count as f64);
    figure.denominator = Some(count);
    figure.numerator = (of_like || numbers.count == 0).then_some(sum);
    figure.value = (of_like && numbers.count > 0).then(|| sum / count);
    figure.variance = figure.value.and_then(|_| numbers.variance());
}
