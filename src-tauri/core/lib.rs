//! The core of Supportmix: from a helpdesk's tickets to figures and charts, on one machine.
//!
//! Data flows one way. Each module knows only the one before it:
//!
//! ```text
//! source bytes -> import (or connect -> import) -> model::TicketOutcome -> store -> facts -> metrics (Figures) -> insights -> chart (ChartSpec) -> pack (Pack)
//! ```
//!
//! [`service`] is the one router in front of it all: the window, the command line and tests ask it. Nothing here
//! knows a window, a terminal or the system's clock; the time and the zone are passed in.
//!
//! To change a layer: a new field goes into `model::ticket` and a store migration; a new KPI is one file in `metrics`
//! and a line in its registry; a new file format is one file in `import::formats` and a line in its registry.
#![deny(missing_docs)]

pub mod calendar;
pub mod chart;
pub mod connect;
pub mod cost;
pub mod facts;
pub mod file;
pub mod import;
pub mod insights;
pub mod language;
pub mod metrics;
pub mod model;
pub mod pack;
pub mod query_types;
pub mod sample;
pub mod service;
pub mod signals;
pub mod store;
