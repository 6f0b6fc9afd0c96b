//! What becomes of codes and tokens.

use std::error::Error;
use std::time::Duration;

use oauth_mock::MockServer;
use oauth_runtime::spec::{CallKind, Rotation};

use crate::raw::{Answer, api, code, exchange, refresh, send, token};
use crate::specs::{ACME, GRACE};

type Tested = Result<(), Box<dyn Error>>;

async fn signed_in(server: &MockServer) -> std::io::Result<Answer> {
    token(server, &exchange(&code(server).await?)).await
}

#[tokio::test]
async fn a_reused_code_revokes_its_tokens() -> Tested {
    let server = MockServer::start(&ACME).await?;
    let body = exchange(&code(&server).await?);
    let tokens = token(&server, &body).await?;
    let at = tokens.text("access_token");
    assert_eq!(api(&server, &at).await?.status, 200);
    token(&server, &body)
        .await?
        .refused("invalid_grant", "used before");
    assert_eq!(api(&server, &at).await?.status, 401);
    token(&server, &refresh(&tokens.text("refresh_token")))
        .await?
        .refused("invalid_grant", "revoked");
    Ok(())
}

#[tokio::test]
async fn a_code_and_an_access_token_end_in_time() -> Tested {
    let server = MockServer::builder(&ACME)
        .code_lifetime(Duration::from_secs(60))
        .access_token_lifetime(Duration::from_secs(10))
        .refresh_token_lifetime(Duration::from_secs(100))
        .start()
        .await?;
    let late = code(&server).await?;
    server.clock().advance(Duration::from_secs(60));
    token(&server, &exchange(&late))
        .await?
        .refused("invalid_grant", "lifetimes(code)");
    let tokens = signed_in(&server).await?;
    assert_eq!(tokens.json()["expires_in"], 10);
    let at = tokens.text("access_token");
    server.clock().advance(Duration::from_secs(9));
    assert_eq!(api(&server, &at).await?.status, 200);
    server.clock().advance(Duration::from_secs(1));
    assert_eq!(api(&server, &at).await?.status, 401);
    server.clock().advance(Duration::from_secs(90));
    token(&server, &refresh(&tokens.text("refresh_token")))
        .await?
        .refused("invalid_grant", "lifetimes(refresh_token)");
    Ok(())
}

#[tokio::test]
async fn a_reused_refresh_token_revokes_the_family() -> Tested {
    let server = MockServer::start(&ACME).await?;
    let first = signed_in(&server).await?;
    let second = token(&server, &refresh(&first.text("refresh_token"))).await?;
    assert_ne!(first.text("refresh_token"), second.text("refresh_token"));
    token(&server, &refresh(&first.text("refresh_token")))
        .await?
        .refused("invalid_grant", "used before");
    token(&server, &refresh(&second.text("refresh_token")))
        .await?
        .refused("invalid_grant", "revoked");
    assert_eq!(
        api(&server, &second.text("access_token")).await?.status,
        401
    );
    let other = signed_in(&server).await?;
    assert_eq!(api(&server, &other.text("access_token")).await?.status, 200);
    Ok(())
}

#[tokio::test]
async fn grace_honours_the_previous_generation_only() -> Tested {
    let server = MockServer::start(&GRACE).await?;
    let first = signed_in(&server).await?.text("refresh_token");
    let second = token(&server, &refresh(&first))
        .await?
        .text("refresh_token");
    server.clock().advance(Duration::from_secs(600));
    let again = token(&server, &refresh(&first)).await?;
    assert_eq!(again.status, 200, "{}", again.body);
    let third = token(&server, &refresh(&second)).await?;
    assert_eq!(third.status, 200);
    // Its successor was used, so the first one is over although its grace is not.
    token(&server, &refresh(&first))
        .await?
        .refused("invalid_grant", "used before");
    token(&server, &refresh(&third.text("refresh_token")))
        .await?
        .refused("invalid_grant", "revoked");

    let late = signed_in(&server).await?.text("refresh_token");
    token(&server, &refresh(&late)).await?;
    server.clock().advance(Duration::from_secs(601));
    token(&server, &refresh(&late))
        .await?
        .refused("invalid_grant", "used before");
    Ok(())
}

#[tokio::test]
async fn rotation_follows_the_setting() -> Tested {
    for (rotation, rotates) in [(Rotation::None, false), (Rotation::Reusable, true)] {
        let server = MockServer::builder(&ACME)
            .rotation(rotation)
            .old_access_token_dies()
            .start()
            .await?;
        let first = signed_in(&server).await?;
        let value = first.text("refresh_token");
        for _ in 0..2 {
            let next = token(&server, &refresh(&value)).await?;
            assert_eq!(next.json().get("refresh_token").is_some(), rotates);
        }
        assert_eq!(api(&server, &first.text("access_token")).await?.status, 401);
    }
    Ok(())
}

#[tokio::test]
async fn a_refused_request_uses_nothing_up() -> Tested {
    let server = MockServer::builder(&ACME)
        .client("client", Some("secret"))
        .client("other", Some("secret"))
        .start()
        .await?;
    let value = signed_in(&server).await?.text("refresh_token");
    let body = refresh(&value);
    let foreign = body.replace("client_id=client", "client_id=other");
    token(&server, &foreign)
        .await?
        .refused("invalid_grant", "another client");
    token(&server, &format!("{body}&scope=read"))
        .await?
        .refused("invalid_request", "refresh(send(scope))");
    assert_eq!(token(&server, &body).await?.status, 200);
    Ok(())
}

#[tokio::test]
async fn revoking_one_token_ends_the_authorization() -> Tested {
    let server = MockServer::start(&ACME).await?;
    let tokens = signed_in(&server).await?;
    let head = "POST /oauth/revoke HTTP/1.1
        accept: application/json
        content-type: application/x-www-form-urlencoded";
    let body = format!(
        "token={}&client_id=client&client_secret=secret",
        crate::raw::encoded(&tokens.text("refresh_token"))
    );
    assert_eq!(send(&server, head, &body).await?.status, 200);
    assert_eq!(
        api(&server, &tokens.text("access_token")).await?.status,
        401
    );
    let unknown = "token=x&client_id=client&client_secret=secret";
    assert_eq!(send(&server, head, unknown).await?.status, 200);
    let hint = format!("{unknown}&token_type_hint=access_token");
    send(&server, head, &hint)
        .await?
        .refused("invalid_request", "revoke(send(token_type_hint))");
    Ok(())
}

#[tokio::test]
async fn a_device_waits_for_its_user() -> Tested {
    let server = MockServer::start(&ACME).await?;
    let head = "POST /oauth/device HTTP/1.1
        accept: application/json
        content-type: application/x-www-form-urlencoded";
    let client = "client_id=client&client_secret=secret";
    let device = send(&server, head, &format!("{client}&scope=read")).await?;
    assert!(device.text("verification_uri").starts_with(server.origin()));
    let poll = format!(
        "grant_type={}&device_code={}&{client}",
        crate::raw::encoded("urn:ietf:params:oauth:grant-type:device_code"),
        crate::raw::encoded(&device.text("device_code"))
    );
    token(&server, &poll)
        .await?
        .refused("authorization_pending", "");
    token(&server, &poll)
        .await?
        .refused("slow_down", "the interval is 5 s");
    server.clock().advance(Duration::from_secs(9));
    token(&server, &poll)
        .await?
        .refused("slow_down", "the interval is 10 s");
    assert_eq!(server.approve_device(), 1);
    server.clock().advance(Duration::from_secs(15));
    let tokens = token(&server, &poll).await?;
    assert_eq!(
        api(&server, &tokens.text("access_token")).await?.status,
        200
    );
    token(&server, &poll)
        .await?
        .refused("invalid_grant", "used before");

    let page = device.text("verification_uri_complete");
    let target = page.strip_prefix(server.origin()).ok_or("foreign page")?;
    let page = send(&server, &format!("GET {target} HTTP/1.1"), "").await?;
    assert!(page.body.contains(&device.text("user_code")));
    let second = send(&server, head, client).await?;
    let decision = format!("user_code={}&decision=deny", second.text("user_code"));
    send(&server, "POST /_mock/device HTTP/1.1", &decision).await?;
    let poll = poll.replace(
        &crate::raw::encoded(&device.text("device_code")),
        &crate::raw::encoded(&second.text("device_code")),
    );
    token(&server, &poll).await?.refused("access_denied", "");
    assert_eq!(server.count(CallKind::DeviceToken), 6);
    let pending = server
        .ledger()
        .into_iter()
        .find(|entry| entry.kind == Some(CallKind::DeviceToken));
    assert!(pending.is_some_and(|entry| entry.accepted && entry.status == 400));
    Ok(())
}
