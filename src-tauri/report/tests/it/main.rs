//! Packs of the sample data, written and read again.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on has failed")]

mod forms;
mod html;
mod lists;
mod markdown;
mod packs;
mod pdf;
mod pictures;
mod pptx;
mod reading;
mod xlsx;
