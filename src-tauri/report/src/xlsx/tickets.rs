//! The row per ticket. There may be a million of them, so the sheet goes through a file while it is written instead of
//! through memory.

use chrono::NaiveDateTime;
use rust_xlsxwriter::{Format, Workbook, Worksheet, XlsxError};
use supportmix_core::file::guarded;
use supportmix_core::pack::Column;

use super::refused;
use super::styles::Styles;
use super::text::clean;
use crate::ReportError;

/// The rows of a sheet, less the headings.
const MOST: u32 = 1_048_575;
/// The width of a column, in characters.
const WIDTH: f64 = 20.0;

/// The tickets that a workbook is to list.
pub struct TicketRows<'t> {
    /// The columns' headings.
    pub headings: Vec<String>,
    /// A row for each ticket, a cell for each column; or why the next one cannot be read.
    pub rows: &'t mut dyn Iterator<Item = Result<Vec<TicketCell>, String>>,
}

/// What a ticket has in a column.
#[derive(Clone, Debug, PartialEq)]
pub enum TicketCell {
    /// A text.
    Text(String),
    /// A number.
    Number(f64),
    /// A moment as clocks of the reporting zone show it: Excel knows no zones.
    Time(NaiveDateTime),
    /// Nothing is known.
    Nothing,
}

pub(super) fn write(
    workbook: &mut Workbook,
    name: &str,
    tickets: TicketRows,
    styles: &Styles,
) -> Result<(), ReportError> {
    let sheet = workbook.add_worksheet_with_constant_memory().map_err(refused)?;
    let last = u16::try_from(tickets.headings.len().saturating_sub(1)).unwrap_or(u16::MAX);
    begin(sheet, name, &tickets.headings, last, styles).map_err(refused)?;
    let looks = [Format::new(), Format::new().set_quote_prefix(), styles.time.clone()];
    let mut count = 0;
    for row in tickets.rows {
        let row = row.map_err(|why| ReportError::Format { format: "workbook", why })?;
        if count == MOST {
            let why = "a sheet holds 1,048,575 tickets, and these are more; choose a shorter period or a filter, or \
                       leave the tickets out";
            return Err(ReportError::Format { format: "workbook", why: why.to_owned() });
        }
        count += 1;
        for (column, cell) in (0..).zip(&row) {
            write_cell(sheet, (count, column), cell, &looks).map_err(refused)?;
        }
    }
    sheet.autofilter(0, 0, count, last).map_err(refused)?;
    Ok(())
}

fn begin(
    sheet: &mut Worksheet,
    name: &str,
    headings: &[String],
    last: u16,
    styles: &Styles,
) -> Result<(), XlsxError> {
    sheet.set_name(name)?.set_freeze_panes(1, 1)?.set_column_range_width(0, last, WIDTH)?;
    for (column, title) in (0..).zip(headings) {
        let heading = Column { title: String::new(), is_numeric: false, resolution_type: None };
        sheet.write_string_with_format(0, column, clean(title), &styles.heading(&heading))?;
    }
    Ok(())
}

fn write_cell(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    cell: &TicketCell,
    [plain, quoted, time]: &[Format; 3],
) -> Result<(), XlsxError> {
    match cell {
        TicketCell::Text(text) => {
            let text = clean(text);
            let format = if guarded(&text) == text { plain } else { quoted };
            sheet.write_string_with_format(row, column, text, format)?;
        }
        TicketCell::Number(value) if value.is_finite() => {
            sheet.write_number(row, column, *value)?;
        }
        TicketCell::Time(moment) => match sheet.write_datetime_with_format(row, column, moment, time) {
            // Excel's days begin in 1900.
            Err(XlsxError::DateTimeRangeError(_)) => {
                sheet.write_string_with_format(row, column, moment.to_string(), plain)?;
            }
            written => {
                written?;
            }
        },
        TicketCell::Number(_) | TicketCell::Nothing => {}
    }
    Ok(())
}
