//! A sign-in that waits for a person at another device.

use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;
use std::time::Duration;

use super::pace::{Mark, Pace};
use super::poll::Flow;
use crate::client::Core;
use crate::error::Error;
use crate::provider::Provider;
use crate::session::{DynSession, Session};
use crate::spec::CallKind;
use crate::transport::BoxFuture;
use crate::wire::judge::DeviceAuthorization;

/// How far a device sign-in has come.
#[derive(Clone, Debug)]
pub enum DevicePoll<S> {
    /// The person has not decided yet, or the provider could not be reached.
    Pending {
        /// The next poll is allowed after this time, and not earlier.
        wait: Duration,
    },
    /// The person agreed.
    SignedIn(S),
}

/// A sign-in that waits for a person to type its code on another device, for a
/// provider known only at run time (RFC 8628 §3.3).
///
/// All clones are the same sign-in: one of them polls at a time, the tokens are
/// fetched and stored once, and whoever waits is given the same session. When a
/// waiting task is dropped, a poll that is under way goes on, and its answer is
/// there for the next one who asks.
#[derive(Clone)]
pub struct DynDeviceSignIn {
    shown: Arc<Shown>,
    flow: Arc<Flow>,
}

/// What is for the person's eyes.
struct Shown {
    user_code: String,
    verification_uri: String,
    verification_uri_complete: Option<String>,
    expires_in: Duration,
}

impl fmt::Debug for DynDeviceSignIn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DeviceSignIn")
            .field("provider", &self.flow.core().spec.id)
            .field("verification_uri", &self.shown.verification_uri)
            .field("interval", &self.interval())
            .finish_non_exhaustive()
    }
}

impl DynDeviceSignIn {
    pub(super) fn issued(
        core: Arc<Core>,
        scope: String,
        begun: Mark,
        issued: DeviceAuthorization,
    ) -> Self {
        let now = Mark::now(&core.time);
        let pace = Pace::new(begun, now, issued.expires_in, issued.interval);
        Self {
            shown: Arc::new(Shown {
                user_code: issued.user_code,
                verification_uri: issued.verification_uri,
                verification_uri_complete: issued.verification_uri_complete,
                expires_in: issued.expires_in,
            }),
            flow: Arc::new(Flow::new(
                core,
                CallKind::DeviceToken,
                issued.device_code,
                scope,
                issued.kept,
                pace,
            )),
        }
    }

    /// The code that the person types. Control characters, terminal escapes and
    /// what is not seen are gone; at most 64 characters.
    #[must_use]
    pub fn user_code(&self) -> &str {
        &self.shown.user_code
    }

    /// Where the person types it. Always `https`, or `http` on loopback, and at
    /// most 2048 printable ASCII characters.
    #[must_use]
    pub fn verification_uri(&self) -> &str {
        &self.shown.verification_uri
    }

    /// The address with the code in it, for a QR code. Checked like
    /// [`verification_uri`](Self::verification_uri).
    #[must_use]
    pub fn verification_uri_complete(&self) -> Option<&str> {
        self.shown.verification_uri_complete.as_deref()
    }

    /// How long the code was good for when it was issued.
    #[must_use]
    pub fn expires_in(&self) -> Duration {
        self.shown.expires_in
    }

    /// How long the provider wants to be left alone between two polls, as it is
    /// now. Polls keep a fifth more than that.
    #[must_use]
    pub fn interval(&self) -> Duration {
        self.flow.interval()
    }

    /// Polls until the person has decided or the code is over.
    ///
    /// It waits first, and polls only when the wall clock and the monotonic clock
    /// both allow it. A provider that cannot be reached, or cannot answer, is
    /// asked again, each time after twice the wait, until the code is over.
    ///
    /// # Errors
    /// `E0406` when the person refused, `E0412` when this machine's clocks run
    /// apart, `E0413` when nobody typed the code in time, `E0330` when the
    /// provider does not take the code, `E03..` for what else it answers.
    pub fn wait(&self) -> BoxFuture<'_, Result<DynSession, Error>> {
        // In a box, so that each program does not compile and hold all of it again.
        Box::pin(self.flow.wait())
    }

    /// Polls once, for a program with a loop of its own. Before the time has come
    /// nothing is sent, and the answer is how long to wait still; so the first
    /// call sends nothing either.
    ///
    /// # Errors
    /// As [`DynDeviceSignIn::wait`].
    pub fn poll(&self) -> BoxFuture<'_, Result<DevicePoll<DynSession>, Error>> {
        Box::pin(self.flow.poll())
    }
}

/// A sign-in that waits for a person to type its code on another device
/// (RFC 8628 §3.3).
///
/// All clones are the same sign-in: one of them polls at a time, the tokens are
/// fetched and stored once, and whoever waits is given the same session.
pub struct DeviceSignIn<P: Provider> {
    inner: DynDeviceSignIn,
    provider: PhantomData<fn() -> P>,
}

impl<P: Provider> Clone for DeviceSignIn<P> {
    fn clone(&self) -> Self {
        Self::new(self.inner.clone())
    }
}

impl<P: Provider> fmt::Debug for DeviceSignIn<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.inner.fmt(f)
    }
}

impl<P: Provider> DeviceSignIn<P> {
    pub(super) fn new(inner: DynDeviceSignIn) -> Self {
        Self {
            inner,
            provider: PhantomData,
        }
    }

    /// The code that the person types. See [`DynDeviceSignIn::user_code`].
    #[must_use]
    pub fn user_code(&self) -> &str {
        self.inner.user_code()
    }

    /// Where the person types it. Always `https`, or `http` on loopback.
    #[must_use]
    pub fn verification_uri(&self) -> &str {
        self.inner.verification_uri()
    }

    /// The address with the code in it, for a QR code.
    #[must_use]
    pub fn verification_uri_complete(&self) -> Option<&str> {
        self.inner.verification_uri_complete()
    }

    /// How long the code was good for when it was issued.
    #[must_use]
    pub fn expires_in(&self) -> Duration {
        self.inner.expires_in()
    }

    /// How long the provider wants to be left alone between two polls, as it is
    /// now. Polls keep a fifth more than that.
    #[must_use]
    pub fn interval(&self) -> Duration {
        self.inner.interval()
    }

    /// Polls until the person has decided or the code is over. See
    /// [`DynDeviceSignIn::wait`].
    ///
    /// # Errors
    /// As [`DynDeviceSignIn::wait`].
    pub async fn wait(&self) -> Result<Session<P>, Error> {
        self.inner.wait().await.map(Session::new)
    }

    /// Polls once, for a program with a loop of its own. See
    /// [`DynDeviceSignIn::poll`].
    ///
    /// # Errors
    /// As [`DynDeviceSignIn::wait`].
    pub async fn poll(&self) -> Result<DevicePoll<Session<P>>, Error> {
        Ok(match self.inner.poll().await? {
            DevicePoll::Pending { wait } => DevicePoll::Pending { wait },
            DevicePoll::SignedIn(session) => DevicePoll::SignedIn(Session::new(session)),
        })
    }

    /// The same sign-in without its type parameter.
    #[must_use]
    pub fn as_dyn(&self) -> &DynDeviceSignIn {
        &self.inner
    }
}
