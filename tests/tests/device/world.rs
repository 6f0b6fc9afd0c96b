//! A provider that answers by a script, and a person's machine whose two clocks
//! run as a test says.

use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

use oauth_mock::MockClock;
use oauth_runtime::clock::Clock;
use oauth_runtime::transport::{Limits, Transport, TransportError};
use oauth_runtime::wire::{WireRequest, WireResponse};
use oauth_runtime::{DynDeviceSignIn, DynSession, Error, NoVars, oauth_provider};
use serde_json::{Value, json};

use crate::support::answer;

/// A provider with nothing but the device flow.
#[oauth_provider(
    authorize = "https://acme.example/authorize",
    device = "https://acme.example/device_authorization",
    token = "https://acme.example/token",
    callback(denied("user_said_no"))
)]
pub struct Tv;

pub type Reply = Result<WireResponse, TransportError>;

/// A JSON answer.
pub fn reply(status: u16, body: Value) -> Reply {
    Ok(answer(
        status,
        &[("content-type", "application/json")],
        body.to_string(),
    ))
}

/// An error of RFC 8628 §3.5.
pub fn refusal(error: &str) -> Reply {
    reply(400, json!({ "error": error }))
}

pub fn tokens() -> Reply {
    reply(
        200,
        json!({"access_token": "at-1", "token_type": "Bearer", "expires_in": 3600, "refresh_token": "rt-1"}),
    )
}

/// The answer of a device authorization request, with changes; null removes.
pub fn issued(changes: Value) -> Value {
    let mut document = json!({
        "device_code": "dc-secret-1",
        "user_code": "WDJB-MJHT",
        "verification_uri": "https://acme.example/device",
        "expires_in": 600,
        "interval": 5,
    });
    let fields = document.as_object_mut().unwrap();
    for (name, value) in changes.as_object().unwrap() {
        match value {
            Value::Null => drop(fields.remove(name)),
            value => drop(fields.insert(name.clone(), value.clone())),
        }
    }
    document
}

/// The moments of requests, on both clocks, in seconds since the start.
#[derive(Clone, Debug, PartialEq)]
pub struct Instant {
    pub wall: f64,
    pub monotonic: f64,
}

#[derive(Clone)]
pub struct World {
    pub clock: MockClock,
    start: SystemTime,
    instants: Arc<Mutex<Vec<Instant>>>,
    /// How much the wall clock moves while the monotonic one moves a second.
    pub rate: f64,
}

impl World {
    pub fn new(rate: f64) -> Self {
        let clock = MockClock::new();
        Self {
            start: clock.now(),
            clock,
            instants: Arc::default(),
            rate,
        }
    }

    /// Answers the first request with `issued`, and polls in the order of the
    /// script; its last line again and again.
    pub fn transport(&self, issued: Value, script: Vec<Reply>) -> impl Transport + use<> {
        let world = self.clone();
        let polls = Mutex::new(0);
        let script = Arc::new(script);
        move |request: WireRequest, _: Limits| {
            let result = match request.url.ends_with("/token") {
                false => reply(200, issued.clone()),
                true => {
                    world.note();
                    let mut polls = polls.lock().unwrap();
                    *polls += 1;
                    script[(*polls - 1).min(script.len() - 1)].clone()
                }
            };
            async move { result }
        }
    }

    fn note(&self) {
        let now = Instant {
            wall: match self.clock.now().duration_since(self.start) {
                Ok(after) => after.as_secs_f64(),
                Err(before) => -before.duration().as_secs_f64(),
            },
            monotonic: self.clock.monotonic().as_secs_f64(),
        };
        self.instants.lock().unwrap().push(now);
    }

    pub async fn begin(&self, issued: Value, script: Vec<Reply>) -> Result<DynDeviceSignIn, Error> {
        TvClient::builder(NoVars, "tv")
            .transport(self.transport(issued, script))
            .clock(self.clock.clone())
            .build()
            .unwrap()
            .as_dyn()
            .device_authorization("")
            .await
    }

    /// Lets time pass by both clocks until the sign-in has an end.
    pub async fn outcome(&self, sign_in: &DynDeviceSignIn) -> Result<DynSession, Error> {
        let sign_in = sign_in.clone();
        let mut waiting = tokio::spawn(async move { sign_in.wait().await });
        for _ in 0..2000 {
            tokio::select! {
                biased;
                done = &mut waiting => return done.unwrap(),
                () = self.clock.until_asleep(1) => self.pass(),
            }
        }
        panic!("the sign-in has no end");
    }

    /// Lets time pass until the next sleeper wakes.
    pub fn pass(&self) {
        if let Some(by) = self.clock.next_wake() {
            self.clock.drift(by.mul_f64(self.rate), by);
        }
    }

    pub async fn run(
        &self,
        changes: Value,
        script: Vec<Reply>,
    ) -> (Result<DynSession, Error>, DynDeviceSignIn) {
        let sign_in = self.begin(issued(changes), script).await.unwrap();
        (self.outcome(&sign_in).await, sign_in)
    }

    /// When the polls were sent.
    pub fn instants(&self) -> Vec<Instant> {
        self.instants.lock().unwrap().clone()
    }

    /// The same by the monotonic clock, in whole tenths of a second.
    pub fn moments(&self) -> Vec<f64> {
        let instants = self.instants();
        let tenths = instants.iter().map(|at| (at.monotonic * 10.0).round());
        tenths.map(|tenths| tenths / 10.0).collect()
    }
}

pub fn seconds(count: u64) -> Duration {
    Duration::from_secs(count)
}
