//! What a team can learn from: where work grew, by query type and team. No person is ever named or ranked.

use serde::Serialize;
use std::collections::HashMap;
use ts_rs::TS;

use foldhash::fast::RandomState;

use super::ground::{DAY, Ground, Tally};
use crate::cost::Exact;
use crate::facts::Column;
use crate::metrics::{Interval, Moments, QueryError, newcombe, welch};

/// A way in which people solve what AI hands over.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct TrainingCandidate {
    /// The query type.
    pub query_type: String,
    /// How people solve it.
    pub resolution_path: String,
    /// How often they did, in the last days.
    #[ts(type = "number")]
    pub tickets: u64,
    /// Of all of the type that AI handed over.
    pub share: f64,
}

/// A figure of a query type and team that rose in the last month, beyond what chance does.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct Coaching {
    /// The query type.
    pub query_type: String,
    /// The team.
    pub team: String,
    /// `handle_minutes_mean`, `reopen_rate` or `escalation_rate`.
    pub metric: &'static str,
    /// In the month before.
    pub before: f64,
    /// In the last month.
    pub after: f64,
    /// The lower end of the difference's 95 % interval, which is above 0.
    pub low: f64,
    /// The upper end.
    pub high: f64,
    /// Tickets of the last month.
    #[ts(type = "number")]
    pub tickets: u64,
}

/// Days of a month.
const MONTH: i64 = 30;

#[derive(Clone, Copy, Default)]
struct Counts {
    minutes: Moments,
    reopened: Tally,
    escalated: Tally,
}

/// What rose in the last 30 days against the 30 before.
pub(super) fn coaching(ground: &Ground<'_>) -> Result<Vec<Coaching>, QueryError> {
    type Place = HashMap<(u32, u32), [Counts; 2], RandomState>;
    let columns = [Column::QueryType, Column::Team, Column::Minutes];
    let border = ground.as_of.0 - MONTH * DAY;
    let days = (ground.days_before(2 * MONTH), ground.end());
    let places = ground.pass().go(days, &columns, |place: &mut Place, ticket| {
        let key = (ticket.code(Column::QueryType), ticket.code(Column::Team));
        let counts = &mut place.entry(key).or_default()[usize::from(i64::from(ticket.created) >= border)];
        if let Some(minutes) = ticket.real(Column::Minutes).filter(|_| ticket.judged.is_human_involved()) {
            counts.minutes.add(Exact::new(minutes));
        }
        if let Some(reopened) = ticket.judged.is_reopened() {
            counts.reopened.count(reopened);
        }
        if ticket.judged.is_involved() {
            counts.escalated.count(ticket.judged.is_escalated());
        }
    })?;
    let mut whole: HashMap<(u32, u32), [Counts; 2], RandomState> = HashMap::default();
    for (key, theirs) in places.into_iter().flatten() {
        for (ours, theirs) in whole.entry(key).or_default().iter_mut().zip(theirs) {
            ours.minutes.merge(&theirs.minutes);
            ours.reopened.append(theirs.reopened);
            ours.escalated.append(theirs.escalated);
        }
    }
    let mut rows: Vec<Coaching> =
        whole.into_iter().flat_map(|(key, counts)| rose(ground, key, counts)).collect();
    rows.sort_by(|one, two| {
        let names = |row: &Coaching| (row.query_type.clone(), row.team.clone(), row.metric);
        two.tickets.cmp(&one.tickets).then_with(|| names(one).cmp(&names(two)))
    });
    Ok(rows)
}

fn rose(ground: &Ground<'_>, (query_type, team): (u32, u32), [before, after]: [Counts; 2]) -> Vec<Coaching> {
    let least = f64::from(ground.rules.gaps.least_tickets);
    let row = |metric, values: (f64, f64), interval: Interval, tickets: f64| Coaching {
        query_type: ground.name(Column::QueryType, query_type).to_owned(),
        team: ground.name(Column::Team, team).to_owned(),
        metric,
        before: values.0,
        after: values.1,
        low: interval.low,
        high: interval.high,
        tickets: tickets as u64,
    };
    let mut rows = Vec::new();
    let samples = before.minutes.sample().zip(after.minutes.sample());
    if let Some((before, after)) =
        samples.filter(|(before, after)| before.count >= least && after.count >= least)
        && let Some(interval) = welch(before, after).filter(|interval| interval.low > 0.0)
    {
        rows.push(row("handle_minutes_mean", (before.mean(), after.mean()), interval, after.count));
    }
    let shares = [
        ("reopen_rate", before.reopened, after.reopened),
        ("escalation_rate", before.escalated, after.escalated),
    ];
    for (metric, before, after) in shares {
        let ((hits0, of0), (hits1, of1)) = (before.pair(), after.pair());
        if of0 < least || of1 < least {
            continue;
        }
        if let Some(interval) = newcombe((hits0, of0), (hits1, of1)).filter(|interval| interval.low > 0.0) {
            rows.push(row(metric, (hits0 / of0, hits1 / of1), interval, of1));
        }
    }
    rows
}
