//! The provider of all benchmarks.

use oauth_runtime::spec::*;
use oauth_runtime::DynClient;

pub static SPEC: ProviderSpec = ProviderSpec {
    id: "acme",
    name: "Acme",
    scopes: ScopeListSpec {
        names: &[
            ScopeName { name: "ContactsRead", value: "contacts.read", implies: &[] },
            ScopeName { name: "ContactsWrite", value: "contacts.write", implies: &[] },
            ScopeName { name: "DealsRead", value: "deals.read", implies: &[] },
            ScopeName { name: "DealsWrite", value: "deals.write", implies: &[] },
        ],
        ..ScopeListSpec::DEFAULT
    },
    grants: Grants::AUTHORIZATION_CODE.and(Grants::REFRESH),
    calls: &[
        CallSpec {
            kind: CallKind::Authorize,
            url: UrlSpec::new(&[Part::Lit("https://acme.example")], &[Part::Lit("/oauth/authorize")]),
            ..CallSpec::GET
        },
        CallSpec {
            kind: CallKind::Token,
            url: UrlSpec::new(&[Part::Lit("https://acme.example")], &[Part::Lit("/oauth/token")]),
            ..CallSpec::POST
        },
    ],
    api: Some(&ApiSpec {
        call: CallSpec {
            url: UrlSpec::new(&[Part::Lit("https://acme.example")], &[Part::Lit("/v1/")]),
            ..ApiSpec::DEFAULT.call
        },
        ..ApiSpec::DEFAULT
    }),
    ..ProviderSpec::DEFAULT
};

pub fn builder() -> oauth_runtime::DynBuilder {
    DynClient::builder(&SPEC, &[], crate::fixture::CLIENT_ID).client_secret(crate::fixture::CLIENT_SECRET)
}
