//! Which slides a pack becomes: one message each.

use supportmix_core::chart::{ChartKind, ChartSpec};
use supportmix_core::pack::{Pack, PackChart, Table, Term};

use super::heat;
use super::map::bubbles;
use super::native::Native;
use super::parts::parts;
use super::plot::{Look, Plot, plot};
use super::table::{Box, Grid};
use super::text::{Paragraph, Run, height};
use super::waterfall::waterfall;

/// What a slide is about.
pub(super) enum Body {
    /// Paragraphs from the top, as what changed.
    Words(Vec<Paragraph>),
    /// A sentence in the middle: why there is nothing to show.
    Nothing(String),
    /// A table, with its name and its description.
    Table(Grid, String, String),
    /// A chart, with its description.
    Chart(Native, String),
}

/// A slide but the first.
pub(super) struct Slide {
    pub title: String,
    pub body: Body,
    /// What stands below: evidence, rules to know.
    pub below: Vec<Paragraph>,
    /// What the speaker sees, a paragraph each.
    pub notes: Vec<String>,
}

/// Points of texts: of sentences, and of what stands below charts and tables.
const SENTENCE: f64 = 15.0;
const BELOW: f64 = 10.0;
/// The most points of what stands below.
const MOST_BELOW: f64 = 50.0;

/// All slides but the first. `room` is what they have below their titles, in points.
pub(super) fn slides(pack: &Pack, room: (f64, f64)) -> Vec<Slide> {
    let mut slides = vec![];
    if pack.is_empty() {
        let body = Body::Nothing(pack.labels.no_data.to_owned());
        slides.push(Slide { title: pack.title.clone(), body, below: vec![], notes: vec![] });
    } else {
        for section in pack.sections.iter().filter(|section| !section.scorecard.rows.is_empty()) {
            slides.extend(table(&section.title, &section.scorecard, room));
        }
        slides.extend(changes(pack, room));
        for section in &pack.sections {
            slides.extend(section.charts.iter().flat_map(|chart| chart_slides(pack, chart, room)));
            slides.extend(section.tables.iter().flat_map(|list| table(&list.title, list, room)));
        }
    }
    slides.extend(glossary(pack, room));
    slides
}

/// The first of these texts that fit below a chart, whole ones only: all are in the notes.
fn below<'a>(first: &str, others: impl Iterator<Item = &'a String>, wide: f64) -> Vec<Paragraph> {
    let mut paragraphs: Vec<Paragraph> = vec![];
    if !first.trim().is_empty() {
        paragraphs.push(Run::new(first, BELOW + 1.0).into());
    }
    for text in others {
        let paragraph = Paragraph::from(Run::new(text.as_str(), BELOW - 1.0).muted()).after(1.0);
        if height(&paragraphs, wide) + paragraph.height(wide) > MOST_BELOW {
            break;
        }
        paragraphs.push(paragraph);
    }
    paragraphs
}

/// What is left above of the room.
fn above(below: &[Paragraph], (wide, high): (f64, f64)) -> (f64, f64) {
    let taken = if below.is_empty() { 0.0 } else { height(below, wide) + GAP };
    (wide, high - taken)
}

/// Points between a slide's body and what stands below.
pub(super) const GAP: f64 = 6.0;

/// A title on several slides says which of them it is on.
fn numbered(title: &str, place: usize, count: usize) -> String {
    if count > 1 { format!("{title} ({}/{count})", place + 1) } else { title.to_owned() }
}

fn pages(
    title: &str,
    name: &str,
    grid: Grid,
    below: Vec<Paragraph>,
    notes: &[String],
    room: (f64, f64),
) -> Vec<Slide> {
    let pages = grid.pages(above(&below, room).1);
    let count = pages.len();
    let slide = |(place, page)| Slide {
        title: numbered(title, place, count),
        body: Body::Table(page, name.to_owned(), name.to_owned()),
        below: below.clone(),
        notes: notes.to_vec(),
    };
    pages.into_iter().enumerate().map(slide).collect()
}

fn table(title: &str, table: &Table, room: (f64, f64)) -> Vec<Slide> {
    let below = below("", table.notes.iter(), room.0);
    pages(title, &table.title, Grid::of(table, room.0), below, &table.notes, room)
}

/// What changed in each section, what was written beside it, and what to know before quoting it.
fn changes(pack: &Pack, room: (f64, f64)) -> Vec<Slide> {
    let on_one = |size: &f64| changes_in(pack, *size, room).len() == 1;
    let size = [SENTENCE, SENTENCE - 1.0, SENTENCE - 2.0].into_iter().find(on_one).unwrap_or(SENTENCE - 1.0);
    let slides = changes_in(pack, size, room);
    let count = slides.len();
    let slide = |(place, paragraphs)| Slide {
        title: numbered(pack.labels.what_changed, place, count),
        body: Body::Words(paragraphs),
        below: vec![],
        notes: vec![],
    };
    slides.into_iter().enumerate().map(slide).collect()
}

/// The same in a font of so many points, a list for each slide. A section is cut only where it is longer than a slide.
fn changes_in(pack: &Pack, size: f64, room: (f64, f64)) -> Vec<Vec<Paragraph>> {
    let heading = |text: &str| Paragraph::from(Run::new(text, size - 1.0).bold().muted()).after(10.0);
    let sentence = |text: &str| Paragraph::from(Run::new(text, size)).bullet().after(4.0);
    let remark = |label: &str, text: &str| {
        let runs = vec![Run::new(format!("{label}: "), size).bold(), Run::new(text, size)];
        Paragraph { runs, ..Paragraph::default() }.bullet().after(4.0)
    };
    let sections = pack.sections.iter().map(|section| {
        let sentences: Vec<Paragraph> = section.sentences.iter().map(|text| sentence(text)).collect();
        (section.title.as_str(), sentences)
    });
    let remarks = pack.sections.iter().flat_map(|section| &section.remarks);
    let remarks = remarks.map(|fact| remark(&fact.label, &fact.text)).collect();
    let cautions = pack.cautions.iter().map(|text| sentence(text)).collect();
    let others = [(pack.labels.remarks, remarks), (pack.labels.cautions, cautions)];
    let mut slides: Vec<Vec<Paragraph>> = vec![];
    let mut place = |paragraphs: Vec<Paragraph>| match slides.last_mut() {
        Some(slide) if height(slide, room.0) + height(&paragraphs, room.0) <= room.1 => {
            slide.extend(paragraphs)
        }
        _ => slides.push(paragraphs),
    };
    for (title, sentences) in sections.chain(others).filter(|(_, sentences)| !sentences.is_empty()) {
        let whole: Vec<Paragraph> = std::iter::once(heading(title)).chain(sentences).collect();
        if height(&whole, room.0) <= room.1 {
            place(whole);
            continue;
        }
        // The heading stays with the first sentence.
        let mut paragraphs = whole.into_iter();
        place(paragraphs.by_ref().take(2).collect());
        paragraphs.for_each(|paragraph| place(vec![paragraph]));
    }
    slides
}

fn chart_slides(pack: &Pack, chart: &PackChart, room: (f64, f64)) -> Vec<Slide> {
    let spec = &chart.spec;
    let definition =
        (!chart.definition.is_empty()).then(|| format!("{}: {}", pack.labels.definition, chart.definition));
    let texts =
        [Some(spec.title.clone()), Some(spec.subtitle.clone()), definition, Some(chart.evidence.clone())];
    let notes: Vec<String> = texts.into_iter().flatten().chain(spec.notes.iter().cloned()).collect();
    if spec.is_empty() {
        let why = if spec.empty.trim().is_empty() { pack.labels.no_data } else { &spec.empty };
        let body = Body::Nothing(why.to_owned());
        return vec![Slide { title: spec.title.clone(), body, below: vec![], notes }];
    }
    let room_for = |rules: &[String]| {
        let below = below(&chart.evidence, rules.iter(), room.0);
        (above(&below, room), below)
    };
    // Drawn in the room that all notes would leave.
    let (inner, _) = room_for(&rules(spec, None));
    let bodies: Vec<Body> = parts(chart).iter().flat_map(|part| bodies(part, inner)).collect();
    let title = if chart.headline.trim().is_empty() { &spec.title } else { &chart.headline };
    let count = bodies.len();
    let slide = |(place, body): (usize, Body)| {
        let (_, below) = room_for(&rules(spec, Some(&body)));
        Slide { title: numbered(title, place, count), body, below, notes: notes.clone() }
    };
    bodies.into_iter().enumerate().map(slide).collect()
}

/// What is drawn of a part of a chart: of a long heat map, several.
fn bodies(chart: &PackChart, room: (f64, f64)) -> Vec<Body> {
    let spec = &chart.spec;
    let table = |grid| Body::Table(grid, spec.title.clone(), spec.description());
    let drawn = |native| vec![Body::Chart(native, spec.description())];
    match spec.kind {
        ChartKind::Heat => heat::grids(chart, room).into_iter().map(table).collect(),
        ChartKind::Waterfall => drawn(Native::Plot(waterfall(chart))),
        ChartKind::Map => bubbles(spec, room).map(Native::Bubbles).map(drawn).unwrap_or_default(),
        _ => drawn(Native::Plot(plot(chart, room))),
    }
}

/// What to know of a chart's marks: its notes, but for the first sentence on intervals where none are drawn as it says. Before
/// them the target, where it has no line. Without a body, all that there may be.
fn rules(spec: &ChartSpec, body: Option<&Body>) -> Vec<String> {
    let plot = body.and_then(|body| match body {
        Body::Chart(Native::Plot(plot), _) => Some(plot),
        _ => None,
    });
    let has_line = |plot: &Plot| plot.series.iter().any(|drawn| drawn.look == Look::Wanted);
    let target =
        spec.drawn_target().filter(|_| !plot.is_some_and(has_line)).map(|target| target.label.clone());
    let mut points = spec.series.iter().flat_map(|series| &series.points);
    let begins_with_intervals =
        !matches!(spec.kind, ChartKind::Ladder | ChartKind::Waterfall | ChartKind::Heat | ChartKind::Map)
            && points.any(|point| point.interval().is_some());
    let has_whiskers = |plot: &Plot| plot.series.iter().any(|drawn| drawn.whiskers.is_some());
    let is_drawn = body.is_none() || spec.kind != ChartKind::Lines && plot.is_some_and(has_whiskers);
    let mut notes = spec.notes.clone();
    if let Some(first) = notes.first_mut().filter(|_| begins_with_intervals && !is_drawn) {
        *first = first.split_once(". ").map_or_else(String::new, |(_, rest)| rest.to_owned());
    }
    target.into_iter().chain(notes).filter(|note| !note.is_empty()).collect()
}

fn glossary(pack: &Pack, room: (f64, f64)) -> Vec<Slide> {
    if pack.glossary.is_empty() {
        return vec![];
    }
    let labels = &pack.labels;
    let row = |term: &Term| {
        let more = [
            (labels.counted, &term.counted),
            (labels.no_value, &term.no_value),
            (labels.source, &term.source),
        ];
        let more = more.into_iter().filter(|(_, text)| !text.trim().is_empty());
        let more = more.map(|(label, text)| Run::new(format!("{label}: {text}"), BELOW).muted().into());
        let formula = Paragraph::from(Run::new(term.formula.as_str(), BELOW + 1.0));
        let paragraphs = std::iter::once(formula).chain(more).collect();
        vec![
            Box::from(Paragraph::from(Run::new(term.title.as_str(), BELOW + 1.0).bold())),
            Box { paragraphs, ..Box::default() },
        ]
    };
    let rows = pack.glossary.iter().map(row).collect();
    let widths = vec![room.0 * 0.24, room.0 * 0.76];
    let grid = Grid { widths, head: vec![], rows, dense: false, least: 20.0 };
    pages(labels.glossary, labels.glossary, grid, vec![], &[], room)
}
