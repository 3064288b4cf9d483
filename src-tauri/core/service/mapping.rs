//! How a connection's tickets are read, and the window's look at a few of them through a mapping.

use std::sync::Arc;

use serde_json::Value;

use super::connecting::{connection_of, no_connection, secret_needed};
use super::failure::Failure;
use super::sync::{kind_of, open_for};
use super::{Inner, Service, Workspace, lock};
use crate::connect::Page;
use crate::import::{Context, FieldProblem, Mapping, PreviewRow, TablePreview};
use crate::model::{Field, FieldSet, Timestamp};
use crate::store::{By, Connection, Defined, Store};

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
/// them again, and takes from each what only the mapping before gave. Tickets that the helpdesk gives no more stay as
/// they are.
///
/// # Errors
/// There is no such connection, the mapping makes no sense, this version does not know the kind, or the store cannot be
/// written.
pub fn map_connection(store: &Store, name: &str, mapping: Option<Mapping>, by: &By) -> Result<(), Failure> {
    if let Some(mapping) = &mapping {
        mapping.check().map_err(|bad| Failure::invalid(bad.to_string()))?;
    }
    store.transact(|change| {
        let before = change.connection(name)?.ok_or_else(|| no_connection(name))?;
        let (was, gave) = read_through(&before)?;
        let next = Connection { mapping, place: Value::Null, ..before };
        let (is, gives) = read_through(&next)?;
        let lasting = [Field::ExternalId, Field::CreatedAt];
        let retired = gave.iter().chain(next.retired.iter());
        let retired = retired.filter(|field| !gives.contains(*field) && !lasting.contains(field)).collect();
        change.save_connection(&Connection { retired, ..next })?;
        if was != is {
            change.note_definition(Defined::Connection, Some(name), [&was, &is], by)?;
        }
        Ok(())
    })
}

/// How a connection's tickets are read, as JSON, and the fields that this gives.
fn read_through(connection: &Connection) -> Result<(String, FieldSet), Failure> {
    let mapping = mapping_of(connection)?;
    let text =
        serde_json::to_string(&mapping).map_err(|error| Failure::new("internal", error.to_string()))?;
    Ok((text, mapping.fields()))
}

impl Service {
    pub(super) fn preview_connection(
        &self,
        name: String,
        mapping: Option<Mapping>,
        fresh: bool,
    ) -> Result<TablePreview, Failure> {
        let workspace = self.inner.workspace()?;
        let store = workspace.store();
        let connection = Connection { mapping, ..connection_of(store, &name)? };
        let known = lock(&self.inner.look).clone();
        let known = known.filter(|look| !fresh && look.is_of(&connection));
        let look = match known {
            Some(look) => look,
            None => {
                let look = Arc::new(self.inner.look_at(&workspace, &connection)?);
                *lock(&self.inner.look) = Some(look.clone());
                look
            }
        };
        let (zone, lexicons) = (store.settings()?.calendar()?.zone, store.lexicons()?);
        let context = Context { zone, now: self.inner.host.now(), saved: &[], lexicons: &lexicons };
        let mapping = mapping_of(&connection)?;
        let mut seen = TablePreview::of_records(&look.columns, &look.page.records, mapping, &context)
            .map_err(|bad| Failure::invalid(bad.to_string()))?;
        seen.rows.extend(look.refused());
        Ok(seen)
    }

    pub(super) fn map_connection(&self, name: String, mapping: Option<Mapping>) -> Result<(), Failure> {
        self.inner.syncs.refuse_while_running(&name)?;
        map_connection(self.inner.workspace()?.store(), &name, mapping, &self.inner.by())
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
    ) -> Result<Look, Failure> {
        let known = self.known_secret(workspace.store(), connection)?;
        let secret = known.ok_or_else(|| secret_needed(&connection.name))?;
        let keeping = self.keeping(workspace, connection);
        let patience = self.waiting(&self.attempt());
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
