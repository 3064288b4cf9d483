//! What a customer's text tells of a ticket. Only the phrases that were found stay of it.

use crate::model::{Field, FieldSet, List, TicketOutcome, ai_involved, handed_off, human_involved};
use crate::signals::{Family, Finder, Found, Lexicon, signal_fields};

use super::columns::Columns;
use super::evidence::Cells;
use super::mapping::Mapping;

/// The columns of text of one table, with what they are searched by.
#[derive(Debug)]
pub(super) struct Texts {
    /// Each with whether it may tell of context that was lost.
    columns: Vec<(usize, bool)>,
    /// What the texts give; a column that gives one of these fields itself knows better.
    fields: FieldSet,
    finder: Finder,
}

impl Texts {
    /// `None` where the table has no text.
    pub(super) fn new(mapping: &Mapping, columns: &Columns<'_>, lexicons: &[Lexicon]) -> Option<Texts> {
        let found =
            mapping.texts.iter().filter_map(|text| Some((columns.find(&text.header)?, text.after_handoff)));
        let mut found: Vec<(usize, bool)> = found.collect();
        if found.is_empty() {
            return None;
        }
        // A source that cannot tell before from after a hand-off shows all in one.
        if !mapping.texts.iter().any(|text| text.after_handoff) {
            found.iter_mut().for_each(|(_, after)| *after = true);
        }
        let given =
            |field: &Field| mapping.columns.iter().any(|own| own.field == *field && columns.has(&own.header));
        let fields = signal_fields().iter().filter(|field| !given(field)).collect();
        Some(Texts { columns: found, fields, finder: Finder::new(lexicons) })
    }

    /// The fields that the texts give.
    pub(super) fn fields(&self) -> FieldSet {
        self.fields
    }

    /// What tells the lexicons apart that they are searched by.
    pub(super) fn seed(&self) -> u64 {
        self.finder.seed()
    }

    /// Sets the signals of a ticket whose other fields are known, where its record has text: without any, nothing is
    /// known of them. A complaint of lost context is one only of a ticket that was handed off.
    pub(super) fn search(&self, cells: &Cells<'_>, ticket: &mut TicketOutcome) {
        let passed_on = ai_involved(ticket).0 && (handed_off(ticket).0 || human_involved(ticket).0);
        let find = |text: &str| self.finder.search(text, ticket.language.as_deref());
        let (mut searched, mut after_handoff) = (false, false);
        let mut found: Vec<Found> = Vec::new();
        for (column, after) in &self.columns {
            let Some(all) = cells(*column).and_then(find) else { continue };
            let may_complain = passed_on && *after;
            found.extend(all.into_iter().filter(|found| may_complain || found.family != Family::ContextLoss));
            (searched, after_handoff) = (true, after_handoff || may_complain);
        }
        if !searched {
            return;
        }
        let subject = ticket.subject.as_deref().and_then(find);
        found.extend(subject.into_iter().flatten().filter(|found| found.family != Family::ContextLoss));
        found.retain(|found| self.fields.contains(found.family.field()));
        for family in Family::ALL {
            if self.fields.contains(family.field()) && (family != Family::ContextLoss || after_handoff) {
                family.set(ticket, found.iter().any(|found| found.family == family));
            }
        }
        if self.fields.contains(Field::Signals) && !found.is_empty() {
            found.sort_by_key(|found| found.family);
            let items: Vec<String> =
                found.iter().map(|found| format!("{}: {}", found.family.name(), found.phrase)).collect();
            ticket.signals = Some(List::from_items(items.iter().map(String::as_str)));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::mapping::{Column, TextColumn};
    use super::*;
    use crate::model::AiOutcome;

    const HEADER: [&str; 4] = ["text", "later", "churn", "subject"];

    fn mapping(texts: &[(&str, bool)]) -> Mapping {
        let mut mapping = Mapping::named("test");
        let text =
            |(header, after): &(&str, bool)| TextColumn { after_handoff: *after, ..TextColumn::new(*header) };
        mapping.texts = texts.iter().map(text).collect();
        mapping
    }

    fn read(mapping: &Mapping, cells: [&str; 2], ticket: TicketOutcome) -> TicketOutcome {
        let header = HEADER.map(str::to_owned);
        let texts = Texts::new(mapping, &Columns::new(&header), &[]).unwrap();
        let mut ticket = ticket;
        let cell = |index: usize| cells.get(index).copied().filter(|cell| !cell.is_empty());
        texts.search(&cell, &mut ticket);
        ticket
    }

    fn hybrid() -> TicketOutcome {
        TicketOutcome { ai_outcome: Some(AiOutcome::HandedOff), ..TicketOutcome::default() }
    }

    #[test]
    fn without_text_nothing_is_known() {
        let subject = TicketOutcome { subject: Some("Urgent".into()), ..TicketOutcome::default() };
        assert_eq!(read(&mapping(&[("text", false)]), ["", "Urgent"], subject.clone()), subject);
        assert_eq!(read(&mapping(&[("text", false)]), ["> quoted", ""], subject.clone()), subject);
        let french = TicketOutcome { language: Some("fr".into()), ..subject };
        assert_eq!(read(&mapping(&[("text", false)]), ["Bonjour", ""], french.clone()), french);
        assert!(
            Texts::new(&mapping(&[("gone", false)]), &Columns::new(&HEADER.map(str::to_owned)), &[])
                .is_none()
        );
    }

    #[test]
    fn the_subject_is_searched_beside_a_text() {
        let subject = TicketOutcome { subject: Some("Urgent".into()), ..TicketOutcome::default() };
        let ticket = read(&mapping(&[("text", false)]), ["I am upset; we want an upgrade.", ""], subject);
        assert_eq!(
            (ticket.emotional, ticket.urgent, ticket.opportunity),
            (Some(true), Some(true), Some(true))
        );
        assert_eq!((ticket.churn, ticket.person_requested), (Some(false), Some(false)));
        assert_eq!(ticket.signals.unwrap().as_str(), "emotional: upset;urgent: Urgent;opportunity: upgrade");
    }

    #[test]
    fn context_is_lost_only_after_a_hand_off() {
        let complaint = "I already told the bot.";
        let (one, two) = (mapping(&[("text", false)]), mapping(&[("text", false), ("later", true)]));
        assert_eq!(read(&one, [complaint, ""], TicketOutcome::default()).context_loss, None);
        assert_eq!(read(&one, [complaint, ""], hybrid()).context_loss, Some(true));
        assert_eq!(read(&two, [complaint, ""], hybrid()).context_loss, None, "written before");
        assert_eq!(read(&two, [complaint, "Thanks"], hybrid()).context_loss, Some(false));
        assert_eq!(read(&two, ["Hello", complaint], hybrid()).context_loss, Some(true));
    }

    #[test]
    fn a_column_that_gives_a_signal_knows_better() {
        let mut mapping = mapping(&[("text", false)]);
        mapping.columns = vec![Column::new("churn", Field::Churn)];
        let ticket =
            read(&mapping, ["We are switching to another provider, urgent!", ""], TicketOutcome::default());
        assert_eq!((ticket.churn, ticket.urgent), (None, Some(true)));
        assert_eq!(ticket.signals.unwrap().as_str(), "urgent: urgent");
    }
}
