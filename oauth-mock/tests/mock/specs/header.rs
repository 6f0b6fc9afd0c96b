//! Parameters in headers.

use std::time::Duration;

use oauth_runtime::spec::*;

use super::{get, post};

const HEADERS: &[ParamRule] = &[
    ParamRule::of(Param::GrantType).name("x-grant-type"),
    ParamRule::of(Param::RedirectUri)
        .name("x-redirect-uri")
        .presence(Presence::Send),
    ParamRule::of(Param::ClientId).name("x-client-id"),
    ParamRule::of(Param::Scope)
        .name("x-scope")
        .presence(Presence::Send),
    ParamRule::of(Param::Code).name("x-auth-code"),
    ParamRule::of(Param::RefreshToken).name("x-refresh-token"),
];

const fn by_header(kind: CallKind, url: UrlSpec, rules: &'static [ParamRule]) -> CallSpec {
    CallSpec {
        place: Place::Header,
        client_auth: ClientAuth::None,
        content_type: Some("application/json"),
        rules,
        answer: AnswerSpec {
            fields: &[(
                Field::ErrorDescription,
                &[Source::Path(&["errorDescription"])],
            )],
            expires: ExpiresSpec {
                unit: TimeUnit::Milliseconds,
                ..ExpiresSpec::DEFAULT
            },
            ..AnswerSpec::DEFAULT
        },
        ..post(kind, url)
    }
}

macro_rules! site {
    ($rest:literal) => {
        UrlSpec::new(&[Part::Var(0, 0, Encode::Origin)], &[Part::Lit($rest)])
    };
}

const ABOUT: &[ParamRule] = &[
    ParamRule::of(Param::Token)
        .name("x-token")
        .place(Place::Header),
    ParamRule::of(Param::ClientId).presence(Presence::Omit),
];

const fn about(kind: CallKind, url: UrlSpec) -> CallSpec {
    CallSpec {
        rules: ABOUT,
        ..get(kind, url)
    }
}

/// Everything in headers, the code in the fragment.
pub(crate) static HEADER: ProviderSpec = ProviderSpec {
    id: "header",
    name: "Header",
    vars: &[VarSpec {
        name: "site",
        wire: "site",
        kind: VarKind::Origin(&[]),
        optional: false,
        default: None,
    }],
    grants: Grants::AUTHORIZATION_CODE
        .and(Grants::REFRESH)
        .and(Grants::CODE_REQUEST),
    pkce: Pkce::None,
    scopes: ScopeListSpec {
        required: true,
        names: &[ScopeName {
            name: "Email",
            value: "email",
            implies: &[],
        }],
        default: &[0],
        ..ScopeListSpec::DEFAULT
    },
    callback: CallbackSpec {
        mode: CallbackMode::Fragment,
        state_policy: StatePolicy::IfPresent,
        keep: &[Keep {
            name: "app_code",
            source: Source::Path(&["appCode"]),
            kind: VarKind::Text,
            required: true,
        }],
        ..CallbackSpec::DEFAULT
    },
    calls: &[
        get(CallKind::Authorize, site!("/login.html")),
        by_header(CallKind::Token, site!("/oauth2/token"), HEADERS),
        by_header(CallKind::Refresh, site!("/oauth2/token"), HEADERS),
        by_header(
            CallKind::CodeRequest,
            site!("/oauth2/auth"),
            &[
                ParamRule::of(Param::Username).name("x-auth-username"),
                ParamRule::of(Param::Password).name("x-auth-password"),
                ParamRule::of(Param::ClientId).name("x-client-id"),
            ],
        ),
        about(CallKind::Revoke, site!("/oauth2/revoke")),
        about(CallKind::Introspect, site!("/oauth2/tokeninfo")),
    ],
    api: Some(&ApiSpec {
        call: CallSpec {
            url: site!("/rest/v2/"),
            answer: AnswerSpec {
                fields: &[(
                    Field::ErrorDescription,
                    &[Source::Path(&["errorDescription"])],
                )],
                ..AnswerSpec::DEFAULT
            },
            ..ApiSpec::DEFAULT.call
        },
        bearer: &[
            Bearer::Header {
                name: "x-access-token",
            },
            Bearer::Query {
                name: "access_token",
            },
        ],
        renew_on: &[403],
        stop_on: &[401],
        ..ApiSpec::DEFAULT
    }),
    lifetimes: Lifetimes {
        code: Some(Duration::from_secs(300)),
        ..Lifetimes::DEFAULT
    },
    ..ProviderSpec::DEFAULT
};
