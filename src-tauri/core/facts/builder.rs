//! Turns tickets into columns.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::column::ColumnBuilder;
use super::flags::Flags;
use super::repeat::Contacts;
use super::satisfaction::Scales;
use super::{Facts, NONE, UNCATEGORISED, UNKNOWN_COUNT, UNKNOWN_TIME};
use crate::model::{Field, FieldSet, Kind, TicketOutcome, Timestamp, Value, resolution_type};

/// The settings that tickets are judged by.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct Rules {
    /// From which score on a customer counts as satisfied.
    pub scales: Scales,
    /// Hours after a resolution within which the customer's return is a repeat contact.
    pub repeat_window_hours: u32,
}

impl Default for Rules {
    /// The default scale table and 168 hours.
    fn default() -> Rules {
        Rules { scales: Scales::default(), repeat_window_hours: 168 }
    }
}

/// Takes tickets one after the other, in any order, and makes [`Facts`] of them.
pub struct FactsBuilder {
    rules: Rules,
    time_fields: Vec<Field>,
    as_of: Option<Timestamp>,
    contacts: Contacts,
    ids: Vec<i64>,
    created: Vec<i64>,
    resolved: Vec<i64>,
    flags: Vec<Flags>,
    human_replies: Vec<u32>,
    handle_minutes: Vec<f64>,
    query_type: ColumnBuilder,
    resolution_type: ColumnBuilder,
    channel: ColumnBuilder,
    priority: ColumnBuilder,
    team: ColumnBuilder,
    account_tier: ColumnBuilder,
    language: ColumnBuilder,
    ai_version: ColumnBuilder,
    handoff_trigger: ColumnBuilder,
    page: ColumnBuilder,
    source: ColumnBuilder,
}

impl FactsBuilder {
    /// No tickets yet, to be judged by these rules.
    pub fn new(rules: Rules) -> FactsBuilder {
        let column = || ColumnBuilder::new(NONE);
        FactsBuilder {
            rules,
            time_fields: Field::ALL.iter().copied().filter(|field| field.kind() == Kind::Time).collect(),
            as_of: None,
            contacts: Contacts::default(),
            ids: Vec::new(),
            created: Vec::new(),
            resolved: Vec::new(),
            flags: Vec::new(),
            human_replies: Vec::new(),
            handle_minutes: Vec::new(),
            query_type: ColumnBuilder::new(UNCATEGORISED),
            resolution_type: column(),
            channel: column(),
            priority: column(),
            team: column(),
            account_tier: column(),
            language: column(),
            ai_version: column(),
            handoff_trigger: column(),
            page: column(),
            source: column(),
        }
    }

    /// The fields that are looked at: a store need not read the others.
    pub fn fields() -> FieldSet {
        let unread = [
            Field::ExternalId,
            Field::ClosedBy,
            Field::Subject,
            Field::Tags,
            Field::AccountId,
            Field::AccountValue,
            Field::Assignee,
            Field::RootCause,
            Field::ResolutionPath,
            Field::KbArticles,
        ];
        Field::ALL.iter().copied().filter(|field| !unread.contains(field)).collect()
    }

    /// Adds a ticket of the named source. `id` is what a drill-down gives back for it; each id once.
    pub fn push(&mut self, id: i64, source: &str, ticket: &TicketOutcome) {
        for field in &self.time_fields {
            if let Value::Int(seconds) = ticket.value(*field) {
                self.as_of = self.as_of.max(Some(Timestamp(seconds)));
            }
        }
        if ticket.exclusion.is_some() {
            return;
        }
        let row = self.ids.len();
        let seconds = |time: Option<Timestamp>| time.map_or(UNKNOWN_TIME, |time| time.0);
        let mut flags = Flags::of(ticket, &self.rules.scales);

        let source = self.source.push(Some(source));
        let query_type = self.query_type.push(ticket.query_type.as_deref());
        if let Some(requester) = ticket.requester_id.as_deref().filter(|id| !id.is_empty()) {
            flags = flags.with(Flags::REQUESTER_KNOWN);
            if let Some(created) = ticket.created_at {
                self.contacts.push(row, source, requester, query_type, created.0);
            }
        }
        self.ids.push(id);
        self.created.push(seconds(ticket.created_at));
        self.resolved.push(seconds(ticket.resolved_at));
        self.flags.push(flags);
        self.human_replies.push(ticket.human_replies.unwrap_or(UNKNOWN_COUNT));
        let minutes = ticket.handle_minutes.filter(|minutes| minutes.is_finite() && *minutes >= 0.0);
        self.handle_minutes.push(minutes.unwrap_or(f64::NAN));
        self.resolution_type.push(Some(resolution_type(ticket).word()));
        self.channel.push(ticket.channel.map(|channel| channel.word()));
        self.priority.push(ticket.priority.map(|priority| priority.word()));
        self.team.push(ticket.team.as_deref());
        self.account_tier.push(ticket.account_tier.as_deref());
        self.language.push(ticket.language.as_deref());
        self.ai_version.push(ticket.ai_version.as_deref());
        self.handoff_trigger.push(ticket.handoff_trigger.as_deref());
        self.page.push(ticket.page.as_deref());
    }

    /// The columns, with repeat contacts found over all the tickets.
    pub fn build(mut self) -> Facts {
        let repeat_window = i64::from(self.rules.repeat_window_hours) * 3_600;
        let resolved =
            |row: usize| self.resolved.get(row).copied().filter(|resolved| *resolved != UNKNOWN_TIME);
        for row in self.contacts.repeated(repeat_window, resolved) {
            if let Some(flags) = self.flags.get_mut(row) {
                *flags = flags.with(Flags::REPEATED);
            }
        }
        Facts {
            as_of: self.as_of,
            repeat_window,
            ids: self.ids,
            created: self.created,
            resolved: self.resolved,
            flags: self.flags,
            human_replies: self.human_replies,
            handle_minutes: self.handle_minutes,
            query_type: self.query_type.build(),
            resolution_type: self.resolution_type.build(),
            channel: self.channel.build(),
            priority: self.priority.build(),
            team: self.team.build(),
            account_tier: self.account_tier.build(),
            language: self.language.build(),
            ai_version: self.ai_version.build(),
            handoff_trigger: self.handoff_trigger.build(),
            page: self.page.build(),
            source: self.source.build(),
        }
    }
}
