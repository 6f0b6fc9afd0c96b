//! The end of a session at the provider, begun here and begun there.

use oauth_runtime::oauth_provider;
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;

use super::on::{On, at_issuer, bystander};
use crate::interop::browser::Browser;
use crate::interop::running::REDIRECT_URI;

/// OpenID Connect by its issuer.
#[oauth_provider(
    vars(server: Url),
    issuer = "{server}",
    nonce,
    scopes(OpenId = "openid", Read = "read"),
    api = "{server}/api/"
)]
pub struct Connect;

at_issuer! { Connect, ConnectVars }

/// The browser ends at the client's own address with the state that was given.
#[tokio::test]
async fn rp_initiated_logout() {
    let Some(on) = On::standards() else { return };
    let client = on.client::<Connect>("logout-client");
    let login = client.authorize(REDIRECT_URI, [ConnectScope::OpenId]);
    let login = login.await.unwrap();
    let mut browser = Browser::new();
    let callback = browser.decide(login.url(), "approve").await;
    let session = login.finish(&callback).await.unwrap();
    let back = format!("{REDIRECT_URI}/signed-out");
    let url = session
        .end_session_url(Some(&back), Some("state-1"))
        .await
        .unwrap();
    let ended = browser.decide(&url, "approve").await;
    assert_eq!(ended, format!("{back}?state=state-1"));
}

/// One HTTP request to a listener of the client's, answered with 200.
async fn posted(listener: &TcpListener) -> String {
    let (mut stream, _) = listener.accept().await.unwrap();
    let mut text = String::new();
    let mut buffer = [0; 4096];
    loop {
        let read = stream.read(&mut buffer).await.unwrap();
        text.push_str(std::str::from_utf8(&buffer[..read]).unwrap());
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let length = head
                .lines()
                .filter_map(|line| line.split_once(':'))
                .find(|(name, _)| name.eq_ignore_ascii_case("content-length"))
                .map_or(0, |(_, value)| value.trim().parse().unwrap());
            if body.len() >= length {
                let body = body.to_owned();
                let ok = b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\nconnection: close\r\n\r\n";
                stream.write_all(ok).await.unwrap();
                return body;
            }
        }
    }
}

/// The provider tells the client when alice ends her session there.
#[tokio::test]
async fn back_channel_logout() {
    let Some(on) = On::standards() else { return };
    let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let address = format!("http://{}/logout", listener.local_addr().unwrap());
    let back = format!("{REDIRECT_URI}/signed-out");
    let registered = bystander()
        .post(format!("{}/reg", on.site()))
        .header("content-type", "application/json")
        .body(
            json!({
                "redirect_uris": [REDIRECT_URI],
                "post_logout_redirect_uris": [back],
                "grant_types": ["authorization_code", "refresh_token"],
                "backchannel_logout_uri": address,
                "backchannel_logout_session_required": true,
            })
            .to_string(),
        )
        .send()
        .await
        .unwrap();
    let registered: Value = serde_json::from_str(&registered.text().await.unwrap()).unwrap();
    let client = on
        .builder::<Connect>(registered["client_id"].as_str().unwrap())
        .client_secret(registered["client_secret"].as_str().unwrap())
        .build()
        .unwrap();
    let login = client.authorize(REDIRECT_URI, [ConnectScope::OpenId]);
    let login = login.await.unwrap();
    let mut browser = Browser::new();
    let callback = browser.decide(login.url(), "approve").await;
    let session = login.finish(&callback).await.unwrap();
    let sid = session.id_token_claims().unwrap()["sid"].clone();
    let url = session.end_session_url(Some(&back), None).await.unwrap();
    let (body, _) = tokio::join!(posted(&listener), browser.decide(&url, "approve"));
    let token = body.strip_prefix("logout_token=").unwrap();
    let told = client.back_channel_logout(token).await.unwrap();
    assert_eq!(told.sub.as_deref(), Some("alice"));
    assert_eq!(told.sid.as_deref(), sid.as_str());
    assert!(session.as_dyn().is_named_by(&told));
    // The same token a second time.
    client.back_channel_logout(token).await.unwrap_err();
}
