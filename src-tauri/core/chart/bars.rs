//! Horizontal bars: a row for each category, with its name, its bar, its value and its number of tickets.

use super::axis::Axis;
use super::canvas::{Anchor, Area, Canvas, Label};
use super::draw::color;
use super::font::Face;
use super::frame::Frame;
use super::number;
use super::spec::{ChartSpec, Point};
use super::style::Style;
use crate::metrics::Unit;

/// The columns of the table that the bars are a part of.
struct Table {
    axis: Axis,
    /// Where bars are.
    area: Area,
    /// Right end of the values.
    values: f64,
    /// Right end of the numbers of tickets.
    counts: f64,
    em: f64,
    /// Size of the rows' text.
    face: Face,
}

impl Table {
    fn x(&self, value: f64) -> f64 {
        self.axis.at(value, self.area.left, self.area.right)
    }
}

pub(super) fn draw(canvas: &mut Canvas, spec: &ChartSpec, style: &Style) {
    let Frame { em, plot } = Frame::draw(canvas, spec, style, spec.series.len() > 1);
    let parts = spec.series.len().max(1);
    let head = em * 1.6;
    let foot = if spec.drawn_target().is_some() { em * 1.6 } else { 0.0 };
    let room = (plot.height() - head - foot).max(em);
    // As many rows as stay legible; a row holds a bar for each series.
    let least = em * 0.95 * if parts > 1 { parts as f64 * 0.9 + 0.4 } else { 1.0 };
    let fitting = (room / least).max(2.0) as usize;
    let rows = spec.categories.len();
    let shown = if rows > fitting { fitting - 1 } else { rows };
    let slots = if rows > shown { shown + 1 } else { shown };
    let pitch = (room / slots.max(1) as f64).min(em * (4.0 + 8.0 * parts as f64));
    let face = Face::regular((pitch / parts as f64 * 0.75).min(em));
    let table = lay_out(spec, plot, head, pitch * slots as f64, em, face);

    grid(canvas, spec, &table);
    for category in 0..shown {
        let top = table.area.top + category as f64 * pitch;
        name(canvas, spec, &table, plot.left, category, (top, pitch));
        // The bars of a row fill two thirds of it, but are never thick as beams.
        let thick = (pitch * 0.68 / parts as f64).min(em * 2.8);
        let first = top + (pitch - thick * parts as f64) / 2.0;
        for series in 0..parts {
            let upper = first + series as f64 * thick;
            row(
                canvas,
                spec,
                &table,
                (series, category),
                (upper, upper + thick * if parts > 1 { 0.9 } else { 1.0 }),
            );
        }
    }
    let base = table.x(table.axis.base());
    let axis = canvas.palette.axis;
    canvas.line(&[(base, table.area.top), (base, table.area.bottom)], axis, em / 14.0);
    if shown < rows {
        let middle = table.area.top + (shown as f64 + 0.5) * pitch;
        let label = Label::centred(plot.left, middle, table.face, canvas.palette.muted);
        canvas.text(label, &spec.language.words().more(rows - shown), None);
    }
    target(canvas, spec, &table);
}

/// Shares the width among names, bars, values and numbers of tickets.
fn lay_out(spec: &ChartSpec, plot: Area, head: f64, height: f64, em: f64, face: Face) -> Table {
    let points = || spec.series.iter().flat_map(|series| &series.points);
    let widest = |widths: &mut dyn Iterator<Item = f64>| widths.fold(0.0, f64::max);
    let bold = Face::semi_bold(face.size);
    let values = widest(&mut points().map(|point| bold.width(&number::point(spec, point))));
    let counted = spec.unit != Unit::Count && plot.width() > em * 22.0;
    let counts = widest(
        &mut points().filter(|_| counted).filter_map(|point| tickets(spec, point)).map(|n| face.width(&n)),
    );
    let names = widest(&mut spec.categories.iter().map(|name| face.width(name)));
    let names = names.min(plot.width() * 0.32);
    let right = if counts > 0.0 { plot.right - counts.max(em) - em * 1.2 } else { plot.right };
    let area = Area {
        left: plot.left + names + em,
        top: plot.top + head,
        right: right - values - em,
        bottom: plot.top + head + height,
    };
    let axis = Axis::of(spec, (area.width() / (em * 5.5)).clamp(2.0, 8.0));
    Table { axis, area, values: right, counts: plot.right, em, face }
}

/// The number of tickets behind a rate or a cost.
fn tickets(spec: &ChartSpec, point: &Point) -> Option<String> {
    point.denominator.filter(|n| n.is_finite()).map(|n| number::count(spec, n))
}

fn grid(canvas: &mut Canvas, spec: &ChartSpec, table: &Table) {
    let (em, muted, grid) = (table.em, canvas.palette.muted, canvas.palette.grid);
    let face = Face::regular(em * 0.8);
    let y = table.area.top - em * 0.6;
    let mut free = f64::NEG_INFINITY;
    for value in table.axis.ticks() {
        let x = table.x(value);
        canvas.line(&[(x, table.area.top), (x, table.area.bottom)], grid, em / 16.0);
        let tick = number::tick(spec, value, table.axis.step);
        let half = face.width(&tick) / 2.0;
        if x - half > free && x + half < table.values + em * 0.5 {
            canvas.text(Label::new(x, y, face, muted).anchor(Anchor::Middle), &tick, None);
            free = x + half + em * 0.4;
        }
    }
    if table.counts > table.values {
        canvas.text(Label::new(table.counts, y, face, muted).anchor(Anchor::End), "n", None);
    }
}

fn name(canvas: &mut Canvas, spec: &ChartSpec, table: &Table, left: f64, category: usize, row: (f64, f64)) {
    let (top, pitch) = row;
    let face = table.face;
    let line = face.size * 1.2;
    let most = ((pitch / line) as usize).clamp(1, 3);
    let text = spec.categories.get(category).map_or("", String::as_str);
    let fitted = face.wrap(text, table.area.left - left - table.em, most);
    let first = top + pitch / 2.0 - (fitted.lines.len() - 1) as f64 * line / 2.0;
    canvas.lines(Label::centred(left, first, face, canvas.palette.text), &fitted, line);
}

/// One bar with its interval, value and number of tickets.
fn row(
    canvas: &mut Canvas,
    spec: &ChartSpec,
    table: &Table,
    mark: (usize, usize),
    (top, bottom): (f64, f64),
) {
    let (series, category) = mark;
    let point = spec.series.get(series).map_or(Point::GAP, |series| series.point(category));
    let middle = (top + bottom) / 2.0;
    if let Some(value) = point.shown() {
        let (from, to) = (table.x(table.axis.base()), table.x(value));
        let area = Area { left: from.min(to), top, right: from.max(to), bottom };
        let fill = color(&canvas.palette, spec, series, category);
        canvas.bar(area, fill, point.faint);
    }
    if let Some((low, high)) = point.interval() {
        let arm = ((bottom - top) * 0.22).min(table.em * 0.35);
        canvas.whisker((table.x(low), middle), (table.x(high), middle), arm, table.em / 13.0);
    }
    let stated = point.shown().is_some();
    let (face, ink) = if stated && !point.faint {
        (Face::semi_bold(table.face.size), canvas.palette.text)
    } else {
        (table.face, canvas.palette.muted)
    };
    let label = Label::centred(table.values, middle, face, ink).anchor(Anchor::End);
    canvas.text(label, &number::point(spec, &point), None);
    if table.counts > table.values {
        let label =
            Label::centred(table.counts, middle, table.face, canvas.palette.muted).anchor(Anchor::End);
        canvas.text(label, &tickets(spec, &point).unwrap_or_default(), None);
    }
}

fn target(canvas: &mut Canvas, spec: &ChartSpec, table: &Table) {
    let Some(target) = spec.drawn_target() else { return };
    let (em, ink, x) = (table.em, canvas.palette.target, table.x(target.value));
    let foot = table.area.bottom + em * 0.4;
    canvas.dashed(&[(x, table.area.top), (x, foot)], ink, (em / 10.0).max(1.0));
    let face = Face::semi_bold(em * 0.85);
    let fitted = face.fit(&target.label, table.area.width().max(em * 6.0));
    // Below its line, but never beyond the names or the values.
    let half = fitted.lines.iter().map(|line| face.width(line)).fold(0.0, f64::max) / 2.0;
    let x = x.min(table.values - half).max(table.area.left + half);
    canvas.lines(Label::new(x, foot + em, face, ink).anchor(Anchor::Middle), &fitted, 0.0);
}
