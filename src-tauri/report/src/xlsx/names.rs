//! Names of sheets: what Excel takes, each of them once.

use std::collections::HashSet;

use super::text::shortened;

/// The most UTF-16 units of a name.
const LONGEST: usize = 31;

/// The names that are given already, in small letters: to Excel these are the same.
#[derive(Default)]
pub(super) struct Names(HashSet<String>);

impl Names {
    /// A name for a sheet, as near to the wanted one as Excel allows.
    pub fn unique(&mut self, wanted: &str) -> String {
        let allowed = |letter: char| match letter {
            '[' | ']' | ':' | '*' | '?' | '/' | '\\' => ' ',
            letter if letter.is_control() => ' ',
            letter => letter,
        };
        let clean: String = wanted.chars().map(allowed).collect();
        let clean = clean.split_whitespace().collect::<Vec<_>>().join(" ");
        let clean = clean.trim_matches(['\'', ' ']);
        // Excel keeps this one to itself.
        let clean = if clean.is_empty() || clean.eq_ignore_ascii_case("history") { "Sheet" } else { clean };
        let mut name = shortened(clean, LONGEST);
        let mut count = 1;
        while !self.0.insert(name.to_lowercase()) {
            count += 1;
            let ending = format!(" ({count})");
            name = shortened(clean, LONGEST - ending.len()) + &ending;
        }
        name
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_what_excel_takes() {
        let mut names = Names::default();
        for wanted in [
            "Deflection rate by query type",
            "deflection RATE by query type",
            "Kundenzufriedenheit (CSAT) nach Anliegen und Kanal",
            "Kundenzufriedenheit (CSAT) nach Anliegen und Woche",
            "a/b\\c:d*e?f[g]h",
            "'quoted'",
            "",
            "   ",
            "History",
            "🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉",
            "=HYPERLINK(\"http://example.com\")\n'",
        ] {
            let before = names.0.len();
            let name = names.unique(wanted);
            assert_eq!(rust_xlsxwriter::utility::check_sheet_name(&name).ok(), Some(()), "{name:?}");
            assert_eq!(names.0.len(), before + 1, "{name:?}");
        }
    }

    #[test]
    fn what_is_left_out_is_shown() {
        let mut names = Names::default();
        let long = "Kundenzufriedenheit (CSAT) nach Anliegen";
        assert_eq!(names.unique(long), "Kundenzufriedenheit (CSAT) nac…");
        assert_eq!(names.unique(long), "Kundenzufriedenheit (CSAT)… (2)");
    }
}
