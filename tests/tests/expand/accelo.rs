/// Professional services automation.
///
/// Offers authorization code, sign-in by PIN, client credentials, refresh, revocation, introspection, API calls.
/// - `authorize`: `https://{deployment}.{domain}/oauth2/v0/authorize`
/// - `token`: `https://{deployment}.{domain}/oauth2/v0/token`
/// - `revoke`: `https://{deployment}.{domain}/oauth2/v0/revoke`
/// - `introspect`: `https://{deployment}.{domain}/api/v0/tokeninfo`
/// - `api`: `https://{deployment}.{domain}/api/v0/`
///
/// Scopes ([`AcceloScope`]): `read(all)`, `write(all)`, `read(...)`, `write(...)`.
///
/// Not as in RFC 6749: no PKCE (unknown to the vendor's documents); Basic authentication is not form-encoded; scopes are separated by `,`.
///
/// Source: <https://api.accelo.com/docs/>, checked 2026-11.
#[derive(::core::clone::Clone, ::core::marker::Copy, ::core::fmt::Debug)]
pub struct Accelo;
/// A scope of [`Accelo`].
#[derive(::core::clone::Clone, ::core::fmt::Debug, ::core::hash::Hash)]
#[derive(::core::cmp::PartialEq, ::core::cmp::Eq)]
#[non_exhaustive]
pub enum AcceloScope {
    /// `read(all)`
    ReadAll,
    /// `write(all)`
    WriteAll,
    /// `read(...)`
    Read(::oauth_runtime::ScopeArgs),
    /// `write(...)`
    Write(::oauth_runtime::ScopeArgs),
    /// Any other scope.
    Other(::oauth_runtime::__private::v1::Cow<'static, str>),
}
/// What a client of [`Accelo`] must know of its tenant.
#[derive(::core::clone::Clone, ::core::fmt::Debug)]
pub struct AcceloVars {
    /// The `deployment`.
    pub deployment: ::oauth_runtime::value::DnsLabel,
    /// The `domain`, one of `*.accelo.com`, `*.affinitylive.com`; `api.accelo.com` when it is not set.
    pub domain: ::core::option::Option<::oauth_runtime::value::Host>,
}
impl AcceloVars {
    /// The required values; the others keep their defaults.
    #[must_use]
    pub fn new(deployment: ::oauth_runtime::value::DnsLabel) -> Self {
        Self {
            deployment,
            domain: ::core::option::Option::None,
        }
    }
}
/// What [`Accelo`] tells beside its tokens.
#[derive(::core::clone::Clone, ::core::fmt::Debug)]
#[allow(dead_code)]
pub struct AcceloExtras {
    /// The `deployment` of the answer.
    pub deployment: ::core::option::Option<::oauth_runtime::__private::v1::String>,
    /// The `deployment_name` of the answer.
    pub deployment_name: ::core::option::Option<::oauth_runtime::__private::v1::String>,
    /// The `deployment_uri` of the answer.
    pub deployment_uri: ::core::option::Option<::oauth_runtime::__private::v1::String>,
    /// The `account_id` of the answer.
    pub account_id: ::core::option::Option<::oauth_runtime::__private::v1::String>,
    /// The `account_details` of the answer.
    pub account_details: ::core::option::Option<::oauth_runtime::__private::v1::Json>,
}
/// A client of [`Accelo`].
///
/// Register this redirect URI: `http://127.0.0.1/callback`, any port.
///
/// `AcceloClient::from_env()` reads these environment variables:
/// - `ACCELO_CLIENT_ID`
/// - `ACCELO_CLIENT_SECRET`, or `ACCELO_CLIENT_SECRET_FILE` with the path of a file
/// - `ACCELO_DEPLOYMENT`: `DnsLabel`
/// - `ACCELO_DOMAIN`: `Host`; `api.accelo.com` when it is not set
/// - `ACCELO_REDIRECT_URI` and `ACCELO_ISSUER`: optional
///
/// ```text
/// let accelo = AcceloClient::from_env()?.build()?;
/// let login = accelo.authorize(redirect_uri, [AcceloScope::ReadAll]).begin()?;
/// // The person opens `login.url()`, and the browser ends at `callback`.
/// let session = login.finish(&callback).await?;
/// let answer = session.get("some/path").send().await?;
/// ```
pub type AcceloClient = ::oauth_runtime::Client<Accelo>;
#[doc(hidden)]
#[allow(clippy::needless_update)]
const _: () = {
    use ::core::option::Option::{self, None, Some};
    use ::oauth_runtime::__private::v1 as __o;
    const ORIGIN_0: &[__o::Part] = &[
        __o::Part::Lit("https://"),
        __o::Part::Var(0, 0, __o::Encode::Host),
        __o::Part::Lit("."),
        __o::Part::Var(1, 0, __o::Encode::Host),
    ];
    static API: __o::ApiSpec = __o::ApiSpec {
        call: __o::CallSpec {
            kind: __o::CallKind::Api,
            url: __o::UrlSpec::new(ORIGIN_0, &[__o::Part::Lit("/api/v0/")]),
            answer: __o::AnswerSpec {
                success: Some(__o::Check {
                    source: __o::Source::Path(&["meta", "status"]),
                    expect: __o::Expect::OneOf(&["ok"]),
                }),
                fields: &[
                    (
                        __o::Field::Error,
                        &[
                            __o::Source::Path(&["meta", "status"]),
                            __o::Source::Path(&["status"]),
                        ],
                    ),
                    (
                        __o::Field::ErrorDescription,
                        &[
                            __o::Source::Path(&["meta", "message"]),
                            __o::Source::Path(&["message"]),
                        ],
                    ),
                ],
                ..__o::AnswerSpec::DEFAULT
            },
            ..__o::CallSpec::GET
        },
        bearer: &[
            __o::Bearer::DEFAULT,
            __o::Bearer::Query {
                name: "_bearer_token",
            },
        ],
        lockout: Some(__o::Check {
            source: __o::Source::Path(&["status"]),
            expect: __o::Expect::OneOf(&["too_many_failed_logins"]),
        }),
        rate_limit: __o::RateLimitSpec {
            limit: Some("x-ratelimit-limit"),
            remaining: Some("x-ratelimit-remaining"),
            reset: Some(("x-ratelimit-reset", __o::ResetForm::EpochSeconds)),
            ..__o::RateLimitSpec::DEFAULT
        },
        ..__o::ApiSpec::DEFAULT
    };
    static SPEC: __o::ProviderSpec = __o::ProviderSpec {
        id: "accelo",
        name: "Accelo",
        docs: Some("https://api.accelo.com/docs/"),
        checked: Some("2026-11"),
        declared_at: ::core::concat!(::core::file!(), ":", ::core::line!()),
        vars: &[
            __o::VarSpec::of("deployment", __o::VarKind::DnsLabel),
            __o::VarSpec::of(
                    "domain",
                    __o::VarKind::Host(&["*.accelo.com", "*.affinitylive.com"]),
                )
                .or("api.accelo.com"),
        ],
        scopes: __o::ScopeListSpec {
            delimiter: ",",
            literal: "()",
            nested: true,
            names: &[
                __o::ScopeName::of("ReadAll", "read(all)", &[]),
                __o::ScopeName::of("WriteAll", "write(all)", &[0]),
                __o::ScopeName::of("Read", "read({})", &[]),
                __o::ScopeName::of("Write", "write({})", &[]),
            ],
            ..__o::ScopeListSpec::DEFAULT
        },
        grants: __o::Grants::AUTHORIZATION_CODE
            .and(__o::Grants::PIN)
            .and(__o::Grants::REFRESH)
            .and(__o::Grants::CLIENT_CREDENTIALS),
        calls: &[
            __o::CallSpec {
                kind: __o::CallKind::Authorize,
                url: __o::UrlSpec::new(
                    ORIGIN_0,
                    &[__o::Part::Lit("/oauth2/v0/authorize")],
                ),
                ..__o::CallSpec::GET
            },
            __o::CallSpec {
                url: __o::UrlSpec::new(ORIGIN_0, &[__o::Part::Lit("/oauth2/v0/token")]),
                client_auth: __o::ClientAuth::BASIC_RAW,
                answer: __o::AnswerSpec {
                    keep: &[
                        __o::Keep::of(
                            "deployment",
                            __o::Source::Path(&["deployment"]),
                            __o::VarKind::Text,
                        ),
                        __o::Keep::of(
                            "deployment_name",
                            __o::Source::Path(&["deployment_name"]),
                            __o::VarKind::Text,
                        ),
                        __o::Keep::of(
                            "deployment_uri",
                            __o::Source::Path(&["deployment_uri"]),
                            __o::VarKind::Text,
                        ),
                        __o::Keep::of(
                            "account_id",
                            __o::Source::Path(&["account_id"]),
                            __o::VarKind::Text,
                        ),
                        __o::Keep::of(
                            "account_details",
                            __o::Source::Path(&["account_details"]),
                            __o::VarKind::Json,
                        ),
                    ],
                    ..__o::AnswerSpec::DEFAULT
                },
                ..__o::CallSpec::POST
            },
            __o::CallSpec {
                kind: __o::CallKind::Revoke,
                url: __o::UrlSpec::new(ORIGIN_0, &[__o::Part::Lit("/oauth2/v0/revoke")]),
                client_auth: __o::ClientAuth::BASIC_RAW,
                ..__o::CallSpec::POST
            },
            __o::CallSpec {
                kind: __o::CallKind::Introspect,
                url: __o::UrlSpec::new(ORIGIN_0, &[__o::Part::Lit("/api/v0/tokeninfo")]),
                rules: &[
                    __o::ParamRule::of(__o::Param::Token).place(__o::Place::Bearer),
                    __o::ParamRule::of(__o::Param::ClientId)
                        .presence(__o::Presence::Omit),
                ],
                ..__o::CallSpec::GET
            },
        ],
        pkce: __o::Pkce::None,
        pkce_reason: Some("unknown to the vendor's documents"),
        api: Some(&API),
        ..__o::ProviderSpec::DEFAULT
    };
    #[automatically_derived]
    #[diagnostic::do_not_recommend]
    impl __o::Provider for Accelo {
        type Vars = AcceloVars;
        type Scope = AcceloScope;
        type SecondScope = __o::NoScope;
        type Extras = AcceloExtras;
        const SPEC: &'static __o::ProviderSpec = &SPEC;
    }
    #[automatically_derived]
    impl __o::ScopeSet for AcceloScope {
        fn value(&self) -> __o::Cow<'_, str> {
            __o::Cow::Borrowed(
                match self {
                    Self::ReadAll => "read(all)",
                    Self::WriteAll => "write(all)",
                    Self::Read(args) => return args.fill("read({})"),
                    Self::Write(args) => return args.fill("write({})"),
                    Self::Other(text) => text,
                },
            )
        }
        fn from_value(value: &str) -> Self {
            match value {
                "read(all)" => Self::ReadAll,
                "write(all)" => Self::WriteAll,
                _ => {
                    match __o::ScopeArgs::parse("read({})", value) {
                        Some(args) => Self::Read(args),
                        None => {
                            match __o::ScopeArgs::parse("write({})", value) {
                                Some(args) => Self::Write(args),
                                None => {
                                    Self::Other(
                                        __o::Cow::Owned(::core::convert::From::from(value)),
                                    )
                                }
                            }
                        }
                    }
                }
            }
        }
    }
    #[automatically_derived]
    impl __o::Vars for AcceloVars {
        fn value(&self, index: usize) -> Option<&str> {
            match index {
                0 => Some(self.deployment.as_str()),
                1 => self.domain.as_ref().map(__o::Host::as_str),
                _ => None,
            }
        }
    }
    #[automatically_derived]
    impl __o::Extras for AcceloExtras {
        fn read(kept: &__o::Kept) -> Self {
            Self {
                deployment: kept.text("deployment"),
                deployment_name: kept.text("deployment_name"),
                deployment_uri: kept.text("deployment_uri"),
                account_id: kept.text("account_id"),
                account_details: kept.json("account_details"),
            }
        }
    }
    #[diagnostic::do_not_recommend]
    impl __o::AuthorizationCodeGrant for Accelo {}
    #[diagnostic::do_not_recommend]
    impl __o::DirectAuthorization for Accelo {}
    #[diagnostic::do_not_recommend]
    impl __o::PinGrant for Accelo {}
    #[diagnostic::do_not_recommend]
    impl __o::PersonSignIn for Accelo {}
    #[diagnostic::do_not_recommend]
    impl __o::ClientCredentialsGrant for Accelo {}
    #[diagnostic::do_not_recommend]
    impl __o::RefreshGrant for Accelo {}
    #[diagnostic::do_not_recommend]
    impl __o::Revocation for Accelo {}
    #[diagnostic::do_not_recommend]
    impl __o::Introspection for Accelo {}
    #[diagnostic::do_not_recommend]
    impl __o::Api for Accelo {}
};
