//! What figures rest on that was changed, when and by whom: kept for good, in the transaction of the change itself.

use rusqlite::OptionalExtension;
use serde::de::value::{Error, StrDeserializer};
use serde::de::{Deserialize, IntoDeserializer};
use serde::{Deserialize as DeriveDeserialize, Serialize};

use super::error::StoreError;
use super::open::{Store, Transaction};
use super::settings::Settings;
use crate::model::{Channel, Timestamp};

/// Who changes something, and when.
#[derive(Clone, Debug)]
pub struct By {
    /// The user of the system.
    pub user: String,
    /// The moment.
    pub at: Timestamp,
}

/// Something that figures rest on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, DeriveDeserialize)]
#[serde(rename_all = "snake_case")]
pub enum Defined {
    /// The definitions of the KPIs, by their version.
    Definitions,
    /// The zone that days are cut in.
    TimeZone,
    /// The first day of the week.
    WeekStart,
    /// Hours within which a return is a repeat contact.
    RepeatWindow,
    /// From which score on a customer is satisfied.
    CsatScale,
    /// Whether times are measured in business hours, and in which.
    Times,
    /// Minutes that a reply takes.
    ReplyMinutes,
    /// How tables are read through a saved mapping.
    Mapping,
    /// How the tickets of a connection are read.
    Connection,
    /// What texts are searched with.
    Lexicons,
    /// Which words tell a query type of tickets that have none.
    QueryType,
}

/// A change of something that figures rest on.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct DefinitionChange {
    /// When.
    pub changed_at: Timestamp,
    /// The user of the system who did it; Supportmix itself where a new version of it has other definitions.
    pub user: String,
    /// What.
    pub what: Defined,
    /// The name of the mapping, the connection or the query type.
    pub name: Option<String>,
    /// What it was; a mapping as JSON.
    pub before: String,
    /// What it became.
    pub after: String,
}

/// The definitions that stores had before their changes were kept.
const FIRST_DEFINITIONS: u32 = 1;

impl Store {
    /// What was changed, the oldest first.
    ///
    /// # Errors
    /// The store cannot be read, or holds a value that this version cannot.
    pub fn definition_changes(&self) -> Result<Vec<DefinitionChange>, StoreError> {
        type Row = (i64, String, String, Option<String>, String, String);
        let rows: Vec<Row> = self
            .glance()
            .prepare("SELECT changed_at, user, what, name, before, after FROM definition_change ORDER BY id")
            .and_then(|mut statement| {
                let row = |row: &rusqlite::Row<'_>| {
                    Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?, row.get(5)?))
                };
                statement.query_map([], row)?.collect()
            })
            .map_err(|source| StoreError::from_sqlite(self.path(), source))?;
        rows.into_iter()
            .map(|(changed_at, user, what, name, before, after)| {
                let word: StrDeserializer<'_, Error> = what.as_str().into_deserializer();
                let what = Defined::deserialize(word)
                    .map_err(|error| StoreError::Value(format!("change of a definition: {error}")))?;
                Ok(DefinitionChange { changed_at: Timestamp(changed_at), user, what, name, before, after })
            })
            .collect()
    }

    /// Notes that this program has other definitions than the one that opened the store last.
    pub(super) fn note_definitions(&self, version: u32, now: Timestamp) -> Result<(), StoreError> {
        let known: Option<String> = self
            .glance()
            .query_row(
                "SELECT after FROM definition_change WHERE what = 'definitions' ORDER BY id DESC LIMIT 1",
                [],
                |row| row.get(0),
            )
            .optional()
            .map_err(|source| StoreError::from_sqlite(self.path(), source))?;
        let (known, version) = (known.unwrap_or_else(|| FIRST_DEFINITIONS.to_string()), version.to_string());
        if known == version {
            return Ok(());
        }
        let by = By { user: "Supportmix".to_owned(), at: now };
        self.transact(|change| change.note_definition(Defined::Definitions, None, [&known, &version], &by))
    }
}

impl Transaction<'_> {
    /// Notes that something which figures rest on was one thing and is another now.
    ///
    /// # Errors
    /// The store cannot be written.
    pub fn note_definition(
        &self,
        what: Defined,
        name: Option<&str>,
        [before, after]: [&str; 2],
        by: &By,
    ) -> Result<(), StoreError> {
        let word = serde_json::to_value(what).map_err(|error| StoreError::Value(error.to_string()))?;
        self.connection
            .execute(
                "INSERT INTO definition_change (changed_at, user, what, name, before, after)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                (by.at.0, &by.user, word.as_str(), name, before, after),
            )
            .map_err(|source| self.fail(source))?;
        Ok(())
    }

    /// Notes which of the settings that figures rest on are others now.
    pub(super) fn note_settings(
        &self,
        before: &Settings,
        after: &Settings,
        by: &By,
    ) -> Result<(), StoreError> {
        for ((what, before), (_, after)) in defining(before).into_iter().zip(defining(after)) {
            if before != after {
                self.note_definition(what, None, [&before, &after], by)?;
            }
        }
        Ok(())
    }
}

/// What [`Defined::Times`] is where times run on the clock.
pub const CLOCK: &str = "clock";
/// What it begins with where they are measured in business hours: these follow, then the holidays.
const BUSINESS: &str = "business";

/// The settings that figures rest on, as `smix settings` writes them.
pub fn defining(settings: &Settings) -> [(Defined, String); 6] {
    let scales = settings.rules.scales.0.iter();
    let scales = scales.map(|scale| format!("{}={}", scale.top, scale.satisfied_from));
    let minutes = Channel::ALL.iter().map(|channel| (channel, settings.reply_minutes.of(Some(*channel))));
    let minutes = minutes.map(|(channel, minutes)| format!("{}={minutes}", channel.word()));
    let hours = &settings.business_hours;
    let times = match hours.in_use {
        true => [BUSINESS, &hours.written_week(), &hours.written_holidays()].join(" ").trim().to_owned(),
        false => CLOCK.to_owned(),
    };
    [
        (Defined::TimeZone, settings.time_zone.clone()),
        (Defined::WeekStart, settings.week_start.word().to_owned()),
        (Defined::RepeatWindow, settings.rules.repeat_window_hours.to_string()),
        (Defined::CsatScale, scales.collect::<Vec<_>>().join(" ")),
        (Defined::Times, times),
        (Defined::ReplyMinutes, minutes.collect::<Vec<_>>().join(" ")),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::NewStore;

    #[test]
    fn other_definitions_are_noted_once() {
        let folder = tempfile::tempdir().unwrap();
        let new = NewStore { settings: Settings::new("UTC") };
        let store = Store::open(&folder.path().join("store.db"), Some(&new), Timestamp(1)).unwrap();
        assert_eq!(store.definition_changes().unwrap(), []);
        for (version, at) in [(1, 2), (2, 3), (2, 4), (3, 5)] {
            store.note_definitions(version, Timestamp(at)).unwrap();
        }
        let noted = store.definition_changes().unwrap();
        let noted: Vec<_> =
            noted.iter().map(|change| (change.changed_at.0, &*change.before, &*change.after)).collect();
        assert_eq!(noted, [(3, "1", "2"), (5, "2", "3")]);
    }
}
