//! Something that moves while a person waits.

use std::io::IsTerminal as _;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::Global;

/// Turns on standard error until it is dropped, on a terminal only.
pub(crate) struct Spinner(Option<ProgressBar>);

const STEP: Duration = Duration::from_millis(120);

impl Spinner {
    /// Starts to turn.
    pub(crate) fn start(global: &Global, text: impl Into<String>) -> Self {
        if !global.talks() || !std::io::stderr().is_terminal() || crate::paint::is_dumb() {
            return Self(None);
        }
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr());
        if let Ok(style) = ProgressStyle::with_template("{spinner} {msg}") {
            bar.set_style(style);
        }
        bar.set_message(text.into());
        bar.enable_steady_tick(STEP);
        Self(Some(bar))
    }
}

impl Drop for Spinner {
    fn drop(&mut self) {
        if let Some(bar) = &self.0 {
            bar.finish_and_clear();
        }
    }
}
