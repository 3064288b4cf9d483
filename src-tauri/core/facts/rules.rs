//! The settings that tickets are judged by.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::satisfaction::{Scale, Scales};

/// The settings that tickets are judged by, whatever the question.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct Rules {
    /// From which score on a customer counts as satisfied.
    pub scales: Scales,
    /// Hours after a resolution within which the customer's return is a repeat contact.
    pub repeat_window_hours: u32,
}

impl Default for Rules {
    /// The default scale table and 168 hours.
    fn default() -> Rules {
        Rules { scales: Scales::default(), repeat_window_hours: 168 }
    }
}

/// Rules that tickets cannot be judged by.
#[derive(Clone, Copy, Debug, PartialEq, thiserror::Error)]
pub enum BadRules {
    /// A repeat-contact window out of its range.
    #[error("a repeat-contact window of {hours} hours is not between 1 and {most}")]
    Window {
        /// The window.
        hours: u32,
        /// The longest there can be.
        most: u32,
    },
    /// A scale on which no score, or every one, would be satisfied.
    #[error("{} of {} cannot be the lowest satisfied score of a scale", .0.satisfied_from, .0.top)]
    Scale(Scale),
}

impl Rules {
    /// The repeat-contact window, in seconds.
    pub fn repeat_window(&self) -> i64 {
        i64::from(self.repeat_window_hours) * 3_600
    }

    /// Whether each value can be used.
    ///
    /// # Errors
    /// What is wrong with the first that cannot.
    pub fn check(&self) -> Result<(), BadRules> {
        if !(1..=MOST_HOURS).contains(&self.repeat_window_hours) {
            return Err(BadRules::Window { hours: self.repeat_window_hours, most: MOST_HOURS });
        }
        let odd = self.scales.0.iter().find(|scale| !(scale.top > 0.0 && scale.satisfied_from <= scale.top));
        match odd {
            Some(scale) => Err(BadRules::Scale(*scale)),
            None => Ok(()),
        }
    }
}

/// The longest repeat-contact window: a year.
const MOST_HOURS: u32 = 366 * 24;
