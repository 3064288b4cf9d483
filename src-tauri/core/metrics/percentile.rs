//! Percentiles of raw values, without sorting them all: counts of bins tell where a percentile lies, and only the
//! values of that bin are looked at. Bins are of seconds on the clock, so that of times within business hours all values
//! are looked at.

use rayon::prelude::*;

use super::groups::NO_GROUP;
use super::kpi::Duration;
use super::tally::{BINS, Seen};
use crate::calendar::OpenTime;
use crate::facts::{Column, Data, Facts, NO_BIN};

/// The number of values of a group, and its percentiles.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Percentiles {
    /// How many values there are.
    pub(super) count: u64,
    /// In minutes, in the order of the shares asked for; none where there is no value.
    pub(super) minutes: Vec<Option<f64>>,
}

/// The percentiles at these shares, for each of so many groups. `bins` are the counts of the bins of each group; where
/// it is empty, all values are looked at. Times are measured within `open_time`, where there is one.
pub(super) fn percentiles(
    (facts, open_time): (&Facts, Option<&OpenTime>),
    duration: Duration,
    shares: &[f64],
    (seen, group_of_cell): (&[Seen], &[u32]),
    groups: usize,
    bins: &[u32],
) -> Vec<Percentiles> {
    let wanted = Wanted::new(shares, groups, bins);
    let of_segment = |seen| values((facts, open_time), duration, seen, group_of_cell, &wanted);
    let mut values: Vec<(u32, i64)> = seen.par_iter().flat_map_iter(of_segment).collect();
    values.par_sort_unstable();
    let mut rest = values.as_slice();
    (0..groups)
        .map(|group| {
            let (of_group, after) =
                rest.split_at(rest.partition_point(|(other, _)| *other as usize <= group));
            rest = after;
            let count = wanted.count(group, of_group.len() as u64);
            let at = |rank: u64| of_group.get(wanted.place(group, rank)).map(|(_, seconds)| *seconds);
            Percentiles {
                count,
                minutes: shares.iter().map(|share| percentile(count, *share, &at)).collect(),
            }
        })
        .collect()
}

/// Type 7 of Hyndman and Fan (The American Statistician 50, 1996): linear between the two values around rank
/// (n − 1) · share, counted from 0. `at` gives the seconds at a rank.
fn percentile(count: u64, share: f64, at: &dyn Fn(u64) -> Option<i64>) -> Option<f64> {
    let rank = ranks(count, share)?;
    let below = at(rank.below)? as f64 / 60.0;
    let above = at(rank.above)? as f64 / 60.0;
    Some(below + rank.fraction * (above - below))
}

struct Ranks {
    below: u64,
    above: u64,
    fraction: f64,
}

fn ranks(count: u64, share: f64) -> Option<Ranks> {
    let last = count.checked_sub(1)?;
    let rank = last as f64 * share;
    let below = rank.floor() as u64;
    Some(Ranks { below, above: (below + 1).min(last), fraction: rank - rank.floor() })
}

/// Which bins hold the values around a percentile.
struct Wanted<'a> {
    bins: &'a [u32],
    /// For each group and bin, whether its values are looked at; empty where all are.
    wanted: Vec<bool>,
    /// For each bin, whether those of any group are.
    any: [bool; BINS],
}

impl<'a> Wanted<'a> {
    fn new(shares: &[f64], groups: usize, bins: &'a [u32]) -> Wanted<'a> {
        let mut wanted =
            Wanted { bins, wanted: Vec::new(), any: std::array::from_fn(|bin| bin != usize::from(NO_BIN)) };
        if bins.is_empty() {
            return wanted;
        }
        wanted.wanted.resize(groups * BINS, false);
        wanted.any = [false; BINS];
        for group in 0..groups {
            let count = wanted.count(group, 0);
            for ranks in shares.iter().filter_map(|share| ranks(count, *share)) {
                for rank in [ranks.below, ranks.above] {
                    let bin = wanted.bin_of(group, rank);
                    wanted.wanted[group * BINS + bin] = true;
                    wanted.any[bin] = true;
                }
            }
        }
        wanted
    }

    fn of_group(&self, group: usize) -> &[u32] {
        self.bins.get(group * BINS..group * BINS + usize::from(NO_BIN)).unwrap_or_default()
    }

    /// How many values a group has; `seen` where all of them were looked at.
    fn count(&self, group: usize, seen: u64) -> u64 {
        if self.bins.is_empty() {
            seen
        } else {
            self.of_group(group).iter().map(|count| u64::from(*count)).sum()
        }
    }

    fn bin_of(&self, group: usize, rank: u64) -> usize {
        let mut below = 0;
        let bins = self.of_group(group);
        let bin = bins.iter().position(|count| {
            below += u64::from(*count);
            rank < below
        });
        bin.unwrap_or_default()
    }

    fn is_wanted(&self, group: usize, bin: u8) -> bool {
        self.wanted.is_empty() || self.wanted.get(group * BINS + usize::from(bin)).copied().unwrap_or(false)
    }

    /// Where the value of a rank stands among those of its group that were looked at.
    fn place(&self, group: usize, rank: u64) -> usize {
        if self.bins.is_empty() {
            return rank as usize;
        }
        let before = self.bin_of(group, rank);
        let skipped = self.of_group(group).iter().enumerate().take(before);
        let skipped: u64 = skipped
            .filter(|(bin, _)| !self.is_wanted(group, *bin as u8))
            .map(|(_, count)| u64::from(*count))
            .sum();
        rank.saturating_sub(skipped) as usize
    }
}

/// The values of a segment's rows that are looked at, each behind its group.
fn values(
    (facts, open_time): (&Facts, Option<&OpenTime>),
    duration: Duration,
    seen: &Seen,
    group_of_cell: &[u32],
    wanted: &Wanted<'_>,
) -> Vec<(u32, i64)> {
    let Some(segment) = facts.segments().get(seen.segment) else { return Vec::new() };
    let bins = match duration {
        Duration::FirstReply => segment.data(Column::ReplyBin).u8s(),
        Duration::Resolution => segment.data(Column::ResolutionBin).u8s(),
    };
    // First, without a branch for each row, those whose bin any group wants.
    let places = match &seen.rows {
        Data::U8(rows) => places(rows, bins, wanted),
        Data::U16(rows) => places(rows, bins, wanted),
        Data::U32(rows) => places(rows, bins, wanted),
        Data::U64(_) | Data::F64(_) => Vec::new(),
    };
    let times = segment.times(duration == Duration::FirstReply);
    let seconds = |(begun, ended): (u32, u32)| match open_time {
        Some(open_time) => open_time.between(begun, ended),
        None => i64::from(ended) - i64::from(begun),
    };
    let value = |place: u32| {
        let (row, cell) = (seen.rows.code(place as usize) as usize, seen.cells.code(place as usize));
        let group = group_of_cell.get(cell as usize).copied().filter(|group| *group != NO_GROUP)?;
        let bin = bins.get(row).copied().unwrap_or(NO_BIN);
        if wanted.is_wanted(group as usize, bin) { Some((group, seconds(times(row)?))) } else { None }
    };
    places.into_iter().filter_map(value).collect()
}

/// Where among these rows those are whose bin any group wants.
fn places<T: Copy + Into<u32>>(rows: &[T], bins: &[u8], wanted: &Wanted<'_>) -> Vec<u32> {
    let mut places = vec![0u32; rows.len() + 1];
    let mut count = 0;
    for (place, row) in (0..).zip(rows) {
        let row: u32 = (*row).into();
        let bin = bins.get(row as usize).copied().unwrap_or(NO_BIN);
        places[count] = place;
        count += usize::from(wanted.any[usize::from(bin)]);
    }
    places.truncate(count);
    places
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn type_7_lies_between_the_two_values_around_its_rank() {
        let values = [60, 120, 180, 240];
        let at = |rank: u64| values.get(rank as usize).copied();
        assert_eq!(percentile(4, 0.5, &at), Some(2.5));
        assert_eq!(percentile(4, 0.9, &at).map(|value| (value * 1e9).round() / 1e9), Some(3.7));
        assert_eq!(percentile(1, 0.9, &|_| Some(-30)), Some(-0.5));
        assert_eq!(percentile(0, 0.5, &at), None);
    }
}
