//! What each server is asked for while its tokens last.

use std::sync::Arc;
use std::time::Duration;

use oauth_runtime::{Client, Code, Expiry, Granted, PendingSignIn, Secret};
use serde::Deserialize;
use serde_json::Value;
use tokio::sync::Barrier;

use super::browser::{approve, refuse};
use super::running::{LASTING, REDIRECT_URI, RealServer, Running, WEB_SECRET, sign_in};
use crate::support::TestClock;

/// What the protected resource tells.
#[derive(Debug, Deserialize, PartialEq)]
pub struct Me {
    pub sub: String,
    pub scope: String,
}

/// Code, PKCE and secret in each form the server reads; a refresh, and the API.
pub async fn web_client_signs_in_with_each_form<P: RealServer>(on: &Running<P>) {
    for auth in P::READS {
        let client = on.web_builder().client_auth(*auth).build().unwrap();
        let session = sign_in(&client).await;
        assert_eq!(
            session.granted(),
            Granted::Scopes(P::scopes().into()),
            "{auth:?}"
        );
        let tokens = session.tokens();
        let Expiry::At(end) = tokens.expires else {
            panic!("{:?}", tokens.expires);
        };
        let lifetime = end.duration_since(tokens.issued_at).unwrap();
        assert!(lifetime <= Duration::from_secs(LASTING.into()));
        assert!(lifetime > Duration::from_secs((LASTING - 60).into()));
        let me: Me = session.get("me").json().await.unwrap();
        assert_eq!((&*me.sub, &*me.scope), ("alice", "read write"));
        session.renew().await.unwrap();
        assert_eq!(session.get("me").send().await.unwrap().status(), 200);
    }
    assert_eq!(on.grants("authorization_code"), P::READS.len());
}

/// The other form of HTTP Basic.
pub async fn a_misread_secret_is_reported<P: RealServer>(on: &Running<P>) {
    let (auth, code) = P::MISREADS;
    let client = on.web_builder().client_auth(auth).build().unwrap();
    let login = client
        .authorize(REDIRECT_URI, P::scopes())
        .send()
        .await
        .unwrap();
    let callback = approve(login.url()).await;
    let error = login.finish(&callback).await.unwrap_err();
    assert_eq!(error.code(), code, "{error}");
    assert!(!error.to_string().contains(WEB_SECRET));
}

/// A client without secret, held by PKCE alone, from sign-in to revocation.
pub async fn native_client_signs_in<P: RealServer>(on: &Running<P>) {
    let client = on.builder("native-client").build().unwrap();
    let session = sign_in(&client).await;
    let me: Me = session.get("me").json().await.unwrap();
    assert_eq!(me.sub, "alice");
    let first = session.tokens().refresh_token.unwrap();
    session.renew().await.unwrap();
    assert!(!first.matches(session.tokens().refresh_token.unwrap().expose()));
    let token = session.token().await.unwrap().access_token().clone();
    session.revoke().await.unwrap();
    assert_eq!(on.status(&token).await, 401);
}

/// Foreign, broken and repeated callbacks send nothing and spoil nothing.
pub async fn callbacks_are_checked<P: RealServer>(on: &Running<P>) {
    let client = on.web();
    let login = client
        .authorize(REDIRECT_URI, P::scopes())
        .send()
        .await
        .unwrap();
    let other = client
        .authorize(REDIRECT_URI, P::scopes())
        .send()
        .await
        .unwrap();
    let callback = approve(login.url()).await;
    let foreign = approve(other.url()).await;
    let (_, query) = callback.split_once('?').unwrap();
    let code = query.split('&').find(|p| p.starts_with("code=")).unwrap();
    for (bad, expected) in [
        (foreign.clone(), Code::StateMismatch),
        (format!("{REDIRECT_URI}?{code}"), Code::StateMissing),
        (format!("{callback}&{code}"), Code::DuplicateParameter),
        (callback.replace(code, "c=d"), Code::CodeMissing),
    ] {
        let error = login.finish(&bad).await.unwrap_err();
        assert_eq!(error.code(), expected, "{error}");
    }
    assert_eq!(on.requests(), 0);
    login.finish(&callback).await.unwrap();
    other.finish(&foreign).await.unwrap();
    assert_eq!(on.requests(), 2);
    let error = login.finish(&callback).await.unwrap_err();
    assert_eq!(error.code(), Code::AlreadyFinished);
    assert_eq!(on.requests(), 2, "a replay is refused without a request");
}

/// The callback reaches another process, and there a second time.
pub async fn a_code_is_good_once<P: RealServer>(on: &Running<P>) {
    let login = on
        .web()
        .authorize(REDIRECT_URI, P::scopes())
        .send()
        .await
        .unwrap();
    let record = login.pending().to_json();
    let callback = approve(login.url()).await;
    let resumed = || {
        let pending = PendingSignIn::from_json(record.expose()).unwrap();
        on.web().resume(pending)
    };
    let session = resumed().finish(&callback).await.unwrap();
    assert_eq!(session.get("me").send().await.unwrap().status(), 200);
    let error = resumed().finish(&callback).await.unwrap_err();
    assert_eq!(error.code(), Code::CodeRefused, "{error}");
    assert!(error.is_reauth_required());
}

/// What the record of a sign-in holds must be what the sign-in began with.
pub async fn another_verifier_or_redirect_uri_is_refused<P: RealServer>(on: &Running<P>) {
    let verifier = "wrong".repeat(10);
    // With another path the library itself would refuse the callback.
    let (_, path) = REDIRECT_URI.rsplit_once('/').unwrap();
    let other_uri = format!("https://other.example/{path}");
    for (field, value, expected) in [
        ("verifier", verifier, Code::CodeRefused),
        ("redirect_uri", other_uri, P::OTHER_REDIRECT_URI),
    ] {
        let client = on.web();
        let login = client
            .authorize(REDIRECT_URI, P::scopes())
            .send()
            .await
            .unwrap();
        let mut record: Value = serde_json::from_str(login.pending().to_json().expose()).unwrap();
        assert!(record[field].is_string());
        record[field] = value.into();
        let pending = PendingSignIn::from_json(&record.to_string()).unwrap();
        let callback = approve(login.url()).await;
        let error = client.resume(pending).finish(&callback).await.unwrap_err();
        assert_eq!(error.code(), expected, "{field}: {error}");
        assert_eq!(error.status(), Some(400));
    }
}

/// The user says no, after somebody else's callback.
pub async fn a_refused_consent_is_told<P: RealServer>(on: &Running<P>) {
    let client = on.web();
    let login = client
        .authorize(REDIRECT_URI, P::scopes())
        .send()
        .await
        .unwrap();
    let other = client
        .authorize(REDIRECT_URI, P::scopes())
        .send()
        .await
        .unwrap();
    let foreign = refuse(other.url()).await;
    let error = login.finish(&foreign).await.unwrap_err();
    assert_eq!(error.code(), Code::StateMismatch, "{error}");
    let callback = refuse(login.url()).await;
    let error = login.finish(&callback).await.unwrap_err();
    assert_eq!(error.code(), Code::AccessDenied, "{error}");
    assert_eq!(error.oauth_error().unwrap().error, "access_denied");
    assert!(error.is_reauth_required());
    assert_eq!(on.requests(), 0);
}

/// At the exchange of a code, for a client that acts for itself, and at a
/// refresh, which ends nothing: with the right secret it goes on.
pub async fn a_wrong_secret_names_client_auth<P: RealServer>(on: &Running<P>) {
    for auth in P::READS {
        let wrong = |id| {
            let builder = on.builder(id).client_secret("wrong-secret");
            builder.client_auth(*auth).build().unwrap()
        };
        let login = wrong("web-client")
            .authorize(REDIRECT_URI, P::scopes())
            .send()
            .await
            .unwrap();
        let callback = approve(login.url()).await;
        let [scope, _] = P::scopes();
        let tokens = sign_in(&on.web()).await.tokens();
        let stranger = wrong("web-client").session(tokens.clone());
        for error in [
            login.finish(&callback).await.unwrap_err(),
            wrong("service-client")
                .client_credentials([scope])
                .await
                .unwrap_err(),
            stranger.renew().await.unwrap_err(),
        ] {
            assert_eq!(error.code(), Code::ClientAuthentication, "{error}");
            assert!(!error.is_reauth_required());
            assert_eq!(error.declaration_key(), Some("client_auth"));
            assert_eq!(error.status(), Some(401));
            assert!(!error.to_string().contains("wrong-secret"));
        }
        stranger.token().await.unwrap();
        on.web().session(tokens).renew().await.unwrap();
    }
}

/// Each refresh brings another refresh token, and the old one ends.
pub async fn refresh_rotates<P: RealServer>(on: &Running<P>) {
    let client = on.web();
    let session = sign_in(&client).await;
    let first = session.tokens();
    session.renew().await.unwrap();
    let second = session.tokens();
    let text = |token: &Option<Secret>| token.as_ref().unwrap().expose().to_owned();
    assert_ne!(text(&first.refresh_token), text(&second.refresh_token));
    assert!(!first.access_token.matches(second.access_token.expose()));
    assert_eq!(session.granted(), Granted::Scopes(P::scopes().into()));
    if P::GRACE {
        // The answer to the first refresh may have been lost on its way.
        let again = client.session(first.clone());
        again.renew().await.unwrap();
        assert_eq!(again.get("me").send().await.unwrap().status(), 200);
    }
    assert_eq!(session.get("me").send().await.unwrap().status(), 200);
    let sent = on.grants("refresh_token");
    let late = client.session(first);
    for _ in 0..2 {
        let error = late.renew().await.unwrap_err();
        assert_eq!(error.code(), Code::RefreshRefused, "{error}");
        assert!(error.is_reauth_required());
    }
    assert_eq!(on.grants("refresh_token"), sent + 1, "it is asked once");
    let after = session.renew().await.map(|_| ());
    match P::REUSE_ENDS_ALL {
        true => assert_eq!(after.unwrap_err().code(), Code::RefreshRefused),
        false => after.unwrap(),
    }
}

/// The API refuses a token that looks valid, to twenty tasks at once.
pub async fn twenty_refused_tasks_make_one_refresh<P: RealServer>(on: &Running<P>) {
    let client = on.web();
    let mut tokens = sign_in(&client).await.tokens();
    tokens.access_token = Secret::new("no-longer-good");
    let session = client.session(tokens);
    let barrier = Arc::new(Barrier::new(20));
    let tasks: Vec<_> = (0..20)
        .map(|_| {
            let (session, barrier) = (session.clone(), barrier.clone());
            tokio::spawn(async move {
                barrier.wait().await;
                session.get("me").json::<Me>().await.unwrap().sub
            })
        })
        .collect();
    for task in tasks {
        assert_eq!(task.await.unwrap(), "alice");
    }
    assert_eq!(on.grants("refresh_token"), 1);
}

/// A lifetime of an hour has a margin of 300 s.
pub async fn a_token_is_renewed_before_its_end<P: RealServer>(on: &Running<P>) {
    let clock = TestClock::default();
    let client = on.web_builder().clock(clock.clone()).build().unwrap();
    let session = sign_in(&client).await;
    // A server may count a second of its own.
    clock.advance(Duration::from_secs(u64::from(LASTING) - 310));
    session.token().await.unwrap();
    assert_eq!(on.grants("refresh_token"), 0);
    clock.advance(Duration::from_secs(10));
    session.token().await.unwrap();
    assert_eq!(on.grants("refresh_token"), 1);
    assert_eq!(session.get("me").send().await.unwrap().status(), 200);
}

/// A client that acts for itself, from its first token to revocation.
pub async fn client_credentials<P: RealServer>(on: &Running<P>) {
    let [read, write] = P::scopes();
    let service = on.service();
    let session = service.client_credentials([read.clone()]).await.unwrap();
    assert_eq!(session.granted(), Granted::Scopes(vec![read]));
    assert!(session.tokens().refresh_token.is_none());
    let me: Me = session.get("me").json().await.unwrap();
    assert_eq!((&*me.sub, &*me.scope), ("service-client", "read"));
    let token = session.tokens().access_token;
    session.revoke().await.unwrap();
    assert_eq!(on.status(&token).await, 401);
    let error = service.client_credentials([write]).await.unwrap_err();
    assert_eq!(error.code(), Code::InvalidScope, "{error}");
    let secretless: Client<P> = on.builder("service-client").build().unwrap();
    let sent = on.requests();
    let error = secretless.client_credentials([]).await.unwrap_err();
    assert_eq!(error.code(), Code::SecretMissing, "{error}");
    assert_eq!(on.requests(), sent);
}

/// Asked by the client itself and by a resource server.
pub async fn introspection_tells_the_scopes<P: RealServer>(on: &Running<P>) {
    let session = sign_in(&on.web()).await;
    let elsewhere = on.introspector().session(session.tokens());
    for told in [
        session.introspect().await.unwrap(),
        elsewhere.introspect().await.unwrap(),
    ] {
        assert!(told.active);
        assert_eq!(told.claims["scope"], "read write");
        assert_eq!(told.claims["client_id"], "web-client");
    }
    let mut tokens = session.tokens();
    tokens.access_token = Secret::new("unknown");
    let told = on.introspector().session(tokens).introspect().await;
    assert!(!told.unwrap().active);
    let wrong = on.builder("introspection-client").client_secret("wrong");
    let stranger = wrong.build().unwrap().session(session.tokens());
    let error = stranger.introspect().await.unwrap_err();
    assert_eq!(error.code(), P::WRONG_SECRET_AT_INTROSPECTION, "{error}");
}

/// After revocation neither token is good for anything, here and there.
pub async fn revocation_ends_both_tokens<P: RealServer>(on: &Running<P>) {
    let client = on.web();
    let session = sign_in(&client).await;
    let tokens = session.tokens();
    assert_eq!(on.status(&tokens.access_token).await, 200);
    session.revoke().await.unwrap();
    assert_eq!(on.status(&tokens.access_token).await, 401);
    let elsewhere = on.introspector().session(tokens.clone());
    assert!(!elsewhere.introspect().await.unwrap().active);
    let sent = on.requests();
    for error in [
        session.token().await.unwrap_err(),
        session.get("me").send().await.unwrap_err(),
    ] {
        assert!(error.is_reauth_required(), "{error}");
    }
    assert_eq!(on.requests(), sent, "the session knows that it is over");
    let error = client.session(tokens).renew().await.unwrap_err();
    assert_eq!(error.code(), Code::RefreshRefused, "{error}");
}
