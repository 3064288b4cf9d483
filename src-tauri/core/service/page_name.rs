//! The pages of figures: which KPIs and charts each has.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::metrics::{Kpi, QueryError};

/// A page of figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum PageName {
    /// What matters most of all of them, for the weekly review.
    Review,
    /// What AI resolves.
    Deflection,
    /// What customers think.
    Satisfaction,
    /// How well and how fast tickets are resolved.
    Resolution,
    /// What AI hands over, and how that goes.
    Escalations,
    /// What it costs.
    Costs,
    /// Which query types are ready for AI.
    Taxonomy,
    /// What is learned of the AI: its releases, what it lacks, what drifts.
    Learning,
    /// Accounts at risk, and those that may want more.
    Accounts,
}

impl PageName {
    /// All pages.
    pub const ALL: &'static [PageName] = &[
        PageName::Review,
        PageName::Deflection,
        PageName::Satisfaction,
        PageName::Resolution,
        PageName::Escalations,
        PageName::Costs,
        PageName::Taxonomy,
        PageName::Learning,
        PageName::Accounts,
    ];

    /// What a pack has where nothing else is wanted: the pages of figures.
    pub const OF_FIGURES: &'static [PageName] = &[
        PageName::Review,
        PageName::Deflection,
        PageName::Satisfaction,
        PageName::Resolution,
        PageName::Escalations,
        PageName::Costs,
    ];

    /// Its stable name.
    pub fn word(self) -> &'static str {
        match self {
            PageName::Review => "review",
            PageName::Deflection => "deflection",
            PageName::Satisfaction => "satisfaction",
            PageName::Resolution => "resolution",
            PageName::Escalations => "escalations",
            PageName::Costs => "costs",
            PageName::Taxonomy => "taxonomy",
            PageName::Learning => "learning",
            PageName::Accounts => "accounts",
        }
    }

    /// The KPIs of its scorecard, in their order.
    pub(super) fn kpis(self) -> &'static [&'static str] {
        match self {
            PageName::Review => &[
                "deflection_rate",
                "involvement_rate",
                "ai_resolution_rate",
                "durable_resolution_rate",
                "csat",
                "csat_response_rate",
                "fcr",
                "escalation_rate",
                "failed_handoff_rate",
                "cost_per_resolution",
                "tickets",
                "resolved",
                "backlog",
                "first_reply_minutes_p50",
                "resolution_minutes_p50",
                "resolution_minutes_p90",
            ],
            PageName::Deflection => &[
                "deflection_rate",
                "involvement_rate",
                "ai_resolution_rate",
                "confirmed_resolution_rate",
                "durable_resolution_rate",
                "abandonment_rate",
                "tickets",
            ],
            PageName::Satisfaction => {
                &["csat", "csat_mean", "csat_response_rate", "context_loss_rate", "resolved"]
            }
            PageName::Resolution => &[
                "fcr",
                "one_touch_rate",
                "repeat_contact_rate",
                "reopen_rate",
                "first_reply_minutes_p50",
                "first_reply_minutes_p90",
                "resolution_minutes_p50",
                "resolution_minutes_p90",
                "handle_minutes_mean",
                "sla_attainment",
                "backlog",
                "resolved",
            ],
            PageName::Escalations => &[
                "escalation_rate",
                "failed_handoff_rate",
                "abandonment_rate",
                "first_reply_minutes_p50",
                "first_reply_minutes_p90",
                "context_loss_rate",
            ],
            PageName::Costs => &["cost_per_resolution", "cost_saved", "resolved", "handle_minutes_mean"],
            PageName::Taxonomy => {
                &["deflection_rate", "durable_resolution_rate", "handle_minutes_mean", "tickets"]
            }
            PageName::Learning => &[
                "durable_resolution_rate",
                "feedback_accuracy",
                "feedback_coverage",
                "abandonment_rate",
                "escalation_rate",
            ],
            PageName::Accounts => &["csat", "escalation_rate", "reopen_rate", "backlog"],
        }
    }

    /// The same with their definitions.
    ///
    /// # Errors
    /// One of them is none.
    pub(super) fn defined_kpis(self) -> Result<Vec<&'static Kpi>, QueryError> {
        self.kpis().iter().map(|name| Kpi::named(name)).collect()
    }

    /// Its charts, in their order. `SPLIT` stands for what the reader splits by, `MOMENT` for what trends are cut into.
    pub(super) fn charts(self) -> &'static [&'static str] {
        match self {
            PageName::Review => &[
                "deflection-by-SPLIT",
                "csat-by-resolution-type",
                "deflection-trend",
                "volume-trend-by-resolution-type",
                "fcr-by-resolution-type",
                "cost-by-resolution-type",
                "escalation-by-SPLIT",
                "csat-trend",
            ],
            PageName::Deflection => &[
                "deflection-by-SPLIT",
                "ladder",
                "deflection-trend",
                "ai-resolution-by-SPLIT",
                "deflection-trend-by-SPLIT",
                "deflection-by-SPLIT-and-MOMENT",
                "involvement-by-SPLIT",
                "involvement-trend",
                "durable-resolution-trend",
                "abandonment-trend",
                "volume-by-page",
            ],
            PageName::Satisfaction => &[
                "csat-by-resolution-type",
                "csat-response-by-resolution-type",
                "resolved-by-score-and-resolution-type",
                "csat-trend-by-resolution-type",
                "csat-response-trend",
                "csat-by-SPLIT-and-resolution-type",
                "csat-by-SPLIT",
            ],
            PageName::Resolution => &[
                "fcr-by-SPLIT",
                "fcr-trend",
                "repeat-contact-trend",
                "reopen-trend",
                "resolution-minutes-p50-by-SPLIT",
                "resolution-minutes-p50-trend",
                "first-reply-minutes-p50-trend",
                "sla-attainment-trend",
                "backlog-trend",
                "backlog-by-age",
                "fcr-by-resolution-type",
            ],
            PageName::Escalations => &[
                "escalation-by-SPLIT",
                "escalation-trend",
                "escalation-triggers",
                "handoff-flow",
                "context-loss-trend",
                "failed-handoff-trend",
                "first-reply-minutes-p50-trend",
                "failed-handoff-by-SPLIT",
            ],
            PageName::Costs => &[
                "cost-by-resolution-type",
                "cost-waterfall",
                "cost-trend",
                "cost-by-SPLIT",
                "cost-saved-trend",
            ],
            PageName::Taxonomy => &["readiness-map", "durable-resolution-by-query-type"],
            PageName::Learning => &[
                "release-effect",
                "drift",
                "daily-volume",
                "feedback-accuracy-trend",
                "durable-resolution-trend",
            ],
            PageName::Accounts => {
                &["csat-by-account-tier", "escalation-by-account-tier", "volume-by-account-tier"]
            }
        }
    }
}
