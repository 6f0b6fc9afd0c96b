//! A provider with every such grant, as data.

use oauth_mock::{MockBuilder, MockServer};
use oauth_runtime::DynClient;
use oauth_runtime::spec::{
    Alg, ApiSpec, AssertionSpec, CallKind, CallSpec, ClientAuth, Encode, Grants, Param, ParamRule,
    Part, ProviderSpec, ScopeListSpec, Slot, UrlSpec, ValueSpec,
};
use std::time::Duration;

pub const fn post(kind: CallKind, origin: &'static [Part], path: &'static [Part]) -> CallSpec {
    CallSpec {
        kind,
        url: UrlSpec::new(origin, path),
        ..CallSpec::POST
    }
}

const ORIGIN: &[Part] = &[Part::Lit("https://as.example.com")];
const TOKEN: CallSpec = post(CallKind::Token, ORIGIN, &[Part::Lit("/token")]);

/// Every grant; all share the token endpoint.
pub static ACME: ProviderSpec = ProviderSpec {
    id: "acme",
    name: "Acme",
    grants: Grants::TOKEN_EXCHANGE
        .and(Grants::JWT_BEARER)
        .and(Grants::SAML2_BEARER)
        .and(Grants::CIBA)
        .and(Grants::PASSWORD)
        .and(Grants::REFRESH)
        .and(Grants::CLIENT_CREDENTIALS),
    calls: &[
        TOKEN,
        post(
            CallKind::BackchannelAuthentication,
            ORIGIN,
            &[Part::Lit("/bc-authorize")],
        ),
    ],
    api: Some(&ApiSpec {
        call: CallSpec {
            url: UrlSpec::new(ORIGIN, &[Part::Lit("/api/")]),
            ..ApiSpec::DEFAULT.call
        },
        ..ApiSpec::DEFAULT
    }),
    ..ProviderSpec::DEFAULT
};

/// The same, where the client proves itself in a header.
pub static BASIC: ProviderSpec = ProviderSpec {
    calls: &[CallSpec {
        client_auth: ClientAuth::BASIC,
        ..TOKEN
    }],
    ..ACME
};

/// No refresh tokens.
pub static BRIEF: ProviderSpec = ProviderSpec {
    id: "brief",
    grants: Grants::TOKEN_EXCHANGE.and(Grants::PASSWORD),
    ..ACME
};

const fn text(parts: &'static [Part]) -> ValueSpec {
    ValueSpec::Text(parts)
}

/// A service account: the declaration makes the assertion.
pub static SERVICE: ProviderSpec = ProviderSpec {
    id: "service",
    grants: Grants::JWT_BEARER,
    scopes: ScopeListSpec::DEFAULT,
    calls: &[CallSpec {
        rules: &[ParamRule::of(Param::Assertion)
            .value(text(&[Part::Slot(Slot::Assertion, Encode::Raw)]))],
        assertion: Some(&AssertionSpec {
            alg: Alg::Hs256,
            key: &[Part::Slot(Slot::ClientSecret, Encode::Raw)],
            header: &[],
            claims: &[
                ("iss", text(&[Part::Slot(Slot::ClientId, Encode::Raw)])),
                ("scope", text(&[Part::Slot(Slot::Scope, Encode::Raw)])),
                ("aud", text(&[Part::Slot(Slot::TokenUrl, Encode::Raw)])),
                ("jti", text(&[Part::Slot(Slot::Uuid, Encode::Raw)])),
            ],
            lifetime: Duration::from_secs(300),
        }),
        fresh: true,
        ..post(CallKind::JwtBearer, ORIGIN, &[Part::Lit("/token")])
    }],
    ..ACME
};

/// The strict server and a client of it.
pub async fn world(
    spec: &'static ProviderSpec,
    set: impl FnOnce(MockBuilder) -> MockBuilder,
) -> (MockServer, DynClient) {
    let server =
        MockServer::builder(spec).client("client", Some("a secret of 32 bytes or more, it is"));
    let server = set(server).start().await.unwrap();
    let client = server.client().build().unwrap();
    (server, client)
}
