//! The allocation of a span of days: made over all the tickets resolved in it, before any filter or split.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use chrono::NaiveDate;
use rayon::prelude::*;
use serde::Serialize;
use ts_rs::TS;

use super::allocation::{Allocation, Claims};
use super::exact::Exact;
use super::ledger::{CostKind, Ledger};
use super::minutes::{Effort, Medians, ReplyMinutes, Samples, Worked};
use crate::calendar::{Bucket, Calendar, Period};
use crate::facts::{Chosen, Column, ColumnSet, ColumnsError, Facts, Flags, Segment, Timeline};
use crate::model::Timestamp;

/// The columns that an allocation looks at, besides the times of resolution.
const COLUMNS: &[Column] =
    &[Column::Profile, Column::Minutes, Column::Replies, Column::Channel, Column::QueryType];

/// What support costs, and the allocations that have been made of it. An allocation does not depend on a question's
/// filters, so it is kept for the next one.
#[derive(Debug, Default)]
pub struct Costs {
    ledger: Ledger,
    reply_minutes: ReplyMinutes,
    made: Mutex<HashMap<Span, Arc<Costing>>>,
}

/// The days that are allocated, and how they are cut into allocation periods.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Span {
    /// The zone and first day of the week that days are cut in.
    pub calendar: Calendar,
    /// The days.
    pub period: Period,
    /// Tickets resolved from this moment on do not count.
    pub until: Option<Timestamp>,
    /// Each bucket of these within the days is an allocation period of its own; without, all days are one.
    pub buckets: Vec<Bucket>,
    /// The facts whose tickets bear the cost.
    facts: u64,
}

impl Span {
    /// The allocation of these days among the tickets of these facts.
    pub fn new(
        facts: &Facts,
        calendar: Calendar,
        period: Period,
        until: Option<Timestamp>,
        buckets: Vec<Bucket>,
    ) -> Span {
        Span { calendar, period, until, buckets, facts: facts.identity() }
    }

    /// The allocation period that a day of the span lies in.
    pub fn allocation_period(&self, day: NaiveDate) -> Period {
        self.buckets.iter().fold(self.period, |days, bucket| {
            let whole = self.calendar.bucket_period(*bucket, day);
            Period { from: days.from.max(whole.from), to: days.to.min(whole.to) }
        })
    }
}

/// Allocations that are kept at most: a dashboard has a handful.
const KEPT: usize = 64;

impl Costs {
    /// Costs by this ledger, with these minutes for a reply where minutes are unknown.
    pub fn new(ledger: Ledger, reply_minutes: ReplyMinutes) -> Costs {
        Costs { ledger, reply_minutes, made: Mutex::default() }
    }

    /// The ledger.
    pub fn ledger(&self) -> &Ledger {
        &self.ledger
    }

    /// Minutes that a reply takes where minutes are unknown.
    pub fn reply_minutes(&self) -> &ReplyMinutes {
        &self.reply_minutes
    }

    /// The days before which a fee for single resolutions changes.
    pub fn fee_changes(&self) -> Vec<NaiveDate> {
        let fees = self.ledger.entries().iter().filter(|entry| entry.kind == CostKind::AiUsage);
        fees.map(|entry| entry.month).collect()
    }

    /// The allocation of a span.
    ///
    /// # Errors
    /// Columns that are kept in files cannot be read.
    pub fn costing(&self, facts: &Facts, span: &Span) -> Result<Arc<Costing>, ColumnsError> {
        let made = || self.made.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = made().get(span) {
            return Ok(known.clone());
        }
        let costing = Arc::new(Costing::new(facts, self, span)?);
        let mut made = made();
        if made.len() >= KEPT {
            made.clear();
        }
        made.insert(span.clone(), costing.clone());
        Ok(costing)
    }
}

/// The allocation of a span.
#[derive(Debug)]
pub struct Costing {
    /// By the first day of their period, in order.
    allocations: Vec<(NaiveDate, Allocation)>,
    medians: Medians,
}

/// What one thread has found of the claims of each allocation period.
#[derive(Default)]
struct Found {
    claims: Vec<Claims>,
    /// Tickets of which no minutes are known, by allocation period and query type.
    unknown: HashMap<(u32, u32), u64>,
    /// The known minutes, of which the median stands for those that are not.
    known: Samples,
}

impl Costing {
    fn new(facts: &Facts, costs: &Costs, span: &Span) -> Result<Costing, ColumnsError> {
        let Span { calendar, period, until, buckets, .. } = span;
        let fees = costs.fee_changes();
        let timeline = Timeline::new(calendar, *period, *until, facts.reach(), buckets, &fees);
        // Parts are cut finer than allocation periods where a fee changes.
        let mut periods: Vec<Period> = Vec::new();
        let mut allocation_of_part = Vec::new();
        for part in timeline.parts() {
            let allocation = span.allocation_period(part.days.from);
            if periods.last() != Some(&allocation) {
                periods.push(allocation);
            }
            allocation_of_part.push(periods.len().saturating_sub(1) as u32);
        }
        let fee = |days: &Period| Exact::new(costs.ledger.in_force(CostKind::AiUsage, days.from));
        let scan = Scan {
            facts,
            timeline: &timeline,
            allocation_of_part: &allocation_of_part,
            fees: timeline.parts().iter().map(|part| fee(&part.days)).collect(),
            per_reply: costs.reply_minutes.by_code(facts.words()),
        };
        let found = scan.claims(periods.len())?;
        let medians = match found.unknown.is_empty() {
            true => Medians::default(),
            false => Medians::of(found.known),
        };
        let mut totals = found.claims;
        for ((allocation, query_type), tickets) in found.unknown {
            if let Some(claims) = totals.get_mut(allocation as usize) {
                claims.minutes += medians.minutes(allocation, query_type).times(tickets);
            }
        }
        let allocation = |(period, total): (&Period, Claims)| {
            (period.from, Allocation { budget: costs.ledger.budget(*period), total })
        };
        Ok(Costing { allocations: periods.iter().zip(totals).map(allocation).collect(), medians })
    }

    fn place(&self, first_day: NaiveDate) -> Option<usize> {
        self.allocations.binary_search_by_key(&first_day, |(day, _)| *day).ok()
    }

    /// The allocation of the period that begins on a day.
    pub fn allocation(&self, first_day: NaiveDate) -> Option<&Allocation> {
        self.allocations.get(self.place(first_day)?).map(|(_, allocation)| allocation)
    }

    /// The minutes of a ticket of this query type, by code, of which nothing is known, in the period that begins on a
    /// day.
    pub fn unknown_minutes(&self, first_day: NaiveDate, query_type: u32) -> Exact {
        let place = self.place(first_day).unwrap_or_default();
        self.medians.minutes(place as u32, query_type)
    }
}

/// A pass over the tickets resolved within a timeline.
struct Scan<'a> {
    facts: &'a Facts,
    timeline: &'a Timeline,
    allocation_of_part: &'a [u32],
    fees: Vec<Exact>,
    per_reply: Vec<f64>,
}

/// A ticket as far as its cost goes.
struct Resolved {
    part: u32,
    allocation: u32,
    query_type: u32,
    flags: Flags,
    /// Where people took part in its resolution: what is known of their minutes.
    worked: Option<Worked>,
}

impl Scan<'_> {
    /// Shows the tickets of a segment that were resolved within the timeline.
    fn each(&self, segment: &Segment, mut show: impl FnMut(Resolved)) -> Result<(), ColumnsError> {
        if !segment.may_be_resolved_within(self.timeline) {
            return Ok(());
        }
        let mut chosen = Chosen::default();
        segment.load(ColumnSet::of(&[Column::Resolved]))?;
        segment.resolved_within(self.timeline, None, &mut chosen);
        if chosen.rows.is_empty() {
            return Ok(());
        }
        segment.load(ColumnSet::of(COLUMNS))?;
        let effort = Effort::new(segment, &self.per_reply);
        let query_types = segment.data(Column::QueryType);
        let profiles = self.facts.words().profiles();
        segment.data(Column::Profile).each_code(&chosen.rows, |at, profile| {
            let flags = profiles.get(profile as usize).copied().unwrap_or_default();
            if let (Some(row), Some(part)) = (chosen.rows.get(at), chosen.parts.get(at)) {
                let row = *row as usize;
                let by_people = flags.has_any(Flags::HYBRID.with(Flags::HUMAN_ONLY));
                show(Resolved {
                    part: *part,
                    allocation: self.allocation_of_part.get(*part as usize).copied().unwrap_or_default(),
                    query_type: query_types.code(row),
                    flags,
                    worked: by_people.then(|| effort.worked(row)),
                });
            }
        });
        Ok(())
    }

    fn claims(&self, allocations: usize) -> Result<Found, ColumnsError> {
        let nothing = || Found { claims: vec![Claims::default(); allocations], ..Found::default() };
        let found = self.facts.segments().par_iter().map(|segment| {
            let mut found = nothing();
            self.each(segment, |ticket| {
                let Some(claims) = found.claims.get_mut(ticket.allocation as usize) else { return };
                claims.ai_tickets += u64::from(ticket.flags.has_any(Flags::AI_ONLY.with(Flags::HYBRID)));
                if ticket.flags.has(Flags::AI_RESOLVED) {
                    claims.usage += self.fees.get(ticket.part as usize).copied().unwrap_or_default();
                }
                claims.people_tickets += u64::from(ticket.worked.is_some());
                claims.estimated +=
                    u64::from(matches!(ticket.worked, Some(Worked::Estimated(_) | Worked::Unknown)));
                let key = (ticket.allocation, ticket.query_type);
                match ticket.worked {
                    Some(Worked::Known(minutes)) => {
                        claims.minutes += minutes;
                        found.known.entry(key).or_default().push(minutes);
                    }
                    Some(Worked::Estimated(minutes)) => claims.minutes += minutes,
                    Some(Worked::Unknown) => {
                        *found.unknown.entry(key).or_insert(0) += 1;
                    }
                    None => {}
                }
            })?;
            Ok(found)
        });
        found.try_reduce(nothing, |mut one, other| {
            one.claims.iter_mut().zip(other.claims).for_each(|(one, other)| *one += other);
            for (key, tickets) in other.unknown {
                *one.unknown.entry(key).or_insert(0) += tickets;
            }
            for (key, minutes) in other.known {
                one.known.entry(key).or_default().extend(minutes);
            }
            Ok(one)
        })
    }
}

/// Where a period's cost went, in the workspace's currency: allocated + unallocated = ledger.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, TS)]
pub struct CostReport {
    /// The whole cost of the period.
    pub ledger: f64,
    /// What fell to tickets.
    pub allocated: f64,
    /// What had no ticket to go to.
    pub unallocated: f64,
    /// The share of tickets with people's work whose minutes are an estimate; `None` where there are none.
    pub estimated_share: Option<f64>,
    /// Of the whole cost: the AI platform's fee.
    pub ai_fixed: f64,
    /// Of the whole cost: fees for resolutions by AI.
    pub ai_usage: f64,
    /// Of the whole cost: salaries with on-costs.
    pub people: f64,
    /// Of the whole cost: everything else.
    pub overhead: f64,
    /// Resolved tickets that people worked on.
    #[ts(type = "number")]
    pub people_tickets: u64,
}

impl Costs {
    /// Where the cost of a period went. `None` where the ledger does not cover the period.
    ///
    /// # Errors
    /// Columns that are kept in files cannot be read.
    pub fn report(
        &self,
        facts: &Facts,
        calendar: Calendar,
        period: Period,
    ) -> Result<Option<CostReport>, ColumnsError> {
        let costing = self.costing(facts, &Span::new(facts, calendar, period, None, Vec::new()))?;
        let report = |allocation: &Allocation| {
            Some(CostReport {
                ledger: allocation.ledger()?,
                allocated: allocation.cost(&allocation.total)?,
                unallocated: allocation.unallocated()?,
                estimated_share: allocation.total.estimated_share(),
                ai_fixed: allocation.budget?.ai_fixed,
                ai_usage: allocation.total.usage.value(),
                people: allocation.budget?.people,
                overhead: allocation.budget?.overhead,
                people_tickets: allocation.total.people_tickets,
            })
        };
        Ok(costing.allocation(period.from).and_then(report))
    }
}
