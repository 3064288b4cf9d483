//! Integration tests of the core, through its public interfaces: one binary, one module a topic.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on has failed"
)]

mod again;
mod bindings;
mod chart;
mod connect;
mod definitions;
mod docs;
mod erase;
mod import;
mod insights;
mod metrics;
mod packing;
mod pages;
mod reference;
mod reviews;
mod sample;
mod signals;
mod store;
mod superseding;
mod tables;
mod tickets;
mod views;
