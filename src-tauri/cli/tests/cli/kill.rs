//! An import that is killed leaves the store as it was, wherever the blow falls.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

use serde_json::Value;

fn smix(store: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_smix"));
    command.arg("--store").arg(store).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

fn import(store: &Path, file: &Path) -> Command {
    let mut command = smix(store);
    command.arg("import").arg(file).args(["--source", "helpdesk", "--json"]);
    command
}

/// All tickets of the store, by the exact count of the engine.
fn tickets(store: &Path) -> u64 {
    let output = smix(store)
        .args(["kpi", "--from", "2000-01-01", "--to", "2099-12-31", "--kpi", "tickets", "--format", "json"])
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let answer: Value = serde_json::from_slice(&output.stdout).unwrap();
    answer["rows"][0]["value"].as_f64().unwrap() as u64
}

fn csv(folder: &Path, name: &str, from: usize, count: usize) -> PathBuf {
    let mut text = String::from("external_id,created_at,updated_at,resolved_at,query_type,team\n");
    for id in from..from + count {
        let type_ = id % 17;
        text.push_str(&format!(
            "{id},2026-07-01T08:00:00Z,2026-07-02T08:00:00Z,2026-07-02T08:00:00Z,type {type_},team {type_}\n"
        ));
    }
    let path = folder.join(name);
    std::fs::write(&path, text).unwrap();
    path
}

#[test]
fn a_killed_import_leaves_all_or_nothing() {
    const OLD: u64 = 100;
    const NEW: u64 = 30_000;
    let folder = tempfile::tempdir().unwrap();
    let first = csv(folder.path(), "first.csv", 0, 100);
    let second = csv(folder.path(), "second.csv", 100, 30_000);

    // How long a whole import takes here sets the moments of the blows.
    let measured = folder.path().join("measured.db");
    let begun = Instant::now();
    assert!(import(&measured, &second).status().unwrap().success());
    let whole = begun.elapsed();
    assert_eq!(tickets(&measured), NEW);

    let store = folder.path().join("store.db");
    assert!(import(&store, &first).status().unwrap().success());
    let mut interrupted = 0;
    for blow in 0..10 {
        let mut child = import(&store, &second).spawn().unwrap();
        std::thread::sleep(whole * blow / 10);
        child.kill().unwrap();
        child.wait().unwrap();
        match tickets(&store) {
            OLD => interrupted += 1,
            found => {
                assert_eq!(found, OLD + NEW);
                break;
            }
        }
    }
    assert!(interrupted > 0, "no blow fell before the import was done");
    assert!(import(&store, &second).status().unwrap().success());
    assert_eq!(tickets(&store), OLD + NEW);
}
