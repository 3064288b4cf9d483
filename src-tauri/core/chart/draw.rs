//! From a specification to a picture.

use super::canvas::{Anchor, Canvas, Label, document};
use super::font::Face;
use super::frame::Frame;
use super::palette::{Color, Palette, palette};
use super::spec::{ChartKind, ChartSpec};
use super::style::{ChartError, Style};
use super::{bars, columns, flow, heat, ladder, lines, map, waterfall};

/// The most points, categories times series, of one picture.
const MOST_POINTS: usize = 50_000;

/// Draws a chart as an SVG document: accessible (`role="img"` with a title and a description that says what the
/// picture shows), with texts as texts, the same bytes for the same chart on every machine.
///
/// # Errors
/// A size out of bounds, or more points than can be drawn.
pub fn svg(spec: &ChartSpec, style: &Style) -> Result<String, ChartError> {
    style.check()?;
    let points = spec.categories.len().saturating_mul(spec.series.len());
    if points > MOST_POINTS {
        return Err(ChartError::Points { points, limit: MOST_POINTS });
    }
    let colors = palette(style.theme);
    let ground = (!style.transparent).then_some(colors.background);
    let mut shapes = String::new();
    let mut canvas = Canvas::new(&mut shapes, style, colors);
    if spec.is_empty() {
        nothing(&mut canvas, spec, style);
    } else {
        match spec.kind {
            ChartKind::Bars => bars::draw(&mut canvas, spec, style),
            ChartKind::GroupedBars | ChartKind::StackedBars => columns::draw(&mut canvas, spec, style),
            ChartKind::Lines => lines::draw(&mut canvas, spec, style),
            ChartKind::Heat => heat::draw(&mut canvas, spec, style),
            ChartKind::Ladder => ladder::draw(&mut canvas, spec, style),
            ChartKind::Waterfall => waterfall::draw(&mut canvas, spec, style),
            ChartKind::Map => map::draw(&mut canvas, spec, style),
            ChartKind::Flow => flow::draw(&mut canvas, spec, style),
        }
    }
    let texts = canvas.finish()?;
    Ok(document(style.size, &spec.title, &spec.description(), ground, &shapes, &texts))
}

/// The colour of the mark of a series at a category. What values are held against stands back.
pub(super) fn color(palette: &Palette, spec: &ChartSpec, series: usize, category: usize) -> Color {
    if spec.series.get(series).is_some_and(|series| !series.role.is_value()) {
        return palette.muted;
    }
    match spec.resolution_type(series, category) {
        Some(kind) => palette.resolution_type(kind),
        None => palette.series(series),
    }
}

/// Says in the middle why there is nothing to see.
fn nothing(canvas: &mut Canvas, spec: &ChartSpec, style: &Style) {
    let Frame { em, plot } = Frame::draw(canvas, spec, style, false);
    let face = Face::regular(em);
    let words =
        if spec.empty.trim().is_empty() { spec.language.words().nothing_to_show() } else { &spec.empty };
    let fitted = face.wrap(words, plot.width().min(em * 32.0), 4);
    let pitch = em * 1.4;
    let (x, middle) = ((plot.left + plot.right) / 2.0, (plot.top + plot.bottom) / 2.0);
    let first = middle - (fitted.lines.len() - 1) as f64 * pitch / 2.0;
    let label = Label::centred(x, first, face, canvas.palette.muted).anchor(Anchor::Middle);
    canvas.lines(label, &fitted, pitch);
}
