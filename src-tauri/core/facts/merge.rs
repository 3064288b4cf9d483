//! Segments with some tickets taken out and others put in.

use std::sync::Arc;

use rayon::prelude::*;

use super::column::{Column, ColumnSet, Kind};
use super::data::{Data, Place, SECOND};
use super::files::ColumnsError;
use super::segment::{SEGMENT, Segment};
use super::unsorted::{Unsorted, is_picked};
use crate::model::IdSet;

/// What comes of a segment.
pub(super) enum Next {
    /// It stays as it is.
    Kept(Arc<Segment>),
    /// A new one, of these places in the old one, if there was one, and among the added tickets.
    Made { old: Option<Arc<Segment>>, order: Vec<Place> },
}

/// Decides what comes of each segment where the tickets of `gone` leave and those at the rows `added` of `unsorted`
/// come. The rows are in the order in which the tickets were opened.
///
/// # Errors
/// A segment that is kept in a file cannot be read.
pub(super) fn plan(
    segments: &[Arc<Segment>],
    unsorted: &Unsorted,
    mut added: &[u32],
    gone: &IdSet,
) -> Result<Vec<Next>, ColumnsError> {
    let key = |row: &u32| {
        let at = |column| unsorted.data(column).u32s().get(*row as usize).copied().unwrap_or_default();
        (at(Column::Created), at(Column::Id))
    };
    if segments.is_empty() {
        let places: Vec<Place> = added.iter().map(|row| row | SECOND).collect();
        return Ok(pieces(None, &places));
    }
    let shares = segments.iter().enumerate().map(|(at, segment)| {
        // A segment takes what comes before the first ticket of the one after it.
        let here = match segments.get(at + 1) {
            Some(after) => added.partition_point(|row| key(row) < after.span().first),
            None => added.len(),
        };
        let (mine, rest) = added.split_at(here);
        added = rest;
        (segment, mine)
    });
    let shares: Vec<(&Arc<Segment>, &[u32])> = shares.collect();
    let next = shares.into_par_iter().map(|(segment, mine)| {
        segment.load(ColumnSet::of(&[Column::Id]))?;
        let ids = segment.data(Column::Id).u32s();
        if mine.is_empty() && !ids.iter().any(|id| gone.contains(*id)) {
            return Ok(vec![Next::Kept(segment.clone())]);
        }
        segment.load(ColumnSet::all())?;
        let created = segment.data(Column::Created).u32s();
        let mut mine = mine.iter().peekable();
        let mut places = Vec::with_capacity(segment.len() + mine.len());
        for (row, old) in created.iter().zip(ids).enumerate().filter(|(_, (_, id))| !gone.contains(**id)) {
            while let Some(new) = mine.next_if(|new| key(new) < (*old.0, *old.1)) {
                places.push(new | SECOND);
            }
            places.push(row as Place);
        }
        places.extend(mine.map(|new| new | SECOND));
        Ok(pieces(Some(segment), &places))
    });
    let next: Vec<Vec<Next>> = next.collect::<Result<_, ColumnsError>>()?;
    Ok(next.into_iter().flatten().collect())
}

/// Cuts what has grown too long, and leaves out what has become empty.
fn pieces(old: Option<&Arc<Segment>>, places: &[Place]) -> Vec<Next> {
    let length = if places.len() <= SEGMENT * 3 / 2 { places.len().max(1) } else { SEGMENT };
    let pieces = places.chunks(length).map(|order| Next::Made { old: old.cloned(), order: order.to_vec() });
    pieces.collect()
}

/// Makes the segments. Each column of the added tickets is let go once it has been picked from, so that the tickets
/// are never in memory twice.
pub(super) fn build(next: Vec<Next>, unsorted: &mut Unsorted) -> Vec<Arc<Segment>> {
    let mut made: Vec<Vec<(Column, Data)>> = next.iter().map(|_| Vec::new()).collect();
    for list in Column::LISTS {
        let (items, ends) = (unsorted.take(list.0), unsorted.take(list.1));
        made.par_iter_mut().zip(&next).for_each(|(made, next)| {
            if let Next::Made { old, order } = next {
                made.extend(picked_items(order, old.as_deref(), list, (&items, &ends)));
            }
        });
    }
    for column in Column::ALL.iter().copied().filter(|column| is_picked(*column)) {
        let added = unsorted.take(column);
        made.par_iter_mut().zip(&next).for_each(|(made, next)| {
            if let Next::Made { old, order } = next {
                let nothing = Data::of_kind(column.kind());
                let first = old.as_ref().map_or(&nothing, |old| old.data(column));
                made.push((column, Data::pick(column.kind(), order, first, &added)));
            }
        });
    }
    let finished = next.into_par_iter().zip(made).map(|(next, columns)| match next {
        Next::Kept(segment) => segment,
        Next::Made { .. } => Arc::new(Segment::new(columns)),
    });
    finished.collect()
}

/// The two columns of a list of the tickets at these places.
fn picked_items(
    order: &[Place],
    old: Option<&Segment>,
    (items, item_ends): (Column, Column),
    (added, ends): (&Data, &Data),
) -> [(Column, Data); 2] {
    let end = |row: usize| ends.u32s().get(row).map_or(0, |end| *end as usize);
    let (mut codes, mut code_ends) = (Vec::new(), Vec::with_capacity(order.len()));
    for place in order {
        let row = (place & !SECOND) as usize;
        match (place & SECOND, old) {
            (0, Some(old)) => codes.extend(old.items(item_ends, row).map(|item| old.data(items).code(item))),
            _ => codes.extend((row.checked_sub(1).map_or(0, end)..end(row)).map(|item| added.code(item))),
        }
        code_ends.push(codes.len() as u32);
    }
    debug_assert!(items.kind() == Kind::Code);
    [(item_ends, Data::U32(code_ends)), (items, Data::codes(codes))]
}
