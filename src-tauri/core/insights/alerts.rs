//! Alerts: what needs somebody's look now, each told once.

use std::collections::BTreeSet;

use serde::Serialize;
use ts_rs::TS;

use super::accounts::{Accounts, accounts};
use super::anomalies::{Anomalies, Severity, anomalies};
use super::drift::{Drift, drift};
use super::ground::Ground;
use super::handoffs::{Handoffs, handoffs};
use super::versions::{Verdict, Versions, versions};
use crate::calendar::Bucket;
use crate::metrics::{QueryError, newcombe};

/// What an alert is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum AlertKind {
    /// A query type's escalation rate drifts.
    Drift,
    /// A day, or days in a row, with far too many or too few tickets.
    Anomaly,
    /// A release made a figure worse.
    Version,
    /// An account is at risk.
    Account,
    /// A team's hand-offs make customers repeat themselves far more often than others'.
    Handoff,
}

/// An alert.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct Alert {
    /// Tells it from all others; decisions name it by this.
    pub key: String,
    /// What it is about.
    pub kind: AlertKind,
    /// Of what: a query type, a page, an account, a team; empty of a release over all query types.
    pub subject: String,
    /// The day or week on which it began, or the version.
    pub since: String,
    /// Whether what it tells of still goes on.
    pub current: bool,
    /// In numbers: what is, and what was expected.
    pub value: Option<f64>,
    /// See `value`.
    pub expected: Option<f64>,
    /// For a version: the figure that became worse.
    pub metric: Option<&'static str>,
    /// How far out of the ordinary a day is.
    pub severity: Option<Severity>,
    /// What somebody found: whether it told the truth.
    pub verdict: Option<bool>,
}

/// What alerts come from.
pub struct Watched {
    /// Escalation rates.
    pub drift: Drift,
    /// Daily volumes.
    pub anomalies: Anomalies,
    /// Releases.
    pub versions: Versions,
    /// Accounts.
    pub accounts: Accounts,
    /// Hand-offs.
    pub handoffs: Handoffs,
}

impl Watched {
    /// All of it.
    ///
    /// # Errors
    /// The columns cannot be read, or the answer is not wanted any more.
    pub fn new(ground: &Ground<'_>) -> Result<Watched, QueryError> {
        let anomalies = anomalies(ground)?;
        Ok(Watched {
            drift: drift(ground, &anomalies)?,
            versions: versions(ground)?,
            accounts: accounts(ground)?,
            handoffs: handoffs(ground)?,
            anomalies,
        })
    }
}

/// The alerts of the last weeks, the newest of each kind first. Minor anomalies are shown on their page and alert nobody.
pub fn alerts(
    ground: &Ground<'_>,
    Watched { drift, anomalies, versions, accounts, handoffs }: &Watched,
) -> Vec<Alert> {
    let mut alerts = of_drift(ground, drift);
    alerts.extend(of_anomalies(anomalies));
    alerts.extend(of_versions(ground, versions));
    alerts.extend(of_handoffs(ground, handoffs));
    alerts.extend(of_accounts(ground, accounts));
    alerts
}

fn of_drift(ground: &Ground<'_>, drift: &Drift) -> Vec<Alert> {
    let calendar = &ground.basis.calendar;
    let week_of = |days: i64| {
        let day = calendar.day_of(ground.days_before(days));
        calendar.bucket_key(Bucket::Week, calendar.bucket_start(Bucket::Week, day))
    };
    let (oldest, newest) = (week_of(i64::from(ground.rules.anomalies.days)), week_of(14));
    let mut alerts: Vec<Alert> = Vec::new();
    for row in drift.rows.iter().filter(|row| row.week >= oldest) {
        let Some(key) = &row.alert else { continue };
        match alerts.iter_mut().find(|alert| alert.key == *key) {
            // As it stands by now.
            Some(alert) => {
                alert.value = Some(row.rate);
                alert.current = row.week >= newest;
            }
            None => alerts.push(Alert {
                key: key.clone(),
                kind: AlertKind::Drift,
                subject: row.query_type.clone(),
                since: row.week.clone(),
                current: row.week >= newest,
                value: Some(row.rate),
                expected: Some(row.baseline),
                metric: Some("escalation_rate"),
                severity: None,
                verdict: row.verdict,
            }),
        }
    }
    alerts.sort_by(|one, two| two.since.cmp(&one.since).then_with(|| one.subject.cmp(&two.subject)));
    alerts
}

fn of_anomalies(anomalies: &Anomalies) -> Vec<Alert> {
    let mut alerts: Vec<Alert> = Vec::new();
    let last = anomalies.judged.map(|judged| judged.to);
    // The newest come first: the last row of an alert is its first day.
    for row in anomalies.rows.iter().rev() {
        match alerts.iter_mut().find(|alert| alert.key == row.alert) {
            Some(alert) => {
                alert.current = Some(row.date) == last;
                if alert.severity.is_none_or(|severity| row.severity > severity) {
                    (alert.value, alert.expected) = (Some(row.tickets), Some(row.expected));
                    alert.severity = Some(row.severity);
                }
            }
            None => alerts.push(Alert {
                key: row.alert.clone(),
                kind: AlertKind::Anomaly,
                subject: row.query_type.clone().or_else(|| row.page.clone()).unwrap_or_default(),
                since: row.date.to_string(),
                current: Some(row.date) == last,
                value: Some(row.tickets),
                expected: Some(row.expected),
                metric: Some("tickets"),
                severity: Some(row.severity),
                verdict: row.verdict,
            }),
        }
    }
    alerts.retain(|alert| alert.severity.is_some_and(|severity| severity >= Severity::Moderate));
    alerts.reverse();
    alerts
}

fn of_versions(ground: &Ground<'_>, versions: &Versions) -> Vec<Alert> {
    let newest = versions.rows.first().map(|row| row.version.as_str());
    let worse = versions
        .rows
        .iter()
        .filter(|row| Some(row.version.as_str()) == newest && row.verdict == Verdict::Worse);
    // A figure of all tickets that is worse is told by the query types behind it, where there are some.
    let of_types = || worse.clone().filter(|row| !row.query_type.is_empty());
    let told = worse
        .clone()
        .filter(|row| !row.query_type.is_empty() || !of_types().any(|other| other.metric == row.metric));
    let mut seen = BTreeSet::new();
    // Of one query type, the first of the figures tells: what is not deflected is escalated.
    told.filter(|row| seen.insert(row.query_type.as_str()))
        .map(|row| {
            let key = format!("version/{}/{}", row.version, row.query_type);
            Alert {
                kind: AlertKind::Version,
                subject: row.query_type.clone(),
                since: row.version.clone(),
                current: true,
                value: row.after,
                expected: row.before,
                metric: Some(row.metric),
                severity: None,
                verdict: ground.decisions.alert(&key),
                key,
            }
        })
        .collect()
}

/// Teams whose hand-offs lose the context more often than those of all others, by the points that matter at least.
fn of_handoffs(ground: &Ground<'_>, handoffs: &Handoffs) -> Vec<Alert> {
    let month = month(ground);
    let (all, complaints) =
        handoffs.teams.iter().fold((0, 0), |sum, team| (sum.0 + team.known, sum.1 + team.complaints));
    let worse = handoffs.teams.iter().filter_map(|team| {
        let others = ((complaints - team.complaints) as f64, (all - team.known) as f64);
        let own = (team.complaints as f64, team.known as f64);
        let interval = newcombe(others, own)?;
        let enough = team.known >= u64::from(ground.rules.versions.least_tickets);
        (enough && interval.low > ground.rules.escalations.context_points)
            .then_some((team, others.0 / others.1))
    });
    worse
        .map(|(team, expected)| {
            let key = format!("handoff/{}/{month}", team.team);
            Alert {
                kind: AlertKind::Handoff,
                subject: team.team.clone(),
                since: month.clone(),
                current: true,
                value: team.context_loss_rate,
                expected: Some(expected),
                metric: Some("context_loss_rate"),
                severity: None,
                verdict: ground.decisions.alert(&key),
                key,
            }
        })
        .collect()
}

/// The month of the moment: what goes on for long is told again with each month, and not with each ticket.
fn month(ground: &Ground<'_>) -> String {
    let calendar = &ground.basis.calendar;
    calendar.bucket_key(Bucket::Month, calendar.bucket_start(Bucket::Month, calendar.day_of(ground.as_of)))
}

fn of_accounts(ground: &Ground<'_>, accounts: &Accounts) -> Vec<Alert> {
    let month = month(ground);
    let at_risk = accounts.rows.iter().filter(|account| account.at_risk);
    at_risk
        .map(|account| {
            let key = format!("account/{}/{month}", account.account_id);
            Alert {
                kind: AlertKind::Account,
                subject: account.account_id.clone(),
                since: month.clone(),
                current: true,
                value: Some(account.risk),
                expected: None,
                metric: None,
                severity: None,
                verdict: ground.decisions.alert(&key),
                key,
            }
        })
        .collect()
}
