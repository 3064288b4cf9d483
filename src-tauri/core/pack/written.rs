//! Figures as a review writes them: the same rules for small numbers as on screen.

use super::{Cell, Column, Table};
use crate::chart::{ChartKind, ChartSpec, Format, NO_VALUE, is_uncertain, point_text};
use crate::language::{Language, Most, Told};
use crate::metrics::{Change, Contribution, Figure, Kpi, Unit, is_withheld};

/// Writes the figures of a review in its language and currency.
pub(crate) struct Writer<'a> {
    pub language: Language,
    pub currency: &'a str,
}

impl Writer<'_> {
    fn format(&self, unit: Unit) -> Format<'_> {
        Format::new(self.language, unit, self.currency)
    }

    /// A value by itself. Minutes are written as a person says them: from two hours on in hours, from two days on in days.
    fn value(&self, unit: Unit, value: f64) -> String {
        let length = |number: f64, in_days| {
            let sign = if number < 0.0 { "−" } else { "" };
            let written = format!("{sign}{}", self.language.numbers().grouped(number.abs(), 1));
            self.language.words().length(&written, in_days)
        };
        match (unit, value.abs()) {
            (Unit::Minutes, 2880.0..) => length(value / 1440.0, true),
            (Unit::Minutes, 120.0..) => length(value / 60.0, false),
            _ => self.format(unit).value(value),
        }
    }

    /// A value, or the dash that stands for none.
    pub(crate) fn value_or_dash(&self, unit: Unit, value: Option<f64>) -> String {
        value.map_or_else(|| NO_VALUE.to_owned(), |value| self.value(unit, value))
    }

    /// A number of tickets.
    pub(crate) fn count(&self, tickets: u64) -> String {
        self.format(Unit::Count).count(tickets as f64)
    }

    /// A figure in a table, its interval beside it.
    pub(crate) fn cell(&self, unit: Unit, figure: &Figure) -> Cell {
        let count = |value| self.format(unit).count(value);
        match (figure.value, figure.numerator, figure.denominator) {
            (_, Some(above), Some(below)) if is_withheld(unit, figure.denominator) && below > 0.0 => {
                Cell::Nothing { text: format!("{}/{}", count(above), count(below)) }
            }
            (Some(value), ..) => Cell::Number {
                value,
                unit,
                text: self.value(unit, value),
                beside: self.interval(unit, figure).unwrap_or_default(),
                is_faint: unit != Unit::Count && is_uncertain(figure),
            },
            _ => Cell::Nothing { text: NO_VALUE.to_owned() },
        }
    }

    /// How a figure changed, in a table; pale where that may be chance.
    pub(crate) fn change(&self, unit: Unit, change: Option<&Change>) -> Cell {
        let Some((change, difference)) = change.and_then(|change| Some((change, change.difference?))) else {
            return Cell::Nothing { text: NO_VALUE.to_owned() };
        };
        let ends = change.low.zip(change.high);
        let between = |(low, high)| {
            format!("{} … {}", self.format(unit).difference(low), self.format(unit).difference(high))
        };
        Cell::Number {
            value: difference,
            unit,
            text: self.difference(unit, difference),
            beside: ends.map(between).unwrap_or_default(),
            is_faint: ends.is_some() && !change.is_change,
        }
    }

    fn difference(&self, unit: Unit, difference: f64) -> String {
        match unit {
            Unit::Proportion => self.language.words().points(&self.format(unit).difference(difference)),
            Unit::Minutes if difference > 0.0 => format!("+{}", self.value(unit, difference)),
            Unit::Minutes => self.value(unit, difference),
            _ => self.format(unit).difference(difference),
        }
    }

    fn interval(&self, unit: Unit, figure: &Figure) -> Option<String> {
        let (low, high) = (figure.low?, figure.high?);
        (!is_withheld(unit, figure.denominator))
            .then(|| format!("{} – {}", self.value(unit, low), self.value(unit, high)))
    }

    /// A change, in a sentence; `None` where there is none to tell. `days`: those that it is of and those before, where
    /// they are others than the review's.
    pub(crate) fn sentence(
        &self,
        kpi: &Kpi,
        (figure, change): (&Figure, &Change),
        most: Option<&Contribution>,
        days: Option<[&str; 2]>,
    ) -> Option<String> {
        let (value, difference) = (figure.value?, change.difference?);
        let share = |share: f64| self.format(Unit::Proportion).value(share);
        let by = self.difference(kpi.unit, difference.abs());
        let (to, interval) = (self.value(kpi.unit, value), self.interval(kpi.unit, figure));
        let parts = change.parts.filter(|parts| parts.is_telling);
        let parts = parts.map(|parts| [parts.mix, parts.rate].map(|part| self.difference(kpi.unit, part)));
        let most = most.map(|most| match most.rate_before.zip(most.rate_after) {
            Some((before, after)) if most.rate.abs() > most.mix.abs() => {
                (&most.group, share(before), share(after), false)
            }
            _ => (&most.group, share(most.share_before), share(most.share_after), true),
        });
        Some(self.language.words().changed(&Told {
            title: kpi.title,
            rose: difference > 0.0,
            by: by.trim_start_matches('+'),
            to: &to,
            interval: interval.as_deref(),
            parts: parts.as_ref().map(|[mix, rate]| [mix.as_str(), rate]),
            most: most.as_ref().map(|(group, from, to, by_share)| Most {
                group,
                from,
                to,
                by_share: *by_share,
            }),
            days,
        }))
    }

    /// The numbers of a chart: of one series with its interval and tickets, of several each with its interval beside it.
    pub(crate) fn table(&self, spec: &ChartSpec) -> Table {
        let labels = self.language.words().labels();
        let column =
            |title: &str, is_numeric| Column { title: title.to_owned(), is_numeric, resolution_type: None };
        let text = |text: &str| Cell::Text { text: text.to_owned() };
        let number = |unit: Unit, value: Option<f64>| match value.filter(|value| value.is_finite()) {
            Some(value) => Cell::Number {
                value,
                unit,
                text: self.value(unit, value),
                beside: String::new(),
                is_faint: false,
            },
            None => Cell::Nothing { text: NO_VALUE.to_owned() },
        };
        let one = spec.series.len() == 1;
        let has_interval =
            spec.series.iter().flat_map(|series| &series.points).any(|point| point.interval().is_some());
        let has_tickets =
            spec.series.iter().flat_map(|series| &series.points).any(|point| point.denominator.is_some());
        let mut columns = vec![column("", false)];
        columns.extend(spec.series.iter().map(|series| Column {
            title: series.name.clone(),
            is_numeric: true,
            resolution_type: series.resolution_type,
        }));
        if one && has_interval {
            columns.extend([column(labels.low, true), column(labels.high, true)]);
        }
        let map = spec.map.as_ref().filter(|_| spec.kind == ChartKind::Map);
        // A map's series are of the same tickets.
        let has_tickets = has_tickets && (one || map.is_some());
        if has_tickets {
            columns.push(column(labels.n, true));
        }
        if let Some(map) = map {
            columns.extend([column(self.language.words().class(), false), column(&map.mark, false)]);
        }
        if spec.alarms().next().is_some() {
            columns.push(column(self.language.words().alarm(), false));
        }
        let row = |(at, category): (usize, &String)| -> Vec<Cell> {
            let mut cells = vec![text(category)];
            for series in &spec.series {
                let point = series.point(at);
                let beside = point.interval().filter(|_| !one).map(|(low, high)| {
                    format!("{} – {}", self.format(spec.unit).value(low), self.format(spec.unit).value(high))
                });
                cells.push(match point.shown() {
                    Some(value) => Cell::Number {
                        value,
                        unit: spec.unit,
                        text: point_text(spec, &point),
                        beside: beside.unwrap_or_default(),
                        is_faint: point.faint,
                    },
                    None => Cell::Nothing { text: point_text(spec, &point) },
                });
                if one && has_interval {
                    let ends = point.interval();
                    cells.push(number(spec.unit, ends.map(|(low, _)| low)));
                    cells.push(number(spec.unit, ends.map(|(_, high)| high)));
                }
            }
            if has_tickets {
                let tickets = spec.series.iter().find_map(|series| series.point(at).denominator);
                cells.push(number(Unit::Count, tickets));
            }
            if let Some(map) = map {
                cells.push(text(map.class(at).unwrap_or_default()));
                cells.push(text(if map.is_marked(at) { &map.mark } else { "" }));
            }
            if spec.alarms().next().is_some() {
                let alarms = spec.alarms().filter(|alarm| alarm.category == at);
                cells.push(text(&alarms.map(|alarm| alarm.label.as_str()).collect::<Vec<_>>().join("; ")));
            }
            cells
        };
        Table {
            title: spec.title.clone(),
            columns,
            rows: spec.categories.iter().enumerate().map(row).collect(),
            notes: spec.notes.clone(),
        }
    }
}
