use super::Keep;

/// How the authorization response is read (RFC 6749 §4.1.2).
#[derive(Clone, Copy, Debug)]
pub struct CallbackSpec {
    /// Where the response parameters are.
    pub mode: CallbackMode,
    /// Whether the response is one signed JWT (JWT Secured Authorization Response Mode).
    pub jwt: bool,
    /// Name of the `code` parameter.
    pub code: &'static str,
    /// Name of the `state` parameter.
    pub state: &'static str,
    /// Name of the `error` parameter.
    pub error: &'static str,
    /// Name of the `error_description` parameter.
    pub error_description: &'static str,
    /// What is asked of `state`.
    pub state_policy: StatePolicy,
    /// What is asked of `iss` (RFC 9207).
    pub iss: IssPolicy,
    /// Values kept beside the code; one that names a host has a kind with its trust rule.
    pub keep: &'static [Keep],
    /// Values of `error` that mean the user refused, beside `access_denied`.
    pub denied: &'static [&'static str],
}

impl CallbackSpec {
    /// As the RFC has it: in the query, with `state`.
    pub const DEFAULT: Self = Self {
        mode: CallbackMode::Query,
        jwt: false,
        code: "code",
        state: "state",
        error: "error",
        error_description: "error_description",
        state_policy: StatePolicy::Required,
        iss: IssPolicy::IfPresent,
        keep: &[],
        denied: &[],
    };
}

/// Where the response parameters are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum CallbackMode {
    /// In the query of the redirect URI.
    Query,
    /// Behind `#` of the redirect URI.
    Fragment,
    /// In the body of a `POST` to the redirect URI.
    FormPost,
    /// In a JSON body that the provider posts to the program's server: no browser
    /// brings it, and `code` is a path into it.
    Webhook,
}

/// What is asked of `state` in the response.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum StatePolicy {
    /// Must be there and match.
    Required,
    /// Must match when it is there.
    IfPresent,
    /// The provider does not know `state`: none is sent, none is asked for.
    Unsupported,
    /// The provider does not know `state`, but brings the query of the redirect URI
    /// back: `state` travels in it, here and in the token request. Must match.
    InRedirectUri,
}

/// What is asked of `iss` in the response (RFC 9207 §2.4).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum IssPolicy {
    /// Must equal the declared issuer when it is there.
    IfPresent,
    /// Must be there and equal the declared issuer.
    Required,
}
