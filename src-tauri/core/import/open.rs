//! From a path to its tables: what a file is, by its content alone.

use std::io::Read;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use encoding_rs::Encoding;
use serde::Serialize;
use ts_rs::TS;

use super::cells::Cells;
use super::container::{Location, Packing, members};
use super::delimited::Delimited;
use super::header::Grid;
use super::json::{self, Json};
use super::json_stream::Shape;
use super::table::{Fault, Row, Table, TableError};
use super::workbook::{self, SheetRows};
use super::{delimiter, encoding, limits};

/// Bytes by which a file's kind and its delimiter are recognised.
const SAMPLE: usize = 1 << 20;

/// What a user says about a file instead of what would be recognised.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TableOptions {
    /// The label of the encoding: `utf-8`, `windows-1252`, `utf-16` …
    pub encoding: Option<String>,
    /// The character between cells.
    pub delimiter: Option<char>,
    /// The member of a zip archive, the sheet of a workbook, or the list in a JSON object; a sheet or list in a member
    /// is `member/sheet`.
    pub member: Option<String>,
}

/// The kind of a table's file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Container {
    /// Delimited text.
    Csv,
    /// A list of JSON objects, or an object with such a list in it.
    Json,
    /// A JSON object a line.
    Ndjson,
    /// An Excel workbook.
    Xlsx,
}

/// How a table was found to be laid out, for the user to see.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct Layout {
    /// The file's name, with the member's and the sheet's behind `/`.
    pub name: String,
    /// What it is.
    pub container: Container,
    /// How it is packed, from the outside in; empty if it is not.
    pub packing: Vec<Packing>,
    /// The encoding's name, for text.
    pub encoding: Option<String>,
    /// The character between cells, for delimited text.
    pub delimiter: Option<char>,
    /// Physical line of the header, 1-based, for a workbook the sheet's row; none for JSON.
    #[ts(type = "number | null")]
    pub header_line: Option<u64>,
    /// Lines above the header that hold something and were skipped.
    #[ts(type = "number")]
    pub skipped_title_lines: u64,
    /// Bytes that reading takes from the disk: the file's, or the packed member's.
    #[ts(type = "number")]
    pub size_on_disk: u64,
}

/// A table in a file, to be read as often as needed.
#[derive(Clone, Debug)]
pub struct Source {
    /// How it was found to be laid out.
    pub description: Layout,
    /// The path, with the member's and the sheet's name behind `/`, for errors.
    path: String,
    location: Location,
    format: Format,
}

#[derive(Clone, Debug)]
enum Format {
    Delimited { encoding: &'static Encoding, delimiter: u8 },
    Json { encoding: &'static Encoding, shape: Shape, fields: Vec<String> },
    Sheet(String),
}

/// The tables of a file: one, or one for each member of a zip archive that is a table.
///
/// The file is read through once, to be sure of its encoding; JSON and workbooks twice.
///
/// # Errors
/// The file cannot be read, holds no table, is damaged or breaks a limit.
pub fn open_tables(path: &Path, options: &TableOptions) -> Result<Vec<Source>, TableError> {
    let shown = path.display().to_string();
    let file = Location::file(path);
    let plain = check_file(path).and_then(|()| Ok(encoding::head(&mut file.open(&unwatched())?, SAMPLE)?));
    let head = plain.map_err(|fault| fault.at(&shown))?;
    let finder = Finder { path, options };
    if head.starts_with(b"PK\x05\x06") {
        return Err(Fault::NoTable("the zip archive is empty".to_owned()).at(&shown));
    }
    if !head.starts_with(b"PK\x03\x04") {
        return finder.find(file, options.member.as_deref()).map(|source| vec![source]);
    }
    let members = file.seekable(&unwatched()).and_then(members).map_err(|fault| fault.at(&shown))?;
    let is_document =
        members.iter().any(|member| matches!(member.name.as_str(), "[Content_Types].xml" | "mimetype"));
    if is_document {
        return finder.find(file, options.member.as_deref()).map(|source| vec![source]);
    }
    let mut sources = Vec::new();
    let mut refused = None;
    for member in members {
        let inner = match &options.member {
            None => None,
            Some(wanted) => match wanted.strip_prefix(&member.name) {
                Some("") => None,
                Some(inner) if inner.starts_with('/') => inner.get(1..),
                _ => continue,
            },
        };
        match finder.recognise(&file.member(member.clone()), inner) {
            Ok(source) => sources.push(source),
            // A picture or a read-me beside the tables is no error, a damaged table is.
            Err(fault @ Fault::NoTable(_)) => {
                refused.get_or_insert(fault.at(&file.member(member).name(&shown)));
            }
            Err(fault) => return Err(fault.at(&file.member(member).name(&shown))),
        }
    }
    if sources.is_empty() {
        let nothing =
            || Fault::NoTable("the zip archive has no such file, or none at all".to_owned()).at(&shown);
        return Err(refused.unwrap_or_else(nothing));
    }
    Ok(sources)
}

fn check_file(path: &Path) -> Result<(), Fault> {
    let metadata = std::fs::metadata(path)?;
    if metadata.is_dir() {
        return Err(Fault::NoTable("it is a folder; choose a file in it".to_owned()));
    }
    if metadata.len() > limits::FILE_BYTES {
        return Err(Fault::Damaged(format!("it is larger than {} GiB", limits::FILE_BYTES >> 30)));
    }
    Ok(())
}

/// A counter for a reading whose progress nobody watches.
fn unwatched() -> Arc<AtomicU64> {
    Arc::default()
}

/// Recognises what lies at a location of one file.
struct Finder<'a> {
    path: &'a Path,
    options: &'a TableOptions,
}

impl Finder<'_> {
    fn find(&self, location: Location, member: Option<&str>) -> Result<Source, TableError> {
        self.recognise(&location, member).map_err(|fault| fault.at(&self.path.display().to_string()))
    }

    fn recognise(&self, location: &Location, member: Option<&str>) -> Result<Source, Fault> {
        let head = encoding::head(&mut location.open(&unwatched())?, SAMPLE)?;
        if head.is_empty() {
            return Err(Fault::NoTable("it is empty".to_owned()));
        }
        if head.starts_with(&[0x1F, 0x8B]) {
            let inner = location.gunzipped();
            let twice = || Fault::NoTable("it is packed twice; unpack it first".to_owned());
            return self.recognise(&inner.ok_or_else(twice)?, member);
        }
        if head.starts_with(b"PK\x03\x04") {
            return self.workbook(location, member);
        }
        match foreign(&head) {
            Some(what) => Err(Fault::NoTable(what.to_owned())),
            None => self.text(location, &head, member),
        }
    }

    fn workbook(&self, location: &Location, sheet: Option<&str>) -> Result<Source, Fault> {
        let members = members(location.seekable(&unwatched())?)?;
        let has = |start: &str| members.iter().any(|member| member.name.starts_with(start));
        if !(has("[Content_Types].xml") && has("xl/")) {
            let other = if has("mimetype") || has("[Content_Types].xml") {
                "it is a document of another kind; save it as XLSX or CSV"
            } else {
                "it is a zip archive inside an archive; unpack it first"
            };
            return Err(Fault::NoTable(other.to_owned()));
        }
        let sheet = workbook::choose(location, sheet)?;
        let layout = Layout {
            name: sheet.name.clone(),
            container: Container::Xlsx,
            packing: location.packing(),
            encoding: None,
            delimiter: None,
            header_line: Some(sheet.header_line),
            skipped_title_lines: sheet.title_lines,
            size_on_disk: location.size_on_disk()?,
        };
        self.source(location, layout, Format::Sheet(sheet.name))
    }

    fn text(&self, location: &Location, head: &[u8], member: Option<&str>) -> Result<Source, Fault> {
        let encoding = match &self.options.encoding {
            Some(label) => encoding::by_label(label, head)
                .ok_or_else(|| Fault::NoTable(format!("there is no encoding {label:?}")))?,
            None => encoding::detect(|| location.open(&unwatched()))?,
        };
        let open = || Ok(encoding::to_utf8(location.open(&unwatched())?, encoding)?);
        let sample = encoding::head(&mut open()?, SAMPLE)?;
        let complete = sample.len() < SAMPLE;
        if is_binary(&sample) {
            return Err(Fault::NoTable(NO_TEXT.to_owned()));
        }
        let mut layout = Layout {
            name: String::new(),
            container: Container::Csv,
            packing: location.packing(),
            encoding: Some(encoding.name().to_owned()),
            delimiter: None,
            header_line: None,
            skipped_title_lines: 0,
            size_on_disk: location.size_on_disk()?,
        };
        if self.options.delimiter.is_none()
            && let Some(shape) = json::shape(&sample, complete, member, open)?
        {
            let fields = json::fields(open()?, &shape)?;
            if fields.is_empty() {
                return Err(Fault::NoTable("there is no record in its JSON".to_owned()));
            }
            layout.container = if shape == Shape::Lines { Container::Ndjson } else { Container::Json };
            if let Shape::ListIn(list) = &shape {
                layout.name.clone_from(list);
            }
            return self.source(location, layout, Format::Json { encoding, shape, fields });
        }
        let delimiter = match self.options.delimiter {
            Some(wanted) => {
                u8::try_from(wanted).ok().filter(|byte| delimiter::can_delimit(*byte)).ok_or_else(|| {
                    Fault::NoTable(format!(
                        "{wanted:?} cannot be between cells; choose a comma, a tab or the like"
                    ))
                })?
            }
            None => delimiter::detect(&sample, complete)
                .ok_or_else(|| Fault::NoTable(no_columns(&sample).to_owned()))?,
        };
        let grid = Grid::new(Delimited::new(open()?, delimiter)?, false)?;
        layout.delimiter = Some(char::from(delimiter));
        layout.header_line = Some(grid.header_line);
        layout.skipped_title_lines = grid.title_lines;
        self.source(location, layout, Format::Delimited { encoding, delimiter })
    }

    /// The source of a table whose layout's name is that of its sheet or list, if it is one.
    fn source(&self, location: &Location, mut layout: Layout, format: Format) -> Result<Source, Fault> {
        let inside = match layout.name.as_str() {
            "" => String::new(),
            name => format!("/{name}"),
        };
        let file = self.path.file_name().map(|name| name.to_string_lossy()).unwrap_or_default();
        layout.name = format!("{}{inside}", location.name(&file));
        let path = format!("{}{inside}", location.name(&self.path.display().to_string()));
        Ok(Source { description: layout, path, location: location.clone(), format })
    }
}

const NO_TEXT: &str = "it is no table: export the tickets as CSV, XLSX or JSON";

/// What a file of a known kind is that is no table.
fn foreign(head: &[u8]) -> Option<&'static str> {
    let kinds: [(&[u8], &str); 12] = [
        (b"%PDF", "it is a PDF; export the tickets as CSV, XLSX or JSON"),
        (b"SQLite format 3\0", "it is an SQLite database; export the tickets as CSV"),
        (
            b"\xD0\xCF\x11\xE0",
            "it is an old or a protected Excel workbook; save it as XLSX without a password, or as CSV",
        ),
        (b"\x89PNG", "it is a picture"),
        (b"\xFF\xD8\xFF", "it is a picture"),
        (b"GIF8", "it is a picture"),
        (b"Rar!", "it is a RAR archive; unpack it first"),
        (b"7z\xBC\xAF\x27\x1C", "it is a 7z archive; unpack it first"),
        (b"BZh", "it is packed with bzip2; unpack it first"),
        (b"\xFD7zXZ", "it is packed with xz; unpack it first"),
        (b"\x28\xB5\x2F\xFD", "it is packed with zstd; unpack it first"),
        (b"PAR1", "it is a Parquet file; export the tickets as CSV"),
    ];
    kinds.iter().find(|(magic, _)| head.starts_with(magic)).map(|(_, what)| *what)
}

/// Whether text that came out of decoding is none: control characters other than white space, beyond the odd stray one.
fn is_binary(text: &[u8]) -> bool {
    let control = |byte: &&u8| matches!(byte, 0..=8 | 14..=26 | 28..=31 | 127);
    text.iter().filter(control).count() * 20 > text.len()
}

/// Why a text that no delimiter cuts is no table.
fn no_columns(sample: &[u8]) -> &'static str {
    match sample.trim_ascii_start() {
        [] => "it is empty",
        [b'<', ..] => "it is a web page or XML; export the tickets as CSV, XLSX or JSON",
        _ => "it has no columns: neither comma, semicolon, tab nor | cuts its lines; choose the delimiter",
    }
}

impl Source {
    /// Begins to read the table from its first row.
    ///
    /// # Errors
    /// The file can no longer be read.
    pub fn open(&self) -> Result<Box<dyn Table>, TableError> {
        let read = unwatched();
        let rows = self.rows(&read).map_err(|fault| fault.at(&self.path))?;
        Ok(Box::new(OpenTable { path: self.path.clone(), size: self.description.size_on_disk, read, rows }))
    }

    fn rows(&self, read: &Arc<AtomicU64>) -> Result<TableRows, Fault> {
        let text = |encoding| Ok::<_, Fault>(encoding::to_utf8(self.location.open(read)?, encoding)?);
        Ok(match &self.format {
            Format::Delimited { encoding, delimiter } => {
                TableRows::Delimited(Grid::new(Delimited::new(text(encoding)?, *delimiter)?, false)?)
            }
            Format::Json { encoding, shape, fields } => {
                TableRows::Json(Json::new(text(encoding)?, shape, fields)?)
            }
            Format::Sheet(name) => {
                TableRows::Sheet(Grid::new(SheetRows::counted(&self.location, name, read)?, true)?)
            }
        })
    }
}

enum TableRows {
    Delimited(Grid<Delimited<Box<dyn Read>>>),
    Json(Json<Box<dyn Read>>),
    Sheet(Grid<SheetRows>),
}

/// A source being read.
struct OpenTable {
    path: String,
    size: u64,
    read: Arc<AtomicU64>,
    rows: TableRows,
}

impl Table for OpenTable {
    fn header(&self) -> &[String] {
        match &self.rows {
            TableRows::Delimited(grid) => &grid.columns.names,
            TableRows::Json(json) => &json.columns.names,
            TableRows::Sheet(grid) => &grid.columns.names,
        }
    }

    fn next_row_in(&mut self, memory: Cells) -> Result<Option<Row>, TableError> {
        let memory = memory.emptied();
        let row = match &mut self.rows {
            TableRows::Delimited(grid) => grid.next_row(memory),
            TableRows::Json(json) => json.next_row(memory),
            TableRows::Sheet(grid) => grid.next_row(memory),
        };
        row.map_err(|fault| fault.at(&self.path))
    }

    fn bytes_read(&self) -> u64 {
        // A workbook's parts are sought out, some of them twice.
        self.read.load(Ordering::Relaxed).min(self.size)
    }
}
