//! A question made ready: its days cut into parts, its filters turned into tables of codes.

use chrono::NaiveDate;

use super::age;
use super::dimension::Dimension;
use super::kpi::{Cohort, Kpi, Measure};
use super::query::{Basis, Filter, Query};
use super::row::Age;
use crate::calendar::{Bucket, Calendar, Period};
use crate::facts::{Chosen, Column, ColumnSet, Facts, Flags, Part, Segment, Timeline, UNKNOWN_TIME};
use crate::model::Timestamp;

/// Seconds after a hand-off in which a person may still be about to answer.
const ANSWER_TIME: i64 = 24 * 3_600;

/// A question made ready for a pass over the tickets.
pub(super) struct Plan<'a> {
    pub(super) facts: &'a Facts,
    pub(super) basis: &'a Basis<'a>,
    pub(super) query: &'a Query,
    /// The days asked for, cut where the question is.
    pub(super) days: Period,
    pub(super) timeline: Timeline,
    /// Tickets resolved until this moment, in epoch seconds, are mature.
    mature_until: i64,
    /// Tickets resolved or handed off until this moment have waited.
    waited_until: i64,
    /// The newest time in the data: no ticket is older than it is then.
    now: u32,
    filters: Vec<CodeFilter>,
    /// For each filter on age, which bands pass it.
    age_filters: Vec<Vec<bool>>,
    /// Keys of buckets that pass, for each filter on time.
    time_filters: Vec<(Bucket, Vec<String>)>,
    /// For each part of the timeline, whether it passes them.
    part_passes: Option<Vec<bool>>,
}

/// Which codes of a column pass.
struct CodeFilter {
    column: Column,
    passes: Vec<bool>,
}

impl<'a> Plan<'a> {
    /// The columns that judging tickets takes.
    pub(super) const JUDGED: [Column; 3] = [Column::Resolved, Column::HandedOff, Column::Profile];

    /// Makes a question ready that will be split along these buckets, and cut before these days. `group` narrows it
    /// further: each filter of it counts for itself.
    pub(super) fn new(
        facts: &'a Facts,
        basis: &'a Basis<'a>,
        query: &'a Query,
        buckets: &[Bucket],
        borders: &[NaiveDate],
        group: &[Filter],
    ) -> Plan<'a> {
        let calendar = &basis.calendar;
        let all = || query.filters.iter().chain(group);
        let mut cuts: Vec<Bucket> = buckets.to_vec();
        cuts.extend(all().filter_map(|filter| filter.dimension.bucket()));
        let has_cost = query.kpis.iter().any(|kpi| matches!(kpi.measure, Measure::Cost | Measure::CostSaved));
        let mut borders = borders.to_vec();
        if has_cost {
            borders.extend(basis.costs.fee_changes());
        }
        let days = days_until(calendar, query.period, query.until);
        let timeline = Timeline::new(calendar, days, query.until, facts.reach(), &cuts, &borders);
        let as_of = query.as_of.or(facts.as_of()).map_or(i64::MIN, |as_of| as_of.0);
        let mut plan = Plan {
            facts,
            basis,
            query,
            days,
            timeline,
            mature_until: as_of.saturating_sub(facts.repeat_window()),
            waited_until: as_of.saturating_sub(ANSWER_TIME),
            now: facts.as_of().map_or(0, crate::facts::seconds),
            filters: Vec::new(),
            age_filters: Vec::new(),
            time_filters: Vec::new(),
            part_passes: None,
        };
        for dimension in Dimension::ALL {
            let of_dimension = query.filters.iter().filter(|filter| filter.dimension == *dimension);
            let wanted: Vec<&str> = of_dimension.map(|filter| filter.value.as_str()).collect();
            if !wanted.is_empty() {
                plan.narrow(*dimension, &wanted);
            }
        }
        for filter in group {
            plan.narrow(filter.dimension, &[&filter.value]);
        }
        plan
    }

    /// Keeps the tickets whose value is one of these.
    fn narrow(&mut self, dimension: Dimension, wanted: &[&str]) {
        if let Some(bucket) = dimension.bucket() {
            self.time_filters.push((bucket, wanted.iter().map(|key| (*key).to_owned()).collect()));
            let parts = self.timeline.parts().iter();
            self.part_passes = Some(parts.map(|part| self.day_passes(part.days.from)).collect());
            return;
        }
        let words = self.facts.words();
        let filter = match (dimension.column(), dimension.of_profile()) {
            (Some(column), _) => {
                let names = words.names(column).iter();
                CodeFilter { column, passes: names.map(|name| wanted.contains(&name.as_str())).collect() }
            }
            (None, Some(value)) => {
                let values = words.profiles().iter().map(|flags| value(*flags));
                CodeFilter {
                    column: Column::Profile,
                    passes: values.map(|value| wanted.contains(&value)).collect(),
                }
            }
            (None, None) => {
                let passes = age::names().iter().map(|name| wanted.contains(name)).collect();
                return self.age_filters.push(passes);
            }
        };
        self.filters.push(filter);
    }

    /// The key of the bucket that a day lies in.
    pub(super) fn key(&self, bucket: Bucket, day: NaiveDate) -> String {
        let calendar = &self.basis.calendar;
        calendar.bucket_key(bucket, calendar.bucket_start(bucket, day))
    }

    /// The parts that lie within some days, between which the timeline is cut.
    pub(super) fn parts_within(&self, days: Period) -> impl Iterator<Item = (usize, &Part)> {
        let parts = self.timeline.parts().iter().enumerate();
        parts.filter(move |(_, part)| part.days.from >= days.from && part.days.to <= days.to)
    }

    /// Whether a day passes the filters on time.
    fn day_passes(&self, day: NaiveDate) -> bool {
        self.time_filters.iter().all(|(bucket, keys)| keys.contains(&self.key(*bucket, day)))
    }

    /// Whether a part passes the filters on time.
    pub(super) fn part_passes(&self, part: usize) -> bool {
        self.part_passes.as_ref().is_none_or(|passes| passes.get(part).copied().unwrap_or(false))
    }

    /// The columns that finding tickets in a segment takes. To judge them takes [`Plan::JUDGED`] too.
    pub(super) fn columns(&self, segment: &Segment) -> ColumnSet {
        let mut columns = match segment.is_settled(self.timeline.start()) {
            true => ColumnSet::of(&[Column::Unresolved]),
            false => ColumnSet::of(&[Column::Created, Column::Resolved]),
        };
        if self.filters_age() {
            columns.insert(Column::Created);
        }
        for filter in &self.filters {
            columns.insert(filter.column);
            if filter.column == Column::Tags {
                columns.insert(Column::TagEnds);
            }
        }
        columns
    }

    /// The segments in which a ticket may belong to any of the cohorts.
    pub(super) fn segments(&self) -> impl Iterator<Item = (usize, &'a Segment)> + '_ {
        let (start, end) = (self.timeline.start(), self.timeline.end());
        let backlog = self.query.kpis.iter().any(|kpi| kpi.cohort == Cohort::PeriodEnd);
        let within = move |segment: &Segment| {
            let (first, last) = segment.created();
            (first < end && last >= start)
                || segment.may_be_resolved_within(&self.timeline)
                || (backlog && segment.may_be_open(end, start))
        };
        let segments = self.facts.segments().iter().map(|segment| &**segment).enumerate();
        segments.filter(move |(_, segment)| within(segment))
    }

    /// For each row of a segment, whether it passes the filters but those on time; `None` where all do.
    pub(super) fn kept<'k>(&self, segment: &Segment, keep: &'k mut Vec<bool>) -> Option<&'k [bool]> {
        if self.filters.is_empty() {
            return None;
        }
        keep.clear();
        keep.resize(segment.len(), true);
        for filter in &self.filters {
            let passes = |code: u32| filter.passes.get(code as usize).copied().unwrap_or(false);
            let data = segment.data(filter.column);
            if filter.column == Column::Tags {
                for (row, keep) in keep.iter_mut().enumerate() {
                    let tags = segment.tags(row);
                    *keep &=
                        if tags.is_empty() { passes(0) } else { { tags }.any(|tag| passes(data.code(tag))) };
                }
            } else {
                match data {
                    crate::facts::Data::U8(codes) => pass(keep, codes, passes),
                    crate::facts::Data::U16(codes) => pass(keep, codes, passes),
                    crate::facts::Data::U32(codes) => pass(keep, codes, passes),
                    _ => {}
                }
            }
        }
        Some(keep)
    }

    /// The rows of a segment that belong to a cohort and pass all filters. `kept` is what [`Plan::kept`] gave.
    pub(super) fn choose(
        &self,
        cohort: Cohort,
        segment: &Segment,
        kept: Option<&[bool]>,
        chosen: &mut Chosen,
    ) {
        match cohort {
            Cohort::Created => segment.opened_within(&self.timeline, kept, chosen),
            Cohort::Resolved => segment.resolved_within(&self.timeline, kept, chosen),
            Cohort::PeriodEnd => {
                // Its age is that at the moment.
                let [moment] = self.moments(self.days, &[])[..] else { return chosen.retain(|_| false) };
                return self.open_at(moment, segment, kept, chosen);
            }
        }
        if self.filters_age() {
            let at = |column| segment.data(column).u32s();
            let (created, resolved) = (at(Column::Created), at(Column::Resolved));
            self.retain_ages(created, chosen, |row| resolved.get(row).copied().unwrap_or(UNKNOWN_TIME));
        }
        if self.part_passes.is_some() {
            chosen.retain(|part| self.part_passes(part as usize));
        }
    }

    /// The rows of a segment that are open at the end of a part and pass all filters but those on time.
    pub(super) fn open_at(&self, part: usize, segment: &Segment, kept: Option<&[bool]>, chosen: &mut Chosen) {
        segment.open_at_end(&self.timeline, part, kept, chosen);
        if self.filters_age() {
            let end = self.timeline.parts().get(part).map_or(0, |part| part.end);
            self.retain_ages(segment.data(Column::Created).u32s(), chosen, |_| end);
        }
    }

    /// Keeps the rows whose age at a moment, which may not have come yet, passes the filters on age.
    fn retain_ages(&self, created: &[u32], chosen: &mut Chosen, at: impl Fn(usize) -> u32) {
        chosen.retain_rows(|row| {
            let opened = created.get(row).copied().unwrap_or_default();
            self.age_passes(age::band(opened, at(row).min(self.now)))
        });
    }

    /// The newest time in the data, beyond which no ticket's age is known.
    pub(super) fn now(&self) -> u32 {
        self.now
    }

    /// Whether tickets of some ages only are asked for.
    pub(super) fn filters_age(&self) -> bool {
        !self.age_filters.is_empty()
    }

    /// Whether a band of age passes the filters.
    pub(super) fn age_passes(&self, band: usize) -> bool {
        self.age_filters.iter().all(|passes| passes.get(band).copied().unwrap_or(false))
    }

    /// The parts within some days at whose ends open tickets are counted: the last of each combination of these
    /// buckets, where the combination's own end passes the filters on time. Of a bucket that begins after the newest time
    /// in the data, nothing is known.
    pub(super) fn moments(&self, days: Period, buckets: &[Bucket]) -> Vec<usize> {
        let calendar = &self.basis.calendar;
        let combination = |day: NaiveDate| {
            let whole = buckets.iter().map(|bucket| calendar.bucket_period(*bucket, day));
            whole.fold(days, |days, whole| Period {
                from: days.from.max(whole.from),
                to: days.to.min(whole.to),
            })
        };
        let mut last: Vec<(Period, usize)> = Vec::new();
        for (at, part) in self.parts_within(days) {
            let days = combination(part.days.from);
            match last.last_mut().filter(|(known, _)| *known == days) {
                Some((_, last)) => *last = at,
                None if buckets.is_empty() || part.start <= self.now => last.push((days, at)),
                None => {}
            }
        }
        last.into_iter().filter(|(days, _)| self.day_passes(days.to)).map(|(_, part)| part).collect()
    }

    /// How old the ticket of a row is. The slices are the segment's columns.
    #[inline]
    pub(super) fn age(&self, resolved: u32, handed_off: u32) -> Age {
        let by = |time: u32, moment: i64| time != UNKNOWN_TIME && i64::from(time) <= moment;
        Age {
            mature: by(resolved, self.mature_until),
            waited: by(resolved, self.waited_until) || by(handed_off, self.waited_until),
        }
    }

    /// Whether any filter is set.
    pub(super) fn is_filtered(&self) -> bool {
        !self.filters.is_empty() || self.filters_age() || self.part_passes.is_some()
    }

    /// The flags of a profile.
    pub(super) fn flags(&self, profile: u32) -> Flags {
        self.facts.words().profiles().get(profile as usize).copied().unwrap_or_default()
    }
}

/// The days of a period up to a moment; at least its first.
pub(super) fn days_until(calendar: &Calendar, period: Period, until: Option<Timestamp>) -> Period {
    let last = until.map(|until| calendar.day_of(Timestamp(until.0.saturating_sub(1))));
    Period { to: last.map_or(period.to, |last| period.to.min(last).max(period.from)), ..period }
}

fn pass<T: Copy + Into<u32>>(keep: &mut [bool], codes: &[T], passes: impl Fn(u32) -> bool) {
    for (keep, code) in keep.iter_mut().zip(codes) {
        *keep &= passes((*code).into());
    }
}

/// The KPIs asked for, each once and in the order of the catalogue; those of a preset behind it.
pub(super) fn in_order(asked: &[&'static Kpi]) -> Vec<&'static Kpi> {
    let mut kpis: Vec<&'static Kpi> = Vec::new();
    let place = |kpi: &Kpi| super::kpis::KPIS.iter().position(|known| known.name == kpi.name);
    for kpi in asked {
        if !kpis.iter().any(|known| std::ptr::eq(*known, *kpi)) {
            kpis.push(kpi);
        }
    }
    kpis.sort_by_key(|kpi| place(kpi).unwrap_or(usize::MAX));
    kpis
}
