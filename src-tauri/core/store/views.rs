//! What a reader looks at, saved by name.

use rusqlite::OptionalExtension;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::error::StoreError;
use super::open::{Store, Transaction};
use crate::calendar::{Comparison, Period};
use crate::metrics::{Dimension, Filter};

/// The longest name of a view, in characters.
const LONGEST_NAME: usize = 80;

/// The days of a view.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ViewDays {
    /// Those that the period picker calls so when the view is opened: `last_week`, `this_month` …
    Named(String),
    /// These.
    Fixed(Period),
}

/// What a reader looks at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Look {
    /// The window's page.
    pub page: String,
    /// The days.
    pub days: ViewDays,
    /// Only these tickets.
    pub filters: Vec<Filter>,
    /// What charts are split by.
    pub split: Vec<Dimension>,
    /// What the days are compared with.
    pub compare: Comparison,
    /// The vendor's way in which AI resolutions are counted.
    #[serde(default)]
    pub count_as: Option<String>,
}

/// A saved view.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct View {
    /// Its name.
    pub name: String,
    /// What it shows.
    pub look: Look,
}

/// A view that cannot be.
#[derive(Debug, thiserror::Error)]
pub enum BadView {
    /// Another one has its name.
    #[error("there is a view {0:?} already")]
    Taken(String),
    /// It has no name.
    #[error("a view needs a name")]
    Nameless,
    /// Its name has more than so many characters.
    #[error("a view's name has at most {0} characters")]
    LongName(usize),
}

impl Store {
    /// The saved views, by name.
    ///
    /// # Errors
    /// The store cannot be read, or holds a view that this version cannot.
    pub fn views(&self) -> Result<Vec<View>, StoreError> {
        let rows: Vec<(String, String)> = self
            .reader()?
            .prepare("SELECT name, look FROM view ORDER BY name")
            .and_then(|mut statement| {
                statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect()
            })
            .map_err(|source| StoreError::from_sqlite(self.path(), source))?;
        rows.into_iter()
            .map(|(name, look)| {
                let look = serde_json::from_str(&look)
                    .map_err(|error| StoreError::Value(format!("view {name:?}: {error}")))?;
                Ok(View { name, look })
            })
            .collect()
    }

    /// What the view of a name shows.
    ///
    /// # Errors
    /// There is none of this name, or the store cannot be read.
    pub fn view(&self, name: &str) -> Result<Look, StoreError> {
        let found = self.views()?.into_iter().find(|view| view.name == name);
        found.map(|view| view.look).ok_or_else(|| unknown(name))
    }
}

impl Transaction<'_> {
    /// Saves a view, in place of one with the same name.
    ///
    /// # Errors
    /// The name is empty or too long, or the store cannot be written.
    pub fn save_view(&self, View { name, look }: &View) -> Result<(), StoreError> {
        let look = serde_json::to_string(look).map_err(|error| StoreError::Value(error.to_string()))?;
        self.connection
            .execute(
                "INSERT OR REPLACE INTO view (name, look) VALUES (?1, ?2)",
                [checked(name)?, look.as_str()],
            )
            .map_err(|source| self.fail(source))?;
        Ok(())
    }

    /// Gives a view another name.
    ///
    /// # Errors
    /// There is none of this name, one of the other already, or the store cannot be written.
    pub fn rename_view(&self, name: &str, to: &str) -> Result<(), StoreError> {
        let to = checked(to)?;
        let taken = self
            .connection
            .query_row("SELECT 1 FROM view WHERE name = ?1", [to], |_| Ok(()))
            .optional()
            .map_err(|source| self.fail(source))?;
        if taken.is_some() && to != name {
            return Err(BadView::Taken(to.to_owned()).into());
        }
        let renamed = self
            .connection
            .execute("UPDATE view SET name = ?2 WHERE name = ?1", [name, to])
            .map_err(|source| self.fail(source))?;
        if renamed == 0 { Err(unknown(name)) } else { Ok(()) }
    }

    /// Forgets a view.
    ///
    /// # Errors
    /// There is none of this name, or the store cannot be written.
    pub fn remove_view(&self, name: &str) -> Result<(), StoreError> {
        let removed = self
            .connection
            .execute("DELETE FROM view WHERE name = ?1", [name])
            .map_err(|source| self.fail(source))?;
        if removed == 0 { Err(unknown(name)) } else { Ok(()) }
    }
}

fn unknown(name: &str) -> StoreError {
    StoreError::Unknown { kind: "view", name: name.to_owned() }
}

/// A name that people can tell from others: without the blanks around it, neither empty nor endless.
pub(super) fn checked(name: &str) -> Result<&str, StoreError> {
    let name = name.trim();
    match name.chars().count() {
        1..=LONGEST_NAME => Ok(name),
        0 => Err(BadView::Nameless.into()),
        _ => Err(BadView::LongName(LONGEST_NAME).into()),
    }
}
