//! Markdown as GitHub reads it, and as people can read it as it is: tables are aligned, a chart is its headline, its
//! numbers and its evidence.

use supportmix_core::pack::{Cell, Fact, Pack, PackChart, Section, Table, Term};

/// Writes a pack as GitHub-flavoured Markdown.
pub fn markdown(pack: &Pack) -> String {
    let labels = &pack.labels;
    let mut page = Page::default();
    page.block(format!("# {}", inline(&pack.title)));
    page.block(format!("**{}**", inline(&pack.days)));
    page.facts(&pack.stamp);
    if pack.is_empty() {
        page.block(escaped(labels.no_data));
    }
    if !pack.cautions.is_empty() {
        page.block(format!("## {}", inline(labels.cautions)));
        page.list(&pack.cautions);
    }
    for section in &pack.sections {
        page.section(section, pack);
    }
    if !pack.glossary.is_empty() {
        page.block(format!("## {}", inline(labels.glossary)));
        for term in &pack.glossary {
            page.term(term, pack);
        }
    }
    page.block("---".to_owned());
    page.block(escaped(&pack.footer));
    page.0
}

/// Blocks with a line between them.
#[derive(Default)]
struct Page(String);

impl Page {
    fn block(&mut self, text: String) {
        if text.trim().is_empty() {
            return;
        }
        if !self.0.is_empty() {
            self.0.push('\n');
        }
        self.0.push_str(&text);
        self.0.push('\n');
    }

    fn list(&mut self, texts: &[String]) {
        let items: Vec<String> = texts.iter().map(|text| format!("- {}", escaped(text))).collect();
        self.block(items.join("\n"));
    }

    fn facts(&mut self, facts: &[Fact]) {
        let fact = |fact: &Fact| format!("- **{}**: {}", inline(&fact.label), inline(&fact.text));
        self.block(facts.iter().map(fact).collect::<Vec<_>>().join("\n"));
    }

    fn section(&mut self, section: &Section, pack: &Pack) {
        self.block(format!("## {}", inline(&section.title)));
        self.table(&section.scorecard);
        if !section.sentences.is_empty() {
            self.block(format!("### {}", inline(pack.labels.what_changed)));
            self.list(&section.sentences);
        }
        if !section.remarks.is_empty() {
            self.block(format!("### {}", inline(pack.labels.remarks)));
            self.facts(&section.remarks);
        }
        for chart in &section.charts {
            self.chart(chart);
        }
        for list in &section.tables {
            self.block(format!("### {}", inline(&list.title)));
            self.table(list);
        }
    }

    fn chart(&mut self, chart: &PackChart) {
        self.block(format!("### {}", inline(&chart.headline)));
        self.block(format!("**{}**", inline(&chart.spec.title)));
        if chart.table.rows.is_empty() {
            self.block(escaped(&chart.spec.empty));
        }
        self.table(&chart.table);
        self.block(escaped(&chart.evidence));
        let further: Vec<&String> =
            chart.spec.notes.iter().filter(|note| !chart.table.notes.contains(note)).collect();
        for note in further {
            self.block(escaped(note));
        }
    }

    fn table(&mut self, table: &Table) {
        if !table.rows.is_empty() {
            self.block(aligned(table));
        }
        for note in &table.notes {
            self.block(escaped(note));
        }
    }

    fn term(&mut self, term: &Term, pack: &Pack) {
        let labels = &pack.labels;
        self.block(format!("### {}", inline(&term.title)));
        let parts = [
            (labels.definition, &term.formula),
            (labels.counted, &term.counted),
            (labels.no_value, &term.no_value),
            (labels.source, &term.source),
        ];
        let parts = parts.into_iter().filter(|(_, text)| !text.trim().is_empty());
        let facts: Vec<Fact> =
            parts.map(|(label, text)| Fact { label: label.to_owned(), text: text.clone() }).collect();
        self.facts(&facts);
    }
}

/// A table whose columns stand below each other in the source, too.
fn aligned(table: &Table) -> String {
    let titles = table.columns.iter().map(|column| inline(&column.title)).collect();
    let mut rows: Vec<Vec<String>> = vec![titles];
    rows.extend(table.rows.iter().map(|row| row.iter().map(cell).collect()));
    let length = |text: &String| text.chars().count();
    let width =
        |place: usize| rows.iter().filter_map(|row| row.get(place)).map(length).max().unwrap_or(0).max(3);
    let widths: Vec<usize> = (0..table.columns.len()).map(width).collect();
    let line = |row: &Vec<String>| {
        let cell = |((text, width), column): ((&String, &usize), &supportmix_core::pack::Column)| {
            let room = " ".repeat(width.saturating_sub(length(text)));
            if column.is_numeric { format!("{room}{text}") } else { format!("{text}{room}") }
        };
        let cells = row.iter().zip(&widths).zip(&table.columns).map(cell);
        format!("| {} |", cells.collect::<Vec<_>>().join(" | "))
    };
    let rule = table.columns.iter().zip(&widths).map(|(column, width)| match column.is_numeric {
        true => format!("{}:", "-".repeat(width - 1)),
        false => "-".repeat(*width),
    });
    let rule = format!("| {} |", rule.collect::<Vec<_>>().join(" | "));
    let mut lines: Vec<String> = rows.iter().map(line).collect();
    lines.insert(1, rule);
    lines.join("\n")
}

fn cell(cell: &Cell) -> String {
    match cell {
        Cell::Number { text, beside, .. } if !beside.is_empty() => {
            format!("{} ({})", inline(text), inline(beside))
        }
        Cell::Text { text } | Cell::Number { text, .. } | Cell::Nothing { text } => inline(text),
    }
}

/// A text on one line in which nothing is markup: no tag, no link, no table's border, no formula.
fn inline(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.trim().chars() {
        match letter {
            '\n' | '\r' | '\t' => escaped.push(' '),
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '~' | '$' | '&' => {
                escaped.extend(['\\', letter])
            }
            letter if letter.is_control() => {}
            letter => escaped.push(letter),
        }
    }
    escaped
}

/// The same, where it begins a line: there is no list, no heading and no rule, either.
fn escaped(text: &str) -> String {
    let text = inline(text);
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let ends = |rest: &str| rest.is_empty() || rest.starts_with(' ');
    let (number, rest) = text.split_at(digits);
    let is_item = digits > 0 && rest.starts_with(['.', ')']) && ends(&rest[1..]);
    if is_item || digits == 0 && rest.starts_with(['#', '+', '-', '=']) {
        return format!("{number}\\{rest}");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::escaped;

    #[test]
    fn no_text_is_markup() {
        for (text, expected) in [
            ("AI only", "AI only"),
            ("a|b", "a\\|b"),
            ("<script>", "\\<script\\>"),
            ("=HYPERLINK(\"x\")", "\\=HYPERLINK(\"x\")"),
            ("[a](b)", "\\[a\\](b)"),
            ("- a", "\\- a"),
            ("1. a", "1\\. a"),
            ("12.5%", "12.5%"),
            ("61,2\u{a0}%", "61,2\u{a0}%"),
            ("€12.22", "€12.22"),
            ("$12 and $13", "\\$12 and \\$13"),
            ("a\n# b", "a # b"),
            ("&lt;", "\\&lt;"),
        ] {
            assert_eq!(escaped(text), expected);
        }
    }
}
