//! Escalations by trigger, month by month: why tickets go to people, and which should have.

use std::collections::{BTreeMap, HashMap};

use foldhash::fast::RandomState;
use serde::Serialize;
use ts_rs::TS;

use super::ground::{Buckets, Ground, Tally};
use super::statistics::median;
use super::trigger::{COLUMNS, Finder, Trigger, replies_at_least};
use crate::calendar::Bucket;
use crate::cost::Exact;
use crate::facts::{Column, Flags};
use crate::metrics::{Moments, QueryError, Sample, Ticket, welch};
use crate::model::Timestamp;

/// The escalations of a month by one trigger. Shares are 0 to 1.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct EscalationMonth {
    /// The month in which the tickets were opened: `2026-07`.
    pub month: String,
    /// The source's own reason, or a [`Trigger`]'s word.
    pub trigger: String,
    /// Whether it is the source's own reason.
    pub own_reason: bool,
    /// Escalated tickets of which this is the first trigger that holds.
    #[ts(type = "number")]
    pub tickets: u64,
    /// Escalated tickets for which it holds, first or not.
    #[ts(type = "number")]
    pub matching: u64,
    /// Its share of the month's tickets that AI took part in.
    pub share: Option<f64>,
    /// Satisfied of those that were rated.
    pub csat: Option<f64>,
    /// How many were rated.
    #[ts(type = "number")]
    pub rated: u64,
    /// Mean minutes that people worked on them.
    pub human_minutes: Option<f64>,
    /// Median minutes from the hand-off to the first reply by a person.
    pub first_reply_minutes_p50: Option<f64>,
    /// Share that was answered within the target.
    pub on_target: Option<f64>,
    /// Share that took several replies by people.
    pub needed_a_person: Option<f64>,
    /// Tickets that were not handed off though this holds, and ended badly: not satisfied, reopened or repeated.
    #[ts(type = "number")]
    pub missed: u64,
}

/// Tickets that AI closed alone though they should have gone to a person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct PolicyBreach {
    /// The month.
    pub month: String,
    /// Why they should have: a sensitive type, or a VIP account.
    pub trigger: Trigger,
    /// How many.
    #[ts(type = "number")]
    pub tickets: u64,
}

/// Whether what AI does before a hand-off saves people time, within one query type.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct Triage {
    /// The query type.
    pub query_type: String,
    /// Mean minutes of tickets that AI began.
    pub hybrid_minutes: f64,
    /// How many of them have minutes.
    #[ts(type = "number")]
    pub hybrid: u64,
    /// Mean minutes of tickets that people had alone.
    pub human_only_minutes: f64,
    /// How many of them have minutes.
    #[ts(type = "number")]
    pub human_only: u64,
    /// Hybrid − human-only, in minutes.
    pub difference: f64,
    /// The ends of its 95 % interval (Welch).
    pub low: Option<f64>,
    /// See `low`.
    pub high: Option<f64>,
}

/// Escalations by trigger.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct Escalations {
    /// The moment it is seen from.
    pub as_of: Timestamp,
    /// Minutes in which a person should reply after a hand-off.
    pub reply_target: f64,
    /// Months in order, the commonest trigger of each first.
    pub rows: Vec<EscalationMonth>,
    /// Breaches of policy, by month.
    pub policy_breaches: Vec<PolicyBreach>,
    /// Whether AI's groundwork saves time, for the query types of the last days.
    pub triage: Vec<Triage>,
}

/// A trigger as it is counted: a [`Trigger`], or a code of the source's own reasons.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Key {
    Own(u32),
    Found(Trigger),
}

#[derive(Clone, Default)]
struct Counted {
    tickets: u64,
    matching: u64,
    satisfied: Tally,
    minutes: Moments,
    replies: Vec<f64>,
    needed: Tally,
    missed: u64,
}

#[derive(Default)]
struct Place {
    rows: HashMap<(usize, Key), Counted, RandomState>,
    involved: Vec<u64>,
    breaches: BTreeMap<(usize, Trigger), u64>,
    /// The minutes of each query type: hybrid, then human-only.
    triage: HashMap<u32, [Moments; 2], RandomState>,
}

/// Counts the escalations of every month by their triggers.
///
/// # Errors
/// The columns cannot be read, or the answer is not wanted any more.
pub fn escalations(ground: &Ground<'_>) -> Result<Escalations, QueryError> {
    let months = Buckets::new(ground, Bucket::Month);
    let finder = Finder::new(ground);
    let recent = ground.days_before(i64::from(ground.rules.taxonomy.days));
    let columns =
        [COLUMNS, &[Column::Minutes, Column::FirstReply, Column::HandedOff, Column::Replies]].concat();
    let places = ground.pass().go(ground.always(), &columns, |place: &mut Place, ticket| {
        let month = months.place(ticket.created);
        if i64::from(ticket.created) >= recent.0 {
            add_triage(place, ticket);
        }
        if !ticket.judged.is_involved() {
            return;
        }
        place.involved.resize(months.len(), 0);
        if let Some(involved) = place.involved.get_mut(month) {
            *involved += 1;
        }
        match ticket.judged.is_escalated() {
            true => add_escalated(ground, &finder, place, month, ticket),
            false => add_kept(&finder, place, month, ticket),
        }
    })?;
    let mut whole = Place { involved: vec![0; months.len()], ..Place::default() };
    places.into_iter().for_each(|place| whole.append(place));
    Ok(Escalations {
        as_of: ground.as_of,
        reply_target: ground.rules.escalations.reply_minutes,
        policy_breaches: whole
            .breaches
            .iter()
            .map(|((month, trigger), tickets)| PolicyBreach {
                month: months.key(*month),
                trigger: *trigger,
                tickets: *tickets,
            })
            .collect(),
        triage: triage(ground, &whole),
        rows: rows(ground, &months, whole),
    })
}

/// The trigger of a ticket that comes first: the source's own reason, else what is found.
fn primary(finder: &Finder<'_>, ticket: &Ticket<'_>) -> Key {
    finder.own_reason(ticket).map_or_else(|| Key::Found(finder.first(ticket)), Key::Own)
}

fn add_escalated(
    ground: &Ground<'_>,
    finder: &Finder<'_>,
    place: &mut Place,
    month: usize,
    ticket: &Ticket<'_>,
) {
    let first = primary(finder, ticket);
    let found = Trigger::ALL.into_iter().filter(|trigger| *trigger != Trigger::Unknown);
    for trigger in found.filter(|trigger| finder.holds(*trigger, ticket)).map(Key::Found) {
        if trigger != first {
            place.rows.entry((month, trigger)).or_default().matching += 1;
        }
    }
    let counted = place.rows.entry((month, first)).or_default();
    counted.tickets += 1;
    counted.matching += 1;
    if ticket.judged.is_rated() {
        counted.satisfied.count(ticket.judged.is_satisfied());
    }
    if let Some(minutes) = ticket.real(Column::Minutes) {
        counted.minutes.add(Exact::new(minutes));
    }
    counted.replies.extend(ticket.segment.times(true)(ticket.row).map(|times| ground.minutes(times)));
    if let Some(needed) = replies_at_least(ticket, ground.rules.escalations.replies) {
        counted.needed.count(needed);
    }
}

/// A ticket that AI did not hand off: whether it should have, or was not allowed to keep it.
fn add_kept(finder: &Finder<'_>, place: &mut Place, month: usize, ticket: &Ticket<'_>) {
    let judged = ticket.judged;
    let ended_badly = (judged.is_rated() && !judged.is_satisfied())
        || judged.is_reopened() == Some(true)
        || judged.is_repeated() == Some(true);
    if ended_badly {
        let first = primary(finder, ticket);
        if first != Key::Found(Trigger::Unknown) {
            place.rows.entry((month, first)).or_default().missed += 1;
        }
    }
    if ticket.flags.has(Flags::AI_ONLY) {
        let broken = [
            (Trigger::SensitiveType, finder.is_sensitive(ticket)),
            (Trigger::VipAccount, finder.is_vip(ticket)),
        ];
        for (trigger, _) in broken.into_iter().filter(|(_, holds)| *holds) {
            *place.breaches.entry((month, trigger)).or_default() += 1;
        }
    }
}

fn add_triage(place: &mut Place, ticket: &Ticket<'_>) {
    let kind = match ticket.flags {
        flags if flags.has(Flags::HYBRID) => 0,
        flags if flags.has(Flags::HUMAN_ONLY) => 1,
        _ => return,
    };
    if let Some(minutes) = ticket.real(Column::Minutes) {
        place.triage.entry(ticket.code(Column::QueryType)).or_default()[kind].add(Exact::new(minutes));
    }
}

impl Place {
    fn append(&mut self, other: Place) {
        for (key, theirs) in other.rows {
            let ours = self.rows.entry(key).or_default();
            ours.tickets += theirs.tickets;
            ours.matching += theirs.matching;
            ours.satisfied.append(theirs.satisfied);
            ours.minutes.merge(&theirs.minutes);
            ours.replies.extend(theirs.replies);
            ours.needed.append(theirs.needed);
            ours.missed += theirs.missed;
        }
        self.involved.iter_mut().zip(other.involved).for_each(|(ours, theirs)| *ours += theirs);
        other.breaches.into_iter().for_each(|(key, count)| *self.breaches.entry(key).or_default() += count);
        for (code, theirs) in other.triage {
            let ours = self.triage.entry(code).or_default();
            ours.iter_mut().zip(theirs).for_each(|(ours, theirs)| ours.merge(&theirs));
        }
    }
}

fn rows(ground: &Ground<'_>, months: &Buckets, whole: Place) -> Vec<EscalationMonth> {
    let target = ground.rules.escalations.reply_minutes;
    let mut rows: Vec<(usize, EscalationMonth)> = whole
        .rows
        .into_iter()
        .map(|((month, key), mut counted)| {
            let involved = whole.involved.get(month).copied().unwrap_or_default();
            let in_time = counted.replies.iter().filter(|minutes| **minutes <= target).count() as u64;
            let on_target = Tally { hits: in_time, of: counted.replies.len() as u64 };
            let (trigger, own_reason) = match key {
                Key::Own(code) => (ground.name(Column::HandoffTrigger, code), true),
                Key::Found(trigger) => (trigger.word(), false),
            };
            let row = EscalationMonth {
                month: months.key(month),
                trigger: trigger.to_owned(),
                own_reason,
                tickets: counted.tickets,
                matching: counted.matching,
                share: Tally { hits: counted.tickets, of: involved }.share(),
                csat: counted.satisfied.share(),
                rated: counted.satisfied.of,
                human_minutes: counted.minutes.sample().as_ref().map(Sample::mean),
                first_reply_minutes_p50: median(&mut counted.replies),
                on_target: on_target.share(),
                needed_a_person: counted.needed.share(),
                missed: counted.missed,
            };
            (month, row)
        })
        .collect();
    rows.sort_by(|(first, one), (second, two)| {
        first.cmp(second).then(two.tickets.cmp(&one.tickets)).then_with(|| one.trigger.cmp(&two.trigger))
    });
    rows.into_iter().map(|(_, row)| row).collect()
}

fn triage(ground: &Ground<'_>, whole: &Place) -> Vec<Triage> {
    let mut rows: Vec<Triage> = whole
        .triage
        .iter()
        .filter_map(|(code, [hybrid, human_only])| {
            let (hybrid, human_only) = (hybrid.sample()?, human_only.sample()?);
            let interval = welch(human_only, hybrid);
            Some(Triage {
                query_type: ground.name(Column::QueryType, *code).to_owned(),
                hybrid_minutes: hybrid.mean(),
                hybrid: hybrid.count as u64,
                human_only_minutes: human_only.mean(),
                human_only: human_only.count as u64,
                difference: hybrid.mean() - human_only.mean(),
                low: interval.map(|interval| interval.low),
                high: interval.map(|interval| interval.high),
            })
        })
        .collect();
    rows.sort_by(|one, two| {
        (two.hybrid + two.human_only)
            .cmp(&(one.hybrid + one.human_only))
            .then_with(|| one.query_type.cmp(&two.query_type))
    });
    rows
}
