//! What a reader of a chart over time should know of its moments: which of the last ones may still change, and where
//! something happened that may be behind what the chart shows.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::spec::ChartSpec;
use crate::calendar::{Calendar, Period};
use crate::language::Language;
use crate::metrics::Kpi;
use crate::model::Timestamp;

/// The last categories of a chart over time, where their values may still change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Tail {
    /// The first of them.
    pub from: usize,
    /// Why, as the legend says it.
    pub label: String,
}

/// What a marked moment is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum MarkKind {
    /// A release of the AI came into use.
    AiRelease,
    /// What figures mean, or what they rest on, was changed.
    DefinitionChange,
}

impl MarkKind {
    /// All kinds, as the legend has them.
    pub const ALL: &'static [MarkKind] = &[MarkKind::AiRelease, MarkKind::DefinitionChange];
}

/// A moment of a chart over time that is marked by a line across it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct Mark {
    /// The category that it falls in.
    pub category: usize,
    /// How far into it, 0 to 1.
    pub within: f64,
    /// What it is.
    pub kind: MarkKind,
    /// What stands at its line.
    pub label: String,
    /// What happened, with its day.
    pub text: String,
}

/// Something that happened on a day, for charts whose days it falls in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// The local day.
    pub day: NaiveDate,
    /// What it is.
    pub kind: MarkKind,
    /// What stands at its line.
    pub label: String,
    /// What happened.
    pub text: String,
}

/// Marks that a note names; their lines are drawn all the same.
const NAMED: usize = 6;

/// The marks of the events that fall in these days, cut into the categories of a chart. What happened on one day is one
/// mark of its kind.
pub(super) fn marks(events: &[Event], days: Period, moments: &[Period], language: Language) -> Vec<Mark> {
    let mut within: Vec<&Event> =
        events.iter().filter(|event| (days.from..=days.to).contains(&event.day)).collect();
    within.sort_by_key(|event| (event.day, event.kind));
    let same = |one: &&Event, two: &&Event| (one.day, one.kind) == (two.day, two.kind);
    let mark = |events: &[&Event]| {
        let first = events.first()?;
        let category = moments.iter().position(|moment| (moment.from..=moment.to).contains(&first.day))?;
        let moment = moments.get(category)?;
        let mut labels: Vec<&str> = events.iter().map(|event| event.label.as_str()).collect();
        labels.dedup();
        let texts: Vec<&str> = events.iter().map(|event| event.text.as_str()).collect();
        Some(Mark {
            category,
            within: (first.day - moment.from).num_days() as f64 / moment.days() as f64,
            kind: first.kind,
            label: labels.join(", "),
            text: format!("{} ({})", texts.join("; "), language.words().day(first.day)),
        })
    };
    within.chunk_by(same).filter_map(mark).collect()
}

/// The moments at the end that may still change, for data that reaches to `as_of`: their days are not over, or, for a KPI
/// that takes a window of so many seconds to tell, that has not passed since.
pub(super) fn tail(
    kpi: &Kpi,
    calendar: &Calendar,
    days: Period,
    moments: &[Period],
    as_of: Option<Timestamp>,
    window: i64,
    language: Language,
) -> Option<Tail> {
    let window = kpi.has_window().then_some(window);
    let settled = |moment: &Period| {
        // Of a moment that the chart shows in part, that part counts.
        let shown = Period { to: moment.to.min(days.to), ..*moment };
        calendar.is_settled(shown, as_of, window)
    };
    let from = moments.iter().position(|moment| !settled(moment))?;
    let words = language.words();
    let label = if window.is_some() { words.too_recent() } else { words.not_over() };
    Some(Tail { from, label: label.to_owned() })
}

impl ChartSpec {
    /// The marks that can be drawn.
    pub(super) fn drawn_marks(&self) -> impl Iterator<Item = &Mark> {
        let is_within =
            |mark: &&Mark| mark.category < self.categories.len() && (0.0..=1.0).contains(&mark.within);
        self.marks.iter().filter(is_within)
    }

    /// The tail, where it has any category.
    pub(super) fn drawn_tail(&self) -> Option<&Tail> {
        self.tail.as_ref().filter(|tail| tail.from < self.categories.len())
    }

    /// What its marked lines are, a sentence for each kind.
    pub(super) fn mark_notes(&self) -> Vec<String> {
        let note = |kind: &MarkKind| {
            let texts: Vec<&str> =
                self.marks.iter().filter(|mark| mark.kind == *kind).map(|mark| mark.text.as_str()).collect();
            let named = texts.iter().take(NAMED).copied().collect::<Vec<_>>().join("; ");
            let more = texts.len().saturating_sub(NAMED);
            (!texts.is_empty()).then(|| self.language.words().marks(*kind, &named, more))
        };
        MarkKind::ALL.iter().filter_map(note).collect()
    }
}

#[cfg(test)]
mod tests {
    use chrono::Weekday;
    use chrono_tz::Tz;

    use super::*;
    use crate::calendar::Bucket;
    use crate::model::parse_rfc3339;

    const CALENDAR: Calendar = Calendar { zone: Tz::Europe__Berlin, week_start: Weekday::Mon };

    fn period(from: &str, to: &str) -> Period {
        Period { from: from.parse().unwrap(), to: to.parse().unwrap() }
    }

    fn event(day: &str, kind: MarkKind, label: &str) -> Event {
        let text = format!("{label} happened");
        Event { day: day.parse().unwrap(), kind, label: label.to_owned(), text }
    }

    #[test]
    fn events_are_marks_where_they_fall_and_one_a_day_and_kind() {
        let days = period("2026-07-08", "2026-07-26");
        let moments: Vec<Period> = CALENDAR.buckets(Bucket::Week, days).collect();
        let events = [
            event("2026-07-22", MarkKind::DefinitionChange, "time zone"),
            event("2026-07-07", MarkKind::AiRelease, "AI 1"),
            event("2026-07-13", MarkKind::AiRelease, "AI 2"),
            event("2026-07-22", MarkKind::AiRelease, "AI 3"),
            event("2026-07-22", MarkKind::DefinitionChange, "week start"),
            event("2026-07-27", MarkKind::AiRelease, "AI 4"),
        ];
        let marks = marks(&events, days, &moments, Language::En);
        let shown: Vec<_> = marks.iter().map(|mark| (mark.category, mark.within, &*mark.label)).collect();
        assert_eq!(
            shown,
            [(1, 0.0, "AI 2"), (2, 2.0 / 7.0, "AI 3"), (2, 2.0 / 7.0, "time zone, week start")]
        );
        assert_eq!(marks[2].text, "time zone happened; week start happened (22 Jul 2026)");
    }

    #[test]
    fn the_tail_is_what_is_too_recent_or_not_over() {
        let days = period("2026-06-29", "2026-07-26");
        let moments: Vec<Period> = CALENDAR.buckets(Bucket::Week, days).collect();
        let tail = |kpi: &str, days, as_of: &str| {
            let kpi = Kpi::from_name(kpi).unwrap();
            let tail = tail(kpi, &CALENDAR, days, &moments, parse_rfc3339(as_of), 7 * 86_400, Language::En);
            tail.map(|tail| (tail.from, tail.label))
        };
        let told = |from, label: &str| Some((from, label.to_owned()));
        assert_eq!(tail("fcr", days, "2026-07-27T08:00:00Z"), told(3, "too recent to judge yet"));
        assert_eq!(tail("fcr", days, "2026-07-26T20:00:00Z"), told(2, "too recent to judge yet"));
        assert_eq!(tail("fcr", days, "2026-08-09T08:00:00Z"), None);
        assert_eq!(tail("tickets", days, "2026-07-24T08:00:00Z"), told(3, "not over yet"));
        assert_eq!(tail("tickets", days, "2026-07-26T20:00:00Z"), None, "its last day has begun");
        let cut = period("2026-06-29", "2026-07-23");
        assert_eq!(tail("tickets", cut, "2026-07-24T08:00:00Z"), None, "what is shown of it is over");
    }
}
