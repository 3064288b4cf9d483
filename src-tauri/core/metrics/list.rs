//! A list of tickets in the order of one of its columns.

use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::drill::Found;
use crate::facts::{Column, ColumnSet, ColumnsError, Facts, Flags, Segment, UNKNOWN_TIME};
use crate::model::{FieldValue, ResolutionType, Status};

/// A column that tickets can be listed in the order of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ListColumn {
    /// Their numbers.
    Number,
    /// When they were opened.
    Created,
    /// When they were last resolved.
    Resolved,
    /// Their query types, by the alphabet.
    QueryType,
    /// Their channels, by the alphabet.
    Channel,
    /// Where they stand, from new to closed.
    Status,
    /// Who resolved them, in the order of the rules.
    ResolutionType,
    /// Whether the customer was satisfied: those who were not first.
    Rating,
}

impl ListColumn {
    /// All columns.
    pub const ALL: &'static [ListColumn] = &[
        ListColumn::Number,
        ListColumn::Created,
        ListColumn::Resolved,
        ListColumn::QueryType,
        ListColumn::Channel,
        ListColumn::Status,
        ListColumn::ResolutionType,
        ListColumn::Rating,
    ];

    /// Its name on the command line.
    pub fn name(self) -> &'static str {
        match self {
            ListColumn::Number => "number",
            ListColumn::Created => "created",
            ListColumn::Resolved => "resolved",
            ListColumn::QueryType => "query_type",
            ListColumn::Channel => "channel",
            ListColumn::Status => "status",
            ListColumn::ResolutionType => "resolution_type",
            ListColumn::Rating => "rating",
        }
    }

    /// What it takes to know the order.
    fn column(self) -> Column {
        match self {
            ListColumn::Number => Column::Id,
            ListColumn::Created => Column::Created,
            ListColumn::Resolved => Column::Resolved,
            ListColumn::QueryType => Column::QueryType,
            ListColumn::Channel => Column::Channel,
            ListColumn::Status => Column::Status,
            ListColumn::ResolutionType | ListColumn::Rating => Column::Profile,
        }
    }
}

/// The rank of a ticket of which the value is not known.
const UNKNOWN: u32 = u32::MAX;

/// The order of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ListOrder {
    /// The column that it goes by.
    pub by: ListColumn,
    /// Whether what would be first is last. Tickets whose value is not known come last either way.
    pub descending: bool,
}

/// The ids of tickets in an order; equal ones stand in the order in which they were opened. `numbers` tells the place of
/// each ticket in the order of their numbers, by its id: no other order needs it.
///
/// # Errors
/// Columns that are kept in files cannot be read.
pub fn in_order(
    facts: &Facts,
    found: &Found,
    order: ListOrder,
    numbers: &[u32],
) -> Result<Vec<u32>, ColumnsError> {
    let ListOrder { by, descending } = order;
    let ranks = Ranks::of(facts, by, numbers);
    let keyed = found.0.par_iter().map(|(at, rows)| {
        let Some(segment) = facts.segment(*at) else { return Ok(Vec::new()) };
        segment.load(ColumnSet::of(&[by.column(), Column::Id]))?;
        let ids = segment.data(Column::Id).u32s();
        let of = |row: &u32| Some((ranks.rank(segment, *row as usize), *ids.get(*row as usize)?));
        Ok(rows.iter().filter_map(of).collect::<Vec<(u32, u32)>>())
    });
    let keyed: Vec<(u32, u32)> = keyed.collect::<Result<Vec<_>, ColumnsError>>()?.concat();
    // The rank above the place, so that one comparison of whole numbers goes by both.
    let mut places: Vec<u64> =
        keyed.iter().zip(0u64..).map(|((rank, _), place)| u64::from(*rank) << 32 | place).collect();
    if by != ListColumn::Created {
        places.par_sort_unstable();
    }
    if descending {
        let known = places.partition_point(|place| place >> 32 < u64::from(UNKNOWN));
        let (known, unknown) = places.split_at_mut(known);
        known.reverse();
        unknown.reverse();
    }
    Ok(places.iter().filter_map(|place| Some(keyed.get(*place as u32 as usize)?.1)).collect())
}

/// What each value of a column counts in the order.
enum Ranks<'a> {
    /// A ticket counts what stands at the place of its id.
    Id(&'a [u32]),
    /// A time counts as itself.
    Time(Column),
    /// A code counts what stands at its place.
    Code(Column, Vec<u32>),
}

impl Ranks<'_> {
    fn of<'a>(facts: &Facts, by: ListColumn, numbers: &'a [u32]) -> Ranks<'a> {
        let column = by.column();
        let names = || facts.words().dictionary(column).names();
        let profiles = || facts.words().profiles().iter();
        let ranks = match by {
            ListColumn::Number => return Ranks::Id(numbers),
            ListColumn::Created | ListColumn::Resolved => return Ranks::Time(column),
            ListColumn::QueryType | ListColumn::Channel => by_the_alphabet(names()),
            ListColumn::Status => {
                names().iter().map(|name| place(Status::ALL, Status::parse(name).ok())).collect()
            }
            ListColumn::ResolutionType => {
                profiles().map(|flags| place(ResolutionType::ALL, Some(flags.resolution_type()))).collect()
            }
            ListColumn::Rating => profiles()
                .map(|flags| match flags.has(Flags::RATED) {
                    true => u32::from(flags.has(Flags::SATISFIED)),
                    false => UNKNOWN,
                })
                .collect(),
        };
        Ranks::Code(column, ranks)
    }

    fn rank(&self, segment: &Segment, row: usize) -> u32 {
        match self {
            Ranks::Id(places) => {
                let id = segment.data(Column::Id).u32s().get(row);
                id.and_then(|id| places.get(*id as usize)).copied().unwrap_or(UNKNOWN)
            }
            // An unknown time is the greatest number, as an unknown rank is.
            Ranks::Time(column) => segment.data(*column).u32s().get(row).copied().unwrap_or(UNKNOWN_TIME),
            Ranks::Code(column, ranks) => {
                ranks.get(segment.data(*column).code(row) as usize).copied().unwrap_or(UNKNOWN)
            }
        }
    }
}

fn place<T: PartialEq>(all: &[T], value: Option<T>) -> u32 {
    let at = value.and_then(|value| all.iter().position(|known| *known == value));
    at.map_or(UNKNOWN, |at| at as u32)
}

/// The places of names in the alphabet, whatever their case; the first name stands for empty values.
fn by_the_alphabet(names: &[String]) -> Vec<u32> {
    let mut codes: Vec<(String, usize)> =
        names.iter().enumerate().skip(1).map(|(code, name)| (name.to_lowercase(), code)).collect();
    codes.sort_unstable();
    let mut ranks = vec![UNKNOWN; names.len()];
    for (rank, (_, code)) in (0..).zip(codes) {
        if let Some(place) = ranks.get_mut(code) {
            *place = rank;
        }
    }
    ranks
}
