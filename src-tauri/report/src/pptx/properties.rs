//! What a file says of itself.

use supportmix_core::pack::Pack;

use super::package::{HEAD, PARTS, Package, RELATIONS, ROOT};
use super::text::tag;
use super::xml::Text;

/// Adds title, language, and the moment that the pack was made at.
pub(super) fn add(package: &mut Package, pack: &Pack, slides: usize) {
    let (core, app) = ("docProps/core.xml", "docProps/app.xml");
    let (title, made_at, language) =
        (format!("{}, {}", pack.title, pack.days), pack.made_at.to_rfc3339(), tag(pack.language));
    let (title, made_at) = (Text(&title), Text(&made_at));
    let xml = format!(
        r#"{HEAD}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>{title}</dc:title><dc:creator>Supportmix</dc:creator><dc:language>{language}</dc:language><dcterms:created xsi:type="dcterms:W3CDTF">{made_at}</dcterms:created><dcterms:modified xsi:type="dcterms:W3CDTF">{made_at}</dcterms:modified></cp:coreProperties>"#
    );
    package.add(core, "application/vnd.openxmlformats-package.core-properties+xml".to_owned(), xml);
    let xml = format!(
        r#"{HEAD}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"><Application>Supportmix</Application><Slides>{slides}</Slides></Properties>"#
    );
    package.add(app, format!("{PARTS}.extended-properties+xml"), xml);
    let metadata = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties";
    package.relate(ROOT, metadata, core);
    package.relate(ROOT, &format!("{RELATIONS}/extended-properties"), app);
}
