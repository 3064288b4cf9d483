//! The minutes that people worked on a ticket: as the source says, else an estimate.

use std::cmp::Ordering;
use std::collections::{BTreeMap, HashMap};

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::exact::Exact;
use crate::facts::Facts;
use crate::model::{Channel, FieldValue};

/// Minutes that a reply by a person takes, by channel; used where the source does not know the minutes. A setting.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, TS)]
#[serde(transparent)]
pub struct ReplyMinutes(pub BTreeMap<Channel, f64>);

/// Minutes per reply on a channel that the setting does not name.
const DEFAULT_REPLY_MINUTES: f64 = 4.0;

impl ReplyMinutes {
    /// Minutes per reply on a channel; 4 where the setting does not name it.
    pub fn of(&self, channel: Option<Channel>) -> f64 {
        channel.and_then(|channel| self.0.get(&channel).copied()).unwrap_or(DEFAULT_REPLY_MINUTES)
    }
}

/// One ticket's known minutes, and what they are a sample of.
#[derive(Clone, Copy)]
struct Sample {
    allocation: u32,
    query_type: u32,
    minutes: f64,
}

/// Says how many minutes people worked on each ticket.
pub(super) struct Minutes<'a> {
    facts: &'a Facts,
    per_reply: Vec<f64>,
    by_query_type: HashMap<(u32, u32), f64>,
    overall: HashMap<u32, f64>,
}

impl<'a> Minutes<'a> {
    /// Learns from the tickets that people worked on: pairs of allocation period and row.
    pub(super) fn new(
        facts: &'a Facts,
        reply_minutes: &ReplyMinutes,
        worked: impl Iterator<Item = (u32, usize)>,
    ) -> Minutes<'a> {
        let channels = facts.channel.names().iter().map(|name| Channel::parse(name).ok());
        let per_reply = channels.map(|channel| reply_minutes.of(channel)).collect();
        let mut minutes =
            Minutes { facts, per_reply, by_query_type: HashMap::new(), overall: HashMap::new() };
        let mut samples = Vec::new();
        let mut medians_needed = false;
        for (allocation, row) in worked {
            match facts.handle_minutes(row) {
                Some(known) => {
                    samples.push(Sample { allocation, query_type: minutes.query_type(row), minutes: known });
                }
                None => medians_needed |= facts.human_replies(row).is_none(),
            }
        }
        if medians_needed {
            let by_type = |sample: &Sample| (sample.allocation, sample.query_type);
            minutes.by_query_type = medians(&mut samples, by_type);
            minutes.overall = medians(&mut samples, |sample| sample.allocation);
        }
        minutes
    }

    fn query_type(&self, row: usize) -> u32 {
        self.facts.query_type.codes().get(row).copied().unwrap_or_default()
    }

    /// The minutes of a ticket that people worked on, and whether they are an estimate: replies times minutes per
    /// reply, else the median of its query type in the allocation period, else of all. Where not even that is known
    /// it is 0, so that it takes no share beside tickets of which something is known.
    pub(super) fn of(&self, allocation: u32, row: usize) -> (Exact, bool) {
        if let Some(known) = self.facts.handle_minutes(row) {
            return (Exact::new(known), false);
        }
        let estimate = match self.facts.human_replies(row) {
            Some(replies) => {
                let channel = self.facts.channel.codes().get(row);
                let per_reply = channel.and_then(|code| self.per_reply.get(*code as usize));
                f64::from(replies) * per_reply.copied().unwrap_or(DEFAULT_REPLY_MINUTES)
            }
            None => {
                let median = self.by_query_type.get(&(allocation, self.query_type(row)));
                median.or_else(|| self.overall.get(&allocation)).copied().unwrap_or(0.0)
            }
        };
        (Exact::new(estimate), true)
    }
}

/// The median of each group's minutes (the mean of the middle two where their number is even).
fn medians<K: Ord + std::hash::Hash>(samples: &mut [Sample], key: impl Fn(&Sample) -> K) -> HashMap<K, f64> {
    let order =
        |a: &Sample, b: &Sample| -> Ordering { key(a).cmp(&key(b)).then(a.minutes.total_cmp(&b.minutes)) };
    samples.sort_unstable_by(order);
    let groups = samples.chunk_by(|a, b| key(a) == key(b));
    groups
        .filter_map(|group| {
            let upper = group.get(group.len() / 2)?;
            let lower = group.get((group.len() - 1) / 2)?;
            Some((key(upper), f64::midpoint(lower.minutes, upper.minutes)))
        })
        .collect()
}
