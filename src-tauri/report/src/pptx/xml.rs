//! Texts as XML takes them.

use std::fmt::{self, Display, Formatter, Write};

/// A text in XML, in an element or an attribute: escaped, without the characters that XML forbids.
pub(super) struct Text<'a>(pub &'a str);

impl Display for Text<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        for letter in self.0.chars() {
            match letter {
                '&' => f.write_str("&amp;")?,
                '<' => f.write_str("&lt;")?,
                '>' => f.write_str("&gt;")?,
                '"' => f.write_str("&quot;")?,
                // As a reference, since an attribute's own ones become spaces.
                '\n' => f.write_str("&#10;")?,
                '\t' => f.write_str("&#9;")?,
                '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => {}
                letter => f.write_char(letter)?,
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_cannot_leave_its_place() {
        let text = "<a b=\"c\">&amp;\u{0}\u{1b}\u{ffff}\r\nü";
        assert_eq!(Text(text).to_string(), "&lt;a b=&quot;c&quot;&gt;&amp;amp;&#10;ü");
    }
}
