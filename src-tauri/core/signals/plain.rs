//! A message as its writer's own words.

use std::borrow::Cow;

use super::html::text_of;
use super::quotes::without_quotes;

/// Bytes of a message that are read. What is longer is a log or a mail's whole history.
const LONGEST: usize = 64 << 10;

/// What the writer of one message says in it: as text where it is HTML, without what it quotes and without a signature.
pub fn plain(message: &str) -> Cow<'_, str> {
    let end = message.floor_char_boundary(LONGEST);
    let own = match text_of(&message[..end]) {
        Cow::Borrowed(text) => without_quotes(text),
        Cow::Owned(text) => Cow::Owned(without_quotes(&text).into_owned()),
    };
    // One form of what is written in several, so that phrases need one only.
    match !own.is_ascii() && own.contains(['’', '\u{a0}']) {
        true => Cow::Owned(own.replace('’', "'").replace('\u{a0}', " ")),
        false => own,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_is_what_its_writer_says() {
        let mail = "<p>I don’t&nbsp;get it.</p><p>Am 3. Mai schrieb Kim:</p><p>Es eilt</p>";
        assert_eq!(plain(mail).trim(), "I don't get it.");
        assert_eq!(plain(&"ä".repeat(40_000)).chars().count(), 32 * 1024);
    }
}
