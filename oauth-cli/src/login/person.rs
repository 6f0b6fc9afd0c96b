//! The person at the terminal, with something that turns while another device is waited for.

use std::sync::{Mutex, PoisonError};

use oauth_runtime::Secret;
use oauth_runtime::store::BoxFuture;
use oauth_sign_in::{Notice, Person, Terminal};

use crate::Global;
use crate::spinner::Spinner;

/// Tells what the library tells, but for the end: the command says more about that.
pub(super) struct Listener {
    terminal: Terminal,
    global: Global,
    turning: Mutex<Option<Spinner>>,
}

impl Listener {
    pub(super) fn new(global: &Global) -> Self {
        Self {
            terminal: Terminal::new(),
            global: global.clone(),
            turning: Mutex::default(),
        }
    }

    fn turn(&self, spinner: Option<Spinner>) {
        *self.turning.lock().unwrap_or_else(PoisonError::into_inner) = spinner;
    }
}

impl Person for Listener {
    fn tell(&self, notice: &Notice<'_>) {
        // It would be in the way of what is told.
        self.turn(None);
        match notice {
            Notice::Done => (),
            Notice::Device { .. } => {
                self.terminal.tell(notice);
                self.turn(Some(Spinner::start(
                    &self.global,
                    "waiting for the other device",
                )));
            }
            _ => self.terminal.tell(notice),
        }
    }

    fn typed(&self) -> BoxFuture<'_, Secret> {
        self.terminal.typed()
    }
}
