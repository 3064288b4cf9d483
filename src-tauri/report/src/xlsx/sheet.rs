//! A sheet that is written from the top down.

use rust_xlsxwriter::{Format, FormatAlign, Url, Workbook, Worksheet, XlsxError};
use supportmix_core::file::guarded;
use supportmix_core::metrics::Unit;
use supportmix_core::pack::{Cell, Column, Fact, Pack, Table};

use super::styles::Styles;
use super::text::{clean, shortened};

/// The most UTF-16 units of a footer's text; Excel takes 255 with the codes.
const LONGEST_FOOTER: usize = 210;
/// The narrowest and the widest column, in characters.
const WIDTHS: (f64, f64) = (9.0, 46.0);
/// The height of a line and of a title, in points.
const LINE: f64 = 15.0;
const TITLE: f64 = 22.0;

/// A sheet, the row that comes next, and how wide its columns are to be.
pub(super) struct Sheet<'b> {
    pub sheet: &'b mut Worksheet,
    pub name: String,
    pub styles: &'b Styles,
    row: u32,
    widths: Vec<f64>,
}

/// Where the columns of tables below each other stand on a sheet: what is beside figures has a column of its own.
pub(super) struct Placed<'t> {
    headings: &'t [Column],
    /// The sheet's column for each of the tables'.
    pub columns: Vec<u16>,
    /// The first column right of the tables.
    pub end: u16,
}

impl<'t> Placed<'t> {
    /// Finds the places for tables with the same columns.
    pub fn of(tables: &[&'t Table]) -> Placed<'t> {
        let headings = tables.first().map_or(&[][..], |table| &table.columns);
        let (mut columns, mut end) = (vec![], 0);
        for place in 0..headings.len() {
            let beside = |cell: &Cell| matches!(cell, Cell::Number { beside, .. } if !beside.is_empty());
            let cells = tables.iter().flat_map(|table| &table.rows).filter_map(|row| row.get(place));
            columns.push(end);
            end += if cells.into_iter().any(beside) { 2 } else { 1 };
        }
        Placed { headings, columns, end }
    }
}

impl<'b> Sheet<'b> {
    pub fn new(
        workbook: &'b mut Workbook,
        name: &str,
        pack: &Pack,
        styles: &'b Styles,
    ) -> Result<Sheet<'b>, XlsxError> {
        let sheet = workbook.add_worksheet();
        sheet.set_name(name)?;
        sheet.set_landscape().set_print_fit_to_pages(1, 0).set_screen_gridlines(false);
        // An ampersand begins a code there, two are one; digits after a size would be part of it.
        let footer = shortened(&pack.footer.replace('&', "&&"), LONGEST_FOOTER);
        let footer = footer.replace("&…", "…");
        let labels = &pack.labels;
        sheet.set_footer(format!("&L&8 {footer}&R&8 {} &P {} &N", labels.page, labels.of));
        Ok(Sheet { sheet, name: name.to_owned(), styles, row: 0, widths: vec![] })
    }

    /// Goes on in a row, or further below.
    pub fn skip_to(&mut self, row: u32) {
        self.row = self.row.max(row);
    }

    /// Leaves a row free.
    pub fn skip(&mut self) {
        self.row += 1;
    }

    /// Makes the first columns at least so wide.
    pub fn widen(&mut self, widths: &[f64]) {
        for (column, width) in (0..).zip(widths) {
            self.make_room(column, *width, f64::INFINITY);
        }
    }

    fn make_room(&mut self, column: u16, width: f64, most: f64) {
        let column = usize::from(column);
        if self.widths.len() <= column {
            self.widths.resize(column + 1, WIDTHS.0);
        }
        self.widths[column] = self.widths[column].max(width.min(most));
    }

    /// A sheet's title and what it is of.
    pub fn title(&mut self, title: &str, below: &str) -> Result<(), XlsxError> {
        self.sheet.set_row_height(self.row, TITLE)?;
        self.line(title, &self.styles.title)?;
        self.line(below, &self.styles.muted)
    }

    /// A line of its own, over as many columns as it takes; nothing where it is empty.
    pub fn line(&mut self, text: &str, format: &Format) -> Result<(), XlsxError> {
        if text.trim().is_empty() {
            return Ok(());
        }
        self.text(self.row, 0, text, format)?;
        self.row += 1;
        Ok(())
    }

    /// A heading and a line for each text; nothing where there are none.
    pub fn list(&mut self, heading: &str, texts: &[String]) -> Result<(), XlsxError> {
        if texts.is_empty() {
            return Ok(());
        }
        self.line(heading, &self.styles.section)?;
        self.notes(texts)
    }

    /// Lines that stand back.
    pub fn notes(&mut self, notes: &[String]) -> Result<(), XlsxError> {
        for note in notes.iter().flat_map(|note| note.lines()) {
            self.line(note, &self.styles.muted)?;
        }
        Ok(())
    }

    /// A line for each fact, its label before it.
    pub fn facts(&mut self, facts: &[Fact]) -> Result<(), XlsxError> {
        for fact in facts {
            if !fact.label.is_empty() {
                self.text(self.row, 0, &fact.label, &self.styles.name)?;
            }
            self.text(self.row, 1, &fact.text, &self.styles.wrapped)?;
            let lines = self.lines(1, &fact.text).max(self.lines(0, &fact.label));
            self.sheet.set_row_height(self.row, LINE * lines)?;
            self.row += 1;
        }
        Ok(())
    }

    /// A way to another sheet.
    pub fn link(&mut self, name: &str, text: &str) -> Result<(), XlsxError> {
        let place = format!("internal:'{}'!A1", name.replace('\'', "''"));
        self.sheet.write_url_with_options(
            self.row,
            0,
            Url::new(place),
            clean(text),
            "",
            Some(&self.styles.link),
        )?;
        self.row += 1;
        Ok(())
    }

    /// The name of what follows, on a bar across the table.
    pub fn band(&mut self, text: &str, end: u16) -> Result<(), XlsxError> {
        let band = self.styles.band();
        self.text(self.row, 0, text, &band)?;
        for column in 1..end {
            self.sheet.write_blank(self.row, column, &band)?;
        }
        self.row += 1;
        Ok(())
    }

    /// The headings of tables.
    pub fn header(&mut self, placed: &Placed) -> Result<(), XlsxError> {
        let ends = placed.columns.iter().skip(1).copied().chain([placed.end]);
        let mut lines: f64 = 1.0;
        for ((heading, at), end) in placed.headings.iter().zip(&placed.columns).zip(ends) {
            let mut format = self.styles.heading(heading);
            if !heading.is_numeric {
                format = apart(format, *at);
            }
            // Words stay whole, in about two lines.
            let word = heading.title.split(' ').map(|word| word.chars().count()).max().unwrap_or(0);
            let half = heading.title.chars().count().div_ceil(2);
            self.make_room(*at, (word.max(half) as f64 + 4.0).max(11.0), WIDTHS.1);
            self.text(self.row, *at, &heading.title, &format)?;
            for beside in at + 1..end {
                self.sheet.write_blank(self.row, beside, &format)?;
            }
            lines = lines.max(self.lines(*at, &heading.title));
        }
        self.sheet.set_row_height(self.row, LINE * lines)?;
        self.row += 1;
        Ok(())
    }

    /// Headings of columns of text.
    pub fn headings(&mut self, titles: &[&str]) -> Result<(), XlsxError> {
        for (column, title) in (0..).zip(titles) {
            let heading = Column { title: String::new(), is_numeric: false, resolution_type: None };
            self.text(self.row, column, title, &self.styles.heading(&heading))?;
        }
        self.row += 1;
        Ok(())
    }

    /// A row of texts, each in as many lines as it takes.
    pub fn texts(&mut self, texts: &[&str]) -> Result<(), XlsxError> {
        let mut lines: f64 = 1.0;
        for (column, text) in (0..).zip(texts) {
            let format = if column == 0 { &self.styles.name } else { &self.styles.wrapped };
            self.text(self.row, column, text, format)?;
            lines = lines.max(self.lines(column, text));
        }
        self.sheet.set_row_height(self.row, LINE * lines)?;
        self.row += 1;
        Ok(())
    }

    /// A table's rows, each as high as its longest text; gives the first.
    pub fn rows(&mut self, table: &Table, placed: &Placed) -> Result<u32, XlsxError> {
        let first = self.row;
        for row in &table.rows {
            let mut lines: f64 = 1.0;
            for (cell, at) in row.iter().zip(&placed.columns) {
                self.cell(cell, *at)?;
                if let Cell::Text { text } = cell {
                    lines = lines.max(self.lines(*at, text));
                }
            }
            if lines > 1.0 {
                self.sheet.set_row_height(self.row, LINE * lines)?;
            }
            self.row += 1;
        }
        Ok(first)
    }

    fn cell(&mut self, cell: &Cell, at: u16) -> Result<(), XlsxError> {
        let width = |text: &str| text.chars().count() as f64 * 1.05 + 2.0;
        match cell {
            Cell::Text { text } => {
                self.make_room(at, width(text), WIDTHS.1);
                let format = if width(text) > WIDTHS.1 { &self.styles.wrapped } else { &self.styles.text };
                self.text(self.row, at, text, &apart(format.clone(), at))
            }
            // What is no number for Excel stands as it is written.
            Cell::Number { value, unit, text, beside, is_faint } => {
                self.make_room(at, width(text) + 2.0, WIDTHS.1);
                if value.is_finite() {
                    let format = self.styles.number(*unit, *value, text.starts_with('+'), *is_faint);
                    self.sheet.write_number_with_format(self.row, at, *value, &format)?;
                } else {
                    self.text(self.row, at, text, &self.styles.nothing)?;
                }
                if !beside.is_empty() {
                    // As a number, a difference of shares looks like a share.
                    let points = text.trim_start_matches(|letter: char| !letter.is_alphabetic());
                    let beside = match *unit == Unit::Proportion && !points.is_empty() {
                        true => format!("{points}: {beside}"),
                        false => beside.clone(),
                    };
                    self.make_room(at + 1, width(&beside), WIDTHS.1);
                    self.text(self.row, at + 1, &beside, &self.styles.beside)?;
                }
                Ok(())
            }
            Cell::Nothing { text } => {
                self.make_room(at, width(text), WIDTHS.1);
                self.text(self.row, at, text, &self.styles.nothing)
            }
        }
    }

    /// Keeps what is above, and so many columns, in sight.
    pub fn freeze(&mut self, columns: u16) -> Result<(), XlsxError> {
        let heading = self.row.saturating_sub(1);
        self.sheet.set_freeze_panes(self.row, columns)?.set_repeat_rows(heading, heading)?;
        Ok(())
    }

    /// Lets a table that was just written be filtered and sorted, up to a column.
    pub fn filter(&mut self, first: u32, end: u16) -> Result<(), XlsxError> {
        if self.row > first && first > 0 && end > 0 {
            self.sheet.autofilter(first - 1, 0, self.row - 1, end - 1)?;
        }
        Ok(())
    }

    /// A text, never a formula: not when it is written, nor when somebody enters the cell and leaves it.
    pub fn text(&mut self, row: u32, column: u16, text: &str, format: &Format) -> Result<(), XlsxError> {
        let text = clean(text);
        if guarded(&text) == text {
            self.sheet.write_string_with_format(row, column, text, format)?;
        } else {
            self.sheet.write_string_with_format(row, column, text, &format.clone().set_quote_prefix())?;
        }
        Ok(())
    }

    /// How many lines a text takes in a column, about.
    fn lines(&self, column: u16, text: &str) -> f64 {
        let width = self.widths.get(usize::from(column)).copied().unwrap_or(WIDTHS.0);
        let lines = text.lines().map(|line| (line.chars().count() as f64 / width).ceil().max(1.0));
        lines.sum::<f64>().max(1.0)
    }

    /// Gives the columns their widths.
    pub fn finish(self) -> Result<(), XlsxError> {
        for (column, width) in (0..).zip(&self.widths) {
            self.sheet.set_column_width(column, *width)?;
        }
        Ok(())
    }
}

/// A text's look at a column, off the figure left of it, which ends where its column does.
fn apart(format: Format, column: u16) -> Format {
    if column == 0 { format } else { format.set_align(FormatAlign::Left).set_indent(1) }
}
