//! Zendesk: the incremental export of tickets, with metrics, users, groups and organizations beside them.
//!
//! `support_type_scope=all` is what brings the tickets that AI handled alone: by default they are left out. A ticket
//! stops being one of AI when it is escalated, so whether a person replied is read from its comments, where AI took part
//! and anybody replied; elsewhere the metrics tell. What "Resolution type" and "Resolution tier" hold is known from one
//! account; how long a cursor lives is not known, so that one that is refused is replaced by the time it stood for.

use std::collections::{BTreeSet, HashMap};
use std::sync::OnceLock;

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use serde_json::value::RawValue;

use super::error::optional;
use super::json::{count, lenient, list, word};
use super::{
    Access, Authorization, Column, ConnectError, Helpdesk, Http, Kind, Page, headers, mapping, record,
};
use crate::import::{Mapping, zendesk};
use crate::model::{Exclusion, Field, Timestamp};

pub(super) const KIND: Kind = Kind {
    name: "zendesk",
    title: "Zendesk",
    address: "https://example.zendesk.com",
    user: Some("the e-mail address of an administrator; leave it out where the token is one of OAuth"),
    secret: "an API token (Admin Center, Apps and integrations, APIs) or an OAuth access token with the scope read",
    mapping: api_mapping,
    open: |access: Access| {
        let Access { user, secret, since, .. } = access;
        let authorization = match user {
            Some(user) => Authorization::Basic { user: format!("{user}/token"), password: secret },
            None => Authorization::Bearer(secret),
        };
        (authorization, Box::new(Zendesk { since, fields: OnceLock::new() }))
    },
    headers: &[],
};

/// Tickets of a page: the most that the interface gives.
const PAGE: u32 = 1_000;
/// The newest minute is never given, and a start in it is refused.
const UNSETTLED: i64 = 61;
/// When a cursor is refused, tickets are read again from so many seconds before the newest that it covered.
const OVERLAP: i64 = 300;
/// Pages of one ticket's comments that are read at most.
const COMMENT_PAGES: usize = 20;
/// Times that a page is asked for again whose cursor does not move.
const STUCK: usize = 3;

struct Zendesk {
    since: Option<Timestamp>,
    fields: OnceLock<Vec<TicketField>>,
}

/// Where to go on.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
struct Place {
    cursor: Option<String>,
    /// The newest change that has been read, by the helpdesk's clock.
    newest: i64,
    /// The newest change that had been read when a cursor was last refused.
    refused: Option<i64>,
    /// Users that tickets of AI are assigned to: the AI's own.
    ai_users: BTreeSet<i64>,
}

#[derive(Deserialize)]
struct Export {
    #[serde(default, deserialize_with = "list")]
    tickets: Vec<Box<RawValue>>,
    #[serde(default, deserialize_with = "list")]
    metric_sets: Vec<Metrics>,
    #[serde(default, deserialize_with = "list")]
    users: Vec<User>,
    #[serde(default, deserialize_with = "list")]
    groups: Vec<Named>,
    #[serde(default, deserialize_with = "list")]
    organizations: Vec<Named>,
    #[serde(default)]
    after_cursor: Option<String>,
    #[serde(default)]
    end_of_stream: bool,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Ticket {
    id: Value,
    created_at: Value,
    updated_at: Value,
    generated_timestamp: Option<i64>,
    #[serde(deserialize_with = "lenient")]
    subject: Option<String>,
    #[serde(deserialize_with = "lenient")]
    status: Option<String>,
    #[serde(deserialize_with = "lenient")]
    priority: Option<String>,
    #[serde(deserialize_with = "lenient")]
    support_type: Option<String>,
    #[serde(deserialize_with = "list")]
    tags: Vec<String>,
    via: Option<Via>,
    requester_id: Option<i64>,
    assignee_id: Option<i64>,
    group_id: Option<i64>,
    organization_id: Option<i64>,
    satisfaction_rating: Option<Rating>,
    #[serde(deserialize_with = "list")]
    custom_fields: Vec<FieldValue>,
}

#[derive(Deserialize)]
struct Via {
    /// A word or a number.
    #[serde(default, deserialize_with = "lenient")]
    channel: Option<String>,
}

#[derive(Deserialize)]
struct Rating {
    #[serde(default, deserialize_with = "lenient")]
    score: Option<String>,
}

#[derive(Deserialize)]
struct FieldValue {
    id: Option<i64>,
    #[serde(default)]
    value: Value,
}

#[derive(Clone, Default, Deserialize)]
#[serde(default)]
struct Metrics {
    ticket_id: Option<i64>,
    #[serde(deserialize_with = "count")]
    reopens: Option<u64>,
    #[serde(deserialize_with = "count")]
    replies: Option<u64>,
    #[serde(deserialize_with = "count")]
    group_stations: Option<u64>,
    #[serde(deserialize_with = "lenient")]
    solved_at: Option<String>,
    reply_time_in_minutes: Option<Length>,
    reply_time_in_seconds: Option<Length>,
}

#[derive(Clone, Default, Deserialize)]
#[serde(default)]
struct Length {
    #[serde(deserialize_with = "count")]
    calendar: Option<u64>,
}

#[derive(Clone, Default, Deserialize)]
#[serde(default)]
struct User {
    id: Option<i64>,
    #[serde(deserialize_with = "lenient")]
    name: Option<String>,
    #[serde(deserialize_with = "lenient")]
    email: Option<String>,
    #[serde(deserialize_with = "lenient")]
    role: Option<String>,
}

#[derive(Deserialize)]
struct Named {
    id: Option<i64>,
    #[serde(default, deserialize_with = "lenient")]
    name: Option<String>,
}

#[derive(Deserialize)]
struct TicketFields {
    #[serde(default, deserialize_with = "list")]
    ticket_fields: Vec<TicketField>,
}

#[derive(Clone, Default, Deserialize)]
#[serde(default)]
struct TicketField {
    id: i64,
    title: String,
    /// Fields of the system itself cannot be removed; they stand in the ticket anyway.
    removable: bool,
    #[serde(deserialize_with = "list")]
    custom_field_options: Vec<FieldOption>,
}

#[derive(Clone, Default, Deserialize)]
#[serde(default)]
struct FieldOption {
    name: String,
    value: String,
}

#[derive(Deserialize)]
struct Comments {
    #[serde(default, deserialize_with = "list")]
    comments: Vec<Comment>,
    #[serde(default, deserialize_with = "list")]
    users: Vec<User>,
    meta: Option<Meta>,
    links: Option<Links>,
    /// In accounts whose answers still come by page numbers.
    #[serde(default)]
    next_page: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Comment {
    author_id: Option<i64>,
    public: Option<bool>,
    #[serde(deserialize_with = "lenient")]
    created_at: Option<String>,
    via: Option<Via>,
}

#[derive(Deserialize)]
struct Meta {
    #[serde(default)]
    has_more: bool,
}

#[derive(Deserialize)]
struct Links {
    #[serde(default)]
    next: Option<String>,
}

/// Who wrote what in a ticket.
#[derive(Default)]
struct Talk {
    by_people: u64,
    by_ai: u64,
    by_customer: u64,
    first_by_people: Option<String>,
    first_by_ai: Option<String>,
}

/// A ticket with what stands beside it.
#[derive(Default)]
struct Case {
    ticket: Ticket,
    metrics: Option<Metrics>,
    requester: Option<User>,
    assignee: Option<User>,
    group: Option<String>,
    organization: Option<String>,
    talk: Option<Talk>,
}

const COLUMNS: &[Column<Case>] = &[
    ("Id", |case| word(&case.ticket.id)),
    ("Created at", |case| word(&case.ticket.created_at)),
    ("Updated at", |case| word(&case.ticket.updated_at)),
    ("Solved at", |case| case.metrics.as_ref()?.solved_at.clone()),
    ("Status", |case| case.ticket.status.clone()),
    ("Priority", |case| case.ticket.priority.clone()),
    ("Via", |case| case.ticket.via.as_ref()?.channel.clone()),
    ("Subject", |case| case.ticket.subject.clone()),
    ("Tags", |case| Some(case.ticket.tags.join(";"))),
    ("Requester", |case| {
        let email = case.requester.as_ref().and_then(|user| user.email.clone());
        email.or_else(|| case.ticket.requester_id.map(|id| id.to_string()))
    }),
    ("Organization", |case| {
        case.organization.clone().or_else(|| case.ticket.organization_id.map(|id| id.to_string()))
    }),
    ("Assignee", |case| {
        let name = case.assignee.as_ref().and_then(|user| user.name.clone());
        name.or_else(|| case.ticket.assignee_id.map(|id| id.to_string()))
    }),
    ("Group", |case| case.group.clone().or_else(|| case.ticket.group_id.map(|id| id.to_string()))),
    ("Reopens", |case| Some(case.metrics.as_ref()?.reopens?.to_string())),
    ("Group stations", |case| Some(case.metrics.as_ref()?.group_stations?.to_string())),
    ("Satisfaction", |case| case.ticket.satisfaction_rating.as_ref()?.score.clone()),
    ("Support type", |case| case.ticket.support_type.clone()),
    ("Human replies", |case| Some(case.human_replies()?.to_string())),
    ("AI replies", |case| Some(case.talk.as_ref()?.by_ai.to_string())),
    ("Customer replies", |case| Some(case.talk.as_ref()?.by_customer.to_string())),
    ("First human reply at", Case::first_human_reply),
    ("First AI reply at", |case| case.talk.as_ref()?.first_by_ai.clone()),
];

fn api_mapping() -> Mapping {
    let mut mapping = mapping(
        "Zendesk",
        "zendesk",
        &[
            ("Id", Field::ExternalId),
            ("Created at", Field::CreatedAt),
            ("Updated at", Field::UpdatedAt),
            ("Solved at", Field::ResolvedAt),
            ("Status", Field::Status),
            ("Priority", Field::Priority),
            ("Via", Field::Channel),
            ("Subject", Field::Subject),
            ("Tags", Field::Tags),
            ("Requester", Field::RequesterId),
            ("Organization", Field::AccountId),
            ("Assignee", Field::Assignee),
            ("Group", Field::Team),
            ("Reopens", Field::Reopens),
            ("Group stations", Field::TeamsTouched),
            ("Satisfaction", Field::Satisfied),
            ("Human replies", Field::HumanReplies),
            ("AI replies", Field::AiReplies),
            ("Customer replies", Field::CustomerReplies),
            ("First human reply at", Field::FirstHumanReplyAt),
            ("First AI reply at", Field::FirstAiReplyAt),
        ],
    );
    mapping.values = zendesk::words();
    mapping.evidence = zendesk::evidence(|header| Some(header.to_owned()));
    mapping.open_is_unresolved = true;
    mapping
}

impl Case {
    /// Whether anything says that AI had to do with it, so that replies may be the AI's.
    fn may_be_of_ai(&self, fields: &[TicketField], ai_users: &BTreeSet<i64>) -> bool {
        let ticket = &self.ticket;
        let of_ai = ticket.support_type.as_deref() == Some("ai_agent")
            || ticket.assignee_id.is_some_and(|id| ai_users.contains(&id));
        let by_tag = ticket.tags.iter().any(|tag| {
            tag.starts_with("ai_agent")
                || tag.starts_with("escalated_by_ultimate")
                || tag.contains("answer_bot")
        });
        let by_channel = ticket.via.as_ref().and_then(|via| via.channel.as_deref());
        let by_field = fields.iter().any(|field| {
            field.title.to_lowercase().starts_with("resolution t") && self.field(field).is_some()
        });
        of_ai
            || by_tag
            || by_channel
                .is_some_and(|channel| channel.starts_with("answer_bot") || channel == "native_messaging")
            || by_field
    }

    /// What stands in a custom field: the name of the option that is chosen, or the value itself.
    fn field(&self, field: &TicketField) -> Option<String> {
        let value = self.ticket.custom_fields.iter().find(|value| value.id == Some(field.id))?;
        let named = |text: String| {
            let option = field.custom_field_options.iter().find(|option| option.value == text);
            option.map_or(text, |option| option.name.clone())
        };
        match &value.value {
            Value::Array(values) => {
                Some(values.iter().filter_map(word).map(named).collect::<Vec<_>>().join(";"))
            }
            value => word(value).map(named),
        }
    }

    fn replies(&self) -> Option<u64> {
        self.metrics.as_ref()?.replies
    }

    fn human_replies(&self) -> Option<u64> {
        // Where the comments show nobody but the customer, they do not hold what was written.
        let told = self.talk.as_ref().filter(|talk| talk.by_people + talk.by_ai > 0);
        told.map(|talk| talk.by_people).or_else(|| self.replies())
    }

    /// From the comments, where they were read; else as long after the creation as the metrics say.
    fn first_human_reply(&self) -> Option<String> {
        if let Some(talk) = &self.talk {
            return talk.first_by_people.clone();
        }
        let metrics =
            self.metrics.as_ref().filter(|metrics| metrics.replies.is_some_and(|replies| replies > 0))?;
        let length = |length: &Option<Length>| length.as_ref()?.calendar;
        let seconds = length(&metrics.reply_time_in_seconds)
            .or_else(|| Some(length(&metrics.reply_time_in_minutes)?.saturating_mul(60)))?;
        let created = crate::model::parse_rfc3339(&word(&self.ticket.created_at)?)?;
        Some(Timestamp(created.0.saturating_add(i64::try_from(seconds).ok()?)).to_rfc3339())
    }
}

impl Helpdesk for Zendesk {
    fn check(&self, http: &Http) -> Result<String, ConnectError> {
        #[derive(Deserialize)]
        struct Me {
            user: User,
        }
        let me: Me = http.get("/api/v2/users/me.json")?;
        // Only an administrator may export; the sample is what shows that.
        let _: Value = http
            .get("/api/v2/incremental/tickets/cursor.json?start_time=1&per_page=1&support_type_scope=all")?;
        Ok(me.user.email.or(me.user.name).unwrap_or_else(|| "an administrator".to_owned()))
    }

    fn columns(&self, http: &Http) -> Result<Vec<String>, ConnectError> {
        let fields = self.fields(http)?;
        Ok(headers(COLUMNS).into_iter().chain(fields.iter().map(|field| field.title.clone())).collect())
    }

    fn page(&self, http: &Http, at: &Value) -> Result<Page, ConnectError> {
        let mut place: Place = serde_json::from_value(at.clone()).unwrap_or_default();
        let export = self.export(http, &mut place)?;
        let fields = self.fields(http)?;
        let by_id = |users: &[User]| -> HashMap<i64, User> {
            users.iter().filter_map(|user| Some((user.id?, user.clone()))).collect()
        };
        let names = |list: &[Named]| -> HashMap<i64, String> {
            list.iter().filter_map(|named| Some((named.id?, named.name.clone()?))).collect()
        };
        let users = by_id(&export.users);
        let (groups, organizations) = (names(&export.groups), names(&export.organizations));
        let metrics: HashMap<i64, Metrics> =
            export.metric_sets.into_iter().filter_map(|set| Some((set.ticket_id?, set))).collect();
        let mut page = Page { end: export.end_of_stream, ..Page::default() };
        for ticket in &export.tickets {
            let ticket: Ticket = serde_json::from_str(ticket.get()).unwrap_or_default();
            let id = ticket.id.as_i64();
            place.newest = place.newest.max(ticket.generated_timestamp.unwrap_or_default());
            if ticket.status.as_deref() == Some("deleted") {
                page.gone.extend(word(&ticket.id).map(|id| (id, Exclusion::Deleted)));
                continue;
            }
            if ticket.support_type.as_deref() == Some("ai_agent") {
                place.ai_users.extend(ticket.assignee_id);
            }
            let of = |id: Option<i64>| id.and_then(|id| users.get(&id)).cloned();
            let mut case = Case {
                metrics: id.and_then(|id| metrics.get(&id)).cloned(),
                requester: of(ticket.requester_id),
                assignee: of(ticket.assignee_id),
                group: ticket.group_id.and_then(|id| groups.get(&id)).cloned(),
                organization: ticket.organization_id.and_then(|id| organizations.get(&id)).cloned(),
                ticket,
                talk: None,
            };
            if case.may_be_of_ai(fields, &place.ai_users) && case.replies().is_none_or(|replies| replies > 0)
            {
                case.talk = id.map(|id| talk(http, id, &place.ai_users)).transpose()?.flatten();
            }
            let mut cells = record(COLUMNS, &case);
            cells.extend(fields.iter().map(|field| case.field(field).unwrap_or_default()));
            page.records.push(cells);
        }
        place.cursor = export.after_cursor.or(place.cursor);
        if page.end {
            place.refused = None;
        }
        page.next = serde_json::to_value(&place).unwrap_or_default();
        Ok(page)
    }
}

impl Zendesk {
    /// The fields that the account has made, found once.
    fn fields(&self, http: &Http) -> Result<&[TicketField], ConnectError> {
        if let Some(fields) = self.fields.get() {
            return Ok(fields);
        }
        let fields = match http.get::<TicketFields>("/api/v2/ticket_fields.json") {
            Ok(found) => found.ticket_fields.into_iter().filter(|field| field.removable).collect(),
            Err(ConnectError::Missing { .. }) => Vec::new(),
            Err(error) => return Err(error),
        };
        Ok(self.fields.get_or_init(|| fields))
    }

    /// The page behind a place. A cursor that is no longer known is left, and one that stands still asked for again.
    fn export(&self, http: &Http, place: &mut Place) -> Result<Export, ConnectError> {
        for _ in 0..STUCK {
            let start = match &place.cursor {
                Some(cursor) => format!("cursor={}", utf8_percent_encode(cursor, NON_ALPHANUMERIC)),
                None => format!("start_time={}", self.start(http, place)),
            };
            let path = format!(
                "/api/v2/incremental/tickets/cursor.json?{start}&per_page={PAGE}&support_type_scope=all\
                 &include=metric_sets,users,groups,organizations"
            );
            match http.get::<Export>(&path) {
                Ok(export)
                    if !export.end_of_stream
                        && (export.after_cursor.is_none() || export.after_cursor == place.cursor) => {}
                Ok(export) => return Ok(export),
                Err(ConnectError::Failing { status: 400 | 422, .. } | ConnectError::Missing { .. })
                    // A helpdesk that refuses each of its own cursors would be read for ever.
                    if place.cursor.is_some() && place.refused != Some(place.newest) =>
                {
                    place.refused = Some(place.newest);
                    place.cursor = None;
                }
                Err(error) => return Err(error),
            }
        }
        Err(http.unreadable("the export of tickets", "it gives the same page again and again"))
    }

    fn start(&self, http: &Http, place: &Place) -> i64 {
        let since = self.since.map_or(0, |since| since.0);
        let known = place.newest.saturating_sub(OVERLAP);
        since.max(known).min(http.now().0.saturating_sub(UNSETTLED)).max(0)
    }
}

/// Who wrote a ticket's public comments; `None` where they cannot be had.
fn talk(http: &Http, ticket: i64, ai_users: &BTreeSet<i64>) -> Result<Option<Talk>, ConnectError> {
    let mut path = format!("/api/v2/tickets/{ticket}/comments.json?page[size]=100&include=users");
    let mut talk = Talk::default();
    for _ in 0..COMMENT_PAGES {
        // It may have been deleted meanwhile, or be hidden from this user.
        let Some(comments) = optional(http.get::<Comments>(&path))? else { return Ok(None) };
        for comment in comments.comments.iter().filter(|comment| comment.public == Some(true)) {
            let author = comments.users.iter().find(|user| user.id.is_some() && user.id == comment.author_id);
            talk.add(comment, author, ai_users);
        }
        let more = comments.meta.is_some_and(|meta| meta.has_more);
        match comments.links.and_then(|links| links.next).filter(|_| more).or(comments.next_page) {
            Some(next) => path = http.path_of(&next)?,
            None => break,
        }
    }
    Ok(Some(talk))
}

impl Talk {
    fn add(&mut self, comment: &Comment, author: Option<&User>, ai_users: &BTreeSet<i64>) {
        let by_bot = comment.via.as_ref().and_then(|via| via.channel.as_deref());
        let by_ai = by_bot.is_some_and(|channel| channel.starts_with("answer_bot"))
            || comment.author_id.is_some_and(|id| ai_users.contains(&id));
        let role = author.and_then(|user| user.role.as_deref());
        if by_ai {
            self.by_ai += 1;
            self.first_by_ai = self.first_by_ai.take().or_else(|| comment.created_at.clone());
        } else if matches!(role, Some("agent" | "admin")) {
            self.by_people += 1;
            self.first_by_people = self.first_by_people.take().or_else(|| comment.created_at.clone());
        } else {
            self.by_customer += 1;
        }
    }
}
