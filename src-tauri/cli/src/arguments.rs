//! What `smix` understands: its commands and their options.

mod insights;
mod report;

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::{Args, Parser, Subcommand, ValueEnum};
use supportmix_core::calendar::Comparison;
use supportmix_core::chart::Theme;
use supportmix_core::connect::REDIRECT_PORT;
use supportmix_core::cost::CostKind;
use supportmix_core::language::Language;
use supportmix_core::metrics::{Dimension, Filter, Kpi, ListColumn, Part, Preset};
use supportmix_core::model::{AiFeedback, Timestamp};
use supportmix_core::service::ChartFormat;

pub use insights::{Alerts, BlueprintAction, BlueprintForm, Decisions, Insight};
pub use report::{Every, Report, Schedule, Templates};

use crate::values::{
    chart, comparisons, cost_kinds, dimensions, feedback, filter, formats, helpdesks, kpis, languages,
    list_columns, moment, month, parts, pictures, presets, size, target_value, themes,
};

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

/// `smix quality`.
#[derive(Args)]
pub struct Quality {
    /// The form of what is printed
    #[arg(long, value_enum, default_value_t = Form::Table)]
    pub format: Form,
}

/// `smix import`.
#[derive(Args)]
pub struct Import {
    /// The files: CSV, TSV, XLSX, JSON, NDJSON, also as .gz or .zip
    #[arg(required = true, value_name = "PATH")]
    pub files: Vec<PathBuf>,
    /// The source that the tickets belong to; where not given, the recognised format or the mapping names it
    #[arg(long, value_name = "NAME")]
    pub source: Option<String>,
    /// The format; where not given, it is recognised by the content
    #[arg(long, value_parser = formats())]
    pub format: Option<String>,
    /// A saved mapping, or a file with one
    #[arg(long, value_name = "NAME|FILE", conflicts_with = "format")]
    pub mapping: Option<String>,
    /// The zone of times that carry none; where not given, the header's, the mapping's, or the workspace's
    #[arg(long, value_name = "ZONE")]
    pub time_zone: Option<String>,
    /// 3/4/2026 is 3 April
    #[arg(long)]
    pub day_first: bool,
    /// 3/4/2026 is 4 March
    #[arg(long, conflicts_with = "day_first")]
    pub month_first: bool,
    /// The text's encoding (utf-8, utf-16le, windows-1252 …); where not given, it is detected
    #[arg(long, value_name = "NAME")]
    pub encoding: Option<String>,
    /// The character between cells; where not given, it is detected
    #[arg(long, value_name = "CHARACTER")]
    pub delimiter: Option<char>,
    /// Only this table of the file: a file in an archive, a sheet of a workbook, a list in JSON
    #[arg(long, value_name = "NAME")]
    pub table: Option<String>,
    /// Say what would happen and leave the store as it is
    #[arg(long)]
    pub dry_run: bool,
    /// Save the mapping that was used, for the next time
    #[arg(long, value_name = "NAME")]
    pub save_mapping: Option<String>,
    /// Print one JSON object of counts
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

/// `smix kpi`.
#[derive(Args)]
pub struct Figures {
    #[command(flatten)]
    pub question: Question,
    /// The filters of a saved view, and its days where no others are given
    #[arg(long, value_name = "NAME")]
    pub view: Option<String>,
    /// Split by one dimension, or by two crossed
    #[arg(long, value_name = "DIMENSION", value_delimiter = ',', value_parser = dimensions())]
    pub by: Vec<Dimension>,
    /// Which figures; where not given, all
    #[arg(long = "kpi", value_name = "NAME", value_delimiter = ',', value_parser = kpis())]
    pub kpis: Vec<&'static Kpi>,
    /// Beside the period before, or the same a year before
    #[arg(long, value_name = "WITH", value_parser = comparisons())]
    pub compare: Option<Comparison>,
    /// The form of the answer
    #[arg(long, value_enum, default_value_t = Form::Table)]
    pub format: Form,
}

/// `smix chart`.
#[derive(Args)]
pub struct Chart {
    /// Which chart: SUBJECT-by-DIMENSION, SUBJECT-by-DIMENSION-and-DIMENSION, SUBJECT-by-DIMENSION-and-week, SUBJECT-trend
    /// or SUBJECT-trend-by-DIMENSION
    #[arg(value_name = "ID", value_parser = chart, required_unless_present = "list")]
    pub id: Option<String>,
    /// List the charts there are
    #[arg(long)]
    pub list: bool,
    #[command(flatten)]
    pub scope: Scope,
    /// How AI resolutions are counted: the neutral way, or a vendor's
    #[arg(long, value_name = "PRESET", value_parser = presets(), default_value = "neutral")]
    pub count_as: &'static Preset,
    /// The file's form; where not given, by the file's ending, else SVG
    #[arg(long, value_parser = pictures())]
    pub format: Option<ChartFormat>,
    /// Width and height in pixels, like 1600x900, or 16:9, half or third of a slide
    #[arg(long, value_name = "SIZE", default_value = "16:9", value_parser = size)]
    pub size: (u32, u32),
    /// What the chart stands on
    #[arg(long, value_parser = themes(), default_value = "light")]
    pub theme: Theme,
    /// Leave the background out
    #[arg(long)]
    pub transparent: bool,
    /// The language of its texts and numbers
    #[arg(long, value_parser = languages(), default_value = "en")]
    pub language: Language,
    /// What it says above the chart; where not given, the chart's own title
    #[arg(long, value_name = "TEXT")]
    pub title: Option<String>,
    /// The file to write; - for standard output
    #[arg(short, long, value_name = "FILE", required_unless_present = "list")]
    pub output: Option<PathBuf>,
}

/// `smix tickets`.
#[derive(Args)]
pub struct Tickets {
    #[command(flatten)]
    pub question: Question,
    /// The figure
    #[arg(long, value_name = "NAME", value_parser = kpis())]
    pub kpi: &'static Kpi,
    /// Which of its tickets
    #[arg(long = "in", value_name = "PART", value_parser = parts(), default_value = "denominator")]
    pub part: Part,
    /// Only tickets with this in their number, or with these words in their subject
    #[arg(long, value_name = "TEXT")]
    pub find: Option<String>,
    /// The order of the list
    #[arg(long, value_name = "COLUMN", value_parser = list_columns(), default_value = "created")]
    pub sort: ListColumn,
    /// The other way around; tickets without a value come last either way
    #[arg(long)]
    pub descending: bool,
    /// The form of the list
    #[arg(long, value_enum, default_value_t = Form::Table)]
    pub format: Form,
}

/// Which ticket.
#[derive(Args)]
pub struct NamedTicket {
    /// The ticket: SOURCE/ID, or its id alone with --source
    #[arg(value_name = "SOURCE/ID")]
    pub id: String,
    /// The source that it belongs to
    #[arg(long, value_name = "NAME")]
    pub source: Option<String>,
}

/// `smix ticket`.
#[derive(Args)]
pub struct Ticket {
    #[command(flatten)]
    pub ticket: NamedTicket,
    /// Print one JSON value
    #[arg(long)]
    pub json: bool,
}

/// `smix verdicts`.
#[derive(Subcommand)]
pub enum Verdicts {
    /// Say what the AI's answer to a ticket was; it wins over what the ticket's source says, and stays when that comes again
    Set {
        #[command(flatten)]
        ticket: NamedTicket,
        /// What the answer was
        #[arg(value_parser = feedback())]
        verdict: AiFeedback,
        /// Why
        #[arg(long, value_name = "TEXT")]
        note: Option<String>,
    },
    /// List the verdicts, the newest first
    List {
        /// The form of the list
        #[arg(long, value_enum, default_value_t = Form::Table)]
        format: Form,
    },
    /// Take a verdict back; what the ticket's source says counts again
    Remove {
        #[command(flatten)]
        ticket: NamedTicket,
    },
}

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

/// `smix mapping`.
#[derive(Subcommand)]
pub enum Mapping {
    /// List the saved mappings
    List(Listing),
    /// Print a saved mapping as JSON
    Show {
        /// Its name
        name: String,
    },
    /// Save the mapping in a JSON file
    Save {
        /// The file
        file: PathBuf,
        /// The name to save it under; where not given, the one in the file
        #[arg(long)]
        name: Option<String>,
    },
    /// Forget a saved mapping
    Remove {
        /// Its name
        name: String,
    },
    /// Print the mapping that a table would be read through, as JSON, to edit and to import with
    Suggest {
        /// The table
        file: PathBuf,
    },
}

/// `smix lexicon`.
#[derive(Subcommand)]
pub enum Lexicon {
    /// Print the lexicon of a language as JSON: what comes with Supportmix, with your own over it
    Show {
        /// The language
        #[arg(long, value_name = "CODE", default_value = "en")]
        language: String,
    },
    /// Have texts searched with a lexicon of your own too, in a JSON file; it takes the place of the one before for its
    /// language
    Set {
        /// The file
        file: PathBuf,
    },
    /// Go back to the lexicons that come with Supportmix
    Reset,
    /// Say what a text tells
    Test {
        /// The text
        text: String,
        /// The language of the text; where not given, all lexicons are tried
        #[arg(long, value_name = "CODE")]
        language: Option<String>,
    },
}

/// `smix connect`.
#[derive(Subcommand)]
pub enum Connect {
    /// Connect a helpdesk. The token is taken from SMIX_TOKEN, from standard input, or asked for, and goes into the
    /// system's keychain; it is never an argument
    Add(AddConnection),
    /// List the connections
    List(Listing),
    /// Ask a helpdesk whether it can be synced, and say what is missing
    Test {
        /// The connection
        name: String,
    },
    /// Print how a connection's tickets are read, as JSON, or have them read in another way
    Mapping {
        /// The connection
        name: String,
        /// A saved mapping, by name, or a file with one
        mapping: Option<String>,
        /// Read them as the kind of helpdesk says again
        #[arg(long, conflicts_with = "mapping")]
        reset: bool,
    },
    /// Forget a connection and its token; its tickets stay, until the source is removed
    Remove {
        /// The connection
        name: String,
    },
}

/// `smix connect add`.
#[derive(Args)]
pub struct AddConnection {
    /// Its name, which is that of the source of its tickets
    pub name: String,
    /// What kind of helpdesk it is
    #[arg(long, value_parser = helpdesks())]
    pub kind: String,
    /// Its address, like https://example.zendesk.com
    #[arg(long, value_name = "URL")]
    pub url: String,
    /// Only tickets that changed since this day
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub since: Option<NaiveDate>,
    /// The user that the token belongs to, where the helpdesk wants to know
    #[arg(long, value_name = "NAME")]
    pub user: Option<String>,
    /// Sign in with the browser instead of giving a token, through this OAuth client of the helpdesk
    #[arg(long, value_name = "ID", conflicts_with = "user")]
    pub oauth_client: Option<String>,
    /// The port of this machine that the browser comes back to
    #[arg(long, value_name = "PORT", env = "SMIX_REDIRECT_PORT", default_value_t = REDIRECT_PORT)]
    pub redirect_port: u16,
}

/// `smix sync`.
#[derive(Args)]
pub struct Sync {
    /// The connections; where not given, all
    pub names: Vec<String>,
    /// Read all tickets again, not only those that have changed
    #[arg(long)]
    pub full: bool,
    /// Print one JSON object of counts
    #[arg(long)]
    pub json: bool,
}

/// `smix sample`.
#[derive(Args)]
pub struct Sample {
    /// Remove the sample data and its costs
    #[arg(long, conflicts_with_all = ["csv", "tickets", "weeks", "seed"])]
    pub remove: bool,
    /// Write the tickets as a Supportmix CSV instead; - for standard output
    #[arg(long, value_name = "FILE")]
    pub csv: Option<PathBuf>,
    /// How many tickets to write
    #[arg(long, value_name = "N", requires = "csv", default_value_t = supportmix_core::sample::TICKETS)]
    pub tickets: usize,
    /// Over how many weeks
    #[arg(long, value_name = "N", requires = "csv", value_parser = clap::value_parser!(u32).range(23..=520),
          default_value_t = supportmix_core::sample::WEEKS)]
    pub weeks: u32,
    /// The seed: the same one gives the same tickets
    #[arg(long, value_name = "N", requires = "csv", default_value_t = supportmix_core::sample::SEED)]
    pub seed: u64,
    /// The tickets end with the last whole week before this moment; where not given, before now
    #[arg(long, value_name = "TIME", value_parser = moment, requires = "csv")]
    pub until: Option<Timestamp>,
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

/// `smix imports`.
#[derive(Args)]
pub struct Imports {
    /// Only this import, with its refused rows
    pub id: Option<i64>,
    /// Print one JSON value
    #[arg(long)]
    pub json: bool,
}
