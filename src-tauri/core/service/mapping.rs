//! How a connection's tickets are read, and the window's look at a few of them through a mapping.

use std::sync::Arc;

use serde_json::Value;

use super::connecting::connection_of;
use super::failure::Failure;
use super::sync::{kind_of, open_for};
use super::{Inner, Service, Workspace, lock};
use crate::connect::{Page, Secret};
use crate::import::{Context, FieldProblem, Mapping, PreviewRow, TablePreview};
use crate::model::Timestamp;
use crate::store::{Connection, Store};

/// Tickets that are looked at.
const LOOK: u32 = 20;
const DAY: i64 = 24 * 3_600;
/// How long ago the tickets that are looked at may have changed last: recent ones, of which most have been resolved
/// since; else older ones; else any.
const AGES: [i64; 2] = [30 * DAY, 730 * DAY];

/// A few tickets as a helpdesk has given them. They are kept while the program runs, so that a change of the mapping
/// is seen at once.
pub(super) struct Look {
    connection: String,
    address: String,
    columns: Vec<String>,
    page: Page,
}

/// How a connection's tickets are read: as the user has said, else as its kind does.
///
/// # Errors
/// This version does not know the kind.
pub fn mapping_of(connection: &Connection) -> Result<Mapping, Failure> {
    Ok(connection.mapping.clone().unwrap_or_else(kind_of(connection)?.mapping))
}

/// Has a connection's tickets read through a mapping from now on; `None`: as its kind says. The next sync reads all of
/// them again, so that none stays as the mapping before read it; what only that one gave is taken away at once.
///
/// # Errors
/// The mapping makes no sense, this version does not know the kind, or the store cannot be written.
pub fn map_connection(
    store: &Store,
    connection: Connection,
    mapping: Option<Mapping>,
) -> Result<(), Failure> {
    if let Some(mapping) = &mapping {
        mapping.check().map_err(|bad| Failure::invalid(bad.to_string()))?;
    }
    let before = mapping_of(&connection)?.fields();
    let connection = Connection { mapping, place: Value::Null, ..connection };
    let now = mapping_of(&connection)?.fields();
    let said_no_more = before.iter().filter(|field| !now.contains(*field)).collect();
    Ok(store.transact(|change| {
        change.save_connection(&connection)?;
        change.clear_fields(&connection.name, said_no_more)
    })?)
}

impl Service {
    pub(super) fn preview_connection(
        &self,
        name: String,
        mapping: Option<Mapping>,
        fresh: bool,
        secret: Option<Secret>,
    ) -> Result<TablePreview, Failure> {
        let workspace = self.inner.workspace()?;
        let store = workspace.store();
        let connection = Connection { mapping, ..connection_of(store, &name)? };
        let known = lock(&self.inner.look).clone();
        let known = known.filter(|look| !fresh && look.is_of(&connection));
        let look = match known {
            Some(look) => look,
            None => {
                let look = Arc::new(self.inner.look_at(&workspace, &connection, secret)?);
                *lock(&self.inner.look) = Some(look.clone());
                look
            }
        };
        let zone = store.settings()?.calendar()?.zone;
        let context = Context { zone, now: self.inner.host.now(), saved: &[] };
        let mapping = mapping_of(&connection)?;
        let mut seen = TablePreview::of_records(&look.columns, &look.page.records, mapping, &context)
            .map_err(|bad| Failure::invalid(bad.to_string()))?;
        seen.rows.extend(look.refused());
        Ok(seen)
    }

    pub(super) fn map_connection(&self, name: String, mapping: Option<Mapping>) -> Result<(), Failure> {
        self.inner.syncs.refuse_while_running(&name)?;
        let workspace = self.inner.workspace()?;
        let store = workspace.store();
        map_connection(store, connection_of(store, &name)?, mapping)
    }
}

impl Look {
    fn is_of(&self, connection: &Connection) -> bool {
        (&self.connection, &self.address) == (&connection.name, &connection.address)
    }

    /// Rows of the tickets that cannot be read, whatever the mapping says.
    fn refused(&self) -> impl Iterator<Item = PreviewRow> + '_ {
        self.page.refused.iter().zip(self.page.records.len() as u64 + 1..).map(|(refused, number)| {
            PreviewRow {
                record: number,
                line: number,
                cells: refused.id.iter().cloned().collect(),
                fields: Default::default(),
                resolution_type: None,
                problems: vec![FieldProblem {
                    field: refused.field.clone(),
                    value: refused.id.clone().unwrap_or_default(),
                    reason: format!("cannot be read: {}", refused.reason),
                }],
            }
        })
    }
}

impl Inner {
    /// Asks a helpdesk for a few tickets.
    fn look_at(
        self: &Arc<Self>,
        workspace: &Arc<Workspace>,
        connection: &Connection,
        secret: Option<Secret>,
    ) -> Result<Look, Failure> {
        let secret = self.secret(workspace.store(), &connection.name, secret)?;
        let keeping = self.keeping(workspace, &connection.name);
        let patience = self.asking();
        let now = self.host.now();
        let ask = |since| -> Result<Look, Failure> {
            let asked = Connection { since, ..connection.clone() };
            let (http, helpdesk) =
                open_for(&asked, secret.clone(), patience.clone(), keeping.clone(), Some(LOOK))?;
            let columns = helpdesk.columns(&http)?;
            let page = helpdesk.page(&http, &Value::Null)?;
            let (connection, address) = (asked.name, asked.address);
            Ok(Look { connection, address, columns, page })
        };
        let recent = AGES.map(|age| Some(Timestamp(now.0.saturating_sub(age))));
        for since in recent.into_iter().filter(|since| *since > connection.since) {
            let look = ask(since)?;
            if !look.page.records.is_empty() || !look.page.refused.is_empty() {
                return Ok(look);
            }
        }
        ask(connection.since)
    }
}
