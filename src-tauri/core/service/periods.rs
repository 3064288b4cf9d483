//! The periods that the picker offers.

use chrono::{Days, NaiveDate};

use super::api::NamedPeriod;
use crate::calendar::{Bucket, Calendar, Comparison, Period};

/// The periods around today, and the newest whole ones that the data has where those are others: none is offered twice. `days` are those with
/// tickets, in order.
pub(super) fn offered(calendar: &Calendar, today: NaiveDate, days: &[NaiveDate]) -> Vec<NamedPeriod> {
    let mut periods = Vec::new();
    let any_in = |period: Period| {
        let next = days.partition_point(|day| *day < period.from);
        days.get(next).is_some_and(|day| *day <= period.to)
    };
    let mut offer = |id, period| {
        if periods.iter().any(|offered: &NamedPeriod| offered.period == period) {
            return;
        }
        let before = before(calendar, period);
        periods.push(NamedPeriod { id, period, before, has_tickets: any_in(period) });
    };
    for (this, last, bucket) in [
        ("this_week", "last_week", Bucket::Week),
        ("this_month", "last_month", Bucket::Month),
        ("this_quarter", "last_quarter", Bucket::Quarter),
    ] {
        let period = calendar.bucket_period(bucket, today);
        offer(this, period);
        offer(last, before(calendar, period));
    }
    let ninety = Period {
        from: today.checked_sub_days(Days::new(90)).unwrap_or(today),
        to: today.pred_opt().unwrap_or(today),
    };
    offer("last_90_days", ninety);
    if let Some(last) = days.last().copied() {
        for (id, bucket) in [
            ("latest_week", Bucket::Week),
            ("latest_month", Bucket::Month),
            ("latest_quarter", Bucket::Quarter),
        ] {
            offer(id, latest_whole(calendar, bucket, last));
        }
    }
    periods
}

/// The newest bucket that the data covers to its last day, or else the one that the data ends in, if it is the first.
fn latest_whole(calendar: &Calendar, bucket: Bucket, last: NaiveDate) -> Period {
    let period = calendar.bucket_period(bucket, last);
    if period.to <= last { period } else { before(calendar, period) }
}

/// The period before.
fn before(calendar: &Calendar, period: Period) -> Period {
    Comparison::Before.with(calendar, period, None).map_or(period, |compared| compared.period)
}

/// The period to begin with: last week where it has tickets, as the weekly review wants it, else the newest week that has,
/// else the newest month or quarter.
pub(super) fn default(periods: &[NamedPeriod]) -> &'static str {
    let weeks = ["last_week", "latest_week", "this_week"];
    let longer =
        ["latest_month", "last_month", "this_month", "latest_quarter", "last_quarter", "this_quarter"];
    weeks
        .into_iter()
        .chain(longer)
        .find(|id| periods.iter().any(|period| period.id == *id && period.has_tickets))
        .unwrap_or("last_week")
}

#[cfg(test)]
mod tests {
    use chrono::Weekday;
    use chrono_tz::Tz;

    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn old_data_opens_on_its_newest_whole_week() {
        let calendar = Calendar { zone: Tz::UTC, week_start: Weekday::Mon };
        let days = [day("2016-03-01"), day("2016-03-30"), day("2016-04-06")];
        let periods = offered(&calendar, day("2026-11-23"), &days);
        assert_eq!(default(&periods), "latest_week");
        let week = periods.iter().find(|period| period.id == "latest_week").unwrap();
        assert_eq!(week.period, Period { from: day("2016-03-28"), to: day("2016-04-03") });
        assert!(!periods[0].has_tickets);
    }

    #[test]
    fn fresh_data_opens_on_last_week() {
        let calendar = Calendar { zone: Tz::UTC, week_start: Weekday::Mon };
        let days = [day("2026-11-18"), day("2026-11-22")];
        let periods = offered(&calendar, day("2026-11-23"), &days);
        let ids: Vec<_> = periods.iter().map(|period| period.id).collect();
        // The latest week, month and quarter are last week, last month and last quarter.
        assert_eq!(
            ids,
            [
                "this_week",
                "last_week",
                "this_month",
                "last_month",
                "this_quarter",
                "last_quarter",
                "last_90_days"
            ]
        );
        assert_eq!(default(&periods), "last_week");
        assert_eq!(periods[1].period, Period { from: day("2026-11-16"), to: day("2026-11-22") });
        assert_eq!(periods[1].before, Period { from: day("2026-11-09"), to: day("2026-11-15") });
    }
}
