//! Which ticket bears which part of the cost.

use std::ops::AddAssign;

use serde::Serialize;
use ts_rs::TS;

use super::exact::Exact;
use super::ledger::{Budget, CostKind, Ledger};
use super::minutes::{Minutes, ReplyMinutes};
use crate::calendar::{Calendar, Period};
use crate::facts::{Facts, Flags, Parts, Timeline};

/// What a ticket, or several together, can claim of the cost.
#[derive(Clone, Copy, Debug, Default)]
pub struct Claims {
    /// Tickets that AI took part in: they share the fixed fee equally.
    ai_tickets: u64,
    /// Tickets that people took part in.
    people_tickets: u64,
    /// Those of them whose minutes are an estimate.
    estimated: u64,
    /// The minutes that people worked: the key to their cost.
    minutes: Exact,
    /// Fees for resolutions by AI.
    usage: Exact,
}

impl AddAssign for Claims {
    fn add_assign(&mut self, other: Claims) {
        self.ai_tickets += other.ai_tickets;
        self.people_tickets += other.people_tickets;
        self.estimated += other.estimated;
        self.minutes += other.minutes;
        self.usage += other.usage;
    }
}

/// The cost of one allocation period, and all that is claimed of it.
#[derive(Clone, Copy, Debug)]
pub struct Allocation {
    budget: Option<Budget>,
    total: Claims,
}

impl Allocation {
    /// The whole cost of the period, allocated or not. `None` where the ledger does not cover it.
    pub fn ledger(&self) -> Option<f64> {
        let Budget { ai_fixed, people, overhead } = self.budget?;
        Some(ai_fixed + self.total.usage.value() + people + overhead)
    }

    /// The cost that falls to these claims. `None` where the ledger does not cover the period.
    pub fn cost(&self, claims: &Claims) -> Option<f64> {
        let budget = self.budget?;
        let direct = self.direct(budget, claims);
        Some(direct + share(budget.overhead, direct, self.direct(budget, &self.total)))
    }

    /// The cost apart from overhead.
    fn direct(&self, budget: Budget, claims: &Claims) -> f64 {
        let total = &self.total;
        let people = if total.minutes.is_zero() {
            share(budget.people, claims.people_tickets as f64, total.people_tickets as f64)
        } else {
            share(budget.people, claims.minutes.value(), total.minutes.value())
        };
        let ai_fixed = share(budget.ai_fixed, claims.ai_tickets as f64, total.ai_tickets as f64);
        ai_fixed + claims.usage.value() + people
    }

    /// What has no ticket to go to. `None` where the ledger does not cover the period.
    fn unallocated(&self) -> Option<f64> {
        let budget = self.budget?;
        let stays = |pool: f64, taken: bool| if taken { 0.0 } else { pool };
        Some(
            stays(budget.ai_fixed, self.total.ai_tickets > 0)
                + stays(budget.people, self.total.people_tickets > 0)
                + stays(budget.overhead, self.direct(budget, &self.total) > 0.0),
        )
    }
}

/// The part of a pool that falls to a part of a whole; nothing where there is no whole.
fn share(pool: f64, part: f64, whole: f64) -> f64 {
    if whole > 0.0 { pool * (part / whole) } else { 0.0 }
}

/// Says what each ticket resolved in a period can claim. Made over all the tickets resolved in it, before any filter
/// or split.
pub struct Costing<'a> {
    facts: &'a Facts,
    allocation_of_day: &'a [u32],
    usage_of_day: Vec<Exact>,
    minutes: Minutes<'a>,
    allocations: Vec<Allocation>,
}

impl<'a> Costing<'a> {
    /// Allocates the ledger within each of the timeline's parts.
    pub fn new(
        facts: &'a Facts,
        timeline: &Timeline,
        parts: &'a Parts,
        ledger: &Ledger,
        reply_minutes: &ReplyMinutes,
    ) -> Costing<'a> {
        let fee = |day| Exact::new(ledger.in_force(CostKind::AiUsage, day));
        let resolved = timeline.rows(facts.resolved());
        let worked = resolved
            .clone()
            .filter(|(_, row)| facts.flags().get(*row).is_some_and(|flags| flags.has(Flags::BY_PEOPLE)))
            .map(|(day, row)| (parts.of_day.get(day).copied().unwrap_or_default(), row));
        let allocation =
            |part: &Period| Allocation { budget: ledger.budget(*part), total: Claims::default() };
        let mut costing = Costing {
            facts,
            allocation_of_day: &parts.of_day,
            usage_of_day: timeline.days().iter().copied().map(fee).collect(),
            minutes: Minutes::new(facts, reply_minutes, worked),
            allocations: parts.periods.iter().map(allocation).collect(),
        };
        for (day, row) in resolved {
            let claims = costing.claims(day, row);
            let allocation = costing.allocation_of(day) as usize;
            if let Some(allocation) = costing.allocations.get_mut(allocation) {
                allocation.total += claims;
            }
        }
        costing
    }

    /// The allocation period of a day on the timeline, as a position among the parts.
    pub fn allocation_of(&self, day: usize) -> u32 {
        self.allocation_of_day.get(day).copied().unwrap_or_default()
    }

    /// The allocation of a part, by its position.
    pub fn allocation(&self, part: u32) -> Option<&Allocation> {
        self.allocations.get(part as usize)
    }

    /// What a ticket resolved on a day of the timeline can claim.
    pub fn claims(&self, day: usize, row: usize) -> Claims {
        let flags = self.facts.flags().get(row).copied().unwrap_or_default();
        let mut claims = Claims { ai_tickets: u64::from(flags.has(Flags::BY_AI)), ..Claims::default() };
        if flags.has(Flags::AI_RESOLVED) {
            claims.usage = self.usage_of_day.get(day).copied().unwrap_or_default();
        }
        if flags.has(Flags::BY_PEOPLE) {
            let (minutes, estimated) = self.minutes.of(self.allocation_of(day), row);
            claims.people_tickets = 1;
            claims.estimated = u64::from(estimated);
            claims.minutes = minutes;
        }
        claims
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
}

/// Where the cost of a period went. `None` where the ledger does not cover the period.
pub fn cost_report(
    facts: &Facts,
    calendar: &Calendar,
    ledger: &Ledger,
    reply_minutes: &ReplyMinutes,
    period: Period,
) -> Option<CostReport> {
    let timeline = Timeline::new(facts, calendar, period);
    let parts = timeline.cut(calendar, period, &[]);
    let costing = Costing::new(facts, &timeline, &parts, ledger, reply_minutes);
    let allocation = costing.allocation(0)?;
    let Claims { people_tickets, estimated, .. } = allocation.total;
    Some(CostReport {
        ledger: allocation.ledger()?,
        allocated: allocation.cost(&allocation.total)?,
        unallocated: allocation.unallocated()?,
        estimated_share: (people_tickets > 0).then(|| estimated as f64 / people_tickets as f64),
    })
}
