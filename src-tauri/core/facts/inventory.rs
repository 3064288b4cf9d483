//! What a ticket tells at all.

use serde::{Deserialize, Serialize};

use crate::model::{Contradictions, FieldSet, TicketOutcome};

/// Which fields a ticket has, of those that are looked at, and how it contradicts itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Inventory {
    /// The fields that hold a value.
    pub filled: FieldSet,
    /// What does not fit together.
    pub contradictions: Contradictions,
}

impl Inventory {
    /// That of a ticket, of the fields in `looked_at`.
    pub(super) fn of(ticket: &TicketOutcome, looked_at: FieldSet) -> Inventory {
        Inventory {
            filled: ticket.filled().intersection(looked_at),
            contradictions: Contradictions::of(ticket),
        }
    }
}
