//! Processes that share a store for different ends: two providers, a token that
//! is dead, a client secret that changed, a sign-out.

use std::time::SystemTime;

use oauth_runtime::spec::CallKind;
use serde_json::json;

use super::session::NOBODY;
use super::world::{Kind, STRICT, World, ask, ask_all};

const RENEWALS: u64 = 250;

/// F-39i: neither overwrites the other.
async fn two_providers(kind: Kind, renewals: u64) {
    let acme = World::signed_in(kind, STRICT).await.unwrap();
    let beta = World::over(
        acme.setting.store.clone(),
        super::world::Scratch::new(),
        "beta",
        |server| server.rotation(STRICT),
    )
    .await;
    beta.sign_in().await;
    let mut both = [acme.child(), beta.child()];
    let began = SystemTime::now();
    for answer in ask_all(&mut both, &format!("renewals {renewals}")) {
        assert_eq!(answer["ok"], renewals + 1, "{answer}");
    }
    eprintln!(
        "F-39i {kind:?}: 2 processes x {renewals} renewals of two providers, {:.1} s",
        began.elapsed().unwrap().as_secs_f32()
    );
    for world in [&acme, &beta] {
        assert_eq!(world.stored_number().await, renewals + 1);
        assert_eq!(world.server.refused_refreshes(), 0);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn on_files_two_providers_share_a_store() {
    two_providers(Kind::File, RENEWALS).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn on_sqlite_two_providers_share_a_store() {
    two_providers(Kind::Sqlite, RENEWALS).await;
}

/// F-50: the first refusal is written down, and answers everybody else.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_dead_refresh_token_is_sent_once() {
    let world = World::signed_in(Kind::Sqlite, STRICT).await.unwrap();
    let mut fleet = world.fleet_with(10, |setting| setting.clock_offset = Some(0));
    world.server.revoke_all();
    for outcomes in ask_all(&mut fleet, "tasks 1000") {
        assert_eq!(outcomes, json!({"E0340": 1000}));
    }
    assert_eq!(world.server.count(CallKind::Refresh), 1);
    // A new sign-in clears it, for processes that are running, too.
    world.sign_in().await;
    for child in &mut fleet {
        // Past the pause in which the store is not asked again.
        child.send("advance 120");
    }
    for answer in ask_all(&mut fleet, "renew") {
        assert!(answer["error"].is_null(), "{answer}");
    }
}

/// F-52, N14: that the client's secret changed is nobody's sign-out.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_client_secret_that_changed_leaves_no_tombstone() {
    let world = World::signed_in(Kind::Sqlite, STRICT).await.unwrap();
    let mut fleet = world.fleet(3);
    world.server.set_client_secret("client", "another").unwrap();
    for answer in ask_all(&mut fleet, "renew") {
        assert_eq!(answer["error"], "E0311", "{answer}");
    }
    world.server.set_client_secret("client", "secret").unwrap();
    assert_eq!(ask(&mut world.child(), "renew")["ok"], 2);
    assert_eq!(world.server.sign_ins(), 1);
}

/// N15, F-39h: the sign-out wins, and the tokens that came late are revoked.
async fn sign_out_against_a_refresh(kind: Kind) {
    let world = World::signed_in(kind, STRICT).await.unwrap();
    let (mut refreshing, mut leaving) = (world.child(), world.child());
    world.server.invalidate_access_tokens();
    let hold = world.server.hold_answers(CallKind::Refresh);
    refreshing.send("call");
    hold.arrived(1).await;
    assert_eq!(ask(&mut leaving, "sign-out")["ok"], 0);
    hold.release();
    let answer = refreshing.result();
    assert_eq!(answer["error"], "E0344", "{answer}");
    assert_eq!(ask(&mut refreshing, "shutdown"), true);
    let ledger = world.server.ledger();
    let late = |entry: &&oauth_mock::Entry| {
        entry.kind == Some(CallKind::Revoke) && entry.presented == Some(2)
    };
    assert!(ledger.iter().any(|entry| late(&entry)), "{ledger:#?}");
    assert_eq!(world.server.live_generation(), None);
    let answer = ask(&mut world.child(), "token");
    assert_eq!(answer["error"], NOBODY, "{answer}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn on_sqlite_a_sign_out_wins_over_a_refresh_elsewhere() {
    sign_out_against_a_refresh(Kind::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn on_files_a_sign_out_wins_over_a_refresh_elsewhere() {
    sign_out_against_a_refresh(Kind::File).await;
}
