//! Bins that hold about the same number of times each, so that a percentile is found without sorting: the counts of
//! the bins tell in which one it lies, and only the tickets of that bin are looked at.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::UNKNOWN_TIME;
use super::column::Column;
use super::data::Data;
use super::segment::Segment;

/// The bin of a ticket without a time to its first reply or resolution.
pub const NO_BIN: u8 = u8::MAX;

/// Values that the borders are found from: enough for bins of nearly the same size.
const SAMPLE: usize = 1 << 16;

/// The borders of the bins, in seconds: a time lies in the bin whose number is that of the borders it reaches.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Bins {
    reply: Vec<i64>,
    resolution: Vec<i64>,
    /// Tickets that the borders were found over.
    tickets: usize,
}

/// From when a ticket was opened, or handed off where it was, to a person's first reply. `None` where nobody has replied,
/// or the reply lies before that moment.
pub(super) fn to_reply(created: u32, handed_off: u32, replied: u32) -> Option<(u32, u32)> {
    let begun = if handed_off == UNKNOWN_TIME { created } else { handed_off };
    (replied != UNKNOWN_TIME && replied >= begun).then_some((begun, replied))
}

/// From when a ticket was opened to its resolution, if it is resolved.
pub(super) fn to_resolution(created: u32, resolved: u32) -> Option<(u32, u32)> {
    (resolved != UNKNOWN_TIME).then_some((created, resolved))
}

/// Seconds on the clock.
fn seconds((begun, ended): (u32, u32)) -> i64 {
    i64::from(ended) - i64::from(begun)
}

impl Bins {
    /// Whether the borders still fit so many tickets.
    pub(super) fn fit(&self, tickets: usize) -> bool {
        tickets <= self.tickets.saturating_mul(2)
    }

    /// Borders for the tickets of these segments.
    pub(super) fn of(segments: &[Arc<Segment>]) -> Bins {
        let tickets: usize = segments.iter().map(|segment| segment.len()).sum();
        let step = (tickets / SAMPLE).max(1);
        let borders = |to_reply: bool| {
            let mut sample: Vec<i64> = Vec::new();
            for segment in segments {
                let times = (0..segment.len()).step_by(step).filter_map(segment.times(to_reply));
                sample.extend(times.map(seconds));
            }
            sample.sort_unstable();
            // One border fewer than there are bins, and one bin fewer than a byte can number.
            let bins = usize::from(NO_BIN);
            let mut borders: Vec<i64> =
                (1..bins).filter_map(|bin| sample.get(bin * sample.len() / bins).copied()).collect();
            borders.dedup();
            borders
        };
        Bins { reply: borders(true), resolution: borders(false), tickets }
    }

    /// The two columns of bins of a segment.
    pub(super) fn columns(&self, segment: &Segment) -> [(Column, Data); 2] {
        let column = |borders: &[i64], to_reply: bool| {
            let times = segment.times(to_reply);
            let bin = |row| match times(row).map(seconds) {
                // There are at most 254 borders.
                Some(seconds) => borders.partition_point(|border| *border <= seconds) as u8,
                None => NO_BIN,
            };
            Data::U8((0..segment.len()).map(bin).collect())
        };
        [
            (Column::ReplyBin, column(&self.reply, true)),
            (Column::ResolutionBin, column(&self.resolution, false)),
        ]
    }
}
