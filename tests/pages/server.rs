//! The page and the router over HTTP on this machine, for the tests that look at the page in a browser (`ui/browser`).
//! Only tests have it: neither the app nor the command line listens anywhere.
//!
//! `page-server PAGE STORE DESKTOP NOW` serves the built page in the folder PAGE on the store STORE, prints its address
//! with a token that every request to the router must show, and ends when its standard input does. In place of a
//! desktop it has the folder DESKTOP: the files in `picked` are what the user chooses to import, and what the user
//! saves or copies is put into it. NOW is the time, in RFC 3339.
#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stdout, reason = "a test's own program")]

#[path = "../it/connect/server.rs"]
#[allow(dead_code, reason = "what only helpdesks need")]
mod http;

use std::fs;
use std::io::Read;
use std::path::{Component, Path, PathBuf};

use http::{Asked, Reply, Server};
use serde_json::{Value, json};
use supportmix_core::chart::Picture;
use supportmix_core::model::{Timestamp, parse_rfc3339};
use supportmix_core::pack::Pack;
use supportmix_core::service::{Host, PackOrder, Service};

/// A folder that stands for the desktop.
struct Folder {
    path: PathBuf,
    now: Timestamp,
}

impl Host for Folder {
    fn pick_files(&self, _: &str) -> Vec<PathBuf> {
        let picked = fs::read_dir(self.path.join("picked")).into_iter().flatten();
        picked.map(|file| file.unwrap().path()).collect()
    }

    fn pick_file(&self, title: &str) -> Option<PathBuf> {
        self.pick_files(title).into_iter().next()
    }

    fn pick_save_path(&self, _: &str, suggested_name: &str) -> Option<PathBuf> {
        Some(self.path.join(suggested_name))
    }

    fn open_page(&self, _: &str) -> bool {
        false
    }

    fn copy_picture(&self, picture: Picture) -> Result<(), String> {
        let size = format!("{}x{}", picture.width, picture.height);
        fs::write(self.path.join("copied"), size).map_err(|error| error.to_string())
    }

    fn write_pack(&self, pack: &Pack, _: PackOrder<'_>, path: &Path) -> Result<Vec<PathBuf>, String> {
        // What it is written from: the formats are another package's.
        fs::write(path, serde_json::to_vec(pack).unwrap()).map_err(|error| error.to_string())?;
        Ok(vec![path.to_owned()])
    }

    fn open_file(&self, _: &Path, _: bool) -> bool {
        true
    }

    fn now(&self) -> Timestamp {
        self.now
    }

    fn system_zone(&self) -> String {
        "Europe/Berlin".to_owned()
    }

    fn user(&self) -> String {
        "kim".to_owned()
    }
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [page, store, desktop, now] = arguments.as_slice() else {
        panic!("page-server PAGE STORE DESKTOP NOW")
    };
    let host = Folder { path: desktop.into(), now: parse_rfc3339(now).unwrap() };
    let service = Service::open(Path::new(store), Box::new(host));
    let (page, policy, token) = (PathBuf::from(page), policy(), token());
    let expected = format!("Bearer {token}");
    let server = Server::new(move |asked| match asked.path.as_str() {
        "/rpc" if asked.header("authorization") == Some(&expected) => answer(&service, asked),
        "/rpc" => Reply::status(403),
        // Browsers ask for it by themselves.
        "/favicon.ico" => Reply { body: Vec::new(), ..Reply::status(204) },
        path => file(&page, path)
            .map_or_else(|| Reply::status(404), |reply| reply.with("Content-Security-Policy", &policy)),
    });
    println!("{}/?token={token}", server.address);
    std::io::stdin().read_to_end(&mut Vec::new()).unwrap();
}

/// What may be loaded: as in the window, but that the router is asked over HTTP.
fn policy() -> String {
    let window: Value = serde_json::from_str(include_str!("../../tauri.conf.json")).unwrap();
    let policy = window["app"]["security"]["csp"].as_str().unwrap();
    let (bridge, here) = ("connect-src ipc: http://ipc.localhost", "connect-src 'self'");
    assert!(policy.contains(bridge), "the window reaches the core in another way now");
    policy.replace(bridge, here)
}

fn token() -> String {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes).unwrap();
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The router's answer, or its failure. Both come with the same status, as browsers report any other as an error.
fn answer(service: &Service, asked: &Asked) -> Reply {
    Reply::json(match service.call(asked.body.clone()) {
        Ok(answer) => json!({ "answer": answer }),
        Err(failure) => json!({ "failure": failure }),
    })
}

/// A file of the page.
fn file(page: &Path, path: &str) -> Option<Reply> {
    let name = if path == "/" { "index.html" } else { path.trim_start_matches('/') };
    let within = Path::new(name).components().all(|part| matches!(part, Component::Normal(_)));
    let kind = match Path::new(name).extension()?.to_str()? {
        "html" => "text/html; charset=utf-8",
        "js" => "text/javascript",
        "css" => "text/css",
        "svg" => "image/svg+xml",
        "woff2" => "font/woff2",
        _ => "application/octet-stream",
    };
    let body = within.then(|| fs::read(page.join(name)).ok())??;
    Some(Reply { body, ..Reply::status(200) }.with("Content-Type", kind))
}
