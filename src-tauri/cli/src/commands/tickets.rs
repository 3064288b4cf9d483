//! `smix tickets` and `smix ticket`: from a figure to its tickets, and why a ticket counts as it does.

use std::ops::ControlFlow;

use serde_json::{Map, Value, json};
use supportmix_core::language::Language;
use supportmix_core::metrics::{Group, ListColumn, ListOrder, in_order, tickets_of};
use supportmix_core::model::{IdSet, Timestamp};
use supportmix_core::service::{self, TicketDetail, TicketRow};
use supportmix_core::store::{Sought, Store, StoredTicket};

use crate::arguments::{Form, NamedTicket, Ticket, Tickets};
use crate::output::{self, count};
use crate::place::Place;
use crate::stop::Stop;

const COLUMNS: [&str; 10] = [
    "source",
    "external_id",
    "created_at",
    "resolved_at",
    "resolution_type",
    "query_type",
    "channel",
    "status",
    "satisfied",
    "subject",
];

/// A ticket's values of [`COLUMNS`], as text in the form of the Supportmix CSV.
fn values(row: &TicketRow) -> [Option<String>; COLUMNS.len()] {
    [
        Some(row.source.clone()),
        Some(row.external_id.clone()),
        row.created_at.map(Timestamp::to_rfc3339),
        row.resolved_at.map(Timestamp::to_rfc3339),
        Some(row.resolution_type.word().to_owned()),
        row.query_type.clone(),
        row.channel.map(str::to_owned),
        row.status.map(str::to_owned),
        row.satisfied.map(|satisfied| satisfied.to_string()),
        row.subject.clone(),
    ]
}

/// Lists the tickets behind a figure.
pub fn tickets(place: &Place, asked: &Tickets) -> Result<(), Stop> {
    let store = place.store()?;
    let numbers = match asked.sort {
        ListColumn::Number => store.tickets()?.places_by_number()?,
        _ => Vec::new(),
    };
    let order = ListOrder { by: asked.sort, descending: asked.descending };
    let mut ids = place.ask(|snapshot| {
        let query = super::query(snapshot, &asked.question, &[asked.kpi], None, place.now())?;
        let basis = super::basis(snapshot, &asked.question)?;
        let kpi = asked.question.count_as.kpi(asked.kpi.name)?;
        let found = tickets_of(&snapshot.facts, &basis, kpi, &query, &Group::default(), asked.part)?;
        Ok(in_order(&snapshot.facts, &found, order, &numbers)?)
    })?;
    if let Some(sought) = asked.find.as_deref().and_then(Sought::new) {
        let among: IdSet = ids.iter().copied().collect();
        let found = store.search(&sought, &among, &|| ControlFlow::Continue(()))?.unwrap_or_default();
        ids.retain(|id| found.contains(*id));
    }
    let scales = store.settings()?.rules.scales;
    let stored = store.tickets()?.by_id(&ids)?;
    let rows: Vec<_> = stored.iter().map(|ticket| values(&service::ticket_row(ticket, &scales))).collect();
    let total = rows.len();
    match asked.format {
        Form::Json => {
            let rows = output::objects(COLUMNS, rows);
            output::json(&json!({ "kpi": asked.kpi.name, "total": total, "rows": rows }))
        }
        Form::Csv => output::csv_of_texts(&COLUMNS, &rows),
        Form::Table => {
            output::table_of_texts(COLUMNS, rows)?;
            output::text(&format!("\n{} tickets", count(total as u64)))
        }
    }
}

/// The ticket that is meant.
pub fn named(store: &Store, asked: &NamedTicket) -> Result<StoredTicket, Stop> {
    let named = match &asked.source {
        Some(source) => Some((source.as_str(), asked.id.as_str())),
        None => asked.id.split_once('/'),
    };
    let (source, id) =
        named.ok_or_else(|| Stop::misused("say which source: SOURCE/ID, or the id with --source NAME"))?;
    let found = store.tickets()?.by_key(source, id)?;
    found.ok_or_else(|| Stop::failed(format!("there is no ticket {id:?} in the source {source:?}")))
}

/// Shows one ticket, and why it was classified so.
pub fn ticket(place: &Place, asked: &Ticket) -> Result<(), Stop> {
    let store = place.store()?;
    let found = named(&store, &asked.ticket)?;
    let detail = service::ticket_detail(&found, &store.settings()?.rules.scales, Language::En);
    match asked.json {
        true => output::json(&told_json(&detail)),
        false => output::text(&told(&detail)),
    }
}

fn told_json(detail: &TicketDetail) -> Value {
    let fields: Map<String, Value> = detail
        .fields
        .iter()
        .map(|field| (field.name.to_owned(), Value::from(field.value.as_str())))
        .collect();
    json!({
        "source": detail.row.source,
        "resolution_type": detail.row.resolution_type.word(),
        "rule": detail.rule,
        "evidence": detail.evidence,
        "fields": fields,
        "verdict": detail.verdict,
        "query_type_told_by": detail.told_by,
    })
}

fn told(detail: &TicketDetail) -> String {
    let because = match detail.evidence.is_empty() {
        true => String::new(),
        false => format!(" Decided by: {}.", detail.evidence.join(", ")),
    };
    let mut lines = vec![
        format!("{}/{}", detail.row.source, detail.row.external_id),
        format!("{}: {}{because}", detail.row.resolution_type.word(), detail.rule),
    ];
    lines.extend(detail.verdict.as_ref().map(|given| {
        let note = given.note.as_deref().map(|note| format!(": {note}")).unwrap_or_default();
        let (word, at) = (given.verdict.word(), given.at.to_rfc3339());
        format!("The AI's answer was found {word} by {} at {at}{note}", given.user)
    }));
    lines.extend(detail.told_by.as_ref().map(|words| format!("Its query type is told by: {words}")));
    lines.push(String::new());
    let width = detail.fields.iter().map(|field| field.name.len()).max().unwrap_or(0);
    lines.extend(detail.fields.iter().map(|field| format!("{:width$}  {}", field.name, field.value)));
    // A value stays on its line, whatever text a ticket brings.
    lines.iter().map(|line| line.replace(char::is_control, " ")).collect::<Vec<_>>().join("\n")
}
