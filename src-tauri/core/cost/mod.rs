//! What support costs: a ledger of monthly amounts, allocated to the tickets that they were spent on.
//!
//! Time-driven allocation over the tickets resolved in a period. The AI's fixed fee goes equally to the tickets that
//! AI took part in, its usage fee to those it resolved, people's cost by the minutes they worked, overhead in
//! proportion to all of that. What has no ticket to go to stays unallocated and is shown.

mod allocation;
mod costing;
mod exact;
mod ledger;
mod minutes;
mod what_if;

pub use allocation::{Allocation, Claims};
pub use costing::{CostReport, Costing, Costs, Span};
pub use exact::Exact;
pub use ledger::{Budget, CostKind, Ledger, LedgerEntry, LedgerError};
pub use minutes::{BadMinutes, DEFAULT_REPLY_MINUTES, Effort, ReplyMinutes, Worked};
pub use what_if::{Assumptions, BadAssumption, CostCase, what_if};
