//! Providers that leave the RFCs, with the runtime's client.

use std::error::Error;
use std::time::{Duration, SystemTime};

use oauth_mock::MockServer;
use oauth_runtime::clock::Clock as _;
use oauth_runtime::spec::{Bearer, CallKind, ClientAuth, Method};
use oauth_runtime::{Code, DynClient, Expiry};
use serde_json::{Value, json};

use crate::client::sign_in;
use crate::raw::CALLBACK;
use crate::specs::{
    ACME, BASIC, BODY, COOKIE, FORM_ANSWER, HEADER, JSON, PIN, REGIONAL, REGISTERED, TENANT,
};

type Tested = Result<(), Box<dyn Error>>;

#[tokio::test]
async fn parameters_in_headers_and_a_code_in_the_fragment() -> Tested {
    let server = MockServer::builder(&HEADER)
        .kept("app_code", "x 1")
        .start()
        .await?;
    let client = server.client().build()?;
    let login = client.authorize(CALLBACK, "").begin()?;
    let callback = server.authorize(login.url()).await?;
    assert!(callback.starts_with(&format!("{CALLBACK}#")), "{callback}");
    let session = login.finish(&callback).await?;
    assert_eq!(
        session.tokens().kept.text("app_code").as_deref(),
        Some("x 1")
    );
    assert_eq!(lifetime(session.tokens().expires, &server), Some(3600));
    session.request(Method::Get, "users/me").send().await?;
    session.renew().await?;
    assert!(session.introspect().await?.active);
    server.assert_all_accepted();
    server.invalidate_access_tokens();
    session.request(Method::Get, "users/me").send().await?;
    session.revoke().await?;

    let by_code = client
        .code_request("user", "password", CALLBACK, "email")
        .send()
        .await?;
    by_code.renew().await?;
    by_code.request(Method::Get, "users/me").send().await?;
    server.revoke_all();
    let error = by_code
        .request(Method::Get, "users/me")
        .send()
        .await
        .err()
        .ok_or("it went through")?;
    assert_eq!(error.code(), Code::Stopped);

    let by_query = server
        .client()
        .bearer(Bearer::Query {
            name: "access_token",
        })
        .build()?;
    let session = by_query
        .code_request("user", "password", CALLBACK, "email")
        .send()
        .await?;
    session
        .request(Method::Get, "users/me")
        .query("a", "b")
        .send()
        .await?;
    Ok(())
}

fn lifetime(expires: Expiry, server: &MockServer) -> Option<u64> {
    match expires {
        Expiry::At(end) => end
            .duration_since(server.clock().now())
            .ok()
            .map(|left| left.as_secs()),
        _ => None,
    }
}

#[tokio::test]
async fn a_pin_raw_basic_and_an_envelope() -> Tested {
    let server = MockServer::builder(&PIN)
        .client("web7@acme.example", Some("p/w+1:%x"))
        .kept("details", json!({"first": "Ann"}))
        .api("companies/1", json!({"response": {"id": "1"}}))
        .start()
        .await?;
    let client = server.client().build()?;
    let login = client.authorize_by_pin("read(all)").begin()?;
    let pin = server.authorize(login.url()).await?;
    assert!(
        pin.len() == 9 && pin.bytes().all(|b| b.is_ascii_digit()),
        "{pin}"
    );
    let session = login.finish(&pin).await?;
    assert_eq!(
        session.tokens().kept.json::<Value>("details"),
        Some(json!({"first": "Ann"}))
    );
    let answer = session.request(Method::Get, "companies/1").send().await?;
    assert_eq!(answer.json::<Value>()?["response"]["id"], "1");
    assert_eq!(answer.json::<Value>()?["meta"]["status"], "ok");
    assert_eq!(answer.rate_limit().limit, Some(1000));
    assert_eq!(answer.rate_limit().reset, Some(Duration::from_secs(3600)));
    assert!(session.introspect().await?.claims["sub"] == "user");
    session.renew().await?;
    session.revoke().await?;
    sign_in(&server, "read(a,b),write(c)").await?;
    client
        .client_credentials("read(all)")
        .param("expires_in", 3600)
        .send()
        .await?;
    server.assert_all_accepted();
    Ok(())
}

#[tokio::test]
async fn the_base_of_the_api_comes_with_the_token() -> Tested {
    let server = MockServer::builder(&REGIONAL)
        .kept("api_endpoint", "https://ap-southeast-2.acme.example/api/")
        .start()
        .await?;
    let session = sign_in(&server, "").await?;
    assert_eq!(
        session.tokens().kept.text("orgkey").as_deref(),
        Some("sample-orgkey")
    );
    let echo: Value = session.request(Method::Get, "actions").json().await?;
    assert_eq!(echo["path"], "actions");
    session.renew().await?;
    server.assert_all_accepted();
    assert!(
        server
            .ledger()
            .iter()
            .any(|entry| entry.path == "/api/rest/actions")
    );
    Ok(())
}

#[tokio::test]
async fn urls_of_a_registration() -> Tested {
    let server = MockServer::builder(&REGISTERED)
        .var("token_url", "https://acme.example/tenants/7/token")
        .start()
        .await?;
    let session = sign_in(&server, "").await?;
    session.request(Method::Get, "users").send().await?;
    session.renew().await?;
    server.assert_all_accepted();
    Ok(())
}

#[tokio::test]
async fn nested_json_a_form_post_and_an_envelope() -> Tested {
    let server = MockServer::builder(&JSON)
        .redirect_uri(CALLBACK)
        .start()
        .await?;
    let client = server.client().build()?;
    let login = client.authorize(CALLBACK, "a b openid").begin()?;
    let body = server.authorize(login.url()).await?;
    assert!(
        body.contains("auth_code=") && body.contains("customField="),
        "{body}"
    );
    let session = login.finish(&body).await?;
    let tokens = session.tokens();
    assert_eq!(lifetime(tokens.expires, &server), Some(3600));
    assert_eq!(
        tokens.scope,
        Some(vec!["a".into(), "b".into(), "openid".into()])
    );
    assert!(tokens.id_token.is_some() && tokens.refresh_token.is_some());
    server.assert_all_accepted();
    let error = login.finish(&body).await.err().ok_or("it went through")?;
    assert_eq!(error.code(), Code::AlreadyFinished);
    Ok(())
}

#[tokio::test]
async fn another_client_authentication_on_purpose() -> Tested {
    for method in [
        ClientAuth::BASIC,
        ClientAuth::BASIC_RAW,
        ClientAuth::Query { reason: "a test" },
        ClientAuth::None,
        ClientAuth::Header {
            id: Some("x-id"),
            secret: "x-secret",
        },
    ] {
        let server = MockServer::builder(&ACME)
            .accept_client_auth(method)
            .start()
            .await?;
        let client = server.client().client_auth(method).build()?;
        client.client_credentials("read").send().await?;
        let login = client.authorize(CALLBACK, "read").begin()?;
        let session = login.finish(&server.authorize(login.url()).await?).await?;
        session.renew().await?;
        session.introspect().await?;
        session.revoke().await?;
        server.assert_all_accepted();
    }
    let server = MockServer::start(&BASIC).await?;
    sign_in(&server, "read").await?;
    server.assert_all_accepted();
    Ok(())
}

#[tokio::test]
async fn clocks_move_both_sides() -> Tested {
    let clock =
        oauth_mock::MockClock::at(SystemTime::UNIX_EPOCH + Duration::from_secs(1_900_000_000));
    let server = MockServer::builder(&ACME)
        .clock(clock.clone())
        .start()
        .await?;
    let session = sign_in(&server, "read").await?;
    assert_eq!(lifetime(session.tokens().expires, &server), Some(3600));
    clock.turn_back(Duration::from_secs(86_400));
    session.request(Method::Get, "x").send().await?;
    clock.advance(Duration::from_secs(2 * 86_400));
    session.request(Method::Get, "x").send().await?;
    assert_eq!(server.count(CallKind::Refresh), 1);
    Ok(())
}

#[tokio::test]
async fn tokens_in_forms_bodies_and_cookies() -> Tested {
    let server = MockServer::start(&FORM_ANSWER).await?;
    let session = sign_in(&server, "read write").await?;
    assert_eq!(lifetime(session.tokens().expires, &server), Some(3600));
    session.renew().await?;
    server.assert_all_accepted();

    let server = MockServer::start(&BODY).await?;
    let session = sign_in(&server, "read").await?;
    session.request(Method::Get, "x").send().await?;
    server.assert_all_accepted();

    let server = MockServer::start(&COOKIE).await?;
    let session = sign_in(&server, "read").await?;
    assert_eq!(session.tokens().expires, Expiry::Never);
    session.request(Method::Get, "x").send().await?;
    server.clock().advance(Duration::from_secs(1 << 30));
    session.request(Method::Get, "x").send().await?;
    server.assert_all_accepted();
    server.invalidate_access_tokens();
    session.request(Method::Get, "x").send().await?;
    assert_eq!(server.count(CallKind::Refresh), 1);
    Ok(())
}

#[tokio::test]
async fn tenant_values_in_paths() -> Tested {
    let client = |server: &MockServer, vars: &[(&str, &str)]| {
        DynClient::builder(&TENANT, vars, "client")
            .client_secret("secret")
            .against(server.origin())
            .build()
    };
    let open = MockServer::start(&TENANT).await?;
    let session = client(&open, &[("tenant", "a/b".replace('/', " ").as_str())])?
        .client_credentials("")
        .send()
        .await?;
    let echo: Value = session.request(Method::Get, "x").json().await?;
    assert_eq!(echo["path"], "x");
    open.assert_all_accepted();

    let told = MockServer::builder(&TENANT)
        .var("tenant", "acme")
        .var("region", "eu")
        .start()
        .await?;
    for (vars, good) in [
        (&[("tenant", "acme"), ("region", "eu")][..], true),
        (&[("tenant", "acme"), ("region", "us")], false),
        (&[("tenant", "other"), ("region", "eu")], false),
        (&[("tenant", "acme")], false),
    ] {
        let minted = client(&told, vars)?.client_credentials("").send().await;
        assert_eq!(minted.is_ok(), good, "{vars:?}");
    }
    assert_eq!(
        told.ledger()
            .iter()
            .filter(|entry| entry.is_unexpected())
            .count(),
        3
    );
    Ok(())
}
