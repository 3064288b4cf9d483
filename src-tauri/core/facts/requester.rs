//! Who asked: told apart by source, unless the id is an e-mail address, which is the same person everywhere.

use std::collections::HashSet;

use foldhash::fast::RandomState;
use sha2::{Digest, Sha256};

use crate::model::identity;

/// Numbers of requesters.
pub(super) type Requesters = HashSet<u64, RandomState>;

/// Stands for an unknown requester.
pub(super) const UNKNOWN: u64 = 0;

/// A number for a requester, the same for the same one. The columns need only to tell requesters apart, and a number
/// of 64 bits does that without keeping a name: with ten million requesters, the chance that any two share theirs is
/// three in a million. It is keyed, so that nobody can choose ids that do.
pub(super) fn number(key: &str, source: &str, id: &str) -> u64 {
    let mut hash = Sha256::new();
    hash.update(key);
    identity(source, id, |part| hash.update(part));
    let digest = hash.finalize();
    let first: [u8; 8] = std::array::from_fn(|at| digest.get(at).copied().unwrap_or_default());
    u64::from_le_bytes(first).max(UNKNOWN + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_one_person_everywhere_and_another_id_only_in_its_source() {
        assert_eq!(number("k", "desk", "Ann@example.com"), number("k", "chat", "ann@EXAMPLE.com"));
        assert_ne!(number("k", "desk", "7"), number("k", "chat", "7"));
        assert_eq!(number("k", "desk", "7"), number("k", "desk", "7"));
        assert_ne!(number("k", "desk", "7"), number("other", "desk", "7"));
    }
}
