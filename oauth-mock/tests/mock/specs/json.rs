//! JSON both ways.

use oauth_runtime::spec::*;

use super::{AUTHORIZE, TOKEN, url};

/// JSON requests with nested names, an enveloped answer, a form post callback.
pub(crate) static JSON: ProviderSpec = ProviderSpec {
    id: "json",
    name: "Json",
    grants: Grants::AUTHORIZATION_CODE.and(Grants::REFRESH),
    pkce: Pkce::S256Hex,
    nonce: true,
    issuer: Some(&[Part::Lit("https://acme.example")]),
    callback: CallbackSpec {
        mode: CallbackMode::FormPost,
        code: "auth_code",
        state: "customField",
        iss: IssPolicy::Required,
        ..CallbackSpec::DEFAULT
    },
    calls: &[
        CallSpec {
            url: UrlSpec {
                fragment_route: Some("/oauth"),
                suffix_fragment: None,
                ..url!("https://acme.example", "/")
            },
            ..AUTHORIZE
        },
        CallSpec {
            place: Place::Json,
            rules: &[
                ParamRule::of(Param::Code).name("/auth/code"),
                ParamRule::of(Param::ClientSecret).name("/auth/secret"),
                ParamRule::of(Param::RedirectUri).presence(Presence::Omit),
                ParamRule::of(Param::RefreshToken).name("/auth/refresh"),
            ],
            params: &[
                ExtraParam {
                    name: "lifetime",
                    value: ValueSpec::Number("3600"),
                    place: None,
                },
                ExtraParam {
                    name: "context",
                    value: ValueSpec::Object(&[
                        (
                            "client",
                            ValueSpec::Text(&[Part::Slot(Slot::ClientId, Encode::Raw)]),
                        ),
                        ("list", ValueSpec::Array(&[ValueSpec::Bool(true)])),
                    ]),
                    place: None,
                },
            ],
            headers: &[HeaderSpec {
                name: "x-version",
                value: &[Part::Lit("2022-06-28")],
            }],
            answer: AnswerSpec {
                success: Some(Check {
                    source: Source::Path(&["ok"]),
                    expect: Expect::OneOf(&["true"]),
                }),
                fields: &[
                    (Field::AccessToken, &[Source::Path(&["data", "0", "token"])]),
                    (Field::RefreshToken, &[Source::Header("x-refresh")]),
                    (Field::ExpiresIn, &[]),
                    (Field::ExpiresAt, &[Source::Path(&["data", "0", "ends"])]),
                    (Field::Error, &[Source::Path(&["fault", "code"])]),
                    (Field::ErrorDescription, &[Source::Path(&["fault", "text"])]),
                ],
                error_map: &[("code_spent", "invalid_grant")],
                scope_delimiter: Some(","),
                ..AnswerSpec::DEFAULT
            },
            ..TOKEN
        },
    ],
    ..ProviderSpec::DEFAULT
};
