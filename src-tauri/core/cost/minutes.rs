//! The minutes that people worked on a ticket: as the source says, else an estimate.

use std::collections::{BTreeMap, HashMap};
use std::hash::{BuildHasher, Hash};

use foldhash::fast::RandomState;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::exact::Exact;
use crate::facts::{Column, Data, Segment, Words};
use crate::model::{Channel, FieldValue};

/// Minutes that a reply by a person takes, by channel; used where the source does not know the minutes. A setting.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, TS)]
#[serde(transparent)]
pub struct ReplyMinutes(pub BTreeMap<Channel, f64>);

/// Minutes per reply on a channel that the setting does not name.
pub const DEFAULT_REPLY_MINUTES: f64 = 4.0;

/// Minutes that no reply takes.
#[derive(Clone, Copy, Debug, PartialEq, thiserror::Error)]
#[error("{minutes} minutes for a reply by {} are not between 0 and 1440", channel.word())]
pub struct BadMinutes {
    /// The channel that they are set for.
    pub channel: Channel,
    /// The minutes.
    pub minutes: f64,
}

impl ReplyMinutes {
    /// Minutes per reply on a channel; 4 where the setting does not name it.
    pub fn of(&self, channel: Option<Channel>) -> f64 {
        channel.and_then(|channel| self.0.get(&channel).copied()).unwrap_or(DEFAULT_REPLY_MINUTES)
    }

    /// Whether each value can be used.
    ///
    /// # Errors
    /// What is wrong with the first that cannot.
    pub fn check(&self) -> Result<(), BadMinutes> {
        match self.0.iter().find(|(_, minutes)| !(0.0..=1_440.0).contains(*minutes)) {
            Some((channel, minutes)) => Err(BadMinutes { channel: *channel, minutes: *minutes }),
            None => Ok(()),
        }
    }

    /// Minutes per reply for each code of the column of channels.
    pub fn by_code(&self, words: &Words) -> Vec<f64> {
        let channels = words.dictionary(Column::Channel).names().iter();
        channels.map(|name| self.of(Channel::parse(name).ok())).collect()
    }
}

/// What is known of the minutes that people worked on a ticket.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Worked {
    /// The source says how many.
    Known(Exact),
    /// An estimate from the number of replies.
    Estimated(Exact),
    /// Nothing: the median of the ticket's query type stands for it.
    Unknown,
}

/// The columns of a segment that tell how many minutes people worked.
pub struct Effort<'a> {
    minutes: &'a [f64],
    replies: &'a Data,
    channels: &'a Data,
    per_reply: &'a [f64],
}

impl<'a> Effort<'a> {
    /// Those of a segment, which has them loaded. `per_reply` are minutes by channel code.
    pub fn new(segment: &'a Segment, per_reply: &'a [f64]) -> Effort<'a> {
        Effort {
            minutes: segment.data(Column::Minutes).f64s(),
            replies: segment.data(Column::Replies),
            channels: segment.data(Column::Channel),
            per_reply,
        }
    }

    /// What is known of the minutes of the ticket of a row.
    pub fn worked(&self, row: usize) -> Worked {
        if let Some(minutes) = self.minutes.get(row).filter(|minutes| !minutes.is_nan()) {
            return Worked::Known(Exact::new(*minutes));
        }
        let Some(replies) = self.replies.count(row) else { return Worked::Unknown };
        let each = self.per_reply.get(self.channels.code(row) as usize);
        let each = each.copied().unwrap_or(DEFAULT_REPLY_MINUTES);
        Worked::Estimated(Exact::new(f64::from(replies) * each))
    }
}

/// Known minutes of tickets, by allocation period and query type.
pub(super) type Samples = HashMap<(u32, u32), Vec<Exact>, RandomState>;

/// The medians of the known minutes, by allocation period and query type.
#[derive(Debug, Default)]
pub(super) struct Medians {
    by_query_type: HashMap<(u32, u32), Exact>,
    overall: HashMap<u32, Exact>,
}

impl Medians {
    pub(super) fn of(samples: Samples) -> Medians {
        let mut overall: HashMap<u32, Vec<Exact>> = HashMap::new();
        for ((allocation, _), minutes) in &samples {
            overall.entry(*allocation).or_default().extend(minutes);
        }
        Medians { by_query_type: medians(samples), overall: medians(overall) }
    }

    /// The minutes of a ticket of which nothing is known: the median of its query type in the allocation period, else
    /// of all. Where not even that is known it is 0, so that it takes no share beside tickets of which something is.
    pub(super) fn minutes(&self, allocation: u32, query_type: u32) -> Exact {
        let median = self.by_query_type.get(&(allocation, query_type));
        median.or_else(|| self.overall.get(&allocation)).copied().unwrap_or_default()
    }
}

/// The median of each group's minutes (the mean of the middle two where their number is even).
fn medians<K: Eq + Hash + Send, S: BuildHasher + Send>(
    groups: HashMap<K, Vec<Exact>, S>,
) -> HashMap<K, Exact> {
    let median = |mut minutes: Vec<Exact>| {
        let (middle, even) = (minutes.len() / 2, minutes.len().is_multiple_of(2));
        if middle >= minutes.len() {
            return None;
        }
        let (below, upper, _) = minutes.select_nth_unstable(middle);
        let lower = if even { below.iter().max().copied().unwrap_or(*upper) } else { *upper };
        Some(lower.midpoint(*upper))
    };
    groups.into_par_iter().filter_map(|(key, minutes)| Some((key, median(minutes)?))).collect()
}
