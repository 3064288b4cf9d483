//! What the commands of figures, pictures and tickets understand.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use supportmix_core::calendar::Comparison;
use supportmix_core::chart::Theme;
use supportmix_core::language::Language;
use supportmix_core::metrics::{Dimension, Kpi, ListColumn, Part, Preset};
use supportmix_core::model::AiFeedback;
use supportmix_core::service::ChartFormat;

use super::{Form, Question, Scope};
use crate::values::{
    chart, comparisons, dimensions, feedback, kpis, languages, list_columns, parts, pictures, presets, size,
    themes,
};

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
