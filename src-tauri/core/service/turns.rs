//! Requests that supersede each other: who asks again in a place of the window no longer waits for the answer before.

use std::collections::HashMap;
use std::sync::Mutex;

use serde::Deserialize;
use serde_json::Value;

use super::Service;
use super::failure::Failure;
use super::lock;
use crate::metrics::StopSign;

/// Where in the window a request was made, and which of that place's it is. Requests run side by side and may arrive in
/// another order than they were made in, so each says its number.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Turn {
    /// The place.
    pub place: String,
    /// Its number, higher than that of the one before.
    pub number: u64,
}

impl Turn {
    /// Takes the turn out of a request that has one.
    ///
    /// # Errors
    /// It is malformed.
    pub(super) fn take(request: &mut Value) -> Result<Option<Turn>, Failure> {
        let turn = request.as_object_mut().and_then(|request| request.remove("turn"));
        turn.map(Turn::deserialize).transpose().map_err(|error| Failure::invalid(error.to_string()))
    }
}

/// The newest request of each place.
#[derive(Default)]
pub(super) struct Turns(Mutex<HashMap<String, (u64, StopSign)>>);

impl Turns {
    /// Begins a request, and breaks off the one before it in its place.
    ///
    /// # Errors
    /// A newer one has come already.
    pub(super) fn begin(&self, turn: Turn) -> Result<StopSign, Failure> {
        let mut newest = lock(&self.0);
        let (number, sign) = newest.entry(turn.place).or_default();
        if turn.number < *number {
            return Err(superseded());
        }
        if turn.number > *number {
            sign.set();
            (*number, *sign) = (turn.number, StopSign::default());
        }
        Ok(sign.clone())
    }
}

impl Service {
    /// Its turn has done it.
    pub(super) fn break_off(&self) -> Result<(), Failure> {
        Ok(())
    }
}

/// Why there is no answer, for nobody: who asked has asked again.
pub(super) fn superseded() -> Failure {
    Failure::new("superseded", "something newer was asked for instead")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_newest_request_of_a_place_counts_in_whatever_order_they_come() {
        let turns = Turns::default();
        let begin = |place: &str, number| turns.begin(Turn { place: place.to_owned(), number });
        let first = begin("page", 1).unwrap();
        let elsewhere = begin("tickets", 1).unwrap();
        let second = begin("page", 3).unwrap();
        assert!(first.check().is_err() && second.check().is_ok() && elsewhere.check().is_ok());
        assert_eq!(begin("page", 2).unwrap_err().code, "superseded");
        // One question may take several requests.
        assert!(begin("page", 3).is_ok() && second.check().is_ok());
    }
}
