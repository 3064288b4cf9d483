//! The hash of a file, by which an import's log says which file it was.

use std::fs::File;
use std::io::{self, Read};
use std::panic::resume_unwind;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, JoinHandle};

use sha2::{Digest as _, Sha256};

/// Bytes read in one go.
const BUFFER: usize = 128 << 10;

/// A file's SHA-256 being computed, on a thread of its own: an import reads the same file meanwhile. Dropped, it
/// stops.
pub struct Digest {
    thread: JoinHandle<io::Result<String>>,
    _stop: StopOnDrop,
}

struct StopOnDrop(Arc<AtomicBool>);

impl Drop for StopOnDrop {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

impl Digest {
    /// Begins to read the file.
    pub fn begin(path: &Path) -> Digest {
        let stop = Arc::new(AtomicBool::new(false));
        let (path, stopped): (PathBuf, _) = (path.to_owned(), Arc::clone(&stop));
        Digest { thread: thread::spawn(move || sha256(&path, &stopped)), _stop: StopOnDrop(stop) }
    }

    /// The hash of the file as it lies on the disk, in lower-case hexadecimal.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn finish(self) -> io::Result<String> {
        self.thread.join().unwrap_or_else(|panic| resume_unwind(panic))
    }
}

fn sha256(path: &Path, stop: &AtomicBool) -> io::Result<String> {
    let mut file = File::open(path)?;
    let mut digest = Sha256::new();
    let mut bytes = vec![0; BUFFER];
    while !stop.load(Ordering::Relaxed) {
        let read = file.read(&mut bytes)?;
        if read == 0 {
            break;
        }
        digest.update(bytes.get(..read).unwrap_or_default());
    }
    Ok(digest.finalize().iter().map(|byte| format!("{byte:02x}")).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hash_is_that_of_the_standard() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("any");
        std::fs::write(&path, "abc").unwrap();
        let expected = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(Digest::begin(&path).finish().unwrap(), expected);
        assert!(Digest::begin(folder.path()).finish().is_err());
    }
}
