/// Valuekeep, an OAuth 2.0 provider.
///
/// Offers client credentials, refresh, API calls.
/// - `client_credentials`: `https://identity.primaverabss.com/{identity}`
/// - `refresh`: `https://identity.primaverabss.com/{identity}`
/// - `api`: `https://{host}/api/{tenant}/{organization}/`
///
/// Scopes ([`ValuekeepScope`]): `application`.
#[derive(::core::clone::Clone, ::core::marker::Copy, ::core::fmt::Debug)]
pub struct Valuekeep;
/// A scope of [`Valuekeep`].
#[derive(::core::clone::Clone, ::core::fmt::Debug, ::core::hash::Hash)]
#[derive(::core::cmp::PartialEq, ::core::cmp::Eq)]
#[non_exhaustive]
pub enum ValuekeepScope {
    /// `application`
    Application,
    /// Any other scope.
    Other(::oauth_runtime::__private::v1::Cow<'static, str>),
}
/// What a client of [`Valuekeep`] must know of its tenant.
#[derive(::core::clone::Clone, ::core::fmt::Debug)]
pub struct ValuekeepVars {
    /// The `tenant`.
    pub tenant: ::oauth_runtime::value::PathSegment,
    /// The `organization`.
    pub organization: ::oauth_runtime::value::PathSegment,
    /// The `identity`; `Current` when it is not set.
    pub identity: ValuekeepIdentity,
    /// The `host`, one of `*.valuekeep.com`; `cloud.valuekeep.com` when it is not set.
    pub host: ::core::option::Option<::oauth_runtime::value::Host>,
}
impl ValuekeepVars {
    /// The required values; the others keep their defaults.
    #[must_use]
    pub fn new(
        tenant: ::oauth_runtime::value::PathSegment,
        organization: ::oauth_runtime::value::PathSegment,
    ) -> Self {
        Self {
            tenant,
            organization,
            identity: ::core::default::Default::default(),
            host: ::core::option::Option::None,
        }
    }
}
/// The `identity` of [`Valuekeep`].
#[derive(
    ::core::clone::Clone,
    ::core::marker::Copy,
    ::core::fmt::Debug,
    ::core::default::Default
)]
#[derive(::core::cmp::PartialEq, ::core::cmp::Eq)]
pub enum ValuekeepIdentity {
    /// `connect/token`
    #[default]
    Current,
    /// `core/connect/token`
    Earlier,
}
/// A client of [`Valuekeep`].
///
/// `ValuekeepClient::from_env()` reads these environment variables:
/// - `VALUEKEEP_CLIENT_ID`
/// - `VALUEKEEP_CLIENT_SECRET`, or `VALUEKEEP_CLIENT_SECRET_FILE` with the path of a file
/// - `VALUEKEEP_TENANT`: `PathSegment`
/// - `VALUEKEEP_ORGANIZATION`: `PathSegment`
/// - `VALUEKEEP_IDENTITY`: `current` or `earlier`; `current` when it is not set
/// - `VALUEKEEP_HOST`: `Host`; `cloud.valuekeep.com` when it is not set
/// - `VALUEKEEP_REDIRECT_URI` and `VALUEKEEP_ISSUER`: optional
///
/// ```text
/// let valuekeep = ValuekeepClient::from_env()?.build()?;
/// let session = valuekeep.client_credentials([ValuekeepScope::Application]).await?;
/// let answer = session.get("some/path").send().await?;
/// ```
pub type ValuekeepClient = ::oauth_runtime::Client<Valuekeep>;
#[doc(hidden)]
#[allow(clippy::needless_update)]
const _: () = {
    use ::core::option::Option::{self, None, Some};
    use ::oauth_runtime::__private::v1 as __o;
    const ORIGIN_0: &[__o::Part] = &[
        __o::Part::Lit("https://identity.primaverabss.com"),
    ];
    static API: __o::ApiSpec = __o::ApiSpec {
        call: __o::CallSpec {
            kind: __o::CallKind::Api,
            url: __o::UrlSpec::new(
                &[__o::Part::Lit("https://"), __o::Part::Var(3, 0, __o::Encode::Host)],
                &[
                    __o::Part::Lit("/api/"),
                    __o::Part::Var(0, 0, __o::Encode::Segment),
                    __o::Part::Lit("/"),
                    __o::Part::Var(1, 0, __o::Encode::Segment),
                    __o::Part::Lit("/"),
                ],
            ),
            ..__o::CallSpec::GET
        },
        ..__o::ApiSpec::DEFAULT
    };
    static SPEC: __o::ProviderSpec = __o::ProviderSpec {
        id: "valuekeep",
        name: "Valuekeep",
        declared_at: ::core::concat!(::core::file!(), ":", ::core::line!()),
        vars: &[
            __o::VarSpec::of("tenant", __o::VarKind::PathSegment),
            __o::VarSpec::of("organization", __o::VarKind::PathSegment),
            __o::VarSpec::of(
                    "identity",
                    __o::VarKind::OneOf(
                        &[
                            __o::Choice {
                                name: "current",
                                values: &[("", "connect/token")],
                            },
                            __o::Choice {
                                name: "earlier",
                                values: &[("", "core/connect/token")],
                            },
                        ],
                    ),
                )
                .or("current"),
            __o::VarSpec::of("host", __o::VarKind::Host(&["*.valuekeep.com"]))
                .or("cloud.valuekeep.com"),
        ],
        scopes: __o::ScopeListSpec {
            names: &[__o::ScopeName::of("Application", "application", &[])],
            default: &[0],
            ..__o::ScopeListSpec::DEFAULT
        },
        grants: __o::Grants::REFRESH.and(__o::Grants::CLIENT_CREDENTIALS),
        calls: &[
            __o::CallSpec {
                kind: __o::CallKind::ClientCredentials,
                url: __o::UrlSpec::new(
                    ORIGIN_0,
                    &[__o::Part::Lit("/"), __o::Part::Var(2, 0, __o::Encode::Path)],
                ),
                client_auth: __o::ClientAuth::BASIC,
                ..__o::CallSpec::POST
            },
            __o::CallSpec {
                kind: __o::CallKind::Refresh,
                url: __o::UrlSpec::new(
                    ORIGIN_0,
                    &[__o::Part::Lit("/"), __o::Part::Var(2, 0, __o::Encode::Path)],
                ),
                client_auth: __o::ClientAuth::BASIC,
                ..__o::CallSpec::POST
            },
        ],
        lifetimes: __o::Lifetimes {
            access_token: Some(__o::secs(14400)),
            ..__o::Lifetimes::DEFAULT
        },
        api: Some(&API),
        ..__o::ProviderSpec::DEFAULT
    };
    #[automatically_derived]
    #[diagnostic::do_not_recommend]
    impl __o::Provider for Valuekeep {
        type Vars = ValuekeepVars;
        type Scope = ValuekeepScope;
        type SecondScope = __o::NoScope;
        type Extras = __o::NoExtras;
        const SPEC: &'static __o::ProviderSpec = &SPEC;
    }
    #[automatically_derived]
    impl __o::ScopeSet for ValuekeepScope {
        fn value(&self) -> __o::Cow<'_, str> {
            __o::Cow::Borrowed(
                match self {
                    Self::Application => "application",
                    Self::Other(text) => text,
                },
            )
        }
        fn from_value(value: &str) -> Self {
            match value {
                "application" => Self::Application,
                _ => Self::Other(__o::Cow::Owned(::core::convert::From::from(value))),
            }
        }
    }
    #[automatically_derived]
    impl __o::Vars for ValuekeepVars {
        fn value(&self, index: usize) -> Option<&str> {
            match index {
                0 => Some(self.tenant.as_str()),
                1 => Some(self.organization.as_str()),
                2 => {
                    match self.identity {
                        ValuekeepIdentity::Current => Some("current"),
                        ValuekeepIdentity::Earlier => Some("earlier"),
                    }
                }
                3 => self.host.as_ref().map(__o::Host::as_str),
                _ => None,
            }
        }
    }
    #[diagnostic::do_not_recommend]
    impl __o::ClientCredentialsGrant for Valuekeep {}
    #[diagnostic::do_not_recommend]
    impl __o::RefreshGrant for Valuekeep {}
    #[diagnostic::do_not_recommend]
    impl __o::Api for Valuekeep {}
};
