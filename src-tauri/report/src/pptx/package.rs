//! The file around a presentation: parts with their kinds, and what refers to what (ECMA-376, part 2).

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::io::{Cursor, Write as _};

use zip::write::SimpleFileOptions;
use zip::{DateTime, ZipWriter};

use super::xml::Text;
use crate::ReportError;

/// Where the kinds of relations begin.
pub(super) const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
/// Where the kinds of parts of presentations begin.
pub(super) const PARTS: &str = "application/vnd.openxmlformats-officedocument";
/// What the package's own relations are kept under.
pub(super) const ROOT: &str = "";

/// What a relation leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Target {
    /// Another part.
    Part(String),
    /// An address outside of the file.
    Outside(String),
}

/// That a part refers to something.
#[derive(Clone, Debug)]
pub(super) struct Relation {
    pub id: String,
    /// A URI.
    pub kind: String,
    pub target: Target,
}

/// A file in the package.
#[derive(Clone, Debug, Default)]
pub(super) struct Part {
    /// Its content type.
    pub kind: String,
    pub bytes: Vec<u8>,
    pub relations: Vec<Relation>,
}

/// All parts by their paths, which begin without a slash.
#[derive(Clone, Debug, Default)]
pub(super) struct Package {
    pub parts: BTreeMap<String, Part>,
}

impl Package {
    /// Puts a part in.
    pub fn add(&mut self, path: &str, kind: String, bytes: impl Into<Vec<u8>>) {
        let relations = self.parts.remove(path).map(|part| part.relations).unwrap_or_default();
        self.parts.insert(path.to_owned(), Part { kind, bytes: bytes.into(), relations });
    }

    /// A path that no part has: `ppt/slides/slide1.xml`.
    pub fn free(&self, stem: &str, extension: &str) -> String {
        let path = |number: usize| format!("{stem}{number}.{extension}");
        let taken = |path: &String| self.parts.contains_key(path);
        (1..).map(path).find(|path| !taken(path)).unwrap_or_default()
    }

    /// Lets a part refer to another; gives what it calls it by.
    pub fn relate(&mut self, from: &str, kind: &str, to: &str) -> String {
        let part = self.parts.entry(from.to_owned()).or_default();
        let taken: BTreeSet<&str> = part.relations.iter().map(|relation| relation.id.as_str()).collect();
        let id = (1..).map(|number: usize| format!("rId{number}")).find(|id| !taken.contains(id.as_str()));
        let id = id.unwrap_or_default();
        let (kind, target) = (kind.to_owned(), Target::Part(to.to_owned()));
        part.relations.push(Relation { id: id.clone(), kind, target });
        id
    }

    /// Where the first relation of a kind leads, by the last word of the kind.
    pub fn related<'a>(&'a self, from: &str, kind: &'a str) -> Option<&'a str> {
        self.all_related(from, kind).next()
    }

    /// Where all relations of a kind lead.
    pub fn all_related<'a>(&'a self, from: &str, kind: &'a str) -> impl Iterator<Item = &'a str> {
        let relations = self.parts.get(from).into_iter().flat_map(|part| &part.relations);
        relations.filter_map(move |relation| match &relation.target {
            Target::Part(path) if relation.is(kind) => Some(path.as_str()),
            _ => None,
        })
    }

    /// The file: its bytes follow from the parts alone.
    pub fn write(&self) -> Result<Vec<u8>, ReportError> {
        self.zipped().map_err(|error| ReportError::Format { format: "PPTX", why: error.to_string() })
    }

    fn zipped(&self) -> zip::result::ZipResult<Vec<u8>> {
        let options = SimpleFileOptions::default().last_modified_time(DateTime::DEFAULT);
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        let mut put = |path: &str, bytes: &[u8]| -> zip::result::ZipResult<()> {
            zip.start_file(path, options)?;
            Ok(zip.write_all(bytes)?)
        };
        put("[Content_Types].xml", self.kinds().as_bytes())?;
        for (path, part) in &self.parts {
            if path != ROOT {
                put(path, &part.bytes)?;
            }
            if !part.relations.is_empty() {
                put(&relations_path(path), relations(path, &part.relations).as_bytes())?;
            }
        }
        Ok(zip.finish()?.into_inner())
    }

    fn kinds(&self) -> String {
        let mut xml = format!(
            "{HEAD}<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
             <Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
             <Default Extension=\"xml\" ContentType=\"application/xml\"/>"
        );
        for (path, part) in self.parts.iter().filter(|(path, _)| *path != ROOT) {
            let (path, kind) = (Text(path), Text(&part.kind));
            let _ = write!(xml, r#"<Override PartName="/{path}" ContentType="{kind}"/>"#);
        }
        xml + "</Types>"
    }
}

impl Relation {
    /// Whether it is of a kind, by that kind's last word.
    pub fn is(&self, kind: &str) -> bool {
        self.kind.rsplit('/').next() == Some(kind)
    }
}

/// What each XML part begins with.
pub(super) const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

/// Where the relations of a part are kept.
pub(super) fn relations_path(path: &str) -> String {
    let (folder, name) = path.rsplit_once('/').map_or(("", path), |(folder, name)| (folder, name));
    let slash = if folder.is_empty() { "" } else { "/" };
    format!("{folder}{slash}_rels/{name}.rels")
}

fn relations(from: &str, relations: &[Relation]) -> String {
    let mut xml = format!(
        "{HEAD}<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
    );
    for Relation { id, kind, target } in relations {
        let (target, mode) = match target {
            Target::Part(path) => (relative(from, path), ""),
            Target::Outside(address) => (address.clone(), r#" TargetMode="External""#),
        };
        let (id, kind, target) = (Text(id), Text(kind), Text(&target));
        let _ = write!(xml, r#"<Relationship Id="{id}" Type="{kind}" Target="{target}"{mode}/>"#);
    }
    xml + "</Relationships>"
}

/// The way from one part to another. Not all programs find their way from the root.
fn relative(from: &str, to: &str) -> String {
    let folders: Vec<&str> = from.split('/').rev().skip(1).collect::<Vec<_>>().into_iter().rev().collect();
    let steps: Vec<&str> = to.split('/').collect();
    let same = folders.iter().zip(&steps).take_while(|(one, two)| one == two).count();
    let up = "../".repeat(folders.len() - same);
    up + &steps.get(same..).unwrap_or_default().join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_way_from_part_to_part_is_relative() {
        for (from, to, way) in [
            ("", "ppt/presentation.xml", "ppt/presentation.xml"),
            ("ppt/presentation.xml", "ppt/slides/slide1.xml", "slides/slide1.xml"),
            ("ppt/slides/slide1.xml", "ppt/charts/chart2.xml", "../charts/chart2.xml"),
            ("ppt/a/b.xml", "media/c.png", "../../media/c.png"),
        ] {
            assert_eq!(relative(from, to), way);
        }
        assert_eq!(relations_path(ROOT), "_rels/.rels");
        assert_eq!(relations_path("ppt/presentation.xml"), "ppt/_rels/presentation.xml.rels");
    }
}
