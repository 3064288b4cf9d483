//! What the window asks of the insights, and what people decide there.

use std::fs;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::Service;
use super::api::SavedFile;
use super::failure::Failure;
use super::insights::{
    DecisionFile, InsightQuery, Learning, blueprint, blueprints, decide, insight, learning, save_blueprint,
    tell_query_type, untold,
};
use super::query_types::{QueryTypeProposals, query_type_proposals};
use crate::file::{FileError, write_whole};
use crate::insights::{
    Accounts, Alert, AlertKind, Blueprint, BlueprintChange, Decided, Decision, DecisionKind, Escalations,
    Ground, Handoffs, Pages, Taxonomy, accounts, compare_blueprints, escalations, handoffs, pages, taxonomy,
};
use crate::language::Reason;
use crate::metrics::Filter;
use crate::model::Timestamp;

/// A saved blueprint.
#[derive(Clone, Debug, Serialize, TS)]
pub struct SavedBlueprint {
    /// Its name.
    pub name: String,
    /// The user of the system who saved it.
    pub who: String,
    /// When.
    pub at: Timestamp,
    /// Why.
    pub why: Option<String>,
    /// What it holds.
    pub blueprint: Blueprint,
}

/// The form of a blueprint's file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum BlueprintFormat {
    /// Comma-separated, with a header.
    Csv,
    /// A table in Markdown.
    Markdown,
}

/// Alerts that one notification names at most.
const NOTIFIED: usize = 4;
const NEEDS_A_LOOK: &str = "Something needs a look";
/// What notifications call alerts.
const KINDS: [(AlertKind, &str); 5] = [
    (AlertKind::Drift, "Escalation rate drifts"),
    (AlertKind::Anomaly, "Unusual number of tickets"),
    (AlertKind::Version, "Worse since the last release"),
    (AlertKind::Handoff, "Hand-offs lose the context"),
    (AlertKind::Account, "Account at risk"),
];

fn told(kind: AlertKind) -> &'static str {
    KINDS.iter().find(|(known, _)| *known == kind).map_or("", |(_, name)| name)
}

/// The texts of notifications.
#[cfg(test)]
pub(crate) fn texts() -> Vec<&'static str> {
    KINDS.iter().map(|(_, name)| *name).chain([NEEDS_A_LOOK, PICK_DECISIONS]).collect()
}

/// What the dialog for a file of decisions is called.
const PICK_DECISIONS: &str = "Take over decisions";

impl Service {
    fn ask_insight<T, E: Into<Failure>>(
        &self,
        filters: Vec<Filter>,
        ask: impl Fn(&Ground<'_>) -> Result<T, E>,
    ) -> Result<T, Failure> {
        let query = InsightQuery { filters, as_of: None, language: self.language };
        self.ask(|snapshot| insight(snapshot, &query, &ask))
    }

    pub(super) fn taxonomy(&self, filters: Vec<Filter>) -> Result<Taxonomy, Failure> {
        self.ask_insight(filters, taxonomy)
    }

    pub(super) fn query_type_proposals(&self, filters: Vec<Filter>) -> Result<QueryTypeProposals, Failure> {
        let workspace = self.inner.workspace()?;
        self.ask_insight(filters, |ground| query_type_proposals(workspace.store(), ground))
    }

    pub(super) fn escalations(&self, filters: Vec<Filter>) -> Result<Escalations, Failure> {
        self.ask_insight(filters, escalations)
    }

    pub(super) fn handoffs(&self, filters: Vec<Filter>) -> Result<Handoffs, Failure> {
        self.ask_insight(filters, handoffs)
    }

    pub(super) fn learning(&self, filters: Vec<Filter>) -> Result<Learning, Failure> {
        self.ask_insight(filters, learning)
    }

    pub(super) fn accounts(&self, filters: Vec<Filter>) -> Result<Accounts, Failure> {
        self.ask_insight(filters, accounts)
    }

    pub(super) fn product_pages(&self, filters: Vec<Filter>) -> Result<Pages, Failure> {
        self.ask_insight(filters, pages)
    }

    pub(super) fn alerts(&self) -> Result<Vec<Alert>, Failure> {
        self.ask(|snapshot| Ok(snapshot.alerts()?.to_vec()))
    }

    pub(super) fn untold_alerts(&self) -> Result<Vec<Alert>, Failure> {
        let alerts = self.alerts()?;
        let workspace = self.inner.workspace()?;
        let new = untold(workspace.store(), &alerts, self.inner.host.now())?;
        if !new.is_empty() && workspace.store().settings()?.notify {
            let line = |alert: &Alert| format!("{}: {}", self.language.say(told(alert.kind)), alert.subject);
            let lines: Vec<String> = new.iter().take(NOTIFIED).map(line).collect();
            // Where the desktop takes none, the window tells them all the same.
            self.inner.host.notify(self.language.say(NEEDS_A_LOOK), &lines.join("\n"));
        }
        Ok(new)
    }

    pub(super) fn decide(
        &self,
        kind: DecisionKind,
        subject: String,
        decided: Option<Decided>,
        why: Option<String>,
    ) -> Result<(), Failure> {
        let workspace = self.inner.workspace()?;
        decide(workspace.store(), (kind, &subject), decided, why.as_deref(), self.inner.by())
    }

    pub(super) fn tell_query_type(&self, query_type: String, words: Vec<String>) -> Result<(), Failure> {
        tell_query_type(self.inner.workspace()?.store(), &query_type, &words, None, self.inner.by())
    }

    pub(super) fn decisions(&self) -> Result<Vec<Decision>, Failure> {
        Ok(self.inner.workspace()?.store().decisions()?)
    }

    pub(super) fn export_decisions(&self) -> Result<Option<SavedFile>, Failure> {
        let all = DecisionFile::of(self.inner.workspace()?.store())?;
        let bytes =
            serde_json::to_vec_pretty(&all).map_err(|error| Failure::new("internal", error.to_string()))?;
        self.save("decisions.json", |path| write_whole(path, &bytes))
    }

    pub(super) fn import_decisions(&self) -> Result<Option<usize>, Failure> {
        let Some(path) = self.inner.host.pick_file(self.language.say(PICK_DECISIONS)) else {
            return Ok(None);
        };
        let unreadable = |error| Failure::from(FileError::new(&path, error));
        if fs::metadata(&path).map_err(unreadable)?.len() > DecisionFile::LARGEST {
            return Err(Failure::of("invalid", &Reason::NoDecisionFile(path.display().to_string())));
        }
        let json = fs::read_to_string(&path).map_err(unreadable)?;
        DecisionFile::adopt(self.inner.workspace()?.store(), &json, &self.inner.by()).map(Some)
    }

    pub(super) fn blueprints(&self) -> Result<Vec<SavedBlueprint>, Failure> {
        self.ask(|snapshot| {
            let saved = blueprints(snapshot).into_iter().map(|(decision, blueprint)| SavedBlueprint {
                name: decision.subject.clone(),
                who: decision.who.clone(),
                at: decision.at,
                why: decision.why.clone(),
                blueprint: blueprint.clone(),
            });
            Ok(saved.collect())
        })
    }

    pub(super) fn save_blueprint(&self, name: String, why: Option<String>) -> Result<(), Failure> {
        let taxonomy = self.taxonomy(Vec::new())?;
        let workspace = self.inner.workspace()?;
        save_blueprint(workspace.store(), &taxonomy, &name, why.as_deref(), self.inner.by())
    }

    pub(super) fn compare_blueprint(
        &self,
        name: String,
        with: Option<String>,
    ) -> Result<Vec<BlueprintChange>, Failure> {
        let before = self.blueprint(&name)?;
        let after = match with {
            Some(with) => self.blueprint(&with)?,
            None => Blueprint::from(&self.taxonomy(Vec::new())?),
        };
        Ok(compare_blueprints(&before, &after))
    }

    pub(super) fn export_blueprint(
        &self,
        name: String,
        format: BlueprintFormat,
    ) -> Result<Option<SavedFile>, Failure> {
        let blueprint = self.blueprint(&name)?;
        let (ending, text) = match format {
            BlueprintFormat::Csv => ("csv", blueprint.csv()),
            BlueprintFormat::Markdown => ("md", blueprint.markdown()),
        };
        self.save(&format!("blueprint.{ending}"), |path| write_whole(path, text.as_bytes()))
    }

    fn blueprint(&self, name: &str) -> Result<Blueprint, Failure> {
        let saved = self.ask(|snapshot| Ok(blueprint(snapshot, name).cloned()))?;
        saved.ok_or_else(|| Failure::of("not_found", &Reason::NoBlueprint(name.to_owned())))
    }
}
