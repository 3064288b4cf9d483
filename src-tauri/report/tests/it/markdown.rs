//! The Markdown, looked at.

use supportmix_core::language::Language;
use supportmix_core::service::{PackContent, PageName};
use supportmix_report::markdown;

use crate::packs;
use crate::reading::{hostile, tables, written};

#[test]
fn a_review_is_readable_as_it_is() {
    for language in Language::ALL {
        let sections = vec![PageName::Review, PageName::Costs];
        let content = PackContent { sections, charts: 2, language: *language, ..PackContent::default() };
        let page = markdown(&packs::sample(packs::week(), &content));
        insta::with_settings!({snapshot_path => "../golden", prepend_module_to_snapshot => false}, {
            insta::assert_snapshot!(format!("markdown-{}", language.code()), page);
        });
    }
}

#[test]
fn every_figure_is_in_it_and_every_row_has_its_columns() {
    for pack in
        [packs::review(Language::En), packs::insights(Language::De), hostile(packs::insights(Language::En))]
    {
        let page = markdown(&pack);
        let plain = page.replace('\\', "");
        for text in written(&pack) {
            let text: String =
                text.replace('\n', " ").chars().filter(|letter| !letter.is_control()).collect();
            assert!(plain.contains(&text), "{text:?}");
        }
        let mut rows = page.lines().filter(|line| line.starts_with("| "));
        let borders = |line: &str| line.replace("\\\\", "").replace("\\|", "").matches('|').count();
        let mut written: Vec<usize> = tables(&pack)
            .filter(|table| !table.rows.is_empty())
            .flat_map(|table| vec![table.columns.len() + 1; table.rows.len() + 2])
            .collect();
        let mut found: Vec<usize> = rows.by_ref().map(borders).collect();
        written.sort_unstable();
        found.sort_unstable();
        assert_eq!(found, written);
    }
}

#[test]
fn no_name_is_markup() {
    let page = markdown(&hostile(packs::insights(Language::En)));
    assert!(!page.replace("\\<", "").contains('<'));
    assert!(!page.replace("\\[", "").contains("[a]"));
    assert!(!page.replace("\\`", "").contains('`'));
}
