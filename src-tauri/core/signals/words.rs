//! The words of a text, with the sentence and the clause that each stands in.

use std::collections::HashMap;

use foldhash::fast::RandomState;

/// Bytes of the longest word that a phrase can go across. What is longer is a key or a picture, and no word.
const LONGEST_WORD: usize = 60;

/// The words that lexicons know, by number.
#[derive(Clone, Debug, Default)]
pub(super) struct Vocabulary {
    numbers: HashMap<String, u32, RandomState>,
    beginnings: Beginnings,
}

/// How words begin, so that most others are told apart without being looked up.
#[derive(Clone, Debug)]
pub(super) struct Beginnings(Box<[u64; 1024]>);

impl Default for Beginnings {
    fn default() -> Beginnings {
        Beginnings(Box::new([0; 1024]))
    }
}

impl Beginnings {
    /// Where the first three letters of a word are noted; several may share a place.
    fn place(word: &str) -> Option<(usize, u64)> {
        let [a, b, c]: [u8; 3] = *word.as_bytes().first_chunk()?;
        let mixed = (u32::from(a) << 16 | u32::from(b) << 8 | u32::from(c)).wrapping_mul(0x9E37_79B1) >> 16;
        Some((mixed as usize / 64, 1 << (mixed % 64)))
    }

    /// Takes note of a word.
    pub(super) fn note(&mut self, word: &str) {
        if let Some((at, bit)) = Beginnings::place(word) {
            self.0[at] |= bit;
        }
    }

    /// Whether a word may be one of those noted. Of fewer than three letters, any may be.
    pub(super) fn may_have(&self, word: &str) -> bool {
        Beginnings::place(word).is_none_or(|(at, bit)| self.0[at] & bit != 0)
    }
}

/// The number of a word that no lexicon knows.
const UNKNOWN: u32 = u32::MAX;

impl Vocabulary {
    /// The number of a word, given to it now where it is new.
    pub(super) fn add(&mut self, word: &str) -> u32 {
        self.beginnings.note(word);
        let next = u32::try_from(self.numbers.len()).unwrap_or(UNKNOWN);
        *self.numbers.entry(word.to_owned()).or_insert(next)
    }

    /// How many words it knows.
    pub(super) fn len(&self) -> usize {
        self.numbers.len()
    }

    fn number(&self, word: &str) -> u32 {
        match self.beginnings.may_have(word) {
            true => self.numbers.get(word).copied().unwrap_or(UNKNOWN),
            false => UNKNOWN,
        }
    }
}

/// A word of a text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token {
    /// Where it begins in the text, and where it ends.
    pub(super) start: usize,
    pub(super) end: usize,
    /// Its number, and that without a final `'s`.
    word: u32,
    stem: u32,
    /// The sentence that it stands in, and the clause.
    pub(super) sentence: u32,
    pub(super) clause: u32,
}

impl Token {
    /// Whether it is this word.
    pub(super) fn is(&self, word: u32) -> bool {
        self.word == word || self.stem == word
    }

    /// The words that it is, of those that are known.
    pub(super) fn numbers(&self) -> impl Iterator<Item = usize> {
        let known = [self.word, self.stem].into_iter().filter(|number| *number != UNKNOWN);
        known.map(|number| number as usize)
    }
}

/// Whether a mark ends its sentence: one that a blank or the end follows. The point in `3.5` does not.
fn ends_sentence(mark: char, rest: &str) -> bool {
    match mark {
        '.' | ':' => rest.chars().next().is_none_or(char::is_whitespace),
        '!' | '?' | '…' | '。' => true,
        // Lines are broken anywhere, paragraphs where a thought ends.
        '\n' => rest.trim_start_matches([' ', '\t', '\r']).starts_with('\n'),
        _ => false,
    }
}

/// The words of a text in lower case. An apostrophe inside of a word is part of it: `don't`.
pub(super) fn words(text: &str, vocabulary: &Vocabulary) -> Vec<Token> {
    let mut tokens = Vec::with_capacity(text.len() / 5);
    let (mut sentence, mut clause) = (0, 0);
    let mut begun = None;
    let mut end_of_word = |begun: &mut Option<usize>, end: usize, sentence: &mut u32, clause: &mut u32| {
        let Some(start) = begun.take() else { return };
        if end - start > LONGEST_WORD {
            (*sentence, *clause) = (*sentence + 1, *clause + 1);
            return;
        }
        let text = &text[start..end];
        let stem = text.strip_suffix("'s").map_or(UNKNOWN, |stem| vocabulary.number(stem));
        let word = vocabulary.number(text);
        tokens.push(Token { start, end, word, stem, sentence: *sentence, clause: *clause });
    };
    let bytes = text.as_bytes();
    let mut next = 0;
    // Most of most texts is ASCII: there a letter is told by its byte.
    while let Some(byte) = bytes.get(next) {
        let at = next;
        let character = match byte.is_ascii() {
            true => char::from(*byte),
            // A place behind a whole character is the beginning of the next one.
            false => text[at..].chars().next().unwrap_or_default(),
        };
        next += character.len_utf8();
        let is_letter = match character.is_ascii() {
            true => character.is_ascii_alphanumeric(),
            false => character.is_alphanumeric(),
        };
        if is_letter || (character == '\'' && begun.is_some()) {
            begun.get_or_insert(at);
            continue;
        }
        end_of_word(&mut begun, at, &mut sentence, &mut clause);
        if character == ' ' {
            continue;
        }
        if ends_sentence(character, &text[at + character.len_utf8()..]) {
            (sentence, clause) = (sentence + 1, clause + 1);
        } else if matches!(character, ',' | ';' | '(') {
            clause += 1;
        }
    }
    end_of_word(&mut begun, text.len(), &mut sentence, &mut clause);
    tokens
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The words, with `|` before those that begin a clause and `/` before those that begin a sentence.
    fn split(text: &str) -> String {
        let tokens = words(text, &Vocabulary::default());
        let mut before = (0, 0);
        let shown = tokens.iter().map(|token| {
            let now = (token.sentence, token.clause);
            let mark = if now.0 != before.0 {
                "/"
            } else if now.1 != before.1 {
                "|"
            } else {
                ""
            };
            before = now;
            format!("{mark}{}", &text[token.start..token.end])
        });
        shown.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn words_stand_in_clauses_and_sentences() {
        assert_eq!(split("don't pay 3.5 (now), x/y. next"), "don't pay 3 5 |now |x y /next");
        assert_eq!(split("für\nuns\n \nund: ich"), "für uns /und /ich");
        assert_eq!(split(&format!("a {} b", "x".repeat(61))), "a /b");
    }

    #[test]
    fn a_word_is_known_with_and_without_its_s() {
        let mut vocabulary = Vocabulary::default();
        let (agent, agents) = (vocabulary.add("agent"), vocabulary.add("agent's"));
        let tokens = words("agent's agent agents", &vocabulary);
        assert!(tokens[0].is(agent) && tokens[0].is(agents) && tokens[1].is(agent) && !tokens[1].is(agents));
        assert_eq!(tokens[2].numbers().count(), 0);
    }
}
