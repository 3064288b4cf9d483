//! What `smix` understands: its commands and their options.

mod connect;
mod figures;
mod import;
mod insights;
mod report;
mod review;
mod store;

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::{Args, Parser, Subcommand, ValueEnum};
use supportmix_core::metrics::{Filter, Preset};
use supportmix_core::model::Timestamp;

pub use connect::{AddConnection, Connect, Sync};
pub use figures::{Chart, Figures, NamedTicket, Ticket, Tickets, Verdicts};
pub use import::{Import, Imports, Lexicon, Mapping, Sample};
pub use insights::{Alerts, BlueprintAction, BlueprintForm, Decisions, Insight};
pub use report::{Every, Report, Schedule, Templates};
pub use review::{CostReport, Costs, Freeze, Review, SetCosts, Targets};
pub use store::{Erase, Quality, Restore, Setting, Settings, SettingsAction, Sources, SourcesAction};

use crate::values::{filter, moment, presets};

/// Shows how AI and people share a support team's work.
///
/// Exit codes: 0 done (rows of a file may have been refused, see the counts), 1 failed, 2 wrong use, 3 a question must
/// be answered first (say --day-first or --month-first), 4 there is no ticket in the period, 130 interrupted.
#[derive(Parser)]
#[command(name = "smix", version, max_term_width = 100, disable_help_subcommand = true)]
pub struct Arguments {
    /// The store; where not given, the app's own
    #[arg(long, global = true, env = "SMIX_STORE", value_name = "FILE", display_order = 900)]
    pub store: Option<PathBuf>,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// What to do.
#[derive(Subcommand)]
pub enum Command {
    /// Bring tickets in from files: all of them come in, or none
    Import(Import),
    /// Compute figures
    Kpi(Figures),
    /// List the figures there are, with their formulas
    Kpis(Listing),
    /// List the views that are saved in the window
    Views(Listing),
    /// How good the data is, and which figures it can carry
    Quality(Quality),
    /// Which query types are ready for AI, and where to automate next
    Taxonomy(Insight),
    /// Query types for tickets that have none, from their subjects and tags
    QueryTypes(Insight),
    /// Why tickets go to people, month by month
    Escalations(Insight),
    /// Whether customers have to repeat themselves after a hand-off
    Handoffs(Insight),
    /// Whether releases of the AI helped
    Versions(Insight),
    /// Where what the AI knows is not enough
    Gaps(Insight),
    /// Query types whose escalation rate drifts, week by week
    Drift(Insight),
    /// Days with far too many or too few tickets
    Anomalies(Insight),
    /// Accounts at risk, and those that may want more
    Accounts(Insight),
    /// Pages of the product that keep producing questions
    Pages(Insight),
    /// What of all that needs a look now
    Alerts(Alerts),
    /// The taxonomy as it stood on a day, kept by a name
    #[command(subcommand)]
    Blueprint(BlueprintAction),
    /// What you decided: query types, buckets, releases, gaps, alerts, sensitive types, VIP accounts
    #[command(subcommand)]
    Decisions(Decisions),
    /// Draw a chart to a file
    Chart(Chart),
    /// Write a review as slides, a paper, a workbook, a web page, Markdown or pictures
    Report(Report),
    /// What reports are to hold, saved by name
    #[command(subcommand)]
    Templates(Templates),
    /// Have a report made again and again: what cron or systemd has to be told
    Schedule(Schedule),
    /// List the tickets behind a figure
    Tickets(Tickets),
    /// Show one ticket, and why it was classified so
    Ticket(Ticket),
    /// What the AI's answers were found to be, by you and your colleagues
    #[command(subcommand)]
    Verdicts(Verdicts),
    /// What support costs, month by month
    #[command(subcommand)]
    Costs(Costs),
    /// What the figures should be
    #[command(subcommand)]
    Targets(Targets),
    /// Publish a review, frozen as it stands, and see what has been restated since
    #[command(subcommand)]
    Review(Review),
    /// How tables are read, by name
    #[command(subcommand)]
    Mapping(Mapping),
    /// List the formats that are recognised
    Formats(Listing),
    /// The words and phrases by which signals are found in customers' texts
    #[command(subcommand)]
    Lexicon(Lexicon),
    /// Helpdesks that tickets are synced from
    #[command(subcommand)]
    Connect(Connect),
    /// Bring in the tickets that have changed in connected helpdesks
    Sync(Sync),
    /// Load an invented company's tickets to look around with
    Sample(Sample),
    /// The reporting zone, the first day of the week, the currency
    Settings(Settings),
    /// Where the tickets came from
    Sources(Sources),
    /// What was imported, and which rows were refused
    Imports(Imports),
    /// Copy the store, also while it is in use
    Backup {
        /// The new file
        file: PathBuf,
    },
    /// Go back to a copy of a store; the present one is kept beside it
    Restore(Restore),
    /// Take what identifies a person out of their tickets, for good
    Erase(Erase),
    /// How the store stands
    Status(Listing),
}

/// The form of what is printed.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Form {
    /// For people
    Table,
    /// One JSON value
    Json,
    /// Comma-separated, with a header
    Csv,
}

/// A plain listing.
#[derive(Args)]
pub struct Listing {
    /// Print one JSON value
    #[arg(long)]
    pub json: bool,
}

/// A span of local days.
#[derive(Args)]
pub struct Days {
    /// First day
    #[arg(long, value_name = "YYYY-MM-DD", requires = "to")]
    pub from: Option<NaiveDate>,
    /// Last day, included
    #[arg(long, value_name = "YYYY-MM-DD", requires = "from")]
    pub to: Option<NaiveDate>,
    /// The days by name: last-week, this-month, 2026-W38, 2026-09, 2026-Q3 …
    #[arg(long, value_name = "PERIOD", conflicts_with_all = ["from", "to"])]
    pub period: Option<String>,
}

/// A span of local days, and which tickets of it.
#[derive(Args)]
pub struct Scope {
    #[command(flatten)]
    pub days: Days,
    /// Only tickets with this value; repeats of one dimension mean or, different ones and
    #[arg(long = "where", value_name = "DIMENSION=VALUE", value_parser = filter)]
    pub filters: Vec<Filter>,
}

/// What figures are computed of.
#[derive(Args)]
pub struct Question {
    #[command(flatten)]
    pub scope: Scope,
    /// The moment that maturity is judged at; where not given, the newest time in the data
    #[arg(long, value_name = "TIME", value_parser = moment)]
    pub as_of: Option<Timestamp>,
    /// The zone that days are cut in; where not given, the workspace's
    #[arg(long, value_name = "ZONE")]
    pub time_zone: Option<String>,
    /// How AI resolutions are counted: the neutral way, or a vendor's
    #[arg(long, value_name = "PRESET", value_parser = presets(), default_value = "neutral")]
    pub count_as: &'static Preset,
}
