//! Finding a column by its header, however the export spells it.

use chrono_tz::Tz;

use crate::calendar::zone_by_name;

/// A header reduced to its words: lower case, `snake_case` and `camelCase` opened up, anything in parentheses or
/// brackets dropped. `Created at (Europe/Berlin)`, `created_at` and `createdAt` are all `created at`.
pub(super) fn key(header: &str) -> String {
    let mut key = String::with_capacity(header.len());
    let mut depth = 0u32;
    let mut before_lower = false;
    for character in header.chars() {
        match character {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            _ if depth > 0 => {}
            _ if character.is_alphanumeric() => {
                if character.is_uppercase() && before_lower {
                    key.push(' ');
                }
                key.extend(character.to_lowercase());
                before_lower = character.is_lowercase() || character.is_numeric();
                continue;
            }
            // A hash is a word of its own in headers like "Ticket #".
            '#' => key.push('#'),
            _ if !key.ends_with(' ') => key.push(' '),
            _ => {}
        }
        before_lower = false;
    }
    let key = key.trim();
    if key.is_empty() { header.trim().to_lowercase() } else { key.to_owned() }
}

/// The headers of one table, ready to be asked for columns.
pub(super) struct Columns<'a> {
    header: &'a [String],
    keys: Vec<String>,
}

impl<'a> Columns<'a> {
    pub(super) fn new(header: &'a [String]) -> Columns<'a> {
        Columns { header, keys: header.iter().map(|name| key(name)).collect() }
    }

    /// The column with this header: exactly if there is one, else the first with the same words.
    pub(super) fn find(&self, wanted: &str) -> Option<usize> {
        let exactly = self.header.iter().position(|name| name == wanted);
        exactly.or_else(|| {
            let wanted = key(wanted);
            self.keys.iter().position(|key| *key == wanted)
        })
    }

    /// Whether there is such a column.
    pub(super) fn has(&self, wanted: &str) -> bool {
        self.find(wanted).is_some()
    }

    /// Headers with their words, in the table's order.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&'a str, &str)> {
        self.header.iter().map(String::as_str).zip(self.keys.iter().map(String::as_str))
    }

    /// The header that a name stands for, as the table spells it.
    pub(super) fn spelling(&self, wanted: &str) -> Option<&'a str> {
        self.header.get(self.find(wanted)?).map(String::as_str)
    }
}

/// The zone that a header carries in parentheses: `Created at (America/New_York)`.
pub(super) fn zone_in(header: &str) -> Option<Tz> {
    let inside = header.rsplit_once('(')?.1.split_once(')')?.0;
    zone_by_name(inside).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_name_have_one_key() {
        for header in
            ["Created at (Europe/Berlin)", "created_at", "createdAt", " CREATED  AT ", "Created-At [txt]"]
        {
            assert_eq!(key(header), "created at", "{header}");
        }
        assert_eq!(key("Ticket ID"), "ticket id");
        assert_eq!(key("ticketID"), "ticket id");
        assert_eq!(key("Ticket #"), "ticket #");
        assert_eq!(key("(empty)"), "(empty)");
    }

    #[test]
    fn the_exact_header_wins_over_a_similar_one() {
        let header = ["created at".to_owned(), "Created_At".to_owned()];
        let columns = Columns::new(&header);
        assert_eq!(columns.find("Created_At"), Some(1));
        assert_eq!(columns.find("CREATED AT"), Some(0));
        assert!(!columns.has("created"));
    }

    #[test]
    fn a_zone_in_the_header_is_found_and_a_unit_is_none() {
        assert_eq!(zone_in("Started at (America/New_York)"), Some(Tz::America__New_York));
        assert_eq!(zone_in("First response time (in hrs)"), None);
    }
}
