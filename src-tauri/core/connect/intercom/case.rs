//! A conversation of Intercom with what stands beside it, and the record that becomes of it.

use std::collections::HashMap;

use super::answer::{Author, Conversation, Part};
use crate::connect::error::optional;
use crate::connect::json::word;
use crate::connect::replies::{Replies, Writer};
use crate::connect::said::{Said, TEXT_COLUMNS, texts};
use crate::connect::{Column, ConnectError, Http, mapping};
use crate::import::{Condition, EvidenceRule, Mapping, Meaning, QueryTypeRule};
use crate::model::{Exclusion, Field, Timestamp};

/// Names of people and teams.
#[derive(Default)]
pub(super) struct Names {
    pub(super) admins: HashMap<String, String>,
    pub(super) teams: HashMap<String, String>,
}

/// A conversation with what stands beside it.
pub(super) struct Case {
    conversation: Conversation,
    assignee: Option<String>,
    team: Option<String>,
    replies: Option<Replies>,
}

fn time(seconds: Option<i64>) -> Option<String> {
    seconds.filter(|seconds| *seconds > 0).map(|seconds| Timestamp(seconds).to_rfc3339())
}

pub(super) const COLUMNS: &[Column<Case>] = &[
    ("Conversation ID", |case| word(&case.conversation.id)),
    ("Created at", |case| time(case.conversation.created_at)),
    ("Updated at", |case| time(case.conversation.updated_at)),
    ("Last close at", |case| time(case.conversation.statistics.as_ref()?.last_close_at)),
    ("State", |case| case.conversation.state.clone()),
    ("Priority", |case| case.conversation.priority.clone()),
    ("Channel", |case| case.conversation.source.as_ref()?.kind.clone()),
    ("Delivered as", |case| case.conversation.source.as_ref()?.delivered_as.clone()),
    ("Title", |case| case.conversation.title.clone()),
    ("Tags", |case| {
        let tags = case.conversation.tags.as_ref()?.tags.iter().filter_map(|tag| tag.name.clone());
        // A semicolon stands between tags.
        Some(tags.map(|tag| tag.replace(';', ",")).collect::<Vec<_>>().join(";"))
    }),
    // Whose e-mail address is known depends on how a conversation began; who it is of is known by number each time.
    ("Contact", |case| {
        let author = || {
            let author = case.conversation.source.as_ref()?.author.as_ref()?;
            word(&author.id).filter(|_| author.is_customer())
        };
        author().or_else(|| word(&case.conversation.contacts.as_ref()?.contacts.first()?.id))
    }),
    ("Assignee", |case| case.assignee.clone()),
    ("Team", |case| case.team.clone()),
    ("Reopens", |case| Some(case.conversation.statistics.as_ref()?.count_reopens?.to_string())),
    ("Handling seconds", |case| Some(case.conversation.statistics.as_ref()?.handling_time?.to_string())),
    ("Rating", |case| case.rating().map(|(score, _)| score.to_string())),
    ("Rated at", |case| time(case.rating()?.1)),
    ("SLA met", |case| match case.conversation.sla_applied.as_ref()?.sla_status.as_deref()? {
        "hit" => Some("true".to_owned()),
        "missed" => Some("false".to_owned()),
        _ => None,
    }),
    ("AI took part", |case| case.conversation.ai_agent_participated.map(|took_part| took_part.to_string())),
    ("AI resolution state", |case| case.conversation.ai_agent.as_ref()?.resolution_state.clone()),
    ("AI source type", |case| case.conversation.ai_agent.as_ref()?.source_type.clone()),
    // Fin took part, gave no answer that counts, and nobody else touched it.
    ("Left by the customer", |case| {
        let state = case.conversation.ai_agent.as_ref().and_then(|ai| ai.resolution_state.as_ref());
        let closed = case.conversation.state.as_deref() == Some("closed");
        let alone = case.human_replies() == Some(0);
        (case.took_part() && closed && alone && state.is_none()).then(|| "true".to_owned())
    }),
    ("Human replies", |case| Some(case.human_replies()?.to_string())),
    ("AI replies", |case| Some(case.replies.as_ref()?.by_ai.to_string())),
    ("Customer replies", |case| Some(case.replies.as_ref()?.by_customer.to_string())),
    ("First human reply at", |case| match &case.replies {
        Some(replies) => replies.first_by_people.clone(),
        None => time(case.conversation.statistics.as_ref()?.first_admin_reply_at),
    }),
    ("First AI reply at", |case| case.replies.as_ref()?.first_by_ai.clone()),
    ("Topic", |case| {
        let attributes = case.conversation.custom_attributes.as_ref()?;
        ["AI Topic", "Topic", "Issue Type"].iter().find_map(|name| word(attributes.get(*name)?))
    }),
    (TEXT_COLUMNS[0], |case| {
        let opening = || Said::one(case.opening()).before;
        case.replies.as_ref().map_or_else(opening, |replies| replies.said.before.clone())
    }),
    (TEXT_COLUMNS[1], |case| case.replies.as_ref()?.said.after_handoff.clone()),
];

impl Case {
    fn took_part(&self) -> bool {
        self.conversation.ai_agent_participated == Some(true)
    }

    /// What it began with, where the customer began it.
    fn opening(&self) -> Option<&str> {
        let source = self.conversation.source.as_ref()?;
        source.body.as_deref().filter(|_| source.author.as_ref().is_none_or(Author::is_customer))
    }

    /// The survey's score; that of the AI's own survey where there is no other.
    fn rating(&self) -> Option<(f64, Option<i64>)> {
        let survey = self.conversation.conversation_rating.as_ref();
        let survey = survey.and_then(|rating| Some((rating.rating?, rating.created_at)));
        let of_ai = || {
            let ai = self.conversation.ai_agent.as_ref()?;
            Some((ai.rating?, ai.created_at))
        };
        survey.or_else(of_ai)
    }

    /// Counted where the parts were read; none where nobody has replied. How many else is not known.
    fn human_replies(&self) -> Option<u64> {
        if let Some(replies) = &self.replies {
            return Some(replies.by_people);
        }
        let statistics = self.conversation.statistics.as_ref()?;
        statistics.first_admin_reply_at.is_none().then_some(0)
    }

    /// A conversation with its replies counted, where that takes its parts.
    pub(super) fn ask(http: &Http, names: &Names, conversation: Conversation) -> Result<Case, ConnectError> {
        let named = |names: &HashMap<String, String>, id: Option<u64>| {
            // 0 is nobody.
            let id = id.filter(|id| *id > 0)?.to_string();
            Some(names.get(&id).cloned().unwrap_or(id))
        };
        let mut case = Case {
            assignee: named(&names.admins, conversation.admin_assignee_id),
            team: named(&names.teams, conversation.team_assignee_id),
            replies: None,
            conversation,
        };
        let admin_replied =
            case.conversation.statistics.as_ref().is_some_and(|all| all.first_admin_reply_at.is_some());
        let id = word(&case.conversation.id);
        if let Some(id) =
            id.filter(|_| case.took_part() && (admin_replied || case.conversation.statistics.is_none()))
        {
            let whole = optional(http.get::<Conversation>(&format!("/conversations/{id}")))?;
            let parts = whole.and_then(|whole| whole.conversation_parts);
            case.replies = parts.map(|parts| replies(case.opening(), &parts.conversation_parts));
        }
        Ok(case)
    }
}

fn replies(opening: Option<&str>, parts: &[Part]) -> Replies {
    let mut replies = Replies { said: Said::one(opening), ..Replies::default() };
    for part in parts.iter().filter(|part| part.part_type.as_deref() == Some("comment")) {
        let Some(author) = &part.author else { continue };
        let operator = author
            .email
            .as_deref()
            .is_some_and(|email| email.starts_with("operator+") && email.ends_with("@intercom.io"));
        let writer = match author.kind.as_deref() {
            _ if author.from_ai_agent == Some(true) || operator => Writer::Ai,
            Some("bot") => Writer::Ai,
            Some("admin") => Writer::Person,
            _ => Writer::Customer,
        };
        replies.add(&writer, time(part.created_at), part.body.as_deref());
    }
    replies
}

pub(super) fn api_mapping() -> Mapping {
    let mut mapping = mapping(
        "Intercom",
        "intercom",
        &[
            ("Conversation ID", Field::ExternalId),
            ("Created at", Field::CreatedAt),
            ("Updated at", Field::UpdatedAt),
            ("Last close at", Field::ResolvedAt),
            ("State", Field::Status),
            ("Priority", Field::Priority),
            ("Channel", Field::Channel),
            ("Title", Field::Subject),
            ("Tags", Field::Tags),
            ("Contact", Field::RequesterId),
            ("Assignee", Field::Assignee),
            ("Team", Field::Team),
            ("Reopens", Field::Reopens),
            ("Rating", Field::CsatScore),
            ("Rated at", Field::CsatAt),
            ("SLA met", Field::SlaMet),
            ("Human replies", Field::HumanReplies),
            ("AI replies", Field::AiReplies),
            ("Customer replies", Field::CustomerReplies),
            ("First human reply at", Field::FirstHumanReplyAt),
            ("First AI reply at", Field::FirstAiReplyAt),
        ],
    );
    mapping.columns.push(
        crate::import::Column::new("Handling seconds", Field::HandleMinutes)
            .read_as(crate::import::Reading::Seconds),
    );
    let state = |states: &[&str]| Condition::one_of("AI resolution state", states);
    let rules = [
        // Somebody of the team trying it out.
        (
            Condition::one_of("AI source type", &["workflow_preview", "fin_preview"]),
            Meaning::Excluded(Exclusion::Test),
        ),
        (state(&["escalated", "routed_to_team", "procedure_handoff"]), Meaning::HandedOff),
        (state(&["confirmed_resolution"]), Meaning::ResolvedConfirmed),
        (state(&["assumed_resolution"]), Meaning::ResolvedAssumed),
        (state(&["abandoned", "negative_feedback"]), Meaning::Abandoned),
        (Condition::equals("Left by the customer", "true"), Meaning::Abandoned),
        (Condition::equals("AI took part", "true"), Meaning::AiTookPart),
        // What has begun with the company's own message to many is no question of a customer.
        (Condition::equals("Delivered as", "admin_initiated"), Meaning::Excluded(Exclusion::Outbound)),
    ];
    mapping.evidence = rules.into_iter().map(|(when, means)| EvidenceRule::new(when, means)).collect();
    let words = |pairs: &[(&str, &str)]| {
        pairs.iter().map(|(theirs, ours)| ((*theirs).to_owned(), (*ours).to_owned())).collect()
    };
    mapping.values.insert(Field::Status, words(&[("snoozed", "pending")]));
    mapping.values.insert(
        Field::Priority,
        words(&[("priority", "high"), ("not_priority", "normal"), ("none", ""), ("medium", "normal")]),
    );
    mapping.values.insert(
        Field::Channel,
        words(&[
            ("conversation", "messaging"),
            ("push", "messaging"),
            ("sms", "messaging"),
            ("whatsapp", "messaging"),
            ("phone_call", "phone"),
            ("phone_switch", "phone"),
            ("facebook", "social"),
            ("instagram", "social"),
            ("twitter", "social"),
        ]),
    );
    mapping.texts = texts();
    mapping.csat_scale = Some(5.0);
    mapping.query_type = vec![QueryTypeRule::Column("Topic".to_owned())];
    mapping.open_is_unresolved = true;
    mapping
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn the_customer_s_words_come_from_the_beginning_and_the_parts() {
        let conversation: Conversation = serde_json::from_value(json!({
            "source": {"body": "<p>Before</p>", "author": {"type": "user"}},
            "conversation_parts": {"conversation_parts": [
                {"part_type": "comment", "body": "<p>By Fin</p>", "author": {"type": "bot"}},
                {"part_type": "comment", "body": "<p>Between</p>", "author": {"type": "user"}},
                {"part_type": "comment", "body": "<p>By a person</p>", "author": {"type": "admin"}},
                {"part_type": "comment", "body": "<p>After</p>", "author": {"type": "user"}},
            ]},
        }))
        .unwrap();
        let parts = conversation.conversation_parts.as_ref().map(|parts| parts.conversation_parts.as_slice());
        let replies = replies(Some("<p>Before</p>"), parts.unwrap());
        assert_eq!(replies.said.before.as_deref(), Some("Before\n\nBetween"));
        assert_eq!(replies.said.after_handoff.as_deref(), Some("After"));
        let mut case = Case { conversation, assignee: None, team: None, replies: None };
        assert_eq!(case.opening(), Some("<p>Before</p>"));
        case.conversation.source.as_mut().unwrap().author.as_mut().unwrap().kind = Some("admin".to_owned());
        assert_eq!(case.opening(), None, "the company began it");
    }
}
