//! A person in the data, as they are named when their data is to be erased, and what of a ticket identifies them.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::ticket::{Field, FieldSet, TicketOutcome};

/// By which field a person is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum NamedBy {
    /// The id or e-mail address of the one who asked.
    Requester,
    /// The account, where that is a person's own.
    Account,
}

/// A person, as the user names them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Person {
    /// By which field.
    pub by: NamedBy,
    /// The id, as it stands in the field. An e-mail address is compared without regard to case.
    pub id: String,
    /// Only in this source; `None`: wherever the id is found.
    pub source: Option<String>,
}

/// Something on both sides of a single `@`, without white space.
pub fn is_email(id: &str) -> bool {
    let sides = id.split_once('@');
    sides.is_some_and(|(name, host)| !name.is_empty() && !host.is_empty() && !host.contains('@'))
        && !id.contains(char::is_whitespace)
}

/// Whether two ids name the same one: e-mail addresses without regard to case.
pub fn same_id(one: &str, other: &str) -> bool {
    one == other || (is_email(one) && one.to_lowercase() == other.to_lowercase())
}

/// What tells a person from all others, handed over part by part to be hashed: an e-mail address is the same person
/// everywhere, any other id only in its source.
pub fn identity(source: &str, id: &str, mut part: impl FnMut(&[u8])) {
    if is_email(id) {
        part(&[0]);
        part(id.to_lowercase().as_bytes());
    } else {
        part(&[1]);
        part(source.as_bytes());
        part(&[0]);
        part(id.as_bytes());
    }
}

/// Whether a text has an id in it that stands for itself, and is no part of a longer word or number.
pub fn mentions(text: &str, id: &str) -> bool {
    let (text, id) = (text.to_lowercase(), id.to_lowercase());
    let is_part = |neighbour: Option<char>| neighbour.is_some_and(char::is_alphanumeric);
    !id.is_empty()
        && text.match_indices(&id).any(|(at, found)| {
            let (before, after) = (text.get(..at), text.get(at + found.len()..));
            !is_part(before.and_then(|before| before.chars().next_back()))
                && !is_part(after.and_then(|after| after.chars().next()))
        })
}

/// The fields that identify the one who asked, whatever is in them, or hold their own words.
pub const IDENTIFYING: [Field; 5] =
    [Field::Subject, Field::RequesterId, Field::AccountId, Field::AccountValue, Field::Signals];

/// Fields in which agents and customers write freely, or that a page's address may have an id in.
const FREE: [Field; 4] = [Field::Tags, Field::Page, Field::RootCause, Field::ResolutionPath];

impl TicketOutcome {
    /// Takes out what identifies the one who asked; gives back which fields those are, filled or not. Fields in which
    /// people write freely go where they mention an id of that person.
    pub fn remove_person(&mut self) -> FieldSet {
        let ids: Vec<String> =
            [&self.requester_id, &self.account_id].into_iter().flatten().cloned().collect();
        let named = |text: &str| ids.iter().any(|id| mentions(text, id));
        let free = FREE.into_iter().filter(|field| match self.value(*field) {
            super::value::Value::Text(text) => named(text),
            _ => false,
        });
        let gone: FieldSet = IDENTIFYING.into_iter().chain(free).collect();
        gone.iter().for_each(|field| self.set_value(field, super::value::Value::Null));
        gone
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
    fn an_id_is_mentioned_only_where_it_stands_for_itself() {
        assert!(mentions("vip;Ann@example.com", "ann@Example.com"));
        assert!(mentions("user 4711.", "4711") && mentions("/users/4711/edit", "4711"));
        assert!(!mentions("order 147112", "4711") && !mentions("joann@example.com", "ann@example.com"));
        assert!(!mentions("anything", ""));
    }

    #[test]
    fn what_identifies_a_person_goes_and_the_rest_stays() {
        let text = |text: &str| Some(text.to_owned());
        let mut ticket = TicketOutcome {
            external_id: text("1"),
            subject: text("My invoice"),
            requester_id: text("ann@example.com"),
            account_id: text("A-7"),
            account_tier: text("gold"),
            account_value: Some(1200.0),
            assignee: text("kim"),
            page: text("/accounts/A-7"),
            root_cause: text("wrong address"),
            resolution_path: text("wrote to ANN@example.com"),
            ..TicketOutcome::default()
        };
        ticket.remove_person();
        let left = TicketOutcome {
            external_id: text("1"),
            account_tier: text("gold"),
            assignee: text("kim"),
            root_cause: text("wrong address"),
            ..TicketOutcome::default()
        };
        assert_eq!(ticket, left);
    }
}
