//! Turns tickets into columns.

use std::sync::Arc;

use rayon::prelude::*;

use super::bins::Bins;
use super::column::{Column, ColumnSet};
use super::data::Data;
use super::files::ColumnsError;
use super::flags::Flags;
use super::merge;
use super::repeat::repeats;
use super::requester::Requesters;
use super::rules::Rules;
use super::segment::Segment;
use super::unsorted::Unsorted;
use super::words::Words;
use super::{Facts, requester};
use crate::model::{Field, FieldSet, IdSet, TicketOutcome};

/// Takes tickets, in any order, and makes [`Facts`] of them: from nothing, or from facts that have changed.
pub struct FactsBuilder {
    base: Facts,
    key: String,
    words: Words,
    unsorted: Unsorted,
    gone: IdSet,
}

impl FactsBuilder {
    /// No tickets yet, to be judged by these rules. `key` is the store's own: requesters are told apart under it.
    pub fn new(rules: Rules, key: &str) -> FactsBuilder {
        FactsBuilder::on(&Facts::empty(rules), key)
    }

    /// The tickets of these facts, of which some have changed. `key` is the one that they were made with.
    pub fn on(facts: &Facts, key: &str) -> FactsBuilder {
        FactsBuilder {
            key: key.to_owned(),
            words: facts.words().clone(),
            base: facts.clone(),
            unsorted: Unsorted::default(),
            gone: IdSet::default(),
        }
    }

    /// The fields that are looked at: a store need not read the others.
    pub fn fields() -> FieldSet {
        let unread = [Field::ExternalId, Field::ClosedBy, Field::Subject, Field::Signals];
        Field::ALL.iter().copied().filter(|field| !unread.contains(field)).collect()
    }

    /// Adds a ticket of the named source, in place of the one with the same number, if there is one. Every ticket of a
    /// store has a time at which it was opened; one without is left out.
    pub fn push(&mut self, id: u32, source: &str, ticket: &TicketOutcome) {
        self.gone.insert(id);
        self.unsorted.push(id, source, ticket, (self.base.rules(), &self.key), &mut self.words);
    }

    /// Adds what another builder on the same facts has taken, as if that had come after what this one took.
    pub fn append(&mut self, other: FactsBuilder) {
        let codes = self.words.adopt(&other.words);
        self.unsorted.append(other.unsorted, &codes);
        self.gone.extend(other.gone.iter());
    }

    /// Takes a ticket out.
    pub fn remove(&mut self, id: u32) {
        self.gone.insert(id);
    }

    /// The facts, with repeat contacts found over all tickets.
    ///
    /// # Errors
    /// Columns of the facts that it began with are kept in files and cannot be read.
    pub fn build(mut self) -> Result<Facts, ColumnsError> {
        let requesters = self.touched_requesters()?;
        let (excluded, eligible): (Vec<u32>, Vec<u32>) =
            self.newest().into_iter().partition(|row| self.unsorted.is_excluded(*row as usize));
        let mut next = merge::plan(self.base.segments(), &self.unsorted, &eligible, &self.gone)?;
        let count = next.len();
        next.extend(merge::plan(&self.base.excluded, &self.unsorted, &excluded, &self.gone)?);
        let mut segments = merge::build(next, &mut self.unsorted);
        let mut excluded = segments.split_off(count);
        self.mark_repeats(&mut segments, requesters.as_ref())?;
        let bins = self.sort_into_bins(&mut segments, &mut excluded)?;
        Ok(Facts::new(self.base.rules.clone(), self.words, bins, segments, excluded))
    }

    /// The rows of the added tickets in the order in which they were opened: of several of one ticket, the last.
    fn newest(&self) -> Vec<u32> {
        let ids = self.unsorted.data(Column::Id).u32s();
        let created = self.unsorted.data(Column::Created).u32s();
        let at = |column: &[u32], row: &u32| column.get(*row as usize).copied().unwrap_or_default();
        let mut rows: Vec<u32> = (0..self.unsorted.len() as u32).collect();
        rows.sort_unstable_by_key(|row| (at(ids, row), std::cmp::Reverse(*row)));
        rows.dedup_by_key(|row| at(ids, row));
        rows.sort_unstable_by_key(|row| (at(created, row), at(ids, row)));
        rows
    }

    /// The requesters of all tickets that come or go; `None` where that is all there are.
    fn touched_requesters(&self) -> Result<Option<Requesters>, ColumnsError> {
        if self.base.is_empty() {
            return Ok(None);
        }
        let of_segment = |segment: &Arc<Segment>| {
            segment.load(ColumnSet::of(&[Column::Id, Column::Requester]))?;
            let ids = segment.data(Column::Id).u32s().iter();
            let of_them = ids.zip(segment.data(Column::Requester).u64s());
            let leaving = of_them.filter(|(id, _)| self.gone.contains(**id));
            Ok(leaving.map(|(_, requester)| *requester).collect())
        };
        let leaving: Vec<Vec<u64>> =
            self.base.segments().par_iter().map(of_segment).collect::<Result<_, ColumnsError>>()?;
        let coming = self.unsorted.data(Column::Requester).u64s().iter().copied();
        let mut touched: Requesters = leaving.into_iter().flatten().chain(coming).collect();
        touched.remove(&requester::UNKNOWN);
        Ok(Some(touched))
    }

    fn mark_repeats(
        &mut self,
        segments: &mut [Arc<Segment>],
        requesters: Option<&Requesters>,
    ) -> Result<(), ColumnsError> {
        let mut changes: Vec<Vec<(usize, u32)>> = segments.iter().map(|_| Vec::new()).collect();
        for repeat in repeats(segments, self.base.repeat_window(), requesters)? {
            let (Some(segment), Some(changes)) =
                (segments.get(repeat.segment), changes.get_mut(repeat.segment))
            else {
                continue;
            };
            segment.load(ColumnSet::of(&[Column::Profile]))?;
            let old = segment.data(Column::Profile).code(repeat.row);
            let flags = self.words.profiles().get(old as usize).copied().unwrap_or_default();
            let new = self.words.profile(flags.without(Flags::REPEATS).with(repeat.flags));
            if new != old {
                changes.push((repeat.row, new));
            }
        }
        for (segment, changes) in segments.iter_mut().zip(changes).filter(|(_, changes)| !changes.is_empty())
        {
            segment.load(ColumnSet::all())?;
            let profiles = segment.data(Column::Profile);
            let mut codes: Vec<u32> = (0..segment.len()).map(|row| profiles.code(row)).collect();
            for (row, code) in changes {
                if let Some(place) = codes.get_mut(row) {
                    *place = code;
                }
            }
            Arc::make_mut(segment).put(Column::Profile, Data::codes(codes));
        }
        Ok(())
    }

    /// Gives every segment its bins: those made anew, or all of them where the borders fit no more.
    fn sort_into_bins(
        &self,
        segments: &mut [Arc<Segment>],
        excluded: &mut [Arc<Segment>],
    ) -> Result<Bins, ColumnsError> {
        let tickets = segments.iter().map(|segment| segment.len()).sum();
        let fit = self.base.bins().fit(tickets);
        if !fit {
            let all: Vec<&Arc<Segment>> = segments.iter().chain(excluded.iter()).collect();
            all.into_par_iter().try_for_each(|segment| segment.load(ColumnSet::all()))?;
        }
        let bins = if fit { self.base.bins().clone() } else { Bins::of(segments) };
        let all = segments.iter_mut().chain(excluded).filter(|segment| !fit || !segment.has_bins());
        all.collect::<Vec<_>>().into_par_iter().for_each(|segment| {
            let columns = bins.columns(segment);
            let segment = Arc::make_mut(segment);
            columns.into_iter().for_each(|(column, data)| segment.put(column, data));
        });
        Ok(bins)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Timestamp;
    use crate::sample;

    #[test]
    fn what_several_have_taken_is_what_one_would_have_taken() {
        let tickets: Vec<TicketOutcome> = sample::tickets(5, Timestamp(1_790_000_000), 20, 900).collect();
        let built = |parts: usize| {
            let share = tickets.len().div_ceil(parts);
            let builders = tickets.chunks(share).zip(0..).map(|(tickets, part)| {
                let mut builder = FactsBuilder::new(Rules::default(), "key");
                let ids = (part * share) as u32..;
                ids.zip(tickets).for_each(|(id, ticket)| builder.push(id, "desk", ticket));
                builder
            });
            let whole = builders.reduce(|mut whole, part| {
                whole.append(part);
                whole
            });
            whole.unwrap().build().unwrap()
        };
        let (one, several) = (built(1), built(3));
        assert_eq!(one.segments().len(), 1);
        for column in Column::ALL {
            let bytes = |facts: &Facts| facts.segments()[0].data(*column).as_bytes().to_vec();
            assert_eq!(bytes(&one), bytes(&several), "{column:?}");
        }
        for column in Column::TEXTS.into_iter().chain([Column::Tags]) {
            let names = |facts: &Facts| facts.words().dictionary(column).names().to_vec();
            assert_eq!(names(&one), names(&several), "{column:?}");
        }
    }
}
