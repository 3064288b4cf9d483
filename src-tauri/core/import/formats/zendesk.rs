//! Zendesk: the ticket CSV (the one that begins with "Summation column"), and views and Explore reports with such
//! headers.
//!
//! The file export may lack tickets that AI handled alone, so its deflection may be too low. What stands in
//! "Resolution type" and "Resolution tier" are account-specific fields whose values are known from one account; the
//! meaning of the tag `closed_by_merge` and of `ai_agent_automated_resolution` is inferred from their names.

use std::collections::BTreeMap;

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
            .query_type(&[]);
        draft.mapping.values = words().into_iter().filter(|(field, _)| draft.mapping.gives(*field)).collect();
        draft.mapping.evidence = evidence(|header| columns.spelling(header).map(str::to_owned));
        let people = people(&draft);
        draft.mapping.evidence.extend(people);
        draft.mapping.open_is_unresolved = true;
        draft.mapping.replies_include_ai = true;
        draft.mapping
    },
};

/// What Zendesk's words mean.
pub(crate) fn words() -> BTreeMap<Field, BTreeMap<String, String>> {
    let words: [(Field, &[(&str, &str)]); 3] = [
        (Field::Satisfied, &[("Offered", ""), ("Unoffered", ""), ("Not offered", "")]),
        (Field::Status, &[("Hold", "on_hold"), ("Deleted", "")]),
        (Field::Channel, VIA),
    ];
    let owned = |(theirs, ours): &(&str, &str)| ((*theirs).to_owned(), (*ours).to_owned());
    words.into_iter().map(|(field, words)| (field, words.iter().map(owned).collect())).collect()
}

/// What says who took part, as far as there are columns for it; `spelling` is how a table writes a header.
///
/// Two columns tell much: the resolution type says that AI resolved it, the tier how well. Only the words that are known
/// to mean so tell that AI took part: one account has a tier "non-automated" too, which by all that is known of the
/// others means a conversation in which AI did nothing that counts. Where it answered all the same, its replies tell.
pub(crate) fn evidence(spelling: impl Fn(&str) -> Option<String>) -> Vec<EvidenceRule> {
    type When = fn(String) -> Condition;
    let by_column: [(&str, When, Meaning); 7] = [
        ("Status", |column| Condition::equals(column, "deleted"), Meaning::Excluded(Exclusion::Deleted)),
        ("Resolution tier", |column| Condition::one_of(column, UNASSISTED), Meaning::AiTookNoPart),
        ("Resolution tier", |column| Condition::one_of(column, ESCALATED), Meaning::HandedOff),
        ("Resolution tier", |column| Condition::one_of(column, VERIFIED), Meaning::ResolvedConfirmed),
        ("Resolution tier", |column| Condition::one_of(column, CONTAINED), Meaning::ResolvedAssumed),
        ("Resolution type", |column| Condition::one_of(column, AUTOMATED), Meaning::ResolvedAssumed),
        ("Support type", |column| Condition::equals(column, "ai_agent"), Meaning::AiTookPart),
    ];
    let on_column = |(header, when, means): (&str, When, Meaning)| {
        Some(EvidenceRule::new(when(spelling(header)?), means))
    };
    let answer_bot = |column| Condition::Contains { column, value: "answer_bot".into() };
    let mut rules = vec![EvidenceRule::new(
        Condition::Tag("closed_by_merge".into()),
        Meaning::Excluded(Exclusion::Merged),
    )];
    let (first, last) = by_column.split_at(6);
    rules.extend(first.iter().copied().filter_map(on_column));
    rules.push(EvidenceRule::new(
        Condition::Tag("ai_agent_automated_resolution".into()),
        Meaning::ResolvedAssumed,
    ));
    rules.extend(last.iter().copied().filter_map(on_column));
    rules.extend(spelling("Via").map(|column| EvidenceRule::new(answer_bot(column), Meaning::AiTookPart)));
    rules
}

const UNASSISTED: &[&str] = &["unassisted", "unassisted conversation", "unassisted_conversation"];
const ESCALATED: &[&str] = &["assisted escalation", "assisted_escalation"];
const VERIFIED: &[&str] =
    &["core resolution", "core_resolution", "verified resolution", "verified_resolution", "core", "verified"];
const CONTAINED: &[&str] = &["contained resolution", "contained_resolution", "contained"];
const AUTOMATED: &[&str] = &["automated", "automated resolution"];

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
