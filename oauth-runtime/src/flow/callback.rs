//! The one validator of authorization responses: for a listener, a web
//! application and a pasted address alike (RFC 6749 §4.1.2, RFC 9207, RFC 9700 §4.7).

use std::borrow::Cow;

use super::pending::PendingSignIn;
use crate::error::{Code, Error, OAuthError};
use crate::secret::Secret;
use crate::spec::{CallbackMode, CallbackSpec, IssPolicy, ProviderSpec, StatePolicy};
use crate::token::Kept;
use crate::wire::judge::{decode, keep_parameters};
use crate::wire::{with_redirect_uri, with_scope};

/// What a valid response brings.
pub(crate) struct Accepted {
    pub(crate) code: Secret,
    pub(crate) kept: Kept,
}

const LONGEST_INPUT: usize = 16 << 10;
const LONGEST_VALUE: usize = 4 << 10;

/// Reads a response and checks it against the sign-in that waits for it.
/// Nothing the response says is used or shown before its state matches.
pub(crate) fn validate(
    spec: &'static ProviderSpec,
    issuer: Option<&str>,
    pending: &PendingSignIn,
    input: &str,
) -> Result<Accepted, Error> {
    let input = input.trim();
    if input.len() > LONGEST_INPUT {
        return Err(Error::new(Code::UnreadableCallback, "the callback is too large").stray());
    }
    if pending.redirect_uri.is_none() && !input.contains(['=', '/', '?']) {
        return pin(input);
    }
    let rules = &spec.callback;
    let params = own_params(rules, pending, input).map_err(Error::stray)?;
    let answered = params.one("iss")?;
    let promised = pending
        .frozen
        .as_ref()
        .is_some_and(|frozen| frozen.iss_required);
    let required = promised || rules.iss == IssPolicy::Required;
    check_issuer(required, issuer, answered, &pending.secrets())?;
    if let Some(error) = params.one(rules.error)? {
        let description = params.one(rules.error_description)?;
        let [state, verifier, nonce] = pending.secrets();
        let code = params.one(rules.code)?.unwrap_or_default();
        let error = refused(rules, error, description, &[state, verifier, nonce, code]);
        return Err(with_sent(error, spec, pending));
    }
    let kept = keep_parameters(spec, |name| params.get(name))?;
    match params.one(rules.code)? {
        Some(code) if !code.is_empty() => Ok(Accepted {
            code: Secret::new(code),
            kept,
        }),
        _ => Err(Error::new(
            Code::CodeMissing,
            format!(
                "the callback has no `{}`; the provider may call it otherwise: `callback(code = \"...\")`",
                rules.code
            ),
        )
        .key("callback(code)")),
    }
}

/// The parameters of a response that belongs to this sign-in.
fn own_params<'i>(
    rules: &CallbackSpec,
    pending: &PendingSignIn,
    input: &'i str,
) -> Result<Params<'i>, Error> {
    check_place(pending, input)?;
    let params = Params::of(rules, input)?;
    if rules.state_policy == StatePolicy::InRedirectUri {
        // What was put into the query comes back in the query, wherever the code is.
        let query = Params::parse(split(input).0)?;
        check_state(rules, pending, query.one(rules.state)?)?;
    } else {
        check_state(rules, pending, params.one(rules.state)?)?;
    }
    Ok(params)
}

/// Each provider and tenant has a redirect URI of its own, so that the code of
/// one never reaches another (RFC 9700 §4.4.2).
fn check_place(pending: &PendingSignIn, input: &str) -> Result<(), Error> {
    let own = pending.redirect_uri.as_deref().unwrap_or_default();
    if !is_url(own) || !is_url(input) || path(own) == path(input) {
        return Ok(());
    }
    Err(Error::new(
        Code::WrongContext,
        "the callback came to another redirect URI than that of this sign-in",
    ))
}

/// The path of a URL, or of what follows a URL's authority.
fn path(url: &str) -> &str {
    let url = url.split(['?', '#']).next().unwrap_or_default();
    let from_path = match url.split_once("://") {
        Some((_, rest)) => rest.find('/').and_then(|at| rest.get(at..)),
        None => url.find('/').and_then(|at| url.get(at..)),
    };
    from_path.unwrap_or("/")
}

fn pin(input: &str) -> Result<Accepted, Error> {
    let plain = input.bytes().all(|b| b.is_ascii_graphic());
    if input.is_empty() || input.len() > LONGEST_VALUE || !plain {
        return Err(Error::new(Code::UnreadableCallback, "this is not a PIN").stray());
    }
    Ok(Accepted {
        code: Secret::new(input),
        kept: Kept::default(),
    })
}

fn check_state(
    rules: &CallbackSpec,
    pending: &PendingSignIn,
    answered: Option<&str>,
) -> Result<(), Error> {
    let Some(expected) = &pending.state else {
        return Ok(());
    };
    match (answered, rules.state_policy) {
        (Some(state), _) if expected.matches(state) => Ok(()),
        (None | Some(""), StatePolicy::IfPresent) => Ok(()),
        (None | Some(""), _) => Err(Error::new(
            Code::StateMissing,
            "the callback has no state; the sign-in still waits for its own callback",
        )
        .key("callback(state)")),
        (Some(_), _) => Err(Error::new(
            Code::StateMismatch,
            "the callback belongs to another sign-in; this one still waits for its own",
        )),
    }
}

/// RFC 9207 §2.4: bytes are compared, nothing is normalised.
fn check_issuer(
    required: bool,
    issuer: Option<&str>,
    answered: Option<&str>,
    secrets: &[&str],
) -> Result<(), Error> {
    let Some(issuer) = issuer else {
        return Ok(());
    };
    let text = match answered {
        Some(found) if found == issuer => return Ok(()),
        None if !required => return Ok(()),
        Some(found) => format!(
            "the callback comes from the issuer `{}`, and the sign-in began at `{issuer}`; its code was not sent",
            OAuthError::clean(found, secrets)
        ),
        None => format!(
            "the callback does not name its issuer, which must be `{issuer}`; its code was not sent"
        ),
    };
    Err(Error::new(Code::IssuerMismatch, text).key("issuer"))
}

/// What the provider refused, as it was sent.
fn with_sent(error: Error, spec: &'static ProviderSpec, pending: &PendingSignIn) -> Error {
    match error.code() {
        Code::InvalidRequest => with_redirect_uri(error, spec, pending.redirect_uri.as_deref()),
        Code::InvalidScope => with_scope(error, spec, Some(&pending.scope)),
        _ => error,
    }
}

fn refused(
    rules: &CallbackSpec,
    error: &str,
    description: Option<&str>,
    secrets: &[&str],
) -> Error {
    let denied = error == "access_denied" || rules.denied.contains(&error);
    let (code, text, key) = match error {
        _ if denied => (Code::AccessDenied, "the sign-in was refused", ""),
        "invalid_scope" => (
            Code::InvalidScope,
            "the provider refused the scopes",
            "scopes",
        ),
        "invalid_request" | "unsupported_response_type" | "redirect_uri_mismatch" => (
            Code::InvalidRequest,
            "the provider calls the authorization request invalid",
            "authorize(names, params)",
        ),
        "unauthorized_client" => (
            Code::UnauthorizedClient,
            "the client may not sign users in here: allow it in the client's registration at the provider",
            "authorize",
        ),
        "server_error" | "temporarily_unavailable" => (
            Code::ServerError,
            "the provider cannot serve the sign-in now",
            "",
        ),
        _ => (
            Code::ProviderError,
            "the provider ended the sign-in with an error",
            "callback(denied)",
        ),
    };
    let standard = if denied { "access_denied" } else { error };
    let named = match key {
        "" => Error::new(code, text),
        _ => Error::new(code, text).key(key),
    };
    named.oauth(OAuthError {
        error: OAuthError::clean(standard, secrets),
        description: description.map(|text| OAuthError::clean(text, secrets)),
        uri: None,
    })
}

/// Whether a text begins like a URL; a raw query may hold a URL as a value.
fn is_url(text: &str) -> bool {
    let name = text.split('=').next().unwrap_or_default();
    name.contains(":/") || name.starts_with('/')
}

/// Query and fragment of a whole URL, of a query, or of a form body.
fn split(input: &str) -> (&str, &str) {
    let (before, fragment) = input.split_once('#').unwrap_or((input, ""));
    let query = match (is_url(before), before.split_once('?')) {
        (true, query) => query.map_or("", |(_, query)| query),
        (false, _) => before.strip_prefix('?').unwrap_or(before),
    };
    (query, fragment)
}

/// The parameters of a response.
struct Params<'i>(Vec<(Cow<'i, str>, Cow<'i, str>)>);

impl<'i> Params<'i> {
    /// Takes a whole URL, a query, a fragment or a form body. Where the
    /// declared part holds no response, the other part is read.
    fn of(rules: &CallbackSpec, input: &'i str) -> Result<Self, Error> {
        let (query, fragment) = split(input);
        let (first, second) = match rules.mode {
            CallbackMode::Fragment => (fragment, query),
            _ => (query, fragment),
        };
        let params = Self::parse(first)?;
        if params.answers(rules) {
            return Ok(params);
        }
        let other = Self::parse(second)?;
        match other.answers(rules) {
            true => Ok(other),
            false => Ok(params),
        }
    }

    fn parse(text: &'i str) -> Result<Self, Error> {
        let mut found = Vec::new();
        for pair in text.split('&').filter(|pair| !pair.is_empty()) {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            if value.len() > LONGEST_VALUE {
                return Err(Error::new(
                    Code::UnreadableCallback,
                    "a parameter of the callback is too large",
                ));
            }
            let decoded = |text| {
                decode(text).map_err(|_| {
                    Error::new(Code::UnreadableCallback, "the callback is not UTF-8 text")
                })
            };
            found.push((decoded(name)?, decoded(value)?));
        }
        Ok(Self(found))
    }

    fn answers(&self, rules: &CallbackSpec) -> bool {
        [rules.code, rules.error]
            .iter()
            .any(|name| self.get(name).is_some())
    }

    fn get(&self, name: &str) -> Option<&str> {
        self.0
            .iter()
            .find(|(known, _)| known == name)
            .map(|(_, value)| value.as_ref())
    }

    /// A parameter that may stand only once (RFC 6749 §3.1).
    fn one(&self, name: &str) -> Result<Option<&str>, Error> {
        if self.0.iter().filter(|(known, _)| known == name).count() > 1 {
            return Err(Error::new(
                Code::DuplicateParameter,
                format!("`{name}` stands twice in the callback, so nothing of it was taken"),
            ));
        }
        Ok(self.get(name))
    }
}

#[cfg(test)]
mod tests;
