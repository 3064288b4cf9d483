//! Dimensions whose values have an order of their own: ages from young to old, scores along their scale.

use std::collections::{BTreeMap, BTreeSet};

use crate::facts::NONE;
use crate::language::Language;
use crate::metrics::{Dimension, Figure};

/// Scales up to this top show each of their scores, those too that nobody gave.
const SHORT_SCALE: u32 = 10;

/// Whether a dimension's values are shown in an order of their own, instead of the largest first.
pub(super) fn is_ordered(dimension: Dimension) -> bool {
    matches!(dimension, Dimension::Age | Dimension::Score)
}

/// The values of such a dimension in their order, each with its label; those too that no figure has. `None` for any
/// other dimension.
pub(super) fn in_order(
    dimension: Dimension,
    figures: &[&Figure],
    language: Language,
) -> Option<Vec<(String, String)>> {
    match dimension {
        _ if figures.is_empty() && is_ordered(dimension) => Some(Vec::new()),
        Dimension::Age => {
            let bands = dimension.words().unwrap_or_default();
            let name = |band: &'static str| language.words().value(dimension, band).unwrap_or(band);
            Some(bands.into_iter().map(|band| (band.to_owned(), name(band).to_owned())).collect())
        }
        Dimension::Score => Some(scores(figures, language)),
        _ => None,
    }
}

/// The scores of each scale, from low to high; the scale that most tickets were rated on first.
fn scores(figures: &[&Figure], language: Language) -> Vec<(String, String)> {
    let mut scales: BTreeMap<&str, (f64, BTreeSet<&str>)> = BTreeMap::new();
    for figure in figures {
        let Some(key) = figure.group.get(Dimension::Score).filter(|key| *key != NONE) else { continue };
        let Some((score, scale)) = key.split_once('/') else { continue };
        let (size, scores) = scales.entry(scale).or_default();
        *size += figure.denominator.or(figure.value).unwrap_or(0.0);
        scores.insert(score);
    }
    let mut scales: Vec<(&str, f64, BTreeSet<&str>)> =
        scales.into_iter().map(|(scale, (size, scores))| (scale, size, scores)).collect();
    scales.sort_by(|one, two| two.1.total_cmp(&one.1).then_with(|| one.0.cmp(two.0)));
    let of_scale = |(scale, _, given): (&str, f64, BTreeSet<&str>)| {
        let mut scores: BTreeSet<String> = given.into_iter().map(str::to_owned).collect();
        if let Some(top) = scale.parse::<u32>().ok().filter(|top| *top <= SHORT_SCALE) {
            scores.extend((1..=top).map(|score| score.to_string()));
        }
        let mut scores: Vec<String> = scores.into_iter().collect();
        let number = |score: &String| score.parse::<f64>().unwrap_or(f64::INFINITY);
        scores.sort_by(|one, two| number(one).total_cmp(&number(two)));
        let named = |score: String| (format!("{score}/{scale}"), language.words().score(&score, scale));
        scores.into_iter().map(named).collect::<Vec<_>>()
    };
    scales.into_iter().flat_map(of_scale).collect()
}

/// What a reader of scores on several scales has to know; `None` where there is one.
pub(super) fn several_scales(keys: &[String], language: Language) -> Option<String> {
    let scales: BTreeSet<&str> = keys.iter().filter_map(|key| Some(key.split_once('/')?.1)).collect();
    let tops: Vec<&str> = scales.into_iter().collect();
    (tops.len() > 1).then(|| language.words().several_scales(&tops))
}
