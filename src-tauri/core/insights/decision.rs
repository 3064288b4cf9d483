//! What people decide: kept with who, when and why, so that it can be read later and taken to another machine.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::blueprint::Blueprint;
use super::taxonomy::Bucket;
use crate::facts::UNCATEGORISED;
use crate::model::Timestamp;
use crate::query_types::{Keywords, has_words};

/// What something was decided to be. The subject says of what.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", content = "value", rename_all = "snake_case")]
pub enum Decided {
    /// A query type belongs into a bucket, whatever its scores.
    Bucket(Bucket),
    /// A query type is sensitive, or is not.
    Sensitive(bool),
    /// An account is a VIP, or is not.
    Vip(bool),
    /// A release of the AI, by its version or a name.
    Release(ReleaseDates),
    /// What is done about a knowledge gap: of a query type, or of an article as `article:NAME`.
    Gap(GapPlan),
    /// An alert, by its key, told the truth, or did not.
    Alert(bool),
    /// The taxonomy as it stood, by a name.
    Blueprint(Blueprint),
    /// Tickets without a query type are of this one where their subject or a tag has one of these words, each of which may
    /// be several that follow each other.
    QueryType(Vec<String>),
}

/// When a release went live, and when its effect is to be judged.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ReleaseDates {
    /// The local day on which it went live; where there is none, the tickets tell.
    #[ts(type = "string | null")]
    pub day: Option<NaiveDate>,
    /// The local day of its review; until then verdicts are interim.
    #[ts(type = "string | null")]
    pub review: Option<NaiveDate>,
}

/// How far work on a knowledge gap is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum GapStatus {
    /// Nobody works on it.
    #[default]
    Open,
    /// Somebody works on it.
    InProgress,
    /// It is closed, from a day on.
    Closed,
}

/// What is done about a knowledge gap.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct GapPlan {
    /// Who sees to it.
    pub owner: Option<String>,
    /// How far it is.
    pub status: GapStatus,
    /// Until when.
    #[ts(type = "string | null")]
    pub due: Option<NaiveDate>,
    /// Since when it is closed.
    #[serde(default)]
    #[ts(type = "string | null")]
    pub closed: Option<NaiveDate>,
}

/// Words that tell one query type, and characters of each, at most.
const MOST_WORDS: usize = 100;
const LONGEST_WORD: usize = 100;

/// One decision.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct Decision {
    /// Of what: a query type, an account, a version, an article, an alert.
    pub subject: String,
    /// What kind of decision it is.
    pub kind: DecisionKind,
    /// What it was decided to be; `None` where a decision was taken back.
    pub decided: Option<Decided>,
    /// Why.
    pub why: Option<String>,
    /// The user of the system who decided.
    pub who: String,
    /// When.
    pub at: Timestamp,
}

impl Decision {
    /// Whether it is about something, and of its kind.
    pub fn is_sound(&self) -> bool {
        let fits = |decided: &Decided| decided.kind() == self.kind && decided.is_sound();
        // No type is no type.
        if self.kind == DecisionKind::QueryType && self.subject == UNCATEGORISED {
            return false;
        }
        !self.subject.trim().is_empty() && self.decided.as_ref().is_none_or(fits)
    }
}

/// The kinds of decisions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum DecisionKind {
    /// [`Decided::Bucket`].
    Bucket,
    /// [`Decided::Sensitive`].
    Sensitive,
    /// [`Decided::Vip`].
    Vip,
    /// [`Decided::Release`].
    Release,
    /// [`Decided::Gap`].
    Gap,
    /// [`Decided::Alert`].
    Alert,
    /// [`Decided::Blueprint`].
    Blueprint,
    /// [`Decided::QueryType`].
    QueryType,
}

impl DecisionKind {
    /// All kinds.
    pub const ALL: [DecisionKind; 8] = [
        DecisionKind::Bucket,
        DecisionKind::Sensitive,
        DecisionKind::Vip,
        DecisionKind::Release,
        DecisionKind::Gap,
        DecisionKind::Alert,
        DecisionKind::Blueprint,
        DecisionKind::QueryType,
    ];

    /// Its stable word.
    pub fn word(self) -> &'static str {
        match self {
            DecisionKind::Bucket => "bucket",
            DecisionKind::Sensitive => "sensitive",
            DecisionKind::Vip => "vip",
            DecisionKind::Release => "release",
            DecisionKind::Gap => "gap",
            DecisionKind::Alert => "alert",
            DecisionKind::Blueprint => "blueprint",
            DecisionKind::QueryType => "query_type",
        }
    }

    /// The kind of this word.
    pub fn from_word(word: &str) -> Option<DecisionKind> {
        DecisionKind::ALL.into_iter().find(|kind| kind.word() == word)
    }
}

impl Decided {
    /// Its kind.
    pub fn kind(&self) -> DecisionKind {
        match self {
            Decided::Bucket(_) => DecisionKind::Bucket,
            Decided::Sensitive(_) => DecisionKind::Sensitive,
            Decided::Vip(_) => DecisionKind::Vip,
            Decided::Release(_) => DecisionKind::Release,
            Decided::Gap(_) => DecisionKind::Gap,
            Decided::Alert(_) => DecisionKind::Alert,
            Decided::Blueprint(_) => DecisionKind::Blueprint,
            Decided::QueryType(_) => DecisionKind::QueryType,
        }
    }

    /// Words that tell a query type, beside those that were decided before; each once.
    pub fn told_by<'a>(before: Option<&Decided>, words: impl IntoIterator<Item = &'a str>) -> Decided {
        let mut all = match before {
            Some(Decided::QueryType(words)) => words.clone(),
            _ => Vec::new(),
        };
        for word in words.into_iter().map(str::trim) {
            if all.iter().all(|known| known != word) {
                all.push(word.to_owned());
            }
        }
        Decided::QueryType(all)
    }

    /// Whether it says something: words that tell a type are words.
    fn is_sound(&self) -> bool {
        match self {
            Decided::QueryType(words) => {
                // Commas stand between words where they are written in one line.
                let fits = |word: &String| {
                    word.chars().count() <= LONGEST_WORD
                        && has_words(word)
                        && word.trim() == word
                        && !word.contains(',')
                };
                (1..=MOST_WORDS).contains(&words.len()) && words.iter().all(fits)
            }
            _ => true,
        }
    }
}

/// What holds now: of each kind and subject, the newest decision.
#[derive(Clone, Debug, Default)]
pub struct Decisions {
    newest: BTreeMap<(DecisionKind, String), Decision>,
}

impl Decisions {
    /// From all decisions, the oldest first.
    pub fn new(all: impl IntoIterator<Item = Decision>) -> Decisions {
        let mut newest = BTreeMap::new();
        for decision in all {
            let key = (decision.kind, decision.subject.clone());
            match decision.decided {
                Some(_) => newest.insert(key, decision),
                None => newest.remove(&key),
            };
        }
        Decisions { newest }
    }

    /// What holds of a subject.
    pub fn get(&self, kind: DecisionKind, subject: &str) -> Option<&Decision> {
        self.newest.get(&(kind, subject.to_owned()))
    }

    /// All that hold of a kind, by subject.
    pub fn of(&self, kind: DecisionKind) -> impl Iterator<Item = &Decision> {
        self.newest.values().filter(move |decision| decision.kind == kind)
    }

    /// The bucket that a query type was put into.
    pub(super) fn bucket(&self, query_type: &str) -> Option<(Bucket, &Decision)> {
        let decision = self.get(DecisionKind::Bucket, query_type)?;
        match decision.decided {
            Some(Decided::Bucket(bucket)) => Some((bucket, decision)),
            _ => None,
        }
    }

    /// Whether somebody decided that a query type is sensitive, or that it is not.
    pub(super) fn sensitive(&self, query_type: &str) -> Option<bool> {
        match self.get(DecisionKind::Sensitive, query_type)?.decided {
            Some(Decided::Sensitive(sensitive)) => Some(sensitive),
            _ => None,
        }
    }

    /// Whether somebody decided that an account is a VIP, or that it is not.
    pub(super) fn vip(&self, account: &str) -> Option<bool> {
        match self.get(DecisionKind::Vip, account)?.decided {
            Some(Decided::Vip(vip)) => Some(vip),
            _ => None,
        }
    }

    /// What was decided about an alert.
    pub fn alert(&self, key: &str) -> Option<bool> {
        match self.get(DecisionKind::Alert, key)?.decided {
            Some(Decided::Alert(verdict)) => Some(verdict),
            _ => None,
        }
    }

    /// The query types that people gave to tickets without one, by the words that tell them.
    pub fn query_types(&self) -> Keywords {
        let types = self.of(DecisionKind::QueryType).filter_map(|decision| match &decision.decided {
            Some(Decided::QueryType(words)) => Some((decision.subject.as_str(), words.as_slice())),
            _ => None,
        });
        Keywords::new(types)
    }

    /// What is done about a gap, and the decision that says so.
    pub(super) fn gap(&self, subject: &str) -> Option<(&GapPlan, &Decision)> {
        let decision = self.get(DecisionKind::Gap, subject)?;
        match &decision.decided {
            Some(Decided::Gap(plan)) => Some((plan, decision)),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decision(subject: &str, kind: DecisionKind, decided: Option<Decided>) -> Decision {
        let (who, at) = ("ana".to_owned(), Timestamp(1));
        Decision { subject: subject.to_owned(), kind, decided, why: None, who, at }
    }

    #[test]
    fn the_newest_decision_holds_until_it_is_taken_back() {
        let sensitive = |is| decision("legal", DecisionKind::Sensitive, Some(Decided::Sensitive(is)));
        let back = decision("legal", DecisionKind::Sensitive, None);
        assert_eq!(Decisions::new([sensitive(true), sensitive(false)]).sensitive("legal"), Some(false));
        assert_eq!(Decisions::new([sensitive(true), back.clone()]).sensitive("legal"), None);
        assert_eq!(Decisions::new([back, sensitive(true)]).sensitive("legal"), Some(true));
    }

    #[test]
    fn each_kind_is_read_by_its_word() {
        for kind in DecisionKind::ALL {
            assert_eq!(DecisionKind::from_word(kind.word()), Some(kind));
        }
    }

    #[test]
    fn words_that_tell_a_type_are_words() {
        let of = |words: &[&str]| {
            let words = words.iter().map(|word| (*word).to_owned()).collect();
            decision("refunds", DecisionKind::QueryType, Some(Decided::QueryType(words))).is_sound()
        };
        assert!(of(&["refund", "money back"]));
        assert!(!of(&["money, back"]) && !of(&[" refund"]));
        assert!(!of(&[]) && !of(&["refund", "!"]) && !of(&[&"a".repeat(101)]) && !of(&["a"; 101]));
        assert!(!decision(" ", DecisionKind::Vip, None).is_sound());
        assert!(!decision("a", DecisionKind::Vip, Some(Decided::Sensitive(true))).is_sound());
    }
}
