//! Token requests whose parameters or headers are computed.

use oauth_runtime::{Provider as _, oauth_provider};

use crate::wire::{UUID, client, sign_in};

#[oauth_provider(
    vars(private_key: Secret),
    pkce = none(reason = "the vendor's page knows none"),
    client_auth = none,
    callback(code = "auth_code"),
    authorize(url = "https://openauth.alipay.com/oauth2/publicAppAuthorize.htm", names(client_id = "app_id")),
    token(
        url = "https://openapi.alipay.com/gateway.do?charset=utf-8",
        method = get,
        reason = "the gateway reads the query only",
        names(client_id = "app_id"),
        omit(redirect_uri),
        params(
            method = "alipay.system.oauth.token",
            format = "JSON",
            sign_type = "RSA2",
            version = "1.0",
            timestamp = "{now('YYYY-MM-DD HH:mm:ss')}",
            sign = "{rsa_sha256(private_key, sorted_params('=', '&'))}",
        ),
        answer(access_token = "/alipay_system_oauth_token_response/access_token", token_type = ignored),
    ),
    refresh = none,
)]
pub(crate) struct Alipay;

#[tokio::test]
async fn alipay_signs_the_sorted_query() {
    let answer = r#"{"alipay_system_oauth_token_response":{"access_token":"at-1"}}"#;
    let key = include_str!("keys/rfc7515-a2.pkcs8.pem");
    let (client, wire) = client(Alipay::SPEC, &[("private_key", key)], answer);
    sign_in(
        &client,
        "https://app.example/cb?auth_code=code+1%2B&state=st-1",
    )
    .await;
    // RSASSA-PKCS1-v1_5 of `app_id=app-1&charset=utf-8&code=code 1+&format=JSON&...`
    assert_eq!(
        wire.last(),
        "GET https://openapi.alipay.com/gateway.do?charset=utf-8&grant_type=authorization_code\
         &code=code%201%2B&app_id=app-1&method=alipay.system.oauth.token&format=JSON&sign_type=RSA2\
         &version=1.0&timestamp=2026-09-21%2014%3A13%3A20\
         &sign=fmPs1o7xsV%2BNXvMfycGeiCg1Ug3Dat47MyCFJQa9xrKQMDRd1ztfxcRBPpS%2BuE%2B5uxl935fGXN0qlX2N\
         QEzk2VHfkQAxAtR7V1bjigc0zGvMmOeOrWfXBpukwZlg51L7OE3faKQ7vF74OySmhMc%2F69LFXQwwqtLSxxhncueZTH\
         TKT5%2BQgop0bsfc4iiSjFf5IAx4hnPKhyb76mxoGsoH5Jbh44J07eyB3NgfSiVKvqUUusOMMc7A35ieedkMpoO88B31\
         2fIjwtBlsRBv%2BKVj2ISEU75hcdJ6gpfjaIaopzACRZV8SpJhheKKHc3RpTtSxbP8EsYDccGpEEIek9tzyg%3D%3D"
    );
}

#[oauth_provider(
    pkce = none(reason = "the vendor's page knows none"),
    client_auth = none,
    authorize(url = "https://api-sg.aliexpress.com/oauth/authorize", omit(scope)),
    token(
        url = "https://api-sg.aliexpress.com/rest/auth/token/create",
        names(client_id = "app_key"),
        omit(grant_type, redirect_uri),
        params(
            timestamp = "{now_ms}",
            sign_method = "sha256",
            sign = "{upper(hmac_sha256_hex(client_secret, path + sorted_params('', '')))}",
        ),
    ),
)]
pub(crate) struct Aliexpress;

#[tokio::test]
async fn aliexpress_signs_path_and_form() {
    let answer = r#"{"access_token":"at-1","token_type":"Bearer"}"#;
    let (client, wire) = client(Aliexpress::SPEC, &[], answer);
    sign_in(&client, "https://app.example/cb?code=code-1&state=st-1").await;
    // HMAC of `/rest/auth/token/createapp_keyapp-1codecode-1sign_methodsha256timestamp1790000000000`
    assert_eq!(
        wire.last(),
        "POST https://api-sg.aliexpress.com/rest/auth/token/create\n\
         content-type: application/x-www-form-urlencoded\n\
         \n\
         code=code-1&app_key=app-1&timestamp=1790000000000&sign_method=sha256\
         &sign=8AE5653E1A0CEF1DF82873CE222491E4C0375577891AAEA983B05ECEA30C8B9B"
    );
}

#[oauth_provider(
    pkce = none(reason = "the vendor's page knows none"),
    client_auth = none,
    callback(state = unsupported, keep(shop_id)),
    authorize(
        url = "https://partner.shopeemobile.com/api/v2/shop/auth_partner",
        names(client_id = "partner_id", redirect_uri = "redirect"),
        omit(response_type, scope),
        params(
            timestamp = "{now}",
            sign = "{hmac_sha256_hex(client_secret, client_id + path + now)}",
        ),
    ),
    token(
        url = "https://partner.shopeemobile.com/api/v2/auth/token/get",
        place = json,
        names(client_id = "partner_id"),
        omit(grant_type, redirect_uri),
        params(
            shop_id = "{callback.shop_id}",
            timestamp = query("{now}"),
            sign = query("{hmac_sha256_hex(client_secret, client_id + path + now)}"),
        ),
        answer(token_type = ignored),
    ),
    refresh = none,
)]
pub(crate) struct Shopee;

#[tokio::test]
async fn shopee_signs_the_paths_of_both_requests() {
    let (client, wire) = client(Shopee::SPEC, &[], r#"{"access_token":"at-1"}"#);
    let (url, _) = sign_in(&client, "https://app.example/cb?code=code-1&shop_id=12345").await;
    assert_eq!(
        url,
        "https://partner.shopeemobile.com/api/v2/shop/auth_partner?partner_id=app-1\
         &redirect=https%3A%2F%2Fapp.example%2Fcb&timestamp=1790000000\
         &sign=2af15436ba0120c6666a4183ba3fd7c21cc47aed0504a38321faa7aa9b5283eb"
    );
    assert_eq!(
        wire.last(),
        "POST https://partner.shopeemobile.com/api/v2/auth/token/get?timestamp=1790000000\
         &sign=c200f4904594776a68a39c9281e72b62dd26e23601fdb1d615740dfaf93cd298\n\
         content-type: application/json\n\
         \n\
         {\"code\":\"code-1\",\"partner_id\":\"app-1\",\"shop_id\":\"12345\"}"
    );
}

#[oauth_provider(
    vars(handle: DnsLabel),
    pkce = none(reason = "the vendor's page knows none"),
    client_auth = none,
    authorize = "https://{handle}.myshopline.com/admin/oauth-web/",
    token(
        url = "https://{handle}.myshopline.com/admin/oauth/token/create",
        place = json,
        omit(grant_type, redirect_uri, client_id),
        headers(
            "appkey" = "{client_id}",
            "timestamp" = "{now_ms}",
            "sign" = "{hmac_sha256_hex(client_secret, body + now_ms)}",
        ),
        answer(token_type = ignored),
    ),
    refresh = none,
)]
pub(crate) struct Shopline;

#[tokio::test]
async fn shopline_signs_the_body_in_a_header() {
    let (client, wire) = client(
        Shopline::SPEC,
        &[("handle", "open001")],
        r#"{"access_token":"a"}"#,
    );
    sign_in(&client, "https://app.example/cb?code=code-1&state=st-1").await;
    assert_eq!(
        wire.last(),
        "POST https://open001.myshopline.com/admin/oauth/token/create\n\
         appkey: app-1\n\
         content-type: application/json\n\
         sign: 43d2dc61d05014e4852d0e3b9280b23da4bb506048dc489e7a43f1eca0a13412\n\
         timestamp: 1790000000000\n\
         \n\
         {\"code\":\"code-1\"}"
    );
}

#[oauth_provider(
    vars(app_id: Text, secret_key: Secret),
    client_credentials(
        url = "https://smart-api-production-1-us.avanan.net/v1.0/auth",
        method = get,
        client_auth = none,
        omit(grant_type, client_id, scope),
        headers(
            "x-av-app-id" = "{app_id}",
            "x-av-req-id" = "{uuid}",
            "x-av-date" = "{now('YYYY-MM-DDTHH:mm:ss')}",
            "x-av-sig" = "{sha256_hex(base64(uuid + app_id + now('YYYY-MM-DDTHH:mm:ss') + secret_key))}",
        ),
        answer(format = text, access_token = body, token_type = ignored, expires = fixed),
    ),
    lifetimes(access_token = 1h),
)]
pub(crate) struct Avanan;

#[tokio::test]
async fn avanan_has_one_uuid_in_header_and_digest() {
    let vars = [("app_id", "myapp"), ("secret_key", "s3cret")];
    let (client, wire) = client(Avanan::SPEC, &vars, "at-1");
    client.client_credentials("").send().await.unwrap();
    assert_eq!(
        wire.last(),
        format!(
            "GET https://smart-api-production-1-us.avanan.net/v1.0/auth\n\
             x-av-app-id: myapp\n\
             x-av-date: 2026-09-21T14:13:20\n\
             x-av-req-id: {UUID}\n\
             x-av-sig: 3b880b18dd6a5d58d0cb6eac91bd72ce736f01f3c5858e7c559614172ce0f028"
        )
    );
}

#[oauth_provider(
    authorize = "https://acme.example/authorize",
    token(
        url = "https://acme.example/token?day={now('YYYY/MM/DD', 10h)}",
        client_auth = authorization("Acme {base64url(client_id + ':' + slice(md5_hex(client_secret), 0, 20))}"),
        headers("x-host" = "{redirect_host}", "x-path" = "{path}", "x-body" = "{sha256_hex(body)}"),
        omit(code_verifier),
        params(who = "{json(client_id)}"),
    ),
    pkce = none(reason = "one value less to read"),
    refresh = none,
)]
pub(crate) struct Mixed;

#[tokio::test]
async fn computed_values_stand_in_every_place() {
    let (client, wire) = client(
        Mixed::SPEC,
        &[],
        r#"{"access_token":"a","token_type":"bearer"}"#,
    );
    sign_in(&client, "https://app.example/cb?code=code-1&state=st-1").await;
    // base64url("app-1:33e1b232a4e6fa0028a6"), SHA-256 of the body below
    assert_eq!(
        wire.last(),
        "POST https://acme.example/token?day=2026%2F09%2F22\n\
         authorization: Acme YXBwLTE6MzNlMWIyMzJhNGU2ZmEwMDI4YTY\n\
         content-type: application/x-www-form-urlencoded\n\
         x-body: b3f5525984370e825f3cd65b200a30bf9d92339ce57fc62c02dafdb32697ca80\n\
         x-host: app.example\n\
         x-path: /token\n\
         \n\
         grant_type=authorization_code&code=code-1&redirect_uri=https%3A%2F%2Fapp.example%2Fcb&who=%22app-1%22"
    );
}
