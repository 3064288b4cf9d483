//! What lies between the keys that an import has made.

/// All keys from the lowest to the highest that were added. Most files come in the order of their ids, upwards or
/// downwards: then each new key lies outside, and need not be looked for.
#[derive(Default)]
pub(super) struct KeySpan(Option<(String, String)>);

impl KeySpan {
    /// Makes the span wide enough for a key.
    pub(super) fn add(&mut self, key: &str) {
        let (lowest, highest) = self.0.get_or_insert_with(|| (key.to_owned(), key.to_owned()));
        if order(key) < order(lowest) {
            key.clone_into(lowest);
        } else if order(key) > order(highest) {
            key.clone_into(highest);
        }
    }

    /// Whether a key lies within; if not, it was never added.
    pub(super) fn contains(&self, key: &str) -> bool {
        let within = |(lowest, highest): &(String, String)| {
            order(lowest) <= order(key) && order(key) <= order(highest)
        };
        self.0.as_ref().is_some_and(within)
    }
}

/// The order of numbers, and of texts of the same length.
fn order(key: &str) -> (usize, &str) {
    (key.len(), key)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_in_order_lie_outside_until_they_are_added() {
        for keys in [["8", "9", "10", "11"], ["11", "10", "9", "8"]] {
            let mut span = KeySpan::default();
            for key in keys {
                assert!(!span.contains(key), "{key}");
                span.add(key);
                assert!(span.contains(key), "{key}");
            }
            assert!(keys.iter().all(|key| span.contains(key)));
        }
    }
}
