//! PINs, raw Basic, an envelope.

use oauth_runtime::spec::*;

use super::{ALL, get, post};

macro_rules! deployment {
    ($rest:literal) => {
        UrlSpec::new(
            &[
                Part::Lit("https://"),
                Part::Var(0, 0, Encode::Host),
                Part::Lit(".api.acme.example"),
            ],
            &[Part::Lit($rest)],
        )
    };
}

const RAW_BASIC: CallSpec = CallSpec {
    client_auth: ClientAuth::BASIC_RAW,
    answer: AnswerSpec {
        keep: &[
            Keep {
                name: "deployment",
                source: Source::Path(&["deployment"]),
                kind: VarKind::Text,
                required: false,
            },
            Keep {
                name: "details",
                source: Source::Path(&["account", "details"]),
                kind: VarKind::Json,
                required: false,
            },
        ],
        ..AnswerSpec::DEFAULT
    },
    ..post(CallKind::Token, deployment!("/oauth2/v0/token"))
};

/// Raw Basic, nested scopes, PINs, an envelope around the API's answers.
pub(crate) static PIN: ProviderSpec = ProviderSpec {
    id: "pin",
    name: "Pin",
    vars: &[VarSpec {
        name: "deployment",
        wire: "deployment",
        kind: VarKind::DnsLabel,
        optional: false,
        default: None,
    }],
    grants: ALL.and(Grants::PIN),
    pkce: Pkce::None,
    scopes: ScopeListSpec {
        delimiter: ",",
        literal: "()",
        nested: true,
        names: &[
            ScopeName {
                name: "ReadAll",
                value: "read(all)",
                implies: &[],
            },
            ScopeName {
                name: "Read",
                value: "read({})",
                implies: &[],
            },
            ScopeName {
                name: "Write",
                value: "write({})",
                implies: &[],
            },
        ],
        ..ScopeListSpec::DEFAULT
    },
    calls: &[
        get(CallKind::Authorize, deployment!("/oauth2/v0/authorize")),
        RAW_BASIC,
        CallSpec {
            client_auth: ClientAuth::BASIC_RAW,
            ..post(CallKind::Revoke, deployment!("/oauth2/v0/revoke"))
        },
        CallSpec {
            rules: &[
                ParamRule::of(Param::Token).place(Place::Bearer),
                ParamRule::of(Param::ClientId).presence(Presence::Omit),
            ],
            ..get(CallKind::Introspect, deployment!("/api/v0/tokeninfo"))
        },
    ],
    api: Some(&ApiSpec {
        call: CallSpec {
            url: deployment!("/api/v0/"),
            answer: AnswerSpec {
                success: Some(Check {
                    source: Source::Path(&["meta", "status"]),
                    expect: Expect::OneOf(&["ok"]),
                }),
                fields: &[
                    (
                        Field::Error,
                        &[Source::Path(&["meta", "status"]), Source::Path(&["status"])],
                    ),
                    (
                        Field::ErrorDescription,
                        &[Source::Path(&["meta", "message"])],
                    ),
                ],
                ..AnswerSpec::DEFAULT
            },
            ..ApiSpec::DEFAULT.call
        },
        bearer: &[
            Bearer::DEFAULT,
            Bearer::Query {
                name: "_bearer_token",
            },
        ],
        rate_limit: RateLimitSpec {
            limit: Some("x-ratelimit-limit"),
            remaining: Some("x-ratelimit-remaining"),
            reset: Some(("x-ratelimit-reset", ResetForm::EpochSeconds)),
        },
        ..ApiSpec::DEFAULT
    }),
    ..ProviderSpec::DEFAULT
};
