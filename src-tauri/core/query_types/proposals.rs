//! Query types proposed for tickets that have none, from the words of their subjects and from their tags.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::LazyLock;

use serde::Serialize;
use ts_rs::TS;

use super::keywords::words as in_words;

/// Words too common to tell a query's type.
static COMMON: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    "the and for with from this that have has not can cannot our your you are was does about need needs help \
     please issue problem question request ticket support after when how what why where been will into work works \
     working again still get getting all any only new hello thanks der die das und mit von für nicht ein eine ich \
     wir bitte hilfe frage anfrage mein meine unser unsere ist auf bei wie geht funktioniert noch mehr hallo \
     danke les des une pour avec que est los las del con para por fwd urgent"
        .split(' ')
        .collect()
});
/// Types proposed at most.
const PROPOSED: usize = 12;
/// Different terms counted at most, and pairs of words; what is common shows long before.
const TERMS: usize = 50_000;
/// Words of a subject that are looked at, and characters of it that are shown: what is longer is a message.
const WORDS: usize = 50;
const SHOWN: usize = 200;
/// Subjects looked at, of tickets without a type and of those with one.
pub const LOOKED_AT: usize = 50_000;
/// The share of the subjects that a term has to be in, and how many at least.
const LEAST: (f64, u64) = (0.02, 3);
/// Two words that follow each other tell more than one of them, where this share of the tickets with it have both.
const TOGETHER: f64 = 0.8;
/// Of the tickets with a term that have a type, the share that has to have the same one for it to be proposed, and how many.
const KNOWN: (f64, u64) = (0.6, 5);
/// How words end that are several of one: `invoice` and `invoices`, `Rechnung` and `Rechnungen`.
const PLURALS: [&str; 4] = ["s", "es", "n", "en"];
/// Tickets that are shown of a proposal.
const EXAMPLES: usize = 10;

/// What is looked at of a ticket.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subject<'a> {
    /// Its number in the store; of a file's row none.
    pub id: Option<u32>,
    /// Its subject.
    pub subject: &'a str,
    /// Its tags.
    pub tags: Vec<&'a str>,
    /// Its query type.
    pub query_type: Option<&'a str>,
}

impl Subject<'_> {
    /// A subject of which nothing else is known.
    pub fn of(subject: &str) -> Subject<'_> {
        Subject { id: None, subject, tags: Vec::new(), query_type: None }
    }
}

/// A ticket that a proposal is shown by.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct Example {
    /// Its number in the store.
    pub id: u32,
    /// Its subject.
    pub subject: String,
}

/// A query type for tickets that have none.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct Proposal {
    /// The words that tell it, each of them one or several that follow each other: the commonest, and its singular or plural.
    pub words: Vec<String>,
    /// What it may be called: as most tickets with these words are that have a type, else by the commonest of the words.
    pub query_type: String,
    /// Whether tickets have this type already.
    pub known: bool,
    /// Tickets that it would give a type, without those of the proposals before it.
    #[ts(type = "number")]
    pub tickets: u64,
    /// Their share of the tickets without a type that were looked at.
    pub share: f64,
    /// Some of them with different subjects, the newest first.
    pub examples: Vec<Example>,
}

/// A ticket without a type.
#[derive(Debug)]
struct Untyped {
    /// It, where it can be shown.
    example: Option<Example>,
    terms: Vec<u32>,
}

/// A word, two words that follow each other, or a tag.
#[derive(Debug)]
struct Term {
    name: String,
    /// Tickets that have it, those with a type too.
    with: u64,
    /// The types of those.
    types: BTreeMap<String, u64>,
    /// Whether it was met as a word or a tag: two words are proposed only in place of one of them.
    alone: bool,
}

/// Subjects of tickets, the newest first, that types are to be found in.
#[derive(Debug, Default)]
pub struct Subjects {
    /// The place of each term.
    numbers: HashMap<String, u32>,
    terms: Vec<Term>,
    /// How many of them are two words.
    pairs: usize,
    untyped: Vec<Untyped>,
    typed: usize,
}

impl Subjects {
    /// Takes note of a ticket, unless so many were looked at.
    pub fn observe(&mut self, ticket: &Subject<'_>) {
        let seen = if ticket.query_type.is_some() { self.typed } else { self.untyped.len() };
        if seen >= LOOKED_AT {
            return;
        }
        let terms: BTreeSet<u32> = terms(ticket.subject, &ticket.tags)
            .into_iter()
            .filter_map(|(name, alone)| self.number(name, alone))
            .collect();
        for number in &terms {
            // Each number is that of a place.
            let term = &mut self.terms[*number as usize];
            term.with += 1;
            if let Some(query_type) = ticket.query_type {
                *term.types.entry(query_type.to_owned()).or_default() += 1;
            }
        }
        match ticket.query_type {
            Some(_) => self.typed += 1,
            None => self.untyped.push(Untyped {
                example: ticket
                    .id
                    .map(|id| Example { id, subject: ticket.subject.chars().take(SHOWN).collect() }),
                terms: terms.into_iter().collect(),
            }),
        }
    }

    /// The number of a term; `None` of a new one where there are too many.
    fn number(&mut self, name: String, alone: bool) -> Option<u32> {
        if let Some(number) = self.numbers.get(&name) {
            let term = &mut self.terms[*number as usize];
            if alone && !term.alone {
                term.alone = true;
                self.pairs -= 1;
            }
            return Some(*number);
        }
        let of_this_kind = if alone { self.terms.len() - self.pairs } else { self.pairs };
        let number = u32::try_from(self.terms.len()).ok().filter(|_| of_this_kind < TERMS)?;
        self.pairs += usize::from(!alone);
        self.numbers.insert(name.clone(), number);
        self.terms.push(Term { name, with: 0, types: BTreeMap::new(), alone });
        Some(number)
    }

    /// The types that would tell most of the tickets without one: one after the other the term with the greatest TF-IDF in
    /// the subjects that those before it leave, the inverse frequency counted over all that were looked at. A term is one with
    /// its singular or plural.
    pub fn propose(&self) -> Vec<Proposal> {
        let (share, least) = LEAST;
        let least = least.max((share * self.untyped.len() as f64).ceil() as u64);
        let forms: Vec<Vec<u32>> = (0..self.terms.len()).map(|term| self.forms(term)).collect();
        let mut left: Vec<&Untyped> = self.untyped.iter().collect();
        let mut proposals = Vec::new();
        while proposals.len() < PROPOSED {
            let mut counts = vec![0; self.terms.len()];
            left.iter().flat_map(|ticket| &ticket.terms).for_each(|term| counts[*term as usize] += 1);
            let found = Found { terms: &self.terms, forms: &forms, counts: &counts };
            let all = (self.typed + self.untyped.len()) as f64;
            let Some(term) = found.heaviest(all, least) else { break };
            let words = &forms[found.lengthened(term)];
            let (told, rest): (Vec<&Untyped>, Vec<&Untyped>) =
                left.into_iter().partition(|ticket| ticket.terms.iter().any(|own| words.contains(own)));
            left = rest;
            proposals.push(self.proposal(words, &told));
        }
        proposals
    }

    /// A term, and its singular or plural where a subject has that.
    fn forms(&self, term: usize) -> Vec<u32> {
        let name = self.terms[term].name.as_str();
        let number = |form: &str| self.numbers.get(form).copied();
        let plurals = PLURALS.iter().filter_map(|ending| number(&format!("{name}{ending}")));
        let singulars = PLURALS.iter().filter_map(|ending| number(name.strip_suffix(ending)?));
        // Few enough for any number to fit.
        std::iter::once(term as u32).chain(plurals).chain(singulars).collect()
    }

    fn proposal(&self, words: &[u32], told: &[&Untyped]) -> Proposal {
        let mut types: BTreeMap<&str, u64> = BTreeMap::new();
        for (query_type, count) in words.iter().flat_map(|word| &self.terms[*word as usize].types) {
            *types.entry(query_type).or_default() += count;
        }
        let words: Vec<String> = words.iter().map(|word| self.terms[*word as usize].name.clone()).collect();
        let typed: u64 = types.values().sum();
        let (share, least) = KNOWN;
        let commonest = types.iter().rev().max_by_key(|(_, count)| **count);
        let known = commonest.filter(|(_, count)| typed >= least && **count as f64 >= share * typed as f64);
        let own = words.first().map(String::as_str).unwrap_or_default();
        let mut examples: Vec<Example> = Vec::new();
        for ticket in told {
            let is_new = |new: &&Example| examples.iter().all(|old| old.subject != new.subject);
            if let Some(new) = ticket.example.as_ref().filter(is_new).filter(|_| examples.len() < EXAMPLES) {
                examples.push(new.clone());
            }
        }
        Proposal {
            query_type: known.map_or(own, |(query_type, _)| query_type).to_owned(),
            known: known.is_some(),
            words,
            tickets: told.len() as u64,
            share: told.len() as f64 / self.untyped.len().max(1) as f64,
            examples,
        }
    }
}

/// The terms and how many of the tickets that are left have each.
struct Found<'a> {
    terms: &'a [Term],
    forms: &'a [Vec<u32>],
    counts: &'a [u64],
}

impl Found<'_> {
    /// Tickets with a term in any of its forms: of those that are left, and of all.
    fn with(&self, term: usize) -> (u64, u64) {
        let forms = || self.forms[term].iter().map(|form| *form as usize);
        (forms().map(|form| self.counts[form]).sum(), forms().map(|form| self.terms[form].with).sum())
    }

    /// The term with the greatest TF-IDF of those in enough subjects; of two that weigh the same, the longer one, then the one
    /// that comes first by its letters.
    fn heaviest(&self, all: f64, least: u64) -> Option<usize> {
        let common = (0..self.terms.len()).filter(|term| self.counts[*term] > 0 && self.terms[*term].alone);
        let weighed = common.filter_map(|term| {
            let (left, with) = self.with(term);
            let rarity = (1.0 + all) / (1.0 + with as f64);
            (left >= least).then(|| (left as f64 * (rarity.ln() + 1.0), term))
        });
        let best = weighed.max_by(|(weight, one), (other_weight, two)| {
            let [name, other] = [*one, *two].map(|term| self.terms[term].name.as_str());
            // The commonest of its forms gives a term its name.
            let by_count = self.counts[*one].cmp(&self.counts[*two]);
            let by_weight = weight.total_cmp(other_weight).then(by_count);
            by_weight.then(name.len().cmp(&other.len())).then_with(|| other.cmp(name))
        });
        best.map(|(_, term)| term)
    }

    /// The longest term that most tickets with this one have, those that are left and all of them, and that has it in it.
    fn lengthened(&self, term: usize) -> usize {
        let (left, with) = self.with(term);
        let enough = |part: u64, of: u64| part as f64 >= TOGETHER * of as f64;
        let longer = (0..self.terms.len()).filter(|other| {
            if self.counts[*other] == 0 || !has(&self.terms[*other].name, &self.terms[term].name) {
                return false;
            }
            let (of_left, of_all) = self.with(*other);
            enough(of_left, left) && enough(of_all, with)
        });
        longer.max_by_key(|other| (self.counts[*other], Reverse(*other))).unwrap_or(term)
    }
}

/// Whether words have others in them, in their order.
fn has(longer: &str, shorter: &str) -> bool {
    longer.len() > shorter.len() && format!(" {longer} ").contains(&format!(" {shorter} "))
}

/// The terms of a ticket: words of its subject and tags, which stand alone, and two words that follow each other.
fn terms(subject: &str, tags: &[&str]) -> Vec<(String, bool)> {
    let tells = |word: &String| {
        word.chars().count() > 2
            && !word.starts_with(|first: char| first.is_ascii_digit())
            && !COMMON.contains(word.as_str())
    };
    let words: Vec<String> = in_words(subject).take(WORDS).collect();
    let pairs = words.windows(2).filter(|pair| pair.iter().all(tells)).map(|pair| (pair.join(" "), false));
    let tags = tags.iter().map(|tag| in_words(tag).collect::<Vec<_>>().join(" ")).filter(tells);
    let alone = words.iter().filter(|word| tells(word)).cloned().chain(tags).map(|term| (term, true));
    alone.chain(pairs).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn subject<'a>(subject: &'a str, query_type: Option<&'a str>) -> Subject<'a> {
        Subject { id: Some(7), query_type, ..Subject::of(subject) }
    }

    fn proposed(subjects: &Subjects) -> Vec<(String, String, u64)> {
        let told = |one: Proposal| (one.words.join("|"), one.query_type, one.tickets);
        subjects.propose().into_iter().map(told).collect()
    }

    #[test]
    fn types_are_proposed_from_what_subjects_share() {
        let mut subjects = Subjects::default();
        for (text, times) in [
            ("Invoice wrong", 2),
            ("The invoices for June", 2),
            ("API key does not work", 5),
            ("Hello", 1),
            ("2024", 9),
        ] {
            (0..times).for_each(|_| subjects.observe(&subject(text, None)));
        }
        let named = |words: &str, name: &str, tickets| (words.to_owned(), name.to_owned(), tickets);
        assert_eq!(
            proposed(&subjects),
            [named("api key", "api key", 5), named("invoices|invoice", "invoices", 4)]
        );
        subjects.observe(&subject("invoice", None));
        assert_eq!(proposed(&subjects)[1], named("invoice|invoices", "invoice", 5), "the commonest form");
        assert_eq!(subjects.propose()[1].share, 5.0 / 20.0);
        assert_eq!(subjects.propose()[1].examples[0], Example { id: 7, subject: "Invoice wrong".into() });
    }

    #[test]
    fn a_type_that_such_tickets_have_is_proposed_for_the_others() {
        let mut subjects = Subjects::default();
        (0..3).for_each(|_| subjects.observe(&subject("Refund", None)));
        (0..5).for_each(|_| subjects.observe(&subject("Refund please", Some("Billing"))));
        (0..2).for_each(|_| subjects.observe(&subject("refunds", Some("Other"))));
        let proposal = &subjects.propose()[0];
        assert_eq!((proposal.query_type.as_str(), proposal.known, proposal.tickets), ("Billing", true, 3));
        (0..2).for_each(|_| subjects.observe(&subject("Refund", Some("Other"))));
        assert_eq!(subjects.propose()[0].query_type, "refund", "they have different ones");
    }

    #[test]
    fn two_words_that_few_of_the_tickets_left_have_are_not_proposed_again() {
        let mut subjects = Subjects::default();
        (0..85).for_each(|_| subjects.observe(&subject("Password reset", None)));
        (0..15).for_each(|_| subjects.observe(&subject("Password lost", None)));
        (0..60).for_each(|_| subjects.observe(&subject("Refund order", Some("Billing"))));
        (0..12).for_each(|_| subjects.observe(&subject("Refund", None)));
        let told = proposed(&subjects);
        let words: BTreeSet<&String> = told.iter().map(|(words, ..)| words).collect();
        assert_eq!(words.len(), told.len(), "{told:?}");
        assert!(told.iter().all(|(.., tickets)| *tickets > 0), "{told:?}");
        assert!(told.contains(&("refund".to_owned(), "Billing".to_owned(), 12)), "{told:?}");
        assert_eq!(told.iter().map(|(.., tickets)| tickets).sum::<u64>(), 112);
    }

    #[test]
    fn long_subjects_are_looked_at_and_shown_in_part() {
        let mut subjects = Subjects::default();
        let long = format!("refund {}", "and ".repeat(1_000)) + "invoice";
        (0..3).for_each(|_| subjects.observe(&subject(&long, None)));
        let told = subjects.propose();
        assert_eq!(told.len(), 1);
        assert_eq!((told[0].words[0].as_str(), told[0].examples[0].subject.len()), ("refund", SHOWN));
    }

    #[test]
    fn tags_tell_types_too() {
        let mut subjects = Subjects::default();
        let tagged = Subject { tags: vec!["single_sign-on", "42"], ..subject("", None) };
        (0..3).for_each(|_| subjects.observe(&tagged));
        assert_eq!(subjects.propose()[0].words, ["single sign on"]);
    }

    #[test]
    fn what_is_in_few_subjects_is_not_proposed() {
        let mut subjects = Subjects::default();
        (0..3).for_each(|_| subjects.observe(&subject("refund", None)));
        (0..200).for_each(|_| subjects.observe(&subject("", None)));
        assert_eq!(proposed(&subjects), []);
        assert_eq!(Subjects::default().propose(), []);
    }
}
