//! What one request draws of its own.

use std::time::SystemTime;

use super::core::Core;
use crate::error::Error;
use crate::spec::CallSpec;
use crate::wire::Inputs;

/// The time and the UUID of one request, the same in all its values. Empty where
/// no template of the call uses them.
pub(crate) struct Drawn(Option<(SystemTime, String)>);

impl Core {
    /// Draws what a request of this call needs.
    ///
    /// # Errors
    /// `E0503` when the operating system gives no random bytes.
    pub(crate) fn draw(&self, call: &CallSpec) -> Result<Drawn, Error> {
        if !call.fresh {
            return Ok(Drawn(None));
        }
        Ok(Drawn(Some((self.time.now(), self.entropy.uuid()?))))
    }
}

impl Drawn {
    /// The inputs with what was drawn.
    pub(crate) fn over<'a>(&'a self, inputs: &Inputs<'a>) -> Inputs<'a> {
        match &self.0 {
            Some((now, uuid)) => Inputs {
                now: Some(*now),
                uuid: Some(uuid),
                ..*inputs
            },
            None => *inputs,
        }
    }
}
