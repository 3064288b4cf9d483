//! All that the typesetter can see: the template, one value, and the embedded fonts. No file, no package, no clock.

use std::sync::LazyLock;

use supportmix_core::chart::FONTS;
use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Dict, Duration, Value};
use typst::syntax::{FileId, Source};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};

static FACES: LazyLock<Vec<Font>> =
    LazyLock::new(|| FONTS.iter().filter_map(|file| Font::new(Bytes::new(*file), 0)).collect());

static BOOK: LazyLock<LazyHash<FontBook>> =
    LazyLock::new(|| LazyHash::new(FontBook::from_fonts(FACES.iter())));

/// A template and what it is filled with.
pub(super) struct Desk {
    library: LazyHash<Library>,
    template: Source,
    today: Option<Datetime>,
}

impl Desk {
    /// The template finds `data` as `sys.inputs.data`: as values, so that no text in it is ever read as markup.
    pub fn new(template: &str, data: Value, today: Option<Datetime>) -> Desk {
        let inputs = Dict::from_iter([("data".into(), data)]);
        Desk {
            library: LazyHash::new(Library::builder().with_inputs(inputs).build()),
            template: Source::detached(template),
            today,
        }
    }
}

impl World for Desk {
    fn library(&self) -> &LazyHash<Library> {
        &self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &BOOK
    }

    fn main(&self) -> FileId {
        self.template.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.template.id() { Ok(self.template.clone()) } else { Err(FileError::AccessDenied) }
    }

    fn file(&self, _: FileId) -> FileResult<Bytes> {
        Err(FileError::AccessDenied)
    }

    fn font(&self, index: usize) -> Option<Font> {
        FACES.get(index).cloned()
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        self.today
    }
}
