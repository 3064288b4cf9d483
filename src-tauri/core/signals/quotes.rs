//! What stands in a mail beside what its writer says: the mail that it answers, and the signature.

use std::borrow::Cow;

/// Lines that begin what is quoted, or a signature, to the mail's end; in lower case.
const CUTS: [&str; 12] = [
    "-----original message",
    "-----ursprüngliche nachricht",
    "________________",
    "##- ",
    "sent from my ",
    "get outlook for ",
    "von meinem iphone gesendet",
    "gesendet von meinem ",
    "von meinem android",
    "envoyé de mon ",
    "gesendet mit der ",
    "diese e-mail wurde von avast",
];
/// First and following lines of the head of a mail that is quoted without another mark.
const HEADS: [(&str, [&str; 4]); 2] =
    [("from:", ["sent:", "date:", "to:", "subject:"]), ("von:", ["gesendet:", "datum:", "an:", "betreff:"])];

/// Lines below the one that names who wrote what is quoted, in which the quote begins.
const LOOKED_AT: usize = 8;

/// Whether a line begins with a mark, in any case.
fn begins(line: &str, mark: &str) -> bool {
    let (line, mark) = (line.as_bytes(), mark.as_bytes());
    // Most lines begin with another letter.
    let same = |first: &u8| mark.first().is_some_and(|letter| letter.eq_ignore_ascii_case(first));
    line.first().is_some_and(same)
        && line.get(..mark.len()).is_some_and(|begins| begins.eq_ignore_ascii_case(mark))
}

/// Whether a line says who wrote what is quoted below it: `On 3 May, Kim wrote:`. Mail programs break it in two.
fn names_writer(line: &str, next: &str) -> bool {
    let ends = |mark: &str| line.ends_with(mark) || next.ends_with(mark);
    (begins(line, "on ") && ends("wrote:"))
        || (begins(line, "am ") && ends(":") && (line.contains(" schrieb") || next.contains("schrieb")))
        || (begins(line, "le ") && ends("écrit :"))
}

/// The lines that are the writer's own.
pub(super) fn without_quotes(text: &str) -> Cow<'_, str> {
    // So far all of it is, up to there; of what has other lines in between, a copy is made.
    let (mut kept, mut copy) = (0, None::<String>);
    let mut lines = text.split_inclusive('\n');
    while let Some(line) = lines.next() {
        let trimmed = line.trim();
        if trimmed.starts_with('>') {
            copy.get_or_insert_with(|| text[..kept].to_owned());
            continue;
        }
        let mut following = lines.clone().map(str::trim);
        let next = following.next().unwrap_or_default();
        let writer = names_writer(trimmed, next);
        if writer {
            let below = [next].into_iter().chain(following).take(LOOKED_AT);
            let mut below = below.filter(|line| !line.is_empty());
            if below.find(|line| !line.ends_with(':')).is_some_and(|line| line.starts_with('>')) {
                // The quote ends with its marks, and the answer may stand below it.
                copy.get_or_insert_with(|| text[..kept].to_owned());
                continue;
            }
        }
        let is_head = |(first, following): &(&str, [&str; 4])| {
            begins(trimmed, first) && following.iter().any(|mark| begins(next, mark))
        };
        let cut = trimmed == "--" || CUTS.iter().any(|mark| begins(trimmed, mark));
        if writer || cut || HEADS.iter().any(is_head) {
            break;
        }
        match &mut copy {
            Some(copy) => copy.push_str(line),
            None => kept += line.len(),
        }
    }
    copy.map_or(Cow::Borrowed(&text[..kept]), Cow::Owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_quoted_and_signed_is_cut() {
        for quoted in [
            "On Mon, 3 May 2026 at 10:00, Kim <kim@example.com> wrote:\nUrgent!",
            "On Mon, 3 May 2026 at 10:00, Kim\n<kim@example.com> wrote:\nUrgent!",
            "Am 03.05.2026 um 10:00 schrieb Kim:\nEs eilt",
            "-----Original Message-----\nUrgent",
            "From: Kim\nSent: Monday\nUrgent",
            "Von: Kim\nGesendet: Montag\nEs eilt",
            "> Urgent",
            "-- \nUrgent Care Ltd.",
            "Sent from my iPhone",
        ] {
            assert_eq!(without_quotes(&format!("Thanks.\n{quoted}")).trim(), "Thanks.", "{quoted}");
        }
    }

    #[test]
    fn an_answer_below_its_quote_stays() {
        let mail = "On Monday, Kim wrote:\n> Is it urgent?\nYes, it is.";
        assert_eq!(without_quotes(mail).trim(), "Yes, it is.");
        assert_eq!(without_quotes("On Monday I wrote:\nnothing").trim(), "");
        assert_eq!(without_quotes("From: Berlin to: Paris\nI missed it").lines().count(), 2);
    }
}
