//! Rows that did not come in: why, and a file of them that can be mended and imported again.

use std::fs::{self, File};
use std::io::{self, BufWriter};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::row::FieldProblem;
use super::table::{Problem, Record};
use crate::model::mentions;

/// Columns added behind the input's own; ignored where such a file is imported again.
pub const REJECT_COLUMNS: [&str; 6] =
    ["reject_file", "reject_record", "reject_line", "reject_field", "reject_value", "reject_reason"];

/// A row that did not come in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Reject {
    /// The file, with the member's name for an archive or a workbook.
    pub file: String,
    /// 1 for the file's first data record.
    #[ts(type = "number")]
    pub record: u64,
    /// The line on which it begins, 1-based.
    #[ts(type = "number")]
    pub line: u64,
    /// The first field that is wrong; empty where the record as a whole is.
    pub field: String,
    /// That field's cell, as read.
    pub value: String,
    /// What is wrong; other fields that are wrong too are named in it.
    pub reason: String,
    /// The record's cells, as read.
    pub cells: Vec<String>,
}

impl Reject {
    /// Whether it has an id in it that stands for itself.
    pub fn mentions(&self, id: &str) -> bool {
        let said = [&self.value, &self.reason].into_iter().chain(&self.cells);
        said.into_iter().any(|text| mentions(text, id))
    }

    /// A record with bad cells.
    pub(super) fn of_cells(file: &str, record: &Record, problems: &[FieldProblem]) -> Reject {
        let mut problems = problems.iter();
        let FieldProblem { field, value, mut reason } = problems.next().cloned().unwrap_or_default();
        for also in problems {
            reason.push_str(&format!("; also {} {:?} {}", also.field, also.value, also.reason));
        }
        Reject {
            file: file.to_owned(),
            record: record.number,
            line: record.line,
            field,
            value,
            reason,
            cells: record.cells.to_vec(),
        }
    }

    /// A record that is no row of its table: the record as a whole is wrong, no field of it.
    pub(super) fn of_record(file: &str, problem: &Problem) -> Reject {
        let whole = FieldProblem { reason: problem.reason.clone(), ..FieldProblem::default() };
        Reject::of_cells(file, &problem.record, &[whole])
    }
}

/// Why rejected rows cannot be kept.
#[derive(Debug, thiserror::Error)]
#[error("the rejected rows cannot be written to {}: {source}", path.display())]
pub struct RejectError {
    /// The file.
    path: PathBuf,
    /// What the system or the CSV writer said.
    source: io::Error,
}

/// A file being written under a temporary name.
struct Part {
    header: Vec<String>,
    path: PathBuf,
    temporary: PathBuf,
    csv: csv::Writer<BufWriter<File>>,
}

/// Writes rejected rows as CSV: the input's columns as they were read, unguarded, then [`REJECT_COLUMNS`].
/// No file is made until there is a row for it. Tables with other columns get files of their own beside it.
pub struct RejectWriter {
    path: PathBuf,
    parts: Vec<Part>,
}

impl RejectWriter {
    /// A writer to this path.
    pub fn new(path: impl Into<PathBuf>) -> RejectWriter {
        RejectWriter { path: path.into(), parts: Vec::new() }
    }

    /// Adds a row of a table with this header.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn write(&mut self, header: &[String], reject: &Reject) -> Result<(), RejectError> {
        let index = match self.parts.iter().position(|part| part.header == header) {
            Some(index) => index,
            None => {
                self.begin(header)?;
                self.parts.len() - 1
            }
        };
        let Some(part) = self.parts.get_mut(index) else { return Ok(()) };
        let numbers = (reject.record.to_string(), reject.line.to_string());
        let why =
            [reject.file.as_str(), &numbers.0, &numbers.1, &reject.field, &reject.value, &reject.reason];
        let cells = fitted(&reject.cells, header.len());
        let own = header
            .iter()
            .zip(&cells)
            .filter(|(name, _)| !is_reject_column(name))
            .map(|(_, cell)| cell.as_str());
        let written = part.csv.write_record(own.chain(why));
        written.map_err(|error| RejectError { path: part.path.clone(), source: io::Error::from(error) })
    }

    fn begin(&mut self, header: &[String]) -> Result<(), RejectError> {
        let path = numbered(&self.path, self.parts.len() + 1);
        let temporary = path.with_extension("csv.part");
        let failed = |source| RejectError { path: path.clone(), source };
        let file = File::create(&temporary).map_err(failed)?;
        let mut csv = csv::Writer::from_writer(BufWriter::new(file));
        let own = header.iter().map(String::as_str).filter(|name| !is_reject_column(name));
        csv.write_record(own.chain(REJECT_COLUMNS)).map_err(|error| failed(io::Error::from(error)))?;
        self.parts.push(Part { header: header.to_vec(), path, temporary, csv });
        Ok(())
    }

    /// Completes the files under their own names and says which there are; none where no row was rejected.
    ///
    /// # Errors
    /// A file cannot be completed; it is not there then.
    pub fn finish(mut self) -> Result<Vec<PathBuf>, RejectError> {
        let mut paths = Vec::new();
        for part in &mut self.parts {
            let failed = |source| RejectError { path: part.path.clone(), source };
            part.csv.flush().map_err(failed)?;
            part.csv.get_ref().get_ref().sync_all().map_err(failed)?;
            fs::rename(&part.temporary, &part.path).map_err(failed)?;
            paths.push(part.path.clone());
        }
        self.parts.clear();
        Ok(paths)
    }
}

impl Drop for RejectWriter {
    /// What was not finished leaves nothing behind.
    fn drop(&mut self) {
        for part in &self.parts {
            // Nothing can be done about a temporary file that stays.
            let _ = fs::remove_file(&part.temporary);
        }
    }
}

/// Whether a header is one of [`REJECT_COLUMNS`].
pub(super) fn is_reject_column(header: &str) -> bool {
    REJECT_COLUMNS.contains(&header)
}

/// `rejects.csv`, `rejects-2.csv`, …
fn numbered(path: &Path, number: usize) -> PathBuf {
    if number == 1 {
        return path.to_owned();
    }
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    path.with_file_name(format!("{stem}-{number}.csv"))
}

/// Cells brought to the header's width: missing ones are empty, spare ones joined to the last with commas, as they
/// stand where an unquoted comma broke the row.
fn fitted(cells: &[String], width: usize) -> Vec<String> {
    let mut fitted: Vec<String> = cells.iter().take(width).cloned().collect();
    fitted.resize(width, String::new());
    if let (Some(last), Some(spare)) = (fitted.last_mut(), cells.get(width..)) {
        for cell in spare {
            last.push(',');
            last.push_str(cell);
        }
    }
    fitted
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(texts: &[&str]) -> Vec<String> {
        texts.iter().map(|&text| text.to_owned()).collect()
    }

    fn reject(cells: &[&str]) -> Reject {
        let record = Record { number: 3, line: 5, cells: cells.iter().collect() };
        let problem = |field: &str, reason: &str| FieldProblem {
            field: field.into(),
            value: "x".into(),
            reason: reason.into(),
        };
        Reject::of_cells(
            "a.csv",
            &record,
            &[problem("created_at", "is no time"), problem("reopens", "is no number")],
        )
    }

    #[test]
    fn rows_are_kept_as_read_with_what_is_wrong() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("rejects.csv");
        let mut writer = RejectWriter::new(&path);
        let header = texts(&["id", "note", "reject_reason"]);
        writer.write(&header, &reject(&["=1+1", " two\nlines ", "old"])).unwrap();
        writer.write(&header, &reject(&["short"])).unwrap();
        assert!(!path.exists());
        assert_eq!(writer.finish().unwrap().as_slice(), std::slice::from_ref(&path));
        let written = fs::read_to_string(&path).unwrap();
        let why = "a.csv,3,5,created_at,x,\"is no time; also reopens \"\"x\"\" is no number\"";
        let head = "id,note,reject_file,reject_record,reject_line,reject_field,reject_value,reject_reason";
        assert_eq!(written, format!("{head}\n=1+1,\" two\nlines \",{why}\nshort,,{why}\n"));
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn without_rejects_or_unfinished_there_is_no_file() {
        let folder = tempfile::tempdir().unwrap();
        assert!(RejectWriter::new(folder.path().join("a.csv")).finish().unwrap().is_empty());
        let mut dropped = RejectWriter::new(folder.path().join("b.csv"));
        dropped.write(&texts(&["id"]), &reject(&["1"])).unwrap();
        drop(dropped);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    }

    #[test]
    fn tables_with_other_columns_get_files_of_their_own() {
        let folder = tempfile::tempdir().unwrap();
        let mut writer = RejectWriter::new(folder.path().join("rejects.csv"));
        writer.write(&texts(&["id"]), &reject(&["1"])).unwrap();
        writer.write(&texts(&["id", "x"]), &reject(&["1", "2", "3", "4"])).unwrap();
        let paths = writer.finish().unwrap();
        assert_eq!(paths[1].file_name().unwrap(), "rejects-2.csv");
        assert!(fs::read_to_string(&paths[1]).unwrap().contains("\n1,\"2,3,4\",a.csv"));
    }
}
