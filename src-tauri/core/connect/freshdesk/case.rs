//! A ticket of Freshdesk with what stands beside it, and the record that becomes of it.

use std::collections::{HashMap, HashSet};

use super::answer::{Conversation, Ticket, TimeEntry};
use super::labels::Labels;
use super::list::all_pages;
use crate::connect::json::word;
use crate::connect::replies::{Replies, Writer};
use crate::connect::said::{Said, TEXT_COLUMNS, texts};
use crate::connect::{Column, ConnectError, Http, mapping, record};
use crate::import::{Condition, EvidenceRule, Mapping, Meaning, QueryTypeRule};
use crate::model::{Exclusion, Field};

#[derive(Default)]
pub(super) struct Case {
    ticket: Ticket,
    status: Option<String>,
    source: Option<String>,
    agent: Option<String>,
    /// Whether the agent is a bot.
    of_bot: bool,
    group: Option<String>,
    replies: Option<Replies>,
    minutes: Option<f64>,
}

pub(super) const COLUMNS: &[Column<Case>] = &[
    ("Ticket ID", |case| word(&case.ticket.id)),
    ("Created time", |case| case.ticket.created_at.clone()),
    ("Last update time", |case| case.ticket.updated_at.clone()),
    ("Resolved time", |case| {
        // Freshdesk keeps the time when a ticket is opened again.
        case.ticket.status.as_deref().filter(|status| matches!(*status, "4" | "5"))?;
        let stats = case.ticket.stats.as_ref()?;
        stats.resolved_at.clone().or_else(|| stats.closed_at.clone())
    }),
    ("Status", |case| case.status.clone()),
    ("Priority", |case| {
        let names = ["Low", "Medium", "High", "Urgent"];
        let number: usize = case.ticket.priority.as_ref()?.parse().ok()?;
        Some((*names.get(number.checked_sub(1)?)?).to_owned())
    }),
    ("Source", |case| case.source.clone()),
    ("Type", |case| case.ticket.kind.clone()),
    ("Subject", |case| case.ticket.subject.clone()),
    ("Tags", |case| Some(case.ticket.tags.join(";"))),
    ("Requester", |case| {
        let email = case.ticket.requester.as_ref().and_then(|requester| requester.email.clone());
        email.or_else(|| case.ticket.requester_id.map(|id| id.to_string()))
    }),
    ("Company", |case| case.ticket.company_id.map(|id| id.to_string())),
    ("Agent", |case| case.agent.clone()),
    ("Group", |case| case.group.clone()),
    ("Human replies", |case| {
        // Where no agent has ever answered, there is nothing to count.
        let none = case.ticket.stats.as_ref().is_some_and(|stats| stats.agent_responded_at.is_none());
        let counted = case.replies.as_ref().map(|replies| replies.by_people);
        counted.or(none.then_some(0)).map(|replies| replies.to_string())
    }),
    // Unless the mapping names bots, none of their replies are known.
    ("AI replies", |case| {
        Some(case.replies.as_ref()?.by_ai).filter(|replies| *replies > 0).map(|replies| replies.to_string())
    }),
    ("Customer replies", |case| Some(case.replies.as_ref()?.by_customer.to_string())),
    ("First human reply at", Case::first_by_people),
    ("First AI reply at", |case| case.replies.as_ref()?.first_by_ai.clone()),
    // The list tells that it was reopened, not how often.
    ("Reopens", |case| {
        case.ticket.stats.as_ref().map(|stats| u8::from(stats.reopened_at.is_some()).to_string())
    }),
    ("Minutes worked", |case| case.minutes.map(|minutes| minutes.to_string())),
    ("Spam", |case| case.ticket.spam.map(|flag| flag.to_string())),
    ("Deleted", |case| case.ticket.deleted.map(|flag| flag.to_string())),
    (TEXT_COLUMNS[0], |case| {
        let opening = || Said::one(case.ticket.opening()).before;
        case.replies.as_ref().map_or_else(opening, |replies| replies.said.before.clone())
    }),
    (TEXT_COLUMNS[1], |case| case.replies.as_ref()?.said.after_handoff.clone()),
];

pub(super) fn api_mapping() -> Mapping {
    let mut mapping = mapping(
        "Freshdesk",
        "freshdesk",
        &[
            ("Ticket ID", Field::ExternalId),
            ("Created time", Field::CreatedAt),
            ("Last update time", Field::UpdatedAt),
            ("Resolved time", Field::ResolvedAt),
            ("Status", Field::Status),
            ("Priority", Field::Priority),
            ("Source", Field::Channel),
            ("Subject", Field::Subject),
            ("Tags", Field::Tags),
            ("Requester", Field::RequesterId),
            ("Company", Field::AccountId),
            ("Agent", Field::Assignee),
            ("Group", Field::Team),
            ("Human replies", Field::HumanReplies),
            ("AI replies", Field::AiReplies),
            ("Customer replies", Field::CustomerReplies),
            ("First human reply at", Field::FirstHumanReplyAt),
            ("First AI reply at", Field::FirstAiReplyAt),
            ("Reopens", Field::Reopens),
            ("Minutes worked", Field::HandleMinutes),
        ],
    );
    let rule = EvidenceRule::new;
    let excluded = |column, why| rule(Condition::equals(column, "true"), Meaning::Excluded(why));
    mapping.evidence = vec![
        excluded("Spam", Exclusion::Spam),
        excluded("Deleted", Exclusion::Deleted),
        rule(Condition::equals("Source", "Outbound Email"), Meaning::Excluded(Exclusion::Outbound)),
        rule(Condition::equals("Source", "Bot"), Meaning::AiTookPart),
        // Names that no person has. What bots are called in an account is its own affair.
        rule(
            Condition::one_of("Agent", &["Freddy AI", "Freddy AI Agent", "Freddy Bot"]),
            Meaning::AiTookPart,
        ),
    ];
    let channels =
        [("Portal", "web"), ("Forum", "web"), ("Feedback Widget", "web"), ("MobiHelp", "messaging")];
    let others = [
        ("Outbound Email", "email"),
        ("Ecommerce", "other"),
        ("Bot", "messaging"),
        ("Whatsapp", "messaging"),
    ];
    let channels = channels.into_iter().chain(others).chain([("Twitter", "social"), ("Facebook", "social")]);
    mapping.values.insert(
        Field::Channel,
        channels.map(|(theirs, ours)| (theirs.to_owned(), ours.to_owned())).collect(),
    );
    mapping.texts = texts();
    mapping.query_type = vec![QueryTypeRule::Column("Type".to_owned())];
    mapping.open_is_unresolved = true;
    mapping
}

impl Case {
    /// A ticket with its replies and minutes, where there are any to ask for.
    pub(super) fn ask(http: &Http, labels: &Labels, ticket: Ticket) -> Result<Case, ConnectError> {
        let label = |labels: &HashMap<String, String>, number: &Option<String>| {
            number.as_ref().map(|number| labels.get(number).unwrap_or(number).clone())
        };
        let named = |names: &HashMap<i64, String>, id: Option<i64>| {
            id.map(|id| names.get(&id).cloned().unwrap_or_else(|| id.to_string()))
        };
        let mut case = Case {
            status: label(&labels.status, &ticket.status),
            source: label(&labels.source, &ticket.source),
            agent: named(&labels.agents, ticket.responder_id),
            of_bot: ticket.responder_id.is_some_and(|id| labels.bots.contains(&id)),
            group: named(&labels.groups, ticket.group_id),
            ..Case::default()
        };
        let answered = ticket.stats.as_ref().is_some_and(|stats| stats.agent_responded_at.is_some());
        if let Some(id) = word(&ticket.id).filter(|_| answered) {
            let conversations: Option<Vec<Conversation>> =
                all_pages(http, &format!("/api/v2/tickets/{id}/conversations?"))?;
            case.replies =
                conversations.map(|conversations| replies(ticket.opening(), &conversations, &labels.bots));
            let entries: Option<Vec<TimeEntry>> =
                all_pages(http, &format!("/api/v2/tickets/{id}/time_entries?"))?;
            case.minutes = entries
                .filter(|entries| !entries.is_empty())
                .map(|entries| entries.iter().filter_map(TimeEntry::seconds).sum::<f64>() / 60.0);
        }
        case.ticket = ticket;
        Ok(case)
    }

    /// Its record, with the fields that the account has made behind the columns.
    pub(super) fn record(&self, labels: &Labels) -> Vec<String> {
        let custom = self.ticket.custom_fields.as_ref();
        let cell = |name: &String| custom.and_then(|fields| word(fields.get(name)?)).unwrap_or_default();
        let mut cells = record(COLUMNS, self);
        cells.extend(labels.custom.iter().map(|(name, _)| cell(name)));
        cells
    }

    /// From the conversations; where they hold no reply, from the list, which does not know bots from people.
    fn first_by_people(&self) -> Option<String> {
        match self.replies.as_ref().filter(|replies| replies.by_people + replies.by_ai > 0) {
            Some(replies) => replies.first_by_people.clone(),
            None => self.ticket.stats.as_ref().filter(|_| !self.of_bot)?.first_responded_at.clone(),
        }
    }
}

/// Where a conversation came from that is no reply to the customer, though it is public and goes out: the answer to a
/// survey, and what was forwarded to somebody else. 0 is a reply and 2 a note, which the customer is shown if it is
/// public; the others known are the channels by which an answer went: tweets (5), Facebook (7), the phone (9), an app
/// (10), a shop (11). Newer channels have numbers that are not written down, and count.
const NO_REPLIES: [i64; 2] = [6, 8];

fn replies(opening: Option<&str>, conversations: &[Conversation], bots: &HashSet<i64>) -> Replies {
    let mut public: Vec<&Conversation> =
        conversations.iter().filter(|conversation| conversation.private != Some(true)).collect();
    // Nothing says in which order they come.
    public.sort_by_key(|conversation| &conversation.created_at);
    let mut replies = Replies { said: Said::one(opening), ..Replies::default() };
    for conversation in public {
        let writer = if conversation.incoming == Some(true) {
            Writer::Customer
        } else if conversation.source.is_some_and(|source| NO_REPLIES.contains(&source)) {
            continue;
        } else if conversation.user_id.is_some_and(|user| bots.contains(&user)) {
            Writer::Ai
        } else {
            Writer::Person
        };
        replies.add(&writer, conversation.created_at.clone(), conversation.body_text.as_deref());
    }
    replies
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_customer_s_words_come_from_the_ticket_and_from_what_comes_in() {
        let wrote = |user: i64, incoming: bool, hour: u8, text: &str| Conversation {
            user_id: Some(user),
            incoming: Some(incoming),
            created_at: Some(format!("2026-09-01T0{hour}:00:00Z")),
            body_text: Some(text.to_owned()),
            ..Conversation::default()
        };
        let all = [
            wrote(1, true, 3, "After"),
            wrote(60, false, 0, "By a bot"),
            wrote(1, true, 1, "Between"),
            wrote(50, false, 2, "By a person"),
        ];
        let said = replies(Some("Before"), &all, &HashSet::from([60])).said;
        assert_eq!(said.before.as_deref(), Some("Before\n\nBetween"));
        assert_eq!(said.after_handoff.as_deref(), Some("After"));
    }

    #[test]
    fn what_goes_out_by_any_channel_is_a_reply_but_not_what_goes_to_others() {
        let sent = |source: i64, private: bool, user: i64| Conversation {
            source: Some(source),
            private: Some(private),
            user_id: Some(user),
            created_at: Some(format!("2026-09-0{}T08:00:00Z", 9 - source.min(8))),
            ..Conversation::default()
        };
        let all = [
            sent(0, false, 50),
            sent(5, false, 50),
            sent(2, false, 50),
            sent(2, true, 50),
            sent(6, false, 50),
            sent(8, false, 50),
            sent(0, false, 60),
        ];
        let replies = replies(None, &all, &HashSet::from([60]));
        assert_eq!((replies.by_people, replies.by_ai, replies.by_customer), (3, 1, 0));
        assert_eq!(replies.first_by_people.as_deref(), Some("2026-09-04T08:00:00Z"));
        assert_eq!(replies.first_by_ai.as_deref(), Some("2026-09-09T08:00:00Z"));
    }
}
