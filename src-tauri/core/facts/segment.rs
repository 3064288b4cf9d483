//! A run of tickets: some tens of thousands, in the order in which they were opened.

use std::sync::{Arc, OnceLock};

use super::UNKNOWN_TIME;
use super::bins;
use super::column::{Column, ColumnSet};
use super::data::Data;
use super::files::{ColumnsError, SegmentFile};
use super::timeline::Timeline;

/// Tickets of one segment: its columns stay in a processor's cache while a question goes through them.
pub(super) const SEGMENT: usize = 1 << 15;

/// Some tens of thousands of tickets as columns: the same row of each column is the same ticket.
///
/// A column comes into memory when it is first asked for, where the segment is kept in a file.
#[derive(Clone, Debug)]
pub struct Segment {
    span: Span,
    columns: Vec<OnceLock<Arc<Data>>>,
    pub(super) file: OnceLock<Arc<SegmentFile>>,
}

/// How many tickets a segment has, and over what times they lie. Known without reading a column.
#[derive(Clone, Copy, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub(super) struct Span {
    pub(super) rows: usize,
    /// Number and time of opening of the first ticket.
    pub(super) first: (u32, u32),
    pub(super) created: (u32, u32),
    /// Of the tickets that are resolved.
    pub(super) resolved: (u32, u32),
    pub(super) unresolved: usize,
    pub(super) latest: u32,
}

/// Rows of a segment that belong to a question, each with the part of the timeline that its time lies in.
#[derive(Clone, Debug, Default)]
pub struct Chosen {
    /// Positions in the segment's columns, ascending.
    pub rows: Vec<u32>,
    /// The part of the timeline for each of them.
    pub parts: Vec<u32>,
}

/// What a column that is not in memory shows. Questions load the columns they need first.
static NOTHING: Data = Data::U8(Vec::new());

impl Segment {
    /// A segment of these columns.
    pub(super) fn new(columns: Vec<(Column, Data)>) -> Segment {
        let mut segment = Segment {
            span: Span {
                rows: 0,
                first: (0, 0),
                created: (0, 0),
                resolved: (0, 0),
                unresolved: 0,
                latest: 0,
            },
            columns: vec![OnceLock::new(); Column::COUNT],
            file: OnceLock::new(),
        };
        for (column, data) in columns {
            segment.put(column, data);
        }
        let resolved = segment.data(Column::Resolved).u32s();
        let rows = (0..).zip(resolved).filter(|(_, time)| **time == UNKNOWN_TIME).map(|(row, _)| row);
        let unresolved: Vec<u32> = rows.collect();
        let ends = |column| {
            let times = || segment.data(column).u32s().iter().copied().filter(|time| *time != UNKNOWN_TIME);
            (times().min().unwrap_or(UNKNOWN_TIME), times().max().unwrap_or(0))
        };
        let first = |column| segment.data(column).u32s().first().copied().unwrap_or_default();
        segment.span = Span {
            rows: segment.data(Column::Created).len(),
            first: (first(Column::Created), first(Column::Id)),
            created: ends(Column::Created),
            resolved: ends(Column::Resolved),
            unresolved: unresolved.len(),
            latest: ends(Column::Latest).1,
        };
        segment.put(Column::Unresolved, Data::U32(unresolved));
        segment
    }

    /// A segment that is kept in a file.
    pub(super) fn kept(span: Span, file: SegmentFile) -> Segment {
        let columns = vec![OnceLock::new(); Column::COUNT];
        Segment { span, columns, file: OnceLock::from(Arc::new(file)) }
    }

    /// Sets a column, in place of the one before. It is then another segment than the one in the file.
    pub(super) fn put(&mut self, column: Column, data: Data) {
        self.columns[column as usize] = OnceLock::from(Arc::new(data));
        self.file = OnceLock::new();
    }

    pub(super) fn span(&self) -> Span {
        self.span
    }

    /// How many tickets it has.
    pub fn len(&self) -> usize {
        self.span.rows
    }

    /// Whether it has none.
    pub fn is_empty(&self) -> bool {
        self.span.rows == 0
    }

    /// When its first and its last ticket were opened.
    pub fn created(&self) -> (u32, u32) {
        self.span.created
    }

    /// The first time of resolution; [`UNKNOWN_TIME`] where there is none.
    pub(super) fn first_resolved(&self) -> u32 {
        self.span.resolved.0
    }

    /// Whether any ticket was resolved within a timeline, as far as the first and the last time tell.
    pub fn may_be_resolved_within(&self, timeline: &Timeline) -> bool {
        let (first, last) = self.span.resolved;
        last >= timeline.start() && first < timeline.end()
    }

    /// Whether any ticket was opened before one moment and still open at another, as far as the first and the last time
    /// tell.
    pub fn may_be_open(&self, opened_before: u32, resolved_from: u32) -> bool {
        self.span.created.0 < opened_before
            && (self.span.unresolved > 0 || self.span.resolved.1 >= resolved_from)
    }

    /// Whether all its tickets were opened before a moment, and no more of them was resolved from then on.
    pub fn is_settled(&self, moment: u32) -> bool {
        self.span.created.1 < moment && self.span.resolved.1 < moment
    }

    /// The newest time of any of its tickets.
    pub(super) fn latest(&self) -> u32 {
        self.span.latest
    }

    /// Brings columns into memory.
    ///
    /// # Errors
    /// The file that keeps them is gone or damaged.
    pub fn load(&self, columns: ColumnSet) -> Result<(), ColumnsError> {
        let Some(file) = self.file.get() else { return Ok(()) };
        let missing: Vec<Column> =
            columns.iter().filter(|column| self.columns[*column as usize].get().is_none()).collect();
        for (column, data) in file.read(&missing)? {
            // Another thread may have been quicker, with the same numbers.
            let _ = self.columns[column as usize].set(Arc::new(data));
        }
        Ok(())
    }

    /// Whether it has been sorted into bins.
    pub(super) fn has_bins(&self) -> bool {
        self.file.get().is_some() || self.columns[Column::ReplyBin as usize].get().is_some()
    }

    /// A column, which has been loaded.
    pub fn data(&self, column: Column) -> &Data {
        let loaded = self.columns.get(column as usize).and_then(|place| place.get());
        debug_assert!(loaded.is_some() || self.span.rows == 0, "{column:?} was not loaded");
        loaded.map_or(&NOTHING, |data| data)
    }

    /// Where the tags of a row stand in [`Column::Tags`].
    pub fn tags(&self, row: usize) -> std::ops::Range<usize> {
        self.items(Column::TagEnds, row)
    }

    /// Where the items of a row stand in the column of a list, by the column of its ends.
    pub fn items(&self, ends: Column, row: usize) -> std::ops::Range<usize> {
        let ends = self.data(ends).u32s();
        let end = |row: usize| ends.get(row).map_or(0, |end| *end as usize);
        row.checked_sub(1).map_or(0, end)..end(row)
    }

    /// From when to when the ticket of a row waited for a person's first reply, or for its resolution; of one with none,
    /// `None`.
    pub fn times(&self, to_reply: bool) -> impl Fn(usize) -> Option<(u32, u32)> + '_ {
        let times = |column| self.data(column).u32s();
        let created = times(Column::Created);
        let [begun, ended] = match to_reply {
            true => [times(Column::HandedOff), times(Column::FirstReply)],
            false => [times(Column::Created), times(Column::Resolved)],
        };
        let at = |times: &[u32], row: usize| times.get(row).copied().unwrap_or(UNKNOWN_TIME);
        move |row| match to_reply {
            true => bins::to_reply(at(created, row), at(begun, row), at(ended, row)),
            false => bins::to_resolution(at(created, row), at(ended, row)),
        }
    }

    /// The rows opened within the timeline, of those to keep.
    pub fn opened_within(&self, timeline: &Timeline, keep: Option<&[bool]>, chosen: &mut Chosen) {
        chosen.clear();
        let times = self.data(Column::Created).u32s();
        // They are in order.
        let from = times.partition_point(|time| *time < timeline.start());
        let to = times.partition_point(|time| *time < timeline.end());
        let rows = from..to.max(from);
        match keep {
            None => chosen.rows.extend(rows.map(|row| row as u32)),
            Some(keep) => {
                let kept = keep.get(rows.clone()).unwrap_or_default();
                chosen.pick(rows.start, kept.iter().copied());
            }
        }
        timeline.place_in_order(times, chosen);
    }

    /// The rows resolved within the timeline, of those to keep.
    pub fn resolved_within(&self, timeline: &Timeline, keep: Option<&[bool]>, chosen: &mut Chosen) {
        chosen.clear();
        if !self.may_be_resolved_within(timeline) {
            return;
        }
        let (from, to) = (timeline.start(), timeline.end());
        let times = self.data(Column::Resolved).u32s();
        let length = to - from;
        let within = times.iter().map(|time| time.wrapping_sub(from) < length);
        match keep {
            None => chosen.pick(0, within),
            Some(keep) => chosen.pick(0, within.zip(keep).map(|(within, keep)| within & *keep)),
        }
        timeline.place(times, chosen);
    }

    /// The rows open at the end of a part of the timeline, of those to keep. They are placed in the first part.
    pub fn open_at_end(&self, timeline: &Timeline, part: usize, keep: Option<&[bool]>, chosen: &mut Chosen) {
        chosen.clear();
        if self.is_settled(timeline.start()) {
            return self.unresolved(keep, chosen);
        }
        let end = timeline.parts().get(part).map_or(0, |part| part.end);
        let created = self.data(Column::Created).u32s();
        let before = created.partition_point(|time| *time < end);
        let resolved = self.data(Column::Resolved).u32s().get(..before).unwrap_or_default();
        let open = resolved.iter().map(|time| *time >= end);
        match keep.and_then(|keep| keep.get(..before)) {
            None => chosen.pick(0, open),
            Some(keep) => chosen.pick(0, open.zip(keep).map(|(open, keep)| open & *keep)),
        }
        chosen.parts.resize(chosen.rows.len(), 0);
    }

    /// The rows opened before the end of the timeline and still open at the end of the part in which they were opened, of
    /// those to keep; the part of each. Those opened before the timeline belong to its first part.
    pub fn outlasting(&self, timeline: &Timeline, keep: Option<&[bool]>, chosen: &mut Chosen) {
        chosen.clear();
        if self.is_settled(timeline.start()) {
            return self.unresolved(keep, chosen);
        }
        let created = self.data(Column::Created).u32s();
        let resolved = self.data(Column::Resolved).u32s();
        let mut from = 0;
        for (at, part) in (0..).zip(timeline.parts()) {
            // They are in order.
            let to = from + created.get(from..).unwrap_or_default().partition_point(|time| *time < part.end);
            let times = resolved.get(from..to).unwrap_or_default();
            let open = times.iter().map(|time| *time >= part.end);
            match keep.and_then(|keep| keep.get(from..to)) {
                None => chosen.pick(from, open),
                Some(keep) => chosen.pick(from, open.zip(keep).map(|(open, keep)| open & *keep)),
            }
            chosen.parts.resize(chosen.rows.len(), at);
            from = to;
        }
    }

    /// The rows that are not resolved, of those to keep, all in the first part.
    fn unresolved(&self, keep: Option<&[bool]>, chosen: &mut Chosen) {
        let rows = self.data(Column::Unresolved).u32s().iter().copied();
        chosen.rows.extend(
            rows.filter(|row| keep.is_none_or(|keep| keep.get(*row as usize).copied().unwrap_or(false))),
        );
        chosen.parts.resize(chosen.rows.len(), 0);
    }

    /// Bytes that the columns in memory take.
    pub(super) fn bytes(&self) -> usize {
        let loaded = self.columns.iter().filter_map(|column| column.get());
        loaded.map(|data| data.len() * usize::from(data.width())).sum()
    }
}

impl Chosen {
    fn clear(&mut self) {
        self.rows.clear();
        self.parts.clear();
    }

    /// Keeps the rows whose part passes.
    pub fn retain(&mut self, passes: impl Fn(u32) -> bool) {
        let Chosen { rows, parts } = self;
        let mut part = parts.iter();
        rows.retain(|_| part.next().is_some_and(|part| passes(*part)));
        parts.retain(|part| passes(*part));
    }

    /// Keeps the rows that pass.
    pub fn retain_rows(&mut self, passes: impl Fn(usize) -> bool) {
        let Chosen { rows, parts } = self;
        let mut row = rows.iter();
        parts.retain(|_| row.next().is_some_and(|row| passes(*row as usize)));
        rows.retain(|row| passes(*row as usize));
    }

    /// Adds the rows from `first` on of which this is true. Written so that it takes no branch for each row.
    fn pick(&mut self, first: usize, picked: impl ExactSizeIterator<Item = bool>) {
        let mut count = self.rows.len();
        self.rows.resize(count + picked.len() + 1, 0);
        for (row, picked) in (first as u32..).zip(picked) {
            self.rows[count] = row;
            count += usize::from(picked);
        }
        self.rows.truncate(count);
    }
}

#[cfg(test)]
mod tests {
    use chrono::{NaiveDate, Weekday};
    use chrono_tz::Tz;

    use super::*;
    use crate::calendar::{Bucket, Calendar, Period};
    use crate::facts::{FactsBuilder, Rules};
    use crate::model::{TicketOutcome, Timestamp};

    #[test]
    fn a_segment_that_was_over_before_tells_its_open_tickets_by_their_list() {
        let hour = |hour: i64| Timestamp(1_790_000_000 + hour * 3_600);
        let mut builder = FactsBuilder::new(Rules::default(), "key");
        for (id, resolved) in [(1, Some(5)), (2, None), (3, Some(7)), (4, None)] {
            let outcome = TicketOutcome {
                created_at: Some(hour(i64::from(id))),
                resolved_at: resolved.map(hour),
                ..TicketOutcome::default()
            };
            builder.push(id, "desk", &outcome);
        }
        let facts = builder.build().unwrap();
        let segment = &facts.segments()[0];
        let day = |day| NaiveDate::from_ymd_opt(2026, 9, day).unwrap();
        let period = Period { from: day(23), to: day(24) };
        let reach = Some((hour(1), hour(60)));
        let calendar = Calendar { zone: Tz::UTC, week_start: Weekday::Mon };
        let timeline = Timeline::new(&calendar, period, None, reach, &[Bucket::Day], &[]);
        assert!(segment.is_settled(timeline.start()) && !segment.is_settled(hour(7).0 as u32));
        assert!(!segment.may_be_resolved_within(&timeline));
        assert!(segment.may_be_open(timeline.end(), timeline.start()));
        let mut chosen = Chosen::default();
        segment.outlasting(&timeline, None, &mut chosen);
        assert_eq!((&chosen.rows[..], &chosen.parts[..]), (&[1, 3][..], &[0, 0][..]));
        segment.open_at_end(&timeline, 1, Some(&[true, false, true, true]), &mut chosen);
        assert_eq!(chosen.rows, [3]);
    }
}
