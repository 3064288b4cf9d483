//! Intercom: the conversations behind a report, as CSV.
//!
//! Times are local to the zone in their headers. A conversation in which Fin took part and that was closed without a
//! resolution by Fin is one that the customer gave up on, unless a person answered. "First response time" is taken
//! for that of a teammate, which is from memory.

use crate::model::Field;

use super::{Condition, Draft, Format, Meaning, sureness};

pub(super) const FORMAT: Format = Format {
    id: "intercom",
    title: "Intercom conversations",
    export: "Reports, a chart of conversations, drill in, Export CSV; or the data export of the dataset Conversations. \
             Add the time of the last closing: without it no conversation counts as resolved.",
    recognise: |sample| {
        let columns = sample.columns();
        let others =
            columns.iter().filter(|(_, key)| key.starts_with("conversation ") || key.starts_with("fin ai"));
        let sure = sureness(&columns, &["Conversation ID", "Conversation started at"], TELLING, 1);
        if others.count() >= 3 { sure } else { 0 }
    },
    mapping: |sample| {
        let columns = sample.columns();
        let yes = |column| Condition::one_of(column, &["true", "yes", "1"]);
        let no = |column| Condition::one_of(column, &["false", "no", "0"]);
        let spelling = |header| columns.spelling(header).map(str::to_owned);
        let mut draft = Draft::new(sample, &FORMAT)
            .field(Field::ExternalId, &["Conversation ID"])
            .field(Field::CreatedAt, &["Conversation started at"])
            .field(Field::UpdatedAt, &["Conversation updated at", "Updated at"])
            .field(Field::ResolvedAt, &["Conversation last closed at", "Last closed at", "Last close at"])
            .duration(
                Field::ResolvedAt,
                &["Time to last close", "Conversation time to close", "Time to close"],
            )
            .field(
                Field::FirstHumanReplyAt,
                &["Conversation first teammate reply at", "First teammate reply at"],
            )
            .duration(Field::FirstHumanReplyAt, &["First response time", "Conversation first response time"])
            .field(Field::Status, &["Current conversation state"])
            .field(Field::Channel, &["Channel", "Conversation source"])
            .words(
                Field::Channel,
                &[("Conversation", "messaging"), ("Zendesk ticket", "other"), ("Twitter", "social")],
            )
            .field(Field::Subject, &["Title", "AI Title"])
            .field(Field::Tags, &["Conversation tag", "Conversation tags"])
            .field(Field::RequesterId, &["User ID", "User email"])
            .field(Field::AccountId, &["Company ID", "Company name"])
            .field(Field::Assignee, &["Teammate currently assigned"])
            .field(Field::Team, &["Team currently assigned"])
            .field(Field::Language, &["Language"])
            .field(Field::AiInvolved, &["Fin AI Agent involved"])
            .field(Field::AiOutcome, &["Fin AI Agent resolution state"])
            .words(Field::AiOutcome, STATES)
            .field(Field::HumanReplies, &["Teammate replies count"])
            .field(Field::Reopens, &["Count reopens", "Reopens"])
            .duration(Field::HandleMinutes, &["Conversation handling time", "Handling time"])
            .field(Field::CsatScore, &["Last teammate rating", "Conversation rating"])
            .query_type(&["AI Topic", "Topics", "Ticket category", "AI Subtopic"]);
        let involved = spelling("Fin AI Agent involved").map(yes);
        let closed = spelling("Current conversation state").map(|column| Condition::equals(column, "closed"));
        let (state, deflected) =
            (spelling("Fin AI Agent resolution state"), spelling("Fin AI Agent deflected"));
        let unresolved = match (&state, &deflected) {
            (Some(state), _) => Some(Condition::Empty { column: state.clone() }),
            (None, Some(deflected)) => Some(no(deflected.clone())),
            (None, None) => None,
        };
        if let (None, Some(deflected)) = (&state, deflected) {
            draft = draft.rule(yes(deflected), Meaning::ResolvedAssumed);
        }
        if let (Some(involved), Some(unresolved), Some(closed)) = (involved, unresolved, closed) {
            draft = draft.rule(Condition::All(vec![involved, unresolved, closed]), Meaning::Abandoned);
        }
        draft.mapping.csat_scale = Some(5.0);
        draft.mapping.open_is_unresolved = true;
        draft.mapping
    },
};

const TELLING: &[&str] = &[
    "Teammate currently assigned",
    "Team currently assigned",
    "Current conversation state",
    "Fin AI Agent involved",
    "Fin AI Agent deflected",
    "Fin AI Agent resolution state",
    "Conversation source",
    "Conversation tag",
    "Last teammate rated",
    "AI Issue summary",
    "Conversation last closed at",
];

/// Fin's states as reports and as attributes write them, of the old API and the new.
pub(super) const STATES: &[(&str, &str)] = &[
    ("Assumed resolved", "assumed"),
    ("Assumed resolution", "assumed"),
    ("Confirmed resolved", "confirmed"),
    ("Confirmed resolution", "confirmed"),
    ("Escalated", "handed_off"),
    ("Routed to team", "handed_off"),
    ("Procedure handoff", "handed_off"),
    ("Negative feedback", "abandoned"),
    ("Abandoned", "abandoned"),
];
