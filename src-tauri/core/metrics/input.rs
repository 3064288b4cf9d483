//! What figures rest on: the things that have to be known of tickets, as data that KPIs name and data quality counts.

use serde::Serialize;
use ts_rs::TS;

use crate::facts::{Flags, Inventory};
use crate::model::{Contradiction, Field};

/// Of which tickets something is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Among {
    /// All that count.
    All,
    /// Those that are resolved, by their time or by their status.
    Finished,
    /// Those that AI took part in.
    Ai,
    /// Those that a person took part in.
    People,
    /// Those that AI and people resolved.
    Hybrid,
    /// Those that AI passed to people.
    Escalated,
    /// Those resolved with people.
    ResolvedWithPeople,
}

impl Among {
    /// Whether a ticket belongs to them.
    pub(super) fn holds(self, flags: Flags, inventory: Inventory) -> bool {
        match self {
            Among::All => true,
            Among::Finished => {
                flags.has(Flags::RESOLVED)
                    || inventory.contradictions.contains(Contradiction::ClosedWithoutResolution)
            }
            Among::Ai => flags.has(Flags::INVOLVED),
            Among::People => flags.has(Flags::HUMAN_INVOLVED),
            Among::Hybrid => flags.has(Flags::HYBRID),
            Among::Escalated => flags.has(Flags::ESCALATED),
            Among::ResolvedWithPeople => flags.has_any(Flags::HYBRID.with(Flags::HUMAN_ONLY)),
        }
    }

    /// Them, in words.
    pub fn text(self) -> &'static str {
        match self {
            Among::All => "tickets",
            Among::Finished => "resolved tickets",
            Among::Ai => "tickets with AI",
            Among::People => "tickets with people",
            Among::Hybrid => "hybrid tickets",
            Among::Escalated => "escalated tickets",
            Among::ResolvedWithPeople => "tickets resolved with people",
        }
    }
}

/// What an empty field means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Silence {
    /// It is unknown.
    Unknown,
    /// No, where the source tells it of any ticket: a customer who gave no rating, a ticket without AI. Where the source
    /// tells it of none, it is unknown of all.
    No,
    /// It is not told by tickets, but entered by the user.
    Entered,
}

/// Something that has to be known.
#[derive(Debug, PartialEq, Serialize, TS)]
pub struct Input {
    /// Its name on the command line and in JSON.
    pub name: &'static str,
    /// Its name on screen.
    pub title: &'static str,
    /// Of which tickets it is asked.
    pub among: Among,
    /// The fields that tell it: any of them does.
    pub fields: &'static [Field],
    /// The fields that are read along with those.
    pub along: &'static [Field],
    /// What it means where none of them is filled.
    pub silence: Silence,
    /// Whether it counts in the score.
    pub important: bool,
    /// How to get it.
    pub how: &'static str,
}

impl Input {
    /// What any other is made from.
    const BASE: Input = Input {
        name: "",
        title: "",
        among: Among::All,
        fields: &[],
        along: &[],
        silence: Silence::Unknown,
        important: false,
        how: "",
    };
}

/// What tells that AI took part, or how.
const AI_SIGNS: &[Field] = &[
    Field::AiInvolved,
    Field::FirstAiReplyAt,
    Field::HandedOffAt,
    Field::AiOutcome,
    Field::AiVersion,
    Field::AiReplies,
];

/// When tickets were resolved.
pub static RESOLUTION: Input = Input {
    name: "resolution",
    title: "Time of resolution",
    among: Among::Finished,
    fields: &[Field::ResolvedAt],
    important: true,
    how: "Map the column with the time of the last resolution to resolved_at; a status alone does not say when.",
    ..Input::BASE
};
/// Query types.
pub static QUERY_TYPE: Input = Input {
    name: "query_type",
    title: "Query type",
    fields: &[Field::QueryType],
    important: true,
    how: "Map a column to query_type, or add rules that find it by tags or by words of the subject.",
    ..Input::BASE
};
/// Who asked.
pub static REQUESTER: Input = Input {
    name: "requester",
    title: "Requester",
    fields: &[Field::RequesterId],
    important: true,
    how: "Map the column with the customer's id or e-mail address to requester_id. It stays on this machine.",
    ..Input::BASE
};
/// Whether AI took part.
pub static AI: Input = Input {
    name: "ai",
    title: "Whether AI took part",
    fields: AI_SIGNS,
    silence: Silence::No,
    important: true,
    how: "Add a rule that says which agents, tags or fields stand for AI, or map the columns of the AI's replies.",
    ..Input::BASE
};
/// Whether people took part.
pub static PEOPLE: Input = Input {
    name: "people",
    title: "Whether a person took part",
    fields: &[Field::HumanInvolved, Field::FirstHumanReplyAt, Field::HumanReplies],
    silence: Silence::No,
    important: true,
    how: "Map the time of a person's first reply or the number of replies by people, or add a rule that says when a person took part.",
    ..Input::BASE
};
/// When a person first replied.
pub static FIRST_REPLY: Input = Input {
    name: "first_reply",
    title: "Time of a person's first reply",
    among: Among::People,
    fields: &[Field::FirstHumanReplyAt],
    along: &[Field::HandedOffAt],
    important: true,
    how: "Map the column with the time of the first public reply by a person to first_human_reply_at.",
    ..Input::BASE
};
/// Hand-offs.
pub static HANDOFF: Input = Input {
    name: "handoff",
    title: "Hand-offs",
    among: Among::Ai,
    fields: &[Field::HandedOffAt, Field::AiOutcome],
    silence: Silence::No,
    important: true,
    how: "Map the time of the hand-off to handed_off_at, or add a rule that says when AI handed off.",
    ..Input::BASE
};
/// Ratings.
pub static RATING: Input = Input {
    name: "rating",
    title: "Rating",
    among: Among::Finished,
    fields: &[Field::Satisfied, Field::CsatScore],
    along: &[Field::CsatScale],
    silence: Silence::No,
    important: true,
    how: "Export the ratings too: map satisfied, or csat_score with csat_scale.",
};
/// Scores on their scale.
pub static SCORE: Input = Input {
    name: "score",
    title: "Score on a scale",
    among: Among::Finished,
    fields: &[Field::CsatScore],
    along: &[Field::CsatScale],
    silence: Silence::No,
    how: "Map the score as the customer gave it to csat_score, and the top of its scale to csat_scale.",
    ..Input::BASE
};
/// Reopens.
pub static REOPENS: Input = Input {
    name: "reopens",
    title: "Reopens",
    among: Among::Finished,
    fields: &[Field::Reopens],
    important: true,
    how: "Map the number of times that a ticket was opened again to reopens.",
    ..Input::BASE
};
/// Whether the customer came back.
pub static RETURNS: Input = Input {
    name: "returns",
    title: "Whether the customer came back",
    among: Among::Finished,
    fields: &[Field::RequesterId, Field::Reopens],
    how: "Map requester_id, reopens, or best both.",
    ..Input::BASE
};
/// Minutes of work.
pub static HANDLE_MINUTES: Input = Input {
    name: "handle_minutes",
    title: "Handle minutes",
    among: Among::ResolvedWithPeople,
    fields: &[Field::HandleMinutes],
    along: &[Field::HumanReplies, Field::Channel, Field::QueryType],
    important: true,
    how: "Map the minutes that people worked on a ticket to handle_minutes; without them they are estimated from replies.",
    ..Input::BASE
};
/// Replies by people.
pub static HUMAN_REPLIES: Input = Input {
    name: "human_replies",
    title: "Number of replies by people",
    among: Among::People,
    fields: &[Field::HumanReplies],
    how: "Map the number of public replies by people to human_replies.",
    ..Input::BASE
};
/// Whether a person answered what AI passed on.
pub static ANSWER: Input = Input {
    name: "answer",
    title: "Whether a person answered a hand-off",
    among: Among::Escalated,
    fields: &[Field::FirstHumanReplyAt, Field::HumanReplies, Field::HumanInvolved],
    how: "Map the time of a person's first reply, or the number of replies by people.",
    ..Input::BASE
};
/// How the AI's part ended.
pub static AI_OUTCOME: Input = Input {
    name: "ai_outcome",
    title: "How the AI's part ended",
    among: Among::Ai,
    fields: &[Field::AiOutcome],
    silence: Silence::No,
    how: "Map the AI's outcome to ai_outcome, or add rules for confirmed, assumed and abandoned.",
    ..Input::BASE
};
/// Agents' verdicts.
pub static FEEDBACK: Input = Input {
    name: "feedback",
    title: "Verdicts on the AI's answers",
    among: Among::Ai,
    fields: &[Field::AiFeedback],
    silence: Silence::No,
    how: "Have agents judge answers of the AI, and map their verdicts to ai_feedback.",
    ..Input::BASE
};
/// Service levels.
pub static SLA: Input = Input {
    name: "sla",
    title: "Service level met",
    among: Among::Finished,
    fields: &[Field::SlaMet],
    how: "Map the helpdesk's own verdict on the service level to sla_met.",
    ..Input::BASE
};
/// Customers who had to repeat themselves.
pub static CONTEXT: Input = Input {
    name: "context",
    title: "Context lost at the hand-off",
    among: Among::Hybrid,
    fields: &[Field::ContextLoss],
    how: "Map a field or tag that agents set where a customer had to repeat themselves to context_loss.",
    ..Input::BASE
};
/// Causes.
pub static ROOT_CAUSE: Input = Input {
    name: "root_cause",
    title: "Root cause",
    among: Among::ResolvedWithPeople,
    fields: &[Field::RootCause],
    silence: Silence::No,
    how: "Map the field in which agents write the cause to root_cause.",
    ..Input::BASE
};
/// Fixes.
pub static RESOLUTION_PATH: Input = Input {
    name: "resolution_path",
    title: "Resolution path",
    among: Among::ResolvedWithPeople,
    fields: &[Field::ResolutionPath],
    silence: Silence::No,
    how: "Map the field in which agents write the fix to resolution_path.",
    ..Input::BASE
};
/// Channels.
pub static CHANNEL: Input = Input {
    name: "channel",
    title: "Channel",
    fields: &[Field::Channel],
    how: "Map the column with the way in which the customer wrote to channel.",
    ..Input::BASE
};
/// Teams.
pub static TEAM: Input = Input {
    name: "team",
    title: "Team",
    fields: &[Field::Team],
    how: "Map the group or queue to team.",
    ..Input::BASE
};
/// Languages.
pub static LANGUAGE: Input = Input {
    name: "language",
    title: "Language",
    fields: &[Field::Language],
    how: "Map the customer's language to language.",
    ..Input::BASE
};
/// Releases of the AI.
pub static AI_VERSION: Input = Input {
    name: "ai_version",
    title: "Release of the AI",
    among: Among::Ai,
    fields: &[Field::AiVersion],
    how: "Map the release or configuration of the AI that answered to ai_version; releases are then marked on charts.",
    ..Input::BASE
};
/// Costs.
pub static LEDGER: Input = Input {
    name: "ledger",
    title: "Costs",
    silence: Silence::Entered,
    how: "Enter the monthly costs on the Cost page, or with smix costs set.",
    ..Input::BASE
};

/// What data quality lists, what counts in the score first.
pub static INPUTS: &[&Input] = &[
    &RESOLUTION,
    &QUERY_TYPE,
    &REQUESTER,
    &AI,
    &PEOPLE,
    &FIRST_REPLY,
    &HANDOFF,
    &RATING,
    &REOPENS,
    &HANDLE_MINUTES,
    &HUMAN_REPLIES,
    &ANSWER,
    &AI_OUTCOME,
    &SCORE,
    &SLA,
    &FEEDBACK,
    &CONTEXT,
    &ROOT_CAUSE,
    &RESOLUTION_PATH,
    &CHANNEL,
    &TEAM,
    &LANGUAGE,
    &AI_VERSION,
];
