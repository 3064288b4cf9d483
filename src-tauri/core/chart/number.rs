//! Numbers as a chart shows them.

use super::spec::{ChartSpec, Point};
use crate::language::{Language, Numbers};
use crate::metrics::Unit;

/// What stands where there is no value.
pub(crate) const NONE: &str = "—";

/// How values of one unit are written in a language.
#[derive(Clone, Copy)]
pub(crate) struct Format<'a> {
    numbers: &'static Numbers,
    unit: Unit,
    currency: &'a str,
}

impl Format<'_> {
    /// How values of a unit are written; `currency` is an ISO 4217 code.
    pub(crate) fn new(language: Language, unit: Unit, currency: &str) -> Format<'_> {
        Format { numbers: language.numbers(), unit, currency }
    }

    /// A value by itself: `61.2%`, `1,234`, `€12.22`.
    pub(crate) fn value(self, value: f64) -> String {
        let numbers = self.numbers;
        match self.unit {
            Unit::Proportion => percent(numbers, value, 1),
            Unit::Count => {
                signed(value, |count| numbers.short(count, if count.fract() == 0.0 { 0 } else { 1 }))
            }
            Unit::Money => self.money(value, if value.abs() < 1000.0 { 2 } else { 0 }),
            Unit::Minutes => minutes(numbers, value, 1),
            Unit::Score => signed(value, |score| numbers.grouped(score, 2)),
        }
    }

    /// A value on an axis, as exact as the distance between two of them asks for.
    fn tick(self, value: f64, step: f64) -> String {
        let numbers = self.numbers;
        let decimals =
            |step: f64| if step >= 1.0 { 0 } else { (-step.log10()).ceil().clamp(0.0, 6.0) as usize };
        match self.unit {
            Unit::Proportion => percent(numbers, value, decimals(step * 100.0 + 1e-9)),
            Unit::Count => signed(value, |count| numbers.short(count, decimals(step))),
            Unit::Minutes => minutes(numbers, value, decimals(step)),
            Unit::Score => signed(value, |score| numbers.grouped(score, decimals(step))),
            Unit::Money => self.money(value, if decimals(step) == 0 { 0 } else { decimals(step).max(2) }),
        }
    }

    /// A difference with its sign; of proportions, the points alone.
    pub(crate) fn difference(self, difference: f64) -> String {
        let written = match self.unit {
            Unit::Proportion => signed(difference, |share| self.numbers.grouped(share * 100.0, 1)),
            _ => self.value(difference),
        };
        let is_something = written.chars().any(|letter| matches!(letter, '1'..='9'));
        if difference > 0.0 && is_something { format!("+{written}") } else { written }
    }

    /// A whole number with thousands separated.
    pub(crate) fn count(self, value: f64) -> String {
        signed(value, |value| self.numbers.short(value, 0))
    }

    fn money(self, value: f64, decimals: usize) -> String {
        signed(value, |value| self.numbers.money(&self.numbers.short(value, decimals), self.currency))
    }
}

impl ChartSpec {
    /// How its values are written.
    pub(crate) fn format(&self) -> Format<'_> {
        Format::new(self.language, self.unit, self.currency.as_deref().unwrap_or_default())
    }
}

/// A value beside its mark: `61.2%`, `1,234`, `€12.22`.
pub(super) fn value(spec: &ChartSpec, value: f64) -> String {
    spec.format().value(value)
}

/// A value on the axis, as exact as the distance between two of them asks for.
pub(super) fn tick(spec: &ChartSpec, value: f64, step: f64) -> String {
    spec.format().tick(value, step)
}

/// What stands in a cell, where there is little room: a rate in whole percent.
pub(super) fn cell(spec: &ChartSpec, point: &Point) -> String {
    match (point.shown(), spec.unit) {
        (Some(shown), Unit::Proportion) => tick(spec, shown, 0.01),
        (Some(shown), Unit::Minutes) => tick(spec, shown, 1.0),
        _ => self::point(spec, point),
    }
}

/// What stands beside a point: its value, the count of a few tickets instead of a rate, or a dash.
pub(crate) fn point(spec: &ChartSpec, point: &Point) -> String {
    match (point.shown(), point.tally()) {
        (Some(shown), _) => value(spec, shown),
        (None, Some((numerator, denominator))) if spec.unit == Unit::Proportion => {
            format!("{}/{}", count(spec, numerator), count(spec, denominator))
        }
        _ => NONE.to_owned(),
    }
}

/// A whole number with thousands separated.
pub(super) fn count(spec: &ChartSpec, value: f64) -> String {
    spec.format().count(value)
}

fn percent(numbers: &Numbers, share: f64, decimals: usize) -> String {
    signed(share, |share| format!("{}{}", numbers.grouped(share * 100.0, decimals), numbers.percent))
}

fn minutes(numbers: &Numbers, value: f64, decimals: usize) -> String {
    signed(value, |minutes| format!("{}{}", numbers.grouped(minutes, decimals), numbers.minutes))
}

/// The minus sign goes before everything, the currency too.
fn signed(value: f64, write: impl Fn(f64) -> String) -> String {
    let written = write(value.abs());
    // What rounds to nothing has no sign.
    let nothing = !written.chars().any(|letter| matches!(letter, '1'..='9'));
    if value < 0.0 && !nothing { format!("−{written}") } else { written }
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::super::spec::ChartKind;
    use super::*;
    use crate::calendar::Period;
    use crate::language::Language;

    #[test]
    fn differences_have_their_sign_and_proportions_count_in_points() {
        let of = |unit, by| Format::new(Language::En, unit, "EUR").difference(by);
        assert_eq!(of(Unit::Proportion, -0.0314), "−3.1");
        assert_eq!(of(Unit::Proportion, 0.0004), "0.0");
        assert_eq!(of(Unit::Money, 0.5), "+€0.50");
        assert_eq!(of(Unit::Count, 1200.0), "+1,200");
        assert_eq!(of(Unit::Minutes, 0.0), "0.0 min");
    }

    fn spec(unit: Unit, currency: &str) -> ChartSpec {
        ChartSpec {
            id: String::new(),
            title: String::new(),
            subtitle: String::new(),
            notes: vec![],
            language: Language::En,
            period: Period { from: NaiveDate::MIN, to: NaiveDate::MIN },
            kind: ChartKind::Bars,
            unit,
            currency: Some(currency.to_owned()),
            categories: vec![],
            keys: vec![],
            series: vec![],
            target: None,
            scale: None,
            steps: vec![],
            marks: vec![],
            tail: None,
            kpi: String::new(),
            dimensions: vec![],
            empty: String::new(),
            alarms: vec![],
            map: None,
            flow: None,
        }
    }

    #[test]
    fn values_read_well_whatever_their_size() {
        let cases = [
            (Unit::Proportion, "", 0.6119, "61.2%"),
            (Unit::Proportion, "", 1.0, "100.0%"),
            (Unit::Proportion, "", -0.0001, "0.0%"),
            (Unit::Count, "", 1_234_567.0, "1.23M"),
            (Unit::Count, "", 999_999.0, "999,999"),
            (Unit::Count, "", 3e300, "3.00e300"),
            (Unit::Count, "", -12.0, "−12"),
            (Unit::Money, "EUR", 12.219, "€12.22"),
            (Unit::Money, "USD", -1234.5, "−$1,234"),
            (Unit::Money, "CHF", 18.15, "CHF\u{a0}18.15"),
        ];
        for (unit, currency, number, written) in cases {
            assert_eq!(value(&spec(unit, currency), number), written);
        }
    }

    #[test]
    fn ticks_are_as_exact_as_their_distance() {
        assert_eq!(tick(&spec(Unit::Proportion, ""), 0.25, 0.05), "25%");
        assert_eq!(tick(&spec(Unit::Proportion, ""), 0.125, 0.005), "12.5%");
        assert_eq!(tick(&spec(Unit::Money, "EUR"), 0.5, 0.5), "€0.50");
        assert_eq!(tick(&spec(Unit::Money, "EUR"), 20.0, 5.0), "€20");
        assert_eq!(tick(&spec(Unit::Count, ""), 12_000.0, 2000.0), "12,000");
    }

    #[test]
    fn few_tickets_are_counted_instead_of_rated() {
        let few = Point { numerator: Some(2.0), denominator: Some(3.0), ..Point::GAP };
        assert_eq!(point(&spec(Unit::Proportion, ""), &few), "2/3");
        assert_eq!(point(&spec(Unit::Proportion, ""), &Point::GAP), "—");
        assert_eq!(point(&spec(Unit::Money, "EUR"), &few), "—");
    }

    #[test]
    fn german_writes_numbers_as_germans_do() {
        let german = |unit, currency| ChartSpec { language: Language::De, ..spec(unit, currency) };
        let cases = [
            (Unit::Proportion, "", 0.6119, "61,2\u{a0}%"),
            (Unit::Count, "", 1_234_567.0, "1,23\u{a0}Mio."),
            (Unit::Count, "", 2_000_000_000.0, "2\u{a0}Mrd."),
            (Unit::Count, "", 999_999.0, "999.999"),
            (Unit::Money, "EUR", 12.219, "12,22\u{a0}€"),
            (Unit::Money, "USD", -1234.5, "−1.234\u{a0}$"),
            (Unit::Money, "CHF", 18.15, "18,15\u{a0}CHF"),
            (Unit::Minutes, "", 1234.5, "1.234,5 min"),
            (Unit::Score, "", 4.256, "4,26"),
        ];
        for (unit, currency, number, written) in cases {
            assert_eq!(value(&german(unit, currency), number), written);
        }
        assert_eq!(tick(&german(Unit::Proportion, ""), 0.125, 0.005), "12,5\u{a0}%");
    }
}
