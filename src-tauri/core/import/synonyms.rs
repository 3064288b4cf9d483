//! What helpdesks call our fields. Names are in the form of [`super::columns::key`]; within a field, the first that
//! the table has counts.
//!
//! Read off exports of Zendesk, Freshdesk, Freshservice, Intercom, Help Scout, Gorgias, HubSpot, Front, Zammad,
//! Chatwoot, Salesforce, Jira Service Management, ServiceNow, RT and django-helpdesk; some names are from memory.

use crate::model::Field;

// Not formatted: one name a line would bury what belongs together.
/// Columns that hold a field's value, fields in the order in which they choose.
#[rustfmt::skip]
pub(super) const FIELDS: &[(Field, &[&str])] = &[
    (
        Field::ExternalId,
        &[
            "external id", "ticket id", "conversation id", "case number", "ticket number", "issue key", "ticket #",
            "ticket", "number", "id", "case id", "incident number", "incident id", "request id", "hs object id",
            "encoded id", "effective id", "record id", "issue id", "key", "case", "ticketnummer", "ticket nr",
            "vorgangsnummer", "nummer", "display id", "conversation number", "numéro",
        ],
    ),
    (
        Field::CreatedAt,
        &[
            "created at", "created", "created time", "created date", "conversation started at", "opened at",
            "creation date", "create date", "createdate", "date created", "created on", "opened", "opened datetime",
            "created datetime", "sys created at", "sys created on", "requested", "requested at", "started at",
            "submitted at", "date opened", "date time opened", "ticket created", "conversation created at", "start time",
            "erstellt am", "erstellt", "erstelldatum", "angelegt am", "eröffnet am", "date", "timestamp", "créé le",
        ],
    ),
    (
        Field::UpdatedAt,
        &[
            "updated at", "updated", "last update time", "last updated time", "last updated", "last modified date",
            "hs lastmodifieddate", "last modified", "sys updated at", "sys updated on", "modified at", "last update",
            "last activity at", "updated datetime", "user updated at", "updated on", "modified", "date updated",
            "geändert am", "aktualisiert am", "zuletzt geändert", "system modstamp",
        ],
    ),
    (
        Field::ResolvedAt,
        &[
            "resolved at", "solved at", "resolved time", "resolved", "resolution date", "resolved date", "solved",
            "resolved on", "date resolved", "resolutiondate", "conversation last closed at", "last close at",
            "closed at", "closed time", "closed date", "close date", "closed", "closed datetime", "closed on",
            "date closed", "date time closed", "close at", "gelöst am", "erledigt am", "geschlossen am",
            "abgeschlossen am",
        ],
    ),
    (
        Field::FirstHumanReplyAt,
        &[
            "first human reply at", "first agent reply at", "first agent reply date", "first response at",
            "first responded at", "initial response time", "first reply at", "first response", "first admin reply at",
            "conversation first teammate reply at", "first teammate reply at", "first reply created at",
            "first response time", "erste antwort am", "erstantwort am",
        ],
    ),
    (Field::FirstAiReplyAt, &["first ai reply at", "first bot reply at", "bot first reply at", "ai first reply at"]),
    (
        Field::HandedOffAt,
        &["handed off at", "handoff at", "handover at", "escalated to human at", "bot handoff at", "transferred at"],
    ),
    (
        Field::Status,
        &[
            "status", "ticket status", "state", "current conversation state", "incident state", "case status",
            "conversation status", "ticket state", "hs pipeline stage", "status category", "zustand",
        ],
    ),
    (Field::Exclusion, &["exclusion"]),
    (Field::ClosedBy, &["closed by type", "closed by"]),
    (
        Field::Channel,
        &[
            "channel", "via", "contact type", "source", "origin", "case origin", "source type", "contact channel",
            "conversation source", "ticket source", "ticket channel", "medium", "kanal", "quelle", "inbox type",
        ],
    ),
    (
        Field::Subject,
        &[
            "subject", "title", "ticket subject", "summary", "short description", "ticket name", "betreff", "titel",
            "conversation subject", "raw subject", "objet", "asunto", "oggetto",
        ],
    ),
    (Field::Priority, &["priority", "ticket priority", "hs ticket priority", "priorität", "prio", "severity", "urgency"]),
    (Field::Language, &["language", "locale", "sprache", "customer language", "langue", "idioma"]),
    (
        Field::Tags,
        &["tags", "tag", "labels", "conversation tag", "conversation tags", "ticket tags", "label", "schlagworte"],
    ),
    (
        Field::RequesterId,
        &[
            "requester id", "customer id", "contact id", "requester email", "customer email", "caller id", "caller",
            "user id", "contact email", "email", "from email", "submitter email", "requester", "customer", "reporter",
            "requestor", "primary customer", "kunde", "kundennummer", "e mail", "anfragender",
        ],
    ),
    (
        Field::AccountId,
        &[
            "account id", "organization id", "organisation id", "company id", "organization", "organisation",
            "company name", "company", "account name", "account", "firma", "unternehmen",
        ],
    ),
    (Field::AccountTier, &["account tier", "plan", "tier", "customer tier", "plan name", "support tier", "tarif"]),
    (
        Field::AccountValue,
        &["account value", "arr", "annual revenue", "account arr", "yearly revenue", "contract value", "jahresumsatz"],
    ),
    (
        Field::Assignee,
        &[
            "assignee", "assigned to", "agent", "agent name", "owner", "assignee name", "teammate currently assigned",
            "assignee user", "case owner", "ticket owner", "responder id", "assignee id", "zugewiesen an", "bearbeiter",
        ],
    ),
    (
        Field::Team,
        &[
            "team", "group", "assignment group", "team currently assigned", "assigned group", "queue", "group name",
            "assignee team", "support group", "department", "mailbox", "gruppe", "abteilung",
        ],
    ),
    (
        Field::AiInvolved,
        &[
            "ai involved", "fin ai agent involved", "ai agent participated", "ai participated", "bot involved",
            "is ai", "handled by ai", "handled by bot", "bot", "chatbot involved",
        ],
    ),
    (Field::HumanInvolved, &["human involved", "agent involved", "handled by human"]),
    (
        Field::AiOutcome,
        &[
            "ai outcome", "fin ai agent resolution state", "ai agent resolution state", "resolution state", "bot outcome",
            "resolution tier",
        ],
    ),
    (Field::AiVersion, &["ai version", "bot version", "model version", "ai release"]),
    (Field::AiFeedback, &["ai feedback", "ai answer feedback"]),
    (Field::HandoffTrigger, &["handoff trigger", "handoff reason", "escalation reason", "transfer reason", "handover reason"]),
    (Field::AiReplies, &["ai replies", "bot replies", "bot messages count", "ai messages", "bot messages"]),
    (
        Field::HumanReplies,
        &[
            "human replies", "replies", "agent replies", "agent interactions", "teammate replies count", "agent messages",
            "replies to resolution", "public replies", "reply count",
        ],
    ),
    (
        Field::CustomerReplies,
        &["customer replies", "customer interactions", "visitor messages count", "customer messages", "user messages"],
    ),
    (Field::Reopens, &["reopens", "reopen count", "reopened count", "count reopens", "times reopened", "reopened"]),
    (Field::TeamsTouched, &["teams touched", "group stations"]),
    (
        Field::CsatScore,
        &[
            "csat score", "csat", "conversation rating", "satisfaction score", "survey score", "rating", "survey rating",
            "csat rating", "last teammate rating", "customer satisfaction", "satisfaction", "bewertung", "score",
        ],
    ),
    (Field::CsatScale, &["csat scale", "rating scale"]),
    (
        Field::Satisfied,
        &["satisfied", "satisfaction score", "satisfaction rating", "satisfaction", "happiness rating", "csat", "rating", "survey results"],
    ),
    (Field::CsatAt, &["csat at", "rated at", "rating created at", "survey responded at", "scored datetime"]),
    (
        Field::SlaMet,
        &[
            "sla met", "made sla", "resolution status", "sla status", "within sla", "met sla", "sla", "resolution sla",
            "sla eingehalten",
        ],
    ),
    (Field::Page, &["page", "page url", "current page", "source url", "seite"]),
    (Field::RootCause, &["root cause", "cause", "ursache"]),
    (Field::ResolutionPath, &["resolution path", "resolution", "resolution notes", "close notes", "hs resolution", "lösung"]),
    (Field::KbArticles, &["kb articles", "articles", "knowledge articles", "content sources"]),
    (Field::Emotional, &["emotional"]),
    (Field::Urgent, &["urgent"]),
    (Field::ContextLoss, &["context loss"]),
    (Field::Opportunity, &["opportunity"]),
    (Field::PersonRequested, &["person requested"]),
    (Field::Churn, &["churn"]),
    (Field::Signals, &["signals"]),
    (Field::HandleMinutes, &["handle minutes"]),
];

/// Columns that hold a length of time, without their unit; most telling first.
#[rustfmt::skip]
pub(super) const DURATIONS: &[(Field, &[&str])] = &[
    (
        Field::FirstHumanReplyAt,
        &[
            "first reply time", "first response time", "time to first response", "time to first reply",
            "first agent reply time", "time to admin reply", "first response", "erstantwortzeit", "zeit bis erstantwort",
        ],
    ),
    (
        Field::ResolvedAt,
        &[
            "full resolution time", "resolution time", "ticket resolution time", "time to resolution",
            "time to resolve", "time to last close", "conversation time to close", "time to close", "lösungszeit",
        ],
    ),
    (
        Field::HandleMinutes,
        &[
            "handle time", "handling time", "conversation handling time", "time tracked", "time spent", "time worked",
            "agent work time", "work time", "bearbeitungszeit",
        ],
    ),
];

/// Columns that hold what the customer wrote.
#[rustfmt::skip]
pub(super) const TEXTS: &[&str] = &[
    "description", "ticket description", "issue description", "case description", "problem description",
    "description text", "body", "ticket body", "message", "message body", "messages", "first message", "initial message",
    "customer message", "customer messages", "text", "ticket text", "customer text", "content", "ticket content",
    "comment", "comments", "first comment", "customer comment", "customer comments", "question", "inquiry", "request",
    "details", "ticket details", "issue details", "complaint", "complaint text", "beschreibung", "problembeschreibung",
    "anliegen", "nachricht", "nachrichten", "kundennachricht", "text der anfrage", "anfrage", "anfragetext", "inhalt",
    "kommentar", "kommentare", "frage", "mitteilung",
];

/// Columns that hold the query type, most telling first.
pub(super) const QUERY_TYPES: &[&str] = &[
    "query type",
    "contact reason",
    "category",
    "ticket category",
    "hs ticket category",
    "issue type",
    "inquiry type",
    "request type",
    "ai topic",
    "topic",
    "topics",
    "reason",
    "case reason",
    "case type",
    "problem type",
    "type",
    "ticket type",
    "kategorie",
    "anliegen",
    "thema",
    "typ",
    "catégorie",
    "categoría",
];
