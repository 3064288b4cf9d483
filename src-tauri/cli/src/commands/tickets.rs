//! `smix tickets` and `smix ticket`: from a figure to its tickets, and why a ticket counts as it does.

use serde_json::{Map, Value, json};
use supportmix_core::metrics::{Group, tickets_of};
use supportmix_core::model::Timestamp;
use supportmix_core::service::{self, TicketDetail, TicketRow};

use crate::arguments::{Form, Ticket, Tickets};
use crate::output::{self, Cell, Column, count};
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
    let ids = place.ask(|snapshot| {
        let query = super::query(snapshot, &asked.question, &[asked.kpi], place.now())?;
        let basis = super::basis(snapshot, &asked.question)?;
        let kpi = asked.question.count_as.kpi(asked.kpi.name)?;
        Ok(tickets_of(&snapshot.facts, &basis, kpi, &query, &Group::default(), asked.part)?)
    })?;
    let stored = place.store()?.tickets()?.by_id(&ids)?;
    let rows: Vec<_> = stored.iter().map(|ticket| values(&service::ticket_row(ticket))).collect();
    match asked.format {
        Form::Json => {
            let object = |row: [Option<String>; COLUMNS.len()]| {
                COLUMNS.into_iter().map(str::to_owned).zip(row.map(Value::from)).collect::<Map<_, _>>()
            };
            let total = rows.len();
            let rows: Vec<_> = rows.into_iter().map(object).collect();
            output::json(&json!({ "kpi": asked.kpi.name, "total": total, "rows": rows }))
        }
        Form::Csv => {
            let cells = |row| -> Vec<Cell<'_>> {
                let row: &[Option<String>] = row;
                row.iter().map(|value| Cell::text(value.as_deref())).collect()
            };
            output::csv(&COLUMNS, rows.iter().map(|row| cells(row)))
        }
        Form::Table => {
            let total = rows.len() as u64;
            let rows: Vec<_> =
                rows.into_iter().map(|row| row.map(Option::unwrap_or_default).to_vec()).collect();
            output::table(&COLUMNS.map(Column::text), &rows)?;
            output::text(&format!("\n{} tickets", count(total)))
        }
    }
}

/// Shows one ticket, and why it was classified so.
pub fn ticket(place: &Place, asked: &Ticket) -> Result<(), Stop> {
    let named = match &asked.source {
        Some(source) => Some((source.as_str(), asked.id.as_str())),
        None => asked.id.split_once('/'),
    };
    let (source, id) =
        named.ok_or_else(|| Stop::misused("say which source: SOURCE/ID, or the id with --source NAME"))?;
    let found = place.store()?.tickets()?.by_key(source, id)?;
    let found =
        found.ok_or_else(|| Stop::failed(format!("there is no ticket {id:?} in the source {source:?}")))?;
    let detail = service::ticket_detail(&found);
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
        String::new(),
    ];
    let width = detail.fields.iter().map(|field| field.name.len()).max().unwrap_or(0);
    lines.extend(detail.fields.iter().map(|field| format!("{:width$}  {}", field.name, field.value)));
    // A value stays on its line, whatever text a ticket brings.
    lines.iter().map(|line| line.replace(char::is_control, " ")).collect::<Vec<_>>().join("\n")
}
