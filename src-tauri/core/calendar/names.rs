//! Periods by name: `last-week`, `2026-W38`, `2026-09`, `2026-Q3`.

use chrono::{Days, NaiveDate, Weekday};

use super::{Bucket, Calendar, Period};

/// A name that is no period's.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error(
    "{name:?} is no period; periods are called today, yesterday, this-week, last-week, this-month, last-month, this-quarter, last-quarter, last-90-days, 2026-W38, 2026-09, 2026-Q3 or 2026-09-14"
)]
pub struct UnknownPeriod {
    /// What was given.
    pub name: String,
}

impl Calendar {
    /// The period of a name, seen from the local day that it is now.
    ///
    /// # Errors
    /// No period is called so.
    pub fn period_named(&self, name: &str, today: NaiveDate) -> Result<Period, UnknownPeriod> {
        let unknown = || UnknownPeriod { name: name.to_owned() };
        let before = |day: NaiveDate, days: u64| day.checked_sub_days(Days::new(days)).unwrap_or(day);
        let this = |bucket| self.bucket_period(bucket, today);
        let last = |bucket| self.bucket_period(bucket, before(this(bucket).from, 1));
        Ok(match name {
            "today" => Period { from: today, to: today },
            "yesterday" => Period { from: before(today, 1), to: before(today, 1) },
            "this-week" => this(Bucket::Week),
            "last-week" => last(Bucket::Week),
            "this-month" => this(Bucket::Month),
            "last-month" => last(Bucket::Month),
            "this-quarter" => this(Bucket::Quarter),
            "last-quarter" => last(Bucket::Quarter),
            "last-90-days" => Period { from: before(today, 90), to: before(today, 1) },
            key => self.period_of_key(key).ok_or_else(unknown)?,
        })
    }

    /// The period that a bucket's key names.
    fn period_of_key(&self, key: &str) -> Option<Period> {
        let bucket = [Bucket::Day, Bucket::Week, Bucket::Month, Bucket::Quarter]
            .into_iter()
            .find(|bucket| bucket.is_key(key))?;
        let number = |text: &str| text.parse::<u32>().ok();
        let first = match bucket {
            Bucket::Day => key.parse().ok(),
            Bucket::Week => {
                // The day of an ISO week that all other weeks with the same number share: its Thursday.
                let (year, week) = key.split_once("-W")?;
                NaiveDate::from_isoywd_opt(year.parse().ok()?, number(week)?, Weekday::Thu)
            }
            Bucket::Month => format!("{key}-01").parse().ok(),
            Bucket::Quarter => {
                let (year, quarter) = key.split_once("-Q")?;
                NaiveDate::from_ymd_opt(year.parse().ok()?, number(quarter)? * 3 - 2, 1)
            }
        };
        Some(self.bucket_period(bucket, first?))
    }
}

#[cfg(test)]
mod tests {
    use chrono_tz::Tz;

    use super::*;

    #[test]
    fn periods_have_names() {
        let calendar = Calendar { zone: Tz::UTC, week_start: Weekday::Mon };
        let today = "2026-11-24".parse().unwrap();
        let named = |name: &str| calendar.period_named(name, today).map(|period| period.to_string());
        for (name, days) in [
            ("last-week", "2026-11-16 to 2026-11-22"),
            ("this-week", "2026-11-23 to 2026-11-29"),
            ("last-month", "2026-10-01 to 2026-10-31"),
            ("last-quarter", "2026-07-01 to 2026-09-30"),
            ("last-90-days", "2026-08-26 to 2026-11-23"),
            ("yesterday", "2026-11-23 to 2026-11-23"),
            ("2026-W01", "2025-12-29 to 2026-01-04"),
            ("2026-W53", "2026-12-28 to 2027-01-03"),
            ("2026-02", "2026-02-01 to 2026-02-28"),
            ("2026-Q4", "2026-10-01 to 2026-12-31"),
            ("2026-09-14", "2026-09-14 to 2026-09-14"),
        ] {
            assert_eq!(named(name).as_deref(), Ok(days), "{name}");
        }
        for name in ["", "next-week", "2026", "2026-W54", "2025-W53", "2026-13", "2026-Q5", "2026-9", "W38"] {
            assert!(named(name).is_err(), "{name}");
        }
    }
}
