//! Answers that are lost after the provider has rotated the refresh token.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, SystemTime};

use oauth_mock::{Fault, MockClock};
use oauth_runtime::Code;
use oauth_runtime::spec::{CallKind, Rotation};
use oauth_runtime::transport::{Limits, ReqwestTransport, Transport};
use oauth_runtime::wire::WireRequest;

use super::world::{HOUR, World, seconds};
use crate::support::answer;

const GRACE: Rotation = Rotation::SingleUse {
    grace: Some(Duration::from_secs(60)),
};

/// A gateway that answers 504 to so many refreshes, after the server took them.
fn gateway(refused: usize) -> impl Transport {
    let below = Arc::new(ReqwestTransport::new().unwrap());
    let left = Arc::new(AtomicUsize::new(refused));
    move |request: WireRequest, limits: Limits| {
        let (below, left) = (below.clone(), left.clone());
        async move {
            let body = String::from_utf8_lossy(&request.body).into_owned();
            let answered = below.send(request, limits).await;
            let less = |left: usize| left.checked_sub(1);
            let refresh = body.contains("grant_type=refresh_token");
            if refresh
                && left
                    .fetch_update(Ordering::SeqCst, Ordering::SeqCst, less)
                    .is_ok()
            {
                return Ok(answer(504, &[], "gateway timeout"));
            }
            answered
        }
    }
}

/// F-37: within the provider's grace one repeat heals.
#[tokio::test]
async fn a_lost_answer_heals_within_the_grace_by_one_repeat() {
    for by_gateway in [false, true] {
        let world = World::with(MockClock::new(), |server| server.rotation(GRACE)).await;
        let builder = world.builder();
        let client = match by_gateway {
            true => builder.transport(gateway(1)),
            false => builder,
        };
        let session = world.sign_in(&client.build().unwrap()).await;
        world.expire();
        if !by_gateway {
            world
                .server
                .script(CallKind::Refresh, Fault::CommitThenReset);
        }
        assert_eq!(session.token().await.unwrap().generation(), 2);
        assert_eq!(world.posts(), 2);
        let refresh_token = session.tokens().refresh_token.unwrap();
        assert!(world.server.is_live(refresh_token.expose()));
        let record = world.record(session.connection()).await;
        assert!(record.get("unknown_since").is_none());
    }
}

/// F-37: without grace the loss is told as what it is, once, and stays so
/// without another request.
#[tokio::test]
async fn a_lost_answer_without_grace_is_diagnosed_and_final() {
    for by_gateway in [false, true] {
        let world = World::new().await;
        let builder = world.builder();
        let client = match by_gateway {
            true => builder.transport(gateway(1)),
            false => builder,
        };
        let client = client.build().unwrap();
        let session = world.sign_in(&client).await;
        world.expire();
        if !by_gateway {
            world
                .server
                .script(CallKind::Refresh, Fault::CommitThenReset);
        }
        let error = session.token().await.unwrap_err();
        assert_eq!(error.code(), Code::RefreshLost);
        assert!(error.is_reauth_required());
        let text = error.to_string();
        assert!(
            text.contains("got no answer") && text.contains("Sign in again"),
            "{text}"
        );
        assert_eq!(world.posts(), 2);

        let record = world.record(session.connection()).await;
        assert_eq!(record["tombstone"]["code"], "E0342");
        assert_eq!(record["tombstone"]["after_unknown_outcome"], true);
        assert!(
            record["tokens"]["refresh_token"].is_string(),
            "nothing is deleted"
        );
        let listed = client.connections().list().await.unwrap();
        let why = listed[0].needs_sign_in.as_ref().unwrap();
        assert_eq!(why.code(), Code::RefreshLost);
        assert!(listed[0].unknown_since.is_some());

        world.clock.advance(24 * HOUR);
        for _ in 0..3 {
            let error = session.token().await.unwrap_err();
            assert_eq!(error.code(), Code::RefreshLost);
            world.clock.advance(seconds(61));
        }
        for client in [&client, &world.client()] {
            let session = client.stored_session().await.unwrap();
            assert!(session.is_none(), "only a sign-in helps");
        }

        // What the provider ended can be signed out, once, and then nothing retries it.
        let connections = client.connections();
        assert!(connections.sign_out("default").await.unwrap());
        assert!(!connections.sign_out("default").await.unwrap());
        assert_eq!(connections.sign_out_all().await.unwrap().0, 0);
        connections.retry("default").await.unwrap();
        let listed = connections.list().await.unwrap();
        let why = listed[0].needs_sign_in.as_ref().unwrap();
        assert_eq!(why.code(), Code::SignedOut);
        assert_eq!(world.posts(), 2);
    }
}

/// F-37: both answers are lost. Nothing is known, so nothing is final; the
/// refusal that comes later is told as a loss.
#[tokio::test]
async fn two_lost_answers_are_remembered_until_the_provider_says_more() {
    let world = World::new().await;
    let client = world.builder().transport(gateway(2)).build().unwrap();
    let session = world.sign_in(&client).await;
    world.expire();
    let error = session.token().await.unwrap_err();
    assert!(!error.is_reauth_required(), "{error}");
    let record = world.record(session.connection()).await;
    assert!(record["unknown_since"].is_i64());
    assert!(record.get("tombstone").is_none());
    let other = world.client().stored_session().await.unwrap().unwrap();
    world.clock.advance(seconds(2));
    assert_eq!(other.token().await.unwrap_err().code(), Code::RefreshLost);
    assert_eq!(session.token().await.unwrap_err().code(), Code::RefreshLost);
    assert_eq!(world.posts(), 3);
}

/// F-37, F-49b: the diagnosis names a moment, also one that no HTTP date can.
#[tokio::test]
async fn a_loss_is_diagnosed_in_any_year() {
    let epoch = SystemTime::UNIX_EPOCH;
    let year = Duration::from_secs(31_556_952);
    for now in [epoch - year, epoch + 68 * year, epoch + 8_100 * year] {
        let world = World::with(MockClock::at(now), |server| server).await;
        let (_, session) = world.signed_in().await;
        world.expire();
        world
            .server
            .script(CallKind::Refresh, Fault::CommitThenReset);
        let error = session.token().await.unwrap_err();
        assert_eq!(error.code(), Code::RefreshLost, "{error}");
    }
}
