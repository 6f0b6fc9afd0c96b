//! What people look for here and find elsewhere.

/// Words that stand for no key, and what to do instead.
pub(crate) const ELSEWHERE: &[(&str, &str)] = &[
    (
        "grants",
        "each grant is a call: write `authorize = \"https://...\"`, `client_credentials`, or `device = \"https://...\"`",
    ),
    (
        "grant_types",
        "each grant is a call: write `authorize = \"https://...\"`, `client_credentials`, or `device = \"https://...\"`",
    ),
    (
        "flows",
        "each grant is a call: write `authorize = \"https://...\"`, `client_credentials`, or `device = \"https://...\"`",
    ),
    (
        "client_id",
        "it is given at run time, to `builder(vars, \"client-id\")`",
    ),
    (
        "client_secret",
        "it is given at run time, to `builder(...).client_secret(...)`",
    ),
    (
        "client_key",
        "it is given at run time, to `builder(...).client_key(...)`; how it is used is `client_auth = private_key_jwt`",
    ),
    (
        "private_key",
        "it is given at run time, to `builder(...).client_key(...)`; how it is used is `client_auth = private_key_jwt`",
    ),
    (
        "signing_key",
        "it is given at run time, to `builder(...).client_key(...)`; how it is used is `client_auth = private_key_jwt`",
    ),
    (
        "tls_client_auth",
        "it is how a client proves its identity: write `client_auth = tls_client_auth`",
    ),
    (
        "private_key_jwt",
        "it is how a client proves its identity: write `client_auth = private_key_jwt`",
    ),
    (
        "client_secret_jwt",
        "it is how a client proves its identity: write `client_auth = client_secret_jwt`",
    ),
    (
        "kid",
        "it belongs to the key that is given at run time: `ClientKey::key_id(...)`",
    ),
    (
        "key_id",
        "it belongs to the key that is given at run time: `ClientKey::key_id(...)`",
    ),
    (
        "require_pkce",
        "PKCE is always sent, unless `pkce = none(reason = \"...\")` says why not",
    ),
    (
        "redirect_uri",
        "it is given at run time, to `authorize(redirect_uri, scopes)`; what the provider takes on loopback is `redirect(...)`",
    ),
    (
        "redirect_url",
        "it is given at run time, to `authorize(redirect_uri, scopes)`; what the provider takes on loopback is `redirect(...)`",
    ),
    (
        "redirect_uris",
        "they are given at run time, to `authorize(redirect_uri, scopes)`; what the provider takes on loopback is `redirect(...)`",
    ),
    (
        "redirect_urls",
        "they are given at run time, to `authorize(redirect_uri, scopes)`; what the provider takes on loopback is `redirect(...)`",
    ),
    (
        "redirect_port",
        "what the provider takes on loopback is one key: write `redirect(ports(8976, 8977))`",
    ),
    (
        "redirect_ports",
        "what the provider takes on loopback is one key: write `redirect(ports(8976, 8977))`",
    ),
    (
        "callback_port",
        "what the provider takes on loopback is one key: write `redirect(ports(8976, 8977))`",
    ),
    (
        "loopback_port",
        "what the provider takes on loopback is one key: write `redirect(ports(8976, 8977))`",
    ),
    (
        "redirect_path",
        "what the provider takes on loopback is one key: write `redirect(path = \"/cb\")`",
    ),
    (
        "callback_path",
        "what the provider takes on loopback is one key: write `redirect(path = \"/cb\")`",
    ),
    (
        "state",
        "a fresh one is made for each sign-in; how it is checked is declared in `callback(state = ...)`",
    ),
];
