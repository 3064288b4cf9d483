//! What can go wrong.

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
}
