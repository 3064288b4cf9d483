//! The project's own commands. Each one sets up what it needs on a machine that has Rust, Node and git.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a terminal is what these commands talk to")]

mod app;
mod bench;
mod bundle;
mod check;
mod machine;
mod page;
mod process;
mod readers;
mod servers;
mod window;

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, Result, bail};

const HELP: &str = "\
The project's own commands

  cargo xtask app [-- FILE…]          build the app and open its window, offering it these files to import
  cargo xtask app --headless-check    build it and open its window on a display of its own: passes once the first
                                      page is painted, and keeps its picture in artifacts/first-page.png
  cargo xtask test [--full]           every check that CI makes; --full tries the package and real helpdesks too
  cargo xtask bench [TICKETS…]        time imports and questions of one and ten million tickets, or of so many, beside
                                      sqlite3, DuckDB and Polars
  cargo xtask bundle [--check]        make the .deb; --check installs it, starts it and removes it again
";

fn main() -> ExitCode {
    match command(&std::env::args().skip(1).collect::<Vec<_>>()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn command(arguments: &[String]) -> Result<()> {
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["app", "--headless-check"] => app::headless_check(),
        ["app"] => app::open(&[]),
        ["app", "--", files @ ..] => app::open(files),
        ["test"] => check::all(false),
        ["test", "--full"] => check::all(true),
        ["bench"] => bench::all(&[1_000_000, 10_000_000]),
        ["bench", sizes @ ..] => {
            let sizes = sizes.iter().map(|tickets| tickets.parse::<u32>()).collect::<Result<Vec<_>, _>>();
            bench::all(&sizes.context("how many tickets is a whole number")?)
        }
        ["bundle"] => bundle::make().map(|_| ()),
        ["bundle", "--check"] => bundle::check(),
        [] | ["help" | "--help" | "-h"] => {
            print!("{HELP}");
            Ok(())
        }
        _ => bail!("no such command: {}\n\n{HELP}", words.join(" ")),
    }
}

/// The project's folder.
fn root() -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."))
}
