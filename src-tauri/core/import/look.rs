//! A look at rows through a mapping: what each becomes, and what of the mapping speaks about them.

use std::collections::{BTreeMap, HashMap};

use serde::Serialize;
use ts_rs::TS;

use crate::model::{Field, ResolutionType, TicketOutcome, resolution_type};
use crate::query_types::{Proposal, Subject, Subjects};

use super::columns::key;
use super::mapping::{BadMapping, Condition, Keyword, Mapping, QueryTypeRule};
use super::plan::Context;
use super::reject::is_reject_column;
use super::row::{FieldProblem, RowReader};
use super::table::{Record, Row};

/// Rows of a table, and how they are read.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct TablePreview {
    /// How the columns are read; empty of columns where nothing was understood.
    pub mapping: Mapping,
    /// Whether it can be read like this: a column tells tickets apart.
    pub understood: bool,
    /// The columns' headers.
    pub header: Vec<String>,
    /// The rows.
    pub rows: Vec<PreviewRow>,
    /// Headers of columns from which nothing is read.
    pub not_understood: Vec<String>,
    /// For each of the mapping's rules of evidence, how many of the rows it holds for.
    pub evidence_held: Vec<usize>,
    /// Where no column gives the query type: rules by the commonest terms of the subjects.
    pub proposed_keywords: Vec<Keyword>,
}

/// A row as it stands in the file and as it will be understood.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct PreviewRow {
    /// 1 for the first data record.
    #[ts(type = "number")]
    pub record: u64,
    /// The line on which it begins.
    #[ts(type = "number")]
    pub line: u64,
    /// Its cells as read.
    pub cells: Vec<String>,
    /// The fields it will have, in the form of the Supportmix CSV.
    pub fields: BTreeMap<Field, String>,
    /// Who will count as having resolved it; `None` where it will be rejected.
    pub resolution_type: Option<ResolutionType>,
    /// Why it will be rejected, if it will.
    pub problems: Vec<FieldProblem>,
}

impl TablePreview {
    /// Rows as a reader reads them.
    pub(super) fn new(
        header: Vec<String>,
        mapping: Mapping,
        reader: &RowReader,
        rows: Vec<Row>,
    ) -> TablePreview {
        let mut evidence_held = vec![0; mapping.evidence.len()];
        let rows = rows.into_iter().map(|row| PreviewRow::new(row, reader, &mut evidence_held)).collect();
        TablePreview {
            understood: true,
            rows,
            not_understood: not_understood(&header, &mapping),
            evidence_held,
            proposed_keywords: Vec::new(),
            header,
            mapping,
        }
    }

    /// Records that come one by one, as [`super::RecordReader`] would read them.
    ///
    /// # Errors
    /// The mapping makes no sense.
    pub fn of_records(
        header: &[String],
        records: &[Vec<String>],
        mapping: Mapping,
        context: &Context<'_>,
    ) -> Result<TablePreview, BadMapping> {
        mapping.check()?;
        let reader = RowReader::new(&mapping, header, &HashMap::new(), context);
        let rows = records.iter().zip(1..).map(|(record, number)| {
            let cells = record.iter().map(String::as_str).collect();
            Row::Record(Record { number, line: number, cells })
        });
        let seen = TablePreview::new(header.to_vec(), mapping, &reader, rows.collect());
        let mut subjects = Subjects::default();
        if seen.mapping.query_type.is_empty() && !seen.mapping.gives(Field::QueryType) {
            let rows = seen.rows.iter().filter_map(|row| row.fields.get(&Field::Subject));
            rows.for_each(|subject| subjects.observe(&Subject::of(subject)));
        }
        Ok(TablePreview { proposed_keywords: proposed(&subjects), ..seen })
    }
}

impl PreviewRow {
    /// A row; the rules that hold for it are counted.
    fn new(row: Row, reader: &RowReader, evidence_held: &mut [usize]) -> PreviewRow {
        let record = match row {
            Row::Record(record) => record,
            Row::Broken(problem) => {
                let whole = FieldProblem { reason: problem.reason, ..FieldProblem::default() };
                return PreviewRow::refused(&problem.record, vec![whole]);
            }
        };
        let ticket = match reader.read(&record) {
            Ok((incoming, _)) => incoming.outcome,
            Err(problems) => return PreviewRow::refused(&record, problems),
        };
        for place in reader.evidence_held(&record, &ticket) {
            if let Some(held) = evidence_held.get_mut(place) {
                *held += 1;
            }
        }
        PreviewRow {
            fields: shown(&ticket),
            resolution_type: Some(resolution_type(&ticket)),
            ..PreviewRow::refused(&record, Vec::new())
        }
    }

    fn refused(record: &Record, problems: Vec<FieldProblem>) -> PreviewRow {
        PreviewRow {
            record: record.number,
            line: record.line,
            cells: record.cells.to_vec(),
            fields: BTreeMap::new(),
            resolution_type: None,
            problems,
        }
    }
}

/// The types that are proposed for subjects, as rules.
pub(super) fn proposed(subjects: &Subjects) -> Vec<Keyword> {
    let rule = |proposal: Proposal| Keyword { query_type: proposal.query_type, words: proposal.words };
    subjects.propose().into_iter().map(rule).collect()
}

/// The fields of a ticket that are filled, in the form of the Supportmix CSV.
fn shown(ticket: &TicketOutcome) -> BTreeMap<Field, String> {
    Field::ALL.iter().filter_map(|field| Some((*field, ticket.text(*field)?))).collect()
}

/// Headers from which a mapping takes nothing.
fn not_understood(header: &[String], mapping: &Mapping) -> Vec<String> {
    let mut used: Vec<String> = mapping.columns.iter().map(|column| key(&column.header)).collect();
    used.extend(mapping.texts.iter().map(|text| key(&text.header)));
    for rule in &mapping.evidence {
        used_by(&rule.when, &mut used);
    }
    used.extend(mapping.query_type.iter().filter_map(|rule| match rule {
        QueryTypeRule::Column(column) | QueryTypeRule::Keywords { column, .. } => Some(key(column)),
        QueryTypeRule::Tags(_) => None,
    }));
    let own = header.iter().filter(|header| !is_reject_column(header));
    own.filter(|header| !used.contains(&key(header))).cloned().collect()
}

fn used_by(condition: &Condition, used: &mut Vec<String>) {
    match condition {
        Condition::Equals { column, .. }
        | Condition::Contains { column, .. }
        | Condition::OneOf { column, .. }
        | Condition::NotEmpty { column }
        | Condition::Empty { column } => used.push(key(column)),
        Condition::Tag(_) => {}
        Condition::All(all) => all.iter().for_each(|part| used_by(part, used)),
    }
}

#[cfg(test)]
mod tests {
    use chrono_tz::Tz;

    use super::super::mapping::{Column, EvidenceRule, Meaning};
    use super::*;
    use crate::model::Timestamp;

    const HEADER: [&str; 4] = ["id", "opened", "agent", "subject"];

    fn mapping() -> Mapping {
        let mut mapping = Mapping::named("desk");
        mapping.columns = vec![
            Column::new("id", Field::ExternalId),
            Column::new("opened", Field::CreatedAt),
            Column::new("subject", Field::Subject),
        ];
        mapping
    }

    fn look(mapping: Mapping, records: &[[&str; 4]]) -> Result<TablePreview, BadMapping> {
        let header = HEADER.map(str::to_owned);
        let records: Vec<Vec<String>> =
            records.iter().map(|record| record.map(str::to_owned).to_vec()).collect();
        let context = Context { zone: Tz::UTC, now: Timestamp(1_790_000_000), saved: &[], lexicons: &[] };
        TablePreview::of_records(&header, &records, mapping, &context)
    }

    #[test]
    fn records_show_what_they_become_and_which_rules_hold() {
        let mut mapping = mapping();
        mapping.evidence = vec![
            EvidenceRule::new(Condition::equals("gone", "x"), Meaning::PersonTookPart),
            EvidenceRule::new(Condition::equals("agent", "Robo"), Meaning::ResolvedConfirmed),
        ];
        let seen = look(
            mapping,
            &[
                ["1", "2026-09-01T08:00:00Z", "robo", "Refund"],
                ["2", "2026-09-01T08:00:00Z", "Bea", "Refund"],
                ["3", "yesterday", "Robo", "Refund"],
            ],
        )
        .unwrap();
        // The first is about a column that there is not; a row that is refused is none of the tickets.
        assert_eq!(seen.evidence_held, [0, 1]);
        assert_eq!(seen.rows[0].fields[&Field::AiInvolved], "true");
        assert_eq!(seen.rows[1].fields.get(&Field::AiInvolved), None);
        assert_eq!(seen.rows[2].resolution_type, None);
        assert_eq!(seen.rows[2].problems[0].value, "yesterday");
        assert_eq!(seen.not_understood, Vec::<String>::new());
        assert_eq!(seen.proposed_keywords, []);
    }

    #[test]
    fn terms_of_the_subjects_are_proposed_where_nothing_gives_the_query_type() {
        let row = ["1", "2026-09-01T08:00:00Z", "", "Refund, please"];
        let seen = look(mapping(), &[row, row, row]).unwrap();
        assert_eq!(
            seen.proposed_keywords,
            [Keyword { query_type: "refund".into(), words: vec!["refund".into()] }]
        );
        let mut known = mapping();
        known.query_type = vec![QueryTypeRule::Column("agent".into())];
        assert_eq!(look(known, &[row, row, row]).unwrap().proposed_keywords, []);
    }

    #[test]
    fn a_mapping_that_makes_no_sense_is_refused() {
        assert!(look(Mapping::named("empty"), &[]).is_err());
    }
}
