//! Repeat contacts: the same requester opens another ticket of the same query type soon after a resolution.

use std::collections::HashMap;

/// Who asked: told apart by source, unless the id is an e-mail address, which is the same person everywhere.
#[derive(Debug, PartialEq, Eq, Hash)]
enum Requester {
    Email(String),
    Of { source: u32, id: String },
}

impl Requester {
    fn new(source: u32, id: &str) -> Requester {
        if is_email(id) {
            Requester::Email(id.to_lowercase())
        } else {
            Requester::Of { source, id: id.to_owned() }
        }
    }
}

/// Something on both sides of a single `@`, without white space.
fn is_email(id: &str) -> bool {
    let sides = id.split_once('@');
    sides.is_some_and(|(name, host)| !name.is_empty() && !host.is_empty() && !host.contains('@'))
        && !id.contains(char::is_whitespace)
}

/// One ticket with a known requester. Ordered by who and what it is about, then by time.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Contact {
    requester: u32,
    query_type: u32,
    created: i64,
    row: usize,
}

/// The contacts of all eligible tickets.
#[derive(Default)]
pub(super) struct Contacts {
    requesters: HashMap<Requester, u32>,
    contacts: Vec<Contact>,
}

impl Contacts {
    /// Adds the ticket of a row, opened at `created`.
    pub(super) fn push(&mut self, row: usize, source: u32, id: &str, query_type: u32, created: i64) {
        let next = self.requesters.len() as u32;
        let requester = *self.requesters.entry(Requester::new(source, id)).or_insert(next);
        self.contacts.push(Contact { requester, query_type, created, row });
    }

    /// The rows followed by a repeat contact: opened later than the ticket itself, and no later than `window` seconds
    /// after it was resolved. `resolved` says when a row was resolved, if it was.
    pub(super) fn repeated(mut self, window: i64, resolved: impl Fn(usize) -> Option<i64>) -> Vec<usize> {
        self.contacts.sort_unstable();
        let mut rows = Vec::new();
        for same in self.contacts.chunk_by(|a, b| (a.requester, a.query_type) == (b.requester, b.query_type))
        {
            // Backwards, so that the first contact that is strictly later is always at hand.
            let (mut later, mut at) = (None, None);
            for contact in same.iter().rev() {
                if at != Some(contact.created) {
                    later = at;
                    at = Some(contact.created);
                }
                let by = resolved(contact.row).map(|resolved| resolved.saturating_add(window));
                if later.zip(by).is_some_and(|(later, by)| later <= by) {
                    rows.push(contact.row);
                }
            }
        }
        rows
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_an_address_is_an_email() {
        assert!(is_email("Ann@Example.com"));
        for id in ["ann", "@ann", "ann@", "ann@host@host", "ann at@example.com", ""] {
            assert!(!is_email(id), "{id}");
        }
    }

    #[test]
    fn a_repeat_is_strictly_later_and_ends_with_the_window() {
        // Opened at 0, 0, 50, 160 and 161; the first three resolved at 60, never, and at 50.
        let resolved = [Some(60), None, Some(50), None, None];
        let mut contacts = Contacts::default();
        for (row, created) in [0, 0, 50, 160, 161].into_iter().enumerate() {
            contacts.push(row, 0, "ann", 7, created);
        }
        let mut rows = contacts.repeated(100, |row| resolved[row]);
        rows.sort_unstable();
        assert_eq!(rows, [0], "the third is followed at 160 only, more than 100 after 50");
    }
}
