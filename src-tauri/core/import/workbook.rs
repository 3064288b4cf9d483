//! Rows of an XLSX workbook's sheet.
//!
//! The reader of cells borrows the workbook, so both live on a thread that sends rows, a bounded number ahead. A damaged
//! workbook that makes the parser panic ends that thread and is reported, not the process.

use std::io::{self, Write};
use std::sync::Arc;
use std::sync::atomic::AtomicU64;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread::{self, JoinHandle};

use calamine::{DataRef, ExcelDateTime, Reader, SheetType, SheetVisible, Xlsx, XlsxError};
use memchr::{memchr, memrchr};

use super::cells::Cells;
use super::container::{Location, Member, Seekable, members};
use super::header::{Grid, Raw, Rows};
use super::limits;
use super::table::Fault;

/// Rows sent at once, and batches that may wait.
const BATCH_ROWS: usize = 64;
const BATCHES: usize = 4;

/// Bytes of cells after which a batch is sent, however few rows it has.
const BATCH_BYTES: usize = 1 << 20;

/// Serial numbers that Excel shows as dates: up to 9999-12-31.
const LAST_DAY: f64 = 2_958_466.0;

/// The sheet of a workbook that is read.
pub(super) struct Sheet {
    /// Its name.
    pub(super) name: String,
    /// Line of its header.
    pub(super) header_line: u64,
    /// Rows above the header that hold something.
    pub(super) title_lines: u64,
}

/// The sheet called `wanted`, else the first visible one with a header and rows, else the first with a header.
pub(super) fn choose(location: &Location, wanted: Option<&str>) -> Result<Sheet, Fault> {
    check(location)?;
    let names = on_thread(location, |workbook| {
        let sheets = workbook.sheets_metadata().iter();
        let sheets = sheets.filter(|sheet| sheet.typ == SheetType::WorkSheet);
        Ok(sheets
            .map(|sheet| (sheet.name.clone(), sheet.visible == SheetVisible::Visible))
            .collect::<Vec<_>>())
    })?;
    if let Some(wanted) = wanted
        && !names.iter().any(|(name, _)| name == wanted)
    {
        let names: Vec<_> = names.into_iter().map(|(name, _)| name).collect();
        return Err(Fault::NoTable(format!("it has no sheet {wanted}, but {}", names.join(", "))));
    }
    let mut header_only = None;
    for (name, visible) in names {
        if wanted.map_or(!visible, |wanted| wanted != name) {
            continue;
        }
        let grid = match Grid::new(SheetRows::open(location, &name)?, true) {
            Ok(grid) => grid,
            Err(Fault::NoTable(_)) => continue,
            Err(fault) => return Err(fault),
        };
        let sheet = Sheet { name, header_line: grid.header_line, title_lines: grid.title_lines };
        if wanted.is_some() || (grid.has_rows() && grid.columns.names.len() > 1) {
            return Ok(sheet);
        }
        header_only.get_or_insert(sheet);
    }
    header_only.ok_or_else(|| Fault::NoTable("none of its sheets has a table".to_owned()))
}

/// Unpacks the parts that will be read, to see that they are whole and within the limits.
fn check(location: &Location) -> Result<(), Fault> {
    let mut archive = location.seekable(&Arc::new(AtomicU64::new(0)))?;
    let is_read = |member: &&Member| member.name.ends_with(".xml") || member.name.ends_with(".rels");
    for member in members(&mut archive)?.iter().filter(is_read) {
        let in_memory = !member.name.starts_with("xl/worksheets/");
        let limit = if in_memory { limits::WORKBOOK_PART_BYTES } else { limits::UNPACKED_BYTES };
        member.copy(&mut archive, limit, &mut TagGauge::default())?;
    }
    Ok(())
}

/// Measures how far XML's tags are apart: the parser holds what is between two of them in memory.
#[derive(Default)]
struct TagGauge {
    since_tag: usize,
}

impl Write for TagGauge {
    fn write(&mut self, xml: &[u8]) -> io::Result<usize> {
        let before = memchr(b'<', xml).unwrap_or(xml.len());
        let after = memrchr(b'<', xml).map_or(self.since_tag + xml.len(), |last| xml.len() - last);
        let longest = (self.since_tag + before).max(after);
        if longest > limits::RECORD_BYTES {
            return Err(io::Error::new(
                io::ErrorKind::InvalidData,
                "the workbook has a cell longer than 16 MiB",
            ));
        }
        self.since_tag = after;
        Ok(xml.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

type Workbook = Xlsx<Box<dyn Seekable>>;

/// Opens the workbook on a thread of its own and does something there.
fn on_thread<T: Send + 'static>(
    location: &Location,
    task: impl FnOnce(&mut Workbook) -> Result<T, XlsxError> + Send + 'static,
) -> Result<T, Fault> {
    let bytes = location.seekable(&Arc::new(AtomicU64::new(0)))?;
    let thread = thread::spawn(move || Workbook::new(bytes).and_then(|mut workbook| task(&mut workbook)));
    thread.join().map_err(|_| damaged(None))?.map_err(|error| damaged(Some(error)))
}

fn damaged(error: Option<XlsxError>) -> Fault {
    let why = error.map_or_else(|| "it cannot be made sense of".to_owned(), |error| error.to_string());
    Fault::Damaged(format!("the workbook is damaged: {why}"))
}

/// The rows of a sheet, read ahead on a thread.
pub(super) struct SheetRows {
    batches: Receiver<Vec<Raw>>,
    rows: std::vec::IntoIter<Raw>,
    thread: Option<JoinHandle<Result<(), Fault>>>,
}

impl SheetRows {
    /// Begins to read a sheet.
    pub(super) fn open(location: &Location, sheet: &str) -> Result<SheetRows, Fault> {
        SheetRows::counted(location, sheet, &Arc::new(AtomicU64::new(0)))
    }

    /// Begins to read a sheet. What is taken from the disk is added to `progress`.
    pub(super) fn counted(
        location: &Location,
        sheet: &str,
        progress: &Arc<AtomicU64>,
    ) -> Result<SheetRows, Fault> {
        let bytes = location.seekable(progress)?;
        let sheet = sheet.to_owned();
        let (sender, batches) = sync_channel(BATCHES);
        let thread = thread::spawn(move || {
            let mut workbook = Workbook::new(bytes).map_err(|error| damaged(Some(error)))?;
            send_rows(&mut workbook, &sheet, &sender)
        });
        Ok(SheetRows { batches, rows: Vec::new().into_iter(), thread: Some(thread) })
    }
}

impl Rows for SheetRows {
    fn next(&mut self, _: Cells) -> Result<Option<Raw>, Fault> {
        loop {
            if let Some(row) = self.rows.next() {
                return Ok(Some(row));
            }
            if let Ok(batch) = self.batches.recv() {
                self.rows = batch.into_iter();
                continue;
            }
            // The thread has come to the end, or to grief.
            return match self.thread.take().map(JoinHandle::join) {
                None | Some(Ok(Ok(()))) => Ok(None),
                Some(Ok(Err(fault))) => Err(fault),
                Some(Err(_)) => Err(damaged(None)),
            };
        }
    }
}

/// Sends the rows of a sheet until its end, or until nobody listens.
fn send_rows(workbook: &mut Workbook, sheet: &str, sender: &SyncSender<Vec<Raw>>) -> Result<(), Fault> {
    let mut cells = workbook.worksheet_cells_reader(sheet).map_err(|error| damaged(Some(error)))?;
    let mut batch: Vec<Raw> = Vec::new();
    let mut bytes = 0;
    while let Some(cell) = cells.next_cell().map_err(|error| damaged(Some(error)))? {
        let (row, column) = cell.get_position();
        let (line, column) = (u64::from(row) + 1, column as usize);
        if line > limits::WORKBOOK_ROWS {
            return Err(Fault::Damaged(format!("the sheet has more than {} rows", limits::WORKBOOK_ROWS)));
        }
        if batch.last().is_none_or(|last| last.line != line) {
            if batch.len() >= BATCH_ROWS || bytes >= BATCH_BYTES {
                bytes = 0;
                if sender.send(std::mem::take(&mut batch)).is_err() {
                    return Ok(());
                }
            }
            batch.push(Raw { line, cells: Cells::default(), problem: None });
        }
        let Some(raw) = batch.last_mut() else { continue };
        let mut text = text(cell.get_value());
        if text.is_empty() {
            continue;
        }
        if column >= limits::COLUMNS {
            raw.problem = Some(format!("has cells beyond column {}", limits::COLUMNS));
            continue;
        }
        if text.len() > limits::FIELD_BYTES {
            raw.problem = Some(format!("cell {} is longer than 1 MiB", column + 1));
            text.truncate(text.floor_char_boundary(limits::FIELD_BYTES));
        }
        if raw.cells.len() <= column {
            raw.cells.resize(column + 1);
        }
        bytes += text.len();
        raw.cells.set(column, &text);
    }
    // Whether anybody still listens does not matter at the end.
    let _ = sender.send(batch);
    Ok(())
}

/// A cell as text: dates as local ISO 8601, numbers in their shortest form, errors by their names.
fn text(value: &DataRef<'_>) -> String {
    match value {
        DataRef::Empty => String::new(),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => number.to_string(),
        DataRef::Bool(truth) => truth.to_string(),
        DataRef::Error(error) => error.to_string(),
        DataRef::DateTime(time) => time_text(time),
    }
}

/// `2026-07-01 09:30:00`, `2026-07-01` at midnight, `09:30:00` for a time without a day or for a duration; the bare
/// number where Excel itself shows no date.
fn time_text(time: &ExcelDateTime) -> String {
    let serial = time.as_f64();
    if !(0.0..LAST_DAY).contains(&serial) {
        return serial.to_string();
    }
    if time.is_duration() {
        // Below 2.6e11, as the range was checked.
        let seconds = (serial * 86_400.0).round() as u64;
        return format!("{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60);
    }
    let (year, month, day, hour, minute, second, milli) = time.to_ymd_hms_milli();
    let fraction = if milli == 0 { String::new() } else { format!(".{milli:03}") };
    let clock = format!("{hour:02}:{minute:02}:{second:02}{fraction}");
    if serial < 1.0 {
        clock
    } else if clock == "00:00:00" {
        format!("{year:04}-{month:02}-{day:02}")
    } else {
        format!("{year:04}-{month:02}-{day:02} {clock}")
    }
}

#[cfg(test)]
mod tests {
    use calamine::ExcelDateTimeType;

    use super::*;

    #[test]
    fn dates_are_local_iso_in_both_date_systems() {
        let time = |serial: f64, is_1904: bool| {
            time_text(&ExcelDateTime::new(serial, ExcelDateTimeType::DateTime, is_1904))
        };
        assert_eq!(time(46204.0, false), "2026-07-01");
        assert_eq!(time(46204.0 + 9.5 / 24.0, false), "2026-07-01 09:30:00");
        assert_eq!(time(46204.0 - 1462.0, true), "2026-07-01");
        assert_eq!(time(9.5 / 24.0, false), "09:30:00");
        assert_eq!(time(46204.0 + 0.25 / 86_400.0, false), "2026-07-01 00:00:00.250");
        assert_eq!(time(-3.0, false), "-3");
        assert_eq!(time(3e9, false), "3000000000");
        let duration = ExcelDateTime::new(30.25 / 24.0, ExcelDateTimeType::TimeDelta, false);
        assert_eq!(time_text(&duration), "30:15:00");
    }

    #[test]
    fn numbers_are_as_short_as_they_can_be() {
        assert_eq!(text(&DataRef::Float(12.0)), "12");
        assert_eq!(text(&DataRef::Float(0.1)), "0.1");
        assert_eq!(text(&DataRef::Bool(true)), "true");
        assert_eq!(text(&DataRef::Error(calamine::CellErrorType::NA)), "#N/A");
    }
}
