//! Providers whose metadata tells, signed requests, and profiles: what the tables hold.

use super::source::{expand_text, pretty};

/// The expansion of a block, without its documentation.
fn table(block: &str) -> String {
    let (tokens, mistakes) = expand_text(&format!("#[oauth_provider({block})] pub struct Acme;"));
    let texts: Vec<&str> = mistakes
        .iter()
        .map(|found| found.message.text.as_str())
        .collect();
    assert!(texts.is_empty(), "{block}: {texts:#?}");
    let text = pretty(tokens);
    let lines = text
        .lines()
        .filter(|line| !line.trim_start().starts_with("///"));
    let words: Vec<&str> = lines.flat_map(str::split_whitespace).collect();
    words.join(" ")
}

#[track_caller]
fn assert_holds(table: &str, held: &[&str]) {
    for text in held {
        assert!(table.contains(text), "{text} is missing in\n{table}");
    }
}

#[track_caller]
fn assert_lacks(table: &str, lacking: &[&str]) {
    for text in lacking {
        assert!(!table.contains(text), "{text} stands in\n{table}");
    }
}

#[test]
fn an_issuer_alone_is_one_table_of_the_runtime() {
    let table = table(r#"issuer = "https://acme.example""#);
    assert_holds(
        &table,
        &[
            "calls: __o::CallSpec::DISCOVERED",
            "discovery: __o::Discovery::Issuer",
            "__o::AuthorizationCodeGrant for Acme",
            "__o::EndSession for Acme",
            "__o::BackchannelGrant for Acme",
        ],
    );
    // Its sign-in begins with a request, and no key is needed to ask for metadata.
    assert_lacks(
        &table,
        &[
            "DirectAuthorization",
            "FEATURE_JOSE",
            "Saml2BearerGrant",
            "PasswordGrant",
        ],
    );
    assert!(table.len() <= 2500, "{} bytes", table.len());
}

#[test]
fn a_sign_in_that_needs_no_request_begins_at_once() {
    const TWO: &str = r#"authorize = "https://acme.example/a", token = "https://acme.example/t""#;
    assert_holds(&table(TWO), &["__o::DirectAuthorization for Acme"]);
    for key in [
        r#"par = "https://acme.example/par""#,
        r#"registration = "https://acme.example/register""#,
        "request_object",
        r#"issuer = "https://acme.example", jwks"#,
    ] {
        assert_lacks(&table(&format!("{TWO}, {key}")), &["DirectAuthorization"]);
    }
}

#[test]
fn what_needs_keys_names_the_feature() {
    const ISSUER: &str = r#"issuer = "https://acme.example""#;
    for key in [
        "client_auth = private_key_jwt",
        "client_auth = client_secret_jwt",
        "revoke(client_auth = private_key_jwt)",
        "request_object",
        "callback(jwt)",
        "dpop",
        "id_token(encrypted)",
        "profile = fapi2",
    ] {
        assert_holds(&table(&format!("{ISSUER}, {key}")), &["__o::FEATURE_JOSE"]);
    }
    for key in ["client_auth = tls_client_auth", "par", "token_exchange"] {
        assert_lacks(&table(&format!("{ISSUER}, {key}")), &["FEATURE_JOSE"]);
    }
}

#[test]
fn what_a_vendor_calls_as_a_standard_parameter_stays_the_vendors() {
    let table = table(
        r#"authorize(url = "https://acme.example/a", params(request = "authorize")),
        token(url = "https://acme.example/t", params(resource = "urn:acme")),
        refresh(omit("resource"))"#,
    );
    assert_holds(&table, &[r#"name: "request""#, r#"name: "resource""#]);
    assert_lacks(&table, &["__o::Param::Request", "__o::Param::Resource"]);
}

#[test]
fn the_documentation_says_what_a_person_must_do() {
    let (tokens, _) = expand_text(
        r#"#[oauth_provider(
            issuer = "https://{tenant}.acme.example", vars(tenant: DnsLabel), profile = fapi2,
        )] pub struct Acme;"#,
    );
    let text = pretty(tokens);
    assert_holds(
        &text,
        &[
            "/// - every other endpoint: from the metadata of the issuer `https://{tenant}.acme.example`",
            "the rules of `fapi2` hold; authorization requests are pushed; tokens are bound to a key (DPoP)",
            "/// - `ACME_CLIENT_KEY`, or `ACME_CLIENT_KEY_FILE` with the path of a file: private key, PEM or JWK",
            "/// let login = acme.authorize(redirect_uri, []).await?;",
        ],
    );
    assert_lacks(&text, &["ACME_CLIENT_SECRET"]);
}
