//! HTML as text: what a reader sees of it.

use std::borrow::Cow;

/// Elements that begin a line of their own.
const LINES: [&str; 14] =
    ["br", "p", "div", "li", "tr", "h1", "h2", "h3", "h4", "ul", "ol", "table", "hr", "pre"];
/// Elements whose content nobody sees.
const UNSEEN: [&str; 4] = ["style", "script", "head", "title"];

/// Whether a text has a tag in it, or an entity.
fn is_html(text: &str) -> bool {
    if memchr::memchr2(b'<', b'&', text.as_bytes()).is_none() {
        return false;
    }
    let tag = |at: usize| {
        let next = text.as_bytes().get(at + 1);
        next.is_some_and(|byte| byte.is_ascii_alphabetic() || matches!(byte, b'/' | b'!'))
    };
    text.match_indices('<').any(|(at, _)| tag(at))
        || text.match_indices('&').any(|(at, _)| entity(&text[at..]).is_some())
}

/// A text without tags and entities. What is quoted in it is left out.
pub(super) fn text_of(html: &str) -> Cow<'_, str> {
    if !is_html(html) {
        return Cow::Borrowed(html);
    }
    let mut text = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = rest.find(['<', '&']) {
        let (before, mark) = rest.split_at(at);
        text.push_str(before);
        rest = match mark.strip_prefix('<') {
            Some(inside) => past_tag(inside, &mut text),
            None => match entity(mark) {
                Some((character, length)) => {
                    text.push(character);
                    &mark[length..]
                }
                None => {
                    text.push('&');
                    &mark[1..]
                }
            },
        };
    }
    text.push_str(rest);
    Cow::Owned(text)
}

/// What follows a tag, given what follows its `<`; a `<` that begins no tag stays.
fn past_tag<'h>(inside: &'h str, text: &mut String) -> &'h str {
    let begins = inside.starts_with(|first: char| first.is_ascii_alphabetic() || matches!(first, '/' | '!'));
    let Some((tag, after)) = inside.split_once('>').filter(|_| begins) else {
        text.push('<');
        return inside;
    };
    let name: String = tag.trim_start_matches('/').chars().take_while(char::is_ascii_alphanumeric).collect();
    let name = name.to_ascii_lowercase();
    if LINES.contains(&name.as_str()) {
        text.push('\n');
    }
    if tag.starts_with('/') {
        return after;
    }
    if name == "blockquote" || tag.contains("gmail_quote") {
        return past_end(after, if name == "blockquote" { "blockquote" } else { "" });
    }
    if UNSEEN.contains(&name.as_str()) { past_end(after, &name) } else { after }
}

/// What follows the end of an element; nothing where it is not closed.
fn past_end<'h>(inside: &'h str, name: &str) -> &'h str {
    let end = format!("</{name}");
    let closes = |at: &usize| {
        let tag = inside.as_bytes().get(*at..*at + end.len());
        tag.is_some_and(|tag| tag.eq_ignore_ascii_case(end.as_bytes()))
    };
    let mut tags = inside.match_indices('<').map(|(at, _)| at);
    let after = tags.find(closes).filter(|_| !name.is_empty());
    after.and_then(|at| inside[at..].split_once('>')).map_or("", |(_, after)| after)
}

/// The character of the entity that a text begins with, and how long it is written.
fn entity(text: &str) -> Option<(char, usize)> {
    const LONGEST: usize = 10;
    let end = text.bytes().take(LONGEST).position(|byte| byte == b';')?;
    let name = text.get(1..end)?;
    let numbered = |digits: &str, base| char::from_u32(u32::from_str_radix(digits, base).ok()?);
    let character = match name.strip_prefix('#') {
        Some(number) => match number.strip_prefix(['x', 'X']) {
            Some(digits) => numbered(digits, 16)?,
            None => numbered(number, 10)?,
        },
        None => match name {
            "amp" => '&',
            "lt" => '<',
            "gt" => '>',
            "quot" => '"',
            "apos" | "rsquo" | "lsquo" => '\'',
            "nbsp" => ' ',
            "auml" => 'ä',
            "ouml" => 'ö',
            "uuml" => 'ü',
            "Auml" => 'Ä',
            "Ouml" => 'Ö',
            "Uuml" => 'Ü',
            "szlig" => 'ß',
            "eacute" => 'é',
            "hellip" => '…',
            "ndash" | "mdash" => '–',
            _ => return None,
        },
    };
    Some((character, end + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_become_lines_or_nothing() {
        assert_eq!(text_of("<p>Still <b>not</b> fixed.<br>Bye</p>"), "\nStill not fixed.\nBye\n");
        assert_eq!(text_of("<style>p{}</style>a<SCRIPT>x</script >b"), "ab");
        assert_eq!(text_of("I <3 you, a < b && b > c"), "I <3 you, a < b && b > c");
        assert_eq!(text_of("f&uuml;r &#39;uns&#x27; &amp; &nosuch; &"), "für 'uns' & &nosuch; &");
    }

    #[test]
    fn quotes_in_html_are_left_out() {
        assert_eq!(text_of("yes<blockquote class=x>you wrote <i>no</i></blockquote> ok"), "yes ok");
        assert_eq!(text_of("yes<div class=\"gmail_quote\">On Monday … wrote: no</div>"), "yes\n");
    }
}
