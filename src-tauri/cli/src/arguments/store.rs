//! What the commands of the store and its settings understand.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

use super::{Form, Listing};

/// `smix quality`.
#[derive(Args)]
pub struct Quality {
    /// The form of what is printed
    #[arg(long, value_enum, default_value_t = Form::Table)]
    pub format: Form,
}

/// `smix settings`.
#[derive(Args)]
#[command(args_conflicts_with_subcommands = true)]
pub struct Settings {
    #[command(subcommand)]
    pub action: Option<SettingsAction>,
    /// Print one JSON value
    #[arg(long)]
    pub json: bool,
}

/// What to do with the settings.
#[derive(Subcommand)]
pub enum SettingsAction {
    /// Print them
    Show(Listing),
    /// Print what was changed of what figures rest on: settings, mappings, definitions
    History(Listing),
    /// Print the cut-offs of the insights, and what each means
    Insights(Listing),
    /// Change one
    Set {
        /// Which
        #[arg(value_enum)]
        key: Setting,
        /// A zone like Europe/Berlin; monday, saturday or sunday; a currency like EUR; hours; clock or business; the
        /// hours of days, as mon-fri=09:00-17:00; a day like 2026-12-25; a scale's top and its lowest satisfied score, as
        /// 5=4; a channel and its minutes, as email=6; on or off; a cut-off, as drift.points=0.1
        value: String,
    },
    /// Remove one of several: the hours of days, a holiday, a scale (others than those set are satisfied from four fifths
    /// of their top), a channel's minutes (4 are the default), or a cut-off of the insights (which is then its default)
    Remove {
        /// Of which setting
        #[arg(value_enum)]
        key: Setting,
        /// Which: days like sat-sun, a day like 2026-12-25, a scale's top, a channel, or a cut-off like drift.points
        value: String,
    },
}

/// A setting.
#[derive(Clone, Copy, ValueEnum)]
pub enum Setting {
    /// The zone that days are cut in
    TimeZone,
    /// The first day of the week
    WeekStart,
    /// The currency that costs are entered in
    Currency,
    /// Hours after a resolution within which the customer's return is a repeat contact
    RepeatWindow,
    /// Whether times of replies and resolutions run on the clock, or are measured in business hours
    Times,
    /// When people work, by weekday
    BusinessHours,
    /// Days without business hours, one at a time
    Holiday,
    /// From which score on a customer is satisfied, on scales with one top
    CsatScale,
    /// Minutes that a reply takes, by channel, where the source does not know the minutes
    ReplyMinutes,
    /// Whether figures may be split by and filtered on the person that tickets are assigned to
    ByAssignee,
    /// A cut-off of the insights, one at a time
    Insight,
    /// Whether the window tells new alerts by notifications of the system, too
    Notify,
}

/// `smix sources`.
#[derive(Args)]
#[command(args_conflicts_with_subcommands = true)]
pub struct Sources {
    #[command(subcommand)]
    pub action: Option<SourcesAction>,
    /// Print one JSON value
    #[arg(long)]
    pub json: bool,
}

/// What to do with a source.
#[derive(Subcommand)]
pub enum SourcesAction {
    /// Remove a source for good: its tickets, its imports and their refused rows
    Remove {
        /// Its name
        name: String,
    },
}

/// `smix restore`.
#[derive(Args)]
pub struct Restore {
    /// The copy
    pub file: PathBuf,
    /// Check it and say what is in it, and leave the store as it is
    #[arg(long)]
    pub dry_run: bool,
    /// Print one JSON object
    #[arg(long)]
    pub json: bool,
}

/// `smix erase`.
#[derive(Args)]
pub struct Erase {
    /// The id or e-mail address of the one who asked, as it stands in their tickets
    pub id: String,
    /// It is the id of an account that is a person's own
    #[arg(long)]
    pub account: bool,
    /// Only in this source; where not given, wherever the id is found
    #[arg(long, value_name = "NAME")]
    pub source: Option<String>,
    /// Remove the files beside the store that have it too: refused rows that mention it, automatic backups
    #[arg(long)]
    pub delete_files: bool,
    /// Say what would go, and leave everything as it is
    #[arg(long)]
    pub dry_run: bool,
    /// Print one JSON object
    #[arg(long)]
    pub json: bool,
}
