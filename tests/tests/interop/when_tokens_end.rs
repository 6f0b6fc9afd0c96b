//! What each server is asked for when its tokens end, in real time.

use std::sync::Arc;
use std::time::Duration;

use oauth_runtime::{Code, Expiry};
use tokio::sync::Barrier;

use super::running::{RealServer, Running, sign_in};
use super::scenarios::Me;
use crate::support::TestClock;

/// One client knows that the token is over; the other learns it from the API.
pub async fn an_expired_token_is_renewed<P: RealServer>(on: &Running<P>) {
    let knowing = sign_in(&on.web()).await;
    let frozen = TestClock::default();
    let client = on.web_builder().clock(frozen).build().unwrap();
    let unsuspecting = sign_in(&client).await;
    for session in [knowing, unsuspecting] {
        let old = session.tokens();
        assert!(matches!(old.expires, Expiry::At(_)));
        on.until_refused(&old.access_token).await;
        let introspector = on.introspector().session(old.clone());
        assert!(!introspector.introspect().await.unwrap().active);
        let before = on.grants("refresh_token");
        let me: Me = session.get("me").json().await.unwrap();
        assert_eq!((&*me.sub, &*me.scope), ("alice", "read write"));
        assert!(on.grants("refresh_token") > before);
        assert!(
            !old.access_token
                .matches(session.tokens().access_token.expose())
        );
    }
}

/// Twenty tasks want a token when the old one is over.
pub async fn twenty_tasks_on_an_expired_token_make_one_refresh<P: RealServer>(on: &Running<P>) {
    // A clock of its own: on a busy machine the next token may be over as well
    // before the last of the tasks has its turn.
    let clock = TestClock::default();
    let client = on.web_builder().clock(clock.clone()).build().unwrap();
    let session = sign_in(&client).await;
    let old = session.tokens().access_token;
    on.until_refused(&old).await;
    clock.advance(Duration::from_secs(3600));
    let barrier = Arc::new(Barrier::new(20));
    let tasks: Vec<_> = (0..20)
        .map(|_| {
            let (session, barrier) = (session.clone(), barrier.clone());
            tokio::spawn(async move {
                barrier.wait().await;
                session.token().await.unwrap().expose().to_owned()
            })
        })
        .collect();
    for task in tasks {
        assert!(!old.matches(&task.await.unwrap()));
    }
    assert_eq!(on.grants("refresh_token"), 1);
    assert_eq!(session.get("me").send().await.unwrap().status(), 200);
}

/// A client that acts for itself asks for the same once more.
pub async fn a_service_mints_again<P: RealServer>(on: &Running<P>) {
    let [read, _] = P::scopes();
    let session = on.service().client_credentials([read]).await.unwrap();
    let old = session.tokens();
    on.until_refused(&old.access_token).await;
    assert_eq!(on.grants("client_credentials"), 1);
    let me: Me = session.get("me").json().await.unwrap();
    assert_eq!((&*me.sub, &*me.scope), ("service-client", "read"));
    assert!(on.grants("client_credentials") > 1);
    assert_eq!(on.grants("refresh_token"), 0);
}

/// A token over with nothing to renew it is the end of the session.
pub async fn without_a_refresh_token_the_session_ends<P: RealServer>(on: &Running<P>) {
    let client = on.web();
    let mut tokens = sign_in(&client).await.tokens();
    tokens.refresh_token = None;
    on.until_refused(&tokens.access_token).await;
    let error = client.session(tokens).get("me").send().await.unwrap_err();
    assert_eq!(error.code(), Code::NothingToRenew, "{error}");
    assert!(error.is_reauth_required());
}
