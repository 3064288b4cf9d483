//! The one router: what the window asks, the command line and tests can ask as well, and all get the same answer.

mod api;
mod backups;
mod chart_form;
mod compared_reviews;
mod comparing;
mod connecting;
mod deciding;
mod erasing;
mod events;
mod failure;
mod freezing;
mod handlers;
mod import;
mod imports;
mod insight_charts;
mod insights;
mod listing;
mod mapping;
mod methods;
mod pack_insights;
mod pack_tickets;
mod packing;
mod packs;
mod page_name;
mod pages;
mod periods;
mod query_types;
mod reviewing;
mod sample;
mod scorecard;
mod signing_in;
mod state;
mod sync;
mod syncs;
mod tickets;
mod trends;
mod turns;
mod typescript;
mod views;
mod waiting;
mod waterfall;
mod workspace;

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

pub use api::*;
pub use backups::{BackupOffer, Restored};
pub use chart_form::{ChartFormat, ChartLook, chart_picture};
pub use compared_reviews::{
    ComparedReviews, PublishedFigure, PublishedPair, ReviewDifference, compare_reviews,
};
pub use comparing::{ComparedAnswer, ComparedFigure, compared};
pub use connecting::{Connected, ConnectionForm, ConnectionState, reconnected};
pub use deciding::{BlueprintFormat, SavedBlueprint};
pub use erasing::{
    Erased, Erasure, ErasureFile, ErasureSource, FileKind, erase as erase_person, preview as preview_erasure,
};
pub use failure::Failure;
pub use freezing::{RestatedFigure, RestatedMature, RestatedReview, freeze, restated};
pub use import::{ImportProgress, ImportRequest, ImportSummary, import_files};
pub use insights::{
    DecisionFile, InsightQuery, Learning, all_alerts, blueprint, blueprints, decide, insight, learning,
    save_blueprint, tell_query_type, untold,
};
pub use mapping::{map_connection, mapping_of as connection_mapping};
pub use methods::Request;
pub use pack_tickets::{PackOrder, PackTickets};
pub use packing::{PackContent, pack, packed};
pub use packs::{
    LARGEST_PACK, LARGEST_PRESENTATION, MadePack, NamedTemplate, PackRequest, PackTemplate, pack_template,
    pack_templates, save_pack_template,
};
pub use page_name::PageName;
pub use pages::{chart, page, tickets_behind};
pub use query_types::{QueryTypeProposals, query_type_proposals};
pub use reviewing::{PublishedReview, ReviewState};
pub use sample::{load as load_sample, remove as remove_sample};
pub use signing_in::SigningIn;
pub use state::{Snapshot, State};
pub use sync::{
    SyncProgress, SyncRequest, SyncSummary, erase_source, open as open_connection, sync as sync_connection,
};
pub use syncs::{SyncRunning, SyncState};
pub use tickets::{
    TicketDetail, TicketField, TicketPage, TicketRow, detail as ticket_detail, give_verdict,
    row as ticket_row, take_verdict_back,
};
pub use trends::TrendPoint;
pub use typescript::typescript;
pub use views::view_days;
pub use waiting::Waiting;
pub use workspace::Workspace;
#[cfg(test)]
pub(crate) use {
    backups::PICK_BACKUP,
    deciding::texts as deciding_texts,
    handlers::{PICK_FILES, SAVE_AS},
    pack_insights::texts as list_texts,
};

use crate::calendar::Comparison;
use crate::chart::Picture;
use crate::connect::{REDIRECT_PORT, Secret};
use crate::language::{Language, Reason};
use crate::metrics::StopSign;
use crate::model::Timestamp;
use crate::pack::Pack;
use crate::store::{By, NewStore, Settings, Store};

/// What the router needs from the program around it.
pub trait Host: Send + Sync {
    /// Lets the user choose files to import in a dialog of this title; empty where they choose none.
    fn pick_files(&self, title: &str) -> Vec<PathBuf>;
    /// Lets the user choose one file in a dialog of this title; `None` where they choose none.
    fn pick_file(&self, title: &str) -> Option<PathBuf>;
    /// Lets the user choose where to write a file; `None` where they choose nothing.
    fn pick_save_path(&self, title: &str, suggested_name: &str) -> Option<PathBuf>;
    /// Opens a web page in the user's browser. Whether that was possible.
    fn open_page(&self, url: &str) -> bool;
    /// Puts a picture on the system's clipboard.
    ///
    /// # Errors
    /// Why it could not be done.
    fn copy_picture(&self, picture: Picture) -> Result<(), String>;
    /// Writes a pack, whole or not at all, and says what was written.
    ///
    /// # Errors
    /// Why it could not be done, in words for the user.
    fn write_pack(&self, pack: &Pack, order: PackOrder<'_>, path: &Path) -> Result<Vec<PathBuf>, String>;
    /// Opens a file with the program that the system has for it, or shows it in its folder. Whether that was possible.
    fn open_file(&self, path: &Path, in_folder: bool) -> bool;
    /// Shows a notification of the system. Whether that was possible.
    fn notify(&self, _title: &str, _text: &str) -> bool {
        false
    }
    /// The port of this machine that the browser comes back to after a sign-in.
    fn redirect_port(&self) -> u16 {
        REDIRECT_PORT
    }
    /// The time.
    fn now(&self) -> Timestamp;
    /// The system's time zone, by IANA name.
    fn system_zone(&self) -> String;
    /// The user of the system.
    fn user(&self) -> String;
}

/// The router and its state. One for each running program.
pub struct Service {
    inner: std::sync::Arc<Inner>,
    /// The language that is answered in.
    language: Language,
    /// Whether what is being asked is still wanted. Each request is answered by a copy of the router with its own.
    stop: StopSign,
}

struct Inner {
    host: Box<dyn Host>,
    path: PathBuf,
    /// The open workspace, or why it cannot be opened.
    workspace: Mutex<Result<std::sync::Arc<Workspace>, Failure>>,
    /// Files that the page may name by their place in this list.
    files: Mutex<Files>,
    import: imports::ImportJob,
    syncs: syncs::SyncJob,
    /// The lists of tickets that were last asked for.
    lists: listing::Lists,
    /// Set where the user no longer wants the connection that is being checked.
    attempt: Mutex<Arc<AtomicBool>>,
    /// The tickets that were last looked at, to see what a mapping makes of them.
    look: Mutex<Option<Arc<mapping::Look>>>,
    /// What opens connections, as given since the start: a machine may have no keychain. By name and address, as another
    /// program may have the name lead elsewhere.
    secrets: Mutex<HashMap<(String, String), Secret>>,
    /// What is held by the one who renews what opens a connection, by its name.
    renewing: Mutex<HashMap<String, Arc<Mutex<()>>>>,
    /// The newest request of each place of the window.
    turns: turns::Turns,
    /// The files that packs were written to since the start: those that may be opened.
    made: Mutex<Vec<PathBuf>>,
    /// The sign-in that the browser has been opened for.
    signing_in: Mutex<Option<signing_in::Begun>>,
}

#[derive(Default)]
struct Files {
    known: Vec<PathBuf>,
    offered: Vec<usize>,
}

impl Service {
    /// A router over the store at `path`, which is made where it is missing. A store that cannot be opened is no error
    /// here: every request that needs it says what is wrong, so that the window can show it.
    pub fn open(path: &Path, host: Box<dyn Host>) -> Service {
        let workspace = open_workspace(path, host.as_ref());
        Service {
            language: Language::default(),
            inner: std::sync::Arc::new(Inner {
                path: path.to_owned(),
                workspace: Mutex::new(workspace),
                files: Mutex::default(),
                import: imports::ImportJob::default(),
                syncs: syncs::SyncJob::default(),
                lists: listing::Lists::default(),
                attempt: Mutex::default(),
                look: Mutex::default(),
                secrets: Mutex::default(),
                renewing: Mutex::default(),
                made: Mutex::default(),
                signing_in: Mutex::default(),
                turns: turns::Turns::default(),
                host,
            }),
            stop: StopSign::default(),
        }
    }

    /// Answers what a window asks first and forgets the answer, so that what it needs is in memory when it is asked. To be
    /// called on a thread of its own while the window is made. What goes wrong is told to the one who asks.
    pub fn warm_up(&self) {
        let Ok(status) = self.status() else { return };
        let Some(first) = status.periods.iter().find(|named| named.id == status.default_period) else {
            return;
        };
        let scope = Scope { period: first.period, filters: Vec::new() };
        // Only what it leaves in memory is wanted.
        let _ = self.page(PageName::Review, scope, Comparison::Before, Vec::new(), None);
    }

    /// Files that the user dropped on the window, or gave at the start: the page is told of them.
    pub fn offer_files(&self, paths: Vec<PathBuf>) {
        self.inner.add_files(paths, true);
    }
}

impl Inner {
    fn workspace(&self) -> Result<std::sync::Arc<Workspace>, Failure> {
        let mut workspace = lock(&self.workspace);
        if workspace.is_err() {
            // What was in the way may be gone: a disk mounted, a backup restored.
            *workspace = open_workspace(&self.path, self.host.as_ref());
        }
        workspace.clone()
    }

    /// Who changes something now.
    fn by(&self) -> By {
        By { user: self.host.user(), at: self.host.now() }
    }

    fn add_files(&self, paths: Vec<PathBuf>, offer: bool) -> Vec<OfferedFile> {
        let mut files = lock(&self.files);
        let mut added = Vec::new();
        for path in paths {
            let token = files.known.len();
            added.push(offered_file(token, &path));
            files.known.push(path);
            if offer {
                files.offered.push(token);
            }
        }
        added
    }

    fn take_offered(&self) -> Vec<OfferedFile> {
        let mut files = lock(&self.files);
        let offered = std::mem::take(&mut files.offered);
        offered.into_iter().filter_map(|token| Some(offered_file(token, files.known.get(token)?))).collect()
    }

    fn file(&self, token: usize) -> Result<PathBuf, Failure> {
        lock(&self.files)
            .known
            .get(token)
            .cloned()
            .ok_or_else(|| Failure::of("not_found", &Reason::UnknownFile))
    }
}

fn offered_file(token: usize, path: &Path) -> OfferedFile {
    let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
    // A file that cannot be looked at is refused with its reason at the preview.
    let size = std::fs::metadata(path).map_or(0, |file| file.len());
    OfferedFile { token, name, size }
}

fn open_workspace(path: &Path, host: &dyn Host) -> Result<std::sync::Arc<Workspace>, Failure> {
    let new = NewStore { settings: Settings::new(&host.system_zone()) };
    let store = Store::open(path, Some(&new), host.now())?;
    Ok(std::sync::Arc::new(Workspace::new(store)?))
}

/// A lock that a panic elsewhere does not close for good: what it guards is replaced whole, never half.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
