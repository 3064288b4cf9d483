//! Freshdesk: the ticket export.
//!
//! Freshdesk marks no ticket as resolved by its AI: only the source "Bot" says that it took part. Tags, custom fields
//! or names of bot agents that mean more are for the user to add. "Escalated" means a missed service level there.

use crate::model::{Exclusion, Field};

use super::{Condition, Draft, Format, Meaning, sureness};

pub(super) const FORMAT: Format = Format {
    id: "freshdesk",
    title: "Freshdesk tickets",
    export: "Tickets, Export: all fields, times as timestamps, as CSV.",
    recognise: |sample| sureness(&sample.columns(), &["Ticket ID", "Created time"], TELLING, 2),
    mapping: |sample| {
        let bot = |column| Condition::one_of(column, &["bot", "12"]);
        let outbound = |column| Condition::one_of(column, &["outbound email", "10"]);
        let mut draft = Draft::new(sample, &FORMAT)
            .field(Field::ExternalId, &["Ticket ID"])
            .field(Field::CreatedAt, &["Created time"])
            .field(Field::UpdatedAt, &["Last update time", "Last updated time"])
            .field(Field::ResolvedAt, &["Resolved time", "Closed time"])
            .duration(Field::ResolvedAt, &["Resolution time (in hrs)"])
            .field(Field::FirstHumanReplyAt, &["Initial response time"])
            .duration(Field::FirstHumanReplyAt, &["First response time (in hrs)"])
            .field(Field::Status, &["Status"])
            .words(Field::Status, &[("2", "open"), ("3", "pending"), ("4", "resolved"), ("5", "closed")])
            .field(Field::Priority, &["Priority"])
            .words(Field::Priority, &[("1", "low"), ("2", "normal"), ("3", "high"), ("4", "urgent")])
            .field(Field::Channel, &["Source"])
            .words(Field::Channel, SOURCES)
            .field(Field::Subject, &["Subject"])
            .field(Field::Tags, &["Tags"])
            .field(Field::RequesterId, &["Contact ID", "Email"])
            .field(Field::AccountId, &["Company Name"])
            .field(Field::Assignee, &["Agent"])
            .field(Field::Team, &["Group"])
            .field(Field::HumanReplies, &["Agent interactions"])
            .field(Field::CustomerReplies, &["Customer interactions"])
            .duration(Field::HandleMinutes, &["Time tracked"])
            .field(Field::SlaMet, &["Resolution status"])
            .field(Field::Satisfied, &["Survey results", "Survey result"])
            .words(Field::Satisfied, RATINGS)
            .rule_on("Source", outbound, Meaning::Excluded(Exclusion::Outbound))
            .rule_on("Source", bot, Meaning::AiTookPart)
            .query_type(&["Type"]);
        draft.mapping.open_is_unresolved = true;
        draft.mapping
    },
};

const TELLING: &[&str] = &[
    "Due by Time",
    "Resolved time",
    "Closed time",
    "Last update time",
    "Last updated time",
    "Initial response time",
    "First response time (in hrs)",
    "Resolution time (in hrs)",
    "Agent interactions",
    "Customer interactions",
    "Resolution status",
    "First response status",
    "Survey results",
    "Association type",
    "Every response status",
    "Time tracked",
];

const SOURCES: &[(&str, &str)] = &[
    ("1", "email"),
    ("2", "web"),
    ("3", "phone"),
    ("4", "web"),
    ("5", "social"),
    ("6", "social"),
    ("7", "chat"),
    ("8", "chat"),
    ("9", "web"),
    ("10", "email"),
    ("Outbound Email", "email"),
    ("11", "other"),
    ("12", "chat"),
    ("13", "messaging"),
];

/// The sign of a rating is its verdict; neutral is not satisfied. The words and the values between the ends of the
/// scale are from memory.
const RATINGS: &[(&str, &str)] = &[
    ("103", "true"),
    ("102", "true"),
    ("101", "true"),
    ("100", "false"),
    ("-101", "false"),
    ("-102", "false"),
    ("-103", "false"),
    ("Extremely happy", "true"),
    ("Very happy", "true"),
    ("Extremely unhappy", "false"),
    ("Very unhappy", "false"),
    ("Not Responded", ""),
    ("No response", ""),
];
