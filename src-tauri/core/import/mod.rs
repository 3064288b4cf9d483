//! Import: from a file's bytes to ticket outcomes, whatever helpdesk wrote it.

mod account;
mod ahead;
mod cells;
mod columns;
mod container;
mod delimited;
mod delimiter;
mod digest;
mod durations;
mod encoding;
mod error;
mod evidence;
mod fingerprint;
mod formats;
mod header;
mod json;
mod json_stream;
mod limits;
mod lists;
mod look;
mod mapping;
mod open;
mod plain;
mod plan;
mod preview;
mod query_type;
mod read;
mod records;
mod reject;
mod row;
mod sample;
mod suggest;
mod synonyms;
mod table;
mod texts;
mod times;
mod warnings;
mod words;
mod workbook;
mod written;

pub use cells::Cells;
pub use container::Packing;
pub use digest::Digest;
pub use error::ImportError;
pub use fingerprint::Fingerprint;
pub(crate) use formats::zendesk;
pub use formats::{Format, formats};
pub use look::{PreviewRow, TablePreview};
pub use mapping::{
    BadMapping, Column, Condition, DayOrder, EvidenceRule, Keyword, Mapping, Meaning, QueryTypeRule, Reading,
    TextColumn,
};
pub use open::{Container, Layout, Source, TableOptions, open_tables};
pub use plan::{Context, ImportOptions, Question};
pub use preview::{Preview, preview};
pub use read::{BadRow, Input, Progress, ReadReport, Refusal, Sink, TableReport, open};
pub use records::RecordReader;
pub use reject::{REJECT_COLUMNS, Reject, RejectError, RejectWriter};
pub use row::FieldProblem;
pub use table::{Problem, Record, Row, Table, TableError};
pub use warnings::{Warning, WarningKind};
