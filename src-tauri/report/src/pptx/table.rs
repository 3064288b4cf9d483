//! Native tables, cut where a slide ends.

use std::fmt::Write as _;

use supportmix_core::chart::{Color, Theme, palette};
use supportmix_core::language::Language;
use supportmix_core::pack::{Cell, Column, Table};

use super::design::hex;
use super::fit::POINT;
use super::text::{Align, Ink, Paragraph, Run, height};

/// A cell.
#[derive(Clone, Debug, Default)]
pub(super) struct Box {
    pub paragraphs: Vec<Paragraph>,
    pub fill: Option<Color>,
    /// The colour of lines over the fill: of what is uncertain.
    pub lines: Option<Color>,
    /// The colour of the line below, where it is not that of all.
    pub line: Option<Color>,
    /// Whether its text is turned.
    pub turned: bool,
}

impl From<Paragraph> for Box {
    fn from(paragraph: Paragraph) -> Box {
        Box { paragraphs: vec![paragraph], ..Box::default() }
    }
}

/// A table on slides.
#[derive(Clone, Debug)]
pub(super) struct Grid {
    /// Width of each column, in points.
    pub widths: Vec<f64>,
    pub head: Vec<Box>,
    pub rows: Vec<Vec<Box>>,
    /// Whether cells stand close, as those of a heat map do.
    pub dense: bool,
    /// The least height of a row, in points.
    pub least: f64,
}

/// Points beside and above a cell's text.
const SIDE: f64 = 5.0;
const ABOVE: f64 = 3.0;

impl Grid {
    /// A pack's table in this width, in the largest font in which its columns stand beside each other.
    pub fn of(table: &Table, width: f64) -> Grid {
        let sized = |size: f64| -> Grid {
            let head = table.columns.iter().map(|column| header(column, size - 1.0)).collect();
            let row = |row: &Vec<Cell>| {
                let cells = row.iter().zip(&table.columns).enumerate();
                cells.map(|(place, (cell, column))| body(cell, column.is_numeric, place == 0, size)).collect()
            };
            let rows = table.rows.iter().map(row).collect();
            Grid { widths: vec![], head, rows, dense: false, least: size * 2.0 }
        };
        let fitting = [13.0, 12.0, 11.0, 10.0]
            .into_iter()
            .map(sized)
            .find(|grid| grid.natural().iter().sum::<f64>() <= width);
        let grid = fitting.unwrap_or_else(|| sized(9.0));
        let natural = grid.natural();
        let all: f64 = natural.iter().sum();
        // What is left over, or missing, is shared by all alike.
        let widths = natural.iter().map(|wide| wide * width / all.max(1.0)).collect();
        Grid { widths, ..grid }
    }

    /// How wide the columns would like to be.
    fn natural(&self) -> Vec<f64> {
        let wide = |place: usize| {
            let cells = self.rows.iter().chain([&self.head]).filter_map(|row| row.get(place));
            let widest = cells.flat_map(|cell| &cell.paragraphs).map(Paragraph::width).fold(30.0, f64::max);
            widest.min(230.0) + 2.0 * SIDE + 2.0
        };
        (0..self.head.len()).map(wide).collect()
    }

    fn row_height(&self, row: &[Box], least: f64) -> f64 {
        let padding = if self.dense { 0.0 } else { 2.0 * ABOVE };
        let side = if self.dense { 1.0 } else { SIDE };
        let cell = |(cell, wide): (&Box, &f64)| match cell.turned {
            true => cell.paragraphs.iter().map(Paragraph::width).fold(0.0, f64::max) + 2.0 * SIDE,
            false => height(&cell.paragraphs, wide - 2.0 * side) + padding,
        };
        row.iter().zip(&self.widths).map(cell).fold(least, f64::max)
    }

    /// About how high it is, in points.
    pub fn height(&self) -> f64 {
        self.row_height(&self.head, 0.0)
            + self.rows.iter().map(|row| self.row_height(row, self.least)).sum::<f64>()
    }

    /// The table in parts that are as high as this at most, or have one row. They are about as long as each other, so
    /// that no slide has a single row.
    pub fn pages(self, most: f64) -> Vec<Grid> {
        let room = (most - self.row_height(&self.head, 0.0)).max(1.0);
        let heights: Vec<f64> = self.rows.iter().map(|row| self.row_height(row, self.least)).collect();
        let cut = |room: f64| {
            let mut pages: Vec<Vec<Vec<Box>>> = vec![vec![]];
            let mut used = 0.0;
            for (row, high) in self.rows.iter().zip(&heights) {
                if used > 0.0 && used + high > room {
                    pages.push(vec![]);
                    used = 0.0;
                }
                used += high;
                if let Some(page) = pages.last_mut() {
                    page.push(row.clone());
                }
            }
            pages
        };
        let count = cut(room).len();
        let even = heights.iter().sum::<f64>() / count as f64;
        let rooms = (0..=10).map(|step| even + (room - even) * f64::from(step) / 10.0);
        let pages = rooms.chain([room]).map(cut).find(|pages| pages.len() <= count).unwrap_or_default();
        pages.into_iter().map(|rows| Grid { rows, ..self.clone() }).collect()
    }

    pub fn xml(&self, language: Language) -> String {
        let mut xml = String::from(r#"<a:tbl><a:tblPr firstRow="1"/><a:tblGrid>"#);
        for wide in &self.widths {
            let _ = write!(xml, r#"<a:gridCol w="{}"/>"#, emu(*wide));
        }
        xml += "</a:tblGrid>";
        let head = std::iter::once(&self.head).filter(|head| !head.is_empty());
        let rows = self.rows.iter().map(|row| (row, false));
        for (row, is_head) in head.map(|head| (head, true)).chain(rows) {
            let _ = write!(
                xml,
                r#"<a:tr h="{}">"#,
                emu(self.row_height(row, if is_head { 0.0 } else { self.least }))
            );
            for cell in row {
                xml += &self.cell(cell, is_head, language);
            }
            xml += "</a:tr>";
        }
        xml + "</a:tbl>"
    }

    fn cell(&self, cell: &Box, is_head: bool, language: Language) -> String {
        let paragraphs: String = cell.paragraphs.iter().map(|paragraph| paragraph.xml(language)).collect();
        let paragraphs = if paragraphs.is_empty() { "<a:p/>" } else { &paragraphs };
        let (side, above) = if self.dense { (1.0, 0.0) } else { (SIDE, ABOVE) };
        let (side, above) = (emu(side), emu(above));
        let turned = if cell.turned { r#" vert="vert270""# } else { "" };
        let anchor = if is_head && !cell.turned { "b" } else { "ctr" };
        let color = |color| format!(r#"<a:srgbClr val="{}"/>"#, hex(color));
        let fill = match (cell.fill, cell.lines) {
            (None, _) => "<a:noFill/>".to_owned(),
            (Some(fill), None) => format!("<a:solidFill>{}</a:solidFill>", color(fill)),
            (Some(fill), Some(lines)) => {
                let (lines, fill) = (color(lines), color(fill));
                format!(
                    r#"<a:pattFill prst="wdUpDiag"><a:fgClr>{lines}</a:fgClr><a:bgClr>{fill}</a:bgClr></a:pattFill>"#
                )
            }
        };
        let gap = r#"<a:solidFill><a:schemeClr val="bg1"/></a:solidFill>"#.to_owned();
        let hair = r#"<a:solidFill><a:schemeClr val="tx1"><a:lumMod val="20000"/><a:lumOff val="80000"/></a:schemeClr></a:solidFill>"#;
        let (wide, line) = match (cell.line, self.dense, is_head) {
            (Some(color), ..) => (25_400, Ink::Fixed(color).fill()),
            (None, true, false) => (12_700, gap.clone()),
            (None, true, true) => (0, "<a:noFill/>".to_owned()),
            (None, false, true) => (12_700, Ink::Muted.fill()),
            (None, false, false) => (6350, hair.to_owned()),
        };
        let (between, beside) =
            if self.dense && !is_head { (12_700, gap) } else { (0, "<a:noFill/>".to_owned()) };
        format!(
            r#"<a:tc><a:txBody><a:bodyPr/><a:lstStyle/>{paragraphs}</a:txBody><a:tcPr marL="{side}" marR="{side}" marT="{above}" marB="{above}"{turned} anchor="{anchor}"><a:lnL w="{between}">{beside}</a:lnL><a:lnR w="{between}">{beside}</a:lnR><a:lnT w="0"><a:noFill/></a:lnT><a:lnB w="{wide}">{line}</a:lnB>{fill}</a:tcPr></a:tc>"#
        )
    }
}

fn emu(points: f64) -> i64 {
    (points * POINT) as i64
}

fn side(numeric: bool) -> Align {
    if numeric { Align::Right } else { Align::Left }
}

fn header(column: &Column, size: f64) -> Box {
    let color = column.resolution_type.map(|kind| palette(Theme::Light).resolution_type(kind));
    let run = Run::new(column.title.as_str(), size).bold();
    let run = color.map_or_else(|| run.clone().muted(), |color| run.clone().ink(Ink::Fixed(color)));
    Box { line: color, ..Box::from(Paragraph::from(run).aligned(side(column.is_numeric))) }
}

fn body(cell: &Cell, numeric: bool, is_first: bool, size: f64) -> Box {
    let written = |run: Run| Paragraph::from(run).aligned(side(numeric));
    let paragraphs = match cell {
        Cell::Text { text } if is_first => vec![written(Run::new(text.as_str(), size).bold())],
        Cell::Text { text } => vec![written(Run::new(text.as_str(), size))],
        Cell::Nothing { text } => vec![written(Run::new(text.as_str(), size).muted())],
        Cell::Number { text, beside, is_faint, .. } => {
            let run = Run::new(text.as_str(), size);
            let mut lines = vec![written(if *is_faint { run.muted() } else { run.bold() })];
            if !beside.is_empty() {
                lines.push(written(Run::new(beside.as_str(), (size - 3.0).max(8.0)).muted()));
            }
            lines
        }
    };
    Box { paragraphs, ..Box::default() }
}
