//! Records of delimited text: CSV and its relatives.
//!
//! Read by a scanner of our own, since an import must name physical lines, hold cells and records within limits, tell
//! bytes that are no text, and go on after a quote that is never closed: it is strict where a reader that makes the
//! best of everything would quietly glue two tickets together.

use std::io::Read;

use memchr::{memchr, memchr2, memchr3};

use super::cells::{Cells, Span};
use super::delimiter::separator_line;
use super::header::{Raw, Rows};
use super::limits;
use super::plain::plain_cells;
use super::table::Fault;

/// Bytes read in one go.
const CHUNK: usize = 256 << 10;

/// Scans UTF-8 text into records.
pub(super) struct Delimited<R> {
    input: R,
    ended: bool,
    /// Text read and not yet left behind.
    text: Vec<u8>,
    /// Where in `text` the next record begins.
    start: usize,
    /// Physical line of the next record.
    line: u64,
    /// The last record ended with CR: a LF right after it is of the same line end.
    after_cr: bool,
    delimiter: u8,
    /// Cells of the record in hand, from its beginning.
    spans: Vec<Span>,
    /// Those of them that hold doubled quotes.
    doubled: Vec<usize>,
    rescanned: u64,
}

/// What a scan came to.
enum Scan {
    /// No more records.
    End,
    /// A record of so many cells up to `next`, with so many line ends inside its quotes.
    Record { next: usize, count: usize, lines: u64 },
    /// The quote at `from`, so many line ends below the record's first line, does not end as it should.
    BadQuote { from: usize, seen: usize, lines: u64, reason: &'static str },
    /// The record is over the limit; so many bytes were looked at.
    TooLong { seen: usize },
}

impl Scan {
    /// A record that has been scanned to its end, if it is within the limit.
    fn record(next: usize, count: usize, lines: u64) -> Scan {
        if next > limits::RECORD_BYTES {
            Scan::TooLong { seen: next }
        } else {
            Scan::Record { next, count, lines }
        }
    }
}

enum State {
    Start,
    Plain,
    Quoted,
    /// After a quote inside a quoted cell: it closes the cell, or is the first of two.
    Quote,
    /// After a closed cell: blanks are let pass.
    Closed,
}

impl<R: Read> Delimited<R> {
    /// Scans UTF-8 without a byte order mark. A first line `sep=;` is Excel's own and no record.
    pub(super) fn new(input: R, delimiter: u8) -> Result<Delimited<R>, Fault> {
        let mut scanner = Delimited {
            input,
            ended: false,
            text: Vec::new(),
            start: 0,
            line: 1,
            after_cr: false,
            delimiter,
            spans: Vec::new(),
            doubled: Vec::new(),
            rescanned: 0,
        };
        scanner.fill()?;
        if let Some((_, length)) = separator_line(&scanner.text) {
            scanner.start = length;
            scanner.after_cr = scanner.text.get(length.wrapping_sub(1)) == Some(&b'\r');
            scanner.line = 2;
        }
        Ok(scanner)
    }

    /// Reads more text behind what there is, leaving behind what has been used.
    fn fill(&mut self) -> Result<(), Fault> {
        self.text.drain(..self.start.min(self.text.len()));
        self.start = 0;
        let known = self.text.len();
        self.text.resize(known + CHUNK, 0);
        let mut filled = known;
        while let Some(room) = self.text.get_mut(filled..).filter(|room| !room.is_empty()) {
            match self.input.read(room) {
                Ok(0) => {
                    self.ended = true;
                    break;
                }
                Ok(read) => filled += read,
                Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error.into()),
            }
        }
        self.text.truncate(filled);
        Ok(())
    }

    /// Whether all the input has become records.
    pub(super) fn is_used_up(&self) -> bool {
        self.ended && self.rest().is_empty()
    }

    /// The text from the record's beginning on.
    fn rest(&self) -> &[u8] {
        self.text.get(self.start..).unwrap_or_default()
    }

    /// Finds the end of the record and its cells.
    fn scan(&mut self) -> Result<Scan, Fault> {
        self.spans.clear();
        self.doubled.clear();
        let (mut state, mut at, mut from, mut to, mut doubled) = (State::Start, 0, 0, 0, false);
        let (mut count, mut lines) = (0, 0);
        loop {
            if matches!(state, State::Start) {
                let ended;
                (at, ended) = self.plain_cells(at, &mut count);
                if ended {
                    return Ok(Scan::record(at, count, lines));
                }
            }
            let record = self.text.get(self.start..).unwrap_or_default();
            let rest = record.get(at..).unwrap_or_default();
            // Where in `rest` a byte decides, if it does at all.
            let found = match state {
                State::Plain => memchr3(self.delimiter, b'\n', b'\r', rest),
                State::Quoted => memchr(b'"', rest),
                State::Start | State::Quote | State::Closed => (!rest.is_empty()).then_some(0),
            };
            let byte = found.and_then(|found| rest.get(found)).copied();
            if matches!(state, State::Quoted) && at + found.unwrap_or(rest.len()) - from > limits::FIELD_BYTES
            {
                let reason = "is not closed within 1 MiB";
                return Ok(Scan::BadQuote { from: from - 1, seen: at, lines, reason });
            }
            let Some((found, byte)) = found.zip(byte) else {
                at = record.len();
                if at > limits::RECORD_BYTES {
                    return Ok(Scan::TooLong { seen: at });
                }
                if !self.ended {
                    self.fill()?;
                    continue;
                }
                match state {
                    State::Start if count == 0 => return Ok(Scan::End),
                    State::Quoted => {
                        let reason = "is never closed";
                        return Ok(Scan::BadQuote { from: from - 1, seen: at, lines, reason });
                    }
                    State::Start => (from, to) = (at, at),
                    State::Plain => to = at,
                    State::Quote => to = at - 1,
                    State::Closed => {}
                }
                if matches!(state, State::Quote) {
                    lines += line_ends(record.get(from..to).unwrap_or_default());
                }
                self.push(Span::new(from, to), doubled, &mut count);
                return Ok(Scan::record(at, count, lines));
            };
            at += found;
            match (&state, byte) {
                (State::Start, b'"') => {
                    at += 1;
                    (state, from, doubled) = (State::Quoted, at, false);
                    continue;
                }
                (State::Start, _) => {
                    (state, from, doubled) = (State::Plain, at, false);
                    continue;
                }
                (State::Quoted, _) => {
                    at += 1;
                    state = State::Quote;
                    continue;
                }
                (State::Quote, b'"') => {
                    at += 1;
                    (state, doubled) = (State::Quoted, true);
                    continue;
                }
                (State::Quote, _) => {
                    to = at - 1;
                    lines += line_ends(record.get(from..to).unwrap_or_default());
                    state = State::Closed;
                }
                (State::Plain, _) => to = at,
                (State::Closed, _) => {}
            }
            // The cell is complete; the byte is what follows it.
            at += 1;
            match byte {
                _ if byte == self.delimiter => {
                    self.push(Span::new(from, to), doubled, &mut count);
                    state = State::Start;
                }
                b'\n' | b'\r' => {
                    self.push(Span::new(from, to), doubled, &mut count);
                    return Ok(Scan::record(at, count, lines));
                }
                b' ' | b'\t' => {}
                _ => {
                    let lines = lines - line_ends(record.get(from..to).unwrap_or_default());
                    let reason = "is closed in the middle of its cell";
                    return Ok(Scan::BadQuote { from: from - 1, seen: at, lines, reason });
                }
            }
        }
    }

    /// Takes the plain cells from `at` on. Returns what follows them, and whether they ended the record.
    fn plain_cells(&mut self, at: usize, count: &mut usize) -> (usize, bool) {
        let record = self.text.get(self.start..).unwrap_or_default();
        plain_cells(record, at, self.delimiter, |cell| {
            if *count < limits::COLUMNS {
                self.spans.push(cell);
            }
            *count += 1;
        })
    }

    fn push(&mut self, cell: Span, doubled: bool, count: &mut usize) {
        if *count < limits::COLUMNS {
            if doubled {
                self.doubled.push(self.spans.len());
            }
            self.spans.push(cell);
        }
        *count += 1;
    }

    /// Puts the cells of the record that ends at `end` into `cells`; what is wrong with one of them.
    fn take_cells(&mut self, end: usize, cells: &mut Cells) -> Option<String> {
        let record = self.text.get(self.start..).and_then(|rest| rest.get(..end)).unwrap_or_default();
        let problem = match str::from_utf8(record) {
            Ok(text) if end <= limits::FIELD_BYTES => {
                cells.take(text, &mut self.spans);
                None
            }
            _ => each_on_its_own(record, &self.spans, cells),
        };
        for column in self.doubled.drain(..) {
            let single = cells.get(column).unwrap_or_default().replace("\"\"", "\"");
            cells.set(column, &single);
        }
        problem
    }

    /// Gives up a record at `from` and goes on with the line after; `seen` bytes had been looked at.
    fn recover(&mut self, from: usize, seen: usize) -> Result<String, Fault> {
        let rest = self.rest().get(from..).unwrap_or_default();
        let end = memchr2(b'\n', b'\r', rest).unwrap_or(rest.len());
        let shown = rest.get(..end.min(limits::FIELD_BYTES)).unwrap_or_default();
        let shown = String::from_utf8_lossy(shown).into_owned();
        self.start += from + end;
        self.rescanned += seen.saturating_sub(from + end) as u64;
        if self.rescanned > limits::RESCANNED_BYTES {
            let reason = format!("its quotes do not match, on line {} and before", self.line);
            return Err(Fault::Damaged(reason));
        }
        while self.rest().is_empty() && !self.ended {
            self.fill()?;
            self.start = memchr2(b'\n', b'\r', self.rest()).unwrap_or(self.text.len());
        }
        self.after_cr = self.rest().first() == Some(&b'\r');
        self.start = (self.start + 1).min(self.text.len());
        Ok(shown)
    }
}

impl<R: Read> Rows for Delimited<R> {
    fn next(&mut self, mut cells: Cells) -> Result<Option<Raw>, Fault> {
        if self.after_cr {
            if self.rest().is_empty() && !self.ended {
                self.fill()?;
            }
            self.start += usize::from(self.rest().first() == Some(&b'\n'));
            self.after_cr = false;
        }
        let line = self.line;
        match self.scan()? {
            Scan::End => Ok(None),
            Scan::TooLong { seen } => {
                cells.push(&self.recover(0, seen)?);
                self.line += 1;
                Ok(Some(Raw { line, cells, problem: Some("is longer than 16 MiB".to_owned()) }))
            }
            Scan::Record { next, count, lines } => {
                let mut problem = self.take_cells(next, &mut cells);
                if count > limits::COLUMNS {
                    problem = Some(format!("has {count} cells, the limit is {}", limits::COLUMNS));
                }
                self.after_cr = next.checked_sub(1).and_then(|last| self.rest().get(last)) == Some(&b'\r');
                self.start += next;
                self.line += lines + 1;
                Ok(Some(Raw { line, cells, problem }))
            }
            Scan::BadQuote { from, seen, lines, reason } => {
                let opened = line + lines;
                self.take_cells(from, &mut cells);
                cells.push(&self.recover(from, seen)?);
                self.line = opened + 1;
                let problem = Some(format!("the quote opened on line {opened} {reason}"));
                Ok(Some(Raw { line, cells, problem }))
            }
        }
    }
}

/// Puts the cells of a record of which one may be too long, or no text, into `cells`; which of them is.
fn each_on_its_own(record: &[u8], spans: &[Span], cells: &mut Cells) -> Option<String> {
    let mut problem = None;
    for (number, span) in (1..).zip(spans) {
        let bytes = record.get(span.range()).unwrap_or_default();
        let shown = bytes.get(..limits::FIELD_BYTES).unwrap_or(bytes);
        if shown.len() < bytes.len() {
            problem.get_or_insert_with(|| format!("cell {number} is longer than 1 MiB"));
        } else if str::from_utf8(bytes).is_err() {
            let reason = || format!("cell {number} holds bytes that are no text in this encoding");
            problem.get_or_insert_with(reason);
        }
        cells.push(&String::from_utf8_lossy(shown));
    }
    problem
}

/// Line ends in a cell: LF, CRLF, or CR alone.
fn line_ends(cell: &[u8]) -> u64 {
    let Some(mut at) = memchr2(b'\n', b'\r', cell) else { return 0 };
    let mut count = 0;
    while let Some(byte) = cell.get(at) {
        let crlf = *byte == b'\r' && cell.get(at + 1) == Some(&b'\n');
        count += u64::from(matches!(byte, b'\n' | b'\r') && !crlf);
        at += 1;
    }
    count
}

#[cfg(test)]
mod tests {
    use super::*;

    fn records(text: &[u8]) -> Vec<Raw> {
        let mut scanner = Delimited::new(text, b',').unwrap();
        std::iter::from_fn(|| scanner.next(Cells::default()).unwrap()).collect()
    }

    fn cells(text: &str) -> Vec<(u64, Vec<String>)> {
        records(text.as_bytes())
            .into_iter()
            .inspect(|row| assert_eq!(row.problem, None, "{row:?}"))
            .map(|row| (row.line, row.cells.to_vec()))
            .collect()
    }

    fn row(line: u64, cells: &[&str]) -> (u64, Vec<String>) {
        (line, cells.iter().map(|cell| (*cell).to_owned()).collect())
    }

    #[test]
    fn every_line_end_ends_a_record_and_counts_once() {
        for text in ["a,b\nc,d\n", "a,b\r\nc,d\r\n", "a,b\rc,d\r", "a,b\nc,d"] {
            assert_eq!(cells(text), [row(1, &["a", "b"]), row(2, &["c", "d"])], "{text:?}");
        }
        assert_eq!(cells("a\n\nb,\n"), [row(1, &["a"]), row(2, &[""]), row(3, &["b", ""])]);
        assert_eq!(cells("a,"), [row(1, &["a", ""])]);
        assert_eq!(cells(""), []);
    }

    #[test]
    fn quoted_cells_hold_delimiters_quotes_and_lines() {
        let text = "1,\"a, \"\"b\"\"\r\nc\nd\",x\r\n2,\"\",\"y\" \n3,\"z\"";
        let expected =
            [row(1, &["1", "a, \"b\"\r\nc\nd", "x"]), row(4, &["2", "", "y"]), row(5, &["3", "z"])];
        assert_eq!(cells(text), expected);
        assert_eq!(cells("5' 10\",a\0b\n"), [row(1, &["5' 10\"", "a\0b"])]);
    }

    #[test]
    fn an_unclosed_quote_names_its_line_and_costs_only_that() {
        let rows = records(b"1,a\n2,\"open\n3,c\n4,\"d\"\n5,e\n");
        let problems: Vec<_> = rows.iter().map(|row| (row.line, row.problem.as_deref())).collect();
        let reason = "the quote opened on line 2 is closed in the middle of its cell";
        assert_eq!(problems, [(1, None), (2, Some(reason)), (3, None), (4, None), (5, None)]);
        assert_eq!(rows[1].cells.to_vec(), ["2", "\"open"]);

        let rows = records(b"1,\"x\ny\",\"open\n2,b\n");
        assert_eq!(rows[0].problem.as_deref(), Some("the quote opened on line 2 is never closed"));
        assert_eq!((rows[1].line, rows[1].cells.len(), rows.len()), (3, 2, 2));
    }

    #[test]
    fn long_cells_and_records_break_their_record_only() {
        let long = "x".repeat(limits::FIELD_BYTES + 1);
        let rows = records(format!("a,{long}\nb,c\n").as_bytes());
        assert_eq!(rows[0].problem.as_deref(), Some("cell 2 is longer than 1 MiB"));
        assert_eq!((rows[1].line, rows[1].cells.len(), rows.len()), (2, 2, 2));

        let rows = records(format!("a,\"{long}\",d\nb,c\n").as_bytes());
        assert_eq!(rows[0].problem.as_deref(), Some("the quote opened on line 1 is not closed within 1 MiB"));
        assert_eq!((rows[1].line, rows.len()), (2, 2));

        let rows = records(format!("{}\nb,c\n", "x,".repeat(limits::RECORD_BYTES / 2 + 1)).as_bytes());
        assert_eq!(rows[0].problem.as_deref(), Some("is longer than 16 MiB"));
        assert_eq!((rows[1].line, rows[1].cells.len(), rows.len()), (2, 2, 2));

        let rows = records(format!("{}\nb,c\n", ",".repeat(limits::COLUMNS)).as_bytes());
        assert_eq!(rows[0].problem.as_deref(), Some("has 2001 cells, the limit is 2000"));
        assert_eq!(rows.len(), 2);
    }

    #[test]
    fn bytes_that_are_no_text_break_their_record_only() {
        let rows = records(b"1,caf\xE9\n2,tea\n");
        assert_eq!(rows[0].problem.as_deref(), Some("cell 2 holds bytes that are no text in this encoding"));
        assert_eq!(rows[1].cells.to_vec(), ["2", "tea"]);
    }

    #[test]
    fn records_are_the_same_wherever_the_reads_fall() {
        struct Drip<'a>(&'a [u8]);
        impl Read for Drip<'_> {
            fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
                let one = buffer.len().min(1);
                self.0.read(&mut buffer[..one])
            }
        }
        let text = "1,\"a\r\nb\",c\r\n2,d,\"e\"\"\"\r\n".repeat(40_000);
        let mut dripped = Delimited::new(Drip(text.as_bytes()), b',').unwrap();
        for expected in records(text.as_bytes()) {
            assert_eq!(dripped.next(Cells::default()).unwrap(), Some(expected));
        }
        assert_eq!(dripped.next(Cells::default()).unwrap(), None);
    }

    #[test]
    fn a_sep_line_is_no_record() {
        for text in ["sep=,\r\na,b\r\n", "\"sep=,\"\na,b\n", "SEP=,\ra,b"] {
            assert_eq!(cells(text), [row(2, &["a", "b"])], "{text:?}");
        }
    }
}
