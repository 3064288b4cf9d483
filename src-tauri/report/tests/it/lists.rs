//! The lists of the insights in every form.

use roxmltree::{Document, ParsingOptions};
use supportmix_core::language::Language;
use supportmix_core::pack::{Cell, Pack, PackFormat, Table};
use supportmix_core::service::PackOrder;
use supportmix_report::{bytes, html, markdown, pdf, pptx};

use crate::packs;
use crate::pptx::{files, within};

fn lists(pack: &Pack) -> impl Iterator<Item = &Table> {
    pack.sections.iter().flat_map(|section| &section.tables)
}

/// All that a list says.
fn said(list: &Table) -> impl Iterator<Item = &str> {
    let cells = list.rows.iter().flatten().flat_map(|cell| match cell {
        Cell::Text { text } | Cell::Nothing { text } => [text.as_str(), ""],
        Cell::Number { text, beside, .. } => [text.as_str(), beside],
    });
    cells.chain(list.columns.iter().map(|column| column.title.as_str())).chain([list.title.as_str()])
}

#[test]
fn every_list_is_in_pages_markdown_and_slides_word_for_word() {
    for language in Language::ALL {
        let pack = packs::insights(*language);
        assert!(lists(&pack).count() >= 7, "{} lists", lists(&pack).count());
        let page = html(&pack).unwrap();
        let options = ParsingOptions { allow_dtd: true, ..ParsingOptions::default() };
        let page = Document::parse_with_options(&page, options).unwrap();
        let page: String =
            page.descendants().filter(|node| node.is_text()).filter_map(|node| node.text()).collect();
        let plain = markdown(&pack).replace('\\', "");
        let files = files(&pptx(&pack, None).unwrap());
        let slides: String = within(&files, "ppt/slides/slide").concat();
        let slides = slides.replace("&amp;", "&").replace("&lt;", "<").replace("&gt;", ">");
        for text in lists(&pack).flat_map(said) {
            for (form, written) in [("page", &page), ("Markdown", &plain), ("slides", &slides)] {
                assert!(written.contains(text), "{text:?} is not in the {form}");
            }
        }
    }
}

#[test]
fn a_list_has_slides_of_its_own_with_its_title() {
    let pack = packs::insights(Language::En);
    let files = files(&pptx(&pack, None).unwrap());
    for list in lists(&pack) {
        let titled = within(&files, "ppt/slides/slide")
            .into_iter()
            .filter(|slide| slide.contains(&format!("<a:t>{}", list.title)) && slide.contains("<a:tbl>"));
        assert!(titled.count() > 0, "{}", list.title);
    }
}

#[test]
fn a_pack_that_was_kept_without_lists_can_be_written() {
    let pack = packs::review(Language::En);
    let order =
        || PackOrder { format: PackFormat::Json, paper: Default::default(), template: None, tickets: None };
    let mut kept: serde_json::Value = serde_json::from_slice(&bytes(&pack, order(), &pdf).unwrap()).unwrap();
    for section in kept["sections"].as_array_mut().unwrap() {
        section.as_object_mut().unwrap().remove("tables").unwrap();
    }
    let read = Pack::from_json(kept.to_string().as_bytes()).unwrap();
    assert_eq!(lists(&read).count(), 0);
    assert!(markdown(&read).starts_with(&format!("# {}", pack.title)));
}
