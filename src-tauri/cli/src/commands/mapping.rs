//! `smix mapping` and `smix formats`: how tables are read.

use std::path::Path;

use supportmix_core::import::{self, Context, ImportOptions};
use supportmix_core::store::Store;

use crate::arguments::{Listing, Mapping};
use crate::output::{self, Column};
use crate::place::{Place, note};
use crate::stop::Stop;

/// Largest mapping file that is read; real ones are a few kilobytes.
const GREATEST_FILE: u64 = 1 << 20;

/// Lists, shows, saves, removes or suggests mappings.
pub fn mapping(place: &Place, mapping: &Mapping) -> Result<(), Stop> {
    match mapping {
        Mapping::List(listing) => list(&place.store()?, listing),
        Mapping::Show { name } => {
            let found = place.store()?.mappings()?.into_iter().find(|mapping| mapping.name == *name);
            output::json(&found.ok_or_else(|| Stop::failed(format!("there is no mapping {name:?}")))?)
        }
        Mapping::Save { file, name } => {
            let mut mapping = read(file)?;
            if let Some(name) = name {
                mapping.name.clone_from(name);
            }
            place.store_or_new()?.transact(|change| change.save_mapping(&mapping, &place.by()))?;
            Ok(())
        }
        Mapping::Remove { name } => Ok(place.store()?.transact(|change| change.remove_mapping(name))?),
        Mapping::Suggest { file } => suggest(place, file),
    }
}

/// Reads a mapping from its JSON file.
pub fn read(file: &Path) -> Result<import::Mapping, Stop> {
    let unreadable = |error: std::io::Error| Stop::failed(format!("{}: {error}", file.display()));
    if std::fs::metadata(file).map_err(unreadable)?.len() > GREATEST_FILE {
        return Err(Stop::failed(format!("{}: too large for a mapping", file.display())));
    }
    let json = std::fs::read_to_string(file).map_err(unreadable)?;
    import::Mapping::from_json(&json).map_err(|error| Stop::failed(format!("{}: {error}", file.display())))
}

fn list(store: &Store, listing: &Listing) -> Result<(), Stop> {
    let mappings = store.mappings()?;
    if listing.json {
        return output::json(&mappings);
    }
    let columns = [Column::text("name"), Column::text("source"), Column::numbers("columns")];
    let row = |mapping: &import::Mapping| {
        vec![
            mapping.name.clone(),
            mapping.source.clone().unwrap_or_default(),
            mapping.columns.len().to_string(),
        ]
    };
    output::table(&columns, &mappings.iter().map(row).collect::<Vec<_>>())
}

/// Prints what a table would be read through, and says what it leaves open.
fn suggest(place: &Place, file: &Path) -> Result<(), Stop> {
    let (settings, lexicons) = match place.path()?.exists() {
        true => {
            let store = place.store()?;
            (store.settings()?, store.lexicons()?)
        }
        false => (place.new_store().settings, Vec::new()),
    };
    // Saved mappings stay out: what is wanted is a suggestion from the table itself.
    let context =
        Context { zone: settings.calendar()?.zone, now: place.now(), saved: &[], lexicons: &lexicons };
    let preview = import::preview(file, &ImportOptions::default(), &context)
        .map_err(|error| Stop::from(supportmix_core::service::Failure::from(error)))?;
    note(&format!("{}: {} ({} % sure)", file.display(), preview.title, preview.confidence));
    if !preview.table.understood {
        note("no column was recognised as the ticket's id: give one the field external_id");
    }
    for question in &preview.questions {
        note(&format!(
            "{:?} leaves day and month open ({}): set day_order to day_first or month_first",
            question.column,
            question.examples.join(", ")
        ));
    }
    if !preview.table.not_understood.is_empty() {
        note(&format!("not read: {}", preview.table.not_understood.join(", ")));
    }
    output::json(&preview.table.mapping)
}

/// Lists the formats that are recognised.
pub fn formats(listing: &Listing) -> Result<(), Stop> {
    if listing.json {
        return output::json(&import::formats());
    }
    let columns = [Column::text("format"), Column::text("name"), Column::text("what to export")];
    let row = |format: &import::Format| [format.id, format.title, format.export].map(str::to_owned).to_vec();
    output::table(&columns, &import::formats().iter().map(row).collect::<Vec<_>>())
}
