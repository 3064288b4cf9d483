//! Query types by the words that tell them.

/// A text as lower-case words with a blank around each, so that whole words can be found in it.
#[derive(Debug)]
struct Spaced(String);

impl Spaced {
    fn new(text: &str) -> Spaced {
        let mut spaced = String::with_capacity(text.len() + 2);
        spaced.push(' ');
        for word in words(text) {
            spaced.push_str(&word);
            spaced.push(' ');
        }
        Spaced(spaced)
    }

    /// Whether it has these words in this order; nothing is in no text.
    fn has(&self, words: &Spaced) -> bool {
        words.0 != " " && self.0.contains(words.0.as_str())
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

/// Query types, each with the words that tell it.
#[derive(Debug, Default)]
pub struct Keywords(Vec<(String, Vec<(String, Spaced)>)>);

impl Keywords {
    /// From query types and their words; each of these may be several that follow each other.
    pub fn new<'a>(types: impl IntoIterator<Item = (&'a str, &'a [String])>) -> Keywords {
        let spaced = |word: &String| (word.clone(), Spaced::new(word));
        let types = types.into_iter();
        Keywords(types.map(|(name, words)| (name.to_owned(), words.iter().map(spaced).collect())).collect())
    }

    /// Whether there is no type.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The types that a text tells, in their order, each with the longest of its words that do.
    fn told<'k>(&'k self, text: &Spaced) -> impl Iterator<Item = (&'k str, &'k str)> {
        self.0.iter().filter_map(|(name, words)| {
            let told = words.iter().filter(|(_, word)| text.has(word));
            let (word, _) = told.max_by_key(|(_, word)| word.0.len())?;
            Some((name.as_str(), word.as_str()))
        })
    }

    /// The first type that a text tells.
    pub fn first(&self, text: &str) -> Option<&str> {
        self.told(&Spaced::new(text)).next().map(|(name, _)| name)
    }

    /// The type that the longest words of these texts tell, and the words: of equally long ones those of the first text and
    /// the first type. So words added to a type move only tickets that have them.
    pub fn best<'k, 't>(&'k self, texts: impl IntoIterator<Item = &'t str>) -> Option<(&'k str, &'k str)> {
        let spaced: Vec<Spaced> = texts.into_iter().map(Spaced::new).collect();
        let told = spaced.iter().flat_map(|text| self.told(text));
        told.reduce(|best, next| if next.1.len() > best.1.len() { next } else { best })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_words_tell_the_type() {
        let [refunds, api] = [["refund".to_owned()], ["API".to_owned()]];
        let keys = ["api key".to_owned(), "".to_owned()];
        let types = [("refunds", &refunds[..]), ("api", &api[..]), ("keys", &keys[..])];
        let keywords = Keywords::new(types);
        assert_eq!(keywords.best(["Refund my API-key!"]), Some(("keys", "api key")));
        assert_eq!(keywords.first("Refund my API-key!"), Some("refunds"));
        assert_eq!(keywords.best(["Hello", "refund"]), Some(("refunds", "refund")));
        assert_eq!(keywords.best(["Refunds", "apikey", ""]), None, "words are whole");
        assert!(Keywords::new([]).is_empty() && has_words("a") && !has_words("!?"));
    }
}
