//! `smix settings`.

use supportmix_core::calendar::zone_by_name;
use supportmix_core::store::{Settings, StoreError, WeekStart};

use crate::arguments::{self, Setting, SettingsAction};
use crate::output::{self, Column};
use crate::place::Place;
use crate::stop::Stop;

/// Shows or changes the settings.
pub fn settings(place: &Place, asked: &arguments::Settings) -> Result<(), Stop> {
    match &asked.action {
        None => show(place, asked.json),
        Some(SettingsAction::Show(listing)) => show(place, listing.json),
        Some(SettingsAction::Set { key, value }) => {
            let store = place.store_or_new()?;
            let mut settings = store.settings()?;
            change(&mut settings, *key, value)?;
            store.transact(|change| -> Result<(), StoreError> { change.set_settings(&settings) })?;
            Ok(())
        }
    }
}

fn show(place: &Place, json: bool) -> Result<(), Stop> {
    let settings = place.store()?.settings()?;
    if json {
        return output::json(&settings);
    }
    let rows = [
        ("time-zone", settings.time_zone.as_str()),
        ("week-start", name(settings.week_start)),
        ("currency", settings.currency.as_str()),
    ];
    let columns = [Column::text("setting"), Column::text("value")];
    output::table(&columns, &rows.map(|(key, value)| vec![key.to_owned(), value.to_owned()]))
}

fn change(settings: &mut Settings, key: Setting, value: &str) -> Result<(), Stop> {
    match key {
        Setting::TimeZone => settings.time_zone = zone_by_name(value)?.name().to_owned(),
        Setting::WeekStart => {
            let days = [WeekStart::Monday, WeekStart::Saturday, WeekStart::Sunday];
            settings.week_start = days
                .into_iter()
                .find(|day| name(*day).eq_ignore_ascii_case(value))
                .ok_or_else(|| Stop::misused("weeks begin on monday, saturday or sunday"))?;
        }
        Setting::Currency => settings.currency = value.to_ascii_uppercase(),
    }
    Ok(settings.check()?)
}

fn name(day: WeekStart) -> &'static str {
    match day {
        WeekStart::Monday => "monday",
        WeekStart::Saturday => "saturday",
        WeekStart::Sunday => "sunday",
    }
}
