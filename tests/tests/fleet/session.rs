//! The role `session`: a program with a stored session, told by lines what to do.

mod hook;

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Duration, SystemTime};

use oauth_runtime::clock::Clock;
use oauth_runtime::spec::Method;
use oauth_runtime::transport::Limits;
use oauth_runtime::{DynClient, DynSession, Error, Events, Expiry, Secret, TokenGuard, TokenSet};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use tokio::runtime::Runtime;

use super::world::spec_of;
use crate::process::child::{self, hear, say};

/// How a process is set up.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default)]
pub struct Setting {
    pub store: String,
    pub origin: String,
    pub provider: String,
    pub account: String,
    /// By how many seconds its clock is off; `None`: it has the system's.
    pub clock_offset: Option<i64>,
    /// The longest refresh request, in milliseconds.
    pub request_deadline: Option<u64>,
    /// The longest call of the store, in milliseconds.
    pub store_deadline: Option<u64>,
    /// One thread for everything.
    pub single_thread: bool,
    /// Applied by the harness before the role starts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub umask: Option<u32>,
}

impl Setting {
    /// The client of a process with this setting.
    pub async fn client(&self, clock: Option<Offset>) -> DynClient {
        let store = oauth_stores::open_migrated(&self.store).await.unwrap();
        let mut builder = DynClient::builder(spec_of(&self.provider), &[], "client")
            .client_secret("secret")
            .against(&*self.origin)
            .store(store);
        if let Some(clock) = clock {
            builder = builder.clock(clock);
        }
        if let Some(deadline) = self.request_deadline {
            builder = builder.credential_limits(Limits {
                deadline: Duration::from_millis(deadline),
                ..Limits::CREDENTIALS
            });
        }
        if let Some(deadline) = self.store_deadline {
            builder = builder.store_deadline(Duration::from_millis(deadline));
        }
        builder.build().unwrap().account(&*self.account)
    }
}

/// The system's clocks, off by some seconds.
#[derive(Clone)]
pub struct Offset {
    wall: Arc<AtomicI64>,
    forward: Arc<AtomicI64>,
}

impl Offset {
    fn by(seconds: i64) -> Self {
        Self {
            wall: Arc::new(AtomicI64::new(seconds)),
            forward: Arc::default(),
        }
    }

    fn advance(&self, seconds: i64) {
        self.wall.fetch_add(seconds, Ordering::SeqCst);
        self.forward.fetch_add(seconds, Ordering::SeqCst);
    }
}

struct System;

impl Clock for System {
    fn now(&self) -> SystemTime {
        SystemTime::now()
    }
}

impl Clock for Offset {
    fn now(&self) -> SystemTime {
        let seconds = self.wall.load(Ordering::SeqCst);
        let by = Duration::from_secs(seconds.unsigned_abs());
        match seconds < 0 {
            true => System.now() - by,
            false => System.now() + by,
        }
    }

    fn monotonic(&self) -> Duration {
        let forward = self.forward.load(Ordering::SeqCst);
        System.monotonic() + Duration::from_secs(forward.unsigned_abs())
    }
}

/// Says `ready`, then obeys one line after the other until it hears `exit`.
pub fn session(params: Value) {
    let setting: Setting = serde_json::from_value(params).unwrap();
    let mut builder = match setting.single_thread {
        true => tokio::runtime::Builder::new_current_thread(),
        false => tokio::runtime::Builder::new_multi_thread(),
    };
    let runtime = builder.worker_threads(2).enable_all().build().unwrap();
    let clock = setting.clock_offset.map(Offset::by);
    let client = runtime.block_on(setting.client(clock.clone()));
    let session = runtime.block_on(client.stored_session()).unwrap();
    let mut program = Program {
        events: client.events(),
        client,
        session,
        clock,
        runtime,
    };
    say("ready");
    loop {
        let line = hear();
        let (order, rest) = line.split_once(' ').unwrap_or((&line, ""));
        match order {
            "exit" => return,
            "leave" => return program.leave(rest == "orderly"),
            _ => program.obey(order, rest),
        }
    }
}

/// What a process says that finds nobody signed in.
pub const NOBODY: &str = "nobody is signed in";

struct Program {
    client: DynClient,
    session: Option<DynSession>,
    events: Events,
    clock: Option<Offset>,
    runtime: Runtime,
}

impl Program {
    fn session(&self) -> DynSession {
        self.session.clone().expect("no session is stored")
    }

    fn obey(&mut self, order: &str, rest: &str) {
        match order {
            "token" if self.session.is_none() => child::result(&json!({"error": NOBODY})),
            "token" => child::result(&told(self.runtime.block_on(self.session().token()))),
            "renew" => child::result(&told(self.runtime.block_on(self.session().renew()))),
            "call" => child::result(&self.call()),
            "renewals" => child::result(&self.renewals(rest.parse().unwrap())),
            "tasks" => child::result(&self.tasks(rest.parse().unwrap())),
            "sign-out" => {
                let done = self.runtime.block_on(self.session().sign_out());
                child::result(&done.map_or_else(|error| refusal(&error), |()| json!({"ok": 0})));
            }
            "adopt" => child::result(&self.adopt(rest)),
            "event" => self.wait_for_event(rest),
            "shutdown" => {
                let patience = Duration::from_secs(20);
                let left = self.runtime.block_on(self.client.shutdown(patience));
                child::result(&json!(left.is_clean()));
            }
            "arm" => hook::arm(rest),
            "trace" => hook::trace(),
            "traced" => child::result(&hook::traced()),
            "unlimit" => child::limit_file_size(None),
            "advance" => self.clock.as_ref().unwrap().advance(rest.parse().unwrap()),
            _ => panic!("no order `{order}`"),
        }
    }

    fn call(&self) -> Value {
        let session = self.session();
        let called = self
            .runtime
            .block_on(session.request(Method::Get, "me").send());
        match called {
            Ok(_) => session.fresh_token().map_or(json!({"error": "over"}), good),
            Err(error) => refusal(&error),
        }
    }

    fn renewals(&self, count: usize) -> Value {
        let session = self.session();
        self.runtime.block_on(async {
            for _ in 0..count {
                if let Err(error) = session.renew().await {
                    return refusal(&error);
                }
            }
            told(session.token().await)
        })
    }

    /// How often each outcome came when so many tasks want new tokens at once.
    fn tasks(&self, count: usize) -> Value {
        let session = self.session();
        self.runtime.block_on(async {
            let tasks: Vec<_> = (0..count)
                .map(|_| {
                    let session = session.clone();
                    tokio::spawn(async move { session.renew().await.map(drop) })
                })
                .collect();
            let mut outcomes = BTreeMap::<String, usize>::new();
            for task in tasks {
                let outcome = match task.await.unwrap() {
                    Ok(()) => "ok".to_owned(),
                    Err(error) => error.code().to_string(),
                };
                *outcomes.entry(outcome).or_default() += 1;
            }
            json!(outcomes)
        })
    }

    fn adopt(&mut self, tokens: &str) -> Value {
        let (access, refresh) = tokens.split_once(' ').unwrap();
        let mut tokens = TokenSet::new(access, SystemTime::now());
        tokens.refresh_token = Some(Secret::new(refresh));
        tokens.expires = Expiry::At(SystemTime::now() + Duration::from_secs(3600));
        let session = self.runtime.block_on(self.client.adopt(tokens)).unwrap();
        let stored = session.is_stored();
        self.session = Some(session);
        json!(stored)
    }

    fn wait_for_event(&mut self, name: &str) {
        self.runtime.block_on(async {
            while let Some(event) = self.events.next().await {
                if format!("{:?}", event.kind).starts_with(name) {
                    break;
                }
            }
        });
        say(&format!("event {name}"));
    }

    /// Asks for new tokens, and stops waiting for them when the parent says so.
    /// An orderly program shuts its client down before it ends.
    fn leave(mut self, orderly: bool) {
        let (gone, parent) = tokio::sync::oneshot::channel();
        std::thread::spawn(move || {
            child::wait_for("now");
            let _ = gone.send(());
        });
        let session = self.session();
        self.runtime.block_on(async {
            tokio::select! {
                _ = session.renew() => panic!("the answer should be held"),
                _ = parent => (),
            }
        });
        if orderly {
            say("shutting down");
            self.obey("shutdown", "");
        }
    }
}

fn told(token: Result<TokenGuard, Error>) -> Value {
    token.map_or_else(|error| refusal(&error), good)
}

fn good(token: TokenGuard) -> Value {
    json!({"ok": token.generation(), "token": token.expose()})
}

fn refusal(error: &Error) -> Value {
    json!({"error": error.code().to_string(), "text": error.to_string()})
}
