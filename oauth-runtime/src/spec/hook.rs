use std::fmt;
use std::time::SystemTime;

use crate::error::Error;
use crate::secret::Secret;

/// A function of the declaring crate that makes a text which no template can
/// (a signed XML document). It is pure: everything it may use is handed to it.
#[derive(Clone, Copy)]
pub struct Hook {
    /// The placeholder's name: `hook.saml`.
    pub name: &'static str,
    /// The function.
    pub call: HookFn,
}

/// The type of a hook. The text is secret, so it is never printed.
pub type HookFn = fn(&HookInputs<'_>) -> Result<Secret, Error>;

impl fmt::Debug for Hook {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Hook")
            .field("name", &self.name)
            .finish_non_exhaustive()
    }
}

/// What a hook may use.
#[derive(Clone, Copy)]
#[non_exhaustive]
pub struct HookInputs<'a> {
    /// The time of the request.
    pub now: SystemTime,
    /// The UUID of the request.
    pub uuid: &'a str,
    /// The client id; empty where none is set.
    pub client_id: &'a str,
    /// The client secret, if one is set.
    pub client_secret: Option<&'a str>,
    pub(crate) vars: &'a dyn Fn(&str) -> Option<&'a str>,
}

impl<'a> HookInputs<'a> {
    /// Inputs with neither client id nor secret: for a hook's own tests, and for
    /// servers that stand in for the provider.
    #[must_use]
    pub fn new(now: SystemTime, uuid: &'a str, vars: &'a dyn Fn(&str) -> Option<&'a str>) -> Self {
        Self {
            now,
            uuid,
            client_id: "",
            client_secret: None,
            vars,
        }
    }

    /// The value of a tenant variable, by its declared name.
    #[must_use]
    pub fn var(&self, name: &str) -> Option<&'a str> {
        (self.vars)(name)
    }
}

impl fmt::Debug for HookInputs<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HookInputs")
            .field("now", &self.now)
            .finish_non_exhaustive()
    }
}
