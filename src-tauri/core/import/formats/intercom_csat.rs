//! Intercom: the ratings behind a report, as CSV. They carry no start of the conversation: their rows only add the
//! rating to conversations that are in the store.
//!
//! "Updated at" is taken for the time of the rating (inferred). It is no last change of the conversation: as such it
//! would hold the rating back.

use crate::model::Field;

use super::{Draft, Format, Mapping};

pub(super) const FORMAT: Format = Format {
    id: "intercom-csat",
    title: "Intercom ratings",
    export: "Reports, CSAT, drill in, Export CSV. Import the conversations first.",
    recognise: |sample| {
        let columns = sample.columns();
        let rated = columns.has("Conversation ID") && columns.has("Conversation rating");
        if rated && !columns.has("Conversation started at") { 90 } else { 0 }
    },
    mapping: |sample| {
        let mapping = Draft::new(sample, &FORMAT)
            .field(Field::ExternalId, &["Conversation ID"])
            .field(Field::CsatScore, &["Conversation rating"])
            .field(Field::CsatAt, &["Conversation rated at", "Updated at"])
            .field(Field::AccountId, &["Company name"])
            .adding();
        Mapping { csat_scale: Some(5.0), source: Some("intercom".into()), ..mapping }
    },
};
