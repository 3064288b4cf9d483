//! From the cells of a pass to the groups that a question asks for.

use std::cmp::Reverse;
use std::collections::HashMap;

use super::backlog::Backlog;
use super::cells::{Cell, Cells};
use super::dimension::Dimension;
use super::figure::Group;
use super::judge::{Counted, Judge};
use super::plan::Plan;
use super::tally::{BINS, Sums, Tally};
use crate::calendar::{Bucket, Period};
use crate::cost::Exact;
use crate::facts::Flags;

/// A group's value along each dimension of the split: a code, or the number of a bucket.
pub(super) type Key = [u32; 2];

/// Stands for no group.
pub(super) const NO_GROUP: u32 = u32::MAX;

/// What a question is split by.
pub(super) struct Split<'a> {
    plan: &'a Plan<'a>,
    pub(super) by: &'a [Dimension],
    /// The days whose tickets belong to it.
    pub(super) days: Period,
    /// For each part of the timeline, whether it is of these days.
    holds: Vec<bool>,
    /// For each dimension of time, the bucket of each part, and the buckets' keys in order.
    buckets: Vec<Option<(Vec<u32>, Vec<String>)>>,
}

impl<'a> Split<'a> {
    /// A split of these days, between which the plan's timeline is cut.
    pub(super) fn new(plan: &'a Plan<'a>, days: Period, by: &'a [Dimension]) -> Split<'a> {
        let mut holds = vec![false; plan.timeline.parts().len()];
        plan.parts_within(days).for_each(|(part, _)| holds[part] = true);
        let buckets = by.iter().map(|dimension| {
            let bucket = dimension.bucket()?;
            let (mut of_part, mut keys) = (Vec::new(), Vec::<String>::new());
            for part in plan.timeline.parts() {
                let key = plan.key(bucket, part.days.from);
                if keys.last() != Some(&key) {
                    keys.push(key);
                }
                of_part.push(keys.len().saturating_sub(1) as u32);
            }
            Some((of_part, keys))
        });
        Split { plan, by, days, holds, buckets: buckets.collect() }
    }

    /// The group of a cell, if it is of the split's days.
    fn key(&self, cell: &Cell) -> Option<Key> {
        self.holds.get(cell.part).filter(|holds| **holds)?;
        let mut key = [0, 0];
        for ((place, dimension), bucket) in key.iter_mut().zip(self.by).zip(&self.buckets) {
            *place = match bucket {
                Some((of_part, _)) => of_part.get(cell.part).copied().unwrap_or_default(),
                None => cell.codes.iter().find(|(axis, _)| axis == dimension).map_or(0, |(_, code)| *code),
            };
        }
        Some(key)
    }

    /// The name of a value along a dimension, by the dimension's place in the split.
    fn name(&self, at: usize, code: u32) -> &str {
        let names = match (self.buckets.get(at), self.by.get(at).map(|by| by.column())) {
            (Some(Some((_, keys))), _) => keys,
            (_, Some(Some(column))) => self.plan.facts.words().names(column),
            _ => {
                let words = self.by.get(at).and_then(|by| by.words()).unwrap_or_default();
                return words.get(code as usize).copied().unwrap_or_default();
            }
        };
        names.get(code as usize).map_or("", String::as_str)
    }

    fn names(&self, key: Key) -> impl Iterator<Item = &str> {
        let by = self.by.len();
        key.into_iter().enumerate().take(by).map(|(at, code)| self.name(at, code))
    }

    /// A group as figures name it.
    pub(super) fn group(&self, key: Key) -> Group {
        Group(self.by.iter().copied().zip(self.names(key).map(str::to_owned)).collect())
    }

    /// The groups in the order of an answer: in time order first, then by size, the largest first, then by name. Nobody
    /// is ranked: people come by name.
    pub(super) fn order(&self, keys: &[Key], size: impl Fn(usize) -> u64) -> Vec<usize> {
        let time = |group: &usize| {
            let key = keys.get(*group).copied().unwrap_or_default();
            let times = key.into_iter().zip(&self.buckets).filter(|(_, bucket)| bucket.is_some());
            times.map(|(code, _)| code).collect::<Vec<_>>()
        };
        let ranked = !self.by.contains(&Dimension::Assignee);
        let name =
            |group: &usize| self.names(keys.get(*group).copied().unwrap_or_default()).collect::<Vec<_>>();
        let mut groups: Vec<usize> = (0..keys.len()).collect();
        groups.sort_by_cached_key(|group| (time(group), ranked.then(|| Reverse(size(*group))), name(group)));
        groups
    }
}

/// What has been added up of one cohort, by group.
pub(super) struct Grouped<'a> {
    judge: &'a Judge,
    pub(super) keys: Vec<Key>,
    index: HashMap<Key, usize>,
    /// The group of each cell; [`NO_GROUP`] of one that is of other days.
    pub(super) of_cell: Vec<u32>,
    /// The first part of the timeline with a ticket of the group.
    pub(super) part: Vec<usize>,
    counts: Vec<Vec<u64>>,
    pub(super) sums: Vec<Sums>,
    /// Fees for resolutions by AI.
    pub(super) fees: Vec<Exact>,
    /// Tickets of which no minutes are known, by whether they are of type human-only, and query type.
    pub(super) unknown: Vec<HashMap<(bool, u32), u64>>,
    pub(super) bins: Vec<u32>,
}

impl<'a> Grouped<'a> {
    /// Sums cells up to groups. `fee` is that for a resolution by AI in each part of the timeline.
    pub(super) fn new(
        split: &Split<'_>,
        cells: &Cells,
        tally: &Tally,
        judge: &'a Judge,
        fee: &[Exact],
    ) -> Grouped<'a> {
        let mut grouped = Grouped {
            judge,
            keys: Vec::new(),
            index: HashMap::new(),
            of_cell: vec![NO_GROUP; tally.numbering.len()],
            part: Vec::new(),
            counts: Vec::new(),
            sums: Vec::new(),
            fees: Vec::new(),
            unknown: Vec::new(),
            bins: Vec::new(),
        };
        if split.by.is_empty() {
            grouped.number([0, 0], 0);
        }
        for (number, class, tickets) in tally.counts.iter() {
            let group = match grouped.of_cell.get(number) {
                Some(group) if *group != NO_GROUP => *group as usize,
                _ => match grouped.put(split, cells, tally, number) {
                    Some(group) => group,
                    None => continue,
                },
            };
            let counts_in = judge.counts_of(class);
            for place in counts_in {
                grouped.counts[group][usize::from(*place)] += tickets;
            }
            if judge.counts(class, Counted::Flagged(Flags::AI_RESOLVED)) {
                let part = cells.at(tally.numbering.place(number)).part;
                grouped.fees[group] += fee.get(part).copied().unwrap_or_default().times(tickets);
            }
        }
        for ((cell, human_only, query_type), tickets) in &tally.unknown {
            let group = grouped.of_cell.get(*cell as usize).map_or(usize::MAX, |group| *group as usize);
            if let Some(unknown) = grouped.unknown.get_mut(group) {
                *unknown.entry((*human_only, *query_type)).or_insert(0) += tickets;
            }
        }
        if !tally.bins.is_empty() {
            grouped.bins.resize(grouped.keys.len() * BINS, 0);
            for (cell, bins) in tally.bins.chunks_exact(BINS).enumerate() {
                let group = grouped.of_cell.get(cell).map_or(usize::MAX, |group| *group as usize);
                if let Some(into) =
                    group.checked_mul(BINS).and_then(|first| grouped.bins.get_mut(first..first + BINS))
                {
                    into.iter_mut().zip(bins).for_each(|(into, bin)| *into += bin);
                }
            }
        }
        grouped
    }

    /// Puts a cell into its group, if it has one, and says which it is.
    fn put(&mut self, split: &Split<'_>, cells: &Cells, tally: &Tally, number: usize) -> Option<usize> {
        let cell = cells.at(tally.numbering.place(number));
        let group = self.number(split.key(&cell)?, cell.part);
        if let Some(of_cell) = self.of_cell.get_mut(number) {
            *of_cell = group as u32;
        }
        if let Some(sums) = tally.sums.get(number) {
            self.sums[group].merge(sums);
        }
        Some(group)
    }

    fn number(&mut self, key: Key, part: usize) -> usize {
        if let Some(group) = self.index.get(&key) {
            return *group;
        }
        let group = self.keys.len();
        self.index.insert(key, group);
        self.keys.push(key);
        self.part.push(part);
        self.counts.push(vec![0; self.judge.len()]);
        self.sums.push(Sums::default());
        self.fees.push(Exact::default());
        self.unknown.push(HashMap::new());
        group
    }

    /// The group with a key, if a ticket fell into it.
    pub(super) fn find(&self, key: &Key) -> Option<usize> {
        self.index.get(key).copied()
    }

    /// A count of a group.
    pub(super) fn count(&self, group: usize, counted: Counted) -> u64 {
        let place = self.judge.place(counted);
        let of_group = self.counts.get(group).zip(place);
        of_group.and_then(|(counts, place)| counts.get(place)).copied().unwrap_or_default()
    }
}

/// The backlog of each group of a split with an open ticket; of the whole in any case.
pub(super) fn backlog_of(split: &Split<'_>, timeless: &Cells, backlog: &Backlog) -> Vec<(Key, u64)> {
    let buckets: Vec<Bucket> = split.by.iter().filter_map(|dimension| dimension.bucket()).collect();
    let moments = split.plan.moments(split.days, &buckets);
    let mut groups: HashMap<Key, u64> = HashMap::new();
    if split.by.is_empty() {
        groups.insert([0, 0], 0);
    }
    for (number, open) in backlog.open() {
        let cell = timeless.at(backlog.numbering.place(number));
        for part in &moments {
            let key = split.key(&Cell { part: *part, codes: cell.codes.clone() });
            if let (Some(key), Some(count @ 1..)) = (key, open.get(*part)) {
                *groups.entry(key).or_insert(0) += count;
            }
        }
    }
    groups.into_iter().collect()
}
