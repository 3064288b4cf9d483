//! What stands in a mail beside what its writer says: the mail that it answers, and the signature.

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

/// Whether a line begins with a mark, in any case.
fn begins(line: &str, mark: &str) -> bool {
    line.as_bytes().get(..mark.len()).is_some_and(|begins| begins.eq_ignore_ascii_case(mark.as_bytes()))
}

/// Whether a line says who wrote what is quoted below it: `On 3 May, Kim wrote:`. Mail programs break it in two.
fn names_writer(line: &str, next: &str) -> bool {
    let ends = |mark: &str| line.ends_with(mark) || next.ends_with(mark);
    (begins(line, "on ") && ends("wrote:"))
        || (begins(line, "am ") && ends(":") && (line.contains(" schrieb") || next.contains("schrieb")))
        || (begins(line, "le ") && ends("écrit :"))
}

/// The lines that are the writer's own.
pub(super) fn without_quotes(text: &str) -> String {
    let mut own = String::with_capacity(text.len());
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        let trimmed = line.trim();
        if trimmed.starts_with('>') {
            continue;
        }
        let mut following = lines.clone().map(str::trim);
        let next = following.next().unwrap_or_default();
        let writer = names_writer(trimmed, next);
        if writer {
            let mut below = [next].into_iter().chain(following).filter(|line| !line.is_empty());
            if below.find(|line| !line.ends_with(':')).is_some_and(|line| line.starts_with('>')) {
                // The quote ends with its marks, and the answer may stand below it.
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
        own.push_str(line);
        own.push('\n');
    }
    own
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
