//! Connections as the window makes and keeps them: through the router, with a clock of the test's.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Barrier, Mutex};
use std::time::Duration;

use serde_json::{Value, json};
use supportmix_core::chart::Picture;
use supportmix_core::model::Timestamp;
use supportmix_core::pack::Pack;
use supportmix_core::service::{Host, PackOrder, Service, load_sample};
use supportmix_core::store::{Connection, NewStore, Settings, Store};

use super::server::{Asked, Reply, Server};
use super::{NOW, TOKEN};

struct Desktop {
    clock: Arc<AtomicI64>,
    /// Pages that the browser was told to open.
    pages: Arc<Mutex<Vec<String>>>,
}

impl Host for Desktop {
    fn pick_files(&self, _: &str) -> Vec<PathBuf> {
        Vec::new()
    }

    fn pick_file(&self, _: &str) -> Option<PathBuf> {
        None
    }

    fn pick_save_path(&self, _: &str, _: &str) -> Option<PathBuf> {
        None
    }

    fn open_page(&self, url: &str) -> bool {
        self.pages.lock().unwrap().push(url.to_owned());
        true
    }

    fn copy_picture(&self, _: Picture) -> Result<(), String> {
        Err("there is no clipboard".to_owned())
    }

    /// Any that is free.
    fn redirect_port(&self) -> u16 {
        0
    }

    fn write_pack(&self, pack: &Pack, _: PackOrder<'_>, path: &Path) -> Result<Vec<PathBuf>, String> {
        std::fs::write(path, serde_json::to_vec(pack).unwrap()).map_err(|error| error.to_string())?;
        Ok(vec![path.to_owned()])
    }

    fn open_file(&self, path: &Path, _: bool) -> bool {
        path.is_file()
    }

    fn now(&self) -> Timestamp {
        Timestamp(self.clock.load(Ordering::SeqCst))
    }

    fn system_zone(&self) -> String {
        "UTC".to_owned()
    }

    fn user(&self) -> String {
        "ann".to_owned()
    }
}

pub struct App {
    pub folder: tempfile::TempDir,
    pub(super) clock: Arc<AtomicI64>,
    pub(super) pages: Arc<Mutex<Vec<String>>>,
    pub service: Service,
}

impl App {
    pub fn new() -> App {
        App::on(tempfile::tempdir().unwrap())
    }

    /// The window closed and opened again.
    pub fn opened_again(self) -> App {
        App::on(self.folder)
    }

    fn on(folder: tempfile::TempDir) -> App {
        let clock = Arc::new(AtomicI64::new(NOW.0));
        let pages = Arc::new(Mutex::default());
        let desktop = Desktop { clock: clock.clone(), pages: pages.clone() };
        let service = Service::open(&folder.path().join("store.db"), Box::new(desktop));
        App { folder, clock, pages, service }
    }

    /// The store, as another program opens it.
    pub fn store(&self) -> Store {
        let new = NewStore { settings: Settings::new("UTC") };
        Store::open(&self.folder.path().join("store.db"), Some(&new), NOW).unwrap()
    }

    /// Keeps a connection, as another program does.
    pub(super) fn keep(&self, connection: &Connection) {
        self.store().transact(|change| change.save_connection(connection)).unwrap();
    }

    /// With the sample data, which ends with the last whole week.
    pub fn with_sample() -> App {
        let app = App::new();
        load_sample(&app.store(), NOW, "ann", &mut |_| ControlFlow::Continue(())).unwrap();
        app
    }

    pub fn ask(&self, method: &str, params: Value) -> Value {
        self.service.call(json!({"method": method, "params": params})).unwrap()
    }

    /// The code of the failure.
    pub fn refused(&self, method: &str, params: Value) -> &'static str {
        let failure = self.service.call(json!({"method": method, "params": params})).unwrap_err();
        assert!(!failure.message.contains(TOKEN));
        failure.code
    }

    pub(super) fn connect(&self, server: &Server, every_hours: Option<u32>) -> Value {
        self.ask("connect", json!({"form": form(&server.address, every_hours), "secret": TOKEN}))
    }

    /// Waits until so many syncs have ended and none is under way.
    pub(super) fn ended(&self, wanted: u64) {
        for _ in 0..2_000 {
            let state = self.ask("sync_state", json!({}));
            if state["ended"] == wanted && state["running"].is_null() {
                return;
            }
            std::thread::sleep(Duration::from_millis(10));
        }
        panic!("{} syncs did not end: {}", wanted, self.ask("sync_state", json!({})));
    }

    pub(super) fn tickets(&self) -> Value {
        self.ask("status", json!({}))["tickets"].clone()
    }
}

pub(super) fn form(address: &str, every_hours: Option<u32>) -> Value {
    json!({"name": "desk", "kind": "zendesk", "address": address, "user": null, "since": null, "every_hours": every_hours})
}

pub(super) fn answer(asked: &Asked) -> Reply {
    if asked.header("authorization") != Some(&format!("Bearer {TOKEN}")) {
        return Reply::status(401);
    }
    match asked.path.as_str() {
        "/api/v2/users/me.json" => Reply::json(json!({"user": {"id": 1, "email": "ann@example.com"}})),
        "/api/v2/ticket_fields.json" => Reply::json(json!({"ticket_fields": []})),
        "/api/v2/incremental/tickets/cursor.json" => Reply::json(json!({
            "end_of_stream": true, "after_cursor": "c1",
            "tickets": [{"id": 1, "created_at": "2026-01-05T10:00:00Z", "status": "open"},
                {"id": 2, "created_at": "2026-01-06T10:00:00Z", "status": "open"}],
        })),
        _ => Reply::status(404),
    }
}

#[test]
fn a_connection_is_kept_only_when_its_check_went_well() {
    let (app, server) = (App::new(), Server::new(answer));
    let wrong = json!({"form": form(&server.address, None), "secret": "wrong"});
    assert_eq!(app.refused("connect", wrong), "credentials");
    assert_eq!(
        app.refused("connect", json!({"form": form("http://example.com", None), "secret": TOKEN})),
        "invalid"
    );
    assert_eq!(
        app.refused("connect", json!({"form": form(&server.address, Some(0)), "secret": TOKEN})),
        "invalid"
    );
    assert_eq!(app.ask("connections", json!({})), json!([]));
    assert_eq!(app.connect(&server, None)["whom"], "ann@example.com");
    let [kept] = app.ask("connections", json!({})).as_array().unwrap().clone().try_into().unwrap();
    assert_eq!((kept["title"].as_str(), &kept["synced_at"]), (Some("Zendesk"), &Value::Null));
}

#[test]
fn a_connection_is_synced_and_its_tickets_outlive_it() {
    let (app, server) = (App::new(), Server::new(answer));
    app.connect(&server, None);
    app.ask("start_sync", json!({"name": "desk", "full": false, "secret": null}));
    app.ended(1);
    assert_eq!(app.tickets(), 2);
    let [kept] = app.ask("connections", json!({})).as_array().unwrap().clone().try_into().unwrap();
    assert!(kept["synced_at"].is_string() && kept["failure"].is_null() && kept["next_at"].is_null());
    assert_eq!(kept["cancelled"], false);
    let log = app.ask("imports", json!({}));
    assert_eq!((&log[0]["inserted"], &log[0]["file"]), (&json!(2), &json!("desk")));
    app.ask("disconnect", json!({"name": "desk"}));
    assert_eq!((app.ask("connections", json!({})), app.tickets()), (json!([]), json!(2)));
    assert_eq!(
        app.refused("start_sync", json!({"name": "desk", "full": false, "secret": null})),
        "not_found"
    );
}

#[test]
fn another_helpdesk_is_never_sent_the_token_of_the_one_before() {
    let (app, server, other) = (App::new(), Server::new(answer), Server::new(answer));
    app.connect(&server, None);
    assert_eq!(
        app.refused("connect", json!({"form": form(&other.address, None), "secret": null})),
        "secret_needed"
    );
    assert!(other.asked().is_empty());
    // The same one needs it only once.
    app.ask("connect", json!({"form": form(&server.address, Some(6)), "secret": null}));
}

#[test]
fn a_connection_that_another_program_leads_elsewhere_is_not_sent_the_token_of_the_one_before() {
    let (app, server, other) = (App::new(), Server::new(answer), Server::new(answer));
    app.connect(&server, None);
    app.keep(&Connection { every_hours: Some(1), ..Connection::new("desk", "zendesk", &other.address) });
    let refused = |method: &str, params: Value| assert_eq!(app.refused(method, params), "secret_needed");
    refused("start_sync", json!({"name": "desk", "full": false, "secret": null}));
    refused("connect", json!({"form": form(&other.address, None), "secret": null}));
    refused("preview_connection", json!({"name": "desk", "mapping": null, "fresh": true}));
    app.service.sync_due().unwrap();
    let kept = &app.ask("connections", json!({}))[0];
    assert!(kept["failure"].as_str().unwrap().contains("token of desk is needed"), "{kept}");
    assert!(other.asked().is_empty());
}

#[test]
fn a_connection_that_is_led_elsewhere_while_it_waits_for_its_turn_is_not_sent_the_token_of_the_one_before() {
    let (app, other, gate) = (App::new(), Server::new(answer), Arc::new(Barrier::new(2)));
    let held = gate.clone();
    let first = Server::new(move |asked| {
        // What the check before the sync asks for is another time.
        if asked.path.ends_with("cursor.json") && asked.query("start_time") != Some("1") {
            held.wait();
        }
        answer(asked)
    });
    let second = Server::new(answer);
    app.connect(&first, None);
    let mut wanted = form(&second.address, None);
    wanted["name"] = json!("second");
    app.ask("connect", json!({"form": wanted, "secret": TOKEN}));
    for name in ["desk", "second"] {
        app.ask("start_sync", json!({"name": name, "full": false, "secret": null}));
    }
    app.keep(&Connection::new("second", "zendesk", &other.address));
    gate.wait();
    app.ended(2);
    let kept = &app.ask("connections", json!({}))[1];
    assert!(kept["failure"].as_str().unwrap().contains("token of second is needed"), "{kept}");
    assert!(other.asked().is_empty());
}

#[test]
fn what_is_due_is_synced_by_itself() {
    let (app, server) = (App::new(), Server::new(answer));
    app.connect(&server, Some(6));
    app.service.sync_due().unwrap();
    app.ended(1);
    app.clock.fetch_add(6 * 3600 - 1, Ordering::SeqCst);
    app.service.sync_due().unwrap();
    app.ended(1);
    app.clock.fetch_add(1, Ordering::SeqCst);
    app.service.sync_due().unwrap();
    app.ended(2);
    assert_eq!(app.tickets(), 2);
}

#[test]
fn a_sync_by_itself_without_a_token_says_so_where_it_is_seen() {
    let app = App::new();
    app.keep(&Connection { every_hours: Some(1), ..Connection::new("desk", "zendesk", "https://a.example") });
    app.service.sync_due().unwrap();
    let connections = app.ask("connections", json!({}));
    assert!(connections[0]["failure"].as_str().unwrap().contains("token of desk is needed"));
    assert_eq!(
        app.refused("start_sync", json!({"name": "desk", "full": false, "secret": null})),
        "secret_needed"
    );
}

#[test]
fn a_sync_that_is_waiting_can_be_cancelled() {
    let app = App::new();
    let server = Server::new(|asked| {
        match asked.path.ends_with("cursor.json") && asked.query("start_time") != Some("1") {
            true => Reply::status(429).with("Retry-After", 600),
            false => answer(asked),
        }
    });
    app.connect(&server, None);
    app.ask("start_sync", json!({"name": "desk", "full": false, "secret": null}));
    for _ in 0..2_000 {
        let waits =
            app.ask("sync_state", json!({}))["running"]["waiting_seconds"].as_f64().unwrap_or_default();
        if waits > 100.0 {
            break;
        }
        std::thread::sleep(Duration::from_millis(10));
    }
    assert_eq!(app.refused("remove_source", json!({"name": "desk"})), "busy");
    assert_eq!(app.refused("disconnect", json!({"name": "desk"})), "busy");
    app.ask("cancel_sync", json!({}));
    app.ended(1);
    let [kept] = app.ask("connections", json!({})).as_array().unwrap().clone().try_into().unwrap();
    assert_eq!((&kept["cancelled"], &kept["failure"]), (&json!(true), &Value::Null));
    assert!(kept["failed_at"].is_string() && kept["synced_at"].is_null());
}

#[test]
fn a_sync_that_cannot_even_begin_says_why_where_it_is_seen() {
    let app = App::new();
    app.keep(&Connection::new("desk", "a-kind-to-come", "https://a.example"));
    app.ask("start_sync", json!({"name": "desk", "full": false, "secret": TOKEN}));
    app.ended(1);
    let kept = &app.ask("connections", json!({}))[0];
    let failure = kept["failure"].as_str().unwrap();
    assert!(failure.contains("a-kind-to-come") && failure.contains("does not know"), "{failure}");
    assert!(kept["failed_at"].is_string() && kept["cancelled"] == false);
}
