//! Going through tickets one by one, for what no KPI tells: the insights.

use rayon::prelude::*;

use super::plan::Plan;
use super::query::{Basis, Filter, Query, QueryError};
use super::row::Row;
use crate::calendar::Period;
use crate::facts::{Column, ColumnSet, Facts, Flags, Segment, UNKNOWN_TIME};
use crate::model::Timestamp;

/// An eligible ticket: where it stands, and what was judged of it.
#[derive(Clone, Copy)]
pub struct Ticket<'a> {
    /// The segment that it is in; the columns that were asked for are loaded.
    pub segment: &'a Segment,
    /// Its row there.
    pub row: usize,
    /// When it was opened, in epoch seconds.
    pub created: u32,
    /// When it was resolved; [`UNKNOWN_TIME`] where it is not.
    pub resolved: u32,
    /// Its judgements as bits.
    pub flags: Flags,
    /// Its judgements and age, as measures see it.
    pub judged: Row,
}

impl Ticket<'_> {
    /// The code of a column.
    pub fn code(&self, column: Column) -> u32 {
        self.segment.data(column).code(self.row)
    }

    /// The count of a column that has one more than it, where it is known.
    pub fn count(&self, column: Column) -> Option<u32> {
        self.segment.data(column).count(self.row)
    }

    /// The number of a column of whole numbers.
    pub fn number(&self, column: Column) -> u32 {
        self.segment.data(column).u32s().get(self.row).copied().unwrap_or(UNKNOWN_TIME)
    }

    /// The number of a column of doubles, where it is known.
    pub fn real(&self, column: Column) -> Option<f64> {
        self.segment.data(column).f64s().get(self.row).copied().filter(|number| !number.is_nan())
    }
}

/// Which tickets to go through.
#[derive(Clone, Copy)]
pub struct Pass<'a> {
    /// The tickets.
    pub facts: &'a Facts,
    /// The settings.
    pub basis: &'a Basis<'a>,
    /// Only these; filters on time or age leave all.
    pub filters: &'a [Filter],
    /// The moment that maturity is judged at.
    pub as_of: Timestamp,
}

impl Pass<'_> {
    /// Shows every eligible ticket opened within these moments, from the first to before the second, to `visit`, which
    /// notes what it wants in a place of its own for each segment; the places, in the order of the tickets.
    ///
    /// # Errors
    /// The columns cannot be read, or the answer is not wanted any more.
    pub fn go<T: Default + Send>(
        &self,
        (from, to): (Timestamp, Timestamp),
        columns: &[Column],
        visit: impl Fn(&mut T, &Ticket<'_>) + Sync,
    ) -> Result<Vec<T>, QueryError> {
        let day = self.basis.calendar.day_of(self.as_of);
        let query = Query {
            filters: self.filters.to_vec(),
            as_of: Some(self.as_of),
            ..Query::whole(Period { from: day, to: day })
        };
        query.check(self.facts, self.basis, &[])?;
        let plan = Plan::new(self.facts, self.basis, &query, &[], &[], &[]);
        let (from, to) = (crate::facts::seconds(from), crate::facts::seconds(to));
        let always = [Column::Created, Column::Resolved, Column::HandedOff, Column::Profile];
        let columns: ColumnSet = columns.iter().copied().chain(always).collect();
        let touched = |segment: &&Segment| segment.created().0 < to && segment.created().1 >= from;
        let segments: Vec<&Segment> =
            self.facts.segments().iter().map(|segment| &**segment).filter(touched).collect();
        let places = segments.into_par_iter().map(|segment| {
            self.basis.stop.check()?;
            segment.load(columns)?;
            segment.load(plan.columns(segment))?;
            let mut keep = Vec::new();
            let kept = plan.kept(segment, &mut keep);
            let numbers = |column| segment.data(column).u32s();
            let (created, resolved, handed_off) =
                (numbers(Column::Created), numbers(Column::Resolved), numbers(Column::HandedOff));
            let profiles = segment.data(Column::Profile);
            let rows =
                created.partition_point(|time| *time < from)..created.partition_point(|time| *time < to);
            let mut place = T::default();
            for row in rows.filter(|row| kept.is_none_or(|kept| kept.get(*row).copied().unwrap_or(false))) {
                let at = |times: &[u32]| times.get(row).copied().unwrap_or(UNKNOWN_TIME);
                let flags = plan.flags(profiles.code(row));
                let judged = Row::new(flags, plan.age(at(resolved), at(handed_off)));
                visit(
                    &mut place,
                    &Ticket { segment, row, created: at(created), resolved: at(resolved), flags, judged },
                );
            }
            Ok(place)
        });
        places.collect()
    }
}
