/// iOFFICE, an OAuth 2.0 provider.
///
/// Offers authorization code, code without a browser, refresh, revocation, introspection, API calls.
/// - `authorize`: `{site}/login.html`
/// - `code_request`: `{site}/external/api/oauth2/auth`
/// - `token`: `{site}/external/api/oauth2/token`
/// - `revoke`: `{site}/external/api/oauth2/revoke`
/// - `introspect`: `{site}/external/api/oauth2/tokeninfo`
/// - `api`: `{site}/external/api/rest/v2/`
///
/// Scopes ([`IofficeScope`]): `email`.
///
/// Not as in RFC 6749: no PKCE (the sign-in page knows five parameters); no client secret; the answer to the sign-in is a fragment; `code_request` takes its parameters as header; `token` takes its parameters as header; `token` answers `expires_in` in milliseconds.
#[derive(::core::clone::Clone, ::core::marker::Copy, ::core::fmt::Debug)]
pub struct Ioffice;
/// A scope of [`Ioffice`].
#[derive(::core::clone::Clone, ::core::fmt::Debug, ::core::hash::Hash)]
#[derive(::core::cmp::PartialEq, ::core::cmp::Eq)]
#[non_exhaustive]
pub enum IofficeScope {
    /// `email`
    Email,
    /// Any other scope.
    Other(::oauth_runtime::__private::v1::Cow<'static, str>),
}
/// What a client of [`Ioffice`] must know of its tenant.
#[derive(::core::clone::Clone, ::core::fmt::Debug)]
pub struct IofficeVars {
    /// The `site`.
    pub site: ::oauth_runtime::value::Origin,
}
/// What [`Ioffice`] tells beside its tokens.
#[derive(::core::clone::Clone, ::core::fmt::Debug)]
#[allow(dead_code)]
pub struct IofficeExtras {
    /// The `app_code` of the answer.
    pub app_code: ::core::option::Option<::oauth_runtime::__private::v1::String>,
}
/// A client of [`Ioffice`].
///
/// Register this redirect URI: `http://127.0.0.1/callback`, any port.
///
/// `IofficeClient::from_env()` reads these environment variables:
/// - `IOFFICE_CLIENT_ID`
/// - `IOFFICE_SITE`: `Origin`
/// - `IOFFICE_REDIRECT_URI` and `IOFFICE_ISSUER`: optional
///
/// ```text
/// let ioffice = IofficeClient::from_env()?.build()?;
/// let login = ioffice.authorize(redirect_uri, [IofficeScope::Email]).begin()?;
/// // The person opens `login.url()`, and the browser ends at `callback`.
/// let session = login.finish(&callback).await?;
/// let answer = session.get("some/path").send().await?;
/// ```
pub type IofficeClient = ::oauth_runtime::Client<Ioffice>;
#[doc(hidden)]
#[allow(clippy::needless_update)]
const _: () = {
    use ::core::option::Option::{self, None, Some};
    use ::oauth_runtime::__private::v1 as __o;
    const ORIGIN_0: &[__o::Part] = &[__o::Part::Var(0, 0, __o::Encode::Origin)];
    static API: __o::ApiSpec = __o::ApiSpec {
        call: __o::CallSpec {
            kind: __o::CallKind::Api,
            url: __o::UrlSpec::new(
                ORIGIN_0,
                &[__o::Part::Lit("/external/api/rest/v2/")],
            ),
            answer: __o::AnswerSpec {
                fields: &[
                    (
                        __o::Field::ErrorDescription,
                        &[__o::Source::Path(&["errorDescription"])],
                    ),
                ],
                ..__o::AnswerSpec::DEFAULT
            },
            ..__o::CallSpec::GET
        },
        bearer: &[
            __o::Bearer::Header {
                name: "x-access-token",
            },
            __o::Bearer::Query {
                name: "access_token",
            },
        ],
        renew_on: &[403],
        stop_on: &[401],
        ..__o::ApiSpec::DEFAULT
    };
    static SPEC: __o::ProviderSpec = __o::ProviderSpec {
        id: "ioffice",
        name: "iOFFICE",
        declared_at: ::core::concat!(::core::file!(), ":", ::core::line!()),
        vars: &[__o::VarSpec::of("site", __o::VarKind::Origin(&[]))],
        scopes: __o::ScopeListSpec {
            required: true,
            names: &[__o::ScopeName::of("Email", "email", &[])],
            default: &[0],
            ..__o::ScopeListSpec::DEFAULT
        },
        grants: __o::Grants::AUTHORIZATION_CODE
            .and(__o::Grants::REFRESH)
            .and(__o::Grants::CODE_REQUEST),
        calls: &[
            __o::CallSpec {
                kind: __o::CallKind::Authorize,
                url: __o::UrlSpec::new(ORIGIN_0, &[__o::Part::Lit("/login.html")]),
                ..__o::CallSpec::GET
            },
            __o::CallSpec {
                kind: __o::CallKind::CodeRequest,
                url: __o::UrlSpec::new(
                    ORIGIN_0,
                    &[__o::Part::Lit("/external/api/oauth2/auth")],
                ),
                place: __o::Place::Header,
                client_auth: __o::ClientAuth::None,
                rules: &[
                    __o::ParamRule::of(__o::Param::Username).name("x-auth-username"),
                    __o::ParamRule::of(__o::Param::Password).name("x-auth-password"),
                    __o::ParamRule::of(__o::Param::ClientId).name("x-client-id"),
                ],
                content_type: Some("application/json"),
                ..__o::CallSpec::POST
            },
            __o::CallSpec {
                url: __o::UrlSpec::new(
                    ORIGIN_0,
                    &[__o::Part::Lit("/external/api/oauth2/token")],
                ),
                place: __o::Place::Header,
                client_auth: __o::ClientAuth::None,
                rules: &[
                    __o::ParamRule::of(__o::Param::RedirectUri)
                        .name("x-redirect-uri")
                        .presence(__o::Presence::Send),
                    __o::ParamRule::of(__o::Param::Scope)
                        .name("x-scope")
                        .presence(__o::Presence::Send),
                    __o::ParamRule::of(__o::Param::GrantType).name("x-grant-type"),
                    __o::ParamRule::of(__o::Param::ClientId).name("x-client-id"),
                    __o::ParamRule::of(__o::Param::Code).name("x-auth-code"),
                    __o::ParamRule::of(__o::Param::RefreshToken).name("x-refresh-token"),
                ],
                content_type: Some("application/json"),
                answer: __o::AnswerSpec {
                    fields: &[
                        (
                            __o::Field::ErrorDescription,
                            &[__o::Source::Path(&["errorDescription"])],
                        ),
                    ],
                    expires: __o::ExpiresSpec {
                        unit: __o::TimeUnit::Milliseconds,
                        ..__o::ExpiresSpec::DEFAULT
                    },
                    ..__o::AnswerSpec::DEFAULT
                },
                ..__o::CallSpec::POST
            },
            __o::CallSpec {
                kind: __o::CallKind::Revoke,
                url: __o::UrlSpec::new(
                    ORIGIN_0,
                    &[__o::Part::Lit("/external/api/oauth2/revoke")],
                ),
                rules: &[
                    __o::ParamRule::of(__o::Param::Token)
                        .name("x-token")
                        .place(__o::Place::Header),
                    __o::ParamRule::of(__o::Param::ClientId)
                        .presence(__o::Presence::Omit),
                ],
                ..__o::CallSpec::GET
            },
            __o::CallSpec {
                kind: __o::CallKind::Introspect,
                url: __o::UrlSpec::new(
                    ORIGIN_0,
                    &[__o::Part::Lit("/external/api/oauth2/tokeninfo")],
                ),
                rules: &[
                    __o::ParamRule::of(__o::Param::Token)
                        .name("x-token")
                        .place(__o::Place::Header),
                    __o::ParamRule::of(__o::Param::ClientId)
                        .presence(__o::Presence::Omit),
                ],
                ..__o::CallSpec::GET
            },
        ],
        callback: __o::CallbackSpec {
            mode: __o::CallbackMode::Fragment,
            state_policy: __o::StatePolicy::IfPresent,
            keep: &[
                __o::Keep::of(
                    "app_code",
                    __o::Source::Path(&["appCode"]),
                    __o::VarKind::Text,
                ),
            ],
            ..__o::CallbackSpec::DEFAULT
        },
        pkce: __o::Pkce::None,
        pkce_reason: Some("the sign-in page knows five parameters"),
        lifetimes: __o::Lifetimes {
            code: Some(__o::secs(300)),
            ..__o::Lifetimes::DEFAULT
        },
        api: Some(&API),
        ..__o::ProviderSpec::DEFAULT
    };
    #[automatically_derived]
    #[diagnostic::do_not_recommend]
    impl __o::Provider for Ioffice {
        type Vars = IofficeVars;
        type Scope = IofficeScope;
        type SecondScope = __o::NoScope;
        type Extras = IofficeExtras;
        const SPEC: &'static __o::ProviderSpec = &SPEC;
    }
    #[automatically_derived]
    impl __o::ScopeSet for IofficeScope {
        fn value(&self) -> __o::Cow<'_, str> {
            __o::Cow::Borrowed(
                match self {
                    Self::Email => "email",
                    Self::Other(text) => text,
                },
            )
        }
        fn from_value(value: &str) -> Self {
            match value {
                "email" => Self::Email,
                _ => Self::Other(__o::Cow::Owned(::core::convert::From::from(value))),
            }
        }
    }
    #[automatically_derived]
    impl __o::Vars for IofficeVars {
        fn value(&self, index: usize) -> Option<&str> {
            match index {
                0 => Some(self.site.as_str()),
                _ => None,
            }
        }
    }
    #[automatically_derived]
    impl __o::Extras for IofficeExtras {
        fn read(kept: &__o::Kept) -> Self {
            Self {
                app_code: kept.text("app_code"),
            }
        }
    }
    #[diagnostic::do_not_recommend]
    impl __o::AuthorizationCodeGrant for Ioffice {}
    #[diagnostic::do_not_recommend]
    impl __o::DirectAuthorization for Ioffice {}
    #[diagnostic::do_not_recommend]
    impl __o::PersonSignIn for Ioffice {}
    #[diagnostic::do_not_recommend]
    impl __o::CodeRequest for Ioffice {}
    #[diagnostic::do_not_recommend]
    impl __o::RefreshGrant for Ioffice {}
    #[diagnostic::do_not_recommend]
    impl __o::Revocation for Ioffice {}
    #[diagnostic::do_not_recommend]
    impl __o::Introspection for Ioffice {}
    #[diagnostic::do_not_recommend]
    impl __o::Api for Ioffice {}
};
