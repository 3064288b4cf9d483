//! Judges each profile at each age once, so that a pass over the tickets only counts how many there are of each class.

use std::collections::HashMap;

use foldhash::fast::RandomState;

use super::kpi::{Evidence, Kpi, Measure};
use super::plan::Plan;
use super::row::{Age, Row, Verdict};
use crate::facts::Flags;

/// Something that is counted of tickets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Counted {
    /// Every ticket.
    Tickets,
    /// Tickets with a flag.
    Flagged(Flags),
    /// Tickets on which a KPI, by its place among those asked for, comes to a verdict.
    Judged(usize, Verdict),
    /// Tickets that a KPI judges on part of the evidence.
    InPart(usize),
}

/// Sorts tickets into classes: those of one class count alike in everything that is asked.
pub(super) struct Judge {
    counted: Vec<Counted>,
    /// For each class, the places of what its tickets count in.
    classes: Vec<Vec<u16>>,
    /// The class of each profile at each age.
    class_of: Vec<u16>,
}

impl Judge {
    /// Judges by these KPIs, each with its place among those asked for, and counts tickets with these flags.
    pub(super) fn new<'k>(
        plan: &Plan<'_>,
        kpis: impl Iterator<Item = (usize, &'k &'static Kpi)>,
        flags: &[Flags],
    ) -> Judge {
        let mut counted = vec![Counted::Tickets];
        counted.extend(flags.iter().map(|flag| Counted::Flagged(*flag)));
        let mut kpis: Vec<Judged> =
            kpis.filter(|(_, kpi)| is_judged(kpi)).map(|(at, kpi)| Judged::new(at, kpi)).collect();
        let mut known: HashMap<Vec<u16>, u16, RandomState> = HashMap::default();
        let (mut classes, mut class_of) = (Vec::new(), Vec::new());
        for profile in plan.facts.words().profiles() {
            for age in Age::ALL {
                let row = Row::new(*profile, age);
                let mut counts = vec![0];
                counts.extend(
                    flags.iter().zip(1..).filter(|(flag, _)| profile.has(**flag)).map(|(_, place)| place),
                );
                for kpi in &mut kpis {
                    kpi.judge(row, &mut counted, &mut counts);
                }
                // There are no more classes than profiles at an age, and far fewer of those than a class can number.
                class_of.push(*known.entry(counts).or_insert_with_key(|counts| {
                    classes.push(counts.clone());
                    (classes.len() - 1) as u16
                }));
            }
        }
        Judge { counted, classes, class_of }
    }

    /// How many classes there are.
    pub(super) fn classes(&self) -> usize {
        self.classes.len()
    }

    /// The places of what tickets of a class count in.
    pub(super) fn counts_of(&self, class: usize) -> &[u16] {
        self.classes.get(class).map_or(&[], Vec::as_slice)
    }

    /// Whether tickets of a class count in something.
    pub(super) fn counts(&self, class: usize, counted: Counted) -> bool {
        self.place(counted).is_some_and(|place| self.counts_of(class).contains(&(place as u16)))
    }

    /// How many different things are counted.
    pub(super) fn len(&self) -> usize {
        self.counted.len()
    }

    /// Where a count stands among those of a group.
    pub(super) fn place(&self, counted: Counted) -> Option<usize> {
        self.counted.iter().position(|known| *known == counted)
    }

    /// The class of the tickets of a profile at an age.
    #[inline]
    pub(super) fn class(&self, profile: u32, age: Age) -> u16 {
        self.class_of.get(profile as usize * Age::ALL.len() + age.index()).copied().unwrap_or_default()
    }
}

/// A KPI that is counted by its verdicts, and where those counts stand.
struct Judged<'k> {
    at: usize,
    kpi: &'k Kpi,
    places: [Option<u16>; Verdict::COUNT],
    in_part: Option<u16>,
}

impl<'k> Judged<'k> {
    fn new(at: usize, kpi: &'k Kpi) -> Judged<'k> {
        Judged { at, kpi, places: [None; Verdict::COUNT], in_part: None }
    }

    /// Adds the places of what a ticket counts in; a new one for what none has counted in before.
    fn judge(&mut self, row: Row, counted: &mut Vec<Counted>, counts: &mut Vec<u16>) {
        let mut place = |place: &mut Option<u16>, count| {
            counts.push(*place.get_or_insert_with(|| {
                counted.push(count);
                (counted.len() - 1) as u16
            }));
        };
        let verdict = self.kpi.measure.judge(row);
        if verdict == Verdict::Outside {
            return;
        }
        place(&mut self.places[verdict as usize], Counted::Judged(self.at, verdict));
        if verdict.counts() && self.kpi.evidence == Evidence::WindowInPart && row.is_clean_in_part() {
            place(&mut self.in_part, Counted::InPart(self.at));
        }
    }
}

/// Whether a KPI is counted by its verdicts.
fn is_judged(kpi: &Kpi) -> bool {
    matches!(kpi.measure, Measure::Share(_) | Measure::Graded(_))
}
