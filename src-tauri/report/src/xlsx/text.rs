//! Texts as Excel takes them.

/// The most UTF-16 units of a cell.
const LONGEST: usize = 32_767;

/// A text for a cell: without what XML and Excel do not know, and not too long.
pub(super) fn clean(text: &str) -> String {
    let known =
        |letter: &char| *letter == '\n' || !letter.is_control() && !matches!(letter, '\u{fffe}' | '\u{ffff}');
    shortened(&text.chars().filter(known).collect::<String>(), LONGEST)
}

/// A text of at most so many UTF-16 units, with an ellipsis where some of it is left out.
pub(super) fn shortened(text: &str, most: usize) -> String {
    if text.len() <= most || text.encode_utf16().count() <= most {
        return text.to_owned();
    }
    let mut units = 1;
    let fits = |letter: &char| {
        units += letter.len_utf16();
        units <= most
    };
    let kept: String = text.chars().take_while(fits).collect();
    format!("{}…", kept.trim_end())
}
