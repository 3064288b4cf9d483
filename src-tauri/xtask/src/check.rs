//! `cargo xtask test`: every check, in order. One that fails does not keep the later ones from running.

use std::time::Instant;

use anyhow::{Result, bail, ensure};

use crate::process::{cargo, output, program, run, within};
use crate::{app, bundle, machine, page, readers, servers, window};

/// The release of cargo-deny that deny.toml is written for.
const CARGO_DENY: &str = "0.20.2";

/// What must not come into the core: the shell, and fonts of the system (charts look the same everywhere).
const NOT_IN_THE_CORE: &[&str] = &["tauri", "wry", "font-kit"];

/// Runs every check; an error where one failed. `full` makes and tries the .deb too, has reports read by other programs, and installs helpdesks
/// to sync from.
pub fn all(full: bool) -> Result<()> {
    let mut report = Report::default();
    // Without these nothing else can run.
    let ready = report.check("the machine has what is needed", machine::ready_to_drive)
        && report.check("the page builds", app::build_page);
    if ready {
        report.check("Rust is formatted", || run(&mut cargo(&["fmt", "--all", "--check"])));
        for (name, script) in
            [("the page lints", "lint"), ("the page's types hold", "check"), ("the page's tests", "test")]
        {
            report.check(name, || page::script(script));
        }
        report.check("clippy has nothing to say", || {
            let lint = ["clippy", "--locked", "--workspace", "--all-targets", "--", "--deny", "warnings"];
            run(&mut cargo(&lint))
        });
        report.check("the Rust tests", tests);
        report.check("the core builds alone", the_core_is_alone);
        report.check("licences, sources and bans of the crates", || deny(&["bans", "licenses", "sources"]));
        report.inform("known weaknesses of the crates", || deny(&["advisories"]));
        report.inform("known weaknesses of the page's packages", page::audit);
        report.check("every page in a browser", || page::in_a_browser(&app::build_unoptimised()?));
        report.check("the real window", || window::every_test(&app::build_unoptimised()?));
        if full {
            report.check("other programs read the reports", || readers::check(&app::build_unoptimised()?));
            report.check("the package installs, starts and goes", bundle::check);
            for name in ["django-helpdesk", "request-tracker"] {
                report.check(name, || servers::check(&app::build_unoptimised()?, name));
            }
        }
    }
    report.close()
}

/// What has been checked so far.
#[derive(Default)]
struct Report {
    passed: usize,
    failed: Vec<String>,
}

impl Report {
    fn check(&mut self, name: &str, step: impl FnOnce() -> Result<()>) -> bool {
        let outcome = timed(name, step);
        match outcome {
            Ok(()) => self.passed += 1,
            Err(_) => self.failed.push(name.to_owned()),
        }
        outcome.is_ok()
    }

    /// Shown, never counted: what it tells changes without the project changing, and it needs the network.
    fn inform(&mut self, name: &str, step: impl FnOnce() -> Result<()>) {
        println!("\n(what the next step finds fails no run)");
        // The outcome has been printed.
        let _ = timed(name, step);
    }

    fn close(self) -> Result<()> {
        println!();
        for name in &self.failed {
            println!("failed: {name}");
        }
        println!("{} passed, {} failed", self.passed, self.failed.len());
        if self.failed.is_empty() { Ok(()) } else { bail!("not every check passed") }
    }
}

fn timed(name: &str, step: impl FnOnce() -> Result<()>) -> Result<()> {
    println!("\n── {name}");
    let start = Instant::now();
    let outcome = step();
    let seconds = start.elapsed().as_secs_f64();
    match &outcome {
        Ok(()) => println!("── {name}: ok, {seconds:.1} s"),
        Err(error) => println!("── {name}: FAILED after {seconds:.1} s: {error:#}"),
    }
    outcome
}

fn tests() -> Result<()> {
    app::build_unoptimised()?;
    run(&mut cargo(&["test", "--locked", "--workspace"]))
}

fn the_core_is_alone() -> Result<()> {
    let tree = ["tree", "--locked", "--package", "supportmix", "--edges", "normal", "--prefix", "none"];
    let crates = output(&mut cargo(&tree))?;
    let found: Vec<&str> = crates
        .lines()
        .filter_map(|line| line.split(' ').next())
        .filter(|name| NOT_IN_THE_CORE.iter().any(|banned| name == banned || name.starts_with("tauri-")))
        .collect();
    ensure!(found.is_empty(), "the core depends on {}", found.join(", "));
    run(&mut cargo(&["check", "--locked", "--package", "supportmix"]))
}

fn deny(what: &[&str]) -> Result<()> {
    let tool = machine::cargo_tool("cargo-deny", CARGO_DENY)?;
    let arguments =
        [&["--workspace", "--locked", "--all-features", "check", "--hide-inclusion-graph"], what].concat();
    run(&mut within(300, &program(tool, &arguments, &crate::root())))
}
