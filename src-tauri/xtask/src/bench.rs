//! `cargo xtask bench`: how fast and how large we are beside the programs that a user could reach for, in one run.

use std::fs;
use std::io::{BufRead, BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};

use crate::machine;
use crate::process::{cargo, program, run};

/// Runs of each command; medians are quoted.
const RUNS: usize = 3;

/// Compares an import of so many tickets with `sqlite3 .import` of the same file.
pub fn import(tickets: u32) -> Result<()> {
    machine::ready_to_measure()?;
    run(&mut cargo(&["build", "--release", "--locked", "--package", "supportmix-cli"]))?;
    let smix = machine::target()?.join("release/smix");
    let folder = machine::target()?.join("bench");
    fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
    let csv = folder.join(format!("tickets-{tickets}.csv"));
    if !csv.is_file() {
        println!("writing {tickets} tickets");
        let part = folder.join("tickets.part");
        let count = tickets.to_string();
        run(&mut program(&smix, &["sample", "--tickets", &count, "--csv", text(&part)?], &folder))?;
        fs::rename(&part, &csv)?;
    }
    let changed = folder.join("changed.csv");
    change_some(&csv, &changed)?;
    let (store, plain) = (folder.join("store.db"), folder.join("plain.db"));
    let (smix, at) = (text(&smix)?, text(&store)?);
    let ours = |csv| [smix, "--store", at, "import", csv, "--source", "bench", "--json"];
    let theirs = ["sqlite3", text(&plain)?, ".mode csv", &format!(".import {} ticket", csv.display())];
    let (mut first, mut again, mut later, mut peer) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for _ in 0..RUNS {
        for file in [&store, &plain] {
            remove_database(file)?;
        }
        first.push(Measured::of(&ours(text(&csv)?))?);
        again.push(Measured::of(&ours(text(&csv)?))?);
        later.push(Measured::of(&ours(text(&changed)?))?);
        peer.push(Measured::of(&theirs)?);
    }
    let peer = median(&mut peer);
    println!(
        "\n| {tickets} tickets, {} MB of CSV | seconds | beside sqlite3 | memory, MB |",
        megabytes(&csv)?
    );
    println!("|---|---|---|---|");
    for (name, runs) in [
        ("smix import", &mut first),
        ("smix import, again, unchanged", &mut again),
        ("smix import, again, 1 % changed", &mut later),
    ] {
        print_row(name, median(runs), peer);
    }
    print_row("sqlite3 .import, untyped, no keys", peer, peer);
    println!("\nThe store takes {} MB.", megabytes(&store)?);
    Ok(())
}

/// Copies a Supportmix CSV with the last column, a flag, turned over in about one row of a hundred.
fn change_some(csv: &Path, to: &Path) -> Result<()> {
    let mut copy = BufWriter::new(fs::File::create(to)?);
    for (number, line) in BufReader::new(fs::File::open(csv)?).lines().enumerate() {
        let line = line?;
        let turned = match line.rsplit_once(',') {
            Some((rest, "true")) => Some(format!("{rest},false")),
            Some((rest, "false")) => Some(format!("{rest},true")),
            _ => None,
        };
        writeln!(copy, "{}", turned.filter(|_| number % 100 == 50).unwrap_or(line))?;
    }
    copy.flush().with_context(|| format!("cannot write {}", to.display()))
}

/// What a command took.
#[derive(Clone, Copy)]
struct Measured {
    time: Duration,
    /// Greatest resident memory, in kilobytes.
    memory: u64,
}

impl Measured {
    /// Runs a command under GNU time, which reads the greatest memory from the kernel when the command ends.
    fn of(words: &[&str]) -> Result<Measured> {
        let begun = Instant::now();
        let output = Command::new("/usr/bin/time")
            .args(["--format", "%M", "--quiet"])
            .args(words)
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .output()
            .context("cannot start /usr/bin/time")?;
        let time = begun.elapsed();
        let printed = String::from_utf8_lossy(&output.stderr);
        ensure!(output.status.success(), "{}: {printed}", words.join(" "));
        let memory = printed.lines().last().and_then(|line| line.trim().parse().ok());
        Ok(Measured { time, memory: memory.with_context(|| format!("no memory figure in {printed:?}"))? })
    }
}

/// The run of median time.
fn median(runs: &mut [Measured]) -> Measured {
    runs.sort_by_key(|run| run.time);
    runs[runs.len() / 2]
}

fn print_row(name: &str, run: Measured, peer: Measured) {
    let ratio = run.time.as_secs_f64() / peer.time.as_secs_f64();
    println!("| {name} | {:.1} | {ratio:.2} | {} |", run.time.as_secs_f64(), run.memory / 1024);
}

fn remove_database(file: &Path) -> Result<()> {
    for suffix in ["", "-wal", "-shm"] {
        let mut name = file.as_os_str().to_owned();
        name.push(suffix);
        match fs::remove_file(PathBuf::from(name)) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error.into()),
            _ => {}
        }
    }
    Ok(())
}

fn megabytes(file: &Path) -> Result<u64> {
    Ok(fs::metadata(file)?.len() / 1_000_000)
}

fn text(path: &Path) -> Result<&str> {
    path.to_str().with_context(|| format!("{} is not Unicode", path.display()))
}
