//! Whether a rating is a satisfied one: the source's own verdict, else the score on its scale.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::model::TicketOutcome;

/// From which score on a customer counts as satisfied, on scales with one top.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct Scale {
    /// The top of the scale.
    pub top: f64,
    /// The lowest score that is satisfied.
    pub satisfied_from: f64,
}

/// The scale table. A scale that is not in it is satisfied from 0.8 of its top.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(transparent)]
pub struct Scales(pub Vec<Scale>);

impl Default for Scales {
    /// 2 from 2, 3 from 3, 5 from 4, 7 from 6, 10 from 9.
    fn default() -> Scales {
        let table = [(2.0, 2.0), (3.0, 3.0), (5.0, 4.0), (7.0, 6.0), (10.0, 9.0)];
        Scales(table.map(|(top, satisfied_from)| Scale { top, satisfied_from }).to_vec())
    }
}

impl Scales {
    /// From which score on a customer counts as satisfied, on the scale with this top.
    pub fn satisfied_from(&self, top: f64) -> f64 {
        // 0.8 has no exact double.
        self.0.iter().find(|scale| scale.top == top).map_or(4.0 * top / 5.0, |scale| scale.satisfied_from)
    }

    /// Whether the customer was satisfied; `None` where the ticket is unrated.
    pub fn satisfied(&self, ticket: &TicketOutcome) -> Option<bool> {
        if ticket.satisfied.is_some() {
            return ticket.satisfied;
        }
        let (score, top) = (ticket.csat_score?, ticket.csat_scale?);
        Some(match self.0.iter().find(|scale| scale.top == top) {
            Some(scale) => score >= scale.satisfied_from,
            // 0.8 has no exact double; five times both sides compares whole scores exactly.
            None => 5.0 * score >= 4.0 * top,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rated(score: Option<f64>, scale: Option<f64>, satisfied: Option<bool>) -> Option<bool> {
        let ticket = TicketOutcome { csat_score: score, csat_scale: scale, satisfied, ..Default::default() };
        Scales::default().satisfied(&ticket)
    }

    #[test]
    fn each_scale_has_its_lower_bound() {
        for (top, lowest) in
            [(2.0, 2.0), (3.0, 3.0), (5.0, 4.0), (7.0, 6.0), (10.0, 9.0), (4.0, 3.2), (100.0, 80.0)]
        {
            assert_eq!(rated(Some(lowest), Some(top), None), Some(true), "{lowest} of {top}");
            assert_eq!(rated(Some(lowest - 0.01), Some(top), None), Some(false), "below {lowest} of {top}");
        }
    }

    #[test]
    fn the_sources_verdict_wins_and_a_score_without_scale_is_unrated() {
        assert_eq!(rated(Some(1.0), Some(5.0), Some(true)), Some(true));
        assert_eq!(rated(Some(5.0), None, None), None);
        assert_eq!(rated(None, Some(5.0), None), None);
        assert_eq!(rated(None, None, Some(false)), Some(false));
    }
}
