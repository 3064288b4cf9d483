//! Facts kept in files beside the store, in the form that the engine needs: a file for each segment, and an index.
//!
//! They are derived and never the truth. Each column carries a checksum; what is missing, damaged, or made from
//! another state of the store is made anew from the store. So nothing here is synced to the disk, and processes that
//! write at the same time at worst cost each other that work.

use std::fs::{self, File};
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::Facts;
use super::bins::Bins;
use super::column::{Column, ColumnSet};
use super::data::Data;
use super::rules::Rules;
use super::segment::{Segment, Span};
use super::words::Words;

/// The form of the files. It changes when what they hold does.
const FORM: u32 = 5;
/// Marks the machine's order of bytes.
const ORDER: u32 = u32::from_ne_bytes([1, 2, 3, 4]);
const INDEX: &str = "index";

/// Columns that are kept in files and cannot be had from there.
#[derive(Debug, thiserror::Error)]
pub enum ColumnsError {
    /// The system refused to read or write.
    #[error("{path}: {source}")]
    Io {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// The file is not as it was written.
    #[error("{0} is damaged")]
    Damaged(PathBuf),
}

/// The state of a store that facts were made from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Stamp {
    /// The store's own key.
    pub store: String,
    /// Its revision.
    pub revision: i64,
    /// What tells it from one of the same number in a copy of the store.
    pub token: String,
}

#[derive(Serialize, Deserialize)]
struct Index {
    form: u32,
    order: u32,
    stamp: Stamp,
    rules: Rules,
    bins: Bins,
    words: Words,
    segments: Vec<Entry>,
    excluded: Vec<Entry>,
}

/// A segment in the index.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Entry {
    file: String,
    span: Span,
    columns: Vec<Blob>,
}

/// Where a column stands in its segment's file: width of a number in bytes, first byte, how many, checksum.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
struct Blob(u8, u64, usize, u32);

/// A segment's file.
#[derive(Clone, Debug)]
pub(super) struct SegmentFile {
    path: PathBuf,
    entry: Entry,
}

fn io(path: &Path) -> impl FnOnce(std::io::Error) -> ColumnsError + '_ {
    |source| ColumnsError::Io { path: path.to_owned(), source }
}

impl SegmentFile {
    /// Reads columns.
    pub(super) fn read(&self, columns: &[Column]) -> Result<Vec<(Column, Data)>, ColumnsError> {
        if columns.is_empty() {
            return Ok(Vec::new());
        }
        let mut file = File::open(&self.path).map_err(io(&self.path))?;
        columns.iter().map(|column| Ok((*column, self.column(&mut file, *column)?))).collect()
    }

    fn column(&self, file: &mut File, column: Column) -> Result<Data, ColumnsError> {
        let damaged = || ColumnsError::Damaged(self.path.clone());
        let Blob(width, first, count, checksum) =
            *self.entry.columns.get(column as usize).ok_or_else(damaged)?;
        let expected = if column.is_by_ticket() { self.entry.span.rows } else { count };
        let fits = first.saturating_add(count as u64 * u64::from(width))
            <= file.metadata().map_err(io(&self.path))?.len();
        let mut data = Data::zeros(column.kind(), width, count)
            .filter(|_| fits && count == expected)
            .ok_or_else(damaged)?;
        file.seek(SeekFrom::Start(first)).map_err(io(&self.path))?;
        file.read_exact(data.as_bytes_mut()).map_err(io(&self.path))?;
        if crc32fast::hash(data.as_bytes()) != checksum {
            return Err(damaged());
        }
        Ok(data)
    }

    /// Writes a segment into a folder, unless it is there already.
    fn write(segment: &Segment, folder: &Path) -> Result<SegmentFile, ColumnsError> {
        let mut bytes = Vec::new();
        let mut columns = Vec::with_capacity(Column::COUNT);
        for column in Column::ALL {
            let data = segment.data(*column);
            let blob = data.as_bytes();
            columns.push(Blob(data.width(), bytes.len() as u64, data.len(), crc32fast::hash(blob)));
            bytes.extend_from_slice(blob);
        }
        let span = segment.span();
        // Named for what it holds, so that a name never comes to mean something else.
        let file = format!("{:08x}-{:08x}-{:x}", span.first.1, crc32fast::hash(&bytes), bytes.len());
        let path = folder.join(&file);
        if fs::metadata(&path).map_or(true, |found| found.len() != bytes.len() as u64) {
            write(&path, &bytes)?;
        }
        Ok(SegmentFile { path, entry: Entry { file, span, columns } })
    }
}

/// Writes a file under a temporary name and gives it its name.
fn write(path: &Path, bytes: &[u8]) -> Result<(), ColumnsError> {
    let part = path.with_extension(format!("{}.part", std::process::id()));
    let done =
        File::create(&part).and_then(|mut file| file.write_all(bytes)).and_then(|()| fs::rename(&part, path));
    done.map_err(|error| {
        // Best effort: the error that is reported is why the file could not be written.
        let _ = fs::remove_file(&part);
        io(path)(error)
    })
}

impl Facts {
    /// Keeps the facts in a folder: writes the segments that are not there yet, then the index, and removes the files
    /// that no segment has any more.
    ///
    /// # Errors
    /// The folder cannot be written.
    pub fn save(&self, folder: &Path, stamp: &Stamp) -> Result<(), ColumnsError> {
        fs::create_dir_all(folder).map_err(io(folder))?;
        let segments: Vec<&Arc<Segment>> = self.segments.iter().chain(&self.excluded).collect();
        segments.par_iter().try_for_each(|segment| -> Result<(), ColumnsError> {
            if segment.file.get().is_none_or(|file| !file.path.starts_with(folder)) {
                segment.load(ColumnSet::all())?;
                let file = SegmentFile::write(segment, folder)?;
                // Another thread may have been quicker, with the same file.
                let _ = segment.file.set(Arc::new(file));
            }
            Ok(())
        })?;
        let entries = |segments: &[Arc<Segment>]| -> Vec<Entry> {
            segments.iter().filter_map(|segment| Some(segment.file.get()?.entry.clone())).collect()
        };
        let index = Index {
            form: FORM,
            order: ORDER,
            stamp: stamp.clone(),
            rules: self.rules.clone(),
            bins: Bins::clone(&self.bins),
            words: Words::clone(&self.words),
            segments: entries(&self.segments),
            excluded: entries(&self.excluded),
        };
        let path = folder.join(INDEX);
        // Numbers and texts always have a form in JSON.
        let json = serde_json::to_vec(&index).map_err(|error| io(&path)(error.into()))?;
        let mut bytes = format!("{:08x}\n", crc32fast::hash(&json)).into_bytes();
        bytes.extend(json);
        write(&path, &bytes)?;
        self.sweep(folder);
        Ok(())
    }

    /// Removes files of segments that are no more. Best effort: one that stays only takes room.
    fn sweep(&self, folder: &Path) {
        let segments = self.segments.iter().chain(&self.excluded);
        let kept: std::collections::HashSet<&str> =
            segments.filter_map(|segment| Some(segment.file.get()?.entry.file.as_str())).collect();
        let Ok(files) = fs::read_dir(folder) else { return };
        for file in files.flatten() {
            let name = file.file_name();
            let name = name.to_string_lossy();
            if name != INDEX && !name.ends_with(".part") && !kept.contains(name.as_ref()) {
                let _ = fs::remove_file(file.path());
            }
        }
    }

    /// The facts kept in a folder, and the state of the store that they were made from. `None` where there are none
    /// of this store, judged by these rules. Columns are read when they are asked for.
    ///
    /// # Errors
    /// What is there cannot be read.
    pub fn open(folder: &Path, store: &str, rules: &Rules) -> Result<Option<(Facts, Stamp)>, ColumnsError> {
        let path = folder.join(INDEX);
        let bytes = match fs::read(&path) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(io(&path)(error)),
        };
        let damaged = || ColumnsError::Damaged(path.clone());
        let (checksum, json) = bytes.split_at_checked(9).ok_or_else(damaged)?;
        if checksum != format!("{:08x}\n", crc32fast::hash(json)).as_bytes() {
            return Err(damaged());
        }
        // One of another form need not have the same fields.
        let Ok(index) = serde_json::from_slice::<Index>(json) else { return Ok(None) };
        let usable = index.form == FORM
            && index.order == ORDER
            && index.stamp.store == store
            && index.rules == *rules
            && index.words.are_complete();
        if !usable {
            return Ok(None);
        }
        let kept = |entry: Entry| {
            let path = folder.join(&entry.file);
            Arc::new(Segment::kept(entry.span, SegmentFile { path, entry }))
        };
        let segments = index.segments.into_iter().map(kept).collect();
        let excluded = index.excluded.into_iter().map(kept).collect();
        let facts = Facts::new(index.rules, index.words, index.bins, segments, excluded);
        Ok(Some((facts, index.stamp)))
    }
}
