//! What a period would have cost under other circumstances.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// How much more or less than now can be assumed at most.
const MOST: f64 = 1_000.0;

/// A period's tickets and what they cost, as they were or as they are assumed to be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, TS)]
pub struct CostCase {
    /// Tickets resolved by AI, by both or by people.
    pub resolved: f64,
    /// Those that AI resolved alone.
    pub ai_resolved: f64,
    /// Those that people worked on.
    pub people_tickets: f64,
    /// The fee for a resolution by AI, on the average: one that the customer gave up costs none. `None` where AI resolved
    /// nothing and no fee is assumed.
    pub ai_fee: Option<f64>,
    /// The AI platform's fee.
    pub ai_fixed: f64,
    /// Fees for resolutions by AI.
    pub ai_usage: f64,
    /// Salaries with on-costs.
    pub people: f64,
    /// Everything else.
    pub overhead: f64,
    /// All of it.
    pub total: f64,
    /// All of it / resolved tickets; `None` where there is none.
    pub per_resolution: Option<f64>,
}

/// What is assumed; what is left as it is says nothing.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Assumptions {
    /// Tickets come in so many times as often.
    pub volume: f64,
    /// The share of the resolved tickets that AI resolves alone, 0 to 1.
    pub ai_share: Option<f64>,
    /// People cost so many times as much for the same work.
    pub people: f64,
    /// The fee for a resolution by AI.
    pub ai_fee: Option<f64>,
}

/// An assumption that nothing can be computed from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadAssumption {
    /// Tickets or salaries are far out.
    #[error("tickets and salaries can be 0 to 1,000 times what they are")]
    Scale,
    /// More than all tickets, or fewer than none.
    #[error("the share that AI resolves lies between 0 and 100 %")]
    Share,
    /// The fee is none.
    #[error("the fee for a resolution is 0 or more")]
    Fee,
}

impl CostCase {
    /// With its sums.
    pub fn summed(self) -> CostCase {
        let total = self.ai_fixed + self.ai_usage + self.people + self.overhead;
        let per_resolution = (self.resolved > 0.0).then(|| total / self.resolved);
        let ai_fee = self.ai_fee.or((self.ai_resolved > 0.0).then(|| self.ai_usage / self.ai_resolved));
        CostCase { total, per_resolution, ai_fee, ..self }
    }
}

/// What a period would have cost. Tickets that AI does not resolve alone need people as often as they do now, and people
/// cost as much for each of them; the platform's fee and the overhead stay as they are.
///
/// # Errors
/// A number is none, below 0 or far out, or a share is above 1.
pub fn what_if(now: &CostCase, assumed: &Assumptions) -> Result<CostCase, BadAssumption> {
    let sane = |number: f64| number.is_finite() && (0.0..=MOST).contains(&number);
    if !sane(assumed.volume) || !sane(assumed.people) {
        return Err(BadAssumption::Scale);
    }
    if assumed.ai_share.is_some_and(|share| !(0.0..=1.0).contains(&share)) {
        return Err(BadAssumption::Share);
    }
    if assumed.ai_fee.is_some_and(|fee| !fee.is_finite() || fee < 0.0) {
        return Err(BadAssumption::Fee);
    }
    let resolved = now.resolved * assumed.volume;
    let share = assumed.ai_share.unwrap_or_else(|| ratio(now.ai_resolved, now.resolved));
    let ai_resolved = resolved * share;
    // What falls to each ticket that AI does not resolve alone.
    let left = now.resolved - now.ai_resolved;
    let people_tickets = (resolved - ai_resolved) * ratio(now.people_tickets, left);
    let people = people_tickets * ratio(now.people, now.people_tickets) * assumed.people;
    let ai_fee = assumed.ai_fee.or(now.summed().ai_fee);
    let case = CostCase {
        resolved,
        ai_resolved,
        people_tickets,
        ai_fee,
        ai_usage: ai_resolved * ai_fee.unwrap_or_default(),
        // Without work there is nothing that they could cost more or less for.
        people: if now.people_tickets > 0.0 { people } else { now.people * assumed.people },
        ..*now
    };
    Ok(case.summed())
}

/// One number for each of another; 0 where there is none of that.
fn ratio(number: f64, of: f64) -> f64 {
    if of > 0.0 { number / of } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const AS_IS: Assumptions = Assumptions { volume: 1.0, ai_share: None, people: 1.0, ai_fee: None };

    fn now() -> CostCase {
        let case = CostCase {
            resolved: 1_000.0,
            ai_resolved: 400.0,
            people_tickets: 500.0,
            ai_fixed: 1_000.0,
            ai_usage: 360.0,
            people: 20_000.0,
            overhead: 2_000.0,
            ..CostCase::default()
        };
        case.summed()
    }

    #[test]
    fn a_worked_example() {
        let now = now();
        assert_eq!((now.total, now.ai_fee), (23_360.0, Some(0.9)));
        let assumed = Assumptions { volume: 1.2, ai_share: Some(0.5), people: 1.1, ai_fee: Some(1.0) };
        let then = what_if(&now, &assumed).unwrap();
        // 1,200 resolved, 600 by AI alone; of the other 600 people work on 5 of 6, for 40 × 1.1 each.
        assert_eq!((then.resolved, then.ai_resolved, then.ai_usage), (1_200.0, 600.0, 600.0));
        assert!((then.people_tickets - 500.0).abs() < 1e-9 && (then.people - 22_000.0).abs() < 1e-6);
        assert!((then.total - 25_600.0).abs() < 1e-6);
        assert!((then.per_resolution.unwrap() - 25_600.0 / 1_200.0).abs() < 1e-9);
    }

    #[test]
    fn nothing_to_compute_from_is_no_number() {
        let nothing = CostCase { people: 100.0, ..CostCase::default() }.summed();
        let then = what_if(&nothing, &AS_IS).unwrap();
        assert_eq!((then.total, then.per_resolution, then.ai_fee), (100.0, None, None));
        for bad in [
            Assumptions { volume: -1.0, ..AS_IS },
            Assumptions { volume: f64::NAN, ..AS_IS },
            Assumptions { people: f64::INFINITY, ..AS_IS },
            Assumptions { ai_share: Some(1.1), ..AS_IS },
            Assumptions { ai_fee: Some(-0.1), ..AS_IS },
        ] {
            assert!(what_if(&now(), &bad).is_err(), "{bad:?}");
        }
    }

    proptest! {
        #[test]
        fn nothing_assumed_changes_nothing(
            resolved in 1u32..100_000, by_ai in 0u32..100, people_share in 1u32..=100,
            money in proptest::array::uniform4(0u32..1_000_000),
        ) {
            let ai_resolved = (f64::from(resolved) * f64::from(by_ai) / 100.0).floor();
            let left = f64::from(resolved) - ai_resolved;
            let [ai_fixed, ai_usage, people, overhead] = money.map(f64::from);
            let now = CostCase {
                resolved: f64::from(resolved), ai_resolved, people_tickets: left * f64::from(people_share) / 100.0,
                ai_fixed, ai_usage: if ai_resolved > 0.0 { ai_usage } else { 0.0 }, people, overhead, ..CostCase::default()
            }.summed();
            let then = what_if(&now, &AS_IS).unwrap();
            prop_assert!((then.total - now.total).abs() <= now.total * 1e-12 + 1e-9, "{now:?} {then:?}");
        }
    }
}
