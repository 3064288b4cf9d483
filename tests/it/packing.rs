//! A review as a document: what it says, and that it is what the engine answers.

use std::collections::HashSet;

use serde_json::{Value, json};
use supportmix_core::calendar::{Comparison, Period};
use supportmix_core::language::Language;
use supportmix_core::metrics::FigureNote;
use supportmix_core::model::Timestamp;
use supportmix_core::pack::{Cell, Pack};
use supportmix_core::service::{Failure, PackContent, PageName, Scope, Workspace, pack};

use crate::connect::app::App;

/// Long after the sample data's last week.
const NOW: Timestamp = Timestamp(1_783_504_800);

fn scope(from: &str, to: &str) -> Scope {
    Scope { period: Period { from: from.parse().unwrap(), to: to.parse().unwrap() }, filters: Vec::new() }
}

fn packed(app: &App, scope: &Scope, content: &PackContent) -> Result<Pack, Failure> {
    let remark =
        FigureNote { kpi: "csat".to_owned(), text: "Two of three were about the outage.".to_owned() };
    let workspace = Workspace::new(app.store()).unwrap();
    workspace.ask(|snapshot| pack(snapshot, scope, content, std::slice::from_ref(&remark), NOW))
}

/// A row of a table.
fn line(row: &[Cell]) -> String {
    let cell = |cell: &Cell| match cell {
        Cell::Text { text } | Cell::Nothing { text } => text.clone(),
        Cell::Number { text, beside, is_faint, .. } => {
            let beside = if beside.is_empty() { String::new() } else { format!(" [{beside}]") };
            format!("{text}{beside}{}", if *is_faint { " ~" } else { "" })
        }
    };
    row.iter().map(cell).collect::<Vec<_>>().join(" | ")
}

/// The sections of the insights.
fn of_insights(language: Language) -> PackContent {
    let sections = vec![PageName::Taxonomy, PageName::Escalations, PageName::Learning, PageName::Accounts];
    PackContent { sections, language, ..PackContent::default() }
}

/// All that a pack says in words, a line each.
fn said(pack: &Pack) -> String {
    let mut lines = vec![format!("{}, {}", pack.title, pack.days), pack.footer.clone()];
    lines.extend(pack.cautions.iter().map(|caution| format!("! {caution}")));
    for section in &pack.sections {
        lines.push(format!("\n# {}", section.title));
        lines.extend(section.sentences.iter().cloned());
        lines.extend(section.remarks.iter().map(|remark| format!("> {}: {}", remark.label, remark.text)));
        lines.extend(section.scorecard.rows.iter().map(|row| line(row)));
        for chart in &section.charts {
            lines.push(format!("- {} ({}) {}", chart.headline, chart.spec.id, chart.evidence));
        }
        for list in &section.tables {
            lines.push(format!("\n## {}", list.title));
            lines.push(list.columns.iter().map(|column| &*column.title).collect::<Vec<_>>().join(" | "));
            lines.extend(list.rows.iter().map(|row| line(row)));
        }
    }
    lines.push(format!(
        "\n{}: {}",
        pack.labels.glossary,
        pack.glossary.iter().map(|term| &*term.title).collect::<Vec<_>>().join(", ")
    ));
    lines.join("\n").replace('\u{a0}', " ")
}

#[test]
fn a_review_says_what_its_pages_say_in_both_languages() {
    let app = App::with_sample();
    for language in Language::ALL {
        let review = PackContent { language: *language, ..PackContent::default() };
        for (name, content) in [("pack", review), ("pack-insights", of_insights(*language))] {
            let pack = packed(&app, &scope("2026-06-22", "2026-06-28"), &content).unwrap();
            insta::with_settings!({snapshot_path => "../golden", prepend_module_to_snapshot => false}, {
                insta::assert_snapshot!(format!("{name}-{}", language.code()), said(&pack));
            });
        }
    }
}

#[test]
fn the_lists_of_a_pack_have_the_numbers_of_the_insights() {
    let app = App::with_sample();
    let content = of_insights(Language::En);
    let pack = packed(&app, &scope("2026-06-22", "2026-06-28"), &content).unwrap();
    let list = |section: usize, place: usize| &pack.sections[section].tables[place].rows;
    let same = |rows: &[Vec<Cell>], wanted: &[&Value], columns: &[(usize, &str)]| {
        assert!(!rows.is_empty());
        for (row, wanted) in rows.iter().zip(wanted) {
            for (at, name) in columns {
                let found = match &row[*at] {
                    Cell::Number { value, .. } => json!(value),
                    Cell::Text { text } => json!(text),
                    Cell::Nothing { .. } => json!(null),
                };
                let equal =
                    found.as_f64() == wanted[*name].as_f64() && found.as_str() == wanted[*name].as_str();
                assert!(equal, "{name}: {found} is not that of {wanted}");
            }
        }
    };
    let rows = |answer: &Value| answer["rows"].as_array().unwrap().clone();
    let none = json!({"filters": []});
    let taxonomy = rows(&app.ask("taxonomy", none.clone()));
    let scores = [
        (0, "query_type"),
        (1, "tickets"),
        (2, "complexity"),
        (3, "emotional_weight"),
        (4, "predictability"),
    ];
    same(list(0, 0), &taxonomy.iter().collect::<Vec<_>>(), &scores);
    same(list(0, 0), &taxonomy.iter().collect::<Vec<_>>(), &[(8, "hours_per_week")]);
    let accounts = rows(&app.ask("accounts", none.clone()));
    let at_risk: Vec<&Value> = accounts.iter().filter(|row| row["risk"] != json!(0.0)).collect();
    same(list(3, 0), &at_risk, &[(0, "account_id"), (1, "account_value"), (2, "risk")]);
    let teams = app.ask("handoffs", none.clone())["teams"].as_array().unwrap().clone();
    same(list(1, 1), &teams.iter().collect::<Vec<_>>(), &[(0, "team"), (1, "known")]);
    let learning = app.ask("learning", none);
    let releases = rows(&learning["versions"]);
    let whole: Vec<&Value> = releases.iter().filter(|row| row["query_type"] == "").collect();
    same(list(2, 0), &whole, &[(0, "version"), (2, "before"), (3, "after")]);
    let gaps = rows(&learning["gaps"]);
    let costly: Vec<&Value> = gaps.iter().filter(|row| !row["hours_per_week"].is_null()).collect();
    same(list(2, 1), &costly, &[(2, "hours_per_week"), (3, "involved")]);
}

#[test]
fn the_figures_of_a_pack_are_those_of_its_page() {
    let app = App::with_sample();
    let scope = scope("2026-04-01", "2026-06-30");
    let pack =
        packed(&app, &scope, &PackContent { compare: Comparison::None, ..PackContent::default() }).unwrap();
    for section in &pack.sections {
        let params =
            json!({"name": section.name, "scope": scope, "compare": "none", "split": [], "count_as": null});
        let page = app.ask("page", params);
        for (row, cells) in page["scorecard"].as_array().unwrap().iter().zip(&section.scorecard.rows) {
            let columns = [(1, "whole"), (3, "ai_only"), (4, "hybrid"), (5, "human_only")];
            for (at, name) in columns {
                let cell = &row[name];
                // No figure of the section is of resolution types.
                if at >= cells.len() {
                    assert!(cell.is_null());
                    continue;
                }
                let figure = if cell["mature"].is_null() { cell } else { &cell["mature"] };
                match &cells[at] {
                    Cell::Number { value, .. } => {
                        let wanted = figure["value"].as_f64().unwrap();
                        assert!(
                            (value - wanted).abs() < 1e-12,
                            "{} {name}: {value}, {wanted}",
                            row["kpi"]["name"]
                        );
                    }
                    // Few tickets are counted instead of rated.
                    Cell::Nothing { text } => {
                        assert!(figure["value"].is_null() || text.contains('/'), "{row}")
                    }
                    Cell::Text { text } => assert!(text.is_empty() && cell.is_null(), "{row}"),
                }
            }
        }
    }
}

#[test]
fn a_pack_shows_each_chart_once_and_explains_each_figure_it_shows() {
    let app = App::with_sample();
    let pack = packed(
        &app,
        &scope("2026-06-22", "2026-06-28"),
        &PackContent { charts: 20, ..PackContent::default() },
    )
    .unwrap();
    let mut seen = HashSet::new();
    let explained: HashSet<&str> = pack.glossary.iter().map(|term| &*term.kpi).collect();
    for chart in pack.sections.iter().flat_map(|section| &section.charts) {
        assert!(seen.insert(&chart.spec.id), "{} twice", chart.spec.id);
        assert!(explained.contains(&*chart.spec.kpi), "{} is not explained", chart.spec.kpi);
        assert!(!chart.headline.is_empty() && !chart.definition.is_empty());
        assert_eq!(chart.table.rows.len(), chart.spec.categories.len());
    }
    // A remark stands where its figure is first met.
    let remarks: Vec<usize> = pack.sections.iter().map(|section| section.remarks.len()).collect();
    assert_eq!(remarks, [1, 0, 0, 0, 0, 0]);
}

#[test]
fn a_pack_of_days_without_a_ticket_says_so_and_sections_are_named_once() {
    let app = App::with_sample();
    let never = scope("2019-01-07", "2019-01-13");
    let pack = packed(&app, &never, &PackContent::default()).unwrap();
    assert!(pack.is_empty());
    assert!(!packed(&app, &scope("2026-06-22", "2026-06-28"), &PackContent::default()).unwrap().is_empty());
    let of = |sections: Vec<PageName>| PackContent { sections, ..PackContent::default() };
    assert_eq!(packed(&app, &never, &of(vec![])).unwrap_err().code, "invalid");
    let twice = of(vec![PageName::Costs, PageName::Review, PageName::Costs]);
    assert!(packed(&app, &never, &twice).unwrap_err().message.contains("costs"));
}

#[test]
fn templates_are_saved_replaced_and_removed() {
    let app = App::with_sample();
    let named = |name: &str, charts: usize| {
        let content = PackContent {
            charts,
            sections: vec![PageName::Costs, PageName::Review],
            ..PackContent::default()
        };
        json!({"named": {"name": name, "template": {"content": content, "format": "pptx", "paper": "letter"}}})
    };
    app.ask("save_pack_template", named(" Board ", 2));
    app.ask("save_pack_template", named("Board", 3));
    let kept = app.ask("pack_templates", json!({}));
    assert_eq!(kept.as_array().unwrap().len(), 1);
    assert_eq!(kept[0]["name"], "Board");
    assert_eq!(kept[0]["template"]["content"]["charts"], 3);
    assert_eq!(kept[0]["template"]["content"]["sections"], json!(["costs", "review"]));
    assert_eq!(app.refused("save_pack_template", named("  ", 2)), "invalid");
    app.ask("remove_pack_template", json!({"name": "Board"}));
    assert_eq!(app.refused("remove_pack_template", json!({"name": "Board"})), "not_found");
}

#[test]
fn the_pack_of_a_published_review_stays_what_it_was_and_a_new_one_says_what_was_restated() {
    let app = App::with_sample();
    let days = scope("2026-06-22", "2026-06-28");
    let note = json!({"kpi": "fcr", "text": "Three of four came back."});
    app.ask("set_review_note", json!({"scope": days, "note": note}));
    let id = app.ask("freeze_review", json!({"scope": days, "compare": "before", "note": null}));
    let of = |app: &App| app.ask("published_pack", json!({"review": id}));
    let before = of(&app);
    assert_eq!(before["sections"][0]["remarks"][0]["text"], "Three of four came back.");
    let kept = Pack::from_json(&serde_json::to_vec(&before).unwrap()).unwrap();
    assert_eq!(kept.sections.len(), 6);
    assert_eq!(kept.labels.title, kept.title);

    // What comes back after a day is no repeat any more.
    let store = app.store();
    let mut settings = store.settings().unwrap();
    settings.rules.repeat_window_hours = 24;
    app.ask("set_settings", json!({"settings": settings}));
    assert_eq!(of(&app), before);
    let now = app.ask("pack", json!({"scope": days, "content": PackContent::default()}));
    let cautions = now["cautions"].to_string();
    assert!(cautions.contains("Restated since the review was published"), "{cautions}");
    assert!(cautions.contains("First-contact resolution"), "{cautions}");
    assert_eq!(now["sections"][0]["remarks"], before["sections"][0]["remarks"]);
    assert_eq!(app.ask("published_pack", json!({"review": 999})), json!(null));
}

#[test]
fn a_chart_added_to_the_summary_stands_there_and_nowhere_else() {
    let app = App::with_sample();
    let days = scope("2026-06-22", "2026-06-28");
    let of = |added: &str| PackContent { added: vec![added.to_owned()], ..PackContent::default() };
    let pack = packed(&app, &days, &of("deflection-trend")).unwrap();
    let ids =
        |at: usize| -> Vec<&str> { pack.sections[at].charts.iter().map(|chart| &*chart.spec.id).collect() };
    assert_eq!(ids(0), ["deflection-trend"]);
    assert!(!ids(1).contains(&"deflection-trend"));
    // Of the same days as on its page.
    let page = app.ask(
        "page",
        json!({"name": "deflection", "scope": days, "compare": "before", "split": [], "count_as": null}),
    );
    let shown =
        page["charts"].as_array().unwrap().iter().find(|chart| chart["id"] == "deflection-trend").unwrap();
    assert_eq!(serde_json::to_value(&pack.sections[0].charts[0].spec).unwrap(), *shown);
    assert!(packed(&app, &days, &of("tickets-of-the-moon")).is_err());
}
