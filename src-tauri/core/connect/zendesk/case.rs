//! A ticket of Zendesk with what stands beside it, and the record that becomes of it.

use std::collections::BTreeSet;

use serde_json::Value;

use super::answer::{Length, Metrics, Ticket, TicketField, User};
use crate::connect::json::word;
use crate::connect::replies::Replies;
use crate::connect::said::{Said, TEXT_COLUMNS, texts};
use crate::connect::{Column, mapping, record};
use crate::import::{Mapping, zendesk};
use crate::model::{Field, Timestamp};

/// A ticket with what stands beside it.
#[derive(Default)]
pub(super) struct Case {
    pub(super) ticket: Ticket,
    pub(super) metrics: Option<Metrics>,
    pub(super) requester: Option<User>,
    pub(super) assignee: Option<User>,
    pub(super) group: Option<String>,
    pub(super) organization: Option<String>,
    pub(super) talk: Option<Replies>,
}

pub(super) const COLUMNS: &[Column<Case>] = &[
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
    (TEXT_COLUMNS[0], |case| {
        case.talk.as_ref().map_or_else(|| case.opening(), |talk| talk.said.before.clone())
    }),
    (TEXT_COLUMNS[1], |case| case.talk.as_ref()?.said.after_handoff.clone()),
];

pub(super) fn api_mapping() -> Mapping {
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
    mapping.texts = texts();
    mapping.values = zendesk::words();
    mapping.evidence = zendesk::evidence(|header| Some(header.to_owned()));
    mapping.open_is_unresolved = true;
    mapping
}

impl Case {
    /// Whether anything says that AI had to do with it, so that replies may be the AI's.
    pub(super) fn may_be_of_ai(&self, fields: &[TicketField], ai_users: &BTreeSet<i64>) -> bool {
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
    pub(super) fn field(&self, field: &TicketField) -> Option<String> {
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

    pub(super) fn replies(&self) -> Option<u64> {
        self.metrics.as_ref()?.replies
    }

    /// The ticket's first comment, where it is the customer's own.
    fn opening(&self) -> Option<String> {
        let ticket = &self.ticket;
        let own = ticket.submitter_id.is_none() || ticket.submitter_id == ticket.requester_id;
        Said::one(ticket.description.as_deref().filter(|_| own)).before
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

    /// Its record, with the fields that the account has made behind the columns.
    pub(super) fn record(&self, fields: &[TicketField]) -> Vec<String> {
        let mut cells = record(COLUMNS, self);
        cells.extend(fields.iter().map(|field| self.field(field).unwrap_or_default()));
        cells
    }
}
