//! Zendesk: the ticket CSV (the one that begins with "Summation column"), and views and Explore reports with such
//! headers.
//!
//! The file export may lack tickets that AI handled alone, so its deflection may be too low. What stands in
//! "Resolution type" and "Resolution tier" are account-specific fields whose values are known from one account; the
//! meaning of the tag `closed_by_merge` and of `ai_agent_automated_resolution` is inferred from their names.

use crate::model::{Exclusion, Field};

use super::{Condition, Draft, EvidenceRule, Format, Meaning, Reading, suggest, sureness};

pub(super) const FORMAT: Format = Format {
    id: "zendesk",
    title: "Zendesk tickets",
    export: "The ticket CSV of Admin Center (Account, Tools, Reports, Export), or a view or an Explore report with the \
             ticket's id, creation, solution, status, channel and tags, exported as CSV.",
    recognise: |sample| {
        let columns = sample.columns();
        if columns.has("Summation column") && columns.has("Id") && columns.has("Created at") {
            return 100;
        }
        let id = if columns.has("Id") { "Id" } else { "Ticket ID" };
        let created = CREATED.iter().find(|header| columns.has(header)).copied().unwrap_or("Created at");
        sureness(&columns, &[id, created], TELLING, 3)
    },
    mapping: |sample| {
        let columns = sample.columns();
        // Two columns of this name tell much: the type says that AI resolved it, the tier how well.
        let automated = |column| Condition::one_of(column, &["automated", "automated resolution"]);
        let tier = |values: &'static [&'static str]| move |column| Condition::one_of(column, values);
        let assigned_to_ai = |column| Condition::equals(column, "ai_agent");
        let mut draft = Draft::new(sample, &FORMAT)
            .field(Field::ExternalId, if columns.has("Id") { &["Id"] } else { &["Ticket ID"] })
            .field(Field::CreatedAt, CREATED)
            .field(Field::UpdatedAt, &["Updated at", "Updated", "Ticket updated - Timestamp"])
            .field(Field::ResolvedAt, &["Solved at", "Solved", "Ticket solved - Timestamp"])
            .duration(Field::ResolvedAt, &["Full resolution time in minutes"])
            .duration(Field::FirstHumanReplyAt, &["First reply time in minutes"])
            .field(Field::Status, &["Status", "Ticket status"])
            .field(Field::Priority, &["Priority", "Ticket priority"])
            .field(Field::Channel, &["Via", "Channel", "Ticket channel"])
            .field(Field::Subject, &["Subject", "Ticket subject"])
            // It is not known whether blanks or commas stand between tags; no tag of Zendesk has either in it.
            .read(Field::Tags, Reading::Words, &["Tags", "Ticket tags"])
            .field(Field::RequesterId, &["Requester id", "Requester email", "Requester"])
            .field(Field::AccountId, &["Organization", "Organization name"])
            .field(Field::Assignee, &["Assignee", "Assignee name"])
            .field(Field::Team, &["Group", "Assignee group", "Ticket group"])
            .field(Field::Reopens, &["Reopens"])
            .field(Field::HumanReplies, &["Replies"])
            .field(Field::TeamsTouched, &["Group stations"])
            .field(Field::Satisfied, &["Satisfaction Score", "Satisfaction", "Satisfaction rating"])
            .words(Field::Satisfied, &[("Offered", ""), ("Unoffered", ""), ("Not offered", "")])
            .words(Field::Status, &[("Hold", "on_hold"), ("Deleted", "")])
            .words(Field::Channel, VIA)
            .rule(Condition::Tag("closed_by_merge".into()), Meaning::Excluded(Exclusion::Merged))
            .rule_on(
                "Status",
                |column| Condition::equals(column, "deleted"),
                Meaning::Excluded(Exclusion::Deleted),
            )
            .rule_on(
                "Resolution tier",
                tier(&["unassisted", "unassisted conversation", "unassisted_conversation"]),
                Meaning::AiTookNoPart,
            )
            .rule_on(
                "Resolution tier",
                tier(&["assisted escalation", "assisted_escalation"]),
                Meaning::HandedOff,
            )
            .rule_on(
                "Resolution tier",
                tier(&[
                    "core resolution",
                    "core_resolution",
                    "verified resolution",
                    "verified_resolution",
                    "core",
                    "verified",
                ]),
                Meaning::ResolvedConfirmed,
            )
            .rule_on(
                "Resolution tier",
                tier(&["contained resolution", "contained_resolution", "contained"]),
                Meaning::ResolvedAssumed,
            )
            .rule_on("Resolution type", automated, Meaning::ResolvedAssumed)
            .rule(Condition::Tag("ai_agent_automated_resolution".into()), Meaning::ResolvedAssumed)
            .rule_on("Resolution tier", |column| Condition::NotEmpty { column }, Meaning::AiTookPart)
            .rule_on("Resolution type", |column| Condition::NotEmpty { column }, Meaning::AiTookPart)
            .rule_on("Support type", assigned_to_ai, Meaning::AiTookPart)
            .rule_on(
                "Via",
                |column| Condition::Contains { column, value: "answer_bot".into() },
                Meaning::AiTookPart,
            )
            .query_type(&[]);
        let people = people(&draft);
        draft.mapping.evidence.extend(people);
        draft.mapping.open_is_unresolved = true;
        draft.mapping.replies_include_ai = true;
        draft.mapping
    },
};

/// Views without a column of replies: who is assigned took part, but for tickets of an AI agent, which has them too.
fn people(draft: &Draft<'_>) -> Vec<EvidenceRule> {
    let mut rules = suggest::people(draft.sample, &draft.mapping);
    if let Some(support) = draft.columns.spelling("Support type") {
        for rule in &mut rules {
            let assigned = rule.when.clone();
            rule.when = Condition::All(vec![Condition::equals(support, "agent"), assigned]);
        }
    }
    rules
}

const CREATED: &[&str] =
    &["Created at", "Created", "Requested", "Ticket created - Timestamp", "Ticket created"];

/// Headers that other products do not have, at least not together.
const TELLING: &[&str] = &[
    "Requester",
    "Submitter",
    "Via",
    "Ticket type",
    "Assigned at",
    "Initially assigned at",
    "Solved at",
    "Satisfaction Score",
    "Group stations",
    "Assignee stations",
    "First reply time in minutes",
    "Full resolution time in minutes",
    "Requester wait time in minutes",
    "Agent wait time in minutes",
    "On hold time in minutes",
    "Requester id",
    "Requester domain",
    "Support type",
    "Resolution tier",
    "Ticket solved - Timestamp",
    "Ticket updated - Timestamp",
    "Requested",
];

/// Channels by the API's names and by labels; the rest by the words that all tables share.
const VIA: &[(&str, &str)] = &[
    ("Web Service (API)", "api"),
    ("Web service", "api"),
    ("Web form", "web"),
    ("web", "web"),
    ("mobile", "web"),
    ("Mail", "email"),
    ("any_channel", "other"),
    ("chat_transcript", "chat"),
    ("answer_bot_for_web_widget", "messaging"),
    ("answer_bot_for_sdk", "messaging"),
    ("answer_bot_for_slack", "messaging"),
    ("answer_bot_for_agents", "other"),
    ("answer_bot_api", "api"),
    ("native_messaging", "messaging"),
    ("help_center", "web"),
    ("instagram_dm", "social"),
    ("google_business_messages", "messaging"),
    ("google_rcs", "messaging"),
    ("messagebird_sms", "messaging"),
    ("twilio_sms", "messaging"),
    ("sunshine_conversations_api", "messaging"),
    ("sunshine_conversations_facebook_messenger", "messaging"),
    ("sunshine_conversations_twitter_dm", "messaging"),
    ("business_messaging_slack_connect", "messaging"),
    ("mailgun", "email"),
    ("side_conversation", "other"),
    ("sample_ticket", "other"),
    // Numbers stand for the same in some exports.
    ("0", "web"),
    ("4", "email"),
    ("5", "api"),
    ("8", "api"),
    ("29", "chat"),
    ("30", "social"),
    ("33", "phone"),
    ("34", "phone"),
    ("35", "phone"),
    ("38", "social"),
];
