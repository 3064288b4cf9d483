//! What a customer wrote, on its way to the import, which searches it for signals and keeps none of it.

use crate::import::TextColumn;
use crate::signals::plain;

/// The columns of records that hold what the customer wrote, in all and after a hand-off, where the helpdesk tells
/// which that is.
pub const TEXT_COLUMNS: [&str; 2] = ["Customer text", "Customer text after hand-off"];
/// Bytes of a customer's words that are taken of one ticket.
const MOST: usize = 64 << 10;

/// Messages of a customer, in the order of their times.
#[derive(Default)]
pub(super) struct Said {
    pub(super) before: Option<String>,
    pub(super) after_handoff: Option<String>,
}

impl Said {
    /// One message, written before any hand-off.
    pub(super) fn one(message: Option<&str>) -> Said {
        let mut said = Said::default();
        said.add(message, false);
        said
    }

    /// Adds the next message. Each is freed from what it quotes by itself, as a quote reaches to its message's end.
    pub(super) fn add(&mut self, message: Option<&str>, after_handoff: bool) {
        let all = if after_handoff { &mut self.after_handoff } else { &mut self.before };
        let own = message.map(plain);
        let Some(own) = own.as_deref().map(str::trim).filter(|own| !own.is_empty()) else { return };
        match all {
            Some(all) if all.len() + own.len() > MOST => {}
            Some(all) => all.extend(["\n\n", own]),
            None => *all = Some(own.to_owned()),
        }
    }
}

/// How the columns of text are read.
pub(super) fn texts() -> Vec<TextColumn> {
    let [all, after] = TEXT_COLUMNS.map(TextColumn::new);
    vec![all, TextColumn { after_handoff: true, ..after }]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_message_loses_its_own_quote() {
        let mut said = Said::one(Some("<p>One</p><blockquote>asked</blockquote>"));
        said.add(Some("Two\n-- \nKim"), false);
        said.add(Some("> quoted"), true);
        assert_eq!((said.before.as_deref(), said.after_handoff), (Some("One\n\nTwo"), None));
    }
}
