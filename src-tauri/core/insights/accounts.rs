//! Accounts that are at risk, and those that may want more: the last weeks of each against its own past.

use std::collections::HashMap;

use foldhash::fast::RandomState;
use serde::Serialize;
use ts_rs::TS;

use super::ground::{DAY, Ground};
use super::opportunities::Opportunities;
use super::rules::AccountRules;
use super::statistics::poisson_tail;
use super::why::{MoreOf, Why};
use crate::facts::{Column, Signals, UNKNOWN_TIME};
use crate::metrics::{QueryError, Ticket};
use crate::model::Timestamp;

/// A part of an account's risk.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct AccountSignal {
    /// `surge`, `unsatisfied`, `escalations`, `reopens`, `emotional`, `old_open` or `churn`.
    pub signal: &'static str,
    /// Its weight in the risk, 0 to 1.
    pub weight: f64,
    /// In words.
    pub reason: String,
}

/// An account.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct Account {
    /// Its id.
    pub account_id: String,
    /// Its plan or tier.
    pub account_tier: Option<String>,
    /// Its yearly revenue.
    pub account_value: Option<f64>,
    /// How much speaks for trouble, 0 to 1. No probability that it leaves.
    pub risk: f64,
    /// Risk times value.
    pub weighted_risk: Option<f64>,
    /// Whether the risk is high enough to act.
    pub at_risk: bool,
    /// What the risk is made of.
    pub signals: Vec<AccountSignal>,
    /// The same in words.
    pub reasons: Vec<String>,
    /// Whether a ticket of the last weeks shows interest in buying more.
    pub opportunity: bool,
    /// How many do.
    #[ts(type = "number")]
    pub opportunities: u64,
    /// Tickets of the last weeks.
    #[ts(type = "number")]
    pub tickets: u64,
    /// Tickets a week over the weeks before and the last ones, the oldest first.
    pub weekly: Vec<u32>,
}

/// Accounts at risk, and opportunities.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct Accounts {
    /// The moment it is seen from.
    pub as_of: Timestamp,
    /// Accounts of which anything speaks, most value at risk first.
    pub rows: Vec<Account>,
    /// How the opportunities were met.
    pub opportunities: Opportunities,
}

/// What is counted of an account's tickets: in the last days, and in those before.
#[derive(Clone, Default)]
struct Counts {
    tickets: [u64; 2],
    escalated: [u64; 2],
    reopened: [u64; 2],
    emotional: [u64; 2],
    unsatisfied: u64,
    churn: u64,
    opportunities: u64,
    old_open: u64,
    /// As the newest ticket that tells has it.
    value: Option<f64>,
    tier: u32,
    weekly: Vec<u32>,
}

#[derive(Default)]
struct Place {
    accounts: HashMap<u32, Counts, RandomState>,
    opportunities: Opportunities,
}

const COLUMNS: &[Column] =
    &[Column::Account, Column::AccountTier, Column::AccountValue, Column::Signals, Column::FirstReply];

/// Judges every account.
///
/// # Errors
/// The columns cannot be read, or the answer is not wanted any more.
pub fn accounts(ground: &Ground<'_>) -> Result<Accounts, QueryError> {
    let rules = &ground.rules.accounts;
    let recent = ground.days_before(i64::from(rules.days)).0;
    let first = ground.days_before(i64::from(rules.days) + i64::from(rules.before)).0;
    let weeks = (rules.days + rules.before).div_ceil(7) as usize;
    let places = ground.pass().go(ground.always(), COLUMNS, |place: &mut Place, ticket| {
        let created = i64::from(ticket.created);
        let is_open = is_open(ticket, ground.as_of);
        if created < first && !is_open {
            return;
        }
        let signals = Signals::from_code(ticket.code(Column::Signals));
        if created >= recent && signals.has(Signals::OPPORTUNITY) {
            place.opportunities.add(ground, ticket);
        }
        let code = ticket.code(Column::Account);
        if code == 0 {
            return;
        }
        let is_old = (ground.as_of.0 - created) as f64 > rules.open_hours * 3_600.0;
        let counts = place.accounts.entry(code).or_default();
        if is_open && is_old {
            counts.old_open += 1;
        }
        counts.know(ticket);
        if created >= first {
            let week = (weeks as i64 - 1).saturating_sub((ground.as_of.0 - created) / (7 * DAY));
            counts.add(ticket, usize::from(created < recent), signals, (week.max(0) as usize, weeks));
        }
    })?;
    let mut whole = Place::default();
    for place in places {
        for (code, theirs) in place.accounts {
            whole.accounts.entry(code).or_default().append(theirs);
        }
        whole.opportunities.append(&place.opportunities);
    }
    let mut rows: Vec<Account> = whole
        .accounts
        .into_iter()
        .map(|(code, counts)| judged(ground, code, counts))
        .filter(|account| account.risk > 0.0 || account.opportunity)
        .collect();
    rows.sort_by(|one, two| {
        let at_stake = |account: &Account| account.weighted_risk.unwrap_or(0.0);
        let by_stake = at_stake(two).total_cmp(&at_stake(one)).then(two.risk.total_cmp(&one.risk));
        by_stake.then_with(|| one.account_id.cmp(&two.account_id))
    });
    Ok(Accounts {
        as_of: ground.as_of,
        rows,
        opportunities: whole.opportunities.finished(rules.opportunity_hours),
    })
}

fn is_open(ticket: &Ticket<'_>, as_of: Timestamp) -> bool {
    ticket.resolved == UNKNOWN_TIME || i64::from(ticket.resolved) > as_of.0
}

impl Counts {
    /// Takes over what a ticket, later than those before, says of the account.
    fn know(&mut self, ticket: &Ticket<'_>) {
        self.value = ticket.real(Column::AccountValue).or(self.value);
        self.tier = Some(ticket.code(Column::AccountTier)).filter(|tier| *tier > 0).unwrap_or(self.tier);
    }

    /// Adds a ticket of the last days (0), or of those before (1).
    fn add(&mut self, ticket: &Ticket<'_>, when: usize, signals: Signals, (week, weeks): (usize, usize)) {
        let judged = ticket.judged;
        self.tickets[when] += 1;
        self.escalated[when] += u64::from(judged.is_escalated());
        self.reopened[when] += u64::from(judged.is_reopened() == Some(true));
        self.emotional[when] += u64::from(signals.has(Signals::EMOTIONAL));
        if when == 0 {
            self.unsatisfied += u64::from(judged.is_rated() && !judged.is_satisfied());
            self.churn += u64::from(signals.has(Signals::CHURN));
            self.opportunities += u64::from(signals.has(Signals::OPPORTUNITY));
        }
        self.weekly.resize(weeks, 0);
        if let Some(count) = self.weekly.get_mut(week) {
            *count += 1;
        }
    }

    /// Adds what was counted of later tickets.
    fn append(&mut self, later: Counts) {
        let pairs = [
            (&mut self.tickets, later.tickets),
            (&mut self.escalated, later.escalated),
            (&mut self.reopened, later.reopened),
            (&mut self.emotional, later.emotional),
        ];
        for (ours, theirs) in pairs {
            ours.iter_mut().zip(theirs).for_each(|(ours, theirs)| *ours += theirs);
        }
        self.unsatisfied += later.unsatisfied;
        self.churn += later.churn;
        self.opportunities += later.opportunities;
        self.old_open += later.old_open;
        self.value = later.value.or(self.value);
        self.tier = if later.tier > 0 { later.tier } else { self.tier };
        self.weekly.resize(self.weekly.len().max(later.weekly.len()), 0);
        self.weekly.iter_mut().zip(later.weekly).for_each(|(ours, theirs)| *ours += theirs);
    }

    /// What speaks for trouble, in the order of the weights.
    fn signals(&self, rules: &AccountRules) -> [Option<Why<'static>>; 7] {
        let share = f64::from(rules.days) / f64::from(rules.before);
        let usual = |before: u64| before as f64 * share;
        let [tickets, before] = self.tickets;
        let surge = before > 0 && poisson_tail(tickets, usual(before)) < rules.surge;
        // Of what an account had none before, half a one is taken: the first two are no surprise yet, three are.
        let more = |[now, before]: [u64; 2], what| {
            let expected = (before as f64 + 0.5) * share;
            let is_more = now >= u64::from(rules.least_tickets) && poisson_tail(now, expected) < rules.surge;
            is_more.then_some(Why::More { what, tickets: now, expected: usual(before) })
        };
        [
            surge.then_some(Why::Surge { tickets, expected: usual(before) }),
            (self.unsatisfied >= u64::from(rules.unsatisfied)).then_some(Why::Ratings(self.unsatisfied)),
            more(self.escalated, MoreOf::Escalations),
            more(self.reopened, MoreOf::Reopens),
            more(self.emotional, MoreOf::Feeling),
            (self.old_open > 0).then_some(Why::OldOpen { tickets: self.old_open, hours: rules.open_hours }),
            (self.churn > 0).then_some(Why::Leaving(self.churn)),
        ]
    }
}

const SIGNALS: [&str; 7] =
    ["surge", "unsatisfied", "escalations", "reopens", "emotional", "old_open", "churn"];

/// An account with its risk: 1 − Π(1 − w), over the signals that hold.
fn judged(ground: &Ground<'_>, code: u32, counts: Counts) -> Account {
    let rules = &ground.rules.accounts;
    let held = counts.signals(rules).into_iter().zip(SIGNALS).zip(rules.weights);
    let signals: Vec<AccountSignal> = held
        .filter_map(|((why, signal), weight)| {
            Some(AccountSignal { signal, weight, reason: ground.why(why?) })
        })
        .collect();
    let risk = 1.0 - signals.iter().map(|signal| 1.0 - signal.weight.min(1.0)).product::<f64>();
    Account {
        account_id: ground.name(Column::Account, code).to_owned(),
        account_tier: (counts.tier > 0).then(|| ground.name(Column::AccountTier, counts.tier).to_owned()),
        account_value: counts.value,
        risk,
        weighted_risk: counts.value.map(|value| value * risk),
        at_risk: risk >= rules.at_risk,
        reasons: signals.iter().map(|signal| signal.reason.clone()).collect(),
        signals,
        opportunity: counts.opportunities > 0,
        opportunities: counts.opportunities,
        tickets: counts.tickets[0],
        weekly: counts.weekly,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_account_is_held_against_its_own_past() {
        let rules = AccountRules::default();
        let held = |counts: &Counts| -> Vec<&str> {
            let signals = counts.signals(&rules).into_iter().zip(SIGNALS);
            signals.filter_map(|(why, signal)| why.map(|_| signal)).collect()
        };
        let busy = Counts { tickets: [40, 120], escalated: [12, 36], ..Counts::default() };
        assert_eq!(held(&busy), [""; 0], "as ever");
        let surge = Counts { tickets: [60, 120], escalated: [30, 36], ..Counts::default() };
        assert_eq!(held(&surge), ["surge", "escalations"]);
        assert_eq!(held(&Counts { tickets: [9, 0], ..Counts::default() }), [""; 0], "it has no past");
        let leaving = Counts { tickets: [3, 9], unsatisfied: 2, churn: 1, old_open: 1, ..Counts::default() };
        assert_eq!(held(&leaving), ["unsatisfied", "old_open", "churn"]);
    }
}
