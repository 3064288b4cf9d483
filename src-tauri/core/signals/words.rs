//! The words of a text, with the sentence and the clause that each stands in.

/// Letters of the beginning of a word at least.
pub(super) const BEGINNING: usize = 3;
/// Bytes of the longest word that a phrase can go across. What is longer is a key or a picture, and no word.
const LONGEST_WORD: usize = 60;

/// The words that lexicons know, by number.
#[derive(Clone, Debug)]
pub(super) struct Vocabulary {
    words: Vec<Known>,
    /// For each shape the word of it that was added last.
    by_shape: Box<[u32]>,
}

/// A word, and the one of the same shape that was added before it.
#[derive(Clone, Debug)]
struct Known {
    word: String,
    before: u32,
}

/// How many shapes are told apart.
const SHAPES: usize = 1 << 16;

impl Default for Vocabulary {
    fn default() -> Vocabulary {
        Vocabulary { words: Vec::new(), by_shape: vec![UNKNOWN; SHAPES].into() }
    }
}

/// What is seen of a word at once: how it begins, how it ends, and how long it is.
fn shape(word: &str) -> usize {
    let seen = match word.as_bytes() {
        [] => 0,
        [one] => u32::from(*one),
        [one, .., last] => {
            let bytes = word.as_bytes();
            u32::from_le_bytes([*one, bytes[bytes.len() / 2], *last, bytes.len() as u8])
        }
    };
    mixed(seen)
}

/// A number as one of [`SHAPES`], so that like ones lie apart.
fn mixed(number: u32) -> usize {
    (number.wrapping_mul(0x9E37_79B1) >> 16) as usize
}

/// How words begin, so that most others are told apart without being looked up.
#[derive(Clone, Debug)]
pub(super) struct Beginnings(Box<[u64; SHAPES / 64]>);

impl Default for Beginnings {
    fn default() -> Beginnings {
        Beginnings(Box::new([0; SHAPES / 64]))
    }
}

impl Beginnings {
    /// Where the first letters of a word are noted; several may share a place.
    fn place(letters: &[u8; BEGINNING]) -> (usize, u64) {
        let [a, b, c] = letters.map(u32::from);
        let mixed = mixed(a << 16 | b << 8 | c);
        (mixed / 64, 1 << (mixed % 64))
    }

    /// Takes note of how a word begins.
    pub(super) fn note(&mut self, letters: &[u8; BEGINNING]) {
        let (at, bit) = Beginnings::place(letters);
        self.0[at] |= bit;
    }

    /// Whether a word may be one of those noted.
    pub(super) fn may_have(&self, letters: &[u8; BEGINNING]) -> bool {
        let (at, bit) = Beginnings::place(letters);
        self.0[at] & bit != 0
    }
}

/// The number of a word that no lexicon knows.
const UNKNOWN: u32 = u32::MAX;

/// Which known words are in a text.
pub(super) struct Present(Vec<u64>);

impl Present {
    /// Those of these words, of so many that are known.
    pub(super) fn of(tokens: &[Token], known: usize) -> Present {
        let mut present = Present(vec![0; known / 64 + 1]);
        for number in tokens.iter().flat_map(Token::numbers) {
            if let Some(bits) = present.0.get_mut(number / 64) {
                *bits |= 1 << (number % 64);
            }
        }
        present
    }

    /// Whether a word is among them.
    pub(super) fn has(&self, word: u32) -> bool {
        self.0.get(word as usize / 64).is_some_and(|bits| bits & (1 << (word % 64)) != 0)
    }
}

impl Vocabulary {
    /// The number of a word, given to it now where it is new.
    pub(super) fn add(&mut self, word: &str) -> u32 {
        let known = self.number(word);
        if known != UNKNOWN {
            return known;
        }
        let number = u32::try_from(self.words.len()).unwrap_or(UNKNOWN);
        let newest = &mut self.by_shape[shape(word)];
        self.words.push(Known { word: word.to_owned(), before: *newest });
        *newest = number;
        number
    }

    /// How many words it knows.
    pub(super) fn len(&self) -> usize {
        self.words.len()
    }

    fn number(&self, word: &str) -> u32 {
        let mut number = self.by_shape[shape(word)];
        // Unknown is no place.
        while let Some(known) = self.words.get(number as usize) {
            if known.word == word {
                return number;
            }
            number = known.before;
        }
        UNKNOWN
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
        let known = |number: u32| (number != UNKNOWN).then_some(number as usize);
        known(self.word).into_iter().chain(known(self.stem))
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
    let mut tokens = Vec::with_capacity(text.len() / 5 + 1);
    let (mut sentence, mut clause) = (0, 0);
    let bytes = text.as_bytes();
    let mut next = 0;
    while let Some(byte) = bytes.get(next) {
        if *byte == b' ' {
            next += 1;
            continue;
        }
        let start = next;
        next = end_of_word(text, start);
        if next > start {
            if next - start > LONGEST_WORD {
                (sentence, clause) = (sentence + 1, clause + 1);
                continue;
            }
            let own = &text[start..next];
            let stem = own.strip_suffix("'s").map_or(UNKNOWN, |stem| vocabulary.number(stem));
            let word = vocabulary.number(own);
            tokens.push(Token { start, end: next, word, stem, sentence, clause });
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

/// The place behind the word that begins at another one; that one where none does.
fn end_of_word(text: &str, start: usize) -> usize {
    let bytes = text.as_bytes();
    let mut next = start;
    loop {
        // Most of most texts is ASCII: there a letter is told by its byte.
        while bytes.get(next).is_some_and(|byte| LETTERS[usize::from(*byte)]) {
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

/// Which bytes are letters or digits of ASCII.
static LETTERS: [bool; 256] = {
    let mut letters = [false; 256];
    let mut byte = 0u8;
    while byte < 128 {
        letters[byte as usize] = byte.is_ascii_alphanumeric();
        byte += 1;
    }
    letters
};

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
