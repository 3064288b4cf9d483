//! What a chart's marks say when they are pointed at: areas over the picture, each with a title.
//!
//! The areas are whole categories (cells in a heat map, bubbles in a map, the ends of bands in a flow) rather than single marks, so that a thin bar needs no good aim. A
//! picture does not say where it put its categories; they are read from the lines that it draws between them.

use std::fmt::Write as _;

use supportmix_core::chart::{Axis, Bubble, ChartKind, ChartSpec, Style, escaped, palette};

/// Steps that a heat map's key is drawn in, before its cells.
const KEY: usize = 24;

/// A rectangle of the picture.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Area {
    left: f64,
    top: f64,
    right: f64,
    bottom: f64,
}

impl Area {
    /// The smallest that has all of these in it.
    fn around(areas: impl IntoIterator<Item = Area>) -> Option<Area> {
        areas.into_iter().reduce(|one, two| Area {
            left: one.left.min(two.left),
            top: one.top.min(two.top),
            right: one.right.max(two.right),
            bottom: one.bottom.max(two.bottom),
        })
    }

    /// A part of it, of so many columns and rows.
    fn part(self, (column, columns): (usize, usize), (row, rows): (usize, usize)) -> Area {
        let wide = (self.right - self.left) / columns.max(1) as f64;
        let high = (self.bottom - self.top) / rows.max(1) as f64;
        let (left, top) = (self.left + wide * column as f64, self.top + high * row as f64);
        Area { left, top, right: left + wide, bottom: top + high }
    }
}

/// A picture with its tips. Where it cannot be told where the categories are, it stays as it is.
pub(super) fn added(drawn: &str, spec: &ChartSpec, style: &Style) -> String {
    let mut tips = String::new();
    for (area, category, series) in places(drawn, spec, style) {
        let Some(text) = words(spec, category, series) else { continue };
        let Area { left, top, right, bottom } = area;
        let (width, height, text) = (right - left, bottom - top, escaped(&text));
        let _ = writeln!(
            tips,
            "<rect class=\"tip\" x=\"{left:.1}\" y=\"{top:.1}\" width=\"{width:.1}\" height=\"{height:.1}\">\
             <title>{text}</title></rect>"
        );
    }
    match drawn.rfind("</svg>") {
        Some(end) => format!("{}{tips}{}", &drawn[..end], &drawn[end..]),
        None => drawn.to_owned(),
    }
}

/// Where the categories are; in a heat map, where each of their series is.
fn places(drawn: &str, spec: &ChartSpec, style: &Style) -> Vec<(Area, usize, Option<usize>)> {
    let shapes = Shapes { drawn, grid: palette(style.theme).grid.to_string() };
    let (count, series) = (spec.categories.len(), spec.series.len());
    // Rows have their names and values beside them.
    let row = |area: Area| Area { left: 0.0, right: f64::from(style.size.0), ..area };
    let whole = match spec.kind {
        ChartKind::Bars => Area::around(shapes.upright()).map(row),
        ChartKind::Ladder => {
            let rows = shapes.tracks().into_iter().enumerate();
            return rows.map(|(category, area)| (row(area), category, None)).collect();
        }
        ChartKind::Heat => Area::around(shapes.cells()),
        ChartKind::Map => {
            return Area::around(shapes.level()).map_or_else(Vec::new, |plane| bubbles(spec, plane));
        }
        ChartKind::Flow => {
            let bands = spec.bands().zip(shapes.bands());
            return bands.flat_map(|(band, ends)| ends.map(|end| (end, band.category, None))).collect();
        }
        _ => Area::around(shapes.level()),
    };
    let Some(whole) = whole else { return vec![] };
    let place = |category: usize| match spec.kind {
        ChartKind::Bars => vec![(whole.part((0, 1), (category, count)), category, None)],
        ChartKind::Heat => (0..series)
            .map(|series_of| (whole.part((category, count), (series_of, series)), category, Some(series_of)))
            .collect(),
        _ => vec![(whole.part((category, count), (0, 1)), category, None)],
    };
    (0..count).flat_map(place).collect()
}

/// Where the bubbles of a map are, whose plane is this.
fn bubbles(spec: &ChartSpec, plane: Area) -> Vec<(Area, usize, Option<usize>)> {
    let Some(map) = &spec.map else { return vec![] };
    let share = |axis: &Axis, value: f64| (value - axis.low) / (axis.high - axis.low);
    let (wide, high) = (plane.right - plane.left, plane.bottom - plane.top);
    let [across, up] = &map.axes;
    let step = (wide * share(across, across.low + across.step)).min(high * share(up, up.low + up.step));
    let place = |(category, bubble): (usize, Bubble)| {
        let (x, y) = (plane.left + wide * share(across, bubble.x), plane.bottom - high * share(up, bubble.y));
        // A small one needs no good aim either.
        let reach = (bubble.radius * step).max(6.0);
        (Area { left: x - reach, top: y - reach, right: x + reach, bottom: y + reach }, category, None)
    };
    spec.bubbles().map(place).collect()
}

/// What a chart says of one category, or of one of its series there; `None` where it says nothing.
fn words(spec: &ChartSpec, category: usize, only: Option<usize>) -> Option<String> {
    let mut name = spec.categories.get(category)?.clone();
    let mut part = spec.part(&(category..category + 1));
    if let Some(only) = only {
        part.series = vec![part.series.into_iter().nth(only)?];
        name = format!("{name}, {}", part.series.first()?.name);
    }
    let part = ChartSpec {
        categories: vec![name],
        subtitle: String::new(),
        notes: vec![],
        target: None,
        tail: None,
        ..part
    };
    // The first line says what the chart is.
    let lines: Vec<String> = part.description().lines().skip(1).map(str::to_owned).collect();
    (!part.is_empty() && !lines.is_empty()).then(|| lines.join("\n"))
}

/// The shapes of a picture, one a line.
struct Shapes<'d> {
    drawn: &'d str,
    /// The colour of what lies behind the marks.
    grid: String,
}

impl Shapes<'_> {
    /// The lines behind upright charts, from one end of the categories to the other.
    fn level(&self) -> Vec<Area> {
        self.behind()
            .filter(|(area, points)| *points == 2 && area.top == area.bottom)
            .map(|(area, _)| area)
            .collect()
    }

    /// The lines behind rows.
    fn upright(&self) -> Vec<Area> {
        self.behind()
            .filter(|(area, points)| *points == 2 && area.left == area.right)
            .map(|(area, _)| area)
            .collect()
    }

    /// The bars behind those of a ladder.
    fn tracks(&self) -> Vec<Area> {
        self.filled().filter(|(_, fill)| self.is_grid(fill)).map(|(area, _)| area).collect()
    }

    /// The cells of a heat map: the filled ones, and those that are outlined.
    fn cells(&self) -> Vec<Area> {
        let outlined = self.behind().filter(|(_, points)| *points == 5).map(|(area, _)| area);
        self.filled().skip(KEY).map(|(area, _)| area).chain(outlined).collect()
    }

    /// The two ends of each band of a flow, where none lies on another.
    fn bands(&self) -> impl Iterator<Item = [Area; 2]> {
        let bands = self.drawn.lines().filter(|line| line.starts_with("<polygon"));
        bands.filter_map(|line| {
            let points = corners(line)?;
            let [start, .., foot] = points[..] else { return None };
            let (top, bottom) = (points.get(points.len() / 2 - 1)?, points.get(points.len() / 2)?);
            let reach = (top.left - start.left) * 0.3;
            Some([
                Area { right: start.left + reach, bottom: foot.top.max(start.top + 4.0), ..start },
                Area { left: top.left - reach, bottom: bottom.top.max(top.top + 4.0), ..*top },
            ])
        })
    }

    /// Lines in the colour of the grid, with the number of their points.
    fn behind(&self) -> impl Iterator<Item = (Area, usize)> {
        let lines = self.drawn.lines().filter(|line| line.starts_with("<polyline"));
        lines.filter(|line| self.is_grid(attribute(line, "stroke").unwrap_or_default())).filter_map(|line| {
            let points = corners(line)?;
            Some((Area::around(points.iter().copied())?, points.len()))
        })
    }

    /// Rectangles with their colour; the ground has no place.
    fn filled(&self) -> impl Iterator<Item = (Area, &str)> {
        self.drawn.lines().filter(|line| line.starts_with("<rect")).filter_map(|line| {
            let number = |name| attribute(line, name)?.parse::<f64>().ok();
            let (left, top) = (number("x")?, number("y")?);
            let area = Area { left, top, right: left + number("width")?, bottom: top + number("height")? };
            Some((area, attribute(line, "fill")?))
        })
    }

    fn is_grid(&self, color: &str) -> bool {
        color.eq_ignore_ascii_case(&self.grid)
    }
}

/// The points of a shape, each as an area of no size.
fn corners(line: &str) -> Option<Vec<Area>> {
    let points = attribute(line, "points")?.split_whitespace().map(|point| {
        let (x, y) = point.split_once(',')?;
        let (x, y) = (x.parse().ok()?, y.parse().ok()?);
        Some(Area { left: x, top: y, right: x, bottom: y })
    });
    points.collect()
}

/// The value of an attribute of a shape.
fn attribute<'l>(line: &'l str, name: &str) -> Option<&'l str> {
    let (_, rest) = line.split_once(&format!(" {name}=\""))?;
    rest.split_once('"').map(|(value, _)| value)
}
