//! Query types proposed for tickets that have none.

use serde::Serialize;
use ts_rs::TS;

use super::failure::Failure;
use crate::insights::{Ground, newest_tickets};
use crate::model::Timestamp;
use crate::query_types::{LOOKED_AT, Proposal, Subject, Subjects};
use crate::store::Store;

/// Query types for tickets that have none.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct QueryTypeProposals {
    /// The moment it is seen from.
    pub as_of: Timestamp,
    /// Days back from it that are looked at.
    pub days: u32,
    /// Eligible tickets opened in these days.
    #[ts(type = "number")]
    pub tickets: u64,
    /// Those of them without a query type.
    #[ts(type = "number")]
    pub uncategorised: u64,
    /// The newest of those, whose subjects and tags were looked at.
    #[ts(type = "number")]
    pub looked_at: u64,
    /// What is proposed, in the order in which it was found: each for tickets that those before it leave.
    pub rows: Vec<Proposal>,
}

/// Proposes query types for the tickets without one of the days that the taxonomy looks at, from their subjects and tags.
///
/// # Errors
/// The question cannot be asked, or the store cannot be read.
pub fn query_type_proposals(store: &Store, ground: &Ground<'_>) -> Result<QueryTypeProposals, Failure> {
    let tickets = newest_tickets(ground)?;
    let (typed, untyped): (Vec<_>, Vec<_>) = tickets.iter().partition(|(_, query_type)| query_type.is_some());
    let looked_at = untyped.len().min(LOOKED_AT);
    let newest: Vec<(u32, Option<&str>)> =
        untyped.iter().take(LOOKED_AT).chain(typed.iter().take(LOOKED_AT)).copied().collect();
    let mut subjects = Subjects::default();
    // Without a ticket to find a type for, none need be read.
    let wanted = if looked_at == 0 { &[] } else { newest.as_slice() };
    store.tickets()?.subjects(wanted.iter().map(|(id, _)| *id), |place, subject, tags| {
        if let Some((id, query_type)) = wanted.get(place) {
            let tags = tags.items().collect();
            subjects.observe(&Subject { id: Some(*id), subject, tags, query_type: *query_type });
        }
    })?;
    ground.basis.stop.check()?;
    Ok(QueryTypeProposals {
        as_of: ground.as_of,
        days: ground.rules.taxonomy.days,
        tickets: tickets.len() as u64,
        uncategorised: untyped.len() as u64,
        looked_at: looked_at as u64,
        rows: subjects.propose(),
    })
}
