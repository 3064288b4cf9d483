//! `smix review compare`: what two reviews published, beside each other.

use supportmix_core::metrics::{Group, Kpi, Unit};
use supportmix_core::service::{ComparedReviews, PublishedFigure, PublishedPair, ReviewDifference};

use super::review::{of, published, shown};
use crate::output::{self, Column};
use crate::place::note;
use crate::stop::Stop;

/// Prints them, and says what else differs.
pub fn print(compared: &ComparedReviews, currency: &str) -> Result<(), Stop> {
    let ComparedReviews { one, other, differing, rows } = compared;
    differing.iter().for_each(|found| note(&said(found)));
    let mut columns = vec![Column::text("figure"), Column::text("of")];
    columns.extend([one, other].map(|review| Column::numbers(review.period.to_string())));
    columns.push(Column::numbers("difference"));
    output::table(&columns, &rows.iter().map(|row| cells(row, currency)).collect::<Vec<_>>())
}

fn cells(row: &PublishedPair, currency: &str) -> Vec<String> {
    let unit = Kpi::from_name(&row.kpi).map_or(Unit::Count, |kpi| kpi.unit);
    let value = |figure: &Option<PublishedFigure>| {
        let Some(PublishedFigure { figure, mature }) = figure else { return String::new() };
        let value = published(figure, unit, currency);
        match mature {
            Some(days) => format!("{value} ({days})"),
            None => value,
        }
    };
    let by = row.difference.map_or("-".to_owned(), |by| {
        let size = match unit {
            Unit::Proportion => format!("{:.1} points", by.abs() * 100.0),
            _ => shown(by.abs(), unit, currency),
        };
        format!("{}{size}", if by < 0.0 { "-" } else { "+" })
    });
    let Group(group) = &row.group;
    let group = of(group.iter().map(|(dimension, value)| (dimension.name(), value.as_str())));
    vec![row.kpi.clone(), group, value(&row.one), value(&row.other), by]
}

fn said(found: &ReviewDifference) -> String {
    let of_each = |what: &str, [one, other]: [String; 2]| format!("{what}: {one}, and {other}");
    match found {
        ReviewDifference::Filters { values } => of_each(
            "they are of different tickets",
            values.each_ref().map(|filters| {
                let said = of(filters.iter().map(|filter| (filter.dimension.name(), filter.value.as_str())));
                if said.is_empty() { "all".to_owned() } else { said }
            }),
        ),
        ReviewDifference::Days { values } => {
            of_each("they are of different numbers of days", values.map(|days| days.to_string()))
        }
        ReviewDifference::Definitions { values } => of_each(
            "figures were defined by other versions",
            values.map(|definitions| definitions.to_string()),
        ),
        ReviewDifference::Zone { values } => of_each("days were cut in other time zones", values.clone()),
        ReviewDifference::Repeat { values } => of_each(
            "repeat contacts were counted within other times",
            values.map(|hours| format!("{hours} hours")),
        ),
        ReviewDifference::Scale { top, values } => of_each(
            &format!("on the scale up to {top}, customers counted as satisfied from other scores"),
            values.map(|score| score.to_string()),
        ),
    }
}
