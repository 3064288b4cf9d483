//! When releases of the AI came into use, from the versions on the tickets.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::dimension::Dimension;
use super::engine::figures;
use super::kpi::Kpi;
use super::query::{Basis, Query, QueryError};
use crate::calendar::Period;
use crate::facts::{Facts, NONE};

/// Days over which a version has to be in real use.
const DAYS: u64 = 7;
/// The share of the tickets with a version that it then has at least.
const SHARE: f64 = 0.1;
/// And how many tickets.
const TICKETS: f64 = 5.0;

/// A version of the AI that came into use.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Release {
    /// The version, as tickets have it.
    pub version: String,
    /// The first local day of its use.
    pub day: NaiveDate,
}

/// The releases of the AI within these days, which are all that have tickets, in order of their days.
///
/// A version came into use on the first day from which on, for a week, it has at least a tenth of the tickets opened
/// that name one, and 5 of them at least; of those seven days, on the first of which it has a tenth. A ticket here and
/// there with a version that was mistyped, or noted too early, is none. Neither is what was in use already in the first
/// week of which versions are known.
///
/// # Errors
/// The tickets' columns cannot be read.
pub fn releases(facts: &Facts, basis: &Basis<'_>, days: Period) -> Result<Vec<Release>, QueryError> {
    let query = Query {
        kpis: vec![Kpi::named("tickets")?],
        by: vec![Dimension::Day, Dimension::AiVersion],
        ..Query::whole(days)
    };
    let mut opened: Opened = BTreeMap::new();
    for figure in figures(facts, basis, &query)?.rows {
        let group = |dimension| figure.group.get(dimension);
        let (Some(day), Some(version)) = (group(Dimension::Day), group(Dimension::AiVersion)) else {
            continue;
        };
        if let (Ok(day), Some(tickets), true) = (day.parse(), figure.value, version != NONE) {
            *opened.entry(version.to_owned()).or_default().entry(day).or_default() += tickets;
        }
    }
    Ok(found(&opened))
}

/// Tickets opened, by version and day.
type Opened = BTreeMap<String, BTreeMap<NaiveDate, f64>>;

fn found(opened: &Opened) -> Vec<Release> {
    let mut all: BTreeMap<NaiveDate, f64> = BTreeMap::new();
    for (day, tickets) in opened.values().flatten() {
        *all.entry(*day).or_default() += tickets;
    }
    let Some(first) = all.keys().next().copied() else { return Vec::new() };
    let week = |tickets: &BTreeMap<NaiveDate, f64>, from: NaiveDate| -> f64 {
        let end = from.checked_add_days(chrono::Days::new(DAYS)).unwrap_or(NaiveDate::MAX);
        tickets.range(from..end).map(|(_, tickets)| tickets).sum()
    };
    let has_share = |own: f64, of: f64| own >= SHARE * of;
    let mut releases: Vec<Release> = opened
        .iter()
        .filter_map(|(version, own)| {
            let in_use = own.keys().find(|day| {
                let tickets = week(own, **day);
                tickets >= TICKETS && has_share(tickets, week(&all, **day))
            })?;
            let share = |(day, tickets): &(&NaiveDate, &f64)| {
                has_share(**tickets, all.get(*day).copied().unwrap_or_default())
            };
            let (day, _) = own.range(in_use..).find(share)?;
            let known_before = day.signed_duration_since(first).num_days() >= DAYS as i64;
            known_before.then(|| Release { version: version.clone(), day: *day })
        })
        .collect();
    releases.sort_by(|one, two| one.day.cmp(&two.day).then_with(|| one.version.cmp(&two.version)));
    releases
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Tickets of versions, by the day of March.
    fn opened(of: &[(&str, &[(u32, f64)])]) -> Opened {
        let day = |day| NaiveDate::from_ymd_opt(2026, 3, day).unwrap();
        of.iter()
            .map(|(version, days)| {
                ((*version).to_owned(), days.iter().map(|(at, tickets)| (day(*at), *tickets)).collect())
            })
            .collect()
    }

    fn told(of: &[(&str, &[(u32, f64)])]) -> Vec<String> {
        let told = |release: Release| format!("{} {}", release.version, release.day.format("%-d"));
        found(&opened(of)).into_iter().map(told).collect()
    }

    /// So many tickets on each of these days.
    fn daily(days: std::ops::Range<u32>, tickets: f64) -> Vec<(u32, f64)> {
        days.map(|day| (day, tickets)).collect()
    }

    #[test]
    fn a_release_is_the_day_from_which_a_new_version_is_in_real_use() {
        assert_eq!(told(&[("1", &daily(1..15, 20.0)), ("2", &daily(15..30, 20.0))]), ["2 15"]);
        // Rolled out bit by bit: from when on it has a tenth.
        let more: Vec<(u32, f64)> = (10..30).map(|day| (day, f64::from(day - 9) / 2.0)).collect();
        assert_eq!(told(&[("1", &daily(1..30, 20.0)), ("2", &more)]), ["2 14"]);
    }

    #[test]
    fn a_mislabelled_ticket_is_none_and_moves_none() {
        let mut two = daily(20..30, 20.0);
        assert_eq!(told(&[("1", &daily(1..20, 20.0)), ("2", &two), ("3", &[(12, 1.0)])]), ["2 20"]);
        // Noted too early, long before and just before.
        two.splice(0..0, [(9, 1.0), (18, 1.0)]);
        assert_eq!(told(&[("1", &daily(1..20, 20.0)), ("2", &two)]), ["2 20"]);
    }

    #[test]
    fn what_was_there_in_the_first_week_and_what_hardly_any_ticket_has_is_none() {
        assert_eq!(told(&[("1", &daily(1..30, 9.0)), ("2", &daily(3..30, 9.0))]), [""; 0]);
        assert_eq!(told(&[("1", &daily(1..15, 1.0)), ("2", &[(20, 2.0), (29, 2.0)])]), [""; 0]);
        assert_eq!(told(&[]), [""; 0]);
    }
}
