//! What tests look for in what was written, and packs that are hard to write.

use supportmix_core::pack::{Cell, Pack, Table};

/// Names that somebody could give a query type to do harm, or by accident.
pub const HOSTILE: [&str; 6] = [
    "<script>alert(1)</script>",
    "=HYPERLINK(\"http://example.com\",\"a\")",
    "+1 | 2 || 3",
    "\"quoted\" & 'single' <b>",
    "@SUM(A1) `code` *bold* [a](http://example.com)",
    "line\nbreak\u{7}",
];

/// All tables of a pack.
pub fn tables(pack: &Pack) -> impl Iterator<Item = &Table> {
    pack.sections.iter().flat_map(|section| {
        section.charts.iter().map(|chart| &chart.table).chain([&section.scorecard]).chain(&section.tables)
    })
}

/// All that a pack's tables say, as it is written.
pub fn written(pack: &Pack) -> impl Iterator<Item = &str> {
    tables(pack).flat_map(|table| table.rows.iter().flatten()).flat_map(|cell| match cell {
        Cell::Text { text } | Cell::Nothing { text } => [text.as_str(), ""],
        Cell::Number { text, beside, .. } => [text.as_str(), beside.as_str()],
    })
}

/// The pack, with hostile names wherever names can be anything.
pub fn hostile(mut pack: Pack) -> Pack {
    let name = |place: usize| format!("{} {place}", HOSTILE[place % HOSTILE.len()]);
    for (at, section) in pack.sections.iter_mut().enumerate() {
        section.title = name(at);
        for list in &mut section.tables {
            list.title = name(at);
            for (place, row) in list.rows.iter_mut().enumerate() {
                row[0] = Cell::Text { text: name(place) };
            }
        }
        section.sentences.push(name(at));
        for remark in &mut section.remarks {
            remark.text = name(at);
        }
        for (at, chart) in section.charts.iter_mut().enumerate() {
            chart.headline = name(at);
            chart.spec.title = name(at);
            for (place, category) in chart.spec.categories.iter_mut().enumerate() {
                *category = name(place);
                chart.table.rows[place][0] = Cell::Text { text: name(place) };
            }
            for (place, series) in chart.spec.series.iter_mut().enumerate() {
                series.name = name(place);
                chart.table.columns[place + 1].title = name(place);
            }
        }
    }
    pack.footer = name(0);
    pack
}
