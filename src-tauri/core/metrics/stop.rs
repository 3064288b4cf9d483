//! Breaking off what nobody waits for any more.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use super::query::QueryError;

/// What a computation looks at on its way: whether its answer is still wanted. Copies are of the same one.
#[derive(Clone, Debug, Default)]
pub struct StopSign(Arc<AtomicBool>);

impl StopSign {
    /// Says that the answer is not wanted any more.
    pub fn set(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    /// Goes on only where the answer is still wanted.
    ///
    /// # Errors
    /// It is not.
    pub fn check(&self) -> Result<(), QueryError> {
        if self.0.load(Ordering::Relaxed) { Err(QueryError::Stopped) } else { Ok(()) }
    }
}
