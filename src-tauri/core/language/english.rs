//! English.

use chrono::{Datelike, NaiveDate};

use super::words::Words;
use crate::calendar::{Bucket, Period};
use crate::chart::ChartKind;
use crate::metrics::Dimension;
use crate::model::ResolutionType;

pub(super) struct English;

/// Bands of age.
const AGES: [(&str, &str); 6] = [
    ("under-1d", "under 1 day"),
    ("1-3d", "1–3 days"),
    ("3-7d", "3–7 days"),
    ("1-2w", "1–2 weeks"),
    ("2-4w", "2–4 weeks"),
    ("over-4w", "over 4 weeks"),
];

/// A name with its article.
fn one(name: &str) -> String {
    let article = if name.starts_with(['a', 'e', 'i', 'o', 'u', 'A']) { "an" } else { "a" };
    format!("{article} {name}")
}

impl Words for English {
    fn resolution_type(&self, kind: ResolutionType) -> &'static str {
        match kind {
            ResolutionType::AiOnly => "AI only",
            ResolutionType::Hybrid => "Hybrid",
            ResolutionType::HumanOnly => "Human only",
            ResolutionType::NoTouch => "No touch",
            ResolutionType::Unresolved => "Unresolved",
            ResolutionType::Excluded => "Excluded",
        }
    }

    fn dimension(&self, dimension: Dimension) -> &'static str {
        match dimension {
            Dimension::QueryType => "query type",
            Dimension::ResolutionType => "resolution type",
            Dimension::Channel => "channel",
            Dimension::Priority => "priority",
            Dimension::Team => "team",
            Dimension::Assignee => "assignee",
            Dimension::AccountTier => "account tier",
            Dimension::Account => "account",
            Dimension::Language => "language",
            Dimension::AiVersion => "AI version",
            Dimension::HandoffTrigger => "hand-off trigger",
            Dimension::Page => "page",
            Dimension::Source => "source",
            Dimension::Tag => "tag",
            Dimension::AiOutcome => "AI outcome",
            Dimension::Score => "score",
            Dimension::Age => "age",
            Dimension::Day => "day",
            Dimension::Week => "week",
            Dimension::Month => "month",
            Dimension::Quarter => "quarter",
        }
    }

    fn groups(&self, dimension: Dimension) -> &'static str {
        match dimension {
            Dimension::QueryType => "query types",
            Dimension::ResolutionType => "resolution types",
            Dimension::Channel => "channels",
            Dimension::Priority => "priorities",
            Dimension::Team => "teams",
            Dimension::Assignee => "assignees",
            Dimension::AccountTier => "account tiers",
            Dimension::Account => "accounts",
            Dimension::Language => "languages",
            Dimension::AiVersion => "AI versions",
            Dimension::HandoffTrigger => "hand-off triggers",
            Dimension::Page => "pages",
            Dimension::Source => "sources",
            Dimension::Tag => "tags",
            Dimension::AiOutcome => "AI outcomes",
            Dimension::Score => "scores",
            Dimension::Age => "ages",
            Dimension::Day => "days",
            Dimension::Week => "weeks",
            Dimension::Month => "months",
            Dimension::Quarter => "quarters",
        }
    }

    // Our own words are English ones.
    fn value(&self, dimension: Dimension, value: &str) -> Option<&'static str> {
        if dimension == Dimension::Age {
            return AGES.iter().find(|(age, _)| *age == value).map(|(_, name)| *name);
        }
        let kind = ResolutionType::ALL.iter().find(|kind| kind.word() == value);
        kind.filter(|_| dimension == Dimension::ResolutionType).map(|kind| self.resolution_type(*kind))
    }

    fn by(&self, figure: &str, groups: Dimension) -> String {
        format!("{figure} by {}", self.dimension(groups))
    }

    fn by_both(&self, figure: &str, groups: Dimension, series: Dimension) -> String {
        format!("{figure} by {} and {}", self.dimension(groups), self.dimension(series))
    }

    fn over_time(&self, figure: &str) -> String {
        format!("{figure} over time")
    }

    fn over_time_by(&self, figure: &str, series: Dimension) -> String {
        format!("{figure} over time by {}", self.dimension(series))
    }

    fn day(&self, day: NaiveDate) -> String {
        day.format("%-d %b %Y").to_string()
    }

    fn month(&self, first: NaiveDate) -> String {
        first.format("%B %Y").to_string()
    }

    fn days(&self, Period { from, to }: Period) -> String {
        match from.year() == to.year() {
            _ if from == to => self.day(from),
            true => format!("{} – {}", from.format("%-d %b"), self.day(to)),
            false => format!("{} – {}", self.day(from), self.day(to)),
        }
    }

    fn moment(&self, bucket: Bucket, start: NaiveDate, key: &str) -> String {
        match (bucket, key.split_once('-')) {
            (Bucket::Month, _) => start.format("%b %Y").to_string(),
            (Bucket::Week, Some((year, week))) if week.starts_with('W') => format!("{week} {year}"),
            (Bucket::Quarter, Some((year, quarter))) => format!("{quarter} {year}"),
            _ => self.day(start),
        }
    }

    fn filter(&self, dimension: Dimension, value: &str) -> String {
        format!("{} = {}", self.dimension(dimension), self.value(dimension, value).unwrap_or(value))
    }

    fn overall(&self, value: &str, n: &str, counted: &str) -> String {
        format!("overall {value}, n = {n} {counted}")
    }

    fn as_of(&self, day: &str) -> String {
        format!("data as of {day}")
    }

    fn intervals(&self, kind: ChartKind) -> String {
        let marks = if kind == ChartKind::Lines { "Bands" } else { "Whiskers" };
        format!("{marks}: 95% interval.")
    }

    fn uncertain(&self, kind: ChartKind, maturing: bool) -> String {
        let marks = if kind == ChartKind::Lines { "Hollow points" } else { "Hatched" };
        let more = if maturing { ", or tickets too recent to judge" } else { "" };
        format!("{marks}: fewer than 30 tickets{more}.")
    }

    fn tallies(&self) -> &'static str {
        "A count such as 2/3 stands for a rate of fewer than 5 tickets."
    }

    fn not_judged(&self, tickets: &str) -> String {
        format!("Not judged yet: {tickets} resolved tickets, whose customers may still come back.")
    }

    fn score(&self, score: &str, scale: &str) -> String {
        format!("{score} of {scale}")
    }

    fn several_scales(&self, tops: &[&str]) -> String {
        let named: Vec<String> = tops.iter().map(|top| format!("of {top}")).collect();
        format!("Scores on {} scales ({}): compare within one of them only.", tops.len(), named.join(", "))
    }

    fn tickets(&self, count: &str) -> String {
        format!("{count} tickets")
    }

    fn compared_with(&self, period: &str) -> String {
        format!("compared with {period}")
    }

    fn cost_of(&self, period: &str, cost: &str, resolutions: &str, each: &str) -> String {
        format!("{period}: {cost} / {resolutions} resolutions = {each}.")
    }

    fn volume_and_usage(&self, shared: &str, [now, before]: [&str; 2], [usage, was]: [&str; 2]) -> String {
        format!(
            "Volume: {shared} apart from AI usage, / {now} instead of / {before}. AI usage: {usage} / {now} − {was} / {before}."
        )
    }

    fn scale_begins(&self, at: &str) -> String {
        format!("The scale begins at {at}, not at 0.")
    }

    fn costs_unknown(&self, [one, other]: [&str; 2]) -> String {
        format!("The costs of {one} or {other} are not entered, so nothing can be said of their change.")
    }

    fn none_resolved(&self, [one, other]: [&str; 2]) -> String {
        format!("No ticket was resolved in {one} or in {other}.")
    }

    fn left_out(&self, groups: Dimension, count: usize) -> String {
        let what = if count == 1 { self.dimension(groups) } else { self.groups(groups) };
        let are = if count == 1 { "is" } else { "are" };
        format!("+{count} more {what} with fewer tickets {are} not shown.")
    }

    fn without(&self, dimension: Dimension) -> String {
        format!("Tickets without {} are not shown.", one(self.dimension(dimension)))
    }

    fn none_has(&self, dimension: Dimension) -> String {
        format!("No ticket of this period has {}.", one(self.dimension(dimension)))
    }

    fn nothing(&self, counted: &str) -> String {
        format!("No {counted} in this period.")
    }

    fn no_costs(&self) -> &'static str {
        "No costs or no resolved tickets in this period. Enter the monthly costs to see this chart."
    }

    fn in_business_hours(&self) -> &'static str {
        "Times are measured in business hours."
    }

    fn nothing_to_show(&self) -> &'static str {
        "Nothing to show."
    }

    fn more(&self, count: usize) -> String {
        format!("+{count} more")
    }

    fn kind(&self, kind: ChartKind) -> &'static str {
        match kind {
            ChartKind::Bars => "Bar chart",
            ChartKind::GroupedBars => "Grouped bar chart",
            ChartKind::StackedBars => "Stacked bar chart",
            ChartKind::Lines => "Line chart",
            ChartKind::Heat => "Heat map",
            ChartKind::Ladder => "Ladder",
            ChartKind::Waterfall => "Waterfall chart",
            ChartKind::Map => "Bubble chart",
            ChartKind::Flow => "Flow chart",
        }
    }

    fn alarm(&self) -> &'static str {
        "Alarm"
    }

    fn class(&self) -> &'static str {
        "Class"
    }

    fn more_values(&self, count: usize) -> String {
        format!("And {count} more values.")
    }

    fn tally(&self, numerator: &str, denominator: &str) -> String {
        format!("{numerator} of {denominator}, too few for a rate")
    }

    fn interval(&self, low: &str, high: &str) -> String {
        format!(", 95% interval {low} to {high}")
    }

    fn is_uncertain(&self) -> &'static str {
        ", uncertain"
    }
}
