//! The way from the page to the core, and from the desktop to the page.

use std::path::PathBuf;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use serde_json::Value;
use supportmix_core::service::{Failure, Service};
use tauri::async_runtime::spawn_blocking;
use tauri::{AppHandle, Emitter, Manager, State};

use crate::host::Desktop;

/// The core, opened on another thread than the window's, so that the window never waits for a store that is large or locked.
pub struct Core {
    store: PathBuf,
    app: AppHandle,
    service: OnceLock<Service>,
}

impl Core {
    pub fn new(store: PathBuf, app: AppHandle) -> Core {
        Core { store, app, service: OnceLock::new() }
    }

    fn service(&self) -> &Service {
        self.service.get_or_init(|| Service::open(&self.store, Box::new(Desktop::new(self.app.clone()))))
    }
}

/// Opens the core while the web view is still being made.
pub fn open_ahead(app: &AppHandle) {
    let core = Arc::clone(&app.state::<Arc<Core>>());
    std::thread::spawn(move || core.service().warm_up());
}

/// How often it is looked whether a sync is due.
const MINUTE: Duration = Duration::from_secs(60);

/// Begins the syncs that are due, for as long as the app is open.
pub fn keep_schedule(app: &AppHandle) {
    let core = Arc::clone(&app.state::<Arc<Core>>());
    std::thread::spawn(move || {
        loop {
            std::thread::sleep(MINUTE);
            if let Err(failure) = core.service().sync_due() {
                log::warn!("it was not looked whether a sync is due: {failure}");
            }
        }
    });
}

/// The page's one command: a request of the core's router, answered on a thread of its own.
#[tauri::command]
pub async fn rpc(core: State<'_, Arc<Core>>, request: Value) -> Result<Value, Failure> {
    let core = Arc::clone(&core);
    let answer = spawn_blocking(move || core.service().call(request)).await;
    answer.unwrap_or_else(|error| {
        log::error!("a request was not answered: {error}");
        Err(Failure::new(
            "internal",
            "this could not be done because of a fault in Supportmix; its log says more",
        ))
    })
}

/// Hands files to the core and tells the page that they wait.
pub fn offer(app: &AppHandle, files: Vec<PathBuf>) {
    if files.is_empty() {
        return;
    }
    let core = Arc::clone(&app.state::<Arc<Core>>());
    spawn_blocking(move || {
        core.service().offer_files(files);
        if let Err(error) = core.app.emit("files-offered", ()) {
            log::error!("the page was not told of files: {error}");
        }
    });
}
