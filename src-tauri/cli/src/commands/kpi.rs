//! `smix kpi` and `smix kpis`.

use supportmix_core::calendar::Compared;
use supportmix_core::metrics::{
    Answer, Change, Cohort, Dimension, Direction, Evidence, Figure, KPIS, Kpi, Standing, Times, Unit, figures,
};
use supportmix_core::service::{ComparedAnswer, ComparedFigure, compared};

use crate::arguments::{Figures, Form, Listing};
use crate::output::{self, Cell, Column, count, money};
use crate::place::Place;
use crate::stop::Stop;

/// Fewer tickets than this have no rate, only a count of hits.
const NO_RATE_UNDER: f64 = 5.0;
/// Fewer tickets than this are few.
const FEW_UNDER: f64 = 30.0;

/// What is printed: figures, perhaps beside those of another period.
struct Printed {
    answer: Answer,
    compared: Option<ComparedAnswer>,
    currency: String,
}

/// Computes figures.
pub fn kpi(place: &Place, asked: &Figures) -> Result<(), Stop> {
    let view = match &asked.view {
        Some(name) => Some(place.store()?.view(name)?),
        None => None,
    };
    let printed = place.ask(|snapshot| {
        let mut query = super::query(snapshot, &asked.question, &asked.kpis, view.as_ref(), place.now())?;
        query.by.clone_from(&asked.by);
        let basis = super::basis(snapshot, &asked.question)?;
        let answer = figures(&snapshot.facts, &basis, &query)?;
        let compared =
            asked.compare.map(|with| compared(&snapshot.facts, &basis, &query, with)).transpose()?.flatten();
        Ok(Printed { answer, compared, currency: snapshot.settings.currency.clone() })
    })?;
    match (asked.format, &printed.compared) {
        (Form::Json, Some(compared)) => output::json(compared),
        (Form::Json, None) => output::json(&printed.answer),
        (Form::Csv, _) => printed.csv(&asked.by),
        (Form::Table, _) => printed.table(&asked.by),
    }
}

impl Printed {
    /// The figures, each with what it is compared with.
    fn rows(&self) -> Vec<(&Figure, Option<&ComparedFigure>)> {
        match &self.compared {
            Some(compared) => compared.rows.iter().map(|row| (&row.figure, Some(row))).collect(),
            None => self.answer.rows.iter().map(|figure| (figure, None)).collect(),
        }
    }

    fn csv(&self, by: &[Dimension]) -> Result<(), Stop> {
        let mut header = vec!["kpi"];
        header.extend(by.iter().map(|dimension| dimension.name()));
        header.extend(["value", "numerator", "denominator", "low", "high", "immature"]);
        if self.compared.is_some() {
            header.extend([
                "before",
                "difference",
                "difference_low",
                "difference_high",
                "is_change",
                "mix",
                "rate",
            ]);
        }
        output::csv(&header, self.rows().into_iter().map(|(figure, compared)| cells(figure, compared, by)))
    }

    fn table(&self, by: &[Dimension]) -> Result<(), Stop> {
        let rows = self.rows();
        let targets = rows.iter().any(|(figure, _)| figure.standing.is_some());
        let mut columns = vec![Column::text("figure")];
        columns.extend(by.iter().map(|dimension| Column::text(dimension.name())));
        columns.extend(["value", "of", "95 % interval", "maturing"].map(Column::numbers));
        if self.compared.is_some() {
            columns.extend(["before", "change"].map(Column::numbers));
        }
        if targets {
            columns.push(Column::text("target"));
        }
        let row = |(figure, compared): &(&Figure, Option<&ComparedFigure>)| {
            let mut cells = vec![figure.kpi.to_owned()];
            cells.extend(
                by.iter().map(|dimension| figure.group.get(*dimension).unwrap_or_default().to_owned()),
            );
            let unit = Kpi::from_name(figure.kpi).map_or(Unit::Count, |kpi| kpi.unit);
            cells.extend([self.value(figure, unit), of(figure, unit), interval(figure)]);
            cells.push(figure.immature.map(count).unwrap_or_default());
            if self.compared.is_some() {
                let before = compared.and_then(|row| row.before.as_ref());
                cells.push(before.map(|before| self.value(before, unit)).unwrap_or_default());
                let change = compared.and_then(|row| row.change.as_ref());
                cells.push(change.map(|change| self.change(change, unit)).unwrap_or_default());
            }
            if targets {
                cells.push(figure.standing.map(standing).unwrap_or_default().to_owned());
            }
            cells
        };
        output::table(&columns, &rows.iter().map(row).collect::<Vec<_>>())?;
        output::text(&self.notes())
    }

    fn notes(&self) -> String {
        let Answer { period, as_of, rows, preset, times, .. } = &self.answer;
        let as_of = as_of.map_or("no data".to_owned(), |time| format!("data as of {}", time.to_rfc3339()));
        let mut notes = format!("\n{} ({}), {as_of}", period.days, period.time_zone);
        if *preset != "neutral" {
            notes.push_str(&format!("\ncounted as {preset} does"));
        }
        let is_time =
            |figure: &Figure| Kpi::from_name(figure.kpi).is_some_and(|kpi| kpi.evidence == Evidence::Time);
        if *times == Times::BusinessHours && rows.iter().any(is_time) {
            notes.push_str("\ntimes are measured in business hours");
        }
        if let Some(ComparedAnswer { compared_with: Compared { period, until }, .. }) = &self.compared {
            notes.push_str(&format!("\nbeside {period}"));
            if let Some(until) = until {
                notes.push_str(&format!(", cut at the same point ({})", until.to_rfc3339()));
            }
            notes.push_str("; ~ is no clear change: its interval has 0 inside");
        }
        if rows.iter().any(is_few) {
            notes.push_str("\n* fewer than 30 tickets; with fewer than 5 only the count is shown");
        }
        if rows.iter().any(|figure| figure.value.is_none()) {
            notes.push_str("\n- no value, which is not 0");
        }
        notes
    }

    fn value(&self, figure: &Figure, unit: Unit) -> String {
        let Some(value) = figure.value else { return "-".to_owned() };
        match (unit, figure.numerator, figure.denominator) {
            (Unit::Proportion, Some(hits), Some(of)) if of < NO_RATE_UNDER => format!("{hits}/{of} *"),
            (Unit::Proportion, ..) => {
                format!("{:.1} %{}", value * 100.0, if is_few(figure) { " *" } else { "" })
            }
            _ => self.amount(value, unit),
        }
    }

    fn amount(&self, value: f64, unit: Unit) -> String {
        match unit {
            Unit::Proportion => format!("{:.1} %", value * 100.0),
            Unit::Money => format!("{} {}", money(value), self.currency),
            Unit::Minutes => format!("{} min", money(value)),
            Unit::Score => money(value),
            Unit::Count => count(value as u64),
        }
    }

    /// A difference with its sign, in points where it is one of rates.
    fn change(&self, change: &Change, unit: Unit) -> String {
        let Some(difference) = change.difference else { return String::new() };
        let sign = if difference < 0.0 { "-" } else { "+" };
        let size = match unit {
            Unit::Proportion => format!("{:.1} points", difference.abs() * 100.0),
            _ => self.amount(difference.abs(), unit),
        };
        let unclear = if change.low.is_some() && !change.is_change { "~ " } else { "" };
        let parts = change.parts.filter(|parts| parts.is_telling && change.is_change);
        let parts =
            parts.map(|parts| format!(" (mix {:+.1}, rate {:+.1})", parts.mix * 100.0, parts.rate * 100.0));
        format!("{unclear}{sign}{size}{}", parts.unwrap_or_default())
    }
}

fn cells<'a>(figure: &'a Figure, compared: Option<&'a ComparedFigure>, by: &[Dimension]) -> Vec<Cell<'a>> {
    let mut cells = vec![Cell::Text(figure.kpi)];
    cells.extend(by.iter().map(|dimension| Cell::text(figure.group.get(*dimension))));
    let numbers = [figure.value, figure.numerator, figure.denominator, figure.low, figure.high];
    cells.extend(numbers.map(Cell::number));
    cells.push(figure.immature.map_or(Cell::Empty, Cell::Count));
    if let Some(ComparedFigure { before, change, .. }) = compared {
        cells.push(Cell::number(before.as_ref().and_then(|before| before.value)));
        let of = |pick: fn(&Change) -> Option<f64>| Cell::number(change.as_ref().and_then(pick));
        cells.extend([of(|change| change.difference), of(|change| change.low), of(|change| change.high)]);
        cells.push(
            change.map_or(Cell::Empty, |change| Cell::Text(if change.is_change { "true" } else { "false" })),
        );
        cells.extend([of(|change| Some(change.parts?.mix)), of(|change| Some(change.parts?.rate))]);
    }
    cells
}

fn standing(standing: Standing) -> &'static str {
    match standing {
        Standing::OnTarget => "on target",
        Standing::OffTarget => "off target",
        Standing::Undecided => "undecided",
    }
}

/// Whether a proportion rests on few tickets.
fn is_few(figure: &Figure) -> bool {
    figure.low.is_some() && figure.denominator.is_some_and(|of| of < FEW_UNDER)
}

/// What stands above and below the line.
fn of(figure: &Figure, unit: Unit) -> String {
    let above = figure.numerator.map(|above| match unit {
        Unit::Money | Unit::Minutes | Unit::Score => money(above),
        // Tickets can count by half.
        _ if above.fract() > 0.0 => format!("{above:.1}"),
        _ => count(above as u64),
    });
    match (above, figure.denominator) {
        (Some(above), Some(below)) => format!("{above} / {}", count(below as u64)),
        (None, Some(below)) => format!("n {}", count(below as u64)),
        _ => String::new(),
    }
}

fn interval(figure: &Figure) -> String {
    match (figure.low, figure.high, figure.denominator) {
        (Some(low), Some(high), Some(of)) if of >= NO_RATE_UNDER => {
            format!("{:.1} to {:.1} %", low * 100.0, high * 100.0)
        }
        _ => String::new(),
    }
}

/// Lists the figures there are.
pub fn kpis(asked: &Listing) -> Result<(), Stop> {
    if asked.json {
        return output::json(&KPIS);
    }
    let columns = ["figure", "title", "better", "tickets", "formula"].map(Column::text);
    let row = |kpi: &&Kpi| {
        let better = match kpi.direction {
            Direction::Up => "up",
            Direction::Down => "down",
            Direction::Neutral => "",
        };
        let cohort = match kpi.cohort {
            Cohort::Created => "opened in the period",
            Cohort::Resolved if kpi.has_window() => "resolved in the period, mature",
            Cohort::Resolved => "resolved in the period",
            Cohort::PeriodEnd => "open at its end",
        };
        [kpi.name, kpi.title, better, cohort, kpi.formula].map(str::to_owned).to_vec()
    };
    output::table(&columns, &KPIS.iter().map(row).collect::<Vec<_>>())
}
