//! Tickets as they come: columns in no order, from which segments are picked.

use std::collections::HashMap;

use super::column::{Column, Kind};
use super::data::Data;
use super::flags::Flags;
use super::inventory::Inventory;
use super::rules::Rules;
use super::signals::Signals;
use super::words::{Rating, Words};
use super::{FactsBuilder, UNKNOWN_TIME, requester, seconds};
use crate::model::{Exclusion, Field, FieldSet, TicketOutcome, Timestamp, Value};

/// Columns that grow ticket by ticket.
pub(super) struct Unsorted {
    columns: Vec<Data>,
    excluded: Vec<bool>,
    time_fields: Vec<Field>,
    looked_at: FieldSet,
}

impl Default for Unsorted {
    fn default() -> Unsorted {
        Unsorted {
            columns: Column::ALL.iter().map(|column| Data::of_kind(column.kind())).collect(),
            excluded: Vec::new(),
            time_fields: Field::ALL
                .iter()
                .copied()
                .filter(|field| field.kind() == crate::model::Kind::Time)
                .collect(),
            looked_at: FactsBuilder::fields(),
        }
    }
}

impl Unsorted {
    pub(super) fn len(&self) -> usize {
        self.excluded.len()
    }

    pub(super) fn data(&self, column: Column) -> &Data {
        // There is one for each column.
        &self.columns[column as usize]
    }

    pub(super) fn is_excluded(&self, row: usize) -> bool {
        self.excluded.get(row).copied().unwrap_or(false)
    }

    /// Takes a column out, which leaves it empty: what has been picked from need not be kept.
    pub(super) fn take(&mut self, column: Column) -> Data {
        std::mem::replace(&mut self.columns[column as usize], Data::of_kind(column.kind()))
    }

    /// Adds the tickets of another one behind its own, whose codes mean what `codes` says.
    pub(super) fn append(&mut self, other: Unsorted, codes: &HashMap<Column, Vec<u32>>) {
        let counts = Column::LISTS.map(|(items, ends)| (ends, self.data(items).len() as u32));
        for (column, theirs) in Column::ALL.iter().zip(other.columns) {
            let ours = &mut self.columns[*column as usize];
            match codes.get(column) {
                Some(codes) => {
                    ours.append(theirs, |code| codes.get(code as usize).copied().unwrap_or_default());
                }
                None => {
                    let before =
                        counts.iter().find(|(ends, _)| ends == column).map_or(0, |(_, count)| *count);
                    ours.append(theirs, |number| number.wrapping_add(before));
                }
            }
        }
        self.excluded.extend(other.excluded);
    }

    /// Adds a ticket, except for what depends on others: repeats and bins.
    pub(super) fn push(
        &mut self,
        id: u32,
        source: &str,
        ticket: &TicketOutcome,
        (rules, key): (&Rules, &str),
        words: &mut Words,
    ) {
        let Some(created) = ticket.created_at else { return };
        let time = |time: Option<Timestamp>| time.map_or(UNKNOWN_TIME, seconds);
        let latest = self.time_fields.iter().filter_map(|field| match ticket.value(*field) {
            Value::Int(at) => Some(seconds(Timestamp(at))),
            _ => None,
        });
        let requester = ticket.requester_id.as_deref().filter(|id| !id.is_empty());
        let minutes = ticket.handle_minutes.filter(|minutes| minutes.is_finite() && *minutes >= 0.0);
        let numbers = [
            (Column::Id, id),
            (Column::Created, seconds(created)),
            (Column::Resolved, time(ticket.resolved_at)),
            (Column::HandedOff, time(ticket.handed_off_at)),
            (Column::FirstReply, time(ticket.first_human_reply_at)),
            (Column::Latest, latest.max().unwrap_or_default()),
            (Column::Replies, one_more(ticket.human_replies)),
            (Column::Profile, words.profile(Flags::of(ticket, rules))),
            (Column::Inventory, words.inventory(Inventory::of(ticket, self.looked_at))),
            (Column::Rating, words.rating(rating(ticket))),
            (Column::Teams, one_more(ticket.teams_touched)),
            (Column::AiReplies, one_more(ticket.ai_replies)),
            (Column::Signals, Signals::of(ticket).code()),
        ];
        for (column, number) in numbers {
            self.columns[column as usize].push_u32(number);
        }
        let requester = requester.map_or(requester::UNKNOWN, |id| requester::number(key, source, id));
        self.columns[Column::Requester as usize].push_u64(requester);
        self.columns[Column::Minutes as usize].push_f64(minutes.unwrap_or(f64::NAN));
        let value = ticket.account_value.filter(|value| value.is_finite());
        self.columns[Column::AccountValue as usize].push_f64(value.unwrap_or(f64::NAN));
        let last_tag = ticket.tags.as_ref().and_then(|tags| tags.items().last());
        let path = ticket.resolution_path.as_deref().filter(|path| !path.is_empty()).or(last_tag);
        let texts: [Option<&str>; Column::TEXTS.len()] = [
            ticket.query_type.as_deref(),
            ticket.channel.map(|channel| channel.word()),
            ticket.status.map(|status| status.word()),
            ticket.priority.map(|priority| priority.word()),
            ticket.team.as_deref(),
            ticket.assignee.as_deref(),
            ticket.account_tier.as_deref(),
            ticket.language.as_deref(),
            ticket.ai_version.as_deref(),
            ticket.handoff_trigger.as_deref(),
            ticket.page.as_deref(),
            Some(source),
            ticket.exclusion.map(Exclusion::word),
            ticket.account_id.as_deref(),
            path,
        ];
        for (column, text) in Column::TEXTS.into_iter().zip(texts) {
            let code = words.code(column, text.unwrap_or_default());
            self.columns[column as usize].push_u32(code);
        }
        for ((items, ends), list) in Column::LISTS.into_iter().zip([&ticket.tags, &ticket.kb_articles]) {
            for item in list.iter().flat_map(|list| list.items()) {
                let code = words.code(items, item);
                self.columns[items as usize].push_u32(code);
            }
            let end = self.data(items).len() as u32;
            self.columns[ends as usize].push_u32(end);
        }
        self.excluded.push(ticket.exclusion.is_some());
    }
}

/// A count as a code, of which 0 stands for an unknown one.
fn one_more(count: Option<u32>) -> u32 {
    count.map_or(0, |count| count.saturating_add(1))
}

/// A score that can be averaged: one whose scale is known.
fn rating(ticket: &TicketOutcome) -> Option<Rating> {
    ticket.csat_score.zip(ticket.csat_scale).map(|(score, scale)| Rating { score, scale })
}

/// Whether a column is picked row by row: lists go with their ends, and the rest is computed.
pub(super) fn is_picked(column: Column) -> bool {
    let is_end = Column::LISTS.iter().any(|(_, ends)| *ends == column);
    column.is_by_ticket() && !is_end && column.kind() != Kind::Bin
}
