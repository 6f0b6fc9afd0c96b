/// Moovila, an OAuth 2.0 provider.
///
/// Offers authorization code, refresh, API calls.
/// - `authorize`: `{authorization_url}`
/// - `token`: `{token_url}`
/// - `api`: `{api_base}`
///
/// Scopes ([`MoovilaScope`]): `ProjectTaskRead`, `UsersRead`, `TimeEntriesRead`, `LookupTablesRead`.
#[derive(::core::clone::Clone, ::core::marker::Copy, ::core::fmt::Debug)]
pub struct Moovila;
/// A scope of [`Moovila`].
#[derive(::core::clone::Clone, ::core::fmt::Debug, ::core::hash::Hash)]
#[derive(::core::cmp::PartialEq, ::core::cmp::Eq)]
#[non_exhaustive]
pub enum MoovilaScope {
    /// `ProjectTaskRead`
    ProjectTaskRead,
    /// `UsersRead`
    UsersRead,
    /// `TimeEntriesRead`
    TimeEntriesRead,
    /// `LookupTablesRead`
    LookupTablesRead,
    /// Any other scope.
    Other(::oauth_runtime::__private::v1::Cow<'static, str>),
}
/// What a client of [`Moovila`] must know of its tenant.
#[derive(::core::clone::Clone, ::core::fmt::Debug)]
pub struct MoovilaVars {
    /// The `authorization_url`.
    pub authorization_url: ::oauth_runtime::value::Url,
    /// The `token_url`.
    pub token_url: ::oauth_runtime::value::Url,
    /// The `api_base`.
    pub api_base: ::oauth_runtime::value::Url,
}
/// A client of [`Moovila`].
///
/// Register this redirect URI: `http://127.0.0.1/callback`, any port.
///
/// `MoovilaClient::from_env()` reads these environment variables:
/// - `MOOVILA_CLIENT_ID`
/// - `MOOVILA_CLIENT_SECRET`, or `MOOVILA_CLIENT_SECRET_FILE` with the path of a file
/// - `MOOVILA_AUTHORIZATION_URL`: `Url`
/// - `MOOVILA_TOKEN_URL`: `Url`
/// - `MOOVILA_API_BASE`: `Url`
/// - `MOOVILA_REDIRECT_URI` and `MOOVILA_ISSUER`: optional
///
/// ```text
/// let moovila = MoovilaClient::from_env()?.build()?;
/// let login = moovila.authorize(redirect_uri, [MoovilaScope::ProjectTaskRead]).begin()?;
/// // The person opens `login.url()`, and the browser ends at `callback`.
/// let session = login.finish(&callback).await?;
/// let answer = session.get("some/path").send().await?;
/// ```
pub type MoovilaClient = ::oauth_runtime::Client<Moovila>;
#[doc(hidden)]
#[allow(clippy::needless_update)]
const _: () = {
    use ::core::option::Option::{self, None, Some};
    use ::oauth_runtime::__private::v1 as __o;
    static API: __o::ApiSpec = __o::ApiSpec {
        call: __o::CallSpec {
            kind: __o::CallKind::Api,
            url: __o::UrlSpec::new(&[__o::Part::Var(2, 0, __o::Encode::Origin)], &[]),
            ..__o::CallSpec::GET
        },
        ..__o::ApiSpec::DEFAULT
    };
    static SPEC: __o::ProviderSpec = __o::ProviderSpec {
        id: "moovila",
        name: "Moovila",
        declared_at: ::core::concat!(::core::file!(), ":", ::core::line!()),
        vars: &[
            __o::VarSpec::of("authorization_url", __o::VarKind::Url(&[])),
            __o::VarSpec::of("token_url", __o::VarKind::Url(&[])),
            __o::VarSpec::of("api_base", __o::VarKind::Url(&[])),
        ],
        scopes: __o::ScopeListSpec {
            names: &[
                __o::ScopeName::of("ProjectTaskRead", "ProjectTaskRead", &[]),
                __o::ScopeName::of("UsersRead", "UsersRead", &[]),
                __o::ScopeName::of("TimeEntriesRead", "TimeEntriesRead", &[]),
                __o::ScopeName::of("LookupTablesRead", "LookupTablesRead", &[]),
            ],
            ..__o::ScopeListSpec::DEFAULT
        },
        grants: __o::Grants::AUTHORIZATION_CODE.and(__o::Grants::REFRESH),
        calls: &[
            __o::CallSpec {
                kind: __o::CallKind::Authorize,
                url: __o::UrlSpec::new(
                    &[__o::Part::Var(0, 0, __o::Encode::Origin)],
                    &[],
                ),
                ..__o::CallSpec::GET
            },
            __o::CallSpec {
                url: __o::UrlSpec::new(
                    &[__o::Part::Var(1, 0, __o::Encode::Origin)],
                    &[],
                ),
                ..__o::CallSpec::POST
            },
        ],
        api: Some(&API),
        ..__o::ProviderSpec::DEFAULT
    };
    #[automatically_derived]
    #[diagnostic::do_not_recommend]
    impl __o::Provider for Moovila {
        type Vars = MoovilaVars;
        type Scope = MoovilaScope;
        type SecondScope = __o::NoScope;
        type Extras = __o::NoExtras;
        const SPEC: &'static __o::ProviderSpec = &SPEC;
    }
    #[automatically_derived]
    impl __o::ScopeSet for MoovilaScope {
        fn value(&self) -> __o::Cow<'_, str> {
            __o::Cow::Borrowed(
                match self {
                    Self::ProjectTaskRead => "ProjectTaskRead",
                    Self::UsersRead => "UsersRead",
                    Self::TimeEntriesRead => "TimeEntriesRead",
                    Self::LookupTablesRead => "LookupTablesRead",
                    Self::Other(text) => text,
                },
            )
        }
        fn from_value(value: &str) -> Self {
            match value {
                "ProjectTaskRead" => Self::ProjectTaskRead,
                "UsersRead" => Self::UsersRead,
                "TimeEntriesRead" => Self::TimeEntriesRead,
                "LookupTablesRead" => Self::LookupTablesRead,
                _ => Self::Other(__o::Cow::Owned(::core::convert::From::from(value))),
            }
        }
    }
    #[automatically_derived]
    impl __o::Vars for MoovilaVars {
        fn value(&self, index: usize) -> Option<&str> {
            match index {
                0 => Some(self.authorization_url.as_str()),
                1 => Some(self.token_url.as_str()),
                2 => Some(self.api_base.as_str()),
                _ => None,
            }
        }
    }
    #[diagnostic::do_not_recommend]
    impl __o::AuthorizationCodeGrant for Moovila {}
    #[diagnostic::do_not_recommend]
    impl __o::DirectAuthorization for Moovila {}
    #[diagnostic::do_not_recommend]
    impl __o::PersonSignIn for Moovila {}
    #[diagnostic::do_not_recommend]
    impl __o::RefreshGrant for Moovila {}
    #[diagnostic::do_not_recommend]
    impl __o::Api for Moovila {}
};
