//! What stands around the marks of every chart: title, subtitle, legend, notes.

use super::canvas::{Area, Canvas, Label};
use super::draw::color;
use super::font::{Face, Fitted};
use super::map;
use super::moments::MarkKind;
use super::over_time;
use super::spec::{ChartKind, ChartSpec, SeriesRole};
use super::style::Style;

/// A chart's measure and the area left for its marks.
pub(super) struct Frame {
    /// The size of normal text, from which all distances are taken.
    pub em: f64,
    pub plot: Area,
}

/// A text block: where it goes is known only once all of them are measured.
struct Block {
    lines: Vec<Fitted>,
    face: Face,
    pitch: f64,
}

impl Block {
    fn new(texts: &[&str], face: Face, width: f64, most: usize) -> Block {
        let written = texts.iter().filter(|text| !text.trim().is_empty());
        let lines = written.map(|text| face.wrap(text, width, most)).collect();
        Block { lines, face, pitch: face.size * 1.35 }
    }

    fn height(&self) -> f64 {
        self.lines.iter().map(|fitted| fitted.lines.len()).sum::<usize>() as f64 * self.pitch
    }

    fn draw(&self, canvas: &mut Canvas, left: f64, mut top: f64, muted: bool) {
        let ink = if muted { canvas.palette.muted } else { canvas.palette.text };
        for fitted in &self.lines {
            canvas.lines(Label::new(left, top + self.face.size, self.face, ink), fitted, self.pitch);
            top += fitted.lines.len() as f64 * self.pitch;
        }
    }
}

/// The size of normal text: from the size of the picture, and no larger than the rows of many bars, so that a tall
/// picture does not shout its title over them.
pub(super) fn em(spec: &ChartSpec, style: &Style) -> f64 {
    let (width, height) = (f64::from(style.size.0), f64::from(style.size.1));
    let em = (width / 34.0).min(height / 45.0).max(9.0);
    let rows = match spec.kind {
        ChartKind::Bars => spec.categories.len(),
        ChartKind::Heat => spec.series.len(),
        _ => 1,
    };
    em.min((height * 0.75 / rows.max(1) as f64).max(20.0))
}

impl Frame {
    /// Draws what stands around the marks. On a picture too small for all of it, notes, then the subtitle, then the
    /// legend give way; the description still says what they say.
    pub fn draw(canvas: &mut Canvas, spec: &ChartSpec, style: &Style, legend: bool) -> Frame {
        let em = em(spec, style);
        let (width, height) = (f64::from(style.size.0), f64::from(style.size.1));
        let margin = em * 1.5;
        let (left, right) = (margin, width - margin);
        let room = right - left;
        let title = Block::new(&[&spec.title], Face::semi_bold(em * 1.5), room, 2);
        let mut subtitle = Block::new(&[&spec.subtitle], Face::regular(em * 0.95), room, 2);
        let notes: Vec<&str> = spec.notes.iter().map(String::as_str).collect();
        let mut notes = Block::new(&notes, Face::regular(em * 0.8), room, 2);
        let mut keys = legend_rows(spec, em, room, legend);
        let row = em * 1.6;
        let taken = |subtitle: &Block, notes: &Block, keys: &Vec<Vec<Key>>| {
            margin * 2.0
                + title.height()
                + subtitle.height()
                + notes.height()
                + keys.len() as f64 * row
                + em * 1.5
        };
        let least = height * 0.45;
        if height - taken(&subtitle, &notes, &keys) < least {
            notes.lines.clear();
        }
        if height - taken(&subtitle, &notes, &keys) < least {
            subtitle.lines.clear();
        }
        if height - taken(&subtitle, &notes, &keys) < least {
            keys.clear();
        }

        let mut top = margin * 0.8;
        title.draw(canvas, left, top, false);
        top += title.height() + em * 0.15;
        subtitle.draw(canvas, left, top, true);
        top += subtitle.height() + em * 0.6;
        for keys in &keys {
            for key in keys {
                key.draw(canvas, spec, left, top + row / 2.0, em);
            }
            top += row;
        }
        let bottom = height - margin * 0.8 - notes.height();
        notes.draw(canvas, left, bottom, true);
        let foot = if notes.lines.is_empty() { 0.0 } else { em * 0.9 };
        Frame { em, plot: Area { left, top: top + em * 0.4, right, bottom: bottom - foot } }
    }
}

/// One entry of the legend.
struct Key {
    sign: Sign,
    x: f64,
    name: Fitted,
}

/// What stands before a name in the legend.
#[derive(Clone, Copy)]
enum Sign {
    Series(usize),
    /// A class of a map.
    Class(usize),
    Tail,
    Mark(MarkKind),
    /// The ring around what is marked or stands out.
    Ring,
    /// Nothing: the entry counts the series that are left out.
    None,
}

impl Key {
    fn draw(&self, canvas: &mut Canvas, spec: &ChartSpec, left: f64, middle: f64, em: f64) {
        let x = left + self.x;
        let (centre, radius) = (x + em * 0.4, em * 0.4);
        match self.sign {
            Sign::Series(series) => {
                let color = color(&canvas.palette, spec, series, 0);
                swatch(canvas, spec, series, (centre, middle), radius, color);
            }
            Sign::Class(class) => map::bubble(canvas, class, (centre, middle), radius, false),
            Sign::Ring => {
                let (ink, width) = (canvas.palette.text, (em / 9.0).max(2.0));
                canvas.ring((centre, middle), radius, ink, width);
            }
            Sign::Tail => {
                let (top, bottom) = (middle - radius, middle + radius);
                let area = Area { left: centre - radius, top, right: centre + radius, bottom };
                over_time::hatched(canvas, area, em);
            }
            Sign::Mark(kind) => {
                over_time::line(canvas, kind, centre, (middle - radius * 1.5, middle + radius * 1.5), em);
            }
            Sign::None => {}
        }
        let text = if matches!(self.sign, Sign::None) { x } else { x + em * 1.15 };
        canvas.lines(
            Label::centred(text, middle, Face::regular(em * 0.9), canvas.palette.text),
            &self.name,
            0.0,
        );
    }
}

/// A series' sign beside its name: the mark of its line, or a square of its bars' colour.
pub(super) fn swatch(
    canvas: &mut Canvas,
    spec: &ChartSpec,
    series: usize,
    (x, y): (f64, f64),
    radius: f64,
    color: super::Color,
) {
    let (line, width) = ([(x - radius * 1.25, y), (x + radius * 1.25, y)], (radius / 5.0).max(1.0));
    let role = spec.series.get(series).map_or(SeriesRole::Value, |series| series.role);
    if spec.kind == ChartKind::Lines {
        match role {
            SeriesRole::Value => canvas.mark(series, (x, y), radius * 0.9, color, false),
            SeriesRole::Limit => canvas.dashed(&line, color, width),
            SeriesRole::Expected => canvas.dotted(&line, color, width),
        }
    } else {
        canvas.fill(
            Area { left: x - radius, top: y - radius, right: x + radius, bottom: y + radius },
            color,
            1.0,
        );
    }
}

/// The legend in rows: of the series at most three, where they are not named elsewhere; then the classes of a map, and what is
/// hatched, ringed and marked.
fn legend_rows(spec: &ChartSpec, em: f64, room: f64, named: bool) -> Vec<Vec<Key>> {
    let mut rows = if named { series_rows(spec, em, room) } else { vec![] };
    let face = Face::regular(em * 0.9);
    let marked = |kind: &&MarkKind| spec.drawn_marks().any(|mark| mark.kind == **kind);
    let tail = spec.drawn_tail().map(|tail| (Sign::Tail, tail.label.as_str()));
    let marks = MarkKind::ALL
        .iter()
        .filter(marked)
        .map(|kind| (Sign::Mark(*kind), spec.language.words().mark(*kind)));
    let map = spec.map.as_ref().filter(|_| spec.kind == ChartKind::Map);
    let classes = map.into_iter().flat_map(|map| map.classes.iter().map(String::as_str).enumerate());
    let classes = classes.map(|(place, name)| (Sign::Class(place), name));
    let marked = map.filter(|map| spec.bubbles().any(|(category, _)| map.is_marked(category)));
    let marked = marked.map(|map| (Sign::Ring, map.mark.as_str()));
    let alarms = spec.alarms().next().map(|_| (Sign::Ring, spec.language.words().alarm()));
    let (mut row, mut x) = (vec![], 0.0);
    for (sign, words) in classes.chain(marked).chain(tail).chain(alarms).chain(marks) {
        let name = face.fit(words, em * 16.0);
        let width = em * 2.75 + face.width(&name.lines.concat());
        if x + width > room && !row.is_empty() {
            rows.push(std::mem::take(&mut row));
            x = 0.0;
        }
        row.push(Key { sign, x, name });
        x += width;
    }
    if !row.is_empty() {
        rows.push(row);
    }
    rows
}

fn series_rows(spec: &ChartSpec, em: f64, room: f64) -> Vec<Vec<Key>> {
    let face = Face::regular(em * 0.9);
    let (mut rows, mut row) = (vec![], vec![]);
    let mut x = 0.0;
    for (series, data) in spec.series.iter().enumerate() {
        let name = face.fit(&data.name, (room - em * 8.0).clamp(em * 4.0, em * 18.0));
        let width = em * 1.15 + face.width(&name.lines.concat());
        // The last row keeps room to say how many are left out.
        let last = if rows.len() == 2 { em * 5.0 } else { 0.0 };
        if x > 0.0 && x + width + last > room {
            if rows.len() == 2 {
                let name = face.fit(&spec.language.words().more(spec.series.len() - series), em * 5.0);
                row.push(Key { sign: Sign::None, x, name });
                break;
            }
            rows.push(std::mem::take(&mut row));
            x = 0.0;
        }
        row.push(Key { sign: Sign::Series(series), x, name });
        x += width + em * 1.6;
    }
    rows.push(row);
    rows
}
