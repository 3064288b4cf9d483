//! Lines over moments in order, with their intervals as bands, broken where there is no value; what they are held against
//! as thin broken lines, and rings around points that stand out.

use super::axes::Plane;
use super::canvas::{Anchor, Canvas, Label};
use super::draw::color;
use super::font::{Face, Fitted};
use super::frame::{Frame, em, swatch};
use super::number;
use super::over_time;
use super::spec::{ChartSpec, Point, SeriesRole};
use super::style::Style;
use super::{Color, Series};

/// What stands right of the plane at the end of a line.
struct End {
    /// The series; the target where there is none.
    series: Option<usize>,
    y: f64,
    name: Fitted,
    value: String,
}

pub(super) fn draw(canvas: &mut Canvas, spec: &ChartSpec, style: &Style) {
    let size = em(spec, style);
    let several = spec.series.len() > 1;
    // Names at the ends of the lines are read without looking to and fro, where there is room for them.
    let at_ends = f64::from(style.size.0) > size * 40.0 && spec.series.len() <= 8;
    let Frame { em, plot } = Frame::draw(canvas, spec, style, several && !at_ends);
    let face = Face::semi_bold(em * 0.85);
    let room = (plot.width() * 0.24).min(em * 12.0);
    let mut ends: Vec<End> = vec![];
    if several && at_ends {
        for (series, data) in spec.series.iter().enumerate() {
            let Some((_, last)) = last_value(spec, data) else { continue };
            let (name, value) = (face.fit(&data.name, room), number::value(spec, last));
            ends.push(End { series: Some(series), y: last, name, value });
        }
    }
    if let Some(target) = spec.drawn_target() {
        ends.push(End {
            series: None,
            y: target.value,
            name: face.fit(&target.label, room),
            value: String::new(),
        });
    }
    let value_face = Face::regular(em * 0.85);
    let width = |end: &End| {
        let sign = if end.series.is_some() { em * 1.1 } else { 0.0 };
        let name: f64 = end.name.lines.iter().map(|line| face.width(line)).sum();
        sign + name + if end.value.is_empty() { 0.0 } else { em * 0.5 + value_face.width(&end.value) }
    };
    let right = ends.iter().map(width).fold(0.0, f64::max);
    let right = if right > 0.0 { right + em * 0.8 } else { 0.0 };
    let plane = Plane::draw(canvas, spec, plot, em, right, em * 0.8 + over_time::head(spec, em));
    over_time::tail(canvas, spec, &plane);
    over_time::marks(canvas, spec, &plane);
    if plane.axis.low <= 0.0 {
        plane.base_line(canvas);
    }
    plane.target(canvas, spec);
    bands(canvas, spec, &plane);
    for series in &spec.series {
        held_against(canvas, spec, &plane, series);
    }
    for (place, series) in spec.values() {
        line(canvas, spec, &plane, place, series);
    }
    rings(canvas, spec, &plane);
    for end in &mut ends {
        end.y = plane.y(end.y);
    }
    spread(&mut ends, em * 1.35, plane.area.top, plane.area.bottom);
    let left = plane.area.right + em * 0.6;
    for end in &ends {
        let text = if let Some(series) = end.series {
            let fill = color(&canvas.palette, spec, series, 0);
            swatch(canvas, spec, series, (left + em * 0.4, end.y), em * 0.36, fill);
            left + em * 1.1
        } else {
            left
        };
        canvas.lines(Label::centred(text, end.y, face, canvas.palette.text), &end.name, 0.0);
        let name: f64 = end.name.lines.iter().map(|line| face.width(line)).sum();
        let label = Label::centred(text + name + em * 0.5, end.y, value_face, canvas.palette.text);
        canvas.text(label, &end.value, None);
    }
    labels(canvas, spec, &plane, several && at_ends);
}

fn last_value(spec: &ChartSpec, series: &Series) -> Option<(usize, f64)> {
    (0..spec.categories.len()).rev().find_map(|place| Some((place, series.point(place).shown()?)))
}

/// The runs of neighbouring points that all have what is asked for.
fn runs<T>(spec: &ChartSpec, series: &Series, of: impl Fn(&Point) -> Option<T>) -> Vec<Vec<(usize, T)>> {
    let mut runs = vec![vec![]];
    for category in 0..spec.categories.len() {
        match (of(&series.point(category)), runs.last_mut()) {
            (Some(value), Some(run)) => run.push((category, value)),
            _ => runs.push(vec![]),
        }
    }
    runs.retain(|run| !run.is_empty());
    runs
}

/// Intervals: a band along a line, a whisker at a point that stands alone. Beyond three series they would only hide
/// each other; what was to be expected has its band all the same.
fn bands(canvas: &mut Canvas, spec: &ChartSpec, plane: &Plane) {
    let values = spec.values().count();
    let opacity = if values > 1 { 0.13 } else { 0.18 };
    for (place, series) in spec.series.iter().enumerate() {
        let is_drawn = match series.role {
            SeriesRole::Value => values <= 3,
            SeriesRole::Limit => false,
            SeriesRole::Expected => true,
        };
        if !is_drawn {
            continue;
        }
        let fill = color(&canvas.palette, spec, place, 0);
        for run in runs(spec, series, Point::interval) {
            if let [(category, interval)] = run[..] {
                plane.whisker(canvas, plane.x(category), interval, plane.em * 0.3);
                continue;
            }
            let upper = run.iter().map(|(category, (_, high))| (plane.x(*category), plane.y(*high)));
            let lower = run.iter().rev().map(|(category, (low, _))| (plane.x(*category), plane.y(*low)));
            let outline: Vec<_> = upper.chain(lower).collect();
            canvas.polygon(&outline, fill, opacity);
        }
    }
}

/// A bound is dashed, what was to be expected dotted.
fn held_against(canvas: &mut Canvas, spec: &ChartSpec, plane: &Plane, series: &Series) {
    let (ink, width) = (canvas.palette.muted, (plane.em / 12.0).max(1.0));
    for run in runs(spec, series, Point::shown) {
        let mut line: Vec<_> =
            run.iter().map(|(category, value)| (plane.x(*category), plane.y(*value))).collect();
        if let [(x, y)] = line[..] {
            let half = plane.slot() * 0.4;
            line = vec![(x - half, y), (x + half, y)];
        }
        match series.role {
            SeriesRole::Value => {}
            SeriesRole::Limit => canvas.dashed(&line, ink, width),
            SeriesRole::Expected => canvas.dotted(&line, ink, width),
        }
    }
}

/// A ring around each point that stands out.
fn rings(canvas: &mut Canvas, spec: &ChartSpec, plane: &Plane) {
    for alarm in spec.alarms() {
        let point = spec.series.get(alarm.series).map_or(Point::GAP, |series| series.point(alarm.category));
        if let Some(value) = point.shown() {
            let (at, ink) = ((plane.x(alarm.category), plane.y(value)), canvas.palette.text);
            canvas.ring(at, (plane.em * 0.62).max(6.0), ink, (plane.em / 8.0).max(2.0));
        }
    }
}

fn line(canvas: &mut Canvas, spec: &ChartSpec, plane: &Plane, place: usize, series: &Series) {
    let fill: Color = color(&canvas.palette, spec, place, 0);
    let width = (plane.em / 7.0).max(2.0);
    let runs = runs(spec, series, |point| Some((point.shown()?, point.faint)));
    for run in &runs {
        let at = |(category, (value, _)): (usize, (f64, bool))| (plane.x(category), plane.y(value));
        for pair in run.windows(2) {
            if let [one, two] = *pair {
                // A stretch that leads to or from a point of few tickets is broken.
                if one.1.1 || two.1.1 {
                    canvas.dashed(&[at(one), at(two)], fill, width);
                } else {
                    canvas.line(&[at(one), at(two)], fill, width);
                }
            }
        }
    }
    let roomy = plane.slot() > plane.em * 0.9;
    for run in &runs {
        for (category, (value, faint)) in run {
            if roomy || *faint || run.len() == 1 || spec.alarm(place, *category).is_some() {
                let radius = (plane.em * 0.27).max(3.0);
                canvas.mark(place, (plane.x(*category), plane.y(*value)), radius, fill, *faint);
            }
        }
    }
}

/// Values beside the points of a single line, where they fit, else beside the last one; and the counts that stand
/// where so few tickets carry no rate.
fn labels(canvas: &mut Canvas, spec: &ChartSpec, plane: &Plane, named: bool) {
    let face = Face::semi_bold(plane.em * 0.8);
    let mut values = spec.values();
    let (Some((place, series)), None) = (values.next(), values.next()) else {
        return tallies(canvas, spec, plane);
    };
    let widest =
        series.points.iter().map(|point| face.width(&number::point(spec, point))).fold(0.0, f64::max);
    let all = widest + plane.em * 0.4 <= plane.slot();
    let last = last_value(spec, series).map(|(category, _)| category);
    for category in 0..plane.shown {
        let point = series.point(category);
        let Some(value) = point.shown().filter(|_| if Some(category) == last { !named } else { all }) else {
            continue;
        };
        let ink = if point.faint { canvas.palette.muted } else { canvas.palette.text };
        let lift = plane.em * if spec.alarm(place, category).is_some() { 0.9 } else { 0.6 };
        let above = Label::new(plane.x(category), plane.y(value) - lift, face, ink).anchor(Anchor::Middle);
        let alone = |next: Option<usize>| next.is_none_or(|next| series.point(next).shown().is_none());
        let label = if alone(category.checked_sub(1)) && alone(Some(category + 1)) {
            // A point that stands alone has its whisker above it.
            Label::centred(above.x + plane.em * 0.6, plane.y(value), face, ink)
        } else {
            Label { x: above.x.min(plane.area.right - widest / 2.0), ..above }
        };
        let label = label.rim();
        canvas.text(label, &number::value(spec, value), None);
    }
    tallies(canvas, spec, plane);
}

fn tallies(canvas: &mut Canvas, spec: &ChartSpec, plane: &Plane) {
    let face = Face::regular(plane.em * 0.75);
    for category in 0..plane.shown {
        let mut y = plane.area.bottom - plane.em * 0.4;
        for (place, series) in spec.values() {
            let point = series.point(category);
            if point.tally().is_none() {
                continue;
            }
            let text = number::point(spec, &point);
            if face.width(&text) + plane.em > plane.slot() || y < plane.area.top + plane.em {
                continue;
            }
            let x = plane.x(category);
            let label = Label::new(x, y, face, canvas.palette.muted).anchor(Anchor::Middle).rim();
            canvas.text(label, &text, None);
            if spec.series.len() > 1 {
                let fill = color(&canvas.palette, spec, place, 0);
                let side = x - face.width(&text) / 2.0 - plane.em * 0.4;
                swatch(canvas, spec, place, (side, y - face.size * 0.36), plane.em * 0.2, fill);
            }
            y -= face.size * 1.3;
        }
    }
}

/// Moves labels apart that would stand on each other, as little as it takes, inside the plane.
fn spread(ends: &mut [End], gap: f64, top: f64, bottom: f64) {
    ends.sort_by(|one, two| one.y.total_cmp(&two.y));
    let gap = gap.min((bottom - top) / ends.len().max(1) as f64);
    let mut free = f64::NEG_INFINITY;
    for end in ends.iter_mut() {
        end.y = end.y.max(free);
        free = end.y + gap;
    }
    let mut free = bottom;
    for end in ends.iter_mut().rev() {
        end.y = end.y.min(free).max(top);
        free = end.y - gap;
    }
}
