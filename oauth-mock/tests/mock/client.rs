//! The runtime's own client, strictly held to the declaration.

use std::error::Error;
use std::time::{Duration, Instant};

use oauth_mock::{Consent, MockServer};
use oauth_runtime::spec::{CallKind, Method, Place};
use oauth_runtime::{Code, DynSession};
use serde_json::{Value, json};

use crate::raw::CALLBACK;
use crate::specs::{ACME, GRACE};

type Tested = Result<(), Box<dyn Error>>;

pub(crate) async fn sign_in(
    server: &MockServer,
    scope: &str,
) -> Result<DynSession, Box<dyn Error>> {
    let client = server.client().build()?;
    let login = client.authorize(CALLBACK, scope).begin()?;
    let callback = server.authorize(login.url()).await?;
    Ok(login.finish(&callback).await?)
}

#[tokio::test]
async fn a_client_signs_in_calls_refreshes_and_revokes() -> Tested {
    let server = MockServer::start(&ACME).await?;
    let session = sign_in(&server, "read write").await?;
    let echo: Value = session
        .request(Method::Get, "contacts/1")
        .query("page", 2)
        .json()
        .await?;
    assert_eq!(echo["path"], "contacts/1");
    assert_eq!(echo["query"], json!({"page": "2"}));
    assert_eq!(echo["sub"], "user");

    server.clock().advance(Duration::from_secs(3600));
    let _: Value = session.request(Method::Get, "contacts/2").json().await?;
    assert_eq!(server.count(CallKind::Refresh), 1);
    assert_eq!(server.generation(), 2);
    assert_eq!(
        session.tokens().scope,
        Some(vec!["read".into(), "write".into()])
    );

    assert!(session.introspect().await?.active);
    assert_eq!(session.userinfo().await?["sub"], "user");
    session.revoke().await?;
    server.assert_all_accepted();

    let ledger = server.ledger();
    let exchange = ledger
        .iter()
        .find(|entry| entry.kind == Some(CallKind::Token))
        .ok_or("no exchange")?;
    assert!(exchange.has(Place::Form, "code_verifier"));
    assert_eq!(exchange.issued, Some(1));
    let refresh = ledger
        .iter()
        .find(|entry| entry.kind == Some(CallKind::Refresh))
        .ok_or("no refresh")?;
    assert_eq!((refresh.presented, refresh.issued), (Some(1), Some(2)));
    let shown = format!("{ledger:?} {server:?}");
    for secret in [session.tokens().access_token.expose(), "password", CALLBACK] {
        assert!(!shown.contains(secret), "the ledger shows a secret");
    }
    Ok(())
}

#[tokio::test]
async fn a_token_called_in_early_is_renewed_once() -> Tested {
    let server = MockServer::start(&ACME).await?;
    let session = sign_in(&server, "read").await?;
    server.invalidate_access_tokens();
    let calls = (0..5).map(|n| session.request(Method::Get, format!("x/{n}")).send());
    for call in calls.collect::<Vec<_>>() {
        call.await?;
    }
    assert_eq!(server.count(CallKind::Refresh), 1);
    assert_eq!(
        server
            .ledger()
            .iter()
            .filter(|entry| !entry.accepted)
            .count(),
        1
    );
    Ok(())
}

#[tokio::test]
async fn a_session_revoked_by_the_user_needs_a_new_sign_in() -> Tested {
    let server = MockServer::start(&ACME).await?;
    let session = sign_in(&server, "read").await?;
    server.revoke_all();
    let error = session
        .request(Method::Get, "x")
        .send()
        .await
        .err()
        .ok_or("it went through")?;
    assert_eq!(error.code(), Code::RefreshRefused);
    Ok(())
}

#[tokio::test]
async fn grants_without_a_browser() -> Tested {
    let server = MockServer::builder(&ACME)
        .user("ann", "open sesame")
        .start()
        .await?;
    let client = server.client().build()?;
    let minted = client.client_credentials("read").send().await?;
    assert!(minted.tokens().refresh_token.is_none());
    let echo: Value = minted.request(Method::Get, "x").json().await?;
    assert_eq!(echo["sub"], "client");
    let session = client.password("ann", "open sesame", "read").send().await?;
    assert!(session.tokens().refresh_token.is_some());
    server.assert_all_accepted();
    let wrong = client.password("ann", "open barley", "read").send().await;
    assert_eq!(
        wrong.err().map(|error| error.code()),
        Some(Code::CodeRefused)
    );
    Ok(())
}

#[tokio::test]
async fn the_user_says_no() -> Tested {
    let server = MockServer::builder(&ACME)
        .consent(Consent::Deny)
        .start()
        .await?;
    let error = sign_in(&server, "read")
        .await
        .err()
        .ok_or("it went through")?;
    assert!(error.to_string().contains("E0406"), "{error}");
    Ok(())
}

#[tokio::test]
async fn a_consent_page_asks_and_a_ticket_works_once() -> Tested {
    let server = MockServer::builder(&ACME)
        .consent(Consent::Page)
        .start()
        .await?;
    sign_in(&server, "read").await?;
    server.assert_all_accepted();
    let head = "POST /_mock/consent HTTP/1.1\ncontent-type: application/x-www-form-urlencoded";
    let again = crate::raw::send(&server, head, "ticket=00&decision=approve").await?;
    assert_eq!(again.status, 400);
    Ok(())
}

#[tokio::test]
async fn a_public_client_names_itself() -> Tested {
    let server = MockServer::builder(&ACME)
        .client("app", None)
        .redirect_uri(CALLBACK)
        .start()
        .await?;
    let session = sign_in(&server, "read").await?;
    session.renew().await?;
    server.assert_all_accepted();
    let minted = server
        .client()
        .build()?
        .client_credentials("read")
        .send()
        .await;
    assert_eq!(
        minted.err().map(|error| error.code()),
        Some(Code::SecretMissing)
    );
    Ok(())
}

#[tokio::test]
async fn a_lost_refresh_answer_heals_within_the_grace() -> Tested {
    let server = MockServer::start(&GRACE).await?;
    let session = sign_in(&server, "read").await?;
    server.script(CallKind::Refresh, oauth_mock::Fault::CommitThenReset);
    let _ = session.renew().await;
    session.renew().await?;
    assert_eq!(server.scripted(), 0);
    server.assert_all_accepted();
    Ok(())
}

#[tokio::test]
async fn two_servers_with_one_seed_issue_the_same_values() -> Tested {
    let mut codes = Vec::new();
    for _ in 0..2 {
        let server = MockServer::builder(&ACME).seed(7).start().await?;
        codes.push(crate::raw::code(&server).await?);
    }
    assert_eq!(codes[0], codes[1]);
    Ok(())
}

#[tokio::test]
async fn a_stopped_server_frees_its_port() -> Tested {
    let server = MockServer::start(&ACME).await?;
    let address = server.origin().trim_start_matches("http://").to_owned();
    server.stop().await;
    assert!(tokio::net::TcpStream::connect(&address).await.is_err());
    let server = MockServer::start(&ACME).await?;
    let address = server.origin().trim_start_matches("http://").to_owned();
    let mut idle = tokio::net::TcpStream::connect(&address).await?;
    drop(server);
    let read = tokio::io::AsyncReadExt::read(&mut idle, &mut [0]).await;
    assert!(
        matches!(read, Ok(0) | Err(_)),
        "the connection outlived the server"
    );
    Ok(())
}

#[tokio::test]
#[expect(clippy::disallowed_methods, reason = "this measures real time")]
async fn it_starts_at_once() -> Tested {
    MockServer::start(&ACME).await?.stop().await;
    let mut took = Vec::new();
    for _ in 0..51 {
        let before = Instant::now();
        let server = MockServer::start(&ACME).await?;
        took.push(before.elapsed());
        server.stop().await;
    }
    took.sort();
    println!(
        "a mock server starts in {:?} (median of {})",
        took[took.len() / 2],
        took.len()
    );
    Ok(())
}
