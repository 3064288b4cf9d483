//! How fast a sync is where nothing slows it down: against a Zendesk on this machine that has no limits.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

use anyhow::{Context, Result};

use super::measured::Runs;
use super::{Bench, RUNS, remove_database, text};
use crate::process::{program, run};

/// Numbers of tickets, to see whether memory grows with them.
const SIZES: [u32; 2] = [50_000, 200_000];

/// A program that ends when it is no longer wanted.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

pub(super) fn all(bench: &Bench) -> Result<()> {
    println!("\n## A sync from Zendesk, pages of 1,000 tickets, no limits");
    SIZES.iter().try_for_each(|tickets| size(bench, *tickets))
}

fn size(bench: &Bench, tickets: u32) -> Result<()> {
    let script = crate::root().join("benches/zendesk.py");
    let server = Command::new(&bench.python)
        .args([text(&script)?, &tickets.to_string()])
        .stdout(Stdio::piped())
        .spawn()
        .context("cannot start the helpdesk to sync from")?;
    let mut server = Running(server);
    let mut port = String::new();
    BufReader::new(server.0.stdout.take().context("it has an output")?).read_line(&mut port)?;
    let store = bench.folder.join("sync.db");
    let at = text(&store)?;
    let address = format!("http://127.0.0.1:{}", port.trim());
    let sync = || {
        remove_database(&store)?;
        let add = ["--store", at, "connect", "add", "desk", "--kind", "zendesk", "--url", &address];
        run(program(&bench.smix, &add, &bench.folder).env("SMIX_TOKEN", "none").stderr(Stdio::null()))?;
        bench.ours_with(&store, &["sync", "desk", "--json"], &[("SMIX_TOKEN", "none")])
    };
    let runs = Runs::take(RUNS, &[("smix sync", &sync)])?;
    runs.print(&format!("{tickets} tickets"), 0);
    println!("\n{:.0} tickets a second", f64::from(tickets) / runs.seconds(0));
    Ok(())
}
