//! `smix settings`.

use chrono::NaiveDate;
use supportmix_core::calendar::{HoursError, zone_by_name};
use supportmix_core::facts::Scale;
use supportmix_core::insights::{BadInsightRules, InsightRules};
use supportmix_core::model::{Channel, FieldValue};
use supportmix_core::store::{Defined, DefinitionChange, Settings, Store, StoreError, WeekStart, defining};

use crate::arguments::{self, Setting, SettingsAction};
use crate::output::{self, Column};
use crate::place::{Place, note};
use crate::stop::Stop;

/// Shows or changes the settings.
pub fn settings(place: &Place, asked: &arguments::Settings) -> Result<(), Stop> {
    match &asked.action {
        None => show(place, asked.json),
        Some(SettingsAction::Show(listing)) => show(place, listing.json),
        Some(SettingsAction::History(listing)) => history(place, listing.json),
        Some(SettingsAction::Insights(listing)) => insights(place, listing.json),
        Some(SettingsAction::Set { key, value }) => changed(place, &place.store_or_new()?, |settings| {
            change(settings, *key, value)?;
            Ok(settings.check().map_err(StoreError::from)?)
        }),
        Some(SettingsAction::Remove { key, value }) => {
            changed(place, &place.store()?, |settings| remove(settings, *key, value))
        }
    }
}

/// Keeps what `change` makes of the settings.
fn changed(
    place: &Place,
    store: &Store,
    change: impl FnOnce(&mut Settings) -> Result<(), Stop>,
) -> Result<(), Stop> {
    let mut settings = store.settings()?;
    change(&mut settings)?;
    Ok(store.transact(|change| -> Result<(), StoreError> { change.set_settings(&settings, &place.by()) })?)
}

fn show(place: &Place, json: bool) -> Result<(), Stop> {
    let settings = place.store()?.settings()?;
    if json {
        return output::json(&settings);
    }
    let by_assignee = if settings.by_assignee { "on" } else { "off" };
    let defining = defining(&settings).map(|(what, value)| vec![written(what), value]);
    let hours = &settings.business_hours;
    let others = [
        ("business-hours", hours.written_week()),
        ("holiday", hours.written_holidays()),
        ("currency", settings.currency.clone()),
        ("by-assignee", by_assignee.to_owned()),
        ("notify", if settings.notify { "on" } else { "off" }.to_owned()),
    ];
    let others = others.map(|(key, value)| vec![key.to_owned(), value]);
    let columns = [Column::text("setting"), Column::text("value")];
    output::table(&columns, &[defining.as_slice(), others.as_slice()].concat())
}

/// Prints what was changed of what figures rest on.
fn history(place: &Place, json: bool) -> Result<(), Stop> {
    let store = place.store()?;
    let changes = store.definition_changes()?;
    if json {
        return output::json(&changes);
    }
    if changes.is_empty() {
        note("nothing that figures rest on was changed yet");
        return Ok(());
    }
    let calendar = store.settings()?.calendar()?;
    let columns = ["changed", "what", "was", "became", "by"].map(Column::text);
    let row = |change: &DefinitionChange| {
        let at = calendar.local(change.changed_at).format("%Y-%m-%d %H:%M").to_string();
        let what = [Some(written(change.what)), change.name.clone()].into_iter().flatten();
        // Of mappings and lexicons, the JSON output has the whole.
        let is_long = matches!(change.what, Defined::Mapping | Defined::Connection | Defined::Lexicons);
        let value = |value: &str| if is_long { "…".to_owned() } else { value.to_owned() };
        let what = what.collect::<Vec<_>>().join(" ");
        vec![at, what, value(&change.before), value(&change.after), change.user.clone()]
    };
    output::table(&columns, &changes.iter().map(row).collect::<Vec<_>>())
}

/// Prints the cut-offs of the insights.
fn insights(place: &Place, json: bool) -> Result<(), Stop> {
    let rules = place.store()?.settings()?.insights;
    if json {
        return output::json(&rules);
    }
    let columns = ["cut-off", "value", "meaning"].map(Column::text);
    let rows = InsightRules::settings().map(|(name, meaning)| {
        let value = rules.get(&name).map_err(misset)?;
        Ok(vec![name, value.to_string(), meaning.to_owned()])
    });
    output::table(&columns, &rows.collect::<Result<Vec<_>, Stop>>()?)
}

fn misset(error: BadInsightRules) -> Stop {
    Stop::misused(error.to_string())
}

/// What can be changed, as it is written on the command line.
fn written(what: Defined) -> String {
    match what {
        Defined::Definitions => "definitions",
        Defined::TimeZone => "time-zone",
        Defined::WeekStart => "week-start",
        Defined::RepeatWindow => "repeat-window",
        Defined::CsatScale => "csat-scale",
        Defined::Times => "times",
        Defined::ReplyMinutes => "reply-minutes",
        Defined::Mapping => "mapping",
        Defined::Connection => "connection",
        Defined::Lexicons => "lexicons",
        Defined::QueryType => "query type",
    }
    .to_owned()
}

fn change(settings: &mut Settings, key: Setting, value: &str) -> Result<(), Stop> {
    match key {
        Setting::TimeZone => settings.time_zone = zone_by_name(value)?.name().to_owned(),
        Setting::WeekStart => {
            let days = [WeekStart::Monday, WeekStart::Saturday, WeekStart::Sunday];
            settings.week_start = days
                .into_iter()
                .find(|day| day.word().eq_ignore_ascii_case(value))
                .ok_or_else(|| Stop::misused("weeks begin on monday, saturday or sunday"))?;
        }
        Setting::Currency => settings.currency = value.to_ascii_uppercase(),
        Setting::RepeatWindow => {
            let hours = value.parse();
            settings.rules.repeat_window_hours =
                hours.map_err(|_| Stop::misused("the window is a number of hours, like 168"))?;
        }
        Setting::Times => {
            settings.business_hours.in_use = match value {
                "business" => true,
                "clock" => false,
                _ => {
                    return Err(Stop::misused(
                        "times run on the clock, or in business hours: clock or business",
                    ));
                }
            }
        }
        Setting::BusinessHours => settings.business_hours.set(value).map_err(misread)?,
        Setting::Holiday => {
            settings.business_hours.holidays.insert(day(value)?);
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
        Setting::Insight => {
            let (name, value) = value
                .split_once('=')
                .ok_or_else(|| Stop::misused("a cut-off and its value look like drift.points=0.1"))?;
            settings.insights = settings.insights.with(name.trim(), value.trim()).map_err(misset)?;
        }
        Setting::ByAssignee => settings.by_assignee = on(value, "figures by assignee are on or off")?,
        Setting::Notify => settings.notify = on(value, "notifications are on or off")?,
    }
    Ok(())
}

/// Whether a text says on.
fn on(value: &str, misread: &str) -> Result<bool, Stop> {
    match value {
        "on" => Ok(true),
        "off" => Ok(false),
        _ => Err(Stop::misused(misread)),
    }
}

/// Takes one of several out of a setting.
fn remove(settings: &mut Settings, key: Setting, value: &str) -> Result<(), Stop> {
    let is_removed = match key {
        Setting::BusinessHours => settings.business_hours.close(value).map_err(misread)?,
        Setting::Holiday => settings.business_hours.holidays.remove(&day(value)?),
        Setting::CsatScale => {
            let top = number(value).ok_or_else(|| Stop::misused("a scale is named by its top, like 5"))?;
            let scales = &mut settings.rules.scales.0;
            let before = scales.len();
            scales.retain(|scale| scale.top != top);
            scales.len() < before
        }
        Setting::ReplyMinutes => {
            let channel = Channel::parse(value)
                .map_err(|_| Stop::misused(format!("the channels are {}", Channel::WORDS.join(", "))))?;
            settings.reply_minutes.0.remove(&channel).is_some()
        }
        Setting::Insight => {
            let default = InsightRules::default().get(value).map_err(misset)?;
            let is_other = settings.insights.get(value).map_err(misset)? != default;
            settings.insights = settings.insights.with(value, &default.to_string()).map_err(misset)?;
            is_other
        }
        Setting::TimeZone
        | Setting::WeekStart
        | Setting::Currency
        | Setting::RepeatWindow
        | Setting::Times
        | Setting::ByAssignee
        | Setting::Notify => {
            return Err(Stop::misused("this setting is one value, which can be changed and not removed"));
        }
    };
    match is_removed {
        true => Ok(settings.check().map_err(StoreError::from)?),
        false => Err(Stop::failed(format!("there is no {value} to remove"))),
    }
}

fn misread(error: HoursError) -> Stop {
    Stop::misused(error.to_string())
}

fn day(text: &str) -> Result<NaiveDate, Stop> {
    text.parse().map_err(|_| Stop::misused(format!("{text:?} is no day like 2026-12-25")))
}

fn number(text: &str) -> Option<f64> {
    text.trim().parse().ok().filter(|number: &f64| number.is_finite())
}
