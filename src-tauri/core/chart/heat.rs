//! Heat maps: a grid of cells, a row for each series and a column for each moment, coloured by their values.

use super::axes::moment;
use super::canvas::{Anchor, Area, Canvas, Label};
use super::font::Face;
use super::frame::Frame;
use super::number;
use super::spec::{ChartSpec, Point};
use super::style::Style;

/// Pixels between the lines of a cell that is uncertain.
const HATCH: f64 = 7.0;

/// The values at the ends of the colours: from 0, but where all values lie far from it, from the lowest of them.
/// `None` where there is no value.
pub(super) fn shades(spec: &ChartSpec) -> Option<[f64; 2]> {
    let values = spec.series.iter().flat_map(|series| series.points.iter().filter_map(Point::shown));
    let (low, high) = values
        .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| (low.min(value), high.max(value)));
    if low > high {
        return None;
    }
    let far = low < high && low > high * 0.4;
    Some([if far { low } else { low.min(0.0) }, high.max(0.0)])
}

/// Where the cells are.
struct Grid {
    area: Area,
    em: f64,
    /// Rows that are drawn; a last slot counts the others.
    rows: usize,
    pitch: f64,
    slot: f64,
}

pub(super) fn draw(canvas: &mut Canvas, spec: &ChartSpec, style: &Style) {
    let Frame { em, plot } = Frame::draw(canvas, spec, style, false);
    let Some(ends) = spec.scale.or_else(|| shades(spec)) else { return };
    let foot = em * 0.85 * 2.9;
    let head = em * 2.0;
    let room = (plot.height() - head - foot).max(em);
    let fitting = (room / (em * 0.95)).max(2.0) as usize;
    let all = spec.series.len();
    let rows = if all > fitting { fitting - 1 } else { all };
    let slots = if all > rows { rows + 1 } else { rows };
    let pitch = (room / slots.max(1) as f64).min(em * 5.0);
    let face = Face::regular((pitch * 0.7).min(em));
    let names = spec.series.iter().map(|series| face.width(&series.name)).fold(0.0, f64::max);
    let left = plot.left + names.min(plot.width() * 0.28) + em * 0.8;
    let top = plot.top + head;
    let area = Area { left, top, right: plot.right, bottom: top + pitch * slots as f64 };
    let slot = area.width() / spec.categories.len().max(1) as f64;
    let grid = Grid { area, em, rows, pitch, slot };

    scale(canvas, spec, &grid, ends, plot.top);
    grid.names(canvas, spec, face, plot.left);
    grid.cells(canvas, spec, ends);
    grid.moments(canvas, spec);
}

/// What the colours stand for.
fn scale(canvas: &mut Canvas, spec: &ChartSpec, grid: &Grid, [low, high]: [f64; 2], top: f64) {
    let em = grid.em;
    let face = Face::regular(em * 0.8);
    let muted = canvas.palette.muted;
    let middle = top + em * 0.7;
    let ends = [low, high].map(|end| number::cell(spec, &Point { value: Some(end), ..Point::GAP }));
    canvas.text(Label::centred(grid.area.left, middle, face, muted), &ends[0], None);
    let left = grid.area.left + face.width(&ends[0]) + em * 0.5;
    let steps = 24;
    let wide = em * 10.0 / f64::from(steps);
    for step in 0..steps {
        let shade = canvas.palette.shade(f64::from(step) / f64::from(steps - 1));
        let from = left + f64::from(step) * wide;
        let area = Area { left: from, top: middle - em * 0.4, right: from + wide, bottom: middle + em * 0.4 };
        canvas.fill(area, shade, 1.0);
    }
    let right = left + em * 10.0 + em * 0.5;
    canvas.text(Label::centred(right, middle, face, muted), &ends[1], None);
}

impl Grid {
    fn names(&self, canvas: &mut Canvas, spec: &ChartSpec, face: Face, left: f64) {
        let ink = canvas.palette.text;
        let room = self.area.left - left - self.em * 0.8;
        for (row, series) in spec.series.iter().take(self.rows).enumerate() {
            let middle = self.area.top + (row as f64 + 0.5) * self.pitch;
            canvas.lines(Label::centred(left, middle, face, ink), &face.fit(&series.name, room), 0.0);
        }
        if self.rows < spec.series.len() {
            let middle = self.area.top + (self.rows as f64 + 0.5) * self.pitch;
            let label = Label::centred(left, middle, face, canvas.palette.muted);
            canvas.text(label, &spec.language.words().more(spec.series.len() - self.rows), None);
        }
    }

    fn cells(&self, canvas: &mut Canvas, spec: &ChartSpec, ends: [f64; 2]) {
        let air = (self.slot.min(self.pitch) * 0.04).clamp(0.5, 2.0);
        let points = || spec.series.iter().take(self.rows).flat_map(|series| &series.points);
        let widest =
            |face: Face| points().map(|point| face.width(&number::cell(spec, point))).fold(0.0, f64::max);
        // All values in one size; below the least, those that fit are written.
        let full = (self.em * 0.85).min(self.pitch * 0.6);
        let fitting = full * (self.slot * 0.88 / widest(Face::regular(full)).max(1.0)).min(1.0);
        let face = Face::regular(fitting.max(self.em * 0.55));
        for (row, series) in spec.series.iter().take(self.rows).enumerate() {
            for column in 0..spec.categories.len() {
                let (left, top) =
                    (self.area.left + column as f64 * self.slot, self.area.top + row as f64 * self.pitch);
                let area = Area {
                    left: left + air,
                    top: top + air,
                    right: left + self.slot - air,
                    bottom: top + self.pitch - air,
                };
                self.cell(canvas, spec, &series.point(column), area, ends, face);
            }
        }
    }

    /// One cell: its colour, hatched where it cannot be leaned on, and its value where that fits. Where there is no
    /// value, an outline.
    fn cell(
        &self,
        canvas: &mut Canvas,
        spec: &ChartSpec,
        point: &Point,
        area: Area,
        [low, high]: [f64; 2],
        face: Face,
    ) {
        let ink = match point.shown() {
            Some(value) => {
                let share = if high > low { (value - low) / (high - low) } else { 1.0 };
                let fill = canvas.palette.shade(share);
                let ink = canvas.palette.ink_on(fill);
                canvas.fill(area, fill, 1.0);
                if point.faint {
                    canvas.hatch(area, fill.mixed(ink, 0.3), HATCH);
                }
                ink
            }
            None => {
                let Area { left, top, right, bottom } = area;
                let outline = [(left, top), (right, top), (right, bottom), (left, bottom), (left, top)];
                let grid = canvas.palette.grid;
                canvas.line(&outline, grid, 1.0);
                canvas.palette.muted
            }
        };
        if point.shown().is_none() && point.tally().is_none() {
            return;
        }
        let text = number::cell(spec, point);
        if face.width(&text) <= area.width() * 0.96 && face.size <= area.height() {
            let (x, y) = ((area.left + area.right) / 2.0, (area.top + area.bottom) / 2.0);
            canvas.text(Label::centred(x, y, face, ink).anchor(Anchor::Middle), &text, None);
        }
    }

    /// The moments below: each one's short name where there is room, and the year where it changes.
    fn moments(&self, canvas: &mut Canvas, spec: &ChartSpec) {
        let face = Face::regular(self.em * 0.85);
        let years = spec.categories.iter().all(|name| !moment(name, true).1.is_empty());
        let widest = spec.categories.iter().map(|name| face.width(moment(name, years).0)).fold(0.0, f64::max);
        let every = ((widest + self.em * 0.6) / self.slot.max(0.1)).ceil().max(1.0) as usize;
        let y = self.area.bottom + self.em * 0.4 + face.size;
        let mut last_year = "";
        for (column, name) in spec.categories.iter().enumerate().step_by(every) {
            let (short, year) = moment(name, years);
            let x = self.area.left + (column as f64 + 0.5) * self.slot;
            let label = Label::new(x, y, face, canvas.palette.text).anchor(Anchor::Middle);
            canvas.text(label, short, None);
            if year != last_year {
                let muted = canvas.palette.muted;
                canvas.text(Label { y: y + face.size * 1.25, color: muted, ..label }, year, None);
                last_year = year;
            }
        }
    }
}
