//! Server metadata (RFC 8414) and OpenID provider metadata, as a draft.

use serde_json::Value;

use super::draft::{Callback, ClientAuth, Draft, Offer};

/// Whether a document is server metadata.
pub(super) fn is_metadata(document: &Value) -> bool {
    [
        "token_endpoint",
        "authorization_endpoint",
        "device_authorization_endpoint",
    ]
    .iter()
    .any(|name| document.get(name).is_some())
}

pub(super) fn read(document: &Value) -> Result<Draft, String> {
    let text = |name: &str| -> Option<String> {
        document
            .get(name)
            .and_then(Value::as_str)
            .map(str::to_owned)
    };
    let list = |name: &str| -> Option<Vec<&str>> {
        let values = document.get(name)?.as_array()?;
        Some(values.iter().filter_map(Value::as_str).collect())
    };
    let mut draft = Draft {
        docs: text("service_documentation"),
        issuer: text("issuer"),
        token: text("token_endpoint"),
        revoke: text("revocation_endpoint"),
        introspect: text("introspection_endpoint"),
        userinfo: text("userinfo_endpoint"),
        ..Draft::default()
    };
    // Without the list these two are meant (RFC 8414 §2).
    let grants =
        list("grant_types_supported").unwrap_or_else(|| vec!["authorization_code", "implicit"]);
    let offers = |grant: &str| grants.contains(&grant);
    let code = list("response_types_supported").is_none_or(|types| types.contains(&"code"));
    match (text("authorization_endpoint"), code && offers("authorization_code")) {
        (Some(url), true) => draft.authorize = Some(url),
        (Some(_), false) => draft.note(
            "there is an authorization endpoint, but no authorization code grant: `authorize` was left out",
        ),
        (None, _) => (),
    }
    if draft.token.is_none() {
        return Err(
            "the metadata names no `token_endpoint`: without one there is no declaration".into(),
        );
    }
    if offers("client_credentials") {
        draft.client_credentials = Offer::AsToken;
    }
    const DEVICE: &str = "urn:ietf:params:oauth:grant-type:device_code";
    match text("device_authorization_endpoint") {
        Some(url) => draft.device = Some(url),
        None if offers(DEVICE) => {
            draft.note("the device grant is listed without its endpoint: it was left out");
        }
        None => (),
    }
    if document.get("grant_types_supported").is_some() && !offers("refresh_token") {
        draft.note(
            "`refresh_token` is not among the grants of the metadata; many servers renew all the same, so \
             `refresh` was left as it is: write `refresh = none` if there are no refresh tokens",
        );
    }
    if offers("password") {
        draft.note("the password grant is listed; it needs a word of reason, so it was left out");
    }
    draft.client_auth = client_auth(
        &mut draft.notes,
        list("token_endpoint_auth_methods_supported"),
    );
    pkce(&mut draft, list("code_challenge_methods_supported"));
    draft.callback = match list("response_modes_supported") {
        Some(modes) if !modes.is_empty() && !modes.contains(&"query") => {
            if modes.contains(&"form_post") {
                Callback::FormPost
            } else {
                Callback::Fragment
            }
        }
        _ => Callback::Query,
    };
    let flag = |name: &str| document.get(name).and_then(Value::as_bool) == Some(true);
    draft.iss_required =
        flag("authorization_response_iss_parameter_supported") && draft.authorize.is_some();
    for (name, what) in [
        (
            "require_pushed_authorization_requests",
            "pushed authorization requests (RFC 9126)",
        ),
        (
            "require_signed_request_object",
            "signed request objects (RFC 9101)",
        ),
        (
            "tls_client_certificate_bound_access_tokens",
            "tokens bound to a certificate (RFC 8705)",
        ),
    ] {
        if flag(name) {
            draft.note(format!(
                "the server asks for {what}, which a declaration cannot say: sign-in may be refused"
            ));
        }
    }
    for scope in list("scopes_supported").unwrap_or_default() {
        draft.scope(scope, about(scope));
    }
    Ok(draft)
}

/// Basic where it is offered: each server must know it (RFC 6749 §2.3.1).
fn client_auth(notes: &mut Vec<String>, methods: Option<Vec<&str>>) -> ClientAuth {
    let Some(methods) = methods.filter(|methods| !methods.is_empty()) else {
        // The default of RFC 8414 §2.
        return ClientAuth::Basic;
    };
    let has = |method: &str| methods.contains(&method);
    if has("client_secret_basic") {
        return ClientAuth::Basic;
    }
    if has("client_secret_post") {
        return ClientAuth::Body;
    }
    if has("none") {
        return ClientAuth::None;
    }
    let shown: Vec<String> = methods
        .iter()
        .take(5)
        .map(|method| method.escape_default().to_string())
        .collect();
    notes.push(format!(
        "the server takes none of the client authentications that a declaration can say, only {}",
        shown.join(", ")
    ));
    ClientAuth::Other
}

fn pkce(draft: &mut Draft, methods: Option<Vec<&str>>) {
    match methods {
        None => draft.note(
            "the metadata does not say that PKCE is known; it is sent all the same, and a server ignores what it \
             does not know (RFC 6749 §3.1)",
        ),
        Some(methods) if methods.contains(&"S256") => (),
        Some(_) => draft.note(
            "the metadata offers PKCE without S256; the declaration asks for S256 all the same. Ask the vendor, and \
             only if there is nothing better write `pkce = plain(reason = \"...\")`",
        ),
    }
}

/// What OpenID Connect Core §5.4 and §11 say about scopes.
fn about(scope: &str) -> &'static str {
    match scope {
        "openid" => "an ID token that says who signed in",
        "profile" => "name and other claims of the person's profile",
        "email" => "the person's e-mail address",
        "address" => "the person's postal address",
        "phone" => "the person's telephone number",
        "offline_access" => "a refresh token",
        _ => "",
    }
}
