//! Maps: a bubble for each category, at its two scores, as large as its value.

use super::axis::Axis;
use super::bubbles::Bubble;
use super::canvas::{Anchor, Area, Canvas, Label};
use super::font::{Face, Fitted};
use super::frame::Frame;
use super::number;
use super::spec::ChartSpec;
use super::style::Style;

/// The sides of a bubble, in the order in which they are tried.
const SIDES: [Side; 4] = [Side::Right, Side::Left, Side::Below, Side::Above];

/// The most bubbles that a place for a name is looked for.
const NAMED: usize = 100;

/// The side of a bubble that its name stands on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Right of it.
    Right,
    /// Left of it.
    Left,
    /// Below it.
    Below,
    /// Above it.
    Above,
}

/// Where the bubbles are on the sheet.
struct Plane {
    area: Area,
    em: f64,
    axes: [Axis; 2],
}

pub(super) fn draw(canvas: &mut Canvas, spec: &ChartSpec, style: &Style) {
    let Frame { em, plot } = Frame::draw(canvas, spec, style, false);
    let Some(map) = &spec.map else { return };
    let plane = Plane::draw(canvas, spec, plot, em, map.axes);
    let mut drawn: Vec<(usize, Spot)> =
        spec.bubbles().map(|(category, bubble)| (category, plane.spot(bubble))).collect();
    drawn.sort_by(|(_, one), (_, two)| two.radius.total_cmp(&one.radius));
    for (category, spot) in &drawn {
        let class = map.class_of.get(*category).copied().unwrap_or(0);
        bubble(canvas, class, (spot.x, spot.y), spot.radius, map.is_marked(*category));
    }
    names(canvas, spec, &plane, &drawn);
}

/// A bubble in the colour of its class, with a sign in it for those who do not see that; with a ring where it is marked. Nothing
/// of it is farther from its middle than its radius.
pub(super) fn bubble(canvas: &mut Canvas, class: usize, at: (f64, f64), radius: f64, is_marked: bool) {
    let (color, background) = (canvas.palette.series(class), canvas.palette.background);
    let mut inner = radius.round().max(2.0);
    if is_marked {
        let wall = (inner * 0.13).round().clamp(1.0, 4.0);
        let ink = canvas.palette.text;
        canvas.shape(0, at, inner, ink);
        canvas.shape(0, at, inner - wall, background);
        inner = (inner - wall * 2.0).max(1.0);
    }
    canvas.shape(0, at, inner, color);
    // The first class has no sign.
    if class > 0 {
        let ink = canvas.palette.ink_on(color);
        canvas.shape(class, at, inner * 0.36, ink);
    }
}

/// A bubble on the sheet.
struct Spot {
    x: f64,
    y: f64,
    radius: f64,
}

impl Plane {
    /// Lays out the plane in an area, and draws its grid, its numbers and the names of its scales.
    fn draw(canvas: &mut Canvas, spec: &ChartSpec, outer: Area, em: f64, axes: [Axis; 2]) -> Plane {
        let (face, bold) = (Face::regular(em * 0.85), Face::semi_bold(em * 0.85));
        let (muted, text, grid) = (canvas.palette.muted, canvas.palette.text, canvas.palette.grid);
        let tick = |value: f64, axis: &Axis| number::tick(spec, value, axis.step);
        let [across, up] = axes;
        let widest = up.ticks().iter().map(|value| face.width(&tick(*value, &up))).fold(0.0, f64::max);
        let area = Area {
            left: outer.left + em * 1.5 + widest + em * 0.5,
            top: outer.top + em * 0.3,
            right: outer.right,
            bottom: outer.bottom - em * 2.7,
        };
        let plane = Plane { area, em, axes };
        // The outermost lines are only there to give the bubbles room.
        let is_within = |value: f64, axis: &Axis| value > axis.low && value < axis.high;
        for value in up.ticks() {
            let y = plane.y(value);
            canvas.line(&[(area.left, y), (area.right, y)], grid, em / 16.0);
            if is_within(value, &up) {
                let label = Label::centred(area.left - em * 0.5, y, face, muted).anchor(Anchor::End);
                canvas.text(label, &tick(value, &up), None);
            }
        }
        for value in across.ticks() {
            let x = plane.x(value);
            canvas.line(&[(x, area.top), (x, area.bottom)], grid, em / 16.0);
            if is_within(value, &across) {
                let label = Label::new(x, area.bottom + em * 0.4 + face.size, face, muted);
                canvas.text(label.anchor(Anchor::Middle), &tick(value, &across), None);
            }
        }
        let name = |place: usize| spec.series.get(place).map_or("", |series| series.name.as_str());
        let middle = ((area.left + area.right) / 2.0, (area.top + area.bottom) / 2.0);
        let label = Label::new(middle.0, area.bottom + em * 1.5 + bold.size, bold, text);
        canvas.lines(label.anchor(Anchor::Middle), &bold.fit(name(0), area.width()), 0.0);
        let label = Label::new(outer.left + bold.size, middle.1, bold, text).anchor(Anchor::Middle);
        canvas.lines(Label { upright: true, ..label }, &bold.fit(name(1), area.height()), 0.0);
        plane
    }

    fn x(&self, value: f64) -> f64 {
        self.axes[0].at(value, self.area.left, self.area.right)
    }

    fn y(&self, value: f64) -> f64 {
        self.axes[1].at(value, self.area.bottom, self.area.top)
    }

    fn spot(&self, bubble: Bubble) -> Spot {
        let steps = |axis: &Axis| ((axis.high - axis.low) / axis.step).max(1.0);
        let step = (self.area.width() / steps(&self.axes[0])).min(self.area.height() / steps(&self.axes[1]));
        Spot { x: self.x(bubble.x), y: self.y(bubble.y), radius: bubble.radius * step }
    }
}

/// A name that has found its place.
struct Placed {
    category: usize,
    side: Side,
    fitted: Fitted,
    area: Area,
}

/// The names of the largest bubbles, as far as they lie on nothing else; the table has the others.
fn names(canvas: &mut Canvas, spec: &ChartSpec, plane: &Plane, drawn: &[(usize, Spot)]) {
    let face = Face::semi_bold(plane.em * 0.75);
    let most = (plane.em * 10.0).min(plane.area.width() * 0.3);
    for Placed { side, fitted, area, .. } in placed(spec, plane, drawn, face, (most, 2)) {
        let (anchor, x) = match side {
            Side::Right => (Anchor::Start, area.left),
            Side::Left => (Anchor::End, area.right),
            Side::Below | Side::Above => (Anchor::Middle, (area.left + area.right) / 2.0),
        };
        let label = Label::new(x, area.top + face.size, face, canvas.palette.text).anchor(anchor).rim();
        canvas.lines(label, &fitted, pitch(face));
    }
}

/// The categories whose names find a place on one line in a plane of this width and height, and the side of its bubble that each
/// stands on: for programs that draw the bubbles themselves. `size` is that of the letters, in the same unit.
pub fn named(spec: &ChartSpec, (width, height): (f64, f64), size: f64) -> Vec<(usize, Side)> {
    let Some(map) = &spec.map else { return Vec::new() };
    let area = Area { left: 0.0, top: 0.0, right: width, bottom: height };
    let plane = Plane { area, em: size, axes: map.axes };
    let mut drawn: Vec<(usize, Spot)> =
        spec.bubbles().map(|(category, bubble)| (category, plane.spot(bubble))).collect();
    drawn.sort_by(|(_, one), (_, two)| two.radius.total_cmp(&one.radius));
    let names = placed(spec, &plane, &drawn, Face::regular(size), (f64::INFINITY, 1));
    names.into_iter().map(|name| (name.category, name.side)).collect()
}

/// From a line of names to the next.
fn pitch(face: Face) -> f64 {
    face.size * 1.2
}

/// The names that find a place, of at most so wide and so many lines. `drawn` has the largest bubbles first.
fn placed(
    spec: &ChartSpec,
    plane: &Plane,
    drawn: &[(usize, Spot)],
    face: Face,
    (most, lines): (f64, usize),
) -> Vec<Placed> {
    let mut found: Vec<Placed> = vec![];
    for (category, spot) in drawn.iter().take(NAMED) {
        let Some(name) = spec.categories.get(*category) else { continue };
        let fitted = face.wrap(name, most, lines);
        let free = SIDES.iter().find_map(|side| {
            let area = beside(spot, *side, &fitted, face, pitch(face));
            let is_inside = area.left >= plane.area.left
                && area.right <= plane.area.right
                && area.top >= plane.area.top
                && area.bottom <= plane.area.bottom;
            let is_free = is_inside
                && !found.iter().any(|other| meet(&area, &other.area))
                && !drawn.iter().any(|(_, spot)| covers(spot, &area));
            is_free.then_some((*side, area))
        });
        if let Some((side, area)) = free {
            found.push(Placed { category: *category, side, fitted, area });
        }
    }
    found
}

/// What a name takes on a side of its bubble.
fn beside(spot: &Spot, side: Side, name: &Fitted, face: Face, pitch: f64) -> Area {
    let wide = name.lines.iter().map(|line| face.width(line)).fold(0.0, f64::max);
    let high = name.lines.len() as f64 * pitch;
    let gap = face.size * 0.3;
    let far = spot.radius + gap;
    let (left, top) = match side {
        Side::Right => (spot.x + far, spot.y - high / 2.0),
        Side::Left => (spot.x - far - wide, spot.y - high / 2.0),
        Side::Below => (spot.x - wide / 2.0, spot.y + spot.radius),
        Side::Above => (spot.x - wide / 2.0, spot.y - spot.radius - high - gap),
    };
    Area { left, top, right: left + wide, bottom: top + high }
}

fn meet(one: &Area, two: &Area) -> bool {
    one.left < two.right && two.left < one.right && one.top < two.bottom && two.top < one.bottom
}

/// Whether a bubble reaches into an area.
fn covers(spot: &Spot, area: &Area) -> bool {
    let (x, y) = (spot.x.clamp(area.left, area.right), spot.y.clamp(area.top, area.bottom));
    (spot.x - x).hypot(spot.y - y) < spot.radius
}
