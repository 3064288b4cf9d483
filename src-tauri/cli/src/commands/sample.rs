//! `smix sample`.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;

use supportmix_core::sample::{tickets, write_csv};
use supportmix_core::service::{load_sample, remove_sample};

use crate::arguments::Sample;
use crate::output::{self, count};
use crate::place::Place;
use crate::progress::LongWork;
use crate::stop::Stop;

/// Loads the sample data, removes it, or writes it to a file.
pub fn sample(place: &Place, asked: &Sample) -> Result<(), Stop> {
    if asked.remove {
        return Ok(remove_sample(&place.store()?)?);
    }
    if let Some(file) = &asked.csv {
        let until = asked.until.unwrap_or_else(|| place.now());
        return write(file, tickets(asked.seed, until, asked.weeks, asked.tickets));
    }
    let store = place.store_or_new()?;
    let work = LongWork::begin()?;
    let summary = load_sample(&store, place.now(), &place.user(), &mut |progress| work.show(&progress));
    drop(work);
    let loaded = count(summary?.counts.inserted);
    place.prepare(store)?;
    output::text(&format!(
        "{loaded} tickets of an invented company; smix sample --remove takes them out again"
    ))
}

/// Writes tickets to a temporary name first: millions of them take a while, and may not fit.
fn write(
    file: &Path,
    tickets: impl Iterator<Item = supportmix_core::model::TicketOutcome>,
) -> Result<(), Stop> {
    if file.as_os_str() == "-" {
        write_csv(tickets, BufWriter::new(io::stdout().lock()))?;
        return Ok(());
    }
    let mut name = file.file_name().unwrap_or_default().to_owned();
    name.push(".part");
    let part = file.with_file_name(name);
    let write = || -> io::Result<()> {
        let mut writer = BufWriter::new(File::create(&part)?);
        write_csv(tickets, &mut writer)?;
        writer.flush()?;
        writer.get_ref().sync_all()?;
        std::fs::rename(&part, file)
    };
    write().map_err(|error| {
        // Best effort: the error that is reported is why the file could not be written.
        let _ = std::fs::remove_file(&part);
        Stop::failed(format!("{}: {error}", file.display()))
    })
}
