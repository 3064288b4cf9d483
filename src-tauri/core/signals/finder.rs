//! Finding signals in texts.

use std::cmp::Reverse;
use std::hash::BuildHasher;

use foldhash::quality::FixedState;

use super::family::Family;
use super::lexicon::{Entries, Lexicon};
use super::pattern::{Pattern, Word};
use super::plain::plain;
use super::words::{Present, Token, Vocabulary, words};

/// Words between a negation and what it cancels, with the negation's own last one.
const NEGATION_REACHES: usize = 3;
/// Phrases that are told of one text.
const MOST: usize = 100;
/// Letters from which on capitals tell something, and the share of them that does.
const SHOUT: (usize, f64) = (20, 0.6);

/// Something that was found in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// What it tells.
    pub family: Family,
    /// The phrase as it stands in the text; `CAPITALS` where the whole text is written in them.
    pub phrase: String,
    /// What it counts.
    pub weight: u32,
}

/// The part of a lexicon on one signal.
#[derive(Debug)]
struct Part {
    language: String,
    family: Family,
    negations: Vec<Pattern>,
    unless: Vec<Pattern>,
}

#[derive(Debug)]
struct Phrase {
    pattern: Pattern,
    weight: u32,
    part: usize,
}

/// All lexicons, ready to search texts in one pass: each word of a text is looked up once, and the phrases are compared
/// whose rarest word it is.
#[derive(Debug, Default)]
pub struct Finder {
    vocabulary: Vocabulary,
    /// The phrases with each word of the vocabulary as their key.
    by_word: Vec<Vec<usize>>,
    /// Those whose key is the beginning of a word, with that, by the number of its first letters.
    by_beginning: Vec<Vec<(String, usize)>>,
    phrases: Vec<Phrase>,
    parts: Vec<Part>,
    seed: u64,
}

/// A text and its words.
struct Words<'t> {
    /// In lower case.
    text: &'t str,
    tokens: Vec<Token>,
    present: Present,
}

impl Finder {
    /// Searches with the lexicons that come with the program and those of the user's own.
    pub fn new(own: &[Lexicon]) -> Finder {
        let lexicons = Lexicon::effective(own);
        let seed = FixedState::default().hash_one(format!("{lexicons:?}"));
        let mut finder = Finder { seed, ..Finder::default() };
        for lexicon in &lexicons {
            for (family, entries) in &lexicon.families {
                finder.add(&lexicon.language, *family, entries);
            }
        }
        finder.by_word.resize(finder.vocabulary.len(), Vec::new());
        finder
    }

    fn add(&mut self, language: &str, family: Family, entries: &Entries) {
        let part = self.parts.len();
        let negations = self.patterns(entries.negations.as_ref());
        let unless = self.patterns(entries.unless.as_ref());
        self.parts.push(Part { language: language.to_owned(), family, negations, unless });
        for (phrase, &weight) in &entries.phrases {
            let Ok(pattern) = Pattern::parse(phrase, &mut self.vocabulary) else { continue };
            let place = self.phrases.len();
            self.by_word.resize(self.vocabulary.len(), Vec::new());
            for key in pattern.keys() {
                match key {
                    Word::Whole(word) => {
                        self.by_word.iter_mut().skip(*word as usize).take(1).for_each(|at| at.push(place))
                    }
                    Word::Begins(beginning) => {
                        let Some(letters) = beginning.as_bytes().first_chunk() else { continue };
                        let number = self.vocabulary.add_beginning(letters) as usize;
                        if self.by_beginning.len() <= number {
                            self.by_beginning.resize(number + 1, Vec::new());
                        }
                        self.by_beginning[number].push((beginning.clone(), place));
                    }
                    Word::Number => {}
                }
            }
            self.phrases.push(Phrase { pattern, weight, part });
        }
    }

    /// What cannot be read is left out; a lexicon that has been checked has none of it.
    fn patterns(&mut self, phrases: Option<&Vec<String>>) -> Vec<Pattern> {
        let read = |phrase: &String| Pattern::parse(phrase, &mut self.vocabulary).ok();
        phrases.into_iter().flatten().filter_map(read).collect()
    }

    /// A number that changes with the lexicons.
    pub fn seed(&self) -> u64 {
        self.seed
    }

    /// Finds what one message tells. A language, as a BCP 47 tag, chooses the lexicon; without one, or with what is no
    /// tag, all are tried. `None` where nothing can be told: there is no lexicon of the language, or the writer says nothing.
    pub fn search(&self, message: &str, language: Option<&str>) -> Option<Vec<Found>> {
        let language = language.and_then(primary);
        let of_language =
            |part: &Part| language.is_none_or(|language| part.language.eq_ignore_ascii_case(language));
        if !self.parts.iter().any(of_language) {
            return None;
        }
        let text = plain(message);
        if text.trim().is_empty() {
            return None;
        }
        let lower = lower(&text);
        let tokens = words(&lower, &self.vocabulary);
        let present = Present::of(&tokens, self.vocabulary.len());
        let words = Words { text: &lower, tokens, present };
        let mut spans = self.spans(&words, &of_language);
        // Of phrases of one signal that overlap, the first counts, of those that begin together the longest, and of those that
        // are as long the weightiest.
        spans.sort_unstable_by_key(|&(phrase, start, end)| {
            (self.family(phrase), start, Reverse(end), Reverse(self.phrases[phrase].weight), phrase)
        });
        let mut found: Vec<Found> = Vec::new();
        let mut last: Option<(Family, usize)> = None;
        for (phrase, start, end) in spans {
            let family = self.family(phrase);
            if last.is_some_and(|(before, until)| before == family && start < until) || found.len() >= MOST {
                continue;
            }
            last = Some((family, end));
            let own = &text[words.tokens[start].start..words.tokens[end - 1].end];
            let phrase_found = own.split_whitespace().collect::<Vec<_>>().join(" ");
            found.push(Found { family, phrase: phrase_found, weight: self.phrases[phrase].weight });
        }
        found.extend(self.shouting(&text, &words, &of_language));
        Some(found)
    }

    fn family(&self, phrase: usize) -> Family {
        self.parts[self.phrases[phrase].part].family
    }

    /// Where phrases stand that nothing cancels: each with its first word and the place behind its last one.
    fn spans(&self, words: &Words<'_>, of_language: &dyn Fn(&Part) -> bool) -> Vec<(usize, usize, usize)> {
        let mut spans = Vec::new();
        let mut excepted = vec![LastSentence::default(); self.parts.len()];
        let present = &words.present;
        let wanted: Vec<bool> = self.parts.iter().map(of_language).collect();
        let mut look = |phrase: usize, key: usize| {
            let Phrase { pattern, part: place, .. } = &self.phrases[phrase];
            if !wanted[*place] || !pattern.may_be_in(present) {
                return;
            }
            let part = &self.parts[*place];
            let sentence = words.tokens[key].sentence;
            let mut is_excepted = || excepted[*place].is(sentence, || part.is_excepted(words, sentence));
            for start in key.saturating_sub(pattern.before_key())..=key {
                // A phrase with this key stands in its sentence.
                if words.tokens[start].sentence == sentence
                    && let Some(end) = pattern.end(words.text, &words.tokens, start)
                    && !part.is_negated(words, start)
                    && !is_excepted()
                {
                    spans.push((phrase, start, end));
                }
            }
        };
        for (place, token) in words.tokens.iter().enumerate() {
            for number in token.numbers() {
                for phrase in self.by_word.get(number).map_or(&[][..], Vec::as_slice) {
                    look(*phrase, place);
                }
            }
            for (beginning, phrase) in self.by_beginning.get(token.beginning()).map_or(&[][..], Vec::as_slice)
            {
                if words.text[token.start..token.end].starts_with(beginning) {
                    look(*phrase, place);
                }
            }
        }
        spans
    }

    /// Feeling that shows in how a text is written.
    fn shouting(&self, text: &str, words: &Words<'_>, of_language: &dyn Fn(&Part) -> bool) -> Vec<Found> {
        let found = |phrase: &str| Found { family: Family::Emotional, phrase: phrase.to_owned(), weight: 1 };
        let (least, share) = SHOUT;
        let shouts = match text.is_ascii() {
            true => {
                let capitals = count(text, u8::is_ascii_uppercase);
                // Most texts have too few for their letters to matter.
                capitals as f64 > share * least as f64 && {
                    let letters = count(text, u8::is_ascii_alphabetic);
                    letters >= least && capitals as f64 > share * letters as f64
                }
            }
            false => {
                let letters = || text.chars().filter(|character| character.is_alphabetic());
                let capitals = letters().filter(|letter| letter.is_uppercase()).count();
                letters().count() >= least && capitals as f64 > share * letters().count() as f64
            }
        };
        let mut last = LastSentence::default();
        let mut excepted = |at: usize| {
            let before = words.tokens.partition_point(|token| token.end <= at).checked_sub(1);
            let mut parts =
                self.parts.iter().filter(|part| part.family == Family::Emotional && of_language(part));
            before.map(|before| words.tokens[before].sentence).is_some_and(|sentence| {
                last.is(sentence, || parts.any(|part| part.is_excepted(words, sentence)))
            })
        };
        let first = |at: usize| !text[..at].ends_with('!');
        // Few texts have a mark at all, and telling that is cheaper than looking for two.
        let exclaims = memchr::memchr(b'!', text.as_bytes()).is_some();
        let marked = exclaims && text.match_indices("!!").any(|(at, _)| first(at) && !excepted(at));
        let marks = marked.then(|| found("!!"));
        shouts.then(|| found("CAPITALS")).into_iter().chain(marks).collect()
    }
}

/// What was found of the last sentence that was asked about: one is looked through once, however much stands in it.
#[derive(Clone, Default)]
struct LastSentence(Option<(u32, bool)>);

impl LastSentence {
    fn is(&mut self, sentence: u32, look: impl FnOnce() -> bool) -> bool {
        match self.0 {
            Some((asked, is)) if asked == sentence => is,
            _ => self.0.insert((sentence, look())).1,
        }
    }
}

impl Part {
    /// Whether a negation stands before a word, in its clause.
    fn is_negated(&self, words: &Words<'_>, start: usize) -> bool {
        let Words { text, tokens, present } = words;
        let negations: Vec<&Pattern> =
            self.negations.iter().filter(|negation| negation.may_be_in(present)).collect();
        let clause = tokens[start].clause;
        // A negation may have words of its own beyond the reach.
        (start.saturating_sub(NEGATION_REACHES + 2)..start).any(|place| {
            tokens[place].clause == clause
                && negations
                    .iter()
                    .filter_map(|negation| negation.end(text, tokens, place))
                    .any(|end| end <= start && start - end < NEGATION_REACHES)
        })
    }

    /// Whether an exception stands in a sentence.
    fn is_excepted(&self, words: &Words<'_>, sentence: u32) -> bool {
        let Words { text, tokens, present } = words;
        let exceptions: Vec<&Pattern> =
            self.unless.iter().filter(|exception| exception.may_be_in(present)).collect();
        let begin = tokens.partition_point(|token| token.sentence < sentence);
        let end = tokens.partition_point(|token| token.sentence <= sentence);
        (begin..end)
            .any(|place| exceptions.iter().any(|exception| exception.end(text, tokens, place).is_some()))
    }
}

/// How many bytes of a text are such; as many at once as the machine can.
fn count(text: &str, is: impl Fn(&u8) -> bool) -> usize {
    let within = |part: &[u8]| part.iter().map(|byte| u8::from(is(byte))).sum::<u8>();
    text.as_bytes().chunks(usize::from(u8::MAX)).map(|part| usize::from(within(part))).sum()
}

/// A text in lower case, each character in its old place.
fn lower(text: &str) -> String {
    let kept = |character: char| {
        let mut lower = character.to_lowercase();
        match (lower.next(), lower.next()) {
            (Some(lower), None) if lower.len_utf8() == character.len_utf8() => lower,
            _ => character,
        }
    };
    if text.is_ascii() { text.to_ascii_lowercase() } else { text.chars().map(kept).collect() }
}

/// The language of a tag: `de` of `de-AT`. None where it is no tag.
fn primary(tag: &str) -> Option<&str> {
    let first = tag.split(['-', '_']).next().unwrap_or_default();
    let is_code = (2..=3).contains(&first.len()) && first.bytes().all(|byte| byte.is_ascii_alphabetic());
    is_code.then_some(first)
}

#[cfg(test)]
mod tests {
    use std::sync::LazyLock;

    use proptest::prelude::*;

    use super::*;

    fn phrases(text: &str, language: Option<&str>) -> Vec<String> {
        let found = Finder::new(&[]).search(text, language).unwrap();
        found.iter().map(|found| format!("{}: {}", found.family.name(), found.phrase)).collect()
    }

    fn emotional(text: &str) -> u32 {
        let found = Finder::new(&[]).search(text, Some("en")).unwrap();
        found.iter().filter(|found| found.family == Family::Emotional).map(|found| found.weight).sum()
    }

    #[test]
    fn a_phrase_is_told_as_it_stands_in_the_text() {
        assert_eq!(phrases("This is URGENT.", Some("en")), ["urgent: URGENT"]);
        assert_eq!(
            phrases("I already  told\nthe bot", Some("en")),
            ["context_loss: already told",],
            "of two that overlap, the first"
        );
        assert_eq!(phrases("Bitte, es eilt!", Some("de-AT")), ["urgent: eilt"]);
        assert_eq!(phrases("Es ist DRINGENDST", None), ["urgent: DRINGENDST"]);
    }

    #[test]
    fn weights_capitals_and_marks_add_up() {
        assert_eq!(emotional("This is unacceptable."), 2);
        assert_eq!(emotional("I am frustrated and upset."), 2);
        assert_eq!(emotional("THIS IS UNACCEPTABLE, ALL OF IT!!"), 4);
        assert_eq!(emotional("NO CAPITALS YET"), 0, "too few letters");
        assert_eq!(emotional("Thank you so much!!!!"), 0);
    }

    #[test]
    fn a_negation_cancels_within_three_words_of_its_clause() {
        assert_eq!(emotional("I am not upset."), 0);
        assert_eq!(emotional("I am not at all upset."), 0);
        assert_eq!(emotional("I do not know why I am so upset."), 1);
        assert_eq!(emotional("No, I am upset."), 1);
        assert_eq!(emotional("It is not. I am upset."), 1);
    }

    #[test]
    fn an_exception_cancels_in_its_sentence() {
        assert_eq!(phrases("We want to upgrade.", Some("en")), ["opportunity: upgrade"]);
        assert_eq!(
            phrases("We want to upgrade. Then refund the rest.", Some("en")),
            ["opportunity: upgrade"]
        );
        assert_eq!(phrases("Refund the upgrade.", Some("en")), Vec::<String>::new());
    }

    #[test]
    fn a_text_without_sentences_takes_no_time() {
        let text = "urgent please call me back now ".repeat(2_000);
        assert!(Finder::new(&[]).search(&text, None).unwrap().len() <= MOST);
    }

    #[test]
    fn a_text_of_many_sentences_takes_no_time() {
        assert_eq!(Finder::new(&[]).search(&"asap! ".repeat(10_000), None).unwrap().len(), MOST);
        let marks = format!("{}many thanks{}", "word ".repeat(6_000), " !!".repeat(10_000));
        assert_eq!(emotional(&marks), 0);
    }

    #[test]
    fn of_two_phrases_on_the_same_words_the_weightier_counts() {
        let own = |phrases: &str| {
            let json = format!(
                r#"{{"version": 1, "language": "fr", "families": {{"churn": {{"phrases": {phrases}}}}}}}"#
            );
            Finder::new(&[Lexicon::from_json(&json).unwrap()])
        };
        let finder = own(r#"{"by (the|) autumn": 1, "by (winter|the autumn)": 2}"#);
        assert_eq!(finder.search("by the autumn", Some("fr")).unwrap()[0].weight, 2);
    }

    #[test]
    fn words_are_whole() {
        assert_eq!(phrases("The urgentcare page and the deadlines.", Some("en")), Vec::<String>::new());
    }

    #[test]
    fn a_language_without_a_lexicon_tells_nothing() {
        let finder = Finder::new(&[]);
        assert_eq!(finder.search("urgent", Some("fr-CA")), None);
        assert_eq!(finder.search("urgent", Some("English")).map(|found| found.len()), Some(1));
    }

    #[test]
    fn the_seed_is_that_of_the_lexicons() {
        let json = r#"{"version": 1, "language": "fr", "families": {"urgent": {"phrases": {"pressé": 1}}}}"#;
        let own = [Lexicon::from_json(json).unwrap()];
        let finder = Finder::new(&own);
        assert_eq!(finder.search("Je suis PRESSÉ", Some("fr")).unwrap()[0].phrase, "PRESSÉ");
        assert_ne!(finder.seed(), Finder::new(&[]).seed());
        assert_eq!(Finder::new(&[]).seed(), Finder::new(&[]).seed());
    }

    static FINDER: LazyLock<Finder> = LazyLock::new(|| Finder::new(&[]));

    proptest! {
        #[test]
        fn any_text_is_searched(text in "\\PC{0,200}", between in "[a-zßÄİ'’<>&;!\\n ]{0,60}") {
            for language in [None, Some("en"), Some("de")] {
                FINDER.search(&format!("already told {between}{text}{between} not urgent!!"), language);
            }
        }
    }
}
