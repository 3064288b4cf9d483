//! The Supportmix CSV: every header is a field's name, every value in its one form. Nothing is inferred.

use crate::model::Field;

use super::{Column, Format, Mapping};

pub(super) const FORMAT: Format = Format {
    id: "supportmix",
    title: "Supportmix CSV",
    export: "A table whose columns have the names of the ticket's fields (external_id, created_at, …), times in \
             RFC 3339, values in the words of the specification.",
    recognise: |sample| {
        let fields: Option<Vec<Field>> = sample.own_header().map(Field::from_name).collect();
        let complete = fields
            .is_some_and(|fields| fields.contains(&Field::ExternalId) && fields.contains(&Field::CreatedAt));
        if complete { 100 } else { 0 }
    },
    mapping: |sample| {
        let mut mapping = Mapping::named(FORMAT.title);
        mapping.strict = true;
        let column = |header: &str| Some(Column::new(header, Field::from_name(header)?));
        mapping.columns = sample.own_header().filter_map(column).collect();
        mapping
    },
};
