//! Inputs that are refused before any name is looked up and any socket opened.

use http::HeaderValue;
use oauth_runtime::spec::ClientAuth;
use oauth_runtime::value::DnsLabel;
use oauth_runtime::{Code, DynClient, Provider, oauth_provider};
use proptest::prelude::*;

use crate::support::{json, replying};

/// Tenants in every place a tenant can stand.
#[oauth_provider(
    vars(site: DnsLabel, tenant: PathSegment, domain: Host("*.shop.example"), key: Text),
    authorize = "https://{site}.acme.example/{tenant}/authorize",
    token(
        url = "https://{domain}/{tenant}/token?key={key}",
        headers("x-tenant" = "{key}"),
        place = header,
    ),
    client_credentials,
)]
pub struct Tenants;

const GOOD: [(&str, &str); 4] = [
    ("site", "acme"),
    ("tenant", "t1"),
    ("domain", "a.shop.example"),
    ("key", "k"),
];

fn vars<'v>(name: &'v str, value: &'v str) -> Vec<(&'v str, &'v str)> {
    GOOD.into_iter()
        .map(|(known, good)| (known, if known == name { value } else { good }))
        .collect()
}

/// The values of M7 and of the suffix tricks.
const LABELS: [&str; 27] = [
    "evil.com#",
    "evil.com/",
    "evil.com?",
    "evil.com\\",
    "evil.com:443/",
    "u:p@evil.com#",
    "a/../../x",
    "127.0.0.1#",
    "0x7f000001#",
    "2130706433/",
    "[::1]/",
    "a@evil.com",
    "x\n.evil",
    "x\t",
    "",
    "..",
    "a..b",
    "-",
    "\u{ad}",
    "\u{430}cme",
    "acme.",
    ".acme",
    "ACME",
    "a b",
    "a%2e",
    "xn--cme-5cd",
    "a\0",
];

#[test]
fn tenant_values_cannot_lead_elsewhere() {
    for value in LABELS {
        let error = DynClient::builder(Tenants::SPEC, &vars("site", value), "app")
            .build()
            .unwrap_err();
        assert_eq!(error.code(), Code::ValueRefused, "{value:?}");
        assert_eq!(error.declaration_key(), Some("vars(site)"));
        assert!(value.parse::<DnsLabel>().is_err());
    }
    for value in [
        "x.shop.example.evil.com",
        "shop.example",
        ".shop.example",
        "A.shop.example",
        "a.shop.example.",
    ] {
        let built = DynClient::builder(Tenants::SPEC, &vars("domain", value), "app").build();
        assert_eq!(built.unwrap_err().code(), Code::ValueRefused, "{value:?}");
    }
    for value in ["../../x", "..", "%2e%2e", "a/b", "a\\b", "a\nb", ""] {
        let built = DynClient::builder(Tenants::SPEC, &vars("tenant", value), "app").build();
        assert_eq!(built.unwrap_err().code(), Code::ValueRefused, "{value:?}");
    }
}

#[tokio::test]
async fn no_input_becomes_a_header_line() {
    for (id, secret, scope) in [
        ("a\r\nx: y", "s", "r"),
        ("a", "s\r\nx: y", "r"),
        ("a", "s", "r\r\nx: y"),
        ("a", "s", "r\nx"),
        ("a", "s", "r\0"),
        ("a", "s", "caf\u{e9}"),
    ] {
        let (transport, sent) = replying(|_, _| Ok(json("{}")));
        let outcome = match DynClient::builder(Tenants::SPEC, &GOOD, id)
            .client_secret(secret)
            .transport(transport)
            .build()
        {
            Ok(client) => client.client_credentials(scope).await.map(|_| ()),
            Err(error) => Err(error),
        };
        assert_eq!(
            outcome.unwrap_err().code(),
            Code::InputRefused,
            "{id:?} {secret:?} {scope:?}"
        );
        assert!(sent.lock().unwrap().is_empty());
    }
}

#[tokio::test]
async fn a_stand_in_server_must_be_on_loopback() {
    for origin in [
        "http://acme.example",
        "https://acme.example",
        "http://localhost:80@evil.example",
        "http://127.1",
        "http://localhost.evil.example",
        "http://[::ffff:127.0.0.1]",
        "",
        "ftp://127.0.0.1",
        "http://127.0.0.1:99999",
    ] {
        let built = DynClient::builder(Tenants::SPEC, &GOOD, "app")
            .against(origin)
            .build();
        assert_eq!(built.unwrap_err().code(), Code::InsecureUrl, "{origin:?}");
    }
}

#[test]
fn a_parameter_of_the_declaration_cannot_be_set_twice() {
    let client = DynClient::builder(Tenants::SPEC, &GOOD, "app")
        .build()
        .unwrap();
    for name in [
        "state",
        "client_id",
        "redirect_uri",
        "code_challenge",
        "scope",
    ] {
        let begun = client
            .authorize("https://app.example/cb", "a")
            .param(name, "x")
            .begin();
        assert_eq!(begun.unwrap_err().code(), Code::InputRefused, "{name}");
    }
}

proptest! {
    #[test]
    fn a_path_or_query_value_stays_one(tenant in "[^\\p{Cc}/\\\\]{1,40}", key in "\\PC{1,40}") {
        prop_assume!(![".", ".."].contains(&tenant.to_lowercase().replace("%2e", ".").as_str()));
        let mut vars = vars("tenant", &tenant);
        vars[3].1 = &key;
        if let Ok(client) = DynClient::builder(Tenants::SPEC, &vars, "app").build() {
            let url = client
                .authorize("https://app.example/cb", "a")
                .state("s")
                .begin()
                .unwrap()
                .url()
                .to_owned();
            let path = url.split('?').next().unwrap();
            prop_assert_eq!(path.matches('/').count(), 4, "{}", url);
            prop_assert!(url.bytes().all(|b| b.is_ascii_graphic()), "{}", url);
            prop_assert!(url.starts_with("https://acme.acme.example/"), "{}", url);
        }
    }

    #[test]
    fn basic_holds_any_secret(secret in "\\PC{1,60}") {
        let (transport, sent) = replying(|_, _| Ok(json(r#"{"access_token":"a"}"#)));
        let client = DynClient::builder(Tenants::SPEC, &GOOD, "app")
            .client_secret(secret.as_str())
            .client_auth(ClientAuth::BASIC)
            .transport(transport)
            .build()
            .unwrap();
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        runtime.block_on(async { client.client_credentials("a").await }).unwrap();
        let sent = sent.lock().unwrap();
        let value: &HeaderValue = &sent[0].headers["authorization"];
        prop_assert!(value.is_sensitive());
        prop_assert!(value.to_str().unwrap().starts_with("Basic "));
    }
}
