//! What slides are put on: our own design or a user's template, and where on its layouts there is room.

use std::io::Cursor;

use quick_xml::events::{BytesText, Event};
use quick_xml::{Reader, Writer};

use super::design::{NOTES_MASTER, add_notes_master, design};
use super::layout::{Frame, Layout, Sheet, attribute, choose};
use super::package::{Package, RELATIONS, ROOT};
use super::template;
use crate::ReportError;

/// A presentation without slides.
pub(super) struct Base {
    pub package: Package,
    /// Where its own part is.
    pub presentation: String,
    /// The master of its notes.
    pub notes_master: String,
    /// Its width and height.
    pub size: (i64, i64),
    pub cover: Layout,
    /// The layout of all other slides.
    pub plain: Layout,
}

/// What a presentation says of itself before its slides, in the order that it has to.
const BEFORE_SLIDES: &[&str] = &["sldMasterIdLst", "notesMasterIdLst", "handoutMasterIdLst"];
/// What it says after them, and what is kept of it: the rest is about its slides.
const AFTER_SLIDES: &[&str] = &["sldSz", "notesSz", "embeddedFontLst", "kinsoku", "defaultTextStyle"];

impl Base {
    /// Our design, or this template.
    ///
    /// # Errors
    /// [`ReportError::Template`], if the template cannot be one.
    pub fn new(template: Option<&[u8]>) -> Result<Base, ReportError> {
        let package = template.map_or_else(|| Ok(design()), template::read)?;
        let lacks = |what: &str| ReportError::Template(format!("it has no {what}"));
        let presentation =
            package.related(ROOT, "officeDocument").ok_or_else(|| lacks("presentation"))?.to_owned();
        let master = package.related(&presentation, "slideMaster").ok_or_else(|| lacks("slide master"))?;
        let sheet = |path: &str| {
            let bytes = package.parts.get(path).map_or(&[][..], |part| &part.bytes);
            Sheet::read(bytes)
                .map_err(|error| ReportError::Template(format!("{path} in it is damaged: {error}")))
        };
        let mut layouts = vec![];
        for path in package.all_related(master, "slideLayout") {
            layouts.push((path.to_owned(), sheet(path)?));
        }
        let [cover, plain] = choose(&sheet(master)?, &layouts).ok_or_else(|| lacks("slide layout"))?;
        let size = size(&package, &presentation);
        let notes_master = package.related(&presentation, "notesMaster").map(str::to_owned);
        let mut base = Base { package, presentation, notes_master: String::new(), size, cover, plain };
        base.notes_master = notes_master.unwrap_or_else(|| {
            add_notes_master(&mut base.package);
            NOTES_MASTER.to_owned()
        });
        Ok(base)
    }

    /// Lists slides, by the names of their relations, and leaves out what was said of other ones.
    ///
    /// # Errors
    /// [`ReportError::Template`], if what the template says of itself cannot be read.
    pub fn list(&mut self, slides: &[String]) -> Result<(), ReportError> {
        let kind = format!("{RELATIONS}/notesMaster");
        let new_notes = match self.package.related(&self.presentation, "notesMaster") {
            Some(_) => None,
            None => Some(self.package.relate(&self.presentation, &kind, &self.notes_master)),
        };
        let Some(part) = self.package.parts.get_mut(&self.presentation) else { return Ok(()) };
        part.bytes = listed(&part.bytes, slides, new_notes.as_deref())
            .map_err(|error| ReportError::Template(format!("it is damaged: {error}")))?;
        Ok(())
    }

    /// The room below a slide's title: down to its footer.
    pub fn room(&self) -> Frame {
        let (wide, high) = self.size;
        let side = |x: i64| x.clamp(wide / 40, wide / 12);
        let title = self.title();
        let left = side(title.x);
        let foot = [&self.plain.footer, &self.plain.number].into_iter().flatten();
        let foot =
            foot.filter_map(|holder| holder.frame).map(|frame| frame.y).filter(|y| *y > high * 4 / 5).min();
        let (top, bottom) = (title.bottom() + high / 80, foot.unwrap_or(high * 19 / 20));
        Frame { x: left, y: top, wide: wide - 2 * left, high: bottom - top }
    }

    /// Where the titles of slides are: where the layout has them, unless that leaves no room below.
    pub fn title(&self) -> Frame {
        let (wide, high) = self.size;
        let own = self.plain.title.as_ref().and_then(|holder| holder.frame);
        let fits = |frame: &Frame| frame.bottom() < high * 2 / 5 && frame.wide > wide / 2;
        own.filter(fits).unwrap_or(Frame { x: wide / 24, y: high / 20, wide: wide * 11 / 12, high: high / 8 })
    }
}

/// The size of a presentation's slides; 16:9 where it has none.
fn size(package: &Package, presentation: &str) -> (i64, i64) {
    let bytes = package.parts.get(presentation).map_or(&[][..], |part| &part.bytes);
    let mut reader = Reader::from_reader(bytes);
    loop {
        match reader.read_event() {
            Ok(Event::Start(tag) | Event::Empty(tag)) if tag.local_name().as_ref() == "sldSz" => {
                let side = |name| attribute(&tag, name)?.parse::<i64>().ok().filter(|side| *side > 900_000);
                return side("cx").zip(side("cy")).unwrap_or(WIDE);
            }
            Ok(Event::Eof) | Err(_) => return WIDE,
            Ok(_) => {}
        }
    }
}

const WIDE: (i64, i64) = (12_192_000, 6_858_000);

/// A presentation's own part with other slides.
fn listed(xml: &[u8], slides: &[String], notes: Option<&str>) -> Result<Vec<u8>, quick_xml::Error> {
    let mut reader = Reader::from_reader(xml);
    let mut writer = Writer::new(Cursor::new(Vec::new()));
    // What is inserted stands in the text as it is: nothing in it comes from anywhere else.
    let spaces = r#"xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships""#;
    let mut notes = notes.map(|id| {
        format!("<p:notesMasterIdLst {spaces}><p:notesMasterId r:id=\"{id}\"/></p:notesMasterIdLst>")
    });
    let all: String = slides
        .iter()
        .enumerate()
        .map(|(place, id)| format!("<p:sldId id=\"{}\" r:id=\"{id}\"/>", place + 256))
        .collect();
    let mut slides = Some(format!("<p:sldIdLst {spaces}>{all}</p:sldIdLst>"));
    let (mut depth, mut skipped) = (0, false);
    loop {
        let event = reader.read_event()?;
        let name = match &event {
            Event::Start(tag) | Event::Empty(tag) if depth == 1 => Some(tag.local_name().as_ref().to_owned()),
            _ => None,
        };
        if let Some(name) = &name {
            let is_before = BEFORE_SLIDES.contains(&name.as_str());
            if name != "sldMasterIdLst" {
                insert(&mut writer, notes.take())?;
            }
            if !is_before {
                insert(&mut writer, slides.take())?;
            }
            if !is_before && !AFTER_SLIDES.contains(&name.as_str()) {
                skipped = true;
            }
        }
        match &event {
            Event::Start(_) => depth += 1,
            Event::End(_) => {
                depth -= 1;
                if depth == 0 {
                    insert(&mut writer, notes.take())?;
                    insert(&mut writer, slides.take())?;
                }
            }
            Event::Eof => return Ok(writer.into_inner().into_inner()),
            _ => {}
        }
        if !skipped {
            writer.write_event(event)?;
        } else if depth == 1 {
            skipped = false;
        }
    }
}

fn insert(writer: &mut Writer<Cursor<Vec<u8>>>, xml: Option<String>) -> std::io::Result<()> {
    xml.map_or(Ok(()), |xml| writer.write_event(Event::Text(BytesText::from_escaped(xml))))
}
