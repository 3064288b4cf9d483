//! A ticket's way back to its helpdesk.

use serde_json::{Value, json};
use supportmix_core::connect::KINDS;

use super::app::{App, answer};
use super::server::Server;

#[test]
fn a_synced_ticket_opens_in_its_helpdesk_and_no_other_does() {
    let (app, server) = (App::new(), Server::new(answer));
    app.connect(&server, None);
    app.ask("start_sync", json!({"name": "desk", "full": false, "secret": null}));
    app.ended(1);
    assert_eq!(app.ask("ticket", json!({"id": 1}))["helpdesk"], "Zendesk");
    app.ask("open_ticket", json!({"id": 1}));
    assert_eq!(*app.pages.lock().unwrap(), [format!("{}/agent/tickets/1", server.address)]);
    app.ask("disconnect", json!({"name": "desk"}));
    assert_eq!(app.ask("ticket", json!({"id": 1}))["helpdesk"], Value::Null);
    assert_eq!(app.refused("open_ticket", json!({"id": 1})), "not_found");
}

#[test]
fn an_id_cannot_lead_elsewhere() {
    for kind in KINDS {
        let page = kind.ticket_page("https://desk.example/", "../../?x=1#y");
        assert!(page.is_none_or(|page| {
            page.starts_with("https://desk.example/")
                && !page.contains("..")
                && page.matches('#').count() == 0
        }));
    }
}
