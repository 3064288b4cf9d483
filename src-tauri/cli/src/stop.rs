//! Why a command ends before it is done, and the exit code that says so.

use std::io;
use std::process::ExitCode;

use supportmix_core::calendar::{BackwardPeriod, UnknownZone};
use supportmix_core::chart::ChartError;
use supportmix_core::file::FileError;
use supportmix_core::metrics::QueryError;
use supportmix_core::service::Failure;
use supportmix_core::store::StoreError;

/// Why a command ends early.
pub enum Stop {
    /// Something went wrong: an exit code and what to tell the user.
    Error(u8, String),
    /// Whoever read our output has had enough, which is no error of ours.
    OutputClosed,
}

impl Stop {
    /// It could not be done.
    pub fn failed(message: impl Into<String>) -> Stop {
        Stop::Error(1, message.into())
    }

    /// The arguments make no sense.
    pub fn misused(message: impl Into<String>) -> Stop {
        Stop::Error(2, message.into())
    }

    /// Tells the user and gives the exit code.
    #[expect(clippy::print_stderr, reason = "errors belong on standard error")]
    pub fn report(self) -> ExitCode {
        match self {
            Stop::OutputClosed => ExitCode::SUCCESS,
            Stop::Error(code, message) => {
                eprintln!("smix: {message}");
                ExitCode::from(code)
            }
        }
    }
}

impl From<Failure> for Stop {
    fn from(failure: Failure) -> Stop {
        match failure.code {
            "ambiguous_dates" => {
                Stop::Error(3, format!("{} (--day-first or --month-first)", failure.message))
            }
            "no_data" => Stop::Error(4, failure.message),
            "cancelled" => Stop::Error(130, failure.message),
            "invalid" | "unknown_value" => Stop::misused(failure.message),
            _ => Stop::failed(failure.message),
        }
    }
}

impl From<StoreError> for Stop {
    fn from(error: StoreError) -> Stop {
        Stop::from(Failure::from(error))
    }
}

impl From<QueryError> for Stop {
    fn from(error: QueryError) -> Stop {
        Stop::from(Failure::from(error))
    }
}

impl From<FileError> for Stop {
    fn from(error: FileError) -> Stop {
        Stop::failed(error.to_string())
    }
}

impl From<ChartError> for Stop {
    fn from(error: ChartError) -> Stop {
        Stop::failed(error.to_string())
    }
}

impl From<UnknownZone> for Stop {
    fn from(error: UnknownZone) -> Stop {
        Stop::misused(error.to_string())
    }
}

impl From<BackwardPeriod> for Stop {
    fn from(error: BackwardPeriod) -> Stop {
        Stop::misused(error.to_string())
    }
}

impl From<io::Error> for Stop {
    fn from(error: io::Error) -> Stop {
        match error.kind() {
            io::ErrorKind::BrokenPipe => Stop::OutputClosed,
            _ => Stop::failed(format!("standard output: {error}")),
        }
    }
}

impl From<csv::Error> for Stop {
    fn from(error: csv::Error) -> Stop {
        match error.into_kind() {
            csv::ErrorKind::Io(error) => Stop::from(error),
            other => Stop::failed(format!("standard output: {other:?}")),
        }
    }
}
