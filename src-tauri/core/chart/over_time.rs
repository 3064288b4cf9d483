//! What lies behind and across the marks of a chart over time: the hatched tail and the marked moments.

use super::axes::Plane;
use super::canvas::{Area, Canvas, Label};
use super::font::{Face, Fitted};
use super::moments::{Mark, MarkKind};
use super::spec::{ChartKind, ChartSpec};

/// Rows of labels above the plane.
const ROWS: usize = 2;

fn face(em: f64) -> Face {
    Face::semi_bold(em * 0.75)
}

/// The height that the labels of the marks take above the plane.
pub(super) fn head(spec: &ChartSpec, em: f64) -> f64 {
    match spec.drawn_marks().count().min(ROWS) {
        0 => 0.0,
        rows => rows as f64 * row(em) + em * 0.4,
    }
}

fn row(em: f64) -> f64 {
    em * 1.1
}

/// The hatched background of the tail.
pub(super) fn tail(canvas: &mut Canvas, spec: &ChartSpec, plane: &Plane) {
    let Some(tail) = spec.drawn_tail() else { return };
    let left = plane.x(tail.from) - plane.slot() / 2.0;
    hatched(canvas, Area { left, ..plane.area }, plane.em);
}

/// An area hatched as the tail is.
pub(super) fn hatched(canvas: &mut Canvas, area: Area, em: f64) {
    let (ground, ink) = (canvas.palette.grid, canvas.palette.axis);
    canvas.fill(area, ground, 0.35);
    canvas.hatch(area, ink, em * 0.6);
}

/// A label that has a place: in which row, from where to where.
type Placed = (usize, f64, f64);

/// The marked moments: a line across the plane, its label above.
pub(super) fn marks(canvas: &mut Canvas, spec: &ChartSpec, plane: &Plane) {
    let em = plane.em;
    let face = face(em);
    let most = (plane.area.width() * 0.3).min(em * 12.0);
    let labels: Vec<(f64, Fitted)> =
        spec.drawn_marks().map(|mark| (across(spec, plane, mark), face.fit(&mark.label, most))).collect();
    let lines: Vec<(f64, f64)> =
        labels.iter().map(|(x, label)| (*x, face.width(&label.lines.concat()))).collect();
    let places = places(&lines, em * 0.35, (plane.area.left - em, plane.area.right + em));
    for ((mark, (x, label)), place) in spec.drawn_marks().zip(&labels).zip(places) {
        let top = place.map_or(plane.area.top, |(row, ..)| level(spec, plane, row) - em * 0.3);
        line(canvas, mark.kind, *x, (top, plane.area.bottom), em);
        if let Some((row, left, _)) = place {
            write(canvas, label, face, left, level(spec, plane, row));
        }
    }
}

/// Where a mark's line is. A bar stands for the whole of its category, so the line is at that end of it which is nearer.
fn across(spec: &ChartSpec, plane: &Plane, mark: &Mark) -> f64 {
    let within = if spec.kind == ChartKind::Lines { mark.within } else { mark.within.round() };
    plane.x(mark.category) + (within - 0.5) * plane.slot()
}

/// The height of a row of labels, the first above what is written at the top of the plane.
fn level(spec: &ChartSpec, plane: &Plane, at: usize) -> f64 {
    let written = if spec.kind == ChartKind::Lines { 0.8 } else { 1.2 };
    plane.area.top - plane.em * (written + 0.45) - at as f64 * row(plane.em)
}

/// Where the labels of lines have room: right of the line, else left, in the first row where they lie on no other label
/// and no line goes through them. `lines` are places and widths, from left to right. `None` where there is no room.
fn places(lines: &[(f64, f64)], gap: f64, (first, last): (f64, f64)) -> Vec<Option<Placed>> {
    let mut placed: Vec<Option<Placed>> = vec![];
    for (at, (x, width)) in lines.iter().enumerate() {
        let fits = |row: usize, left: f64| {
            let right = left + width;
            let apart = |(other, from, to): &Placed| {
                *other != row || left > to + gap * 2.0 || right + gap * 2.0 < *from
            };
            // A line reaches up to the row of its own label; how far a later one will is not known yet.
            let crosses = |other: usize, place: Option<&Placed>| {
                let reaches = other > at || place.is_some_and(|(reached, ..)| *reached >= row);
                reaches && lines.get(other).is_some_and(|(x, _)| (left..=right).contains(x))
            };
            let others = (0..lines.len()).filter(|other| *other != at);
            let crossed = others
                .into_iter()
                .any(|other| crosses(other, placed.get(other).and_then(|place| place.as_ref())));
            left >= first && right <= last && !crossed && placed.iter().flatten().all(apart)
        };
        let sides = [x + gap, x - gap - width];
        let found = (0..ROWS).find_map(|row| {
            sides.into_iter().find(|left| fits(row, *left)).map(|left| (row, left, left + width))
        });
        placed.push(found);
    }
    placed
}

fn write(canvas: &mut Canvas, label: &Fitted, face: Face, left: f64, middle: f64) {
    let ink = canvas.palette.text;
    canvas.lines(Label::centred(left, middle, face, ink).rim(), label, 0.0);
}

/// A mark's line, dashed for a release and dotted for a definition.
pub(super) fn line(canvas: &mut Canvas, kind: MarkKind, x: f64, (top, bottom): (f64, f64), em: f64) {
    let (ink, width) = (canvas.palette.text, (em / 11.0).max(1.0));
    match kind {
        MarkKind::AiRelease => canvas.dashed(&[(x, top), (x, bottom)], ink, width),
        MarkKind::DefinitionChange => canvas.dotted(&[(x, top), (x, bottom)], ink, width),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_lie_on_no_other_and_no_line_goes_through_them() {
        let places = places(&[(50.0, 40.0), (60.0, 40.0), (70.0, 40.0), (290.0, 40.0)], 4.0, (0.0, 300.0));
        assert_eq!(
            places,
            [Some((0, 6.0, 46.0)), Some((1, 16.0, 56.0)), Some((0, 74.0, 114.0)), Some((0, 246.0, 286.0))]
        );
        assert_eq!(super::places(&[(50.0, 400.0)], 4.0, (0.0, 300.0)), [None]);
    }
}
