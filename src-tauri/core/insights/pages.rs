//! Pages of the product: one that keeps producing the same question needs another design, not an answer.

use std::cmp::Reverse;
use std::collections::HashMap;

use foldhash::fast::RandomState;
use serde::Serialize;
use ts_rs::TS;

use super::ground::{Ground, Tally};
use crate::facts::Column;
use crate::metrics::QueryError;
use crate::model::Timestamp;

/// A page of the product. Shares are 0 to 1.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(rename = "ProductPage")]
pub struct Page {
    /// The page.
    pub page: String,
    /// Eligible tickets opened there in the last days.
    #[ts(type = "number")]
    pub tickets: u64,
    /// Share that AI resolved.
    pub deflection_rate: Option<f64>,
    /// Escalated of those that AI took part in.
    pub escalation_rate: Option<f64>,
    /// Share whose customer came back with the same, of those that are mature.
    pub repeat_contact_rate: Option<f64>,
    /// What is asked there most.
    pub top_query_types: Vec<String>,
    /// The share of the first of these.
    pub top_share: f64,
    /// Tickets whose customer came back with the same.
    #[ts(type = "number")]
    pub repeated: u64,
}

/// Pages of the product.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(rename = "ProductPages")]
pub struct Pages {
    /// The moment it is seen from.
    pub as_of: Timestamp,
    /// Days back from it that are looked at.
    pub days: u32,
    /// Pages, those of most tickets first.
    pub rows: Vec<Page>,
}

#[derive(Clone, Default)]
struct Counts {
    deflected: Tally,
    escalated: Tally,
    repeated: Tally,
    types: HashMap<u32, u64, RandomState>,
}

/// Counts the tickets of every page.
///
/// # Errors
/// The columns cannot be read, or the answer is not wanted any more.
pub fn pages(ground: &Ground<'_>) -> Result<Pages, QueryError> {
    let rules = &ground.rules.pages;
    let columns = [Column::Page, Column::QueryType];
    type Place = HashMap<u32, Counts, RandomState>;
    let places = ground.pass().go(ground.last_days(rules.days), &columns, |place: &mut Place, ticket| {
        let page = ticket.code(Column::Page);
        if page == 0 {
            return;
        }
        let counts = place.entry(page).or_default();
        let judged = ticket.judged;
        counts.deflected.count(judged.is_ai_resolved());
        if judged.is_involved() {
            counts.escalated.count(judged.is_escalated());
        }
        if let Some(repeated) = judged.is_repeated().filter(|_| judged.is_mature()) {
            counts.repeated.count(repeated);
        }
        *counts.types.entry(ticket.code(Column::QueryType)).or_default() += 1;
    })?;
    let mut whole: HashMap<u32, Counts, RandomState> = HashMap::default();
    for (page, theirs) in places.into_iter().flatten() {
        let ours = whole.entry(page).or_default();
        ours.deflected.append(theirs.deflected);
        ours.escalated.append(theirs.escalated);
        ours.repeated.append(theirs.repeated);
        theirs.types.into_iter().for_each(|(code, count)| *ours.types.entry(code).or_default() += count);
    }
    let mut rows: Vec<Page> =
        whole.into_iter().map(|(code, counts)| row(ground, code, counts, rules.types as usize)).collect();
    rows.sort_by(|one, two| two.tickets.cmp(&one.tickets).then_with(|| one.page.cmp(&two.page)));
    Ok(Pages { as_of: ground.as_of, days: rules.days, rows })
}

fn row(ground: &Ground<'_>, code: u32, counts: Counts, named: usize) -> Page {
    let mut types: Vec<(&str, u64)> =
        counts.types.iter().map(|(code, count)| (ground.name(Column::QueryType, *code), *count)).collect();
    types.sort_by_key(|(name, count)| (Reverse(*count), *name));
    let tickets = counts.deflected.of;
    Page {
        page: ground.name(Column::Page, code).to_owned(),
        tickets,
        deflection_rate: counts.deflected.share(),
        escalation_rate: counts.escalated.share(),
        repeat_contact_rate: counts.repeated.share(),
        top_share: types.first().map_or(0.0, |(_, count)| *count as f64 / tickets as f64),
        top_query_types: types.iter().take(named).map(|(name, _)| (*name).to_owned()).collect(),
        repeated: counts.repeated.hits,
    }
}
