//! Where a table's bytes are: a file, packed or not, unpacked as it is read.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Cursor, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use flate2::Crc;
use flate2::bufread::{DeflateDecoder, MultiGzDecoder};
use serde::Serialize;
use ts_rs::TS;
use zip::{CompressionMethod, ZipArchive};

use super::limits;
use super::table::Fault;

/// Bytes read from the disk in one go.
const BUFFER: usize = 128 << 10;

/// How a table's bytes are packed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Packing {
    /// With gzip.
    Gz,
    /// As a member of a zip archive.
    Zip,
}

/// A file, or the member of a zip archive, whose bytes can be read again and again.
#[derive(Clone, Debug)]
pub(super) struct Location {
    path: PathBuf,
    member: Option<Member>,
    gzipped: bool,
}

/// One file in a zip archive.
#[derive(Clone, Debug)]
pub(super) struct Member {
    /// Its path in the archive.
    pub(super) name: String,
    start: u64,
    packed: u64,
    unpacked: u64,
    checksum: u32,
    deflated: bool,
}

/// A reader that can go back.
pub(super) trait Seekable: Read + Seek + Send {}
impl<R: Read + Seek + Send> Seekable for R {}

impl Location {
    /// A file as it lies on the disk.
    pub(super) fn file(path: &Path) -> Location {
        Location { path: path.to_owned(), member: None, gzipped: false }
    }

    /// A member of the zip archive that lies here.
    pub(super) fn member(&self, member: Member) -> Location {
        Location { member: Some(member), ..self.clone() }
    }

    /// What the gzip stream that lies here holds; `None` if that is inside another one.
    pub(super) fn gunzipped(&self) -> Option<Location> {
        (!self.gzipped).then(|| Location { gzipped: true, ..self.clone() })
    }

    /// How the bytes are packed, from the outside in.
    pub(super) fn packing(&self) -> Vec<Packing> {
        let zip = self.member.as_ref().map(|_| Packing::Zip);
        zip.into_iter().chain(self.gzipped.then_some(Packing::Gz)).collect()
    }

    /// Whether the bytes lie on the disk as they are.
    pub(super) fn is_plain(&self) -> bool {
        self.member.is_none() && !self.gzipped
    }

    /// The file, with the member's name behind `/`.
    pub(super) fn name(&self, file: &str) -> String {
        match &self.member {
            Some(member) => format!("{file}/{}", member.name),
            None => file.to_owned(),
        }
    }

    /// Bytes that reading takes from the disk.
    pub(super) fn size_on_disk(&self) -> io::Result<u64> {
        match &self.member {
            Some(member) => Ok(member.packed),
            None => Ok(std::fs::metadata(&self.path)?.len()),
        }
    }

    /// The unpacked bytes from the first on. What is taken from the disk is added to `progress`.
    pub(super) fn open(&self, progress: &Arc<AtomicU64>) -> io::Result<Box<dyn Read>> {
        let mut file = File::open(&self.path)?;
        let (input, taken): (Box<dyn Read>, _) = match &self.member {
            Some(member) => {
                file.seek(SeekFrom::Start(member.start))?;
                let packed = BufReader::with_capacity(BUFFER, Counted::new(file, progress));
                let (unpacked, taken) = (Arc::clone(progress), Arc::new(AtomicU64::new(0)));
                (Box::new(Counted::new(member.unpack(packed, unpacked), &taken)), taken)
            }
            None => (Box::new(Counted::new(file, progress)), Arc::clone(progress)),
        };
        if !self.gzipped {
            return Ok(input);
        }
        let packed = BufReader::with_capacity(BUFFER, input);
        Ok(Box::new(Unpacked::new(MultiGzDecoder::new(packed), taken)))
    }

    /// The unpacked bytes, to be read in any order: in place where they lie plain, else from memory.
    pub(super) fn seekable(&self, progress: &Arc<AtomicU64>) -> Result<Box<dyn Seekable>, Fault> {
        if self.is_plain() {
            return Ok(Box::new(Counted::new(BufReader::new(File::open(&self.path)?), progress)));
        }
        let mut bytes = Vec::new();
        self.open(progress)?.take(limits::WORKBOOK_PART_BYTES + 1).read_to_end(&mut bytes)?;
        if bytes.len() as u64 > limits::WORKBOOK_PART_BYTES {
            return Err(Fault::Damaged(format!(
                "a workbook inside an archive can have {} MiB; unpack the archive first",
                limits::WORKBOOK_PART_BYTES >> 20
            )));
        }
        Ok(Box::new(Cursor::new(bytes)))
    }
}

impl Member {
    /// Takes the member's packed bytes, which `input` stands at the beginning of, apart. `taken` counts them.
    pub(super) fn unpack<'a>(&self, input: impl BufRead + 'a, taken: Arc<AtomicU64>) -> Box<dyn Read + 'a> {
        let packed = input.take(self.packed);
        let bytes: Box<dyn Read> =
            if self.deflated { Box::new(DeflateDecoder::new(packed)) } else { Box::new(packed) };
        let bytes = Unpacked::new(bytes, taken);
        Box::new(Verified { bytes, crc: Crc::new(), read: 0, checksum: self.checksum, size: self.unpacked })
    }

    /// Unpacks the member, which must be whole and within `limit` bytes, from the archive it is in.
    pub(super) fn copy(
        &self,
        archive: &mut (impl Read + Seek),
        limit: u64,
        into: &mut impl Write,
    ) -> Result<(), Fault> {
        archive.seek(SeekFrom::Start(self.start))?;
        let taken = Arc::new(AtomicU64::new(0));
        let packed = BufReader::with_capacity(BUFFER, Counted::new(archive, &taken));
        let mut unpacked = self.unpack(packed, Arc::clone(&taken)).take(limit + 1);
        if io::copy(&mut unpacked, into)? > limit {
            return Err(Fault::Damaged(format!("{} unpacks to more than {} MiB", self.name, limit >> 20)));
        }
        Ok(())
    }
}

/// The files in a zip archive, without folders, empty files and what macOS adds.
pub(super) fn members(archive: impl Read + Seek) -> Result<Vec<Member>, Fault> {
    let damaged =
        |error: zip::result::ZipError| Fault::Damaged(format!("the zip archive is damaged: {error}"));
    let mut archive = ZipArchive::new(archive).map_err(damaged)?;
    if archive.len() > limits::ZIP_MEMBERS {
        return Err(Fault::Damaged(format!(
            "the zip archive has {} files, the limit is {}",
            archive.len(),
            limits::ZIP_MEMBERS
        )));
    }
    let mut members = Vec::new();
    for index in 0..archive.len() {
        let entry = archive.by_index_raw(index).map_err(damaged)?;
        let name = entry.name().map_err(damaged)?.into_owned();
        let of_macos = name.starts_with("__MACOSX/") || name.split('/').any(|part| part.starts_with("._"));
        if !entry.is_file() || entry.size() == 0 || of_macos {
            continue;
        }
        if entry.encrypted() {
            return Err(Fault::Damaged(format!("{name} is encrypted; unpack the archive first")));
        }
        let deflated = match entry.compression() {
            CompressionMethod::Stored => false,
            CompressionMethod::Deflated => true,
            other => {
                return Err(Fault::Damaged(format!(
                    "{name} is packed with {other}; unpack the archive first"
                )));
            }
        };
        let start = entry.data_start().ok_or_else(|| Fault::Damaged(format!("{name} is damaged")))?;
        members.push(Member {
            start,
            packed: entry.compressed_size(),
            unpacked: entry.size(),
            checksum: entry.crc32(),
            deflated,
            name,
        });
    }
    Ok(members)
}

/// Counts what is read.
struct Counted<R> {
    input: R,
    count: Arc<AtomicU64>,
}

impl<R> Counted<R> {
    fn new(input: R, count: &Arc<AtomicU64>) -> Counted<R> {
        Counted { input, count: Arc::clone(count) }
    }
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.input.read(buffer)?;
        self.count.fetch_add(read as u64, Ordering::Relaxed);
        Ok(read)
    }
}

impl<R: Seek> Seek for Counted<R> {
    fn seek(&mut self, position: SeekFrom) -> io::Result<u64> {
        self.input.seek(position)
    }
}

/// Holds what an unpacker yields within the limits of size and ratio.
struct Unpacked<R> {
    bytes: R,
    yielded: u64,
    /// Counts the packed bytes read. It may begin above 0, which only makes the ratio milder by as much.
    taken: Arc<AtomicU64>,
}

impl<R> Unpacked<R> {
    fn new(bytes: R, taken: Arc<AtomicU64>) -> Unpacked<R> {
        Unpacked { bytes, yielded: 0, taken }
    }
}

impl<R: Read> Read for Unpacked<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.bytes.read(buffer).map_err(|error| match error.kind() {
            io::ErrorKind::InvalidData | io::ErrorKind::InvalidInput | io::ErrorKind::UnexpectedEof => {
                invalid(format!("the packed data is damaged or cut off: {error}"))
            }
            _ => error,
        })?;
        self.yielded += read as u64;
        if self.yielded > limits::UNPACKED_BYTES {
            return Err(invalid(format!("it unpacks to more than {} GiB", limits::UNPACKED_BYTES >> 30)));
        }
        let fair = self.taken.load(Ordering::Relaxed).saturating_mul(limits::UNPACKED_RATIO);
        if self.yielded > limits::RATIO_FREE_BYTES && self.yielded > fair {
            return Err(invalid(format!(
                "it unpacks to more than {} times its size: no export, but a zip bomb",
                limits::UNPACKED_RATIO
            )));
        }
        Ok(read)
    }
}

/// Compares a member with its checksum when it has been read to its end.
struct Verified<R> {
    bytes: R,
    crc: Crc,
    read: u64,
    checksum: u32,
    size: u64,
}

impl<R: Read> Read for Verified<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.bytes.read(buffer)?;
        self.crc.update(buffer.get(..read).unwrap_or_default());
        self.read += read as u64;
        let at_end = read == 0 && !buffer.is_empty();
        if at_end && (self.crc.sum() != self.checksum || self.read != self.size) {
            return Err(invalid("the packed data is damaged or cut off: its checksum differs".to_owned()));
        }
        Ok(read)
    }
}

fn invalid(reason: String) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, reason)
}

#[cfg(test)]
mod tests {
    use flate2::Compression;
    use flate2::write::{DeflateEncoder, GzEncoder};

    use super::*;

    fn unpack(member: &Member, packed: &[u8]) -> io::Result<Vec<u8>> {
        let taken = Arc::new(AtomicU64::new(0));
        let packed = BufReader::new(Counted::new(packed, &taken));
        let mut bytes = Vec::new();
        member.unpack(packed, taken).read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    fn member(bytes: &[u8]) -> (Member, Vec<u8>) {
        let mut encoder = DeflateEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(bytes).unwrap();
        let packed = encoder.finish().unwrap();
        let mut crc = Crc::new();
        crc.update(bytes);
        let member = Member {
            name: "a.csv".to_owned(),
            start: 0,
            packed: packed.len() as u64,
            unpacked: bytes.len() as u64,
            checksum: crc.sum(),
            deflated: true,
        };
        (member, packed)
    }

    #[test]
    fn a_member_is_verified_at_its_end() {
        let (good, packed) = member(b"id,subject\n1,hello\n");
        assert_eq!(unpack(&good, &packed).unwrap(), b"id,subject\n1,hello\n");
        for bad in [Member { checksum: 1, ..good.clone() }, Member { unpacked: 5, ..good.clone() }] {
            assert_eq!(unpack(&bad, &packed).unwrap_err().kind(), io::ErrorKind::InvalidData);
        }
        assert!(unpack(&good, &packed[..packed.len() - 4]).is_err());
    }

    #[test]
    fn a_bomb_is_stopped_by_its_ratio() {
        let (bomb, packed) = member(&vec![0; 32 << 20]);
        let error = unpack(&bomb, &packed).unwrap_err();
        assert!(error.to_string().contains("zip bomb"), "{error}");
        let (harmless, packed) = member(&vec![0; 8 << 20]);
        assert_eq!(unpack(&harmless, &packed).unwrap().len(), 8 << 20);
    }

    #[test]
    fn a_gzip_stream_may_have_several_members_and_a_cut_one_is_damaged() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("any");
        let gz = |text: &str| {
            let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
            encoder.write_all(text.as_bytes()).unwrap();
            encoder.finish().unwrap()
        };
        let read = |bytes: &[u8]| {
            std::fs::write(&path, bytes).unwrap();
            let mut text = String::new();
            let location = Location::file(&path).gunzipped().unwrap();
            let progress = Arc::new(AtomicU64::new(0));
            location.open(&progress).unwrap().read_to_string(&mut text).map(|_| text)
        };
        let both = [gz("id,a\n"), gz("1,2\n")].concat();
        assert_eq!(read(&both).unwrap(), "id,a\n1,2\n");
        assert_eq!(read(&both[..both.len() - 6]).unwrap_err().kind(), io::ErrorKind::InvalidData);
    }
}
