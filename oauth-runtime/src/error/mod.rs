//! The one error type: a stable code, the provider, the call, and the
//! declaration key to look at. Never a secret, never a response body.

mod code;
mod oauth;

pub use code::Code;
pub use oauth::OAuthError;

use std::borrow::Cow;
use std::fmt;
use std::time::Duration;

use crate::spec::CallKind;

/// What went wrong, where, and what to change.
///
/// ```
/// # fn show(error: &oauth_runtime::Error) {
/// if error.is_reauth_required() {
///     eprintln!("sign in again: {error}");
/// }
/// # }
/// ```
#[derive(Clone)]
pub struct Error(Box<Detail>);

#[derive(Clone)]
struct Detail {
    code: Code,
    provider: &'static str,
    call: Option<CallKind>,
    step: Option<&'static str>,
    key: Option<Cow<'static, str>>,
    text: Cow<'static, str>,
    oauth: Option<OAuthError>,
    status: Option<u16>,
    retry_after: Option<Duration>,
    required_scopes: Vec<String>,
    sent: bool,
    stray: bool,
}

impl Error {
    /// An error of an integration that builds on this library: what is wrong,
    /// then what to do. No secret may stand in the text.
    pub fn new(code: Code, text: impl Into<Cow<'static, str>>) -> Self {
        Self(Box::new(Detail {
            code,
            provider: "",
            call: None,
            step: None,
            key: None,
            text: text.into(),
            oauth: None,
            status: None,
            retry_after: None,
            required_scopes: Vec::new(),
            sent: false,
            stray: false,
        }))
    }

    /// Names the provider.
    #[must_use]
    pub fn of(mut self, provider: &'static str) -> Self {
        self.0.provider = provider;
        self
    }

    /// Names the call.
    #[must_use]
    pub fn on(mut self, call: CallKind) -> Self {
        self.0.call = Some(call);
        self
    }

    /// Names the step of the call.
    pub(crate) fn in_step(mut self, name: &'static str) -> Self {
        self.0.step = Some(name);
        self
    }

    /// Names the declaration key or the setting to look at.
    #[must_use]
    pub fn key(mut self, key: impl Into<Cow<'static, str>>) -> Self {
        self.0.key = Some(key.into());
        self
    }

    pub(crate) fn oauth(mut self, error: OAuthError) -> Self {
        self.0.oauth = Some(error);
        self
    }

    /// Adds what was sent, or what to type, to what is wrong.
    pub(crate) fn hint(mut self, hint: impl fmt::Display) -> Self {
        self.0.text = format!("{}; {hint}", self.0.text).into();
        self
    }

    pub(crate) fn status_code(mut self, status: u16) -> Self {
        self.0.status = Some(status);
        self
    }

    pub(crate) fn wait(mut self, retry_after: Option<Duration>) -> Self {
        self.0.retry_after = retry_after;
        self
    }

    pub(crate) fn requires(mut self, scopes: Vec<String>) -> Self {
        self.0.required_scopes = scopes;
        self
    }

    pub(crate) fn after_sending(mut self) -> Self {
        self.0.sent = true;
        self
    }

    /// For a failure before the request that could have had an effect.
    pub(crate) fn not_sent(mut self) -> Self {
        self.0.sent = false;
        self
    }

    pub(crate) fn stray(mut self) -> Self {
        self.0.stray = true;
        self
    }

    /// The stable code.
    #[must_use]
    pub fn code(&self) -> Code {
        self.0.code
    }

    /// What is wrong and what to do, without provider, code and the provider's own words.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.0.text
    }

    /// The provider's id.
    #[must_use]
    pub fn provider(&self) -> &'static str {
        self.0.provider
    }

    /// The call that failed.
    #[must_use]
    pub fn call(&self) -> Option<CallKind> {
        self.0.call
    }

    /// The name of the step or of the call in `learn(...)` that failed.
    #[must_use]
    pub fn step(&self) -> Option<&'static str> {
        self.0.step
    }

    /// The declaration key or the setting to look at.
    #[must_use]
    pub fn declaration_key(&self) -> Option<&str> {
        self.0.key.as_deref()
    }

    /// The error the provider answered, if it answered one.
    #[must_use]
    pub fn oauth_error(&self) -> Option<&OAuthError> {
        self.0.oauth.as_ref()
    }

    /// The HTTP status of the answer, if there was one.
    #[must_use]
    pub fn status(&self) -> Option<u16> {
        self.0.status
    }

    /// How long the provider asks to wait.
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        self.0.retry_after
    }

    /// The scopes that the API says the request needs (`scope` of `WWW-Authenticate`,
    /// RFC 6750 §3). Empty where it does not say. They are the API's own words:
    /// [`Session::step_up`](crate::Session::step_up) asks a person for them.
    #[must_use]
    pub fn required_scopes(&self) -> &[String] {
        &self.0.required_scopes
    }

    /// Whether only a new sign-in helps.
    #[must_use]
    pub fn is_reauth_required(&self) -> bool {
        // What a step refuses is not the sign-in itself.
        self.0.code.is_reauth_required() && self.0.step.is_none()
    }

    /// Whether the same request may succeed later.
    #[must_use]
    pub fn is_transient(&self) -> bool {
        self.0.code.is_transient()
    }

    /// Whether the request may have reached the provider although no complete
    /// answer came back, so that nobody knows if it took effect.
    #[must_use]
    pub fn is_ambiguous(&self) -> bool {
        self.0.sent
    }

    /// Whether a callback was refused because it is not the one that the
    /// sign-in waits for. The sign-in is not over: whoever listens goes on.
    #[must_use]
    pub fn is_stray_callback(&self) -> bool {
        self.0.stray
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let detail = &self.0;
        if !detail.provider.is_empty() {
            f.write_str(detail.provider)?;
            if let Some(call) = detail.call {
                write!(f, " {}", call.key())?;
            }
            if let Some(step) = detail.step {
                write!(f, " `{step}`")?;
            }
            f.write_str(": ")?;
        }
        f.write_str(&detail.text)?;
        if let Some(oauth) = &detail.oauth {
            write!(f, " ({oauth})")?;
        }
        if let Some(wait) = detail.retry_after {
            write!(f, "; wait {} s", wait.as_secs())?;
        }
        if let Some(key) = &detail.key {
            write!(f, "; look at `{key}`")?;
        }
        write!(f, " [{}]", detail.code)
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Error({self})")
    }
}

impl std::error::Error for Error {}
