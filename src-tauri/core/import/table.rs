//! A table, whatever file it came in: a header and records of text cells, read one at a time.

use super::cells::Cells;

/// One data record of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Record {
    /// 1 for the first data record of the file; the header, title lines and blank rows do not count.
    pub number: u64,
    /// Physical line on which the record begins, 1-based; for a workbook the sheet's row.
    pub line: u64,
    /// The cells, one a column of the header, as text exactly as in the file. Empty where the file has nothing.
    pub cells: Cells,
}

/// A record that is no row of its table: too few or too many cells, a cell over the limit, a broken JSON object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The record as far as it could be read; its cells may be more or fewer than the header's.
    pub record: Record,
    /// What is wrong, in the user's words: `has 11 cells, the header has 12`.
    pub reason: String,
}

/// What a table yields.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Row {
    /// A good record.
    Record(Record),
    /// A record that cannot be used. Reading goes on after it.
    Broken(Problem),
}

impl Row {
    /// The cells of its record, as far as that could be read.
    pub(super) fn cells(&self) -> &Cells {
        match self {
            Row::Record(record) => &record.cells,
            Row::Broken(problem) => &problem.record.cells,
        }
    }
}

/// Why a file cannot be read as a table at all, or not any further.
#[derive(Debug, thiserror::Error)]
pub enum TableError {
    /// The file cannot be read.
    #[error("{path}: {source}")]
    Io {
        /// The file.
        path: String,
        /// What the system said.
        source: std::io::Error,
    },
    /// The file is no table that we know, or is damaged, or breaks a limit.
    #[error("{path}: {reason}")]
    Unreadable {
        /// The file, with the member's name behind `/` for an archive.
        path: String,
        /// What is wrong and what to do, in the user's words.
        reason: String,
    },
}

/// A table being read. Rows come in the file's order, in bounded memory.
pub trait Table {
    /// The columns' names: trimmed, never empty, each once (a second `Tags` is `Tags (2)`, an empty one `column 5`).
    fn header(&self) -> &[String];

    /// The next row, or `None` at the end.
    ///
    /// # Errors
    /// The rest of the file cannot be read.
    fn next_row(&mut self) -> Result<Option<Row>, TableError> {
        self.next_row_in(Cells::default())
    }

    /// The next row, or `None` at the end, in the memory of cells that are no longer needed.
    ///
    /// # Errors
    /// The rest of the file cannot be read.
    fn next_row_in(&mut self, memory: Cells) -> Result<Option<Row>, TableError>;

    /// Bytes of the file on disk read so far, for progress.
    fn bytes_read(&self) -> u64;
}

/// Why bytes cannot be read as a table, before it is said which file they are of.
#[derive(Debug)]
pub(super) enum Fault {
    /// The system cannot read them.
    Io(std::io::Error),
    /// They are damaged or break a limit.
    Damaged(String),
    /// They are no table that we know.
    NoTable(String),
}

impl Fault {
    /// The error of the file or member called `path`.
    pub(super) fn at(self, path: &str) -> TableError {
        match self {
            Fault::Io(source) => TableError::Io { path: path.to_owned(), source },
            Fault::Damaged(reason) | Fault::NoTable(reason) => {
                TableError::Unreadable { path: path.to_owned(), reason }
            }
        }
    }
}

impl From<std::io::Error> for Fault {
    /// Readers that unpack or decode say what is wrong with the bytes as `InvalidData`; all else is the system's.
    fn from(error: std::io::Error) -> Fault {
        match error.kind() {
            std::io::ErrorKind::InvalidData => Fault::Damaged(error.to_string()),
            _ => Fault::Io(error),
        }
    }
}
