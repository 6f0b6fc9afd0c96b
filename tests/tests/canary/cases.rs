//! The declarations of the sweep: the five providers, and odd ones in which a
//! secret stands in every place that it can have.

use oauth_accelo::Accelo;
use oauth_actionstep::Actionstep;
use oauth_ioffice::Ioffice;
use oauth_moovila::Moovila;
use oauth_runtime::spec::ProviderSpec;
use oauth_runtime::{Provider as _, oauth_provider};
use oauth_valuekeep::Valuekeep;

/// Every call, a secret of the tenant, and one that is kept.
#[oauth_provider(
    issuer = "https://acme.example",
    nonce,
    vars(key: Secret),
    authorize = "https://acme.example/authorize",
    token(
        url = "https://acme.example/token",
        headers("x-acme-key" = "{key}"),
        answer(keep(proof: Secret)),
    ),
    client_credentials,
    password(reason = "so that passwords are swept for"),
    device = "https://acme.example/device",
    revoke = "https://acme.example/revoke",
    introspect = "https://acme.example/introspect",
    userinfo = "https://acme.example/userinfo",
    scopes(OpenId = "openid", Read = "read"),
    rotation = single_use,
    api = "https://acme.example/api/"
)]
pub struct Everything;

/// Parameters in JSON, the client's secret in its own header, the callback in a form.
#[oauth_provider(
    authorize = "https://acme.example/authorize",
    callback = form_post,
    client_auth = header("x-client-secret"),
    token(url = "https://acme.example/token", place = json),
    client_credentials,
    revoke = "https://acme.example/revoke",
    api(base = "https://acme.example/api/", bearer(header("x-token")))
)]
pub struct Json;

/// HTTP Basic, and the callback behind `#`.
#[oauth_provider(
    authorize = "https://acme.example/authorize",
    callback = fragment,
    client_auth = basic,
    token = "https://acme.example/token",
    client_credentials,
    revoke = "https://acme.example/revoke",
    api = "https://acme.example/api/"
)]
pub struct Basic;

/// A scheme of its own in `Authorization`, and parameters in headers.
#[oauth_provider(
    authorize = "https://acme.example/authorize",
    client_auth = authorization("Client {client_secret}"),
    token(url = "https://acme.example/token", place = header),
    client_credentials,
    api = "https://acme.example/api/"
)]
pub struct Headers;

/// Everything in the query, as no vendor should want it.
#[oauth_provider(
    authorize = "https://acme.example/authorize",
    token(url = "https://acme.example/token", place = query, reason = "so that addresses are swept"),
    client_credentials,
    api(
        base = "https://acme.example/api/",
        bearer(query("token", reason = "so that addresses are swept")),
    )
)]
pub struct InQuery;

/// A declaration with what its server and its client are given.
#[derive(Clone, Copy)]
pub struct Case {
    pub spec: &'static ProviderSpec,
    pub scope: &'static str,
    pub vars: &'static [(&'static str, &'static str)],
    /// Whether the client has a secret.
    pub confidential: bool,
}

const fn case(spec: &'static ProviderSpec, scope: &'static str) -> Case {
    Case {
        spec,
        scope,
        vars: &[],
        confidential: true,
    }
}

pub const TENANT_SECRET: &str = "t3nant-/+%:\"key";

/// Every declaration.
pub const CASES: &[Case] = &[
    Case {
        vars: &[("deployment", "customer")],
        ..case(Accelo::SPEC, "read(all)")
    },
    case(Actionstep::SPEC, "actions"),
    Case {
        confidential: false,
        ..case(Ioffice::SPEC, "email")
    },
    case(Moovila::SPEC, "UsersRead"),
    Case {
        vars: &[("tenant", "mytenant"), ("organization", "myorg")],
        ..case(Valuekeep::SPEC, "application")
    },
    Case {
        vars: &[("key", TENANT_SECRET)],
        ..case(Everything::SPEC, "openid read")
    },
    case(Json::SPEC, "read"),
    case(Basic::SPEC, "read"),
    case(Headers::SPEC, "read"),
    case(InQuery::SPEC, "read"),
];
