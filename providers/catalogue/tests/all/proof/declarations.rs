//! The proof's own proof: declarations made here, the wrong ones of which are found out.

use oauth_runtime::{Provider as _, oauth_provider};

use super::wire::of;
use crate::translator::row::row;

/// As the row of `airtable` has it.
#[oauth_provider(
    authorize = "https://airtable.com/oauth2/v1/authorize",
    token = "https://airtable.com/oauth2/v1/token",
    client_auth = basic,
    api = "https://api.airtable.com/",
)]
pub(crate) struct Right;

/// Wrong in each call.
#[oauth_provider(
    authorize(url = "https://airtable.com/oauth2/v2/authorize", params(prompt = "consent")),
    token(url = "https://airtable.com/oauth2/v1/token", place = json, omit(redirect_uri)),
    refresh(names(refresh_token = "token")),
    client_auth = basic(raw),
    scopes(delimiter = ","),
    api(base = "https://api.airtable.com/", bearer(header("x-token"))),
    revoke = "https://airtable.com/oauth2/v1/revoke",
)]
pub(crate) struct Wrong;

/// As the row of `avanan` has it.
#[oauth_provider(
    vars(
        subdomain: OneOf(Us = "smart-api-production-1-us", Eu = "smart-api-production-1-eu"),
        app_id: Text,
        secret_key: Secret,
    ),
    client_auth = none,
    client_credentials(
        url = "https://{subdomain}.avanan.net/v1.0/auth",
        method = get,
        omit(grant_type, client_id, scope),
        headers(
            "x-av-app-id" = "{app_id}",
            "x-av-req-id" = "{uuid}",
            "x-av-date" = "{now('YYYY-MM-DDTHH:mm:ss')}",
            "x-av-sig" = "{sha256_hex(base64(uuid + app_id + now('YYYY-MM-DDTHH:mm:ss') + secret_key))}",
        ),
        answer(format = text, access_token = body),
    ),
    lifetimes(access_token = 1h),
    api(
        base = "https://{subdomain}.avanan.net/",
        bearer(header("x-av-token")),
        headers(
            "x-av-app-id" = "{app_id}",
            "x-av-req-id" = "{uuid}",
            "x-av-date" = "{now('YYYY-MM-DDTHH:mm:ss')}",
            "x-av-sig" = "{sha256_hex(base64(uuid + app_id + now('YYYY-MM-DDTHH:mm:ss') + path + secret_key))}",
        ),
    ),
)]
pub(crate) struct Signed;

/// As the row of `google-service-account` has it.
#[oauth_provider(
    vars(
        service_account_email_address: Text,
        scopes: Text,
        private_key: Secret,
        delegated_access_email_address: Option<Text>,
    ),
    client_auth = none,
    client_credentials(
        url = "https://oauth2.googleapis.com/token",
        omit(client_id, scope),
        params(
            grant_type = "urn:ietf:params:oauth:grant-type:jwt-bearer",
            assertion = "{assertion}",
        ),
        assertion(
            alg = rs256,
            key = "{private_key}",
            header(typ = "JWT"),
            claims(
                iss = "{service_account_email_address}",
                scope = "{scopes}",
                aud = "https://oauth2.googleapis.com/token",
                sub = "{delegated_access_email_address}",
            ),
            lifetime = 1h,
        ),
    ),
    api = "https://www.googleapis.com/",
)]
pub(crate) struct Asserted;

/// As the row of `shopee` has it, without an API.
#[oauth_provider(
    pkce = none(reason = "its known clients send none"),
    authorize(
        url = "https://partner.shopeemobile.com/api/v2/shop/auth_partner",
        names(client_id = "partner_id", redirect_uri = "redirect"),
        omit(response_type, scope),
        params(
            timestamp = "{now}",
            sign = "{hmac_sha256_hex(client_secret, client_id + path + now)}",
        ),
    ),
    callback(state = in_redirect_uri, keep(shop_id: Text, main_account_id: Text)),
    token(
        url = "https://partner.shopeemobile.com/api/v2/auth/token/get?partner_id={client_id}",
        place = json,
        names(client_id = "partner_id"),
        omit(grant_type, redirect_uri, client_secret),
        params(
            shop_id = "{callback.shop_id}",
            timestamp = query("{now}"),
            sign = query("{hmac_sha256_hex(client_secret, client_id + path + now)}"),
        ),
        answer(expires_in = "expire_in"),
    ),
    refresh = "https://partner.shopeemobile.com/api/v2/auth/access_token/get?partner_id={client_id}",
)]
pub(crate) struct Linked;

async fn parts(spec: &'static oauth_runtime::spec::ProviderSpec, id: &str) -> Vec<String> {
    let found = of(spec, &row(id)).await;
    found.into_iter().map(|found| found.part).collect()
}

#[tokio::test]
async fn a_right_declaration_differs_in_nothing() {
    assert_eq!(parts(Right::SPEC, "airtable").await, Vec::<String>::new());
    assert_eq!(parts(Signed::SPEC, "avanan").await, Vec::<String>::new());
    let id = "google-service-account";
    assert_eq!(parts(Asserted::SPEC, id).await, Vec::<String>::new());
}

#[tokio::test]
async fn each_fault_of_a_wrong_declaration_is_found() {
    assert_eq!(
        parts(Wrong::SPEC, "airtable").await,
        [
            "authorize.url",
            "authorize.scope",
            "authorize.prompt",
            "token.place",
            "token.redirect_uri",
            "token.header.authorization",
            "token.header.content-type",
            "api.header.authorization",
            "api.header.x-token",
            "refresh.place",
            "refresh.refresh_token",
            "refresh.token",
            "refresh.header.authorization",
            "refresh.header.content-type",
            "revoke",
        ]
    );
}

#[tokio::test]
async fn a_declaration_of_another_provider_is_found_out() {
    let found = parts(Right::SPEC, "slack").await;
    for part in [
        "authorize.url",
        "token.url",
        "api.url",
        "token.code_verifier",
    ] {
        assert!(
            found.iter().any(|found| found == part),
            "{part} in {found:?}"
        );
    }
}

#[tokio::test]
async fn a_signed_link_and_its_signed_calls_are_compared() {
    assert_eq!(parts(Linked::SPEC, "shopee").await, ["api"]);
}
