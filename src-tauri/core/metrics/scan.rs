//! The one pass over the tickets: for each segment, the rows of each cohort are chosen and added up column by column.

use rayon::prelude::*;

use super::backlog::Backlog;
use super::cells::Cells;
use super::judge::{Counted, Judge};
use super::kpi::{Amount, Cohort, Duration, Kpi, Measure};
use super::plan::Plan;
use super::query::QueryError;
use super::tally::{BINS, Counts, Scale, Seen, Sums, Tally};
use crate::cost::{Effort, Exact, Worked};
use crate::facts::{Chosen, Column, ColumnSet, ColumnsError, Data, Flags, Rating, Segment};

/// What is looked up besides what each ticket's profile tells.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Needs {
    pub(super) replies: bool,
    pub(super) resolutions: bool,
    pub(super) scores: bool,
    pub(super) minutes: bool,
    pub(super) costs: bool,
    pub(super) backlog: bool,
}

impl Needs {
    fn of(kpis: &[&Kpi]) -> Needs {
        let any = |holds: &dyn Fn(&Measure) -> bool| kpis.iter().any(|kpi| holds(&kpi.measure));
        Needs {
            replies: any(&|measure| matches!(measure, Measure::Percentile(Duration::FirstReply, _))),
            resolutions: any(&|measure| matches!(measure, Measure::Percentile(Duration::Resolution, _))),
            scores: any(&|measure| matches!(measure, Measure::Mean(Amount::Score))),
            minutes: any(&|measure| matches!(measure, Measure::Mean(Amount::HandleMinutes))),
            costs: any(&|measure| matches!(measure, Measure::Cost | Measure::CostSaved)),
            backlog: kpis.iter().any(|kpi| kpi.cohort == Cohort::PeriodEnd),
        }
    }
}

/// A pass over the tickets of a plan.
pub(super) struct Scan<'a> {
    pub(super) plan: &'a Plan<'a>,
    pub(super) cells: &'a Cells,
    pub(super) timeless: Cells,
    needs: Needs,
    created: Judge,
    resolved: Judge,
    per_reply: Vec<f64>,
    /// For each code of a rating, what it adds.
    ratings: Vec<Option<Rated>>,
    /// For each class of resolved tickets, which minutes it adds: one bit each for hybrid, human-only, and a person who
    /// took part.
    work: Vec<u8>,
}

/// What a rating adds.
struct Rated {
    score: Exact,
    square: Exact,
    scale: f64,
}

const HYBRID: u8 = 1;
const HUMAN_ONLY: u8 = 2;
const HUMAN_INVOLVED: u8 = 4;

/// What a pass has added up.
#[derive(Clone, Debug)]
pub(super) struct Found {
    pub(super) created: Tally,
    pub(super) resolved: Tally,
    pub(super) backlog: Backlog,
}

/// Room that a thread uses again for each segment.
#[derive(Default)]
struct Room {
    keep: Vec<bool>,
    chosen: Chosen,
    cells: Vec<u32>,
    classes: Vec<u16>,
}

impl<'a> Scan<'a> {
    /// A pass for these KPIs.
    pub(super) fn new(plan: &'a Plan<'a>, cells: &'a Cells, kpis: &[&'static Kpi]) -> Scan<'a> {
        let of = |cohort| kpis.iter().enumerate().filter(move |(_, kpi)| kpi.cohort == cohort);
        let kinds =
            [Flags::AI_ONLY, Flags::HYBRID, Flags::HUMAN_ONLY, Flags::AI_RESOLVED, Flags::HUMAN_INVOLVED];
        let (created, resolved) = rayon::join(
            || Judge::new(plan, of(Cohort::Created), &[Flags::RESOLVED]),
            || Judge::new(plan, of(Cohort::Resolved), &kinds),
        );
        let work = |class: usize| {
            let bits = [
                (Flags::HYBRID, HYBRID),
                (Flags::HUMAN_ONLY, HUMAN_ONLY),
                (Flags::HUMAN_INVOLVED, HUMAN_INVOLVED),
            ];
            let set = bits.iter().filter(|(flag, _)| resolved.counts(class, Counted::Flagged(*flag)));
            set.fold(0, |work, (_, bit)| work | bit)
        };
        let work = (0..resolved.classes()).map(work).collect();
        Scan {
            plan,
            cells,
            timeless: cells.timeless(),
            needs: Needs::of(kpis),
            created,
            resolved,
            ratings: plan.facts.words().ratings().iter().map(|rating| rating.map(rated)).collect(),
            per_reply: plan.basis.costs.reply_minutes().by_code(plan.facts.words()),
            work,
        }
    }

    /// How tickets of a cohort are judged.
    pub(super) fn judge(&self, cohort: Cohort) -> &Judge {
        if cohort == Cohort::Created { &self.created } else { &self.resolved }
    }

    /// The columns that judging and adding up tickets takes, beside those that finding them takes.
    fn columns(&self) -> ColumnSet {
        let Needs { replies, resolutions, scores, minutes, costs, .. } = self.needs;
        let needed = [
            (replies, &[Column::ReplyBin, Column::FirstReply][..]),
            (resolutions, &[Column::ResolutionBin]),
            (scores, &[Column::Rating]),
            (minutes || costs, &[Column::Minutes, Column::Replies, Column::Channel, Column::QueryType]),
        ];
        let needed =
            needed.iter().filter(|(needed, _)| *needed).flat_map(|(_, columns)| columns.iter().copied());
        Plan::JUDGED.into_iter().chain(self.cells.columns().iter()).chain(needed).collect()
    }

    fn nothing(&self) -> Found {
        Found {
            created: self.tally(&self.created),
            resolved: self.tally(&self.resolved),
            backlog: Backlog::new(self.timeless.numbering(), self.plan),
        }
    }

    fn tally(&self, judge: &Judge) -> Tally {
        Tally::new(self.cells.numbering(), Counts::new(judge.classes(), self.cells.are_few()))
    }

    /// Makes the pass.
    ///
    /// # Errors
    /// Columns that are kept in files cannot be read, or the answer is not wanted any more.
    pub(super) fn run(&self) -> Result<Found, QueryError> {
        let segments: Vec<(usize, &Segment)> = self.plan.segments().collect();
        let columns = self.columns();
        let (found, _) = segments
            .par_iter()
            .try_fold(
                || (self.nothing(), Room::default()),
                |(mut found, mut room), (at, segment)| -> Result<_, QueryError> {
                    self.plan.basis.stop.check()?;
                    self.segment(*at, segment, columns, &mut found, &mut room)?;
                    Ok((found, room))
                },
            )
            .try_reduce(
                || (self.nothing(), Room::default()),
                |(one, room), (other, _)| {
                    let created = one.created.merge(other.created);
                    let resolved = one.resolved.merge(other.resolved);
                    Ok((Found { created, resolved, backlog: one.backlog.merge(other.backlog) }, room))
                },
            )?;
        Ok(found)
    }

    fn segment(
        &self,
        at: usize,
        segment: &Segment,
        columns: ColumnSet,
        found: &mut Found,
        room: &mut Room,
    ) -> Result<(), ColumnsError> {
        segment.load(self.plan.columns(segment))?;
        let settled = segment.is_settled(self.plan.timeline.start());
        let mut keep = std::mem::take(&mut room.keep);
        let kept = self.plan.kept(segment, &mut keep);
        // Most segments of a long history have nothing to do with a question: what is not looked at is not read.
        let cohorts = [(Cohort::Created, &mut found.created), (Cohort::Resolved, &mut found.resolved)];
        for (cohort, tally) in cohorts.into_iter().filter(|_| !settled) {
            self.plan.choose(cohort, segment, kept, &mut room.chosen);
            if !room.chosen.rows.is_empty() {
                segment.load(columns)?;
                self.cohort(cohort, at, segment, tally, room);
            }
        }
        if self.needs.backlog {
            segment.load(self.timeless.columns())?;
            let room = (&mut room.chosen, &mut room.cells);
            found.backlog.add(self.plan, &self.timeless, segment, kept, room);
        }
        room.keep = keep;
        Ok(())
    }

    /// Adds up the chosen tickets of a cohort.
    fn cohort(&self, cohort: Cohort, at: usize, segment: &Segment, tally: &mut Tally, room: &mut Room) {
        let Room { chosen, cells, classes, .. } = room;
        self.cells.of(segment, chosen, &mut tally.numbering, cells);
        let (rows, count) = (&chosen.rows, tally.numbering.len());

        let judge = self.judge(cohort);
        let resolved = segment.data(Column::Resolved).u32s();
        let handed_off = segment.data(Column::HandedOff).u32s();
        classes.clear();
        segment.data(Column::Profile).each_code(rows, |at, profile| {
            let at = |times: &[u32]| {
                rows.get(at).and_then(|row| times.get(*row as usize)).copied().unwrap_or_default()
            };
            classes.push(judge.class(profile, self.plan.age(at(resolved), at(handed_off))));
        });
        tally.counts.add(cells, classes, count);

        let times = match cohort {
            Cohort::Created => self.needs.replies,
            _ => self.needs.resolutions,
        };
        if times {
            self.bins(cohort, segment, rows, cells, tally, count);
            let (rows, cells) = (Data::below(segment.len(), rows), Data::below(count, cells));
            tally.seen.push(Seen { segment: at, rows, cells });
        }
        if cohort == Cohort::Resolved {
            self.numbers(segment, rows, cells, classes, tally, count);
        }
    }

    fn bins(
        &self,
        cohort: Cohort,
        segment: &Segment,
        rows: &[u32],
        cells: &[u32],
        tally: &mut Tally,
        count: usize,
    ) {
        if !self.cells.are_few() || self.plan.basis.open_time.is_some() {
            return;
        }
        tally.bins.resize(count * BINS, 0);
        let column = if cohort == Cohort::Created { Column::ReplyBin } else { Column::ResolutionBin };
        let bins = segment.data(column).u8s();
        for (row, cell) in rows.iter().zip(cells) {
            let bin = bins.get(*row as usize).copied().unwrap_or(crate::facts::NO_BIN);
            if let Some(count) = tally.bins.get_mut(*cell as usize * BINS + usize::from(bin)) {
                *count += 1;
            }
        }
    }

    /// Adds up scores and minutes. `classes` are those of the rows.
    fn numbers(
        &self,
        segment: &Segment,
        rows: &[u32],
        cells: &[u32],
        classes: &[u16],
        tally: &mut Tally,
        count: usize,
    ) {
        let Needs { scores, minutes, costs, .. } = self.needs;
        if !scores && !minutes && !costs {
            return;
        }
        tally.sums.resize(count, Sums::default());
        if scores {
            self.scores(segment, rows, cells, tally);
        }
        if minutes || costs {
            self.minutes(segment, rows, cells, classes, tally);
        }
    }

    /// Adds up scores.
    fn scores(&self, segment: &Segment, rows: &[u32], cells: &[u32], tally: &mut Tally) {
        let mut rated = Vec::with_capacity(rows.len());
        segment.data(Column::Rating).each_code(rows, |at, code| rated.push((at as u32, code)));
        rated.retain(|(_, code)| *code != 0);
        for (at, code) in rated {
            let sums = cells.get(at as usize).and_then(|cell| tally.sums.get_mut(*cell as usize));
            if let (Some(sums), Some(Some(rating))) = (sums, self.ratings.get(code as usize)) {
                sums.scores.add_with_square(rating.score, rating.square);
                sums.scale.merge(Scale::One(rating.scale));
            }
        }
    }

    /// Adds up minutes.
    fn minutes(&self, segment: &Segment, rows: &[u32], cells: &[u32], classes: &[u16], tally: &mut Tally) {
        let effort = Effort::new(segment, &self.per_reply);
        let query_types = segment.data(Column::QueryType);
        let work_of = |class: &u16| self.work.get(usize::from(*class)).copied().unwrap_or_default();
        // First, without a branch for each row, those that people worked on.
        let mut places = vec![0u32; rows.len() + 1];
        let mut count = 0;
        for (place, class) in (0..).zip(classes) {
            places[count] = place;
            count += usize::from(work_of(class) != 0);
        }
        places.truncate(count);
        for place in places {
            let place = place as usize;
            let (Some(row), Some(cell), Some(class)) =
                (rows.get(place), cells.get(place), classes.get(place))
            else {
                continue;
            };
            let Some(sums) = tally.sums.get_mut(*cell as usize) else { continue };
            let work = work_of(class);
            let [human_involved, human_only] =
                [HUMAN_INVOLVED, HUMAN_ONLY].map(|bit| usize::from(work & bit != 0));
            let (handled, of_kind) = (&mut sums.handled[human_involved], &mut sums.work[human_only]);
            match effort.worked(*row as usize) {
                Worked::Known(minutes) => {
                    handled.add(minutes);
                    of_kind.minutes += minutes;
                }
                Worked::Estimated(minutes) => {
                    of_kind.estimated += 1;
                    of_kind.minutes += minutes;
                }
                Worked::Unknown => {
                    of_kind.estimated += 1;
                    let key = (*cell, human_only == 1, query_types.code(*row as usize));
                    *tally.unknown.entry(key).or_insert(0) += 1;
                }
            }
        }
    }
}

fn rated(rating: Rating) -> Rated {
    let score = Exact::new(rating.score);
    Rated { score, square: score.squared(), scale: rating.scale }
}
