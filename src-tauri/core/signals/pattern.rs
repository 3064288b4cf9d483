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
static COMMON: LazyLock<HashSet<&[u8]>> = LazyLock::new(|| {
    "about account after all and any are been before can can't cannot could did didn't does doesn't don't first for \
    from get good got had has have help how i'd i'm i've just know last let like more much must need needs not now \
    off one order other our out over please possible put question questions same still support system than that \
    the them then there they this through ticket time today try use user users using want was we'll we're went \
    were what when which who why will with without would you your allen alles aus bin bitte dass dem den denn \
    der die durch ein eine einem einen einer geht habe haben heute ich ihnen immer ist jetzt kann kein keine \
    keinen mehr meine meiner mich mir mit muss nach nicht noch nur schon sehr sich sie sind soll und uns unter \
    von war warum welcher weiter wie wieder wir wird"
        .split(' ')
        .map(str::as_bytes)
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
    /// A mark that is a word's, and not read there.
    #[error("has a # beside other letters, or a * that does not end its word")]
    Mark,
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

    /// How seldom texts have it, as far as its letters tell; 0 for what cannot be looked for.
    fn rarity(&self, vocabulary: &Vocabulary) -> usize {
        const COMMONEST: usize = 4;
        match self {
            Word::Whole(number) => match vocabulary.word(*number) {
                common if common.len() < 3 || COMMON.contains(common) => common.len().min(COMMONEST),
                other => COMMONEST + other.len(),
            },
            Word::Begins(beginning) => COMMONEST + beginning.len(),
            Word::Number => 0,
        }
    }
}

/// A word of a row, with the words before it there.
struct Rarest<'w> {
    rarity: usize,
    place: usize,
    word: &'w Word,
}

impl<'w> Rarest<'w> {
    /// The rarest of these, and of several the first.
    fn of(words: &'w [Word], vocabulary: &Vocabulary) -> Option<Rarest<'w>> {
        let all = words.iter().enumerate().rev();
        let all = all.map(|(place, word)| Rarest { rarity: word.rarity(vocabulary), place, word });
        all.max_by_key(|word| word.rarity)
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Element {
    /// One of these rows of words.
    Any(Choices),
    Gap,
}

/// Rows of words of which one is to stand there.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Choices {
    rows: Vec<Vec<Word>>,
    /// The words that they begin with; `None` where one begins with another kind of word, or is empty.
    begins: Option<Vec<u32>>,
}

impl Choices {
    fn new(rows: Vec<Vec<Word>>) -> Choices {
        let first = |words: &Vec<Word>| match words.first() {
            Some(Word::Whole(number)) => Some(*number),
            _ => None,
        };
        Choices { begins: rows.iter().map(first).collect(), rows }
    }

    /// Whether each begins with a word that can be looked for.
    fn begin_with_words(&self) -> bool {
        self.rows.iter().all(|words| !matches!(words.first(), None | Some(Word::Number)))
    }

    /// The rarest word of each row. `None` where one has no words.
    fn rarest(&self, vocabulary: &Vocabulary) -> Option<Vec<Rarest<'_>>> {
        self.rows.iter().map(|words| Rarest::of(words, vocabulary)).collect()
    }

    /// Whether one of them may stand where this word does.
    fn may_begin(&self, token: &Token) -> bool {
        self.begins.as_ref().is_none_or(|words| words.iter().any(|word| token.is(*word)))
    }
}

impl Element {
    /// Words that it goes across at most.
    fn longest(&self) -> usize {
        match self {
            Element::Any(choices) => choices.rows.iter().map(Vec::len).max().unwrap_or(0),
            Element::Gap => GAP,
        }
    }
}

/// A phrase, ready to be compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Pattern {
    elements: Vec<Element>,
    /// The words that texts are searched for, one of which the phrase has: those of one element, which are the rarest.
    keys: Vec<Word>,
    /// Words that may stand before one of the keys, within the phrase.
    before_key: usize,
    /// Of each element that may not be left out, the rarest word of each row, where all of those are whole words: one of them
    /// has to be there.
    needs: Vec<Vec<u32>>,
}

/// The words of a part of a phrase without parentheses.
fn words_of(text: &str, vocabulary: &mut Vocabulary) -> Result<Vec<Word>, BadPhrase> {
    let read = |word: &str| {
        let open = word.strip_suffix('*');
        if word == "#" {
            return Ok(Word::Number);
        }
        match open.unwrap_or(word) {
            letters if letters.contains(['#', '*']) => Err(BadPhrase::Mark),
            beginning if open.is_some() && beginning.len() < BEGINNING => Err(BadPhrase::Open),
            beginning if open.is_some() => Ok(Word::Begins(beginning.to_owned())),
            letters => Ok(Word::Whole(vocabulary.add(letters))),
        }
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
        let mut add = |choices: &[&str]| -> Result<(), BadPhrase> {
            let choices = choices.iter().map(|choice| words_of(choice, vocabulary));
            elements.push(Element::Any(Choices::new(choices.collect::<Result<_, _>>()?)));
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
        let begins = matches!(elements.first(), Some(Element::Any(first)) if first.begin_with_words());
        if gaps.first() == Some(&0) || !begins {
            return Err(BadPhrase::Beginning);
        }
        let may_be_left_out =
            matches!(elements.last(), Some(Element::Any(last)) if last.rows.iter().any(Vec::is_empty));
        if gaps.last() == Some(&count) || may_be_left_out {
            return Err(BadPhrase::End);
        }
        for place in gaps.into_iter().rev() {
            elements.insert(place, Element::Gap);
        }
        if elements.iter().map(Element::longest).sum::<usize>() > LONGEST.1 {
            return Err(BadPhrase::Long);
        }
        Ok(Pattern::of(elements, vocabulary))
    }

    fn of(elements: Vec<Element>, vocabulary: &Vocabulary) -> Pattern {
        let (mut keys, mut before_key, mut needs) = (Vec::new(), 0, Vec::new());
        let (mut best, mut before) = (0, 0);
        for element in &elements {
            if let Element::Any(choices) = element
                && let Some(rows) = choices.rarest(vocabulary)
            {
                let least = rows.iter().map(|word| word.rarity).min().unwrap_or(0);
                if least > best {
                    best = least;
                    keys.clear();
                    for Rarest { word, .. } in &rows {
                        if !keys.contains(*word) {
                            keys.push((*word).clone());
                        }
                    }
                    before_key = before + rows.iter().map(|rarest| rarest.place).max().unwrap_or(0);
                }
                let number = |rarest: &Rarest<'_>| match rarest.word {
                    Word::Whole(number) => Some(*number),
                    _ => None,
                };
                needs.extend(rows.iter().map(number).collect::<Option<Vec<u32>>>());
            }
            before += element.longest();
        }
        // What is told soonest first.
        needs.sort_by_key(Vec::len);
        Pattern { elements, keys, before_key, needs }
    }

    /// Whether a text can have it by the words that are in it.
    pub(super) fn may_be_in(&self, present: &Present) -> bool {
        self.needs.iter().all(|words| words.iter().any(|word| present.has(*word)))
    }

    /// The words that a text has one of, where it has the phrase.
    pub(super) fn keys(&self) -> &[Word] {
        &self.keys
    }

    /// Words that may stand before one of the keys, within the phrase.
    pub(super) fn before_key(&self) -> usize {
        self.before_key
    }

    /// Where the phrase ends that begins at a word: the place behind the last word of the longest reading.
    pub(super) fn end(&self, text: &str, tokens: &[Token], start: usize) -> Option<usize> {
        let first = tokens.get(start)?;
        if !matches!(self.elements.first(), Some(Element::Any(choices)) if choices.may_begin(first)) {
            return None;
        }
        let sentence = first.sentence;
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
                        if !token(start + place).is_none_or(|token| choices.may_begin(token)) {
                            continue;
                        }
                        for words in &choices.rows {
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
        assert_eq!(pattern.keys().len(), 2);
        assert_eq!(pattern.before_key(), 1 + 1 + GAP);
        let pattern = Pattern::parse("by (noon|the weekend)", &mut vocabulary).unwrap();
        let weekend = Word::Whole(vocabulary.add("weekend"));
        assert_eq!(
            pattern.keys(),
            [Word::Whole(vocabulary.add("noon")), weekend],
            "and no word of all texts"
        );
        assert_eq!(pattern.before_key(), 1 + 1);
        let pattern = Pattern::parse("by (the weekend|a weekend)", &mut vocabulary).unwrap();
        assert_eq!(pattern.keys(), [Word::Whole(vocabulary.add("weekend"))], "once");
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
            ("#1 bots", BadPhrase::Mark),
            ("told #2", BadPhrase::Mark),
            ("told b*ts", BadPhrase::Mark),
            ("a … b … c … d … e … f … g … h … i … j … k", BadPhrase::Long),
        ] {
            assert_eq!(parsed(phrase), Err(why), "{phrase}");
        }
        assert_eq!(parsed(&"a".repeat(501)), Err(BadPhrase::Long));
    }
}
