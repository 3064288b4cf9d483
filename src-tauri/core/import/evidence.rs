//! Evidence rules, made ready for one table: what a row shows of AI, people and exclusion.

use std::collections::{BTreeSet, HashSet};

use crate::model::{AiOutcome, Exclusion, Field, FieldSet, TicketOutcome, human_involved};

use super::columns::Columns;
use super::mapping::{Condition, EvidenceRule, Mapping, Meaning};

/// Cells of one row by column; `None` where empty.
pub(super) type Cells<'a> = dyn Fn(usize) -> Option<&'a str> + 'a;

#[derive(Debug)]
enum Test {
    Equals(usize, String),
    Contains(usize, String),
    OneOf(usize, HashSet<String>),
    Filled(usize),
    Blank(usize),
    Tag(String),
    All(Vec<Test>),
}

impl Test {
    /// `None` where the table lacks a column, so that it can never hold.
    fn new(condition: &Condition, columns: &Columns<'_>) -> Option<Test> {
        Some(match condition {
            Condition::Equals { column, value } => {
                Test::Equals(columns.find(column)?, value.trim().to_lowercase())
            }
            Condition::Contains { column, value } => {
                Test::Contains(columns.find(column)?, value.to_lowercase())
            }
            Condition::OneOf { column, values } => {
                let values = values.iter().map(|value| value.trim().to_lowercase()).collect();
                Test::OneOf(columns.find(column)?, values)
            }
            Condition::NotEmpty { column } => Test::Filled(columns.find(column)?),
            Condition::Empty { column } => Test::Blank(columns.find(column)?),
            Condition::Tag(tag) => Test::Tag(tag.trim().to_lowercase()),
            Condition::All(all) => {
                Test::All(all.iter().map(|part| Test::new(part, columns)).collect::<Option<Vec<Test>>>()?)
            }
        })
    }

    fn holds(&self, cells: &Cells<'_>, ticket: &TicketOutcome) -> bool {
        match self {
            Test::Equals(column, value) => cells(*column).is_some_and(|cell| cell.to_lowercase() == *value),
            Test::Contains(column, value) => {
                cells(*column).is_some_and(|cell| cell.to_lowercase().contains(value))
            }
            Test::OneOf(column, values) => {
                cells(*column).is_some_and(|cell| values.contains(&cell.to_lowercase()))
            }
            Test::Filled(column) => cells(*column).is_some(),
            Test::Blank(column) => cells(*column).is_none(),
            Test::Tag(tag) => {
                ticket.tags.as_ref().is_some_and(|tags| tags.items().any(|item| item.to_lowercase() == *tag))
            }
            Test::All(all) => all.iter().all(|test| test.holds(cells, ticket)),
        }
    }
}

/// The rules of a mapping that can speak about one table.
#[derive(Debug)]
pub(super) struct Evidence {
    /// Each with its place among the mapping's rules.
    rules: Vec<(usize, Test, Meaning)>,
    replies_include_ai: bool,
}

impl Meaning {
    /// The fields that it sets.
    pub(super) fn fields(self) -> &'static [Field] {
        match self {
            Meaning::AiTookPart | Meaning::AiTookNoPart => &[Field::AiInvolved],
            Meaning::HandedOff
            | Meaning::ResolvedConfirmed
            | Meaning::ResolvedAssumed
            | Meaning::Abandoned => &[Field::AiInvolved, Field::AiOutcome],
            Meaning::PersonTookPart => &[Field::HumanInvolved],
            Meaning::Excluded(_) => &[Field::Exclusion],
        }
    }
}

impl Mapping {
    /// The texts of a column, in lower case, that by themselves say that AI took part: the names of bots, where it is
    /// the column of agents. One that only says that AI handed off may be a person's.
    pub fn names_of_ai(&self, column: &str) -> BTreeSet<String> {
        let of_ai = |means: Meaning| {
            matches!(means, Meaning::AiTookPart | Meaning::ResolvedConfirmed | Meaning::ResolvedAssumed)
        };
        let same = |header: &str| header.trim().to_lowercase() == column.to_lowercase();
        let rules = self.evidence.iter().filter(|rule| of_ai(rule.means));
        let texts = rules.flat_map(|rule| match &rule.when {
            Condition::Equals { column, value } if same(column) => std::slice::from_ref(value),
            Condition::OneOf { column, values } if same(column) => values,
            _ => &[],
        });
        texts.map(|text| text.trim().to_lowercase()).collect()
    }
}

/// What the rules say about one row.
#[derive(Default)]
struct Findings {
    ai: Option<bool>,
    person: bool,
    handed_off: bool,
    resolved: Option<AiOutcome>,
    abandoned: bool,
    exclusion: Option<Exclusion>,
}

impl Evidence {
    pub(super) fn new(rules: &[EvidenceRule], columns: &Columns<'_>, replies_include_ai: bool) -> Evidence {
        let ready = |(place, rule): (usize, &EvidenceRule)| {
            Some((place, Test::new(&rule.when, columns)?, rule.means))
        };
        Evidence { rules: rules.iter().enumerate().filter_map(ready).collect(), replies_include_ai }
    }

    /// The places, among the mapping's rules, of those that hold for a row.
    pub(super) fn held<'e>(
        &'e self,
        cells: &'e Cells<'_>,
        ticket: &'e TicketOutcome,
    ) -> impl Iterator<Item = usize> + 'e {
        self.rules.iter().filter(|(_, test, _)| test.holds(cells, ticket)).map(|(place, ..)| *place)
    }

    /// The fields that the rules can set.
    pub(super) fn fields(&self) -> FieldSet {
        self.rules.iter().flat_map(|(_, _, means)| means.fields()).copied().collect()
    }

    /// Adds to a ticket what its row shows. Fields that a column has filled stay, but for a hand-off, which wins over
    /// a resolution: where both are shown, the resolution is what the hand-off made of it.
    pub(super) fn apply(&self, cells: &Cells<'_>, ticket: &mut TicketOutcome) {
        if self.rules.is_empty() {
            return;
        }
        let found = self.findings(cells, ticket);
        ticket.exclusion = ticket.exclusion.or(found.exclusion);
        if found.person {
            ticket.human_involved.get_or_insert(true);
        }
        if self.replies_include_ai && found.resolved.is_some() && !found.handed_off && !found.person {
            ticket.human_replies = None;
            ticket.first_human_reply_at = None;
        }
        if found.handed_off {
            ticket.ai_outcome = Some(AiOutcome::HandedOff);
        } else if ticket.ai_outcome.is_none() && ticket.handed_off_at.is_none() {
            let gave_up = found.abandoned && !human_involved(ticket).0;
            ticket.ai_outcome = found.resolved.or(gave_up.then_some(AiOutcome::Abandoned));
        }
        ticket.ai_involved = ticket.ai_involved.or(found.ai);
    }

    fn findings(&self, cells: &Cells<'_>, ticket: &TicketOutcome) -> Findings {
        let mut found = Findings::default();
        for (_, test, means) in &self.rules {
            // Of rules about AI, those behind "took no part" are not asked.
            let about_ai = !matches!(means, Meaning::PersonTookPart | Meaning::Excluded(_));
            if (about_ai && found.ai == Some(false)) || !test.holds(cells, ticket) {
                continue;
            }
            match means {
                Meaning::AiTookPart => {}
                Meaning::AiTookNoPart => {
                    found.ai.get_or_insert(false);
                    continue;
                }
                Meaning::HandedOff => found.handed_off = true,
                Meaning::ResolvedConfirmed => {
                    found.resolved.get_or_insert(AiOutcome::Confirmed);
                }
                Meaning::ResolvedAssumed => {
                    found.resolved.get_or_insert(AiOutcome::Assumed);
                }
                Meaning::Abandoned => found.abandoned = true,
                Meaning::PersonTookPart => {
                    found.person = true;
                    continue;
                }
                Meaning::Excluded(exclusion) => {
                    found.exclusion.get_or_insert(*exclusion);
                    continue;
                }
            }
            found.ai.get_or_insert(true);
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::List;

    const HEADER: [&str; 3] = ["Assignee", "Tier", "Replies"];

    fn judge(rules: &[(Condition, Meaning)], row: [&str; 3], mut ticket: TicketOutcome) -> TicketOutcome {
        let header = HEADER.map(str::to_owned);
        let rules: Vec<EvidenceRule> =
            rules.iter().map(|(when, means)| EvidenceRule::new(when.clone(), *means)).collect();
        let evidence = Evidence::new(&rules, &Columns::new(&header), true);
        evidence.apply(&|column| Some(row[column]).filter(|cell| !cell.is_empty()), &mut ticket);
        ticket
    }

    fn tagged(tags: &[&str]) -> TicketOutcome {
        TicketOutcome { tags: Some(List::from_items(tags.iter().copied())), ..Default::default() }
    }

    #[test]
    fn a_hand_off_wins_over_a_resolution_by_ai() {
        let rules = [
            (Condition::Tag("resolved_by_ai".into()), Meaning::ResolvedConfirmed),
            (Condition::Tag("transferred".into()), Meaning::HandedOff),
        ];
        let both = judge(&rules, ["", "", ""], tagged(&["resolved_by_ai", "Transferred"]));
        assert_eq!(both.ai_outcome, Some(AiOutcome::HandedOff));
        assert_eq!(both.ai_involved, Some(true));
        let one = judge(&rules, ["", "", ""], tagged(&["resolved_by_ai"]));
        assert_eq!(one.ai_outcome, Some(AiOutcome::Confirmed));
        let none = judge(&rules, ["", "", ""], tagged(&["vip"]));
        assert_eq!((none.ai_outcome, none.ai_involved), (None, None));
    }

    #[test]
    fn a_column_that_says_so_wins_over_the_rules() {
        let rules = [(Condition::equals("tier", "contained"), Meaning::ResolvedAssumed)];
        let explicit = TicketOutcome { ai_involved: Some(false), ..Default::default() };
        assert_eq!(judge(&rules, ["", "Contained", ""], explicit).ai_involved, Some(false));
    }

    #[test]
    fn no_part_by_ai_silences_the_rules_behind_it() {
        let rules = [
            (Condition::equals("tier", "unassisted"), Meaning::AiTookNoPart),
            (Condition::NotEmpty { column: "tier".into() }, Meaning::AiTookPart),
        ];
        assert_eq!(judge(&rules, ["", "unassisted", ""], TicketOutcome::default()).ai_involved, Some(false));
        assert_eq!(judge(&rules, ["", "core", ""], TicketOutcome::default()).ai_involved, Some(true));
    }

    #[test]
    fn nobody_is_abandoned_whom_a_person_answered() {
        let rules = [(Condition::Empty { column: "tier".into() }, Meaning::Abandoned)];
        let alone = judge(&rules, ["", "", ""], TicketOutcome::default());
        assert_eq!(alone.ai_outcome, Some(AiOutcome::Abandoned));
        let answered = TicketOutcome { human_replies: Some(1), ..Default::default() };
        assert_eq!(judge(&rules, ["", "", ""], answered).ai_outcome, None);
    }

    #[test]
    fn replies_of_an_ai_that_resolved_it_are_no_replies_by_people() {
        let rules = [(Condition::equals("tier", "contained"), Meaning::ResolvedAssumed)];
        let replies = TicketOutcome { human_replies: Some(2), ..Default::default() };
        assert_eq!(judge(&rules, ["", "contained", ""], replies.clone()).human_replies, None);
        assert_eq!(judge(&rules, ["", "", ""], replies).human_replies, Some(2));
    }

    #[test]
    fn rules_about_missing_columns_set_nothing_and_claim_no_field() {
        let rule = EvidenceRule::new(Condition::equals("gone", "x"), Meaning::AiTookPart);
        let header = HEADER.map(str::to_owned);
        assert_eq!(Evidence::new(&[rule], &Columns::new(&header), false).fields(), FieldSet::default());
    }

    #[test]
    fn names_of_ai_are_those_that_alone_say_that_it_took_part() {
        let mut mapping = Mapping::named("x");
        let rule = EvidenceRule::new;
        mapping.evidence = vec![
            rule(Condition::equals("agent", " Freddy "), Meaning::AiTookPart),
            rule(Condition::one_of("Agent", &["Bot", "Botty"]), Meaning::ResolvedAssumed),
            rule(Condition::equals("Agent", "Tier 2"), Meaning::HandedOff),
            rule(Condition::equals("Source", "Chat"), Meaning::AiTookPart),
            rule(Condition::All(vec![Condition::equals("Agent", "Bea")]), Meaning::AiTookPart),
        ];
        assert_eq!(mapping.names_of_ai("Agent").into_iter().collect::<Vec<_>>(), ["bot", "botty", "freddy"]);
    }
}
