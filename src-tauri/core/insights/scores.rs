//! The three scores of a query type, from what was counted of its tickets.

use std::collections::HashMap;

use foldhash::fast::RandomState;

use super::rules::TaxonomyRules;
use super::statistics::{median, quantile, variation};
use crate::facts::{Column, Flags, Signals};
use crate::metrics::Ticket;

/// A resolution path: how it was solved, by which team, with how many replies.
pub(super) type Path = (u32, u32, u8);

/// What is counted of the tickets of a query type.
#[derive(Clone, Default)]
pub(super) struct Counts {
    pub(super) tickets: u64,
    pub(super) ai_resolved: u64,
    /// Resolved by AI and long enough ago to tell, and how many of those are durable.
    pub(super) mature: u64,
    pub(super) durable: u64,
    replies: Vec<f64>,
    minutes: Vec<f64>,
    teams: (f64, u64),
    reopened: (u64, u64),
    pub(super) emotional: (u64, u64),
    unsatisfied: (u64, u64),
    paths: HashMap<Path, u64, RandomState>,
    pub(super) thirds: [f64; 3],
}

/// The columns that [`Counts::add`] looks at.
pub(super) const COLUMNS: &[Column] = &[
    Column::QueryType,
    Column::Replies,
    Column::Minutes,
    Column::Teams,
    Column::Signals,
    Column::Path,
    Column::Team,
];

impl Counts {
    /// Adds a ticket opened in a third of the days.
    pub(super) fn add(&mut self, ticket: &Ticket<'_>, third: usize) {
        self.tickets += 1;
        self.thirds[third.min(2)] += 1.0;
        let (flags, judged) = (ticket.flags, ticket.judged);
        if judged.is_ai_resolved() {
            self.ai_resolved += 1;
            if let Some(clean) = judged.is_clean().filter(|_| judged.is_mature()) {
                self.mature += 1;
                self.durable += u64::from(clean);
            }
        }
        let replies = ticket.count(Column::Replies);
        if judged.is_human_involved() {
            self.replies.extend(replies.map(f64::from));
            self.minutes.extend(ticket.real(Column::Minutes));
        }
        if let Some(teams) = ticket.count(Column::Teams) {
            self.teams.0 += f64::from(teams);
            self.teams.1 += 1;
        }
        let count = |(hits, of): &mut (u64, u64), hit: bool| {
            *hits += u64::from(hit);
            *of += 1;
        };
        if let Some(reopened) = judged.is_reopened() {
            count(&mut self.reopened, reopened);
        }
        let signals = Signals::from_code(ticket.code(Column::Signals));
        if signals.has(Signals::FEELING_KNOWN) {
            count(&mut self.emotional, signals.has(Signals::EMOTIONAL));
        }
        if judged.is_rated() {
            count(&mut self.unsatisfied, !flags.has(Flags::SATISFIED));
        }
        let path = ticket.code(Column::Path);
        if path > 0 {
            let replies = match replies {
                None => 5,
                Some(few @ 0..=2) => few as u8,
                Some(3..=5) => 3,
                Some(_) => 4,
            };
            *self.paths.entry((path, ticket.code(Column::Team), replies)).or_default() += 1;
        }
    }

    /// Adds what was counted elsewhere.
    pub(super) fn append(&mut self, other: Counts) {
        let add = |ours: &mut (u64, u64), theirs: (u64, u64)| {
            ours.0 += theirs.0;
            ours.1 += theirs.1;
        };
        self.tickets += other.tickets;
        self.ai_resolved += other.ai_resolved;
        self.mature += other.mature;
        self.durable += other.durable;
        self.replies.extend(other.replies);
        self.minutes.extend(other.minutes);
        self.teams.0 += other.teams.0;
        self.teams.1 += other.teams.1;
        add(&mut self.reopened, other.reopened);
        add(&mut self.emotional, other.emotional);
        add(&mut self.unsatisfied, other.unsatisfied);
        other.paths.into_iter().for_each(|(path, count)| *self.paths.entry(path).or_default() += count);
        self.thirds.iter_mut().zip(other.thirds).for_each(|(ours, theirs)| *ours += theirs);
    }

    /// The parts that the scores are made of.
    pub(super) fn parts(&mut self) -> Parts {
        self.minutes.sort_unstable_by(f64::total_cmp);
        let share = |(hits, of): (u64, u64)| (of > 0).then(|| hits as f64 / of as f64);
        let with_path: u64 = self.paths.values().sum();
        let commonest = self.paths.iter().max_by_key(|(path, count)| (**count, std::cmp::Reverse(**path)));
        Parts {
            replies: median(&mut self.replies),
            minutes: quantile(&self.minutes, 0.5),
            teams: (self.teams.1 > 0).then(|| self.teams.0 / self.teams.1 as f64),
            reopens: share(self.reopened),
            emotional: share(self.emotional),
            unsatisfied: share(self.unsatisfied).map(|share| (share, self.unsatisfied.1)),
            path: commonest.map(|(path, count)| (*path, *count as f64 / with_path as f64)),
            variation: variation(&self.minutes),
            durable: share((self.durable, self.mature)),
        }
    }
}

/// What the scores of a query type are made of; `None` where nothing is known.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Parts {
    /// Median replies by people, where they took part.
    pub(super) replies: Option<f64>,
    /// Median minutes that people worked on it, where they took part.
    pub(super) minutes: Option<f64>,
    /// Mean teams.
    pub(super) teams: Option<f64>,
    /// Share that was reopened.
    pub(super) reopens: Option<f64>,
    /// Share that shows strong feeling.
    pub(super) emotional: Option<f64>,
    /// Share of the ratings that are not satisfied, and how many ratings there are.
    pub(super) unsatisfied: Option<(f64, u64)>,
    /// The commonest resolution path, and its share.
    pub(super) path: Option<(Path, f64)>,
    /// Coefficient of variation of the minutes.
    pub(super) variation: Option<f64>,
    /// Share of what AI resolved that stayed resolved.
    pub(super) durable: Option<f64>,
}

/// Which of five steps a number is on, with the bounds between them.
fn step(number: f64, bounds: [f64; 4], is_within: impl Fn(f64, f64) -> bool) -> u8 {
    bounds.iter().position(|bound| is_within(number, *bound)).map_or(5, |place| place as u8 + 1)
}

impl Parts {
    /// How much work a ticket is, 1 to 5; what is not known weighs nothing.
    pub(super) fn complexity(&self, rules: &TaxonomyRules) -> Option<u8> {
        let up_to = |number: Option<f64>, bounds| number.map(|number| step(number, bounds, |a, b| a <= b));
        let steps = [
            up_to(self.replies, rules.replies),
            up_to(self.minutes, rules.minutes),
            up_to(self.teams, rules.teams),
            up_to(self.reopens, rules.reopens),
        ];
        let known =
            steps.iter().zip(rules.complexity_weights).filter_map(|(step, weight)| Some(((*step)?, weight)));
        let (sum, weights) = known.fold((0.0, 0.0), |(sum, weights), (step, weight)| {
            (sum + weight * f64::from(step), weights + weight)
        });
        // Halves go up; a sum of weights may lie a hair beside one.
        (weights > 0.0).then(|| (sum / weights + 0.5 + 1e-9).floor().clamp(1.0, 5.0) as u8)
    }

    /// How much feeling is in it, 1 to 5.
    pub(super) fn emotional_weight(&self, rules: &TaxonomyRules) -> Option<u8> {
        let base = step(self.emotional?, rules.emotional, |a, b| a < b);
        let discontent = self.unsatisfied.is_some_and(|(share, ratings)| {
            ratings >= u64::from(rules.unsatisfied_ratings) && share > rules.unsatisfied
        });
        Some((base + u8::from(discontent)).min(5))
    }

    /// How alike its resolutions are, 1 to 5.
    pub(super) fn predictability(&self, rules: &TaxonomyRules) -> Option<u8> {
        let (_, share) = self.path?;
        // A share from counts may lie a hair below the bound that it is.
        let base = 6 - step(share + 1e-12, rules.paths, |a, b| a >= b);
        let uneven = self.variation.is_some_and(|variation| variation > rules.variation);
        Some((base - u8::from(uneven)).max(1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(replies: f64, minutes: f64, teams: f64, reopens: f64) -> Parts {
        Parts {
            replies: Some(replies),
            minutes: Some(minutes),
            teams: Some(teams),
            reopens: Some(reopens),
            ..Parts::default()
        }
    }

    #[test]
    fn complexity_is_a_weighted_mean_of_absolute_steps() {
        let rules = TaxonomyRules::default();
        assert_eq!(parts(1.0, 3.0, 1.0, 0.0).complexity(&rules), Some(1));
        assert_eq!(parts(6.0, 30.0, 3.0, 0.5).complexity(&rules), Some(5));
        // 0.35 · 2 + 0.35 · 3 + 0.20 · 2 + 0.10 · 4 = 2.55.
        assert_eq!(parts(2.0, 12.0, 1.2, 0.15).complexity(&rules), Some(3));
        // Minutes alone: the weights renormalise.
        let minutes = Parts { minutes: Some(25.0), ..Parts::default() };
        assert_eq!((minutes.complexity(&rules), Parts::default().complexity(&rules)), (Some(4), None));
        // Replies 2 and minutes 3: exactly 2.5, which goes up.
        let half = Parts { replies: Some(2.0), minutes: Some(12.0), ..Parts::default() };
        assert_eq!(half.complexity(&rules), Some(3));
    }

    #[test]
    fn feeling_weighs_more_where_ratings_are_poor() {
        let rules = TaxonomyRules::default();
        let of = |emotional: f64, unsatisfied: Option<(f64, u64)>| {
            Parts { emotional: Some(emotional), unsatisfied, ..Parts::default() }.emotional_weight(&rules)
        };
        assert_eq!([of(0.029, None), of(0.03, None), of(0.25, None)], [Some(1), Some(2), Some(5)]);
        assert_eq!(
            [of(0.05, Some((0.26, 20))), of(0.05, Some((0.26, 19))), of(0.05, Some((0.25, 90)))],
            [Some(3), Some(2), Some(2)]
        );
        assert_eq!((of(0.4, Some((0.9, 90))), Parts::default().emotional_weight(&rules)), (Some(5), None));
    }

    #[test]
    fn one_path_makes_it_predictable_and_uneven_work_less_so() {
        let rules = TaxonomyRules::default();
        let of = |share: f64, variation: f64| {
            let parts =
                Parts { path: Some(((1, 1, 1), share)), variation: Some(variation), ..Parts::default() };
            parts.predictability(&rules)
        };
        assert_eq!(
            [of(0.7, 1.0), of(0.69, 1.5), of(0.35, 1.0), of(0.2, 1.0), of(0.1, 1.0)].map(Option::unwrap),
            [5, 4, 3, 2, 1]
        );
        assert_eq!([of(0.7, 1.51), of(0.1, 2.0)].map(Option::unwrap), [4, 1]);
        assert_eq!(Parts::default().predictability(&rules), None);
    }
}
