//! The sentences of charts, whatever the language.

use chrono::NaiveDate;

use super::events::Events;
use super::moments::Moments;
use super::packs::Packs;
use crate::calendar::{Bucket, Period};
use crate::chart::ChartKind;
use crate::metrics::Dimension;
use crate::model::ResolutionType;

/// What a language says in and around a chart.
pub(crate) trait Words: Moments + Packs + Events + Sync {
    /// A resolution type's name.
    fn resolution_type(&self, kind: ResolutionType) -> &'static str;
    /// A dimension's name in a sentence.
    fn dimension(&self, dimension: Dimension) -> &'static str;
    /// The name of several of a dimension's groups.
    fn groups(&self, dimension: Dimension) -> &'static str;
    /// The name of a group, where it is one of our own words rather than one of the user's.
    fn value(&self, dimension: Dimension, value: &str) -> Option<&'static str>;

    /// A chart's title: a figure by the groups of a dimension.
    fn by(&self, figure: &str, groups: Dimension) -> String;
    /// A chart's title: the same, and each group by those of another.
    fn by_both(&self, figure: &str, groups: Dimension, series: Dimension) -> String;
    /// A chart's title: a figure in one period after the other.
    fn over_time(&self, figure: &str) -> String;
    /// A chart's title: the same, by the groups of a dimension.
    fn over_time_by(&self, figure: &str, series: Dimension) -> String;

    /// A day.
    fn day(&self, day: NaiveDate) -> String;
    /// A month.
    fn month(&self, first: NaiveDate) -> String;
    /// Several days, as short as is clear.
    fn days(&self, period: Period) -> String;
    /// What stands on a time axis: what it is, a space, and the year where `year` is one.
    fn moment(&self, bucket: Bucket, start: NaiveDate, key: &str) -> String;

    /// What a chart is filtered to.
    fn filter(&self, dimension: Dimension, value: &str) -> String;
    /// A rate of all tickets, and of how many.
    fn overall(&self, value: &str, n: &str, counted: &str) -> String;
    /// How new the data are.
    fn as_of(&self, day: &str) -> String;

    /// That whiskers or bands are intervals.
    fn intervals(&self, kind: ChartKind) -> String;
    /// What pale marks mean.
    fn uncertain(&self, kind: ChartKind, maturing: bool) -> String;
    /// What `2/3` means.
    fn tallies(&self) -> &'static str;
    /// How many tickets cannot be judged yet.
    fn not_judged(&self, tickets: &str) -> String;
    /// A score on a scale.
    fn score(&self, score: &str, scale: &str) -> String;
    /// That scores are on scales of these tops.
    fn several_scales(&self, tops: &[&str]) -> String;
    /// A number of tickets.
    fn tickets(&self, count: &str) -> String;
    /// What a period is compared with.
    fn compared_with(&self, period: &str) -> String;
    /// A period's cost, over its resolutions: the cost per resolution.
    fn cost_of(&self, period: &str, cost: &str, resolutions: &str, each: &str) -> String;
    /// How the steps for volume and AI usage are reckoned: costs apart from AI usage, resolutions now and before, and AI usage
    /// now and before.
    fn volume_and_usage(&self, shared: &str, resolutions: [&str; 2], usage: [&str; 2]) -> String;
    /// That the scale begins elsewhere than at 0.
    fn scale_begins(&self, at: &str) -> String;
    /// That the costs of one of two periods are unknown.
    fn costs_unknown(&self, periods: [&str; 2]) -> String;
    /// That in one of two periods nothing was resolved.
    fn none_resolved(&self, periods: [&str; 2]) -> String;

    /// How many groups are not shown.
    fn left_out(&self, groups: Dimension, count: usize) -> String;
    /// That tickets which lack something are not shown.
    fn without(&self, dimension: Dimension) -> String;
    /// That no ticket has something.
    fn none_has(&self, dimension: Dimension) -> String;
    /// That there is nothing of what the figure counts.
    fn nothing(&self, counted: &str) -> String;
    /// That there is no cost, or nothing that it was spent on.
    fn no_costs(&self) -> &'static str;
    /// That times are measured in business hours.
    fn in_business_hours(&self) -> &'static str;
    /// That there is nothing to draw.
    fn nothing_to_show(&self) -> &'static str;
    /// How many more there are than fit.
    fn more(&self, count: usize) -> String;

    /// For those who cannot see it: how it is drawn.
    fn kind(&self, kind: ChartKind) -> &'static str;
    /// What a point is that stands out.
    fn alarm(&self) -> &'static str;
    /// What a category is sorted into.
    fn class(&self) -> &'static str;
    /// How many values are not named.
    fn more_values(&self, count: usize) -> String;
    /// A tally instead of a rate.
    fn tally(&self, numerator: &str, denominator: &str) -> String;
    /// An interval, after a value.
    fn interval(&self, low: &str, high: &str) -> String;
    /// That a value is uncertain, after it.
    fn is_uncertain(&self) -> &'static str;
}
