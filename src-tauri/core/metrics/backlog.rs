//! Tickets open at the end of each part of the timeline.

use super::age;
use super::cells::{Cells, Numbering};
use super::plan::Plan;
use crate::facts::{Chosen, Column, Segment, UNKNOWN_TIME};

/// How many tickets are open at the end of each part, for each combination of values.
#[derive(Clone, Debug)]
pub(super) struct Backlog {
    pub(super) numbering: Numbering,
    parts: usize,
    /// For each combination and part, how many more tickets are open at its end than at the one before. One more place
    /// takes what ends behind the last part.
    changes: Vec<i64>,
}

impl Backlog {
    pub(super) fn new(numbering: Numbering, plan: &Plan<'_>) -> Backlog {
        Backlog { numbering, parts: plan.timeline.parts().len(), changes: Vec::new() }
    }

    /// Adds a segment's tickets. `timeless` tells the combinations of values apart.
    pub(super) fn add(
        &mut self,
        plan: &Plan<'_>,
        timeless: &Cells,
        segment: &Segment,
        kept: Option<&[bool]>,
        (chosen, cells): (&mut Chosen, &mut Vec<u32>),
    ) {
        let timeline = &plan.timeline;
        let (end, first_end) = (timeline.end(), timeline.parts().first().map_or(0, |part| part.end));
        if !segment.may_be_open(end, first_end) {
            return;
        }
        // Only a ticket that is not resolved in the part in which it was opened is ever open at a part's end.
        segment.outlasting(timeline, kept, chosen);
        timeless.of(segment, chosen, &mut self.numbering, cells);
        let resolved = match segment.is_settled(timeline.start()) {
            true => &[],
            false => segment.data(Column::Resolved).u32s(),
        };
        // Where age matters, a ticket is one of each band at the ends of the parts in which it has that age.
        let ages = match timeless.age_stride() {
            None if !plan.filters_age() => None,
            stride => Some(stride.unwrap_or(0)),
        };
        let ends = timeline.parts().iter().map(|part| part.end.min(plan.now()));
        let ends: Vec<u32> = if ages.is_some() { ends.collect() } else { Vec::new() };
        let created = if ages.is_some() { segment.data(Column::Created).u32s() } else { &[] };
        self.changes.resize(self.numbering.len() * (self.parts + 1), 0);
        for ((row, from), cell) in chosen.rows.iter().zip(&chosen.parts).zip(cells.iter()) {
            let until = resolved.get(*row as usize).copied().unwrap_or(UNKNOWN_TIME);
            let to = if until >= end { self.parts } else { timeline.part(until) as usize };
            let from = *from as usize;
            let Some(stride) = ages else {
                self.change(*cell, from, to);
                continue;
            };
            let opened = created.get(*row as usize).copied().unwrap_or_default();
            let mut begins = from;
            for (band, cut) in age::cuts(opened, ends.get(from..to).unwrap_or_default()).iter().enumerate() {
                if from + cut > begins && plan.age_passes(band) {
                    let place = self.numbering.place(*cell as usize) + band as u64 * stride;
                    let cell = self.numbering.number(place);
                    self.change(cell, begins, from + cut);
                }
                begins = from + cut;
            }
        }
    }

    /// One more ticket of a combination is open at the ends of the parts from one on and before another.
    fn change(&mut self, cell: u32, from: usize, to: usize) {
        let first = cell as usize * (self.parts + 1);
        if self.changes.len() <= first + self.parts {
            self.changes.resize(self.numbering.len() * (self.parts + 1), 0);
        }
        if let Some(changes) = self.changes.get_mut(first..=first + self.parts) {
            changes[from] += 1;
            changes[to] -= 1;
        }
    }

    /// Adds what another thread has added up.
    pub(super) fn merge(mut self, other: Backlog) -> Backlog {
        for (at, change) in other.changes.iter().enumerate().filter(|(_, change)| **change != 0) {
            let (number, part) = (at / (self.parts + 1), at % (self.parts + 1));
            let number = self.numbering.number(other.numbering.place(number)) as usize;
            let place = number * (self.parts + 1) + part;
            if place >= self.changes.len() {
                self.changes.resize(self.numbering.len() * (self.parts + 1), 0);
            }
            self.changes[place] += change;
        }
        self
    }

    /// The combinations with an open ticket: each one's number, and how many are open at the end of each part.
    pub(super) fn open(&self) -> impl Iterator<Item = (usize, Vec<u64>)> + '_ {
        let open = |changes: &[i64]| {
            let running = changes.iter().take(self.parts).scan(0i64, |open, change| {
                *open += change;
                // No ticket is closed that was not open.
                Some(open.unsigned_abs())
            });
            running.collect::<Vec<u64>>()
        };
        let combinations = self.changes.chunks_exact(self.parts + 1).enumerate();
        combinations
            .map(move |(number, changes)| (number, open(changes)))
            .filter(|(_, open)| open.iter().any(|n| *n > 0))
    }
}
