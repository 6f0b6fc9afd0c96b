/// Actionstep, an OAuth 2.0 provider.
///
/// Offers authorization code, refresh, API calls.
/// - `authorize`: `https://{authorize_host}.{environment}/api/oauth/authorize`
/// - `token`: `https://api.{environment}/api/oauth/token`
/// - `api`: `{token.api_endpoint}`
///
/// Scopes ([`ActionstepScope`]): `all`, `actions`, `participants`, `timerecords`.
///
/// Not as in RFC 6749: no PKCE (unknown to the vendor's documents).
#[derive(::core::clone::Clone, ::core::marker::Copy, ::core::fmt::Debug)]
pub struct Actionstep;
/// A scope of [`Actionstep`].
#[derive(::core::clone::Clone, ::core::fmt::Debug, ::core::hash::Hash)]
#[derive(::core::cmp::PartialEq, ::core::cmp::Eq)]
#[non_exhaustive]
pub enum ActionstepScope {
    /// `all`
    All,
    /// `actions`
    Actions,
    /// `participants`
    Participants,
    /// `timerecords`
    TimeRecords,
    /// Any other scope.
    Other(::oauth_runtime::__private::v1::Cow<'static, str>),
}
/// What a client of [`Actionstep`] must know of its tenant.
#[derive(::core::clone::Clone, ::core::fmt::Debug, ::core::default::Default)]
pub struct ActionstepVars {
    /// The `environment`; `Production` when it is not set.
    pub environment: ActionstepEnvironment,
    /// The `authorize_host`; `Go` when it is not set.
    pub authorize_host: ActionstepAuthorizeHost,
}
/// The `environment` of [`Actionstep`].
#[derive(
    ::core::clone::Clone,
    ::core::marker::Copy,
    ::core::fmt::Debug,
    ::core::default::Default
)]
#[derive(::core::cmp::PartialEq, ::core::cmp::Eq)]
pub enum ActionstepEnvironment {
    /// `actionstep.com`
    #[default]
    Production,
    /// `actionstepstaging.com`
    Staging,
}
/// The `authorize_host` of [`Actionstep`].
#[derive(
    ::core::clone::Clone,
    ::core::marker::Copy,
    ::core::fmt::Debug,
    ::core::default::Default
)]
#[derive(::core::cmp::PartialEq, ::core::cmp::Eq)]
pub enum ActionstepAuthorizeHost {
    /// `go`
    #[default]
    Go,
    /// `api`
    Api,
}
/// What [`Actionstep`] tells beside its tokens.
#[derive(::core::clone::Clone, ::core::fmt::Debug)]
#[allow(dead_code)]
pub struct ActionstepExtras {
    /// The `api_endpoint` of the answer.
    pub api_endpoint: ::core::option::Option<::oauth_runtime::__private::v1::String>,
    /// The `orgkey` of the answer.
    pub orgkey: ::core::option::Option<::oauth_runtime::__private::v1::String>,
}
/// A client of [`Actionstep`].
///
/// Register this redirect URI: `http://127.0.0.1/callback`, any port.
///
/// `ActionstepClient::from_env()` reads these environment variables:
/// - `ACTIONSTEP_CLIENT_ID`
/// - `ACTIONSTEP_CLIENT_SECRET`, or `ACTIONSTEP_CLIENT_SECRET_FILE` with the path of a file
/// - `ACTIONSTEP_ENVIRONMENT`: `production` or `staging`; `production` when it is not set
/// - `ACTIONSTEP_AUTHORIZE_HOST`: `go` or `api`; `go` when it is not set
/// - `ACTIONSTEP_REDIRECT_URI` and `ACTIONSTEP_ISSUER`: optional
///
/// ```text
/// let actionstep = ActionstepClient::from_env()?.build()?;
/// let login = actionstep.authorize(redirect_uri, [ActionstepScope::All]).begin()?;
/// // The person opens `login.url()`, and the browser ends at `callback`.
/// let session = login.finish(&callback).await?;
/// let answer = session.get("some/path").send().await?;
/// ```
pub type ActionstepClient = ::oauth_runtime::Client<Actionstep>;
#[doc(hidden)]
#[allow(clippy::needless_update)]
const _: () = {
    use ::core::option::Option::{self, None, Some};
    use ::oauth_runtime::__private::v1 as __o;
    static API: __o::ApiSpec = __o::ApiSpec {
        call: __o::CallSpec {
            kind: __o::CallKind::Api,
            url: __o::UrlSpec::new(
                &[
                    __o::Part::Slot(
                        __o::Slot::Token("api_endpoint"),
                        __o::Encode::Origin,
                    ),
                ],
                &[],
            ),
            accept: "application/vnd.api+json",
            content_type: Some("application/vnd.api+json"),
            ..__o::CallSpec::GET
        },
        path: Some("/api/rest/"),
        ..__o::ApiSpec::DEFAULT
    };
    static SPEC: __o::ProviderSpec = __o::ProviderSpec {
        id: "actionstep",
        name: "Actionstep",
        declared_at: ::core::concat!(::core::file!(), ":", ::core::line!()),
        vars: &[
            __o::VarSpec::of(
                    "environment",
                    __o::VarKind::OneOf(
                        &[
                            __o::Choice {
                                name: "production",
                                values: &[("", "actionstep.com")],
                            },
                            __o::Choice {
                                name: "staging",
                                values: &[("", "actionstepstaging.com")],
                            },
                        ],
                    ),
                )
                .or("production"),
            __o::VarSpec::of(
                    "authorize_host",
                    __o::VarKind::OneOf(
                        &[
                            __o::Choice {
                                name: "go",
                                values: &[("", "go")],
                            },
                            __o::Choice {
                                name: "api",
                                values: &[("", "api")],
                            },
                        ],
                    ),
                )
                .or("go"),
        ],
        scopes: __o::ScopeListSpec {
            required: true,
            names: &[
                __o::ScopeName::of("All", "all", &[]),
                __o::ScopeName::of("Actions", "actions", &[]),
                __o::ScopeName::of("Participants", "participants", &[]),
                __o::ScopeName::of("TimeRecords", "timerecords", &[]),
            ],
            ..__o::ScopeListSpec::DEFAULT
        },
        grants: __o::Grants::AUTHORIZATION_CODE.and(__o::Grants::REFRESH),
        calls: &[
            __o::CallSpec {
                kind: __o::CallKind::Authorize,
                url: __o::UrlSpec::new(
                    &[
                        __o::Part::Lit("https://"),
                        __o::Part::Var(1, 0, __o::Encode::Host),
                        __o::Part::Lit("."),
                        __o::Part::Var(0, 0, __o::Encode::Host),
                    ],
                    &[__o::Part::Lit("/api/oauth/authorize")],
                ),
                ..__o::CallSpec::GET
            },
            __o::CallSpec {
                url: __o::UrlSpec::new(
                    &[
                        __o::Part::Lit("https://api."),
                        __o::Part::Var(0, 0, __o::Encode::Host),
                    ],
                    &[__o::Part::Lit("/api/oauth/token")],
                ),
                rules: &[
                    __o::ParamRule::of(__o::Param::RedirectUri)
                        .presence(__o::Presence::Send),
                ],
                order: &[
                    "grant_type",
                    "code",
                    "refresh_token",
                    "client_id",
                    "client_secret",
                    "redirect_uri",
                ],
                answer: __o::AnswerSpec {
                    keep: &[
                        __o::Keep::of(
                                "api_endpoint",
                                __o::Source::Path(&["api_endpoint"]),
                                __o::VarKind::Url(
                                    &["*.actionstep.com", "*.actionstepstaging.com"],
                                ),
                            )
                            .required(),
                        __o::Keep::of(
                            "orgkey",
                            __o::Source::Path(&["orgkey"]),
                            __o::VarKind::Text,
                        ),
                    ],
                    ..__o::AnswerSpec::DEFAULT
                },
                ..__o::CallSpec::POST
            },
        ],
        pkce: __o::Pkce::None,
        pkce_reason: Some("unknown to the vendor's documents"),
        lifetimes: __o::Lifetimes {
            access_token: Some(__o::secs(1800)),
            refresh_token: Some(__o::secs(1814400)),
            ..__o::Lifetimes::DEFAULT
        },
        api: Some(&API),
        ..__o::ProviderSpec::DEFAULT
    };
    #[automatically_derived]
    #[diagnostic::do_not_recommend]
    impl __o::Provider for Actionstep {
        type Vars = ActionstepVars;
        type Scope = ActionstepScope;
        type SecondScope = __o::NoScope;
        type Extras = ActionstepExtras;
        const SPEC: &'static __o::ProviderSpec = &SPEC;
    }
    #[automatically_derived]
    impl __o::ScopeSet for ActionstepScope {
        fn value(&self) -> __o::Cow<'_, str> {
            __o::Cow::Borrowed(
                match self {
                    Self::All => "all",
                    Self::Actions => "actions",
                    Self::Participants => "participants",
                    Self::TimeRecords => "timerecords",
                    Self::Other(text) => text,
                },
            )
        }
        fn from_value(value: &str) -> Self {
            match value {
                "all" => Self::All,
                "actions" => Self::Actions,
                "participants" => Self::Participants,
                "timerecords" => Self::TimeRecords,
                _ => Self::Other(__o::Cow::Owned(::core::convert::From::from(value))),
            }
        }
    }
    #[automatically_derived]
    impl __o::Vars for ActionstepVars {
        fn value(&self, index: usize) -> Option<&str> {
            match index {
                0 => {
                    match self.environment {
                        ActionstepEnvironment::Production => Some("production"),
                        ActionstepEnvironment::Staging => Some("staging"),
                    }
                }
                1 => {
                    match self.authorize_host {
                        ActionstepAuthorizeHost::Go => Some("go"),
                        ActionstepAuthorizeHost::Api => Some("api"),
                    }
                }
                _ => None,
            }
        }
    }
    #[automatically_derived]
    impl __o::Extras for ActionstepExtras {
        fn read(kept: &__o::Kept) -> Self {
            Self {
                api_endpoint: kept.text("api_endpoint"),
                orgkey: kept.text("orgkey"),
            }
        }
    }
    #[diagnostic::do_not_recommend]
    impl __o::AuthorizationCodeGrant for Actionstep {}
    #[diagnostic::do_not_recommend]
    impl __o::DirectAuthorization for Actionstep {}
    #[diagnostic::do_not_recommend]
    impl __o::PersonSignIn for Actionstep {}
    #[diagnostic::do_not_recommend]
    impl __o::RefreshGrant for Actionstep {}
    #[diagnostic::do_not_recommend]
    impl __o::Api for Actionstep {}
};
