//! The cells that a chart is drawn from: columns of its table where that has them, else columns of their own beside it,
//! folded away.

use rust_xlsxwriter::XlsxError;
use supportmix_core::chart::{ChartSpec, Palette};
use supportmix_core::pack::{Cell, Table};

use super::sheet::{Placed, Sheet};

/// A column's place: the sheet, the first row and column, and the last ones.
type Range<'a> = (&'a str, u32, u16, u32, u16);

/// The data of one chart.
pub(super) struct Data<'d, 'b> {
    sheet: &'d mut Sheet<'b>,
    table: &'d Table,
    placed: &'d Placed<'d>,
    spec: &'d ChartSpec,
    /// The first row of values.
    first: u32,
    /// The column of the categories' names.
    categories: u16,
    /// Whether the table has a row for each category, in order, so that its columns can be drawn.
    is_table: bool,
    /// The next free column.
    next: u16,
}

impl<'d, 'b> Data<'d, 'b> {
    pub fn new(
        sheet: &'d mut Sheet<'b>,
        table: &'d Table,
        placed: &'d Placed<'d>,
        first: u32,
        spec: &'d ChartSpec,
    ) -> Result<Data<'d, 'b>, XlsxError> {
        let names = |row: &Vec<Cell>| match row.first() {
            Some(Cell::Text { text }) => Some(text.clone()),
            _ => None,
        };
        let is_table = table.rows.iter().filter_map(names).eq(spec.categories.iter().cloned());
        let mut data = Data { sheet, table, placed, spec, first, categories: 0, is_table, next: placed.end };
        if !is_table {
            // A column between keeps the two from being sorted as one.
            data.next += 1;
            data.categories = data.next;
            data.next += 1;
            for (row, name) in (first..).zip(&spec.categories) {
                data.sheet.text(row, data.categories, name, &data.sheet.styles.muted)?;
            }
        }
        Ok(data)
    }

    /// The column of these values.
    pub fn column(&mut self, title: &str, values: &[Option<f64>]) -> Result<u16, XlsxError> {
        match self.of_table(title, values) {
            Some(column) => Ok(column),
            None => self.own(title, values),
        }
    }

    /// A column of its own with these values, right of those before.
    pub fn own(&mut self, title: &str, values: &[Option<f64>]) -> Result<u16, XlsxError> {
        let column = self.next;
        self.next += 1;
        let (sheet, first) = (&mut self.sheet, self.first);
        sheet.text(first.saturating_sub(1), column, title, &sheet.styles.muted)?;
        for (row, value) in (first..).zip(values) {
            if let Some(value) = value {
                let format = sheet.styles.number(self.spec.unit, *value, false, true);
                sheet.sheet.write_number_with_format(row, column, *value, &format)?;
            }
        }
        Ok(column)
    }

    /// The table's own column of these values. A gap has to be an empty cell, which it is in no table.
    fn of_table(&self, title: &str, values: &[Option<f64>]) -> Option<u16> {
        let is_it = |place: usize| {
            let wanted = values.iter().zip(&self.table.rows).all(|(wanted, row)| {
                matches!((wanted, row.get(place)), (Some(wanted), Some(Cell::Number { value, .. })) if wanted == value)
            });
            let titled = self.table.columns.get(place).is_some_and(|column| column.title == title);
            wanted && (titled || self.spec.series.len() == 1)
        };
        let place = (0..self.table.columns.len()).find(|place| self.is_table && is_it(*place))?;
        self.placed.columns.get(place).copied()
    }

    /// Where a column's values are.
    pub fn range(&self, column: u16) -> Range<'_> {
        let count = u32::try_from(self.spec.categories.len()).unwrap_or(u32::MAX);
        (&self.sheet.name, self.first, column, self.first + count.saturating_sub(1), column)
    }

    /// Where some rows of a column are, of which the first category is in row 0.
    pub fn part(&self, column: u16, rows: &std::ops::Range<usize>) -> Range<'_> {
        let row = |place: usize| self.first + u32::try_from(place).unwrap_or(u32::MAX);
        (&self.sheet.name, row(rows.start), column, row(rows.end.saturating_sub(1)), column)
    }

    /// Where a category's name is.
    pub fn category(&self, place: usize) -> (&str, u32, u16) {
        (&self.sheet.name, self.first + u32::try_from(place).unwrap_or(u32::MAX), self.categories)
    }

    /// Where the categories' names are.
    pub fn categories(&self) -> Range<'_> {
        self.range(self.categories)
    }

    /// Where a column's heading is.
    pub fn name(&self, column: u16) -> (&str, u32, u16) {
        (&self.sheet.name, self.first.saturating_sub(1), column)
    }

    /// The colours of charts.
    pub fn palette(&self) -> &'b Palette {
        self.sheet.styles.palette()
    }

    /// The number format of the chart's values.
    pub fn code(&self) -> String {
        self.sheet.styles.code(self.spec.unit, 0.0)
    }

    /// Folds the chart's own columns away. Gives where the chart can stand, and the first column right of what belongs to
    /// the table's rows.
    pub fn finish(self) -> Result<(u16, u16), XlsxError> {
        if self.next > self.placed.end {
            self.sheet.sheet.group_columns_collapsed(self.placed.end, self.next - 1)?;
        }
        Ok((self.next + 1, if self.is_table { self.next } else { self.placed.end }))
    }
}
