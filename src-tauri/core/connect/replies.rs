//! Who wrote for the other side to read, how often, and what the customer said.

use super::said::Said;

/// Who wrote.
pub(super) enum Writer {
    /// Somebody of the team.
    Person,
    /// AI.
    Ai,
    /// The customer.
    Customer,
}

/// Counts of replies by who wrote them, and when the first were written.
#[derive(Default)]
pub(super) struct Replies {
    pub(super) by_people: u64,
    pub(super) by_ai: u64,
    pub(super) by_customer: u64,
    pub(super) first_by_people: Option<String>,
    pub(super) first_by_ai: Option<String>,
    pub(super) said: Said,
}

impl Replies {
    /// Adds the next one; they are added in the order of their times. As helpdesks do not tell when AI handed a ticket
    /// off, what the customer says once both AI and a person have replied counts as said after it.
    pub(super) fn add(&mut self, writer: &Writer, at: Option<String>, text: Option<&str>) {
        let (count, first) = match writer {
            Writer::Person => (&mut self.by_people, &mut self.first_by_people),
            Writer::Ai => (&mut self.by_ai, &mut self.first_by_ai),
            Writer::Customer => {
                self.said.add(text, self.by_people > 0 && self.by_ai > 0);
                return self.by_customer += 1;
            }
        };
        *count += 1;
        *first = first.take().or(at);
    }
}
