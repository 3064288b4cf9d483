//! The reporting zone: periods, and the days, weeks, months and quarters that they are cut into.
//!
//! All cutting happens on local dates of one IANA zone, so a day has 23, 24 or 25 hours and a week 167 to 169 where
//! clocks change. Nothing here asks the system for the time or the zone.

mod business;
mod comparison;
mod names;
mod open_time;

use std::fmt;
use std::str::FromStr;

use chrono::{DateTime, Datelike, Days, LocalResult, Months, NaiveDate, NaiveDateTime, TimeZone, Weekday};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::model::Timestamp;

pub use business::{BusinessHours, Clock, DayOfWeek, HoursError, Shift};
pub use comparison::{Compared, Comparison};
pub use names::UnknownPeriod;
pub use open_time::OpenTime;

/// The zone and first day of the week that a workspace reports in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Calendar {
    /// The reporting zone.
    pub zone: Tz,
    /// The first day of the week.
    pub week_start: Weekday,
}

/// A length of time that figures are cut into.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Bucket {
    /// A local day, keyed `2026-07-01`.
    Day,
    /// A week: an ISO week keyed `2026-W27` where weeks begin on Monday, else keyed by its first day.
    Week,
    /// A month, keyed `2026-07`.
    Month,
    /// A quarter, keyed `2026-Q3`.
    Quarter,
}

impl Bucket {
    /// Whether a text has the form of a key of such a bucket.
    pub fn is_key(self, text: &str) -> bool {
        // A week is keyed by its number or by its first day, as weeks begin on Monday or not.
        let is_day = text.len() == 10 && text.parse::<NaiveDate>().is_ok();
        let numbered = |mark: &str, digits: usize, last: u32| {
            text.split_once(mark).is_some_and(|(year, number)| {
                let is_number =
                    |text: &str, length| text.len() == length && text.bytes().all(|b| b.is_ascii_digit());
                is_number(year, 4)
                    && is_number(number, digits)
                    && number.parse().is_ok_and(|number| (1..=last).contains(&number))
            })
        };
        match self {
            Bucket::Day => is_day,
            Bucket::Week => is_day || numbered("-W", 2, 53),
            Bucket::Month => numbered("-", 2, 12),
            Bucket::Quarter => numbered("-Q", 1, 4),
        }
    }
}

/// A span of local days, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
pub struct Period {
    /// First day.
    #[ts(type = "string")]
    pub from: NaiveDate,
    /// Last day.
    #[ts(type = "string")]
    pub to: NaiveDate,
}

/// A period whose end lies before its start.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("the period ends on {to}, before it begins on {from}")]
pub struct BackwardPeriod {
    from: NaiveDate,
    to: NaiveDate,
}

impl Period {
    /// The period from one day to another, both included.
    ///
    /// # Errors
    /// The last day lies before the first.
    pub fn new(from: NaiveDate, to: NaiveDate) -> Result<Period, BackwardPeriod> {
        if to < from { Err(BackwardPeriod { from, to }) } else { Ok(Period { from, to }) }
    }

    /// The days of the period, at least 1.
    pub fn days(self) -> i64 {
        (self.to - self.from).num_days() + 1
    }

    /// The shortest period with all days of both.
    pub fn and(self, other: Period) -> Period {
        Period { from: self.from.min(other.from), to: self.to.max(other.to) }
    }

    /// Whether the local day lies in the period.
    pub fn contains(self, day: NaiveDate) -> bool {
        self.from <= day && day <= self.to
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} to {}", self.from, self.to)
    }
}

/// How a local time that clocks skip or repeat is read. The rule is stated in the user guide.
///
/// A skipped time (spring) is read with the offset before the change, so 02:30 becomes 03:30. A repeated time
/// (autumn) is the earlier of the two.
pub fn local_to_utc(zone: Tz, local: NaiveDateTime) -> Option<Timestamp> {
    let utc = match zone.from_local_datetime(&local) {
        LocalResult::Single(time) | LocalResult::Ambiguous(time, _) => time.timestamp(),
        LocalResult::None => {
            // No gap in the time zone database is longer than a day: a day before, the offset is that before the gap.
            let before = zone.from_local_datetime(&local.checked_sub_days(Days::new(1))?).earliest()?;
            before.timestamp().checked_add(86_400)?
        }
    };
    Some(Timestamp(utc))
}

/// A zone by its IANA name, in any case.
///
/// # Errors
/// The name as given, if there is no such zone.
pub fn zone_by_name(name: &str) -> Result<Tz, UnknownZone> {
    let name = name.trim();
    Tz::from_str(name)
        .ok()
        .or_else(|| {
            chrono_tz::TZ_VARIANTS.iter().copied().find(|zone| zone.name().eq_ignore_ascii_case(name))
        })
        .ok_or_else(|| UnknownZone { name: name.to_owned() })
}

/// A name that is no IANA time zone.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("there is no time zone {name:?}; zones have names like Europe/Berlin, America/New_York or UTC")]
pub struct UnknownZone {
    /// What was given.
    pub name: String,
}

impl Calendar {
    /// The local day of a moment.
    pub fn day_of(&self, time: Timestamp) -> NaiveDate {
        self.local(time).date()
    }

    /// The moment a local day begins. Where midnight is skipped, the first moment after it.
    pub fn start_of(&self, day: NaiveDate) -> Timestamp {
        let midnight = NaiveDateTime::from(day);
        local_to_utc(self.zone, midnight).unwrap_or(Timestamp(midnight.and_utc().timestamp()))
    }

    /// The half-open span of moments `[from, to)` that the period covers.
    pub fn span(&self, period: Period) -> (Timestamp, Timestamp) {
        let after = period.to.checked_add_days(Days::new(1)).unwrap_or(period.to);
        (self.start_of(period.from), self.start_of(after))
    }

    /// The first day of the bucket that holds a day.
    pub fn bucket_start(&self, bucket: Bucket, day: NaiveDate) -> NaiveDate {
        let start = match bucket {
            Bucket::Day => Some(day),
            Bucket::Week => {
                let since = day.weekday().days_since(self.week_start);
                day.checked_sub_days(Days::new(u64::from(since)))
            }
            Bucket::Month => day.with_day(1),
            Bucket::Quarter => NaiveDate::from_ymd_opt(day.year(), day.month0() / 3 * 3 + 1, 1),
        };
        start.unwrap_or(day)
    }

    /// The first day after the bucket that begins on `start`.
    pub fn bucket_end(&self, bucket: Bucket, start: NaiveDate) -> NaiveDate {
        let end = match bucket {
            Bucket::Day => start.checked_add_days(Days::new(1)),
            Bucket::Week => start.checked_add_days(Days::new(7)),
            Bucket::Month => start.checked_add_months(Months::new(1)),
            Bucket::Quarter => start.checked_add_months(Months::new(3)),
        };
        end.unwrap_or(NaiveDate::MAX)
    }

    /// The key that names the bucket beginning on `start`.
    pub fn bucket_key(&self, bucket: Bucket, start: NaiveDate) -> String {
        match bucket {
            Bucket::Day => start.to_string(),
            Bucket::Week if self.week_start == Weekday::Mon => {
                let week = start.iso_week();
                format!("{}-W{:02}", week.year(), week.week())
            }
            Bucket::Week => start.to_string(),
            Bucket::Month => format!("{}-{:02}", start.year(), start.month()),
            Bucket::Quarter => format!("{}-Q{}", start.year(), start.month0() / 3 + 1),
        }
    }

    /// The whole bucket that holds a day, as a period.
    pub fn bucket_period(&self, bucket: Bucket, day: NaiveDate) -> Period {
        let from = self.bucket_start(bucket, day);
        let to = self.bucket_end(bucket, from).pred_opt().unwrap_or(from);
        Period { from, to }
    }

    /// All buckets that a period touches, each whole.
    pub fn buckets(self, bucket: Bucket, period: Period) -> impl Iterator<Item = Period> {
        let first = self.bucket_period(bucket, period.from);
        let next = move |one: &Period| {
            let next = self.bucket_period(bucket, self.bucket_end(bucket, one.from));
            Some(next).filter(|next| next.from > one.from)
        };
        std::iter::successors(Some(first), next).take_while(move |one| one.from <= period.to)
    }

    /// The first day of the bucket that is so many before the one that holds a day.
    pub fn buckets_back(&self, bucket: Bucket, day: NaiveDate, count: usize) -> NaiveDate {
        (0..count).fold(self.bucket_start(bucket, day), |start, _| {
            self.bucket_start(bucket, start.pred_opt().unwrap_or(start))
        })
    }

    /// The local date and time of a moment.
    pub fn local(&self, time: Timestamp) -> NaiveDateTime {
        // Timestamps are checked on their way in; one beyond chrono's range falls on the range's end.
        let utc = DateTime::from_timestamp(time.0, 0).unwrap_or(DateTime::UNIX_EPOCH);
        utc.with_timezone(&self.zone).naive_local()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn berlin() -> Calendar {
        Calendar { zone: Tz::Europe__Berlin, week_start: Weekday::Mon }
    }

    #[test]
    fn a_week_in_which_clocks_change_has_167_or_169_hours() {
        let calendar = berlin();
        for (monday, hours) in [("2026-03-23", 167), ("2026-10-19", 169), ("2026-07-06", 168)] {
            let week = calendar.bucket_period(Bucket::Week, day(monday));
            let (from, to) = calendar.span(week);
            assert_eq!((to.0 - from.0) / 3600, hours, "{monday}");
        }
    }

    #[test]
    fn skipped_times_move_on_and_repeated_ones_are_the_earlier() {
        let at = |text: &str| local_to_utc(Tz::Europe__Berlin, text.parse().unwrap()).unwrap().to_rfc3339();
        assert_eq!(at("2026-03-29T02:30:00"), "2026-03-29T01:30:00Z");
        assert_eq!(at("2026-10-25T02:30:00"), "2026-10-25T00:30:00Z");
        assert_eq!(at("2026-07-01T12:00:00"), "2026-07-01T10:00:00Z");
    }

    #[test]
    fn buckets_have_the_standard_keys() {
        let calendar = berlin();
        let key = |bucket, date: &str| calendar.bucket_key(bucket, calendar.bucket_start(bucket, day(date)));
        assert_eq!(key(Bucket::Week, "2027-01-03"), "2026-W53");
        assert_eq!(key(Bucket::Week, "2026-07-05"), "2026-W27");
        assert_eq!(key(Bucket::Month, "2026-07-31"), "2026-07");
        assert_eq!(key(Bucket::Quarter, "2026-09-30"), "2026-Q3");
        let sunday = Calendar { week_start: Weekday::Sun, ..calendar };
        assert_eq!(
            sunday.bucket_key(Bucket::Week, sunday.bucket_start(Bucket::Week, day("2026-07-04"))),
            "2026-06-28"
        );
    }

    #[test]
    fn a_day_begins_after_a_skipped_midnight() {
        let calendar = Calendar { zone: Tz::America__Sao_Paulo, week_start: Weekday::Mon };
        assert_eq!(calendar.start_of(day("2018-11-04")).to_rfc3339(), "2018-11-04T03:00:00Z");
        assert_eq!(calendar.day_of(calendar.start_of(day("2018-11-04"))), day("2018-11-04"));
    }
}
