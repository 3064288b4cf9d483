//! Tickets as lists and one by one, and what readers find of the AI's answers.

use serde::Serialize;
use ts_rs::TS;

use super::failure::Failure;
use crate::connect::kind;
use crate::facts::Scales;
use crate::language::{Language, Reason};
use crate::model::{AiFeedback, Field, ResolutionType, Timestamp, ai_involved, classify};
use crate::store::{Store, StoreError, StoredTicket, Verdict};

/// A ticket in a list.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct TicketRow {
    /// Its number in the store.
    pub id: u32,
    /// Where it came from.
    pub source: String,
    /// Its id there.
    pub external_id: String,
    /// Subject line.
    pub subject: Option<String>,
    /// Category.
    pub query_type: Option<String>,
    /// Channel.
    pub channel: Option<&'static str>,
    /// Status.
    pub status: Option<&'static str>,
    /// Who resolved it.
    pub resolution_type: ResolutionType,
    /// When it was opened.
    pub created_at: Option<Timestamp>,
    /// When it was resolved.
    pub resolved_at: Option<Timestamp>,
    /// Whether the customer was satisfied, where rated.
    pub satisfied: Option<bool>,
}

/// A part of a list of tickets.
#[derive(Clone, Debug, Default, PartialEq, Serialize, TS)]
pub struct TicketPage {
    /// Tickets in the whole list.
    #[ts(type = "number")]
    pub total: usize,
    /// The wanted ones.
    pub rows: Vec<TicketRow>,
    /// With the first of them: tickets whose number is what is looked for, and that are not in the list.
    pub elsewhere: Vec<TicketRow>,
}

/// A field of a ticket that has a value.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct TicketField {
    /// The field's name.
    pub name: &'static str,
    /// What it means.
    pub meaning: &'static str,
    /// Its value as text.
    pub value: String,
}

/// One ticket: its facts, why it was classified so, and what a reader found of the AI's answer.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct TicketDetail {
    /// The ticket.
    pub row: TicketRow,
    /// The rule that gave it its resolution type.
    pub rule: &'static str,
    /// The names of the fields whose values decided it.
    pub evidence: Vec<&'static str>,
    /// All fields that have a value.
    pub fields: Vec<TicketField>,
    /// The helpdesk whose page of the ticket can be opened, by its name for people.
    pub helpdesk: Option<&'static str>,
    /// Whether AI took part, so that there is an answer of it to judge.
    pub ai_involved: bool,
    /// What a reader found of that answer.
    pub verdict: Option<Verdict>,
    /// The words of its subject or tags that told its query type, where its helpdesk gives none.
    pub told_by: Option<String>,
}

/// Characters of a verdict's note.
const LONGEST_NOTE: usize = 2_000;

/// A ticket in a list; `scales` say whose customer was satisfied.
pub fn row(ticket: &StoredTicket, scales: &Scales) -> TicketRow {
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

/// A ticket's facts, why it was classified so, and what a reader found of the AI's answer, told in a language.
pub fn detail(ticket: &StoredTicket, scales: &Scales, language: Language) -> TicketDetail {
    let resolution = classify(&ticket.outcome);
    let fields = Field::ALL.iter().filter_map(|field| {
        let value = ticket.outcome.text(*field)?;
        Some(TicketField { name: field.name(), meaning: language.say(field.meaning()), value })
    });
    TicketDetail {
        row: row(ticket, scales),
        rule: language.say(resolution.kind.rule()),
        evidence: resolution.evidence.iter().map(|field| field.name()).collect(),
        fields: fields.collect(),
        helpdesk: None,
        ai_involved: ai_involved(&ticket.outcome).0,
        verdict: ticket.verdict.clone(),
        told_by: ticket.told_by.clone(),
    }
}

/// Gives a reader's verdict on the AI's answer to a ticket, in place of an earlier one. An empty note is none.
///
/// # Errors
/// AI took no part in the ticket, the note is too long, or the store cannot be written.
pub fn give_verdict(
    store: &Store,
    ticket: &StoredTicket,
    verdict: AiFeedback,
    note: Option<&str>,
    (user, at): (String, Timestamp),
) -> Result<(), Failure> {
    if !ai_involved(&ticket.outcome).0 {
        return Err(Failure::of("invalid", &Reason::NoAnswer));
    }
    let note = note.map(str::trim).filter(|note| !note.is_empty());
    if note.is_some_and(|note| note.chars().count() > LONGEST_NOTE) {
        return Err(Failure::of("invalid", &Reason::LongNote(LONGEST_NOTE)));
    }
    let given = Verdict { verdict, note: note.map(str::to_owned), user, at };
    Ok(store.transact(|change| -> Result<(), StoreError> { change.set_verdict(ticket.id, &given) })?)
}

/// Takes a verdict back; what the source says of the answer counts again. Whether there was one.
///
/// # Errors
/// The store cannot be written.
pub fn take_verdict_back(store: &Store, ticket: &StoredTicket) -> Result<bool, Failure> {
    Ok(store.transact(|change| -> Result<bool, StoreError> { change.remove_verdict(ticket.id) })?)
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
