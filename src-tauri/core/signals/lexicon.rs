//! Lexicons: the words and phrases of one language by which signals are found. Data, in JSON.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::family::Family;
use super::pattern::{BadPhrase, Pattern};
use super::words::Vocabulary;

/// Bytes of the largest lexicon that is read.
pub const LARGEST_LEXICON: usize = 256 << 10;
/// Phrases of a lexicon at most.
const MOST_PHRASES: usize = 3_000;
/// The greatest weight of a phrase.
const GREATEST_WEIGHT: u32 = 9;

/// The lexicons that come with the program.
const BUILT_IN: [&str; 2] = [include_str!("lexicons/en.json"), include_str!("lexicons/de.json")];

/// The phrases of one language. One of a user's own adds to the built-in one of its language, or takes from it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Lexicon {
    /// Version of this layout: [`Lexicon::VERSION`].
    pub version: u32,
    /// The language, as the first part of a BCP 47 tag: `en`, `de`.
    pub language: String,
    /// What each signal is found by.
    pub families: BTreeMap<Family, Entries>,
}

/// What one signal is found by. How phrases are written is told in `docs/insights.md`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entries {
    /// Phrases and what each counts; one that counts 0 is taken from the built-in ones.
    #[serde(default)]
    pub phrases: BTreeMap<String, u32>,
    /// Within three words before a phrase they cancel it. Where absent in a lexicon of a user's own, the built-in ones do.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub negations: Option<Vec<String>>,
    /// In the same sentence as a phrase they cancel it; where absent, as for negations.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unless: Option<Vec<String>>,
}

/// Why a lexicon cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum BadLexicon {
    /// Too large to be one.
    #[error("it is larger than {} KB", LARGEST_LEXICON >> 10)]
    Large,
    /// No JSON of a lexicon.
    #[error("it cannot be read: {0}")]
    Json(#[from] serde_json::Error),
    /// Of another version.
    #[error("it is of version {0}, this program reads {version}", version = Lexicon::VERSION)]
    Version(u32),
    /// No language.
    #[error("{0:?} is no language; write its code in small letters, like en or de")]
    Language(String),
    /// Too many phrases.
    #[error("it has more than {MOST_PHRASES} phrases")]
    Many,
    /// A phrase that cannot be read.
    #[error("{family}: {phrase:?} {reason}", family = .family.name())]
    Phrase {
        /// Where it stands.
        family: Family,
        /// The phrase.
        phrase: String,
        /// What is wrong with it.
        reason: BadPhrase,
    },
    /// A weight out of its range.
    #[error("{family}: {phrase:?} counts {weight}; 1 to {GREATEST_WEIGHT} can be, and 0 to take it out", family = .family.name())]
    Weight {
        /// Where it stands.
        family: Family,
        /// The phrase.
        phrase: String,
        /// What it counts.
        weight: u32,
    },
}

impl Lexicon {
    /// The version that this program writes and reads.
    pub const VERSION: u32 = 1;

    /// Reads a lexicon's JSON.
    ///
    /// # Errors
    /// It is none, or one that cannot be used.
    pub fn from_json(json: &str) -> Result<Lexicon, BadLexicon> {
        if json.len() > LARGEST_LEXICON {
            return Err(BadLexicon::Large);
        }
        let lexicon: Lexicon = serde_json::from_str(json)?;
        lexicon.check()?;
        Ok(lexicon)
    }

    fn check(&self) -> Result<(), BadLexicon> {
        if self.version != Lexicon::VERSION {
            return Err(BadLexicon::Version(self.version));
        }
        let letters = self.language.bytes().all(|byte| byte.is_ascii_lowercase());
        if !letters || !(2..=3).contains(&self.language.len()) {
            return Err(BadLexicon::Language(self.language.clone()));
        }
        let count = |entries: &Entries| entries.all().count();
        if self.families.values().map(count).sum::<usize>() > MOST_PHRASES {
            return Err(BadLexicon::Many);
        }
        let mut vocabulary = Vocabulary::default();
        for (&family, entries) in &self.families {
            for phrase in entries.all() {
                if let Err(reason) = Pattern::parse(phrase, &mut vocabulary) {
                    return Err(BadLexicon::Phrase { family, phrase: phrase.clone(), reason });
                }
            }
            if let Some((phrase, &weight)) =
                entries.phrases.iter().find(|(_, weight)| **weight > GREATEST_WEIGHT)
            {
                return Err(BadLexicon::Weight { family, phrase: phrase.clone(), weight });
            }
        }
        Ok(())
    }

    /// The lexicons that texts are searched with: those that come with the program, each with the one of the user's own
    /// for its language over it, and those of other languages.
    pub fn effective(own: &[Lexicon]) -> Vec<Lexicon> {
        // A test reads them.
        let mut all: Vec<Lexicon> =
            BUILT_IN.iter().filter_map(|json| Lexicon::from_json(json).ok()).collect();
        for lexicon in own {
            match all.iter_mut().find(|built_in| built_in.language == lexicon.language) {
                Some(built_in) => built_in.overlay(lexicon),
                None => all.push(lexicon.clone()),
            }
        }
        all
    }

    fn overlay(&mut self, own: &Lexicon) {
        for (family, entries) in &own.families {
            let under = self.families.entry(*family).or_default();
            under.phrases.extend(entries.phrases.iter().map(|(phrase, weight)| (phrase.clone(), *weight)));
            under.phrases.retain(|_, weight| *weight > 0);
            for (under, over) in
                [(&mut under.negations, &entries.negations), (&mut under.unless, &entries.unless)]
            {
                if over.is_some() {
                    under.clone_from(over);
                }
            }
        }
    }
}

impl Entries {
    /// All phrases, of whatever use.
    fn all(&self) -> impl Iterator<Item = &String> {
        self.phrases.keys().chain(self.negations.iter().flatten()).chain(self.unless.iter().flatten())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_lexicons_are_read_and_have_every_family() {
        for json in BUILT_IN {
            let lexicon = Lexicon::from_json(json).unwrap();
            assert_eq!(lexicon.families.keys().copied().collect::<Vec<_>>(), Family::ALL);
            let weights = lexicon.families.values().flat_map(|entries| entries.phrases.values());
            assert!(weights.clone().all(|weight| (1..=2).contains(weight)));
        }
        assert_eq!(Lexicon::effective(&[]).len(), BUILT_IN.len());
    }

    fn own(language: &str, phrases: &str) -> Result<Lexicon, BadLexicon> {
        Lexicon::from_json(&format!(
            r#"{{"version": 1, "language": "{language}", "families": {{"churn": {{"phrases": {phrases}}}}}}}"#
        ))
    }

    #[test]
    fn ones_own_adds_takes_out_and_brings_languages() {
        let churn = |own: Lexicon| {
            let language = own.language.clone();
            let all = Lexicon::effective(&[own]);
            let found = all.into_iter().find(|lexicon| lexicon.language == language).unwrap();
            found.families[&Family::Churn].clone()
        };
        let english = churn(own("en", r#"{"jump ship": 1, "competitor": 0}"#).unwrap());
        assert!(english.phrases.contains_key("jump ship") && english.phrases.contains_key("competitors"));
        assert!(!english.phrases.contains_key("competitor"));
        assert!(english.negations.is_some(), "kept where the user's own has none");
        assert_eq!(churn(own("fr", r#"{"résilier": 1}"#).unwrap()).phrases.len(), 1);
    }

    #[test]
    fn what_cannot_be_used_says_why() {
        let said = |bad: Result<Lexicon, BadLexicon>| bad.unwrap_err().to_string();
        assert!(said(own("English", "{}")).contains("is no language"));
        assert_eq!(said(own("en", r#"{"… gone": 1}"#)).split(':').next(), Some("churn"));
        assert!(said(own("en", r#"{"gone": 10}"#)).contains("counts 10"));
        let many: BTreeMap<String, u32> = (0..3_001).map(|number| (format!("w{number}"), 1)).collect();
        assert!(said(own("en", &serde_json::to_string(&many).unwrap())).contains("more than 3000"));
        assert!(said(Lexicon::from_json(&" ".repeat(LARGEST_LEXICON + 1))).contains("larger than 256 KB"));
        assert!(said(Lexicon::from_json("[]")).contains("cannot be read"));
        assert!(
            said(Lexicon::from_json(r#"{"version": 2, "language": "en", "families": {}}"#))
                .contains("version 2")
        );
    }
}
