//! Pages show how a value is made, never what came of a secret.

use oauth_runtime::Provider as _;
use oauth_runtime::spec::{CallKind, ProviderSpec};

use crate::api_calls::{TiktokShop, Tripletex};
use crate::assertions::Okta;
use crate::hooks::Hooked;
use crate::token_calls::{Alipay, Avanan, Shopee};
use crate::wire::client;

fn page(spec: &'static ProviderSpec, kind: CallKind, vars: &[(&str, &str)]) -> String {
    let (client, _) = client(spec, vars, "");
    let page = client.explain(kind).unwrap().unwrap();
    page.to_string()
}

#[test]
fn a_computed_secret_is_shown_as_it_is_declared() {
    let token = page(Alipay::SPEC, CallKind::Token, &[("private_key", "no key")]);
    assert!(
        token.contains("sign = ‹rsa_sha256(private_key, sorted_params('=', '&'))›"),
        "{token}"
    );
    assert!(token.contains("timestamp = 2026-09-21 14:13:20"), "{token}");
    let authorize = page(Shopee::SPEC, CallKind::Authorize, &[]);
    assert!(
        authorize.contains("sign = ‹hmac_sha256_hex(client_secret, client_id + path + now)›"),
        "{authorize}"
    );
    let api = page(TiktokShop::SPEC, CallKind::Api, &[]);
    assert!(
        api.contains("‹hmac_sha256_hex(client_secret, path + sorted_params('', '') + body)›"),
        "{api}"
    );
    let vars = [("app_id", "myapp"), ("secret_key", "s3cret")];
    let grant = page(Avanan::SPEC, CallKind::ClientCredentials, &vars);
    assert!(
        grant.contains(
            "‹sha256_hex(base64(uuid + app_id + now('YYYY-MM-DDTHH:mm:ss') + secret_key))›"
        ),
        "{grant}"
    );
    assert!(grant.contains("x-av-req-id = ‹uuid›"), "{grant}");
    let api = page(Tripletex::SPEC, CallKind::Api, &[("company", "7")]);
    assert!(
        api.contains("authorization = ‹Basic base64(company + ':' + access_token)›"),
        "{api}"
    );
}

#[test]
fn a_page_uses_neither_key_nor_hook() {
    let grant = page(
        Okta::SPEC,
        CallKind::ClientCredentials,
        &[("private_key", "no key")],
    );
    assert!(grant.contains("client_assertion = ‹assertion›"), "{grant}");
    let grant = page(Hooked::SPEC, CallKind::ClientCredentials, &[]);
    assert!(grant.contains("assertion = ‹hook.saml›"), "{grant}");
}
