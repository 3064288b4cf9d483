//! What is added up of the tickets of each cell. All sums are of whole numbers or exact: in whatever order tickets are
//! added, and by however many threads, they come to the same to the last digit.

use std::collections::HashMap;

use super::cells::Numbering;
use super::statistics::Sample;
use crate::cost::Exact;
use crate::facts::Data;

/// Bins of a cell's times.
pub(super) const BINS: usize = 256;

/// How many tickets of each class there are in each cell.
#[derive(Clone, Debug)]
pub(super) enum Counts {
    /// A count for each class of each cell, one cell behind the other.
    Table {
        /// How many classes there are.
        classes: usize,
        /// The counts.
        counts: Vec<u32>,
    },
    /// Where cells are many and most classes are in few of them: only the counts that there are.
    Sparse(HashMap<(u32, u16), u32>),
}

impl Counts {
    /// Counts of so many classes, in few cells or many.
    pub(super) fn new(classes: usize, are_few: bool) -> Counts {
        if are_few { Counts::Table { classes, counts: Vec::new() } } else { Counts::Sparse(HashMap::new()) }
    }

    /// Adds tickets: for each its cell and its class. `cells` are all that have a number.
    pub(super) fn add(&mut self, cell_of: &[u32], class_of: &[u16], cells: usize) {
        let both = cell_of.iter().zip(class_of);
        match self {
            Counts::Table { classes, counts } => {
                counts.resize(cells * *classes, 0);
                for (cell, class) in both {
                    if let Some(count) = counts.get_mut(*cell as usize * *classes + usize::from(*class)) {
                        *count += 1;
                    }
                }
            }
            Counts::Sparse(counts) => {
                both.for_each(|(cell, class)| *counts.entry((*cell, *class)).or_insert(0) += 1)
            }
        }
    }

    /// Each cell and class with a ticket, and how many there are.
    pub(super) fn iter(&self) -> Box<dyn Iterator<Item = (usize, usize, u64)> + '_> {
        match self {
            Counts::Table { classes, counts } => {
                let counts = counts.iter().enumerate().filter(|(_, count)| **count > 0);
                Box::new(counts.map(move |(at, count)| (at / classes, at % classes, u64::from(*count))))
            }
            Counts::Sparse(counts) => Box::new(
                counts
                    .iter()
                    .map(|((cell, class), count)| (*cell as usize, usize::from(*class), u64::from(*count))),
            ),
        }
    }

    /// Adds other counts, each cell under another number; without `numbers` under the same.
    fn merge(&mut self, other: &Counts, numbers: Option<&[usize]>, cells: usize) {
        if let (Counts::Table { counts, .. }, Counts::Table { counts: others, .. }, None) =
            (&mut *self, other, numbers)
        {
            return add_up(counts, others);
        }
        let number =
            |cell: usize| numbers.map_or(cell, |numbers| numbers.get(cell).copied().unwrap_or_default());
        if let Counts::Table { classes, counts } = self {
            counts.resize(cells * *classes, 0);
        }
        for (cell, class, count) in other.iter() {
            let cell = number(cell);
            match self {
                Counts::Table { classes, counts } => {
                    if let Some(into) = counts.get_mut(cell * *classes + class) {
                        *into += count as u32;
                    }
                }
                Counts::Sparse(counts) => {
                    *counts.entry((cell as u32, class as u16)).or_insert(0) += count as u32
                }
            }
        }
    }
}

/// Adds counts to those at the same places.
fn add_up(counts: &mut Vec<u32>, others: &[u32]) {
    counts.resize(counts.len().max(others.len()), 0);
    counts.iter_mut().zip(others).for_each(|(count, other)| *count += other);
}

/// The sum of a number over tickets, and what its variance takes.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Moments {
    pub(super) count: u64,
    pub(super) sum: Exact,
    pub(super) squares: Exact,
}

impl Moments {
    pub(crate) fn add(&mut self, number: Exact) {
        self.add_with_square(number, number.squared());
    }

    /// Adds a number whose square is known.
    pub(super) fn add_with_square(&mut self, number: Exact, square: Exact) {
        self.count += 1;
        self.sum += number;
        self.squares += square;
    }

    pub(crate) fn merge(&mut self, other: &Moments) {
        self.count += other.count;
        self.sum += other.sum;
        self.squares += other.squares;
    }

    /// The variance of the numbers (of a sample: by n − 1); `None` of fewer than two.
    pub(super) fn variance(&self) -> Option<f64> {
        let (n, sum) = (self.count as f64, self.sum.value());
        (self.count > 1).then(|| ((self.squares.value() - sum * sum / n) / (n - 1.0)).max(0.0))
    }

    /// The numbers as a sample, whose variance is 0 where there is but one; `None` of none.
    pub(crate) fn sample(&self) -> Option<Sample> {
        let variance = self.variance().unwrap_or(0.0);
        (self.count > 0).then(|| Sample { sum: self.sum.value(), count: self.count as f64, variance })
    }
}

/// The scales of the scores of some tickets.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) enum Scale {
    /// No score.
    #[default]
    None,
    /// All scores are on this scale.
    One(f64),
    /// There are several scales.
    Several,
}

impl Scale {
    pub(super) fn merge(&mut self, other: Scale) {
        *self = match (*self, other) {
            (known, Scale::None) => known,
            (Scale::None, new) => new,
            (Scale::One(known), Scale::One(new)) if known == new => Scale::One(known),
            _ => Scale::Several,
        };
    }
}

/// The minutes that people worked, as far as they do not depend on other tickets.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Work {
    pub(super) minutes: Exact,
    /// Tickets whose minutes are an estimate, those of which nothing is known too.
    pub(super) estimated: u64,
}

impl Work {
    fn merge(&mut self, other: &Work) {
        self.minutes += other.minutes;
        self.estimated += other.estimated;
    }
}

/// What is summed up of the numbers of a cell's tickets.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Sums {
    pub(super) scores: Moments,
    pub(super) scale: Scale,
    /// Minutes where they are known: of tickets that no person took part in, and of those that one did.
    pub(super) handled: [Moments; 2],
    /// What people worked on tickets of type hybrid and of type human-only.
    pub(super) work: [Work; 2],
}

impl Sums {
    pub(super) fn merge(&mut self, other: &Sums) {
        self.scores.merge(&other.scores);
        self.scale.merge(other.scale);
        self.handled.iter_mut().zip(&other.handled).for_each(|(one, other)| one.merge(other));
        self.work.iter_mut().zip(&other.work).for_each(|(one, other)| one.merge(other));
    }
}

/// Tickets of which no minutes are known: by cell, whether they are of type human-only, and query type.
pub(super) type Unknown = HashMap<(u32, bool, u32), u64>;

/// The rows of a segment that were added, and their cells: kept for a second look, as narrow as they allow.
#[derive(Clone, Debug)]
pub(super) struct Seen {
    pub(super) segment: usize,
    pub(super) rows: Data,
    pub(super) cells: Data,
}

/// What is added up of one cohort.
#[derive(Clone, Debug)]
pub(super) struct Tally {
    pub(super) numbering: Numbering,
    pub(super) counts: Counts,
    /// For each cell, how many of its times lie in each bin. Empty where no percentile is asked for, or there are too
    /// many cells.
    pub(super) bins: Vec<u32>,
    pub(super) sums: Vec<Sums>,
    pub(super) unknown: Unknown,
    pub(super) seen: Vec<Seen>,
}

impl Tally {
    pub(super) fn new(numbering: Numbering, counts: Counts) -> Tally {
        Tally {
            numbering,
            counts,
            bins: Vec::new(),
            sums: Vec::new(),
            unknown: Unknown::new(),
            seen: Vec::new(),
        }
    }

    /// Adds what another thread has added up.
    pub(super) fn merge(mut self, other: Tally) -> Tally {
        let numbers: Option<Vec<usize>> = match self.numbering {
            Numbering::Dense(_) => None,
            Numbering::Sparse { .. } => {
                let places = (0..other.numbering.len()).map(|cell| other.numbering.place(cell));
                Some(places.map(|place| self.numbering.number(place) as usize).collect())
            }
        };
        let number = |cell: usize| match &numbers {
            None => cell,
            Some(numbers) => numbers.get(cell).copied().unwrap_or_default(),
        };
        let cells = self.numbering.len();
        self.counts.merge(&other.counts, numbers.as_deref(), cells);
        // Bins are counted only where cells are numbered by what they are.
        add_up(&mut self.bins, &other.bins);
        if !other.sums.is_empty() {
            self.sums.resize(cells, Sums::default());
            for (cell, sums) in other.sums.iter().enumerate() {
                if let Some(into) = self.sums.get_mut(number(cell)) {
                    into.merge(sums);
                }
            }
        }
        for ((cell, human_only, query_type), tickets) in other.unknown {
            let key = (number(cell as usize) as u32, human_only, query_type);
            *self.unknown.entry(key).or_insert(0) += tickets;
        }
        self.seen.extend(other.seen.into_iter().map(|seen| match numbers {
            None => seen,
            Some(_) => {
                let cells = (0..seen.cells.len()).map(|at| number(seen.cells.code(at) as usize) as u32);
                Seen { cells: Data::codes(cells.collect()), ..seen }
            }
        }));
        self
    }
}
