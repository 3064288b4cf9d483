//! Long work: a bar on a terminal, and Ctrl-C.

use std::ops::ControlFlow;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use supportmix_core::connect::Patience;
use supportmix_core::service::{ImportProgress, SyncProgress, Waiting};

use crate::place::now;
use crate::stop::Stop;

/// The bar of one long piece of work, which Ctrl-C breaks off.
pub struct LongWork {
    bar: ProgressBar,
    broken_off: Arc<AtomicBool>,
}

impl LongWork {
    /// Listens for Ctrl-C from now on. The first one ends the work in order, a second one ends the program; the store
    /// is as it was after either.
    pub fn begin() -> Result<LongWork, Stop> {
        let broken_off = Arc::new(AtomicBool::new(false));
        let flag = broken_off.clone();
        ctrlc::set_handler(move || {
            if flag.swap(true, Ordering::SeqCst) {
                std::process::exit(130);
            }
        })
        .map_err(|error| Stop::failed(format!("Ctrl-C cannot be caught: {error}")))?;
        // Drawn on a terminal only: indicatif hides a bar whose target is none.
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr());
        if let Ok(style) =
            ProgressStyle::with_template("{msg} {wide_bar} {percent}% {prefix} rows, {eta} left")
        {
            bar.set_style(style);
        }
        Ok(LongWork { bar, broken_off })
    }

    /// What waits for a helpdesk while it goes on, until the work is broken off.
    pub fn patience(&self) -> Arc<dyn Patience> {
        Arc::new(Waiting::new(now, self.broken_off.clone()))
    }

    /// Shows how far a sync is; breaks off where the user wants it.
    pub fn show_sync(&self, name: &str, now: &SyncProgress) -> ControlFlow<()> {
        self.bar.set_length(now.total.unwrap_or_default());
        self.bar.set_position(now.tickets);
        self.bar.set_prefix(now.tickets.to_string());
        self.bar.set_message(name.to_owned());
        self.go_on()
    }

    fn go_on(&self) -> ControlFlow<()> {
        match self.broken_off.load(Ordering::SeqCst) {
            true => ControlFlow::Break(()),
            false => ControlFlow::Continue(()),
        }
    }

    /// Shows how far it is; breaks off where the user wants it.
    pub fn show(&self, now: &ImportProgress) -> ControlFlow<()> {
        self.bar.set_length(now.progress.total);
        self.bar.set_position(now.progress.bytes);
        self.bar.set_prefix(now.progress.rows.to_string());
        self.bar.set_message(now.file.clone());
        self.go_on()
    }
}

impl Drop for LongWork {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}
