//! Charts that programs can edit, whatever their form.

use supportmix_core::language::Language;

use super::chart::chart;
use super::map::Bubbles;
use super::plot::Plot;
use super::workbook::Sheet;

/// A chart with its numbers.
#[derive(Debug)]
pub(super) enum Native {
    /// Bars, columns and lines.
    Plot(Plot),
    /// Bubbles.
    Bubbles(Bubbles),
}

impl Native {
    pub fn title(&self) -> &str {
        match self {
            Native::Plot(plot) => &plot.title,
            Native::Bubbles(bubbles) => &bubbles.title,
        }
    }

    pub fn sheet(&self) -> &Sheet {
        match self {
            Native::Plot(plot) => &plot.sheet,
            Native::Bubbles(bubbles) => &bubbles.sheet,
        }
    }

    /// The part. `workbook` is the relation that leads to the workbook.
    pub fn xml(&self, workbook: &str, language: Language) -> String {
        match self {
            Native::Plot(plot) => chart(plot, workbook, language),
            Native::Bubbles(bubbles) => bubbles.xml(workbook, language),
        }
    }
}
