//! What happens in the sample: the events that the rest of the product should find, as data.

use chrono::{DateTime, Datelike, NaiveDate, TimeDelta};

use super::catalogue::{EXPORT, HOW_TO, INTEGRATION, INVOICES, PAYMENT, TECHNICAL};
use super::customers::{TROUBLED, account_id};
use crate::calendar::Period;
use crate::model::{Channel, Timestamp};

/// What happens in the sample. All days are in UTC.
#[derive(Clone, Debug, PartialEq)]
pub struct Story {
    /// The days that have tickets: whole weeks, Monday to Sunday.
    pub days: Period,
    /// A release of the AI that changes how well it does.
    pub release: Release,
    /// A query type that goes to people more and more often.
    pub drift: Drift,
    /// Three days of far too many tickets about one thing.
    pub incident: Incident,
    /// A customer on the way out.
    pub trouble: Trouble,
    /// The team whose hand-offs often make customers repeat themselves.
    pub context_loss_team: &'static str,
    /// The channel in which hand-offs often reach nobody.
    pub failed_handoff_channel: Channel,
}

/// A release of the AI.
#[derive(Clone, Debug, PartialEq)]
pub struct Release {
    /// Its name, as in `ai_version`.
    pub version: &'static str,
    /// The version before it.
    pub before: &'static str,
    /// When it went live.
    pub at: Timestamp,
    /// Query types in which AI resolves clearly more from then on.
    pub helped: [&'static str; 2],
    /// The query type in which it resolves clearly less.
    pub hurt: &'static str,
}

/// A rate that rises week by week.
#[derive(Clone, Debug, PartialEq)]
pub struct Drift {
    /// The query type whose escalation rate rises.
    pub query_type: &'static str,
    /// The Monday on which it begins; it lasts to the end.
    pub from: NaiveDate,
}

/// A rush of tickets.
#[derive(Clone, Debug, PartialEq)]
pub struct Incident {
    /// What the tickets are about.
    pub query_type: &'static str,
    /// Where the customers were.
    pub page: &'static str,
    /// The days of the rush.
    pub days: Period,
}

/// An account that goes bad.
#[derive(Clone, Debug, PartialEq)]
pub struct Trouble {
    /// Which.
    pub account_id: String,
    /// The first day of more tickets, escalations, strong feeling and bad ratings; it lasts to the end.
    pub from: NaiveDate,
}

/// The story of a sample of so many weeks, at least 23, that ends with the last whole week (Monday to Sunday, in UTC) before `until`.
pub fn story(until: Timestamp, weeks: u32) -> Story {
    let today = DateTime::from_timestamp(until.0, 0).unwrap_or(DateTime::UNIX_EPOCH).date_naive();
    let last = shifted(today, -1 - i64::from(today.weekday().num_days_from_monday()));
    let weeks_before_end = |weeks: i64| shifted(last, 1 - 7 * weeks);
    let tuesday = shifted(weeks_before_end(7), 1);
    let released = shifted(weeks_before_end(22), 1);
    Story {
        days: Period { from: weeks_before_end(i64::from(weeks)), to: last },
        release: Release {
            version: "2.0",
            before: "1.7",
            at: Timestamp(midnight(released) + 9 * 3600),
            helped: [HOW_TO, INVOICES],
            hurt: INTEGRATION,
        },
        drift: Drift { query_type: EXPORT, from: weeks_before_end(10) },
        incident: Incident {
            query_type: PAYMENT,
            page: "/checkout/payment",
            days: Period { from: tuesday, to: shifted(tuesday, 2) },
        },
        trouble: Trouble { account_id: account_id(TROUBLED), from: weeks_before_end(4) },
        context_loss_team: TECHNICAL,
        failed_handoff_channel: Channel::Messaging,
    }
}

/// A day so many days later; the day itself where the calendar ends before that.
fn shifted(day: NaiveDate, days: i64) -> NaiveDate {
    day.checked_add_signed(TimeDelta::days(days)).unwrap_or(day)
}

/// The moment a day begins in UTC, in epoch seconds.
pub(super) fn midnight(day: NaiveDate) -> i64 {
    day.and_time(chrono::NaiveTime::MIN).and_utc().timestamp()
}

/// The story as the generator asks it, in epoch seconds.
pub(super) struct Events {
    pub(super) start: i64,
    pub(super) end: i64,
    pub(super) story: Story,
    drift: i64,
    incident: (i64, i64),
    trouble: i64,
}

impl Events {
    pub(super) fn new(story: Story) -> Events {
        let day = 86_400;
        Events {
            start: midnight(story.days.from),
            end: midnight(story.days.to) + day,
            drift: midnight(story.drift.from),
            incident: (midnight(story.incident.days.from), midnight(story.incident.days.to) + day),
            trouble: midnight(story.trouble.from),
            story,
        }
    }

    pub(super) fn in_incident(&self, at: i64) -> bool {
        (self.incident.0..self.incident.1).contains(&at)
    }

    pub(super) fn in_trouble(&self, at: i64, account: usize) -> bool {
        account == TROUBLED && at >= self.trouble
    }

    pub(super) fn after_trouble_began(&self, at: i64) -> bool {
        at >= self.trouble
    }

    /// The AI's version at a moment.
    pub(super) fn version(&self, at: i64) -> &'static str {
        if at >= self.story.release.at.0 {
            self.story.release.version
        } else if at >= self.start + (self.end - self.start) / 4 {
            self.story.release.before
        } else {
            "1.6"
        }
    }

    /// What the events add to the chance (per mille) that AI resolves a ticket of a type.
    pub(super) fn on_ai_resolution(&self, at: i64, query_type: &str, account: usize) -> i64 {
        let Story { release, drift, .. } = &self.story;
        let mut change = 0;
        if at >= release.at.0 {
            if release.helped.contains(&query_type) {
                change += 240;
            } else if query_type == release.hurt {
                change -= 250;
            }
        }
        if query_type == drift.query_type && at >= self.drift {
            let weeks = (at - self.drift) / (7 * 86_400) + 1;
            change -= 40 * weeks;
        }
        if self.in_incident(at) && query_type == PAYMENT {
            change -= 200;
        }
        if self.in_trouble(at, account) {
            change -= 350;
        }
        change
    }
}

#[cfg(test)]
mod tests {
    use chrono::Weekday;

    use super::super::WEEKS;
    use super::*;

    #[test]
    fn the_story_ends_with_the_last_whole_week() {
        let monday: NaiveDate = "2026-07-06".parse().unwrap();
        for hours in 0..7 * 24 {
            let story = story(Timestamp(midnight(monday) + hours * 3600), WEEKS);
            assert_eq!(story.days.to, shifted(monday, -1));
            assert_eq!(story.days.days(), 7 * i64::from(WEEKS));
            assert_eq!(story.incident.days.from.weekday(), Weekday::Tue);
        }
        assert_eq!(story(Timestamp(i64::MAX), WEEKS).days.days(), 7 * i64::from(WEEKS));
    }
}
