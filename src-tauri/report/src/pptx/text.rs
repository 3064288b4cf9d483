//! Paragraphs on slides and in tables.

use std::fmt::Write as _;

use supportmix_core::chart::Color;
use supportmix_core::language::Language;

use super::design::hex;
use super::fit::{self, LINE};
use super::xml::Text;

/// What a text is written with. All but a fixed colour follow the theme, a dark one too.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Ink {
    Text,
    Muted,
    Fixed(Color),
}

impl Ink {
    /// As a fill.
    pub fn fill(self) -> String {
        let color = match self {
            Ink::Text => r#"<a:schemeClr val="tx1"/>"#.to_owned(),
            Ink::Muted => {
                r#"<a:schemeClr val="tx1"><a:lumMod val="65000"/><a:lumOff val="35000"/></a:schemeClr>"#
                    .to_owned()
            }
            Ink::Fixed(color) => format!(r#"<a:srgbClr val="{}"/>"#, hex(color)),
        };
        format!("<a:solidFill>{color}</a:solidFill>")
    }
}

/// A text of one look.
#[derive(Clone, Debug)]
pub(super) struct Run {
    pub text: String,
    /// Points.
    pub size: f64,
    pub bold: bool,
    pub ink: Ink,
}

impl Run {
    pub fn new(text: impl Into<String>, size: f64) -> Run {
        Run { text: text.into(), size, bold: false, ink: Ink::Text }
    }

    pub fn bold(self) -> Run {
        Run { bold: true, ..self }
    }

    pub fn ink(self, ink: Ink) -> Run {
        Run { ink, ..self }
    }

    pub fn muted(self) -> Run {
        self.ink(Ink::Muted)
    }
}

/// Where lines stand.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) enum Align {
    #[default]
    Left,
    /// As the layout has it.
    Given,
    Middle,
    Right,
}

/// A paragraph.
#[derive(Clone, Debug, Default)]
pub(super) struct Paragraph {
    pub runs: Vec<Run>,
    pub align: Align,
    pub bullet: bool,
    /// Points above it.
    pub before: f64,
}

impl From<Run> for Paragraph {
    fn from(run: Run) -> Paragraph {
        Paragraph { runs: vec![run], ..Paragraph::default() }
    }
}

/// Points that a bullet moves its text in by.
const INDENT: f64 = 14.0;

impl Paragraph {
    pub fn aligned(self, align: Align) -> Paragraph {
        Paragraph { align, ..self }
    }

    pub fn bullet(self) -> Paragraph {
        Paragraph { bullet: true, ..self }
    }

    pub fn after(self, before: f64) -> Paragraph {
        Paragraph { before, ..self }
    }

    /// About how high it is in this width, both in points.
    pub fn height(&self, room: f64) -> f64 {
        let text: String = self.runs.iter().map(|run| run.text.as_str()).collect();
        let size = self.runs.iter().map(|run| run.size).fold(0.0, f64::max);
        let bold = self.runs.iter().all(|run| run.bold);
        let room = if self.bullet { room - INDENT } else { room };
        self.before + fit::lines(&text, size, bold, room) as f64 * size * LINE
    }

    /// About how wide its longest line is, in points.
    pub fn width(&self) -> f64 {
        let run = |run: &Run| {
            let lines = run.text.split('\n').map(|line| fit::width(line, run.size, run.bold));
            lines.fold(0.0, f64::max)
        };
        self.runs.iter().map(run).sum()
    }

    pub fn xml(&self, language: Language) -> String {
        let align = match self.align {
            Align::Given => "",
            Align::Left => r#" algn="l""#,
            Align::Middle => r#" algn="ctr""#,
            Align::Right => r#" algn="r""#,
        };
        let indent = (INDENT * fit::POINT) as i64;
        let (indent, bullet) = match self.bullet {
            true => (
                format!(r#" marL="{indent}" indent="-{indent}""#),
                r#"<a:buFont typeface="Arial"/><a:buChar char="•"/>"#,
            ),
            false => (r#" marL="0" indent="0""#.to_owned(), "<a:buNone/>"),
        };
        let before = hundredths(self.before);
        let mut xml = format!(
            r#"<a:p><a:pPr{align}{indent}><a:spcBef><a:spcPts val="{before}"/></a:spcBef>{bullet}</a:pPr>"#
        );
        for run in &self.runs {
            let look = look("a:rPr", language, run.size, run.bold, run.ink);
            for (place, line) in run.text.split('\n').enumerate() {
                let _ = write!(xml, "{}", if place > 0 { "<a:br/>" } else { "" });
                let _ = write!(xml, "<a:r>{look}<a:t>{}</a:t></a:r>", Text(line));
            }
        }
        xml + "</a:p>"
    }
}

/// How high some paragraphs are together.
pub(super) fn height(paragraphs: &[Paragraph], room: f64) -> f64 {
    paragraphs.iter().map(|paragraph| paragraph.height(room)).sum()
}

/// The look of a run, as the element of this name.
pub(super) fn look(element: &str, language: Language, size: f64, bold: bool, ink: Ink) -> String {
    let (size, bold, fill) = (hundredths(size), u8::from(bold), ink.fill());
    format!(r#"<{element} lang="{}" sz="{size}" b="{bold}">{fill}</{element}>"#, tag(language))
}

/// A language's tag, with the region that programs proofread by.
pub(super) fn tag(language: Language) -> &'static str {
    match language {
        Language::En => "en-US",
        Language::De => "de-DE",
    }
}

fn hundredths(points: f64) -> i64 {
    (points * 100.0).round() as i64
}
