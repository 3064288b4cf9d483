//! The page, read again.

use std::collections::HashSet;

use roxmltree::{Document, Node, ParsingOptions};
use supportmix_core::chart::ChartKind;
use supportmix_core::language::Language;
use supportmix_core::pack::Pack;
use supportmix_core::service::PackContent;
use supportmix_report::html;

use crate::packs;
use crate::reading::{HOSTILE, hostile, written};

fn parsed(page: &str) -> Document<'_> {
    let options = ParsingOptions { allow_dtd: true, ..ParsingOptions::default() };
    Document::parse_with_options(page, options).unwrap()
}

fn named<'a>(page: &'a Document, name: &'static str) -> impl Iterator<Item = Node<'a, 'a>> {
    page.descendants().filter(move |node| node.tag_name().name() == name)
}

/// All text of a page, a line for each piece.
fn text(page: &Document) -> String {
    page.descendants()
        .filter_map(|node| node.is_text().then(|| node.text()).flatten())
        .collect::<Vec<_>>()
        .join("\n")
}

/// Packs that pages are made of: of a week, of a quarter with all charts, in German, hostile, with lists, empty.
fn all() -> Vec<Pack> {
    let content = PackContent { charts: 20, language: Language::De, ..PackContent::default() };
    let quarter = supportmix_core::calendar::Period {
        from: "2026-04-01".parse().unwrap(),
        to: "2026-06-30".parse().unwrap(),
    };
    let review = packs::review(Language::En);
    let insights = packs::insights(Language::En);
    vec![packs::sample(quarter, &content), hostile(review.clone()), review, hostile(insights), packs::empty()]
}

#[test]
fn a_page_is_well_formed_and_asks_for_nothing() {
    for pack in all() {
        let page = html(&pack).unwrap();
        let document = parsed(&page);
        let root = document.root_element();
        assert_eq!(root.attribute("lang"), Some(pack.language.code()));
        let policy = named(&document, "meta").find_map(|meta| {
            meta.attribute("http-equiv").filter(|name| *name == "Content-Security-Policy")?;
            meta.attribute("content")
        });
        assert!(policy.unwrap().starts_with("default-src 'none'"));

        let mut ids = HashSet::new();
        for node in document.descendants() {
            if let Some(id) = node.attribute("id") {
                assert!(ids.insert(id), "{id} twice");
            }
        }
        for node in document.descendants().filter(Node::is_element) {
            let name = node.tag_name().name();
            assert!(
                !["script", "link", "img", "iframe", "object", "embed", "base", "form"].contains(&name),
                "{name}"
            );
            for attribute in node.attributes() {
                let (name, value) = (attribute.name(), attribute.value());
                assert!(
                    !name.starts_with("on") && name != "src" && name != "srcset" && name != "style",
                    "{name}"
                );
                if name == "href" {
                    assert!(value.strip_prefix('#').is_some_and(|id| ids.contains(id)), "{value}");
                }
                if name == "aria-labelledby" {
                    assert!(value.split(' ').all(|id| ids.contains(id)), "{value}");
                }
            }
        }
        let style = named(&document, "style").next().and_then(|style| style.text()).unwrap();
        assert!(!style.contains("url(") && !style.contains("@import"));
    }
}

#[test]
fn a_page_says_all_that_its_pack_says() {
    for pack in all() {
        let page = html(&pack).unwrap();
        let document = parsed(&page);
        let text = text(&document);
        let said = |wanted: &str| {
            let wanted: String =
                wanted.chars().filter(|letter| *letter == '\n' || !letter.is_control()).collect();
            assert!(text.contains(&wanted), "{wanted:?}");
        };
        written(&pack).for_each(said);
        for section in &pack.sections {
            section.sentences.iter().for_each(|sentence| said(sentence));
            section.remarks.iter().for_each(|remark| said(&remark.text));
            for chart in &section.charts {
                [&chart.headline, &chart.evidence, &chart.definition].into_iter().for_each(|text| said(text));
            }
        }
        pack.cautions.iter().for_each(|caution| said(caution));
        pack.stamp.iter().for_each(|fact| said(&fact.text));
        pack.glossary.iter().for_each(|term| said(&term.formula));
        said(&pack.footer);
    }
}

#[test]
fn names_are_texts_and_never_markup() {
    let page = html(&hostile(packs::review(Language::En))).unwrap();
    assert!(!page.contains("<script") && !page.contains("<b>"));
    let document = parsed(&page);
    for name in HOSTILE {
        let name = name.replace('\u{7}', "");
        assert!(
            named(&document, "th").any(|cell| cell.text().is_some_and(|text| text.starts_with(&name))),
            "{name}"
        );
    }
}

#[test]
fn headers_of_tables_say_what_they_are_of() {
    let page = html(&packs::review(Language::De)).unwrap();
    let document = parsed(&page);
    assert!(named(&document, "th").all(|header| matches!(header.attribute("scope"), Some("row" | "col"))));
    assert!(
        named(&document, "table")
            .all(|table| table.first_element_child().is_some_and(|first| first.has_tag_name("caption")))
    );
}

/// The areas of a picture that say something: what, from where to where.
fn tips<'a>(picture: Node<'a, 'a>) -> Vec<(&'a str, [f64; 4])> {
    let tips = picture.children().filter(|node| node.attribute("class") == Some("tip"));
    tips.map(|tip| {
        let number = |name| tip.attribute(name).unwrap().parse::<f64>().unwrap();
        let [x, y, width, height] = ["x", "y", "width", "height"].map(number);
        let text = tip.first_element_child().and_then(|title| title.text()).unwrap();
        (text, [x, y, x + width, y + height])
    })
    .collect()
}

#[test]
fn what_is_pointed_at_says_its_numbers() {
    let pack = &all()[0];
    let page = html(pack).unwrap();
    let document = parsed(&page);
    let mut pictures = named(&document, "div")
        .filter(|div| div.attribute("class").is_some_and(|class| class.starts_with("chart ")));
    let mut kinds = HashSet::new();
    for spec in pack.sections.iter().flat_map(|section| &section.charts).map(|chart| &chart.spec) {
        if spec.is_empty() {
            continue;
        }
        for _ in ["light", "dark"] {
            let picture = pictures.next().and_then(|div| div.first_element_child()).unwrap();
            let tips = tips(picture);
            let says =
                |point: &supportmix_core::chart::Point| point.shown().is_some() || point.tally().is_some();
            let at = |category: usize| {
                spec.series.iter().filter(move |series| says(&series.point(category))).count()
            };
            let wanted: usize = (0..spec.categories.len())
                .map(|category| match spec.kind {
                    ChartKind::Heat => at(category),
                    // Both ends of a band.
                    ChartKind::Flow => 2 * at(category),
                    _ => at(category).min(1),
                })
                .sum();
            assert_eq!(tips.len(), wanted, "{}", spec.id);
            let size: Vec<f64> =
                picture.attribute("viewBox").unwrap().split(' ').map(|side| side.parse().unwrap()).collect();
            for (text, [left, top, right, bottom]) in &tips {
                assert!(*left >= 0.0 && *top > 0.0 && *right <= size[2] && *bottom < size[3], "{text}");
                assert!(right - left > 3.9 && bottom - top > 3.9, "{text}");
            }
            // A category's name stands in its row, or below its column.
            for label in
                picture.descendants().filter(|node| node.has_tag_name(("http://www.w3.org/2000/svg", "text")))
            {
                let named = |(text, _): &&(&str, [f64; 4])| {
                    label.text().is_some_and(|name| text.starts_with(&format!("{name}: ")))
                };
                let place = |name| label.attribute(name).unwrap().parse::<f64>().unwrap();
                if let (ChartKind::Bars | ChartKind::Ladder, Some((text, [_, top, _, bottom]))) =
                    (spec.kind, tips.iter().find(named))
                {
                    assert!((*top..*bottom).contains(&place("y")), "{text}");
                    kinds.insert("rows");
                }
                if let (ChartKind::Waterfall, Some((text, [left, _, right, _]))) =
                    (spec.kind, tips.iter().find(named))
                {
                    assert!((*left..*right).contains(&place("x")), "{text}");
                    kinds.insert("columns");
                }
            }
        }
    }
    assert_eq!(kinds.len(), 2);
}
