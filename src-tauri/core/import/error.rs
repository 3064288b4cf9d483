//! Why a file does not come in at all.

use crate::calendar::UnknownZone;

use super::mapping::BadMapping;
use super::reject::RejectError;
use super::table::TableError;

/// Why a file does not come in at all, to be shown to the user.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// It cannot be read as a table.
    #[error(transparent)]
    Table(#[from] TableError),
    /// The mapping makes no sense.
    #[error(transparent)]
    Mapping(#[from] BadMapping),
    /// The zone asked for does not exist.
    #[error(transparent)]
    Zone(#[from] UnknownZone),
    /// There is no such format.
    #[error("there is no format {id:?}; the formats are {known}")]
    UnknownFormat {
        /// What was asked for.
        id: String,
        /// All there are, with commas between.
        known: String,
    },
    /// No column of the table tells tickets apart.
    #[error(
        "{file}: no column was recognised as the ticket's id; give a mapping that says which it is. \
         The columns are: {columns}"
    )]
    NotUnderstood {
        /// The file.
        file: String,
        /// Its headers, with commas between.
        columns: String,
    },
    /// Day and month of a column's dates cannot be told apart, and are not guessed.
    #[error("{file}: in the column {column:?} ({}) the day and the month cannot be told apart; say which comes first", examples.join(", "))]
    AmbiguousDates {
        /// The file.
        file: String,
        /// The column's header.
        column: String,
        /// Values that show it.
        examples: Vec<String>,
    },
    /// The rejected rows cannot be kept.
    #[error(transparent)]
    Rejects(#[from] RejectError),
    /// Tickets cannot be taken in any more.
    #[error("the import stopped: {0}")]
    Sink(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// The user cancelled.
    #[error("the import was cancelled")]
    Cancelled,
}
