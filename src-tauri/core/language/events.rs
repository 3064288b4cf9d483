//! What happened that charts over time mark, in words: what stands at the line, and what happened.

use super::english::English;
use super::german::German;
use crate::store::{CLOCK, Defined};

/// What a language says of events.
pub(crate) trait Events {
    /// A release of the AI came into use.
    fn release(&self, version: &str) -> (String, String);
    /// What figures rest on was one thing and is another now; `name` is that of a mapping or a connection.
    fn redefined(&self, what: Defined, name: &str, before: &str, after: &str) -> (String, String);
}

impl Events for English {
    fn release(&self, version: &str) -> (String, String) {
        (format!("AI {version}"), format!("AI release {version}"))
    }

    fn redefined(&self, what: Defined, name: &str, before: &str, after: &str) -> (String, String) {
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
            Defined::Times => {
                let text = match (before, after) {
                    (_, CLOCK) => "times run on the clock, no longer in business hours",
                    (CLOCK, _) => "times are measured in business hours, no longer on the clock",
                    _ => "business hours or holidays changed",
                };
                ("business hours", text.to_owned())
            }
            Defined::ReplyMinutes => ("reply minutes", "minutes per reply changed".to_owned()),
            Defined::Mapping => ("mapping", format!("mapping {name} changed")),
            Defined::Connection => ("mapping", format!("tickets of {name} are read by other rules")),
            Defined::Lexicons => ("lexicons", "texts are searched with other lexicons".to_owned()),
            Defined::QueryType => {
                ("query types", format!("other tickets are taken for {name} by their words"))
            }
        };
        (label.to_owned(), text)
    }
}

impl Events for German {
    fn release(&self, version: &str) -> (String, String) {
        (format!("KI {version}"), format!("KI-Version {version}"))
    }

    fn redefined(&self, what: Defined, name: &str, before: &str, after: &str) -> (String, String) {
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
            Defined::Times => {
                let text = match (before, after) {
                    (_, CLOCK) => "Zeiten laufen nach der Uhr, nicht mehr in Geschäftszeiten",
                    (CLOCK, _) => "Zeiten werden in Geschäftszeiten gemessen, nicht mehr nach der Uhr",
                    _ => "Geschäftszeiten oder Feiertage geändert",
                };
                ("Geschäftszeiten", text.to_owned())
            }
            Defined::ReplyMinutes => ("Antwortminuten", "Minuten je Antwort geändert".to_owned()),
            Defined::Mapping => ("Zuordnung", format!("Zuordnung {name} geändert")),
            Defined::Connection => {
                ("Zuordnung", format!("Tickets von {name} werden nach anderen Regeln gelesen"))
            }
            Defined::Lexicons => ("Wortlisten", "Texte werden mit anderen Wortlisten durchsucht".to_owned()),
            Defined::QueryType => {
                ("Anliegen", format!("nach ihren Wörtern gelten andere Tickets als {name}"))
            }
        };
        (label.to_owned(), text)
    }
}
