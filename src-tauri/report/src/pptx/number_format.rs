//! How a chart's numbers are written, in the way of Excel. Programs put in the separators of their own language.

use supportmix_core::chart::ChartSpec;
use supportmix_core::language::Language;
use supportmix_core::metrics::Unit;

/// Of values.
pub(super) fn number_format(spec: &ChartSpec) -> String {
    match spec.unit {
        Unit::Proportion => "0.0%".to_owned(),
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
    let values = spec.series.iter().flat_map(|series| series.points.iter().filter_map(|point| point.shown()));
    values.map(f64::abs).fold(0.0, f64::max)
}

fn money(spec: &ChartSpec, number: &str) -> String {
    let code = spec.currency.as_deref().unwrap_or_default();
    let sign = match code {
        "EUR" => "€",
        "USD" => "$",
        "GBP" => "£",
        "JPY" | "CNY" => "¥",
        "INR" => "₹",
        code => code,
    };
    // It stands in quotes: one of its own would end them.
    let sign: String = sign.chars().filter(|letter| *letter != '"').collect();
    match spec.language {
        _ if sign.is_empty() => number.to_owned(),
        Language::De => format!("{number}\"\u{a0}{sign}\""),
        Language::En if sign == code => format!("\"{sign}\u{a0}\"{number}"),
        Language::En => format!("\"{sign}\"{number}"),
    }
}
