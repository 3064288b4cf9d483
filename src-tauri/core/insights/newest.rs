//! The newest tickets and what they are about, for query types to be found for those that have none.

use super::ground::Ground;
use crate::facts::{Column, UNCATEGORISED};
use crate::metrics::QueryError;

/// The eligible tickets of the days that the taxonomy looks at, the newest first: their numbers in the store, and their
/// query types; `None` where they have none.
///
/// # Errors
/// The columns cannot be read, or the answer is not wanted any more.
pub fn newest_tickets<'a>(ground: &Ground<'a>) -> Result<Vec<(u32, Option<&'a str>)>, QueryError> {
    let days = ground.last_days(ground.rules.taxonomy.days);
    let columns = [Column::Id, Column::QueryType];
    let places = ground.pass().go(days, &columns, |place: &mut Vec<(u32, u32)>, ticket| {
        place.push((ticket.number(Column::Id), ticket.code(Column::QueryType)));
    })?;
    let named =
        |(id, code)| (id, Some(ground.name(Column::QueryType, code)).filter(|name| *name != UNCATEGORISED));
    Ok(places.into_iter().flatten().rev().map(named).collect())
}
