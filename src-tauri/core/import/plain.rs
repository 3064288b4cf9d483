//! Cells without quotes, which nearly all are, cut eight bytes at a time.

use super::cells::Span;

/// Eight times the same byte.
const fn eight(byte: u8) -> u64 {
    u64::from_ne_bytes([byte; 8])
}

/// Marks the bytes of a word that are 0 by their highest bits.
fn zeros(word: u64) -> u64 {
    const LOW: u64 = eight(0x7F);
    !(((word & LOW) + LOW) | word | LOW)
}

/// Tells `cell` the plain cells of a record that begin at `from` and one behind the other. Returns what follows the
/// last of them, and whether it ended the record: if not, there begins a cell with a quote, or one that the text may
/// not hold to its end.
pub(super) fn plain_cells(
    record: &[u8],
    mut from: usize,
    delimiter: u8,
    mut cell: impl FnMut(Span),
) -> (usize, bool) {
    let telling = [delimiter, b'\n', b'\r', b'"'].map(eight);
    let (words, _) = record.get(from..).unwrap_or_default().as_chunks::<8>();
    for (start, word) in (from..).step_by(8).zip(words) {
        let number = u64::from_le_bytes(*word);
        let mut found = telling.iter().fold(0, |found, byte| found | zeros(number ^ byte));
        while found != 0 {
            let place = (found.trailing_zeros() / 8) as usize;
            found &= found - 1;
            let (at, byte) = (start + place, word[place]);
            if byte == b'"' {
                if at == from {
                    return (from, false);
                }
                continue;
            }
            cell(Span::new(from, at));
            from = at + 1;
            if byte != delimiter {
                return (from, true);
            }
        }
    }
    (from, false)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The same, a byte at a time, for text of whole words.
    fn plainly(text: &[u8]) -> (Vec<Vec<u8>>, usize, bool) {
        let (mut cells, mut from) = (Vec::new(), 0);
        for (at, byte) in text.iter().enumerate() {
            match byte {
                b'"' if at == from => break,
                b',' | b'\n' | b'\r' => {
                    cells.push(text[from..at].to_vec());
                    from = at + 1;
                    if *byte != b',' {
                        return (cells, from, true);
                    }
                }
                _ => {}
            }
        }
        (cells, from, false)
    }

    proptest! {
        #[test]
        fn words_are_cut_like_bytes(text in "[ab,\"\n\r\u{80}\u{ff}]{0,60}", before in "[a,]{0,9}") {
            let record = [before.as_bytes(), text.as_bytes()].concat();
            let mut cells = Vec::new();
            let (end, ended) = plain_cells(&record, before.len(), b',', |cell| cells.push(record[cell.range()].to_vec()));
            let whole = text.len() / 8 * 8;
            let (expected, next, last) = plainly(&text.as_bytes()[..whole]);
            prop_assert_eq!((cells, end, ended), (expected, before.len() + next, last));
        }
    }
}
