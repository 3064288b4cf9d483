//! The query type of a row: from a column, a tag, or words in a text.

use std::collections::BTreeMap;

use crate::model::TicketOutcome;
use crate::query_types::Keywords;

use super::columns::Columns;
use super::evidence::Cells;
use super::mapping::QueryTypeRule;

#[derive(Debug)]
enum Way {
    Column(usize),
    Tags(BTreeMap<String, String>),
    Keywords(usize, Keywords),
}

/// The ways to a query type that one table offers.
#[derive(Debug)]
pub(super) struct QueryTypes(Vec<Way>);

impl QueryTypes {
    pub(super) fn new(rules: &[QueryTypeRule], columns: &Columns<'_>, tags: bool) -> QueryTypes {
        let way = |rule: &QueryTypeRule| match rule {
            QueryTypeRule::Column(column) => columns.find(column).map(Way::Column),
            QueryTypeRule::Tags(types) if tags => {
                Some(Way::Tags(types.iter().map(|(tag, kind)| (tag.to_lowercase(), kind.clone())).collect()))
            }
            QueryTypeRule::Tags(_) => None,
            QueryTypeRule::Keywords { column, rules } => {
                let rules = rules.iter().map(|rule| (rule.query_type.as_str(), rule.words.as_slice()));
                columns.find(column).map(|index| Way::Keywords(index, Keywords::new(rules)))
            }
        };
        QueryTypes(rules.iter().filter_map(way).collect())
    }

    /// Whether the table offers no way at all.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The type of a row.
    pub(super) fn of(&self, cells: &Cells<'_>, ticket: &TicketOutcome) -> Option<String> {
        self.0.iter().find_map(|way| match way {
            Way::Column(column) => cells(*column).map(str::to_owned),
            Way::Tags(types) => {
                ticket.tags.as_ref()?.items().find_map(|tag| types.get(&tag.to_lowercase()).cloned())
            }
            Way::Keywords(column, keywords) => keywords.first(cells(*column)?).map(str::to_owned),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::mapping::Keyword;
    use super::*;
    use crate::model::List;

    fn kind(rules: &[QueryTypeRule], cells: [&str; 2], tags: &[&str]) -> Option<String> {
        let header = ["Category".to_owned(), "Subject".to_owned()];
        let ticket =
            TicketOutcome { tags: Some(List::from_items(tags.iter().copied())), ..Default::default() };
        let types = QueryTypes::new(rules, &Columns::new(&header), true);
        types.of(&|column| Some(cells[column]).filter(|cell| !cell.is_empty()), &ticket)
    }

    #[test]
    fn the_first_way_that_gives_a_type_counts() {
        let rules = [
            QueryTypeRule::Column("category".into()),
            QueryTypeRule::Tags([("Refund_Request".to_owned(), "refund".to_owned())].into()),
            QueryTypeRule::Keywords {
                column: "subject".into(),
                rules: vec![
                    Keyword {
                        query_type: "password".into(),
                        words: vec!["log in".into(), "Passwort".into()],
                    },
                    Keyword { query_type: "invoice".into(), words: vec!["invoice".into()] },
                ],
            },
        ];
        assert_eq!(kind(&rules, ["billing", "cannot log in"], &[]).as_deref(), Some("billing"));
        assert_eq!(kind(&rules, ["", "cannot log in"], &["refund_request"]).as_deref(), Some("refund"));
        assert_eq!(kind(&rules, ["", "Cannot LOG-IN!"], &[]).as_deref(), Some("password"));
        assert_eq!(kind(&rules, ["", "two invoices"], &[]), None);
    }
}
