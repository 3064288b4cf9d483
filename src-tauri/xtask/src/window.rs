//! Driving the real window: a display nobody sees, and the tests of tests/e2e on it.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use anyhow::{Context, Result};

use crate::process::{program, run, through, within};

/// Seconds that one run of window tests may take.
const LIMIT: u32 = 900;

/// Where the window tests are.
const FOLDER: &str = "tests/e2e";

/// Every window test, against the app and the command line found in this folder.
pub fn every_test(binaries: &Path) -> Result<()> {
    let folder = crate::root().join(FOLDER);
    let mut tests = Vec::new();
    for entry in fs::read_dir(&folder).with_context(|| format!("cannot list {}", folder.display()))? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        if name.ends_with(".test.mjs") {
            tests.push(name);
        }
    }
    tests.sort();
    drive(&tests, binaries)
}

/// Opens the app found in this folder and waits for its first page to be painted; its picture goes to
/// artifacts/first-page.png.
pub fn first_page(binaries: &Path) -> Result<()> {
    drive(&["first-page.test.mjs".to_owned()], binaries)
}

/// How fast the window is over the tickets of a CSV, and what memory it takes; printed. Without a CSV, only how fast it is
/// there.
pub fn measured(csv: Option<&Path>, binaries: &Path) -> Result<()> {
    let mut node = program("node", &["benches/window.mjs"], &crate::root());
    on_a_display(node.args(csv), binaries)
}

fn drive(tests: &[String], binaries: &Path) -> Result<()> {
    // One after the other: there is one keyboard.
    let words = ["--test", "--test-concurrency=1", "--test-reporter=spec"];
    let mut node = program("node", &words, &crate::root());
    on_a_display(node.args(tests.iter().map(|name| format!("{FOLDER}/{name}"))), binaries)
}

/// Runs what drives the app found in this folder, on a display of its own.
fn on_a_display(node: &mut Command, binaries: &Path) -> Result<()> {
    let display = Display::start()?;
    node.env("DISPLAY", &display.name)
        .env_remove("WAYLAND_DISPLAY")
        .env("GDK_BACKEND", "x11")
        .env("LIBGL_ALWAYS_SOFTWARE", "1")
        .env("SUPPORTMIX_APP", binaries.join("supportmix"))
        .env("SUPPORTMIX_SMIX", binaries.join("smix"));
    run(&mut through("dbus-run-session", &["--"], &within(LIMIT, node)))
}

/// An X server without a screen, on a free display; ends with its owner.
struct Display {
    server: Child,
    name: String,
}

impl Display {
    fn start() -> Result<Display> {
        let mut server = Command::new("Xvfb")
            .args(["-displayfd", "1", "-screen", "0", "1280x800x24", "-nolisten", "tcp", "-noreset"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .context("cannot start Xvfb")?;
        let mut number = String::new();
        if let Some(printed) = server.stdout.take() {
            BufReader::new(printed).read_line(&mut number).context("Xvfb named no display")?;
        }
        let display = Display { server, name: format!(":{}", number.trim()) };
        anyhow::ensure!(!number.trim().is_empty(), "Xvfb ended before it named a display");
        Ok(display)
    }
}

impl Drop for Display {
    fn drop(&mut self) {
        // Either fails only where the server has ended already, which is what is wanted.
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}
