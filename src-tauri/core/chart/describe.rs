//! A chart in words, for those who cannot see it.

use super::font;
use super::number;
use super::spec::{ChartSpec, Point};
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
                for series in &self.series {
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
