//! `smix review`: reviews as they were published, and what is another value now.

use serde_json::json;
use supportmix_core::calendar::Period;
use supportmix_core::language::Language;
use supportmix_core::metrics::{FigureNote, FrozenFigure, Group, Kpi, Unit};
use supportmix_core::model::Timestamp;
use supportmix_core::service::{
    Failure, RestatedFigure, RestatedReview, Scope, compare_reviews, freeze, restated,
};
use supportmix_core::store::StoredReview;

use crate::arguments::{Freeze, Listing, Review};
use crate::output::{self, Column, count, money};
use crate::place::{Place, note};
use crate::stop::Stop;

/// Publishes, lists or shows reviews.
pub fn review(place: &Place, asked: &Review) -> Result<(), Stop> {
    match asked {
        Review::Freeze(asked) => publish(place, asked),
        Review::List(listing) => list(place, listing),
        Review::Show { review, json } => show(place, review, *json),
        Review::Compare { one, other, json } => compare(place, [one, other], *json),
    }
}

fn publish(place: &Place, asked: &Freeze) -> Result<(), Stop> {
    let period = place.ask(|snapshot| super::period(snapshot, &asked.scope.days, place.now()))?;
    let scope = Scope { period, filters: asked.scope.filters.clone() };
    let workspace = place.workspace()?;
    let stored = freeze(
        &workspace,
        &scope,
        asked.compare,
        asked.note.as_deref(),
        (&place.user(), Language::En),
        place.now(),
    )?;
    match asked.json {
        true => output::json(&stored),
        false => output::text(&format!(
            "review {} of {period} is published with {} figures; smix review show {} tells what changes later",
            stored.id,
            stored.review.rows.len(),
            stored.id
        )),
    }
}

fn list(place: &Place, asked: &Listing) -> Result<(), Stop> {
    let reviews = place.store()?.reviews()?;
    if asked.json {
        let object = |stored: &StoredReview| {
            json!({
                "id": stored.id, "period": stored.review.period, "filters": stored.review.filters,
                "frozen_at": stored.frozen_at.to_rfc3339(), "user": stored.user, "note": stored.review.note,
                "as_of": stored.review.as_of.map(Timestamp::to_rfc3339), "definitions": stored.review.definitions,
            })
        };
        return output::json(&reviews.iter().map(object).collect::<Vec<_>>());
    }
    if reviews.is_empty() {
        note("no review is published yet; smix review freeze publishes one");
        return Ok(());
    }
    let mut columns = vec![Column::numbers("review")];
    columns.extend(["days", "of", "published", "by", "note"].map(Column::text));
    let row = |stored: &StoredReview| {
        vec![
            stored.id.to_string(),
            stored.review.period.to_string(),
            of(stored.review.filters.iter().map(|filter| (filter.dimension.name(), filter.value.as_str()))),
            stored.frozen_at.to_rfc3339(),
            stored.user.clone(),
            stored.review.note.clone().unwrap_or_default(),
        ]
    };
    output::table(&columns, &reviews.iter().map(row).collect::<Vec<_>>())
}

/// `channel = email, priority = high`
pub fn of<'a>(values: impl Iterator<Item = (&'static str, &'a str)>) -> String {
    values.map(|(dimension, value)| format!("{dimension} = {value}")).collect::<Vec<_>>().join(", ")
}

fn show(place: &Place, wanted: &str, as_json: bool) -> Result<(), Stop> {
    let workspace = place.workspace()?;
    let review = restated(&workspace, named(place, wanted)?.id);
    workspace.take_notes().iter().for_each(|text| note(text));
    let review = review?;
    match as_json {
        true => output::json(&review),
        false => table(&review, &place.store()?.settings()?.currency),
    }
}

fn compare(place: &Place, [one, other]: [&str; 2], as_json: bool) -> Result<(), Stop> {
    let compared = compare_reviews(named(place, one)?, named(place, other)?);
    match as_json {
        true => output::json(&compared),
        false => super::review_compare::print(&compared, &place.store()?.settings()?.currency),
    }
}

/// A published review by its number, or by its days.
fn named(place: &Place, wanted: &str) -> Result<StoredReview, Stop> {
    match wanted.parse() {
        Ok(id) => Ok(place.store()?.review(id)?),
        Err(_) => of_period(place, wanted),
    }
}

/// The published review of a period by its name, of all its tickets where there are several.
fn of_period(place: &Place, name: &str) -> Result<StoredReview, Stop> {
    let period: Period = place.ask(|snapshot| -> Result<Period, Failure> {
        Ok(snapshot.calendar.period_named(name, snapshot.calendar.day_of(place.now()))?)
    })?;
    let reviews = place.store()?.reviews()?;
    let of_period = reviews.into_iter().filter(|stored| stored.review.period == period);
    of_period.min_by_key(|stored| !stored.review.filters.is_empty()).ok_or_else(|| {
        Stop::failed(format!("no review of {period} is published; smix review list lists those there are"))
    })
}

fn table(review: &RestatedReview, currency: &str) -> Result<(), Stop> {
    let columns =
        [Column::text("figure"), Column::text("of"), Column::numbers("published"), Column::text("now")];
    let row = |(period, figure): (Option<Period>, &RestatedFigure)| {
        let frozen = &figure.frozen;
        let unit = Kpi::from_name(&frozen.kpi).map_or(Unit::Count, |kpi| kpi.unit);
        let shown = |value: Option<f64>| value.map_or("-".to_owned(), |value| shown(value, unit, currency));
        let now = match (figure.restated, figure.matured) {
            (false, _) => String::new(),
            (true, true) => format!("matured {} → {}", shown(frozen.value), shown(figure.now)),
            (true, false) => format!("restated {} → {}", shown(frozen.value), shown(figure.now)),
        };
        let Group(group) = &frozen.group;
        let group = of(group.iter().map(|(dimension, value)| (dimension.name(), value.as_str())));
        let of = period
            .map(|period| period.to_string())
            .into_iter()
            .chain(Some(group).filter(|of| !of.is_empty()));
        vec![frozen.kpi.clone(), of.collect::<Vec<_>>().join(", "), published(frozen, unit, currency), now]
    };
    let mature = review
        .mature
        .iter()
        .flat_map(|mature| mature.rows.iter().map(|figure| (Some(mature.period), figure)));
    let rows = review.rows.iter().map(|figure| (None, figure)).chain(mature);
    output::table(&columns, &rows.map(row).collect::<Vec<_>>())?;
    let mut notes = format!(
        "\n{} ({}), published {} by {}, data as of {}",
        review.period,
        review.time_zone,
        review.frozen_at.to_rfc3339(),
        review.user,
        review.as_of.map(Timestamp::to_rfc3339).unwrap_or_default()
    );
    if let Some(text) = &review.note {
        notes.push_str(&format!("\n{text}"));
    }
    for FigureNote { kpi, text } in &review.notes {
        notes.push_str(&format!("\n{kpi}: {text}"));
    }
    output::text(&notes)
}

/// A figure as it was published: of a few tickets, how many of how many, and how many still matured.
pub fn published(figure: &FrozenFigure, unit: Unit, currency: &str) -> String {
    let value = figure.value.map_or("-".to_owned(), |value| shown(value, unit, currency));
    match (figure.immature, figure.numerator.zip(figure.denominator)) {
        (Some(immature @ 1..), _) => format!("{value}, {} maturing", count(immature)),
        (_, Some((above, below))) if figure.value.is_some() && figure.stated(unit).is_none() => {
            format!("{above}/{below}")
        }
        _ => value,
    }
}

/// A value in its unit.
pub fn shown(value: f64, unit: Unit, currency: &str) -> String {
    match unit {
        Unit::Proportion => format!("{:.1} %", value * 100.0),
        Unit::Count => count(value as u64),
        Unit::Money => format!("{} {currency}", money(value)),
        Unit::Minutes => format!("{} min", money(value)),
        Unit::Score => money(value),
    }
}
