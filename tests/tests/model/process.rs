//! A process: a client whose every request and every access to the store is a
//! numbered step, at which it can die or be told a fault.

use std::sync::atomic::{AtomicBool, AtomicU8, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use http::header::AUTHORIZATION;
use oauth_runtime::clock::Clock;
use oauth_runtime::random::Random;
use oauth_runtime::transport::{Limits, Transport, TransportError};
use oauth_runtime::wire::{WireRequest, WireResponse};
use oauth_runtime::{NoVars, Session, oauth_provider};
use tokio::sync::Notify;

use super::record::name;
use super::server::{Excuse, Name, Refused};
use super::store::{Door, Shelf};
use super::world::World;
use crate::support::{answer, body_text, json};

/// A provider that replaces refresh tokens and ends a family on reuse.
#[oauth_provider(
    authorize = "https://strict.example/authorize",
    token = "https://strict.example/token",
    revoke = "https://strict.example/revoke",
    api = "https://api.strict.example/"
)]
pub struct Strict;

/// What happens at a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    DieBefore,
    DieAfter,
    FailBefore,
    FailAfter,
    Outage,
}

/// A fault some steps ahead, once or twice in a row.
#[derive(Clone, Copy, Debug)]
pub(super) struct Fuse {
    pub(super) steps: u8,
    pub(super) fault: Fault,
    pub(super) times: u8,
}

/// Whether a process lives, and what is about to happen to it.
pub(super) struct Life {
    world: World,
    pub(super) alive: Arc<AtomicBool>,
    pub(super) died: Notify,
    pub(super) fuse: Mutex<Option<Fuse>>,
}

impl Life {
    fn next_fault(&self) -> Option<Fault> {
        let mut fuse = self.fuse.lock().unwrap();
        let burning = fuse.as_mut()?;
        if burning.steps > 0 {
            burning.steps -= 1;
            return None;
        }
        let fault = burning.fault;
        burning.times -= 1;
        if burning.times == 0 {
            *fuse = None;
        }
        self.world.facts().doubt();
        Some(fault)
    }

    pub(super) fn die(&self) {
        self.alive.store(false, Ordering::SeqCst);
        self.world.facts().bury();
        self.died.notify_one();
    }

    /// A dead process gets no further than here.
    async fn live_on(&self) {
        self.world.clock.sleep(Duration::from_millis(2)).await;
        if !self.alive.load(Ordering::SeqCst) {
            std::future::pending::<()>().await;
        }
    }

    /// One step. `broken` is the error of a step that had its effect, or had not.
    pub(super) async fn step<T, E>(
        &self,
        effect: impl Future<Output = Result<T, E>>,
        broken: impl Fn(bool) -> E,
    ) -> Result<T, E> {
        self.live_on().await;
        let done = match self.next_fault() {
            None => effect.await,
            Some(Fault::Outage) => {
                self.world.facts().outage = true;
                effect.await
            }
            Some(Fault::FailBefore) => Err(broken(false)),
            Some(Fault::FailAfter) => effect.await.and(Err(broken(true))),
            Some(Fault::DieBefore) => {
                self.die();
                Err(broken(false))
            }
            Some(Fault::DieAfter) => {
                let done = effect.await;
                self.die();
                done
            }
        };
        self.live_on().await;
        done
    }
}

/// The token in `Bearer at-1-2` or in a form's `refresh_token=rt-1-2` or `token=rt-1-2`.
fn sent_name(request: &WireRequest) -> Name {
    if let Some(bearer) = request.headers.get(AUTHORIZATION)
        && let Some(token) = bearer.to_str().unwrap().strip_prefix("Bearer ")
    {
        return name(token).unwrap();
    }
    let body = body_text(request);
    let token = body.split('&').find_map(|pair| {
        pair.strip_prefix("refresh_token=")
            .or_else(|| pair.strip_prefix("token="))
    });
    name(token.unwrap()).unwrap()
}

fn answered(world: &World, request: &WireRequest) -> WireResponse {
    let (sent, now) = (sent_name(request), world.now());
    let mut facts = world.facts();
    if request.url.ends_with("/revoke") {
        let newest = facts.server.families[sent.0].newest == sent.1;
        match body_text(request).contains("token=rt-") {
            true if newest => facts.server.families[sent.0].over = true,
            true => (),
            false => drop(facts.server.killed.insert(sent)),
        }
        return answer(200, &[], "");
    }
    if !request.url.ends_with("/token") {
        return match facts.server.accepts(sent, now) {
            true => json("{}"),
            false => answer(401, &[], ""),
        };
    }
    match facts.refresh(sent, now) {
        Some((family, number)) => json(token_answer(family, number)),
        None => {
            let text = match facts.server.refused[&sent] {
                Refused::Reused => "the refresh token was already used",
                Refused::Revoked => "the grant was revoked",
            };
            let body = format!(r#"{{"error":"invalid_grant","error_description":"{text}"}}"#);
            answer(400, &[], body)
        }
    }
}

fn token_answer(family: usize, number: u32) -> String {
    format!(
        r#"{{"access_token":"at-{family}-{number}","token_type":"Bearer","expires_in":3600,"refresh_token":"rt-{family}-{number}"}}"#
    )
}

type Delivered = Arc<Mutex<Option<Name>>>;

fn transport(world: World, life: Arc<Life>, delivered: Delivered) -> impl Transport {
    move |request: WireRequest, _: Limits| {
        let (world, life, delivered) = (world.clone(), life.clone(), delivered.clone());
        async move {
            let refreshes = request.url.ends_with("/token");
            let sent = sent_name(&request);
            if refreshes {
                world.takes_off(sent, &life.alive);
            }
            let work = async { Ok(answered(&world, &request)) };
            let lost = |after| {
                if after && refreshes {
                    world.facts().excuse(sent.0, Excuse::Lost);
                }
                match after {
                    true => TransportError::NoAnswer("cut".into()),
                    false => TransportError::NotSent("refused".into()),
                }
            };
            let done = life.step(work, lost).await;
            if refreshes {
                world.lands(sent, &life.alive);
            }
            if let (true, Ok(response)) = (refreshes, &done)
                && response.status == 200
            {
                let answer: serde_json::Value = serde_json::from_slice(&response.body).unwrap();
                *delivered.lock().unwrap() = name(answer["refresh_token"].as_str().unwrap());
            }
            done
        }
    }
}

/// Random enough to tell owners apart, and the same in each run.
struct Counting(AtomicU8, u8);

impl Random for Counting {
    fn fill(&self, buffer: &mut [u8]) {
        let count = self.0.fetch_add(1, Ordering::SeqCst);
        buffer.fill(self.1);
        buffer[0] = count;
    }
}

pub(super) struct Process {
    pub(super) life: Arc<Life>,
    pub(super) client: StrictClient,
    pub(super) session: Mutex<Option<Session<Strict>>>,
    /// The tokens that an answer brought last.
    pub(super) delivered: Delivered,
    /// The sign-in that was signed out here.
    pub(super) signed_out: Mutex<Option<usize>>,
}

impl Process {
    pub(super) fn start(world: &World, shelf: &Arc<Shelf>, number: u8) -> Self {
        let life = Arc::new(Life {
            world: world.clone(),
            alive: Arc::new(AtomicBool::new(true)),
            died: Notify::new(),
            fuse: Mutex::default(),
        });
        let delivered = Delivered::default();
        let door = Door {
            shelf: shelf.clone(),
            life: life.clone(),
        };
        let client = StrictClient::builder(NoVars, "app")
            .client_secret("app-secret")
            .transport(transport(world.clone(), life.clone(), delivered.clone()))
            .clock(world.clock.clone())
            .random(Counting(AtomicU8::new(0), number))
            .store(Arc::new(door))
            .instance_name(format!("process {number}"))
            .build()
            .unwrap();
        Self {
            life,
            client,
            session: Mutex::default(),
            delivered,
            signed_out: Mutex::default(),
        }
    }

    /// The refresh token that the open session holds.
    pub(super) fn holds(&self) -> Option<Name> {
        let session = self.session.lock().unwrap();
        let tokens = session.as_ref()?.tokens();
        name(tokens.refresh_token?.expose())
    }
}
