//! Waits for a helpdesk in steps, so that breaking it off need not wait with it.

use std::ops::ControlFlow;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use super::lock;
use crate::connect::Patience;
use crate::model::Timestamp;

const STEP: Duration = Duration::from_millis(50);

/// Patience that somebody can end.
pub struct Waiting {
    now: Box<dyn Fn() -> Timestamp + Send + Sync>,
    broken_off: Arc<AtomicBool>,
    left: Mutex<Duration>,
}

impl Waiting {
    /// Patience by this clock, until `broken_off` is set.
    pub fn new(now: impl Fn() -> Timestamp + Send + Sync + 'static, broken_off: Arc<AtomicBool>) -> Waiting {
        Waiting { now: Box::new(now), broken_off, left: Mutex::default() }
    }

    /// How much of the present wait is left; nothing where none is under way.
    pub fn left(&self) -> Duration {
        *lock(&self.left)
    }
}

impl Patience for Waiting {
    fn now(&self) -> Timestamp {
        (self.now)()
    }

    fn wait(&self, mut time: Duration) -> ControlFlow<()> {
        while !time.is_zero() && !self.broken_off.load(Ordering::SeqCst) {
            *lock(&self.left) = time;
            let step = time.min(STEP);
            std::thread::sleep(step);
            time -= step;
        }
        *lock(&self.left) = Duration::ZERO;
        match time.is_zero() {
            true => ControlFlow::Continue(()),
            false => ControlFlow::Break(()),
        }
    }

    fn is_broken_off(&self) -> bool {
        self.broken_off.load(Ordering::SeqCst)
    }
}
