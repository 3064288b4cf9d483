//! A look at a file before it comes in: what it is taken for, and what its rows will be understood as.

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::path::Path;

use serde::Serialize;
use ts_rs::TS;

use crate::model::{Field, TicketOutcome};

use super::columns::key;
use super::error::ImportError;
use super::mapping::{Condition, Keyword, Mapping, QueryTypeRule};
use super::open::{Layout, Source, open_tables};
use super::plan::{Context, ImportOptions, Plan, Question};
use super::query_type::Terms;
use super::read::plan;
use super::reject::is_reject_column;
use super::row::{FieldProblem, RowReader};
use super::table::{Record, Row};

/// Rows shown.
const ROWS: usize = 20;

/// What a file is taken for.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct Preview {
    /// How the table is laid out.
    pub layout: Layout,
    /// Id of the format.
    pub format: String,
    /// The format's name for people.
    pub title: String,
    /// How sure that is, 0 to 100; 100 where the user chose.
    pub confidence: u8,
    /// How the columns are read; empty of columns where nothing was understood.
    pub mapping: Mapping,
    /// IANA name of the zone of times without an offset.
    pub time_zone: String,
    /// Whether it can be read like this: a column tells tickets apart.
    pub understood: bool,
    /// The columns' headers.
    pub header: Vec<String>,
    /// The first rows.
    pub rows: Vec<PreviewRow>,
    /// Headers of columns from which nothing is read.
    pub not_understood: Vec<String>,
    /// What the user has to say before it can come in.
    pub questions: Vec<Question>,
    /// Where no column gives the query type: rules by the commonest terms of the subjects.
    pub proposed_keywords: Vec<Keyword>,
    /// The other tables of the file.
    pub others: Vec<String>,
}

/// A row as it stands in the file and as it will be understood.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct PreviewRow {
    /// 1 for the first data record.
    #[ts(type = "number")]
    pub record: u64,
    /// The line on which it begins.
    #[ts(type = "number")]
    pub line: u64,
    /// Its cells as read.
    pub cells: Vec<String>,
    /// The fields it will have, in the form of the Supportmix CSV.
    pub fields: BTreeMap<Field, String>,
    /// Why it will be rejected, if it will.
    pub problems: Vec<FieldProblem>,
}

/// Looks at a file as [`super::read`] would read it: the first of its tables that is understood, else its first.
/// Where times have to be inferred it is read through once.
///
/// # Errors
/// The file cannot be read as a table, or what the options ask for does not exist. A table that is not understood and
/// dates that are open are no errors here: the user is to be asked.
pub fn preview(path: &Path, options: &ImportOptions, context: &Context<'_>) -> Result<Preview, ImportError> {
    let mut sources = Vec::new();
    for source in open_tables(path, &options.table_options())? {
        let plan = plan(&source, options, context)?;
        sources.push((source, plan));
    }
    let chosen = sources.iter().position(|(_, plan)| plan.is_understood()).unwrap_or(0);
    if sources.is_empty() {
        let reason = "there is no table in it".to_owned();
        return Err(super::table::TableError::Unreadable { path: path.display().to_string(), reason }.into());
    }
    let (source, mut plan) = sources.swap_remove(chosen);
    let mut terms = Terms::default();
    let propose = plan.mapping.query_type.is_empty() && !plan.mapping.gives(Field::QueryType);
    if plan.needs_survey() {
        let terms = propose.then_some(&mut terms);
        plan.survey(&mut *source.open()?, options.day_order, terms, &mut |_| ControlFlow::Continue(()))?;
    }
    Ok(Preview {
        rows: first_rows(&source, &plan.reader())?,
        layout: source.description,
        format: plan.format.id.to_owned(),
        title: plan.format.title.to_owned(),
        confidence: plan.confidence,
        time_zone: plan.shown_zone().name().to_owned(),
        understood: plan.is_understood(),
        not_understood: not_understood(&plan),
        header: plan.header,
        mapping: plan.mapping,
        questions: plan.questions,
        proposed_keywords: terms.propose(),
        others: sources.into_iter().map(|(source, _)| source.description.name).collect(),
    })
}

fn first_rows(source: &Source, reader: &RowReader) -> Result<Vec<PreviewRow>, ImportError> {
    let mut table = source.open()?;
    let mut rows = Vec::new();
    while rows.len() < ROWS {
        let Some(row) = table.next_row()? else { break };
        rows.push(match row {
            Row::Record(record) => {
                let (fields, problems) = match reader.read(&record) {
                    Ok((incoming, _)) => (shown(&incoming.outcome), Vec::new()),
                    Err(problems) => (BTreeMap::new(), problems),
                };
                row_of(record, fields, problems)
            }
            Row::Broken(problem) => {
                let whole =
                    FieldProblem { field: String::new(), value: String::new(), reason: problem.reason };
                row_of(problem.record, BTreeMap::new(), vec![whole])
            }
        });
    }
    Ok(rows)
}

fn row_of(record: Record, fields: BTreeMap<Field, String>, problems: Vec<FieldProblem>) -> PreviewRow {
    PreviewRow { record: record.number, line: record.line, cells: record.cells.to_vec(), fields, problems }
}

/// The fields of a ticket that are filled, in the form of the Supportmix CSV.
fn shown(ticket: &TicketOutcome) -> BTreeMap<Field, String> {
    Field::ALL.iter().filter_map(|field| Some((*field, ticket.text(*field)?))).collect()
}

/// Headers from which a mapping takes nothing.
fn not_understood(plan: &Plan) -> Vec<String> {
    let mut used: Vec<String> = plan.mapping.columns.iter().map(|column| key(&column.header)).collect();
    for rule in &plan.mapping.evidence {
        used_by(&rule.when, &mut used);
    }
    used.extend(plan.mapping.query_type.iter().filter_map(|rule| match rule {
        QueryTypeRule::Column(column) | QueryTypeRule::Keywords { column, .. } => Some(key(column)),
        QueryTypeRule::Tags(_) => None,
    }));
    let own = plan.header.iter().filter(|header| !is_reject_column(header));
    own.filter(|header| !used.contains(&key(header))).cloned().collect()
}

fn used_by(condition: &Condition, used: &mut Vec<String>) {
    match condition {
        Condition::Equals { column, .. }
        | Condition::Contains { column, .. }
        | Condition::OneOf { column, .. }
        | Condition::NotEmpty { column }
        | Condition::Empty { column } => used.push(key(column)),
        Condition::Tag(_) => {}
        Condition::All(all) => all.iter().for_each(|part| used_by(part, used)),
    }
}
