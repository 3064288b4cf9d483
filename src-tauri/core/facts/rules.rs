//! The settings that tickets are judged by.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::satisfaction::Scales;

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

impl Rules {
    /// The repeat-contact window, in seconds.
    pub fn repeat_window(&self) -> i64 {
        i64::from(self.repeat_window_hours) * 3_600
    }

    /// Whether each value can be used.
    ///
    /// # Errors
    /// What is wrong with the first that cannot.
    pub fn check(&self) -> Result<(), String> {
        if !(1..=MOST_HOURS).contains(&self.repeat_window_hours) {
            return Err(format!(
                "a repeat-contact window of {} hours is not between 1 and {MOST_HOURS}",
                self.repeat_window_hours
            ));
        }
        let odd = self.scales.0.iter().find(|scale| !(scale.top > 0.0 && scale.satisfied_from <= scale.top));
        match odd {
            Some(scale) => Err(format!(
                "{} of {} cannot be the lowest satisfied score of a scale",
                scale.satisfied_from, scale.top
            )),
            None => Ok(()),
        }
    }
}

/// The longest repeat-contact window: a year.
const MOST_HOURS: u32 = 366 * 24;
