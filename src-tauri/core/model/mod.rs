//! The domain: what a ticket outcome is, and who resolved it. Nothing here knows files, stores or screens.

mod choice;
mod contradiction;
mod id_set;
mod packed;
mod person;
mod resolution;
mod ticket;
mod value;

pub use choice::{AiFeedback, AiOutcome, Channel, ClosedBy, Exclusion, Priority, Status};
pub use contradiction::{Contradiction, Contradictions};
pub use id_set::IdSet;
pub use packed::PackedTicket;
pub use person::{NamedBy, Person, identity, is_email, mentions, same_id};
pub use resolution::{
    Resolution, ResolutionType, ai_involved, classify, handed_off, human_involved, resolution_type,
};
pub use ticket::{Field, FieldSet, Incoming, TicketOutcome};
pub(crate) use value::trimmed;
pub use value::{BadValue, FieldValue, Kind, List, Timestamp, Value, parse_rfc3339};
