//! A user's own presentation as a template: its masters, layouts, themes and size are kept, all else is left out.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use zip::ZipArchive;

use super::deck::FIRST_SLIDE;
use super::layout::attribute;
use super::package::{PARTS, Package, Part, ROOT, Relation, Target, relations_path};
use crate::ReportError;

/// The largest template, in bytes.
const LARGEST: usize = 50 << 20;
/// The most bytes that it may unpack to, in all.
const UNPACKED: u64 = 300 << 20;
/// The most files in it.
const MOST_FILES: usize = 10_000;

/// What of a presentation makes its look. The rest are slides, and what belongs to them.
const KEPT: &[&str] = &["slideMaster", "notesMaster", "handoutMaster", "theme", "tableStyles", "font"];

/// Where the kinds of relations begin in the strict variant of the format.
const STRICT: &str = "http://purl.oclc.org/ooxml";

fn refused(why: &str) -> ReportError {
    ReportError::Template(why.to_owned())
}

/// Reads a template.
///
/// # Errors
/// [`ReportError::Template`], if it is no presentation, is damaged, or is too large.
pub(super) fn read(bytes: &[u8]) -> Result<Package, ReportError> {
    let files = unpack(bytes)?;
    let kinds = kinds(files.get("[Content_Types].xml").ok_or_else(|| refused(NO_PRESENTATION))?)?;
    let root = relations_of(ROOT, &files)?;
    if root.iter().any(|relation| relation.kind.starts_with(STRICT)) {
        return Err(refused("it is saved as Strict Open XML; save it as an ordinary presentation (.pptx)"));
    }
    let document = root.into_iter().find(|relation| relation.is("officeDocument"));
    let document = document.ok_or_else(|| refused(NO_PRESENTATION))?;
    let Target::Part(path) = document.target.clone() else { return Err(refused(NO_PRESENTATION)) };
    if !kinds.of(&path).contains("presentationml") && !kinds.of(&path).contains("powerpoint") {
        return Err(refused(NO_PRESENTATION));
    }
    let mut package = Package::default();
    package.parts.insert(ROOT.to_owned(), Part { relations: vec![document], ..Part::default() });
    let mut open = vec![path.clone()];
    while let Some(part) = open.pop() {
        if package.parts.contains_key(&part) {
            continue;
        }
        let missing = || refused(&format!("it is damaged: {part} is missing in it"));
        let bytes = files.get(&part).ok_or_else(missing)?.clone();
        let mut own = relations_of(&part, &files)?;
        own.retain(|relation| part != path || KEPT.iter().any(|kind| relation.is(kind)));
        // A layout may lead to a slide, which is left out: to the first of the new ones then.
        for relation in &mut own {
            if relation.is("slide") {
                relation.target = Target::Part(FIRST_SLIDE.to_owned());
            }
        }
        open.extend(own.iter().filter_map(|relation| match &relation.target {
            Target::Part(next) if !relation.is("slide") => Some(next.clone()),
            _ => None,
        }));
        let kind = kinds.of(&part).to_owned();
        package.parts.insert(part, Part { kind, bytes, relations: own });
    }
    // A template for templates, a show, or one with macros, which are left out: the deck is a presentation.
    if let Some(part) = package.parts.get_mut(&path) {
        part.kind = format!("{PARTS}.presentationml.presentation.main+xml");
    }
    Ok(package)
}

const NO_PRESENTATION: &str = "it is no presentation (.pptx or .potx)";

/// All files of the package.
fn unpack(bytes: &[u8]) -> Result<BTreeMap<String, Vec<u8>>, ReportError> {
    let too_large = |limit: u64| refused(&format!("it is too large: more than {} MB", limit >> 20));
    if bytes.len() > LARGEST {
        return Err(too_large(LARGEST as u64));
    }
    let mut zip = ZipArchive::new(Cursor::new(bytes)).map_err(|_| refused(NO_PRESENTATION))?;
    if zip.len() > MOST_FILES {
        return Err(refused("there are too many files in it"));
    }
    let (mut files, mut left) = (BTreeMap::new(), UNPACKED);
    for place in 0..zip.len() {
        let damaged = |error: &dyn std::fmt::Display| refused(&format!("it is damaged: {error}"));
        let file = zip.by_index(place).map_err(|error| damaged(&error))?;
        let name = file.name().map_err(|error| damaged(&error))?.trim_start_matches('/').to_owned();
        let mut content = vec![];
        // What the file says of its size may be wrong.
        let size = file.take(left + 1).read_to_end(&mut content).map_err(|error| damaged(&error))? as u64;
        left = left.checked_sub(size).ok_or_else(|| too_large(UNPACKED))?;
        files.insert(name, content);
    }
    Ok(files)
}

/// The content types of a package's parts.
struct Kinds {
    parts: BTreeMap<String, String>,
    extensions: BTreeMap<String, String>,
}

impl Kinds {
    fn of(&self, path: &str) -> &str {
        let extension = path.rsplit('.').next().unwrap_or_default().to_lowercase();
        self.parts
            .get(path)
            .or_else(|| self.extensions.get(&extension))
            .map_or("application/xml", String::as_str)
    }
}

fn kinds(xml: &[u8]) -> Result<Kinds, ReportError> {
    let mut kinds = Kinds { parts: BTreeMap::new(), extensions: BTreeMap::new() };
    elements(xml, |tag| {
        let Some(kind) = attribute(tag, "ContentType") else { return };
        if let Some(path) = attribute(tag, "PartName") {
            kinds.parts.insert(path.trim_start_matches('/').to_owned(), kind);
        } else if let Some(extension) = attribute(tag, "Extension") {
            kinds.extensions.insert(extension.to_lowercase(), kind);
        }
    })?;
    Ok(kinds)
}

/// What a part of these files refers to.
pub(super) fn relations_of(
    from: &str,
    files: &BTreeMap<String, Vec<u8>>,
) -> Result<Vec<Relation>, ReportError> {
    let Some(xml) = files.get(&relations_path(from)) else { return Ok(vec![]) };
    let mut relations = vec![];
    let mut seen = BTreeSet::new();
    elements(xml, |tag| {
        let found = (attribute(tag, "Id"), attribute(tag, "Type"), attribute(tag, "Target"));
        let (Some(id), Some(kind), Some(address)) = found else { return };
        let outside = attribute(tag, "TargetMode").is_some_and(|mode| mode == "External");
        let target = if outside { Target::Outside(address) } else { Target::Part(resolved(from, &address)) };
        if seen.insert(id.clone()) {
            relations.push(Relation { id, kind, target });
        }
    })?;
    Ok(relations)
}

/// The part that a relation leads to.
fn resolved(from: &str, address: &str) -> String {
    let mut steps: Vec<&str> = match address.starts_with('/') {
        true => vec![],
        false => from.split('/').rev().skip(1).collect::<Vec<_>>().into_iter().rev().collect(),
    };
    for step in address.split('/') {
        match step {
            "" | "." => {}
            ".." => drop(steps.pop()),
            step => steps.push(step),
        }
    }
    steps.join("/")
}

/// Looks at each element of a document.
fn elements(xml: &[u8], mut look: impl FnMut(&BytesStart)) -> Result<(), ReportError> {
    let mut reader = Reader::from_reader(xml);
    loop {
        match reader.read_event() {
            Ok(Event::Start(tag) | Event::Empty(tag)) => look(&tag),
            Ok(Event::Eof) => return Ok(()),
            Ok(_) => {}
            Err(error) => return Err(refused(&format!("it is damaged: {error}"))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn relations_lead_from_their_part_and_never_out_of_the_package() {
        for (from, address, part) in [
            ("", "ppt/presentation.xml", "ppt/presentation.xml"),
            ("ppt/slides/slide1.xml", "../charts/chart2.xml", "ppt/charts/chart2.xml"),
            ("ppt/slides/slide1.xml", "/ppt/media/a.png", "ppt/media/a.png"),
            ("ppt/presentation.xml", "../../../etc/passwd", "etc/passwd"),
        ] {
            assert_eq!(resolved(from, address), part);
        }
    }
}
