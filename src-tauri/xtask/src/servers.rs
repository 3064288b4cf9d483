//! The connectors against real servers, which are installed for it: too heavy for every run.

use std::path::Path;

use anyhow::Result;

use crate::machine;
use crate::process::{program, run, within};

/// Seconds that installing, filling and comparing one of them may take.
const LONGEST: u32 = 1_200;

/// Installs a helpdesk, fills it, syncs it several times, and compares the store with what the helpdesk says. `built` is the
/// folder with the command line.
pub fn check(built: &Path, name: &str) -> Result<()> {
    machine::ready_to_serve()?;
    let smix = built.join("smix").display().to_string();
    let folder = machine::target()?.join("servers").display().to_string();
    let words = ["tests/servers/check.py", "--smix", &smix, "--folder", &folder, name];
    run(&mut within(LONGEST, &program("python3", &words, &crate::root())))
}
