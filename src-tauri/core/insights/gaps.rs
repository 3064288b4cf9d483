//! Knowledge gaps: query types and articles in which what AI knows is not enough, and what is done about them.

use std::collections::HashMap;

use chrono::NaiveDate;
use foldhash::fast::RandomState;
use serde::Serialize;
use ts_rs::TS;

use super::coaching::{Coaching, TrainingCandidate, coaching};
use super::decision::{GapPlan, GapStatus};
use super::ground::{Ground, Tally};
use super::releases::KnownRelease;
use super::statistics::median;
use super::versions::{VersionMetric, compared};
use super::why::{GapEnd, Why};
use crate::facts::Column;
use crate::metrics::{Kpi, QueryError, Ticket};
use crate::model::Timestamp;

/// A knowledge gap. Shares are 0 to 1.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct Gap {
    /// The query type; `None` where it is of an article.
    pub query_type: Option<String>,
    /// The article that AI cited; `None` where it is of a query type.
    pub article: Option<String>,
    /// Hours a week that people spend on what AI began and did not solve for good.
    pub hours_per_week: Option<f64>,
    /// Tickets that AI took part in, in the last days.
    #[ts(type = "number")]
    pub involved: u64,
    /// Share of them that AI resolved for good.
    pub durable_resolution_rate: Option<f64>,
    /// Median minutes that people worked on its tickets, where they took part.
    pub handle_minutes_p50: Option<f64>,
    /// Tickets that the customer gave up.
    #[ts(type = "number")]
    pub abandoned: u64,
    /// Tickets that went to people.
    #[ts(type = "number")]
    pub escalated: u64,
    /// Answers that were found incorrect.
    #[ts(type = "number")]
    pub incorrect: u64,
    /// Tickets that AI resolved and that were reopened or came back.
    #[ts(type = "number")]
    pub reopened: u64,
    /// Why it is one, the commonest first.
    pub reasons: Vec<String>,
    /// Who sees to it.
    pub owner: Option<String>,
    /// How far that is; `None` where nothing was decided.
    pub status: Option<GapStatus>,
    /// Until when.
    #[ts(type = "string | null")]
    pub due: Option<NaiveDate>,
    /// Since when it is closed.
    #[ts(type = "string | null")]
    pub closed: Option<NaiveDate>,
    /// What was decided, in the words of who decided.
    pub note: Option<String>,
    /// Where it is closed: the figures before and after.
    pub effect: Vec<VersionMetric>,
    /// What decisions about it name it by.
    pub subject: String,
}

/// Knowledge gaps.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct Gaps {
    /// The moment it is seen from.
    pub as_of: Timestamp,
    /// Days back from it that are looked at.
    pub days: u32,
    /// Query types, then articles; those of most hours first.
    pub rows: Vec<Gap>,
    /// Ways in which people again and again solve what AI hands over.
    pub training: Vec<TrainingCandidate>,
    /// Query types and teams in which time, reopens or escalations rose. No person is ever named.
    pub coaching: Vec<Coaching>,
}

#[derive(Clone, Default)]
struct Counts {
    involved: u64,
    durable: Tally,
    minutes: Vec<f64>,
    ends: [u64; 4],
}

const ENDS: [GapEnd; 4] = [GapEnd::Abandoned, GapEnd::Escalated, GapEnd::Incorrect, GapEnd::Reopened];

#[derive(Default)]
struct Place {
    /// By query type, then by article.
    counts: [HashMap<u32, Counts, RandomState>; 2],
    paths: HashMap<(u32, u32), u64, RandomState>,
}

/// The figures that say whether closing a gap helped.
const EFFECT: [&str; 2] = ["durable_resolution_rate", "escalation_rate"];

/// Finds the knowledge gaps.
///
/// # Errors
/// The columns cannot be read, or the answer is not wanted any more.
pub fn gaps(ground: &Ground<'_>) -> Result<Gaps, QueryError> {
    let rules = &ground.rules.gaps;
    let durable = Kpi::named("durable_resolution_rate")?;
    let columns = [Column::QueryType, Column::Minutes, Column::Path, Column::Articles, Column::ArticleEnds];
    let places = ground.pass().go(ground.last_days(rules.days), &columns, |place: &mut Place, ticket| {
        let code = ticket.code(Column::QueryType);
        place.counts[0].entry(code).or_default().add(durable, ticket);
        let articles = ticket.segment.data(Column::Articles);
        for at in ticket.segment.items(Column::ArticleEnds, ticket.row) {
            place.counts[1].entry(articles.code(at)).or_default().add(durable, ticket);
        }
        let path = ticket.code(Column::Path);
        if ticket.judged.is_hybrid() && path > 0 {
            *place.paths.entry((code, path)).or_default() += 1;
        }
    })?;
    let mut whole = Place::default();
    places.into_iter().for_each(|place| whole.append(place));
    let [types, articles] = whole.counts;
    let handed_over: HashMap<u32, u64> = types.iter().map(|(code, counts)| (*code, counts.ends[1])).collect();
    let mut rows = rows(ground, Column::QueryType, types);
    rows.extend(self::rows(ground, Column::Articles, articles));
    for row in &mut rows {
        row.effect = effect(ground, row)?;
    }
    Ok(Gaps {
        as_of: ground.as_of,
        days: rules.days,
        rows,
        training: training(ground, &whole.paths, &handed_over),
        coaching: coaching(ground)?,
    })
}

impl Counts {
    fn add(&mut self, durable: &Kpi, ticket: &Ticket<'_>) {
        let judged = ticket.judged;
        if judged.is_human_involved() {
            self.minutes.extend(ticket.real(Column::Minutes));
        }
        if !judged.is_involved() {
            return;
        }
        self.involved += 1;
        let verdict = durable.measure.judge(judged);
        if verdict.counts() {
            self.durable.count(verdict.counts_above());
        }
        let came_back = judged.is_reopened() == Some(true) || judged.is_repeated() == Some(true);
        let ends = [
            judged.is_abandoned(),
            judged.is_escalated(),
            judged.has_feedback() && !judged.feedback().counts_above(),
            judged.is_ai_resolved() && came_back,
        ];
        self.ends.iter_mut().zip(ends).for_each(|(count, ended)| *count += u64::from(ended));
    }

    fn append(&mut self, other: Counts) {
        self.involved += other.involved;
        self.durable.append(other.durable);
        self.minutes.extend(other.minutes);
        self.ends.iter_mut().zip(other.ends).for_each(|(ours, theirs)| *ours += theirs);
    }
}

impl Place {
    fn append(&mut self, other: Place) {
        for (ours, theirs) in self.counts.iter_mut().zip(other.counts) {
            theirs.into_iter().for_each(|(code, counts)| ours.entry(code).or_default().append(counts));
        }
        other.paths.into_iter().for_each(|(path, count)| *self.paths.entry(path).or_default() += count);
    }
}

/// The gaps of a column, those of most hours first.
fn rows(ground: &Ground<'_>, column: Column, all: HashMap<u32, Counts, RandomState>) -> Vec<Gap> {
    let mut rows: Vec<Gap> = all
        .into_iter()
        .filter(|(_, counts)| counts.involved > 0)
        .map(|(code, counts)| row(ground, column, ground.name(column, code), counts))
        .collect();
    rows.sort_by(|one, two| {
        let hours = |gap: &Gap| gap.hours_per_week.unwrap_or(-1.0);
        let by_hours = hours(two).total_cmp(&hours(one)).then(two.involved.cmp(&one.involved));
        by_hours.then_with(|| one.subject.cmp(&two.subject))
    });
    rows
}

fn row(ground: &Ground<'_>, column: Column, name: &str, mut counts: Counts) -> Gap {
    let rules = &ground.rules.gaps;
    let enough = counts.involved >= u64::from(rules.least_tickets);
    let durable = counts.durable.share();
    let minutes = median(&mut counts.minutes);
    let weeks = ground.weeks(rules.days);
    let hours = durable
        .zip(minutes)
        .map(|(durable, minutes)| counts.involved as f64 / weeks * (1.0 - durable) * minutes / 60.0);
    let mut ends: Vec<(u64, GapEnd)> =
        counts.ends.into_iter().zip(ENDS).filter(|(tickets, _)| *tickets > 0).collect();
    ends.sort_by_key(|(tickets, _)| std::cmp::Reverse(*tickets));
    let mut reasons: Vec<String> = ends
        .into_iter()
        .map(|(tickets, how)| ground.why(Why::Ended { how, tickets, of: counts.involved }))
        .collect();
    if !enough {
        reasons.insert(0, ground.why(Why::TooFew { tickets: counts.involved, least: rules.least_tickets }));
    }
    let is_type = column == Column::QueryType;
    let subject = if is_type { name.to_owned() } else { format!("article:{name}") };
    let decided = ground.decisions.gap(&subject);
    let [abandoned, escalated, incorrect, reopened] = counts.ends;
    let GapPlan { owner, status, due, closed } = decided.map(|(plan, _)| plan.clone()).unwrap_or_default();
    Gap {
        query_type: is_type.then(|| name.to_owned()),
        article: (!is_type).then(|| name.to_owned()),
        hours_per_week: hours.filter(|_| enough),
        involved: counts.involved,
        durable_resolution_rate: durable.filter(|_| enough),
        handle_minutes_p50: minutes,
        abandoned,
        escalated,
        incorrect,
        reopened,
        reasons,
        owner,
        status: decided.map(|_| status),
        due,
        closed,
        note: decided.and_then(|(_, decision)| decision.why.clone()),
        effect: Vec::new(),
        subject,
    }
}

/// The figures before and after a gap of a query type was closed.
fn effect(ground: &Ground<'_>, gap: &Gap) -> Result<Vec<VersionMetric>, QueryError> {
    let (Some(query_type), Some(day)) = (&gap.query_type, gap.closed) else { return Ok(Vec::new()) };
    let kpis = EFFECT.iter().map(|name| Kpi::named(name)).collect::<Result<Vec<_>, QueryError>>()?;
    let review = gap.due.unwrap_or(day).max(day);
    let closed = KnownRelease { version: query_type.clone(), day, review };
    compared(ground, &closed, (None, None), &kpis, Some(query_type))
}

/// The commonest ways in which people solve what AI hands over, of each query type.
fn training(
    ground: &Ground<'_>,
    paths: &HashMap<(u32, u32), u64, RandomState>,
    handed_over: &HashMap<u32, u64>,
) -> Vec<TrainingCandidate> {
    let least = u64::from(ground.rules.gaps.candidate_tickets);
    let often = paths.iter().filter(|(_, tickets)| **tickets >= least);
    let mut candidates: Vec<TrainingCandidate> = often
        .map(|((code, path), tickets)| {
            let of = handed_over.get(code).copied().unwrap_or_default();
            TrainingCandidate {
                query_type: ground.name(Column::QueryType, *code).to_owned(),
                resolution_path: ground.name(Column::Path, *path).to_owned(),
                tickets: *tickets,
                share: if of > 0 { *tickets as f64 / of as f64 } else { 0.0 },
            }
        })
        .collect();
    candidates.sort_by(|one, two| {
        let names =
            |candidate: &TrainingCandidate| (candidate.query_type.clone(), candidate.resolution_path.clone());
        two.tickets.cmp(&one.tickets).then_with(|| names(one).cmp(&names(two)))
    });
    candidates
}
