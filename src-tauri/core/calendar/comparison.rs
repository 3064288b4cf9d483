//! What a period is compared with.

use chrono::{Days, Months, NaiveDate, NaiveDateTime, TimeDelta};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Bucket, Calendar, Period, local_to_utc};
use crate::model::Timestamp;

/// What to compare a period with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Comparison {
    /// Nothing.
    None,
    /// A calendar period with the one before; any other with itself shifted back by the smallest number of whole weeks
    /// that clears it.
    Before,
    /// The same month or quarter a year before; any other period 52 weeks before, so that weekdays stay the same.
    LastYear,
}

/// The period that another is compared with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Compared {
    /// Its days.
    pub period: Period,
    /// Where the period still runs, the same point in this one: nothing from here on counts.
    pub until: Option<Timestamp>,
}

/// The calendar periods, the shortest first.
const BUCKETS: [Bucket; 3] = [Bucket::Week, Bucket::Month, Bucket::Quarter];

impl Comparison {
    /// What a period is compared with, of data that reaches to `as_of`. A period that still runs then, "to date", is
    /// compared with the other up to the same point.
    pub fn with(self, calendar: &Calendar, period: Period, as_of: Option<Timestamp>) -> Option<Compared> {
        let (start, end) = calendar.span(period);
        let runs = as_of.filter(|as_of| start <= *as_of && *as_of < end);
        let today = as_of.map(|as_of| calendar.day_of(as_of));
        // A calendar period, whole, or from its beginning to the last day that the data has.
        let of = |bucket: &Bucket| {
            let whole = calendar.bucket_period(*bucket, period.from);
            let to_date = whole.from == period.from && period.to < whole.to && today == Some(period.to);
            (whole == period || to_date).then_some(whole)
        };
        let bucket = BUCKETS.into_iter().find(|bucket| of(bucket).is_some());
        let from = match (self, bucket) {
            (Comparison::None, _) => return None,
            (Comparison::Before, Some(bucket)) => calendar.bucket_start(bucket, day_before(period.from)),
            (Comparison::Before, None) => back(period.from, (period.days() + 6) / 7 * 7),
            (Comparison::LastYear, Some(Bucket::Month | Bucket::Quarter)) => {
                period.from.checked_sub_months(Months::new(12)).unwrap_or(period.from)
            }
            (Comparison::LastYear, _) => back(period.from, 364),
        };
        let to = match bucket {
            Some(bucket) => {
                let whole = calendar.bucket_period(bucket, from);
                if of(&bucket) == Some(period) {
                    whole.to
                } else {
                    whole.to.min(forth(from, period.days() - 1))
                }
            }
            None => forth(from, period.days() - 1),
        };
        let other = Period { from, to };
        let until = runs.and_then(|as_of| {
            let now = calendar.local(as_of);
            let elapsed = (now.date() - period.from).num_days();
            let same = NaiveDateTime::new(forth(from, elapsed), now.time());
            let until = Timestamp(local_to_utc(calendar.zone, same)?.0.saturating_add(1));
            Some(until).filter(|until| *until < calendar.span(other).1)
        });
        Some(Compared { period: other, until })
    }
}

impl Calendar {
    /// Whether a period ended at least `window` seconds before `as_of`.
    pub fn is_mature(&self, period: Period, as_of: Option<Timestamp>, window: i64) -> bool {
        as_of.is_none_or(|as_of| self.span(period).1.0 <= as_of.0.saturating_sub(window))
    }

    /// Whether what data that reaches to `as_of` says of a period will stay so: it has something of the period's last day
    /// (the rest of it may have been quiet), and what takes a window of so many seconds to tell has had it.
    pub fn is_settled(&self, period: Period, as_of: Option<Timestamp>, window: Option<i64>) -> bool {
        as_of.is_none_or(|as_of| self.day_of(as_of) >= period.to)
            && window.is_none_or(|window| self.is_mature(period, as_of, window))
    }

    /// The bucket that a period is, whole.
    pub fn bucket_of(&self, period: Period) -> Option<Bucket> {
        BUCKETS.into_iter().find(|bucket| self.bucket_period(*bucket, period.from) == period)
    }

    /// The newest period of a kind that is mature: it ended at least `window` seconds before `as_of`. That of a
    /// calendar period is one of its kind, that of any other is itself shifted back by whole weeks. `None` where the
    /// period is mature itself.
    pub fn newest_mature(&self, period: Period, as_of: Option<Timestamp>, window: i64) -> Option<Period> {
        let by = as_of?.0.saturating_sub(window);
        let is_mature = |period: Period| self.is_mature(period, as_of, window);
        if is_mature(period) {
            return None;
        }
        if let Some(bucket) = self.bucket_of(period) {
            // The newest day that is mature lies in it or in the one after.
            let near = self.bucket_period(bucket, self.day_of(Timestamp(by)));
            return Some(if is_mature(near) {
                near
            } else {
                self.bucket_period(bucket, day_before(near.from))
            });
        }
        let over = (self.span(period).1.0 - by).div_euclid(7 * 86_400).max(0);
        (over..=over + 2)
            .map(|weeks| Period { from: back(period.from, weeks * 7), to: back(period.to, weeks * 7) })
            .find(|period| is_mature(*period))
    }
}

fn day_before(day: NaiveDate) -> NaiveDate {
    day.checked_sub_days(Days::new(1)).unwrap_or(day)
}

/// So many days earlier; the day itself where the calendar begins after that.
fn back(day: NaiveDate, days: i64) -> NaiveDate {
    day.checked_sub_signed(TimeDelta::days(days)).unwrap_or(day)
}

/// So many days later; the day itself where the calendar ends before that.
fn forth(day: NaiveDate, days: i64) -> NaiveDate {
    day.checked_add_signed(TimeDelta::days(days)).unwrap_or(day)
}

#[cfg(test)]
mod tests {
    use chrono::Weekday;
    use chrono_tz::Tz;

    use super::*;
    use crate::model::parse_rfc3339;

    fn period(text: &str) -> Period {
        let (from, to) = text.split_once(' ').unwrap();
        Period::new(from.parse().unwrap(), to.parse().unwrap()).unwrap()
    }

    const BERLIN: Calendar = Calendar { zone: Tz::Europe__Berlin, week_start: Weekday::Mon };

    #[test]
    fn a_period_is_compared_with_the_one_before_or_that_of_last_year() {
        let with =
            |comparison: Comparison, text| comparison.with(&BERLIN, period(text), None).unwrap().period;
        for (of, before, last_year) in [
            ("2026-07-06 2026-07-12", "2026-06-29 2026-07-05", "2025-07-07 2025-07-13"),
            ("2026-07-01 2026-07-31", "2026-06-01 2026-06-30", "2025-07-01 2025-07-31"),
            ("2026-07-01 2026-09-30", "2026-04-01 2026-06-30", "2025-07-01 2025-09-30"),
            ("2026-07-01 2026-07-10", "2026-06-17 2026-06-26", "2025-07-02 2025-07-11"),
        ] {
            assert_eq!(with(Comparison::Before, of), period(before));
            assert_eq!(with(Comparison::LastYear, of), period(last_year));
        }
        assert_eq!(Comparison::None.with(&BERLIN, period("2026-07-01 2026-07-31"), None), None);
    }

    #[test]
    fn to_date_cuts_both_at_the_same_point() {
        let with = |text, as_of: &str| {
            let compared = Comparison::Before.with(&BERLIN, period(text), parse_rfc3339(as_of)).unwrap();
            (compared.period, compared.until.map(|until| until.to_rfc3339()))
        };
        let until = |text: &str| Some(text.to_owned());
        // The clocks went forward on 29 March: the same local time is another one in UTC.
        assert_eq!(
            with("2026-03-30 2026-04-05", "2026-04-01T10:00:00Z"),
            (period("2026-03-23 2026-03-29"), until("2026-03-25T11:00:01Z"))
        );
        assert_eq!(
            with("2026-07-01 2026-07-15", "2026-07-15T12:00:00Z"),
            (period("2026-06-01 2026-06-15"), until("2026-06-15T12:00:01Z")),
            "from the beginning of a month to the last day of the data"
        );
        assert_eq!(
            with("2026-03-01 2026-03-31", "2026-03-31T12:00:00Z"),
            (period("2026-02-01 2026-02-28"), None)
        );
        assert_eq!(with("2026-07-06 2026-07-12", "2026-07-20T12:00:00Z").1, None, "it has ended");
    }

    #[test]
    fn to_date_is_cut_at_the_same_point_a_year_before_too() {
        let with = |text, as_of: &str| {
            let compared = Comparison::LastYear.with(&BERLIN, period(text), parse_rfc3339(as_of)).unwrap();
            (compared.period, compared.until.map(|until| until.to_rfc3339()))
        };
        let until = |text: &str| Some(text.to_owned());
        // A Wednesday with a Wednesday.
        assert_eq!(
            with("2026-07-06 2026-07-12", "2026-07-08T10:00:00Z"),
            (period("2025-07-07 2025-07-13"), until("2025-07-09T10:00:01Z"))
        );
        assert_eq!(
            with("2026-07-01 2026-07-31", "2026-07-08T10:00:00Z"),
            (period("2025-07-01 2025-07-31"), until("2025-07-08T10:00:01Z"))
        );
        // The last day of February of a year that has one more.
        assert_eq!(
            with("2024-02-01 2024-02-29", "2024-02-29T10:00:00Z"),
            (period("2023-02-01 2023-02-28"), None)
        );
    }

    #[test]
    fn the_newest_mature_period_is_of_the_same_kind() {
        let week = 7 * 86_400;
        let newest = |text, as_of: &str| BERLIN.newest_mature(period(text), parse_rfc3339(as_of), week);
        // On Monday morning nothing of last week is mature.
        assert_eq!(
            newest("2026-07-06 2026-07-12", "2026-07-13T07:00:00Z"),
            Some(period("2026-06-29 2026-07-05"))
        );
        assert_eq!(newest("2026-06-29 2026-07-05", "2026-07-13T07:00:00Z"), None);
        assert_eq!(
            newest("2026-07-01 2026-07-31", "2026-08-03T07:00:00Z"),
            Some(period("2026-06-01 2026-06-30"))
        );
        assert_eq!(
            newest("2026-07-08 2026-07-12", "2026-07-13T07:00:00Z"),
            Some(period("2026-07-01 2026-07-05"))
        );
        assert_eq!(newest("2026-07-08 2026-07-12", "2026-09-13T07:00:00Z"), None);
    }
}
