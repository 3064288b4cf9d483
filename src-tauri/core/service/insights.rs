//! The insights as the window and the command line ask for them, and what people decide about them.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::failure::Failure;
use super::state::Snapshot;
use crate::insights::{
    self, Alert, Anomalies, Blueprint, Decided, Decision, DecisionKind, Drift, Gaps, Ground, Versions,
    Watched, alerts, gaps,
};
use crate::language::{Language, Reason};
use crate::metrics::Filter;
use crate::model::Timestamp;
use crate::store::{By, Store};

/// What an insight is asked of.
#[derive(Clone, Debug, Default)]
pub struct InsightQuery {
    /// Only these tickets.
    pub filters: Vec<Filter>,
    /// The moment it is seen from; the newest time of all tickets where there is none.
    pub as_of: Option<Timestamp>,
    /// In which reasons are given.
    pub language: Language,
}

/// Asks an insight of a store.
///
/// # Errors
/// There is no ticket, or the question cannot be asked.
pub fn insight<T, E: Into<Failure>>(
    snapshot: &Snapshot,
    query: &InsightQuery,
    ask: impl FnOnce(&Ground<'_>) -> Result<T, E>,
) -> Result<T, Failure> {
    if let Some(filter) = query.filters.iter().find(|filter| filter.dimension.bucket().is_some()) {
        return Err(Failure::of("invalid", &Reason::InsightOfDays(filter.value.clone())));
    }
    let as_of = query
        .as_of
        .or(snapshot.facts.as_of())
        .ok_or_else(|| Failure::of("no_data", &Reason::NoTicketsYet))?;
    let basis = snapshot.basis();
    let ground = Ground {
        facts: &snapshot.facts,
        basis: &basis,
        rules: &snapshot.settings.insights,
        decisions: &snapshot.decisions,
        releases: snapshot.releases()?,
        filters: &query.filters,
        as_of,
        language: query.language,
    };
    ask(&ground).map_err(Into::into)
}

/// What is learned of the AI: its releases, what it lacks, what drifts, and what was out of the ordinary.
#[derive(Clone, Debug, Serialize, TS)]
pub struct Learning {
    /// What each release did.
    pub versions: Versions,
    /// What the AI lacks.
    pub gaps: Gaps,
    /// Escalation rates that drift.
    pub drift: Drift,
    /// Days out of the ordinary.
    pub anomalies: Anomalies,
    /// What needs a look.
    pub alerts: Vec<Alert>,
}

/// All that the page about learning shows.
///
/// # Errors
/// The question cannot be asked.
pub fn learning(ground: &Ground<'_>) -> Result<Learning, Failure> {
    let watched = Watched::new(ground)?;
    let alerts = alerts(ground, &watched);
    let Watched { drift, anomalies, versions, .. } = watched;
    Ok(Learning { gaps: gaps(ground)?, alerts, versions, drift, anomalies })
}

/// The alerts of the last weeks.
///
/// # Errors
/// The question cannot be asked.
pub fn all_alerts(ground: &Ground<'_>) -> Result<Vec<Alert>, Failure> {
    Ok(alerts(ground, &Watched::new(ground)?))
}

/// Keeps a decision.
///
/// # Errors
/// It says nothing, or the store cannot be written.
pub fn decide(
    store: &Store,
    (kind, subject): (DecisionKind, &str),
    decided: Option<Decided>,
    why: Option<&str>,
    by: By,
) -> Result<(), Failure> {
    let decision = decision((kind, subject), decided, why, by)?;
    Ok(store.transact(|change| change.decide(&decision))?)
}

/// A decision that says something.
fn decision(
    (kind, subject): (DecisionKind, &str),
    decided: Option<Decided>,
    why: Option<&str>,
    by: By,
) -> Result<Decision, Failure> {
    let subject = subject.trim();
    let why = why.map(str::trim).filter(|why| !why.is_empty()).map(str::to_owned);
    let decision = Decision { subject: subject.to_owned(), kind, decided, why, who: by.user, at: by.at };
    if !decision.is_sound() {
        return Err(Failure::of("invalid", &Reason::NoDecision));
    }
    Ok(decision)
}

/// Has words tell a query type of tickets without one, beside those that tell it already.
///
/// # Errors
/// There is no word among them, or the store cannot be read or written.
pub fn tell_query_type(
    store: &Store,
    query_type: &str,
    words: &[String],
    why: Option<&str>,
    by: By,
) -> Result<(), Failure> {
    store.transact(|change| {
        let all = change.query_types()?;
        let before = all.get(DecisionKind::QueryType, query_type.trim());
        let before = before.and_then(|decision| decision.decided.as_ref());
        let decided = Some(Decided::told_by(before, words.iter().map(String::as_str)));
        Ok::<_, Failure>(change.decide(&decision(
            (DecisionKind::QueryType, query_type),
            decided,
            why,
            by,
        )?)?)
    })
}

/// Decisions as a file: every one that was made, so that none is lost on the way to another machine.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DecisionFile {
    /// The version of this layout.
    pub version: u32,
    /// The decisions, the oldest first.
    pub decisions: Vec<Decision>,
}

impl DecisionFile {
    /// The version that this program writes and reads.
    pub const VERSION: u32 = 1;
    /// The most bytes that a file may have to be read.
    pub const LARGEST: u64 = 64 << 20;

    /// All decisions of a store.
    ///
    /// # Errors
    /// The store cannot be read.
    pub fn of(store: &Store) -> Result<DecisionFile, Failure> {
        Ok(DecisionFile { version: DecisionFile::VERSION, decisions: store.decisions()? })
    }

    /// Adds the decisions of a file that the store does not have yet; how many there were.
    ///
    /// # Errors
    /// It is no such file, or the store cannot be written.
    pub fn adopt(store: &Store, json: &str, by: &By) -> Result<usize, Failure> {
        let bad = |reason: String| Failure::of("invalid", &Reason::NoDecisionFile(reason));
        let file: DecisionFile = serde_json::from_str(json).map_err(|error| bad(error.to_string()))?;
        if file.version != DecisionFile::VERSION {
            return Err(bad(format!("version {}", file.version)));
        }
        if let Some(odd) = file.decisions.iter().find(|decision| !decision.is_sound()) {
            return Err(bad(format!("{} {:?}", odd.kind.word(), odd.subject)));
        }
        Ok(store.transact(|change| change.adopt_decisions(&file.decisions, by))?)
    }
}

/// Those alerts that were not told yet and that still go on, without a verdict. They count as told from now on.
///
/// # Errors
/// The store cannot be read or written.
pub fn untold(store: &Store, alerts: &[Alert], at: Timestamp) -> Result<Vec<Alert>, Failure> {
    let told: BTreeSet<String> = store.announced()?;
    let open = alerts.iter().filter(|alert| alert.current && alert.verdict.is_none());
    let new: Vec<Alert> = open.filter(|alert| !told.contains(&alert.key)).cloned().collect();
    if !new.is_empty() {
        let keys: Vec<String> = new.iter().map(|alert| alert.key.clone()).collect();
        store.transact(|change| change.set_announced(&keys, at))?;
    }
    Ok(new)
}

/// The saved blueprints, the newest first: their names, when and by whom they were saved, and what they hold.
pub fn blueprints(snapshot: &Snapshot) -> Vec<(&Decision, &Blueprint)> {
    let saved = snapshot.decisions.of(DecisionKind::Blueprint);
    let mut saved: Vec<(&Decision, &Blueprint)> = saved
        .filter_map(|decision| match &decision.decided {
            Some(Decided::Blueprint(blueprint)) => Some((decision, blueprint)),
            _ => None,
        })
        .collect();
    saved.sort_by_key(|(decision, _)| std::cmp::Reverse(decision.at));
    saved
}

/// The saved blueprint of a name.
pub fn blueprint<'a>(snapshot: &'a Snapshot, name: &str) -> Option<&'a Blueprint> {
    match &snapshot.decisions.get(DecisionKind::Blueprint, name)?.decided {
        Some(Decided::Blueprint(blueprint)) => Some(blueprint),
        _ => None,
    }
}

/// Saves the taxonomy as it stands, by a name.
///
/// # Errors
/// The name is empty, or the store cannot be read or written.
pub fn save_blueprint(
    store: &Store,
    taxonomy: &insights::Taxonomy,
    name: &str,
    why: Option<&str>,
    by: By,
) -> Result<(), Failure> {
    let decided = Decided::Blueprint(Blueprint::from(taxonomy));
    decide(store, (DecisionKind::Blueprint, name), Some(decided), why, by)
}
