//! What can go wrong.

use supportmix_core::file::FileError;
use thiserror::Error;

/// Why a pack could not be written.
#[derive(Debug, Error)]
pub enum ReportError {
    /// A chart could not be drawn.
    #[error("the chart {chart} could not be drawn: {why}")]
    Chart {
        /// Its name.
        chart: String,
        /// What was in the way.
        why: String,
    },
    /// What is to be a template is none.
    #[error("the template cannot be used: {0}")]
    Template(String),
    /// The format's own writer refused: a fault of ours.
    #[error("the {format} could not be made: {why}")]
    Format {
        /// Which format.
        format: &'static str,
        /// What it said.
        why: String,
    },
    /// Pictures are several files.
    #[error("pictures are several files: name a folder for them")]
    Folder,
    /// A file could not be read or written.
    #[error(transparent)]
    File(#[from] FileError),
}
