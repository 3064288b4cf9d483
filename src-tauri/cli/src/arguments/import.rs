//! What the commands that bring tickets in understand.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use supportmix_core::model::Timestamp;

use super::Listing;
use crate::values::{formats, moment};

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

/// `smix imports`.
#[derive(Args)]
pub struct Imports {
    /// Only this import, with its refused rows
    pub id: Option<i64>,
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
