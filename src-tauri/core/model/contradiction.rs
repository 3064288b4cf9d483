//! What does not fit together within one ticket. Such tickets come in nevertheless, and count as they are.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::choice::Status;
use super::ticket::TicketOutcome;

/// A way in which a ticket contradicts itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Contradiction {
    /// `resolved_at` lies before `created_at`.
    ResolvedBeforeCreated,
    /// A first reply lies before `created_at`.
    ReplyBeforeCreated,
    /// A person's first reply lies before the hand-off: its minutes would be negative, so it counts in no reply time.
    ReplyBeforeHandoff,
    /// `updated_at` lies before `created_at`.
    UpdatedBeforeCreated,
    /// A rating's score without its scale: counts as unrated.
    ScoreWithoutScale,
    /// A rating's score above its scale.
    ScoreAboveScale,
    /// The status is resolved or closed, and there is no time of resolution: counts as unresolved.
    ClosedWithoutResolution,
    /// There is a time of resolution, and the status is neither resolved nor closed.
    ResolvedWhileOpen,
}

impl Contradiction {
    /// All of them.
    pub const ALL: [Contradiction; 8] = [
        Contradiction::ResolvedBeforeCreated,
        Contradiction::ReplyBeforeCreated,
        Contradiction::ReplyBeforeHandoff,
        Contradiction::UpdatedBeforeCreated,
        Contradiction::ScoreWithoutScale,
        Contradiction::ScoreAboveScale,
        Contradiction::ClosedWithoutResolution,
        Contradiction::ResolvedWhileOpen,
    ];

    /// The name used in files.
    pub fn name(self) -> &'static str {
        match self {
            Contradiction::ResolvedBeforeCreated => "resolved_before_created",
            Contradiction::ReplyBeforeCreated => "reply_before_created",
            Contradiction::ReplyBeforeHandoff => "reply_before_handoff",
            Contradiction::UpdatedBeforeCreated => "updated_before_created",
            Contradiction::ScoreWithoutScale => "score_without_scale",
            Contradiction::ScoreAboveScale => "score_above_scale",
            Contradiction::ClosedWithoutResolution => "closed_without_resolution",
            Contradiction::ResolvedWhileOpen => "resolved_while_open",
        }
    }

    /// What is wrong, in words.
    pub fn text(self) -> &'static str {
        match self {
            Contradiction::ResolvedBeforeCreated => "resolved before it was created",
            Contradiction::ReplyBeforeCreated => "replied to before it was created",
            Contradiction::ReplyBeforeHandoff => {
                "replied to by a person before it was handed off, left out of reply times"
            }
            Contradiction::UpdatedBeforeCreated => "updated before it was created",
            Contradiction::ScoreWithoutScale => "a score without its scale, counted as unrated",
            Contradiction::ScoreAboveScale => "a score above its scale",
            Contradiction::ClosedWithoutResolution => {
                "closed without a time of resolution, counted as unresolved"
            }
            Contradiction::ResolvedWhileOpen => "resolved by its time, open by its status",
        }
    }

    fn is_in(self, ticket: &TicketOutcome) -> bool {
        let before_created =
            |time| matches!((time, ticket.created_at), (Some(time), Some(created)) if time < created);
        let done = ticket.status.map(|status| matches!(status, Status::Resolved | Status::Closed));
        match self {
            Contradiction::ResolvedBeforeCreated => before_created(ticket.resolved_at),
            Contradiction::ReplyBeforeCreated => {
                before_created(ticket.first_human_reply_at) || before_created(ticket.first_ai_reply_at)
            }
            Contradiction::ReplyBeforeHandoff => {
                ticket.first_human_reply_at.zip(ticket.handed_off_at).is_some_and(|(reply, at)| reply < at)
            }
            Contradiction::UpdatedBeforeCreated => before_created(ticket.updated_at),
            Contradiction::ScoreWithoutScale => {
                ticket.csat_score.is_some() && ticket.csat_scale.is_none() && ticket.satisfied.is_none()
            }
            Contradiction::ScoreAboveScale => {
                ticket.csat_score.zip(ticket.csat_scale).is_some_and(|(score, scale)| score > scale)
            }
            Contradiction::ClosedWithoutResolution => done == Some(true) && ticket.resolved_at.is_none(),
            Contradiction::ResolvedWhileOpen => done == Some(false) && ticket.resolved_at.is_some(),
        }
    }
}

/// The contradictions of one ticket.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Contradictions(u8);

impl Contradictions {
    /// Those of a ticket.
    pub fn of(ticket: &TicketOutcome) -> Contradictions {
        let found = Contradiction::ALL.into_iter().filter(|one| one.is_in(ticket));
        Contradictions(found.fold(0, |set, one| set | 1 << one as u8))
    }

    /// Whether there are none.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Whether one is among them.
    pub fn contains(self, one: Contradiction) -> bool {
        self.0 & (1 << one as u8) != 0
    }

    /// Each of them.
    pub fn iter(self) -> impl Iterator<Item = Contradiction> {
        Contradiction::ALL.into_iter().filter(move |one| self.contains(*one))
    }
}
