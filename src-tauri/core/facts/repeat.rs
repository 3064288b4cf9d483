//! Repeat contacts: the same requester opens another ticket of the same query type soon after a resolution.

use std::sync::Arc;

use rayon::prelude::*;

use super::column::{Column, ColumnSet};
use super::files::ColumnsError;
use super::flags::Flags;
use super::requester::Requesters;
use super::segment::Segment;
use super::{UNKNOWN_TIME, requester};

/// One ticket with a known requester. Ordered by who and what it is about, then by time.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Contact {
    requester: u64,
    query_type: u32,
    created: u32,
    segment: u32,
    row: u32,
}

/// What the later contacts say of a ticket.
pub(super) struct Repeat {
    /// The segment of the ticket.
    pub(super) segment: usize,
    /// Its row there.
    pub(super) row: usize,
    /// Those of [`Flags::REPEATS`] that hold.
    pub(super) flags: Flags,
}

/// What later contacts say of the tickets of some requesters, or of all. `window` is in seconds.
///
/// # Errors
/// A segment that is kept in a file cannot be read.
pub(super) fn repeats(
    segments: &[Arc<Segment>],
    window: i64,
    requesters: Option<&Requesters>,
) -> Result<Vec<Repeat>, ColumnsError> {
    let contacts = segments.par_iter().enumerate().map(|(at, segment)| {
        segment.load(ColumnSet::of(&[Column::Requester]))?;
        let wanted =
            |who: &u64| *who != requester::UNKNOWN && requesters.is_none_or(|some| some.contains(who));
        let of_them =
            segment.data(Column::Requester).u64s().iter().enumerate().filter(|(_, who)| wanted(who));
        let mut of_them = of_them.peekable();
        if of_them.peek().is_none() {
            return Ok(Vec::new());
        }
        segment.load(ColumnSet::of(&[Column::Created, Column::Resolved, Column::QueryType]))?;
        let created = segment.data(Column::Created).u32s();
        let query_types = segment.data(Column::QueryType);
        let contacts = of_them.map(|(row, requester)| Contact {
            requester: *requester,
            query_type: query_types.code(row),
            created: created.get(row).copied().unwrap_or_default(),
            segment: at as u32,
            row: row as u32,
        });
        Ok(contacts.collect())
    });
    let mut contacts = contacts.collect::<Result<Vec<Vec<Contact>>, ColumnsError>>()?.concat();
    contacts.par_sort_unstable();
    let mut repeats = Vec::with_capacity(contacts.len());
    for same in contacts.chunk_by(|a, b| (a.requester, a.query_type) == (b.requester, b.query_type)) {
        // Backwards, so that the first contact that is strictly later is always at hand.
        let (mut later, mut at) = (None, None);
        for contact in same.iter().rev() {
            if at != Some(contact.created) {
                later = at;
                at = Some(contact.created);
            }
            let (segment, row) = (contact.segment as usize, contact.row as usize);
            let resolved = segments.get(segment).and_then(|segment| {
                segment.data(Column::Resolved).u32s().get(row).copied().filter(|time| *time != UNKNOWN_TIME)
            });
            let after = later.zip(resolved).map(|(later, resolved)| i64::from(later) - i64::from(resolved));
            repeats.push(Repeat { segment, row, flags: within(after, window) });
        }
    }
    Ok(repeats)
}

/// The flags of a ticket whose requester came back so many seconds after its resolution, if at all.
fn within(after: Option<i64>, window: i64) -> Flags {
    let windows =
        [(Flags::REPEATED, window), (Flags::REPEATED_72H, 72 * 3_600), (Flags::REPEATED_24H, 24 * 3_600)];
    let reached = windows.into_iter().filter(|(_, window)| after.is_some_and(|after| after <= *window));
    reached.fold(Flags::default(), |flags, (flag, _)| flags.with(flag))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::{Facts, FactsBuilder, Rules};
    use crate::model::{TicketOutcome, Timestamp};

    #[test]
    fn a_repeat_is_strictly_later_and_ends_with_the_window() {
        let hour = 3_600;
        // Opened at hours 0, 0, 50, 160 and 161; resolved at 60, never, 50, never, never.
        let tickets = [(0, Some(60)), (0, None), (50, Some(50)), (160, None), (161, None)];
        let rules = Rules { repeat_window_hours: 100, ..Rules::default() };
        let mut builder = FactsBuilder::new(rules, "key");
        for (id, (created, resolved)) in (1..).zip(tickets) {
            let outcome = TicketOutcome {
                created_at: Some(Timestamp(created * hour)),
                resolved_at: resolved.map(|hours: i64| Timestamp(hours * hour)),
                requester_id: Some("ann".to_owned()),
                query_type: Some("billing".to_owned()),
                ..TicketOutcome::default()
            };
            builder.push(id, "desk", &outcome);
        }
        let facts: Facts = builder.build().unwrap();
        let segment = &facts.segments()[0];
        let flags = |row| facts.words().profiles()[segment.data(Column::Profile).code(row) as usize];
        let repeated: Vec<bool> = (0..5).map(|row| flags(row).has(Flags::REPEATED)).collect();
        assert_eq!(
            repeated,
            [true, false, false, false, false],
            "the third is followed more than 100 hours later"
        );
        assert!(flags(0).has(Flags::REPEATED_24H), "it came back before it was even resolved");
    }
}
