//! Running other programs: their output goes to the terminal, a failure becomes an error that names the program.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

/// `npm` as the system calls it.
pub const NPM: &str = if cfg!(windows) { "npm.cmd" } else { "npm" };

/// A program with its arguments, to be run in `folder`.
pub fn program(name: impl AsRef<Path>, arguments: &[&str], folder: &Path) -> Command {
    let mut command = Command::new(name.as_ref());
    command.args(arguments).current_dir(folder);
    command
}

/// Cargo, in the project's folder, never changing Cargo.lock.
pub fn cargo(arguments: &[&str]) -> Command {
    program(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()), arguments, &crate::root())
}

/// Runs it to its end; any exit code but 0 is an error.
pub fn run(command: &mut Command) -> Result<()> {
    let name = shown(command);
    let status = command.status().with_context(|| format!("cannot start {name}"))?;
    if !status.success() {
        bail!("{name}: {status}");
    }
    Ok(())
}

/// Runs it to its end and gives what it printed.
pub fn output(command: &mut Command) -> Result<String> {
    let name = shown(command);
    let output = command.stderr(Stdio::inherit()).output().with_context(|| format!("cannot start {name}"))?;
    if !output.status.success() {
        bail!("{name}: {}", output.status);
    }
    String::from_utf8(output.stdout).with_context(|| format!("{name} printed something other than text"))
}

/// The same program, ended after so many seconds. It stays in the terminal's process group, so Ctrl-C reaches it.
pub fn within(seconds: u32, command: &Command) -> Command {
    through("timeout", &["--foreground", "--kill-after=10", &seconds.to_string()], command)
}

/// The same program with the same surroundings, started by another program.
pub fn through(starter: &str, arguments: &[&str], command: &Command) -> Command {
    let mut started = Command::new(starter);
    started.args(arguments).arg(command.get_program()).args(command.get_args());
    if let Some(folder) = command.get_current_dir() {
        started.current_dir(folder);
    }
    for (key, value) in command.get_envs() {
        match value {
            Some(value) => started.env(key, value),
            None => started.env_remove(key),
        };
    }
    started
}

/// Where the program of this name is that would be started.
pub fn installed(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).map(|folder| folder.join(name)).find(|file| file.is_file())
}

fn shown(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words.map(|word| word.to_string_lossy()).collect::<Vec<_>>().join(" ")
}
