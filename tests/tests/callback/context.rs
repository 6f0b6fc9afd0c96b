//! Whose callback it is: provider, tenant, client, redirect URI, session, age.

use std::time::Duration;

use oauth_mock::MockServer;
use oauth_runtime::{Code, DynClient, PendingSignIn, Provider as _};

use super::{Acme, CALLBACK, Strict, begin, client, code, resumed, server, state};

#[tokio::test]
async fn f_08_a_wrong_state_is_refused_and_the_sign_in_goes_on_waiting() {
    let server = server().await;
    let client = client(&server, "one");
    let login = begin(&client);
    let other = begin(&client);
    let callback = server.authorize(login.url()).await.unwrap();
    // As the server writes it: it may percent-encode more than it must.
    let (_, own) = callback.split_once("state=").unwrap();
    let own = own.split('&').next().unwrap();
    for (stray, expected) in [
        (callback.replace(own, ""), Code::StateMissing),
        (
            callback.replace(&format!("state={own}"), "x=1"),
            Code::StateMissing,
        ),
        (callback.replace(own, "guess"), Code::StateMismatch),
        (callback.replace(own, &own[1..]), Code::StateMismatch),
        (
            callback.replace(own, &format!("{own}x")),
            Code::StateMismatch,
        ),
        (callback.replace(own, &state(&other)), Code::StateMismatch),
    ] {
        let error = login.finish(&stray).await.unwrap_err();
        assert_eq!(error.code(), expected, "{stray}");
        assert!(error.is_stray_callback());
        assert!(login.check(&callback).is_ok());
    }
    assert!(login.finish(&callback).await.is_ok());
    assert_eq!(server.sign_ins(), 1);
}

#[tokio::test]
async fn f_10_a_sign_in_bound_to_a_session_ends_in_that_session_only() {
    let server = server().await;
    let client = client(&server, "one");
    let login = client
        .authorize(CALLBACK, "")
        .bound_to("session-of-mallory")
        .begin()
        .unwrap();
    let callback = server.authorize(login.url()).await.unwrap();
    let login = resumed(&client, &login);
    for refused in [
        login.finish_in("session-of-alice", &callback).await,
        login.finish_in("", &callback).await,
        login.finish(&callback).await,
    ] {
        let error = refused.unwrap_err();
        assert_eq!(error.code(), Code::WrongContext);
        assert!(error.is_stray_callback());
    }
    assert_eq!(server.sign_ins(), 0);
    assert!(
        login
            .finish_in("session-of-mallory", &callback)
            .await
            .is_ok()
    );
}

#[tokio::test]
async fn f_10_a_session_is_asked_for_a_binding_that_the_record_lacks() {
    let server = server().await;
    let client = client(&server, "one");
    let login = begin(&client);
    let callback = server.authorize(login.url()).await.unwrap();
    let refused = login.finish_in("session-of-alice", &callback).await;
    assert_eq!(code(refused), Err(Code::WrongContext));
    assert_eq!(server.sign_ins(), 0);
}

#[tokio::test]
async fn f_10_the_record_gives_no_session_away() {
    let server = server().await;
    let bound = client(&server, "one")
        .authorize(CALLBACK, "")
        .bound_to("session-of-alice")
        .begin()
        .unwrap();
    assert!(
        !bound
            .pending()
            .to_json()
            .expose()
            .contains("session-of-alice")
    );
    assert!(!format!("{:?}", bound.pending()).contains("session-of-alice"));
}

#[tokio::test]
async fn f_15_a_callback_on_the_redirect_uri_of_another_context_is_refused() {
    let server = server().await;
    let client = client(&server, "one");
    let login = begin(&client);
    let callback = server.authorize(login.url()).await.unwrap();
    for path in [
        "/callback/other",
        "/callback",
        "/callback/acme/",
        "/Callback/acme",
        "/",
    ] {
        let moved = callback.replace("/callback/acme", path);
        let error = login.finish(&moved).await.unwrap_err();
        assert_eq!(error.code(), Code::WrongContext, "{moved}");
        assert!(error.is_stray_callback());
    }
    let (_, below_the_host) = callback.split_once("8080").unwrap();
    assert!(login.finish(below_the_host).await.is_ok());
}

#[tokio::test]
async fn f_15_a_record_of_another_tenant_client_or_provider_is_refused() {
    let server = server().await;
    let own = client(&server, "one");
    let login = begin(&own);
    let callback = server.authorize(login.url()).await.unwrap();
    let builder = |spec, vars: &[(&str, &str)], id| {
        DynClient::builder(spec, vars, id)
            .client_secret("secret")
            .against(server.origin())
            .clock(server.clock())
            .build()
            .unwrap()
    };
    for stranger in [
        client(&server, "two"),
        builder(Acme::SPEC, &[("tenant", "one")], "another-client"),
        builder(Strict::SPEC, &[], "client"),
    ] {
        let refused = resumed(&stranger, &login).finish(&callback).await;
        assert_eq!(code(refused), Err(Code::WrongContext));
    }
    assert_eq!(server.ledger().len(), 1, "no code was sent anywhere");
    assert!(resumed(&own, &login).finish(&callback).await.is_ok());
}

#[tokio::test]
async fn f_16_a_sign_in_ends_after_ten_minutes() {
    let server = server().await;
    let client = client(&server, "one");
    let (late, in_time) = (begin(&client), begin(&client));
    server.clock().advance(Duration::from_secs(600));
    let callback = server.authorize(in_time.url()).await.unwrap();
    assert!(resumed(&client, &in_time).finish(&callback).await.is_ok());
    let callback = server.authorize(late.url()).await.unwrap();
    server.clock().advance(Duration::from_secs(1));
    let error = resumed(&client, &late).finish(&callback).await.unwrap_err();
    assert_eq!(error.code(), Code::SignInExpired);
    assert!(error.is_reauth_required());
    assert_eq!(server.sign_ins(), 1);
}

#[test]
fn f_16_a_record_without_its_context_is_no_record() {
    for text in ["", "{}", "[]", r#"{"provider":"acme","scope":""}"#] {
        let error = PendingSignIn::from_json(text).unwrap_err();
        assert_eq!(error.code(), Code::UnreadableCallback);
    }
}

#[tokio::test]
async fn f_12_the_code_of_another_issuer_is_never_sent() {
    let (own, attacker) = (server().await, MockServer::start(Acme::SPEC).await.unwrap());
    let client = client(&own, "one");
    let login = begin(&client);
    let callback = own.authorize(login.url()).await.unwrap();
    for iss in ["https://evil.example", attacker.origin()] {
        let forwarded = from_issuer(&callback, iss) + "&error_description=click-here";
        let error = login.finish(&forwarded).await.unwrap_err();
        assert_eq!(error.code(), Code::IssuerMismatch);
        assert!(!error.to_string().contains("click-here"));
    }
    assert_eq!((own.sign_ins(), attacker.ledger().len()), (0, 0));
}

#[tokio::test]
async fn f_13_a_promised_issuer_that_is_missing_is_refused() {
    let server = MockServer::start(Strict::SPEC).await.unwrap();
    let client = server.client().build().unwrap();
    let login = client.authorize(CALLBACK, "").begin().unwrap();
    let callback = server.authorize(login.url()).await.unwrap();
    let without = without_issuer(&callback);
    assert_ne!(callback, without, "the mock sends `iss`");
    assert_eq!(
        code(login.finish(&without).await),
        Err(Code::IssuerMismatch)
    );
    assert_eq!(server.sign_ins(), 0);
    assert!(login.finish(&callback).await.is_ok());
}

#[tokio::test]
async fn f_14_an_issuer_is_compared_byte_by_byte() {
    let server = server().await;
    let client = client(&server, "one");
    for iss in [
        "https://as.acme.example/",
        "https://AS.acme.example",
        "https://as.acme.example:443",
        "HTTPS://as.acme.example",
        "https://as.acme.example%00",
        "https://as.acme.exampl%65%20",
        "",
    ] {
        let login = begin(&client);
        let callback = server.authorize(login.url()).await.unwrap();
        let refused = login.finish(&from_issuer(&callback, iss)).await;
        assert_eq!(code(refused), Err(Code::IssuerMismatch), "{iss}");
    }
    let login = begin(&client);
    let callback = server.authorize(login.url()).await.unwrap();
    let named = from_issuer(&callback, "https%3A%2F%2Fas.acme.example");
    assert!(login.finish(&named).await.is_ok());
}

/// The callback as it would be without `iss`, which the mock sends.
fn without_issuer(callback: &str) -> String {
    let pairs: Vec<&str> = callback
        .split('&')
        .filter(|pair| !pair.starts_with("iss="))
        .collect();
    pairs.join("&")
}

fn from_issuer(callback: &str, iss: &str) -> String {
    format!("{}&iss={iss}", without_issuer(callback))
}
