//! What a customer's text tells: strong feeling, haste, context that was lost, interest in more, a wish for a person,
//! and thoughts of leaving. Found by words and phrases of lexicons, which are data that users can extend.
//!
//! A text is searched where its record is read and is kept nowhere; what stays are the phrases that were found.

mod family;
mod finder;
mod html;
mod lexicon;
mod pattern;
mod plain;
mod quotes;
mod words;

pub use family::{Family, signal_fields};
pub use finder::{Finder, Found};
pub use lexicon::{BadLexicon, Entries, LARGEST_LEXICON, Lexicon};
pub use pattern::BadPhrase;
pub use plain::plain;
