//! The words of a text, with the sentence and the clause that each stands in.

/// Letters of the beginning of a word at least, in bytes: by so many it is looked for.
pub(super) const BEGINNING: usize = 3;
/// Bytes of the longest word that a phrase can go across. What is longer is a key or a picture, and no word.
const LONGEST_WORD: usize = 60;

/// The number of every word that no lexicon knows. It is a number like others, so that texts are searched with fewer
/// questions: no phrase has it.
const UNKNOWN: u32 = 0;

/// Bytes of a word that are compared at once, as one number; behind a shorter word they are 0.
const HEAD: usize = 8;

/// Places for the heads of known words: some times as many as the built-in lexicons have words.
const PLACES: usize = 1 << 13;

/// The words that lexicons know, and how other words begin that they look for, by number.
#[derive(Clone, Debug, Default)]
pub(super) struct Vocabulary {
    words: Numbers,
    beginnings: Numbers,
}

/// Words by number.
#[derive(Clone, Debug)]
struct Numbers {
    words: Vec<Known>,
    /// For each place the word with such a head that was added last.
    places: Box<[u32]>,
}

/// A word, and the one at the same place that was added before it.
#[derive(Clone, Debug)]
struct Known {
    head: u64,
    word: Box<[u8]>,
    before: u32,
}

impl Default for Numbers {
    fn default() -> Numbers {
        // At the number of the unknown stands what no word is.
        let unknown = Known { head: 0, word: Box::default(), before: UNKNOWN };
        Numbers { words: vec![unknown], places: vec![UNKNOWN; PLACES].into() }
    }
}

/// The first bytes of a word.
fn head(word: &[u8]) -> u64 {
    let mut bytes = [0; HEAD];
    bytes.iter_mut().zip(word).for_each(|(to, byte)| *to = *byte);
    u64::from_le_bytes(bytes)
}

/// The place of words with this head and so many bytes, so that like ones lie apart.
fn place(head: u64, bytes: usize) -> usize {
    ((head ^ bytes as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15) >> (u64::BITS - PLACES.ilog2())) as usize
}

impl Numbers {
    /// The number of a word, given to it now where it is new.
    fn add(&mut self, word: &[u8]) -> u32 {
        let head = head(word);
        let known = self.of(head, word);
        if known != UNKNOWN {
            return known;
        }
        let number = u32::try_from(self.words.len()).unwrap_or(UNKNOWN);
        let newest = &mut self.places[place(head, word.len())];
        self.words.push(Known { head, word: word.into(), before: *newest });
        *newest = number;
        number
    }

    /// The number of a word, given its head too. In no word is a 0 byte, so that a short one is its head.
    fn of(&self, head: u64, word: &[u8]) -> u32 {
        let mut number = self.places[place(head, word.len())];
        while number != UNKNOWN {
            let known = &self.words[number as usize];
            if known.head == head && (word.len() < HEAD || *known.word == *word) {
                break;
            }
            number = known.before;
        }
        number
    }
}

impl Vocabulary {
    /// The number of a word, given to it now where it is new.
    pub(super) fn add(&mut self, word: &str) -> u32 {
        self.words.add(word.as_bytes())
    }

    /// The number of all words with these first letters, given to them now where they are new.
    pub(super) fn add_beginning(&mut self, letters: &[u8; BEGINNING]) -> u32 {
        self.beginnings.add(letters)
    }

    /// The word of a number.
    pub(super) fn word(&self, number: u32) -> &[u8] {
        self.words.words.get(number as usize).map_or(&[], |known| &known.word)
    }

    /// How many numbers of words are given.
    pub(super) fn len(&self) -> usize {
        self.words.words.len()
    }

    /// The word with this head that begins at a place of a text, in its first sentence.
    fn token(&self, first: u64, word: &[u8], start: usize) -> Token {
        let stem = match word {
            [stem @ .., b'\'', b's'] => self.words.of(head(stem), stem),
            _ => UNKNOWN,
        };
        let beginning = match word.first_chunk::<BEGINNING>() {
            Some(letters) => self.beginnings.of(head(letters), letters),
            None => UNKNOWN,
        };
        let (word, end) = (self.words.of(first, word), start + word.len());
        Token { start, end, word, stem, beginning, sentence: 0, clause: 0 }
    }
}

/// Which known words are in a text.
pub(super) struct Present(Vec<u64>);

impl Present {
    /// Those of these words, of so many numbers.
    pub(super) fn of(tokens: &[Token], numbers: usize) -> Present {
        let mut present = Present(vec![0; numbers / 64 + 1]);
        for token in tokens {
            for number in token.numbers() {
                if let Some(bits) = present.0.get_mut(number / 64) {
                    *bits |= 1 << (number % 64);
                }
            }
        }
        present
    }

    /// Whether a word is among them.
    pub(super) fn has(&self, word: u32) -> bool {
        self.0.get(word as usize / 64).is_some_and(|bits| bits & (1 << (word % 64)) != 0)
    }
}

/// A word of a text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token {
    /// Where it begins in the text, and where it ends.
    pub(super) start: usize,
    pub(super) end: usize,
    /// Its number, that without a final `'s`, and that of its first letters.
    word: u32,
    stem: u32,
    beginning: u32,
    /// The sentence that it stands in, and the clause.
    pub(super) sentence: u32,
    pub(super) clause: u32,
}

impl Token {
    /// Whether it is this word.
    pub(super) fn is(&self, word: u32) -> bool {
        self.word == word || self.stem == word
    }

    /// The numbers of the words that it is.
    pub(super) fn numbers(&self) -> [usize; 2] {
        [self.word as usize, self.stem as usize]
    }

    /// The number of the letters that it begins with.
    pub(super) fn beginning(&self) -> usize {
        self.beginning as usize
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

/// The words of a text, which has to be in lower case. An apostrophe inside of a word is part of it: `don't`.
pub(super) fn words(text: &str, vocabulary: &Vocabulary) -> Vec<Token> {
    let mut tokens = Vec::with_capacity(text.len() / 4 + 1);
    let (mut sentence, mut clause) = (0, 0);
    let bytes = text.as_bytes();
    let mut next = 0;
    while let Some(byte) = bytes.get(next) {
        if *byte == b' ' {
            next += 1;
            continue;
        }
        let start = next;
        let (first, length) = short_word(&bytes[start..]).unwrap_or_else(|| {
            let end = end_of_word(text, start);
            (head(&bytes[start..end]), end - start)
        });
        next += length;
        if length > LONGEST_WORD {
            (sentence, clause) = (sentence + 1, clause + 1);
            continue;
        }
        if length > 0 {
            let token = vocabulary.token(first, &bytes[start..next], start);
            tokens.push(Token { sentence, clause, ..token });
            continue;
        }
        // A place behind a whole character is the beginning of the next one.
        let mark = text[start..].chars().next().unwrap_or_default();
        next += mark.len_utf8();
        if ends_sentence(mark, &text[next..]) {
            (sentence, clause) = (sentence + 1, clause + 1);
        } else if matches!(mark, ',' | ';' | '(') {
            clause += 1;
        }
    }
    tokens
}

/// The head and the length of the word that a text, in lower case, begins with, where it is of ASCII and shorter than a
/// head: most words are, and are found so without a look at each letter. `None` of others, and of no word.
fn short_word(text: &[u8]) -> Option<(u64, usize)> {
    const HIGH: u64 = u64::from_le_bytes([0x80; HEAD]);
    let all = |byte: u8| u64::from_le_bytes([byte; HEAD]);
    let bytes = u64::from_le_bytes(*text.first_chunk()?);
    // Without its high bit, no byte's sum runs over into the next one. The high bit says whether it is that or more.
    let low = bytes & !HIGH;
    let at_least = |least: u8| low + all(0x80 - least);
    let letters = at_least(b'a') & !at_least(b'z' + 1) | at_least(b'0') & !at_least(b'9' + 1);
    let others = !(letters & !bytes) & HIGH;
    let length = others.trailing_zeros() as usize / 8;
    // Behind an apostrophe or a letter that is not of ASCII it may go on.
    let ends = text.get(length).is_some_and(|behind| *behind != b'\'' && behind.is_ascii());
    ((1..HEAD).contains(&length) && ends).then(|| (bytes & !(u64::MAX << (length * 8)), length))
}

/// The place behind the word that begins at another one; that one where none does.
fn end_of_word(text: &str, start: usize) -> usize {
    let bytes = text.as_bytes();
    let mut next = start;
    loop {
        while bytes.get(next).is_some_and(u8::is_ascii_alphanumeric) {
            next += 1;
        }
        match bytes.get(next) {
            Some(b'\'') if next > start => next += 1,
            Some(byte) if !byte.is_ascii() => {
                let character = text[next..].chars().next().unwrap_or_default();
                if !character.is_alphanumeric() {
                    return next;
                }
                next += character.len_utf8();
            }
            _ => return next,
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

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
        assert_eq!(
            split("a1234567 bcdefgh, i'd zürich's 12345678901"),
            "a1234567 bcdefgh |i'd zürich's 12345678901"
        );
    }

    proptest! {
        #[test]
        fn short_words_end_where_all_do(text in "[a-z0-9 '’üß.,@\\[`{/:é\\n]{0,40}") {
            let mut ends = Vec::new();
            let mut start = 0;
            while let Some(character) = text[start..].chars().next() {
                let end = end_of_word(&text, start);
                ends.extend((end > start).then_some((start, end)));
                start = end.max(start + if end > start { 0 } else { character.len_utf8() });
            }
            let tokens = words(&text, &Vocabulary::default());
            prop_assert_eq!(tokens.iter().map(|token| (token.start, token.end)).collect::<Vec<_>>(), ends);
        }
    }

    #[test]
    fn a_word_is_known_with_and_without_its_s() {
        let mut vocabulary = Vocabulary::default();
        let (agent, agents) = (vocabulary.add("agent"), vocabulary.add("agent's"));
        let tokens = words("agent's agent agents", &vocabulary);
        assert!(tokens[0].is(agent) && tokens[0].is(agents) && tokens[1].is(agent) && !tokens[1].is(agents));
        assert_eq!(tokens[2].numbers(), [UNKNOWN as usize; 2]);
    }
}
