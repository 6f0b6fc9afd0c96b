//! Sessions that are over, and renewals that end without an outcome.

use std::sync::Arc;
use std::time::{Duration, SystemTime};

use oauth_runtime::store::{MemoryStore, Owner, Store as _};
use oauth_runtime::{Code, Error, NoVars, TokenSet};
use tokio::sync::Semaphore;

use super::lost::tokens;
use super::{ACCESS, AcmeClient, AcmeScope, Case, REFRESH, builder};
use crate::stored::double::{Act, Double, Op};
use crate::stored::world::{HOUR, World, eventually, seconds};

async fn signed_out() -> Error {
    let world = World::new().await;
    let (_, session) = world.signed_in().await;
    session.sign_out().await.unwrap();
    session.token().await.unwrap_err()
}

async fn not_granted() -> Error {
    let client = AcmeClient::builder(NoVars, "app").build().unwrap();
    let mut tokens = TokenSet::new(ACCESS, SystemTime::UNIX_EPOCH);
    tokens.scope = Some(vec!["read".into()]);
    let session = client.session(tokens);
    session
        .require_scopes(&[AcmeScope::Read, AcmeScope::Write])
        .unwrap_err()
}

async fn shut_down() -> Error {
    let client = builder().build().unwrap();
    let session = client.session(tokens(Some(REFRESH)));
    client.shutdown(Duration::ZERO).await;
    session.token().await.unwrap_err()
}

async fn panicked() -> Error {
    let transport = crate::support::replying(|_, _| panic!("the transport panics")).0;
    let client = builder()
        .transport(transport)
        .store(Arc::new(MemoryStore::new()))
        .build()
        .unwrap();
    let session = client.adopt(tokens(Some(REFRESH))).await.unwrap();
    session.token().await.unwrap_err()
}

/// A renewal ahead of time finds the lease taken, and while it looks, the token ends.
async fn another_process_renews() -> Error {
    let world = World::new().await;
    let double = Double::over(world.store.clone());
    let client = world.over(double.clone());
    let session = world.sign_in(&client).await;
    let other = Owner::new("1", "worker-7");
    let lease = world.store.lease(session.connection(), &other, 3 * HOUR);
    lease.await.unwrap();

    world.clock.advance(HOUR - seconds(10));
    let gate = Arc::new(Semaphore::new(0));
    double.take_seen();
    double.once(Op::Lease, Act::Wait(gate.clone()));
    let asking = tokio::spawn({
        let session = session.clone();
        async move { session.token().await.map(|_| ()) }
    });
    let mut seen = Vec::new();
    eventually(|| {
        seen.extend(double.take_seen());
        seen.contains(&Op::Lease)
    })
    .await;
    world.clock.advance(seconds(20));
    gate.add_permits(1);
    asking.await.unwrap().unwrap_err()
}

pub(super) const CASES: &[Case] = &[
    Case::new(Code::SignedOut, || Box::pin(signed_out())).says(&["sign in again"]),
    Case::new(Code::MissingScopes, || Box::pin(not_granted()))
        .key("scopes")
        .says(&["not granted: write"]),
    Case::new(Code::ShutDown, || Box::pin(shut_down())).says(&["was shut down"]),
    Case::new(Code::Panicked, || Box::pin(panicked())).says(&["panicked during a renewal"]),
    Case::new(Code::RenewalUnderWay, || Box::pin(another_process_renews()))
        .says(&["worker-7 is renewing the tokens"]),
];

#[tokio::test]
async fn these_errors_name_what_to_change() {
    super::check_all(CASES).await;
}
