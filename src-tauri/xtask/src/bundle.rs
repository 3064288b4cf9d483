//! `cargo xtask bundle`: the package that users install.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use serde_json::json;

use crate::process::{cargo, output, program, run};
use crate::{app, machine, page, window};

/// What the package and the app in it are called.
const NAME: &str = "supportmix";

/// The largest that the package may be, in bytes.
const LARGEST: u64 = 25_000_000;

/// Makes the .deb and gives its path.
pub fn make() -> Result<PathBuf> {
    machine::ready_to_build()?;
    app::build_page()?;
    let folder = machine::target()?.join("release/bundle/deb");
    if folder.exists() {
        fs::remove_dir_all(&folder).with_context(|| format!("cannot empty {}", folder.display()))?;
    }
    // Where programs are built is the machine's choice.
    let smix = machine::target()?.join("release/smix");
    let files = json!({ "/usr/bin/smix": smix });
    let added = json!({ "bundle": { "linux": { "deb": { "files": files } } } }).to_string();
    run(&mut program(
        page::tauri(),
        &["build", "--ci", "--bundles", "deb", "--config", &added, "--", "--locked"],
        &crate::root(),
    ))?;
    let package = fs::read_dir(&folder)
        .with_context(|| format!("cannot list {}", folder.display()))?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .find(|path| path.extension().is_some_and(|extension| extension == "deb"))
        .with_context(|| format!("no .deb in {}", folder.display()))?;
    repack(&package)?;
    let size = fs::metadata(&package).with_context(|| format!("cannot read {}", package.display()))?.len();
    println!("{}: {:.1} MB", package.display(), size as f64 / 1e6);
    ensure!(size <= LARGEST, "the package is larger than {} MB", LARGEST / 1_000_000);
    Ok(package)
}

/// Packs it once more, so that what both programs have alike (the core, its fonts) is in it once: the bundler's gzip looks
/// back 32 KB, xz at its best 64 MB.
fn repack(package: &Path) -> Result<()> {
    let unpacked = package.with_extension("unpacked");
    let [from, to] =
        [package, &unpacked].map(|path| path.to_str().context("the package's path is not Unicode"));
    let (from, to) = (from?, to?);
    let root = crate::root();
    run(&mut program("dpkg-deb", &["--raw-extract", from, to], &root))?;
    run(&mut program("dpkg-deb", &["-Zxz", "-z9", "--root-owner-group", "--build", to, from], &root))?;
    fs::remove_dir_all(&unpacked).with_context(|| format!("cannot remove {}", unpacked.display()))
}

/// Makes the .deb, installs it, starts what it installed and removes it again.
pub fn check() -> Result<()> {
    ensure!(
        !machine::is_package_installed(NAME),
        "{NAME} is installed here; remove it first: this check would"
    );
    machine::ready_to_drive()?;
    let package = make()?;
    let package = package.to_str().context("the package's path is not Unicode")?;
    machine::apt(&["install", "--yes", "--quiet", "--no-install-recommends", package])?;
    let outcome = starts();
    machine::apt(&["remove", "--yes", "--quiet", NAME])?;
    outcome?;
    ensure!(
        !PathBuf::from("/usr/bin/supportmix").exists(),
        "removing the package left /usr/bin/supportmix behind"
    );
    Ok(())
}

fn starts() -> Result<()> {
    let installed = Path::new("/usr/bin");
    let built = output(&mut cargo(&["pkgid", "--package", "supportmix-desktop"]))?;
    for name in [NAME, "smix"] {
        let printed = output(&mut program(installed.join(name), &["--version"], &crate::root()))?;
        print!("{printed}");
        let version = printed.split_whitespace().last().unwrap_or_default();
        ensure!(
            built.trim().ends_with(&format!("@{version}")),
            "{name} says {version}, built was {}",
            built.trim()
        );
    }
    window::first_page(installed)
}
