//! How the app is started: `supportmix [--store FILE] [FILE…]`.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

/// What the user asked for at the start.
#[derive(Debug, PartialEq, Eq)]
pub enum Start {
    /// Open the window.
    Window {
        /// The store named by `--store`.
        store: Option<PathBuf>,
        /// Files to offer for import.
        files: Vec<PathBuf>,
    },
    /// Print the version and end.
    Version,
    /// Print how to start and end.
    Help,
}

/// Reads the arguments after the program's name; paths are taken from `folder`.
///
/// # Errors
/// An option that there is not, or `--store` without a file; the text is for the user.
pub fn read(arguments: impl IntoIterator<Item = OsString>, folder: &Path) -> Result<Start, String> {
    let mut arguments = arguments.into_iter();
    let mut store = None;
    let mut files = Vec::new();
    let mut only_files = false;
    while let Some(argument) = arguments.next() {
        match argument.to_str() {
            _ if only_files => files.push(folder.join(argument)),
            Some("--") => only_files = true,
            Some("--store") => match arguments.next() {
                Some(path) => store = Some(folder.join(path)),
                None => return Err("--store needs the name of a file".to_owned()),
            },
            Some("--version" | "-V") => return Ok(Start::Version),
            Some("--help" | "-h") => return Ok(Start::Help),
            Some(option) if option.starts_with('-') => return Err(format!("there is no option {option}")),
            _ => files.push(folder.join(argument)),
        }
    }
    Ok(Start::Window { store, files })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_words(words: &[&str]) -> Result<Start, String> {
        read(words.iter().map(OsString::from), Path::new("/home/ada"))
    }

    #[test]
    fn files_are_taken_from_the_folder_the_app_was_started_in() {
        let files = vec![PathBuf::from("/home/ada/week.csv"), PathBuf::from("/data/other.csv")];
        assert_eq!(read_words(&["week.csv", "/data/other.csv"]), Ok(Start::Window { store: None, files }));
    }

    #[test]
    fn a_store_can_be_named() {
        let store = Some(PathBuf::from("/home/ada/other.db"));
        assert_eq!(read_words(&["--store", "other.db"]), Ok(Start::Window { store, files: vec![] }));
        assert!(read_words(&["--store"]).is_err());
    }

    #[test]
    fn what_follows_two_dashes_is_a_file() {
        let files = vec![PathBuf::from("/home/ada/--store")];
        assert_eq!(read_words(&["--", "--store"]), Ok(Start::Window { store: None, files }));
    }

    #[test]
    fn unknown_options_are_refused() {
        assert_eq!(read_words(&["--stoer", "x.db"]), Err("there is no option --stoer".to_owned()));
    }
}
