//! Query types by the words that tell them.

use std::cmp::Reverse;
use std::collections::HashMap;

use foldhash::fast::RandomState;

/// A text as lower-case words with a blank around each, so that whole words can be found in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spaced(String);

impl Spaced {
    /// The words of a text.
    pub fn new(text: &str) -> Spaced {
        let mut spaced = String::with_capacity(text.len() + 2);
        spaced.push(' ');
        for word in words(text) {
            spaced.push_str(&word);
            spaced.push(' ');
        }
        Spaced(spaced)
    }

    /// Each of its words with all that follow it, a blank before them.
    fn tails(&self) -> impl Iterator<Item = (&str, &str)> {
        let blanks = self.0.match_indices(' ').map(|(at, _)| &self.0[at..]);
        blanks.filter_map(|tail| Some((tail[1..].split_once(' ')?.0, tail)))
    }
}

/// The words of a text in lower case.
pub(super) fn words(text: &str) -> impl Iterator<Item = String> + '_ {
    text.split(|character: char| !character.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
}

/// Whether there is a word in a text at all.
pub fn has_words(text: &str) -> bool {
    words(text).next().is_some()
}

/// Words that tell a query type.
#[derive(Debug)]
struct Telling {
    /// The place of the type.
    query_type: usize,
    /// As they were given.
    given: String,
    spaced: Spaced,
    /// How long they are, without what stands between them.
    letters: usize,
}

/// Query types, each with the words that tell it.
#[derive(Debug, Default)]
pub struct Keywords {
    types: Vec<String>,
    telling: Vec<Telling>,
    /// The places of those that begin with a word: a text is gone through once, however many there are.
    by_first: HashMap<String, Vec<usize>, RandomState>,
}

impl Keywords {
    /// From query types and their words; each of these may be several that follow each other.
    pub fn new<'a>(types: impl IntoIterator<Item = (&'a str, &'a [String])>) -> Keywords {
        let mut keywords = Keywords::default();
        for (name, words) in types {
            for given in words {
                let spaced = Spaced::new(given);
                let Some(first) = spaced.tails().next().map(|(first, _)| first.to_owned()) else { continue };
                keywords.by_first.entry(first).or_default().push(keywords.telling.len());
                keywords.telling.push(Telling {
                    query_type: keywords.types.len(),
                    given: given.clone(),
                    letters: spaced.0.chars().count(),
                    spaced,
                });
            }
            keywords.types.push(name.to_owned());
        }
        keywords
    }

    /// Whether no words tell anything.
    pub fn is_empty(&self) -> bool {
        self.telling.is_empty()
    }

    /// The words that are in a text, and their places.
    fn told<'k>(&'k self, text: &Spaced) -> impl Iterator<Item = (usize, &'k Telling)> {
        text.tails().flat_map(move |(first, tail)| {
            let places = self.by_first.get(first).into_iter().flatten();
            let telling = places.filter_map(|place| Some((*place, self.telling.get(*place)?)));
            telling.filter(move |(_, telling)| tail.starts_with(telling.spaced.0.as_str()))
        })
    }

    fn name(&self, telling: &Telling) -> &str {
        self.types.get(telling.query_type).map_or("", String::as_str)
    }

    /// The first type that a text tells.
    pub fn first(&self, text: &str) -> Option<&str> {
        let text = Spaced::new(text);
        let first = self.told(&text).min_by_key(|(place, _)| *place);
        first.map(|(_, telling)| self.name(telling))
    }

    /// The type that the longest words of these texts tell, and the words: of equally long ones those of the first text and
    /// the first type. So words added to a type move only tickets that have them.
    pub fn best(&self, texts: &[Spaced]) -> Option<(&str, &str)> {
        let told = texts.iter().enumerate().flat_map(|(text, spaced)| {
            self.told(spaced).map(move |(place, telling)| (telling, Reverse(text), Reverse(place)))
        });
        let best = told.max_by_key(|(telling, text, place)| (telling.letters, *text, *place));
        best.map(|(telling, ..)| (self.name(telling), telling.given.as_str()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_words_tell_the_type() {
        let [refunds, api] = [["refund!!!!!!".to_owned()], ["API".to_owned()]];
        let keys = ["api key".to_owned(), "".to_owned()];
        let types = [("refunds", &refunds[..]), ("api", &api[..]), ("keys", &keys[..])];
        let keywords = Keywords::new(types);
        let best = |texts: &[&str]| {
            let spaced: Vec<Spaced> = texts.iter().map(|text| Spaced::new(text)).collect();
            keywords.best(&spaced).map(|(name, words)| (name.to_owned(), words.to_owned()))
        };
        let told = |name: &str, words: &str| Some((name.to_owned(), words.to_owned()));
        assert_eq!(best(&["Refund my API-key!"]), told("keys", "api key"), "without what stands between");
        assert_eq!(keywords.first("Refund my API-key!"), Some("refunds"));
        assert_eq!(best(&["Hello", "refund"]), told("refunds", "refund!!!!!!"));
        assert_eq!(best(&["Refunds", "apikey", ""]), None, "words are whole");
        assert!(Keywords::new([("empty", &keys[1..])]).is_empty() && has_words("a") && !has_words("!?"));
    }
}
