//! A page for a browser: one file that asks for nothing, in light and dark, that prints.
//!
//! It has no script. Charts are drawn as pictures in the page, and what is pointed at in them says its numbers in the way
//! that browsers show titles.

mod figure;
mod table;
mod tips;

use std::fmt::Write as _;

use supportmix_core::chart::{Palette, Theme, escaped, palette};
use supportmix_core::pack::{Fact, Pack, Section, Term};

use crate::ReportError;

/// What a page may do: show what is in it.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/// Writes a pack as one HTML page, complete in itself. It is well-formed XML, too.
///
/// # Errors
/// A chart cannot be drawn.
pub fn html(pack: &Pack) -> Result<String, ReportError> {
    let mut page = String::new();
    let _ = write!(
        page,
        "<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\"/>\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\"/>\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n\
         <meta name=\"color-scheme\" content=\"light dark\"/>\n\
         <title>{} · {}</title>\n<style>\n{}{}</style>\n</head>\n<body>\n",
        pack.language.code(),
        escaped(&pack.title),
        escaped(&pack.days),
        colours(),
        include_str!("style.css"),
    );
    head(&mut page, pack);
    contents(&mut page, pack);
    page.push_str("<main>\n");
    for (place, section) in pack.sections.iter().enumerate() {
        self::section(&mut page, section, place, pack)?;
    }
    if !pack.glossary.is_empty() {
        let _ = writeln!(page, "<section>\n<h2 id=\"glossary\">{}</h2>", escaped(pack.labels.glossary));
        for term in &pack.glossary {
            self::term(&mut page, term, pack);
        }
        page.push_str("</section>\n");
    }
    let _ = write!(page, "</main>\n<footer>{}</footer>\n</body>\n</html>\n", escaped(&pack.footer));
    Ok(page)
}

/// The colours of the charts, for the page around them. Paper is light.
fn colours() -> String {
    let variables = |palette: Palette| {
        let pale = palette.heat.first().copied().unwrap_or(palette.grid);
        let named = [
            ("ground", palette.background),
            ("text", palette.text),
            ("muted", palette.muted),
            ("grid", palette.grid),
            ("axis", palette.axis),
            ("pale", pale),
            ("ai-only", palette.ai_only),
            ("hybrid", palette.hybrid),
            ("human-only", palette.human_only),
            ("no-touch", palette.no_touch),
            ("unresolved", palette.unresolved),
        ];
        named.map(|(name, color)| format!("--{name}: {color};")).join(" ")
    };
    format!(
        ":root {{ {} }}\n@media screen and (prefers-color-scheme: dark) {{ :root {{ {} }} }}\n",
        variables(palette(Theme::Light)),
        variables(palette(Theme::Dark))
    )
}

/// What it is, of what, and what to know before quoting it.
fn head(page: &mut String, pack: &Pack) {
    let _ = writeln!(
        page,
        "<header>\n<h1>{}</h1>\n<p class=\"days\">{}</p>",
        escaped(&pack.title),
        escaped(&pack.days)
    );
    facts(page, &pack.stamp);
    if pack.is_empty() {
        let _ = writeln!(page, "<p>{}</p>", escaped(pack.labels.no_data));
    }
    page.push_str("</header>\n");
    if !pack.cautions.is_empty() {
        let _ = writeln!(page, "<section class=\"cautions\">\n<h2>{}</h2>", escaped(pack.labels.cautions));
        list(page, &pack.cautions);
        page.push_str("</section>\n");
    }
}

fn contents(page: &mut String, pack: &Pack) {
    let heading = escaped(pack.labels.contents);
    let _ = writeln!(page, "<nav aria-label=\"{heading}\">\n<h2>{heading}</h2>\n<ol>");
    for (place, section) in pack.sections.iter().enumerate() {
        let _ = write!(page, "<li><a href=\"#{}\">{}</a>", anchor(place), escaped(&section.title));
        if !section.charts.is_empty() {
            page.push_str("\n<ol>\n");
            for (chart, drawn) in section.charts.iter().enumerate() {
                let (id, title) = (chart_anchor(place, chart), escaped(&drawn.spec.title));
                let _ = writeln!(page, "<li><a href=\"#{id}\">{title}</a></li>");
            }
            page.push_str("</ol>\n");
        }
        page.push_str("</li>\n");
    }
    if !pack.glossary.is_empty() {
        let _ = writeln!(page, "<li><a href=\"#glossary\">{}</a></li>", escaped(pack.labels.glossary));
    }
    page.push_str("</ol>\n</nav>\n");
}

fn section(page: &mut String, section: &Section, place: usize, pack: &Pack) -> Result<(), ReportError> {
    let labels = &pack.labels;
    let _ = writeln!(page, "<section>\n<h2 id=\"{}\">{}</h2>", anchor(place), escaped(&section.title));
    table::write(page, &section.scorecard, section.scorecard.title == section.title);
    if !section.sentences.is_empty() {
        let _ = writeln!(page, "<h3>{}</h3>", escaped(labels.what_changed));
        list(page, &section.sentences);
    }
    if !section.remarks.is_empty() {
        let _ = writeln!(page, "<h3>{}</h3>", escaped(labels.remarks));
        facts(page, &section.remarks);
    }
    for (chart, drawn) in section.charts.iter().enumerate() {
        figure::write(page, drawn, &chart_anchor(place, chart), labels)?;
    }
    for list in &section.tables {
        let _ = writeln!(page, "<h3>{}</h3>", escaped(&list.title));
        table::write(page, list, true);
    }
    page.push_str("</section>\n");
    Ok(())
}

/// A section's anchor. Numbers, as names could hold anything.
fn anchor(place: usize) -> String {
    format!("section-{}", place + 1)
}

fn chart_anchor(section: usize, chart: usize) -> String {
    format!("chart-{}-{}", section + 1, chart + 1)
}

fn list(page: &mut String, texts: &[String]) {
    page.push_str("<ul>\n");
    for text in texts {
        let _ = writeln!(page, "<li>{}</li>", escaped(text));
    }
    page.push_str("</ul>\n");
}

fn facts(page: &mut String, facts: &[Fact]) {
    if facts.is_empty() {
        return;
    }
    page.push_str("<dl class=\"facts\">\n");
    for Fact { label, text } in facts {
        let _ = writeln!(page, "<dt>{}</dt><dd>{}</dd>", escaped(label), escaped(text));
    }
    page.push_str("</dl>\n");
}

fn term(page: &mut String, term: &Term, pack: &Pack) {
    let labels = &pack.labels;
    let _ =
        writeln!(page, "<div class=\"term\">\n<h3>{}</h3>\n<dl class=\"meanings\">", escaped(&term.title));
    let parts = [
        (labels.definition, &term.formula),
        (labels.counted, &term.counted),
        (labels.no_value, &term.no_value),
        (labels.source, &term.source),
    ];
    for (label, text) in parts.into_iter().filter(|(_, text)| !text.trim().is_empty()) {
        let _ = writeln!(page, "<dt>{}</dt><dd>{}</dd>", escaped(label), escaped(text));
    }
    page.push_str("</dl>\n</div>\n");
}
