//! The query type of a row: from a column, a tag, or words in a text; and rules proposed where there is none.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::model::TicketOutcome;

use super::columns::Columns;
use super::evidence::Cells;
use super::mapping::{Keyword, QueryTypeRule};

#[derive(Debug)]
enum Way {
    Column(usize),
    Tags(BTreeMap<String, String>),
    Keywords(usize, Vec<(String, Vec<String>)>),
}

/// The ways to a query type that one table offers.
#[derive(Debug)]
pub(super) struct QueryTypes(Vec<Way>);

impl QueryTypes {
    pub(super) fn new(rules: &[QueryTypeRule], columns: &Columns<'_>, tags: bool) -> QueryTypes {
        let way = |rule: &QueryTypeRule| match rule {
            QueryTypeRule::Column(column) => columns.find(column).map(Way::Column),
            QueryTypeRule::Tags(types) if tags => {
                Some(Way::Tags(types.iter().map(|(tag, kind)| (tag.to_lowercase(), kind.clone())).collect()))
            }
            QueryTypeRule::Tags(_) => None,
            QueryTypeRule::Keywords { column, rules } => {
                let rules = rules.iter().map(|rule| {
                    (rule.query_type.clone(), rule.words.iter().map(|word| spaced(word)).collect())
                });
                columns.find(column).map(|index| Way::Keywords(index, rules.collect()))
            }
        };
        QueryTypes(rules.iter().filter_map(way).collect())
    }

    /// Whether the table offers no way at all.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The type of a row.
    pub(super) fn of(&self, cells: &Cells<'_>, ticket: &TicketOutcome) -> Option<String> {
        self.0.iter().find_map(|way| match way {
            Way::Column(column) => cells(*column).map(str::to_owned),
            Way::Tags(types) => {
                ticket.tags.as_ref()?.items().find_map(|tag| types.get(&tag.to_lowercase()).cloned())
            }
            Way::Keywords(column, rules) => {
                let text = spaced(cells(*column)?);
                let tells = |word: &String| word.len() > 2 && text.contains(word.as_str());
                rules.iter().find(|(_, words)| words.iter().any(tells)).map(|(kind, _)| kind.clone())
            }
        })
    }
}

/// A text as lower-case words with a blank around each, so that whole words can be found in it.
fn spaced(text: &str) -> String {
    let mut spaced = String::with_capacity(text.len() + 2);
    spaced.push(' ');
    for word in words(text) {
        spaced.push_str(&word);
        spaced.push(' ');
    }
    spaced
}

fn words(text: &str) -> impl Iterator<Item = String> + '_ {
    text.split(|character: char| !character.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
}

/// Words too common to tell a query's type.
const COMMON: &[&str] = &[
    "the", "and", "for", "with", "from", "this", "that", "have", "has", "not", "can", "cannot", "our",
    "your", "you", "are", "was", "does", "about", "need", "needs", "help", "please", "issue", "problem",
    "question", "request", "ticket", "support", "after", "when", "how", "what", "why", "been", "will",
    "into", "der", "die", "das", "und", "mit", "von", "für", "nicht", "ein", "eine", "ich", "wir", "bitte",
    "hilfe", "frage", "anfrage", "mein", "meine", "unser", "unsere", "ist", "auf", "bei", "wie", "les",
    "des", "une", "pour", "avec", "que", "est", "los", "las", "del", "con", "para", "por", "fwd", "urgent",
];
/// Rules proposed at most.
const PROPOSED: usize = 12;
/// Different words counted at most; what is common shows long before.
const COUNTED: usize = 20_000;

/// The commonest terms of a table's subjects.
#[derive(Debug, Default)]
pub(super) struct Terms {
    texts: u64,
    counts: HashMap<String, u64>,
}

impl Terms {
    /// Takes note of one subject.
    pub(super) fn observe(&mut self, subject: &str) {
        self.texts += 1;
        let terms: BTreeSet<String> = words(subject)
            .filter(|word| {
                word.chars().count() > 2 && !word.starts_with(|first: char| first.is_ascii_digit())
            })
            .filter(|word| !COMMON.contains(&word.as_str()))
            .collect();
        for term in terms {
            if self.counts.len() < COUNTED || self.counts.contains_key(&term) {
                *self.counts.entry(term).or_default() += 1;
            }
        }
    }

    /// Keyword rules for the commonest terms: those in at least 2 % of the subjects, and in 3 of them.
    pub(super) fn propose(self) -> Vec<Keyword> {
        let enough = (self.texts / 50).max(3);
        let mut common: Vec<(String, u64)> =
            self.counts.into_iter().filter(|(_, count)| *count >= enough).collect();
        common.sort_by(|(a, first), (b, second)| second.cmp(first).then_with(|| a.cmp(b)));
        common.truncate(PROPOSED);
        common.into_iter().map(|(term, _)| Keyword { query_type: term.clone(), words: vec![term] }).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::List;

    fn kind(rules: &[QueryTypeRule], cells: [&str; 2], tags: &[&str]) -> Option<String> {
        let header = ["Category".to_owned(), "Subject".to_owned()];
        let ticket =
            TicketOutcome { tags: Some(List::from_items(tags.iter().copied())), ..Default::default() };
        let types = QueryTypes::new(rules, &Columns::new(&header), true);
        types.of(&|column| Some(cells[column]).filter(|cell| !cell.is_empty()), &ticket)
    }

    #[test]
    fn the_first_way_that_gives_a_type_counts() {
        let rules = [
            QueryTypeRule::Column("category".into()),
            QueryTypeRule::Tags([("Refund_Request".to_owned(), "refund".to_owned())].into()),
            QueryTypeRule::Keywords {
                column: "subject".into(),
                rules: vec![
                    Keyword {
                        query_type: "password".into(),
                        words: vec!["log in".into(), "Passwort".into()],
                    },
                    Keyword { query_type: "invoice".into(), words: vec!["invoice".into()] },
                ],
            },
        ];
        assert_eq!(kind(&rules, ["billing", "cannot log in"], &[]).as_deref(), Some("billing"));
        assert_eq!(kind(&rules, ["", "cannot log in"], &["refund_request"]).as_deref(), Some("refund"));
        assert_eq!(kind(&rules, ["", "Cannot LOG-IN!"], &[]).as_deref(), Some("password"));
        assert_eq!(kind(&rules, ["", "two invoices"], &[]), None);
    }

    #[test]
    fn rules_are_proposed_from_the_commonest_terms() {
        let mut terms = Terms::default();
        for subject in
            ["Invoice wrong", "Wrong invoice for June", "The invoice", "Password please", "Reset 2024"]
        {
            terms.observe(subject);
        }
        let proposed = terms.propose();
        assert_eq!(proposed, [Keyword { query_type: "invoice".into(), words: vec!["invoice".into()] }]);
    }
}
