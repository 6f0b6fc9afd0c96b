//! A call without computed values draws nothing and asks no clock.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, SystemTime};

use oauth_runtime::clock::Clock;
use oauth_runtime::random::Random;
use oauth_runtime::spec::{CallKind, Method};
use oauth_runtime::wire::{Inputs, plan};
use oauth_runtime::{DynClient, Provider as _, TokenSet, oauth_provider};

use crate::api_calls::AvananApi;
use crate::wire::now;

#[oauth_provider(
    authorize = "https://acme.example/authorize",
    token = "https://acme.example/token",
    api(base = "https://acme.example/", headers("x-client" = "{client_id}")),
)]
pub(crate) struct Plain;

/// Counts what is asked of it.
#[derive(Clone, Default)]
struct Asked(Arc<AtomicUsize>);

impl Asked {
    fn count(&self) -> usize {
        self.0.load(Ordering::Relaxed)
    }
}

impl Random for Asked {
    fn fill(&self, buffer: &mut [u8]) {
        self.0.fetch_add(1, Ordering::Relaxed);
        buffer.fill(7);
    }
}

impl Clock for Asked {
    fn now(&self) -> SystemTime {
        self.0.fetch_add(1, Ordering::Relaxed);
        now()
    }

    fn monotonic(&self) -> Duration {
        Duration::ZERO
    }
}

/// What one API call draws, and how often it asks the clock.
async fn cost(
    spec: &'static oauth_runtime::spec::ProviderSpec,
    vars: &[(&str, &str)],
) -> (usize, usize) {
    let (random, clock) = (Asked::default(), Asked::default());
    let transport = |_: oauth_runtime::wire::WireRequest, _| async {
        Ok(oauth_runtime::wire::WireResponse {
            status: 200,
            headers: http::HeaderMap::new(),
            body: bytes::Bytes::new(),
            complete: true,
        })
    };
    let client = DynClient::builder(spec, vars, "app-1")
        .transport(transport)
        .clock(clock.clone())
        .random(random.clone())
        .build()
        .unwrap();
    let session = client.session(TokenSet::new("at-1", now()));
    let before = (random.count(), clock.count());
    session.request(Method::Get, "a").send().await.unwrap();
    (random.count() - before.0, clock.count() - before.1)
}

#[tokio::test]
async fn only_a_call_that_needs_them_draws_a_uuid_and_a_time() {
    let (drawn, asked) = cost(Plain::SPEC, &[]).await;
    assert_eq!(drawn, 0);
    let computed = cost(AvananApi::SPEC, &[("secret_key", "s3cret")]).await;
    assert_eq!(computed, (1, asked + 1));
}

#[test]
fn a_plan_without_a_time_leaves_out_what_needs_one() {
    assert!(
        !Plain::SPEC
            .calls
            .iter()
            .any(|call| call.fresh || call.signed)
    );
    let planned = plan(Plain::SPEC, CallKind::Token, &Inputs::default());
    assert!(planned.is_ok());
}
