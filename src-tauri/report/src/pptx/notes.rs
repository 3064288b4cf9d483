//! What the speaker sees.

use supportmix_core::language::Language;

use super::layout::Holder;
use super::slide::Shapes;
use super::text::tag;
use super::xml::Text;

/// A slide's notes, a paragraph each.
pub(super) fn document(notes: &[String], language: Language) -> String {
    let mut shapes = Shapes::new(language);
    let holder = |kind: &str, index: &str| Holder {
        kind: kind.to_owned(),
        index: Some(index.to_owned()),
        ..Holder::default()
    };
    shapes.picture(&holder("sldImg", "2"), "Slide");
    let lines = notes.iter().flat_map(|text| text.split('\n')).filter(|line| !line.trim().is_empty());
    let line = |text: &str| {
        format!(r#"<a:p><a:r><a:rPr lang="{}"/><a:t>{}</a:t></a:r></a:p>"#, tag(language), Text(text))
    };
    let body: String = lines.map(line).collect();
    shapes.hold(&holder("body", "3"), "Notes", None, if body.is_empty() { "<a:p/>" } else { &body });
    shapes.document("notes")
}
