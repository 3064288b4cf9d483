//! What a master and its layouts give slides: places for titles, and where there is room for the rest.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

/// A rectangle on a slide, in lengths of presentations (EMU: 914,400 an inch).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Frame {
    pub x: i64,
    pub y: i64,
    pub wide: i64,
    pub high: i64,
}

impl Frame {
    /// Its lower edge.
    pub fn bottom(self) -> i64 {
        self.y + self.high
    }

    /// The part of it between two heights.
    pub fn between(self, top: i64, bottom: i64) -> Frame {
        Frame { y: top, high: (bottom - top).max(1), ..self }
    }
}

/// A place that a layout holds for something.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Holder {
    /// What for: `title`, `ctrTitle`, `subTitle`, `body`, `ftr`, `sldNum`, …
    pub kind: String,
    /// Its number, by which a slide refers to it.
    pub index: Option<String>,
    /// Where it is, if the sheet says so.
    pub frame: Option<Frame>,
    /// Points of its font, if the sheet says so.
    pub size: Option<f64>,
}

/// A master or a layout.
#[derive(Clone, Debug, Default)]
pub(super) struct Sheet {
    /// What a layout is for: `title`, `titleOnly`, …
    pub kind: Option<String>,
    pub holders: Vec<Holder>,
    /// Points of a master's titles.
    pub title_size: Option<f64>,
}

impl Sheet {
    /// Reads a sheet. What is not understood of it is not there.
    pub fn read(xml: &[u8]) -> Result<Sheet, quick_xml::Error> {
        let mut reader = Reader::from_reader(xml);
        let mut sheet = Sheet::default();
        let mut open: Vec<String> = vec![];
        let mut holder: Option<(Holder, bool)> = None;
        loop {
            let event = reader.read_event()?;
            match &event {
                Event::Start(tag) | Event::Empty(tag) => {
                    sheet.note(tag, &open, &mut holder);
                    if matches!(event, Event::Start(_)) {
                        open.push(tag.local_name().as_ref().to_owned());
                    }
                }
                Event::End(tag) => {
                    open.pop();
                    if tag.local_name().as_ref() == "sp" {
                        sheet
                            .holders
                            .extend(holder.take().filter(|(_, is_one)| *is_one).map(|(found, _)| found));
                    }
                }
                Event::Eof => return Ok(sheet),
                _ => {}
            }
        }
    }

    /// Takes what an element tells of the sheet. `holder` is the shape that is open, and whether it holds a place.
    fn note(&mut self, tag: &BytesStart, open: &[String], holder: &mut Option<(Holder, bool)>) {
        let within = |name: &str| open.iter().any(|element| element == name);
        let number = |name: &str| attribute(tag, name).and_then(|text| text.parse::<i64>().ok());
        match tag.local_name().as_ref() {
            "sldLayout" => self.kind = attribute(tag, "type"),
            "sp" => *holder = Some((Holder::default(), false)),
            "defRPr" if within("titleStyle") && within("lvl1pPr") => {
                self.title_size = number("sz").map(|size| size as f64 / 100.0);
            }
            name => {
                let Some((holder, is_one)) = holder else { return };
                let frame = || holder.frame.unwrap_or(Frame { x: 0, y: 0, wide: 0, high: 0 });
                match name {
                    "ph" => {
                        *is_one = true;
                        holder.kind = attribute(tag, "type").unwrap_or_else(|| "obj".to_owned());
                        holder.index = attribute(tag, "idx");
                    }
                    "off" if within("spPr") => {
                        let (x, y) = (number("x").unwrap_or(0), number("y").unwrap_or(0));
                        holder.frame = Some(Frame { x, y, ..frame() });
                    }
                    "ext" if within("spPr") && number("cx").is_some() => {
                        let (wide, high) = (number("cx").unwrap_or(0), number("cy").unwrap_or(0));
                        holder.frame = Some(Frame { wide, high, ..frame() });
                    }
                    "defRPr" if within("lvl1pPr") => {
                        holder.size = number("sz").map(|size| size as f64 / 100.0);
                    }
                    _ => {}
                }
            }
        }
    }

    /// The place for something.
    pub fn holder(&self, kinds: &[&str]) -> Option<&Holder> {
        self.holders.iter().find(|holder| kinds.contains(&holder.kind.as_str()))
    }
}

/// An attribute of an element, by its name without a prefix.
pub(super) fn attribute(tag: &BytesStart, name: &str) -> Option<String> {
    let named = tag.attributes().flatten().find(|found| found.key.local_name().as_ref() == name)?;
    Some(named.normalized_value(quick_xml::XmlVersion::Implicit1_0).ok()?.into_owned())
}

/// The kinds of places for titles.
const TITLES: &[&str] = &["title", "ctrTitle"];

/// A layout with what its master adds to it.
#[derive(Clone, Debug)]
pub(super) struct Layout {
    pub path: String,
    pub title: Option<Holder>,
    pub subtitle: Option<Holder>,
    pub footer: Option<Holder>,
    pub number: Option<Holder>,
}

impl Layout {
    /// A layout of a master.
    pub fn new(path: &str, sheet: &Sheet, master: &Sheet) -> Layout {
        let find = |kinds: &[&str], above: &[&str]| {
            let own = sheet.holder(kinds)?.clone();
            let above = master.holder(above);
            let size = above.and_then(|holder| holder.size).or(master.title_size.filter(|_| kinds == TITLES));
            Some(Holder {
                frame: own.frame.or(above.and_then(|holder| holder.frame)),
                size: own.size.or(size),
                ..own
            })
        };
        Layout {
            path: path.to_owned(),
            title: find(TITLES, &["title"]),
            subtitle: find(&["subTitle", "body"], &["body"]),
            footer: find(&["ftr"], &["ftr"]),
            number: find(&["sldNum"], &["sldNum"]),
        }
    }
}

/// Which layouts of a master suit: one for the cover, one for all other slides.
pub(super) fn choose(master: &Sheet, sheets: &[(String, Sheet)]) -> Option<[Layout; 2]> {
    let beside = |sheet: &Sheet| {
        let plain = ["title", "ctrTitle", "dt", "ftr", "sldNum"];
        sheet.holders.iter().filter(|holder| !plain.contains(&holder.kind.as_str())).count()
    };
    let rank = |sheet: &Sheet| match sheet.kind.as_deref() {
        Some("titleOnly") => 0,
        _ if sheet.holder(&["title"]).is_some() => 1 + beside(sheet),
        _ => usize::MAX,
    };
    let (plain, sheet) = sheets.iter().min_by_key(|(_, sheet)| rank(sheet))?;
    let plain = Layout::new(plain, sheet, master);
    let is_cover = |(_, sheet): &&(String, Sheet)| sheet.kind.as_deref() == Some("title");
    let has_cover = |(_, sheet): &&(String, Sheet)| sheet.holder(&["ctrTitle"]).is_some();
    let cover = sheets.iter().find(is_cover).or_else(|| sheets.iter().find(has_cover));
    let cover = cover.map_or_else(|| plain.clone(), |(path, sheet)| Layout::new(path, sheet, master));
    Some([cover, plain])
}
