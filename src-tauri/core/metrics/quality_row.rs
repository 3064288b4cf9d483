//! From a row of the data quality to the tickets that it counts.

use std::ops::Range;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::drill::Found;
use super::input::INPUTS;
use super::quality::Stock;
use crate::cost::Costs;
use crate::facts::{Column, ColumnSet, ColumnsError, Facts, Segment};
use crate::model::{Contradiction, Exclusion};

/// Tickets that the data quality counts, on all days.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct QualityRow {
    /// Those of this source; of all where there is none.
    pub source: Option<String>,
    /// Which.
    pub tickets: QualityTickets,
}

/// Which tickets a row of the data quality counts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum QualityTickets {
    /// Those of which an input, by its name, is asked and not known.
    Unknown(String),
    /// Those that contradict themselves in this way.
    Contradicting(Contradiction),
    /// Those that count in no figure, for this reason.
    Excluded(Exclusion),
}

/// The tickets of a row; none where there is no such input or source.
///
/// # Errors
/// The columns cannot be read.
pub fn tickets_of_row(facts: &Facts, costs: &Costs, row: &QualityRow) -> Result<Found, ColumnsError> {
    let code = |column, name: &str| {
        let names = facts.words().dictionary(column).names();
        names.iter().position(|known| known == name).map(|code| code as u32)
    };
    let source = match &row.source {
        Some(name) => match code(Column::Source, name) {
            Some(code) => Some(code),
            None => return Ok(Found(Vec::new())),
        },
        None => None,
    };
    let of_source = |code: u32| source.is_none_or(|source| source == code);
    let eligible = 0..facts.segments().len();
    match &row.tickets {
        QualityTickets::Unknown(name) => {
            let Some(input) = INPUTS.iter().find(|input| input.name == *name) else {
                return Ok(Found(Vec::new()));
            };
            let stock = Stock::of(facts, !costs.ledger().entries().is_empty())?;
            found(facts, eligible, &Stock::TOLD_BY, |segment, row| {
                let alike = Stock::alike(facts.words(), Stock::kind(segment, row), 1);
                of_source(alike.source)
                    && input.among.holds(alike.flags, alike.inventory)
                    && !stock.is_known(input, &alike)
            })
        }
        QualityTickets::Contradicting(kind) => found(facts, eligible, &Stock::TOLD_BY, |segment, row| {
            let alike = Stock::alike(facts.words(), Stock::kind(segment, row), 1);
            of_source(alike.source) && alike.inventory.contradictions.contains(*kind)
        }),
        QualityTickets::Excluded(reason) => {
            let reason = code(Column::Exclusion, reason.word());
            found(facts, facts.places_of_excluded(), &[Column::Source, Column::Exclusion], |segment, row| {
                let of = |column| segment.data(column).code(row);
                of_source(of(Column::Source)) && Some(of(Column::Exclusion)) == reason
            })
        }
    }
}

/// The rows of segments, by their places, that `holds`.
fn found(
    facts: &Facts,
    places: Range<usize>,
    columns: &[Column],
    holds: impl Fn(&Segment, usize) -> bool + Sync,
) -> Result<Found, ColumnsError> {
    let segments: Vec<(usize, &Segment)> =
        places.filter_map(|place| Some((place, facts.segment(place)?))).collect();
    let found = segments.into_par_iter().map(|(place, segment)| {
        segment.load(ColumnSet::of(columns))?;
        let rows = (0..segment.len()).filter(|row| holds(segment, *row)).map(|row| row as u32);
        Ok((place, rows.collect()))
    });
    Ok(Found(found.collect::<Result<_, ColumnsError>>()?))
}
