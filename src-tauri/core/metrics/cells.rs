//! The finest groups that a pass over the tickets tells apart. What a question is split by is summed up from them.

use std::collections::HashMap;

use super::age;
use super::dimension::Dimension;
use super::plan::Plan;
use crate::facts::{Chosen, Column, ColumnSet, Segment, UNKNOWN_TIME};

/// How tickets are told apart: by the part of the timeline, and by the code of each dimension that is not time.
pub(super) struct Cells {
    parts: u64,
    axes: Vec<Axis>,
}

/// A dimension whose values are numbered.
#[derive(Clone)]
struct Axis {
    dimension: Dimension,
    size: u64,
    by: By,
}

/// Where the code of a ticket along an axis comes from.
#[derive(Clone)]
enum By {
    /// A column of codes.
    Column(Column),
    /// Its profile: the code of each.
    Profile(Vec<u32>),
    /// Its age when it was resolved, or at this moment.
    Age(u32),
    /// Its age at moments that whoever counts knows: to begin with, all have code 0.
    LaterAge,
}

/// Cells up to this many are numbered by what they are; beyond, in the order in which tickets fall into them.
const DENSE: u64 = 1 << 14;

/// What a cell is: where on the timeline, and which value of each dimension.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Cell {
    /// The part of the timeline.
    pub(super) part: usize,
    /// The code of each dimension that is not time.
    pub(super) codes: Vec<(Dimension, u32)>,
}

impl Cells {
    /// Cells along all these dimensions. Those of time are told apart by the parts of the plan's timeline.
    pub(super) fn new(plan: &Plan<'_>, dimensions: &[Dimension]) -> Cells {
        let mut axes: Vec<Axis> = Vec::new();
        for dimension in dimensions.iter().copied().filter(|dimension| dimension.bucket().is_none()) {
            if axes.iter().any(|axis| axis.dimension == dimension) {
                continue;
            }
            let words = plan.facts.words();
            let values = dimension.words().unwrap_or_default();
            let (size, by) = match (dimension.column(), dimension.of_profile()) {
                (Some(column), _) => (words.names(column).len(), By::Column(column)),
                (None, Some(value)) => {
                    let place = |value| values.iter().position(|known| *known == value).unwrap_or_default();
                    let profiles = words.profiles().iter();
                    (values.len(), By::Profile(profiles.map(|flags| place(value(*flags)) as u32).collect()))
                }
                (None, None) => (values.len(), By::Age(plan.now())),
            };
            axes.push(Axis { dimension, size: size as u64, by });
        }
        Cells { parts: plan.timeline.parts().len() as u64, axes }
    }

    /// The columns that tell tickets apart.
    pub(super) fn columns(&self) -> ColumnSet {
        let columns = self.axes.iter().flat_map(|axis| match axis.by {
            By::Column(Column::Tags) => vec![Column::Tags, Column::TagEnds],
            By::Column(column) => vec![column],
            By::Profile(_) => vec![Column::Profile],
            By::Age(_) => vec![Column::Created, Column::Resolved],
            By::LaterAge => vec![Column::Created],
        });
        columns.collect()
    }

    /// How many cells there may be.
    fn size(&self) -> u64 {
        self.axes.iter().fold(self.parts, |size, axis| size.saturating_mul(axis.size))
    }

    /// Whether there are few enough to number them by what they are.
    pub(super) fn are_few(&self) -> bool {
        self.size() <= DENSE
    }

    /// The number of each chosen row's cell. Where tickets are told apart by tag, a row is there once for each of its
    /// tags: `chosen` grows by that.
    pub(super) fn of(
        &self,
        segment: &Segment,
        chosen: &mut Chosen,
        numbering: &mut Numbering,
        cells: &mut Vec<u32>,
    ) {
        cells.clear();
        // Cells without time are told apart by nothing else but their codes.
        let in_time = self.parts > 1;
        let tags =
            self.axes.iter().any(|axis| axis.dimension == Dimension::Tag).then(|| tags_of(segment, chosen));
        match numbering {
            Numbering::Dense(_) => {
                cells.extend(chosen.parts.iter().map(|part| if in_time { *part } else { 0 }));
                // The place of a cell that is numbered by what it is fits its number.
                self.each_code(segment, &chosen.rows, tags.as_deref(), |at, code, stride| {
                    if let Some(cell) = cells.get_mut(at) {
                        *cell += code * stride as u32;
                    }
                });
            }
            Numbering::Sparse { .. } => {
                let mut places: Vec<u64> =
                    chosen.parts.iter().map(|part| if in_time { u64::from(*part) } else { 0 }).collect();
                self.each_code(segment, &chosen.rows, tags.as_deref(), |at, code, stride| {
                    if let Some(place) = places.get_mut(at) {
                        *place += u64::from(code) * stride;
                    }
                });
                cells.extend(places.iter().map(|place| numbering.number(*place)));
            }
        }
    }

    /// Hands each row's code along each axis to `add`, with how far apart the cells of two neighbouring codes are.
    fn each_code(
        &self,
        segment: &Segment,
        rows: &[u32],
        tags: Option<&[u32]>,
        mut add: impl FnMut(usize, u32, u64),
    ) {
        let mut stride = self.parts;
        for axis in &self.axes {
            match (&axis.by, tags) {
                (By::Column(Column::Tags), Some(tags)) => {
                    tags.iter().enumerate().for_each(|(at, tag)| add(at, *tag, stride));
                }
                (By::Column(column), _) => {
                    segment.data(*column).each_code(rows, |at, code| add(at, code, stride));
                }
                (By::Profile(codes), _) => segment.data(Column::Profile).each_code(rows, |at, profile| {
                    add(at, codes.get(profile as usize).copied().unwrap_or_default(), stride);
                }),
                (By::Age(now), _) => {
                    let times = |column| segment.data(column).u32s();
                    let (created, resolved) = (times(Column::Created), times(Column::Resolved));
                    for (at, row) in rows.iter().enumerate() {
                        let time = |times: &[u32]| times.get(*row as usize).copied().unwrap_or(UNKNOWN_TIME);
                        add(at, age::band(time(created), time(resolved).min(*now)) as u32, stride);
                    }
                }
                (By::LaterAge, _) => {}
            }
            stride = stride.saturating_mul(axis.size);
        }
    }

    /// What the cell at a place is.
    pub(super) fn at(&self, place: u64) -> Cell {
        let (part, mut rest) = (place % self.parts.max(1), place / self.parts.max(1));
        let mut codes = Vec::with_capacity(self.axes.len());
        for axis in &self.axes {
            codes.push((axis.dimension, (rest % axis.size.max(1)) as u32));
            rest /= axis.size.max(1);
        }
        Cell { part: part as usize, codes }
    }

    /// The same dimensions without time: of no moment, so that ages are left to whoever counts.
    pub(super) fn timeless(&self) -> Cells {
        let later = |by: &By| if matches!(by, By::Age(_)) { By::LaterAge } else { by.clone() };
        let axes = self.axes.iter().map(|axis| Axis { by: later(&axis.by), ..*axis });
        Cells { parts: 1, axes: axes.collect() }
    }

    /// Where tickets are told apart by age, how far apart the cells of two neighbouring bands are.
    pub(super) fn age_stride(&self) -> Option<u64> {
        let mut stride = self.parts;
        for axis in &self.axes {
            if axis.dimension == Dimension::Age {
                return Some(stride);
            }
            stride = stride.saturating_mul(axis.size);
        }
        None
    }

    /// A numbering with nothing in it yet.
    pub(super) fn numbering(&self) -> Numbering {
        match self.are_few() {
            true => Numbering::Dense(self.size() as usize),
            false => Numbering::Sparse { numbers: HashMap::new(), places: Vec::new() },
        }
    }
}

/// Repeats each row for each of its tags; the code of the tag for each. A row without a tag is there once, with code 0.
fn tags_of(segment: &Segment, chosen: &mut Chosen) -> Vec<u32> {
    let codes = segment.data(Column::Tags);
    let mut tags = Vec::with_capacity(chosen.rows.len());
    let mut repeated = Chosen::default();
    for (row, part) in chosen.rows.iter().zip(&chosen.parts) {
        let of_row = segment.tags(*row as usize);
        let count = of_row.len().max(1);
        if of_row.is_empty() {
            tags.push(0);
        }
        tags.extend(of_row.map(|tag| codes.code(tag)));
        repeated.rows.extend(std::iter::repeat_n(*row, count));
        repeated.parts.extend(std::iter::repeat_n(*part, count));
    }
    *chosen = repeated;
    tags
}

/// Numbers cells, so that what is counted of each stands in a list.
#[derive(Clone, Debug)]
pub(super) enum Numbering {
    /// A cell's number is its place.
    Dense(usize),
    /// Numbers are given as cells come.
    Sparse { numbers: HashMap<u64, u32>, places: Vec<u64> },
}

impl Numbering {
    /// How many cells have a number.
    pub(super) fn len(&self) -> usize {
        match self {
            Numbering::Dense(size) => *size,
            Numbering::Sparse { places, .. } => places.len(),
        }
    }

    /// The number of the cell at a place.
    pub(super) fn number(&mut self, place: u64) -> u32 {
        match self {
            Numbering::Dense(_) => place as u32,
            Numbering::Sparse { numbers, places } => *numbers.entry(place).or_insert_with(|| {
                places.push(place);
                (places.len() - 1) as u32
            }),
        }
    }

    /// The place of the cell with a number.
    pub(super) fn place(&self, number: usize) -> u64 {
        match self {
            Numbering::Dense(_) => number as u64,
            Numbering::Sparse { places, .. } => places.get(number).copied().unwrap_or_default(),
        }
    }
}
