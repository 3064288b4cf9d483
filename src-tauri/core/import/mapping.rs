//! A mapping: how a table's columns and words become fields of a ticket. Every format is read through one.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::calendar::zone_by_name;
use crate::model::{Exclusion, Field, FieldSet, Kind};
use crate::signals::signal_fields;

/// How one kind of table is read. Saved by name in a store and as a JSON file.
/// Headers are matched exactly, else by their words (in any case, without what is in parentheses).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Mapping {
    /// Version of this layout: [`Mapping::VERSION`].
    pub version: u32,
    /// The name it is saved under.
    pub name: String,
    /// The name that tickets' source gets where the user gives none.
    #[serde(default)]
    pub source: Option<String>,
    /// Which column gives which field. Where several give one field, the first that is not empty counts.
    pub columns: Vec<Column>,
    /// Values must be in the form of the Supportmix CSV; any other rejects its row, nothing is inferred.
    #[serde(default)]
    pub strict: bool,
    /// For each field, what the source's words mean: its word (in any case) to ours. An empty text means no value.
    #[serde(default)]
    pub values: BTreeMap<Field, BTreeMap<String, String>>,
    /// Words that stand for an empty cell, in any case: `?`, `N/A`.
    #[serde(default)]
    pub nulls: Vec<String>,
    /// What says who took part and which rows are excluded, in order.
    #[serde(default)]
    pub evidence: Vec<EvidenceRule>,
    /// Where the query type comes from; the first that gives one counts.
    #[serde(default)]
    pub query_type: Vec<QueryTypeRule>,
    /// Columns of what the customer wrote. Signals are searched for in them; their cells are not kept.
    #[serde(default)]
    pub texts: Vec<TextColumn>,
    /// IANA zone of times without an offset; a zone in the header and one chosen at import win.
    #[serde(default)]
    pub time_zone: Option<String>,
    /// Whether day or month comes first in dates like 3/4/2026. Where absent, the column's values decide or the user.
    #[serde(default)]
    pub day_order: Option<DayOrder>,
    /// Top of the scale of `csat_score` where no column gives it.
    #[serde(default)]
    pub csat_scale: Option<f64>,
    /// The source keeps the last closing's time when a ticket is reopened: it counts only where the status is
    /// resolved or closed, or unknown.
    #[serde(default)]
    pub open_is_unresolved: bool,
    /// The source counts AI's replies among the team's: on a ticket that evidence says AI resolved, the replies by
    /// people are unknown.
    #[serde(default)]
    pub replies_include_ai: bool,
}

/// One column of the table and the field it gives.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Column {
    /// The column's header.
    pub header: String,
    /// The field it gives.
    pub field: Field,
    /// How its cells are read.
    #[serde(default)]
    pub read: Reading,
    /// An empty cell keeps the stored value, where usually it clears it.
    #[serde(default)]
    pub keep_if_empty: bool,
}

impl Column {
    /// A column read by its field's kind.
    pub fn new(header: impl Into<String>, field: Field) -> Column {
        Column { header: header.into(), field, read: Reading::Value, keep_if_empty: false }
    }

    /// The same column, read in another way.
    pub fn read_as(self, read: Reading) -> Column {
        Column { read, ..self }
    }
}

/// A column of what the customer wrote.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct TextColumn {
    /// The column's header.
    pub header: String,
    /// Whether it was written after a hand-off. Where no column was, all of a ticket's text is taken for it.
    #[serde(default)]
    pub after_handoff: bool,
}

impl TextColumn {
    /// A column of text from any time.
    pub fn new(header: impl Into<String>) -> TextColumn {
        TextColumn { header: header.into(), after_handoff: false }
    }
}

/// How a column's cells are read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Reading {
    /// By the field's kind: times in any known form, words through the value map, lists split at `;`, else `,` or `|`.
    #[default]
    Value,
    /// A list whose items also end at blanks.
    Words,
    /// A duration in seconds.
    Seconds,
    /// A duration in minutes.
    Minutes,
    /// A duration in hours.
    Hours,
    /// A duration written `HH:MM:SS` or `HH:MM`.
    Clock,
}

impl Reading {
    /// Whether it reads a length of time: for a time field after creation, for `handle_minutes` as it is.
    pub fn is_duration(self) -> bool {
        !matches!(self, Reading::Value | Reading::Words)
    }
}

/// Which of day and month comes first in a date of numbers whose year comes last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum DayOrder {
    /// 22/03/2021.
    DayFirst,
    /// 3/22/2021.
    MonthFirst,
}

/// What a row shows, and what that means.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct EvidenceRule {
    /// What the row shows.
    pub when: Condition,
    /// What it means.
    pub means: Meaning,
}

impl EvidenceRule {
    /// A rule.
    pub fn new(when: Condition, means: Meaning) -> EvidenceRule {
        EvidenceRule { when, means }
    }
}

/// Something a row can show. Texts are compared in any case; one on a column that the table lacks never holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Condition {
    /// The cell is this text.
    Equals {
        /// The column's header.
        column: String,
        /// The text.
        value: String,
    },
    /// The cell has this text in it.
    Contains {
        /// The column's header.
        column: String,
        /// The text.
        value: String,
    },
    /// The cell is one of these texts: an assignee, an author, a label.
    OneOf {
        /// The column's header.
        column: String,
        /// The texts.
        values: Vec<String>,
    },
    /// The cell is not empty.
    NotEmpty {
        /// The column's header.
        column: String,
    },
    /// The cell is empty.
    Empty {
        /// The column's header.
        column: String,
    },
    /// The ticket has this tag.
    Tag(String),
    /// All of these hold.
    All(Vec<Condition>),
}

impl Condition {
    /// The cell of this column is this text.
    pub fn equals(column: impl Into<String>, value: impl Into<String>) -> Condition {
        Condition::Equals { column: column.into(), value: value.into() }
    }

    /// The cell of this column is one of these texts.
    pub fn one_of(column: impl Into<String>, values: &[&str]) -> Condition {
        let values = values.iter().map(|value| (*value).to_owned()).collect();
        Condition::OneOf { column: column.into(), values }
    }
}

/// What evidence means for a ticket. A hand-off always wins over a resolution by AI; else the first rule that speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Meaning {
    /// AI took part.
    AiTookPart,
    /// AI took no part, whatever later rules say.
    AiTookNoPart,
    /// AI handed it off to a person.
    HandedOff,
    /// AI resolved it, and the customer or the source confirmed it.
    ResolvedConfirmed,
    /// AI resolved it, as far as silence tells.
    ResolvedAssumed,
    /// The customer gave up on AI; says nothing where a person took part.
    Abandoned,
    /// A person took part.
    PersonTookPart,
    /// The ticket counts in no figure.
    Excluded(Exclusion),
}

/// One way to a ticket's query type.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum QueryTypeRule {
    /// The cell of this column.
    Column(String),
    /// The first tag of the ticket that is listed here, and its type.
    Tags(BTreeMap<String, String>),
    /// The first type with one of its words in a column's text.
    Keywords {
        /// The column searched.
        column: String,
        /// Types and their words, in order.
        rules: Vec<Keyword>,
    },
}

/// A query type and the words that tell it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Keyword {
    /// The query type.
    pub query_type: String,
    /// Words or phrases, any of which tells it; whole words, in any case.
    pub words: Vec<String>,
}

/// A mapping that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the mapping {name:?} cannot be used: {reason}")]
pub struct BadMapping {
    /// The mapping's name; empty where it could not be read so far.
    pub name: String,
    /// What is wrong with it.
    pub reason: String,
}

impl Mapping {
    /// The version that this program writes and reads.
    pub const VERSION: u32 = 1;

    /// An empty mapping.
    pub fn named(name: impl Into<String>) -> Mapping {
        Mapping {
            version: Mapping::VERSION,
            name: name.into(),
            source: None,
            columns: Vec::new(),
            strict: false,
            values: BTreeMap::new(),
            nulls: Vec::new(),
            evidence: Vec::new(),
            query_type: Vec::new(),
            texts: Vec::new(),
            time_zone: None,
            day_order: None,
            csat_scale: None,
            open_is_unresolved: false,
            replies_include_ai: false,
        }
    }

    /// Reads a mapping's JSON.
    ///
    /// # Errors
    /// It is no mapping, or one that [`Mapping::check`] refuses.
    pub fn from_json(json: &str) -> Result<Mapping, BadMapping> {
        let mapping: Mapping = serde_json::from_str(json)
            .map_err(|error| BadMapping { name: String::new(), reason: error.to_string() })?;
        mapping.check()?;
        Ok(mapping)
    }

    /// Whether it makes sense.
    ///
    /// # Errors
    /// Another version, no column for `external_id`, an unknown zone, a field read in a way it cannot be, or a word
    /// mapped to what its field cannot hold.
    pub fn check(&self) -> Result<(), BadMapping> {
        match self.flaw() {
            Some(reason) => Err(BadMapping { name: self.name.clone(), reason }),
            None => Ok(()),
        }
    }

    fn flaw(&self) -> Option<String> {
        if self.version != Mapping::VERSION {
            return Some(format!(
                "it is of version {}, this program reads {}",
                self.version,
                Mapping::VERSION
            ));
        }
        if !self.gives(Field::ExternalId) {
            return Some("no column gives external_id, which tells tickets apart".to_owned());
        }
        if let Some(unknown) = self.time_zone.as_deref().and_then(|name| zone_by_name(name).err()) {
            return Some(unknown.to_string());
        }
        if self.csat_scale.is_some_and(|scale| !scale.is_finite() || scale <= 0.0) {
            return Some("csat_scale is not above 0".to_owned());
        }
        self.columns.iter().find_map(|column| self.flaw_of(column)).or_else(|| self.flaw_of_values())
    }

    fn flaw_of(&self, column: &Column) -> Option<String> {
        let Column { header, field, read, .. } = column;
        let name = field.name();
        if *read == Reading::Words && field.kind() != Kind::List {
            return Some(format!("{header:?} is read as a list, but {name} is none"));
        }
        if !read.is_duration() || *field == Field::HandleMinutes {
            return None;
        }
        if field.kind() != Kind::Time || *field == Field::CreatedAt {
            return Some(format!("{header:?} is read as a duration, but {name} is no time after creation"));
        }
        let floating = !self.gives(Field::CreatedAt);
        floating.then(|| format!("{header:?} is a duration after creation, but no column gives created_at"))
    }

    fn flaw_of_values(&self) -> Option<String> {
        let mut ticket = crate::model::TicketOutcome::default();
        self.values.iter().find_map(|(field, words)| {
            words.iter().find_map(|(word, value)| {
                let bad = ticket.set_text(*field, value).err()?;
                Some(format!("{word:?} is mapped to {value:?}, which {} cannot be: it {bad}", field.name()))
            })
        })
    }

    /// The fields that it can give: by its columns, its rules, its texts, and the scale of its scores.
    pub fn fields(&self) -> FieldSet {
        let columns = self.columns.iter().map(|column| column.field);
        let rules = self.evidence.iter().flat_map(|rule| rule.means.fields()).copied();
        let types = (!self.query_type.is_empty()).then_some(Field::QueryType);
        let scale = self.csat_scale.map(|_| Field::CsatScale);
        let signals = if self.texts.is_empty() { FieldSet::default() } else { signal_fields() };
        columns.chain(rules).chain(types).chain(scale).chain(signals.iter()).collect()
    }

    /// Whether a column gives the field.
    pub fn gives(&self, field: Field) -> bool {
        self.columns.iter().any(|column| column.field == field)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mapping_reads_back_from_its_json() {
        let mut mapping = Mapping::named("incidents");
        mapping.columns = vec![
            Column::new("number", Field::ExternalId),
            Column::new("opened", Field::CreatedAt),
            Column::new("reply", Field::FirstHumanReplyAt).read_as(Reading::Minutes),
        ];
        mapping.values.entry(Field::Priority).or_default().insert("3 - Moderate".into(), "normal".into());
        mapping.evidence = vec![
            EvidenceRule::new(Condition::Tag("bot".into()), Meaning::AiTookPart),
            EvidenceRule::new(Condition::equals("state", "spam"), Meaning::Excluded(Exclusion::Spam)),
        ];
        mapping.query_type = vec![QueryTypeRule::Column("category".into())];
        let json = serde_json::to_string(&mapping).unwrap();
        assert_eq!(Mapping::from_json(&json), Ok(mapping));
    }

    #[test]
    fn a_minimal_mapping_is_enough_and_unknown_keys_are_refused() {
        let minimal = r#"{"version":1,"name":"x","columns":[{"header":"id","field":"external_id"}]}"#;
        assert!(Mapping::from_json(minimal).is_ok());
        let typo =
            r#"{"version":1,"name":"x","colums":[],"columns":[{"header":"id","field":"external_id"}]}"#;
        assert!(Mapping::from_json(typo).unwrap_err().reason.contains("colums"));
    }

    #[test]
    fn nonsense_is_refused_with_its_reason() {
        let with = |change: &dyn Fn(&mut Mapping)| {
            let mut mapping = Mapping::named("x");
            mapping.columns = vec![Column::new("id", Field::ExternalId)];
            change(&mut mapping);
            mapping.check().map_err(|bad| bad.reason).err().unwrap_or_default()
        };
        assert_eq!(with(&|_| {}), "");
        assert!(with(&|m| m.version = 2).contains("version 2"));
        assert!(with(&|m| m.columns.clear()).contains("external_id"));
        assert!(with(&|m| m.time_zone = Some("Mars".into())).contains("Mars"));
        assert!(
            with(&|m| m.columns.push(Column::new("t", Field::ResolvedAt).read_as(Reading::Hours)))
                .contains("created_at")
        );
        assert!(
            with(&|m| m.columns.push(Column::new("t", Field::Team).read_as(Reading::Clock)))
                .contains("no time after creation")
        );
        assert!(
            with(&|m| {
                m.values.entry(Field::Status).or_default().insert("done".into(), "solved".into());
            })
            .contains("solved")
        );
    }
}
