//! The days of a question, cut into the parts that it tells apart.

use chrono::NaiveDate;

use super::seconds;
use super::segment::Chosen;
use crate::calendar::{Bucket, Calendar, Period};
use crate::model::Timestamp;

/// A part of a question's days.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Part {
    /// Its local days.
    pub days: Period,
    /// The moment it begins, in epoch seconds.
    pub start: u32,
    /// The moment after its last.
    pub end: u32,
}

/// A question's days cut into parts, in order and without gaps: from the first to the last day that both the period
/// and the data reach. There is always a part.
#[derive(Clone, Debug)]
pub struct Timeline {
    parts: Vec<Part>,
    /// For each stretch of time, the part that it begins in.
    coarse: Vec<u32>,
}

/// Seconds of a stretch, as a power of two: about four and a half hours.
const STRETCH: u32 = 14;

impl Timeline {
    /// Cuts a period at the borders of these buckets and before these days. `reach` is the span of time that the data
    /// has; nothing from `until` on counts. Without a border there is one part, the whole period.
    pub fn new(
        calendar: &Calendar,
        period: Period,
        until: Option<Timestamp>,
        reach: Option<(Timestamp, Timestamp)>,
        buckets: &[Bucket],
        borders: &[NaiveDate],
    ) -> Timeline {
        let until = until.map_or(u32::MAX, seconds);
        let part = |days: Period| {
            let (start, end) = calendar.span(days);
            Part { days, start: seconds(start), end: seconds(end).min(until) }
        };
        let mut parts = Vec::new();
        if let Some((first, last)) = reach.filter(|_| !buckets.is_empty() || !borders.is_empty()) {
            let mut day = period.from.max(calendar.day_of(first));
            let last = period.to.min(calendar.day_of(last));
            while day <= last {
                let ends = buckets.iter().map(|bucket| calendar.bucket_period(*bucket, day).to);
                let borders =
                    borders.iter().filter(|border| **border > day).filter_map(|border| border.pred_opt());
                let to = ends.chain(borders).min().unwrap_or(last).min(period.to).max(day);
                let next = part(Period { from: day, to });
                if next.start >= until && !parts.is_empty() {
                    break;
                }
                parts.push(next);
                let Some(after) = to.succ_opt() else { break };
                day = after;
            }
        }
        if parts.is_empty() {
            parts.push(part(period));
        }
        Timeline { coarse: coarse(&parts), parts }
    }

    /// The parts.
    pub fn parts(&self) -> &[Part] {
        &self.parts
    }

    /// The moment the first part begins.
    pub fn start(&self) -> u32 {
        self.parts.first().map_or(0, |part| part.start)
    }

    /// The moment after the last part.
    pub fn end(&self) -> u32 {
        self.parts.last().map_or(0, |part| part.end).max(self.start())
    }

    /// The part that a moment of the timeline lies in; an earlier one gets the first, a later one the last.
    pub fn part(&self, time: u32) -> u32 {
        let stretch = (time.saturating_sub(self.start()) >> STRETCH) as usize;
        let last = self.parts.len().saturating_sub(1);
        let mut part = self.coarse.get(stretch).map_or(last, |part| *part as usize);
        while self.parts.get(part + 1).is_some_and(|next| next.start <= time) {
            part += 1;
        }
        part as u32
    }

    /// Finds the part of each chosen row, where their times are in order.
    pub(super) fn place_in_order(&self, times: &[u32], chosen: &mut Chosen) {
        let mut part = 0;
        chosen.parts.extend(chosen.rows.iter().map(|row| {
            let time = times.get(*row as usize).copied().unwrap_or_default();
            while self.parts.get(part + 1).is_some_and(|next| next.start <= time) {
                part += 1;
            }
            part as u32
        }));
    }

    /// Finds the part of each chosen row.
    pub(super) fn place(&self, times: &[u32], chosen: &mut Chosen) {
        let Chosen { rows, parts } = chosen;
        if self.parts.len() == 1 {
            parts.resize(rows.len(), 0);
            return;
        }
        // Mostly it is that of the row before.
        let mut at = 0;
        let mut within = 0..0;
        parts.extend(rows.iter().map(|row| {
            let time = times.get(*row as usize).copied().unwrap_or_default();
            if !within.contains(&time) {
                at = self.part(time);
                within = self.parts.get(at as usize).map_or(0..0, |part| part.start..part.end);
            }
            at
        }));
    }
}

fn coarse(parts: &[Part]) -> Vec<u32> {
    let (Some(first), Some(last)) = (parts.first(), parts.last()) else { return Vec::new() };
    // One part needs no table.
    if parts.len() == 1 {
        return Vec::new();
    }
    let mut part = 0;
    (0..=(last.start - first.start) >> STRETCH)
        .map(|stretch| {
            let begins = first.start + (stretch << STRETCH);
            while parts.get(part + 1).is_some_and(|next| next.start <= begins) {
                part += 1;
            }
            part as u32
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use chrono::Weekday;
    use chrono_tz::Tz;

    use super::*;

    fn period(from: &str, to: &str) -> Period {
        Period::new(from.parse().unwrap(), to.parse().unwrap()).unwrap()
    }

    #[test]
    fn each_moment_falls_on_its_local_day_even_where_clocks_change() {
        for zone in [Tz::Europe__Berlin, Tz::Pacific__Apia, Tz::America__Sao_Paulo, Tz::UTC] {
            let calendar = Calendar { zone, week_start: Weekday::Mon };
            let days = period("2011-01-01", "2012-12-31");
            let reach = calendar.span(days);
            let timeline = Timeline::new(&calendar, days, None, Some(reach), &[Bucket::Day], &[]);
            for time in (reach.0.0..reach.1.0).step_by(3_559) {
                let part = timeline.parts()[timeline.part(seconds(Timestamp(time))) as usize];
                assert_eq!(part.days.from, calendar.day_of(Timestamp(time)), "{zone} {time}");
                assert_eq!(part.days.days(), 1);
            }
        }
    }

    #[test]
    fn parts_are_cut_at_every_border_and_reach_no_further_than_the_data() {
        let calendar = Calendar { zone: Tz::UTC, week_start: Weekday::Mon };
        let at = |day: &str| calendar.start_of(day.parse().unwrap());
        let reach = Some((at("2026-06-25"), at("2026-07-20")));
        let days = period("2026-06-29", "2026-09-30");
        let border = "2026-07-08".parse().unwrap();
        let timeline = Timeline::new(&calendar, days, None, reach, &[Bucket::Week, Bucket::Month], &[border]);
        let parts: Vec<String> = timeline.parts().iter().map(|part| part.days.to_string()).collect();
        assert_eq!(
            parts,
            [
                "2026-06-29 to 2026-06-30",
                "2026-07-01 to 2026-07-05",
                "2026-07-06 to 2026-07-07",
                "2026-07-08 to 2026-07-12",
                "2026-07-13 to 2026-07-19",
                "2026-07-20 to 2026-07-26",
            ]
        );
        let until = Some(Timestamp(at("2026-07-08").0 + 60));
        let cut = Timeline::new(&calendar, days, until, reach, &[Bucket::Week], &[]);
        assert_eq!((cut.parts().len(), cut.end()), (2, seconds(Timestamp(at("2026-07-08").0 + 60))));
        let whole = Timeline::new(&calendar, days, None, None, &[Bucket::Week], &[]);
        assert_eq!(whole.parts().len(), 1);
    }
}
