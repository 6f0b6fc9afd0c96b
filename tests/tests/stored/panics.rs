//! Foreign code that panics: a transport, a store, an observer.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use oauth_runtime::transport::{Limits, ReqwestTransport, Transport};
use oauth_runtime::wire::{Explained, WireRequest};
use oauth_runtime::{Code, DynClient};

use super::double::{Act, Double, Op};
use super::world::{World, seconds};

/// F-34c: a store that panics once, in whatever method: no token is lost, no
/// refresh token is sent twice, and other accounts go on.
#[tokio::test]
async fn a_store_that_panics_loses_no_token_and_holds_nobody_up() {
    for op in [
        Op::Describe,
        Op::Read,
        Op::Lease,
        Op::Announce,
        Op::Write,
        Op::Release,
    ] {
        let world = World::new().await;
        let double = Double::over(world.store.clone());
        let client = world.over(double.clone());
        let session = world.sign_in(&client).await;
        let other = world.sign_in(&client.account("other")).await;
        world.expire();
        double.once(op, Act::Panic);
        let first = session.token().await.map(|token| token.generation());
        assert_eq!(other.token().await.unwrap().generation(), 2, "{op:?}");
        world.clock.advance(seconds(2));
        let second = session.token().await.map(|token| token.generation());
        assert_eq!(second.unwrap(), 2, "{op:?}, after {first:?}");
        assert_eq!(world.server.refused_refreshes(), 0, "{op:?}");
        assert_eq!(world.posts(), 2, "{op:?}: one for each account");
        let key = session.connection();
        // What was not saved at once is saved by the task that tries again.
        for _ in 0..3 {
            for _ in 0..200 {
                tokio::task::yield_now().await;
            }
            world.clock.advance(seconds(1));
        }
        let record = world.record(key).await;
        assert_eq!(record["generation"], 2, "{op:?}");
        // A lease that could not be given back ends by its time.
        world.clock.advance(seconds(81));
        assert!(world.is_free(key).await, "{op:?}");
    }
}

/// Panics at the first request after it was armed.
fn panicking(armed: Arc<AtomicBool>) -> impl Transport {
    let below = Arc::new(ReqwestTransport::new().unwrap());
    move |request: WireRequest, limits: Limits| {
        if armed.swap(false, Ordering::SeqCst) {
            panic!("the transport panics");
        }
        let below = below.clone();
        async move { below.send(request, limits).await }
    }
}

async fn goes_on(world: &World, client: &DynClient, armed: &AtomicBool, stored: bool) {
    let mut session = world.sign_in(client).await;
    let other = world.sign_in(&client.account("other")).await;
    if !stored {
        session = client.session(session.tokens());
    }
    world.expire();
    armed.store(true, Ordering::SeqCst);
    let error = session.token().await.unwrap_err();
    let expected = [Code::Panicked, Code::NoAnswer];
    assert!(expected.contains(&error.code()), "{error}");
    assert!(error.is_transient(), "{error}");
    assert!(!error.to_string().contains("the transport panics"));
    assert!(world.is_free(session.connection()).await);
    other.token().await.unwrap();
    world.clock.advance(seconds(2));
    assert_eq!(session.token().await.unwrap().generation(), 2);
}

/// F-34c: a transport that panics leaves neither a lease nor a taken slot.
#[tokio::test]
async fn a_transport_that_panics_is_an_error_of_one_renewal() {
    for stored in [true, false] {
        let world = World::new().await;
        let armed = Arc::new(AtomicBool::new(false));
        let client = world.builder().transport(panicking(armed.clone()));
        goes_on(&world, &client.build().unwrap(), &armed, stored).await;
    }
}

/// F-34c: the same for an observer.
#[tokio::test]
async fn an_observer_that_panics_is_an_error_of_one_renewal() {
    for stored in [true, false] {
        let world = World::new().await;
        let armed = Arc::new(AtomicBool::new(false));
        let observer = armed.clone();
        let client = world.builder().observer(move |_: &Explained| {
            if observer.swap(false, Ordering::SeqCst) {
                panic!("the observer panics");
            }
        });
        goes_on(&world, &client.build().unwrap(), &armed, stored).await;
    }
}
