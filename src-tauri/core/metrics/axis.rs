//! A dimension within one question: each ticket's code, and the names behind the codes.

use super::dimension::Dimension;
use crate::calendar::{Bucket, Calendar, Period};
use crate::facts::{Column, Facts, Timeline};

/// A dimension whose values are numbered.
pub(super) enum Axis<'a> {
    /// A column of the tickets.
    Column(&'a Column),
    /// Buckets of the time that the cohort goes by, numbered in their order.
    Time {
        /// For each day of the timeline, its bucket.
        of_day: Vec<u32>,
        /// The buckets' keys.
        keys: Vec<String>,
    },
}

impl<'a> Axis<'a> {
    pub(super) fn new(
        dimension: Dimension,
        facts: &'a Facts,
        timeline: &Timeline,
        calendar: &Calendar,
        period: Period,
    ) -> Axis<'a> {
        let time = |bucket: Bucket| {
            let parts = timeline.cut(calendar, period, &[bucket]);
            let key = |part: &Period| calendar.bucket_key(bucket, calendar.bucket_start(bucket, part.from));
            Axis::Time { keys: parts.periods.iter().map(key).collect(), of_day: parts.of_day }
        };
        Axis::Column(match dimension {
            Dimension::QueryType => &facts.query_type,
            Dimension::ResolutionType => &facts.resolution_type,
            Dimension::Channel => &facts.channel,
            Dimension::Priority => &facts.priority,
            Dimension::Team => &facts.team,
            Dimension::AccountTier => &facts.account_tier,
            Dimension::Language => &facts.language,
            Dimension::AiVersion => &facts.ai_version,
            Dimension::HandoffTrigger => &facts.handoff_trigger,
            Dimension::Page => &facts.page,
            Dimension::Source => &facts.source,
            Dimension::Day => return time(Bucket::Day),
            Dimension::Week => return time(Bucket::Week),
            Dimension::Month => return time(Bucket::Month),
            Dimension::Quarter => return time(Bucket::Quarter),
        })
    }

    /// The names, by code.
    pub(super) fn names(&self) -> &[String] {
        match self {
            Axis::Column(column) => column.names(),
            Axis::Time { keys, .. } => keys,
        }
    }

    /// Whether codes are in the order of time.
    pub(super) fn is_time(&self) -> bool {
        matches!(self, Axis::Time { .. })
    }

    /// The code of a ticket's value; `day` is the position on the timeline of its cohort time.
    pub(super) fn code(&self, day: usize, row: usize) -> u32 {
        match self {
            Axis::Column(column) => column.codes().get(row).copied().unwrap_or_default(),
            Axis::Time { of_day, .. } => of_day.get(day).copied().unwrap_or_default(),
        }
    }
}
