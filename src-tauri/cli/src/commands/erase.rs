//! `smix erase`.

use supportmix_core::model::{NamedBy, Person};
use supportmix_core::service::{FileKind, erase_person, preview_erasure};

use crate::arguments::Erase;
use crate::output::{self, Column, count};
use crate::place::{Place, note};
use crate::stop::Stop;

/// Takes what identifies a person out of their tickets, or says what would go.
pub fn erase(place: &Place, asked: &Erase) -> Result<(), Stop> {
    let person = Person {
        by: if asked.account { NamedBy::Account } else { NamedBy::Requester },
        id: asked.id.clone(),
        source: asked.source.clone(),
    };
    let store = place.store()?;
    if asked.dry_run {
        let found = preview_erasure(&store, &person)?;
        if asked.json {
            return output::json(&found);
        }
        let columns = [Column::text("source"), Column::numbers("tickets")];
        let row = |name: &str, tickets| vec![name.to_owned(), count(tickets)];
        let rows = found.sources.iter().map(|source| row(&source.name, source.tickets));
        output::table(&columns, &rows.collect::<Vec<_>>())?;
        for file in &found.files {
            let kind = match file.kind {
                FileKind::RefusedRows => "refused rows that mention it",
                FileKind::Backup => "a backup that may have it",
            };
            note(&format!("{}: {kind}", file.path));
        }
        return Ok(());
    }
    let erased = erase_person(&store, &person, asked.delete_files, place.now())?;
    if asked.json {
        return output::json(&erased);
    }
    note(&format!("{} tickets say nothing of that person any more", count(erased.tickets)));
    erased.removed.iter().for_each(|path| note(&format!("removed {path}")));
    erased.left.iter().for_each(|path| note(&format!("still has it, or may: {path}")));
    if !erased.overwritten {
        note("another program was reading the store, so remains may be in its log; run this once more");
    }
    Ok(())
}
