//! About how much room a text takes. The font that shows it is another one on each machine, so this errs on the wide side.

/// Points of a line's height for one of its font's.
pub(super) const LINE: f64 = 1.2;
/// Lengths of presentations (EMU) in a point.
pub(super) const POINT: f64 = 12_700.0;

/// The width of a text in points, in a font of so many.
pub(super) fn width(text: &str, size: f64, bold: bool) -> f64 {
    let share: f64 = text.chars().map(advance).sum();
    share * size * if bold { 1.07 } else { 1.0 }
}

/// The lines that a text takes in this width, broken at spaces, within words where one is wider.
pub(super) fn lines(text: &str, size: f64, bold: bool, room: f64) -> usize {
    let room = room.max(size);
    text.split('\n')
        .map(|paragraph| {
            let (mut lines, mut used) = (1, 0.0);
            for word in paragraph.split_inclusive([' ', '-', '/']) {
                let wide = width(word, size, bold);
                if used > 0.0 && used + width(word.trim_end(), size, bold) > room {
                    lines += 1;
                    used = 0.0;
                }
                let broken = (wide / room) as usize;
                lines += broken;
                used += wide - broken as f64 * room;
            }
            lines
        })
        .sum()
}

/// The largest of these sizes in which a text fits into a box of points; else the last one.
pub(super) fn size(text: &str, bold: bool, room: (f64, f64), sizes: &[f64]) -> f64 {
    let fits = |size: &&f64| lines(text, **size, bold, room.0) as f64 * **size * LINE <= room.1;
    sizes.iter().find(fits).or(sizes.last()).copied().unwrap_or(12.0)
}

/// A text cut to this width, with an ellipsis where something is missing.
pub(super) fn cut(text: &str, size: f64, room: f64) -> String {
    if width(text, size, false) <= room {
        return text.to_owned();
    }
    let (mut kept, mut used) = (String::new(), advance('…'));
    for letter in text.chars() {
        used += advance(letter);
        if used * size > room {
            break;
        }
        kept.push(letter);
    }
    kept.trim_end().to_owned() + "…"
}

/// How far a letter of a sans serif moves on, as a share of its size.
fn advance(letter: char) -> f64 {
    match letter {
        'i' | 'j' | 'l' | 'I' | '.' | ',' | ':' | ';' | '!' | '|' | '\'' | ' ' | '\u{a0}' | '·' | '/' => {
            0.28
        }
        'f' | 't' | 'r' | '(' | ')' | '-' | '"' | '[' | ']' => 0.36,
        'm' | 'M' | '%' | '@' | '—' | '…' => 0.92,
        'w' | 'W' => 0.85,
        'A'..='Z' | 'Ä' | 'Ö' | 'Ü' | '&' => 0.72,
        '\u{1100}'.. => 1.0,
        _ => 0.57,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_breaks_where_its_room_ends() {
        assert_eq!(lines("one two", 10.0, false, 1000.0), 1);
        assert_eq!(lines("one two", 10.0, false, 25.0), 2);
        assert_eq!(lines("one\ntwo", 10.0, false, 1000.0), 2);
        assert!(lines(&"x".repeat(100), 10.0, false, 100.0) >= 5, "a word without an end");
        assert_eq!(cut("short", 10.0, 100.0), "short");
        assert_eq!(cut("rather long", 10.0, 40.0), "rather…");
        assert_eq!(size("short", true, (500.0, 40.0), &[28.0, 20.0]), 28.0);
        assert_eq!(size(&"long ".repeat(40), true, (500.0, 40.0), &[28.0, 20.0, 12.0]), 12.0);
    }
}
