//! Slides: one message each, with charts that can be edited.
//!
//! The parts of a presentation are written here by hand (ECMA-376): the crates there are know no charts with their own
//! numbers inside, and no templates. `content` says which slides a pack becomes, `plot` what is drawn of a chart; `deck` puts
//! them on a `base`, which is our `design` or the user's `template`; `package` is the file.

mod base;
mod chart;
mod content;
mod deck;
mod design;
mod fit;
mod heat;
mod labels;
mod layout;
mod map;
mod native;
mod notes;
mod number_format;
mod package;
mod parts;
mod plot;
mod properties;
mod scale;
mod slide;
mod table;
mod template;
#[cfg(test)]
mod tests;
mod text;
mod waterfall;
mod workbook;
mod xml;

use supportmix_core::pack::Pack;

use crate::ReportError;

/// Writes a pack as slides (PPTX). `template` is a presentation whose masters, layouts, themes and size they take; without
/// one they have our own, 16:9. The same pack on the same template gives the same bytes.
///
/// # Errors
/// [`ReportError::Template`] if the template is no presentation, is damaged or too large; [`ReportError::Format`] if the
/// file cannot be put together.
pub fn pptx(pack: &Pack, template: Option<&[u8]>) -> Result<Vec<u8>, ReportError> {
    deck::write(pack, base::Base::new(template)?)
}
