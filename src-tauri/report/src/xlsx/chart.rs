//! Excel's own charts, which stay editable: each refers to cells of its sheet.

use rust_xlsxwriter::{
    Chart, ChartAxisLabelPosition, ChartDataLabel, ChartErrorBars, ChartErrorBarsType, ChartFont,
    ChartFormat, ChartLegendPosition, ChartLine, ChartLineDashType, ChartMarker, ChartMarkerType,
    ChartPatternFill, ChartPatternFillType, ChartPoint, ChartRange, ChartSeries, ChartSolidFill, ChartType,
    Color, ConditionalFormat2ColorScale, ConditionalFormatType, XlsxError,
};
use supportmix_core::chart::{ChartKind, ChartSpec, Series, SeriesRole};
use supportmix_core::pack::{Cell, PackChart, Table};

use super::data::Data;
use super::map;
use super::sheet::{Placed, Sheet};
use super::styles::color;

/// Pixels of a row.
const ROW: u32 = 20;
/// Pixels of a chart.
const SIZE: (u32, u32) = (860, 460);

/// What a chart takes of a sheet.
pub(super) struct Inserted {
    /// The first column right of what can be sorted together.
    pub end: u16,
    /// The first row below the chart.
    pub bottom: u32,
}

/// Puts a chart right of the table of its numbers, whose first row is given.
pub(super) fn insert(
    sheet: &mut Sheet,
    chart: &PackChart,
    placed: &Placed,
    first: u32,
) -> Result<Inserted, XlsxError> {
    let none = Inserted { end: placed.end, bottom: 0 };
    let spec = &chart.spec;
    if spec.is_empty() {
        return Ok(none);
    }
    if spec.kind == ChartKind::Heat {
        colour(sheet, spec, &chart.table, placed, first)?;
        return Ok(none);
    }
    let (by_class, rows) = map::sorted(spec);
    let cells = if spec.kind == ChartKind::Map { &by_class } else { spec };
    let mut data = Data::new(sheet, &chart.table, placed, first, cells)?;
    let native = match spec.kind {
        ChartKind::Waterfall => waterfall(&mut data, spec)?,
        ChartKind::Map => map::points(&mut data, spec, &rows)?,
        _ => plain(&mut data, spec)?,
    };
    let (column, end) = data.finish()?;
    let Some(mut native) = native else { return Ok(Inserted { end, bottom: 0 }) };
    let (width, height) = size(spec);
    native.set_width(width).set_height(height).set_alt_text(&chart.headline).show_hidden_data();
    dress(&mut native, sheet, spec);
    axes(&mut native, sheet, spec);
    let top = first.saturating_sub(1);
    sheet.sheet.insert_chart(top, column, &native)?;
    Ok(Inserted { end, bottom: top + height.div_ceil(ROW) + 1 })
}

/// Bars, columns or lines, one series for each of the chart's.
fn plain(data: &mut Data, spec: &ChartSpec) -> Result<Option<Chart>, XlsxError> {
    let mut native = Chart::new(match spec.kind {
        ChartKind::Bars | ChartKind::Ladder | ChartKind::Flow => ChartType::Bar,
        ChartKind::StackedBars => ChartType::ColumnStacked,
        ChartKind::Lines => ChartType::Line,
        _ => ChartType::Column,
    });
    for (place, series) in spec.series.iter().enumerate() {
        let values: Vec<Option<f64>> =
            (0..spec.categories.len()).map(|category| series.point(category).shown()).collect();
        let column = data.column(&series.name, &values)?;
        let drawn = native.add_series();
        drawn.set_name(data.name(column)).set_categories(data.categories()).set_values(data.range(column));
        let ink = ink(data, spec, place, 0);
        if let Some(dash) = bound(spec, series) {
            thin(data, drawn, dash);
            band(data, &mut native, spec, series)?;
            continue;
        }
        if spec.kind == ChartKind::Lines {
            drawn.set_format(ChartLine::new().set_color(ink).set_width(2.25));
            let solid = &mut ChartFormat::new();
            let solid = solid.set_solid_fill(ChartSolidFill::new().set_color(ink));
            let marker = &mut ChartMarker::new();
            drawn.set_marker(marker.set_type(ChartMarkerType::Circle).set_size(6).set_format(solid));
            drawn.set_points(&rings(data, spec, place, ink));
        } else {
            drawn.set_format(ChartSolidFill::new().set_color(ink)).set_gap(45);
            drawn.set_points(&points(data, spec, place, series));
        }
        if spec.kind != ChartKind::StackedBars {
            intervals(data, drawn, series, spec)?;
        }
    }
    if let Some(target) = spec.drawn_target() {
        target_line(data, &mut native, spec, target.value, &target.label)?;
    }
    Ok(Some(native))
}

/// How the line of what values are held against is broken; none of values of their own.
fn bound(spec: &ChartSpec, series: &Series) -> Option<ChartLineDashType> {
    match series.role {
        SeriesRole::Limit if spec.kind == ChartKind::Lines => Some(ChartLineDashType::Dash),
        SeriesRole::Expected if spec.kind == ChartKind::Lines => Some(ChartLineDashType::RoundDot),
        _ => None,
    }
}

/// A thin broken line without marks.
fn thin(data: &Data, drawn: &mut ChartSeries, dash: ChartLineDashType) {
    let line = &mut ChartLine::new();
    drawn.set_format(line.set_color(color(data.palette().muted)).set_width(1).set_dash_type(dash));
    drawn.set_marker(ChartMarker::new().set_none());
}

/// Where values were to be expected: between two lines, as there are no bands.
fn band(data: &mut Data, native: &mut Chart, spec: &ChartSpec, series: &Series) -> Result<(), XlsxError> {
    let ends = (0..spec.categories.len()).map(|category| series.point(category).interval());
    let (low, high): (Vec<Option<f64>>, Vec<Option<f64>>) =
        ends.map(|ends| (ends.map(|(low, _)| low), ends.map(|(_, high)| high))).unzip();
    if low.iter().all(Option::is_none) {
        return Ok(());
    }
    for (sign, values) in [("↓", low), ("↑", high)] {
        let column = data.column(&format!("{} {sign}", series.name), &values)?;
        let drawn = native.add_series();
        drawn.set_name(data.name(column)).set_categories(data.categories()).set_values(data.range(column));
        thin(data, drawn, ChartLineDashType::RoundDot);
    }
    Ok(())
}

/// Rings around the points of a line that stand out; none where none does.
fn rings(data: &Data, spec: &ChartSpec, place: usize, ink: Color) -> Vec<ChartPoint> {
    let last = spec.alarms().filter(|alarm| alarm.series == place).map(|alarm| alarm.category).max();
    let point = |category: usize| {
        let mut format = ChartFormat::new();
        format.set_solid_fill(ChartSolidFill::new().set_color(ink));
        if spec.alarm(place, category).is_some() {
            format.set_border(ChartLine::new().set_color(color(data.palette().text)).set_width(3));
        }
        ChartPoint::new().set_format(&mut format)
    };
    last.map_or_else(Vec::new, |last| (0..=last).map(point).collect())
}

/// A stack whose lowest part is not drawn: on it stand the levels, what is added and what falls away. None where a level
/// is below zero, as stacks go both ways from there.
fn waterfall(data: &mut Data, spec: &ChartSpec) -> Result<Option<Chart>, XlsxError> {
    let Some(parts) = parts(spec) else { return Ok(None) };
    let palette = data.palette();
    let inks = [0, 3, 4].map(|place| color(palette.series.get(place).copied().unwrap_or(palette.text)));
    let mut native = Chart::new(ChartType::ColumnStacked);
    for (place, title) in ["·", "=", "+", "−"].into_iter().enumerate() {
        let values: Vec<Option<f64>> = parts.iter().map(|parts| parts[place]).collect();
        let column = data.column(title, &values)?;
        let drawn = native.add_series();
        drawn.set_name(data.name(column)).set_categories(data.categories()).set_values(data.range(column));
        drawn.set_gap(45);
        match place.checked_sub(1).and_then(|place| inks.get(place)) {
            None => drawn.set_format(ChartFormat::new().set_no_fill()),
            Some(ink) => {
                let mut label = ChartDataLabel::new();
                let (sign, ink_on) = match title {
                    "=" => ("", palette.background),
                    sign => (sign, palette.text),
                };
                label.show_value().set_num_format(format!("{sign}{}", data.code()));
                label.set_font(ChartFont::new().set_color(color(ink_on)));
                drawn.set_format(ChartSolidFill::new().set_color(*ink)).set_data_label(&label)
            }
        };
    }
    native.legend().set_hidden();
    Ok(Some(native))
}

/// For each category what is below its bar, and its bar: as a level, as a rise, or as a fall.
fn parts(spec: &ChartSpec) -> Option<Vec<[Option<f64>; 4]>> {
    let last = spec.categories.len().saturating_sub(1);
    let mut to = 0.0;
    let part = |category: usize| {
        let value = spec.series.first()?.point(category).shown()?;
        let is_level = category == 0 || category == last;
        let from = if is_level { 0.0 } else { to };
        to = from + value;
        let mut parts = [Some(from.min(to)), None, None, None];
        parts[if is_level { 1 } else { 2 + usize::from(value < 0.0) }] = Some(value.abs());
        (from >= 0.0 && to >= 0.0).then_some(parts)
    };
    (0..=last).map(part).collect()
}

/// The colour of the mark of a series at a category.
fn ink(data: &Data, spec: &ChartSpec, series: usize, category: usize) -> Color {
    let palette = data.palette();
    color(match spec.resolution_type(series, category) {
        Some(kind) => palette.resolution_type(kind),
        None => palette.series.get(series % palette.series.len().max(1)).copied().unwrap_or(palette.text),
    })
}

/// Bars that do not look as their series does: those of resolution types, and hatched those that few tickets carry.
fn points(data: &Data, spec: &ChartSpec, place: usize, series: &Series) -> Vec<ChartPoint> {
    let own = |category: usize| ink(data, spec, place, category);
    let is_plain = |category: usize| !series.point(category).faint && own(category) == own(0);
    if (0..spec.categories.len()).all(is_plain) {
        return vec![];
    }
    let point = |category: usize| {
        if series.point(category).faint {
            let mut hatched = ChartPatternFill::new();
            hatched.set_pattern(ChartPatternFillType::DiagonalStripesWideUpwards);
            hatched
                .set_foreground_color(own(category))
                .set_background_color(color(data.palette().background));
            ChartPoint::new().set_format(&mut hatched)
        } else {
            ChartPoint::new().set_format(ChartSolidFill::new().set_color(own(category)))
        }
    };
    (0..spec.categories.len()).map(point).collect()
}

/// The 95 % intervals as whiskers.
fn intervals(
    data: &mut Data,
    drawn: &mut ChartSeries,
    series: &Series,
    spec: &ChartSpec,
) -> Result<(), XlsxError> {
    let ends: Vec<Option<(f64, f64)>> = (0..spec.categories.len())
        .map(|category| {
            let point = series.point(category);
            let (value, (low, high)) = (point.shown()?, point.interval()?);
            Some(((value - low).max(0.0), (high - value).max(0.0)))
        })
        .collect();
    if ends.iter().all(Option::is_none) {
        return Ok(());
    }
    let below: Vec<Option<f64>> = ends.iter().map(|ends| ends.map(|(below, _)| below)).collect();
    let above: Vec<Option<f64>> = ends.iter().map(|ends| ends.map(|(_, above)| above)).collect();
    let below = data.column(&format!("{} −", series.name), &below)?;
    let above = data.column(&format!("{} +", series.name), &above)?;
    let [below, above] = [below, above].map(|column| {
        let (sheet, row, column, last_row, last_column) = data.range(column);
        ChartRange::new_from_range(sheet, row, column, last_row, last_column)
    });
    let line = &mut ChartLine::new();
    let mut bars = ChartErrorBars::new();
    bars.set_type(ChartErrorBarsType::Custom(above, below))
        .set_format(line.set_color(color(data.palette().text)).set_width(0.75));
    if is_level(spec) {
        drawn.set_x_error_bars(&bars);
    } else {
        drawn.set_y_error_bars(&bars);
    }
    Ok(())
}

/// The line of a wanted value, over columns and with lines. Level bars have no line to cross them; there the notes say it.
fn target_line(
    data: &mut Data,
    native: &mut Chart,
    spec: &ChartSpec,
    value: f64,
    label: &str,
) -> Result<(), XlsxError> {
    if is_level(spec) {
        return Ok(());
    }
    let column = data.column(label, &vec![Some(value); spec.categories.len()])?;
    let mut line = ChartLine::new();
    line.set_color(color(data.palette().target)).set_width(1.5).set_dash_type(ChartLineDashType::Dash);
    let mut add = |chart: &mut Chart| {
        let drawn = chart.add_series();
        drawn.set_name(data.name(column)).set_categories(data.categories()).set_values(data.range(column));
        drawn.set_format(&mut line);
    };
    if spec.kind == ChartKind::Lines {
        add(native);
    } else {
        let mut over = Chart::new(ChartType::Line);
        add(&mut over);
        native.combine(&over);
    }
    Ok(())
}

/// Whether values go from left to right.
fn is_level(spec: &ChartSpec) -> bool {
    matches!(spec.kind, ChartKind::Bars | ChartKind::Ladder | ChartKind::Flow)
}

/// Pixels of a chart: many categories have the room that they need.
pub(super) fn size(spec: &ChartSpec) -> (u32, u32) {
    let count = u32::try_from(spec.categories.len()).unwrap_or(u32::MAX).min(400);
    match is_level(spec) {
        true => (SIZE.0, SIZE.1.max(140 + 24 * count)),
        false => (SIZE.0.max(120 + 22 * count), SIZE.1),
    }
}

/// Title and legend.
fn dress(native: &mut Chart, sheet: &Sheet, spec: &ChartSpec) {
    let palette = sheet.styles.palette();
    let mut font = ChartFont::new();
    font.set_size(12).set_bold().set_color(color(palette.text));
    // What is called after a cell can be no formula, whatever it is called.
    native.title().set_name((sheet.name.as_str(), 1, 0)).set_font(&font);
    if spec.series.len() > 1 {
        native.legend().set_position(ChartLegendPosition::Bottom);
    } else {
        native.legend().set_hidden();
    }
}

fn axes(native: &mut Chart, sheet: &Sheet, spec: &ChartSpec) {
    if let Some(map) = spec.map.as_ref().filter(|_| spec.kind == ChartKind::Map) {
        return map::axes(native, sheet, map.axes);
    }
    let (palette, level) = (sheet.styles.palette(), is_level(spec));
    let points =
        || spec.series.iter().flat_map(|series| &series.points).filter(|point| point.shown().is_some());
    let ends = points().filter_map(|point| point.interval()).flat_map(|(low, high)| [low, high]);
    let all: Vec<f64> = points().filter_map(|point| point.shown()).chain(ends).collect();
    let lowest = all.iter().copied().fold(f64::INFINITY, f64::min);
    let largest = all.iter().copied().fold(0.0, f64::max);
    let code = sheet.styles.axis_code(spec.unit, largest);
    let values = if level { native.x_axis() } else { native.y_axis() };
    values.set_num_format(code).set_major_gridlines_line(ChartLine::new().set_color(color(palette.grid)));
    values.set_format(ChartLine::new().set_hidden(true));
    // Excel leaves intervals out of account when it chooses the ends of an axis, and may cut bars off below.
    let half = 10_f64.powf(largest.log10().floor()) / 2.0;
    match (spec.kind, spec.scale) {
        (ChartKind::Waterfall, Some([low, high])) => {
            values.set_min(low).set_max(high);
        }
        (ChartKind::Waterfall | ChartKind::StackedBars, _) => {}
        (kind, _) if lowest >= 0.0 && largest > 0.0 => {
            let is_far = kind == ChartKind::Lines && lowest > largest / 2.0;
            let step = if is_far { half / 5.0 } else { half };
            values.set_min(if is_far { (lowest / step).floor() * step } else { 0.0 });
            values.set_max((largest / step).ceil() * step);
        }
        _ => {}
    }
    let categories = if level { native.y_axis() } else { native.x_axis() };
    categories.set_format(ChartLine::new().set_color(color(palette.axis)));
    categories.set_label_position(ChartAxisLabelPosition::Low);
    if level {
        // From the top down, as the table has them.
        categories.set_reverse();
    }
}

/// A heat map is its table, coloured, as far as black reads well on it.
fn colour(
    sheet: &mut Sheet,
    spec: &ChartSpec,
    table: &Table,
    placed: &Placed,
    first: u32,
) -> Result<(), XlsxError> {
    let palette = sheet.styles.palette();
    let (Some([low, high]), [pale, middle, ..]) = (spec.scale, &palette.heat[..]) else { return Ok(()) };
    let scale = ConditionalFormat2ColorScale::new()
        .set_minimum(ConditionalFormatType::Number, low)
        .set_maximum(ConditionalFormatType::Number, high)
        .set_minimum_color(color(*pale))
        .set_maximum_color(color(*middle));
    let last = first + u32::try_from(table.rows.len()).unwrap_or(u32::MAX).saturating_sub(1);
    for (place, column) in placed.columns.iter().enumerate() {
        let is_shade =
            |row: &Vec<Cell>| matches!(row.get(place), Some(Cell::Number { unit, .. }) if *unit == spec.unit);
        if table.rows.iter().any(is_shade) {
            sheet.sheet.add_conditional_format(first, *column, last, *column, &scale)?;
        }
    }
    Ok(())
}
