//! Which character stands between the cells of delimited text.

use memchr::memchr2;

use super::cells::Cells;
use super::delimited::Delimited;
use super::header::Rows;

/// Delimiters that are looked for, in the order that settles a tie.
const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// Records by which a delimiter is judged.
const SAMPLE_RECORDS: usize = 50;

/// The delimiter that Excel's first line `sep=;` states, and the line's length.
pub(super) fn separator_line(text: &[u8]) -> Option<(u8, usize)> {
    let end = memchr2(b'\n', b'\r', text.get(..16.min(text.len()))?)?;
    let line = text.get(..end)?;
    let line = line.strip_prefix(b"\"").and_then(|line| line.strip_suffix(b"\"")).unwrap_or(line);
    let (word, delimiter) = line.split_at_checked(4)?;
    match delimiter {
        [delimiter] if word.eq_ignore_ascii_case(b"sep=") && can_delimit(*delimiter) => {
            Some((*delimiter, end + 1))
        }
        _ => None,
    }
}

/// Whether a byte can stand between cells.
pub(super) fn can_delimit(byte: u8) -> bool {
    byte.is_ascii() && !byte.is_ascii_alphanumeric() && !matches!(byte, b'"' | b'\n' | b'\r' | 0)
}

/// The delimiter of a text of which `sample` is the beginning, or all if `complete`: the one that Excel's `sep=` line
/// states, else the one that cuts the records into the most and the most even cells. `None` if no candidate cuts.
pub(super) fn detect(sample: &[u8], complete: bool) -> Option<u8> {
    if let Some((delimiter, _)) = separator_line(sample) {
        return Some(delimiter);
    }
    let mut best: Option<(u8, Evenness)> = None;
    for candidate in DELIMITERS {
        let evenness = Evenness::of(&widths(sample, complete, candidate));
        if evenness.width > 1 && best.as_ref().is_none_or(|(_, known)| evenness.beats(known)) {
            best = Some((candidate, evenness));
        }
    }
    best.map(|(delimiter, _)| delimiter)
}

/// The number of cells of each record of the sample, 0 for a broken one; blank ones left out.
fn widths(sample: &[u8], complete: bool, delimiter: u8) -> Vec<usize> {
    let Ok(mut records) = Delimited::new(sample, delimiter) else { return Vec::new() };
    let mut widths = Vec::new();
    let mut cut = false;
    while widths.len() < SAMPLE_RECORDS
        && let Ok(Some(record)) = records.next(Cells::default())
    {
        // The last record of an incomplete sample is cut off somewhere.
        cut = records.is_used_up() && !complete;
        if !record.is_blank() {
            widths.push(if record.problem.is_some() { 0 } else { record.cells.len() });
        }
    }
    if cut && widths.len() > 1 {
        widths.pop();
    }
    widths
}

/// How evenly a delimiter cuts a sample.
struct Evenness {
    /// The most frequent number of cells above 1.
    width: usize,
    /// The share of records that have it.
    share: f64,
    /// Records before the first that has it: title lines, or a header that this delimiter does not cut.
    before: usize,
}

impl Evenness {
    fn of(widths: &[usize]) -> Evenness {
        let frequency = |width: usize| widths.iter().filter(|other| **other == width).count();
        let width =
            widths.iter().copied().filter(|width| *width > 1).max_by_key(|width| (frequency(*width), *width));
        let width = width.unwrap_or(0);
        Evenness {
            width,
            share: frequency(width) as f64 / widths.len().max(1) as f64,
            before: widths.iter().position(|other| *other == width).unwrap_or(0),
        }
    }

    /// Whether it is the likelier. Most records must agree; then one that cuts the header too goes before one that
    /// cuts only what is below it, such as commas in texts or semicolons in tags.
    fn beats(&self, other: &Evenness) -> bool {
        let most = |evenness: &Evenness| evenness.share >= 0.5;
        let weight = |evenness: &Evenness| evenness.share * (evenness.width as f64).ln();
        if most(self) != most(other) {
            return most(self);
        }
        if self.before != other.before {
            return self.before < other.before;
        }
        weight(self) > weight(other)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_delimiter_is_the_one_that_cuts_evenly() {
        for (expected, text) in [
            (b',', "id,subject,tags\n1,\"a;b\",x;y\n2,c,x;y;z\n"),
            (b';', "id;value;subject\n1;2,5;a\n2;3,5;b, c\n"),
            (b'\t', "id\tsubject\n1\tHello, you; there\n2\tYes, no; yes\n"),
            (b'|', "id|at\n1|2026-01-02\n"),
            (b';', "Report, tickets, July\n\nid;at;subject\n1;2;\"x, y\"\n2;3;a\n"),
            (b',', "id,tags,at\n1,a;b;c;d,2026\n2,b;c;d;e,2026\n3,e;f;g;h,2026\n"),
            (b'^', "sep=^\nid^a,b\n1^c\n"),
        ] {
            assert_eq!(detect(text.as_bytes(), true), Some(expected), "{text}");
        }
        assert_eq!(detect(b"Dear all\nthis is a letter\n", true), None);
    }
}
