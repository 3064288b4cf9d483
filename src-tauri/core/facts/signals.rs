//! What a customer's text tells, packed into bits.

use crate::model::TicketOutcome;

/// The signals of one ticket's text, as its column holds them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Signals(u32);

impl Signals {
    /// It is known whether it shows strong feeling.
    pub const FEELING_KNOWN: Signals = Signals(1);
    /// It shows strong feeling.
    pub const EMOTIONAL: Signals = Signals(1 << 1);
    /// It asks for haste.
    pub const URGENT: Signals = Signals(1 << 2);
    /// It asks for a person.
    pub const PERSON_REQUESTED: Signals = Signals(1 << 3);
    /// It speaks of leaving.
    pub const CHURN: Signals = Signals(1 << 4);
    /// It shows interest in buying more.
    pub const OPPORTUNITY: Signals = Signals(1 << 5);

    /// Those of a ticket.
    pub(super) fn of(ticket: &TicketOutcome) -> Signals {
        let signals = [
            (Signals::FEELING_KNOWN, ticket.emotional.is_some()),
            (Signals::EMOTIONAL, ticket.emotional == Some(true)),
            (Signals::URGENT, ticket.urgent == Some(true)),
            (Signals::PERSON_REQUESTED, ticket.person_requested == Some(true)),
            (Signals::CHURN, ticket.churn == Some(true)),
            (Signals::OPPORTUNITY, ticket.opportunity == Some(true)),
        ];
        Signals(signals.into_iter().filter(|(_, holds)| *holds).fold(0, |bits, (signal, _)| bits | signal.0))
    }

    /// As the column holds them.
    pub(super) fn code(self) -> u32 {
        self.0
    }

    /// From what the column holds.
    pub fn from_code(code: u32) -> Signals {
        Signals(code)
    }

    /// Whether this one is among them.
    pub fn has(self, signal: Signals) -> bool {
        self.0 & signal.0 == signal.0
    }
}
