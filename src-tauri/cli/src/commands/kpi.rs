//! `smix kpi`.

use supportmix_core::metrics::{Answer, Dimension, Figure, KPIS, Kpi, Query, Unit, figures};

use crate::arguments::{Figures, Form};
use crate::output::{self, Cell, Column, count, money};
use crate::place::Place;
use crate::stop::Stop;

/// Fewer tickets than this have no rate, only a count of hits.
const NO_RATE_UNDER: f64 = 5.0;
/// Fewer tickets than this are few.
const FEW_UNDER: f64 = 30.0;

/// Computes figures.
pub fn kpi(place: &Place, asked: &Figures) -> Result<(), Stop> {
    let query = Query {
        kpis: if asked.kpis.is_empty() { KPIS.to_vec() } else { asked.kpis.clone() },
        by: asked.by.clone(),
        ..super::query(&asked.scope)?
    };
    let snapshot = place.workspace()?.snapshot()?;
    let answer = figures(&snapshot.facts, &super::basis(&snapshot, &asked.scope)?, &query)?;
    match asked.format {
        Form::Json => output::json(&answer),
        Form::Csv => csv(&answer, &query.by),
        Form::Table => table(&answer, &query.by, &snapshot.settings.currency),
    }
}

fn csv(answer: &Answer, by: &[Dimension]) -> Result<(), Stop> {
    let mut header = vec!["kpi"];
    header.extend(by.iter().map(|dimension| dimension.name()));
    header.extend(["value", "numerator", "denominator", "low", "high", "immature"]);
    output::csv(&header, answer.rows.iter().map(|figure| cells(figure, by)))
}

fn cells<'a>(figure: &'a Figure, by: &[Dimension]) -> Vec<Cell<'a>> {
    let mut cells = vec![Cell::Text(figure.kpi)];
    cells.extend(by.iter().map(|dimension| Cell::text(figure.group.get(*dimension))));
    let numbers = [figure.value, figure.numerator, figure.denominator, figure.low, figure.high];
    cells.extend(numbers.map(Cell::number));
    cells.push(figure.immature.map_or(Cell::Empty, Cell::Count));
    cells
}

fn table(answer: &Answer, by: &[Dimension], currency: &str) -> Result<(), Stop> {
    let mut columns = vec![Column::text("figure")];
    columns.extend(by.iter().map(|dimension| Column::text(dimension.name())));
    columns.extend(["value", "of", "95 % interval", "maturing"].map(Column::numbers));
    let row = |figure: &Figure| {
        let mut cells = vec![figure.kpi.to_owned()];
        cells.extend(by.iter().map(|dimension| figure.group.get(*dimension).unwrap_or_default().to_owned()));
        let unit = Kpi::from_name(figure.kpi).map_or(Unit::Count, |kpi| kpi.unit);
        cells.extend([value(figure, unit, currency), of(figure, unit), interval(figure)]);
        cells.push(figure.immature.map(count).unwrap_or_default());
        cells
    };
    let rows: Vec<Vec<String>> = answer.rows.iter().map(row).collect();
    output::table(&columns, &rows)?;
    let as_of = answer.as_of.map_or("no data".to_owned(), |time| format!("data as of {}", time.to_rfc3339()));
    let mut notes = format!("\n{} ({}), {as_of}", answer.period.days, answer.period.time_zone);
    if answer.rows.iter().any(is_few) {
        notes.push_str("\n* fewer than 30 tickets; with fewer than 5 only the count is shown");
    }
    if answer.rows.iter().any(|figure| figure.value.is_none()) {
        notes.push_str("\n- no value, which is not 0");
    }
    output::text(&notes)
}

/// Whether a proportion rests on few tickets.
fn is_few(figure: &Figure) -> bool {
    figure.low.is_some() && figure.denominator.is_some_and(|of| of < FEW_UNDER)
}

fn value(figure: &Figure, unit: Unit, currency: &str) -> String {
    let Some(value) = figure.value else { return "-".to_owned() };
    match (unit, figure.numerator, figure.denominator) {
        (Unit::Proportion, Some(hits), Some(of)) if of < NO_RATE_UNDER => format!("{hits}/{of} *"),
        (Unit::Proportion, ..) => format!("{:.1} %{}", value * 100.0, if is_few(figure) { " *" } else { "" }),
        (Unit::Money, ..) => format!("{} {currency}", money(value)),
        (Unit::Count, ..) => count(value as u64),
    }
}

/// What stands above and below the line.
fn of(figure: &Figure, unit: Unit) -> String {
    let (Some(above), Some(below)) = (figure.numerator, figure.denominator) else { return String::new() };
    let above = if unit == Unit::Money { money(above) } else { count(above as u64) };
    format!("{above} / {}", count(below as u64))
}

fn interval(figure: &Figure) -> String {
    match (figure.low, figure.high, figure.denominator) {
        (Some(low), Some(high), Some(of)) if of >= NO_RATE_UNDER => {
            format!("{:.1} to {:.1} %", low * 100.0, high * 100.0)
        }
        _ => String::new(),
    }
}
