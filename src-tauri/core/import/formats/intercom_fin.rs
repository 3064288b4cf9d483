//! Intercom: Fin's resolutions behind a report, as CSV. Its rows only add to conversations that are in the store.
//!
//! Fin's own rating is taken for the conversation's where there is one (its rated party has no field); a
//! conversation that it does not rate keeps the rating it has.

use crate::model::Field;

use super::{Draft, Format, Mapping, intercom};

pub(super) const FORMAT: Format = Format {
    id: "intercom-fin",
    title: "Intercom Fin resolutions",
    export: "Reports, Fin AI Agent, drill in, Export CSV. Import the conversations first.",
    recognise: |sample| {
        let columns = sample.columns();
        let fin = columns.has("Conversation ID") && columns.has("Fin AI Agent resolution state");
        let other = columns.has("Conversation started at") || columns.has("Conversation rating");
        if fin && !other { 90 } else { 0 }
    },
    mapping: |sample| {
        let mapping = Draft::new(sample, &FORMAT)
            .field(Field::ExternalId, &["Conversation ID"])
            .field(Field::AiInvolved, &["Fin AI Agent involved"])
            .field(Field::AiOutcome, &["Fin AI Agent resolution state"])
            .words(Field::AiOutcome, intercom::STATES)
            .field(Field::CsatScore, &["Fin AI Agent rating"])
            .field(Field::QueryType, &["AI Topic", "Topics", "AI Subtopic"])
            .adding();
        Mapping { csat_scale: Some(5.0), source: Some("intercom".into()), ..mapping }
    },
};
