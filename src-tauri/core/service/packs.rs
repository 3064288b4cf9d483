//! Packs as the window asks for them: looked at, written and opened, and their templates by name.

use std::io::{Read, Write};

use flate2::Compression;
use flate2::read::DeflateDecoder;
use flate2::write::DeflateEncoder;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::api::{OfferedFile, Scope};
use super::failure::Failure;
use super::pack_tickets::{PackOrder, PackTickets};
use super::packing::{PackContent, packed};
use super::{Service, lock};
use crate::file::read_at_most;
use crate::language::Reason;
use crate::pack::{Pack, PackFormat, Paper};
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

/// What the dialogs are called.
pub(crate) const PICK_PRESENTATION: &str = "A presentation as the template";
pub(crate) const SAVE_PACK: &str = "Save the pack";

/// The largest presentation that is taken as a template, in bytes.
pub const LARGEST_PRESENTATION: u64 = 100 << 20;
/// The largest pack that is read as JSON, in bytes.
pub const LARGEST_PACK: u64 = 256 << 20;

/// What is to be written.
#[derive(Clone, Debug, PartialEq, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct PackRequest {
    /// What it holds and how it is written.
    pub template: PackTemplate,
    /// A published review whose pack it is: what it held then is written, whatever the template says.
    #[ts(type = "number | null")]
    pub review: Option<i64>,
    /// Whether a workbook lists the tickets.
    pub tickets: bool,
    /// A presentation whose look slides take, by its token.
    #[ts(type = "number | null")]
    pub presentation: Option<usize>,
}

/// A pack that was written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct MadePack {
    /// Where it is: a file, or for pictures a folder.
    pub path: String,
    /// What it can be opened by.
    #[ts(type = "number")]
    pub token: usize,
}

impl Service {
    pub(super) fn pack(&self, scope: Scope, content: PackContent) -> Result<Pack, Failure> {
        packed(&*self.inner.workspace()?, &scope, &content, self.inner.host.now())
    }

    pub(super) fn published_pack(&self, review: i64) -> Result<Option<Pack>, Failure> {
        let workspace = self.inner.workspace()?;
        workspace.store().review_pack(review)?.map(|kept| unpacked(review, &kept)).transpose()
    }

    pub(super) fn make_pack(&self, scope: Scope, request: PackRequest) -> Result<Option<MadePack>, Failure> {
        let PackRequest { template: PackTemplate { content, format, paper }, review, tickets, presentation } =
            request;
        let workspace = self.inner.workspace()?;
        workspace.ask(|snapshot| snapshot.check_data(scope.period))?;
        let template = presentation.map(|token| self.inner.file(token)).transpose()?;
        let template = template.map(|path| read_at_most(&path, LARGEST_PRESENTATION)).transpose()?;
        let pack = match review {
            Some(review) => {
                let kept = self.published_pack(review)?;
                kept.ok_or_else(|| Failure::of("not_found", &Reason::NoPackKept))?
            }
            None => packed(&workspace, &scope, &content, self.inner.host.now())?,
        };
        let ending =
            if format == PackFormat::Pictures { String::new() } else { format!(".{}", format.word()) };
        let host = &self.inner.host;
        let suggested = format!("{}{ending}", pack.file_stem());
        let Some(path) = host.pick_save_path(self.language.say(SAVE_PACK), &suggested) else {
            return Ok(None);
        };
        let list = tickets && format == PackFormat::Xlsx;
        let tickets = list.then(|| PackTickets::of(&workspace, &scope)).transpose()?;
        let order = PackOrder { format, paper, template, tickets };
        host.write_pack(&pack, order, &path).map_err(|why| Failure::new("file", why))?;
        let mut made = lock(&self.inner.made);
        made.push(path.clone());
        Ok(Some(MadePack { path: path.display().to_string(), token: made.len() - 1 }))
    }

    pub(super) fn pick_presentation(&self) -> Result<Option<OfferedFile>, Failure> {
        let picked = self.inner.host.pick_file(self.language.say(PICK_PRESENTATION));
        Ok(picked.and_then(|path| self.inner.add_files(vec![path], false).pop()))
    }

    pub(super) fn open_made(&self, token: usize, in_folder: bool) -> Result<(), Failure> {
        let path = lock(&self.inner.made).get(token).cloned();
        let path = path.ok_or_else(|| Failure::of("not_found", &Reason::NotMade))?;
        match self.inner.host.open_file(&path, in_folder) {
            true => Ok(()),
            false => Err(Failure::of("file", &Reason::NoProgram(path.display().to_string()))),
        }
    }

    pub(super) fn pack_templates(&self) -> Result<Vec<NamedTemplate>, Failure> {
        pack_templates(self.inner.workspace()?.store())
    }

    pub(super) fn save_pack_template(&self, named: NamedTemplate) -> Result<(), Failure> {
        save_pack_template(self.inner.workspace()?.store(), &named)
    }

    pub(super) fn remove_pack_template(&self, name: String) -> Result<(), Failure> {
        Ok(self.inner.workspace()?.store().transact(|change| change.remove_pack_template(&name))?)
    }
}

/// A pack as it is kept beside its review.
pub(super) fn kept(pack: &Pack) -> Result<Vec<u8>, Failure> {
    let failed = |error: String| Failure::new("internal", error);
    let json = serde_json::to_vec(pack).map_err(|error| failed(error.to_string()))?;
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(&json).and_then(|()| encoder.finish()).map_err(|error| failed(error.to_string()))
}

fn unpacked(review: i64, kept: &[u8]) -> Result<Pack, Failure> {
    let unreadable =
        |error: String| Failure::from(StoreError::Value(format!("pack of review {review}: {error}")));
    let mut json = Vec::new();
    let read = DeflateDecoder::new(kept).take(LARGEST_PACK).read_to_end(&mut json);
    read.map_err(|error| unreadable(error.to_string()))?;
    Pack::from_json(&json).map_err(|error| unreadable(error.to_string()))
}
