//! `smix import`.

use std::path::Path;

use supportmix_core::import::{DayOrder, ImportOptions, Mapping, Reject};
use supportmix_core::service::{ImportRequest, ImportSummary, import_files};
use supportmix_core::store::{ImportCounts, ImportRecord, Store};

use crate::arguments::Import;
use crate::output::{self, count};
use crate::place::Place;
use crate::progress::LongWork;
use crate::stop::Stop;

/// Refused rows that are shown to people; the file has all of them.
const REJECTS_SHOWN: usize = 10;

/// Brings files in.
pub fn import(place: &Place, import: Import) -> Result<(), Stop> {
    // A dry run makes no store where there is none: it works on one that vanishes.
    let vanishing =
        tempfile::tempdir().map_err(|error| Stop::failed(format!("temporary folder: {error}")))?;
    let store = match import.dry_run && !place.path()?.exists() {
        true => Store::open(&vanishing.path().join("dry-run.db"), Some(&place.new_store()), place.now())?,
        false => place.store_or_new()?,
    };
    let day_order = match (import.day_first, import.month_first) {
        (true, _) => Some(DayOrder::DayFirst),
        (_, true) => Some(DayOrder::MonthFirst),
        _ => None,
    };
    let mapping = import.mapping.as_deref().map(|name| mapping(&store, name)).transpose()?;
    let options = ImportOptions {
        format: import.format,
        mapping,
        time_zone: import.time_zone,
        day_order,
        encoding: import.encoding,
        delimiter: import.delimiter,
        member: import.table,
    };
    let request = ImportRequest {
        files: &import.files,
        source: import.source.as_deref(),
        options: &options,
        save_mapping_as: import.save_mapping.as_deref(),
        dry_run: import.dry_run,
        user: &place.user(),
        now: &|| place.now(),
    };
    let work = LongWork::begin()?;
    let summary = import_files(&store, &request, &mut |progress| work.show(&progress));
    drop(work);
    let summary = summary?;
    if !import.dry_run {
        place.prepare(store)?;
    }
    match import.json {
        true => output::json(&summary),
        false => output::text(&told(&summary, import.dry_run)),
    }
}

/// A mapping by the name it is saved under, else from a file.
pub(super) fn mapping(store: &Store, name: &str) -> Result<Mapping, Stop> {
    if let Some(saved) = store.mappings()?.into_iter().find(|mapping| mapping.name == name) {
        return Ok(saved);
    }
    if !Path::new(name).exists() {
        return Err(Stop::misused(format!(
            "there is no saved mapping {name:?} and no such file; smix mapping list shows the saved ones"
        )));
    }
    super::mapping::read(Path::new(name))
}

/// What an import did, for people.
fn told(summary: &ImportSummary, dry_run: bool) -> String {
    let mut lines: Vec<String> = summary.imports.iter().map(told_of).collect();
    if summary.imports.len() > 1 {
        lines.push(format!("all: {}", counts(&summary.counts)));
    }
    lines.extend(refused(&summary.rejects, summary.counts.rejected, REJECTS_SHOWN));
    if let Some(file) = &summary.rejects_file {
        lines.push(format!("refused rows, to mend and import again: {file}"));
    }
    if dry_run {
        lines.push("dry run: nothing was changed".to_owned());
    }
    lines.join("\n")
}

/// What an import of the log did, with all of the refused rows that the log has.
pub fn told_in_full(record: &ImportRecord) -> String {
    let import = &record.import;
    let mut lines = vec![
        told_of(record),
        format!(
            "by {}, {} to {}",
            import.user,
            import.started_at.to_rfc3339(),
            import.finished_at.to_rfc3339()
        ),
    ];
    // The sample data comes from no file.
    if !import.sha256.is_empty() {
        lines.push(format!("{} bytes, SHA-256 {}", count(import.bytes), import.sha256));
    }
    lines.extend(refused(&import.rejects, import.counts.rejected, usize::MAX));
    if let Some(file) = &record.rejects_file {
        lines.push(format!("refused rows, to mend and import again: {file}"));
    }
    lines.join("\n")
}

/// A line for each refused row that is shown, and how many there are beyond.
pub(super) fn refused(rejects: &[Reject], all: u64, most: usize) -> Vec<String> {
    let shown = rejects.iter().take(most).map(|reject| {
        let Reject { file, line, value, reason, .. } = reject;
        match reject.field.as_str() {
            "" => format!("  {file}, line {line}: {reason}"),
            field => format!("  {file}, line {line}: {field} {value:?} {reason}"),
        }
    });
    let mut lines: Vec<String> = shown.collect();
    let more = all.saturating_sub(lines.len() as u64);
    if more > 0 {
        lines.push(format!("  and {} more", count(more)));
    }
    lines
}

fn told_of(record: &ImportRecord) -> String {
    let import = &record.import;
    let mut told = format!(
        "{} -> {} (read as {}, times without a zone in {}): {}",
        import.file,
        import.source,
        import.format,
        import.time_zone,
        counts(&import.counts)
    );
    for warning in &import.warning_kinds {
        told.push_str(&format!("\n  {warning}"));
    }
    told
}

/// The counts in words; those that are 0 and say nothing are left out.
pub(super) fn counts(counts: &ImportCounts) -> String {
    let parts = [
        (counts.inserted, "new"),
        (counts.updated, "changed"),
        (counts.unchanged, "unchanged"),
        (counts.superseded, "superseded by a newer row"),
        (counts.rejected, "refused"),
        (counts.warnings, "warnings"),
    ];
    let named = parts.iter().filter(|(number, _)| *number > 0);
    let named: Vec<String> = named.map(|(number, name)| format!("{} {name}", count(*number))).collect();
    match named.is_empty() {
        true => format!("{} rows read", count(counts.read)),
        false => format!("{} rows read: {}", count(counts.read), named.join(", ")),
    }
}
