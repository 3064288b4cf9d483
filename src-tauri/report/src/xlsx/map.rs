//! Maps as bubble charts: a series for each class.
//!
//! The library that writes workbooks has points in a plane, but no bubbles. So points are written, with the sizes in the column
//! right of where they are from left to right, and made bubbles of in the finished file.

use std::io::{Cursor, Read, Write as _};

use rust_xlsxwriter::{
    Chart, ChartDataLabel, ChartDataLabelPosition, ChartFont, ChartFormat, ChartLine, ChartMarker,
    ChartPatternFill, ChartPatternFillType, ChartPoint, ChartSolidFill, ChartType, XlsxError,
};
use supportmix_core::chart::{Axis, Bubble, ChartSpec, Side, named};
use zip::result::ZipResult;
use zip::write::SimpleFileOptions;
use zip::{DateTime, ZipArchive, ZipWriter};

use super::chart::size;
use super::data::Data;
use super::sheet::Sheet;
use super::styles::color;
use crate::ReportError;

/// Patterns of the classes after the first, so that colour is not alone.
const PATTERNS: [ChartPatternFillType; 3] = [
    ChartPatternFillType::HorizontalStripesNarrow,
    ChartPatternFillType::VerticalStripesNarrow,
    ChartPatternFillType::SmallGrid,
];
/// Points of the letters of names.
const LETTERS: f64 = 9.0;
/// About the shares of a chart's width and height that are left for its plot, beside titles, numbers and the legend.
const PLOT: (f64, f64) = (0.9, 0.66);
/// Points of a pixel, which charts are measured in.
const POINTS: f64 = 0.75;

/// The spec's categories in the order of their classes: each class has rows below each other.
pub(super) fn sorted(spec: &ChartSpec) -> (ChartSpec, Vec<(usize, Bubble)>) {
    let class =
        |category: usize| spec.map.as_ref().and_then(|map| map.class_of.get(category).copied()).unwrap_or(0);
    let mut rows: Vec<(usize, Bubble)> = spec.bubbles().collect();
    rows.sort_by_key(|(category, _)| class(*category));
    let categories =
        rows.iter().map(|(category, _)| spec.categories.get(*category).cloned().unwrap_or_default());
    (ChartSpec { categories: categories.collect(), ..spec.clone() }, rows)
}

/// Points at the places of the bubbles. `rows` are in the order of the cells.
pub(super) fn points(
    data: &mut Data,
    spec: &ChartSpec,
    rows: &[(usize, Bubble)],
) -> Result<Option<Chart>, XlsxError> {
    let Some(map) = &spec.map else { return Ok(None) };
    let palette = data.palette();
    let largest = largest(spec);
    let of = |value: &dyn Fn(&Bubble) -> f64| -> Vec<Option<f64>> {
        rows.iter().map(|(_, bubble)| Some(value(bubble))).collect()
    };
    // The columns' headings are the names of the scales, which may be no formulas.
    let up = data.own(name(spec, 1), &of(&|bubble| bubble.y))?;
    let x = data.own(name(spec, 0), &of(&|bubble| bubble.x))?;
    data.own("\u{2300}", &of(&|bubble| (bubble.radius / largest).powi(2)))?;
    let (width, height) = size(spec);
    let plot = (f64::from(width) * POINTS * PLOT.0, f64::from(height) * POINTS * PLOT.1);
    let sides = named(spec, plot, LETTERS);
    let mut native = Chart::new(ChartType::Scatter);
    for (class, title) in map.classes.iter().enumerate() {
        let is_it = |(category, _): &(usize, Bubble)| map.class_of.get(*category) == Some(&class);
        let (Some(first), Some(last)) = (rows.iter().position(is_it), rows.iter().rposition(is_it)) else {
            continue;
        };
        let within = first..last + 1;
        let values: Vec<Option<f64>> = rows.iter().map(|row| is_it(row).then_some(row.1.y)).collect();
        let y = data.own(title, &values)?;
        let ink =
            color(palette.series.get(class % palette.series.len().max(1)).copied().unwrap_or(palette.text));
        let format = || {
            let mut format = ChartFormat::new();
            match class.checked_sub(1).and_then(|place| PATTERNS.get(place % PATTERNS.len())) {
                None => format.set_solid_fill(ChartSolidFill::new().set_color(ink)),
                Some(pattern) => format.set_pattern_fill(
                    ChartPatternFill::new()
                        .set_pattern(*pattern)
                        .set_background_color(ink)
                        .set_foreground_color(color(palette.background)),
                ),
            };
            format.set_no_border();
            format
        };
        let point = |row: usize| {
            let (category, _) = rows[row];
            let mut format = format();
            if map.is_marked(category) {
                format.set_border(ChartLine::new().set_color(color(palette.text)).set_width(2.25));
            }
            ChartPoint::new().set_format(&mut format)
        };
        let label = |row: usize| {
            let mut label = ChartDataLabel::new();
            let (category, _) = rows[row];
            let Some((_, side)) = sides.iter().find(|(own, _)| *own == category) else {
                label.set_hidden();
                return label;
            };
            // As text, which all programs show; only Excel reads a label from a cell. What would be a formula is.
            match spec.categories.get(category).filter(|name| !name.starts_with('=')) {
                Some(name) => label.set_value(name.as_str()),
                None => label.set_value(data.category(row)),
            };
            label.set_position(match side {
                Side::Right => ChartDataLabelPosition::Right,
                Side::Left => ChartDataLabelPosition::Left,
                Side::Below => ChartDataLabelPosition::Below,
                Side::Above => ChartDataLabelPosition::Above,
            });
            label
        };
        let labels: Vec<ChartDataLabel> = within.clone().map(label).collect();
        let points: Vec<ChartPoint> = within.clone().map(point).collect();
        let mut small = ChartFont::new();
        let drawn = native.add_series();
        drawn
            .set_name(data.name(y))
            .set_categories(data.part(x, &within))
            .set_values(data.part(y, &within))
            .set_format(&mut format())
            .set_marker(ChartMarker::new().set_none())
            .set_points(&points)
            .set_data_label(ChartDataLabel::new().show_value().set_font(small.set_size(LETTERS)))
            .set_custom_data_labels(&labels);
    }
    native.x_axis().set_name(data.name(x));
    native.y_axis().set_name(data.name(up));
    Ok(Some(native))
}

/// The scales, with lines at whole numbers.
pub(super) fn axes(native: &mut Chart, sheet: &Sheet, axes: [Axis; 2]) {
    let grid = color(sheet.styles.palette().grid);
    for (side, Axis { low, high, step }) in axes.into_iter().enumerate() {
        let axis = if side == 0 { native.x_axis() } else { native.y_axis() };
        axis.set_min(low).set_max(high).set_major_unit(step).set_num_format("#,##0");
        axis.set_major_gridlines(true).set_major_gridlines_line(ChartLine::new().set_color(grid));
        axis.set_format(ChartLine::new().set_hidden(true));
    }
}

fn name(spec: &ChartSpec, series: usize) -> &str {
    spec.series.get(series).map_or("", |series| &series.name)
}

fn largest(spec: &ChartSpec) -> f64 {
    spec.bubbles().map(|(_, bubble)| bubble.radius).fold(f64::MIN_POSITIVE, f64::max)
}

/// How large programs are to draw the largest bubble: at 100, a quarter as high as the plot.
pub(super) fn scale(spec: &ChartSpec) -> f64 {
    let Some(Axis { low, high, step }) = spec.map.as_ref().map(|map| map.axes[1]) else { return 100.0 };
    (2.0 * largest(spec) * step / (high - low) * 400.0).round().clamp(5.0, 300.0)
}

/// The workbook with bubbles in place of points; `scales` has a size for each chart with points.
///
/// # Errors
/// The file cannot be read or put together.
pub(super) fn bubbled(bytes: Vec<u8>, scales: &[f64]) -> Result<Vec<u8>, ReportError> {
    if scales.is_empty() {
        return Ok(bytes);
    }
    rewritten(&bytes, scales)
        .map_err(|error| ReportError::Format { format: "workbook", why: error.to_string() })
}

fn rewritten(bytes: &[u8], scales: &[f64]) -> ZipResult<Vec<u8>> {
    let mut archive = ZipArchive::new(Cursor::new(bytes))?;
    let mut written = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().last_modified_time(DateTime::DEFAULT);
    let mut scales = scales.iter();
    for place in 0..archive.len() {
        let mut file = archive.by_index(place)?;
        if !file.name().is_ok_and(|name| name.starts_with("xl/charts/chart")) {
            written.raw_copy_file(file)?;
            continue;
        }
        let (name, mut xml) = (file.name()?.into_owned(), String::new());
        file.read_to_string(&mut xml)?;
        if xml.contains("<c:scatterChart>") {
            xml = bubbles(&xml, *scales.next().unwrap_or(&100.0));
        }
        written.start_file(name, options)?;
        written.write_all(xml.as_bytes())?;
    }
    Ok(written.finish()?.into_inner())
}

/// The part of a chart of points as one of bubbles.
fn bubbles(xml: &str, scale: f64) -> String {
    const FLAT: &str = r#"<c:invertIfNegative val="0"/><c:bubble3D val="0"/>"#;
    let xml = xml
        .replace(
            r#"<c:scatterChart><c:scatterStyle val="lineMarker"/>"#,
            r#"<c:bubbleChart><c:varyColors val="0"/>"#,
        )
        .replace("</c:scatterChart>", "</c:bubbleChart>")
        .replace(r#"<c:marker><c:symbol val="none"/></c:marker>"#, "")
        .replace("<c:marker><c:spPr>", &format!("{FLAT}<c:spPr>"))
        .replace("</c:spPr></c:marker>", "</c:spPr>");
    let mut bubbles = String::new();
    for (place, part) in xml.split("<c:ser>").enumerate() {
        if place == 0 {
            bubbles.push_str(part);
            continue;
        }
        let sizes = part
            .split_once("<c:xVal><c:numRef><c:f>")
            .and_then(|(_, rest)| rest.split_once("</c:f>"))
            .map_or_else(String::new, |(reference, _)| beside(reference));
        let sizes = format!(
            r#"</c:yVal><c:bubbleSize><c:numRef><c:f>{sizes}</c:f></c:numRef></c:bubbleSize><c:bubble3D val="0"/>"#
        );
        bubbles.push_str("<c:ser>");
        bubbles.push_str(&part.replacen("</c:yVal>", &sizes, 1));
    }
    let foot = format!(
        r#"</c:ser><c:bubbleScale val="{scale}"/><c:showNegBubbles val="0"/><c:sizeRepresents val="area"/><c:axId"#
    );
    bubbles.replacen("</c:ser><c:axId", &foot, 1)
}

/// The same rows of the column on the right: `Map!$H$7:$H$9` is `Map!$I$7:$I$9`.
fn beside(reference: &str) -> String {
    let (sheet, cells) = reference.rsplit_once('!').unwrap_or(("", reference));
    let next = |letters: &str| -> String {
        let number = letters.bytes().fold(0, |number, letter| number * 26 + u32::from(letter - b'A') + 1) + 1;
        let mut letters = vec![];
        let mut left = number;
        while left > 0 {
            letters.push(char::from(b'A' + ((left - 1) % 26) as u8));
            left = (left - 1) / 26;
        }
        letters.into_iter().rev().collect()
    };
    let is_column = |part: &&str| !part.is_empty() && part.bytes().all(|letter| letter.is_ascii_uppercase());
    let parts = cells.split('$').map(|part| if is_column(&part) { next(part) } else { part.to_owned() });
    format!("{sheet}!{}", parts.collect::<Vec<_>>().join("$"))
}

#[cfg(test)]
mod tests {
    use super::beside;

    #[test]
    fn sizes_are_in_the_column_on_the_right() {
        assert_eq!(beside("Map!$H$7:$H$9"), "Map!$I$7:$I$9");
        assert_eq!(beside("'It''s $A!'!$AZ$7:$AZ$9"), "'It''s $A!'!$BA$7:$BA$9");
    }
}
