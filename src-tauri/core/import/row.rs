//! One record of a table becomes one incoming ticket, by its mapping. A record with any bad cell becomes none.

use std::collections::{BTreeMap, HashMap, HashSet};

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::model::{
    BadValue, Channel, Field, FieldSet, Incoming, Kind, Status, TicketOutcome, Timestamp, Value, trimmed,
};

use super::columns::{Columns, zone_in};
use super::evidence::Evidence;
use super::fingerprint::{Fingerprint, Fingerprints};
use super::mapping::{Mapping, Reading};
use super::plan::Context;
use super::query_type::QueryTypes;
use super::table::Record;
use super::texts::Texts;
use super::times::{self, TimeForm, TimeReader};
use super::warnings::Oddities;
use super::{durations, lists, words};

/// What is wrong with one cell of a row.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct FieldProblem {
    /// The field's name; the column's header where it gives none.
    pub field: String,
    /// The cell as read.
    pub value: String,
    /// What is wrong, to be read after the field's name: `is not a whole number, 0 or more`.
    pub reason: String,
}

impl FieldProblem {
    fn new(field: Field, value: &str, bad: BadValue) -> FieldProblem {
        FieldProblem { field: field.name().to_owned(), value: value.to_owned(), reason: bad.reason }
    }
}

/// A column that gives a field.
#[derive(Debug)]
struct Giver {
    index: usize,
    read: Reading,
    times: TimeReader,
}

/// A field and the columns that give it, in order.
#[derive(Debug)]
struct Given {
    field: Field,
    givers: Vec<Giver>,
    keep_if_empty: bool,
}

/// Reads the records of one table.
#[derive(Debug)]
pub(super) struct RowReader {
    given: Vec<Given>,
    strict: bool,
    /// Fields that every row of the table has, empty or not.
    present: FieldSet,
    nulls: HashSet<String>,
    longest_null: usize,
    values: BTreeMap<Field, HashMap<String, String>>,
    evidence: Evidence,
    query_types: QueryTypes,
    /// None where no column is one of text.
    texts: Option<Texts>,
    csat_scale: Option<f64>,
    open_is_unresolved: bool,
    now: Timestamp,
    fingerprints: Fingerprints,
}

impl RowReader {
    /// A reader of a table with this header. `forms` are the forms of its time columns by place; the context's zone is
    /// that of times whose column names none.
    pub(super) fn new(
        mapping: &Mapping,
        header: &[String],
        forms: &HashMap<usize, TimeForm>,
        context: &Context<'_>,
    ) -> RowReader {
        let (zone, now) = (context.zone, context.now);
        let columns = Columns::new(header);
        let mut given: Vec<Given> = Vec::new();
        for column in &mapping.columns {
            let Some(index) = columns.find(&column.header) else { continue };
            let zone = header.get(index).and_then(|name| zone_in(name)).unwrap_or(zone);
            let form = forms.get(&index).copied().unwrap_or_default();
            let giver = Giver { index, read: column.read, times: TimeReader { zone, form, now } };
            match given.iter_mut().find(|given| given.field == column.field) {
                Some(given) => {
                    given.givers.push(giver);
                    given.keep_if_empty &= column.keep_if_empty;
                }
                None => given.push(Given {
                    field: column.field,
                    givers: vec![giver],
                    keep_if_empty: column.keep_if_empty,
                }),
            }
        }
        // Durations count from the creation, so it is read first; the time of a rating needs the rating.
        given.sort_by_key(|given| match given.field {
            Field::CreatedAt => 0,
            Field::CsatAt => 2,
            _ => 1,
        });
        let has = |field| given.iter().any(|given: &Given| given.field == field);
        let evidence = Evidence::new(&mapping.evidence, &columns, mapping.replies_include_ai);
        let query_types = QueryTypes::new(&mapping.query_type, &columns, has(Field::Tags));
        let mut present = evidence.fields();
        given.iter().filter(|given| !given.keep_if_empty).for_each(|given| present.insert(given.field));
        if !query_types.is_empty() {
            present.insert(Field::QueryType);
        }
        let texts = Texts::new(mapping, &columns, context.lexicons);
        texts.iter().flat_map(|texts| texts.fields().iter()).for_each(|field| present.insert(field));
        let csat_scale = mapping.csat_scale.filter(|_| has(Field::CsatScore));
        if csat_scale.is_some() && present.contains(Field::CsatScore) {
            present.insert(Field::CsatScale);
        }
        let lower = |(word, value): (&String, &String)| (word.trim().to_lowercase(), value.clone());
        RowReader {
            given,
            strict: mapping.strict,
            present,
            nulls: mapping.nulls.iter().map(|word| word.trim().to_lowercase()).collect(),
            longest_null: mapping.nulls.iter().map(|word| word.len()).max().unwrap_or(0),
            values: mapping
                .values
                .iter()
                .map(|(field, map)| (*field, map.iter().map(lower).collect()))
                .collect(),
            evidence,
            query_types,
            csat_scale,
            open_is_unresolved: mapping.open_is_unresolved,
            now,
            fingerprints: Fingerprints::new(mapping, header, forms, zone, texts.as_ref().map(Texts::seed)),
            texts,
        }
    }

    /// Takes these fields for given by every record, empty or not.
    pub(super) fn empty_where_not_given(&mut self, fields: FieldSet) {
        fields.iter().for_each(|field| self.present.insert(field));
    }

    /// The places of the mapping's rules of evidence that hold for a record and the ticket that it became.
    pub(super) fn evidence_held(&self, record: &Record, ticket: &TicketOutcome) -> Vec<usize> {
        self.evidence.held(&|index| self.cell(record, index), ticket).collect()
    }

    /// What tells a record, and how it is read, from all others.
    pub(super) fn fingerprint(&self, record: &Record) -> Fingerprint {
        self.fingerprints.of(&record.cells)
    }

    /// The trimmed cell of a column; `None` where it is empty or a word for that.
    fn cell<'r>(&self, record: &'r Record, index: usize) -> Option<&'r str> {
        let cell = trimmed(record.cells.get(index)?);
        let null =
            cell.is_empty() || (cell.len() <= self.longest_null && self.nulls.contains(&cell.to_lowercase()));
        (!null).then_some(cell)
    }

    /// The cell that a field was read from, as in the file; empty where there is none.
    pub(super) fn source_of<'r>(&self, record: &'r Record, field: Field) -> &'r str {
        let given = self.given.iter().find(|given| given.field == field);
        let mut cells = given
            .into_iter()
            .flat_map(|given| &given.givers)
            .filter_map(|giver| record.cells.get(giver.index));
        cells.find(|cell| !cell.trim().is_empty()).unwrap_or_default()
    }

    /// Reads a record.
    ///
    /// # Errors
    /// Everything that is wrong with it; at least one problem.
    pub(super) fn read(&self, record: &Record) -> Result<(Incoming, Oddities), Vec<FieldProblem>> {
        let mut incoming = Incoming { present: self.present, ..Default::default() };
        let mut problems = Vec::new();
        let mut oddities = Oddities::default();
        let ticket = &mut incoming.outcome;
        for given in &self.given {
            let field = given.field;
            let cell = given.givers.iter().find_map(|giver| Some((giver, self.cell(record, giver.index)?)));
            // Exports give a time to surveys that nobody answered.
            let unrated = field == Field::CsatAt && ticket.csat_score.is_none() && ticket.satisfied.is_none();
            let Some((giver, text)) = cell.filter(|_| self.strict || !unrated) else {
                if matches!(field, Field::ExternalId | Field::CreatedAt) {
                    problems.push(FieldProblem::new(
                        field,
                        self.source_of(record, field),
                        BadValue::new("is missing"),
                    ));
                }
                continue;
            };
            let set = if self.strict {
                self.set_strict(ticket, field, text)
            } else {
                self.set(ticket, field, giver, text, &mut oddities)
            };
            if let Err(bad) = set {
                problems.push(FieldProblem::new(field, text, bad));
            } else if ticket.value(field) != Value::Null {
                incoming.present.insert(field);
            }
        }
        if !problems.is_empty() {
            return Err(problems);
        }
        self.complete(record, &mut incoming);
        oddities.check(&incoming.outcome);
        Ok((incoming, oddities))
    }

    fn set_strict(&self, ticket: &mut TicketOutcome, field: Field, text: &str) -> Result<(), BadValue> {
        if field.kind() == Kind::Time {
            ticket.set_value(field, Value::Int(times::strict(text, self.now)?.0));
            Ok(())
        } else {
            ticket.set_text(field, text)
        }
    }

    fn set(
        &self,
        ticket: &mut TicketOutcome,
        field: Field,
        giver: &Giver,
        text: &str,
        oddities: &mut Oddities,
    ) -> Result<(), BadValue> {
        if giver.read.is_duration() {
            return self.set_duration(ticket, field, giver.read, text);
        }
        let mapped = self.values.get(&field).and_then(|words| words.get(&text.to_lowercase()));
        if let Some(mapped) = mapped {
            return ticket.set_text(field, mapped);
        }
        match field.kind() {
            Kind::Time => ticket.set_value(field, Value::Int(giver.times.read(text)?.0)),
            Kind::Choice(_) | Kind::Flag => {
                if ticket.set_text(field, text).is_err() {
                    match words::known(field, text) {
                        Some(word) => ticket.set_text(field, word)?,
                        None => {
                            oddities.unknown_word(field, text);
                            if field == Field::Channel {
                                ticket.channel = Some(Channel::Other);
                            }
                        }
                    }
                }
            }
            Kind::List => ticket.set_value(field, Value::Text(lists::split(text, giver.read).as_str())),
            // Spreadsheets and data frames write whole numbers as 3.0.
            Kind::Count => match text.split_once('.') {
                Some((whole, zeros)) if !zeros.is_empty() && zeros.bytes().all(|byte| byte == b'0') => {
                    ticket.set_text(field, whole)?;
                }
                _ => ticket.set_text(field, text)?,
            },
            Kind::Text | Kind::Number { .. } => ticket.set_text(field, text)?,
        }
        Ok(())
    }

    fn set_duration(
        &self,
        ticket: &mut TicketOutcome,
        field: Field,
        read: Reading,
        text: &str,
    ) -> Result<(), BadValue> {
        let seconds = durations::seconds(text, read)?;
        if field == Field::HandleMinutes {
            ticket.set_value(field, Value::Real(seconds / 60.0));
        } else if let Some(created) = ticket.created_at {
            // Below 3.2e10, so the whole part fits.
            let time = Timestamp(created.0.saturating_add(seconds as i64));
            ticket.set_value(field, Value::Int(times::in_bounds(time, self.now)?.0));
        }
        // Without a creation the row is refused for that, and the mapping for having no such column.
        Ok(())
    }

    /// What no single column says.
    fn complete(&self, record: &Record, incoming: &mut Incoming) {
        let ticket = &mut incoming.outcome;
        if let (Some(_), None, Some(scale)) = (ticket.csat_score, ticket.csat_scale, self.csat_scale) {
            ticket.csat_scale = Some(scale);
            incoming.present.insert(Field::CsatScale);
        }
        if !self.strict {
            self.infer(record, ticket);
        }
        if let Some(texts) = &self.texts {
            texts.search(&|index| self.cell(record, index), ticket);
        }
    }

    /// What rules say.
    fn infer(&self, record: &Record, ticket: &mut TicketOutcome) {
        if self.open_is_unresolved
            && ticket.status.is_some_and(|status| !matches!(status, Status::Resolved | Status::Closed))
        {
            ticket.resolved_at = None;
        }
        let cells = |index| self.cell(record, index);
        self.evidence.apply(&cells, ticket);
        if ticket.query_type.is_none()
            && let Some(kind) = self.query_types.of(&cells, ticket)
        {
            let mapped = self.values.get(&Field::QueryType).and_then(|words| words.get(&kind.to_lowercase()));
            ticket.query_type = Some(mapped.cloned().unwrap_or(kind)).filter(|kind| !kind.is_empty());
        }
    }
}

#[cfg(test)]
mod tests {
    use chrono_tz::Tz;
    use proptest::prelude::*;

    use super::*;
    use crate::import::mapping::Column;
    use crate::model::{AiOutcome, Priority};

    const CONTEXT: Context<'static> =
        Context { zone: Tz::UTC, now: Timestamp(1_790_000_000), saved: &[], lexicons: &[] };

    fn reader(mapping: &Mapping, header: &[&str]) -> RowReader {
        let header: Vec<String> = header.iter().map(|&name| name.to_owned()).collect();
        RowReader::new(mapping, &header, &HashMap::new(), &CONTEXT)
    }

    fn record(cells: &[&str]) -> Record {
        Record { number: 1, line: 2, cells: cells.iter().collect() }
    }

    fn mapping(columns: &[(&str, Field)]) -> Mapping {
        let mut mapping = Mapping::named("test");
        mapping.columns = columns.iter().map(|(header, field)| Column::new(*header, *field)).collect();
        mapping.nulls = vec!["?".into()];
        mapping
    }

    const BASE: [(&str, Field); 2] = [("id", Field::ExternalId), ("created", Field::CreatedAt)];

    #[test]
    fn a_row_with_bad_cells_is_refused_with_all_of_them() {
        let mapping = mapping(&[BASE[0], BASE[1], ("reopens", Field::Reopens)]);
        let reader = reader(&mapping, &["id", "created", "reopens"]);
        let problems = reader.read(&record(&["7", "2026-13-01", "many"])).unwrap_err();
        let fields: Vec<&str> = problems.iter().map(|problem| problem.field.as_str()).collect();
        assert_eq!(fields, ["created_at", "reopens"]);
        assert_eq!(problems[1].value, "many");
        assert_eq!(reader.read(&record(&["?", "2026-01-01", "1"])).unwrap_err()[0].reason, "is missing");
    }

    #[test]
    fn unknown_words_leave_the_field_empty_and_are_noted() {
        let mut mapping = mapping(&[BASE[0], BASE[1], ("p", Field::Priority), ("c", Field::Channel)]);
        mapping.values.entry(Field::Priority).or_default().insert("Sofort".into(), "urgent".into());
        let reader = reader(&mapping, &["id", "created", "p", "c"]);
        let read = |p: &str, c: &str| reader.read(&record(&["7", "2026-01-01", p, c])).unwrap().0.outcome;
        assert_eq!(read("sofort", "?").priority, Some(Priority::Urgent));
        let unknown = read("P9", "Pigeon");
        assert_eq!((unknown.priority, unknown.channel), (None, Some(Channel::Other)));
    }

    #[test]
    fn durations_count_from_creation_wherever_the_columns_stand() {
        let mut mapping = mapping(&BASE);
        mapping.columns.insert(0, Column::new("reply", Field::FirstHumanReplyAt).read_as(Reading::Minutes));
        mapping.columns.push(Column::new("spent", Field::HandleMinutes).read_as(Reading::Clock));
        let reader = reader(&mapping, &["reply", "id", "created", "spent"]);
        let ticket = reader.read(&record(&["1.5", "7", "2026-01-01", "01:30"])).unwrap().0.outcome;
        assert_eq!(ticket.first_human_reply_at.unwrap().to_rfc3339(), "2026-01-01T00:01:30Z");
        assert_eq!(ticket.handle_minutes, Some(90.0));
        assert!(reader.read(&record(&["-1", "7", "2026-01-01", ""])).is_err());
    }

    #[test]
    fn the_first_column_that_is_filled_gives_the_field() {
        let mapping = mapping(&[BASE[0], BASE[1], ("a", Field::Team), ("b", Field::Team)]);
        let reader = reader(&mapping, &["id", "created", "a", "b"]);
        let team =
            |a: &str, b: &str| reader.read(&record(&["7", "2026-01-01", a, b])).unwrap().0.outcome.team;
        assert_eq!(team("?", "two").as_deref(), Some("two"));
        assert_eq!(team("one", "two").as_deref(), Some("one"));
    }

    #[test]
    fn an_empty_cell_clears_or_keeps_as_the_mapping_says() {
        let mut mapping = mapping(&BASE[..1]);
        mapping.columns.push(Column { keep_if_empty: true, ..Column::new("score", Field::CsatScore) });
        mapping.columns.push(Column::new("team", Field::Team));
        mapping.csat_scale = Some(5.0);
        let reader = reader(&mapping, &["id", "score", "team"]);
        let present = |score: &str| {
            let incoming = reader.read(&record(&["7", score, ""])).unwrap().0;
            incoming.present.iter().collect::<Vec<Field>>()
        };
        assert_eq!(present(""), [Field::ExternalId, Field::Team]);
        assert_eq!(present("4"), [Field::ExternalId, Field::Team, Field::CsatScore, Field::CsatScale]);
    }

    #[test]
    fn a_strict_mapping_infers_nothing() {
        let mut mapping = mapping(&[BASE[0], BASE[1], ("ai_outcome", Field::AiOutcome)]);
        mapping.strict = true;
        let reader = reader(&mapping, &["id", "created", "ai_outcome"]);
        let read = |time: &str, outcome: &str| reader.read(&record(&["7", time, outcome]));
        let ticket = read("2026-01-01T00:00:00Z", "Confirmed").unwrap().0.outcome;
        assert_eq!(ticket.ai_outcome, Some(AiOutcome::Confirmed));
        assert!(read("2026-01-01", "").is_err());
        assert!(read("2026-01-01T00:00:00Z", "escalated").is_err());
        assert!(read("2026-12-01T00:00:00Z", "").unwrap_err()[0].reason.contains("future"));
    }

    proptest! {
        #[test]
        fn any_cells_are_read_or_refused(cells in proptest::collection::vec("\\PC{0,16}", 0..60)) {
            let names: Vec<String> = Field::ALL.iter().map(|field| field.name().to_owned()).collect();
            for strict in [true, false] {
                let mut mapping = mapping(&[]);
                mapping.columns = Field::ALL.iter().map(|field| Column::new(field.name(), *field)).collect();
                mapping.strict = strict;
                let reader = RowReader::new(&mapping, &names, &HashMap::new(), &CONTEXT);
                let record = Record { number: 1, line: 1, cells: cells.iter().collect() };
                if let Err(problems) = reader.read(&record) {
                    prop_assert!(!problems.is_empty());
                }
            }
        }
    }
}
