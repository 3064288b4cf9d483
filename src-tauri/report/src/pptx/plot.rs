//! What is drawn of a chart: its numbers as a sheet, and how each column of them looks.

use supportmix_core::chart::{
    ChartKind, ChartSpec, Color, MarkKind, Palette, Point, SeriesRole, Theme, palette,
};
use supportmix_core::metrics::Unit;
use supportmix_core::pack::{Cell, PackChart};

use super::fit;
use super::labels::{Room, labels};
use super::number_format::{axis_format, number_format};
use super::scale::Scale;
use super::workbook::Sheet;

/// How its series stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// Lying below each other.
    Bars,
    /// Upright beside each other.
    Columns,
    /// Upright on each other.
    Stacked,
    /// Lines along the categories.
    Lines,
}

/// A colour of a mark.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Paint {
    /// The theme's own, by its number: a template's charts have the template's colours.
    Accent(u8),
    /// The same everywhere, as those of resolution types.
    Fixed(Color),
}

/// How a series is drawn.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Look {
    /// As the shape of the plot has it.
    Marks(Paint),
    /// Not at all: what others stand on.
    Hidden,
    /// As a dashed line.
    Wanted,
    /// As a thin line with dashes of this kind: what values are held against.
    Bound(&'static str),
    /// As texts over its places, without marks.
    Texts,
    /// As lines across the plot, where something happened.
    Moments(MarkKind),
}

/// What is written at the marks of a series.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Labels {
    None,
    /// Its values at the far end of each mark.
    Outside,
    /// Its values at the foot of each mark, out of the way of its interval.
    Foot,
    /// Its values in the middle of those marks that are large enough.
    Middle(Vec<bool>),
    /// The value of one mark, on this side of it: `r`, `t` or `b`.
    Only(usize, &'static str),
    /// Texts on this side of its places: `t` or `r`.
    Texts(Vec<String>, &'static str),
}

/// A series.
#[derive(Clone, Debug)]
pub(super) struct Drawn {
    /// Its column in the sheet.
    pub column: usize,
    pub look: Look,
    /// Marks in a colour of their own.
    pub own: Vec<(usize, Paint)>,
    /// Marks that few tickets carry, or that still mature: paler.
    pub pale: Vec<bool>,
    /// Marks that stand out.
    pub ringed: Vec<usize>,
    pub labels: Labels,
    /// The columns of how far its intervals reach below and above.
    pub whiskers: Option<[usize; 2]>,
    /// How far its lines reach down, of moments.
    pub reach: f64,
}

/// A chart, or a part of one that is too long for a slide.
#[derive(Clone, Debug)]
pub(super) struct Plot {
    pub shape: Shape,
    pub title: String,
    pub sheet: Sheet,
    pub series: Vec<Drawn>,
    /// How labels are written.
    pub format: String,
    /// How the axis is written; `None` where labels say it all.
    pub axis: Option<String>,
    pub scale: Scale,
    pub legend: bool,
    /// Points of its letters.
    pub size: f64,
}

/// Points of letters in charts.
pub(super) const SIZE: f64 = 11.0;

/// What is drawn of a chart in room of so many points. Waterfalls and maps are drawn elsewhere, and heat maps are
/// tables.
pub(super) fn plot(chart: &PackChart, (wide, high): (f64, f64)) -> Plot {
    let spec = &chart.spec;
    let mut plot = Plot::blank(spec, shape(spec, wide));
    let room = Room { wide, high, shape: plot.shape };
    if plot.shape == Shape::Bars {
        // Each has about so much height; groups have air between them.
        let bars = spec.categories.len().max(1) as f64 * (spec.series.len() as f64 + 0.6);
        plot.size = (high / bars).clamp(8.0, SIZE);
    }
    if plot.shape == Shape::Bars && spec.series.len() == 1 {
        for (place, name) in plot.sheet.categories.iter_mut().enumerate() {
            let tally = spec.series.first().and_then(|series| series.point(place).tally());
            // Without it, few tickets would look like none.
            if tally.is_some() && spec.unit == Unit::Proportion {
                *name = format!("{name} ({})", written(chart, 0, place));
            }
        }
    }
    let colors = palette(Theme::Light);
    for (place, series) in spec.series.iter().enumerate() {
        let categories = 0..spec.categories.len();
        let column =
            plot.sheet.add(series.name.as_str(), column(spec, place, |point| point.shown()), &plot.format);
        let own =
            categories.clone().filter_map(|category| Some((category, own(spec, &colors, place, category)?)));
        plot.series.push(Drawn {
            own: own.collect(),
            pale: categories.map(|category| series.point(category).faint).collect(),
            ringed: spec.alarms().filter(|alarm| alarm.series == place).map(|alarm| alarm.category).collect(),
            labels: labels(spec, &room, place),
            ..Drawn::new(column, look(spec, &colors, place))
        });
    }
    add_target(spec, &mut plot);
    add_evidence(spec, &mut plot);
    let has_whiskers = plot.series.iter().any(|drawn| drawn.whiskers.is_some());
    let labelled = plot.series.iter().all(|drawn| drawn.labels != Labels::None);
    plot.scale = Scale::of(spec, plot.shape, has_whiskers);
    add_moments(spec, &mut plot);
    plot.axis = (plot.shape != Shape::Bars || !labelled).then(|| axis_format(spec, plot.scale.step));
    plot
}

fn shape(spec: &ChartSpec, wide: f64) -> Shape {
    let longest = spec.categories.iter().map(|name| fit::width(name, SIZE, false)).fold(0.0, f64::max);
    // Below columns, long names would be turned or broken; beside bars, they have room.
    let is_long = !spec.over_time() && longest * spec.categories.len() as f64 > wide * 1.5;
    match spec.kind {
        ChartKind::Bars | ChartKind::Ladder | ChartKind::Flow => Shape::Bars,
        ChartKind::GroupedBars if is_long => Shape::Bars,
        ChartKind::StackedBars | ChartKind::Waterfall => Shape::Stacked,
        ChartKind::Lines => Shape::Lines,
        ChartKind::GroupedBars | ChartKind::Heat | ChartKind::Map => Shape::Columns,
    }
}

impl Plot {
    /// A plot of a chart without a series.
    pub fn blank(spec: &ChartSpec, shape: Shape) -> Plot {
        Plot {
            shape,
            title: spec.title.clone(),
            sheet: Sheet { categories: spec.categories.clone(), columns: vec![] },
            series: vec![],
            format: number_format(spec),
            axis: Some(axis_format(spec, None)),
            scale: Scale::default(),
            legend: spec.series.len() > 1,
            size: SIZE,
        }
    }
}

impl Drawn {
    /// A column without anything beside its marks.
    pub fn new(column: usize, look: Look) -> Drawn {
        Drawn {
            column,
            look,
            own: vec![],
            pale: vec![],
            ringed: vec![],
            labels: Labels::None,
            whiskers: None,
            reach: 0.0,
        }
    }
}

/// What each point of a series has of something.
pub(super) fn column(
    spec: &ChartSpec,
    series: usize,
    value: impl Fn(Point) -> Option<f64>,
) -> Vec<Option<f64>> {
    let series = spec.series.get(series);
    let point = |place| series.map_or(Point::GAP, |series| series.point(place));
    (0..spec.categories.len()).map(|place| value(point(place))).collect()
}

/// A line over all categories, where they stand beside each other.
fn add_target(spec: &ChartSpec, plot: &mut Plot) {
    if let Some(target) = spec.drawn_target().filter(|_| plot.shape != Shape::Bars) {
        let values = vec![Some(target.value); spec.categories.len()];
        let column = plot.sheet.add(target.label.as_str(), values, &plot.format);
        plot.series.push(Drawn::new(column, Look::Wanted));
        plot.legend = true;
    }
}

/// Lines at the categories in which something happened, from the top of the plot to its foot.
fn add_moments(spec: &ChartSpec, plot: &mut Plot) {
    let Some((low, high)) = plot.scale.low.zip(plot.scale.high).filter(|_| plot.shape != Shape::Bars) else {
        return;
    };
    for kind in MarkKind::ALL {
        let mut texts = vec![String::new(); spec.categories.len()];
        for mark in spec.marks.iter().filter(|mark| mark.kind == *kind) {
            if let Some(text) = texts.get_mut(mark.category) {
                let comma = if text.is_empty() { "" } else { ", " };
                *text = format!("{text}{comma}{}", mark.label);
            }
        }
        let named: Vec<&str> = texts.iter().map(String::as_str).filter(|text| !text.is_empty()).collect();
        if named.is_empty() {
            continue;
        }
        let values = texts.iter().map(|text| (!text.is_empty()).then_some(high)).collect();
        let column = plot.sheet.add(named.join(", "), values, &plot.format);
        let labels = Labels::Texts(texts, "r");
        plot.series.push(Drawn { labels, reach: high - low, ..Drawn::new(column, Look::Moments(*kind)) });
    }
}

/// Intervals and numbers of tickets, beside the values in the sheet; intervals are drawn where they hide nothing.
fn add_evidence(spec: &ChartSpec, plot: &mut Plot) {
    let format = plot.format.clone();
    for (place, series) in spec.series.iter().enumerate() {
        let name = |what: &str| match spec.series.len() {
            1 => what.to_owned(),
            _ => format!("{} {what}", series.name),
        };
        let interval = |pick: fn((f64, f64), f64) -> f64| {
            column(spec, place, |point| Some(pick(point.interval()?, point.shown()?)))
        };
        if series.points.iter().any(|point| point.interval().is_some()) {
            let ends = if series.role.is_value() { ["95 % ↓", "95 % ↑"] } else { ["↓", "↑"] };
            let low = plot.sheet.add(name(ends[0]), interval(|(low, _), _| low), &format);
            let high = plot.sheet.add(name(ends[1]), interval(|(_, high), _| high), &format);
            if series.role == SeriesRole::Expected && plot.shape == Shape::Lines {
                // Where values were to be expected: between two lines, as there are no bands.
                plot.series.extend([low, high].map(|column| Drawn::new(column, Look::Bound("sysDot"))));
            }
            if let Some(drawn) =
                plot.series.get_mut(place).filter(|drawn| has_whiskers(spec, plot.shape, drawn))
            {
                let below = plot.sheet.add(name("−"), interval(|(low, _), value| value - low), &format);
                let above = plot.sheet.add(name("+"), interval(|(_, high), value| high - value), &format);
                drawn.whiskers = Some([below, above]);
            }
        }
        let tickets = column(spec, place, |point| point.denominator.filter(|count| count.is_finite()));
        if spec.unit != Unit::Count && tickets.iter().any(Option::is_some) {
            plot.sheet.add(name("n"), tickets, "#,##0");
        }
    }
}

/// Whether a series' intervals can be told from its labels, and from those of lines that cross it.
fn has_whiskers(spec: &ChartSpec, shape: Shape, drawn: &Drawn) -> bool {
    match shape {
        Shape::Bars | Shape::Columns => drawn.labels != Labels::Outside,
        Shape::Lines => spec.values().count() == 1 && matches!(drawn.look, Look::Marks(_)),
        Shape::Stacked => false,
    }
}

fn look(spec: &ChartSpec, colors: &Palette, series: usize) -> Look {
    let role = spec.series.get(series).map_or(SeriesRole::Value, |series| series.role);
    match role {
        SeriesRole::Limit if spec.kind == ChartKind::Lines => Look::Bound("dash"),
        SeriesRole::Expected if spec.kind == ChartKind::Lines => Look::Bound("sysDot"),
        _ => Look::Marks(paint(spec, colors, series)),
    }
}

fn paint(spec: &ChartSpec, colors: &Palette, series: usize) -> Paint {
    if spec.kind == ChartKind::Ladder {
        // What AI resolved alone, and the same of another whole.
        return Paint::Fixed(if series == 0 { colors.ai_only } else { colors.axis });
    }
    let kind = spec.series.get(series).and_then(|series| series.resolution_type);
    match (kind, series) {
        (Some(kind), _) => Paint::Fixed(colors.resolution_type(kind)),
        (None, 0) => Paint::Accent(1),
        // The theme's others are taken by resolution types.
        (None, 1 | 2) => Paint::Accent(series as u8 + 4),
        (None, place) => nth(colors, place),
    }
}

/// The colour of the series in this place; they begin anew after the last.
pub(super) fn nth(colors: &Palette, place: usize) -> Paint {
    Paint::Fixed(colors.series.get(place % colors.series.len().max(1)).copied().unwrap_or(colors.text))
}

/// The colour of a mark that differs from its series'.
fn own(spec: &ChartSpec, colors: &Palette, series: usize, category: usize) -> Option<Paint> {
    if spec.kind == ChartKind::Ladder {
        // AI took part, but not alone.
        return (series == 0 && category == 0).then_some(Paint::Accent(1));
    }
    if let Some(flow) = &spec.flow {
        return Some(nth(colors, flow.band_tint(*flow.links.get(category)?)?));
    }
    let own = Paint::Fixed(colors.resolution_type(spec.resolution_type(series, category)?));
    (own != paint(spec, colors, series)).then_some(own)
}

/// A point as the chart's own table writes it: a row for each category, whose first cell is its name.
pub(super) fn written(chart: &PackChart, series: usize, category: usize) -> &str {
    match chart.table.rows.get(category).and_then(|row| row.get(series + 1)) {
        Some(Cell::Number { text, .. } | Cell::Nothing { text } | Cell::Text { text }) => text,
        None => "",
    }
}
