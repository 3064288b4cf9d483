//! Why a ticket went to a person, or should have.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::ground::Ground;
use crate::facts::{Column, Signals};
use crate::metrics::Ticket;

/// What made a ticket go to a person, where its source does not say it in words of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Trigger {
    /// The customer asked for a person.
    ExplicitRequest,
    /// The customer speaks of leaving.
    Churn,
    /// The query type is sensitive.
    SensitiveType,
    /// The account is a VIP.
    VipAccount,
    /// Several teams had it.
    SeveralTeams,
    /// AI had replied more than once before it handed over.
    FailedAttempts,
    /// The customer's text shows strong feeling.
    Emotional,
    /// AI gave no answer.
    NoAnswer,
    /// A limit, or a technical failure.
    LimitOrTechnical,
    /// Nothing tells.
    Unknown,
}

impl Trigger {
    /// All triggers, in the order in which the first that holds is the primary one.
    pub const ALL: [Trigger; 10] = [
        Trigger::ExplicitRequest,
        Trigger::Churn,
        Trigger::SensitiveType,
        Trigger::VipAccount,
        Trigger::SeveralTeams,
        Trigger::FailedAttempts,
        Trigger::Emotional,
        Trigger::NoAnswer,
        Trigger::LimitOrTechnical,
        Trigger::Unknown,
    ];

    /// Its stable word.
    pub fn word(self) -> &'static str {
        match self {
            Trigger::ExplicitRequest => "explicit_request",
            Trigger::Churn => "churn",
            Trigger::SensitiveType => "sensitive_type",
            Trigger::VipAccount => "vip_account",
            Trigger::SeveralTeams => "several_teams",
            Trigger::FailedAttempts => "failed_attempts",
            Trigger::Emotional => "emotional",
            Trigger::NoAnswer => "no_answer",
            Trigger::LimitOrTechnical => "limit_or_technical",
            Trigger::Unknown => "unknown",
        }
    }
}

/// What triggers are found by, looked up once for all tickets.
pub(super) struct Finder<'a> {
    ground: &'a Ground<'a>,
    sensitive: Vec<bool>,
    vip_accounts: Vec<Option<bool>>,
    vip_tiers: Vec<bool>,
    vip_tags: Vec<bool>,
    technical_tags: Vec<bool>,
}

/// The columns that [`Finder`] looks at.
pub(super) const COLUMNS: &[Column] = &[
    Column::QueryType,
    Column::HandoffTrigger,
    Column::Signals,
    Column::Account,
    Column::AccountTier,
    Column::Teams,
    Column::AiReplies,
    Column::Tags,
    Column::TagEnds,
];

impl<'a> Finder<'a> {
    pub(super) fn new(ground: &'a Ground<'a>) -> Finder<'a> {
        let names = |column| ground.facts.words().names(column).iter();
        let is_one_of =
            |words: &[String], name: &str| words.iter().any(|word| word.eq_ignore_ascii_case(name));
        let rules = &ground.rules.escalations;
        Finder {
            sensitive: names(Column::QueryType).map(|name| ground.is_sensitive(name)).collect(),
            vip_accounts: names(Column::Account).map(|name| ground.decisions.vip(name)).collect(),
            vip_tiers: names(Column::AccountTier).map(|name| is_one_of(&rules.vip, name)).collect(),
            vip_tags: names(Column::Tags).map(|name| is_one_of(&rules.vip, name)).collect(),
            technical_tags: names(Column::Tags).map(|name| is_one_of(&rules.technical, name)).collect(),
            ground,
        }
    }

    /// The source's own reason: a code of [`Column::HandoffTrigger`].
    pub(super) fn own_reason(&self, ticket: &Ticket<'_>) -> Option<u32> {
        Some(ticket.code(Column::HandoffTrigger)).filter(|code| *code > 0)
    }

    /// Whether the ticket's query type is sensitive.
    pub(super) fn is_sensitive(&self, ticket: &Ticket<'_>) -> bool {
        at(&self.sensitive, ticket.code(Column::QueryType))
    }

    /// Whether the ticket's account is a VIP.
    pub(super) fn is_vip(&self, ticket: &Ticket<'_>) -> bool {
        let account = ticket.code(Column::Account);
        let decided = self.vip_accounts.get(account as usize).copied().flatten().filter(|_| account > 0);
        decided.unwrap_or_else(|| {
            at(&self.vip_tiers, ticket.code(Column::AccountTier)) || has_tag(&self.vip_tags, ticket)
        })
    }

    /// Whether a trigger holds for a ticket.
    pub(super) fn holds(&self, trigger: Trigger, ticket: &Ticket<'_>) -> bool {
        let signals = || Signals::from_code(ticket.code(Column::Signals));
        let rules = &self.ground.rules.escalations;
        match trigger {
            Trigger::ExplicitRequest => signals().has(Signals::PERSON_REQUESTED),
            Trigger::Churn => signals().has(Signals::CHURN),
            Trigger::SensitiveType => self.is_sensitive(ticket),
            Trigger::VipAccount => self.is_vip(ticket),
            Trigger::SeveralTeams => ticket.count(Column::Teams).is_some_and(|teams| teams >= rules.teams),
            Trigger::FailedAttempts => {
                ticket.judged.is_escalated()
                    && ticket.count(Column::AiReplies).is_some_and(|replies| replies >= rules.attempts)
            }
            Trigger::Emotional => signals().has(Signals::EMOTIONAL),
            Trigger::NoAnswer => ticket.judged.is_involved() && ticket.count(Column::AiReplies) == Some(0),
            Trigger::LimitOrTechnical => has_tag(&self.technical_tags, ticket),
            Trigger::Unknown => true,
        }
    }

    /// The first trigger that holds, but for the source's own reason.
    pub(super) fn first(&self, ticket: &Ticket<'_>) -> Trigger {
        let found = Trigger::ALL.into_iter().find(|trigger| self.holds(*trigger, ticket));
        found.unwrap_or(Trigger::Unknown)
    }
}

fn at(table: &[bool], code: u32) -> bool {
    table.get(code as usize).copied().unwrap_or(false)
}

fn has_tag(table: &[bool], ticket: &Ticket<'_>) -> bool {
    let tags = ticket.segment.data(Column::Tags);
    ticket.segment.tags(ticket.row).any(|place| at(table, tags.code(place)))
}

/// Whether so many replies by people, where they are known, are at least so many.
pub(super) fn replies_at_least(ticket: &Ticket<'_>, least: u32) -> Option<bool> {
    ticket.count(Column::Replies).map(|replies| replies >= least)
}
