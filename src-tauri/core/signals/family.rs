//! The kinds of signals.

use serde::{Deserialize, Serialize};

use crate::model::{Field, FieldSet, TicketOutcome};

/// A kind of signal: a flag of the ticket, and the part of a lexicon that it is found by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Family {
    /// Strong feeling.
    Emotional,
    /// Haste.
    Urgent,
    /// A complaint of having to say everything again after a hand-off.
    ContextLoss,
    /// Interest in buying more.
    Opportunity,
    /// A wish for a person.
    PersonRequested,
    /// Thoughts of leaving.
    Churn,
}

/// The fields that texts give: the flags, and the phrases that they were found by.
pub fn signal_fields() -> FieldSet {
    Family::ALL.into_iter().map(Family::field).chain([Field::Signals]).collect()
}

impl Family {
    /// All families, in the order of their fields.
    pub const ALL: [Family; 6] = [
        Family::Emotional,
        Family::Urgent,
        Family::ContextLoss,
        Family::Opportunity,
        Family::PersonRequested,
        Family::Churn,
    ];

    /// The field that says whether a ticket has it.
    pub fn field(self) -> Field {
        match self {
            Family::Emotional => Field::Emotional,
            Family::Urgent => Field::Urgent,
            Family::ContextLoss => Field::ContextLoss,
            Family::Opportunity => Field::Opportunity,
            Family::PersonRequested => Field::PersonRequested,
            Family::Churn => Field::Churn,
        }
    }

    /// The name, in lexicons and before phrases: that of the field.
    pub fn name(self) -> &'static str {
        self.field().name()
    }

    /// Says of a ticket whether it has it.
    pub fn set(self, ticket: &mut TicketOutcome, found: bool) {
        let flag = match self {
            Family::Emotional => &mut ticket.emotional,
            Family::Urgent => &mut ticket.urgent,
            Family::ContextLoss => &mut ticket.context_loss,
            Family::Opportunity => &mut ticket.opportunity,
            Family::PersonRequested => &mut ticket.person_requested,
            Family::Churn => &mut ticket.churn,
        };
        *flag = Some(found);
    }
}
