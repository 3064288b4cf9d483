//! `smix targets`.

use supportmix_core::metrics::{Direction, Kpi, Target, Unit};
use supportmix_core::store::StoreError;

use crate::arguments::Targets;
use crate::output::{self, Column};
use crate::place::{Place, note};
use crate::stop::Stop;

/// Sets, lists or removes what figures should be.
pub fn targets(place: &Place, asked: &Targets) -> Result<(), Stop> {
    match asked {
        Targets::Set { kpi, value, at_least, at_most } => {
            let direction = match (at_least, at_most, kpi.direction) {
                (true, ..) => Direction::Up,
                (_, true, _) => Direction::Down,
                (_, _, Direction::Neutral) => {
                    return Err(Stop::misused(format!(
                        "more of {} is neither better nor worse: say --at-least or --at-most",
                        kpi.name
                    )));
                }
                (_, _, better) => better,
            };
            let store = place.store_or_new()?;
            let mut settings = store.settings()?;
            settings.targets.0.insert(kpi.name.to_owned(), Target { value: *value, direction });
            Ok(store.transact(|change| -> Result<(), StoreError> {
                change.set_settings(&settings, &place.by())
            })?)
        }
        Targets::List(listing) => {
            let settings = place.store()?.settings()?;
            if listing.json {
                return output::json(&settings.targets);
            }
            if settings.targets.0.is_empty() {
                note("no targets are set; smix targets set KPI VALUE sets one");
                return Ok(());
            }
            let columns = [Column::text("figure"), Column::text("should be"), Column::numbers("value")];
            let row = |(name, target): (&String, &Target)| {
                let at = if target.direction == Direction::Down { "at most" } else { "at least" };
                let value = match Kpi::from_name(name).map(|kpi| kpi.unit) {
                    Some(Unit::Proportion) => format!("{:.1} %", target.value * 100.0),
                    _ => target.value.to_string(),
                };
                vec![name.clone(), at.to_owned(), value]
            };
            output::table(&columns, &settings.targets.0.iter().map(row).collect::<Vec<_>>())
        }
        Targets::Remove { kpi } => {
            let store = place.store()?;
            let mut settings = store.settings()?;
            if settings.targets.0.remove(kpi.name).is_none() {
                return Err(Stop::failed(format!("{} has no target", kpi.name)));
            }
            Ok(store.transact(|change| -> Result<(), StoreError> {
                change.set_settings(&settings, &place.by())
            })?)
        }
    }
}
