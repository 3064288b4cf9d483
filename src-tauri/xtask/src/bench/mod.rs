//! `cargo xtask bench`: how fast and how large we are beside the programs that a user could reach for, in one run and
//! with the same numbers.

mod measured;
mod questions;
mod sync;
mod texts;

use std::fs;
use std::io::{BufRead, BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use serde_json::Value;

use self::measured::{Measured, Runs, median};
use crate::process::{cargo, output, program, run};
use crate::{app, machine, window};

/// Runs of each command; medians are quoted.
const RUNS: usize = 3;

/// Answers of a dashboard in one process.
const ANSWERS: usize = 21;

/// Tickets that change, to see how long it takes until figures have them.
const CHANGED: usize = 1_000;

/// The window is measured with up to so many tickets.
const WINDOW_AT_MOST: u32 = 1_000_000;

/// Measures imports, questions and memory with each of these numbers of tickets.
pub fn all(sizes: &[u32]) -> Result<()> {
    machine::ready_to_measure()?;
    machine::ready_to_drive()?;
    app::build_page()?;
    let target = machine::target()?;
    let folder = target.join("bench");
    fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
    let hello = hello(&target, &folder)?;
    run(&mut cargo(&["build", "--release", "--locked", "--workspace"]))?;
    let bench = Bench {
        smix: target.join("release/smix"),
        folder_of_programs: target.join("release"),
        engine: engine()?,
        // The peers are no dependency of ours: they live in the folder of benchmarks.
        python: machine::python(&folder.join("venv"), "benches/peers/requirements.txt")?,
        hello,
        peers: crate::root().join("benches/peers"),
        folder,
    };
    sizes.iter().try_for_each(|tickets| bench.size(*tickets))?;
    sync::all(&bench)
}

/// The folder of the same app with a page that only says hello: what any window takes to be there.
fn hello(target: &Path, folder: &Path) -> Result<PathBuf> {
    // All of the workspace, as for the app itself: crates with other features would all be built once more.
    let mut build = cargo(&["build", "--release", "--locked", "--workspace"]);
    run(build.env("TAURI_CONFIG", r#"{"build":{"frontendDist":"benches/hello"}}"#))?;
    let hello = folder.join("hello");
    fs::create_dir_all(&hello).with_context(|| format!("cannot make {}", hello.display()))?;
    fs::copy(target.join("release/supportmix"), hello.join("supportmix")).context("cannot copy the app")?;
    Ok(hello)
}

/// Builds what measures inside one process, and says where it is.
fn engine() -> Result<PathBuf> {
    let words = ["bench", "--locked", "--package", "supportmix", "--bench", "engine", "--no-run"];
    let told = output(&mut cargo(&[&words[..], &["--message-format=json"]].concat()))?;
    let mut executables = told.lines().filter_map(|line| {
        let message: Value = serde_json::from_str(line).ok()?;
        Some(PathBuf::from(message.get("executable")?.as_str()?))
    });
    executables.next_back().context("cargo built no benchmark")
}

struct Bench {
    smix: PathBuf,
    folder_of_programs: PathBuf,
    engine: PathBuf,
    python: PathBuf,
    hello: PathBuf,
    peers: PathBuf,
    folder: PathBuf,
}

impl Bench {
    fn size(&self, tickets: u32) -> Result<()> {
        let csv = self.csv(tickets)?;
        let files = Files::new(&self.folder, tickets);
        println!("\n## {tickets} tickets, {} MB of CSV", megabytes(&csv)?);
        self.import(&csv, &files)?;
        texts::all(self, &csv)?;
        self.derive(&files)?;
        self.cold(&files)?;
        self.warm(&files)?;
        self.inside(&files)?;
        if tickets <= WINDOW_AT_MOST {
            window::measured(None, &self.hello)?;
            window::measured(Some(&csv), &self.folder_of_programs)?;
        }
        Ok(())
    }

    /// The tickets, made once.
    fn csv(&self, tickets: u32) -> Result<PathBuf> {
        let csv = self.folder.join(format!("tickets-{tickets}-{}.csv", questions::WEEKS));
        if !csv.is_file() {
            println!("writing {tickets} tickets");
            let part = self.folder.join("tickets.part");
            let (count, weeks) = (tickets.to_string(), questions::WEEKS.to_string());
            let words =
                ["sample", "--tickets", &count, "--weeks", &weeks, "--until", questions::UNTIL, "--csv"];
            run(&mut program(&self.smix, &[&words[..], &[text(&part)?]].concat(), &self.folder))?;
            fs::rename(&part, &csv)?;
        }
        Ok(csv)
    }

    fn ours(&self, files: &Files, words: &[&str], printed: Option<&Path>) -> Result<Measured> {
        Measured::of(&[&[text(&self.smix)?, "--store", text(&files.store)?], words].concat(), printed)
    }

    fn ours_with(&self, store: &Path, words: &[&str], environment: &[(&str, &str)]) -> Result<Measured> {
        let all = [&[text(&self.smix)?, "--store", text(store)?], words].concat();
        Measured::with(&all, environment, None)
    }

    fn peer(&self, script: &str, words: &[&str], printed: Option<&Path>) -> Result<Measured> {
        let script = self.peers.join(script);
        Measured::of(&[&[text(&self.python)?, text(&script)?], words].concat(), printed)
    }

    /// That two programs say the same.
    fn compare(&self, one: &Path, other: &Path) -> Result<()> {
        let script = self.peers.join("compare.py");
        let words = [text(&script)?, text(one)?, text(other)?];
        run(&mut program(&self.python, &words, &self.folder))
    }

    fn import(&self, csv: &Path, files: &Files) -> Result<()> {
        let csv_name = text(csv)?;
        let import = ["import", csv_name, "--source", "bench", "--json"];
        let changed = change_some(csv)?;
        let import_changed = ["import", text(&changed)?, "--source", "bench", "--json"];
        let sqlite = format!(".import {csv_name} ticket");
        Runs::take(
            RUNS,
            &[
                ("smix import", &|| {
                    remove_database(&files.store)?;
                    self.ours(files, &import, None)
                }),
                ("smix import, again, unchanged", &|| self.ours(files, &import, None)),
                ("smix import, again, 1 % changed", &|| self.ours(files, &import_changed, None)),
                ("sqlite3 .import, untyped, no keys", &|| {
                    remove_database(&files.plain)?;
                    Measured::of(&["sqlite3", text(&files.plain)?, ".mode csv", &sqlite], None)
                }),
                ("DuckDB read_csv into a typed table", &|| {
                    remove_database(&files.duckdb)?;
                    self.peer("duckdb_peer.py", &["load", csv_name, text(&files.duckdb)?], None)
                }),
            ],
        )?
        .print("import", 3);
        // The peers have the file as it is.
        self.ours(files, &import, None)?;
        let columns: u64 =
            fs::read_dir(&files.columns)?.map(|entry| Ok(entry?.metadata()?.len())).sum::<Result<u64>>()?;
        println!(
            "\nThe store takes {} MB, {:.2} of the CSV, and its columns {} MB; DuckDB's file {} MB.",
            megabytes(&files.store)?,
            megabytes(&files.store)? as f64 / megabytes(csv)? as f64,
            columns / 1_000_000,
            megabytes(&files.duckdb)?,
        );
        for (month, words) in questions::LEDGER {
            let costs = [&["costs", "set", "--from", month], *words].concat();
            self.ours(files, &costs, None)?;
        }
        self.ours(files, &["settings", "set", "time-zone", questions::ZONE], None)?;
        Ok(())
    }

    /// What the peers' questions are asked of, made once like our columns.
    fn derive(&self, files: &Files) -> Result<()> {
        let duckdb = text(&files.duckdb)?;
        self.peer("duckdb_peer.py", &["derive", duckdb, "--time-zone", questions::ZONE], None)?;
        self.peer("polars_peer.py", &["derive", duckdb, text(&files.parquet)?], None)?;
        Ok(())
    }

    fn cold(&self, files: &Files) -> Result<()> {
        fs::write(&files.questions, questions::cold().to_string())?;
        let (duckdb, asked) = (text(&files.duckdb)?, text(&files.questions)?);
        let answers = |at: usize| self.folder.join(format!("cold-{at}.json"));
        Runs::take(
            RUNS * 3,
            &[
                ("smix kpi, four calls", &|| {
                    let calls = questions::COLD_SPLITS.iter().enumerate().map(|(at, by)| {
                        let mut words = vec!["kpi", "--from", questions::QUARTER.0, "--to", questions::QUARTER.1];
                        words.extend(["--format", "json"]);
                        let by = by.join(",");
                        if !by.is_empty() {
                            words.extend(["--by", &by]);
                        }
                        self.ours(files, &words, Some(&answers(at)))
                    });
                    let calls = calls.collect::<Result<Vec<Measured>>>()?;
                    calls.into_iter().reduce(Measured::then).context("there are questions")
                }),
                ("DuckDB, one process", &|| {
                    self.peer("duckdb_peer.py", &["cold", duckdb, asked], Some(&files.theirs))
                }),
            ],
        )?
        .print("a quarter, from the start of the process: overall, by query type, by resolution type, by month × resolution type", 1);
        let ours = (0..questions::COLD_SPLITS.len())
            .map(|at| -> Result<Value> { Ok(serde_json::from_str(&fs::read_to_string(answers(at))?)?) });
        fs::write(&files.ours, Value::Array(ours.collect::<Result<_>>()?).to_string())?;
        self.compare(&files.ours, &files.theirs)
    }

    fn warm(&self, files: &Files) -> Result<()> {
        fs::write(&files.questions, questions::dashboard().to_string())?;
        let asked = text(&files.questions)?;
        let answers = ANSWERS.to_string();
        let runs = ["--threads", "2", "--runs", &answers];
        let (duckdb, parquet) = (text(&files.duckdb)?, text(&files.parquet)?);
        let within = |file: &Path| -> Result<f64> {
            let told: Value = serde_json::from_str(&fs::read_to_string(file)?)?;
            let seconds = told["seconds"].as_array().context("no times")?.iter().filter_map(Value::as_f64);
            Ok(median(&seconds.collect::<Vec<_>>()))
        };
        let timed = |process: Measured, file: &Path| -> Result<Measured> {
            Ok(Measured { seconds: within(file)?, ..process })
        };
        Runs::take(
            RUNS,
            &[
                ("Supportmix", &|| {
                    let engine = [text(&self.engine)?, "warm", text(&files.store)?, asked, &answers];
                    let two = [&["env", "RAYON_NUM_THREADS=2"], &engine[..]].concat();
                    timed(Measured::of(&two, Some(&files.ours))?, &files.ours)
                }),
                ("DuckDB, each question by its own queries", &|| {
                    let words = [&["warm", duckdb, asked], &runs[..]].concat();
                    timed(self.peer("duckdb_peer.py", &words, Some(&files.theirs))?, &files.theirs)
                }),
                ("DuckDB, tuned for these questions", &|| {
                    let words = [&["warm", duckdb, asked], &runs[..], &["--tuned"]].concat();
                    timed(self.peer("duckdb_peer.py", &words, Some(&files.tuned))?, &files.tuned)
                }),
                ("Polars, tuned for these questions", &|| {
                    let words = [&["warm", parquet, asked], &runs[..]].concat();
                    timed(self.peer("polars_peer.py", &words, Some(&files.polars))?, &files.polars)
                }),
            ],
        )?
        .print("the dashboard after a changed filter, on two threads", 1);
        for theirs in [&files.theirs, &files.tuned, &files.polars] {
            self.compare(&files.ours, theirs)?;
        }
        Ok(())
    }

    /// What only the engine itself can tell.
    fn inside(&self, files: &Files) -> Result<()> {
        let ask = |words: &[&str]| -> Result<Value> {
            Ok(serde_json::from_str(&output(&mut program(&self.engine, words, &self.folder))?)?)
        };
        let number = |answer: &Value, key: &str| answer[key].as_f64().unwrap_or(f64::NAN);
        let store = text(&files.store)?;
        let memory = ask(&["memory", store])?;
        println!("\nThe engine takes {:.1} bytes a ticket.", number(&memory, "bytes_a_ticket"));
        let changed = CHANGED.to_string();
        let times = (0..RUNS).map(|_| Ok(number(&ask(&["update", store, &changed])?, "seconds")));
        let times = times.collect::<Result<Vec<f64>>>()?;
        println!("{CHANGED} changed tickets are in the figures after {:.0} ms.", median(&times) * 1000.0);
        let pages = ask(&["pages", store, &ANSWERS.to_string()])?;
        println!("\n| a page after a changed filter | milliseconds | KB |\n|---|---|---|");
        for (name, page) in pages.as_object().context("no pages")? {
            let seconds: Vec<f64> =
                page["seconds"].as_array().into_iter().flatten().filter_map(Value::as_f64).collect();
            println!("| {name} | {:.0} | {:.0} |", median(&seconds) * 1000.0, number(page, "bytes") / 1000.0);
        }
        let insights = ask(&["insights", store, &ANSWERS.to_string()])?;
        let of = |times: &Value| {
            let seconds: Vec<f64> =
                times.as_array().into_iter().flatten().filter_map(Value::as_f64).collect();
            median(&seconds) * 1000.0
        };
        println!(
            "\n| insights, warm | milliseconds |\n|---|---|\n| all nine | {:.0} |",
            of(&insights["warm"])
        );
        for (name, times) in insights["alone"].as_object().context("no insights")? {
            println!("| {name} | {:.0} |", of(times));
        }
        let lists = ask(&["lists", store])?;
        println!(
            "Numbers are put in order in {:.0} ms, once for a state of the store.",
            number(&lists, "numbering") * 1000.0
        );
        for list in lists["orders"].as_array().into_iter().flatten() {
            println!("All tickets by {} after {:.0} ms.", list["by"], number(list, "seconds") * 1000.0);
        }
        for search in lists["searches"].as_array().into_iter().flatten() {
            let milliseconds = number(search, "seconds") * 1000.0;
            println!("{} of all tickets by {} after {milliseconds:.0} ms.", search["found"], search["text"]);
        }
        Ok(())
    }
}

/// The files of one size.
struct Files {
    store: PathBuf,
    columns: PathBuf,
    plain: PathBuf,
    duckdb: PathBuf,
    parquet: PathBuf,
    questions: PathBuf,
    ours: PathBuf,
    theirs: PathBuf,
    tuned: PathBuf,
    polars: PathBuf,
}

impl Files {
    fn new(folder: &Path, tickets: u32) -> Files {
        let file = |name: &str| folder.join(format!("{tickets}-{name}"));
        Files {
            store: file("store.db"),
            columns: file("store.db.columns"),
            plain: file("plain.db"),
            duckdb: file("peer.duckdb"),
            parquet: file("peer.parquet"),
            questions: file("questions.json"),
            ours: file("ours.json"),
            theirs: file("theirs.json"),
            tuned: file("tuned.json"),
            polars: file("polars.json"),
        }
    }
}

/// A copy of the CSV in which the last flag of one row of a hundred is another one: it stands before the phrases, which
/// have no commas.
fn change_some(csv: &Path) -> Result<PathBuf> {
    let to = csv.with_extension("changed.csv");
    let mut copy = BufWriter::new(fs::File::create(&to)?);
    for (number, line) in BufReader::new(fs::File::open(csv)?).lines().enumerate() {
        let line = line?;
        let parts = line.rsplit_once(',').and_then(|(rest, phrases)| Some((rest.rsplit_once(',')?, phrases)));
        let turned = match parts {
            Some(((rest, "true"), phrases)) => Some(format!("{rest},false,{phrases}")),
            Some(((rest, "false"), phrases)) => Some(format!("{rest},true,{phrases}")),
            _ => None,
        };
        writeln!(copy, "{}", turned.filter(|_| number % 100 == 50).unwrap_or(line))?;
    }
    copy.flush().with_context(|| format!("cannot write {}", to.display()))?;
    Ok(to)
}

fn remove_database(file: &Path) -> Result<()> {
    for suffix in ["", "-wal", "-shm", ".wal"] {
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
