//! Why something could not be done, in words. An error says it in English by itself; here is what else it says it in.

mod errors;
mod helpdesk;
mod reason;

use std::fmt::Display;

use super::Language;

pub use reason::Reason;

/// Something that can be told in every language.
pub trait Tell: Display {
    /// In German; `None` where only its English is known, as of what other programs and the system say.
    fn german(&self) -> Option<String>;
}

impl Language {
    /// What is told, in this language; `None` where only its English is known.
    pub(crate) fn tell(self, told: &dyn Tell) -> Option<String> {
        match self {
            Language::En => Some(told.to_string()),
            Language::De => told.german(),
        }
    }
}
