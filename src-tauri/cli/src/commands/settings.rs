//! `smix settings`.

use supportmix_core::calendar::zone_by_name;
use supportmix_core::facts::Scale;
use supportmix_core::model::{Channel, FieldValue};
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
    let scales =
        settings.rules.scales.0.iter().map(|scale| format!("{}={}", scale.top, scale.satisfied_from));
    let minutes = Channel::ALL.iter().map(|channel| (channel, settings.reply_minutes.of(Some(*channel))));
    let minutes = minutes.map(|(channel, minutes)| format!("{}={minutes}", channel.word()));
    let rows = [
        ("time-zone", settings.time_zone.clone()),
        ("week-start", name(settings.week_start).to_owned()),
        ("currency", settings.currency.clone()),
        ("repeat-window", settings.rules.repeat_window_hours.to_string()),
        ("csat-scale", scales.collect::<Vec<_>>().join(" ")),
        ("reply-minutes", minutes.collect::<Vec<_>>().join(" ")),
        ("by-assignee", if settings.by_assignee { "on" } else { "off" }.to_owned()),
    ];
    let columns = [Column::text("setting"), Column::text("value")];
    output::table(&columns, &rows.map(|(key, value)| vec![key.to_owned(), value]))
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
        Setting::RepeatWindow => {
            let hours = value.parse();
            settings.rules.repeat_window_hours =
                hours.map_err(|_| Stop::misused("the window is a number of hours, like 168"))?;
        }
        Setting::CsatScale => {
            let numbers = value.split_once('=').and_then(|(top, from)| Some((number(top)?, number(from)?)));
            let (top, satisfied_from) = numbers
                .ok_or_else(|| Stop::misused("a scale's top and its lowest satisfied score look like 5=4"))?;
            let scales = &mut settings.rules.scales.0;
            scales.retain(|scale| scale.top != top);
            scales.push(Scale { top, satisfied_from });
            scales.sort_by(|a, b| a.top.total_cmp(&b.top));
        }
        Setting::ReplyMinutes => {
            let pair = value.split_once('=');
            let pair =
                pair.and_then(|(channel, minutes)| Some((Channel::parse(channel).ok()?, number(minutes)?)));
            let (channel, minutes) = pair.ok_or_else(|| {
                Stop::misused(format!(
                    "a channel and its minutes look like email=6; the channels are {}",
                    Channel::WORDS.join(", ")
                ))
            })?;
            settings.reply_minutes.0.insert(channel, minutes);
        }
        Setting::ByAssignee => {
            settings.by_assignee = match value {
                "on" => true,
                "off" => false,
                _ => return Err(Stop::misused("figures by assignee are on or off")),
            }
        }
    }
    Ok(settings.check()?)
}

fn number(text: &str) -> Option<f64> {
    text.trim().parse().ok().filter(|number: &f64| number.is_finite())
}

fn name(day: WeekStart) -> &'static str {
    match day {
        WeekStart::Monday => "monday",
        WeekStart::Saturday => "saturday",
        WeekStart::Sunday => "sunday",
    }
}
