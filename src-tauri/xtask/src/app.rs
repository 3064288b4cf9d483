//! `cargo xtask app`: from a fresh clone to the open window.

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Result, bail};

use crate::process::{cargo, run};
use crate::{machine, page, window};

/// Builds the app as users get it, optimised, and opens its window. Ends when the window is closed.
pub fn open(files: &[&str]) -> Result<()> {
    require_display()?;
    machine::ready_to_build()?;
    build_page()?;
    // The window has its PDFs written by the command line beside it.
    let both = ["--package", "supportmix-desktop", "--package", "supportmix-cli"];
    run(&mut cargo(&[&["build", "--release", "--locked"], both.as_slice()].concat()))?;
    run(Command::new(machine::target()?.join("release/supportmix")).args(files))
}

/// Builds the app without optimising it (twice as quick to make) and sees its first page painted.
pub fn headless_check() -> Result<()> {
    machine::ready_to_drive()?;
    build_page()?;
    window::first_page(&build_unoptimised()?)
}

/// Builds the page with its packages.
pub fn build_page() -> Result<()> {
    page::install()?;
    page::build()
}

/// Builds the whole workspace with its tests, so that nothing is built again for those, and gives the folder that the
/// app and the command line are in.
pub fn build_unoptimised() -> Result<PathBuf> {
    run(&mut cargo(&["build", "--locked", "--workspace", "--all-targets"]))?;
    Ok(machine::target()?.join("debug"))
}

fn require_display() -> Result<()> {
    let is_set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    if cfg!(target_os = "linux") && !is_set("DISPLAY") && !is_set("WAYLAND_DISPLAY") {
        bail!(
            "there is no display to open a window on: neither DISPLAY nor WAYLAND_DISPLAY is set.\n\
             Run this in a desktop session; over SSH, connect with `ssh -X` to a machine that has xauth; in a \
             container, hand in the display's socket (-e DISPLAY -v /tmp/.X11-unix:/tmp/.X11-unix).\n\
             To see without one that the window opens: cargo xtask app --headless-check"
        );
    }
    Ok(())
}
