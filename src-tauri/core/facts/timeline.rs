//! The local days of a period, and the parts that a time dimension cuts it into.

use std::ops::Range;

use chrono::NaiveDate;

use super::Facts;
use crate::calendar::{Bucket, Calendar, Period};

/// The local days of a period that tickets fall on, in order: from the first to the last day that both the period
/// and the tickets reach.
#[derive(Clone, Debug)]
pub struct Timeline {
    span: Range<i64>,
    days: Vec<NaiveDate>,
    starts: Vec<i64>,
}

/// A period cut at the borders of buckets.
#[derive(Clone, Debug)]
pub struct Parts {
    /// The parts, in order.
    pub periods: Vec<Period>,
    /// For each day of the timeline, the part that it lies in.
    pub of_day: Vec<u32>,
}

impl Timeline {
    /// The days of a period that tickets fall on.
    pub fn new(facts: &Facts, calendar: &Calendar, period: Period) -> Timeline {
        let days: Vec<NaiveDate> = match facts.reach() {
            Some((first, last)) => {
                let from = period.from.max(calendar.day_of(first));
                let to = period.to.min(calendar.day_of(last));
                from.iter_days().take_while(|day| *day <= to).collect()
            }
            None => Vec::new(),
        };
        let starts = days.iter().map(|day| calendar.start_of(*day).0).collect();
        let (from, to) = calendar.span(period);
        Timeline { span: from.0..to.0, days, starts }
    }

    /// The days, in order.
    pub fn days(&self) -> &[NaiveDate] {
        &self.days
    }

    /// The rows whose time lies in the period, each with the position of its day in [`Timeline::days`] before it.
    pub fn rows<'a>(&'a self, times: &'a [i64]) -> impl Iterator<Item = (usize, usize)> + Clone + 'a {
        let in_period = times.iter().enumerate().filter(|(_, time)| self.span.contains(time));
        in_period.map(|(row, time)| (self.day(*time), row))
    }

    /// The position in [`Timeline::days`] of the day that a moment of the period falls on.
    fn day(&self, time: i64) -> usize {
        let first = self.starts.first().copied().unwrap_or(time);
        // Days are about 24 hours long, so the guess is off by one at most a few times a year.
        let guess = (time.saturating_sub(first) / 86_400).max(0) as usize;
        let mut day = guess.min(self.starts.len().saturating_sub(1));
        while day > 0 && self.starts.get(day).is_some_and(|start| *start > time) {
            day -= 1;
        }
        while self.starts.get(day + 1).is_some_and(|start| *start <= time) {
            day += 1;
        }
        day
    }

    /// The period cut at the borders of all these buckets; one part where there are none. Parts without a day of the
    /// timeline are left out.
    pub fn cut(&self, calendar: &Calendar, period: Period, buckets: &[Bucket]) -> Parts {
        let mut periods = if buckets.is_empty() { vec![period] } else { Vec::new() };
        let mut of_day = Vec::with_capacity(self.days.len());
        for day in &self.days {
            if !periods.last().is_some_and(|part| part.contains(*day)) {
                let part = buckets.iter().fold(period, |part, bucket| {
                    let whole = calendar.bucket_period(*bucket, *day);
                    Period { from: part.from.max(whole.from), to: part.to.min(whole.to) }
                });
                periods.push(part);
            }
            of_day.push(periods.len().saturating_sub(1) as u32);
        }
        Parts { periods, of_day }
    }
}

#[cfg(test)]
mod tests {
    use chrono::Weekday;
    use chrono_tz::Tz;

    use super::*;
    use crate::facts::{FactsBuilder, Rules};
    use crate::model::{TicketOutcome, Timestamp};

    #[test]
    fn each_moment_falls_on_its_local_day_even_where_clocks_change() {
        for zone in [Tz::Europe__Berlin, Tz::Pacific__Apia, Tz::America__Sao_Paulo, Tz::UTC] {
            let calendar = Calendar { zone, week_start: Weekday::Mon };
            let day = |text: &str| text.parse::<NaiveDate>().unwrap();
            let period = Period::new(day("2011-01-01"), day("2012-12-31")).unwrap();
            let (from, to) = calendar.span(period);
            let mut builder = FactsBuilder::new(Rules::default());
            for time in [from.0, to.0 - 1] {
                let ticket = TicketOutcome { created_at: Some(Timestamp(time)), ..Default::default() };
                builder.push(time, "desk", &ticket);
            }
            let timeline = Timeline::new(&builder.build(), &calendar, period);
            for time in (from.0..to.0).step_by(3_559) {
                assert_eq!(
                    timeline.days()[timeline.day(time)],
                    calendar.day_of(Timestamp(time)),
                    "{zone} {time}"
                );
            }
        }
    }
}
