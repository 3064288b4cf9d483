//! The AI ladder: of all tickets those that AI took part in, that it resolved, and that stayed resolved. Each step has
//! its tickets, its share of all tickets, and its share of those with AI.

use super::build::{Ask, Asked, BuildError, Context, blank, point, unjudged};
use super::canvas::{Anchor, Area, Canvas, Label};
use super::catalogue::ChartDefinition;
use super::font::Face;
use super::frame::Frame;
use super::heading::heading;
use super::number;
use super::spec::{ChartSpec, Point, Series, Step};
use super::style::Style;
use crate::metrics::{Dimension, Figure, Filter, Kpi, Unit, wilson};
use crate::model::{AiOutcome, ResolutionType};

/// The steps: each one's name, and the KPI that has its tickets above the line; or that counts those of an outcome.
const STEPS: [(&str, &str, Option<AiOutcome>); 5] = [
    ("AI took part", "involvement_rate", None),
    ("Resolved by AI", "ai_resolution_rate", None),
    ("– confirmed", "confirmed_resolution_rate", None),
    ("– assumed", "tickets", Some(AiOutcome::Assumed)),
    ("Durable", "durable_resolution_rate", None),
];

/// What the shares of a step are of.
const SHARES: [&str; 2] = ["Share of all tickets", "Share of tickets with AI"];
/// What stands above the columns beside the bars.
const COLUMNS: [&str; 3] = ["tickets", "of all", "of those with AI"];
const NO_AI: &str = "AI took part in no ticket of this period.";
const MEANINGS: &str = "Confirmed: the customer said so. Assumed: the customer said nothing more. Durable: the customer did not come back within the repeat-contact window, and nothing was reopened.";

/// The texts of ladders that stand alone.
#[cfg(test)]
pub(super) fn texts() -> Vec<&'static str> {
    let names = STEPS.map(|(name, ..)| name);
    names.into_iter().chain(SHARES).chain(COLUMNS).chain([NO_AI, MEANINGS]).collect()
}

/// Builds the ladder. `ask` is asked once, for all its KPIs.
pub(super) fn build<E>(
    chart: &ChartDefinition,
    ask: &mut Ask<E>,
    context: &Context,
) -> Result<ChartSpec, BuildError<E>> {
    let kpis = STEPS.map(|(_, kpi, _)| kpi);
    let Asked { groups, whole } = ask(&kpis, &[Dimension::AiOutcome]).map_err(BuildError::Answer)?;
    let of_all = |kpi: &str| whole.rows.iter().find(|figure| figure.kpi == kpi).cloned();
    let of_outcome = |kpi: &str, word: &str| {
        let wanted =
            |figure: &&Figure| figure.kpi == kpi && figure.group.get(Dimension::AiOutcome) == Some(word);
        groups.rows.iter().find(wanted).cloned()
    };
    let tickets = of_all("tickets");
    let all = tickets.and_then(|figure| figure.value).unwrap_or(0.0);
    let mut figures: Vec<(&'static Kpi, Figure)> = vec![];
    for (_, name, outcome) in STEPS {
        let Some(kpi) = Kpi::from_name(name) else { continue };
        let figure = match outcome {
            // A group without a ticket has no figure.
            Some(outcome) => of_outcome(name, outcome.word())
                .unwrap_or(Figure { value: Some(0.0), ..Figure::empty(kpi.name) }),
            None => of_all(name).unwrap_or_else(|| Figure::empty(kpi.name)),
        };
        figures.push((kpi, figure));
    }
    let with_ai = figures.first().and_then(|(_, involved)| involved.numerator).unwrap_or(0.0);
    let resolved = figures.get(1).and_then(|(_, resolved)| resolved.numerator).unwrap_or(0.0);

    let (mut shares, mut of_ai, mut steps) = (vec![], vec![], vec![]);
    for (place, ((kpi, figure), (.., outcome))) in figures.iter().zip(STEPS).enumerate() {
        let count = figure.numerator.or(figure.value).unwrap_or(0.0);
        let immature = figure.immature.unwrap_or(0) as f64;
        // Tickets with AI that the step cannot be judged of are none of its base.
        let missing = figure.denominator.filter(|_| place > 0).map_or(0.0, |judged| with_ai - judged);
        let none_judged = immature > 0.0 && immature >= resolved;
        let share = |of: f64| match none_judged {
            true => Point::GAP,
            false => point(Unit::Proportion, &rate(count, of - missing, immature), true),
        };
        shares.push(share(all));
        of_ai.push(if place > 0 { share(with_ai) } else { Point::GAP });
        let filter =
            |outcome: AiOutcome| Filter { dimension: Dimension::AiOutcome, value: outcome.word().to_owned() };
        steps.push(Some(Step {
            kpi: kpi.name.to_owned(),
            group: outcome.map(filter).into_iter().collect(),
            period: context.period,
            point: point(kpi.unit, figure, true),
        }));
    }
    let say = |text: &'static str| context.language.say(text).to_owned();
    let both: Vec<Series> = SHARES
        .into_iter()
        .zip([shares, of_ai])
        .map(|(name, points)| Series::plain(say(name), points))
        .collect();
    let names = STEPS.map(|(name, ..)| say(name)).to_vec();
    let durable = figures.last().map(|(_, figure)| figure);
    let faint = both.iter().flat_map(|series| &series.points).any(|point| point.faint);
    let spec = blank(chart, chart.kpi, context);
    let tickets = context.language.words().tickets(&number::count(&spec, all));
    Ok(ChartSpec {
        subtitle: heading(context, whole.as_of, Some(tickets)),
        notes: notes(&spec, durable, faint),
        keys: STEPS.map(|(name, ..)| name.to_owned()).to_vec(),
        categories: names,
        series: if with_ai > 0.0 { both } else { vec![] },
        steps,
        empty: say(NO_AI),
        ..spec
    })
}

/// A share of which some tickets are not judged yet.
fn rate(count: f64, of: f64, immature: f64) -> Figure {
    let ratio = |above: f64, below: f64| (below > 0.0).then(|| above / below);
    let interval = wilson(count, of);
    let maturing = immature > 0.0;
    Figure {
        value: ratio(count, of),
        numerator: Some(count),
        denominator: Some(of),
        low: interval.map(|interval| interval.low),
        high: interval.map(|interval| interval.high),
        immature: Some(immature as u64),
        least: ratio(count, of + immature).filter(|_| maturing),
        most: ratio(count + immature, of + immature).filter(|_| maturing),
        ..Figure::empty("")
    }
}

fn notes(spec: &ChartSpec, durable: Option<&Figure>, faint: bool) -> Vec<String> {
    let words = spec.language.words();
    let mut notes = vec![spec.language.say(MEANINGS).to_owned()];
    notes.extend(faint.then(|| words.uncertain(spec.kind, true)));
    notes.extend(unjudged(spec, durable));
    notes
}

pub(super) fn draw(canvas: &mut Canvas, spec: &ChartSpec, style: &Style) {
    let Frame { em, plot } = Frame::draw(canvas, spec, style, false);
    let [of_all, of_ai] = &spec.series[..] else { return };
    let (face, bold, small) = (Face::regular(em), Face::semi_bold(em), Face::regular(em * 0.8));
    let (muted, text) = (canvas.palette.muted, canvas.palette.text);
    let rows = spec.categories.len();
    let head = em * 1.8;
    let pitch = ((plot.height() - head) / rows.max(1) as f64).min(em * 5.0);
    let names = spec.categories.iter().map(|name| face.width(name)).fold(0.0, f64::max);
    let names = names.min(plot.width() * 0.3);
    // Columns right of the bars: tickets, share of all, share of those with AI.
    let values: [Vec<String>; 3] = [
        (0..rows).map(|row| tickets(spec, row)).collect(),
        (0..rows).map(|row| number::point(spec, &of_all.point(row))).collect(),
        (0..rows).map(|row| beside(spec, &of_ai.point(row), row)).collect(),
    ];
    let columns: Vec<_> = COLUMNS.map(|title| spec.language.say(title)).into_iter().zip(values).collect();
    let top = plot.top + head;
    let mut right = plot.right;
    for (at, (title, values)) in columns.iter().enumerate().rev() {
        let width = values.iter().map(|value| bold.width(value)).fold(small.width(title), f64::max);
        canvas.text(Label::new(right, top - em * 0.7, small, muted).anchor(Anchor::End), title, None);
        for (row, value) in values.iter().enumerate() {
            let middle = top + (row as f64 + 0.5) * pitch;
            let sure = !of_all.point(row).faint;
            let (face, ink) =
                if at == 0 && sure { (bold, text) } else { (face, if sure { text } else { muted }) };
            canvas.text(Label::centred(right, middle, face, ink).anchor(Anchor::End), value, None);
        }
        right -= width + em * 1.2;
    }
    let area = Area { left: plot.left + names + em, top, right, bottom: top + pitch * rows as f64 };
    for (row, name) in spec.categories.iter().enumerate() {
        let middle = top + (row as f64 + 0.5) * pitch;
        canvas.lines(Label::centred(plot.left, middle, face, text), &face.fit(name, names), 0.0);
        let thick = (pitch * 0.62).min(em * 2.6);
        let track = Area {
            left: area.left,
            top: middle - thick / 2.0,
            right: area.right,
            bottom: middle + thick / 2.0,
        };
        if track.width() < em {
            continue;
        }
        let grid = canvas.palette.grid;
        canvas.fill(track, grid, 1.0);
        let point = of_all.point(row);
        if let Some(share) = point.shown() {
            // All but the first are of what AI resolved alone.
            let color = match row {
                0 => canvas.palette.series(0),
                _ => canvas.palette.resolution_type(ResolutionType::AiOnly),
            };
            let end = track.left + track.width() * share.clamp(0.0, 1.0);
            canvas.bar(Area { right: end, ..track }, color, point.faint);
        }
    }
}

/// How many tickets a step has.
fn tickets(spec: &ChartSpec, row: usize) -> String {
    let count = spec.series.first().and_then(|of_all| of_all.point(row).numerator);
    count
        .filter(|count| count.is_finite())
        .map_or_else(|| number::NONE.to_owned(), |count| number::count(spec, count))
}

/// A step's share of the tickets with AI: the first is all of them.
fn beside(spec: &ChartSpec, of_ai: &Point, row: usize) -> String {
    if row == 0 { String::new() } else { number::point(spec, of_ai) }
}
