//! Hand-off quality: whether customers have to repeat themselves, and where what AI began ends.

use serde::Serialize;
use ts_rs::TS;

use super::ground::{Buckets, Ground, Tally};
use super::statistics::median;
use crate::calendar::Bucket;
use crate::facts::{Column, Flags, UNKNOWN_TIME};
use crate::metrics::{QueryError, Ticket, wilson};
use crate::model::Timestamp;

/// The hand-offs of a month. Shares are 0 to 1.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct HandoffMonth {
    /// The month in which the tickets were resolved: `2026-07`.
    pub period: String,
    /// Tickets resolved by AI and people.
    #[ts(type = "number")]
    pub hybrid: u64,
    /// Those of which it is known whether the customer had to repeat themselves.
    #[ts(type = "number")]
    pub known: u64,
    /// Those in which they had to.
    #[ts(type = "number")]
    pub complaints: u64,
    /// Complaints of those that are known: the KPI of the same name.
    pub context_loss_rate: Option<f64>,
    /// The lower end of its interval.
    pub low: Option<f64>,
    /// The upper end.
    pub high: Option<f64>,
    /// Median minutes from the hand-off to the first reply by a person.
    pub handoff_to_reply_minutes_p50: Option<f64>,
    /// Satisfied of the rated, where the customer had to repeat themselves.
    pub csat_with_complaint: Option<f64>,
    /// The same where they had not.
    pub csat_without_complaint: Option<f64>,
    /// Hand-offs opened in the month that no person has answered within a day.
    #[ts(type = "number")]
    pub failed: u64,
}

/// How many tickets went one way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct HandoffFlow {
    /// How the AI's part ended: `confirmed`, `assumed`, `abandoned`, `handed_off`, or `open`.
    pub outcome: &'static str,
    /// What became of the ticket: `resolved`, `reopened`, or `open`.
    pub end: &'static str,
    /// How many.
    #[ts(type = "number")]
    pub tickets: u64,
}

/// Hand-off quality.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct Handoffs {
    /// The moment it is seen from.
    pub as_of: Timestamp,
    /// Months in order.
    pub rows: Vec<HandoffMonth>,
    /// Of the tickets that AI took part in over the last days, which way they went.
    pub flow: Vec<HandoffFlow>,
    /// By the team that took over, over the last days: how often customers had to repeat themselves.
    pub teams: Vec<TeamHandoffs>,
}

/// The hand-offs that a team took.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct TeamHandoffs {
    /// The team.
    pub team: String,
    /// Tickets of which it is known whether the customer had to repeat themselves.
    #[ts(type = "number")]
    pub known: u64,
    /// Those in which they had to.
    #[ts(type = "number")]
    pub complaints: u64,
    /// The share.
    pub context_loss_rate: Option<f64>,
    /// The ends of its interval.
    pub low: Option<f64>,
    /// See `low`.
    pub high: Option<f64>,
}

/// How the AI's part can end, in the order of the flow.
const OUTCOMES: [&str; 5] = ["confirmed", "assumed", "abandoned", "handed_off", "open"];
/// What can become of a ticket.
const ENDS: [&str; 3] = ["resolved", "reopened", "open"];

#[derive(Clone, Default)]
struct Counted {
    hybrid: u64,
    complaints: Tally,
    replies: Vec<f64>,
    satisfied: [Tally; 2],
    failed: u64,
}

#[derive(Default)]
struct Place {
    months: Vec<Counted>,
    flow: [[u64; ENDS.len()]; OUTCOMES.len()],
    teams: Vec<Tally>,
}

/// Counts the hand-offs of every month.
///
/// # Errors
/// The columns cannot be read, or the answer is not wanted any more.
pub fn handoffs(ground: &Ground<'_>) -> Result<Handoffs, QueryError> {
    let months = Buckets::new(ground, Bucket::Month);
    let recent = ground.days_before(i64::from(ground.rules.taxonomy.days)).0;
    let teams = ground.codes(Column::Team);
    let columns = [Column::FirstReply, Column::Team];
    let places = ground.pass().go(ground.always(), &columns, |place: &mut Place, ticket| {
        if !ticket.judged.is_involved() {
            return;
        }
        place.months.resize_with(months.len(), Counted::default);
        place.teams.resize(teams, Tally::default());
        // What is resolved after the moment is not known at it.
        let is_known = ticket.resolved != UNKNOWN_TIME && i64::from(ticket.resolved) <= ground.as_of.0;
        if i64::from(ticket.created) >= recent {
            add_recent(place, ticket, is_known);
        }
        if ticket.judged.is_escalated()
            && ticket.judged.has_waited()
            && ticket.judged.is_answered() == Some(false)
            && let Some(month) = place.months.get_mut(months.place(ticket.created))
        {
            month.failed += 1;
        }
        if ticket.judged.is_hybrid()
            && is_known
            && let Some(month) = place.months.get_mut(months.place(ticket.resolved))
        {
            add_hybrid(ground, month, ticket);
        }
    })?;
    let mut whole = Place {
        months: vec![Counted::default(); months.len()],
        teams: vec![Tally::default(); teams],
        ..Place::default()
    };
    places.into_iter().for_each(|place| whole.append(place));
    let flow = OUTCOMES.iter().zip(whole.flow).flat_map(|(outcome, ends)| {
        ENDS.iter().zip(ends).map(|(end, tickets)| HandoffFlow { outcome, end, tickets })
    });
    Ok(Handoffs {
        as_of: ground.as_of,
        flow: flow.filter(|way| way.tickets > 0).collect(),
        teams: team_rows(ground, &whole.teams),
        rows: rows(months, whole.months),
    })
}

fn add_hybrid(ground: &Ground<'_>, month: &mut Counted, ticket: &Ticket<'_>) {
    let judged = ticket.judged;
    month.hybrid += 1;
    if ticket.number(Column::HandedOff) != UNKNOWN_TIME {
        month.replies.extend(ticket.segment.times(true)(ticket.row).map(|times| ground.minutes(times)));
    }
    if let Some(lost) = judged.is_context_lost() {
        month.complaints.count(lost);
        if judged.is_rated() {
            month.satisfied[usize::from(lost)].count(judged.is_satisfied());
        }
    }
}

/// Notes which way a ticket went. `is_known`: it was resolved by the moment.
fn add_recent(place: &mut Place, ticket: &Ticket<'_>, is_known: bool) {
    let (flags, judged) = (ticket.flags, ticket.judged);
    let outcome = match flags {
        _ if judged.is_escalated() => 3,
        _ if flags.has(Flags::ABANDONED) => 2,
        _ if flags.has(Flags::AI_RESOLVED.with(Flags::CONFIRMED)) => 0,
        _ if flags.has(Flags::AI_RESOLVED) => 1,
        _ => 4,
    };
    let end = match flags {
        _ if !is_known => 2,
        _ if flags.has(Flags::REOPENED) => 1,
        _ => 0,
    };
    place.flow[outcome][end] += 1;
    if judged.is_hybrid()
        && is_known
        && let Some(lost) = judged.is_context_lost()
        && let Some(team) = place.teams.get_mut(ticket.code(Column::Team) as usize)
    {
        team.count(lost);
    }
}

impl Place {
    fn append(&mut self, other: Place) {
        for (ours, theirs) in self.months.iter_mut().zip(other.months) {
            ours.hybrid += theirs.hybrid;
            ours.complaints.append(theirs.complaints);
            ours.replies.extend(theirs.replies);
            ours.satisfied.iter_mut().zip(theirs.satisfied).for_each(|(ours, theirs)| ours.append(theirs));
            ours.failed += theirs.failed;
        }
        let ours = self.flow.iter_mut().flatten();
        ours.zip(other.flow.into_iter().flatten()).for_each(|(ours, theirs)| *ours += theirs);
        self.teams.iter_mut().zip(other.teams).for_each(|(ours, theirs)| ours.append(theirs));
    }
}

/// The months in which there was any.
fn rows(months: Buckets, counted: Vec<Counted>) -> Vec<HandoffMonth> {
    let all = months.keys.into_iter().zip(counted);
    let any = all.filter(|(_, counted)| counted.hybrid + counted.failed > 0);
    any.map(|(period, counted)| row(period, counted)).collect()
}

fn row(period: String, mut counted: Counted) -> HandoffMonth {
    let (hits, of) = counted.complaints.pair();
    let interval = wilson(hits, of);
    let [without, with] = counted.satisfied;
    HandoffMonth {
        period,
        hybrid: counted.hybrid,
        known: counted.complaints.of,
        complaints: counted.complaints.hits,
        context_loss_rate: counted.complaints.share(),
        low: interval.map(|interval| interval.low),
        high: interval.map(|interval| interval.high),
        handoff_to_reply_minutes_p50: median(&mut counted.replies),
        csat_with_complaint: with.share(),
        csat_without_complaint: without.share(),
        failed: counted.failed,
    }
}

fn team_rows(ground: &Ground<'_>, teams: &[Tally]) -> Vec<TeamHandoffs> {
    let known = (0..).zip(teams).filter(|(_, tally)| tally.of > 0);
    let mut rows: Vec<TeamHandoffs> = known
        .map(|(code, tally)| {
            let interval = wilson(tally.hits as f64, tally.of as f64);
            TeamHandoffs {
                team: ground.name(Column::Team, code).to_owned(),
                known: tally.of,
                complaints: tally.hits,
                context_loss_rate: tally.share(),
                low: interval.map(|interval| interval.low),
                high: interval.map(|interval| interval.high),
            }
        })
        .collect();
    rows.sort_by(|one, two| two.known.cmp(&one.known).then_with(|| one.team.cmp(&two.team)));
    rows
}
