//! What the window and scripts are told when something goes wrong: a stable code, and a text for people.

use serde::Serialize;
use ts_rs::TS;

use super::turns::superseded;
use crate::calendar::{BackwardPeriod, UnknownPeriod, UnknownZone};
use crate::chart::{BuildError, ChartError};
use crate::facts::ColumnsError;
use crate::file::FileError;
use crate::import::ImportError;
use crate::language::{Language, Reason, Tell};
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
    /// The language of the message.
    pub language: Language,
    /// The message in the other languages that it can be told in.
    #[serde(skip)]
    #[ts(skip)]
    others: Vec<(Language, String)>,
}

/// The code where the prepared columns beside the store cannot be read: they are made anew, and the question is asked
/// again.
pub(super) const COLUMNS: &str = "columns";

impl Failure {
    /// A failure with a code and a text that is in English only: a fault of ours, or what another program says.
    pub fn new(code: &'static str, message: impl Into<String>) -> Failure {
        Failure { code, message: message.into(), language: Language::En, others: Vec::new() }
    }

    /// A request that makes no sense as it stands.
    pub fn invalid(message: impl Into<String>) -> Failure {
        Failure::new("invalid", message)
    }

    /// A failure with a code and a text that can be told in several languages.
    pub fn of(code: &'static str, told: &dyn Tell) -> Failure {
        let others = Language::ALL.iter().filter(|language| **language != Language::En);
        let others = others.filter_map(|language| Some((*language, language.tell(told)?)));
        Failure { others: others.collect(), ..Failure::new(code, told.to_string()) }
    }

    /// The same in a language, where it can be told in it.
    #[must_use]
    pub fn told_in(self, wanted: Language) -> Failure {
        match self.others.iter().find(|(language, _)| *language == wanted) {
            Some((language, message)) => Failure { language: *language, message: message.clone(), ..self },
            None => self,
        }
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
            StoreError::Value(_) | StoreError::Setting(_) | StoreError::View(_) | StoreError::Ledger(_) => {
                "invalid"
            }
            StoreError::Io { .. } => "file",
            StoreError::NotAStore(_) | StoreError::Damaged { .. } | StoreError::Sqlite { .. } => "store",
        };
        Failure::of(code, &error)
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
        Failure::of(code, &error)
    }
}

impl From<QueryError> for Failure {
    fn from(error: QueryError) -> Failure {
        match error {
            QueryError::Columns(error) => Failure::from(error),
            QueryError::Stopped => superseded(),
            unknown @ QueryError::UnknownValue { .. } => Failure::of("unknown_value", &unknown),
            misused => Failure::of("invalid", &misused),
        }
    }
}

impl From<ColumnsError> for Failure {
    fn from(error: ColumnsError) -> Failure {
        Failure::of(COLUMNS, &error)
    }
}

impl From<UnknownZone> for Failure {
    fn from(error: UnknownZone) -> Failure {
        Failure::of("invalid", &error)
    }
}

impl From<UnknownPeriod> for Failure {
    fn from(error: UnknownPeriod) -> Failure {
        Failure::of("invalid", &error)
    }
}

impl From<BackwardPeriod> for Failure {
    fn from(error: BackwardPeriod) -> Failure {
        Failure::of("invalid", &error)
    }
}

impl From<FileError> for Failure {
    fn from(error: FileError) -> Failure {
        Failure::of("file", &error)
    }
}

impl From<ChartError> for Failure {
    fn from(error: ChartError) -> Failure {
        Failure::of("invalid", &error)
    }
}

impl From<BuildError<Failure>> for Failure {
    fn from(error: BuildError<Failure>) -> Failure {
        match error {
            BuildError::Answer(failure) => failure,
            BuildError::Unknown { id } => Failure::of("not_found", &Reason::NoChart(id)),
        }
    }
}
