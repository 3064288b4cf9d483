//! What goes to standard output: tables for people, JSON and CSV for programs.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::Value;
use supportmix_core::file::guarded;
use unicode_width::UnicodeWidthStr;

use crate::stop::Stop;

/// Prints one JSON value.
pub fn json(value: &impl Serialize) -> Result<(), Stop> {
    let mut text = serde_json::to_vec_pretty(value).map_err(|error| Stop::failed(error.to_string()))?;
    text.push(b'\n');
    bytes(&text)
}

/// Prints lines of text.
pub fn text(text: &str) -> Result<(), Stop> {
    bytes(format!("{text}\n").as_bytes())
}

/// Prints bytes as they are.
pub fn bytes(bytes: &[u8]) -> Result<(), Stop> {
    let mut out = io::stdout().lock();
    out.write_all(bytes).and_then(|()| out.flush()).map_err(Stop::from)
}

/// A column of a table: its header, and whether it holds numbers, which stand at the right.
pub struct Column {
    header: String,
    numbers: bool,
}

impl Column {
    /// A column of text.
    pub fn text(header: impl Into<String>) -> Column {
        Column { header: header.into(), numbers: false }
    }

    /// A column of numbers.
    pub fn numbers(header: impl Into<String>) -> Column {
        Column { header: header.into(), numbers: true }
    }
}

/// Prints a table for people, its columns aligned by what they take on a terminal.
pub fn table(columns: &[Column], rows: &[Vec<String>]) -> Result<(), Stop> {
    let width = |at: usize| {
        let cells = rows.iter().filter_map(|row| row.get(at)).map(|cell| cell.width());
        cells.max().unwrap_or(0).max(columns.get(at).map_or(0, |column| column.header.width()))
    };
    let widths: Vec<usize> = (0..columns.len()).map(width).collect();
    let line = |cells: &mut dyn Iterator<Item = &str>| {
        let mut line = String::new();
        for ((cell, column), width) in cells.zip(columns).zip(&widths) {
            let blank = " ".repeat(width.saturating_sub(cell.width()));
            let (before, after) = if column.numbers { (blank.as_str(), "") } else { ("", blank.as_str()) };
            line.push_str(&format!("{before}{cell}{after}  "));
        }
        line.truncate(line.trim_end().len());
        line.push('\n');
        line
    };
    let mut out = line(&mut columns.iter().map(|column| column.header.as_str()));
    for row in rows {
        // A cell stays on its line, whatever text a ticket brings.
        let cells: Vec<String> = row.iter().map(|cell| cell.replace(char::is_control, " ")).collect();
        out.push_str(&line(&mut cells.iter().map(String::as_str)));
    }
    bytes(out.as_bytes())
}

/// Rows of texts as JSON objects, by the names of their columns.
pub fn objects<const N: usize>(columns: [&str; N], rows: Vec<[Option<String>; N]>) -> Vec<Value> {
    let object = |row: [Option<String>; N]| columns.map(str::to_owned).into_iter().zip(row.map(Value::from));
    rows.into_iter().map(|row| object(row).collect()).collect()
}

/// Prints rows of texts as CSV.
pub fn csv_of_texts<const N: usize>(columns: &[&str; N], rows: &[[Option<String>; N]]) -> Result<(), Stop> {
    csv(
        columns,
        rows.iter().map(|row| row.iter().map(|text| Cell::text(text.as_deref())).collect::<Vec<_>>()),
    )
}

/// Prints rows of texts as a table for people.
pub fn table_of_texts<const N: usize>(
    columns: [&'static str; N],
    rows: Vec<[Option<String>; N]>,
) -> Result<(), Stop> {
    let rows: Vec<_> = rows.into_iter().map(|row| row.map(Option::unwrap_or_default).to_vec()).collect();
    table(&columns.map(Column::text), &rows)
}

/// A cell of a CSV.
pub enum Cell<'a> {
    /// Text, guarded so that no spreadsheet takes it for a formula.
    Text(&'a str),
    /// A number, as it is.
    Number(f64),
    /// A whole number.
    Count(u64),
    /// Nothing.
    Empty,
}

impl<'a> Cell<'a> {
    /// A text that may be missing.
    pub fn text(text: Option<&'a str>) -> Cell<'a> {
        text.map_or(Cell::Empty, Cell::Text)
    }

    /// A number that may be missing.
    pub fn number(number: Option<f64>) -> Cell<'a> {
        number.map_or(Cell::Empty, Cell::Number)
    }
}

/// Prints a CSV.
pub fn csv<'a, R: IntoIterator<Item = Cell<'a>>>(
    header: &[&str],
    rows: impl IntoIterator<Item = R>,
) -> Result<(), Stop> {
    let mut writer = csv::Writer::from_writer(io::stdout().lock());
    writer.write_record(header)?;
    for row in rows {
        writer.write_record(row.into_iter().map(|cell| match cell {
            Cell::Text(text) => guarded(text),
            Cell::Number(number) => number.to_string(),
            Cell::Count(count) => count.to_string(),
            Cell::Empty => String::new(),
        }))?;
    }
    writer.flush()?;
    Ok(())
}

/// A whole number with separators: 12,345.
pub fn count(number: u64) -> String {
    let digits = number.to_string();
    let mut grouped = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// An amount of money with separators and two decimals: 12,345.60.
pub fn money(amount: f64) -> String {
    let cents = format!("{:.2}", amount.abs());
    let (whole, fraction) = cents.split_once('.').unwrap_or((&cents, "00"));
    let sign = if amount < 0.0 { "-" } else { "" };
    match whole.parse() {
        Ok(whole) => format!("{sign}{}.{fraction}", count(whole)),
        Err(_) => format!("{sign}{cents}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped_by_thousands() {
        assert_eq!([0, 999, 1_000, 1_234_567].map(count), ["0", "999", "1,000", "1,234,567"]);
        assert_eq!([0.0, 0.999, -1_234.5].map(money), ["0.00", "1.00", "-1,234.50"]);
    }

    #[test]
    fn text_that_would_be_a_formula_is_guarded() {
        for formula in ["=1+1", "+1", "-1", "@x", "\tx", "\0"] {
            assert_eq!(guarded(formula), format!("'{formula}"));
        }
        assert_eq!(guarded("billing = fun"), "billing = fun");
    }
}
