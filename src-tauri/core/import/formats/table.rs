//! Any other table, through a mapping: the user's, a saved one, or the one suggested.

use super::{Format, suggest};

pub(super) const FORMAT: Format = Format {
    id: "table",
    title: "Any table",
    export: "Any list of tickets as CSV, TSV, XLSX, JSON or NDJSON, one row a ticket or one row a change of a ticket. \
             A mapping says which column means what; one is suggested.",
    recognise: |_| 1,
    mapping: suggest::suggest,
};
