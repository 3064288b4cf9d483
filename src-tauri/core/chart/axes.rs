//! The plane of upright charts: a scale of values on the left, categories or moments below.

use super::axis::Axis;
use super::canvas::{Anchor, Area, Canvas, Label};
use super::font::Face;
use super::number;
use super::spec::ChartSpec;

/// Where values and categories of an upright chart are.
pub(super) struct Plane {
    pub axis: Axis,
    pub area: Area,
    pub em: f64,
    /// How many categories are drawn; the others are counted in a last slot of their own.
    pub shown: usize,
    slots: usize,
}

/// How categories are written below the axis.
enum Labels {
    /// Moments: the short name, the year below where it changes, every so manieth.
    Time { every: usize, years: bool },
    /// Side by side, in so many lines.
    Level { lines: usize },
    /// Reading upwards, so many pixels long.
    Upright { length: f64 },
}

impl Plane {
    /// Lays out the plane in an area and draws its grid and labels. `right` is kept free beside it, `head` above it.
    pub fn draw(canvas: &mut Canvas, spec: &ChartSpec, outer: Area, em: f64, right: f64, head: f64) -> Plane {
        let face = Face::regular(em * 0.85);
        let axis = Axis::of(spec, ((outer.height() - em * 3.0) / (em * 3.2)).clamp(2.0, 8.0));
        let ticks: Vec<String> =
            axis.ticks().iter().map(|value| number::tick(spec, *value, axis.step)).collect();
        let margin = ticks.iter().map(|tick| face.width(tick)).fold(0.0, f64::max) + em * 0.6;
        let mut area = Area {
            left: outer.left + margin,
            top: outer.top + head + em * 0.4,
            right: outer.right - right,
            bottom: outer.bottom,
        };
        let categories = spec.categories.len().max(1);
        // Names need a slot each; moments in order can be told from those beside them.
        let most = if spec.over_time() { categories } else { (area.width() / (em * 1.0)).max(2.0) as usize };
        let (shown, slots) = if categories > most { (most - 1, most) } else { (categories, categories) };
        let slot = area.width() / slots as f64;
        let labels = Labels::of(spec, face, slot, outer.height());
        area.bottom -= em * 0.6 + labels.height(face);
        let plane = Plane { axis, area, em, shown, slots };

        for (value, tick) in plane.axis.ticks().into_iter().zip(&ticks) {
            let y = plane.y(value);
            let grid = canvas.palette.grid;
            canvas.line(&[(area.left, y), (area.right, y)], grid, em / 16.0);
            let label = Label::centred(area.left - em * 0.6, y, face, canvas.palette.muted);
            canvas.text(label.anchor(Anchor::End), tick, None);
        }
        plane.categories(canvas, spec, face, &labels);
        plane
    }

    /// The line that bars stand on.
    pub fn base_line(&self, canvas: &mut Canvas) {
        let (y, axis) = (self.y(self.axis.base()), canvas.palette.axis);
        canvas.line(&[(self.area.left, y), (self.area.right, y)], axis, self.em / 14.0);
    }

    /// The middle of a category's slot.
    pub fn x(&self, category: usize) -> f64 {
        self.area.left + (category as f64 + 0.5) * self.slot()
    }

    /// The width of a category.
    pub fn slot(&self) -> f64 {
        self.area.width() / self.slots as f64
    }

    /// The height of a value.
    pub fn y(&self, value: f64) -> f64 {
        self.axis.at(value, self.area.bottom, self.area.top)
    }

    /// An interval as a whisker.
    pub fn whisker(&self, canvas: &mut Canvas, x: f64, (low, high): (f64, f64), arm: f64) {
        canvas.whisker((x, self.y(low)), (x, self.y(high)), arm, self.em / 13.0);
    }

    /// The target's line; its label belongs right of the plane, at the height this gives.
    pub fn target(&self, canvas: &mut Canvas, spec: &ChartSpec) -> Option<f64> {
        let target = spec.drawn_target()?;
        let (y, ink) = (self.y(target.value), canvas.palette.target);
        canvas.dashed(&[(self.area.left, y), (self.area.right, y)], ink, (self.em / 10.0).max(1.0));
        Some(y)
    }

    fn categories(&self, canvas: &mut Canvas, spec: &ChartSpec, face: Face, labels: &Labels) {
        let ink = canvas.palette.text;
        let top = self.area.bottom + self.em * 0.5;
        let pitch = face.size * 1.25;
        let mut last_year = "";
        for (category, name) in spec.categories.iter().take(self.shown).enumerate() {
            let level = Label::new(self.x(category), top + face.size, face, ink).anchor(Anchor::Middle);
            match labels {
                Labels::Time { every, .. } if category % every != 0 => {}
                Labels::Time { years, .. } => {
                    let (short, year) = moment(name, *years);
                    canvas.text(level, short, None);
                    if year != last_year {
                        let muted = canvas.palette.muted;
                        canvas.text(Label { y: level.y + pitch, color: muted, ..level }, year, None);
                        last_year = year;
                    }
                }
                Labels::Level { lines } => {
                    let fitted = face.wrap(name, self.slot() - self.em * 0.5, *lines);
                    canvas.lines(level, &fitted, pitch);
                }
                Labels::Upright { length } => self.upright(canvas, face, category, name, *length),
            }
        }
        if self.shown < spec.categories.len() {
            let more = spec.language.words().more(spec.categories.len() - self.shown);
            self.upright(canvas, face, self.shown, &more, self.em * 12.0);
        }
    }

    fn upright(&self, canvas: &mut Canvas, face: Face, slot: usize, name: &str, length: f64) {
        let (x, y) = (self.x(slot) + face.size * 0.36, self.area.bottom + self.em * 0.5);
        let label = Label::new(x, y, face, canvas.palette.text).anchor(Anchor::End);
        canvas.lines(Label { upright: true, ..label }, &face.fit(name, length), 0.0);
    }
}

impl Labels {
    fn of(spec: &ChartSpec, face: Face, slot: f64, height: f64) -> Labels {
        let em = face.size;
        if spec.over_time() {
            let years = spec.categories.iter().all(|name| !moment(name, true).1.is_empty());
            let widest =
                spec.categories.iter().map(|name| face.width(moment(name, years).0)).fold(0.0, f64::max);
            return Labels::Time { every: ((widest + em * 0.7) / slot).ceil().max(1.0) as usize, years };
        }
        // No word is broken where all names can read upwards.
        let words = spec.categories.iter().flat_map(|name| name.split(' '));
        let widest = words.map(|word| face.width(word)).fold(0.0, f64::max);
        let room = slot - em * 0.6;
        if slot >= em * 4.5 && (widest <= room || slot >= em * 8.0) {
            let lines = spec.categories.iter().map(|name| face.wrap(name, room, 3).lines.len());
            return Labels::Level { lines: lines.max().unwrap_or(1) };
        }
        let longest = spec.categories.iter().map(|name| face.width(name)).fold(em * 4.0, f64::max);
        Labels::Upright { length: longest.min(height * 0.35).min(em * 14.0) }
    }

    fn height(&self, face: Face) -> f64 {
        match self {
            Labels::Time { years, .. } => face.size * if *years { 2.5 } else { 1.25 },
            Labels::Level { lines } => face.size * 1.25 * *lines as f64,
            Labels::Upright { length } => *length,
        }
    }
}

/// A moment's name without its year, and the year: `Jul 2026` is `Jul` and `2026`.
pub(super) fn moment(name: &str, years: bool) -> (&str, &str) {
    let is_year = |word: &str| word.len() == 4 && word.bytes().all(|digit| digit.is_ascii_digit());
    match name.rsplit_once(' ').filter(|(_, year)| years && is_year(year)) {
        Some((short, year)) => (short, year),
        None => (name, ""),
    }
}
