//! What tickets are about, where their helpdesk does not say it: query types told by words of the subject and by tags, and
//! types proposed from the words that subjects share.

mod keywords;
mod proposals;

pub use keywords::{Keywords, Spaced, has_words};
pub use proposals::{Example, LOOKED_AT, Proposal, Subject, Subjects};
