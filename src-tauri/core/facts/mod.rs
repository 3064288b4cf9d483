//! Tickets as columns in memory: what figures are computed over.
//!
//! One pass over the tickets ([`FactsBuilder::push`]) judges what does not depend on a question: who took part, who
//! resolved it, satisfied or not, whether the customer came back. What is judged goes into a few bits ([`Flags`]), and
//! tickets with the same bits share a *profile*, so that a question judges each profile once instead of each ticket.
//! Everything else is a plain number or a code of a dictionary.
//!
//! Tickets stand in the order in which they were opened, cut into [`Segment`]s: the unit that threads share out, that
//! is replaced when tickets change, and that is kept in files of its own. Nothing here knows a store: tickets are
//! pushed in, and the files are never the truth, only a quicker way to it.

mod bins;
mod builder;
mod column;
mod data;
mod dictionary;
mod files;
mod flags;
mod inventory;
mod merge;
mod repeat;
mod requester;
mod rules;
mod satisfaction;
mod segment;
mod signals;
mod timeline;
mod unsorted;
mod words;

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

pub use bins::{Bins, NO_BIN};
pub use builder::FactsBuilder;
pub use column::{Column, ColumnSet};
pub use data::Data;
pub use dictionary::Dictionary;
pub use files::{ColumnsError, Stamp};
pub use flags::Flags;
pub use inventory::Inventory;
pub use rules::{BadRules, Rules};
pub use satisfaction::{Scale, Scales};
pub use segment::{Chosen, Segment};
pub use signals::Signals;
pub use timeline::{Part, Timeline};
pub use words::{Rating, Words};

use chrono::NaiveDate;

use crate::calendar::Calendar;
use crate::model::{Exclusion, FieldValue, IdSet, Timestamp};

/// What tickets without a query type are grouped under.
pub const UNCATEGORISED: &str = "uncategorised";
/// What tickets without any other value are grouped under.
pub const NONE: &str = "(none)";

/// Stands in a time column for an unknown time: the year 2106, after every ticket's.
pub const UNKNOWN_TIME: u32 = u32::MAX;

/// Seconds; every zone's days begin on one, so a ticket's quarter of an hour tells its day.
const QUARTER_HOUR: u32 = 900;

/// A moment as the time columns hold it: whole seconds since 1970, which fit until 2106. Imports refuse earlier ones.
pub fn seconds(time: Timestamp) -> u32 {
    u32::try_from(time.0.max(0)).unwrap_or(UNKNOWN_TIME - 1).min(UNKNOWN_TIME - 1)
}

/// The tickets of a store, as columns. Excluded tickets count in no figure and are kept apart: they tell how far the
/// data reaches, and how many there are.
#[derive(Clone, Debug)]
pub struct Facts {
    rules: Rules,
    words: Arc<Words>,
    bins: Arc<Bins>,
    segments: Vec<Arc<Segment>>,
    excluded: Vec<Arc<Segment>>,
    identity: u64,
}

/// Gives each state of facts a number of its own.
static STATES: AtomicU64 = AtomicU64::new(0);

impl Facts {
    fn new(
        rules: Rules,
        words: Words,
        bins: Bins,
        segments: Vec<Arc<Segment>>,
        excluded: Vec<Arc<Segment>>,
    ) -> Facts {
        let identity = STATES.fetch_add(1, Ordering::Relaxed);
        Facts { rules, words: Arc::new(words), bins: Arc::new(bins), segments, excluded, identity }
    }

    /// No tickets, to be judged by these rules.
    pub fn empty(rules: Rules) -> Facts {
        Facts::new(rules, Words::default(), Bins::default(), Vec::new(), Vec::new())
    }

    /// The rules that the tickets were judged by.
    pub fn rules(&self) -> &Rules {
        &self.rules
    }

    /// The dictionaries behind the codes, and what is judged of the tickets of each profile.
    pub fn words(&self) -> &Words {
        &self.words
    }

    /// The bins that times to a reply and to a resolution are sorted into.
    pub fn bins(&self) -> &Bins {
        &self.bins
    }

    /// The eligible tickets in the order in which they were opened.
    pub fn segments(&self) -> &[Arc<Segment>] {
        &self.segments
    }

    /// A segment by its place: behind those of eligible tickets are those of excluded ones.
    pub fn segment(&self, place: usize) -> Option<&Segment> {
        self.segments.iter().chain(&self.excluded).nth(place).map(|segment| &**segment)
    }

    /// The places of the segments of excluded tickets.
    pub fn places_of_excluded(&self) -> Range<usize> {
        self.segments.len()..self.segments.len() + self.excluded.len()
    }

    /// The number of eligible tickets.
    pub fn len(&self) -> usize {
        self.segments.iter().map(|segment| segment.len()).sum()
    }

    /// Whether no ticket is eligible.
    pub fn is_empty(&self) -> bool {
        self.segments.is_empty()
    }

    /// A number that no other state of facts of this process has: what is computed from these may be kept under it.
    pub fn identity(&self) -> u64 {
        self.identity
    }

    /// The newest of all the times of all tickets, excluded ones too; `None` where there is no ticket.
    pub fn as_of(&self) -> Option<Timestamp> {
        let segments = self.segments.iter().chain(&self.excluded);
        segments.map(|segment| segment.latest()).max().map(|latest| Timestamp(i64::from(latest)))
    }

    /// When the first eligible ticket was opened or resolved, and the newest of all times in the data: the span of
    /// time of which anything is known. `None` where no ticket is eligible.
    pub fn reach(&self) -> Option<(Timestamp, Timestamp)> {
        let first =
            self.segments.iter().map(|segment| segment.created().0.min(segment.first_resolved())).min()?;
        Some((Timestamp(i64::from(first)), self.as_of()?))
    }

    /// The repeat-contact window, in seconds.
    pub fn repeat_window(&self) -> i64 {
        self.rules.repeat_window()
    }

    /// Whether an eligible ticket was opened or resolved from one moment to before another.
    ///
    /// # Errors
    /// Columns that are kept in files cannot be read.
    pub fn any_within(&self, (from, to): (Timestamp, Timestamp)) -> Result<bool, ColumnsError> {
        let within = seconds(from)..seconds(to);
        // The first and the last of a segment mostly tell, without reading a column.
        let tells = |segment: &Arc<Segment>| {
            let opened = segment.created();
            [opened.0, opened.1, segment.first_resolved()].iter().any(|time| within.contains(time))
        };
        if self.segments.iter().any(tells) {
            return Ok(true);
        }
        for segment in &self.segments {
            segment.load(ColumnSet::of(&[Column::Created, Column::Resolved]))?;
            let times = [Column::Created, Column::Resolved].map(|column| segment.data(column).u32s());
            if times.iter().any(|times| times.iter().any(|time| within.contains(time))) {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Local days on which eligible tickets were opened or resolved, in order.
    ///
    /// # Errors
    /// Columns that are kept in files cannot be read.
    pub fn days(&self, calendar: &Calendar) -> Result<Vec<NaiveDate>, ColumnsError> {
        let mut stretches = IdSet::default();
        for segment in &self.segments {
            segment.load(ColumnSet::of(&[Column::Created, Column::Resolved]))?;
            for column in [Column::Created, Column::Resolved] {
                let times = segment.data(column).u32s().iter().filter(|time| **time != UNKNOWN_TIME);
                times.for_each(|time| {
                    stretches.insert(time / QUARTER_HOUR);
                });
            }
        }
        let begins = stretches.iter().map(|stretch| Timestamp(i64::from(stretch) * i64::from(QUARTER_HOUR)));
        let mut days: Vec<NaiveDate> = begins.map(|begins| calendar.day_of(begins)).collect();
        days.dedup();
        Ok(days)
    }

    /// Excluded tickets, by reason.
    ///
    /// # Errors
    /// Their columns are kept in files and cannot be read.
    pub fn excluded(&self) -> Result<BTreeMap<Exclusion, u64>, ColumnsError> {
        let mut counts = BTreeMap::new();
        for ((_, reason), tickets) in self.excluded_by_source()? {
            *counts.entry(reason).or_default() += tickets;
        }
        Ok(counts)
    }

    /// Excluded tickets, by the code of their source and by reason.
    ///
    /// # Errors
    /// Their columns are kept in files and cannot be read.
    pub fn excluded_by_source(&self) -> Result<BTreeMap<(u32, Exclusion), u64>, ColumnsError> {
        let mut counts = BTreeMap::new();
        let names = self.words.dictionary(Column::Exclusion).names();
        for segment in &self.excluded {
            segment.load(ColumnSet::of(&[Column::Source, Column::Exclusion]))?;
            let [sources, codes] = [Column::Source, Column::Exclusion].map(|column| segment.data(column));
            for row in 0..segment.len() {
                let reason = names.get(codes.code(row) as usize).map(String::as_str).unwrap_or_default();
                if let Ok(reason) = Exclusion::parse(reason) {
                    *counts.entry((sources.code(row), reason)).or_insert(0) += 1;
                }
            }
        }
        Ok(counts)
    }

    /// Eligible tickets, by the code of their source.
    ///
    /// # Errors
    /// Their columns are kept in files and cannot be read.
    pub fn by_source(&self) -> Result<BTreeMap<u32, u64>, ColumnsError> {
        let mut counts = BTreeMap::new();
        for segment in &self.segments {
            segment.load(ColumnSet::of(&[Column::Source]))?;
            let sources = segment.data(Column::Source);
            for row in 0..segment.len() {
                *counts.entry(sources.code(row)).or_insert(0) += 1;
            }
        }
        Ok(counts)
    }

    /// Bytes that the columns in memory take.
    pub fn bytes(&self) -> usize {
        self.segments.iter().chain(&self.excluded).map(|segment| segment.bytes()).sum()
    }
}
