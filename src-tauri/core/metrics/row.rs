//! One ticket as measures see it: the predicates that the KPIs are made of, by their names.

use crate::facts::Flags;

/// An eligible ticket, as far as it can be judged without its numbers: all tickets of one profile and age are alike.
#[derive(Clone, Copy, Debug)]
pub struct Row {
    flags: Flags,
    age: Age,
}

/// How old a ticket is at the moment that maturity is judged at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Age {
    /// The repeat-contact window after its resolution has passed.
    pub mature: bool,
    /// It was resolved or handed off at least 24 hours ago.
    pub waited: bool,
}

impl Age {
    /// Every age there is, each at its [`Age::index`].
    pub(super) const ALL: [Age; 4] = [
        Age { mature: false, waited: false },
        Age { mature: true, waited: false },
        Age { mature: false, waited: true },
        Age { mature: true, waited: true },
    ];

    /// Its place in [`Age::ALL`].
    pub(super) fn index(self) -> usize {
        usize::from(self.mature) | usize::from(self.waited) << 1
    }
}

/// How a ticket counts in a share.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// The question is not asked of it.
    Outside,
    /// The question is asked, and what is known of it does not tell.
    Unknown,
    /// It is too early to tell.
    Maturing,
    /// Below the line only.
    Missed,
    /// Below the line, and by half above it.
    Half,
    /// Below and above the line.
    Hit,
}

impl Verdict {
    /// How many verdicts there are.
    pub(super) const COUNT: usize = 6;

    /// Of a question that is asked of every ticket.
    pub fn of(hit: bool) -> Verdict {
        if hit { Verdict::Hit } else { Verdict::Missed }
    }

    /// Of a question to which the answer may be unknown.
    pub fn known(hit: Option<bool>) -> Verdict {
        hit.map_or(Verdict::Unknown, Verdict::of)
    }

    /// The same where the question is asked.
    pub fn among(self, asked: bool) -> Verdict {
        if asked { self } else { Verdict::Outside }
    }

    /// Whether it counts below the line.
    pub fn counts(self) -> bool {
        matches!(self, Verdict::Missed | Verdict::Half | Verdict::Hit)
    }

    /// Whether it counts above the line, in whole or by half.
    pub fn counts_above(self) -> bool {
        matches!(self, Verdict::Half | Verdict::Hit)
    }
}

impl Row {
    /// A ticket of these judgements and age.
    pub(super) fn new(flags: Flags, age: Age) -> Row {
        Row { flags, age }
    }

    /// AI took part.
    pub fn is_involved(self) -> bool {
        self.flags.has(Flags::INVOLVED)
    }

    /// AI took part, and it was handed off or a person took part.
    pub fn is_escalated(self) -> bool {
        self.flags.has(Flags::ESCALATED)
    }

    /// Resolved by AI alone, and not abandoned.
    pub fn is_ai_resolved(self) -> bool {
        self.flags.has(Flags::AI_RESOLVED)
    }

    /// The customer said that AI solved it.
    pub fn is_confirmed(self) -> bool {
        self.flags.has(Flags::CONFIRMED)
    }

    /// AI took part, and the customer gave up.
    pub fn is_abandoned(self) -> bool {
        self.flags.has(Flags::INVOLVED.with(Flags::ABANDONED))
    }

    /// Resolved by AI and people.
    pub fn is_hybrid(self) -> bool {
        self.flags.has(Flags::HYBRID)
    }

    /// Of type hybrid or human-only.
    pub fn is_resolved_with_people(self) -> bool {
        self.flags.has_any(Flags::HYBRID.with(Flags::HUMAN_ONLY))
    }

    /// Of type AI-only, hybrid or human-only: resolved, and not by itself.
    pub fn is_resolved_by_anyone(self) -> bool {
        self.flags.has(Flags::AI_ONLY) || self.is_resolved_with_people()
    }

    /// A person took part.
    pub fn is_human_involved(self) -> bool {
        self.flags.has(Flags::HUMAN_INVOLVED)
    }

    /// The customer rated it.
    pub fn is_rated(self) -> bool {
        self.flags.has(Flags::RATED)
    }

    /// The customer rated it well.
    pub fn is_satisfied(self) -> bool {
        self.flags.has(Flags::SATISFIED)
    }

    /// The repeat-contact window after its resolution has passed.
    pub fn is_mature(self) -> bool {
        self.age.mature
    }

    /// It was resolved or handed off at least 24 hours ago: a person has had the time to answer.
    pub fn has_waited(self) -> bool {
        self.age.waited
    }

    /// Whether a person replied; `None` where that is not known.
    pub fn is_answered(self) -> Option<bool> {
        self.flags.has(Flags::ANSWER_KNOWN).then(|| self.flags.has(Flags::ANSWERED))
    }

    /// Whether the requester came back within the window; `None` where the requester is unknown.
    pub fn is_repeated(self) -> Option<bool> {
        self.flags.has(Flags::REQUESTER_KNOWN).then(|| self.flags.has(Flags::REPEATED))
    }

    /// The requester came back within 24 hours of the resolution.
    pub fn is_repeated_within_24_hours(self) -> bool {
        self.flags.has(Flags::REPEATED_24H)
    }

    /// The requester came back within 72 hours of the resolution.
    pub fn is_repeated_within_72_hours(self) -> bool {
        self.flags.has(Flags::REPEATED_72H)
    }

    /// Whether it was reopened; `None` where that is not known.
    pub fn is_reopened(self) -> Option<bool> {
        self.flags.has(Flags::REOPENS_KNOWN).then(|| self.flags.has(Flags::REOPENED))
    }

    /// Neither a repeat contact nor a reopen, judged on what is known; `None` where neither is.
    pub fn is_clean(self) -> Option<bool> {
        match (self.is_repeated(), self.is_reopened()) {
            (None, None) => None,
            (repeated, reopened) => Some(repeated != Some(true) && reopened != Some(true)),
        }
    }

    /// Of repeat contacts and reopens, only one is known.
    pub fn is_clean_in_part(self) -> bool {
        self.is_repeated().is_some() != self.is_reopened().is_some()
    }

    /// Whether people replied exactly once; `None` where replies were not counted.
    pub fn is_one_reply(self) -> Option<bool> {
        self.flags.has(Flags::REPLIES_KNOWN).then(|| self.flags.has(Flags::ONE_REPLY))
    }

    /// Whether the service level was met; `None` where that is not known.
    pub fn is_sla_met(self) -> Option<bool> {
        self.flags.has(Flags::SLA_KNOWN).then(|| self.flags.has(Flags::SLA_MET))
    }

    /// Whether the customer had to repeat themselves after a hand-off; `None` where that is not known.
    pub fn is_context_lost(self) -> Option<bool> {
        self.flags.has(Flags::CONTEXT_KNOWN).then(|| self.flags.has(Flags::CONTEXT_LOST))
    }

    /// An agent judged the AI's answer.
    pub fn has_feedback(self) -> bool {
        self.flags.has(Flags::JUDGED)
    }

    /// The agent found the AI's answer accurate, or partly so, or neither.
    pub fn feedback(self) -> Verdict {
        match self.flags {
            flags if flags.has(Flags::ACCURATE) => Verdict::Hit,
            flags if flags.has(Flags::PARTLY_ACCURATE) => Verdict::Half,
            _ => Verdict::Missed,
        }
    }

    /// Query type, root cause and resolution path are all filled in.
    pub fn is_documented(self) -> bool {
        self.flags.has(Flags::DOCUMENTED)
    }
}
