//! Lists in one cell, as exports write them.

use crate::model::List;

use super::mapping::Reading;

/// A list's items: split at `;` where there is one, else at `,` or `|`, and at blanks where the source does.
pub(super) fn split(text: &str, read: Reading) -> List {
    let blanks = read == Reading::Words;
    let separators: &[char] = if text.contains(';') { &[';'] } else { &[',', '|'] };
    // A list may also stand there as JSON: ["vip","refund"].
    let bare = text.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
    let items = bare
        .unwrap_or(text)
        .split(|character: char| separators.contains(&character) || (blanks && character.is_whitespace()));
    List::from_items(
        items.map(|item| if bare.is_some() { item.trim().trim_matches(['"', '\'']) } else { item }),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_split_as_their_source_writes_them() {
        let items = |text: &str, read| split(text, read).as_str().to_owned();
        assert_eq!(items("vip, refund now", Reading::Value), "vip;refund now");
        assert_eq!(items("vip; a, b", Reading::Value), "vip;a, b");
        assert_eq!(items("vip refund,x", Reading::Words), "vip;refund;x");
        assert_eq!(items(r#"["vip","a b"]"#, Reading::Value), "vip;a b");
    }
}
