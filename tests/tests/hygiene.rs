//! Expansions stand in any surroundings: beside names of the standard library,
//! under the strictest lints, with the runtime under another name.

/// Every name that the expansion could borrow is taken. (A module without any
/// prelude cannot hold one: `#[diagnostic::...]` is a name of the tool prelude.)
#[deny(warnings, missing_docs, unreachable_pub, clippy::pedantic)]
pub(crate) mod shadowed {
    #![allow(
        dead_code,
        unused_macros,
        non_camel_case_types,
        clippy::module_name_repetitions,
        clippy::wildcard_imports,
        reason = "the traps are never used, and names follow the provider's"
    )]

    macro_rules! concat {
        () => {};
    }
    macro_rules! file {
        () => {};
    }
    macro_rules! line {
        () => {};
    }

    pub(crate) struct Option;
    pub(crate) struct Some;
    pub(crate) struct None;
    pub(crate) struct String;
    pub(crate) struct Json;
    pub(crate) struct Client;
    pub(crate) struct Provider;
    pub(crate) struct ProviderSpec;
    pub(crate) struct Host;
    pub(crate) trait Clone {}
    pub(crate) trait Copy {}
    pub(crate) trait Debug {}
    pub(crate) trait Default {}
    pub(crate) trait From {}
    pub(crate) trait PartialEq {}
    pub(crate) mod core {}
    pub(crate) mod std {}
    pub(crate) mod oauth_runtime {}
    pub(crate) mod __o {}

    /// Everything that an expansion can hold.
    #[::oauth_runtime::oauth_provider(
        vars(
            site: DnsLabel,
            host: Host("*.acme.example") = "api.acme.example",
            region: Option<PathSegment>,
            env: OneOf(Live = "api", Test = "sandbox") = Live,
            area: Path,
            key: Secret,
        ),
        authorize = "https://{site}.{env}.acme.example/authorize",
        token(
            url = "https://{host}/{area}/token",
            headers("x-region" = "{region}", "x-acme-key" = "{key}"),
            answer(keep(realm, details: Json, count: Json<u64>, proof: Secret)),
        ),
        client_credentials,
        api = "https://acme.example/{token.realm}/",
        scopes(Read = "read", Write = "write({})", default(Read)),
        second_scopes(param = "user_scope", Identity = "identity"),
        lifetimes(access_token = 1500ms),
        rotation = single_use(grace = 10m)
    )]
    pub(crate) struct Acme;

    /// A provider with nothing but two URLs.
    #[::oauth_runtime::oauth_provider(
        authorize = "https://acme.example/authorize",
        token = "https://acme.example/token"
    )]
    pub(crate) struct Plain;
}

/// The runtime under another name.
pub(crate) mod renamed {
    extern crate oauth_runtime as my_oauth;

    /// Names the runtime by its path.
    #[my_oauth::oauth_provider(
        crate = crate::hygiene::renamed::my_oauth,
        vars(site: DnsLabel),
        authorize = "https://{site}.acme.example/authorize",
        token = "https://{site}.acme.example/token",
        scopes(Read = "read")
    )]
    pub(crate) struct Acme;
}

/// A declaration made by a macro of the user's: literals arrive in invisible groups.
pub(crate) mod from_macro {
    macro_rules! declare {
        ($name:ident, $host:literal, $scope:ident = $value:expr) => {
            /// Declared by a macro.
            #[oauth_runtime::oauth_provider(authorize = $host, token = $host, scopes($scope = $value))]
            pub(crate) struct $name;
        };
    }

    declare!(Acme, "https://acme.example/oauth", Read = "read");
}

/// Derives of the user's own, below the attribute.
pub(crate) mod derives {
    /// Derives what the attribute would, and more.
    #[oauth_runtime::oauth_provider(
        authorize = "https://acme.example/authorize",
        token = "https://acme.example/token"
    )]
    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
    pub(crate) struct Acme;
}

#[test]
fn the_declarations_are_what_they_say() {
    use oauth_runtime::Provider;
    assert_eq!(shadowed::Acme::SPEC.vars.len(), 6);
    assert_eq!(shadowed::Plain::SPEC.id, "plain");
    assert_eq!(renamed::Acme::SPEC.scopes.names.len(), 1);
    let _: Option<from_macro::AcmeClient> = None;
    assert_eq!(from_macro::Acme::SPEC.scopes.names.len(), 1);
    let derived: derives::Acme = Default::default();
    assert_eq!(derived, derives::Acme);
}
