//! The header: which row it is, what its columns are called, and which of a record's cells belong to them.

use std::collections::{HashSet, VecDeque};

use super::cells::Cells;
use super::limits;
use super::table::{Fault, Problem, Record, Row};

/// Rows among which the header is looked for.
const HEADER_ROWS: usize = 30;

/// Rows, not blank, that are looked at to find the header.
const SAMPLE_ROWS: usize = 80;

/// Bytes of cells after which no more rows are looked at ahead.
const SAMPLE_BYTES: usize = 4 << 20;

/// Columns that a file of rejected rows adds. Dropped, so that a mended one reads like the original.
const REJECT_COLUMNS: [&str; 6] =
    ["reject_file", "reject_record", "reject_line", "reject_field", "reject_value", "reject_reason"];

/// A row as it is in the file, header and title lines too.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Raw {
    /// Physical line, or the sheet's row.
    pub(super) line: u64,
    /// Its cells.
    pub(super) cells: Cells,
    /// Why it cannot be used.
    pub(super) problem: Option<String>,
}

impl Raw {
    /// Whether it holds nothing.
    pub(super) fn is_blank(&self) -> bool {
        self.problem.is_none() && self.cells.iter().all(is_empty)
    }

    /// Cells up to the last that is not empty.
    fn filled_width(&self) -> usize {
        self.cells.iter().rposition(|cell| !is_empty(cell)).map_or(0, |last| last + 1)
    }
}

/// What yields the rows of a file one at a time.
pub(super) trait Rows {
    /// The next row, `None` at the end. `memory` holds no cells, and is there to be used for the row's.
    fn next(&mut self, memory: Cells) -> Result<Option<Raw>, Fault>;
}

/// A table's columns, and where in a row they are.
pub(super) struct Columns {
    /// Their names, as a table promises them.
    pub(super) names: Vec<String>,
    /// The position of each in a row of the file.
    positions: Vec<usize>,
    /// Cells of a row of the file.
    width: usize,
}

impl Columns {
    /// The columns of a header row.
    pub(super) fn new(header: &Cells) -> Result<Columns, Fault> {
        if header.len() > limits::COLUMNS {
            let (count, limit) = (header.len(), limits::COLUMNS);
            return Err(Fault::Damaged(format!("the header has {count} columns, the limit is {limit}")));
        }
        let mut columns = Columns { names: Vec::new(), positions: Vec::new(), width: header.len() };
        let mut taken: HashSet<String> = header.iter().map(|name| name.trim().to_owned()).collect();
        let mut seen = HashSet::new();
        for (position, name) in header.iter().map(|name| name.trim()).enumerate() {
            if REJECT_COLUMNS.contains(&name) {
                continue;
            }
            let number = columns.names.len() + 1;
            let name = match name {
                "" => free_name(&mut taken, format!("column {number}")),
                name if seen.insert(name) => name.to_owned(),
                name => free_name(&mut taken, name.to_owned()),
            };
            columns.names.push(name);
            columns.positions.push(position);
        }
        Ok(columns)
    }

    /// The cells of the columns alone, with what is behind the last one.
    pub(super) fn project(&self, mut cells: Cells) -> Cells {
        if self.positions.len() < self.width {
            cells.select(&self.positions, self.width);
        }
        cells
    }
}

/// A name like the given one that no column has yet.
fn free_name(taken: &mut HashSet<String>, name: String) -> String {
    let mut free = name.clone();
    let mut number = 2;
    while !taken.insert(free.clone()) {
        free = format!("{name} ({number})");
        number += 1;
    }
    free
}

/// Rows below a header, as a table yields them.
pub(super) struct Grid<R> {
    rows: R,
    ahead: VecDeque<Raw>,
    /// Its columns.
    pub(super) columns: Columns,
    /// The line of the header.
    pub(super) header_line: u64,
    /// Rows above the header that hold something.
    pub(super) title_lines: u64,
    /// Rows end with their last filled cell, as in a workbook.
    sparse: bool,
    number: u64,
}

impl<R: Rows> Grid<R> {
    /// Finds the header. In `sparse` rows, cells that are missing at the end are empty.
    pub(super) fn new(mut rows: R, sparse: bool) -> Result<Grid<R>, Fault> {
        let mut ahead = VecDeque::new();
        let mut bytes = 0;
        while ahead.len() < SAMPLE_ROWS
            && bytes < SAMPLE_BYTES
            && let Some(row) = rows.next(Cells::default())?
        {
            if !row.is_blank() {
                bytes += row.cells.iter().map(str::len).sum::<usize>();
                ahead.push_back(row);
            }
        }
        if sparse {
            let widest = ahead.iter().map(|row: &Raw| row.cells.len()).max().unwrap_or(0);
            ahead.iter_mut().for_each(|row| row.cells.resize(widest));
        }
        let no_rows = || Fault::NoTable("it has no header and no rows".to_owned());
        let position = header_position(ahead.make_contiguous());
        // A broken row this far up may be the header itself: taking a record for it would be worse than to refuse.
        let above = ahead.iter().take(position.unwrap_or(ahead.len()));
        if let Some((line, problem)) = above.filter_map(|row| Some((row.line, row.problem.as_ref()?))).next()
        {
            return Err(Fault::Damaged(format!("the header cannot be read: line {line}, {problem}")));
        }
        let position = position.ok_or_else(no_rows)?;
        let mut header = ahead.drain(..=position).next_back().ok_or_else(no_rows)?;
        if sparse {
            let widest = ahead.iter().chain([&header]).map(Raw::filled_width).max().unwrap_or(0);
            header.cells.resize(widest.min(header.cells.len()));
        }
        Ok(Grid {
            rows,
            ahead,
            columns: Columns::new(&header.cells)?,
            header_line: header.line,
            title_lines: position as u64,
            sparse,
            number: 0,
        })
    }

    /// Whether any row follows the header, as far as was looked.
    pub(super) fn has_rows(&self) -> bool {
        !self.ahead.is_empty()
    }

    /// The next row that is not blank.
    pub(super) fn next_row(&mut self, mut memory: Cells) -> Result<Option<Row>, Fault> {
        loop {
            let row = match self.ahead.pop_front() {
                Some(row) => row,
                None => match self.rows.next(memory)? {
                    Some(row) => row,
                    None => return Ok(None),
                },
            };
            if !row.is_blank() {
                return Ok(Some(self.checked(row)));
            }
            memory = row.cells.emptied();
        }
    }

    fn checked(&mut self, mut row: Raw) -> Row {
        let width = self.columns.width;
        if row.problem.is_none() {
            if row.cells.len() > width {
                row.cells.resize(row.filled_width().max(width));
            }
            if self.sparse && row.cells.len() < width {
                row.cells.resize(width);
            }
            if row.cells.len() != width {
                row.problem = Some(format!("has {} cells, the header has {width}", row.cells.len()));
            }
        }
        self.number += 1;
        let cells = self.columns.project(row.cells);
        let record = Record { number: self.number, line: row.line, cells };
        match row.problem {
            None => Row::Record(record),
            Some(reason) => Row::Broken(Problem { record, reason }),
        }
    }
}

/// The position of the header: the first row as wide as most rows are, with more than half of its cells filled, most of
/// them with words. If there is none, the row with the most words.
fn header_position(rows: &[Raw]) -> Option<usize> {
    let good = || rows.iter().enumerate().filter(|(_, row)| row.problem.is_none());
    let frequency = |width: usize| good().filter(|(_, row)| row.cells.len() == width).count();
    let usual = good().map(|(_, row)| row.cells.len()).max_by_key(|width| (frequency(*width), *width))?;
    // Delimiters behind the last column of every row but the header make rows look wider than they are.
    let filled =
        good().filter(|(_, row)| row.cells.len() == usual).map(|(_, row)| row.filled_width()).max()?;
    let usual = usual.min(filled);
    let words = |row: &Raw| row.cells.iter().filter(|cell| !is_empty(cell) && !looks_like_data(cell)).count();
    let is_header = |row: &Raw| {
        let filled = row.cells.iter().filter(|cell| !is_empty(cell)).count();
        row.cells.len() >= usual && filled * 2 > usual && words(row) * 2 > filled
    };
    let candidates = || good().take_while(|(position, _)| *position < HEADER_ROWS);
    let found = candidates().find(|(_, row)| is_header(row));
    // Of equals, `max_by_key` takes the last: the first is wanted.
    let found = found.or_else(|| candidates().max_by_key(|(at, row)| (words(row), std::cmp::Reverse(*at))));
    found.map(|(position, _)| position)
}

fn is_empty(cell: &str) -> bool {
    cell.trim().is_empty()
}

/// Whether a cell holds a number, a date, a truth value or an address rather than a column's name.
fn looks_like_data(cell: &str) -> bool {
    let cell = cell.trim().to_ascii_lowercase();
    let unsigned = cell.trim_start_matches(['+', '-', '$', '€', '£']);
    let timelike = unsigned.trim_end_matches("am").trim_end_matches("pm");
    let numeric = unsigned.starts_with(|first: char| first.is_ascii_digit())
        && timelike.chars().all(|c| c.is_ascii_digit() || " -/.:,+tz%".contains(c));
    numeric || cell.contains('@') || matches!(cell.as_str(), "true" | "false" | "yes" | "no" | "null")
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Given(VecDeque<Raw>);

    impl Rows for Given {
        fn next(&mut self, _: Cells) -> Result<Option<Raw>, Fault> {
            Ok(self.0.pop_front())
        }
    }

    fn grid(text: &str, sparse: bool) -> Grid<Given> {
        let cells = |line: &str| line.split(',').collect();
        let raw = |(at, line): (usize, &str)| Raw { line: at as u64 + 1, cells: cells(line), problem: None };
        Grid::new(Given(text.lines().enumerate().map(raw).collect()), sparse).unwrap()
    }

    fn names(header: &str) -> Vec<String> {
        Columns::new(&header.split(',').collect()).unwrap().names
    }

    #[test]
    fn names_are_trimmed_filled_and_each_once() {
        assert_eq!(
            names(" id ,Tags,,Tags,Tags,"),
            ["id", "Tags", "column 3", "Tags (2)", "Tags (3)", "column 6"]
        );
        assert_eq!(
            names("Tags (2),Tags,Tags,column 4,"),
            ["Tags (2)", "Tags", "Tags (3)", "column 4", "column 5"]
        );
        assert_eq!(names(",column 1"), ["column 1 (2)", "column 1"]);
    }

    #[test]
    fn what_a_rejects_file_adds_is_dropped() {
        let mut grid = grid("id,reject_line,at,reject_reason\n1,7,2026,too long\n2,8\n3,1,2,3,4", false);
        assert_eq!(grid.columns.names, ["id", "at"]);
        let Some(Row::Record(record)) = grid.next_row(Cells::default()).unwrap() else { panic!() };
        assert_eq!(record.cells.to_vec(), ["1", "2026"]);
        let Some(Row::Broken(problem)) = grid.next_row(Cells::default()).unwrap() else { panic!() };
        assert_eq!(problem.record.cells.to_vec(), ["2"]);
        let Some(Row::Broken(problem)) = grid.next_row(Cells::default()).unwrap() else { panic!() };
        assert_eq!(problem.record.cells.to_vec(), ["3", "2", "4"]);
    }

    #[test]
    fn the_header_is_found_under_title_lines() {
        for (text, line, titles) in [
            ("id,at,subject\n1,2026-01-02,a", 1, 0),
            ("Report: tickets\nCreated,2026-01-02\n\nid,at,subject\n1,2026-01-02,a\n2,2026-01-02,b", 4, 2),
            ("Report,,\n,,\nid,at,subject\n1,2026-01-02,a\n2,2026-01-02,b", 3, 1),
            ("Report,2026-01-02,12\nid,at,subject\n1,2026-01-02,a", 2, 1),
            ("id,at,subject\n1,2026-01-02,a,\n2,2026-01-02,b,", 1, 0),
            ("id,at,subject,x\n1,2026-01-02,a\n2,2026-01-02,b", 1, 0),
            ("id,,,subject,\n1,2026-01-02,3,a,5\n2,2026-01-02,5,b,6", 1, 0),
            ("2024,2025,total\n1,2,3\n3,4,5", 1, 0),
            ("id,at,subject", 1, 0),
        ] {
            let grid = grid(text, false);
            assert_eq!((grid.header_line, grid.title_lines), (line, titles), "{text}");
        }
    }

    #[test]
    fn ragged_rows_are_broken_and_blank_ones_are_no_records() {
        let mut grid = grid("id,at\n1,2\n , \n3\n4,5, ,\n6,7,8", false);
        let mut seen = Vec::new();
        while let Some(row) = grid.next_row(Cells::default()).unwrap() {
            seen.push(match row {
                Row::Record(record) => {
                    (record.number, record.line, record.cells.to_vec().join("|"), String::new())
                }
                Row::Broken(Problem { record, reason }) => {
                    (record.number, record.line, record.cells.to_vec().join("|"), reason)
                }
            });
        }
        let expected = [
            (1, 2, "1|2", ""),
            (2, 4, "3", "has 1 cells, the header has 2"),
            (3, 5, "4|5", ""),
            (4, 6, "6|7|8", "has 3 cells, the header has 2"),
        ];
        let expected = expected.map(|(n, line, cells, why)| (n, line, cells.to_owned(), why.to_owned()));
        assert_eq!(seen, expected);
    }

    #[test]
    fn no_record_is_taken_for_a_header_that_is_broken() {
        let raw = |line, cell: &str, problem: Option<&str>| Raw {
            line,
            cells: [cell, "b"].into_iter().collect(),
            problem: problem.map(str::to_owned),
        };
        let rows = [raw(1, "Gr\u{fffd}", Some("is no text")), raw(2, "a", None)];
        let Err(Fault::Damaged(reason)) = Grid::new(Given(rows.into()), false) else { panic!() };
        assert_eq!(reason, "the header cannot be read: line 1, is no text");
    }

    #[test]
    fn sparse_rows_are_filled_up() {
        let mut grid = grid("Report\nid,at\n1\n2,3,note", true);
        assert_eq!((grid.columns.names.join("|"), grid.title_lines), ("id|at|column 3".to_owned(), 1));
        let Some(Row::Record(record)) = grid.next_row(Cells::default()).unwrap() else { panic!() };
        assert_eq!(record.cells.to_vec(), ["1", "", ""]);
    }
}
