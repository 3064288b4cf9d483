//! The tickets of a pack, a row each.

use super::api::{Drill, Scope};
use super::failure::Failure;
use super::pages;
use super::tickets::{self, TicketRow};
use super::workspace::Workspace;
use crate::facts::Scales;
use crate::metrics::{ListColumn, ListOrder, Part, in_order};
use crate::pack::{PackFormat, Paper};
use crate::store::{StoreError, TicketReader};

/// How a pack is to be written.
pub struct PackOrder<'a> {
    /// The form.
    pub format: PackFormat,
    /// The paper of a PDF.
    pub paper: Paper,
    /// A presentation whose master and look slides take.
    pub template: Option<Vec<u8>>,
    /// The tickets that a workbook lists.
    pub tickets: Option<PackTickets<'a>>,
}

/// The tickets opened within a scope, one after the other, the oldest first: what a workbook can list.
pub struct PackTickets<'a> {
    reader: TicketReader<'a>,
    scales: Scales,
    ids: Vec<u32>,
    /// How many of them have been read.
    read: usize,
    rows: std::vec::IntoIter<TicketRow>,
}

impl<'a> PackTickets<'a> {
    /// Tickets that are read at once.
    const CHUNK: usize = 1_000;

    /// Those of a scope.
    ///
    /// # Errors
    /// The store cannot be read.
    pub fn of(workspace: &'a Workspace, scope: &Scope) -> Result<PackTickets<'a>, Failure> {
        let order = ListOrder { by: ListColumn::Created, descending: false };
        let drill = Drill {
            scope: scope.clone(),
            kpi: "tickets".to_owned(),
            group: Vec::new(),
            part: Part::Cohort,
            count_as: None,
        };
        let (ids, scales) = workspace.ask(|snapshot| -> Result<_, Failure> {
            let found = pages::tickets_behind(snapshot, &drill)?;
            Ok((in_order(&snapshot.facts, &found, order, &[])?, snapshot.settings.rules.scales.clone()))
        })?;
        let reader = workspace.store().tickets()?;
        Ok(PackTickets { reader, scales, ids, read: 0, rows: Vec::new().into_iter() })
    }

    fn next_chunk(&mut self) -> Result<(), StoreError> {
        let end = self.ids.len().min(self.read + Self::CHUNK);
        let stored = self.reader.by_id(self.ids.get(self.read..end).unwrap_or_default())?;
        let rows: Vec<TicketRow> = stored.iter().map(|ticket| tickets::row(ticket, &self.scales)).collect();
        (self.read, self.rows) = (end, rows.into_iter());
        Ok(())
    }
}

impl Iterator for PackTickets<'_> {
    type Item = Result<TicketRow, Failure>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.rows.len() == 0
            && self.read < self.ids.len()
            && let Err(error) = self.next_chunk()
        {
            self.read = self.ids.len();
            return Some(Err(error.into()));
        }
        self.rows.next().map(Ok)
    }
}
