//! What the window and scripts are told when something goes wrong: a stable code, and a text for people.

use serde::Serialize;
use ts_rs::TS;

use super::turns::superseded;
use crate::calendar::{BackwardPeriod, UnknownPeriod, UnknownZone};
use crate::chart::{BuildError, ChartError};
use crate::facts::ColumnsError;
use crate::file::FileError;
use crate::import::ImportError;
use crate::metrics::QueryError;
use crate::store::StoreError;

/// A request that could not be done. `code` is stable, for programs; nobody matches on the text.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, Serialize, TS)]
#[error("{message}")]
pub struct Failure {
    /// `missing`, `store`, `no_data`, `frozen`, `columns`, `not_understood`, `newer_store`, `busy`, `disk_full`, `invalid`, `not_found`, `file`, `ambiguous_dates`,
    /// `cancelled`, `unknown_value`, `superseded` or `internal`; of helpdesks those of `ConnectError`.
    pub code: &'static str,
    /// What happened, to what, and what to do.
    pub message: String,
}

/// The code where the prepared columns beside the store cannot be read: they are made anew, and the question is asked
/// again.
pub(super) const COLUMNS: &str = "columns";

impl Failure {
    /// A failure with a code and a text.
    pub fn new(code: &'static str, message: impl Into<String>) -> Failure {
        Failure { code, message: message.into() }
    }

    /// A request that makes no sense as it stands.
    pub fn invalid(message: impl Into<String>) -> Failure {
        Failure::new("invalid", message)
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Failure {
        let code = match &error {
            StoreError::Missing(_) => "missing",
            StoreError::Newer { .. } => "newer_store",
            StoreError::Busy(_) => "busy",
            StoreError::DiskFull(_) => "disk_full",
            StoreError::Unknown { .. } => "not_found",
            StoreError::Value(_) | StoreError::Refused(_) => "invalid",
            StoreError::Io { .. } => "file",
            StoreError::NotAStore(_) | StoreError::Damaged { .. } | StoreError::Sqlite { .. } => "store",
        };
        Failure::new(code, error.to_string())
    }
}

impl From<ImportError> for Failure {
    fn from(error: ImportError) -> Failure {
        let code = match &error {
            ImportError::AmbiguousDates { .. } => "ambiguous_dates",
            ImportError::Cancelled => "cancelled",
            ImportError::Mapping(_) | ImportError::Zone(_) | ImportError::UnknownFormat { .. } => "invalid",
            ImportError::NotUnderstood { .. } => "not_understood",
            ImportError::Sink(error) => match error.downcast_ref::<StoreError>() {
                Some(StoreError::DiskFull(_)) => "disk_full",
                Some(StoreError::Busy(_)) => "busy",
                _ => "store",
            },
            ImportError::Table(_) | ImportError::Rejects(_) => "file",
        };
        Failure::new(code, error.to_string())
    }
}

impl From<QueryError> for Failure {
    fn from(error: QueryError) -> Failure {
        match error {
            QueryError::Columns(error) => Failure::from(error),
            QueryError::Stopped => superseded(),
            unknown @ QueryError::UnknownValue { .. } => Failure::new("unknown_value", unknown.to_string()),
            misused => Failure::invalid(misused.to_string()),
        }
    }
}

impl From<ColumnsError> for Failure {
    fn from(error: ColumnsError) -> Failure {
        Failure::new(COLUMNS, error.to_string())
    }
}

impl From<UnknownZone> for Failure {
    fn from(error: UnknownZone) -> Failure {
        Failure::invalid(error.to_string())
    }
}

impl From<UnknownPeriod> for Failure {
    fn from(error: UnknownPeriod) -> Failure {
        Failure::invalid(error.to_string())
    }
}

impl From<BackwardPeriod> for Failure {
    fn from(error: BackwardPeriod) -> Failure {
        Failure::invalid(error.to_string())
    }
}

impl From<FileError> for Failure {
    fn from(error: FileError) -> Failure {
        Failure::new("file", error.to_string())
    }
}

impl From<ChartError> for Failure {
    fn from(error: ChartError) -> Failure {
        Failure::invalid(error.to_string())
    }
}

impl From<BuildError<Failure>> for Failure {
    fn from(error: BuildError<Failure>) -> Failure {
        match error {
            BuildError::Answer(failure) => failure,
            unknown => Failure::new("not_found", unknown.to_string()),
        }
    }
}
