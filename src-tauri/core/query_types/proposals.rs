//! Query types proposed for tickets that have none, from the words of their subjects and from their tags.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use serde::Serialize;
use ts_rs::TS;

use super::keywords::words as in_words;

/// Words too common to tell a query's type.
const COMMON: &[&str] = &[
    "the",
    "and",
    "for",
    "with",
    "from",
    "this",
    "that",
    "have",
    "has",
    "not",
    "can",
    "cannot",
    "our",
    "your",
    "you",
    "are",
    "was",
    "does",
    "about",
    "need",
    "needs",
    "help",
    "please",
    "issue",
    "problem",
    "question",
    "request",
    "ticket",
    "support",
    "after",
    "when",
    "how",
    "what",
    "why",
    "where",
    "been",
    "will",
    "into",
    "work",
    "works",
    "working",
    "again",
    "still",
    "get",
    "getting",
    "all",
    "any",
    "only",
    "new",
    "hello",
    "thanks",
    "der",
    "die",
    "das",
    "und",
    "mit",
    "von",
    "für",
    "nicht",
    "ein",
    "eine",
    "ich",
    "wir",
    "bitte",
    "hilfe",
    "frage",
    "anfrage",
    "mein",
    "meine",
    "unser",
    "unsere",
    "ist",
    "auf",
    "bei",
    "wie",
    "geht",
    "funktioniert",
    "noch",
    "mehr",
    "hallo",
    "danke",
    "les",
    "des",
    "une",
    "pour",
    "avec",
    "que",
    "est",
    "los",
    "las",
    "del",
    "con",
    "para",
    "por",
    "fwd",
    "urgent",
];
/// Types proposed at most.
const PROPOSED: usize = 12;
/// Different terms counted at most; what is common shows long before.
const TERMS: usize = 50_000;
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
    id: Option<u32>,
    subject: String,
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
                id: ticket.id,
                subject: ticket.subject.to_owned(),
                terms: terms.into_iter().collect(),
            }),
        }
    }

    /// The number of a term; `None` of a new one where there are too many.
    fn number(&mut self, name: String, alone: bool) -> Option<u32> {
        if let Some(number) = self.numbers.get(&name) {
            self.terms[*number as usize].alone |= alone;
            return Some(*number);
        }
        let number = u32::try_from(self.terms.len()).ok().filter(|_| self.terms.len() < TERMS)?;
        self.numbers.insert(name.clone(), number);
        self.terms.push(Term { name, with: 0, types: BTreeMap::new(), alone });
        Some(number)
    }

    /// The types that would tell most of the tickets without one: one after the other the term with the greatest TF-IDF in
    /// the subjects that those before it leave, the inverse frequency counted over all that were looked at.
    pub fn propose(&self) -> Vec<Proposal> {
        let (share, least) = LEAST;
        let least = least.max((share * self.untyped.len() as f64).ceil() as u64);
        let mut left: Vec<&Untyped> = self.untyped.iter().collect();
        let mut proposals = Vec::new();
        while proposals.len() < PROPOSED {
            let mut counts = vec![0; self.terms.len()];
            left.iter().flat_map(|ticket| &ticket.terms).for_each(|term| counts[*term as usize] += 1);
            let Some(term) = self.heaviest(&counts, least) else { break };
            let words = self.forms(self.lengthened(term));
            let (told, rest): (Vec<&Untyped>, Vec<&Untyped>) =
                left.into_iter().partition(|ticket| ticket.terms.iter().any(|own| words.contains(own)));
            left = rest;
            proposals.push(self.proposal(&words, &told));
        }
        proposals
    }

    /// The term with the greatest TF-IDF of those in enough subjects; of two that weigh the same, the longer one, then the one
    /// that comes first by its letters.
    fn heaviest(&self, counts: &[u64], least: u64) -> Option<usize> {
        let all = (self.typed + self.untyped.len()) as f64;
        let weight = |term: usize| {
            let rarity = (1.0 + all) / (1.0 + self.terms[term].with as f64);
            counts[term] as f64 * (rarity.ln() + 1.0)
        };
        let common = (0..self.terms.len()).filter(|term| counts[*term] >= least && self.terms[*term].alone);
        common.max_by(|one, two| {
            let [name, other] = [*one, *two].map(|term| self.terms[term].name.as_str());
            let by_weight = weight(*one).total_cmp(&weight(*two));
            by_weight.then(name.len().cmp(&other.len())).then_with(|| other.cmp(name))
        })
    }

    /// The longest term that most tickets with this one have, and that has it in it.
    fn lengthened(&self, term: usize) -> usize {
        let Term { name, with, .. } = &self.terms[term];
        let longer = (0..self.terms.len()).filter(|other| {
            let other = &self.terms[*other];
            other.with as f64 >= TOGETHER * *with as f64 && has(&other.name, name)
        });
        longer.max_by_key(|other| (self.terms[*other].with, std::cmp::Reverse(*other))).unwrap_or(term)
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
            let is_new = examples.iter().all(|example| example.subject != ticket.subject);
            if let Some(id) = ticket.id.filter(|_| is_new && examples.len() < EXAMPLES) {
                examples.push(Example { id, subject: ticket.subject.clone() });
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

/// Whether words have others in them, in their order.
fn has(longer: &str, shorter: &str) -> bool {
    longer.len() > shorter.len() && format!(" {longer} ").contains(&format!(" {shorter} "))
}

/// The terms of a ticket: words of its subject and tags, which stand alone, and two words that follow each other.
fn terms(subject: &str, tags: &[&str]) -> Vec<(String, bool)> {
    let tells = |word: &String| {
        word.chars().count() > 2
            && !word.starts_with(|first: char| first.is_ascii_digit())
            && !COMMON.contains(&word.as_str())
    };
    let words: Vec<String> = in_words(subject).collect();
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
            [named("api key", "api key", 5)],
            "an invoice is in two subjects, invoices too"
        );
        subjects.observe(&subject("invoice", None));
        assert_eq!(
            proposed(&subjects),
            [named("api key", "api key", 5), named("invoice|invoices", "invoice", 5)]
        );
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
