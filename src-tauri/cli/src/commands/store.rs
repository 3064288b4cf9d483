//! `smix sources`, `smix imports`, `smix backup` and `smix status`: the store and what is in it.

use std::path::Path;

use serde_json::json;
use supportmix_core::model::Timestamp;
use supportmix_core::service::erase_source;
use supportmix_core::store::{ImportRecord, SourceSummary};

use crate::arguments::{Imports, Listing, Restore, Sources, SourcesAction};
use crate::output::{self, Column, count};
use crate::place::{Place, note};
use crate::stop::Stop;

/// Lists the sources, or removes one.
pub fn sources(place: &Place, asked: &Sources) -> Result<(), Stop> {
    let store = place.store()?;
    if let Some(SourcesAction::Remove { name }) = &asked.action {
        return Ok(erase_source(&store, name)?);
    }
    let sources = store.sources()?;
    if asked.json {
        let object = |source: &SourceSummary| {
            json!({
                "name": source.name, "tickets": source.tickets, "excluded": source.excluded,
                "last_import": source.last_import.map(Timestamp::to_rfc3339), "sample": source.sample,
            })
        };
        return output::json(&sources.iter().map(object).collect::<Vec<_>>());
    }
    list_sources(&sources)
}

fn list_sources(sources: &[SourceSummary]) -> Result<(), Stop> {
    let columns = [
        Column::text("source"),
        Column::numbers("tickets"),
        Column::numbers("excluded"),
        Column::text("last import"),
    ];
    let row = |source: &SourceSummary| {
        let last = source.last_import.map(Timestamp::to_rfc3339).unwrap_or_default();
        vec![source.name.clone(), count(source.tickets), count(source.excluded), last]
    };
    output::table(&columns, &sources.iter().map(row).collect::<Vec<_>>())
}

/// Lists the imports, or shows one.
pub fn imports(place: &Place, asked: &Imports) -> Result<(), Stop> {
    let mut imports = place.store()?.imports()?;
    if let Some(id) = asked.id {
        imports.retain(|import| import.id == id);
        if imports.is_empty() {
            return Err(Stop::failed(format!("there is no import {id}; smix imports lists them")));
        }
    }
    match (asked.json, asked.id, imports.as_slice()) {
        (true, Some(_), [one]) => output::json(&in_json(one)),
        (true, ..) => output::json(&imports.iter().map(in_json).collect::<Vec<_>>()),
        (false, Some(_), [one]) => output::text(&super::import::told_in_full(one)),
        (false, ..) => list(&imports),
    }
}

/// An import as one flat object, its times in RFC 3339 as everywhere.
fn in_json(record: &ImportRecord) -> serde_json::Value {
    let import = &record.import;
    let mut object = json!({
        "id": record.id, "source": import.source, "file": import.file, "sha256": import.sha256,
        "bytes": import.bytes, "format": import.format, "time_zone": import.time_zone, "user": import.user,
        "started_at": import.started_at.to_rfc3339(), "finished_at": import.finished_at.to_rfc3339(),
        "warning_kinds": import.warning_kinds, "rejects_file": record.rejects_file, "rejects": import.rejects,
    });
    if let (Some(object), Ok(serde_json::Value::Object(counts))) =
        (object.as_object_mut(), serde_json::to_value(import.counts))
    {
        object.extend(counts);
    }
    object
}

fn list(imports: &[ImportRecord]) -> Result<(), Stop> {
    let mut columns = Vec::from(["import", "when", "source", "file"].map(Column::text));
    columns.extend(["read", "new", "changed", "unchanged", "superseded", "refused"].map(Column::numbers));
    let row = |record: &ImportRecord| {
        let import = &record.import;
        let counts = &import.counts;
        let numbers = [
            counts.read,
            counts.inserted,
            counts.updated,
            counts.unchanged,
            counts.superseded,
            counts.rejected,
        ];
        let mut row = vec![
            record.id.to_string(),
            import.finished_at.to_rfc3339(),
            import.source.clone(),
            import.file.clone(),
        ];
        row.extend(numbers.map(count));
        row
    };
    output::table(&columns, &imports.iter().map(row).collect::<Vec<_>>())
}

/// Copies the store to a new file.
pub fn backup(place: &Place, file: &Path) -> Result<(), Stop> {
    if file.exists() {
        return Err(Stop::failed(format!("{} is there already; give the backup a new name", file.display())));
    }
    place.store()?.backup(file)?;
    note(&format!("copied {} to {}", place.path()?.display(), file.display()));
    Ok(())
}

/// Puts a copy in the store's place, or says what is in it.
pub fn restore(place: &Place, asked: &Restore) -> Result<(), Stop> {
    let store = place.store_or_new()?;
    let contents = store.look_into(&asked.file)?;
    let kept = if asked.dry_run { None } else { store.restore(&asked.file, place.now())? };
    let kept = kept.map(|path| path.display().to_string());
    if asked.json {
        return output::json(&json!({ "contents": contents, "restored": !asked.dry_run, "kept": kept }));
    }
    list_sources(&contents.sources)?;
    if asked.dry_run {
        return Ok(());
    }
    note(&format!("restored {}", asked.file.display()));
    if let Some(kept) = kept {
        note(&format!("what was there before is in {kept}"));
    }
    Ok(())
}

/// Says how the store stands.
pub fn status(place: &Place, asked: &Listing) -> Result<(), Stop> {
    let sources = place.store()?.sources()?;
    let tickets: u64 = sources.iter().map(|source| source.tickets).sum();
    let excluded: u64 = sources.iter().map(|source| source.excluded).sum();
    let path = place.path()?.display().to_string();
    let (days, as_of, zone, has_ledger) = place.ask(|snapshot| {
        let days = snapshot.days()?;
        Ok((
            days.first().copied().zip(days.last().copied()),
            snapshot.facts.as_of().map(Timestamp::to_rfc3339),
            snapshot.settings.time_zone.clone(),
            !snapshot.costs.ledger().entries().is_empty(),
        ))
    })?;
    if asked.json {
        let (first, last) = days.unzip();
        return output::json(&json!({
            "version": env!("CARGO_PKG_VERSION"), "store": path, "tickets": tickets, "excluded": excluded,
            "first_day": first, "last_day": last, "as_of": as_of, "sources": sources.len(), "time_zone": zone,
            "has_ledger": has_ledger,
        }));
    }
    let span = match days {
        Some((first, last)) => format!("{first} to {last}"),
        None => "no tickets yet".to_owned(),
    };
    let rows = [
        ("store", path),
        ("tickets", format!("{}, of which {} count in no figure", count(tickets), count(excluded))),
        ("sources", sources.iter().map(|source| source.name.as_str()).collect::<Vec<_>>().join(", ")),
        ("days", span),
        ("data as of", as_of.unwrap_or_default()),
        ("time zone", zone),
        ("costs", if has_ledger { "entered" } else { "none entered" }.to_owned()),
    ];
    let lines: Vec<String> = rows.iter().map(|(name, value)| format!("{name:12}{value}")).collect();
    output::text(&lines.join("\n"))
}
