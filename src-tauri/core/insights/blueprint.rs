//! The taxonomy as it stood on a day, and what is different on another: the quarterly review.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::taxonomy::{Bucket, Taxonomy};
use crate::file::guarded;
use crate::model::Timestamp;

/// A query type in a blueprint.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct BlueprintType {
    /// The query type.
    pub query_type: String,
    /// Its tickets.
    #[ts(type = "number")]
    pub tickets: u64,
    /// How much work a ticket is, 1 to 5.
    pub complexity: Option<u8>,
    /// How much feeling is in it, 1 to 5.
    pub emotional_weight: Option<u8>,
    /// How alike its resolutions are, 1 to 5.
    pub predictability: Option<u8>,
    /// How ready it is for AI, 0 to 100.
    pub readiness: Option<f64>,
    /// Who it is for.
    pub bucket: Option<Bucket>,
    /// Share that AI resolves.
    pub deflection_rate: Option<f64>,
    /// Hours a week that automating it further would save.
    pub hours_per_week: Option<f64>,
}

/// The taxonomy as it stood.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct Blueprint {
    /// The moment it was seen from.
    pub as_of: Timestamp,
    /// The query types, those that would save most hours first.
    pub types: Vec<BlueprintType>,
}

/// What is different of a query type.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct BlueprintChange {
    /// The query type.
    pub query_type: String,
    /// As it was; `None` where it is new.
    pub before: Option<BlueprintType>,
    /// As it is; `None` where it is gone.
    pub after: Option<BlueprintType>,
    /// Whether it changed its bucket.
    pub moved: bool,
}

impl From<&Taxonomy> for Blueprint {
    fn from(taxonomy: &Taxonomy) -> Blueprint {
        let types = taxonomy.rows.iter().map(|row| BlueprintType {
            query_type: row.query_type.clone(),
            tickets: row.tickets,
            complexity: row.complexity,
            emotional_weight: row.emotional_weight,
            predictability: row.predictability,
            readiness: row.readiness,
            bucket: row.bucket,
            deflection_rate: row.deflection_rate,
            hours_per_week: row.hours_per_week,
        });
        Blueprint { as_of: taxonomy.as_of, types: types.collect() }
    }
}

/// What is different in the later of two blueprints: types that moved first, then by name.
pub fn compare(before: &Blueprint, after: &Blueprint) -> Vec<BlueprintChange> {
    let by_name = |blueprint: &Blueprint| -> BTreeMap<String, BlueprintType> {
        blueprint.types.iter().map(|one| (one.query_type.clone(), one.clone())).collect()
    };
    let (mut before, mut after) = (by_name(before), by_name(after));
    let names: BTreeSet<String> = before.keys().chain(after.keys()).cloned().collect();
    let mut changes: Vec<BlueprintChange> = names
        .into_iter()
        .map(|query_type| {
            let (before, after) = (before.remove(&query_type), after.remove(&query_type));
            let bucket = |one: &Option<BlueprintType>| one.as_ref().and_then(|one| one.bucket);
            let moved = before.is_some() && after.is_some() && bucket(&before) != bucket(&after);
            BlueprintChange { query_type, before, after, moved }
        })
        .collect();
    changes.sort_by_key(|change| !change.moved);
    changes
}

impl Blueprint {
    /// What its columns are called.
    pub const COLUMNS: [&str; 9] = [
        "query_type",
        "tickets",
        "complexity",
        "emotional_weight",
        "predictability",
        "readiness",
        "bucket",
        "deflection_rate",
        "hours_per_week",
    ];

    /// As a CSV with a header; texts that a spreadsheet would take for formulas are guarded.
    pub fn csv(&self) -> String {
        let mut writer = csv::Writer::from_writer(Vec::new());
        let score = |score: Option<u8>| score.map_or(String::new(), |score| score.to_string());
        let number = |number: Option<f64>| number.map_or(String::new(), |number| number.to_string());
        let rows = self.types.iter().map(|one| {
            [
                guarded(&one.query_type),
                one.tickets.to_string(),
                score(one.complexity),
                score(one.emotional_weight),
                score(one.predictability),
                number(one.readiness),
                one.bucket.map_or(String::new(), |bucket| bucket.word().to_owned()),
                number(one.deflection_rate),
                number(one.hours_per_week),
            ]
        });
        // Writing to memory fails for no row.
        let _ = writer.write_record(Blueprint::COLUMNS);
        rows.for_each(|row| drop(writer.write_record(row)));
        String::from_utf8(writer.into_inner().unwrap_or_default()).unwrap_or_default()
    }

    /// As a table in Markdown.
    pub fn markdown(&self) -> String {
        let mut text = String::from(
            "| Query type | Tickets | Complexity | Emotional weight | Predictability | Readiness | Bucket | Deflection | Hours a week |\n\
             |---|---:|---:|---:|---:|---:|---|---:|---:|\n",
        );
        let score = |score: Option<u8>| score.map_or("—".to_owned(), |score| score.to_string());
        for one in &self.types {
            let name = one.query_type.replace('|', "\\|").replace(['\n', '\r'], " ");
            let rate = one.deflection_rate.map_or("—".to_owned(), |rate| format!("{:.1} %", rate * 100.0));
            let number =
                |number: Option<f64>| number.map_or("—".to_owned(), |number| format!("{number:.1}"));
            text.push_str(&format!(
                "| {name} | {} | {} | {} | {} | {} | {} | {rate} | {} |\n",
                one.tickets,
                score(one.complexity),
                score(one.emotional_weight),
                score(one.predictability),
                number(one.readiness),
                one.bucket.map_or("—", Bucket::word),
                number(one.hours_per_week),
            ));
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(types: &[(&str, Option<Bucket>)]) -> Blueprint {
        let types = types.iter().map(|(name, bucket)| BlueprintType {
            query_type: (*name).to_owned(),
            tickets: 40,
            complexity: Some(2),
            emotional_weight: None,
            predictability: Some(4),
            readiness: None,
            bucket: *bucket,
            deflection_rate: Some(0.25),
            hours_per_week: Some(1.25),
        });
        Blueprint { as_of: Timestamp(0), types: types.collect() }
    }

    #[test]
    fn types_that_moved_come_first_and_new_ones_are_no_move() {
        let before = of(&[("a", Some(Bucket::Hybrid)), ("b", Some(Bucket::Hybrid)), ("c", None)]);
        let after = of(&[("a", Some(Bucket::Hybrid)), ("b", Some(Bucket::Automatable)), ("d", None)]);
        let changes = compare(&before, &after);
        let told: Vec<(&str, bool)> =
            changes.iter().map(|change| (change.query_type.as_str(), change.moved)).collect();
        assert_eq!(told, [("b", true), ("a", false), ("c", false), ("d", false)]);
        assert!(changes[2].after.is_none() && changes[3].before.is_none());
    }

    #[test]
    fn a_table_keeps_its_columns_whatever_a_type_is_called() {
        let text = of(&[("a|b\nc", Some(Bucket::Automatable))]).markdown();
        assert!(text.ends_with("| a\\|b c | 40 | 2 | — | 4 | — | automatable | 25.0 % | 1.2 |\n"), "{text}");
    }
}
