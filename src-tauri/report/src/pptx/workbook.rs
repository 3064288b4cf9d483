//! The workbook in a chart: what Edit data opens.

use std::ops::Range;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, XlsxError};

use crate::ReportError;

/// The name of its only sheet, as PowerPoint calls it in all languages that write from left to right.
const SHEET: &str = "Sheet1";

/// A column of numbers.
#[derive(Clone, Debug)]
pub(super) struct Numbers {
    pub name: String,
    pub values: Vec<Option<f64>>,
    /// How they are written, in Excel's way.
    pub format: String,
}

/// The numbers of a chart: a row for each category.
#[derive(Clone, Debug, Default)]
pub(super) struct Sheet {
    pub categories: Vec<String>,
    pub columns: Vec<Numbers>,
}

impl Sheet {
    /// Adds a column; gives its place.
    pub fn add(&mut self, name: impl Into<String>, values: Vec<Option<f64>>, format: &str) -> usize {
        self.columns.push(Numbers { name: name.into(), values, format: format.to_owned() });
        self.columns.len() - 1
    }

    /// What refers to the categories.
    pub fn categories(&self) -> String {
        format!("{SHEET}!$A$2:$A${}", self.categories.len() + 1)
    }

    /// What refers to a column's name.
    pub fn name(&self, column: usize) -> String {
        format!("{SHEET}!${}$1", letters(column + 1))
    }

    /// What refers to a column's numbers.
    pub fn values(&self, column: usize) -> String {
        let letters = letters(column + 1);
        format!("{SHEET}!${letters}$2:${letters}${}", self.categories.len() + 1)
    }

    /// What refers to some rows of a column, of which the first category is in row 0.
    pub fn part(&self, column: usize, rows: &Range<usize>) -> String {
        let letters = letters(column + 1);
        format!("{SHEET}!${letters}${}:${letters}${}", rows.start + 2, rows.end + 1)
    }

    /// The file.
    pub fn workbook(&self, made_at: i64) -> Result<Vec<u8>, ReportError> {
        self.written(made_at).map_err(|error| ReportError::Format { format: "PPTX", why: error.to_string() })
    }

    fn written(&self, made_at: i64) -> Result<Vec<u8>, XlsxError> {
        let mut workbook = Workbook::new();
        let made_at = ExcelDateTime::from_timestamp(made_at)?;
        workbook.set_properties(&DocProperties::new().set_creation_datetime(&made_at));
        let sheet = workbook.add_worksheet().set_name(SHEET)?;
        sheet.set_column_width(0, 32)?;
        for (row, category) in (1..).zip(&self.categories) {
            // As a text, whatever it begins with.
            sheet.write_string(row, 0, clipped(category))?;
        }
        for (column, Numbers { name, values, format }) in (1..).zip(&self.columns) {
            sheet.write_string(0, column, clipped(name))?;
            let format = Format::new().set_num_format(format);
            for (row, value) in (1..).zip(values) {
                if let Some(value) = value {
                    sheet.write_number_with_format(row, column, *value, &format)?;
                }
            }
        }
        workbook.save_to_buffer()
    }
}

/// What fits into a cell.
fn clipped(text: &str) -> String {
    text.chars().filter(|letter| !letter.is_control()).take(32_000).collect()
}

/// A column's letters: A for 0.
fn letters(column: usize) -> String {
    let letter = |place: usize| char::from(b'A' + (place % 26) as u8);
    match column / 26 {
        0 => letter(column).to_string(),
        before => letters(before - 1) + &letter(column).to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_have_letters() {
        assert_eq!([0, 1, 25, 26, 51, 52, 702].map(letters), ["A", "B", "Z", "AA", "AZ", "BA", "AAA"]);
    }
}
