//! What `smix report`, `smix templates` and `smix schedule` understand.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};
use supportmix_core::calendar::Comparison;
use supportmix_core::language::Language;
use supportmix_core::metrics::{Dimension, Preset};
use supportmix_core::model::Timestamp;
use supportmix_core::pack::{PackFormat, Paper};
use supportmix_core::service::PageName;

use super::{Listing, Scope};
use crate::values::{
    chart, clock_time, comparisons, dimensions, languages, moment, pack_formats, papers, presets, sections,
};

/// What says how a pack is to be made, and nothing of one that is.
const MAKING: [&str; 15] = [
    "from",
    "to",
    "period",
    "filters",
    "template",
    "sections",
    "compare",
    "by",
    "count_as",
    "added",
    "charts",
    "language",
    "tickets",
    "save_template",
    "made",
];

/// `smix report`.
#[derive(Args)]
pub struct Report {
    #[command(flatten)]
    pub scope: Scope,
    /// Write a pack that was kept as JSON instead of making one; - for standard input
    #[arg(long, value_name = "FILE", conflicts_with_all = MAKING)]
    pub pack: Option<PathBuf>,
    /// Begin with what a saved template says; options beside it win
    #[arg(long, value_name = "NAME")]
    pub template: Option<String>,
    /// What is in it, in this order
    #[arg(long, value_name = "SECTION", value_delimiter = ',', value_parser = sections())]
    pub sections: Option<Vec<PageName>>,
    /// Beside the period before, or the same a year before
    #[arg(long, value_name = "WITH", value_parser = comparisons())]
    pub compare: Option<Comparison>,
    /// What charts are split by: one dimension, or two crossed
    #[arg(long, value_name = "DIMENSION", value_delimiter = ',', value_parser = dimensions())]
    pub by: Option<Vec<Dimension>>,
    /// How AI resolutions are counted: the neutral way, or a vendor's
    #[arg(long, value_name = "PRESET", value_parser = presets())]
    pub count_as: Option<&'static Preset>,
    /// Put a chart into the summary, by its name as smix chart has it
    #[arg(long = "add", value_name = "CHART", value_parser = chart)]
    pub added: Option<Vec<String>>,
    /// Charts of a section at most
    #[arg(long, value_name = "N")]
    pub charts: Option<usize>,
    /// The language of its texts and numbers
    #[arg(long, value_parser = languages())]
    pub language: Option<Language>,
    /// The form; where not given, by the file's ending
    #[arg(long, value_parser = pack_formats())]
    pub format: Option<PackFormat>,
    /// The paper of a PDF
    #[arg(long, value_parser = papers())]
    pub paper: Option<Paper>,
    /// Your own presentation, whose master and look slides take
    #[arg(long, value_name = "FILE")]
    pub pptx_template: Option<PathBuf>,
    /// In a workbook, a sheet with a row for each ticket of the period
    #[arg(long)]
    pub tickets: bool,
    /// Keep these choices as a template
    #[arg(long, value_name = "NAME")]
    pub save_template: Option<String>,
    /// The moment that the file bears; where not given, now. The same store, choices and moment make the same bytes
    #[arg(long, value_name = "TIME", value_parser = moment)]
    pub made: Option<Timestamp>,
    /// The file to write, or for pictures the folder; {from} and {to} stand for the first and the last day, - for standard
    /// output
    #[arg(short, long, value_name = "PATH")]
    pub output: PathBuf,
}

/// `smix templates`.
#[derive(Subcommand)]
pub enum Templates {
    /// List them
    List(Listing),
    /// Remove one
    Remove {
        /// Its name
        name: String,
    },
}

/// `smix schedule`.
#[derive(Args)]
pub struct Schedule {
    /// How often
    #[arg(long, value_enum, default_value_t = Every::Week)]
    pub every: Every,
    /// On which day: of a week by its name, of a month by its number, 1 to 28; where not given, monday or 1
    #[arg(long, value_name = "DAY")]
    pub on: Option<String>,
    /// At what time of this machine's clock
    #[arg(long, value_name = "HH:MM", default_value = "07:00", value_parser = clock_time)]
    pub at: (u32, u32),
    /// Bring in what has changed in connected helpdesks first
    #[arg(long)]
    pub sync: bool,
    /// Write a systemd timer and its service into this folder instead of printing a line for cron
    #[arg(long, value_name = "FOLDER")]
    pub systemd: Option<PathBuf>,
    /// What is to be run: the options of `smix report`, after --
    #[arg(last = true, required = true, value_name = "REPORT OPTIONS")]
    pub report: Vec<String>,
}

/// How often something is run.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Every {
    /// Each day
    Day,
    /// Each week
    Week,
    /// Each month
    Month,
}
