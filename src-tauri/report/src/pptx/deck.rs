//! Slides as parts of a presentation.

use supportmix_core::language::Language;
use supportmix_core::pack::Pack;

use super::base::Base;
use super::content::{Body, GAP, Slide, slides};
use super::fit::{self, POINT};
use super::layout::{Frame, Holder, Layout};
use super::native::Native;
use super::notes;
use super::package::{PARTS, RELATIONS};
use super::properties;
use super::slide::Shapes;
use super::text::{Align, Paragraph, Run, height, tag};
use super::xml::Text;
use crate::ReportError;

/// Where the first slide is.
pub(super) const FIRST_SLIDE: &str = "ppt/slides/slide1.xml";
/// The most points of a sentence as a title. Templates are made for single words.
const HEADLINE: f64 = 28.0;
/// The sizes of titles.
const TITLES: &[f64] = &[44.0, 40.0, 36.0, 32.0, 28.0, 26.0, 24.0, 22.0, 20.0, 18.0, 16.0, 14.0, 12.0];

/// A paragraph in a place of the layout, which gives it all but its size.
fn plain(paragraph: &Paragraph, language: Language) -> String {
    let run = |run: &Run| {
        let size = (run.size * 100.0) as i64;
        format!(r#"<a:r><a:rPr lang="{}" sz="{size}"/><a:t>{}</a:t></a:r>"#, tag(language), Text(&run.text))
    };
    format!("<a:p>{}</a:p>", paragraph.runs.iter().map(run).collect::<String>())
}

/// A presentation that is being written.
struct Deck<'a> {
    base: Base,
    pack: &'a Pack,
    language: Language,
    /// What the presentation calls its slides by.
    slides: Vec<String>,
}

/// Writes a pack as slides on this base.
pub(super) fn write(pack: &Pack, base: Base) -> Result<Vec<u8>, ReportError> {
    let mut deck = Deck { base, pack, language: pack.language, slides: vec![] };
    deck.cover()?;
    let room = deck.room();
    let size = (points(room.wide), points(room.high));
    for slide in slides(pack, size) {
        deck.add(slide)?;
    }
    deck.base.list(&deck.slides)?;
    properties::add(&mut deck.base.package, pack, deck.slides.len());
    deck.base.package.write()
}

fn points(length: i64) -> f64 {
    length as f64 / POINT
}

fn emu(points: f64) -> i64 {
    (points * POINT) as i64
}

impl Deck<'_> {
    fn cover(&mut self) -> Result<(), ReportError> {
        let layout = self.base.cover.clone();
        let pack = self.pack;
        let mut shapes = Shapes::new(self.language);
        let title = self.title(&layout, &pack.title, 60.0);
        let facts = pack.stamp.iter().map(|fact| {
            let runs =
                vec![Run::new(format!("{}: ", fact.label), 12.0).muted(), Run::new(fact.text.as_str(), 12.0)];
            Paragraph { runs, ..Paragraph::default() }.aligned(Align::Given).after(3.0)
        });
        let days = Paragraph::from(Run::new(pack.days.as_str(), 20.0)).aligned(Align::Given);
        let lines: Vec<Paragraph> = std::iter::once(days).chain(facts).collect();
        match (&layout.title, &layout.subtitle) {
            (Some(title_holder), Some(subtitle)) => {
                shapes.hold(title_holder, "Title", None, &plain(&title, self.language));
                // As many facts as they are: in the layout's place while they fit, else down to the slide's end.
                let frame = subtitle.frame.map(|frame| self.stretched(frame, &lines));
                shapes.fill(subtitle, "Subtitle", frame, &lines);
            }
            (holder, _) => {
                if let Some(holder) = holder {
                    shapes.hold(holder, "Title", Some(self.base.title()), &plain(&title, self.language));
                }
                shapes.words("Subtitle", self.base.room(), "t", &lines);
            }
        }
        self.put(&layout, &shapes, None, &[])
    }

    /// A place for paragraphs: it grows down to the slide's end, and then up, where they need it.
    fn stretched(&self, frame: Frame, lines: &[Paragraph]) -> Frame {
        let needed = emu(height(lines, points(frame.wide) - 16.0) + 12.0).max(frame.high);
        let most = self.base.size.1 * 19 / 20;
        let bottom = (frame.y + needed).min(most.max(frame.bottom()));
        Frame { high: bottom - frame.y, ..frame }
    }

    /// A title in the layout's size, or a smaller one: at most of so many points, and what fits.
    fn title(&self, layout: &Layout, text: &str, most: f64) -> Paragraph {
        let holder = layout.title.as_ref();
        let frame = holder.and_then(|holder| holder.frame).unwrap_or_else(|| self.base.title());
        let most = holder.and_then(|holder| holder.size).unwrap_or(44.0).min(most);
        let sizes: Vec<f64> =
            std::iter::once(most).chain(TITLES.iter().copied().filter(|size| *size < most)).collect();
        // Templates may pad their titles.
        let room = (points(frame.wide) - 16.0, points(frame.high));
        let size = fit::size(text, true, room, &sizes);
        Paragraph::from(Run::new(text, size))
    }

    /// What is between a slide's title and its stamp.
    fn room(&self) -> Frame {
        let room = self.base.room();
        let stamp = if self.footer().is_some() { 0.0 } else { self.stamp().height(points(room.wide)) + GAP };
        room.between(room.y, room.bottom() - emu(stamp))
    }

    /// The layout's footer, if the stamp fits into it.
    fn footer(&self) -> Option<&Holder> {
        let wide = |holder: &&Holder| holder.frame.is_some_and(|frame| frame.wide > self.base.size.0 / 2);
        self.base.plain.footer.as_ref().filter(wide)
    }

    fn stamp(&self) -> Paragraph {
        Run::new(self.pack.footer.as_str(), 8.0).muted().into()
    }

    fn add(&mut self, slide: Slide) -> Result<(), ReportError> {
        let layout = self.base.plain.clone();
        let mut shapes = Shapes::new(self.language);
        let (title, own) = (
            self.title(&layout, &slide.title, HEADLINE),
            layout.title.as_ref().and_then(|holder| holder.frame),
        );
        let place = Some(self.base.title()).filter(|frame| Some(*frame) != own);
        match &layout.title {
            Some(holder) => shapes.hold(holder, "Title", place, &plain(&title, self.language)),
            None => shapes.words("Title", self.base.title(), "ctr", &[title]),
        }
        let room = self.room();
        let below = height(&slide.below, points(room.wide));
        let bottom = if below > 0.0 { room.bottom() - emu(below + GAP) } else { room.bottom() };
        let body = room.between(room.y, bottom);
        let mut drawn = None;
        match slide.body {
            Body::Words(paragraphs) => shapes.words("Text", body, "t", &paragraphs),
            Body::Nothing(text) => {
                let line = Paragraph::from(Run::new(text, 16.0).muted()).aligned(Align::Middle);
                shapes.words("Text", body, "ctr", &[line]);
            }
            Body::Table(grid, name, description) => {
                let wide = emu(grid.widths.iter().sum());
                let frame = Frame { wide, high: emu(grid.height()), ..body };
                shapes.graphic(&name, &description, frame, "table", &grid.xml(self.language));
            }
            Body::Chart(native, description) => {
                // The slide's first relation is that to its layout.
                let space = r#"xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart""#;
                let content = format!(r#"<c:chart {space} r:id="rId2"/>"#);
                shapes.graphic(native.title(), &description, body, "chart", &content);
                drawn = Some(native);
            }
        }
        if !slide.below.is_empty() {
            shapes.words("Note", room.between(bottom + emu(GAP), room.bottom()), "b", &slide.below);
        }
        match self.footer() {
            Some(holder) => shapes.hold(holder, "Footer", None, &plain(&self.stamp(), self.language)),
            None => {
                let frame = room.between(room.bottom() + emu(GAP), self.base.room().bottom());
                shapes.words("Footer", frame, "b", &[self.stamp()]);
            }
        }
        if let Some(holder) = &layout.number {
            let number = format!(
                r#"<a:p><a:fld id="{{7D2A5B0E-3C1F-4E8A-9B6D-1F0A2C4E6B80}}" type="slidenum"><a:rPr lang="{}"/><a:t>{}</a:t></a:fld></a:p>"#,
                tag(self.language),
                self.slides.len() + 1
            );
            shapes.hold(holder, "Slide number", None, &number);
        }
        self.put(&layout, &shapes, drawn, &slide.notes)
    }

    /// Puts a slide into the package, with its chart and its notes.
    fn put(
        &mut self,
        layout: &Layout,
        shapes: &Shapes,
        drawn: Option<Native>,
        said: &[String],
    ) -> Result<(), ReportError> {
        let package = &mut self.base.package;
        let path = package.free("ppt/slides/slide", "xml");
        package.add(&path, format!("{PARTS}.presentationml.slide+xml"), shapes.document("sld"));
        package.relate(&path, &format!("{RELATIONS}/slideLayout"), &layout.path);
        if let Some(native) = drawn {
            let (chart_path, workbook) =
                (package.free("ppt/charts/chart", "xml"), package.free("ppt/embeddings/workbook", "xlsx"));
            let bytes = native.sheet().workbook(self.pack.made_at.0)?;
            package.add(&workbook, format!("{PARTS}.spreadsheetml.sheet"), bytes);
            let id = package.relate(&chart_path, &format!("{RELATIONS}/package"), &workbook);
            package.add(&chart_path, format!("{PARTS}.drawingml.chart+xml"), native.xml(&id, self.language));
            package.relate(&path, &format!("{RELATIONS}/chart"), &chart_path);
        }
        if !said.is_empty() {
            let place = package.free("ppt/notesSlides/notesSlide", "xml");
            let document = notes::document(said, self.language);
            package.add(&place, format!("{PARTS}.presentationml.notesSlide+xml"), document);
            package.relate(&place, &format!("{RELATIONS}/notesMaster"), &self.base.notes_master);
            package.relate(&place, &format!("{RELATIONS}/slide"), &path);
            package.relate(&path, &format!("{RELATIONS}/notesSlide"), &place);
        }
        let id = package.relate(&self.base.presentation, &format!("{RELATIONS}/slide"), &path);
        self.slides.push(id);
        Ok(())
    }
}
