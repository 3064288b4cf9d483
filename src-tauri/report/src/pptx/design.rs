//! The look that decks have without a template: a master with two layouts, and the charts' colours as a theme.
//!
//! The font is Arial: Windows, macOS, Keynote and Google Slides have it, and LibreOffice has Liberation Sans, whose letters
//! are just as wide. Calibri and Inter are missing on some of them, and the texts would break elsewhere.

use supportmix_core::chart::{Color, Theme, palette};

use super::package::{PARTS, Package, RELATIONS, ROOT};

/// Where the notes' master of decks is.
pub(super) const NOTES_MASTER: &str = "ppt/notesMasters/notesMaster1.xml";

/// A presentation without a slide.
pub(super) fn design() -> Package {
    let mut package = Package::default();
    let presentation = "ppt/presentation.xml";
    let (master, theme) = ("ppt/slideMasters/slideMaster1.xml", "ppt/theme/theme1.xml");
    let parts = [
        (presentation, "presentation.main", include_str!("design/presentation.xml")),
        (master, "slideMaster", include_str!("design/master.xml")),
        ("ppt/slideLayouts/slideLayout1.xml", "slideLayout", include_str!("design/layout-cover.xml")),
        ("ppt/slideLayouts/slideLayout2.xml", "slideLayout", include_str!("design/layout-title-only.xml")),
    ];
    for (path, kind, xml) in parts {
        package.add(path, format!("{PARTS}.presentationml.{kind}+xml"), xml);
    }
    package.relate(ROOT, &format!("{RELATIONS}/officeDocument"), presentation);
    package.relate(presentation, &format!("{RELATIONS}/slideMaster"), master);
    for layout in ["ppt/slideLayouts/slideLayout1.xml", "ppt/slideLayouts/slideLayout2.xml"] {
        // In the order of the master's list.
        package.relate(master, &format!("{RELATIONS}/slideLayout"), layout);
        package.relate(layout, &format!("{RELATIONS}/slideMaster"), master);
    }
    add_theme(&mut package, theme);
    package.relate(presentation, &format!("{RELATIONS}/theme"), theme);
    package.relate(master, &format!("{RELATIONS}/theme"), theme);
    package
}

/// Adds the master of notes, which has a theme of its own.
pub(super) fn add_notes_master(package: &mut Package) {
    let theme = package.free("ppt/theme/theme", "xml");
    let kind = format!("{PARTS}.presentationml.notesMaster+xml");
    package.add(NOTES_MASTER, kind, include_str!("design/notes-master.xml"));
    add_theme(package, &theme);
    package.relate(NOTES_MASTER, &format!("{RELATIONS}/theme"), &theme);
}

fn add_theme(package: &mut Package, path: &str) {
    let colors = palette(Theme::Light);
    let series = |place: usize| colors.series.get(place).copied().unwrap_or(colors.text);
    let named = [
        ("{text}", colors.text),
        ("{background}", colors.background),
        ("{muted}", colors.muted),
        ("{grid}", colors.grid),
        ("{first}", series(0)),
        ("{second}", series(1)),
        ("{third}", series(2)),
        ("{ai_only}", colors.ai_only),
        ("{hybrid}", colors.hybrid),
        ("{human_only}", colors.human_only),
    ];
    let theme = include_str!("design/theme.xml").to_owned();
    let theme = named.into_iter().fold(theme, |xml, (name, color)| xml.replace(name, &hex(color)));
    package.add(path, format!("{PARTS}.theme+xml"), theme);
}

/// A colour as these files write it: `2D56E8`.
pub(super) fn hex(Color(red, green, blue): Color) -> String {
    format!("{red:02X}{green:02X}{blue:02X}")
}
