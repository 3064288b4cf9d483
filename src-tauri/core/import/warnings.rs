//! What is odd about rows that come in nevertheless: counted by kind, never dropped.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::model::{Contradiction, Contradictions, Field, TicketOutcome};

/// Different unknown words told apart for one field; the rest are counted together.
const MAX_WORDS: usize = 100;

/// A kind of oddness.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum WarningKind {
    /// A word that the field's value map does not know; the field is left empty (a channel becomes `other`).
    UnknownWord,
    /// What does not fit together.
    #[serde(untagged)]
    #[ts(untagged)]
    Contradiction(Contradiction),
}

impl WarningKind {
    fn text(self) -> &'static str {
        match self {
            WarningKind::UnknownWord => "unknown word",
            WarningKind::Contradiction(contradiction) => contradiction.text(),
        }
    }
}

/// A kind of oddness, and how many rows have it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Warning {
    /// What is odd.
    pub kind: WarningKind,
    /// The field with the unknown word.
    pub field: Option<Field>,
    /// The unknown word; `None` where there are more than are told apart.
    pub word: Option<String>,
    /// Rows.
    #[ts(type = "number")]
    pub count: u64,
    /// `external_id` of the first of them.
    pub example: String,
}

impl std::fmt::Display for Warning {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match (self.field, &self.word) {
            (Some(field), Some(word)) => write!(f, "unknown {} {word:?}", field.name())?,
            (Some(field), None) => write!(f, "more unknown words for {}", field.name())?,
            (None, _) => f.write_str(self.kind.text())?,
        }
        match self.count {
            1 => write!(f, ": 1 row, {}", self.example),
            count => write!(f, ": {count} rows, such as {}", self.example),
        }
    }
}

/// What one row has that is odd.
#[derive(Clone, Debug, Default)]
pub(super) struct Oddities(Vec<(WarningKind, Option<(Field, String)>)>);

impl Oddities {
    pub(super) fn unknown_word(&mut self, field: Field, word: &str) {
        self.0.push((WarningKind::UnknownWord, Some((field, word.to_owned()))));
    }

    /// Whether the row has none.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whatever does not fit together in a ticket.
    pub(super) fn check(&mut self, ticket: &TicketOutcome) {
        self.0.extend(Contradictions::of(ticket).iter().map(|one| (WarningKind::Contradiction(one), None)));
    }
}

/// What is counted together: a kind, and the field and word of an unknown word.
type Case = (WarningKind, Option<Field>, Option<String>);

/// The oddities of all rows that came in.
#[derive(Debug, Default)]
pub(super) struct Warnings {
    /// Rows, and the first of them.
    counts: BTreeMap<Case, (u64, String)>,
    words: BTreeMap<Field, usize>,
}

impl Warnings {
    /// Counts what a row has that is odd.
    pub(super) fn add(&mut self, oddities: &Oddities, external_id: &str) {
        for (kind, word) in &oddities.0 {
            let (field, word) = word.clone().unzip();
            let mut key = (*kind, field, word);
            if let (Some(field), false) = (field, self.counts.contains_key(&key)) {
                let words = self.words.entry(field).or_default();
                *words += 1;
                if *words > MAX_WORDS {
                    key.2 = None;
                }
            }
            let (count, _) = self.counts.entry(key).or_insert_with(|| (0, external_id.to_owned()));
            *count += 1;
        }
    }

    /// The warnings, largest first.
    pub(super) fn into_list(self) -> Vec<Warning> {
        let warning = |((kind, field, word), (count, example))| Warning { kind, field, word, count, example };
        let mut list: Vec<Warning> = self.counts.into_iter().map(warning).collect();
        list.sort_by_key(|warning| std::cmp::Reverse(warning.count));
        list
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Status, Timestamp};

    #[test]
    fn what_does_not_fit_together_is_counted_by_kind() {
        let odd = TicketOutcome {
            created_at: Some(Timestamp(100)),
            resolved_at: Some(Timestamp(50)),
            first_ai_reply_at: Some(Timestamp(99)),
            first_human_reply_at: Some(Timestamp(120)),
            handed_off_at: Some(Timestamp(121)),
            csat_score: Some(6.0),
            csat_scale: Some(5.0),
            status: Some(Status::Open),
            ..Default::default()
        };
        let mut warnings = Warnings::default();
        for id in ["a", "b"] {
            let mut oddities = Oddities::default();
            oddities.check(&odd);
            warnings.add(&oddities, id);
        }
        let list = warnings.into_list();
        let kinds: Vec<WarningKind> = list.iter().map(|warning| warning.kind).collect();
        assert_eq!(
            kinds,
            [
                Contradiction::ResolvedBeforeCreated,
                Contradiction::ReplyBeforeCreated,
                Contradiction::ReplyBeforeHandoff,
                Contradiction::ScoreAboveScale,
                Contradiction::ResolvedWhileOpen,
            ]
            .map(WarningKind::Contradiction)
        );
        assert!(list.iter().all(|warning| warning.count == 2 && warning.example == "a"));
    }

    #[test]
    fn unknown_words_are_named_up_to_a_limit() {
        let mut warnings = Warnings::default();
        for number in 0..MAX_WORDS + 5 {
            let mut oddities = Oddities::default();
            oddities.unknown_word(Field::Priority, &format!("P{number}"));
            warnings.add(&oddities, "t1");
        }
        let list = warnings.into_list();
        assert_eq!(list.len(), MAX_WORDS + 1);
        assert_eq!(list[0].to_string(), "more unknown words for priority: 5 rows, such as t1");
        assert_eq!(list[1].to_string(), "unknown priority \"P0\": 1 row, t1");
    }
}
