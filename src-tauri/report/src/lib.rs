//! Writes a review, a [`Pack`](supportmix_core::pack::Pack), in the formats that leave the app.
//!
//! Each format is a function from a pack to bytes, in a module of its own, and the same pack gives the same bytes. None of
//! them computes a figure or looks up a text: all is in the pack.
#![deny(missing_docs)]

mod currency;
mod error;
mod html;
mod markdown;
mod pdf;
mod pictures;
mod pptx;
mod write;
mod xlsx;

pub use error::ReportError;
pub use html::html;
pub use markdown::markdown;
pub use pdf::pdf;
pub use pictures::pictures;
pub use pptx::pptx;
pub use write::{Typeset, bytes, write};
pub use xlsx::{TicketCell, TicketRows, xlsx};
