//! The ledger: monthly amounts, each in force until the next of its kind.

use chrono::{Datelike, Months, NaiveDate};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::calendar::Period;

/// What money is spent on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum CostKind {
    /// The AI platform's fee for a month.
    AiFixed,
    /// The AI's fee for one resolution.
    AiUsage,
    /// Salaries with on-costs for a month.
    People,
    /// Everything else for a month: tools, rooms.
    Overhead,
}

impl CostKind {
    /// All kinds.
    pub const ALL: &'static [CostKind] =
        &[CostKind::AiFixed, CostKind::AiUsage, CostKind::People, CostKind::Overhead];

    /// The name on the command line and in JSON.
    pub fn name(self) -> &'static str {
        match self {
            CostKind::AiFixed => "ai_fixed",
            CostKind::AiUsage => "ai_usage",
            CostKind::People => "people",
            CostKind::Overhead => "overhead",
        }
    }

    /// The kind with this name.
    pub fn from_name(name: &str) -> Option<CostKind> {
        CostKind::ALL.iter().copied().find(|kind| kind.name() == name)
    }
}

/// An amount that is in force from a month on, until the next entry of its kind.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct LedgerEntry {
    /// What it is spent on.
    pub kind: CostKind,
    /// The first day of the month from which it is in force.
    #[ts(type = "string")]
    pub month: NaiveDate,
    /// Money a month, or for `ai_usage` a resolution, in the workspace's currency; 0 or more.
    pub amount: f64,
}

/// Why entries make no ledger.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum LedgerError {
    /// The date is not the first of a month.
    #[error("the entry for {} begins on {month}; entries begin on the first day of a month", kind.name())]
    NotFirstOfMonth {
        /// The entry's kind.
        kind: CostKind,
        /// The date given.
        month: NaiveDate,
    },
    /// The amount is negative, not a number, or beyond a million million.
    #[error("the amount {amount} for {} from {month} is not between 0 and 1,000,000,000,000", kind.name())]
    Amount {
        /// The entry's kind.
        kind: CostKind,
        /// The entry's month.
        month: NaiveDate,
        /// The amount given.
        amount: f64,
    },
    /// Two entries of one kind for one month.
    #[error("there are two entries for {} from {month}", kind.name())]
    Twice {
        /// The entries' kind.
        kind: CostKind,
        /// The entries' month.
        month: NaiveDate,
    },
}

/// What a period costs apart from fees for single resolutions, in the workspace's currency.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Budget {
    /// The AI platform's fee.
    pub ai_fixed: f64,
    /// Salaries with on-costs.
    pub people: f64,
    /// Everything else.
    pub overhead: f64,
}

/// Monthly amounts by kind.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Ledger {
    entries: Vec<LedgerEntry>,
}

const GREATEST_AMOUNT: f64 = 1e12;

impl Ledger {
    /// A ledger of these entries, in any order.
    ///
    /// # Errors
    /// An entry does not begin with a month, has no usable amount, or is there twice.
    pub fn new(mut entries: Vec<LedgerEntry>) -> Result<Ledger, LedgerError> {
        entries.sort_by_key(|entry| (entry.kind, entry.month));
        for &LedgerEntry { kind, month, amount } in &entries {
            if month.day() != 1 {
                return Err(LedgerError::NotFirstOfMonth { kind, month });
            }
            if !(0.0..=GREATEST_AMOUNT).contains(&amount) {
                return Err(LedgerError::Amount { kind, month, amount });
            }
        }
        let twice = entries.windows(2).find_map(|pair| match pair {
            [a, b] if (a.kind, a.month) == (b.kind, b.month) => Some(a),
            _ => None,
        });
        match twice {
            Some(entry) => Err(LedgerError::Twice { kind: entry.kind, month: entry.month }),
            None => Ok(Ledger { entries }),
        }
    }

    /// The entries, by kind and month.
    pub fn entries(&self) -> &[LedgerEntry] {
        &self.entries
    }

    /// The amount of a kind that is in force on a day; 0 before its first entry.
    pub fn in_force(&self, kind: CostKind, day: NaiveDate) -> f64 {
        let entry = self.entries.iter().rev().find(|entry| entry.kind == kind && entry.month <= day);
        entry.map_or(0.0, |entry| entry.amount)
    }

    /// What a period costs: each month's amount, spread evenly over its days. `None` where some day of the period
    /// lies before every entry: an unknown cost is not 0.
    pub fn budget(&self, period: Period) -> Option<Budget> {
        if !self.entries.iter().any(|entry| entry.month <= period.from) {
            return None;
        }
        let mut budget = Budget::default();
        let mut month = period.from.with_day(1);
        while let Some(first) = month.filter(|first| *first <= period.to) {
            let next = first.checked_add_months(Months::new(1));
            let last = next.and_then(|next| next.pred_opt()).unwrap_or(first);
            let days = (last.min(period.to) - first.max(period.from)).num_days() + 1;
            let share = days as f64 / f64::from(last.day());
            budget.ai_fixed += share * self.in_force(CostKind::AiFixed, first);
            budget.people += share * self.in_force(CostKind::People, first);
            budget.overhead += share * self.in_force(CostKind::Overhead, first);
            month = next;
        }
        Some(budget)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn entry(kind: CostKind, month: &str, amount: f64) -> LedgerEntry {
        LedgerEntry { kind, month: day(month), amount }
    }

    #[test]
    fn a_months_amount_is_spread_evenly_over_its_days_until_the_next_entry() {
        let ledger = Ledger::new(vec![
            entry(CostKind::People, "2026-02-01", 2_800.0),
            entry(CostKind::People, "2026-04-01", 3_000.0),
            entry(CostKind::AiFixed, "2026-04-01", 300.0),
        ])
        .unwrap();
        let budget = |from: &str, to: &str| ledger.budget(Period::new(day(from), day(to)).unwrap());
        assert_eq!(budget("2026-02-10", "2026-02-12").unwrap().people, 300.0);
        let march_into_april = budget("2026-03-01", "2026-04-03").unwrap();
        assert_eq!((march_into_april.people, march_into_april.ai_fixed), (3_100.0, 30.0));
        assert_eq!(budget("2026-01-31", "2026-02-28"), None, "one day without an entry");
        assert_eq!(
            Ledger::default().budget(Period::new(day("2026-02-01"), day("2026-02-02")).unwrap()),
            None
        );
    }

    #[test]
    fn a_ledger_refuses_what_it_cannot_count_with() {
        let people = |month, amount| entry(CostKind::People, month, amount);
        let refused = |entries: Vec<LedgerEntry>| Ledger::new(entries).unwrap_err().to_string();
        assert!(refused(vec![people("2026-02-02", 1.0)]).contains("first day of a month"));
        assert!(refused(vec![people("2026-02-01", -1.0)]).contains("between 0"));
        assert!(refused(vec![people("2026-02-01", f64::NAN)]).contains("between 0"));
        assert!(refused(vec![people("2026-02-01", 1.0), people("2026-02-01", 2.0)]).contains("two entries"));
    }
}
