//! What is judged of a ticket once and for all, packed into bits.

use crate::model::{
    AiOutcome, ResolutionType, TicketOutcome, ai_involved, handed_off, human_involved, resolution_type,
};

use super::satisfaction::Scales;

/// A set of judgements on one ticket.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Flags(u16);

impl Flags {
    /// AI took part.
    pub const INVOLVED: Flags = Flags(1);
    /// AI took part, and it was handed off or a person took part.
    pub const ESCALATED: Flags = Flags(1 << 1);
    /// Resolved by AI alone, and not abandoned.
    pub const AI_RESOLVED: Flags = Flags(1 << 2);
    /// Of type `ai_only` or `hybrid`.
    pub const BY_AI: Flags = Flags(1 << 3);
    /// Of type `hybrid` or `human_only`.
    pub const BY_PEOPLE: Flags = Flags(1 << 4);
    /// The customer rated it, on a scale that is known.
    pub const RATED: Flags = Flags(1 << 5);
    /// The customer rated it well.
    pub const SATISFIED: Flags = Flags(1 << 6);
    /// The requester is known.
    pub const REQUESTER_KNOWN: Flags = Flags(1 << 7);
    /// The requester came back with the same query type within the window.
    pub const REPEATED: Flags = Flags(1 << 8);
    /// The number of reopens is known.
    pub const REOPENS_KNOWN: Flags = Flags(1 << 9);
    /// It was reopened at least once.
    pub const REOPENED: Flags = Flags(1 << 10);

    /// Whether all bits of `other` are set.
    pub fn has(self, other: Flags) -> bool {
        self.0 & other.0 == other.0
    }

    /// Whether any bit of `other` is set.
    pub fn has_any(self, other: Flags) -> bool {
        self.0 & other.0 != 0
    }

    /// Both sets together.
    pub const fn with(self, other: Flags) -> Flags {
        Flags(self.0 | other.0)
    }

    fn when(self, holds: bool) -> Flags {
        if holds { self } else { Flags::default() }
    }

    /// Everything that one ticket says by itself; repeat contacts need the others.
    pub(super) fn of(ticket: &TicketOutcome, scales: &Scales) -> Flags {
        let involved = ai_involved(ticket).0;
        let kind = resolution_type(ticket);
        let abandoned = ticket.ai_outcome == Some(AiOutcome::Abandoned);
        let satisfied = scales.satisfied(ticket);
        [
            Flags::INVOLVED.when(involved),
            Flags::ESCALATED.when(involved && (handed_off(ticket).0 || human_involved(ticket).0)),
            Flags::AI_RESOLVED.when(kind == ResolutionType::AiOnly && !abandoned),
            Flags::BY_AI.when(matches!(kind, ResolutionType::AiOnly | ResolutionType::Hybrid)),
            Flags::BY_PEOPLE.when(matches!(kind, ResolutionType::Hybrid | ResolutionType::HumanOnly)),
            Flags::RATED.when(satisfied.is_some()),
            Flags::SATISFIED.when(satisfied == Some(true)),
            Flags::REOPENS_KNOWN.when(ticket.reopens.is_some()),
            Flags::REOPENED.when(ticket.reopens.is_some_and(|reopens| reopens > 0)),
        ]
        .into_iter()
        .fold(Flags::default(), Flags::with)
    }
}
