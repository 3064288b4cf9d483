//! Values of options. Names of KPIs, dimensions, formats and charts come from the core's registries, so that the help
//! lists them and a slip is met with the name that was probably meant.

use std::path::Path;

use chrono::NaiveDate;
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use supportmix_core::calendar::Comparison;
use supportmix_core::chart::{Theme, definition, parse_size, probably};
use supportmix_core::connect::KINDS;
use supportmix_core::cost::CostKind;
use supportmix_core::import;
use supportmix_core::insights::DecisionKind;
use supportmix_core::language::Language;
use supportmix_core::metrics::{Dimension, Filter, KPIS, Kpi, ListColumn, PRESETS, Part, Preset};
use supportmix_core::model::{AiFeedback, Timestamp, parse_rfc3339};
use supportmix_core::pack::{Labels, PackFormat, Paper};
use supportmix_core::service::{ChartFormat, PageName};

/// A parser of one of these names, each with what it means (if that needs saying), to what it stands for.
fn named<T: Clone + Send + Sync + 'static>(
    items: impl Iterator<Item = (&'static str, &'static str, T)> + Clone,
) -> impl TypedValueParser<Value = T> {
    let all: Vec<(&str, T)> = items.clone().map(|(name, _, item)| (name, item)).collect();
    let values = items.map(|(name, help, _)| match help {
        "" => PossibleValue::new(name),
        help => PossibleValue::new(name).help(help),
    });
    PossibleValuesParser::new(values).try_map(move |given: String| {
        all.iter().find(|(name, _)| *name == given).map(|(_, item)| item.clone()).ok_or("no such name")
    })
}

/// The name of a KPI.
pub fn kpis() -> impl TypedValueParser<Value = &'static Kpi> {
    named(KPIS.iter().map(|kpi| (kpi.name, kpi.title, *kpi)))
}

/// The name of a way of counting.
pub fn presets() -> impl TypedValueParser<Value = &'static Preset> {
    named(PRESETS.iter().map(|preset| (preset.name, preset.meaning, *preset)))
}

const COMPARISONS: [(&str, &str, Comparison); 3] = [
    ("before", "the period before", Comparison::Before),
    ("last-year", "the same period a year before", Comparison::LastYear),
    ("none", "", Comparison::None),
];

/// What to compare with.
pub fn comparisons() -> impl TypedValueParser<Value = Comparison> {
    named(COMPARISONS.into_iter())
}

/// What something is compared with, as it is given; nothing where it is compared with none.
pub fn compared_with(comparison: Comparison) -> &'static str {
    let mut given = COMPARISONS.iter().filter(|(.., other)| *other != Comparison::None);
    given.find(|(.., other)| *other == comparison).map_or("", |(word, ..)| word)
}

/// A section of a report.
pub fn sections() -> impl TypedValueParser<Value = PageName> {
    let title = |page: &PageName| Labels::of(Language::En).section(page.word());
    named(PageName::ALL.iter().map(move |page| (page.word(), title(page), *page)))
}

/// A form of a report.
pub fn pack_formats() -> impl TypedValueParser<Value = PackFormat> {
    named(PackFormat::ALL.iter().map(|format| (format.word(), "", *format)))
}

/// The form of a report by its file's ending; a folder is for pictures.
pub fn pack_format_by_ending(path: &Path) -> Option<PackFormat> {
    let ending = path.extension()?.to_str()?.to_ascii_lowercase();
    PackFormat::ALL.iter().copied().find(|format| format.word() == ending)
}

/// Paper.
pub fn papers() -> impl TypedValueParser<Value = Paper> {
    named(Paper::ALL.iter().map(|paper| (paper.word(), "", *paper)))
}

/// A time of the day, as hour and minute.
pub fn clock_time(text: &str) -> Result<(u32, u32), &'static str> {
    let number = |text: &str, most: u32| match text.parse::<u32>() {
        Ok(number) if number <= most && text.len() <= 2 => Some(number),
        _ => None,
    };
    let time = text.split_once(':').and_then(|(hour, minute)| Some((number(hour, 23)?, number(minute, 59)?)));
    time.ok_or("a time looks like 07:30")
}

/// What a list of tickets can be in the order of.
pub fn list_columns() -> impl TypedValueParser<Value = ListColumn> {
    named(ListColumn::ALL.iter().map(|column| (column.name(), "", *column)))
}

/// What an answer of the AI can be found to be.
pub fn feedback() -> impl TypedValueParser<Value = AiFeedback> {
    named(AiFeedback::ALL.iter().map(|feedback| (feedback.word(), "", *feedback)))
}

/// A number, or a percentage as a proportion.
pub fn target_value(text: &str) -> Result<f64, &'static str> {
    let (number, hundredths) = match text.strip_suffix('%') {
        Some(number) => (number.trim(), 100.0),
        None => (text, 1.0),
    };
    match number.parse::<f64>() {
        Ok(number) if number.is_finite() => Ok(number / hundredths),
        _ => Err("a target looks like 0.45, 45% or 240"),
    }
}

/// The name of a dimension.
pub fn dimensions() -> impl TypedValueParser<Value = Dimension> {
    named(Dimension::ALL.iter().map(|dimension| (dimension.name(), "", *dimension)))
}

/// The id of a format.
pub fn formats() -> impl TypedValueParser<Value = String> {
    named(import::formats().iter().map(|format| (format.id, format.title, format.id.to_owned())))
}

/// The name of a kind of helpdesk.
pub fn helpdesks() -> impl TypedValueParser<Value = String> {
    named(KINDS.iter().map(|kind| (kind.name, kind.title, kind.name.to_owned())))
}

/// The name of a chart.
pub fn chart(text: &str) -> Result<String, String> {
    if let Some(chart) = definition(text) {
        return Ok(chart.id);
    }
    let meant = probably(text).map_or_else(String::new, |name| format!("; a similar one is {name}"));
    Err(format!("there is no such chart{meant}; smix chart --list says how charts are named"))
}

/// The form of a chart's file.
pub fn pictures() -> impl TypedValueParser<Value = ChartFormat> {
    named(PICTURES.iter().map(|(format, help)| (format.extension(), *help, *format)))
}

/// The form that a file's ending names, else SVG.
pub fn picture_by_ending(file: &Path) -> ChartFormat {
    let ending = file.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
    let named = PICTURES.iter().find(|(format, _)| format.extension().eq_ignore_ascii_case(ending));
    named.map_or(ChartFormat::Svg, |(format, _)| *format)
}

const PICTURES: &[(ChartFormat, &str)] = &[
    (ChartFormat::Svg, "vector picture"),
    (ChartFormat::Png, "pixel picture, two pixels for each of the size"),
    (ChartFormat::Csv, "the chart's numbers"),
];

/// A theme.
pub fn themes() -> impl TypedValueParser<Value = Theme> {
    named(
        [("light", "dark on white", Theme::Light), ("dark", "light on near black", Theme::Dark)].into_iter(),
    )
}

/// A language.
pub fn languages() -> impl TypedValueParser<Value = Language> {
    named(Language::ALL.iter().map(|language| (language.code(), language.name(), *language)))
}

/// Width and height in pixels.
pub fn size(text: &str) -> Result<(u32, u32), String> {
    parse_size(text).map_err(|error| error.to_string())
}

/// A kind of cost.
pub fn cost_kinds() -> impl TypedValueParser<Value = CostKind> {
    named(CostKind::ALL.iter().map(|kind| (kind.name(), "", *kind)))
}

/// A kind of decision.
pub fn decision_kinds() -> impl TypedValueParser<Value = DecisionKind> {
    named(DecisionKind::ALL.iter().map(|kind| (kind.word(), "", *kind)))
}

/// Which of a figure's tickets.
pub fn parts() -> impl TypedValueParser<Value = Part> {
    named(
        [
            ("numerator", "those above the line", Part::Numerator),
            ("denominator", "those below the line", Part::Denominator),
            ("missed", "those below the line and not above it", Part::Missed),
            ("cohort", "all that the figure looks at", Part::Cohort),
        ]
        .into_iter(),
    )
}

/// `channel=email`: a dimension and its value.
pub fn filter(text: &str) -> Result<Filter, String> {
    let (dimension, value) = text.split_once('=').ok_or("a filter looks like channel=email")?;
    let dimension = Dimension::named(dimension.trim()).map_err(|error| error.to_string())?;
    Ok(Filter { dimension, value: value.trim().to_owned() })
}

/// A moment in RFC 3339.
pub fn moment(text: &str) -> Result<Timestamp, &'static str> {
    parse_rfc3339(text).ok_or("a time looks like 2026-07-01T09:30:00Z (RFC 3339)")
}

/// A month, as its first day.
pub fn month(text: &str) -> Result<NaiveDate, &'static str> {
    // The length is checked because a year may otherwise have any number of digits.
    let first = if text.len() == 7 { format!("{text}-01").parse().ok() } else { None };
    first.ok_or("a month looks like 2026-07")
}
