//! A progress bar on a terminal, nothing elsewhere.

use std::sync::Mutex;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::output::is_quiet;

/// The bar that may be on the screen.
static SHOWN: Mutex<Option<ProgressBar>> = Mutex::new(None);

/// Takes the bar away, whoever drew it.
pub(crate) fn clear() {
    if let Some(bar) = SHOWN.lock().ok().and_then(|mut shown| shown.take()) {
        bar.finish_and_clear();
    }
}

/// How far a command is.
pub(crate) struct Progress(ProgressBar);

impl Progress {
    /// Starts at nothing of `total`.
    pub(crate) fn new(total: usize, verb: &'static str) -> Self {
        let total = u64::try_from(total).unwrap_or(u64::MAX);
        let target =
            if is_quiet() { ProgressDrawTarget::hidden() } else { ProgressDrawTarget::stderr() };
        let bar = ProgressBar::with_draw_target(Some(total), target);
        if let Ok(style) = ProgressStyle::with_template("{msg} {wide_bar} {pos}/{len} files") {
            bar.set_style(style);
        }
        bar.set_message(verb);
        if let Ok(mut shown) = SHOWN.lock() {
            *shown = Some(bar.clone());
        }
        Self(bar)
    }

    /// One file more.
    pub(crate) fn step(&self) {
        self.0.inc(1);
    }

    /// Takes the bar away.
    pub(crate) fn finish(self) {
        self.0.finish_and_clear();
        clear();
    }
}
