//! What charts over time say of their moments: which may still change, and what happened.

use super::english::English;
use super::german::German;
use crate::chart::MarkKind;

/// What a language says of the moments of a chart.
pub(crate) trait Moments {
    /// That values take time to tell, and have not had it.
    fn too_recent(&self) -> &'static str;
    /// That days are not over.
    fn not_over(&self) -> &'static str;
    /// From which category on something holds.
    fn onward(&self, first: &str, what: &str) -> String;
    /// What a marked line is, in the legend.
    fn mark(&self, kind: MarkKind) -> &'static str;
    /// What the lines of a kind are, those named and how many more.
    fn marks(&self, kind: MarkKind, named: &str, more: usize) -> String;
}

impl Moments for English {
    fn too_recent(&self) -> &'static str {
        "too recent to judge yet"
    }

    fn not_over(&self) -> &'static str {
        "not over yet"
    }

    fn onward(&self, first: &str, what: &str) -> String {
        format!("From {first} on: {what}.")
    }

    fn mark(&self, kind: MarkKind) -> &'static str {
        match kind {
            MarkKind::AiRelease => "AI release",
            MarkKind::DefinitionChange => "changed definition",
        }
    }

    fn marks(&self, kind: MarkKind, named: &str, more: usize) -> String {
        let more = if more > 0 { format!("; and {more} more") } else { String::new() };
        match kind {
            MarkKind::AiRelease => format!("Dashed lines: {named}{more}."),
            MarkKind::DefinitionChange => format!(
                "Dotted lines: {named}{more}. All periods are shown as defined now; what was shown before may differ."
            ),
        }
    }
}

impl Moments for German {
    fn too_recent(&self) -> &'static str {
        "noch zu jung für ein Urteil"
    }

    fn not_over(&self) -> &'static str {
        "noch nicht vorbei"
    }

    fn onward(&self, first: &str, what: &str) -> String {
        format!("Ab {first}: {what}.")
    }

    fn mark(&self, kind: MarkKind) -> &'static str {
        match kind {
            MarkKind::AiRelease => "KI-Version",
            MarkKind::DefinitionChange => "geänderte Definition",
        }
    }

    fn marks(&self, kind: MarkKind, named: &str, more: usize) -> String {
        let more = if more > 0 { format!("; und {more} weitere") } else { String::new() };
        match kind {
            MarkKind::AiRelease => format!("Gestrichelte Linien: {named}{more}."),
            MarkKind::DefinitionChange => format!(
                "Gepunktete Linien: {named}{more}. Alle Zeiträume folgen dem, was jetzt gilt; was vorher gezeigt wurde, kann abweichen."
            ),
        }
    }
}
