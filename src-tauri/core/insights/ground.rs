//! What every insight rests on.

use super::decision::Decisions;
use super::rules::InsightRules;
use super::why::Why;
use crate::calendar::{Bucket, Period};
use crate::facts::{Column, Facts, seconds};
use crate::language::Language;
use crate::metrics::{Basis, Filter, Pass, Release};
use crate::model::Timestamp;

/// The tickets, the settings, and the moment that they are seen from.
#[derive(Clone, Copy)]
pub struct Ground<'a> {
    /// The tickets.
    pub facts: &'a Facts,
    /// The settings of figures.
    pub basis: &'a Basis<'a>,
    /// The cut-offs.
    pub rules: &'a InsightRules,
    /// What people decided.
    pub decisions: &'a Decisions,
    /// Releases of the AI, as the tickets tell.
    pub releases: &'a [Release],
    /// Only these tickets; filters on time leave all, as each insight looks at days of its own.
    pub filters: &'a [Filter],
    /// The newest moment that is known.
    pub as_of: Timestamp,
    /// In which reasons are given.
    pub language: Language,
}

/// Seconds of a day.
pub(super) const DAY: i64 = 86_400;

impl<'a> Ground<'a> {
    /// Going through the tickets.
    pub(super) fn pass(&self) -> Pass<'a> {
        Pass { facts: self.facts, basis: self.basis, filters: self.filters, as_of: self.as_of }
    }

    /// From so many days before the moment to it, for a pass.
    pub(super) fn last_days(&self, days: u32) -> (Timestamp, Timestamp) {
        (self.days_before(i64::from(days)), self.end())
    }

    /// The local days that the last so many days touch.
    pub(crate) fn last_local_days(&self, days: u32) -> Period {
        let calendar = &self.basis.calendar;
        Period { from: calendar.day_of(self.days_before(i64::from(days))), to: calendar.day_of(self.as_of) }
    }

    /// So many days of 24 hours before the moment.
    pub(super) fn days_before(&self, days: i64) -> Timestamp {
        Timestamp(self.as_of.0.saturating_sub(days.saturating_mul(DAY)))
    }

    /// What is opened at the moment itself is known: a pass ends right after it.
    pub(super) fn end(&self) -> Timestamp {
        Timestamp(self.as_of.0.saturating_add(1))
    }

    /// All time up to the moment.
    pub(super) fn always(&self) -> (Timestamp, Timestamp) {
        (Timestamp(0), self.end())
    }

    /// When the first ticket was opened; `None` where there is none.
    pub(super) fn first(&self) -> Option<Timestamp> {
        let segments = self.facts.segments().iter();
        segments.map(|segment| Timestamp(i64::from(segment.created().0))).min()
    }

    /// The local days from the first ticket to the moment; `None` where there is no ticket.
    pub(super) fn days(&self) -> Option<Period> {
        let first = self.first()?;
        let calendar = &self.basis.calendar;
        Some(Period { from: calendar.day_of(first), to: calendar.day_of(self.as_of.max(first)) })
    }

    /// What a code of a column stands for.
    pub(super) fn name(&self, column: Column, code: u32) -> &'a str {
        self.facts.words().names(column).get(code as usize).map(String::as_str).unwrap_or_default()
    }

    /// How many codes a column has.
    pub(super) fn codes(&self, column: Column) -> usize {
        self.facts.words().names(column).len()
    }

    /// Weeks of so many days before the moment, as far as there are tickets.
    pub(super) fn weeks(&self, days: u32) -> f64 {
        let known = self.first().map_or(0, |first| self.as_of.0.saturating_sub(first.0)) as f64 / DAY as f64;
        known.clamp(1.0, f64::from(days).max(1.0)) / 7.0
    }

    /// A reason in the language that is asked for.
    pub(super) fn why(&self, why: Why<'_>) -> String {
        why.say(self.language)
    }

    /// Minutes from a moment to another, within business hours where times are measured in those.
    pub(super) fn minutes(&self, (begun, ended): (u32, u32)) -> f64 {
        let seconds = match self.basis.open_time {
            Some(open_time) => open_time.between(begun, ended),
            None => i64::from(ended) - i64::from(begun),
        };
        seconds as f64 / 60.0
    }

    /// Whether a query type is sensitive: as somebody decided, else by the words in its name.
    pub(super) fn is_sensitive(&self, query_type: &str) -> bool {
        self.decisions.sensitive(query_type).unwrap_or_else(|| {
            let name = query_type.to_lowercase();
            self.rules.taxonomy.sensitive.iter().any(|word| has_word(&name, &word.to_lowercase()))
        })
    }
}

/// Months or weeks in order, to look up which one a moment is in.
pub(super) struct Buckets {
    starts: Vec<u32>,
    /// Their days.
    pub(super) periods: Vec<Period>,
    /// Their keys, like `2026-07`.
    pub(super) keys: Vec<String>,
}

impl Buckets {
    /// Those from the first ticket to the moment.
    pub(super) fn new(ground: &Ground<'_>, bucket: Bucket) -> Buckets {
        let calendar = ground.basis.calendar;
        let periods: Vec<Period> =
            ground.days().map(|days| calendar.buckets(bucket, days).collect()).unwrap_or_default();
        Buckets {
            starts: periods.iter().map(|period| seconds(calendar.start_of(period.from))).collect(),
            keys: periods.iter().map(|period| calendar.bucket_key(bucket, period.from)).collect(),
            periods,
        }
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.periods.len()
    }

    /// The place of the one that a moment is in; the first for what is before.
    pub(super) fn place(&self, moment: u32) -> usize {
        self.starts.partition_point(|start| *start <= moment).saturating_sub(1)
    }

    /// The key at a place.
    pub(super) fn key(&self, place: usize) -> String {
        self.keys.get(place).cloned().unwrap_or_default()
    }
}

/// A share of tickets, as it is counted.
#[derive(Clone, Copy, Default)]
pub(super) struct Tally {
    pub(super) hits: u64,
    pub(super) of: u64,
}

impl Tally {
    pub(super) fn count(&mut self, hit: bool) {
        self.hits += u64::from(hit);
        self.of += 1;
    }

    pub(super) fn append(&mut self, other: Tally) {
        self.hits += other.hits;
        self.of += other.of;
    }

    /// Hits and all, as numbers.
    pub(super) fn pair(self) -> (f64, f64) {
        (self.hits as f64, self.of as f64)
    }

    /// The share; `None` of nothing.
    pub(super) fn share(self) -> Option<f64> {
        (self.of > 0).then(|| self.hits as f64 / self.of as f64)
    }
}

/// Whether a text has a word or words in it, as such.
fn has_word(text: &str, word: &str) -> bool {
    let is_border = |letter: Option<char>| letter.is_none_or(|letter| !letter.is_alphanumeric());
    !word.is_empty()
        && text.match_indices(word).any(|(at, found)| {
            is_border(text[..at].chars().next_back()) && is_border(text[at + found.len()..].chars().next())
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_found_as_a_word() {
        assert!(has_word("security and privacy", "privacy"));
        assert!(has_word("a billing dispute", "billing dispute"));
        assert!(!has_word("vipassana retreats", "vip") && !has_word("illegal move", "legal"));
        assert!(!has_word("anything", ""));
    }
}
