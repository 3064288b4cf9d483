//! What charts over time mark: releases of the AI, and changes of what figures rest on.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::failure::Failure;
use super::workspace::Snapshot;
use crate::chart::{Event, MarkKind};
use crate::language::Language;
use crate::metrics::Release;
use crate::store::{Defined, DefinitionChange};

/// What happened that a chart may mark.
///
/// # Errors
/// The columns cannot be read.
pub(super) fn events(snapshot: &Snapshot, language: Language) -> Result<Vec<Event>, Failure> {
    let released = snapshot.releases()?.iter().map(|release| released(release, language));
    let day = |change: &DefinitionChange| snapshot.calendar.day_of(change.changed_at);
    Ok(released.chain(changed(&snapshot.definition_changes, day, language)).collect())
}

fn released(Release { version, day }: &Release, language: Language) -> Event {
    let (short, long) = match language {
        Language::En => ("AI", "AI release"),
        Language::De => ("KI", "KI-Version"),
    };
    let (label, text) = (format!("{short} {version}"), format!("{long} {version}"));
    Event { day: *day, kind: MarkKind::AiRelease, label, text }
}

/// What changed on each day, from what it was at its beginning to what it was at its end: what was only tried and taken
/// back is nothing.
fn changed(
    changes: &[DefinitionChange],
    day: impl Fn(&DefinitionChange) -> NaiveDate,
    language: Language,
) -> Vec<Event> {
    let mut days: BTreeMap<(NaiveDate, Defined, Option<&str>), (&str, &str)> = BTreeMap::new();
    for change in changes {
        let key = (day(change), change.what, change.name.as_deref());
        days.entry(key).or_insert((&change.before, &change.after)).1 = &change.after;
    }
    let lasting = days.into_iter().filter(|(_, (before, after))| before != after);
    lasting
        .map(|((day, what, name), (before, after))| {
            let name = name.unwrap_or_default();
            let (label, text) = match language {
                Language::En => english(what, name, before, after),
                Language::De => german(what, name, before, after),
            };
            Event { day, kind: MarkKind::DefinitionChange, label, text }
        })
        .collect()
}

/// What stands at the line of a change, and what happened.
fn english(what: Defined, name: &str, before: &str, after: &str) -> (String, String) {
    let (label, text) = match what {
        Defined::Definitions => {
            ("definitions", format!("definitions changed from version {before} to {after}"))
        }
        Defined::TimeZone => ("time zone", format!("time zone changed from {before} to {after}")),
        Defined::WeekStart => ("week start", format!("weeks begin on {after} instead of {before}")),
        Defined::RepeatWindow => {
            ("repeat window", format!("repeat-contact window changed from {before} to {after} hours"))
        }
        Defined::CsatScale => ("CSAT scale", "other scores count as satisfied".to_owned()),
        Defined::ReplyMinutes => ("reply minutes", "minutes per reply changed".to_owned()),
        Defined::Mapping => ("mapping", format!("mapping {name} changed")),
        Defined::Connection => ("mapping", format!("tickets of {name} are read by other rules")),
    };
    (label.to_owned(), text)
}

fn german(what: Defined, name: &str, before: &str, after: &str) -> (String, String) {
    let day = |word: &str| match word {
        "monday" => "Montag".to_owned(),
        "saturday" => "Samstag".to_owned(),
        "sunday" => "Sonntag".to_owned(),
        other => other.to_owned(),
    };
    let (label, text) = match what {
        Defined::Definitions => {
            ("Definitionen", format!("Definitionen von Version {before} auf {after} geändert"))
        }
        Defined::TimeZone => ("Zeitzone", format!("Zeitzone von {before} auf {after} geändert")),
        Defined::WeekStart => {
            ("Wochenbeginn", format!("Wochen beginnen am {} statt am {}", day(after), day(before)))
        }
        Defined::RepeatWindow => (
            "Wiederkontakt-Frist",
            format!("Frist für Wiederkontakte von {before} auf {after} Stunden geändert"),
        ),
        Defined::CsatScale => ("CSAT-Skala", "andere Bewertungen gelten als zufrieden".to_owned()),
        Defined::ReplyMinutes => ("Antwortminuten", "Minuten je Antwort geändert".to_owned()),
        Defined::Mapping => ("Zuordnung", format!("Zuordnung {name} geändert")),
        Defined::Connection => {
            ("Zuordnung", format!("Tickets von {name} werden nach anderen Regeln gelesen"))
        }
    };
    (label.to_owned(), text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Timestamp;

    #[test]
    fn what_was_tried_and_taken_back_on_a_day_is_no_event() {
        let change = |at: i64, what, before: &str, after: &str| DefinitionChange {
            changed_at: Timestamp(at),
            user: "kim".to_owned(),
            what,
            name: None,
            before: before.to_owned(),
            after: after.to_owned(),
        };
        let changes = [
            change(1, Defined::RepeatWindow, "168", "72"),
            change(2, Defined::TimeZone, "UTC", "Europe/Berlin"),
            change(3, Defined::RepeatWindow, "72", "24"),
            change(4, Defined::TimeZone, "Europe/Berlin", "UTC"),
            change(11, Defined::RepeatWindow, "24", "168"),
        ];
        let first: NaiveDate = "2026-07-01".parse().unwrap();
        let day = |change: &DefinitionChange| first + chrono::TimeDelta::days(change.changed_at.0 / 10);
        let told: Vec<String> = changed(&changes, day, Language::En)
            .into_iter()
            .map(|event| format!("{} {}", event.day, event.text))
            .collect();
        assert_eq!(
            told,
            [
                "2026-07-01 repeat-contact window changed from 168 to 24 hours",
                "2026-07-02 repeat-contact window changed from 24 to 168 hours"
            ]
        );
    }
}
