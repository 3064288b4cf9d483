//! What charts over time mark: releases of the AI, and changes of what figures rest on.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::failure::Failure;
use super::state::Snapshot;
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
    let (label, text) = language.words().release(version);
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
            let (label, text) = language.words().redefined(what, name.unwrap_or_default(), before, after);
            Event { day, kind: MarkKind::DefinitionChange, label, text }
        })
        .collect()
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
