//! KPIs: their definitions as data, and the engine that computes them from columns in memory.
//!
//! A KPI is one file in `kpis`: what it is called, what it counts in words, and a [`Measure`] that judges one ticket.
//! The engine scans the tickets of the KPI's cohort once, groups them, and counts the judgements. Drilling down to
//! tickets asks the same measure, so that a figure and its list agree by construction.

mod axis;
mod dimension;
mod engine;
mod figure;
mod groups;
mod kpi;
mod kpis;
mod query;
mod row;
mod statistics;
mod suggest;
mod view;

pub use dimension::Dimension;
pub use engine::{Part, figures, tickets_of};
pub use figure::{Answer, AnswerPeriod, Figure, Group};
pub use kpi::{Cohort, Direction, Kpi, Measure, Unit};
pub use kpis::KPIS;
pub use query::{Basis, Filter, Query, QueryError};
pub use row::Row;
pub use statistics::{Change, Interval, change, newcombe, poisson_difference, wilson};

/// The version of the definitions behind the figures. It goes up when a definition changes.
pub const DEFINITIONS: u32 = 1;
