//! Sets of tickets.

/// A set of ticket ids, one bit for each id up to the highest.
#[derive(Clone, Debug, Default)]
pub struct IdSet(Vec<u64>);

impl IdSet {
    /// Adds an id; whether it was new.
    pub fn insert(&mut self, id: i64) -> bool {
        let (word, bit) = place(id);
        if word >= self.0.len() {
            self.0.resize((word + 1).next_power_of_two(), 0);
        }
        let new = self.0[word] & bit == 0;
        self.0[word] |= bit;
        new
    }

    /// Takes an id out.
    pub fn remove(&mut self, id: i64) {
        let (word, bit) = place(id);
        if let Some(word) = self.0.get_mut(word) {
            *word &= !bit;
        }
    }

    /// Whether an id is in the set.
    pub fn contains(&self, id: i64) -> bool {
        let (word, bit) = place(id);
        self.0.get(word).is_some_and(|word| word & bit != 0)
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.iter().map(|word| word.count_ones() as usize).sum()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.iter().all(|word| *word == 0)
    }

    /// The ids, lowest first.
    pub fn iter(&self) -> impl Iterator<Item = i64> + '_ {
        self.0.iter().zip(0i64..).flat_map(|(word, index)| {
            let mut rest = *word;
            std::iter::from_fn(move || {
                let bit = (rest != 0).then(|| rest.trailing_zeros())?;
                rest &= rest - 1;
                Some(index * 64 + i64::from(bit))
            })
        })
    }
}

/// The word of an id, and its bit there. SQLite numbers tickets from 1 on.
fn place(id: i64) -> (usize, u64) {
    let id = usize::try_from(id).unwrap_or(0);
    (id / 64, 1 << (id % 64))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn it_is_a_set_in_order(changes in proptest::collection::vec((1i64..300, any::<bool>()), 0..200)) {
            let (mut set, mut expected) = (IdSet::default(), BTreeSet::new());
            for (id, add) in changes {
                if add {
                    prop_assert_eq!(set.insert(id), expected.insert(id));
                } else {
                    set.remove(id);
                    expected.remove(&id);
                }
                prop_assert_eq!(set.contains(id), expected.contains(&id));
            }
            prop_assert!(set.iter().eq(expected.iter().copied()));
            prop_assert_eq!((set.len(), set.is_empty()), (expected.len(), expected.is_empty()));
        }
    }
}
