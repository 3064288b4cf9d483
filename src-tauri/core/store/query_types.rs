//! Query types that people gave to tickets whose source gives none: told by words of their subjects and tags, as decided.
//! They are put in their place where a ticket is read, and kept nowhere, so that taking one back leaves nothing behind.

use std::collections::BTreeSet;

use super::decisions;
use super::definition_changes::{By, Defined};
use super::error::StoreError;
use super::open::Transaction;
use super::tickets::TicketReader;
use crate::facts::UNCATEGORISED;
use crate::insights::{Decided, DecisionKind, Decisions};
use crate::model::{IdSet, List, TicketOutcome};
use crate::query_types::{Keywords, Spaced};

/// Gives a ticket without a type the one that its subject or tags tell; the words that did.
pub(super) fn complete(outcome: &mut TicketOutcome, keywords: &Keywords) -> Option<String> {
    let has_type = outcome.query_type.as_deref().is_some_and(|own| own != UNCATEGORISED);
    if has_type || keywords.is_empty() {
        return None;
    }
    let texts = texts(outcome.subject.as_deref(), outcome.tags.as_ref());
    let (query_type, words) = keywords.best(&texts)?;
    let (query_type, words) = (query_type.to_owned(), words.to_owned());
    outcome.query_type = Some(query_type);
    Some(words)
}

impl TicketReader<'_> {
    /// Shows the subject and the tags of each of these tickets to `show`, with its place among them; numbers that are not
    /// there are left out.
    ///
    /// # Errors
    /// The store cannot be read.
    pub fn subjects(
        &self,
        ids: impl IntoIterator<Item = u32>,
        mut show: impl FnMut(usize, &str, &List),
    ) -> Result<(), StoreError> {
        let sql = "SELECT t.subject, w.text FROM ticket t LEFT JOIN word w ON w.id = t.tags WHERE t.id = ?1";
        let mut statement = self.connection().prepare(sql).map_err(|source| self.fail(source))?;
        for (place, id) in ids.into_iter().enumerate() {
            let mut rows = statement.query([id]).map_err(|source| self.fail(source))?;
            let Some(row) = rows.next().map_err(|source| self.fail(source))? else { continue };
            let (subject, tags): (Option<String>, Option<String>) =
                row.try_into().map_err(|source| self.fail(source))?;
            show(place, &subject.unwrap_or_default(), &list(tags.as_deref()));
        }
        Ok(())
    }
}

/// The words that tell a type, as changes of definitions write them; empty where none do.
fn written(all: &Decisions, query_type: &str) -> String {
    let decided = all.get(DecisionKind::QueryType, query_type).and_then(|own| own.decided.as_ref());
    match decided {
        Some(Decided::QueryType(words)) => words.join(", "),
        _ => String::new(),
    }
}

/// What may tell the type of a ticket: its subject, and each of its tags.
fn texts(subject: Option<&str>, tags: Option<&List>) -> Vec<Spaced> {
    subject.into_iter().chain(tags.into_iter().flat_map(List::items)).map(Spaced::new).collect()
}

/// A list as it is stored.
fn list(text: Option<&str>) -> List {
    List::from_items(text.into_iter().flat_map(|text| text.split(';')))
}

impl Transaction<'_> {
    /// What holds of query types.
    ///
    /// # Errors
    /// The store cannot be read, or holds a decision that this version cannot.
    pub fn query_types(&self) -> Result<Decisions, StoreError> {
        decisions::of_query_types(self.connection).map_err(|source| self.fail(source))?
    }

    /// Notes that decisions changed what some tickets are about: which tickets, and that figures rest on other words since.
    /// `before` is what was decided until now.
    pub(super) fn note_query_types(&self, before: &Decisions, by: &By) -> Result<(), StoreError> {
        let after = self.query_types()?;
        let subjects = |all: &Decisions| {
            all.of(DecisionKind::QueryType).map(|own| own.subject.clone()).collect::<BTreeSet<String>>()
        };
        for name in subjects(before).union(&subjects(&after)) {
            let [was, is] = [before, &after].map(|all| written(all, name));
            if was != is {
                self.note_definition(Defined::QueryType, Some(name), [&was, &is], by)?;
            }
        }
        let changed = self.told_otherwise(&before.query_types(), &after.query_types());
        let changed = changed.map_err(|source| self.fail(source))?;
        if changed.is_empty() { Ok(()) } else { self.note_changed(Some(&changed)) }
    }

    /// The tickets without a type of their own that these words tell another one of.
    fn told_otherwise(&self, before: &Keywords, after: &Keywords) -> rusqlite::Result<IdSet> {
        let sql = "SELECT t.id, t.subject, w.text FROM ticket t LEFT JOIN word w ON w.id = t.tags
                   WHERE t.query_type IS NULL OR t.query_type = (SELECT id FROM word WHERE text = ?1)";
        let mut statement = self.connection.prepare(sql)?;
        let mut rows = statement.query([UNCATEGORISED])?;
        let mut changed = IdSet::default();
        while let Some(row) = rows.next()? {
            let (id, subject, tags): (u32, Option<String>, Option<String>) = row.try_into()?;
            let texts = texts(subject.as_deref(), Some(&list(tags.as_deref())));
            let told = |keywords: &Keywords| keywords.best(&texts).map(|(name, _)| name.to_owned());
            if told(before) != told(after) {
                changed.insert(id);
            }
        }
        Ok(changed)
    }
}
