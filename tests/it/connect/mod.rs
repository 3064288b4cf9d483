//! Connected helpdesks: what comes in from servers that behave as the vendors' do, and as they should not.

pub mod app;
mod app_oauth;
mod check;
mod fake;
mod freshdesk;
mod intercom;
mod mapping;
mod oauth;
mod opening;
mod renewal;
mod server;
mod signing;
mod zendesk;

use std::ops::ControlFlow;
use std::sync::Arc;

use serde_json::Value;
use supportmix_core::connect::{Keeping, Patience, Secret};
use supportmix_core::model::{TicketOutcome, Timestamp};
use supportmix_core::service::{Failure, SyncRequest, SyncSummary, sync_connection};
use supportmix_core::store::{Connection, NewStore, Settings, Store};

use self::server::Still;

/// The time of the tests.
pub const NOW: Timestamp = Timestamp(1_790_000_000);

/// A store with one connection.
struct Desk {
    _folder: tempfile::TempDir,
    store: Store,
    name: &'static str,
}

/// What must be seen in no log, error or file.
const TOKEN: &str = "s3cr3t-t0ken";

impl Desk {
    fn new(kind: &'static str, address: &str, user: Option<&str>) -> Desk {
        let folder = tempfile::tempdir().unwrap();
        let new = NewStore { settings: Settings::new("UTC") };
        let store = Store::open(&folder.path().join("store.db"), Some(&new), NOW).unwrap();
        let connection = Connection { user: user.map(str::to_owned), ..Connection::new(kind, kind, address) };
        store.transact(|change| change.save_connection(&connection)).unwrap();
        Desk { _folder: folder, store, name: kind }
    }

    fn connection(&self) -> Connection {
        self.store.connections().unwrap().remove(0)
    }

    fn sync(&self, full: bool) -> Result<SyncSummary, Failure> {
        self.sync_with(full, Still::at(NOW.0), &mut || ControlFlow::Continue(()))
    }

    fn sync_with(
        &self,
        full: bool,
        patience: Arc<dyn Patience>,
        go_on: &mut dyn FnMut() -> ControlFlow<()>,
    ) -> Result<SyncSummary, Failure> {
        let connection = self.connection();
        let secret = Secret::new(TOKEN).unwrap();
        let keeping = Arc::new(Typed);
        let request = SyncRequest { connection: &connection, secret, full, user: "ann", patience, keeping };
        sync_connection(&self.store, request, &mut |_| go_on())
    }

    fn ticket(&self, id: &str) -> TicketOutcome {
        let tickets = self.store.tickets().unwrap();
        tickets.by_key(self.name, id).unwrap().unwrap_or_else(|| panic!("no ticket {id}")).outcome
    }

    fn tickets(&self) -> u64 {
        self.store.sources().unwrap()[0].tickets
    }

    /// That the token is nowhere in what is kept.
    fn keeps_no_token(&self) {
        self.keeps_nothing_of(TOKEN);
    }

    fn keeps_nothing_of(&self, secret: &str) {
        for file in std::fs::read_dir(self._folder.path()).unwrap().flatten() {
            let bytes = std::fs::read(file.path()).unwrap_or_default();
            let found = bytes.windows(secret.len()).any(|window| window == secret.as_bytes());
            assert!(!found, "the token is in {:?}", file.file_name());
        }
    }
}

/// A token that was typed in is never renewed.
struct Typed;

impl Keeping for Typed {
    fn kept(&self) -> Option<Secret> {
        None
    }

    fn keep(&self, _: &Secret) {
        panic!("nothing was to be renewed");
    }
}

/// A copy of an object with other values.
fn changed(object: &Value, changes: Value) -> Value {
    let mut object = object.clone();
    let all = object.as_object_mut().unwrap();
    all.extend(changes.as_object().unwrap().clone());
    object
}
