//! The device authorization grant, RFC 8628.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use crate::client::Core;
use crate::error::{Code, Error};
use crate::session::DynSession;
use crate::transport::BoxFuture;

/// A device authorization request about to be sent, for a provider known only
/// at run time. `.await` it, or call [`DynDeviceRequest::send`].
#[derive(Clone)]
pub struct DynDeviceRequest {
    core: Arc<Core>,
    scope: String,
    params: Vec<(String, String)>,
}

impl fmt::Debug for DynDeviceRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DeviceRequest")
            .field("provider", &self.core.spec.id)
            .field("scope", &self.scope)
            .finish_non_exhaustive()
    }
}

impl DynDeviceRequest {
    pub(crate) fn new(core: Arc<Core>, scope: String) -> Self {
        Self {
            core,
            scope,
            params: Vec::new(),
        }
    }

    /// A further parameter of the request.
    #[must_use]
    pub fn param(mut self, name: impl Into<String>, value: impl ToString) -> Self {
        self.params.push((name.into(), value.to_string()));
        self
    }

    /// Asks the provider for a code that the person types on another device.
    ///
    /// # Errors
    /// `E0607` when the provider has no device flow, `E03..` for what it answers.
    pub fn send(self) -> BoxFuture<'static, Result<DynDeviceSignIn, Error>> {
        Box::pin(async move { Err(Error::new(Code::NotOffered, "not written yet")) })
    }
}

/// A sign-in that waits for a person to type its code on another device, for a
/// provider known only at run time.
#[derive(Clone, Debug)]
pub struct DynDeviceSignIn {
    user_code: String,
    verification_uri: String,
    verification_uri_complete: Option<String>,
    expires_in: Duration,
    interval: Duration,
}

impl DynDeviceSignIn {
    /// The code that the person types. Control characters are gone.
    #[must_use]
    pub fn user_code(&self) -> &str {
        &self.user_code
    }

    /// Where the person types it. Always `https`, or `http` on loopback.
    #[must_use]
    pub fn verification_uri(&self) -> &str {
        &self.verification_uri
    }

    /// The address with the code in it, for a QR code.
    #[must_use]
    pub fn verification_uri_complete(&self) -> Option<&str> {
        self.verification_uri_complete.as_deref()
    }

    /// How long the code was good for when it was issued.
    #[must_use]
    pub fn expires_in(&self) -> Duration {
        self.expires_in
    }

    /// How long to wait between two polls, as it is now.
    #[must_use]
    pub fn interval(&self) -> Duration {
        self.interval
    }

    /// Polls until the person has decided or the code is over.
    ///
    /// # Errors
    /// `E0406` when the person refused, `E0412` when this machine's clocks run
    /// apart, `E0413` when nobody typed the code in time, `E03..` for what the
    /// provider answers.
    pub fn wait(&self) -> BoxFuture<'_, Result<DynSession, Error>> {
        Box::pin(async move { Err(Error::new(Code::NotOffered, "not written yet")) })
    }
}
