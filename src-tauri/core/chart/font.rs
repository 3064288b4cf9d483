//! The embedded fonts: how wide a text is, how it is wrapped and shortened, and the only fonts that a PNG knows.

use std::sync::{Arc, LazyLock};

use ab_glyph::{Font, FontRef};
use resvg::usvg::fontdb;
use unicode_segmentation::UnicodeSegmentation;

/// The families of all texts. The first is embedded; a viewer without it has one of the others, none of them wider.
pub(super) const FAMILIES: &str = "'Noto Sans', 'Segoe UI', 'Helvetica Neue', Arial, sans-serif";
/// The family that PNG files are drawn with.
pub(super) const FAMILY: &str = "Noto Sans";

/// The most characters that are laid out of one text.
const LONGEST: usize = 1000;

/// The embedded font files by weight: regular, with emoji, then semi-bold. Their family is `Noto Sans`.
pub static FONTS: [&[u8]; 2] =
    [include_bytes!("fonts/NotoSans-Regular.ttf"), include_bytes!("fonts/NotoSans-SemiBold.ttf")];

static FACES: LazyLock<Vec<FontRef<'static>>> =
    LazyLock::new(|| FONTS.iter().filter_map(|file| FontRef::try_from_slice(file).ok()).collect());

static DATABASE: LazyLock<Arc<fontdb::Database>> = LazyLock::new(|| {
    let mut database = fontdb::Database::new();
    for file in FONTS {
        database.load_font_data(file.to_vec());
    }
    Arc::new(database)
});

/// The fonts a PNG is drawn with: the embedded ones and no other.
pub(super) fn database() -> Arc<fontdb::Database> {
    DATABASE.clone()
}

/// How heavy a text is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Weight {
    #[default]
    Regular,
    SemiBold,
}

/// A size in pixels and a weight.
#[derive(Clone, Copy, Debug)]
pub(super) struct Face {
    pub size: f64,
    pub weight: Weight,
}

impl Face {
    pub fn regular(size: f64) -> Face {
        Face { size, weight: Weight::Regular }
    }

    pub fn semi_bold(size: f64) -> Face {
        Face { size, weight: Weight::SemiBold }
    }

    /// The width of a text in pixels. What no embedded font has counts one em, the widest a letter gets.
    pub fn width(self, text: &str) -> f64 {
        text.chars().map(|letter| self.advance(letter)).sum::<f64>() * self.size
    }

    fn advance(self, letter: char) -> f64 {
        if is_invisible(letter) {
            return 0.0;
        }
        let first = usize::from(self.weight == Weight::SemiBold);
        let order = FACES.get(first).into_iter().chain(FACES.iter());
        for face in order {
            let glyph = face.glyph_id(letter);
            if glyph.0 != 0 {
                let units = face.units_per_em().unwrap_or(1000.0);
                return f64::from(face.h_advance_unscaled(glyph) / units);
            }
        }
        1.0
    }

    /// The text, shortened with an ellipsis if it is wider than this.
    pub fn fit(self, text: &str, width: f64) -> Fitted {
        self.wrap(text, width, 1)
    }

    /// The text in at most so many lines, each no wider than this; the last one shortened where it is too long.
    pub fn wrap(self, text: &str, width: f64, most: usize) -> Fitted {
        let whole = clean(text);
        let mut lines: Vec<String> = Vec::new();
        let mut line = String::new();
        let mut words = whole.split(' ').flat_map(|word| self.pieces(word, width)).peekable();
        while let Some((piece, starts_word)) = words.next() {
            let joined = if starts_word && !line.is_empty() {
                format!("{line} {piece}")
            } else {
                format!("{line}{piece}")
            };
            if line.is_empty() || self.width(&joined) <= width {
                line = joined;
            } else if lines.len() + 1 < most {
                lines.push(std::mem::replace(&mut line, piece));
            } else {
                // The last line takes what comes, and is cut below.
                line = joined;
                for (piece, starts_word) in words.by_ref() {
                    line.push_str(if starts_word { " " } else { "" });
                    line.push_str(&piece);
                }
            }
        }
        let cut = self.cut(&line, width);
        let shortened = cut != line;
        lines.push(cut);
        Fitted { lines, full: shortened.then_some(whole) }
    }

    /// A word, broken where it is wider than a whole line; with each part whether it begins the word.
    fn pieces(self, word: &str, width: f64) -> Vec<(String, bool)> {
        if self.width(word) <= width {
            return vec![(word.to_owned(), true)];
        }
        let mut parts = vec![(String::new(), true)];
        for cluster in word.graphemes(true) {
            if let Some((part, _)) = parts.last_mut()
                && (part.is_empty() || self.width(part) + self.width(cluster) <= width)
            {
                part.push_str(cluster);
                continue;
            }
            parts.push((cluster.to_owned(), false));
        }
        parts
    }

    fn cut(self, line: &str, width: f64) -> String {
        if self.width(line) <= width {
            return line.to_owned();
        }
        let room = width - self.width("…");
        let mut kept = String::new();
        let mut used = 0.0;
        for cluster in line.graphemes(true) {
            used += self.width(cluster);
            if used > room {
                break;
            }
            kept.push_str(cluster);
        }
        format!("{}…", kept.trim_end())
    }
}

/// A text as it fits.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Fitted {
    /// Its lines, at least one.
    pub lines: Vec<String>,
    /// The whole text, where the lines do not show all of it.
    pub full: Option<String>,
}

/// A text that can be laid out and written as XML: one line, no control characters, nothing that turns the direction
/// of what follows it, and no longer than can ever be shown.
pub(super) fn clean(text: &str) -> String {
    let kept = text.chars().take(LONGEST).filter_map(|letter| match letter {
        '\t' | '\n' | '\r' | '\u{2028}' | '\u{2029}' => Some(' '),
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => None,
        '\u{fffe}' | '\u{ffff}' => None,
        letter if letter.is_control() => None,
        letter => Some(letter),
    });
    kept.collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether a text has letters that run from right to left.
pub(super) fn runs_left(text: &str) -> bool {
    text.chars().any(|letter| {
        matches!(letter, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}' | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
    })
}

/// Joiners, marks of direction and selectors of a variant.
fn is_invisible(letter: char) -> bool {
    matches!(letter, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}'
        | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{e0000}'..='\u{e0fff}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn every_embedded_font_is_read() {
        assert_eq!(FACES.len(), FONTS.len());
        assert_eq!(database().len(), FONTS.len());
        for text in ["Ångström Ж Ω €", "→ √ ≤", "שלום", "مرحبا", "🔑🚀"] {
            let covered = |letter| FACES.iter().any(|face| face.glyph_id(letter).0 != 0);
            assert!(text.chars().filter(|letter| *letter != ' ').all(covered), "{text}");
        }
    }

    #[test]
    fn figures_are_tabular() {
        for face in [Face::regular(100.0), Face::semi_bold(100.0)] {
            let widths: Vec<_> = ('0'..='9').map(|digit| face.width(&digit.to_string())).collect();
            assert!(widths.iter().all(|width| *width == widths[0]));
        }
    }

    #[test]
    fn what_is_shortened_keeps_its_whole_text() {
        let face = Face::regular(20.0);
        let fitted = face.wrap("Password reset fails after changing the phone number", 200.0, 2);
        assert_eq!(fitted.lines.len(), 2);
        assert!(fitted.lines[1].ends_with('…'));
        assert_eq!(fitted.full.as_deref(), Some("Password reset fails after changing the phone number"));
        let short = face.wrap("Refund", 200.0, 2);
        assert_eq!((short.lines, short.full), (vec!["Refund".to_owned()], None));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn wrapped_lines_are_never_too_wide(text in "\\PC{0,80}", width in 40.0..400.0f64, most in 1usize..4) {
            let face = Face::regular(16.0);
            let fitted = face.wrap(&text, width, most);
            prop_assert!((1..=most).contains(&fitted.lines.len()));
            for line in &fitted.lines {
                // One letter is kept even where it is wider than the line.
                prop_assert!(face.width(line) <= width || line.graphemes(true).count() <= 1, "{line:?}");
            }
        }
    }
}
