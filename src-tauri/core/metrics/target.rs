//! What a KPI should be, and whether it is.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::figure::Figure;
use super::kpi::{Direction, Kpi};
use super::query::QueryError;

/// What a KPI should reach or not exceed.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Target {
    /// The value, in the KPI's unit.
    pub value: f64,
    /// `up`: at least the value; `down`: at most.
    pub direction: Direction,
}

/// Targets, by the KPI's name.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, TS)]
#[serde(transparent)]
pub struct Targets(pub BTreeMap<String, Target>);

/// A target that can be none, by its KPI's name.
#[derive(Debug, thiserror::Error)]
pub enum BadTarget {
    /// There is no such KPI.
    #[error(transparent)]
    Kpi(#[from] QueryError),
    /// Its value is no number.
    #[error("the target of {0} is no number")]
    NoNumber(String),
    /// It is of a proportion, and its value is none.
    #[error("the target of {name} is a proportion from 0 to 1, not {value}")]
    NoProportion {
        /// The KPI.
        name: String,
        /// The value.
        value: f64,
    },
    /// Nothing says which way it is to be passed.
    #[error("the target of {0} is to be at least or at most its value")]
    NoDirection(String),
}

/// Whether a figure meets its target.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// It does, and so does its whole interval.
    OnTarget,
    /// It does not, nor does any of its interval.
    OffTarget,
    /// Its interval has the target inside: too few tickets to tell.
    Undecided,
}

impl Targets {
    /// The target of a KPI.
    pub fn of(&self, kpi: &str) -> Option<Target> {
        self.0.get(kpi).copied()
    }

    /// Whether each target can be one.
    ///
    /// # Errors
    /// What is wrong with the first that cannot.
    pub fn check(&self) -> Result<(), BadTarget> {
        for (name, target) in &self.0 {
            let kpi = Kpi::named(name)?;
            if !target.value.is_finite() {
                return Err(BadTarget::NoNumber(name.clone()));
            }
            if kpi.unit == super::kpi::Unit::Proportion && !(0.0..=1.0).contains(&target.value) {
                return Err(BadTarget::NoProportion { name: name.clone(), value: target.value });
            }
            if target.direction == Direction::Neutral {
                return Err(BadTarget::NoDirection(name.clone()));
            }
        }
        Ok(())
    }

    /// How a figure stands to its KPI's target. `None` where there is no target, or no value.
    pub(super) fn standing(&self, figure: &Figure) -> Option<Standing> {
        let target = self.of(figure.kpi)?;
        let value = figure.value?;
        let meets = |value: f64| match target.direction {
            Direction::Down => value <= target.value,
            Direction::Up | Direction::Neutral => value >= target.value,
        };
        // Where a figure has no interval, its value alone decides.
        let ends = [figure.low.unwrap_or(value), figure.high.unwrap_or(value)].map(meets);
        Some(match ends {
            [true, true] => Standing::OnTarget,
            [false, false] => Standing::OffTarget,
            _ => Standing::Undecided,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_is_undecided_where_its_interval_spans_the_target() {
        let targets = |value, direction| Targets([("csat".to_owned(), Target { value, direction })].into());
        let figure = Figure { value: Some(0.85), low: Some(0.80), high: Some(0.90), ..Figure::empty("csat") };
        let standing = |value, direction| targets(value, direction).standing(&figure);
        assert_eq!(standing(0.80, Direction::Up), Some(Standing::OnTarget));
        assert_eq!(standing(0.85, Direction::Up), Some(Standing::Undecided));
        assert_eq!(standing(0.91, Direction::Up), Some(Standing::OffTarget));
        assert_eq!(standing(0.91, Direction::Down), Some(Standing::OnTarget));
        assert_eq!(Targets::default().standing(&figure), None);
        assert_eq!(targets(0.8, Direction::Up).standing(&Figure::empty("csat")), None);
        let cost = Figure { value: Some(12.0), ..Figure::empty("cost_per_resolution") };
        let at_most = Target { value: 12.0, direction: Direction::Down };
        let targets = Targets([("cost_per_resolution".to_owned(), at_most)].into());
        assert_eq!(targets.standing(&cost), Some(Standing::OnTarget));
    }

    #[test]
    fn what_cannot_be_a_target_is_refused() {
        let check = |kpi: &str, value, direction| {
            Targets([(kpi.to_owned(), Target { value, direction })].into()).check()
        };
        assert!(check("csat", 0.9, Direction::Up).is_ok());
        assert!(check("csat", 90.0, Direction::Up).unwrap_err().to_string().contains("0 to 1"));
        assert!(check("cast", 0.9, Direction::Up).unwrap_err().to_string().contains("csat"));
        assert!(check("backlog", f64::NAN, Direction::Down).is_err());
        assert!(check("tickets", 10.0, Direction::Neutral).is_err());
    }
}
