//! When tickets come: more by day than by night, more on Mondays than on Sundays, slowly more over the months, and a
//! rush in the incident.

use super::dice::Dice;
use super::story::Events;

/// Weight of each hour of the day, in UTC.
const HOURS: [u64; 24] = [2, 1, 1, 1, 1, 2, 5, 10, 18, 24, 26, 24, 20, 22, 24, 23, 20, 15, 10, 8, 6, 4, 3, 2];
/// Weight of each day of the week, from Monday.
const WEEKDAYS: [u64; 7] = [120, 110, 105, 100, 88, 30, 26];

/// The moments at which tickets come, in order.
pub(super) struct Timeline {
    start: i64,
    /// For each hour, the weights of it and of all before it.
    cumulated: Vec<u64>,
    count: u64,
    hour: usize,
    /// Moments of the current hour, the latest first.
    waiting: Vec<i64>,
}

impl Timeline {
    pub(super) fn new(events: &Events, count: usize) -> Timeline {
        let mut cumulated = Vec::new();
        let mut sum = 0;
        for (hour, at) in (events.start..events.end).step_by(3600).enumerate() {
            let growth = 300 + hour as u64 / 168;
            let rush = if events.in_incident(at) { 22 } else { 10 };
            sum += HOURS[hour % 24] * WEEKDAYS[hour / 24 % 7] * growth * rush;
            cumulated.push(sum);
        }
        Timeline { start: events.start, cumulated, count: count as u64, hour: 0, waiting: Vec::new() }
    }

    /// The next moment, or `None` when all have come.
    pub(super) fn next(&mut self, dice: &mut Dice) -> Option<i64> {
        while self.waiting.is_empty() {
            let due = self.due(self.hour)?;
            let before = self.hour.checked_sub(1).and_then(|hour| self.due(hour)).unwrap_or(0);
            let begins = self.start + self.hour as i64 * 3600;
            self.waiting.extend((before..due).map(|_| begins + dice.between(0, 3599)));
            self.waiting.sort_unstable_by(|a, b| b.cmp(a));
            self.hour += 1;
        }
        self.waiting.pop()
    }

    /// How many tickets have come by the end of an hour; `None` after the last.
    fn due(&self, hour: usize) -> Option<u64> {
        let (sum, total) = (self.cumulated.get(hour)?, self.cumulated.last()?);
        Some((u128::from(*sum) * u128::from(self.count) / u128::from(*total)) as u64)
    }
}

/// The next moment at which people work: Monday to Friday, 07:00 to 19:00 UTC, and on duty at weekends from 09:00 to
/// 15:00.
pub(super) fn at_work(moment: i64) -> i64 {
    let day = moment.div_euclid(86_400);
    let opening = |day: i64| match (day + 3).rem_euclid(7) {
        // 1970-01-01 was a Thursday.
        5 | 6 => (day * 86_400 + 9 * 3600, day * 86_400 + 15 * 3600),
        _ => (day * 86_400 + 7 * 3600, day * 86_400 + 19 * 3600),
    };
    let (opens, closes) = opening(day);
    if moment < opens {
        opens + moment.rem_euclid(1800)
    } else if moment < closes {
        moment
    } else {
        opening(day + 1).0 + moment.rem_euclid(1800)
    }
}
