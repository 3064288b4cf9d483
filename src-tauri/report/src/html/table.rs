//! Tables.

use std::fmt::Write as _;

use supportmix_core::chart::escaped;
use supportmix_core::model::ResolutionType;
use supportmix_core::pack::{Cell, Column, Table};

/// A table with its caption and notes; nothing where it has no rows. A caption that stands above already is for those only
/// who do not see it.
pub(super) fn write(page: &mut String, table: &Table, is_captioned: bool) {
    if table.rows.is_empty() {
        return;
    }
    let class = if is_captioned { " class=\"unseen\"" } else { "" };
    let _ = writeln!(
        page,
        "<div class=\"table\" tabindex=\"0\" role=\"region\" aria-label=\"{title}\"><table>\n\
         <caption{class}>{title}</caption>\n<thead><tr>",
        title = escaped(&table.title)
    );
    for column in &table.columns {
        let _ = writeln!(page, "<th scope=\"col\"{}>{}</th>", classes(column), escaped(&column.title));
    }
    page.push_str("</tr></thead>\n<tbody>\n");
    for row in &table.rows {
        page.push_str("<tr>");
        for (place, (cell, column)) in row.iter().zip(&table.columns).enumerate() {
            // What a row is of stands in front.
            match (place, cell) {
                (0, Cell::Text { text }) => {
                    let _ = write!(page, "<th scope=\"row\">{}</th>", escaped(text));
                }
                _ => self::cell(page, cell, column.is_numeric),
            }
        }
        page.push_str("</tr>\n");
    }
    page.push_str("</tbody></table></div>\n");
    for note in &table.notes {
        let _ = writeln!(page, "<p class=\"note\">{}</p>", escaped(note));
    }
}

fn cell(page: &mut String, cell: &Cell, is_numeric: bool) {
    let side = if is_numeric { "number" } else { "" };
    let _ = match cell {
        Cell::Text { text } if side.is_empty() => write!(page, "<td>{}</td>", escaped(text)),
        Cell::Text { text } => write!(page, "<td class=\"{side}\">{}</td>", escaped(text)),
        Cell::Number { text, beside, is_faint, .. } => {
            let faint = if *is_faint { " faint" } else { "" };
            let beside = match beside.is_empty() {
                true => String::new(),
                false => format!(" <small>{}</small>", escaped(beside)),
            };
            write!(page, "<td class=\"number{faint}\">{}{beside}</td>", escaped(text))
        }
        Cell::Nothing { text } => write!(page, "<td class=\"number faint\">{}</td>", escaped(text)),
    };
}

fn classes(column: &Column) -> String {
    let side = column.is_numeric.then_some("number");
    let classes: Vec<&str> = side.into_iter().chain(column.resolution_type.map(class)).collect();
    if classes.is_empty() { String::new() } else { format!(" class=\"{}\"", classes.join(" ")) }
}

/// The class of what is of a resolution type.
pub(super) fn class(kind: ResolutionType) -> &'static str {
    match kind {
        ResolutionType::AiOnly => "ai-only",
        ResolutionType::Hybrid => "hybrid",
        ResolutionType::HumanOnly => "human-only",
        ResolutionType::NoTouch => "no-touch",
        ResolutionType::Unresolved => "unresolved",
        ResolutionType::Excluded => "excluded",
    }
}
