//! Sending planned requests.
//!
//! A transport sends one request and brings back one answer, decoded and
//! bounded. It never follows a redirect and never repeats a request: both
//! would send credentials where nobody declared them.

#[cfg(feature = "reqwest")]
mod connect;
#[cfg(feature = "reqwest")]
mod reqwest;

#[cfg(feature = "reqwest")]
#[cfg_attr(docsrs, doc(cfg(feature = "reqwest")))]
pub use self::reqwest::ReqwestTransport;

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::time::Duration;

use crate::error::{Code, Error};
use crate::wire::{WireRequest, WireResponse};

/// A future in a box, as object-safe traits need it.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// Sends requests.
pub trait Transport: Send + Sync + 'static {
    /// Sends one request. Redirects are answers, not instructions.
    ///
    /// # Errors
    /// A [`TransportError`] that says whether the request may have been read by the server.
    fn send(
        &self,
        request: WireRequest,
        limits: Limits,
    ) -> BoxFuture<'_, Result<WireResponse, TransportError>>;
}

/// A closure is a transport: for tests, and for HTTP libraries without an adapter.
impl<F, A> Transport for F
where
    F: Fn(WireRequest, Limits) -> A + Send + Sync + 'static,
    A: Future<Output = Result<WireResponse, TransportError>> + Send + 'static,
{
    fn send(
        &self,
        request: WireRequest,
        limits: Limits,
    ) -> BoxFuture<'_, Result<WireResponse, TransportError>> {
        Box::pin(self(request, limits))
    }
}

/// What a call may take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// From the first byte sent to the last byte read.
    pub deadline: Duration,
    /// The size of the decoded body, in bytes.
    pub body: usize,
}

impl Limits {
    /// Credential calls: 30 s and 1 MiB.
    pub const CREDENTIALS: Self = Self {
        deadline: Duration::from_secs(30),
        body: 1 << 20,
    };
    /// API calls: 60 s and 64 MiB.
    pub const API: Self = Self {
        deadline: Duration::from_secs(60),
        body: 64 << 20,
    };
}

/// Why no answer came.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum TransportError {
    /// The request was not sent.
    NotSent(String),
    /// The request may have been read; no complete answer came.
    NoAnswer(String),
    /// The deadline passed; the request may have been read.
    Deadline,
    /// The body is larger than its limit.
    TooLarge,
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotSent(why) => write!(f, "no connection: {why}"),
            Self::NoAnswer(why) => write!(f, "no complete answer: {why}"),
            Self::Deadline => f.write_str("the deadline passed"),
            Self::TooLarge => f.write_str("the answer is larger than its limit"),
        }
    }
}

impl TransportError {
    /// The error, with the limit that was passed and the setting to raise it.
    pub(crate) fn within(self, limits: Limits, setting: &'static str) -> Error {
        let passed = match self {
            Self::Deadline => format!("{:?}", limits.deadline),
            Self::TooLarge => format!("{} bytes", limits.body),
            other => return other.into(),
        };
        Error::from(self)
            .hint(format!("the limit is {passed}"))
            .key(setting)
    }
}

impl std::error::Error for TransportError {}

impl From<TransportError> for Error {
    fn from(error: TransportError) -> Self {
        let text = error.to_string();
        match error {
            TransportError::NotSent(_) => Self::new(Code::NotConnected, text),
            TransportError::NoAnswer(_) => Self::new(Code::NoAnswer, text).after_sending(),
            TransportError::Deadline => Self::new(Code::DeadlineExceeded, text).after_sending(),
            TransportError::TooLarge => Self::new(Code::TooLarge, text).after_sending(),
        }
    }
}
