//! The ways in which vendors count what their AI resolves.

use serde::Serialize;
use ts_rs::TS;

use super::input::{self, Input};
use super::kpi::{Cohort, Direction, Evidence, Kpi, Measure, Unit};
use super::kpis::KPIS;
use super::query::QueryError;
use super::row::{Row, Verdict};

/// A way of counting the steps of the AI ladder. Figures of different ones are never mixed.
#[derive(Serialize, TS)]
pub struct Preset {
    /// The name on the command line and in JSON.
    pub name: &'static str,
    /// The name on screen and paper.
    pub title: &'static str,
    /// What it counts, in a sentence.
    pub meaning: &'static str,
    /// The KPIs as it counts them.
    pub kpis: &'static [&'static Kpi],
}

impl Preset {
    /// The preset with this name.
    pub fn from_name(name: &str) -> Option<&'static Preset> {
        PRESETS.iter().copied().find(|preset| preset.name == name)
    }

    /// The preset with this name.
    ///
    /// # Errors
    /// There is none; the error says which there are.
    pub fn named(name: &str) -> Result<&'static Preset, QueryError> {
        Preset::from_name(name).ok_or_else(|| QueryError::UnknownPreset { name: name.to_owned() })
    }

    /// A KPI as this preset counts it, and as it is defined where the preset does not say; and the preset that it is of.
    pub fn kpi_or_own(&'static self, kpi: &'static Kpi) -> (&'static Kpi, &'static Preset) {
        self.kpi(kpi.name).map_or((kpi, &NEUTRAL), |counted| (counted, self))
    }

    /// The KPI of a name, as this preset counts it.
    ///
    /// # Errors
    /// It does not define that KPI, or there is none of the name.
    pub fn kpi(&self, name: &str) -> Result<&'static Kpi, QueryError> {
        let own = self.kpis.iter().copied().find(|kpi| kpi.name == name);
        own.ok_or_else(|| match Kpi::from_name(name) {
            Some(_) => QueryError::NotInPreset {
                preset: self.name,
                name: name.to_owned(),
                known: self.kpis.iter().map(|kpi| kpi.name).collect(),
            },
            None => QueryError::unknown_kpi(name),
        })
    }
}

impl std::fmt::Debug for Preset {
    /// As its name: the rest follows from it.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name)
    }
}

/// All presets; the first is the one that is used where none is asked for.
pub const PRESETS: &[&Preset] = &[&NEUTRAL, &INTERCOM, &ZENDESK, &HUBSPOT, &ADA];

/// As the KPIs are defined.
pub static NEUTRAL: Preset = Preset {
    name: "neutral",
    title: "Neutral",
    meaning: "Every KPI as it is defined here, the same for all helpdesks.",
    kpis: KPIS,
};

static INTERCOM: Preset = Preset {
    name: "intercom",
    title: "As Intercom counts",
    meaning: "Resolved by AI and no repeat contact within 24 hours / tickets that AI took part in.",
    kpis: &[&INTERCOM_RESOLUTION],
};

static ZENDESK: Preset = Preset {
    name: "zendesk",
    title: "As Zendesk counts",
    meaning: "Verified: confirmed by the customer; contained: resolved by AI; both without a repeat contact within 72 hours / tickets that AI took part in.",
    kpis: &[&ZENDESK_CONTAINED, &ZENDESK_VERIFIED],
};

static HUBSPOT: Preset = Preset {
    name: "hubspot",
    title: "As HubSpot counts",
    meaning: "Resolved by AI and no repeat contact within 72 hours / tickets that AI took part in.",
    kpis: &[&HUBSPOT_RESOLUTION],
};

static ADA: Preset = Preset {
    name: "ada",
    title: "As Ada counts",
    meaning: "Not escalated / tickets that AI took part in; tickets that the customer gave up count as resolved.",
    kpis: &[&ADA_RESOLUTION],
};

static AI_RESOLUTION: &[&Input] = &[&input::AI, &input::PEOPLE, &input::RESOLUTION];
static HELP: &[&Input] = &[&input::HANDOFF];

const fn resolution(
    name: &'static str,
    title: &'static str,
    formula: &'static str,
    judge: fn(Row) -> Verdict,
) -> Kpi {
    Kpi {
        name,
        title,
        unit: Unit::Proportion,
        formula,
        counted: "tickets that AI took part in",
        cohort: Cohort::Created,
        direction: Direction::Up,
        no_value: "No value where AI took part in no ticket.",
        evidence: Evidence::Itself,
        needs: AI_RESOLUTION,
        helped_by: HELP,
        source: "A vendor's own way of counting, for comparing with the vendor's figures only. Interval: Wilson, 95 %.",
        measure: Measure::Share(judge),
    }
}

static INTERCOM_RESOLUTION: Kpi = resolution(
    "ai_resolution_rate",
    "AI resolution, as Intercom counts",
    "Tickets that AI resolved alone, without a repeat contact within 24 hours / tickets that AI took part in.",
    |ticket| {
        Verdict::of(ticket.is_ai_resolved() && !ticket.is_repeated_within_24_hours())
            .among(ticket.is_involved())
    },
);

static ZENDESK_CONTAINED: Kpi = resolution(
    "ai_resolution_rate",
    "Contained resolution, as Zendesk counts",
    "Tickets that AI resolved alone, without a repeat contact within 72 hours / tickets that AI took part in.",
    |ticket| {
        Verdict::of(ticket.is_ai_resolved() && !ticket.is_repeated_within_72_hours())
            .among(ticket.is_involved())
    },
);

static ZENDESK_VERIFIED: Kpi = resolution(
    "confirmed_resolution_rate",
    "Verified resolution, as Zendesk counts",
    "Tickets that AI resolved alone and the customer confirmed, without a repeat contact within 72 hours / tickets that AI took part in.",
    |ticket| {
        let verified =
            ticket.is_ai_resolved() && ticket.is_confirmed() && !ticket.is_repeated_within_72_hours();
        Verdict::of(verified).among(ticket.is_involved())
    },
);

static HUBSPOT_RESOLUTION: Kpi = resolution(
    "ai_resolution_rate",
    "AI resolution, as HubSpot counts",
    "Tickets that AI resolved alone, without a repeat contact within 72 hours / tickets that AI took part in.",
    |ticket| {
        Verdict::of(ticket.is_ai_resolved() && !ticket.is_repeated_within_72_hours())
            .among(ticket.is_involved())
    },
);

static ADA_RESOLUTION: Kpi = resolution(
    "ai_resolution_rate",
    "AI resolution, as Ada counts",
    "Tickets not escalated, abandoned ones too / tickets that AI took part in.",
    |ticket| Verdict::of(!ticket.is_escalated()).among(ticket.is_involved()),
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_preset_counts_only_what_it_defines() {
        for preset in PRESETS {
            assert!(Preset::from_name(preset.name).is_some_and(|found| std::ptr::eq(found, *preset)));
            for kpi in preset.kpis {
                assert!(Kpi::from_name(kpi.name).is_some(), "{}", kpi.name);
                assert!(std::ptr::eq(preset.kpi(kpi.name).unwrap(), *kpi));
            }
        }
        let error = INTERCOM.kpi("csat").unwrap_err().to_string();
        assert!(error.contains("intercom") && error.contains("ai_resolution_rate"), "{error}");
        assert!(INTERCOM.kpi("cast").unwrap_err().to_string().contains("there is no KPI"));
    }
}
