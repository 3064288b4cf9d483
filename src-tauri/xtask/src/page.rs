//! The page that the window shows: its packages, its build, its scripts.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::machine;
use crate::process::{NPM, program, run, within};

/// Seconds that looking at every page may take.
const LIMIT: u32 = 1_200;

fn folder() -> PathBuf {
    crate::root().join("ui")
}

/// Installs the packages that the lockfile names, unless those there came from this very lockfile.
pub fn install() -> Result<()> {
    let lockfile = folder().join("package-lock.json");
    let installed_from = folder().join("node_modules/.installed-from.json");
    let wanted = fs::read(&lockfile).with_context(|| format!("cannot read {}", lockfile.display()))?;
    if fs::read(&installed_from).is_ok_and(|installed| installed == wanted) {
        return Ok(());
    }
    run(&mut program(NPM, &["ci", "--no-audit", "--no-fund"], &folder()))?;
    fs::write(&installed_from, wanted).with_context(|| format!("cannot write {}", installed_from.display()))
}

/// Builds the page into ui/dist, which the window carries.
pub fn build() -> Result<()> {
    script("build")
}

/// Runs a script of ui/package.json.
pub fn script(name: &str) -> Result<()> {
    run(&mut program(NPM, &["run", "--silent", name], &folder()))
}

/// Looks at every page in a browser, before the router that is found in this folder.
pub fn in_a_browser(binaries: &Path) -> Result<()> {
    let mut tests = program(NPM, &["run", "--silent", "browser"], &folder());
    tests
        .env("SUPPORTMIX_BROWSER", machine::browser()?)
        .env("SUPPORTMIX_PAGE_SERVER", binaries.join("examples/page-server"));
    run(&mut within(LIMIT, &tests))
}

/// Asks the registry for known weaknesses of the packages.
pub fn audit() -> Result<()> {
    run(&mut program(NPM, &["audit", "--fetch-timeout=20000", "--fetch-retries=0"], &folder()))
}

/// The Tauri command line, which comes as one of the page's packages.
pub fn tauri() -> PathBuf {
    folder().join("node_modules/.bin").join(if cfg!(windows) { "tauri.cmd" } else { "tauri" })
}
