//! Counts of tickets along time, by the code of a column: what drift and anomalies are found in.

use std::collections::HashMap;

use foldhash::fast::RandomState;

use super::ground::{Buckets, Ground, Tally};
use crate::calendar::{Bucket, Period};
use crate::facts::{Column, seconds};
use crate::metrics::QueryError;
use crate::model::Timestamp;

/// For each query type, the tickets of each week that AI took part in, and those of them that were escalated.
pub(super) fn weekly_escalations(ground: &Ground<'_>) -> Result<(Buckets, Vec<Vec<Tally>>), QueryError> {
    let weeks = Buckets::new(ground, Bucket::Week);
    let types = ground.codes(Column::QueryType);
    type Place = HashMap<(u32, usize), Tally, RandomState>;
    let places = ground.pass().go(ground.always(), &[Column::QueryType], |place: &mut Place, ticket| {
        if ticket.judged.is_involved() {
            let key = (ticket.code(Column::QueryType), weeks.place(ticket.created));
            place.entry(key).or_default().count(ticket.judged.is_escalated());
        }
    })?;
    let mut series = vec![vec![Tally::default(); weeks.len()]; types];
    for ((code, week), tally) in places.into_iter().flatten() {
        if let Some(place) = series.get_mut(code as usize).and_then(|weeks| weeks.get_mut(week)) {
            place.append(tally);
        }
    }
    Ok((weeks, series))
}

/// The numbers of tickets on each of some days, by query type and by page. Codes without a ticket are left out.
pub(super) struct Daily {
    /// By the code of a query type.
    pub(super) query_types: Vec<(u32, Vec<f64>)>,
    /// By the code of a page; tickets without one are in none.
    pub(super) pages: Vec<(u32, Vec<f64>)>,
}

/// Counts the tickets of each local day of a period.
pub(super) fn daily_volumes(ground: &Ground<'_>, days: Period) -> Result<Daily, QueryError> {
    let calendar = ground.basis.calendar;
    let starts: Vec<u32> =
        calendar.buckets(Bucket::Day, days).map(|day| seconds(calendar.start_of(day.from))).collect();
    let (from, to) = calendar.span(days);
    type Counts = HashMap<(u32, usize), f64, RandomState>;
    let columns = [Column::QueryType, Column::Page];
    let until = Timestamp(to.0.min(ground.end().0));
    let places = ground.pass().go((from, until), &columns, |place: &mut [Counts; 2], ticket| {
        let day = starts.partition_point(|start| *start <= ticket.created).saturating_sub(1);
        for (counts, column) in place.iter_mut().zip(columns) {
            *counts.entry((ticket.code(column), day)).or_default() += 1.0;
        }
    })?;
    let mut series: [Vec<Vec<f64>>; 2] = columns.map(|column| vec![Vec::new(); ground.codes(column)]);
    for place in places {
        for (series, counts) in series.iter_mut().zip(place) {
            for ((code, day), count) in counts {
                let Some(numbers) = series.get_mut(code as usize) else { continue };
                numbers.resize(starts.len(), 0.0);
                if let Some(number) = numbers.get_mut(day) {
                    *number += count;
                }
            }
        }
    }
    let [query_types, pages] = series.map(|series| {
        let filled = (0..).zip(series).filter(|(_, numbers): &(u32, Vec<f64>)| !numbers.is_empty());
        filled.collect::<Vec<(u32, Vec<f64>)>>()
    });
    // Code 0 of a page is none.
    let pages = pages.into_iter().filter(|(code, _)| *code > 0).collect();
    Ok(Daily { query_types, pages })
}
