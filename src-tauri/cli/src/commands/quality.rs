//! `smix quality`.

use supportmix_core::metrics::{Quality, SourceQuality, Support, SupportLevel};

use crate::arguments::{Form, Quality as Asked};
use crate::output::{self, Cell, Column, count};
use crate::place::Place;
use crate::stop::Stop;

/// Says how good the data is, and which figures it can carry.
pub fn quality(place: &Place, asked: &Asked) -> Result<(), Stop> {
    let quality = place.ask(|snapshot| Ok(snapshot.quality()?.clone()))?;
    match asked.format {
        Form::Json => output::json(&quality),
        Form::Csv => csv(&quality),
        Form::Table => table(&quality),
    }
}

fn parts(quality: &Quality) -> impl Iterator<Item = &SourceQuality> {
    std::iter::once(&quality.whole).chain(&quality.sources)
}

fn csv(quality: &Quality) -> Result<(), Stop> {
    let header = ["source", "part", "name", "asked", "known", "share", "level", "missing"];
    let missing: Vec<String> = quality.kpis.iter().map(names).collect();
    let mut rows: Vec<[Cell<'_>; 8]> = Vec::new();
    for part in parts(quality) {
        let source = || Cell::text(part.source.as_deref());
        let mut add = |kind, name, asked, known, share| {
            let [kind, name] = [kind, name].map(Cell::Text);
            rows.push([source(), kind, name, asked, known, Cell::number(share), Cell::Empty, Cell::Empty]);
        };
        let tickets = || Cell::Count(part.tickets);
        add("score", "score", tickets(), Cell::Empty, part.score.map(|score| score / 100.0));
        for known in &part.inputs {
            let counts = (Cell::Count(known.asked), Cell::Count(known.known));
            add("input", known.input.name, counts.0, counts.1, known.share);
        }
        for one in &part.contradictions {
            add("contradiction", one.kind.name(), tickets(), Cell::Count(one.tickets), None);
        }
        for one in &part.excluded {
            add("excluded", one.reason.word(), Cell::Empty, Cell::Count(one.tickets), None);
        }
    }
    for (support, missing) in quality.kpis.iter().zip(&missing) {
        let [kind, name, level, missing] =
            ["kpi", support.kpi, level(support.level), missing].map(Cell::Text);
        let share = Cell::number(support.known);
        rows.push([Cell::Empty, kind, name, Cell::Empty, Cell::Empty, share, level, missing]);
    }
    output::csv(&header, rows)
}

fn names(support: &Support) -> String {
    support.missing.iter().map(|missing| missing.input.name).collect::<Vec<_>>().join(" ")
}

fn table(quality: &Quality) -> Result<(), Stop> {
    let whole = &quality.whole;
    let percent =
        |share: Option<f64>| share.map_or("-".to_owned(), |share| format!("{:.1} %", share * 100.0));
    let mut columns = vec![Column::text("what is known")];
    columns.extend(parts(quality).map(|part| Column::numbers(part.source.as_deref().unwrap_or("all"))));
    columns.push(Column::text("of"));
    let row = |first: &str, cell: &dyn Fn(&SourceQuality) -> String, last: &str| {
        let mut row = vec![first.to_owned()];
        row.extend(parts(quality).map(cell));
        row.push(last.to_owned());
        row
    };
    let mut rows = vec![
        row("score, of 100", &|part| part.score.map_or("-".to_owned(), |score| format!("{score:.0}")), ""),
        row("tickets", &|part| count(part.tickets), ""),
    ];
    for (at, known) in whole.inputs.iter().enumerate() {
        let title = format!("{}{}", known.input.title, if known.input.important { " *" } else { "" });
        let share = |part: &SourceQuality| percent(part.inputs.get(at).and_then(|known| known.share));
        rows.push(row(&title, &share, known.input.among.text()));
    }
    for one in &whole.contradictions {
        let tickets = |part: &SourceQuality| {
            let found = part.contradictions.iter().find(|other| other.kind == one.kind);
            count(found.map_or(0, |found| found.tickets))
        };
        rows.push(row(one.kind.text(), &tickets, "tickets that contradict themselves"));
    }
    for one in &whole.excluded {
        let tickets = |part: &SourceQuality| {
            let found = part.excluded.iter().find(|other| other.reason == one.reason);
            count(found.map_or(0, |found| found.tickets))
        };
        rows.push(row(one.reason.word(), &tickets, "tickets that count in no figure"));
    }
    output::table(&columns, &rows)?;
    output::text("\n* counts in the score\n")?;
    let columns = [
        Column::text("figure"),
        Column::text("supported"),
        Column::numbers("known"),
        Column::text("missing"),
    ];
    let rows = quality.kpis.iter().map(|support| {
        vec![
            support.kpi.to_owned(),
            level(support.level).replace('_', " "),
            percent(support.known),
            names(support),
        ]
    });
    output::table(&columns, &rows.collect::<Vec<_>>())
}

fn level(level: SupportLevel) -> &'static str {
    match level {
        SupportLevel::Supported => "supported",
        SupportLevel::InPart => "in_part",
        SupportLevel::NotSupported => "not_supported",
        SupportLevel::NoTickets => "no_tickets",
    }
}
