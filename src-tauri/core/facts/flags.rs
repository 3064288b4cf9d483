//! What is judged of a ticket once and for all, packed into bits.

use serde::{Deserialize, Serialize};

use super::rules::Rules;
use crate::model::{
    AiFeedback, AiOutcome, ResolutionType, TicketOutcome, ai_involved, handed_off, human_involved,
    resolution_type,
};

/// A set of judgements on one ticket.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Flags(u32);

impl Flags {
    /// AI took part.
    pub const INVOLVED: Flags = Flags(1);
    /// AI took part, and it was handed off or a person took part.
    pub const ESCALATED: Flags = Flags(1 << 1);
    /// Resolved by AI alone, and not abandoned.
    pub const AI_RESOLVED: Flags = Flags(1 << 2);
    /// The customer said that AI solved it.
    pub const CONFIRMED: Flags = Flags(1 << 3);
    /// The customer gave up on the AI.
    pub const ABANDONED: Flags = Flags(1 << 4);
    /// Resolved.
    pub const RESOLVED: Flags = Flags(1 << 5);
    /// Of type `ai_only`.
    pub const AI_ONLY: Flags = Flags(1 << 6);
    /// Of type `hybrid`.
    pub const HYBRID: Flags = Flags(1 << 7);
    /// Of type `human_only`.
    pub const HUMAN_ONLY: Flags = Flags(1 << 8);
    /// A person took part.
    pub const HUMAN_INVOLVED: Flags = Flags(1 << 9);
    /// The customer rated it, on a scale that is known.
    pub const RATED: Flags = Flags(1 << 10);
    /// The customer rated it well.
    pub const SATISFIED: Flags = Flags(1 << 11);
    /// The requester is known.
    pub const REQUESTER_KNOWN: Flags = Flags(1 << 12);
    /// The requester came back with the same query type within the repeat-contact window.
    pub const REPEATED: Flags = Flags(1 << 13);
    /// The same within 72 hours.
    pub const REPEATED_72H: Flags = Flags(1 << 14);
    /// The same within 24 hours.
    pub const REPEATED_24H: Flags = Flags(1 << 15);
    /// The number of reopens is known.
    pub const REOPENS_KNOWN: Flags = Flags(1 << 16);
    /// It was reopened at least once.
    pub const REOPENED: Flags = Flags(1 << 17);
    /// The number of replies by people is known.
    pub const REPLIES_KNOWN: Flags = Flags(1 << 18);
    /// People replied exactly once.
    pub const ONE_REPLY: Flags = Flags(1 << 19);
    /// It is known whether a person replied.
    pub const ANSWER_KNOWN: Flags = Flags(1 << 20);
    /// A person replied.
    pub const ANSWERED: Flags = Flags(1 << 21);
    /// It is known whether the service level was met.
    pub const SLA_KNOWN: Flags = Flags(1 << 22);
    /// The service level was met.
    pub const SLA_MET: Flags = Flags(1 << 23);
    /// It is known whether the customer had to repeat themselves.
    pub const CONTEXT_KNOWN: Flags = Flags(1 << 24);
    /// The customer had to repeat themselves after a hand-off.
    pub const CONTEXT_LOST: Flags = Flags(1 << 25);
    /// An agent judged the AI's answer.
    pub const JUDGED: Flags = Flags(1 << 26);
    /// The agent found it accurate.
    pub const ACCURATE: Flags = Flags(1 << 27);
    /// The agent found it partly accurate.
    pub const PARTLY_ACCURATE: Flags = Flags(1 << 28);
    /// Query type, root cause and resolution path are all filled in.
    pub const DOCUMENTED: Flags = Flags(1 << 29);

    /// The bits that depend on the customer's other tickets.
    pub const REPEATS: Flags = Flags(Flags::REPEATED.0 | Flags::REPEATED_72H.0 | Flags::REPEATED_24H.0);

    /// Whether all bits of `other` are set.
    pub const fn has(self, other: Flags) -> bool {
        self.0 & other.0 == other.0
    }

    /// Whether any bit of `other` is set.
    pub const fn has_any(self, other: Flags) -> bool {
        self.0 & other.0 != 0
    }

    /// Both sets together.
    pub const fn with(self, other: Flags) -> Flags {
        Flags(self.0 | other.0)
    }

    /// This set less the other.
    pub const fn without(self, other: Flags) -> Flags {
        Flags(self.0 & !other.0)
    }

    /// Who resolved a ticket with these bits; it is none of the excluded.
    pub fn resolution_type(self) -> ResolutionType {
        match self {
            _ if !self.has(Flags::RESOLVED) => ResolutionType::Unresolved,
            _ if self.has(Flags::HYBRID) => ResolutionType::Hybrid,
            _ if self.has(Flags::AI_ONLY) => ResolutionType::AiOnly,
            _ if self.has(Flags::HUMAN_ONLY) => ResolutionType::HumanOnly,
            _ => ResolutionType::NoTouch,
        }
    }

    /// Everything that one ticket says by itself; repeat contacts need the others.
    pub(super) fn of(ticket: &TicketOutcome, rules: &Rules) -> Flags {
        let involved = ai_involved(ticket).0;
        let human = human_involved(ticket).0;
        let kind = resolution_type(ticket);
        let ai_resolved = kind == ResolutionType::AiOnly && ticket.ai_outcome != Some(AiOutcome::Abandoned);
        let satisfied = rules.scales.satisfied(ticket);
        let filled = |text: &Option<String>| text.as_deref().is_some_and(|text| !text.is_empty());
        let replied = ticket.first_human_reply_at.is_some() || ticket.human_replies.is_some_and(|n| n > 0);
        [
            (Flags::INVOLVED, involved),
            (Flags::ESCALATED, involved && (handed_off(ticket).0 || human)),
            (Flags::AI_RESOLVED, ai_resolved),
            (Flags::CONFIRMED, ticket.ai_outcome == Some(AiOutcome::Confirmed)),
            (Flags::ABANDONED, ticket.ai_outcome == Some(AiOutcome::Abandoned)),
            (Flags::RESOLVED, ticket.resolved_at.is_some()),
            (Flags::AI_ONLY, kind == ResolutionType::AiOnly),
            (Flags::HYBRID, kind == ResolutionType::Hybrid),
            (Flags::HUMAN_ONLY, kind == ResolutionType::HumanOnly),
            (Flags::HUMAN_INVOLVED, human),
            (Flags::RATED, satisfied.is_some()),
            (Flags::SATISFIED, satisfied == Some(true)),
            (Flags::REQUESTER_KNOWN, filled(&ticket.requester_id)),
            (Flags::REOPENS_KNOWN, ticket.reopens.is_some()),
            (Flags::REOPENED, ticket.reopens.is_some_and(|reopens| reopens > 0)),
            (Flags::REPLIES_KNOWN, ticket.human_replies.is_some()),
            (Flags::ONE_REPLY, ticket.human_replies == Some(1)),
            (
                Flags::ANSWER_KNOWN,
                replied || ticket.human_replies.is_some() || ticket.human_involved.is_some(),
            ),
            // Where replies were not counted, a person who took part is taken to have answered.
            (
                Flags::ANSWERED,
                replied || (ticket.human_replies.is_none() && ticket.human_involved == Some(true)),
            ),
            (Flags::SLA_KNOWN, ticket.sla_met.is_some()),
            (Flags::SLA_MET, ticket.sla_met == Some(true)),
            (Flags::CONTEXT_KNOWN, ticket.context_loss.is_some()),
            (Flags::CONTEXT_LOST, ticket.context_loss == Some(true)),
            (Flags::JUDGED, ticket.ai_feedback.is_some()),
            (Flags::ACCURATE, ticket.ai_feedback == Some(AiFeedback::Accurate)),
            (Flags::PARTLY_ACCURATE, ticket.ai_feedback == Some(AiFeedback::Partial)),
            (
                Flags::DOCUMENTED,
                filled(&ticket.query_type) && filled(&ticket.root_cause) && filled(&ticket.resolution_path),
            ),
        ]
        .into_iter()
        .fold(Flags::default(), |flags, (flag, holds)| if holds { flags.with(flag) } else { flags })
    }
}
