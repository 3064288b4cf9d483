//! Where the program runs: its store, the clock, the system's zone, the user. Only here is the system asked.

use std::path::PathBuf;
use std::sync::Arc;

use chrono::Utc;
use supportmix_core::connect::Patience;
use supportmix_core::model::Timestamp;
use supportmix_core::service::{Failure, Snapshot, Waiting, Workspace};
use supportmix_core::store::{By, NewStore, Settings, Store, default_path};

use crate::stop::Stop;

/// Where the program runs.
pub struct Place {
    store: Option<PathBuf>,
}

impl Place {
    /// The store given, else the app's own.
    pub fn new(store: Option<PathBuf>) -> Place {
        Place { store: store.or_else(default_path) }
    }

    /// Where the store is, or would be.
    pub fn path(&self) -> Result<&PathBuf, Stop> {
        self.store.as_ref().ok_or_else(|| {
            Stop::misused("the system names no folder for the store; give one with --store FILE")
        })
    }

    /// The store, which must be there.
    pub fn store(&self) -> Result<Store, Stop> {
        Ok(Store::open(self.path()?, None, self.now())?)
    }

    /// The store, made where it is missing.
    pub fn store_or_new(&self) -> Result<Store, Stop> {
        let path = self.path()?;
        let missing = std::fs::metadata(path).map_or(true, |file| file.len() == 0);
        let new = self.new_store();
        let store = Store::open(path, Some(&new), self.now())?;
        if missing {
            note(&format!(
                "made the store {}; days are cut in {} (to change: smix settings set time-zone ZONE)",
                path.display(),
                new.settings.time_zone
            ));
        }
        Ok(store)
    }

    /// What a new store begins with.
    pub fn new_store(&self) -> NewStore {
        // Where the system names no zone, the settings fall back to UTC.
        let zone = iana_time_zone::get_timezone().unwrap_or_default();
        NewStore { settings: Settings::new(&zone) }
    }

    /// The store with its tickets in memory.
    pub fn workspace(&self) -> Result<Workspace, Stop> {
        Ok(Workspace::new(self.store()?)?)
    }

    /// Asks something of the store with its tickets in memory, and tells what happened on the way.
    pub fn ask<T>(&self, question: impl FnMut(&Snapshot) -> Result<T, Failure>) -> Result<T, Stop> {
        let workspace = self.workspace()?;
        let answer = workspace.ask(question);
        workspace.take_notes().iter().for_each(|text| note(text));
        Ok(answer?)
    }

    /// Makes what is computed from the store ready for the questions to come.
    pub fn prepare(&self, store: Store) -> Result<(), Stop> {
        let workspace = Workspace::new(store)?;
        workspace.prepare();
        workspace.take_notes().iter().for_each(|text| note(text));
        Ok(())
    }

    /// The time.
    pub fn now(&self) -> Timestamp {
        now()
    }

    /// What waits for a helpdesk.
    pub fn patience(&self) -> Arc<dyn Patience> {
        Arc::new(Waiting::new(now, Arc::default()))
    }

    /// Who changes something now.
    pub fn by(&self) -> By {
        By { user: self.user(), at: self.now() }
    }

    /// The user of the system, for the log of imports.
    pub fn user(&self) -> String {
        let named = ["USER", "USERNAME"].into_iter().find_map(|name| std::env::var(name).ok());
        named.unwrap_or_else(|| "unknown".to_owned())
    }
}

/// The time.
#[expect(clippy::disallowed_methods, reason = "the one place of this program that reads the clock")]
pub fn now() -> Timestamp {
    Timestamp(Utc::now().timestamp())
}

/// Tells the user something that is not the answer.
#[expect(clippy::print_stderr, reason = "notes belong on standard error")]
pub fn note(text: &str) {
    eprintln!("{text}");
}
