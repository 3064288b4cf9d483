//! The engine against a second computation in SQL, against properties that must hold, and against worked examples.
#![allow(clippy::unwrap_used)]

mod agreement;
mod examples;
mod needs;
mod quality_rows;
mod same_numbers;
pub mod world;
