//! The tickets behind a figure or a row of the data quality, in an order, of which the window shows a few at a time.
//!
//! What a list holds is found once. The last lists are remembered, so that a window that is scrolled asks for no more than
//! the rows that it shows.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::ops::ControlFlow;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

use super::api::Behind;
use super::failure::Failure;
use super::state::Snapshot;
use super::tickets::TicketPage;
use super::workspace::Workspace;
use super::{lock, pages, tickets};
use crate::metrics::{ListColumn, ListOrder, StopSign, in_order, tickets_of_row};
use crate::model::IdSet;
use crate::store::{Sought, Store};

/// Rows of a list that one request may ask for.
const MOST_ROWS: usize = 1_000;

/// Tickets of a sought number that are told where they are in no list: sources may use the same numbers.
const MOST_ELSEWHERE: usize = 5;

/// The lists that were last asked for.
#[derive(Default)]
pub(super) struct Lists {
    /// Stands for what is sought now: whoever looks for something else may stop.
    wanted: AtomicU64,
    kept: Mutex<Kept>,
}

#[derive(Default)]
struct Kept {
    whole: Option<(Question, Arc<Vec<u32>>)>,
    sought: Option<(Question, Sought, Arc<Vec<u32>>)>,
    /// The place of each ticket of a state of the store in the order of their numbers, by its id.
    numbers: Option<(State, Arc<Vec<u32>>)>,
}

/// A state of the store as columns.
type State = (u64, i64);

#[derive(Clone, PartialEq)]
struct Question {
    state: State,
    behind: Behind,
    order: ListOrder,
}

impl Lists {
    /// Some rows of a list.
    ///
    /// # Errors
    /// The figure cannot be asked for, the store cannot be read, or something else is looked for by now.
    pub(super) fn page(
        &self,
        workspace: &Workspace,
        stop: &StopSign,
        behind: &Behind,
        order: ListOrder,
        search: &str,
        (offset, limit): (usize, usize),
    ) -> Result<TicketPage, Failure> {
        let store = workspace.store();
        let sought = Sought::new(search);
        let (ids, scales) = workspace.ask_while_wanted(stop, |snapshot| -> Result<_, Failure> {
            let question = Question {
                state: (snapshot.facts.identity(), snapshot.version),
                behind: behind.clone(),
                order,
            };
            let ids = self.ids(store, snapshot, &question, sought.as_ref())?;
            Ok((ids, snapshot.settings.rules.scales.clone()))
        })?;
        let reader = store.tickets()?;
        let wanted: Vec<u32> = ids.iter().skip(offset).take(limit.min(MOST_ROWS)).copied().collect();
        let elsewhere = match sought {
            Some(_) if offset == 0 => reader.numbered(search.trim())?,
            _ => Vec::new(),
        };
        let elsewhere = elsewhere.iter().filter(|ticket| !ids.contains(&ticket.id)).take(MOST_ELSEWHERE);
        Ok(TicketPage {
            total: ids.len(),
            elsewhere: elsewhere.map(|ticket| tickets::row(ticket, &scales)).collect(),
            rows: reader.by_id(&wanted)?.iter().map(|ticket| tickets::row(ticket, &scales)).collect(),
        })
    }

    /// All of a list.
    fn ids(
        &self,
        store: &Store,
        snapshot: &Snapshot,
        question: &Question,
        sought: Option<&Sought>,
    ) -> Result<Arc<Vec<u32>>, Failure> {
        let mut hasher = DefaultHasher::new();
        sought.hash(&mut hasher);
        let mine = hasher.finish();
        self.wanted.store(mine, Ordering::Relaxed);
        let mut kept = lock(&self.kept);
        let Some(sought) = sought else { return kept.whole(store, snapshot, question) };
        if let Some((known, text, ids)) = &kept.sought
            && known == question
            && text == sought
        {
            return Ok(ids.clone());
        }
        let whole = kept.whole(store, snapshot, question)?;
        let go_on = || match self.wanted.load(Ordering::Relaxed) == mine {
            true => ControlFlow::Continue(()),
            false => ControlFlow::Break(()),
        };
        let among: IdSet = whole.iter().copied().collect();
        let found = store
            .search(sought, &among, &go_on)?
            .ok_or_else(|| Failure::new("superseded", "something else is looked for by now"))?;
        let ids: Arc<Vec<u32>> = Arc::new(whole.iter().copied().filter(|id| found.contains(*id)).collect());
        kept.sought = Some((question.clone(), sought.clone(), ids.clone()));
        Ok(ids)
    }
}

impl Kept {
    /// The list before anything is sought in it.
    fn whole(
        &mut self,
        store: &Store,
        snapshot: &Snapshot,
        question: &Question,
    ) -> Result<Arc<Vec<u32>>, Failure> {
        if let Some((known, ids)) = &self.whole
            && known == question
        {
            return Ok(ids.clone());
        }
        let found = match &question.behind {
            Behind::Figure(drill) => pages::tickets_behind(snapshot, drill)?,
            Behind::Quality(row) => tickets_of_row(&snapshot.facts, &snapshot.costs, row)?,
        };
        let numbers = match question.order.by {
            ListColumn::Number => self.numbers(store, question.state)?,
            _ => Arc::default(),
        };
        let ids = in_order(&snapshot.facts, &found, question.order, &numbers)?;
        let ids = Arc::new(ids);
        self.whole = Some((question.clone(), ids.clone()));
        Ok(ids)
    }

    fn numbers(&mut self, store: &Store, state: State) -> Result<Arc<Vec<u32>>, Failure> {
        if let Some((known, numbers)) = &self.numbers
            && *known == state
        {
            return Ok(numbers.clone());
        }
        let numbers = Arc::new(store.tickets()?.places_by_number()?);
        self.numbers = Some((state, numbers.clone()));
        Ok(numbers)
    }
}
