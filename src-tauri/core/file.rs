//! Files that leave the app: written whole, also when the disk is full or the program dies, and safe to open.

use std::io::{Read, Write};
use std::path::{Path, PathBuf};

/// A file that could not be read or written.
#[derive(Debug, thiserror::Error)]
#[error("{path}: {source}")]
pub struct FileError {
    path: PathBuf,
    source: std::io::Error,
}

impl FileError {
    /// An error of the system about a file.
    pub fn new(path: &Path, source: std::io::Error) -> FileError {
        FileError { path: path.to_owned(), source }
    }
}

/// Writes a file under a temporary name in its folder, syncs it, and gives it its name.
///
/// # Errors
/// The file cannot be written; one that was there before is as it was.
pub fn write_whole(path: &Path, bytes: &[u8]) -> Result<(), FileError> {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(".part");
    let part = path.with_file_name(name);
    let write = || {
        let mut file = std::fs::File::create(&part)?;
        file.write_all(bytes)?;
        file.sync_all()?;
        std::fs::rename(&part, path)
    };
    write().map_err(|error| {
        // Best effort: the error that is reported is why the file could not be written.
        let _ = std::fs::remove_file(&part);
        FileError::new(path, error)
    })
}

/// The bytes of a file that has no more than so many.
///
/// # Errors
/// The file cannot be read, or is larger.
pub fn read_at_most(path: &Path, most: u64) -> Result<Vec<u8>, FileError> {
    let file = std::fs::File::open(path).map_err(|error| FileError::new(path, error))?;
    all_at_most(file, path, most)
}

/// The bytes of a stream that has no more than so many; `name` is what errors call it.
///
/// # Errors
/// It cannot be read, or is larger.
pub fn all_at_most(stream: impl Read, name: &Path, most: u64) -> Result<Vec<u8>, FileError> {
    let read = || {
        let mut bytes = Vec::new();
        stream.take(most + 1).read_to_end(&mut bytes)?;
        if bytes.len() as u64 > most {
            let large = format!("it is larger than {} MB", most >> 20);
            return Err(std::io::Error::new(std::io::ErrorKind::FileTooLarge, large));
        }
        Ok(bytes)
    };
    read().map_err(|error| FileError::new(name, error))
}

/// A text cell of an exported CSV that no spreadsheet will run: an apostrophe before what would begin a formula.
pub fn guarded(text: &str) -> String {
    match text.starts_with(['=', '+', '-', '@', '\t', '\r', '\0']) {
        true => format!("'{text}"),
        false => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_read_whole_or_refused_for_its_size() {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), vec![7; 2 << 20]).unwrap();
        assert_eq!(read_at_most(file.path(), 2 << 20).unwrap().len(), 2 << 20);
        assert!(
            read_at_most(file.path(), (2 << 20) - 1).unwrap_err().to_string().contains("larger than 1 MB")
        );
    }

    #[test]
    fn a_failed_write_leaves_the_old_file_and_no_other() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("chart.svg");
        write_whole(&path, b"first").unwrap();
        // The temporary name is taken by a folder, so that writing must fail.
        std::fs::create_dir(folder.path().join("chart.svg.part")).unwrap();
        let error = write_whole(&path, b"second").unwrap_err();
        assert!(error.to_string().contains("chart.svg"));
        assert_eq!(std::fs::read(&path).unwrap(), b"first");
    }
}
