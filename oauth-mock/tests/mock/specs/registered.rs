//! URLs that come with a registration or a token.

use oauth_runtime::spec::*;

use super::{AUTHORIZE, TOKEN, get, post};

const REGION: CallSpec = CallSpec {
    rules: &[ParamRule::of(Param::RedirectUri).presence(Presence::Send)],
    answer: AnswerSpec {
        keep: &[
            Keep {
                name: "api_endpoint",
                source: Source::Path(&["api_endpoint"]),
                kind: VarKind::Url(&["*.acme.example"]),
                required: true,
            },
            Keep {
                name: "orgkey",
                source: Source::Path(&["orgkey"]),
                kind: VarKind::Text,
                required: false,
            },
        ],
        ..AnswerSpec::DEFAULT
    },
    ..TOKEN
};

/// The API's base comes with the token.
pub(crate) static REGIONAL: ProviderSpec = ProviderSpec {
    id: "regional",
    name: "Regional",
    grants: Grants::AUTHORIZATION_CODE.and(Grants::REFRESH),
    pkce: Pkce::None,
    calls: &[
        AUTHORIZE,
        REGION,
        CallSpec {
            kind: CallKind::Refresh,
            ..REGION
        },
    ],
    api: Some(&ApiSpec {
        call: CallSpec {
            url: UrlSpec::new(
                &[Part::Slot(Slot::Token("api_endpoint"), Encode::Origin)],
                &[],
            ),
            accept: "application/vnd.api+json",
            content_type: Some("application/vnd.api+json"),
            ..ApiSpec::DEFAULT.call
        },
        path: Some("/api/rest/"),
        ..ApiSpec::DEFAULT
    }),
    ..ProviderSpec::DEFAULT
};

const fn own_url(index: u8) -> UrlSpec {
    match index {
        0 => UrlSpec::new(&[Part::Var(0, 0, Encode::Origin)], &[]),
        1 => UrlSpec::new(&[Part::Var(1, 0, Encode::Origin)], &[]),
        _ => UrlSpec::new(&[Part::Var(2, 0, Encode::Origin)], &[]),
    }
}

const fn url_var(name: &'static str) -> VarSpec {
    VarSpec {
        name,
        wire: name,
        kind: VarKind::Url(&[]),
        optional: false,
        default: None,
    }
}

/// Every URL is the registration's own.
pub(crate) static REGISTERED: ProviderSpec = ProviderSpec {
    id: "registered",
    name: "Registered",
    vars: &[
        url_var("authorization_url"),
        url_var("token_url"),
        url_var("api_base"),
    ],
    grants: Grants::AUTHORIZATION_CODE.and(Grants::REFRESH),
    calls: &[
        get(CallKind::Authorize, own_url(0)),
        post(CallKind::Token, own_url(1)),
    ],
    api: Some(&ApiSpec {
        call: CallSpec {
            url: own_url(2),
            ..ApiSpec::DEFAULT.call
        },
        ..ApiSpec::DEFAULT
    }),
    ..ProviderSpec::DEFAULT
};

/// Tenant values in paths, one of them optional.
pub(crate) static TENANT: ProviderSpec = ProviderSpec {
    id: "tenant",
    name: "Tenant",
    vars: &[
        VarSpec {
            name: "tenant",
            wire: "tenant",
            kind: VarKind::PathSegment,
            optional: false,
            default: None,
        },
        VarSpec {
            name: "region",
            wire: "region",
            kind: VarKind::DnsLabel,
            optional: true,
            default: None,
        },
    ],
    grants: Grants::CLIENT_CREDENTIALS,
    calls: &[CallSpec {
        kind: CallKind::ClientCredentials,
        url: UrlSpec {
            fallback: Some(&UrlSpec::new(
                &[Part::Lit("https://acme.example")],
                &[
                    Part::Lit("/t/"),
                    Part::Var(0, 0, Encode::Segment),
                    Part::Lit("/token?api=2"),
                ],
            )),
            ..UrlSpec::new(
                &[Part::Lit("https://acme.example")],
                &[
                    Part::Lit("/"),
                    Part::Var(1, 0, Encode::Segment),
                    Part::Lit("/t/"),
                    Part::Var(0, 0, Encode::Segment),
                    Part::Lit("/token?api=2"),
                ],
            )
        },
        ..TOKEN
    }],
    api: Some(&ApiSpec {
        call: CallSpec {
            url: UrlSpec::new(
                &[Part::Lit("https://acme.example")],
                &[
                    Part::Lit("/api/"),
                    Part::Var(0, 0, Encode::Segment),
                    Part::Lit("/"),
                ],
            ),
            ..ApiSpec::DEFAULT.call
        },
        ..ApiSpec::DEFAULT
    }),
    ..ProviderSpec::DEFAULT
};
