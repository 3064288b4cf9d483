//! One ticket as measures see it: the predicates that the KPIs are made of, by their names.

use crate::facts::{Facts, Flags};

/// An eligible ticket.
pub struct Row<'a> {
    facts: &'a Facts,
    index: usize,
    flags: Flags,
    mature_until: i64,
}

impl<'a> Row<'a> {
    /// The ticket of a row; tickets resolved until `mature_until` (epoch seconds) are mature.
    pub(super) fn new(facts: &'a Facts, index: usize, mature_until: i64) -> Row<'a> {
        Row { facts, index, flags: facts.flags().get(index).copied().unwrap_or_default(), mature_until }
    }

    /// AI took part.
    pub fn is_involved(&self) -> bool {
        self.flags.has(Flags::INVOLVED)
    }

    /// AI took part, and it was handed off or a person took part.
    pub fn is_escalated(&self) -> bool {
        self.flags.has(Flags::ESCALATED)
    }

    /// Resolved by AI alone, and not abandoned.
    pub fn is_ai_resolved(&self) -> bool {
        self.flags.has(Flags::AI_RESOLVED)
    }

    /// Of type AI-only, hybrid or human-only: resolved, and not by itself.
    pub fn is_resolved_by_anyone(&self) -> bool {
        self.flags.has_any(Flags::BY_AI.with(Flags::BY_PEOPLE))
    }

    /// The customer rated it.
    pub fn is_rated(&self) -> bool {
        self.flags.has(Flags::RATED)
    }

    /// The customer rated it well.
    pub fn is_satisfied(&self) -> bool {
        self.flags.has(Flags::SATISFIED)
    }

    /// The repeat-contact window after its resolution has passed.
    pub fn is_mature(&self) -> bool {
        self.facts.resolved_at(self.index).is_some_and(|resolved| resolved <= self.mature_until)
    }

    /// Neither a repeat contact nor a reopen, judged on what is known; `None` where neither is.
    pub fn is_clean(&self) -> Option<bool> {
        let known = self.flags.has_any(Flags::REQUESTER_KNOWN.with(Flags::REOPENS_KNOWN));
        known.then(|| !self.flags.has_any(Flags::REPEATED.with(Flags::REOPENED)))
    }
}
