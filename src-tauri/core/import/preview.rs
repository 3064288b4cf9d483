//! A look at a file before it comes in: what it is taken for, and what its rows will be understood as.

use std::ops::ControlFlow;
use std::path::Path;

use serde::Serialize;
use ts_rs::TS;

use crate::model::Field;
use crate::query_types::Subjects;

use super::error::ImportError;
use super::look::{TablePreview, proposed};
use super::open::{Layout, Source, open_tables};
use super::plan::{Context, ImportOptions, Question};
use super::read::plan;
use super::table::Row;

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
    /// IANA name of the zone of times without an offset.
    pub time_zone: String,
    /// What the user has to say before it can come in.
    pub questions: Vec<Question>,
    /// The other tables of the file.
    pub others: Vec<String>,
    /// Its first rows, and how they are read.
    #[serde(flatten)]
    pub table: TablePreview,
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
    let mut subjects = Subjects::default();
    let propose = plan.mapping.query_type.is_empty() && !plan.mapping.gives(Field::QueryType);
    if plan.needs_survey() {
        let subjects = propose.then_some(&mut subjects);
        plan.survey(&mut *source.open()?, options.day_order, subjects, &mut |_| ControlFlow::Continue(()))?;
    }
    let (reader, understood) = (plan.reader(), plan.is_understood());
    let rows = first_rows(&source)?;
    Ok(Preview {
        layout: source.description,
        format: plan.format.id.to_owned(),
        title: plan.format.title.to_owned(),
        confidence: plan.confidence,
        time_zone: plan.shown_zone().name().to_owned(),
        questions: plan.questions,
        others: sources.into_iter().map(|(source, _)| source.description.name).collect(),
        table: TablePreview {
            understood,
            proposed_keywords: proposed(&subjects),
            ..TablePreview::new(plan.header, plan.mapping, &reader, rows)
        },
    })
}

fn first_rows(source: &Source) -> Result<Vec<Row>, ImportError> {
    let mut table = source.open()?;
    let mut rows = Vec::new();
    while rows.len() < ROWS {
        let Some(row) = table.next_row()? else { break };
        rows.push(row);
    }
    Ok(rows)
}
