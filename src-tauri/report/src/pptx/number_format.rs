//! How a chart's numbers are written, in the way of Excel. Programs put in the separators of their own language.

use supportmix_core::chart::ChartSpec;
use supportmix_core::metrics::Unit;

use crate::currency::money_code;

/// Of values.
pub(super) fn number_format(spec: &ChartSpec) -> String {
    match spec.unit {
        Unit::Proportion => "0.0%".to_owned(),
        Unit::Count if values(spec).any(|value| value.fract() != 0.0) => "#,##0.0".to_owned(),
        Unit::Count => "#,##0".to_owned(),
        Unit::Money => money(spec, if largest(spec) < 1000.0 { "#,##0.00" } else { "#,##0" }),
        Unit::Minutes => "#,##0.0".to_owned(),
        Unit::Score => "0.00".to_owned(),
    }
}

/// Of the axis, as exact as its steps ask for.
pub(super) fn axis_format(spec: &ChartSpec, step: Option<f64>) -> String {
    let step = step.unwrap_or_else(|| largest(spec) / 5.0);
    match spec.unit {
        Unit::Proportion if step < 0.0099 => "0.0%".to_owned(),
        Unit::Proportion => "0%".to_owned(),
        Unit::Minutes if step < 1.0 => "0.0".to_owned(),
        Unit::Count | Unit::Minutes => "#,##0".to_owned(),
        Unit::Money => money(spec, if step < 1.0 { "#,##0.00" } else { "#,##0" }),
        Unit::Score => "0.0".to_owned(),
    }
}

fn largest(spec: &ChartSpec) -> f64 {
    values(spec).map(f64::abs).fold(0.0, f64::max)
}

fn values(spec: &ChartSpec) -> impl Iterator<Item = f64> {
    spec.series.iter().flat_map(|series| series.points.iter().filter_map(|point| point.shown()))
}

fn money(spec: &ChartSpec, number: &str) -> String {
    money_code(spec.language, spec.currency.as_deref().unwrap_or_default(), number)
}
