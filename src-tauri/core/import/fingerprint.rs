//! Recognising records that have been read before.

use std::collections::HashMap;
use std::hash::{BuildHasher, Hash, Hasher};

use chrono_tz::{IANA_TZDB_VERSION, Tz};
use foldhash::quality::FixedState;

use super::cells::Cells;
use super::mapping::Mapping;
use super::times::TimeForm;

/// A hash of a record and of all that it is read through but the time: from records with the same fingerprint the same
/// is read. It has 47 bits, so that of a hundred million million changed records, one passes for unchanged.
///
/// Each release of the program makes other fingerprints, as it may read a record in another way: then every record is
/// read again once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Fingerprint(i64);

impl Fingerprint {
    /// The number that is kept of it. It takes six bytes in a store.
    pub fn number(self) -> i64 {
        self.0
    }

    /// That of the same record where something about it is odd. It has to be read each time, for its warnings.
    pub(super) fn of_odd(self) -> Fingerprint {
        Fingerprint(self.0 | 1)
    }
}

/// Makes the fingerprints of one table's records.
#[derive(Debug)]
pub(super) struct Fingerprints(FixedState);

impl Fingerprints {
    /// For a table with this header. `forms` are the forms of its time columns by place; `zone` is that of times whose
    /// column names none; `lexicons` is what tells those apart that its texts are searched with, where it has any.
    pub(super) fn new(
        mapping: &Mapping,
        header: &[String],
        forms: &HashMap<usize, TimeForm>,
        zone: Tz,
        lexicons: Option<u64>,
    ) -> Fingerprints {
        let mut hasher = FixedState::default().build_hasher();
        (env!("CARGO_PKG_VERSION"), IANA_TZDB_VERSION, zone.name(), header, lexicons).hash(&mut hasher);
        (0..header.len()).for_each(|column| forms.get(&column).hash(&mut hasher));
        // Of plain data, this form leaves nothing out.
        format!("{mapping:?}").hash(&mut hasher);
        Fingerprints(FixedState::with_seed(hasher.finish()))
    }

    pub(super) fn of(&self, cells: &Cells) -> Fingerprint {
        let mut hasher = self.0.build_hasher();
        cells.write_to(&mut hasher);
        Fingerprint((hasher.finish().cast_signed() >> 16) & !1)
    }
}
