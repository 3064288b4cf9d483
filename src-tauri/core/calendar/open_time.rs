//! How much of a span of time lies in business hours.

use chrono::{DateTime, Days, NaiveDate, NaiveDateTime};
use chrono_tz::Tz;

use super::business::BusinessHours;
use super::local_to_utc;
use crate::model::Timestamp;

/// The spans of business hours of a zone, from 1970 to some day: before and after them, no business time passes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OpenTime {
    /// Begin and end of each span in epoch seconds, in order and apart, and the business seconds before it.
    spans: Vec<(i64, i64, i64)>,
}

/// When the clock of a zone first shows a time, or a later one: where clocks are put forward over it, that is the moment
/// at which they are.
fn reached(zone: Tz, local: NaiveDateTime) -> Option<i64> {
    let Timestamp(at) = local_to_utc(zone, local)?;
    let ahead = |at: i64| {
        let utc = DateTime::from_timestamp(at, 0)?;
        Some(utc.with_timezone(&zone).naive_local() - utc.naive_utc())
    };
    let after = ahead(at)?;
    if DateTime::from_timestamp(at, 0)?.naive_utc() + after == local {
        return Some(at);
    }
    // Clocks are put forward on whole minutes, by a day at most.
    (0..=24 * 60).map(|minutes| at - 60 * minutes).find(|moment| ahead(moment - 60) != Some(after))
}

impl OpenTime {
    /// The spans that begin until a day, on the clock of the zone: where it is put forward or back within a shift, that
    /// is an hour shorter or longer. What two shifts have in common counts once.
    pub fn new(hours: &BusinessHours, zone: Tz, until: NaiveDate) -> OpenTime {
        let first = NaiveDate::default();
        let days = first.iter_days().take_while(|day| *day <= until);
        let mut spans: Vec<(i64, i64)> = days
            .flat_map(|day| hours.on(day).iter().map(move |shift| (day, shift)))
            .filter_map(|(day, shift)| {
                let next = if shift.to.0 > shift.from.0 { day } else { day.checked_add_days(Days::new(1))? };
                Some((reached(zone, day.and_time(shift.from.0))?, reached(zone, next.and_time(shift.to.0))?))
            })
            .collect();
        spans.sort_unstable();
        let mut merged: Vec<(i64, i64, i64)> = Vec::with_capacity(spans.len());
        for (from, to) in spans {
            match merged.last_mut() {
                Some((_, end, _)) if from <= *end => *end = to.max(*end),
                last => {
                    let before = last.map_or(0, |(from, end, before)| *before + *end - *from);
                    merged.push((from, to, before));
                }
            }
        }
        OpenTime { spans: merged }
    }

    /// Business seconds between two moments in epoch seconds; below 0 where the second is the earlier.
    pub fn between(&self, from: u32, to: u32) -> i64 {
        self.until(i64::from(to)) - self.until(i64::from(from))
    }

    /// Business seconds before a moment.
    fn until(&self, moment: i64) -> i64 {
        let begun = self.spans.partition_point(|(from, ..)| *from <= moment);
        let last = begun.checked_sub(1).and_then(|last| self.spans.get(last));
        last.map_or(0, |(from, to, before)| before + moment.min(*to) - from)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Minutes between two moments of UTC, with hours as they are written and holidays, in Berlin.
    fn minutes(hours: &str, holidays: &[&str], from: &str, to: &str) -> i64 {
        let mut set = BusinessHours::default();
        set.week.clear();
        set.set(hours).unwrap();
        set.holidays = holidays.iter().map(|day| day.parse().unwrap()).collect();
        let open = OpenTime::new(&set, Tz::Europe__Berlin, "2026-12-31".parse().unwrap());
        let at = |text: &str| crate::model::parse_rfc3339(&format!("{text}:00Z")).unwrap().0 as u32;
        let seconds = open.between(at(from), at(to));
        assert_eq!(open.between(at(to), at(from)), -seconds);
        assert_eq!(seconds % 60, 0);
        seconds / 60
    }

    const NINE_TO_FIVE: &str = "mon-fri=09:00-17:00";

    #[test]
    fn only_the_hours_of_working_days_pass() {
        let of = |from, to| minutes(NINE_TO_FIVE, &[], from, to);
        // Wednesday, 10:00 to 16:30 in Berlin, which is two hours ahead in July.
        assert_eq!(of("2026-07-01T08:00", "2026-07-01T14:30"), 390);
        // Overnight: Wednesday 16:00 to Thursday 10:15 is an hour and an hour and a quarter.
        assert_eq!(of("2026-07-01T14:00", "2026-07-02T08:15"), 135);
        // Over a weekend: Friday 16:30 to Monday 09:45.
        assert_eq!(of("2026-07-03T14:30", "2026-07-06T07:45"), 75);
        // From one night to the next morning before nine, and within a Sunday: nothing.
        assert_eq!(of("2026-07-01T16:00", "2026-07-02T06:59"), 0);
        assert_eq!(of("2026-07-05T08:00", "2026-07-05T20:00"), 0);
        // Four whole weeks of 40 hours.
        assert_eq!(of("2026-06-29T00:00", "2026-07-27T00:00"), 4 * 40 * 60);
    }

    #[test]
    fn holidays_and_breaks_pass_by() {
        // Christmas Eve, a Thursday, 16:00 to Monday 10:00, with Friday off: an hour and an hour.
        let of = |holidays: &[&str]| minutes(NINE_TO_FIVE, holidays, "2026-12-24T15:00", "2026-12-28T09:00");
        assert_eq!(of(&["2026-12-25", "2026-12-26"]), 120);
        assert_eq!(of(&[]), 120 + 8 * 60);
        let lunch = "mon-fri=09:00-12:00,13:00-17:00";
        assert_eq!(minutes(lunch, &[], "2026-07-01T09:30", "2026-07-01T11:30"), 60);
        // Shifts that overlap are no more hours than there are.
        assert_eq!(minutes("wed=08:00-14:00,12:00-16:00", &[], "2026-07-01T00:00", "2026-07-02T00:00"), 480);
    }

    #[test]
    fn nights_in_which_clocks_change_are_as_long_as_they_are() {
        let nights = "mon-sun=22:00-06:00";
        // Seven hours in the night to 29 March, nine in that to 25 October, else eight.
        assert_eq!(minutes(nights, &[], "2026-03-28T20:00", "2026-03-29T06:00"), 7 * 60);
        assert_eq!(minutes(nights, &[], "2026-10-24T18:00", "2026-10-25T06:00"), 9 * 60);
        assert_eq!(minutes(nights, &[], "2026-07-01T18:00", "2026-07-02T06:00"), 8 * 60);
        // A night shift is off with the day on which it begins, and no other.
        assert_eq!(minutes(nights, &["2026-07-02"], "2026-07-01T18:00", "2026-07-04T06:00"), 16 * 60);
        // Round the clock, the day on which clocks go back has 25 hours.
        assert_eq!(minutes("mon-sun=00:00-24:00", &[], "2026-10-24T22:00", "2026-10-25T23:00"), 25 * 60);
        // Opened before the change, answered after it: nine to five on both sides.
        assert_eq!(minutes(NINE_TO_FIVE, &[], "2026-03-27T15:00", "2026-03-30T08:00"), 120);
    }

    #[test]
    fn what_lies_outside_of_all_spans_passes_no_time() {
        let open = OpenTime::default();
        assert_eq!(open.between(0, u32::MAX), 0);
        let open = OpenTime::new(&BusinessHours::default(), Tz::UTC, "1970-01-02".parse().unwrap());
        assert_eq!(open.between(0, u32::MAX), 2 * 8 * 3600, "a Thursday and a Friday");
    }

    #[test]
    fn a_shift_that_ends_at_a_time_that_is_skipped_ends_when_the_clock_is_put_forward() {
        // At 01:00 UTC on 29 March 2026, 02:00 becomes 03:00 in Berlin: 02:30 is never shown, and past at once.
        let night = |from: &str, to: &str| minutes("sat=22:00-02:30", &[], from, to);
        assert_eq!(night("2026-03-28T20:00", "2026-03-29T06:00"), 240);
        assert_eq!(night("2026-03-29T01:00", "2026-03-29T06:00"), 0);
        assert_eq!(night("2026-03-21T20:00", "2026-03-22T06:00"), 270, "a week before");
        assert_eq!(minutes("sun=02:30-05:00", &[], "2026-03-28T20:00", "2026-03-29T06:00"), 120);
    }
}
