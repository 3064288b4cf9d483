//! A chart in words, for those who cannot see it.

use super::flow::Through;
use super::font;
use super::number;
use super::spec::{Alarm, ChartKind, ChartSpec, Point, Series, SeriesRole};
use crate::metrics::Unit;

/// The most values that a description names; a reader who wants all takes the table.
const MOST: usize = 40;

impl ChartSpec {
    /// What the chart shows, in words: its kind, its subtitle, its values with their intervals and tickets, its target
    /// and its notes. One statement a line.
    pub fn description(&self) -> String {
        let said = self.language.words();
        let mut lines = vec![format!("{}: {}.", said.kind(self.kind), self.title), self.subtitle.clone()];
        if self.is_empty() {
            lines.push(self.empty.clone());
        } else {
            let named = self.series.len() > 1;
            for (place, category) in self.categories.iter().enumerate() {
                if let Some(words) = self.bubble_words(place) {
                    lines.push(format!("{}: {words}.", font::clean(category)));
                    continue;
                }
                for series in self.series.iter().filter(|series| level(series).is_none()) {
                    let point = series.point(place);
                    let name = if named { format!("{category}, {}", series.name) } else { category.clone() };
                    let name = font::clean(&name);
                    if let Some(words) = self.words(&point) {
                        lines.push(format!("{name}: {words}."));
                    }
                }
            }
            let left_out = lines.len().saturating_sub(MOST + 2);
            if left_out > 0 {
                lines.truncate(MOST + 2);
                lines.push(said.more_values(left_out));
            }
            for series in &self.series {
                let value = level(series).map(|value| number::value(self, value));
                lines.extend(value.map(|value| format!("{}: {value}.", font::clean(&series.name))));
            }
            lines.extend(self.node_words());
            lines.extend(self.alarms().filter_map(|alarm| self.alarm_words(alarm, named)));
        }
        let tail = self.drawn_tail().and_then(|tail| Some((self.categories.get(tail.from)?, &tail.label)));
        if let Some((first, label)) = tail {
            lines.push(said.onward(&font::clean(first), label));
        }
        if let Some(target) = self.drawn_target() {
            lines.push(format!("{}: {}.", target.label, number::value(self, target.value)));
        }
        lines.extend(self.notes.iter().cloned());
        lines.retain(|line| !line.trim().is_empty());
        lines.join("\n")
    }

    /// The scores of a bubble with their names, its class, and its mark.
    fn bubble_words(&self, category: usize) -> Option<String> {
        let map = self.map.as_ref().filter(|_| self.kind == ChartKind::Map)?;
        map.bubbles.get(category)?.as_ref()?;
        let value = |series: &Series| {
            Some(format!("{} {}", series.name, number::value(self, series.point(category).shown()?)))
        };
        let mut words: Vec<String> = self.series.iter().filter_map(value).collect();
        let tickets = self.series.iter().find_map(|series| series.point(category).denominator);
        words.extend(tickets.map(|tickets| format!("n = {}", number::count(self, tickets))));
        words.extend(map.class(category).map(str::to_owned));
        words.extend(map.is_marked(category).then(|| map.mark.clone()));
        Some(font::clean(&words.join(", ")))
    }

    /// What goes through each node of a flow, and which share of all.
    fn node_words(&self) -> Vec<String> {
        let nodes = self.flow.iter().flat_map(|flow| &flow.nodes).map(|node| font::clean(&node.name));
        let nodes: Vec<String> = nodes.collect();
        let words = |Through { node, figures, .. }| Some(format!("{}: {figures}.", nodes.get(node)?));
        self.through().into_iter().filter_map(words).collect()
    }

    /// Which point stands out, and why.
    fn alarm_words(&self, alarm: &Alarm, named: bool) -> Option<String> {
        let (category, series) = (self.categories.get(alarm.category)?, self.series.get(alarm.series)?);
        let name = if named { format!("{category}, {}", series.name) } else { category.clone() };
        Some(format!(
            "{}: {}: {}.",
            self.language.words().alarm(),
            font::clean(&name),
            font::clean(&alarm.label)
        ))
    }

    fn words(&self, point: &Point) -> Option<String> {
        let said = self.language.words();
        if let Some((numerator, denominator)) = point.tally().filter(|_| self.unit == Unit::Proportion) {
            return Some(said.tally(&number::count(self, numerator), &number::count(self, denominator)));
        }
        let mut words = number::value(self, point.shown()?);
        if let Some((low, high)) = point.interval() {
            words += &said.interval(&number::value(self, low), &number::value(self, high));
        }
        if let Some(denominator) = point.denominator.filter(|count| count.is_finite()) {
            words += &format!(", n = {}", number::count(self, denominator));
        }
        if point.faint {
            words += said.is_uncertain();
        }
        Some(words)
    }
}

/// The value of a bound that is the same everywhere: it is said once.
fn level(series: &Series) -> Option<f64> {
    let mut values = series.points.iter().map(Point::shown);
    let first = values.next()??;
    (series.role == SeriesRole::Limit && values.all(|value| value == Some(first))).then_some(first)
}
