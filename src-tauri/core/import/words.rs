//! The words that helpdesks use for what we call something else, in several tongues.

use crate::model::{Field, Kind};

/// Words that stand for an empty cell in exports of many kinds.
pub(super) const NULLS: &[&str] =
    &["?", "-", "--", "—", "n/a", "na", "#n/a", "null", "nil", "none", "nan", "(empty)", "(none)", "(blank)"];

const STATUS: &[(&str, &[&str])] = &[
    ("new", &["neu", "nouveau", "nuevo", "nuovo", "created", "to do", "backlog", "unassigned"]),
    (
        "open",
        &[
            "offen",
            "active",
            "aktiv",
            "in progress",
            "in bearbeitung",
            "work in progress",
            "assigned",
            "reopened",
            "being processed",
            "ouvert",
            "abierto",
            "aperto",
            "in arbeit",
            "escalated",
        ],
    ),
    (
        "pending",
        &[
            "wartend",
            "waiting",
            "waiting on customer",
            "waiting on contact",
            "waiting for customer",
            "snoozed",
            "awaiting user info",
            "awaiting customer",
            "awaiting reply",
            "en attente",
            "pendiente",
            "in attesa",
            "warten auf kunde",
            "warten auf kunden",
            "awaiting evidence",
        ],
    ),
    (
        "on_hold",
        &[
            "hold",
            "onhold",
            "angehalten",
            "zurückgestellt",
            "waiting on third party",
            "waiting on us",
            "waiting for support",
            "awaiting vendor",
            "awaiting problem",
            "stalled",
            "blocked",
            "paused",
        ],
    ),
    (
        "resolved",
        &["solved", "gelöst", "done", "completed", "fixed", "erledigt", "résolu", "resuelto", "risolto"],
    ),
    (
        "closed",
        &[
            "geschlossen",
            "abgeschlossen",
            "archived",
            "fermé",
            "cerrado",
            "chiuso",
            "cancelled",
            "canceled",
            "complete",
        ],
    ),
];

const CHANNEL: &[(&str, &[&str])] = &[
    ("email", &["mail", "e mail", "incoming email", "courriel", "correo"]),
    ("chat", &["live chat", "livechat", "web chat", "chatbot", "bot", "mobihelp", "chat transcript"]),
    (
        "messaging",
        &[
            "messenger",
            "whatsapp",
            "sms",
            "text message",
            "telegram",
            "line",
            "viber",
            "wechat",
            "native messaging",
            "web messaging",
            "web widget",
            "mobile sdk",
            "kakaotalk",
            "apple business chat",
            "slack",
            "push",
            "sunshine conversations",
            "in app",
        ],
    ),
    (
        "phone",
        &[
            "call",
            "voice",
            "telefon",
            "telephone",
            "phone call",
            "phone call incoming",
            "phone call outgoing",
            "voicemail",
            "ivr",
            "anruf",
            "teléfono",
            "téléphone",
            "phone switch",
        ],
    ),
    (
        "web",
        &[
            "web form",
            "webform",
            "form",
            "portal",
            "website",
            "self service",
            "help center",
            "helpcenter",
            "formular",
            "feedback widget",
            "contact form",
            "customer portal",
            "forum",
            "community",
        ],
    ),
    ("api", &["web service", "webservice", "integration", "automation", "rule", "monitoring", "alert"]),
    (
        "social",
        &[
            "facebook",
            "twitter",
            "x",
            "instagram",
            "facebook post",
            "facebook message",
            "linkedin",
            "social media",
        ],
    ),
    ("other", &["direct opening", "walk in", "ecommerce", "sonstige", "andere", "autre"]),
];

const PRIORITY: &[(&str, &[&str])] = &[
    (
        "low",
        &["niedrig", "gering", "minor", "planning", "lowest", "trivial", "p4", "p5", "bas", "baja", "bassa"],
    ),
    ("normal", &["medium", "moderate", "mittel", "standard", "default", "p3", "moyen", "media", "average"]),
    ("high", &["hoch", "major", "important", "p2", "haut", "alta", "élevé"]),
    (
        "urgent",
        &["critical", "kritisch", "dringend", "highest", "emergency", "blocker", "p1", "p0", "urgente"],
    ),
];

const FLAG: &[(&str, &[&str])] = &[
    ("true", &["yes", "y", "1", "t", "on", "ja", "wahr", "oui", "sí", "si", "vrai", "x"]),
    ("false", &["no", "n", "0", "f", "off", "nein", "falsch", "non", "faux"]),
];

const SLA: &[(&str, &[&str])] = &[
    ("true", &["met", "within sla", "hit", "achieved", "fulfilled", "eingehalten"]),
    ("false", &["missed", "sla violated", "violated", "breached", "failed", "not met", "verletzt"]),
];

const SATISFIED: &[(&str, &[&str])] = &[
    ("true", &["good", "good with comment", "satisfied", "positive", "happy", "great", "gut", "zufrieden"]),
    (
        "false",
        &[
            "bad",
            "bad with comment",
            "unsatisfied",
            "dissatisfied",
            "negative",
            "unhappy",
            "neutral",
            "schlecht",
            "okay",
        ],
    ),
];

const AI_OUTCOME: &[(&str, &[&str])] = &[
    ("confirmed", &["confirmed resolution", "confirmed resolved", "verified", "verified resolution"]),
    ("assumed", &["assumed resolution", "assumed resolved", "contained", "contained resolution"]),
    ("abandoned", &["negative feedback"]),
    (
        "handed_off",
        &[
            "escalated",
            "routed to team",
            "procedure handoff",
            "assisted escalation",
            "handoff",
            "hand off",
            "transferred",
        ],
    ),
];

const EXCLUSION: &[(&str, &[&str])] = &[("merged", &["duplicate"]), ("deleted", &["trashed", "trash"])];

fn tables(field: Field) -> &'static [&'static [(&'static str, &'static [&'static str])]] {
    match field {
        Field::Status => &[STATUS],
        Field::Channel => &[CHANNEL],
        Field::Priority => &[PRIORITY],
        Field::AiOutcome => &[AI_OUTCOME],
        Field::Exclusion => &[EXCLUSION],
        Field::SlaMet => &[SLA, FLAG],
        Field::Satisfied => &[SATISFIED, FLAG],
        _ if field.kind() == Kind::Flag => &[FLAG],
        _ => &[],
    }
}

/// A word reduced for comparison: lower case, a leading rank dropped (`3 - Moderate`), punctuation to blanks.
fn plain(word: &str) -> String {
    let lower = word.trim().to_lowercase();
    let unranked = lower.trim_start_matches(|character: char| character.is_ascii_digit());
    let unranked = unranked.trim_start().strip_prefix(['-', '.', ':', '–']).map(str::trim_start);
    let rest = unranked.filter(|rest| !rest.is_empty() && lower.starts_with(|c: char| c.is_ascii_digit()));
    let rest = rest.unwrap_or(&lower);
    let spaced: String =
        rest.chars().map(|character| if character.is_alphanumeric() { character } else { ' ' }).collect();
    spaced.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What a word of any helpdesk means for a field of choices or a flag: our word, or `None` where we do not know it.
pub(super) fn known(field: Field, word: &str) -> Option<&'static str> {
    let own: &[&'static str] = match field.kind() {
        Kind::Choice(words) => words,
        Kind::Flag => &["true", "false"],
        _ => return None,
    };
    let plain = plain(word);
    own.iter().copied().find(|own| own.replace('_', " ") == plain).or_else(|| {
        let mut all = tables(field).iter().flat_map(|table| table.iter());
        all.find(|(_, words)| words.contains(&plain.as_str())).map(|(own, _)| *own)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::TicketOutcome;

    #[test]
    fn words_of_several_tongues_and_tools_are_known() {
        assert_eq!(known(Field::Priority, "3 - Moderate"), Some("normal"));
        assert_eq!(known(Field::Priority, "Dringend"), Some("urgent"));
        assert_eq!(known(Field::Status, "Awaiting User Info"), Some("pending"));
        assert_eq!(known(Field::Status, "On-hold"), Some("on_hold"));
        assert_eq!(known(Field::Channel, "Web service (API)"), None);
        assert_eq!(known(Field::Channel, "E-Mail"), Some("email"));
        assert_eq!(known(Field::AiInvolved, "1"), Some("true"));
        assert_eq!(known(Field::SlaMet, "SLA Violated"), Some("false"));
        assert_eq!(known(Field::Priority, "P9"), None);
        assert_eq!(known(Field::Team, "yes"), None);
    }

    #[test]
    fn every_word_means_a_value_of_its_field_and_only_one() {
        for field in Field::ALL {
            let mut seen = Vec::new();
            for (own, words) in tables(*field).iter().flat_map(|table| table.iter()) {
                assert!(TicketOutcome::default().set_text(*field, own).is_ok(), "{own}");
                for word in *words {
                    assert_eq!(&plain(word), word, "is not in plain form");
                    assert!(!seen.contains(word), "{word} twice for {}", field.name());
                    seen.push(*word);
                }
            }
        }
    }
}
