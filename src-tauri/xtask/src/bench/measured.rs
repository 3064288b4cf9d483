//! Taking the time and the memory of commands, and saying how they compare.

use std::fs::File;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

use anyhow::{Context, Result, ensure};

/// What a command took.
#[derive(Clone, Copy)]
pub struct Measured {
    pub seconds: f64,
    /// Greatest resident memory, in kilobytes.
    pub memory: u64,
}

impl Measured {
    /// Runs a command under GNU time, which reads the greatest memory from the kernel when the command ends. What it
    /// prints goes into a file, if there is one.
    pub fn of(words: &[&str], printed: Option<&Path>) -> Result<Measured> {
        Measured::with(words, &[], printed)
    }

    /// The same, with these in the command's environment.
    pub fn with(words: &[&str], environment: &[(&str, &str)], printed: Option<&Path>) -> Result<Measured> {
        let out = match printed {
            Some(path) => {
                Stdio::from(File::create(path).with_context(|| format!("cannot write {}", path.display()))?)
            }
            None => Stdio::null(),
        };
        let begun = Instant::now();
        let output = Command::new("/usr/bin/time")
            .args(["--format", "%M", "--quiet"])
            .args(words)
            .envs(environment.iter().copied())
            .stdout(out)
            .stderr(Stdio::piped())
            .output()
            .context("cannot start /usr/bin/time")?;
        let seconds = begun.elapsed().as_secs_f64();
        let said = String::from_utf8_lossy(&output.stderr);
        ensure!(output.status.success(), "{}: {said}", words.join(" "));
        let memory = said.lines().last().and_then(|line| line.trim().parse().ok());
        Ok(Measured { seconds, memory: memory.with_context(|| format!("no memory figure in {said:?}"))? })
    }

    /// What commands took one after the other: all their time, the most memory of any.
    pub fn then(self, next: Measured) -> Measured {
        Measured { seconds: self.seconds + next.seconds, memory: self.memory.max(next.memory) }
    }
}

/// The median of some times.
pub fn median(seconds: &[f64]) -> f64 {
    let mut sorted = seconds.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted.get(sorted.len() / 2).copied().unwrap_or(f64::NAN)
}

/// Runs of several things, taken in turns.
pub struct Runs {
    names: Vec<&'static str>,
    of: Vec<Vec<Measured>>,
}

impl Runs {
    /// Does each of these so many times, in turns, so that what else the machine does meets all of them.
    pub fn take(runs: usize, things: &[(&'static str, &dyn Fn() -> Result<Measured>)]) -> Result<Runs> {
        let mut of = vec![Vec::new(); things.len()];
        for _ in 0..runs {
            for ((_, measure), taken) in things.iter().zip(&mut of) {
                taken.push(measure()?);
            }
        }
        Ok(Runs { names: things.iter().map(|(name, _)| *name).collect(), of })
    }

    /// The median time of the thing at a place.
    pub fn seconds(&self, at: usize) -> f64 {
        median(&self.of[at].iter().map(|run| run.seconds).collect::<Vec<_>>())
    }

    /// Prints a row for each thing: its median time, beside that of the thing at `peer`, and its memory.
    pub fn print(&self, title: &str, peer: usize) {
        println!("\n| {title} | milliseconds | ratio | memory, MB |\n|---|---|---|---|");
        let time = |at: usize| self.seconds(at);
        for (at, name) in self.names.iter().enumerate() {
            let memory = self.of[at].iter().map(|run| run.memory).max().unwrap_or(0) / 1000;
            let ratio = time(at) / time(peer);
            println!("| {name} | {:.0} | {ratio:.3} | {memory} |", time(at) * 1000.0);
        }
    }
}
