//! From the engine's answers to a chart's specification.

use std::collections::HashMap;

use super::catalogue::{Along, ChartDefinition, definition};
use super::heading::heading;
use super::heat::shades;
use super::ladder;
use super::moments::{self, Event};
use super::number;
use super::ordered::{in_order, is_ordered, several_scales};
use super::spec::{ChartKind, ChartSpec, Point, Series, SeriesRole};
use crate::calendar::{Bucket, Calendar, Period};
use crate::facts::NONE;
use crate::language::Language;
use crate::metrics::{Answer, Cohort, Dimension, Evidence, Figure, Kpi, Preset, Times, Unit, is_withheld};
use crate::model::ResolutionType;

/// Below this a value is shown as uncertain.
pub(super) const UNCERTAIN: f64 = 30.0;
/// A period of more days is cut into months, a shorter one into weeks.
const LONGEST_IN_WEEKS: i64 = 190;
/// What only some tickets have, those of AI, handed off or rated: the others, mostly by far, would hide them.
const OF_SOME: &[Dimension] =
    &[Dimension::AiVersion, Dimension::HandoffTrigger, Dimension::AiOutcome, Dimension::Score];
/// Groups that are shown with several bars each at most.
const MOST_WITH_SERIES: usize = 6;
/// The most series of one chart: what can still be told apart.
const MOST_SERIES: usize = 6;
/// The most moments on an axis.
const MOST_MOMENTS: usize = 5000;

/// The order in which resolution types are shown; excluded tickets are in no chart.
const TYPES: [ResolutionType; 5] = [
    ResolutionType::AiOnly,
    ResolutionType::Hybrid,
    ResolutionType::HumanOnly,
    ResolutionType::NoTouch,
    ResolutionType::Unresolved,
];

/// What a chart has to know beside its figures.
#[derive(Clone, Debug)]
pub struct Context {
    /// The language of its texts and numbers.
    pub language: Language,
    /// The zone and first day of the week that the figures were cut in.
    pub calendar: Calendar,
    /// The period they are for.
    pub period: Period,
    /// ISO 4217 code of the workspace's currency.
    pub currency: Option<String>,
    /// What the figures were filtered to, in words; empty for all tickets.
    pub scope: String,
    /// How AI resolutions are counted.
    pub preset: &'static Preset,
    /// What happened: marked where a chart over time shows its day.
    pub events: Vec<Event>,
    /// Seconds that a KPI with a window takes to tell.
    pub window: i64,
    /// The most groups shown, the largest ones; 20 suits a slide. The number of the others is noted.
    pub most_groups: usize,
}

/// Why a chart could not be built.
#[derive(Debug, thiserror::Error, PartialEq)]
pub enum BuildError<E> {
    /// No chart has this name.
    #[error("there is no chart {id:?}")]
    Unknown {
        /// The name given.
        id: String,
    },
    /// The engine did not answer.
    #[error("{0}")]
    Answer(E),
}

/// What the engine says of the KPIs of a chart.
pub struct Asked {
    /// Of each group.
    pub groups: Answer,
    /// Of all tickets together.
    pub whole: Answer,
}

/// Gives the engine's answers for KPIs, by name, split by dimensions and as a whole.
pub type Ask<'a, E> = dyn FnMut(&[&str], &[Dimension]) -> Result<Asked, E> + 'a;

/// Builds a chart of the catalogue. `ask` gives the engine's answers for its KPIs over the context's period and filters; it
/// is asked once.
///
/// # Errors
/// No chart has this name, or `ask` failed.
pub fn build<E>(id: &str, ask: &mut Ask<E>, context: &Context) -> Result<ChartSpec, BuildError<E>> {
    let chart = definition(id).ok_or_else(|| BuildError::Unknown { id: id.to_owned() })?;
    let along = match chart.along {
        Along::Groups(dimension) => dimension,
        Along::Time => trend_dimension(context.period),
        Along::Steps if chart.kind == ChartKind::Ladder => return ladder::build(&chart, ask, context),
        // Made of costs, not of figures: see `waterfall`.
        Along::Steps => return Err(BuildError::Unknown { id: id.to_owned() }),
    };
    let dimensions: Vec<Dimension> = std::iter::once(along).chain(chart.series).collect();
    let kpi = context.preset.kpi(chart.kpi.name).unwrap_or(chart.kpi);
    let Asked { groups, whole } = ask(&[kpi.name], &dimensions).map_err(BuildError::Answer)?;
    let (figures, without): (Vec<&Figure>, Vec<&Figure>) = groups
        .rows
        .iter()
        .filter(|figure| figure.kpi == kpi.name)
        .partition(|figure| applies(figure, &dimensions));
    let whole_figure = whole.rows.iter().find(|figure| figure.kpi == kpi.name);

    let categories = categories(&chart, along, &figures, context);
    let (series, series_left_out) = series(&chart, along, &figures, &categories.shown, context);
    let mut spec = ChartSpec {
        categories: categories.shown.iter().map(|(_, label)| label.clone()).collect(),
        keys: categories.shown.into_iter().map(|(key, _)| key).collect(),
        series,
        dimensions: dimensions.iter().map(|dimension| dimension.name().to_owned()).collect(),
        ..blank(&chart, kpi, context)
    };
    // Bars that lie below each other have no axis of time, and a heat map says it cell by cell.
    let on_an_axis = !matches!(chart.kind, ChartKind::Bars | ChartKind::Heat);
    if let Some(bucket) = along.bucket().filter(|_| on_an_axis) {
        let moments: Vec<Period> =
            context.calendar.buckets(bucket, context.period).take(spec.categories.len()).collect();
        spec.marks = moments::marks(&context.events, context.period, &moments, context.language);
        spec.tail = moments::tail(
            kpi,
            &context.calendar,
            context.period,
            &moments,
            whole.as_of,
            context.window,
            context.language,
        );
    }
    let said = whole_figure.and_then(|figure| overall(kpi, &spec, figure));
    spec.subtitle = heading(context, whole.as_of, said);
    spec.scale = (chart.kind == ChartKind::Heat).then(|| shades(&spec)).flatten();
    let left_out = [(Some(along), categories.left_out), (chart.series, series_left_out)];
    spec.notes = notes(&spec, along, &left_out, whole_figure);
    if kpi.evidence == Evidence::Time && whole.times == Times::BusinessHours {
        spec.notes.push(context.language.words().in_business_hours().to_owned());
    }
    if along == Dimension::Score {
        spec.notes.extend(several_scales(&spec.keys, context.language));
    }
    if let (false, Some(dimension)) =
        (without.is_empty(), dimensions.iter().find(|dimension| OF_SOME.contains(dimension)))
    {
        spec.notes.push(context.language.words().without(*dimension));
        if figures.is_empty() {
            spec.empty = context.language.words().none_has(*dimension);
        }
    }
    Ok(spec)
}

/// A chart of a KPI that shows nothing yet.
pub(super) fn blank(chart: &ChartDefinition, kpi: &Kpi, context: &Context) -> ChartSpec {
    ChartSpec {
        id: chart.id.clone(),
        title: chart.title_as_counted(kpi, context.preset, context.language),
        subtitle: String::new(),
        notes: vec![],
        language: context.language,
        period: context.period,
        kind: chart.kind,
        unit: kpi.unit,
        currency: context.currency.clone().filter(|_| kpi.unit == Unit::Money),
        categories: vec![],
        keys: vec![],
        series: vec![],
        target: None,
        scale: None,
        marks: vec![],
        tail: None,
        kpi: kpi.name.to_owned(),
        dimensions: vec![],
        steps: vec![],
        empty: empty(kpi, context.language),
        alarms: vec![],
        map: None,
        flow: None,
    }
}

/// What a trend over a period is cut into: weeks, or months where they would be too many.
pub(crate) fn trend_dimension(period: Period) -> Dimension {
    if period.days() <= LONGEST_IN_WEEKS { Dimension::Week } else { Dimension::Month }
}

/// Whether a figure's tickets have what the chart splits them by.
fn applies(figure: &Figure, dimensions: &[Dimension]) -> bool {
    let lacks = |dimension: &Dimension| figure.group.get(*dimension) == Some(NONE);
    !dimensions.iter().any(|dimension| OF_SOME.contains(dimension) && lacks(dimension))
}

/// The categories of a chart: the key and the label of each, and how many groups were left out.
struct Categories {
    shown: Vec<(String, String)>,
    left_out: usize,
}

fn categories(
    chart: &ChartDefinition,
    along: Dimension,
    figures: &[&Figure],
    context: &Context,
) -> Categories {
    if let Some(bucket) = along.bucket() {
        let nothing = figures.is_empty();
        return Categories { shown: if nothing { vec![] } else { buckets(bucket, context) }, left_out: 0 };
    }
    if let Some(shown) = in_order(along, figures, context.language) {
        return Categories { shown, left_out: 0 };
    }
    if along == Dimension::ResolutionType {
        let present =
            |kind: ResolutionType| figures.iter().any(|figure| figure.group.get(along) == Some(kind.word()));
        let shown = TYPES.iter().filter(|kind| present(**kind));
        let shown = shown.map(|kind| labelled(along, kind.word(), context)).collect();
        return Categories { shown, left_out: 0 };
    }
    let most = match chart.series {
        Some(_) => context.most_groups.min(MOST_WITH_SERIES),
        None => context.most_groups,
    };
    let (mut groups, left_out) = largest(figures, along, most.max(1));
    if chart.series.is_none() {
        // Highest first; those too small for a rate last, largest first as they are.
        let shown: HashMap<&str, f64> = figures
            .iter()
            .filter_map(|figure| {
                Some((figure.group.get(along)?, point(chart.kpi.unit, figure, false).shown()?))
            })
            .collect();
        let value = |name: &str| shown.get(name).copied().unwrap_or(f64::NEG_INFINITY);
        groups.sort_by(|one, two| value(two).total_cmp(&value(one)));
    }
    let shown = groups.into_iter().map(|name| labelled(along, name, context)).collect();
    Categories { shown, left_out }
}

/// A group as it is asked for, and as it is called.
fn labelled(dimension: Dimension, key: &str, context: &Context) -> (String, String) {
    (key.to_owned(), context.language.words().value(dimension, key).unwrap_or(key).to_owned())
}

/// The groups with most tickets, and how many others there are.
fn largest<'f>(figures: &[&'f Figure], dimension: Dimension, most: usize) -> (Vec<&'f str>, usize) {
    let mut sizes: HashMap<&str, f64> = HashMap::new();
    for figure in figures {
        if let Some(name) = figure.group.get(dimension) {
            *sizes.entry(name).or_default() += figure.denominator.or(figure.value).unwrap_or(0.0);
        }
    }
    let mut groups: Vec<(&str, f64)> = sizes.into_iter().collect();
    groups.sort_by(|(one, a), (two, b)| b.total_cmp(a).then_with(|| one.cmp(two)));
    let left_out = groups.len().saturating_sub(most);
    (groups.into_iter().take(most).map(|(name, _)| name).collect(), left_out)
}

/// All buckets that the period touches, so that one without figures is a gap and no two far ones look like neighbours.
fn buckets(bucket: Bucket, context: &Context) -> Vec<(String, String)> {
    let calendar = &context.calendar;
    let buckets = calendar.buckets(bucket, context.period).take(MOST_MOMENTS);
    buckets
        .map(|Period { from, .. }| {
            let key = calendar.bucket_key(bucket, from);
            let label = context.language.words().moment(bucket, from, &key);
            (key, label)
        })
        .collect()
}

fn series(
    chart: &ChartDefinition,
    along: Dimension,
    figures: &[&Figure],
    categories: &[(String, String)],
    context: &Context,
) -> (Vec<Series>, usize) {
    let timed = along.bucket().is_some();
    let by_time = timed || chart.series.is_some_and(|dimension| dimension.bucket().is_some());
    let most = if chart.kind == ChartKind::Heat { context.most_groups.max(1) } else { MOST_SERIES };
    // Where every value of a dimension is shown, one without tickets has none of them, which is a number.
    let absent = match is_ordered(along) && chart.kpi.unit == Unit::Count {
        true => Point { value: Some(0.0), ..Point::GAP },
        false => Point::GAP,
    };
    let by_group: HashMap<(&str, Option<&str>), &Figure> = figures
        .iter()
        .filter_map(|figure| {
            let part = chart.series.and_then(|dimension| figure.group.get(dimension));
            Some(((figure.group.get(along)?, part), *figure))
        })
        .collect();
    let one = |name: String, resolution_type: Option<ResolutionType>, part: Option<&str>| Series {
        name,
        key: part.map(str::to_owned),
        resolution_type,
        role: SeriesRole::Value,
        points: categories
            .iter()
            .map(|(key, _)| {
                let figure = by_group.get(&(key.as_str(), part));
                figure.map_or(absent, |figure| match by_time && is_premature(chart.kpi, figure) {
                    true => Point::GAP,
                    false => point(chart.kpi.unit, figure, timed),
                })
            })
            .collect(),
    };
    let (mut series, left_out): (Vec<Series>, usize) = match chart.series {
        None => return (vec![one(chart.title(context.language), None, None)], 0),
        Some(dimension @ Dimension::ResolutionType) => {
            let name = |kind: &ResolutionType| labelled(dimension, kind.word(), context).1;
            (TYPES.iter().map(|kind| one(name(kind), Some(*kind), Some(kind.word()))).collect(), 0)
        }
        Some(dimension) => {
            let own_order = in_order(dimension, figures, context.language);
            if let Some(values) = own_order.filter(|values| values.len() <= most) {
                (values.into_iter().map(|(key, name)| one(name, None, Some(&key))).collect(), 0)
            } else {
                let (names, left_out) = largest(figures, dimension, most);
                let name = |key: &str| labelled(dimension, key, context).1;
                (names.into_iter().map(|key| one(name(key), None, Some(key))).collect(), left_out)
            }
        }
    };
    series.retain(|series| series.points.iter().any(|point| *point != absent));
    (series, left_out)
}

/// Whether a figure rests on so few tickets that it is shown as uncertain.
pub(crate) fn is_uncertain(figure: &Figure) -> bool {
    figure.denominator.is_some_and(|denominator| denominator < UNCERTAIN)
}

/// Whether a figure of a short time says how recent its tickets are rather than how they end: what fails is known at
/// once, what succeeds takes the window, and of that more tickets are too recent to judge than have been found to.
pub(crate) fn is_premature(kpi: &Kpi, figure: &Figure) -> bool {
    let waiting = figure.immature.unwrap_or(0) as f64;
    kpi.has_window() && kpi.cohort == Cohort::Created && waiting > figure.numerator.unwrap_or(0.0)
}

/// A figure as a point, by the rules for small numbers.
pub(super) fn point(unit: Unit, figure: &Figure, timed: bool) -> Point {
    let withheld = is_withheld(unit, figure.denominator);
    // Over a whole period some ticket is nearly always too recent, which a note says; in a bucket it bends the line.
    let maturing = timed && figure.immature.is_some_and(|immature| immature > 0);
    let kept = |number: Option<f64>| number.filter(|_| !withheld);
    // What the tickets that cannot be judged yet may still make of it lies outside of the interval of the others.
    let wider = |end: Option<f64>, bound: Option<f64>, pick: fn(f64, f64) -> f64| match (end, bound) {
        (Some(end), Some(bound)) if maturing => Some(pick(end, bound)),
        (end, _) => end,
    };
    Point {
        value: kept(figure.value),
        low: kept(wider(figure.low, figure.least, f64::min)),
        high: kept(wider(figure.high, figure.most, f64::max)),
        numerator: figure.numerator,
        denominator: figure.denominator,
        faint: !withheld && figure.value.is_some() && (is_uncertain(figure) || maturing),
    }
}

/// The value of all tickets together, in words.
fn overall(kpi: &Kpi, spec: &ChartSpec, figure: &Figure) -> Option<String> {
    let counted = spec.language.say(kpi.counted);
    Some(match (figure.value, figure.denominator) {
        (Some(value), None) => format!("{} {counted}", number::value(spec, value)),
        (_, Some(n)) => {
            let shown = number::point(spec, &point(kpi.unit, figure, false));
            spec.language.words().overall(&shown, &number::count(spec, n), counted)
        }
        (None, None) => return None,
    })
}

/// The rules that a reader of this very chart has to know.
fn notes(
    spec: &ChartSpec,
    along: Dimension,
    left_out: &[(Option<Dimension>, usize)],
    whole: Option<&Figure>,
) -> Vec<String> {
    let points = || spec.series.iter().flat_map(|series| &series.points);
    let words = spec.language.words();
    let mut rules = vec![];
    if spec.kind != ChartKind::Heat && points().any(|point| point.interval().is_some()) {
        rules.push(words.intervals(spec.kind));
    }
    if points().any(|point| point.faint) {
        let maturing = whole.is_some_and(|figure| figure.immature.is_some()) && along.bucket().is_some();
        rules.push(words.uncertain(spec.kind, maturing));
    }
    if spec.unit == Unit::Proportion && points().any(|point| point.tally().is_some()) {
        rules.push(words.tallies().to_owned());
    }
    let mut notes = vec![rules.join(" ")];
    notes.extend(unjudged(spec, whole));
    let left_out = left_out.iter().filter(|(_, left_out)| *left_out > 0);
    notes.extend(left_out.filter_map(|(dimension, count)| Some(words.left_out((*dimension)?, *count))));
    notes.extend(spec.mark_notes());
    notes.retain(|note| !note.is_empty());
    notes
}

/// How many tickets a figure cannot judge yet.
pub(super) fn unjudged(spec: &ChartSpec, figure: Option<&Figure>) -> Option<String> {
    let immature = figure?.immature.filter(|immature| *immature > 0)?;
    Some(spec.language.words().not_judged(&number::count(spec, immature as f64)))
}

fn empty(kpi: &Kpi, language: Language) -> String {
    match kpi.unit {
        Unit::Money => language.words().no_costs().to_owned(),
        _ => language.words().nothing(language.say(kpi.counted)),
    }
}
