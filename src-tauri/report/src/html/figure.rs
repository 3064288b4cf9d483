//! Charts: the picture in both themes, what stands around it, and its numbers.

use std::fmt::Write as _;

use supportmix_core::chart::{ChartKind, ChartSpec, Style, Theme, escaped, svg};
use supportmix_core::pack::{Labels, PackChart};

use super::{table, tips};
use crate::ReportError;

/// The width of a picture, from which the size of its texts follows.
const WIDTH: u32 = 1200;
/// Its height, and what each row takes where there are many.
const HEIGHT: (u32, u32) = (780, 22);

/// A chart. `id` is its anchor, from which the ids inside of its pictures are made.
pub(super) fn write(
    page: &mut String,
    chart: &PackChart,
    id: &str,
    labels: &Labels,
) -> Result<(), ReportError> {
    let spec = &chart.spec;
    let _ = writeln!(page, "<figure id=\"{id}\">\n<div class=\"head\"><h3>{}</h3>", escaped(&chart.headline));
    if spec.is_empty() {
        let _ = writeln!(page, "<p><b>{}</b></p>\n<p>{}</p>", escaped(&spec.title), escaped(&spec.empty));
    } else {
        for (theme, class) in [(Theme::Light, "light"), (Theme::Dark, "dark")] {
            let drawn = picture(spec, theme, &format!("{id}-{class}"))?;
            let _ = writeln!(page, "<div class=\"chart {class}\">\n{drawn}</div>");
        }
    }
    page.push_str("</div>\n<figcaption>\n");
    if !chart.evidence.is_empty() {
        let _ = writeln!(page, "<p>{}</p>", escaped(&chart.evidence));
    }
    if !chart.definition.is_empty() {
        let label = escaped(labels.definition);
        let _ = writeln!(page, "<p class=\"note\">{label}: {}</p>", escaped(&chart.definition));
    }
    page.push_str("</figcaption>\n");
    if !chart.table.rows.is_empty() {
        let _ = writeln!(page, "<details><summary>{}</summary>", escaped(labels.numbers));
        table::write(page, &chart.table, false);
        page.push_str("</details>\n");
    }
    page.push_str("</figure>\n");
    Ok(())
}

/// The picture as a part of the page: its ids are the page's, so each is given once, and its marks say what they are when
/// they are pointed at.
fn picture(spec: &ChartSpec, theme: Theme, id: &str) -> Result<String, ReportError> {
    let rows = match spec.kind {
        ChartKind::Bars => spec.categories.len() * spec.series.len().max(1),
        ChartKind::Heat => spec.series.len(),
        _ => 0,
    };
    let rows = u32::try_from(rows).unwrap_or(u32::MAX).min(250);
    let style = Style { size: (WIDTH, HEIGHT.0.max(220 + HEIGHT.1 * rows)), theme, transparent: false };
    let drawn = svg(spec, &style)
        .map_err(|error| ReportError::Chart { chart: spec.id.clone(), why: error.to_string() })?;
    let drawn = tips::added(&drawn, spec, &style);
    Ok(drawn
        .replacen("\"title description\"", &format!("\"{id}-title {id}-description\""), 1)
        .replacen("id=\"title\"", &format!("id=\"{id}-title\""), 1)
        .replacen("id=\"description\"", &format!("id=\"{id}-description\""), 1))
}
