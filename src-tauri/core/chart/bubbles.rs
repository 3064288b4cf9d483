//! Where the bubbles of a map are: decided once, for pictures, the window and reports.
//!
//! Many categories have the same place, as scores are few. Each is moved off it just as far as it takes for none to lie on
//! another, the larger ones least. Places and radii are in steps of the scale; a renderer whose step is not as high as it is
//! wide takes the shorter of the two for its radii, and the bubbles are still apart.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::axis::{Axis, round_step};
use super::spec::{ChartKind, ChartSpec, Series};

/// The radius of the largest bubble, in steps, where there is room.
const LARGEST: f64 = 0.42;
/// The least radius, as a share of the largest.
const SMALLEST: f64 = 0.22;
/// The square of the radius, in steps, of what the bubbles of one place may take together.
const CROWD: f64 = 0.18;
/// Steps between two bubbles.
const GAP: f64 = 0.02;
/// Times that bubbles are moved apart, and the most pairs that are looked at for it: beyond, the smaller lie on the larger.
const ROUNDS: usize = 300;
const MOST_PAIRS: usize = 20_000_000;
/// The fewest steps of a scale.
const FEWEST: f64 = 4.0;
/// Scores beyond this are drawn at the edge.
const FARTHEST: f64 = 1e6;

/// What a map has beside its values.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[ts(rename = "ChartMap")]
pub struct Map {
    /// The names of the classes, in the order of the legend.
    pub classes: Vec<String>,
    /// The class of each category, by its place among them.
    pub class_of: Vec<usize>,
    /// What the mark says of a category.
    pub mark: String,
    /// Which categories have the mark.
    pub marked: Vec<bool>,
    /// The scales, from left to right and from the bottom up: whole numbers around all bubbles.
    pub axes: [Axis; 2],
    /// The bubble of each category; `None` where a score is not known.
    pub bubbles: Vec<Option<Bubble>>,
}

/// A bubble of a map.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct Bubble {
    /// Its middle along the scale from left to right: at its category's score, or next to it where others have the same.
    pub x: f64,
    /// Its middle along the scale from the bottom up.
    pub y: f64,
    /// Its radius, in steps of the scales; where a step is wider than it is high, of the shorter.
    pub radius: f64,
}

impl Map {
    /// The map of three series: how far right, how far up, how large. `class_of` and `marked` have a value for each category.
    pub fn of(
        series: &[Series],
        classes: Vec<String>,
        class_of: Vec<usize>,
        mark: impl Into<String>,
        marked: Vec<bool>,
    ) -> Map {
        let shown = |place: usize, category: usize| series.get(place)?.point(category).shown();
        let scores = |category: usize| {
            let score = |place| shown(place, category).map(|score| score.clamp(-FARTHEST, FARTHEST));
            Some([score(0)?, score(1)?])
        };
        let all: Vec<Option<[f64; 2]>> = (0..class_of.len()).map(scores).collect();
        let axes = [0, 1].map(|side| axis(all.iter().flatten().map(|scores| scores[side])));
        let sizes: Vec<f64> =
            (0..all.len()).map(|category| shown(2, category).unwrap_or(0.0).max(0.0)).collect();
        let largest = sizes.iter().copied().fold(0.0, f64::max);
        let placed = all.iter().zip(&sizes).filter_map(|(scores, size)| {
            let home = [0, 1].map(|side| scores.map(|scores| scores[side] / axes[side].step));
            // The area, not the radius, is what is compared.
            let share = if largest > 0.0 { (size / largest).sqrt() } else { 0.0 };
            Some(Disc { at: [home[0]?, home[1]?], radius: share.max(SMALLEST) })
        });
        let mut discs = apart(placed.collect(), &axes).into_iter();
        let bubble = |disc: Disc| Bubble {
            x: rounded(disc.at[0] * axes[0].step),
            y: rounded(disc.at[1] * axes[1].step),
            radius: rounded(disc.radius),
        };
        let bubbles = all.iter().map(|scores| scores.and_then(|_| discs.next()).map(bubble)).collect();
        Map { classes, class_of, mark: mark.into(), marked, axes, bubbles }
    }

    /// The name of a category's class.
    pub fn class(&self, category: usize) -> Option<&str> {
        self.classes.get(*self.class_of.get(category)?).map(String::as_str)
    }

    /// Whether a category has the mark.
    pub fn is_marked(&self, category: usize) -> bool {
        self.marked.get(category).copied().unwrap_or(false)
    }
}

impl ChartSpec {
    /// The bubbles that can be drawn, with their categories.
    pub fn bubbles(&self) -> impl Iterator<Item = (usize, Bubble)> {
        let map = self.map.as_ref().filter(|_| self.kind == ChartKind::Map);
        let bubbles = map.into_iter().flat_map(|map| &map.bubbles).take(self.categories.len()).enumerate();
        let is_drawn =
            |bubble: &Bubble| [bubble.x, bubble.y, bubble.radius].iter().all(|number| number.is_finite());
        bubbles.filter_map(move |(category, bubble)| Some((category, bubble.filter(is_drawn)?)))
    }
}

/// The scale of these scores: whole numbers, one more on each side, and no fewer than of scores far from each other, which
/// would be bubbles that fill the picture.
fn axis(scores: impl Iterator<Item = f64>) -> Axis {
    let ends = scores.fold(None, |ends, score| {
        let (low, high) = ends.unwrap_or((score, score));
        Some((f64::min(low, score), f64::max(high, score)))
    });
    let (low, high) = ends.unwrap_or((0.0, 1.0));
    let step = if high > low { round_step((high - low) / 6.0).max(1.0) } else { 1.0 };
    let (first, last) = ((low / step).floor() - 1.0, (high / step).ceil() + 1.0);
    let missing = ((FEWEST - (last - first)) / 2.0).ceil().max(0.0);
    Axis { low: (first - missing) * step, high: (last + missing) * step, step }
}

/// A bubble while it is moved, in steps; at first its radius is a share of the largest.
struct Disc {
    at: [f64; 2],
    radius: f64,
}

/// The discs with radii that fit, moved off each other.
fn apart(mut discs: Vec<Disc>, axes: &[Axis; 2]) -> Vec<Disc> {
    let mut crowds: BTreeMap<[i64; 2], f64> = BTreeMap::new();
    for disc in &discs {
        *crowds.entry(disc.at.map(|side| side.round() as i64)).or_default() += disc.radius * disc.radius;
    }
    let densest = crowds.into_values().fold(f64::MIN_POSITIVE, f64::max);
    let largest = (CROWD / densest).sqrt().min(LARGEST);
    let homes: Vec<[f64; 2]> = discs.iter().map(|disc| disc.at).collect();
    for (place, disc) in discs.iter_mut().enumerate() {
        disc.radius *= largest;
        // Those of one place need a direction to part in.
        let way = direction(place);
        disc.at = [0, 1].map(|side| disc.at[side] + way[side] * 0.01);
    }
    let pairs = (discs.len() * discs.len() / 2).max(1);
    let rounds = ROUNDS.min(MOST_PAIRS / pairs);
    for round in 0..rounds {
        if round < rounds / 2 {
            for (disc, home) in discs.iter_mut().zip(&homes) {
                disc.at = [0, 1].map(|side| disc.at[side] + (home[side] - disc.at[side]) * 0.04);
            }
        }
        for place in 1..discs.len() {
            let (before, after) = discs.split_at_mut(place);
            let Some(disc) = after.first_mut() else { continue };
            for other in before {
                part(other, disc, direction(place));
            }
        }
        for disc in &mut discs {
            for side in [0, 1] {
                let Axis { low, high, step } = axes[side];
                disc.at[side] = disc.at[side].clamp(low / step + disc.radius, high / step - disc.radius);
            }
        }
    }
    discs
}

/// Moves two discs off each other where they meet, the smaller farther.
fn part(one: &mut Disc, two: &mut Disc, way: [f64; 2]) {
    let needed = one.radius + two.radius + GAP;
    let by = [0, 1].map(|side| two.at[side] - one.at[side]);
    let square = by[0] * by[0] + by[1] * by[1];
    if square >= needed * needed {
        return;
    }
    let distance = square.sqrt();
    let way = if distance > 1e-9 { by.map(|side| side / distance) } else { way };
    let share = one.radius / (one.radius + two.radius);
    for side in [0, 1] {
        one.at[side] -= way[side] * (needed - distance) * (1.0 - share);
        two.at[side] += way[side] * (needed - distance) * share;
    }
}

/// A direction for each place, far from those of the places before it. Reckoned without sines, which are not the same to the last
/// digit on every machine.
fn direction(place: usize) -> [f64; 2] {
    let turn = (place as f64 * 0.618_033_988_749_895).fract() * 4.0;
    let along = turn.fract();
    let [x, y] = match turn as usize {
        0 => [1.0 - along, along],
        1 => [-along, 1.0 - along],
        2 => [along - 1.0, -along],
        _ => [along, along - 1.0],
    };
    let length = (x * x + y * y).sqrt();
    [x / length, y / length]
}

/// As exact as a picture needs.
fn rounded(number: f64) -> f64 {
    (number * 1e4).round() / 1e4
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::spec::Point;
    use super::*;

    fn map(rows: &[[f64; 3]]) -> Map {
        let series: Vec<Series> = (0..3)
            .map(|place| {
                let point = |row: &[f64; 3]| Point { value: Some(row[place]), ..Point::GAP };
                Series::plain("", rows.iter().map(point).collect())
            })
            .collect();
        Map::of(&series, vec![], vec![0; rows.len()], "", vec![])
    }

    /// The pair that overlaps most, in steps.
    fn overlap(map: &Map) -> f64 {
        let discs: Vec<[f64; 3]> = map
            .bubbles
            .iter()
            .flatten()
            .map(|bubble| [bubble.x / map.axes[0].step, bubble.y / map.axes[1].step, bubble.radius])
            .collect();
        let mut worst = f64::NEG_INFINITY;
        for (place, one) in discs.iter().enumerate() {
            for two in &discs[..place] {
                worst = worst.max(one[2] + two[2] - (one[0] - two[0]).hypot(one[1] - two[1]));
            }
        }
        worst
    }

    #[test]
    fn a_bubble_alone_is_at_its_scores_in_the_middle_of_whole_numbers() {
        let map = map(&[[2.0, 4.0, 12.5]]);
        assert_eq!(map.axes[0], Axis { low: 0.0, high: 4.0, step: 1.0 });
        let bubble = map.bubbles[0].unwrap();
        assert!((bubble.x - 2.0).abs() < 0.02 && (bubble.y - 4.0).abs() < 0.02, "{bubble:?}");
        assert_eq!(bubble.radius, LARGEST);
    }

    #[test]
    fn sixty_of_one_place_are_apart_and_still_near_it() {
        let rows: Vec<[f64; 3]> = (0..60).map(|place| [2.0, 4.0, f64::from(place % 9)]).collect();
        let map = map(&rows);
        assert!(overlap(&map) <= 1e-3, "{}", overlap(&map));
        for bubble in map.bubbles.iter().flatten() {
            assert!((bubble.x - 2.0).hypot(bubble.y - 4.0) < 0.75, "{bubble:?}");
        }
    }

    #[test]
    fn areas_are_as_the_values_and_what_is_not_known_is_the_smallest() {
        let map = map(&[[1.0, 1.0, 16.0], [3.0, 3.0, 4.0], [5.0, 5.0, f64::NAN], [1.0, f64::NAN, 3.0]]);
        let radii: Vec<Option<f64>> =
            map.bubbles.iter().map(|bubble| bubble.map(|bubble| bubble.radius)).collect();
        assert_eq!(radii, [Some(0.42), Some(0.21), Some(rounded(0.42 * SMALLEST)), None]);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(48))]
        #[test]
        fn scores_of_any_number_are_apart(rows in proptest::collection::vec([1u8..=5, 1u8..=5, 0u8..=40], 0..70)) {
            let map = map(&rows.iter().map(|row| row.map(f64::from)).collect::<Vec<_>>());
            prop_assert!(overlap(&map) <= 0.01, "{}", overlap(&map));
        }
    }
}
