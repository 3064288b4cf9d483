//! What `smix costs`, `smix targets` and `smix review` understand.

use chrono::NaiveDate;
use clap::{Args, Subcommand};
use supportmix_core::calendar::Comparison;
use supportmix_core::cost::CostKind;
use supportmix_core::metrics::Kpi;

use super::{Days, Listing, Scope};
use crate::values::{comparisons, cost_kinds, kpis, month, target_value};

/// `smix costs`.
#[derive(Subcommand)]
pub enum Costs {
    /// Enter what is paid from a month on, until the next entry of its kind
    Set(SetCosts),
    /// List what is entered
    List(Listing),
    /// Say where the cost of a period went
    Report(CostReport),
    /// Remove what is entered for a month
    Remove {
        /// The month
        #[arg(long, value_name = "YYYY-MM", value_parser = month)]
        from: NaiveDate,
        /// Only this kind; where not given, all of the month
        #[arg(long, value_parser = cost_kinds())]
        kind: Option<CostKind>,
    },
}

/// `smix costs report`.
#[derive(Args)]
pub struct CostReport {
    #[command(flatten)]
    pub days: Days,
    #[command(flatten)]
    pub listing: Listing,
}

/// `smix costs set`.
#[derive(Args)]
#[command(group = clap::ArgGroup::new("amounts").required(true).multiple(true))]
pub struct SetCosts {
    /// The month from which the amounts are in force
    #[arg(long, value_name = "YYYY-MM", value_parser = month)]
    pub from: NaiveDate,
    /// The AI platform's fee for a month
    #[arg(long, value_name = "AMOUNT", group = "amounts")]
    pub ai_fixed: Option<f64>,
    /// The AI's fee for one resolution
    #[arg(long, value_name = "AMOUNT", group = "amounts")]
    pub ai_usage: Option<f64>,
    /// Salaries with on-costs for a month
    #[arg(long, value_name = "AMOUNT", group = "amounts")]
    pub people: Option<f64>,
    /// Everything else for a month: tools, rooms
    #[arg(long, value_name = "AMOUNT", group = "amounts")]
    pub overhead: Option<f64>,
}

/// `smix targets`.
#[derive(Subcommand)]
pub enum Targets {
    /// Set what a figure should be
    Set {
        /// The figure
        #[arg(value_name = "KPI", value_parser = kpis())]
        kpi: &'static Kpi,
        /// The value: a proportion as 0.45 or 45%, else a number in the figure's unit
        #[arg(value_parser = target_value)]
        value: f64,
        /// It should be this or more; where not given, what is better for the figure decides
        #[arg(long)]
        at_least: bool,
        /// It should be this or less
        #[arg(long, conflicts_with = "at_least")]
        at_most: bool,
    },
    /// List the targets
    List(Listing),
    /// Remove a target
    Remove {
        /// The figure
        #[arg(value_name = "KPI", value_parser = kpis())]
        kpi: &'static Kpi,
    },
}

/// `smix review`.
#[derive(Subcommand)]
pub enum Review {
    /// Publish the review of a period: it never changes again
    Freeze(Freeze),
    /// List the published reviews
    List(Listing),
    /// Put two published reviews beside each other
    Compare {
        /// The one, by its number, as listed, or by the days that it is of
        #[arg(value_name = "REVIEW")]
        one: String,
        /// The other one
        #[arg(value_name = "REVIEW")]
        other: String,
        /// Print one JSON value
        #[arg(long)]
        json: bool,
    },
    /// Show a published review, and what is another value now
    Show {
        /// Its number, as listed, or the days that it is of: 2026-W38, last-week …
        #[arg(value_name = "REVIEW")]
        review: String,
        /// Print one JSON value
        #[arg(long)]
        json: bool,
    },
}

/// `smix review freeze`.
#[derive(Args)]
pub struct Freeze {
    #[command(flatten)]
    pub scope: Scope,
    /// Something to be kept beside it
    #[arg(long, value_name = "TEXT")]
    pub note: Option<String>,
    /// What its figures are compared with
    #[arg(long, value_name = "WITH", value_parser = comparisons(), default_value = "before")]
    pub compare: Comparison,
    /// Print one JSON value
    #[arg(long)]
    pub json: bool,
}
