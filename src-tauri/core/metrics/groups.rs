//! Numbers the groups of a question as tickets fall into them.

use std::cmp::Reverse;
use std::collections::HashMap;

use super::axis::Axis;
use super::dimension::Dimension;
use super::figure::Group;

/// The groups that tickets have fallen into so far. Without an axis there is one group, the whole, from the start.
pub(super) struct Groups<'a> {
    axes: &'a [(Dimension, Axis<'a>)],
    index: Index,
    codes: Vec<[u32; 2]>,
}

/// Finds a group by its codes: through a table where all combinations fit one, else through a map.
enum Index {
    Table { groups: Vec<u32>, width: usize },
    Map(HashMap<[u32; 2], u32>),
}

/// Entries of the greatest table: 4 MB.
const GREATEST_TABLE: usize = 1 << 20;
/// A place in the table that no group has taken.
const FREE: u32 = u32::MAX;

impl<'a> Groups<'a> {
    /// Groups along these axes, two at most.
    pub(super) fn new(axes: &'a [(Dimension, Axis<'a>)]) -> Groups<'a> {
        let size = |axis: usize| axes.get(axis).map_or(1, |(_, axis)| axis.names().len().max(1));
        let index = match size(0).checked_mul(size(1)) {
            Some(all) if all <= GREATEST_TABLE => Index::Table { groups: vec![FREE; all], width: size(1) },
            _ => Index::Map(HashMap::new()),
        };
        let mut groups = Groups { axes, index, codes: Vec::new() };
        if axes.is_empty() {
            groups.number([0, 0]);
        }
        groups
    }

    /// How many groups there are.
    pub(super) fn len(&self) -> usize {
        self.codes.len()
    }

    /// The number of the group that a ticket falls into.
    pub(super) fn of(&mut self, day: usize, row: usize) -> usize {
        let mut codes = [0, 0];
        for (code, (_, axis)) in codes.iter_mut().zip(self.axes) {
            *code = axis.code(day, row);
        }
        self.number(codes)
    }

    fn number(&mut self, codes: [u32; 2]) -> usize {
        let mut unlisted = FREE;
        let group = match &mut self.index {
            Index::Table { groups, width } => {
                groups.get_mut(codes[0] as usize * *width + codes[1] as usize).unwrap_or(&mut unlisted)
            }
            Index::Map(groups) => groups.entry(codes).or_insert(FREE),
        };
        if *group == FREE {
            *group = self.codes.len() as u32;
            self.codes.push(codes);
        }
        *group as usize
    }

    /// The group as figures name it.
    pub(super) fn name(&self, group: usize) -> Group {
        let names = self.names(group).zip(self.axes);
        Group(names.map(|(name, (dimension, _))| (*dimension, name.to_owned())).collect())
    }

    fn names(&self, group: usize) -> impl Iterator<Item = &str> {
        let codes = self.codes.get(group).copied().unwrap_or_default();
        let name = |code: u32, axis: &'a Axis<'a>| axis.names().get(code as usize).map_or("", String::as_str);
        codes.into_iter().zip(self.axes).map(move |(code, (_, axis))| name(code, axis))
    }

    /// The groups' numbers in the order of an answer: in time order first, then by size, the largest first, then by
    /// name.
    pub(super) fn in_order(&self, size: impl Fn(usize) -> u64) -> Vec<usize> {
        let time = |group: usize| {
            let codes = self.codes.get(group).copied().unwrap_or_default();
            let times = codes.into_iter().zip(self.axes).filter(|(_, (_, axis))| axis.is_time());
            times.map(|(code, _)| code)
        };
        let mut groups: Vec<usize> = (0..self.len()).collect();
        groups.sort_by(|a, b| {
            time(*a)
                .cmp(time(*b))
                .then_with(|| Reverse(size(*a)).cmp(&Reverse(size(*b))))
                .then_with(|| self.names(*a).cmp(self.names(*b)))
        });
        groups
    }
}
