//! The sheet a chart is drawn on: shapes through plotters, texts beside them, put together as one accessible SVG.

use std::fmt::Write as _;

use plotters::backend::SVGBackend;
use plotters::coord::Shift;
use plotters::drawing::{DrawingArea, IntoDrawingArea};
use plotters::element::{Circle, Drawable, PathElement, PointCollection, Polygon, Rectangle};
use plotters::style::{RGBAColor, ShapeStyle};

use super::font::{self, Face, Fitted, Weight};
use super::palette::{Color, Palette};
use super::style::{ChartError, Style};

/// A rectangle in pixels, y downwards.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Area {
    pub left: f64,
    pub top: f64,
    pub right: f64,
    pub bottom: f64,
}

impl Area {
    pub fn width(self) -> f64 {
        self.right - self.left
    }

    pub fn height(self) -> f64 {
        self.bottom - self.top
    }
}

/// Which point of a text its position names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

/// Where and how a text stands. `y` is its baseline.
#[derive(Clone, Copy, Debug)]
pub(super) struct Label {
    pub x: f64,
    pub y: f64,
    pub face: Face,
    pub anchor: Anchor,
    pub color: Color,
    /// Reads upwards.
    pub upright: bool,
    /// Stands on a rim of the background, above whatever is behind it.
    pub rim: bool,
}

impl Label {
    pub fn new(x: f64, y: f64, face: Face, color: Color) -> Label {
        Label { x, y, face, anchor: Anchor::Start, color, upright: false, rim: false }
    }

    /// The same, with its middle at this height.
    pub fn centred(x: f64, middle: f64, face: Face, color: Color) -> Label {
        Label::new(x, middle + face.size * 0.36, face, color)
    }

    pub fn anchor(self, anchor: Anchor) -> Label {
        Label { anchor, ..self }
    }

    pub fn rim(self) -> Label {
        Label { rim: true, ..self }
    }
}

/// The outline of a point on a line; one for each series, so that colour is not alone.
const MARKS: [&[(f64, f64)]; 4] = [
    &[],
    &[(-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)],
    &[(0.0, -1.2), (1.1, 0.8), (-1.1, 0.8)],
    &[(0.0, -1.25), (1.25, 0.0), (0.0, 1.25), (-1.25, 0.0)],
];

/// The sheet. Shapes lie in the order they are drawn; texts lie above all shapes.
pub(super) struct Canvas<'a> {
    sheet: DrawingArea<SVGBackend<'a>, Shift>,
    texts: String,
    failure: Option<String>,
    pub palette: Palette,
}

impl<'a> Canvas<'a> {
    pub fn new(shapes: &'a mut String, style: &Style, palette: Palette) -> Canvas<'a> {
        let sheet = SVGBackend::with_string(shapes, style.size).into_drawing_area();
        Canvas { sheet, texts: String::new(), failure: None, palette }
    }

    /// Ends the drawing and gives its texts; the shapes are in the string given at the start.
    pub fn finish(self) -> Result<String, ChartError> {
        self.sheet.present().map_err(|error| ChartError::Drawing(error.to_string()))?;
        match self.failure {
            Some(failure) => Err(ChartError::Drawing(failure)),
            None => Ok(self.texts),
        }
    }

    /// Draws an element. A failure is kept until the end, so that drawing code need not ask at every line.
    fn put<E>(&mut self, element: E)
    where
        for<'e> &'e E: PointCollection<'e, (i32, i32)>,
        E: Drawable<SVGBackend<'a>>,
    {
        if let Err(error) = self.sheet.draw(&element) {
            self.failure.get_or_insert(error.to_string());
        }
    }

    pub fn fill(&mut self, area: Area, color: Color, opacity: f64) {
        let corners = [pixel(area.left, area.top), pixel(area.right, area.bottom)];
        self.put(Rectangle::new(corners, ink(color, opacity).filled()));
    }

    /// The body of a bar: full where it can be relied on, else pale, hatched and outlined.
    pub fn bar(&mut self, area: Area, color: Color, faint: bool) {
        let ((left, top), (right, bottom)) = (pixel(area.left, area.top), pixel(area.right, area.bottom));
        // A bar of a value next to nothing is still a line.
        let area = Area {
            left: left.into(),
            top: top.into(),
            right: right.max(left + 1).into(),
            bottom: bottom.max(top + 1).into(),
        };
        if !faint {
            return self.fill(area, color, 1.0);
        }
        self.fill(area, color, 0.22);
        self.hatch(area, color, 7.0);
        let Area { left, top, right, bottom } = area;
        self.line(&[(left, top), (right, top), (right, bottom), (left, bottom), (left, top)], color, 1.0);
    }

    /// Slanted lines across an area, so far from each other.
    pub fn hatch(&mut self, area: Area, color: Color, gap: f64) {
        let most = ((area.width() + area.height()) / gap).min(2000.0) as usize;
        for place in 1..=most {
            // The line x + y = sum, from the left or bottom edge to the top or right one.
            let sum = area.left + area.top + place as f64 * gap;
            let (x0, x1) = (area.left.max(sum - area.bottom), area.right.min(sum - area.top));
            if x1 - x0 > 1.0 {
                self.line(&[(x0, sum - x0), (x1, sum - x1)], color, 1.0);
            }
        }
    }

    pub fn line(&mut self, points: &[(f64, f64)], color: Color, width: f64) {
        let style = ink(color, 1.0).stroke_width(width.round().max(1.0) as u32);
        self.put(PathElement::new(pixels(points), style));
    }

    pub fn dashed(&mut self, points: &[(f64, f64)], color: Color, width: f64) {
        self.broken(points, color, (width, width * 4.0));
    }

    pub fn dotted(&mut self, points: &[(f64, f64)], color: Color, width: f64) {
        self.broken(points, color, (width, width * 1.5));
    }

    /// A line in dashes of one length, whatever the length of its parts.
    fn broken(&mut self, points: &[(f64, f64)], color: Color, (width, dash): (f64, f64)) {
        let mut ends = vec![0.0];
        for pair in points.windows(2) {
            let (dx, dy) = (pair[1].0 - pair[0].0, pair[1].1 - pair[0].1);
            ends.push(ends.last().copied().unwrap_or(0.0) + dx.hypot(dy));
        }
        let length = ends.last().copied().unwrap_or(0.0);
        let dash = dash.max(length / 1200.0).max(1.0);
        let steps = (length / dash).ceil() as usize;
        for step in (0..steps).step_by(2) {
            let (from, to) = (step as f64 * dash, (step + 1) as f64 * dash);
            let mut line = vec![];
            for (part, reach) in points.windows(2).zip(ends.windows(2)) {
                let long = reach[1] - reach[0];
                if long <= 0.0 || to < reach[0] || from > reach[1] {
                    continue;
                }
                for at in [from, to] {
                    let share = ((at - reach[0]) / long).clamp(0.0, 1.0);
                    let (dx, dy) = (part[1].0 - part[0].0, part[1].1 - part[0].1);
                    line.push((part[0].0 + dx * share, part[0].1 + dy * share));
                }
            }
            line.dedup();
            self.line(&line, color, width);
        }
    }

    /// An interval as a whisker, level or upright, on a rim that parts it from the bar behind it.
    pub fn whisker(&mut self, from: (f64, f64), to: (f64, f64), arm: f64, width: f64) {
        let across = |(x, y): (f64, f64)| {
            if from.0 == to.0 { [(x - arm, y), (x + arm, y)] } else { [(x, y - arm), (x, y + arm)] }
        };
        let width = width.round().max(1.0);
        for (ink, width) in [(self.palette.background, width + 2.0), (self.palette.text, width)] {
            for line in [[from, to], across(from), across(to)] {
                self.line(&line, ink, width);
            }
        }
    }

    pub fn polygon(&mut self, points: &[(f64, f64)], color: Color, opacity: f64) {
        self.put(Polygon::new(pixels(points), ink(color, opacity).filled()));
    }

    /// The shape of a series' mark, filled.
    pub fn shape(&mut self, series: usize, (x, y): (f64, f64), radius: f64, color: Color) {
        let shape = MARKS[series % MARKS.len()];
        if shape.is_empty() {
            self.put(Circle::new(pixel(x, y), radius as i32, ink(color, 1.0).filled()));
        } else {
            let corners: Vec<_> = shape.iter().map(|(dx, dy)| (x + dx * radius, y + dy * radius)).collect();
            self.polygon(&corners, color, 1.0);
        }
    }

    /// The mark of a series' point, hollow where it is faint.
    pub fn mark(&mut self, series: usize, at: (f64, f64), radius: f64, color: Color, faint: bool) {
        let background = self.palette.background;
        let rim = (radius * 0.4).max(1.0);
        self.shape(series, at, radius + rim, background);
        self.shape(series, at, radius, color);
        if faint {
            let wall = if MARKS[series % MARKS.len()].is_empty() { rim } else { rim * 1.4 };
            self.shape(series, at, radius - wall, background);
        }
    }

    /// A circle around a point that stands out.
    pub fn ring(&mut self, (x, y): (f64, f64), radius: f64, color: Color, width: f64) {
        let style = ink(color, 1.0).stroke_width(width.round().max(1.0) as u32);
        self.put(Circle::new(pixel(x, y), radius as i32, style));
    }

    /// One line of text, with the whole of it where only a part is shown.
    pub fn text(&mut self, label: Label, text: &str, full: Option<&str>) {
        let text = font::clean(text);
        if text.is_empty() {
            return;
        }
        let Label { x, y, face, anchor, color, upright, rim } = label;
        let anchor = match anchor {
            Anchor::Start => "",
            Anchor::Middle => " text-anchor=\"middle\"",
            Anchor::End => " text-anchor=\"end\"",
        };
        let weight = if face.weight == Weight::SemiBold { " font-weight=\"600\"" } else { "" };
        let _ = write!(
            self.texts,
            "<text x=\"{x:.1}\" y=\"{y:.1}\" font-size=\"{:.1}\"{weight}{anchor}",
            face.size
        );
        if upright {
            let _ = write!(self.texts, " transform=\"rotate(-90 {x:.1} {y:.1})\"");
        }
        if rim {
            let (rim, width) = (self.palette.background, face.size * 0.3);
            let _ =
                write!(self.texts, " stroke=\"{rim}\" stroke-width=\"{width:.1}\" stroke-linejoin=\"round\"");
            self.texts.push_str(" paint-order=\"stroke\"");
        }
        let _ = write!(self.texts, " fill=\"{color}\">");
        if let Some(full) = full {
            let _ = write!(self.texts, "<title>{}</title>", escaped(full));
        }
        let text = escaped(&text);
        // Right-to-left text is kept to itself, so that figures and brackets beside it stay where they are.
        if font::runs_left(&text) {
            let _ = writeln!(self.texts, "\u{2068}{text}\u{2069}</text>");
        } else {
            let _ = writeln!(self.texts, "{text}</text>");
        }
    }

    /// Lines of text, the first at the label's place and each `pitch` pixels below the one before.
    pub fn lines(&mut self, label: Label, fitted: &Fitted, pitch: f64) {
        for (place, line) in fitted.lines.iter().enumerate() {
            let y = label.y + place as f64 * pitch;
            self.text(Label { y, ..label }, line, fitted.full.as_deref());
        }
    }
}

/// The whole document, from plotters' shapes and our texts.
pub(super) fn document(
    (width, height): (u32, u32),
    title: &str,
    description: &str,
    background: Option<Color>,
    shapes: &str,
    texts: &str,
) -> String {
    // plotters writes a document of its own; what is between its first and last tag are the shapes.
    let body = shapes.find('>').map_or("", |head| &shapes[head + 1..]);
    let body = body.rfind("</svg>").map_or(body, |tail| &body[..tail]);
    let ground = background.map_or(String::new(), |color| {
        format!("<rect width=\"{width}\" height=\"{height}\" fill=\"{color}\"/>\n")
    });
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" \
         viewBox=\"0 0 {width} {height}\" role=\"img\" aria-labelledby=\"title description\">\n\
         <title id=\"title\">{}</title>\n<desc id=\"description\">{}</desc>\n{ground}\
         <g>{body}</g>\n<g font-family=\"{}\">\n{texts}</g>\n</svg>\n",
        escaped(&font::clean(title)),
        escaped(description),
        font::FAMILIES,
    )
}

/// A text as XML and HTML hold it, between tags and in attributes: nothing of it is markup, and characters that XML does not
/// allow are dropped.
pub fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\n' => escaped.push('\n'),
            '\u{fffe}' | '\u{ffff}' => {}
            letter if letter.is_control() => {}
            letter => escaped.push(letter),
        }
    }
    escaped
}

fn ink(color: Color, opacity: f64) -> ShapeStyle {
    ShapeStyle { color: RGBAColor(color.0, color.1, color.2, opacity), filled: false, stroke_width: 1 }
}

fn pixel(x: f64, y: f64) -> (i32, i32) {
    (x.round() as i32, y.round() as i32)
}

fn pixels(points: &[(f64, f64)]) -> Vec<(i32, i32)> {
    points.iter().map(|(x, y)| pixel(*x, *y)).collect()
}
