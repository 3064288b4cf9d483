//! Which characters a file's bytes stand for, and turning them into UTF-8.

use std::io::{self, Cursor, Read};
use std::ops::ControlFlow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Decoder, DecoderResult, Encoding, UTF_8, UTF_16BE, UTF_16LE};

/// Bytes looked at in one go.
const CHUNK: usize = 64 << 10;

/// Chunks with characters beyond ASCII after which a guess gets no better.
const GUESS_CHUNKS: usize = 128;

/// Valid characters beyond ASCII for each invalid byte from which a file is UTF-8 with a few broken records, not
/// another encoding.
const UTF8_PREVAILS: usize = 10;

/// The byte that stands in transcoded text for what has no meaning in the file's encoding. It never occurs in UTF-8,
/// so a record that holds it is recognised as broken, where U+FFFD would pass for text.
const NO_TEXT: u8 = 0xFF;

/// The encoding of a stream: by its byte order mark, by the NULs of UTF-16, as UTF-8 where *all* its bytes are, else
/// as guessed. `open` begins the stream anew.
pub(super) fn detect<R: Read>(open: impl Fn() -> io::Result<R>) -> io::Result<&'static Encoding> {
    let head = head(&mut open()?, CHUNK)?;
    if let Some((encoding, _)) = Encoding::for_bom(&head) {
        return Ok(encoding);
    }
    if let Some(encoding) = utf16_without_mark(&head) {
        return Ok(encoding);
    }
    if is_utf8(open()?)? {
        return Ok(UTF_8);
    }
    let survey = Survey::of(open()?)?;
    if survey.characters >= survey.invalid.saturating_mul(UTF8_PREVAILS) {
        return Ok(UTF_8);
    }
    guess(open()?)
}

/// An encoding by its label (`latin1`, `utf-16`, `windows-1252`), given what the stream begins with.
pub(super) fn by_label(label: &str, head: &[u8]) -> Option<&'static Encoding> {
    let encoding = Encoding::for_label_no_replacement(label.as_bytes())?;
    // The label `utf-16` means little-endian only where no mark says otherwise.
    let marked = Encoding::for_bom(head).map(|(encoding, _)| encoding);
    match marked {
        Some(marked) if label.trim().eq_ignore_ascii_case("utf-16") && marked != UTF_8 => Some(marked),
        _ => Some(encoding),
    }
}

/// The stream as UTF-8, without a byte order mark. Bytes that are no text in the encoding stay invalid.
pub(super) fn to_utf8<'a, R: Read + 'a>(
    mut input: R,
    encoding: &'static Encoding,
) -> io::Result<Box<dyn Read + 'a>> {
    if encoding != UTF_8 {
        return Ok(Box::new(Transcoder::new(input, encoding)));
    }
    let mut start = head(&mut input, 3)?;
    if start == [0xEF, 0xBB, 0xBF] {
        start.clear();
    }
    Ok(Box::new(Cursor::new(start).chain(input)))
}

/// Up to `limit` first bytes of a stream.
pub(super) fn head(input: &mut impl Read, limit: usize) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    input.take(limit as u64).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// UTF-16 shows in Western text by NULs in every other byte: in the second of a pair where it is little-endian.
fn utf16_without_mark(head: &[u8]) -> Option<&'static Encoding> {
    let pairs = head.len() / 2;
    let nuls = |offset: usize| head.iter().skip(offset).step_by(2).filter(|byte| **byte == 0).count();
    let (first, second) = (nuls(0), nuls(1));
    // Delimiters, digits and line ends are ASCII in any script, so even Greek or Chinese exports pass a tenth.
    let many = |count: usize, others: usize| count > 0 && count * 10 >= pairs && count > others * 10;
    if many(second, first) {
        Some(UTF_16LE)
    } else if many(first, second) {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// Whether all of a stream is UTF-8.
fn is_utf8(input: impl Read) -> io::Result<bool> {
    let all = each_chunk(input, |bytes, ended| match str::from_utf8(bytes) {
        Ok(_) => ControlFlow::Continue(0),
        Err(error) if error.error_len().is_none() && !ended => {
            ControlFlow::Continue(bytes.len() - error.valid_up_to())
        }
        Err(_) => ControlFlow::Break(()),
    })?;
    Ok(all.is_continue())
}

/// Shows a stream in chunks, until `see` breaks off; the last one may be empty. `see` returns how many of a chunk's
/// last bytes, at most 3, are the beginning of a character that the chunk's end cuts: they begin the next one.
fn each_chunk(
    mut input: impl Read,
    mut see: impl FnMut(&[u8], bool) -> ControlFlow<(), usize>,
) -> io::Result<ControlFlow<()>> {
    let mut bytes = vec![0; CHUNK];
    let mut cut = 0;
    loop {
        let read = match input.read(bytes.get_mut(cut..).unwrap_or_default()) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            read => read?,
        };
        let filled = cut + read;
        match see(bytes.get(..filled).unwrap_or_default(), read == 0) {
            ControlFlow::Continue(next) => cut = next,
            ControlFlow::Break(()) => return Ok(ControlFlow::Break(())),
        }
        if read == 0 {
            return Ok(ControlFlow::Continue(()));
        }
        bytes.copy_within(filled - cut..filled, 0);
    }
}

/// How much of a stream is UTF-8.
#[derive(Default)]
struct Survey {
    /// Valid characters beyond ASCII.
    characters: usize,
    /// Invalid sequences.
    invalid: usize,
}

impl Survey {
    fn of(input: impl Read) -> io::Result<Survey> {
        let mut survey = Survey::default();
        // Never broken off.
        let _ = each_chunk(input, |bytes, ended| ControlFlow::Continue(survey.add(bytes, ended)))?;
        Ok(survey)
    }

    /// Counts a chunk; returns how many of its last bytes are the beginning of a character.
    fn add(&mut self, bytes: &[u8], ended: bool) -> usize {
        let beyond_ascii = |text: &str| text.bytes().filter(|byte| *byte >= 0xC0).count();
        if let Ok(text) = str::from_utf8(bytes) {
            self.characters += beyond_ascii(text);
            return 0;
        }
        let mut seen = 0;
        for chunk in bytes.utf8_chunks() {
            self.characters += beyond_ascii(chunk.valid());
            seen += chunk.valid().len() + chunk.invalid().len();
            let cut = str::from_utf8(chunk.invalid()).is_err_and(|error| error.error_len().is_none());
            if cut && seen == bytes.len() && !ended {
                return chunk.invalid().len();
            }
            self.invalid += usize::from(!chunk.invalid().is_empty());
        }
        0
    }
}

/// The likeliest encoding of text that is no Unicode.
fn guess(mut input: impl Read) -> io::Result<&'static Encoding> {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    for _ in 0..GUESS_CHUNKS {
        let bytes = loop {
            let bytes = head(&mut input, CHUNK)?;
            if bytes.is_empty() || !bytes.is_ascii() {
                break bytes;
            }
        };
        if bytes.is_empty() {
            break;
        }
        detector.feed(&bytes, false);
    }
    detector.feed(&[], true);
    Ok(detector.guess(None, Utf8Detection::Deny))
}

/// Turns bytes of any encoding into UTF-8, with [`NO_TEXT`] for what is no text.
struct Transcoder<R> {
    input: R,
    decoder: Decoder,
    bytes: Vec<u8>,
    /// How much of `bytes` is decoded.
    used: usize,
    text: Vec<u8>,
    /// How much of `text` is handed out.
    given: usize,
    ended: bool,
}

impl<R: Read> Transcoder<R> {
    fn new(input: R, encoding: &'static Encoding) -> Transcoder<R> {
        Transcoder {
            input,
            decoder: encoding.new_decoder_with_bom_removal(),
            bytes: Vec::new(),
            used: 0,
            text: Vec::new(),
            given: 0,
            ended: false,
        }
    }

    /// Decodes more text; leaves none at the end of the input.
    fn refill(&mut self) -> io::Result<()> {
        self.given = 0;
        self.text.clear();
        let mut scratch = vec![0; CHUNK];
        while self.text.is_empty() && !self.ended {
            if self.used >= self.bytes.len() {
                self.bytes = head(&mut self.input, CHUNK)?;
                self.used = 0;
            }
            let last = self.bytes.is_empty();
            let rest = self.bytes.get(self.used..).unwrap_or_default();
            let (result, read, written) =
                self.decoder.decode_to_utf8_without_replacement(rest, &mut scratch, last);
            self.used += read;
            self.text.extend(scratch.iter().take(written));
            match result {
                DecoderResult::Malformed(..) => self.text.push(NO_TEXT),
                DecoderResult::InputEmpty => self.ended = last,
                DecoderResult::OutputFull => {}
            }
        }
        Ok(())
    }
}

impl<R: Read> Read for Transcoder<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.given >= self.text.len() {
            self.refill()?;
        }
        let given = self.text.get(self.given..).unwrap_or_default().read(buffer)?;
        self.given += given;
        Ok(given)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn detected(bytes: &[u8]) -> &'static str {
        detect(|| Ok(bytes)).unwrap().name()
    }

    fn utf8(bytes: &[u8], encoding: &'static Encoding) -> Vec<u8> {
        let mut text = Vec::new();
        to_utf8(bytes, encoding).unwrap().read_to_end(&mut text).unwrap();
        text
    }

    fn utf16(text: &str, little: bool) -> Vec<u8> {
        text.encode_utf16()
            .flat_map(|unit| if little { unit.to_le_bytes() } else { unit.to_be_bytes() })
            .collect()
    }

    #[test]
    fn marks_decide_and_are_removed() {
        for (encoding, bytes) in [
            ("UTF-8", b"\xEF\xBB\xBFid,b".to_vec()),
            ("UTF-16LE", [vec![0xFF, 0xFE], utf16("id,b", true)].concat()),
            ("UTF-16BE", [vec![0xFE, 0xFF], utf16("id,b", false)].concat()),
        ] {
            assert_eq!(detected(&bytes), encoding);
            let encoding = Encoding::for_label(encoding.as_bytes()).unwrap();
            assert_eq!(utf8(&bytes, encoding), b"id,b", "{}", encoding.name());
        }
    }

    #[test]
    fn utf16_is_recognised_without_a_mark() {
        let text = "номер,тема\r\n12,\"Проблема с входом\"\r\n13,Счёт\r\n";
        assert_eq!(detected(&utf16(text, true)), "UTF-16LE");
        assert_eq!(detected(&utf16(text, false)), "UTF-16BE");
        assert_eq!(utf8(&utf16(text, false), UTF_16BE), text.as_bytes());
    }

    #[test]
    fn one_foreign_byte_at_the_end_of_a_long_file_is_not_missed() {
        let mut bytes = b"id,subject\n1,plain\n".repeat(20_000);
        assert_eq!(detected(&bytes), "UTF-8");
        bytes.extend(b"2,caf\xE9\n");
        assert_eq!(detected(&bytes), "windows-1252");
    }

    #[test]
    fn characters_cut_by_a_chunk_are_whole() {
        let text = "é€😀".repeat(CHUNK);
        for shift in 0..4 {
            let bytes = [b"x".repeat(shift), text.clone().into_bytes()].concat();
            assert_eq!(detected(&bytes), "UTF-8");
        }
        assert_eq!(utf8("ж€".repeat(CHUNK).as_bytes(), UTF_8).len(), 5 * CHUNK);
        let cyrillic = "ж".repeat(3 * CHUNK);
        let (bytes, _, _) = encoding_rs::WINDOWS_1251.encode(&cyrillic);
        assert_eq!(utf8(&bytes, encoding_rs::WINDOWS_1251), cyrillic.as_bytes());
    }

    #[test]
    fn a_few_foreign_bytes_do_not_turn_a_utf8_file_into_another() {
        let bytes = ["Grüße aus Köln\n".repeat(100).into_bytes(), b"caf\xE9\n".to_vec()].concat();
        assert_eq!(detected(&bytes), "UTF-8");
        assert_eq!(detected(b"Gr\xFC\xDFe aus K\xF6ln, caf\xE9\n"), "windows-1252");
    }

    #[test]
    fn what_is_no_text_stays_invalid() {
        let lone_surrogate = [b'a', 0, 0x00, 0xD8, b'b', 0];
        assert_eq!(utf8(&lone_surrogate, UTF_16LE), [b'a', NO_TEXT, b'b']);
        assert_eq!(utf8(b"a\xFFb", UTF_8), b"a\xFFb");
    }

    #[test]
    fn labels_are_known_and_a_mark_settles_utf_16() {
        assert_eq!(by_label("latin1", b"").unwrap().name(), "windows-1252");
        assert_eq!(by_label("utf-16", b"\xFE\xFF\0a").unwrap().name(), "UTF-16BE");
        assert!(by_label("klingon", b"").is_none());
        assert!(by_label("hz-gb-2312", b"").is_none());
    }
}
