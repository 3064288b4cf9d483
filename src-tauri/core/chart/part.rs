//! A chart of some of a chart's categories.

use std::ops::Range;

use super::bubbles::Map;
use super::flow::Flow;
use super::moments::{Mark, Tail};
use super::spec::{Alarm, ChartSpec, Series};

impl ChartSpec {
    /// The same chart of these categories alone. The bubbles of a map stay where they are.
    pub fn part(&self, range: &Range<usize>) -> ChartSpec {
        let within = |category: &usize| range.contains(category);
        let series = |series: &Series| Series { points: part(&series.points, range), ..series.clone() };
        let mark = |mark: &Mark| Mark { category: mark.category - range.start, ..mark.clone() };
        let alarm = |alarm: &Alarm| Alarm { category: alarm.category - range.start, ..alarm.clone() };
        let map = |map: &Map| Map {
            class_of: part(&map.class_of, range),
            marked: part(&map.marked, range),
            bubbles: part(&map.bubbles, range),
            ..map.clone()
        };
        let flow = |flow: &Flow| Flow { links: part(&flow.links, range), ..flow.clone() };
        let tail = |tail: &Tail| Tail { from: tail.from.saturating_sub(range.start), ..tail.clone() };
        ChartSpec {
            categories: part(&self.categories, range),
            keys: part(&self.keys, range),
            series: self.series.iter().map(series).collect(),
            steps: part(&self.steps, range),
            marks: self.marks.iter().filter(|mark| within(&mark.category)).map(mark).collect(),
            alarms: self.alarms.iter().filter(|alarm| within(&alarm.category)).map(alarm).collect(),
            tail: self.tail.as_ref().map(tail),
            map: self.map.as_ref().map(map),
            flow: self.flow.as_ref().map(flow),
            ..self.clone()
        }
    }
}

fn part<T: Clone>(all: &[T], range: &Range<usize>) -> Vec<T> {
    all.iter().skip(range.start).take(range.len()).cloned().collect()
}
