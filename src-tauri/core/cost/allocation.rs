//! Which tickets bear which part of the cost.

use std::iter::Sum;
use std::ops::AddAssign;

use super::exact::Exact;
use super::ledger::Budget;

/// What tickets can claim of the cost.
#[derive(Clone, Copy, Debug, Default)]
pub struct Claims {
    /// Tickets that AI took part in: they share the fixed fee equally.
    pub ai_tickets: u64,
    /// Tickets that people took part in.
    pub people_tickets: u64,
    /// Those of them whose minutes are an estimate.
    pub estimated: u64,
    /// The minutes that people worked: the key to their cost.
    pub minutes: Exact,
    /// Fees for resolutions by AI.
    pub usage: Exact,
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

impl Sum for Claims {
    fn sum<I: Iterator<Item = Claims>>(claims: I) -> Claims {
        claims.fold(Claims::default(), |mut sum, claims| {
            sum += claims;
            sum
        })
    }
}

impl Claims {
    /// The share of tickets with people's work whose minutes are an estimate; `None` where there are none.
    pub fn estimated_share(&self) -> Option<f64> {
        (self.people_tickets > 0).then(|| self.estimated as f64 / self.people_tickets as f64)
    }
}

/// The cost of one allocation period, and all that is claimed of it.
#[derive(Clone, Copy, Debug, Default)]
pub struct Allocation {
    /// `None` where the ledger does not cover the period.
    pub(super) budget: Option<Budget>,
    /// The claims of all tickets resolved in it, before any filter or split.
    pub(super) total: Claims,
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
    pub(super) fn unallocated(&self) -> Option<f64> {
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
