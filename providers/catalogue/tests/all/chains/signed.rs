//! Requests that are signed: the signature is made again here.

use std::fmt::Write as _;

use aws_lc_rs::digest::{SHA256, digest};
use aws_lc_rs::hmac;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use oauth_runtime::spec::Method;

use super::{REDIRECT, Scripted, body, client, header, query, sign_in, target};

fn hex(bytes: &[u8]) -> String {
    let mut text = String::new();
    for byte in bytes {
        write!(text, "{byte:02x}").unwrap();
    }
    text
}

fn signature(message: &str) -> String {
    let key = hmac::Key::new(hmac::HMAC_SHA256, b"hush");
    hex(hmac::sign(&key, message.as_bytes()).as_ref())
}

#[tokio::test]
async fn shopee_signs_the_page_and_every_call() {
    let script = Scripted::answering([
        (
            200,
            r#"{"access_token":"a1","refresh_token":"r1","expire_in":14400,"error":"","message":""}"#,
        ),
        (200, "{}"),
    ]);
    let client = client("shopee", &[], &script);
    let page = client.authorize(REDIRECT, "").begin().unwrap();
    let path = "/api/v2/shop/auth_partner";
    let sign = signature(&format!("client{path}1795251600"));
    assert!(page.url().contains(&format!("&sign={sign}")));
    assert!(
        page.url()
            .contains("redirect=https%3A%2F%2Fapp.example%2Fcallback%3Fstate%3D")
    );

    let session = sign_in(&client, "&shop_id=77").await;
    let sent = script.requests();
    let path = "/api/v2/auth/token/get";
    let sign = signature(&format!("client{path}1795251600"));
    assert_eq!(
        sent[0].url,
        format!(
            "https://partner.shopeemobile.com{path}?partner_id=client&timestamp=1795251600&sign={sign}"
        )
    );
    assert_eq!(
        body(&sent[0]),
        r#"{"code":"c0de","partner_id":"client","shop_id":"77"}"#
    );

    let request = session.request(Method::Get, "/api/v2/shop/get_shop_info");
    request.send().await.unwrap();
    let sent = script.requests();
    let sign = signature("client/api/v2/shop/get_shop_info1795251600a177");
    assert_eq!(query(&sent[0], "sign"), sign);
}

#[tokio::test]
async fn tiktok_shop_signs_path_parameters_and_body() {
    let script = Scripted::answering([
        (
            200,
            r#"{"code":0,"message":"","data":{"access_token":"a1","access_token_expire_in":1795255200,"refresh_token":"r1","open_id":"o"}}"#,
        ),
        (200, "{}"),
    ]);
    let session = sign_in(&client("tiktok-shop", &[], &script), "").await;
    script.requests();
    let request = session.request(Method::Post, "/order/202309/orders/search?page_size=20");
    let request = request.body_json(&serde_json::json!({"status": "PAID"}));
    request.send().await.unwrap();
    let sent = script.requests();
    let message = concat!(
        "hush/order/202309/orders/searchapp_keyclientpage_size20timestamp1795251600",
        r#"{"status":"PAID"}"#,
        "hush"
    );
    assert_eq!(query(&sent[0], "sign"), signature(message));
    assert_eq!(header(&sent[0], "x-tts-access-token"), "a1");
}

#[tokio::test]
async fn aliexpress_signs_what_it_sends() {
    let script = Scripted::answering([(200, r#"{"access_token":"a1","expires_in":10}"#)]);
    sign_in(&client("aliexpress", &[], &script), "").await;
    let sent = script.requests();
    let message = "/auth/token/createapp_keyclientcodec0design_methodsha256timestamp1795251600000";
    let sign = signature(message).to_ascii_uppercase();
    assert!(body(&sent[0]).ends_with(&format!("&sign={sign}")));
}

#[tokio::test]
async fn shopline_signs_the_body() {
    let granted = r#"{"data":{"accessToken":"a1","expireTime":"2026-11-21T19:00:00Z"}}"#;
    let script = Scripted::answering([(200, granted), (200, granted)]);
    let client = client("shopline-oauth", &[("handle", "acme")], &script);
    let login = client.authorize(REDIRECT, "").begin().unwrap();
    let state = login.url().rsplit_once("customField=").unwrap().1;
    let state = state.split('&').next().unwrap();
    let callback = format!("{REDIRECT}?code=c0de&customField={state}");
    let session = login.finish(&callback).await.unwrap();
    session.renew().await.unwrap();
    for (request, body_text) in script.requests().iter().zip([r#"{"code":"c0de"}"#, ""]) {
        assert_eq!(body(request), body_text);
        let sign = signature(&format!("{body_text}1795251600000"));
        assert_eq!(header(request, "sign"), sign);
    }
}

#[tokio::test]
async fn avanan_signs_by_a_digest() {
    let script = Scripted::answering([(200, "opaque"), (200, "{}")]);
    let values = [
        ("subdomain", "eu"),
        ("app_id", "app"),
        ("secret_key", "key"),
    ];
    let client = client("avanan", &values, &script);
    let session = client.client_credentials("").await.unwrap();
    let request = session.request(Method::Get, "/v1.0/event/7");
    request.send().await.unwrap();
    let sent = script.requests();
    for (request, path) in sent.iter().zip(["", "/v1.0/event/7"]) {
        let id = header(request, "x-av-req-id");
        let text = STANDARD.encode(format!("{id}app2026-11-21T09:00:00{path}key"));
        let sign = hex(digest(&SHA256, text.as_bytes()).as_ref());
        assert_eq!(header(request, "x-av-sig"), sign, "{}", target(request));
    }
    assert_ne!(
        header(&sent[0], "x-av-req-id"),
        header(&sent[1], "x-av-req-id")
    );
    assert_eq!(header(&sent[1], "x-av-token"), "opaque");
}

#[tokio::test]
async fn sage_intacct_writes_its_request_as_xml() {
    let answer = "<response><operation><authentication><sessiontimeout>2026-11-21T11:00:00Z\
        </sessiontimeout></authentication><result><data><api><sessionid>sid</sessionid></api>\
        </data></result></operation></response>";
    let script = Scripted::answering([(200, answer)]);
    let values = [
        ("sender_id", "s"),
        ("sender_password", "sp&"),
        ("user_id", "u"),
        ("company_id", "c"),
        ("user_password", "up"),
    ];
    let client = client("sage-intacct", &values, &script);
    let session = client.client_credentials("").await.unwrap();
    assert_eq!(session.tokens().access_token.expose(), "sid");
    let sent = script.requests();
    let text = body(&sent[0]);
    let control = "<request><control><senderid>s</senderid><password>sp&amp;</password>\
        <controlid>1795251600</controlid><uniqueid>false</uniqueid><dtdversion>3.0</dtdversion>\
        <includewhitespace>false</includewhitespace></control><operation><authentication><login>\
        <userid>u</userid><companyid>c</companyid><password>up</password></login>\
        </authentication><content><function controlid=\"";
    assert!(text.contains(control), "{text}");
    assert!(
        text.ends_with("</function></content></operation></request>"),
        "{text}"
    );
    assert_eq!(header(&sent[0], "content-type"), "application/xml");
}
