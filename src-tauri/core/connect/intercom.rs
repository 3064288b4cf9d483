//! Intercom: the search for conversations by their last change.
//!
//! The version is pinned, as the words for how AI's part ended depend on it; those of older versions are understood too.
//! What Fin made of a conversation, and ratings, change after it was closed, so the last days are read again. Whether a
//! person replied is read from a conversation's parts, where AI took part and an admin is said to have replied: the AI
//! poses as one. That rule rests on what accounts have shown.

use std::collections::HashMap;
use std::sync::OnceLock;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::error::optional;
use super::json::{count, lenient, list, word};
use super::{
    Access, Authorization, Column, ConnectError, Helpdesk, Http, Kind, Page, headers, mapping, record,
};
use crate::import::{Condition, EvidenceRule, Mapping, Meaning, QueryTypeRule};
use crate::model::{Exclusion, Field, Timestamp};

pub(super) const KIND: Kind = Kind {
    name: "intercom",
    title: "Intercom",
    address: "https://api.intercom.io, https://api.eu.intercom.io or https://api.au.intercom.io",
    user: None,
    secret: "an access token (Developer Hub, your app, Authentication) that may read conversations",
    mapping: api_mapping,
    open: |Access { secret, since, .. }| {
        (Authorization::Bearer(secret), Box::new(Intercom { since, names: OnceLock::new() }))
    },
    headers: &[("Intercom-Version", "2.15")],
};

/// Conversations of a page: the most that the interface gives.
const PAGE: u32 = 150;
/// Seconds before the newest change that are read again by the next sync.
const REREAD: i64 = 3 * 24 * 3_600;

struct Intercom {
    since: Option<Timestamp>,
    names: OnceLock<Names>,
}

/// Where to go on: in the list of what has changed since a time, behind a conversation.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
struct Place {
    since: i64,
    after: Option<String>,
    newest: i64,
}

#[derive(Deserialize)]
struct Found {
    #[serde(default, deserialize_with = "list")]
    conversations: Vec<Value>,
    #[serde(default)]
    total_count: Option<u64>,
    #[serde(default)]
    pages: Option<Pages>,
}

#[derive(Deserialize)]
struct Pages {
    #[serde(default)]
    next: Option<Next>,
}

#[derive(Deserialize)]
struct Next {
    #[serde(default)]
    starting_after: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Conversation {
    id: Value,
    created_at: Option<i64>,
    updated_at: Option<i64>,
    #[serde(deserialize_with = "lenient")]
    title: Option<String>,
    #[serde(deserialize_with = "lenient")]
    state: Option<String>,
    #[serde(deserialize_with = "lenient")]
    priority: Option<String>,
    #[serde(deserialize_with = "count")]
    admin_assignee_id: Option<u64>,
    #[serde(deserialize_with = "count")]
    team_assignee_id: Option<u64>,
    tags: Option<Tags>,
    contacts: Option<Contacts>,
    source: Option<Source>,
    statistics: Option<Statistics>,
    conversation_rating: Option<Rating>,
    sla_applied: Option<Sla>,
    ai_agent_participated: Option<bool>,
    ai_agent: Option<AiAgent>,
    custom_attributes: Option<serde_json::Map<String, Value>>,
    conversation_parts: Option<Parts>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Tags {
    #[serde(deserialize_with = "list")]
    tags: Vec<Named>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Named {
    id: Value,
    #[serde(deserialize_with = "lenient")]
    name: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Contacts {
    #[serde(deserialize_with = "list")]
    contacts: Vec<Named>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Source {
    #[serde(rename = "type", deserialize_with = "lenient")]
    kind: Option<String>,
    #[serde(deserialize_with = "lenient")]
    delivered_as: Option<String>,
    author: Option<Author>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Author {
    #[serde(rename = "type", deserialize_with = "lenient")]
    kind: Option<String>,
    #[serde(deserialize_with = "lenient")]
    email: Option<String>,
    from_ai_agent: Option<bool>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Statistics {
    first_admin_reply_at: Option<i64>,
    last_close_at: Option<i64>,
    #[serde(deserialize_with = "count")]
    count_reopens: Option<u64>,
    handling_time: Option<f64>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Rating {
    rating: Option<f64>,
    created_at: Option<i64>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Sla {
    #[serde(deserialize_with = "lenient")]
    sla_status: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct AiAgent {
    #[serde(deserialize_with = "lenient")]
    resolution_state: Option<String>,
    #[serde(deserialize_with = "lenient")]
    source_type: Option<String>,
    rating: Option<f64>,
    created_at: Option<i64>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Parts {
    #[serde(deserialize_with = "list")]
    conversation_parts: Vec<Part>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Part {
    #[serde(deserialize_with = "lenient")]
    part_type: Option<String>,
    created_at: Option<i64>,
    author: Option<Author>,
}

/// Names of people and teams.
#[derive(Default)]
struct Names {
    admins: HashMap<String, String>,
    teams: HashMap<String, String>,
}

#[derive(Default)]
struct Replies {
    by_people: u64,
    by_ai: u64,
    by_customer: u64,
    first_by_people: Option<i64>,
    first_by_ai: Option<i64>,
}

/// A conversation with what stands beside it.
struct Case {
    conversation: Conversation,
    assignee: Option<String>,
    team: Option<String>,
    replies: Option<Replies>,
}

fn time(seconds: Option<i64>) -> Option<String> {
    seconds.filter(|seconds| *seconds > 0).map(|seconds| Timestamp(seconds).to_rfc3339())
}

const COLUMNS: &[Column<Case>] = &[
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
    ("Contact", |case| {
        let by_email = || {
            let author = case.conversation.source.as_ref()?.author.as_ref()?;
            author.email.clone().filter(|_| !matches!(author.kind.as_deref(), Some("admin" | "bot")))
        };
        let by_id = || word(&case.conversation.contacts.as_ref()?.contacts.first()?.id);
        by_email().or_else(by_id)
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
        Some(replies) => time(replies.first_by_people),
        None => time(case.conversation.statistics.as_ref()?.first_admin_reply_at),
    }),
    ("First AI reply at", |case| time(case.replies.as_ref()?.first_by_ai)),
    ("Topic", |case| {
        let attributes = case.conversation.custom_attributes.as_ref()?;
        ["AI Topic", "Topic", "Issue Type"].iter().find_map(|name| word(attributes.get(*name)?))
    }),
];

impl Case {
    fn took_part(&self) -> bool {
        self.conversation.ai_agent_participated == Some(true)
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
}

fn api_mapping() -> Mapping {
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
    mapping.csat_scale = Some(5.0);
    mapping.query_type = vec![QueryTypeRule::Column("Topic".to_owned())];
    mapping.open_is_unresolved = true;
    mapping
}

impl Helpdesk for Intercom {
    fn check(&self, http: &Http) -> Result<String, ConnectError> {
        let me: Named = http.get("/me")?;
        let _: Found = http.search("/conversations/search", &question(0, 1, None))?;
        Ok(me.name.unwrap_or_else(|| "an app".to_owned()))
    }

    fn columns(&self, _: &Http) -> Result<Vec<String>, ConnectError> {
        Ok(headers(COLUMNS))
    }

    fn page(&self, http: &Http, at: &Value) -> Result<Page, ConnectError> {
        let mut place: Place = serde_json::from_value(at.clone()).unwrap_or_default();
        if place.since == 0 {
            place.since = self.since.map_or(1, |since| since.0.max(1));
        }
        let found: Found =
            http.search("/conversations/search", &question(place.since, PAGE, place.after.as_deref()))?;
        let names = self.names(http)?;
        let mut page = Page { total: found.total_count, ..Page::default() };
        for conversation in found.conversations {
            let conversation: Conversation = serde_json::from_value(conversation).unwrap_or_default();
            place.newest = place.newest.max(conversation.updated_at.unwrap_or_default());
            page.records.push(record(COLUMNS, &case(http, names, conversation)?));
        }
        let after = found.pages.and_then(|pages| pages.next).and_then(|next| next.starting_after);
        if after.is_some() && after == place.after {
            return Err(http.unreadable("the search for conversations", "it gives the same page again"));
        }
        page.end = after.is_none();
        if page.end {
            let since = if place.newest > 0 { place.newest - REREAD } else { place.since };
            place = Place { since: since.max(1), ..Place::default() };
        } else {
            place.after = after;
        }
        page.next = serde_json::to_value(&place).unwrap_or_default();
        Ok(page)
    }
}

fn question(since: i64, per_page: u32, after: Option<&str>) -> Value {
    let mut pagination = json!({ "per_page": per_page });
    if let (Some(after), Some(pagination)) = (after, pagination.as_object_mut()) {
        pagination.insert("starting_after".to_owned(), after.into());
    }
    json!({
        // Whether ">" takes in the moment itself is not said the same way everywhere.
        "query": { "operator": "AND", "value": [{ "field": "updated_at", "operator": ">", "value": (since - 1).to_string() }] },
        "sort": { "field": "updated_at", "order": "ascending" },
        "pagination": pagination,
    })
}

/// A conversation with its replies counted, where that takes its parts.
fn case(http: &Http, names: &Names, conversation: Conversation) -> Result<Case, ConnectError> {
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
        case.replies = parts.map(|parts| replies(&parts.conversation_parts));
    }
    Ok(case)
}

fn replies(parts: &[Part]) -> Replies {
    let mut replies = Replies::default();
    for part in parts.iter().filter(|part| part.part_type.as_deref() == Some("comment")) {
        let Some(author) = &part.author else { continue };
        let operator = author
            .email
            .as_deref()
            .is_some_and(|email| email.starts_with("operator+") && email.ends_with("@intercom.io"));
        let by_ai = author.from_ai_agent == Some(true) || operator || author.kind.as_deref() == Some("bot");
        if by_ai {
            replies.by_ai += 1;
            replies.first_by_ai = replies.first_by_ai.or(part.created_at);
        } else if author.kind.as_deref() == Some("admin") {
            replies.by_people += 1;
            replies.first_by_people = replies.first_by_people.or(part.created_at);
        } else {
            replies.by_customer += 1;
        }
    }
    replies
}

impl Intercom {
    /// Names of people and teams, found once.
    fn names(&self, http: &Http) -> Result<&Names, ConnectError> {
        #[derive(Default, Deserialize)]
        #[serde(default)]
        struct Lists {
            #[serde(deserialize_with = "list")]
            admins: Vec<Named>,
            #[serde(deserialize_with = "list")]
            teams: Vec<Named>,
        }
        if let Some(names) = self.names.get() {
            return Ok(names);
        }
        let read = |path| {
            let lists = optional(http.get::<Lists>(path))?;
            Ok::<_, ConnectError>(lists.unwrap_or_default())
        };
        let by_id = |list: Vec<Named>| {
            list.into_iter().filter_map(|named| Some((word(&named.id)?, named.name?))).collect()
        };
        let names = Names { admins: by_id(read("/admins")?.admins), teams: by_id(read("/teams")?.teams) };
        Ok(self.names.get_or_init(|| names))
    }
}
