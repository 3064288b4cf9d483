//! Sample data: an invented company's tickets over 15 months, the same for the same seed on every machine.
//!
//! Something happens in them, see [`Story`]: a product that looks for trends, incidents and customers at risk must
//! find it. Tickets are made one at a time, so millions of them need no more memory than a few.

mod catalogue;
mod conversation;
mod costs;
mod customers;
mod dice;
mod story;
mod timeline;

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::io::Write;

use crate::model::{Field, TicketOutcome, Timestamp};
use conversation::{Question, Scene};
use customers::Customers;
use dice::Dice;
use story::Events;
use timeline::Timeline;

pub use costs::ledger;
pub use story::{Drift, Incident, Release, Story, Trouble, story};

/// Name of the source that the sample is kept under in a store.
pub const SOURCE: &str = "sample";
/// Weeks where nobody asks for another number.
pub const WEEKS: u32 = 65;
/// Tickets where nobody asks for another number.
pub const TICKETS: usize = 20_000;
/// The seed where nobody asks for another one.
pub const SEED: u64 = 1;

/// `count` tickets in the order in which they were opened, over so many whole weeks before `until` (at least 23: less has
/// no room for the story). The same seed and count give the same tickets; `until` moves their times by whole weeks and changes nothing else.
pub fn tickets(seed: u64, until: Timestamp, weeks: u32, count: usize) -> impl Iterator<Item = TicketOutcome> {
    let events = Events::new(story(until, weeks));
    let mut dice = Dice::new(seed);
    Tickets {
        customers: Customers::new(&mut dice, count),
        timeline: Timeline::new(&events, count),
        returning: BinaryHeap::new(),
        made: 0,
        events,
        dice,
    }
}

struct Tickets {
    events: Events,
    customers: Customers,
    timeline: Timeline,
    dice: Dice,
    /// People who will ask the same again, the earliest on top.
    returning: BinaryHeap<Reverse<(i64, Question)>>,
    made: u64,
}

impl Iterator for Tickets {
    type Item = TicketOutcome;

    fn next(&mut self) -> Option<TicketOutcome> {
        let at = self.timeline.next(&mut self.dice)?;
        let returns = self.returning.peek().is_some_and(|Reverse((due, _))| *due <= at);
        let returning = if returns { self.returning.pop() } else { None };
        let mut scene = Scene { events: &self.events, customers: &self.customers, dice: &mut self.dice };
        let question = match returning {
            Some(Reverse((_, question))) => question,
            None => scene.question(at),
        };
        let mut ticket = scene.conversation(question, at);
        if let Some(due) = scene.return_after(&ticket) {
            self.returning.push(Reverse((due, question)));
        }
        self.made += 1;
        ticket.external_id = Some((1_000_000 + self.made).to_string());
        Some(ticket)
    }
}

/// Writes tickets as a Supportmix CSV: every field a column, times in UTC. Answers how many there were.
///
/// # Errors
/// The writer refuses.
pub fn write_csv(tickets: impl IntoIterator<Item = TicketOutcome>, writer: impl Write) -> csv::Result<u64> {
    let mut csv = csv::Writer::from_writer(writer);
    csv.write_record(Field::ALL.iter().map(|field| field.name()))?;
    let mut count = 0;
    for ticket in tickets {
        csv.write_record(Field::ALL.iter().map(|field| ticket.text(*field).unwrap_or_default()))?;
        count += 1;
    }
    csv.flush()?;
    Ok(count)
}
