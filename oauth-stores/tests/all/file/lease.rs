//! Leases across processes, and when clocks are set.

use std::fs;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Duration, SystemTime};

use oauth_runtime::clock::Clock;
use oauth_runtime::store::{Lease, Leased, Owner, Store};
use oauth_stores::FileStore;
use rustix::process::Signal;

use super::child::{Role, TTL};
use super::scratch::{Scratch, key};

/// The system's clock, off by some seconds.
#[derive(Clone, Default)]
struct Shifted(Arc<AtomicI64>);

impl Shifted {
    fn set(&self, seconds: i64) {
        self.0.store(seconds, Ordering::Relaxed);
    }
}

impl Clock for Shifted {
    fn now(&self) -> SystemTime {
        let seconds = self.0.load(Ordering::Relaxed);
        let shift = Duration::from_secs(seconds.unsigned_abs());
        match seconds < 0 {
            true => SystemTime::now() - shift,
            false => SystemTime::now() + shift,
        }
    }
}

async fn lease(store: &FileStore, id: &str) -> Leased {
    let owner = Owner::new(id, format!("{id}'s name"));
    store.lease(&key("ada"), &owner, TTL).await.unwrap()
}

async fn granted(store: &FileStore, id: &str) -> Lease {
    match lease(store, id).await {
        Leased::Granted(lease) => lease,
        held => panic!("{held:?}"),
    }
}

async fn held_by(store: &FileStore, id: &str) -> String {
    match lease(store, id).await {
        Leased::Held { by, remaining } => {
            assert!(remaining.unwrap() <= TTL);
            by.unwrap()
        }
        granted => panic!("{granted:?}"),
    }
}

#[tokio::test]
async fn the_lease_of_a_killed_process_is_free_at_once() {
    let scratch = Scratch::new();
    let mut child = Role::HoldLease.start(&scratch);
    child.hear("ready");
    let store = FileStore::plain(scratch.store());
    assert_eq!(held_by(&store, "b").await, "child, the first");
    child.kill();
    let first = granted(&store, "b").await;
    assert_eq!(held_by(&store, "c").await, "b's name");
    assert_eq!(granted(&store, "b").await.fence, first.fence);
}

#[tokio::test]
async fn the_lease_of_a_stopped_process_ends_by_its_time_and_its_writes_are_refused() {
    let scratch = Scratch::new();
    let mut child = Role::HoldLease.start(&scratch);
    child.hear("ready");
    child.signal(Signal::STOP);
    let clock = Shifted::default();
    let store = FileStore::plain(scratch.store()).with_clock(clock.clone());
    clock.set(50);
    assert_eq!(held_by(&store, "b").await, "child, the first");
    clock.set(61);
    granted(&store, "b").await;
    child.signal(Signal::CONT);
    child.tell("go on");
    child.hear("fenced");
    // It gave its own lease back, which must not have ended this one.
    assert_eq!(held_by(&store, "c").await, "b's name");
    assert!(child.success());
    assert_eq!(held_by(&store, "c").await, "b's name");
}

#[tokio::test]
async fn a_lease_goes_on_when_its_liveness_file_is_deleted() {
    let scratch = Scratch::new();
    let store = FileStore::plain(scratch.store());
    granted(&store, "a").await;
    let held = scratch.files(|name| name.ends_with(".held")).remove(0);
    fs::remove_file(scratch.store().join(held)).unwrap();
    assert_eq!(held_by(&store, "b").await, "a's name");
    let other = FileStore::plain(scratch.store());
    assert_eq!(held_by(&other, "b").await, "a's name");
}

#[tokio::test]
async fn a_lease_ends_with_the_handles_of_its_store() {
    let scratch = Scratch::new();
    let store = FileStore::plain(scratch.store());
    let clone = store.clone();
    granted(&store, "a").await;
    drop(store);
    let other = FileStore::plain(scratch.store());
    assert_eq!(held_by(&other, "b").await, "a's name");
    drop(clone);
    granted(&other, "b").await;
}

#[tokio::test]
async fn a_lease_taken_over_in_one_process_ends_with_it_too() {
    let scratch = Scratch::new();
    let clock = Shifted::default();
    let store = FileStore::plain(scratch.store()).with_clock(clock.clone());
    granted(&store, "a").await;
    clock.set(61);
    granted(&store, "b").await;
    let other = FileStore::plain(scratch.store()).with_clock(clock);
    assert_eq!(held_by(&other, "c").await, "b's name");
    drop(store);
    granted(&other, "c").await;
}

#[tokio::test]
async fn a_lease_from_a_clock_that_was_set_back_does_not_last_for_ever() {
    let scratch = Scratch::new();
    let clock = Shifted::default();
    let store = FileStore::plain(scratch.store()).with_clock(clock.clone());
    clock.set(86_400);
    let first = granted(&store, "a").await;
    clock.set(0);
    assert!(granted(&store, "b").await.fence > first.fence);
}

#[tokio::test]
async fn fences_grow_when_the_lock_file_is_deleted() {
    let scratch = Scratch::new();
    let clock = Shifted::default();
    let store = FileStore::plain(scratch.store()).with_clock(clock.clone());
    let first = granted(&store, "a").await;
    store.release(&key("ada"), &first).await.unwrap();
    delete_lock_file(&scratch);
    clock.set(1);
    assert!(granted(&store, "b").await.fence > first.fence);
}

fn delete_lock_file(scratch: &Scratch) {
    let lock = scratch.files(|name| name.ends_with(".lock")).remove(0);
    fs::remove_file(scratch.store().join(lock)).unwrap();
}

#[tokio::test]
async fn a_holder_that_lives_keeps_its_lease_when_the_lock_file_is_deleted() {
    let scratch = Scratch::new();
    let clock = Shifted::default();
    let store = FileStore::plain(scratch.store()).with_clock(clock.clone());
    let other = FileStore::plain(scratch.store()).with_clock(clock.clone());
    let first = granted(&store, "a").await;
    delete_lock_file(&scratch);
    for store in [&store, &other] {
        assert!(held_by(store, "b").await.contains("was deleted"));
    }
    store.release(&key("ada"), &first).await.unwrap();
    granted(&other, "b").await;
    delete_lock_file(&scratch);
    held_by(&store, "c").await;
    // One that hangs does not keep it for ever.
    clock.set(61);
    granted(&store, "c").await;
}

#[tokio::test]
async fn a_name_that_is_long_and_odd_is_cut() {
    let scratch = Scratch::new();
    let store = FileStore::plain(scratch.store());
    let owner = Owner::new("x".repeat(10_000), "\u{1}".repeat(10_000));
    let leased = store.lease(&key("ada"), &owner, TTL).await.unwrap();
    assert!(matches!(leased, Leased::Granted(_)));
    assert_eq!(held_by(&store, "b").await, "\u{1}".repeat(128));
}
