//! What a provider's refusal does not say, but the request does: the exact
//! redirect URI, the scopes, the form of the client authentication.

use std::fmt::Write as _;

use super::encode;
use super::plan::Inputs;
use crate::error::{Code, Error};
use crate::spec::{
    Basic, BasicContent, BasicEncoding, CallKind, CallSpec, ClientAuth, Param, Presence,
    ProviderSpec, ScopeListSpec,
};

/// Adds to a refusal what was sent. `auth` is the client authentication that was used.
pub(crate) fn with_request(
    error: Error,
    spec: &'static ProviderSpec,
    kind: CallKind,
    call: &CallSpec,
    auth: &ClientAuth,
    inputs: &Inputs<'_>,
) -> Error {
    match error.code() {
        Code::ClientAuthentication => {
            let declared = inputs.client_auth.unwrap_or(&call.client_auth);
            error.hint(other_auth(declared, auth, inputs))
        }
        Code::InvalidRequest | Code::CodeRefused
            if kind == CallKind::Token && is_sent(call, Param::RedirectUri) =>
        {
            with_redirect_uri(error, spec, inputs.redirect_uri)
        }
        Code::InvalidScope => with_scope(error, spec, inputs.scope),
        _ => error,
    }
}

fn is_sent(call: &CallSpec, param: Param) -> bool {
    call.rule(param)
        .is_none_or(|rule| rule.presence != Presence::Omit)
}

/// The redirect URI byte for byte, for it is compared so (RFC 6749 §3.1.2.3).
pub(crate) fn with_redirect_uri(
    error: Error,
    spec: &'static ProviderSpec,
    uri: Option<&str>,
) -> Error {
    let Some(uri) = uri else {
        return error;
    };
    let mut hint = format!(
        "the redirect URI sent is `{}`, and the one registered must be the same byte for byte",
        uri.escape_default()
    );
    if let Some(docs) = spec.docs {
        let _ = write!(hint, " (see {docs})");
    }
    error.hint(hint)
}

/// The scopes with their separator.
pub(crate) fn with_scope(error: Error, spec: &'static ProviderSpec, scope: Option<&str>) -> Error {
    const MOST: usize = 200;
    let list = &spec.scopes;
    let Some(scope) = scope.filter(|scope| !scope.is_empty()) else {
        return error.hint("none was asked for");
    };
    let mut shown: String = scope.escape_debug().take(MOST).collect();
    if scope.escape_debug().nth(MOST).is_some() {
        shown.push('\u{2026}');
    }
    error.hint(format!("`{shown}` was sent{}", separator(list, scope)))
}

fn separator(list: &ScopeListSpec, scope: &str) -> String {
    if !scope.contains(list.delimiter) {
        return String::new();
    }
    let other = match list.delimiter {
        " " => ",",
        _ => " ",
    };
    format!(
        ", joined by {:?}; some want `scopes(delimiter = {other:?})`",
        list.delimiter
    )
}

/// What else the provider may want. Of the secret nothing is told but whether
/// the two forms of HTTP Basic differ.
fn other_auth(declared: &ClientAuth, sent: &ClientAuth, inputs: &Inputs<'_>) -> &'static str {
    let asks_for_secret = !matches!(declared, ClientAuth::None);
    match sent {
        ClientAuth::None if asks_for_secret && inputs.client_secret.is_none() => {
            "no `client_secret` is set, and the provider may want one"
        }
        ClientAuth::PrivateKeyJwt(_) => {
            "the provider must know the public key of `client_key` under its `kid`; some want `client_auth = private_key_jwt(audience = token_endpoint)`; this machine's clock must be right"
        }
        ClientAuth::ClientSecretJwt(_) => {
            "check `client_secret`; some want `client_auth = client_secret_jwt(audience = token_endpoint)`; this machine's clock must be right"
        }
        ClientAuth::TlsClientAuth => {
            "the provider must know the client certificate of this `client_id`, by its subject or by itself"
        }
        ClientAuth::None => {
            "if the provider gave you a secret, declare `client_auth = body` or `client_auth = basic`"
        }
        ClientAuth::Basic(Basic {
            encoding,
            content: BasicContent::IdSecret,
            ..
        }) if form_differs(inputs) => match encoding {
            BasicEncoding::Form => {
                "the id or the secret holds a character that form-encoding changes: some want `client_auth = basic(raw)`, others `client_auth = body`"
            }
            BasicEncoding::Raw => {
                "the id or the secret holds a character that form-encoding changes: most want `client_auth = basic`, others `client_auth = body`"
            }
        },
        ClientAuth::Basic(_) => {
            "check `client_id` and `client_secret`; some want `client_auth = body`"
        }
        _ => "check `client_id` and `client_secret`; some want `client_auth = basic`",
    }
}

fn form_differs(inputs: &Inputs<'_>) -> bool {
    [Param::ClientId, Param::ClientSecret]
        .into_iter()
        .filter_map(|param| inputs.value(param))
        .any(|text| {
            let mut encoded = String::new();
            encode::form(&mut encoded, text);
            encoded != text
        })
}
