//! What the insights understand, and the commands that keep what people decide.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};
use supportmix_core::insights::DecisionKind;
use supportmix_core::metrics::Filter;
use supportmix_core::model::Timestamp;

use super::{Form, Listing};
use crate::values::{decision_kinds, filter, moment};

/// An insight.
#[derive(Args)]
pub struct Insight {
    /// Only tickets with this value; of one dimension any, of several all
    #[arg(long = "where", value_name = "DIMENSION=VALUE", value_parser = filter)]
    pub filters: Vec<Filter>,
    /// The moment it is seen from; where not given, the newest time in the data
    #[arg(long, value_name = "TIME", value_parser = moment)]
    pub as_of: Option<Timestamp>,
    /// The form of the answer
    #[arg(long, value_enum, default_value_t = Form::Table)]
    pub format: Form,
}

/// `smix alerts`.
#[derive(Args)]
pub struct Alerts {
    #[command(flatten)]
    pub insight: Insight,
    /// Only those that go on and were not told yet; they count as told from then on
    #[arg(long)]
    pub new: bool,
}

/// The form of a blueprint.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum BlueprintForm {
    /// For people
    Table,
    /// One JSON value
    Json,
    /// Comma-separated, with a header
    Csv,
    /// A table in Markdown
    Markdown,
}

/// `smix blueprint`.
#[derive(Subcommand)]
pub enum BlueprintAction {
    /// Keep the taxonomy as it stands, by a name
    Save {
        /// The name, like 2026-Q3
        name: String,
        /// Why
        #[arg(long, value_name = "TEXT")]
        why: Option<String>,
    },
    /// List the blueprints
    List(Listing),
    /// Show one
    Show {
        /// Its name
        name: String,
        /// The form of the answer
        #[arg(long, value_enum, default_value_t = BlueprintForm::Table)]
        format: BlueprintForm,
    },
    /// What is different now, or in another one
    Compare {
        /// The earlier one
        name: String,
        /// The later one; where not given, the taxonomy as it stands
        with: Option<String>,
        /// The form of the answer
        #[arg(long, value_enum, default_value_t = Form::Table)]
        format: Form,
    },
    /// Forget one; that it was there stays known
    Remove {
        /// Its name
        name: String,
    },
}

/// `smix decisions`.
#[derive(Subcommand)]
pub enum Decisions {
    /// List what holds now
    List {
        /// Only this kind
        #[arg(long, value_parser = decision_kinds())]
        kind: Option<DecisionKind>,
        /// Everything that was ever decided, the oldest first
        #[arg(long)]
        all: bool,
        /// The form of the answer
        #[arg(long, value_enum, default_value_t = Form::Table)]
        format: Form,
    },
    /// Decide something
    Set {
        /// What kind of decision it is
        #[arg(value_parser = decision_kinds())]
        kind: DecisionKind,
        /// Of what: a query type, an account, a version, article:NAME, the key of an alert
        subject: String,
        /// bucket: automatable, hybrid or human-required; sensitive, vip: yes or no; alert: true or false; release:
        /// day=DAY,review=DAY; gap: owner=NAME,status=open|in-progress|closed,due=DAY,closed=DAY
        value: String,
        /// Why
        #[arg(long, value_name = "TEXT")]
        why: Option<String>,
    },
    /// Take a decision back; that it was made stays known
    Remove {
        /// What kind of decision it is
        #[arg(value_parser = decision_kinds())]
        kind: DecisionKind,
        /// Of what
        subject: String,
        /// Why
        #[arg(long, value_name = "TEXT")]
        why: Option<String>,
    },
    /// Write all decisions to a file
    Export {
        /// The new file; - for standard output
        file: PathBuf,
    },
    /// Take the decisions of a file over, beside those that are there
    Import {
        /// The file
        file: PathBuf,
    },
}
