//! Phrases of a lexicon: words, with alternatives, gaps and open endings.
//!
//! `(told|explained) … bot*` is `told` or `explained`, up to six words of the same sentence, and a word that begins with
//! `bot`. An empty alternative may be left out: `(a|) person`. `#` is a whole number. What stands between words is not
//! compared, so that `add-on` is `add on` too.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::words::{BEGINNING, Present, Token, Vocabulary};

/// Words that a gap goes across at most.
const GAP: usize = 6;
/// Characters of the longest phrase, and words that it can go across.
const LONGEST: (usize, usize) = (500, 60);

/// Words that stand in most texts, beside those of one or two letters: where a phrase has another one, it is looked for by that.
static COMMON: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    "about account after all and any are been before can can't cannot could did didn't does doesn't don't first for \
    from get good got had has have help how i'd i'm i've just know last let like more much must need needs not now \
    off one order other our out over please possible put question questions same still support system than that \
    the them then there they this through ticket time today try use user users using want was we'll we're went \
    were what when which who why will with without would you your allen alles aus bin bitte dass dem den denn \
    der die durch ein eine einem einen einer geht habe haben heute ich ihnen immer ist jetzt kann kein keine \
    keinen mehr meine meiner mich mir mit muss nach nicht noch nur schon sehr sich sie sind soll und uns unter \
    von war warum welcher weiter wie wieder wir wird"
        .split(' ')
        .collect()
});

/// What is wrong with a phrase.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadPhrase {
    /// It has no word to begin with.
    #[error("begins with no word: a gap, # or something that may be left out needs a word before it")]
    Beginning,
    /// It does not end with a word.
    #[error("ends with a gap or with something that may be left out")]
    End,
    /// Parentheses that are not closed, or stand inside of others or of a word.
    #[error("has parentheses that are not closed, stand inside of others or touch a word")]
    Parentheses,
    /// An open ending behind too little.
    #[error("has a * behind fewer than {BEGINNING} letters")]
    Open,
    /// It is longer than phrases may be.
    #[error("is longer than {} characters or {} words", LONGEST.0, LONGEST.1)]
    Long,
}

/// A word of a phrase.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Word {
    /// A whole word, by its number.
    Whole(u32),
    /// The beginning of a word.
    Begins(String),
    /// Any whole number.
    Number,
}

impl Word {
    fn is(&self, token: &Token, text: &str) -> bool {
        match self {
            Word::Whole(number) => token.is(*number),
            Word::Begins(beginning) => text[token.start..token.end].starts_with(beginning.as_str()),
            Word::Number => text[token.start..token.end].bytes().all(|byte| byte.is_ascii_digit()),
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Element {
    /// One of these rows of words.
    Any(Vec<Vec<Word>>),
    Gap,
}

impl Element {
    /// The words that it can begin with; `None` where it can begin with others too, or be left out.
    fn begins(&self) -> Option<Vec<u32>> {
        let Element::Any(choices) = self else { return None };
        let first = |words: &Vec<Word>| match words.first() {
            Some(Word::Whole(number)) => Some(*number),
            _ => None,
        };
        choices.iter().map(first).collect()
    }

    /// Words that it goes across at most.
    fn longest(&self) -> usize {
        match self {
            Element::Any(choices) => choices.iter().map(Vec::len).max().unwrap_or(0),
            Element::Gap => GAP,
        }
    }
}

/// A phrase, ready to be compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Pattern {
    elements: Vec<Element>,
    /// The element that a text is searched for, as its words are the longest and so the rarest.
    key: usize,
    /// For each element that may not be left out, the words that it can begin with: one of them has to be there. None of an
    /// element that can begin with more than whole words.
    needs: Vec<Vec<u32>>,
}

/// The words of a part of a phrase without parentheses.
fn words_of(text: &str, vocabulary: &mut Vocabulary) -> Result<Vec<Word>, BadPhrase> {
    let read = |word: &str| match word.strip_suffix('*') {
        Some(beginning) if beginning.len() < BEGINNING => Err(BadPhrase::Open),
        Some(beginning) => Ok(Word::Begins(beginning.to_owned())),
        None if word == "#" => Ok(Word::Number),
        None => Ok(Word::Whole(vocabulary.add(word))),
    };
    pieces(text).map(read).collect()
}

impl Pattern {
    /// Reads a phrase. Its words are added to the vocabulary.
    pub(super) fn parse(phrase: &str, vocabulary: &mut Vocabulary) -> Result<Pattern, BadPhrase> {
        if phrase.chars().count() > LONGEST.0 {
            return Err(BadPhrase::Long);
        }
        let phrase = phrase.to_lowercase().replace("...", "…").replace('’', "'");
        let mut elements = Vec::new();
        // For each element, the letters of the shortest word that one of its choices begins with; 0 for what is no key, and
        // 1 for what stands in most texts.
        let mut lengths: Vec<usize> = Vec::new();
        let mut add = |choices: &[&str]| -> Result<(), BadPhrase> {
            let shortest = choices.iter().map(|choice| {
                let mut words =
                    choice.split(|character: char| !character.is_alphanumeric() && character != '\'');
                match words.find(|word| !word.is_empty()).filter(|_| !choice.starts_with('#')) {
                    None => 0,
                    Some(word) if word.len() < 3 || COMMON.contains(word) => 1,
                    Some(word) => word.len(),
                }
            });
            lengths.push(shortest.min().unwrap_or(0));
            let choices = choices.iter().map(|choice| words_of(choice, vocabulary));
            elements.push(Element::Any(choices.collect::<Result<_, _>>()?));
            Ok(())
        };
        let mut rest = phrase.as_str();
        let mut gaps = Vec::new();
        let mut count = 0;
        while let Some(at) = rest.find(['(', ')', '…']) {
            let (before, mark) = (&rest[..at], rest[at..].chars().next().unwrap_or_default());
            for word in pieces(before) {
                add(&[word])?;
                count += 1;
            }
            rest = &rest[at + mark.len_utf8()..];
            match mark {
                '…' => gaps.push(count),
                '(' if !before.ends_with(char::is_alphanumeric) => {
                    let (inside, after) = rest.split_once(')').ok_or(BadPhrase::Parentheses)?;
                    if inside.contains('(') || after.starts_with(char::is_alphanumeric) {
                        return Err(BadPhrase::Parentheses);
                    }
                    add(&inside.split('|').map(str::trim).collect::<Vec<_>>())?;
                    count += 1;
                    rest = after;
                }
                _ => return Err(BadPhrase::Parentheses),
            }
        }
        for word in pieces(rest) {
            add(&[word])?;
            count += 1;
        }
        if gaps.first() == Some(&0) || lengths.first().copied().unwrap_or(0) == 0 {
            return Err(BadPhrase::Beginning);
        }
        let is_optional =
            |element: &Element| matches!(element, Element::Any(choices) if choices.iter().any(Vec::is_empty));
        if gaps.last() == Some(&count) || elements.last().is_some_and(is_optional) {
            return Err(BadPhrase::End);
        }
        for place in gaps.into_iter().rev() {
            elements.insert(place, Element::Gap);
            lengths.insert(place, 0);
        }
        if elements.iter().map(Element::longest).sum::<usize>() > LONGEST.1 {
            return Err(BadPhrase::Long);
        }
        let rarest = lengths.iter().enumerate().rev().max_by_key(|(_, length)| **length);
        let key = rarest.map_or(0, |(place, _)| place);
        let mut needs: Vec<Vec<u32>> = elements.iter().filter_map(Element::begins).collect();
        // What is told soonest first.
        needs.sort_by_key(Vec::len);
        Ok(Pattern { key, needs, elements })
    }

    /// Whether a text can have it by the words that are in it.
    pub(super) fn may_be_in(&self, present: &Present) -> bool {
        self.needs.iter().all(|words| words.iter().any(|word| present.has(*word)))
    }

    /// The words that a text has one of, where it has the phrase.
    pub(super) fn keys(&self) -> impl Iterator<Item = &Word> {
        let choices = match self.elements.get(self.key) {
            Some(Element::Any(choices)) => choices.as_slice(),
            _ => &[],
        };
        choices.iter().filter_map(|words| words.first())
    }

    /// Words that may stand before one of the keys, within the phrase.
    pub(super) fn before_key(&self) -> usize {
        self.elements.iter().take(self.key).map(Element::longest).sum()
    }

    /// Where the phrase ends that begins at a word: the place behind the last word of the longest reading.
    pub(super) fn end(&self, text: &str, tokens: &[Token], start: usize) -> Option<usize> {
        let sentence = tokens.get(start)?.sentence;
        let token = |place: usize| tokens.get(place).filter(|token| token.sentence == sentence);
        // All readings at once: a bit for each place, counted from the start, where the elements so far may have ended.
        let mut places = 1u64;
        for element in &self.elements {
            let mut next = 0u64;
            match element {
                Element::Any(choices) => {
                    let mut left = places;
                    while left != 0 {
                        let place = left.trailing_zeros() as usize;
                        left &= left - 1;
                        for words in choices {
                            let is = |(offset, word): (usize, &Word)| {
                                token(start + place + offset).is_some_and(|token| word.is(token, text))
                            };
                            if words.iter().enumerate().all(is) {
                                next |= 1 << (place + words.len());
                            }
                        }
                    }
                }
                Element::Gap => {
                    next = places;
                    for _ in 0..GAP {
                        next |= next << 1;
                    }
                }
            }
            if next == 0 {
                return None;
            }
            places = next;
        }
        Some(start + 63 - places.leading_zeros() as usize)
    }
}

/// A part of a phrase split as texts are, each word with its mark.
fn pieces(text: &str) -> impl Iterator<Item = &str> {
    let kept = |character: char| character.is_alphanumeric() || matches!(character, '\'' | '*' | '#');
    text.split(move |character: char| !kept(character)).filter(|word| !word.is_empty())
}

#[cfg(test)]
mod tests {
    use super::super::words::words;
    use super::*;

    fn found(phrase: &str, text: &str) -> Option<String> {
        let mut vocabulary = Vocabulary::default();
        let pattern = Pattern::parse(phrase, &mut vocabulary).unwrap();
        let tokens = words(text, &vocabulary);
        let end = pattern.end(text, &tokens, 0)?;
        Some(text[..tokens[end - 1].end].to_owned())
    }

    #[test]
    fn alternatives_gaps_and_open_endings_are_read() {
        let phrase = "(told|have explained) … (bot|assistant*)";
        assert_eq!(
            found(phrase, "told all of it to your bot already").as_deref(),
            Some("told all of it to your bot")
        );
        assert_eq!(found(phrase, "have explained it. the bot"), None, "a gap ends with its sentence");
        assert_eq!(found(phrase, "told one two three four five six seven bot"), None);
        assert_eq!(found("a (real|) person", "a person").as_deref(), Some("a person"));
        assert_eq!(found("add-on", "add on").as_deref(), Some("add on"));
        assert_eq!(found("frustrat*", "frustrating!").as_deref(), Some("frustrating"));
        assert_eq!(found("agent", "agent's fault").as_deref(), Some("agent's"));
        assert_eq!(found("agent", "agents"), None);
        assert_eq!(found("add # seats", "add 25 seats").as_deref(), Some("add 25 seats"));
    }

    #[test]
    fn the_key_is_the_rarest_that_must_be_there() {
        let mut vocabulary = Vocabulary::default();
        let pattern = Pattern::parse("is (completely|) … (down|offline)", &mut vocabulary).unwrap();
        assert_eq!(pattern.keys().count(), 2);
        assert_eq!(pattern.before_key(), 1 + 1 + GAP);
    }

    #[test]
    fn phrases_that_cannot_be_read_say_why() {
        let parsed = |phrase: &str| Pattern::parse(phrase, &mut Vocabulary::default()).map(|_| ());
        for (phrase, why) in [
            ("", BadPhrase::Beginning),
            ("… bot", BadPhrase::Beginning),
            ("# bots", BadPhrase::Beginning),
            ("(a|) bot", BadPhrase::Beginning),
            ("told …", BadPhrase::End),
            ("told … (bot|)", BadPhrase::End),
            ("told (a|b", BadPhrase::Parentheses),
            ("told (a|(b))", BadPhrase::Parentheses),
            ("appall(ed|ing)", BadPhrase::Parentheses),
            ("told ab*", BadPhrase::Open),
            ("a … b … c … d … e … f … g … h … i … j … k", BadPhrase::Long),
        ] {
            assert_eq!(parsed(phrase), Err(why), "{phrase}");
        }
        assert_eq!(parsed(&"a".repeat(501)), Err(BadPhrase::Long));
    }
}
