//! The languages of what people read: charts, the definitions of the figures, explanations.
//!
//! Sentences with something in them are methods of [`Words`], so that the compiler demands them of each language. Texts
//! that stand alone are written in English where they belong, and [`Language::say`] looks them up; a test sees to it
//! that each has its translation. Names for programs (KPIs, dimensions, codes, CSV headers) are in no language.

mod definitions;
mod english;
mod events;
mod german;
mod moments;
mod numbers;
mod packs;
mod refusals;
mod texts;
mod words;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

pub(crate) use numbers::Numbers;
pub use numbers::currency_symbol;
pub(crate) use packs::{Most, Moved, Told};
pub use refusals::{Reason, Tell};
pub(crate) use words::Words;

/// A language that people read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Language {
    /// English, in which scripts get everything unless they ask otherwise.
    #[default]
    En,
    /// German.
    De,
}

impl Language {
    /// All languages.
    pub const ALL: &'static [Language] = &[Language::En, Language::De];

    /// Its two letters (ISO 639-1).
    pub fn code(self) -> &'static str {
        match self {
            Language::En => "en",
            Language::De => "de",
        }
    }

    /// What it is called where it is spoken.
    pub fn name(self) -> &'static str {
        match self {
            Language::En => "English",
            Language::De => "Deutsch",
        }
    }

    /// The sentences of charts.
    pub(crate) fn words(self) -> &'static dyn Words {
        match self {
            Language::En => &english::English,
            Language::De => &german::German,
        }
    }

    /// How it writes numbers.
    pub(crate) fn numbers(self) -> &'static Numbers {
        match self {
            Language::En => &numbers::ENGLISH,
            Language::De => &numbers::GERMAN,
        }
    }

    /// A text of the core in this language.
    pub fn say(self, english: &'static str) -> &'static str {
        match self {
            Language::En => english,
            Language::De => texts::german(english).unwrap_or(english),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::chart::texts as chart_texts;
    use crate::connect::{KINDS, Kind};
    use crate::metrics::{INPUTS, KPIS, Kpi, PRESETS};
    use crate::model::{Field, ResolutionType};
    use crate::service::{PICK_BACKUP, PICK_FILES, SAVE_AS, deciding_texts, list_texts};

    /// The texts that stand alone and that the window shows; what has no space is an address or a name.
    fn texts_in_use() -> BTreeSet<&'static str> {
        let presets = || PRESETS.iter().flat_map(|preset| preset.kpis.iter().copied());
        let kpis = KPIS.iter().copied().chain(presets());
        let of_kpi = |kpi: &'static Kpi| [kpi.title, kpi.formula, kpi.counted, kpi.no_value, kpi.source];
        let of_kind = |kind: &Kind| {
            let more = [kind.user, kind.oauth.map(|oauth| oauth.client)];
            [kind.address, kind.secret].into_iter().chain(more.into_iter().flatten())
        };
        let inputs = INPUTS.iter().chain(KPIS.iter().flat_map(|kpi| kpi.needs));
        kpis.flat_map(of_kpi)
            .chain(PRESETS.iter().flat_map(|preset| [preset.title, preset.meaning]))
            .chain(ResolutionType::ALL.iter().map(|kind| kind.rule()))
            .chain(Field::ALL.iter().map(|field| field.meaning()))
            .chain(inputs.flat_map(|input| [input.title, input.how]))
            .chain([PICK_BACKUP, PICK_FILES, SAVE_AS])
            .chain(deciding_texts())
            .chain(chart_texts())
            .chain(list_texts())
            .chain(KINDS.iter().flat_map(of_kind).filter(|text| text.contains(' ')))
            .collect()
    }

    #[test]
    fn every_text_that_the_window_shows_has_its_german_and_no_other_has() {
        let german: BTreeSet<&str> = texts::GERMAN.iter().map(|(english, _)| *english).collect();
        assert_eq!(german.len(), texts::GERMAN.len(), "a text has two Germans");
        let used = texts_in_use();
        let missing: Vec<_> = used.difference(&german).collect();
        assert!(missing.is_empty(), "language/texts.rs lacks the German of {missing:#?}");
        let unused: Vec<_> = german.difference(&used).collect();
        assert!(unused.is_empty(), "language/texts.rs has the German of what is nowhere: {unused:#?}");
    }

    #[test]
    fn german_is_no_english_left_as_it_was() {
        let left =
            texts::GERMAN.iter().filter(|(english, german)| english == german).map(|(english, _)| *english);
        assert_eq!(left.collect::<Vec<_>>(), ["Tickets", "Neutral", "Team"]);
    }

    #[test]
    fn german_says_each_figure_that_the_english_says() {
        let numbers = |text: &str| -> Vec<String> {
            let mut numbers: Vec<String> = text
                .split(|letter: char| !letter.is_ascii_digit())
                .filter(|number| !number.is_empty())
                .map(str::to_owned)
                .collect();
            numbers.sort_unstable();
            numbers
        };
        for (english, german) in texts::GERMAN {
            assert_eq!(numbers(english), numbers(german), "{english}");
            assert_eq!(english.matches(" / ").count(), german.matches(" / ").count(), "{english}");
        }
    }
}
