//! A made-up provider, to try everything with that the command and the library have.

use oauth_runtime::oauth_provider;

/// Acme, which does not exist: `oauth mock demo` plays it.
#[oauth_provider(
    name = "Acme Demo",
    issuer = "https://login.acme.example",
    nonce,
    authorize = "https://login.acme.example/authorize",
    device = "https://login.acme.example/device",
    token = "https://login.acme.example/token",
    client_credentials,
    password(reason = "so that it can be tried"),
    revoke = "https://login.acme.example/revoke",
    introspect = "https://login.acme.example/introspect",
    scopes(OpenId = "openid", Read = "notes.read", Write("notes.write", implies(Read)),
        default(OpenId, Read)),
    lifetimes(access_token = 1h),
    api = "https://api.acme.example/v1/",
)]
pub(crate) struct Demo;
