//! Declarations as data, so that these tests do not depend on the macro.

use std::time::Duration;

use oauth_runtime::spec::*;

mod answers;
mod header;
mod json;
mod pin;
mod registered;

pub(crate) use answers::{BODY, COOKIE, FORM_ANSWER};
pub(crate) use header::HEADER;
pub(crate) use json::JSON;
pub(crate) use pin::PIN;
pub(crate) use registered::{REGIONAL, REGISTERED, TENANT};

macro_rules! url {
    ($origin:literal, $rest:literal) => {
        UrlSpec::new(&[Part::Lit($origin)], &[Part::Lit($rest)])
    };
}

pub(crate) use url;

const ALL: Grants = Grants::AUTHORIZATION_CODE
    .and(Grants::REFRESH)
    .and(Grants::CLIENT_CREDENTIALS)
    .and(Grants::PASSWORD)
    .and(Grants::DEVICE_CODE);

const fn post(kind: CallKind, url: UrlSpec) -> CallSpec {
    CallSpec {
        kind,
        url,
        ..CallSpec::POST
    }
}

const fn get(kind: CallKind, url: UrlSpec) -> CallSpec {
    CallSpec {
        kind,
        url,
        ..CallSpec::GET
    }
}

const TOKEN: CallSpec = post(
    CallKind::Token,
    url!("https://acme.example", "/oauth/token"),
);
const AUTHORIZE: CallSpec = get(
    CallKind::Authorize,
    url!("https://acme.example", "/oauth/authorize"),
);

/// What the RFCs prescribe, and every call.
pub(crate) static ACME: ProviderSpec = ProviderSpec {
    id: "acme",
    name: "Acme",
    grants: ALL,
    scopes: ScopeListSpec {
        names: &[
            ScopeName {
                name: "Read",
                value: "read",
                implies: &[],
            },
            ScopeName {
                name: "Write",
                value: "write",
                implies: &[],
            },
        ],
        ..ScopeListSpec::DEFAULT
    },
    calls: &[
        AUTHORIZE,
        TOKEN,
        post(
            CallKind::Device,
            url!("https://acme.example", "/oauth/device"),
        ),
        post(
            CallKind::Revoke,
            url!("https://acme.example", "/oauth/revoke"),
        ),
        post(
            CallKind::Introspect,
            url!("https://acme.example", "/oauth/introspect"),
        ),
        get(
            CallKind::UserInfo,
            url!("https://acme.example", "/oauth/userinfo"),
        ),
    ],
    api: Some(&ApiSpec {
        call: CallSpec {
            url: url!("https://api.acme.example", "/v1/"),
            ..ApiSpec::DEFAULT.call
        },
        ..ApiSpec::DEFAULT
    }),
    ..ProviderSpec::DEFAULT
};

/// The same with HTTP Basic.
pub(crate) static BASIC: ProviderSpec = ProviderSpec {
    id: "basic",
    calls: &[
        AUTHORIZE,
        CallSpec {
            client_auth: ClientAuth::BASIC,
            ..TOKEN
        },
    ],
    ..ACME
};

/// One use for each refresh token, ten minutes of grace.
pub(crate) static GRACE: ProviderSpec = ProviderSpec {
    id: "grace",
    rotation: Rotation::SingleUse {
        grace: Some(Duration::from_secs(600)),
    },
    ..ACME
};
