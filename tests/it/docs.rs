//! The user guide says what the program does: every field, format, figure, chart and cost is in it, in the same words.
#![allow(clippy::panic, reason = "a test that cannot go on has failed")]

use supportmix_core::chart::{SPECIAL, subject};
use supportmix_core::connect::{KINDS, REDIRECT_PORT, redirect_url};
use supportmix_core::cost::CostKind;
use supportmix_core::import::{Mapping, formats};
use supportmix_core::metrics::{Cohort, Dimension, INPUTS, KPIS};
use supportmix_core::model::{Field, Kind, ResolutionType};

fn guide(name: &str) -> String {
    let path = format!("{}/docs/{name}", env!("CARGO_MANIFEST_DIR"));
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// The cells of the table row that begins with one of these.
fn row<'a>(guide: &'a str, first: &str) -> Vec<&'a str> {
    let begins = format!("| {first} |");
    let line = guide.lines().find(|line| line.starts_with(&begins));
    let line = line.unwrap_or_else(|| panic!("no row {first:?}"));
    line.trim_matches('|').split('|').map(str::trim).collect()
}

#[test]
fn importing_lists_every_field_as_it_is() {
    let guide = guide("importing.md");
    for field in Field::ALL {
        let cells = row(&guide, &format!("`{}`", field.name()));
        let kind = match field.kind() {
            Kind::Text => "text".to_owned(),
            Kind::List => "list".to_owned(),
            Kind::Time => "time".to_owned(),
            Kind::Flag => "`true` `false`".to_owned(),
            Kind::Count => "whole number".to_owned(),
            Kind::Number { .. } => "number".to_owned(),
            Kind::Choice(words) => words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(" "),
        };
        assert_eq!(cells[1..], [kind.as_str(), field.meaning()], "{}", field.name());
    }
}

#[test]
fn importing_lists_every_format() {
    let guide = guide("importing.md");
    for format in formats() {
        assert!(row(&guide, &format!("`{}`", format.id))[1].len() > 20, "{}", format.id);
    }
}

#[test]
fn the_redirect_url_is_named_as_it_is() {
    assert!(guide("connectors.md").contains(&format!("`{}`", redirect_url(REDIRECT_PORT))));
    assert!(guide("command-line.md").contains(&format!("else {REDIRECT_PORT}.")));
}

#[test]
fn connectors_lists_every_kind_with_what_opens_it() {
    let guide = guide("connectors.md");
    let plain = |text: &str| text.replace(['`', '*'], "").to_lowercase();
    for kind in KINDS {
        let cells = row(&guide, &format!("`{}`", kind.name));
        assert_eq!(cells[1], kind.title, "{}", kind.name);
        assert_eq!(plain(cells[2]), plain(kind.address), "{}", kind.name);
        let secret = kind.secret.split(['(', ';', ',']).next().unwrap_or_default().trim();
        assert!(plain(cells[4]).contains(&plain(secret)), "{}: {secret}", kind.name);
        assert!(guide.contains(&format!("**{}", kind.title.trim_end_matches(" 5"))), "{}", kind.name);
    }
}

#[test]
fn the_mapping_shown_is_a_mapping() {
    let guide = guide("importing.md");
    let (_, from) = guide.split_once("\n    {\n").unwrap();
    let (body, _) = from.split_once("\n    }\n").unwrap();
    let mapping = Mapping::from_json(&format!("{{{body}}}")).unwrap();
    assert_eq!(mapping.columns.len(), 5);
}

#[test]
fn figures_lists_every_kpi_in_its_own_words() {
    let guide = guide("figures.md");
    for kpi in KPIS {
        let cohort = match kpi.cohort {
            Cohort::Created => "created",
            Cohort::Resolved => "resolved",
            Cohort::PeriodEnd => "at the period's end",
        };
        let name = format!("`{}`", kpi.name);
        assert_eq!(row(&guide, kpi.title), [kpi.title, name.as_str(), kpi.formula, cohort]);
    }
    for dimension in Dimension::ALL {
        assert!(guide.contains(&format!("`{}`", dimension.name())), "{}", dimension.name());
    }
    for kind in ResolutionType::ALL {
        assert!(guide.contains(&format!("`{}`: ", kind.word())), "{}", kind.word());
    }
}

#[test]
fn data_quality_lists_every_input_in_its_own_words() {
    let guide = guide("data-quality.md");
    let of_kpis = KPIS.iter().flat_map(|kpi| kpi.needs.iter().chain(kpi.helped_by));
    for input in INPUTS.iter().chain(of_kpis) {
        let name = format!("`{}`", input.name);
        let score = if input.important { "counts" } else { "" };
        let expected = [input.title, name.as_str(), input.among.text(), score, input.how];
        assert_eq!(row(&guide, input.title), expected);
    }
}

#[test]
fn charts_lists_every_chart() {
    let guide = guide("charts.md");
    for kpi in KPIS {
        assert_eq!(row(&guide, &format!("`{}`", subject(kpi)))[1], kpi.title);
    }
    for (name, title, ..) in SPECIAL {
        assert_eq!(row(&guide, &format!("`{name}`"))[1], *title);
    }
    for dimension in Dimension::ALL {
        assert!(guide.contains(&format!("`{}`", dimension.name().replace('_', "-"))), "{}", dimension.name());
    }
}

#[test]
fn costs_lists_every_kind() {
    let guide = guide("costs.md");
    for kind in CostKind::ALL {
        assert_eq!(row(&guide, &format!("`{}`", kind.name())).len(), 3);
    }
}

#[test]
fn the_index_reaches_every_page() {
    let index = guide("README.md");
    for page in std::fs::read_dir(format!("{}/docs", env!("CARGO_MANIFEST_DIR"))).unwrap() {
        let name = page.unwrap().file_name().into_string().unwrap();
        if name.ends_with(".md") && name != "README.md" {
            assert!(index.contains(&format!("]({name})")), "{name}");
        }
    }
}
