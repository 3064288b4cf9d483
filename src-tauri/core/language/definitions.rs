//! Definitions of our own, told in other languages.

use std::sync::LazyLock;

use super::Language;
use crate::connect::Kind;
use crate::metrics::{INPUTS, Input, KPIS, Kpi, PRESETS, Preset, Quality};

impl Language {
    /// A KPI, told in this language. Whoever computes asks for the KPI itself: this is for showing.
    pub fn kpi(self, kpi: &'static Kpi) -> &'static Kpi {
        static GERMAN: LazyLock<Vec<(&'static Kpi, Kpi)>> = LazyLock::new(|| {
            let all = KPIS.iter().chain(PRESETS.iter().flat_map(|preset| preset.kpis));
            all.map(|kpi| (*kpi, told(kpi, Language::De))).collect()
        });
        match self {
            Language::En => kpi,
            Language::De => {
                let told = GERMAN.iter().find(|(one, _)| std::ptr::eq(*one, kpi));
                told.map_or(kpi, |(_, told)| told)
            }
        }
    }

    /// A way of counting, told in this language.
    pub fn preset(self, preset: &'static Preset) -> &'static Preset {
        static GERMAN: LazyLock<Vec<Preset>> = LazyLock::new(|| {
            let say = |text| Language::De.say(text);
            let told = |preset: &&Preset| Preset {
                title: say(preset.title),
                meaning: say(preset.meaning),
                ..**preset
            };
            PRESETS.iter().map(told).collect()
        });
        match self {
            Language::En => preset,
            Language::De => GERMAN.iter().find(|told| told.name == preset.name).unwrap_or(preset),
        }
    }

    /// What figures rest on, told in this language.
    fn input(self, input: &'static Input) -> &'static Input {
        static GERMAN: LazyLock<Vec<Input>> = LazyLock::new(|| {
            let say = |text| Language::De.say(text);
            let told = |input: &&Input| Input { title: say(input.title), how: say(input.how), ..**input };
            // What is entered, as costs are, no ticket tells: only figures name it.
            INPUTS.iter().chain(KPIS.iter().flat_map(|kpi| kpi.needs)).map(told).collect()
        });
        match self {
            Language::En => input,
            Language::De => GERMAN.iter().find(|told| told.name == input.name).unwrap_or(input),
        }
    }

    /// How much the data tells, told in this language.
    pub fn quality(self, mut quality: Quality) -> Quality {
        let all = quality.sources.iter_mut().chain([&mut quality.whole]);
        for known in all.flat_map(|source| &mut source.inputs) {
            known.input = self.input(known.input);
        }
        for support in &mut quality.kpis {
            support.title = self.say(support.title);
            support.missing.iter_mut().for_each(|lack| lack.input = self.input(lack.input));
        }
        quality
    }

    /// A kind of helpdesk, told in this language.
    pub fn helpdesk(self, kind: &Kind) -> Kind {
        let mut told = *kind;
        told.address = self.say(kind.address);
        told.user = kind.user.map(|user| self.say(user));
        told.secret = self.say(kind.secret);
        if let Some(oauth) = &mut told.oauth {
            oauth.client = self.say(oauth.client);
        }
        told
    }
}

fn told(kpi: &'static Kpi, language: Language) -> Kpi {
    Kpi {
        title: language.say(kpi.title),
        formula: language.say(kpi.formula),
        counted: language.say(kpi.counted),
        no_value: language.say(kpi.no_value),
        source: language.say(kpi.source),
        ..*kpi
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kpi_told_in_german_is_the_same_kpi() {
        for preset in PRESETS {
            for kpi in preset.kpis {
                let told = Language::De.kpi(kpi);
                assert_eq!((told.name, told.unit, told.cohort), (kpi.name, kpi.unit, kpi.cohort));
                assert_eq!(told.title, Language::De.say(kpi.title));
                assert!(std::ptr::eq(Language::En.kpi(kpi), *kpi));
            }
        }
    }
}
