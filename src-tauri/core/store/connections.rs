//! The helpdesks that tickets are synced from.

use rusqlite::Row;
use serde::Serialize;
use serde_json::Value;

use super::error::StoreError;
use super::open::{Store, Transaction};
use crate::import::Mapping;
use crate::model::{Field, FieldSet, Timestamp};

/// A helpdesk that tickets are synced from, without what opens it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Connection {
    /// Its name, which is that of the source of its tickets.
    pub name: String,
    /// What kind of helpdesk it is.
    pub kind: String,
    /// Its address.
    pub address: String,
    /// The user it is asked as, where the kind takes one.
    pub user: Option<String>,
    /// Tickets that last changed before are not asked for.
    pub since: Option<Timestamp>,
    /// Hours between two syncs by themselves, while the app is open; `None`: it is synced when asked for.
    pub every_hours: Option<u32>,
    /// How its tickets are read; `None`: as the kind says.
    pub mapping: Option<Mapping>,
    /// Where the next sync goes on; null at the very beginning.
    pub place: Value,
    /// When the last sync that came to its end did so.
    pub synced_at: Option<Timestamp>,
    /// When the last sync ended, where it did not come to its end.
    pub failed_at: Option<Timestamp>,
    /// Why it did not; `None` where somebody broke it off.
    pub failure: Option<String>,
    /// What kind of failure that is, as a word. That its user has to sign in again stays until they have, whatever fails
    /// meanwhile.
    pub failure_code: Option<String>,
    /// The client of the helpdesk's OAuth that it is signed in through; `None`: a token opens it.
    pub oauth_client: Option<String>,
    /// Fields that an earlier mapping gave and this one does not: the reading of all tickets again empties them.
    #[serde(skip)]
    pub retired: FieldSet,
}

impl Connection {
    /// A connection that has not been synced yet.
    pub fn new(name: &str, kind: &str, address: &str) -> Connection {
        Connection {
            name: name.to_owned(),
            kind: kind.to_owned(),
            address: address.to_owned(),
            user: None,
            since: None,
            every_hours: None,
            mapping: None,
            place: Value::Null,
            synced_at: None,
            failed_at: None,
            failure: None,
            failure_code: None,
            oauth_client: None,
            retired: FieldSet::default(),
        }
    }

    /// Whether it leads to the same helpdesk as another one, and what opens that opens this.
    pub fn is_to_the_same(&self, other: &Connection) -> bool {
        (&self.kind, &self.address) == (&other.kind, &other.address)
    }

    /// Whether somebody broke the last sync off.
    pub fn cancelled(&self) -> bool {
        self.failed_at.is_some() && self.failure.is_none()
    }
}

impl Store {
    /// The connections, by name.
    ///
    /// # Errors
    /// The store cannot be read, or holds a value that this version cannot.
    pub fn connections(&self) -> Result<Vec<Connection>, StoreError> {
        let found = all(&self.reader()?).map_err(|source| StoreError::from_sqlite(self.path(), source))?;
        found.into_iter().collect()
    }
}

/// The connections, by name, each as far as it can be read.
fn all(store: &rusqlite::Connection) -> rusqlite::Result<Vec<Result<Connection, StoreError>>> {
    let mut statement = store
        .prepare("SELECT s.name, c.* FROM connection c JOIN source s ON s.id = c.source ORDER BY s.name")?;
    statement.query_map([], read)?.collect()
}

fn read(row: &Row<'_>) -> rusqlite::Result<Result<Connection, StoreError>> {
    let time = |name| Ok::<_, rusqlite::Error>(row.get::<_, Option<i64>>(name)?.map(Timestamp));
    let (place, mapping): (Option<String>, Option<String>) = (row.get("place")?, row.get("mapping")?);
    let retired: Option<String> = row.get("retired")?;
    let connection = Connection {
        name: row.get("name")?,
        kind: row.get("kind")?,
        address: row.get("address")?,
        user: row.get("user")?,
        since: time("since")?,
        every_hours: row.get("every_hours")?,
        mapping: None,
        place: Value::Null,
        synced_at: time("synced_at")?,
        failed_at: time("failed_at")?,
        failure: row.get("failure")?,
        failure_code: row.get("failure_code")?,
        oauth_client: row.get("oauth_client")?,
        retired: FieldSet::default(),
    };
    let unreadable =
        |error: serde_json::Error| StoreError::Value(format!("connection {:?}: {error}", connection.name));
    let place = place.map(|text| serde_json::from_str(&text)).transpose().map_err(unreadable);
    let mapping = mapping.map(|text| serde_json::from_str(&text)).transpose().map_err(unreadable);
    let retired = retired.map(|text| serde_json::from_str(&text)).transpose().map_err(unreadable);
    Ok(place.and_then(|place: Option<Value>| {
        let (mapping, retired): (_, Option<Vec<Field>>) = (mapping?, retired?);
        let retired = retired.unwrap_or_default().into_iter().collect();
        Ok(Connection { place: place.unwrap_or_default(), mapping, retired, ..connection })
    }))
}

impl Transaction<'_> {
    /// The connection of this name, as it is within this change.
    ///
    /// # Errors
    /// The store cannot be read, or holds a value that this version cannot.
    pub fn connection(&self, name: &str) -> Result<Option<Connection>, StoreError> {
        let found = all(self.connection).map_err(|source| self.fail(source))?;
        let connections = found.into_iter().collect::<Result<Vec<_>, _>>()?;
        Ok(connections.into_iter().find(|connection| connection.name == name))
    }

    /// Keeps how far a sync has come, and how it ended. `false`, and nothing is kept, where the connection is no longer
    /// the one that is being synced: it is gone, leads elsewhere, or is read through another mapping.
    ///
    /// # Errors
    /// The store cannot be written.
    pub fn save_progress(&self, synced: &Connection) -> Result<bool, StoreError> {
        let Some(now) = self.connection(&synced.name)? else { return Ok(false) };
        let what = |connection: &Connection| {
            let Connection { kind, address, user, since, mapping, .. } = connection.clone();
            (kind, address, user, since, mapping)
        };
        if what(&now) != what(synced) {
            return Ok(false);
        }
        self.save_connection(&Connection {
            place: synced.place.clone(),
            synced_at: synced.synced_at,
            failed_at: synced.failed_at,
            failure: synced.failure.clone(),
            failure_code: synced.failure_code.clone(),
            retired: synced.retired,
            ..now
        })?;
        Ok(true)
    }

    /// Keeps a connection, in place of the one with the same name.
    ///
    /// # Errors
    /// The store cannot be written.
    pub fn save_connection(&self, connection: &Connection) -> Result<(), StoreError> {
        let source = self.source_id(&connection.name)?;
        let json = |text: Result<String, serde_json::Error>| {
            text.map_err(|error| StoreError::Value(error.to_string()))
        };
        let mapping = connection.mapping.as_ref().map(|mapping| json(serde_json::to_string(mapping)));
        let place = Some(&connection.place).filter(|place| !place.is_null());
        let retired: Vec<Field> = connection.retired.iter().collect();
        let retired = (!retired.is_empty()).then(|| json(serde_json::to_string(&retired))).transpose()?;
        self.connection
            .execute(
                "INSERT OR REPLACE INTO connection
                    (source, kind, address, user, since, mapping, place, synced_at, failed_at, failure,
                     every_hours, failure_code, oauth_client, retired)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)",
                rusqlite::params![
                    source,
                    connection.kind,
                    connection.address,
                    connection.user,
                    connection.since.map(|time| time.0),
                    mapping.transpose()?,
                    place.map(Value::to_string),
                    connection.synced_at.map(|time| time.0),
                    connection.failed_at.map(|time| time.0),
                    connection.failure,
                    connection.every_hours,
                    connection.failure_code,
                    connection.oauth_client,
                    retired,
                ],
            )
            .map_err(|source| self.fail(source))?;
        Ok(())
    }

    /// Forgets a connection. Its tickets stay.
    ///
    /// # Errors
    /// There is none with this name, or the store cannot be written.
    pub fn remove_connection(&self, name: &str) -> Result<(), StoreError> {
        let removed = self
            .connection
            .execute("DELETE FROM connection WHERE source = (SELECT id FROM source WHERE name = ?1)", [name])
            .map_err(|source| self.fail(source))?;
        match removed {
            0 => Err(StoreError::Unknown { kind: "connection", name: name.to_owned() }),
            _ => Ok(()),
        }
    }
}
