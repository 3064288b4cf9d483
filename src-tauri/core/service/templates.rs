//! Templates of packs, saved by name.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::failure::Failure;
use super::packing::PackContent;
use crate::pack::{PackFormat, Paper};
use crate::store::{Store, StoreError};

/// A template: what packs are to hold, and how they are written.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct PackTemplate {
    /// What they hold.
    pub content: PackContent,
    /// What they are written as.
    pub format: PackFormat,
    /// The paper, where they are written on such.
    pub paper: Paper,
}

/// The template of a name.
///
/// # Errors
/// There is none, or this version cannot read it.
pub fn pack_template(store: &Store, name: &str) -> Result<PackTemplate, Failure> {
    read_template(name, &store.pack_template(name)?)
}

/// All templates, by name.
///
/// # Errors
/// The store cannot be read, or this version cannot read one of them.
pub fn pack_templates(store: &Store) -> Result<Vec<NamedTemplate>, Failure> {
    let named = |(name, content): (String, String)| {
        Ok(NamedTemplate { template: read_template(&name, &content)?, name })
    };
    store.pack_templates()?.into_iter().map(named).collect()
}

/// Saves a template, in place of one with the same name.
///
/// # Errors
/// The name is empty or too long, or the store cannot be written.
pub fn save_pack_template(store: &Store, named: &NamedTemplate) -> Result<(), Failure> {
    let content = serde_json::to_string(&named.template)
        .map_err(|error| Failure::new("internal", error.to_string()))?;
    Ok(store.transact(|change| change.save_pack_template(&named.name, &content))?)
}

fn read_template(name: &str, content: &str) -> Result<PackTemplate, Failure> {
    serde_json::from_str(content)
        .map_err(|error| StoreError::Value(format!("template {name:?}: {error}")).into())
}

/// A saved template.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct NamedTemplate {
    /// Its name.
    pub name: String,
    /// What it says.
    pub template: PackTemplate,
}
