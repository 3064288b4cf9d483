//! Tickets as lists and one by one.

use super::api::{TicketDetail, TicketField, TicketRow};
use super::failure::Failure;
use crate::connect::kind;
use crate::facts::Scales;
use crate::model::{Field, classify};
use crate::store::{Store, StoredTicket};

/// A ticket in a list.
pub fn row(ticket: &StoredTicket) -> TicketRow {
    let scales = Scales::default();
    let outcome = &ticket.outcome;
    TicketRow {
        id: ticket.id,
        source: ticket.source.clone(),
        external_id: outcome.external_id.clone().unwrap_or_default(),
        subject: outcome.subject.clone(),
        query_type: outcome.query_type.clone(),
        channel: outcome.channel.map(|channel| channel.word()),
        status: outcome.status.map(|status| status.word()),
        resolution_type: classify(outcome).kind,
        created_at: outcome.created_at,
        resolved_at: outcome.resolved_at,
        satisfied: scales.satisfied(outcome),
    }
}

/// A ticket's facts, and why it was classified so.
pub fn detail(ticket: &StoredTicket) -> TicketDetail {
    let resolution = classify(&ticket.outcome);
    let fields = Field::ALL.iter().filter_map(|field| {
        let value = ticket.outcome.text(*field)?;
        Some(TicketField { name: field.name(), meaning: field.meaning(), value })
    });
    TicketDetail {
        row: row(ticket),
        rule: resolution.kind.rule(),
        evidence: resolution.evidence.iter().map(|field| field.name()).collect(),
        fields: fields.collect(),
        helpdesk: None,
    }
}

/// The page of a ticket in its helpdesk, and the helpdesk's name for people, where its source is a connection.
///
/// # Errors
/// The store cannot be read.
pub(super) fn page(store: &Store, ticket: &StoredTicket) -> Result<Option<(&'static str, String)>, Failure> {
    let connection = store.connections()?.into_iter().find(|connection| connection.name == ticket.source);
    let id = ticket.outcome.external_id.as_deref().unwrap_or_default();
    Ok(connection.and_then(|connection| {
        let kind = kind(&connection.kind)?;
        Some((kind.title, kind.ticket_page(&connection.address, id)?))
    }))
}
