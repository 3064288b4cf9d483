//! What it costs an import to search what customers wrote: the same rows with the same texts, searched and not.

use std::fs;
use std::io::{BufRead, BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use super::measured::Runs;
use super::{Bench, RUNS, remove_database, text};

/// Letters of a message, about.
const LETTERS: usize = 150;
/// One message of so many has a sentence that tells something.
const TELLING: usize = 8;
/// Columns that tell already what is to be found: under another name nobody reads them.
const TOLD: [&str; 7] =
    ["emotional", "urgent", "context_loss", "opportunity", "person_requested", "churn", "signals"];

/// Imports these tickets with a message each, once under a header of texts and once under one that tells nothing.
pub(super) fn all(bench: &Bench, tickets: &Path) -> Result<()> {
    let messages = messages()?;
    let [searched, unsearched] = [("description", "texts.csv"), ("padding", "padding.csv")]
        .map(|(header, file)| with_messages(tickets, header, &messages, &bench.folder.join(file)));
    let (searched, unsearched) = (searched?, unsearched?);
    let store = bench.folder.join("texts.db");
    let import = |csv: &Path| {
        remove_database(&store)?;
        bench.ours_with(&store, &["import", text(csv)?, "--source", "bench", "--json"], &[])
    };
    let runs = [
        ("texts of 150 letters, searched", &(|| import(&searched)) as &dyn Fn() -> Result<_>),
        ("the same texts, not searched", &|| import(&unsearched)),
    ];
    Runs::take(RUNS, &runs)?.print("import with a text on each row", 1);
    Ok(())
}

/// Messages of ordinary sentences, some with one that was written to tell a signal.
fn messages() -> Result<Vec<String>> {
    let read = |path: &str| {
        fs::read_to_string(crate::root().join(path)).with_context(|| format!("cannot read {path}"))
    };
    let ordinary = read("benches/messages.txt")?;
    let ordinary: Vec<&str> = ordinary.lines().collect();
    let mut telling = Vec::new();
    for family in ["emotional", "urgent", "context_loss", "opportunity", "person_requested", "churn"] {
        let labelled = read(&format!("tests/fixtures/signals/{family}.en.tsv"))?;
        telling.extend(
            labelled
                .lines()
                .filter_map(|line| Some(line.strip_prefix("yes\t")?.split_once('\t')?.1.to_owned())),
        );
    }
    // Primes, so that no two messages of many are the same.
    let message = |number: usize| {
        let mut message = String::new();
        let mut place = number * 7;
        if number.is_multiple_of(TELLING) {
            message.push_str(&telling[number / TELLING % telling.len()]);
        }
        while message.len() < LETTERS {
            message.push_str(if message.is_empty() { "" } else { " " });
            message.push_str(ordinary[place % ordinary.len()]);
            place += 1 + number % 13;
        }
        message
    };
    Ok((0..10_007).map(message).collect())
}

/// The tickets as a table that no format knows, with a message in a last column.
fn with_messages(tickets: &Path, header: &str, messages: &[String], to: &Path) -> Result<PathBuf> {
    let mut copy = BufWriter::new(fs::File::create(to)?);
    for (number, line) in BufReader::new(fs::File::open(tickets)?).lines().enumerate() {
        let line = line?;
        if number == 0 {
            let named = line.split(',').map(|name| match TOLD.contains(&name) {
                true => format!("unread_{name}"),
                false => name.to_owned(),
            });
            writeln!(copy, "{},{header}", named.collect::<Vec<_>>().join(","))?;
            continue;
        }
        writeln!(copy, "{line},\"{}\"", messages[number % messages.len()].replace('"', "\"\""))?;
    }
    copy.flush().with_context(|| format!("cannot write {}", to.display()))?;
    Ok(to.to_owned())
}
