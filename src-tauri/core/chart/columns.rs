//! Vertical bars: beside each other, or on top of each other, within a category.

use super::axes::Plane;
use super::canvas::{Anchor, Area, Canvas, Label};
use super::draw::color;
use super::font::Face;
use super::frame::Frame;
use super::number;
use super::over_time;
use super::spec::{ChartKind, ChartSpec};
use super::style::Style;

pub(super) fn draw(canvas: &mut Canvas, spec: &ChartSpec, style: &Style) {
    let named = spec.series.len() > 1 || spec.series.iter().any(|series| series.resolution_type.is_some());
    let Frame { em, plot } = Frame::draw(canvas, spec, style, named);
    let face = Face::semi_bold(em * 0.85);
    let target =
        spec.drawn_target().map(|target| face.wrap(&target.label, (plot.width() * 0.2).min(em * 9.0), 3));
    let right =
        target.iter().flat_map(|target| &target.lines).map(|line| face.width(line)).fold(0.0, f64::max);
    let right = if right > 0.0 { right + em * 0.6 } else { 0.0 };
    let plane = Plane::draw(canvas, spec, plot, em, right, em * 1.2 + over_time::head(spec, em));
    over_time::tail(canvas, spec, &plane);
    match spec.kind {
        ChartKind::StackedBars => stacked(canvas, spec, &plane),
        _ => grouped(canvas, spec, &plane),
    }
    over_time::marks(canvas, spec, &plane);
    plane.base_line(canvas);
    if let (Some(y), Some(target)) = (plane.target(canvas, spec), target) {
        let first = y - (target.lines.len() - 1) as f64 * face.size * 0.6;
        let label = Label::centred(plane.area.right + em * 0.6, first, face, canvas.palette.target);
        canvas.lines(label, &target, face.size * 1.2);
    }
}

fn grouped(canvas: &mut Canvas, spec: &ChartSpec, plane: &Plane) {
    let (em, count) = (plane.em, spec.series.len().max(1));
    // A group fills most of its slot, with air beside it; a bar is never thick as a beam.
    let wide = (plane.slot() * 0.76 / count as f64).min(em * 4.5);
    let face = Face::regular((em * 0.8).min(wide * 0.36).max(em * 0.68));
    let written: Vec<_> = spec.series.iter().flat_map(|series| &series.points).collect();
    let widest = written.iter().map(|point| face.width(&number::point(spec, point))).fold(0.0, f64::max);
    let labelled = widest <= wide * if count > 1 { 1.0 } else { 1.25 };
    for category in 0..plane.shown {
        let first = plane.x(category) - wide * count as f64 / 2.0;
        for (series, data) in spec.series.iter().enumerate() {
            let point = data.point(category);
            let left = first + series as f64 * wide;
            let middle = left + wide / 2.0;
            let base = plane.y(plane.axis.base());
            let mut end = (base, base);
            if let Some(value) = point.shown() {
                let y = plane.y(value);
                let air = (wide * 0.06).min(2.0);
                let area = Area {
                    left: left + air,
                    top: y.min(base),
                    right: left + wide - air,
                    bottom: y.max(base),
                };
                let fill = color(&canvas.palette, spec, series, category);
                canvas.bar(area, fill, point.faint);
                end = (area.top, area.bottom);
            }
            if let Some((low, high)) = point.interval() {
                plane.whisker(canvas, middle, (low, high), (wide * 0.18).min(em * 0.35));
                end = (end.0.min(plane.y(high)), end.1.max(plane.y(low)));
            }
            let text = number::point(spec, &point);
            // A count must not give way: without it, few tickets would look like none.
            let counted = point.tally().is_some() && face.width(&text) <= wide * 1.25;
            if counted || labelled && point.shown().is_some() {
                let below = point.shown().is_some_and(|value| value < 0.0);
                let y = if below { end.1 + face.size * 1.15 } else { end.0 - face.size * 0.4 };
                let plain = point.shown().is_some() && !point.faint;
                let ink = if plain { canvas.palette.text } else { canvas.palette.muted };
                let label = Label::new(middle, y, face, ink).anchor(Anchor::Middle).rim();
                canvas.text(label, &text, None);
            }
        }
    }
}

fn stacked(canvas: &mut Canvas, spec: &ChartSpec, plane: &Plane) {
    let em = plane.em;
    let wide = (plane.slot() * 0.72).min(em * 5.5);
    let face = Face::regular((em * 0.8).min(wide * 0.34).max(em * 0.68));
    let total_face = Face::semi_bold(face.size);
    let totals = (0..plane.shown).map(|category| total(spec, category));
    let widest = totals.map(|total| total_face.width(&number::value(spec, total))).fold(0.0, f64::max);
    for category in 0..plane.shown {
        let middle = plane.x(category);
        let (mut up, mut down) = (0.0, 0.0);
        for (series, data) in spec.series.iter().enumerate() {
            let point = data.point(category);
            let Some(value) = point.shown().filter(|value| *value != 0.0) else { continue };
            let from = if value > 0.0 { &mut up } else { &mut down };
            let (start, end) = (plane.y(*from), plane.y(*from + value));
            *from += value;
            // A hair of the background parts the segments.
            let hair = if (start - end).abs() > 4.0 { 1.0 } else { 0.0 };
            let area = Area {
                left: middle - wide / 2.0,
                top: start.min(end) + hair,
                right: middle + wide / 2.0,
                bottom: start.max(end),
            };
            let fill = color(&canvas.palette, spec, series, category);
            canvas.bar(area, fill, point.faint);
            let text = number::value(spec, value);
            if area.height() > face.size * 1.5 && face.width(&text) < wide * 0.94 {
                let ink = if point.faint { canvas.palette.text } else { canvas.palette.ink_on(fill) };
                let label = Label::centred(middle, (area.top + area.bottom) / 2.0, face, ink);
                let label = if point.faint { label.rim() } else { label };
                canvas.text(label.anchor(Anchor::Middle), &text, None);
            }
        }
        let drawn = spec.series.iter().any(|series| series.point(category).shown().is_some());
        if drawn && spec.series.len() > 1 && widest <= plane.slot() * 0.92 {
            let y = plane.y(up) - face.size * 0.45;
            let label = Label::new(middle, y, total_face, canvas.palette.text).anchor(Anchor::Middle).rim();
            canvas.text(label, &number::value(spec, total(spec, category)), None);
        }
    }
}

fn total(spec: &ChartSpec, category: usize) -> f64 {
    spec.series.iter().filter_map(|series| series.point(category).shown()).sum()
}
