//! What the invented company's support costs.

use chrono::{DateTime, Datelike, Months, NaiveDate};

use super::WEEKS;
use super::story::story;
use crate::cost::{CostKind, LedgerEntry};
use crate::model::Timestamp;

/// The ledger that goes with the tickets of the same `until`: in force from the first month of the sample, salaries up
/// in the seventh, the AI's fees changed with its release.
pub fn ledger(until: Timestamp) -> Vec<LedgerEntry> {
    let story = story(until, WEEKS);
    let first = month_of(story.days.from);
    let raise = first.checked_add_months(Months::new(6)).unwrap_or(first);
    let release =
        DateTime::from_timestamp(story.release.at.0, 0).map_or(raise, |at| month_of(at.date_naive()));
    [
        (CostKind::AiFixed, first, 1_800.0),
        (CostKind::AiUsage, first, 0.99),
        (CostKind::People, first, 17_500.0),
        (CostKind::Overhead, first, 2_400.0),
        (CostKind::People, raise, 18_200.0),
        (CostKind::AiFixed, release, 2_300.0),
        (CostKind::AiUsage, release, 0.89),
    ]
    .map(|(kind, month, amount)| LedgerEntry { kind, month, amount })
    .to_vec()
}

fn month_of(day: NaiveDate) -> NaiveDate {
    day.with_day(1).unwrap_or(day)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cost::Ledger;

    #[test]
    fn the_ledger_covers_the_whole_sample() {
        let until = Timestamp(1_783_000_000);
        let entries = ledger(until);
        assert_eq!(entries.len(), 7);
        assert!(Ledger::new(entries).unwrap().budget(story(until, WEEKS).days).is_some());
    }
}
