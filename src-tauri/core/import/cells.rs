//! The cells of a record.

use std::fmt;
use std::hash::Hasher;

/// The cells of a record. They lie in one text, so that a record of fifty cells is not fifty pieces of memory.
#[derive(Clone, Default)]
pub struct Cells {
    /// What holds the cells; more may stand between them.
    text: String,
    /// Where in it each of them is.
    spans: Vec<Span>,
}

/// Bytes of memory that are kept to be used again.
const KEPT_BYTES: usize = 16 << 10;

/// Where a cell lies in the text of its record. A record's text is far from 4 GiB: see the limits.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Span {
    from: u32,
    to: u32,
}

impl Span {
    pub(super) fn new(from: usize, to: usize) -> Span {
        let place = |place: usize| u32::try_from(place).unwrap_or(u32::MAX);
        Span { from: place(from), to: place(to) }
    }

    pub(super) fn range(self) -> std::ops::Range<usize> {
        self.from as usize..self.to as usize
    }
}

impl Cells {
    /// No cells, in the memory of those that are no longer needed.
    pub(super) fn emptied(mut self) -> Cells {
        if self.bytes() > KEPT_BYTES {
            return Cells::default();
        }
        self.text.clear();
        self.spans.clear();
        self
    }

    /// Holds the cells that lie in a record's text at `spans`, and leaves other memory there.
    pub(super) fn take(&mut self, text: &str, spans: &mut Vec<Span>) {
        text.clone_into(&mut self.text);
        std::mem::swap(&mut self.spans, spans);
    }

    /// How many cells there are.
    pub fn len(&self) -> usize {
        self.spans.len()
    }

    /// Whether there is no cell.
    pub fn is_empty(&self) -> bool {
        self.spans.is_empty()
    }

    /// Bytes that they take in memory, about.
    pub(super) fn bytes(&self) -> usize {
        self.text.len() + size_of_val(self.spans.as_slice())
    }

    /// The cell of a column.
    pub fn get(&self, column: usize) -> Option<&str> {
        self.spans.get(column).map(|span| self.at(*span))
    }

    fn at(&self, span: Span) -> &str {
        match span.from == span.to {
            true => "",
            false => self.text.get(span.range()).unwrap_or_default(),
        }
    }

    /// The cells in order.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &str> + DoubleEndedIterator {
        self.spans.iter().map(|span| self.at(*span))
    }

    /// Each cell as a text of its own.
    pub fn to_vec(&self) -> Vec<String> {
        self.iter().map(str::to_owned).collect()
    }

    /// Gives a hasher all that tells these cells from others.
    pub(super) fn write_to(&self, hasher: &mut impl Hasher) {
        hasher.write(self.text.as_bytes());
        self.spans.iter().for_each(|span| hasher.write_u64(u64::from(span.from) << 32 | u64::from(span.to)));
    }

    /// Adds a cell behind the last.
    pub(super) fn push(&mut self, cell: &str) {
        let span = self.hold(cell);
        self.spans.push(span);
    }

    /// Puts another text into a cell that is there.
    pub(super) fn set(&mut self, column: usize, cell: &str) {
        let held = self.hold(cell);
        if let Some(span) = self.spans.get_mut(column) {
            *span = held;
        }
    }

    fn hold(&mut self, cell: &str) -> Span {
        let from = self.text.len();
        self.text.push_str(cell);
        Span::new(from, self.text.len())
    }

    /// Drops cells at the end, or adds empty ones, so that there are `count`.
    pub(super) fn resize(&mut self, count: usize) {
        self.spans.resize(count, Span::default());
    }

    /// The cells of these columns, and all those from column `width` on.
    pub(super) fn select(&mut self, columns: &[usize], width: usize) {
        let kept = columns.iter().filter_map(|column| self.spans.get(*column));
        let surplus = self.spans.get(width..).unwrap_or_default();
        self.spans = kept.chain(surplus).copied().collect();
    }
}

impl<S: AsRef<str>> FromIterator<S> for Cells {
    fn from_iter<I: IntoIterator<Item = S>>(texts: I) -> Cells {
        let mut cells = Cells::default();
        texts.into_iter().for_each(|text| cells.push(text.as_ref()));
        cells
    }
}

impl PartialEq for Cells {
    fn eq(&self, other: &Cells) -> bool {
        self.iter().eq(other.iter())
    }
}

impl Eq for Cells {}

impl fmt::Debug for Cells {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.iter()).finish()
    }
}
