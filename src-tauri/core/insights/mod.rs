//! From figures to decisions: the nine things that a support leader decides.
//!
//! Each insight is a file with a function from the tickets to rows of its own. All work from the columns alone, with the
//! cut-offs of [`InsightRules`] and what people have decided ([`Decisions`]). A row names its parts, so that each score
//! can be opened; what the data cannot support is `None`, and its `reasons` say why.

mod accounts;
mod alerts;
mod anomalies;
mod blueprint;
mod coaching;
mod decision;
mod drift;
mod escalations;
mod gaps;
mod ground;
mod handoffs;
mod newest;
mod opportunities;
mod pages;
mod releases;
mod rules;
mod scores;
mod series;
#[cfg(test)]
mod simulation;
mod statistics;
mod taxonomy;
mod trigger;
mod versions;
mod why;

pub use accounts::{Account, AccountSignal, Accounts, accounts};
pub use alerts::{Alert, AlertKind, Watched, alerts};
pub use anomalies::{Anomalies, Anomaly, DailyVolume, Precision, Severity, anomalies, daily_volume};
pub use blueprint::{Blueprint, BlueprintChange, BlueprintType, compare as compare_blueprints};
pub use coaching::{Coaching, TrainingCandidate};
pub use decision::{Decided, Decision, DecisionKind, Decisions, GapPlan, GapStatus, ReleaseDates};
pub use drift::{Drift, DriftWeek, drift};
pub use escalations::{EscalationMonth, Escalations, PolicyBreach, Triage, escalations};
pub use gaps::{Gap, Gaps, gaps};
pub use ground::Ground;
pub use handoffs::{HandoffFlow, HandoffMonth, Handoffs, TeamHandoffs, handoffs};
pub use newest::newest_tickets;
pub use opportunities::Opportunities;
pub use pages::{Page, Pages, pages};
pub use rules::{BadInsightRules, InsightRules};
pub use taxonomy::{Bucket, BucketTotal, QueryTypeScores, Taxonomy, taxonomy};
pub use trigger::Trigger;
pub use versions::{Verdict, VersionMetric, Versions, versions};
