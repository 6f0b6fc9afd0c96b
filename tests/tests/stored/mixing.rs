//! Connections side by side: nothing of one ever reaches another.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use oauth_mock::MockClock;
use oauth_runtime::clock::Clock as _;
use oauth_runtime::spec::Method;
use oauth_runtime::store::MemoryStore;
use oauth_runtime::transport::{Limits, Transport, TransportError};
use oauth_runtime::wire::{WireRequest, WireResponse};
use oauth_runtime::{
    DynClient, DynSession, Expiry, Provider as _, Secret, TokenSet, oauth_provider,
};
use proptest::prelude::*;

use super::world::{HOUR, seconds};
use crate::support::{answer, json};

/// One provider with tenants.
#[oauth_provider(
    authorize = "https://{site}.left.example/authorize",
    token = "https://{site}.left.example/token",
    revoke = "https://{site}.left.example/revoke",
    api = "https://{site}.left.example/api/",
    vars(site: DnsLabel)
)]
pub struct Left;

/// Another, with the same names.
#[oauth_provider(
    authorize = "https://{site}.right.example/authorize",
    token = "https://{site}.right.example/token",
    revoke = "https://{site}.right.example/revoke",
    api = "https://{site}.right.example/api/",
    vars(site: DnsLabel)
)]
pub struct Right;

/// Two providers, two tenants, two accounts.
const CONNECTIONS: usize = 8;

fn site(at: usize) -> &'static str {
    ["north", "south"][at / 2 % 2]
}

fn provider(at: usize) -> &'static str {
    ["left", "right"][at / 4]
}

fn account(at: usize) -> &'static str {
    ["ada", "bob"][at % 2]
}

/// What every token of a connection begins with.
fn canary(at: usize) -> String {
    format!("{}-{}-{}", provider(at), site(at), account(at))
}

/// A server for all: it takes a token only on its own host, and answers with
/// the canary of the token that was sent.
#[derive(Clone, Default)]
struct Servers {
    generations: Arc<Mutex<HashMap<String, u64>>>,
    failing: Arc<Mutex<HashMap<String, u16>>>,
    mixed: Arc<Mutex<Vec<String>>>,
}

impl Servers {
    fn answer(&self, request: &WireRequest) -> WireResponse {
        let body = String::from_utf8_lossy(&request.body).into_owned();
        let bearer = request.headers.get("authorization");
        let bearer = bearer
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default();
        let text = match bearer.strip_prefix("Bearer ") {
            Some(token) => token,
            None => body
                .split('&')
                .find_map(|pair| {
                    pair.strip_prefix("refresh_token=")
                        .or_else(|| pair.strip_prefix("token="))
                })
                .unwrap_or_default(),
        };
        let mut parts = text.splitn(4, '-');
        let [provider, site, account] = [(); 3].map(|()| parts.next().unwrap_or_default());
        let host = format!("https://{site}.{provider}.example/");
        let canary = format!("{provider}-{site}-{account}");
        if !request.url.starts_with(&host) {
            self.mixed
                .lock()
                .unwrap()
                .push(format!("{canary} went to {}", request.url));
        }
        if !request.url.ends_with("/token") {
            return json(format!(r#"{{"you":"{canary}"}}"#));
        }
        if let Some(status) = self.failing.lock().unwrap().remove(&canary) {
            let error = match status {
                400 => "invalid_grant",
                401 => "invalid_client",
                _ => "server_error",
            };
            let body = format!(r#"{{"error":"{error}","error_description":"of {canary}"}}"#);
            return answer(status, &[], body);
        }
        let mut generations = self.generations.lock().unwrap();
        let number = generations.entry(canary.clone()).or_insert(1);
        *number += 1;
        json(format!(
            r#"{{"access_token":"{canary}-at-{number}","refresh_token":"{canary}-rt-{number}","expires_in":3600}}"#
        ))
    }
}

impl Transport for Servers {
    fn send(
        &self,
        request: WireRequest,
        _: Limits,
    ) -> oauth_runtime::transport::BoxFuture<'_, Result<WireResponse, TransportError>> {
        let answered = self.answer(&request);
        Box::pin(async move {
            tokio::task::yield_now().await;
            Ok(answered)
        })
    }
}

#[derive(Clone, Debug)]
enum Step {
    SignIn(usize),
    Token(usize),
    Api(usize),
    Fail(usize, u16),
    SignOut(usize),
    Expire,
    Restart,
    /// All at once.
    Everybody,
}

fn step() -> impl Strategy<Value = Step> {
    let at = 0..CONNECTIONS;
    prop_oneof![
        2 => at.clone().prop_map(Step::SignIn),
        4 => at.clone().prop_map(Step::Token),
        3 => at.clone().prop_map(Step::Api),
        2 => (at.clone(), prop::sample::select(vec![400_u16, 401, 503]))
            .prop_map(|(at, status)| Step::Fail(at, status)),
        1 => at.prop_map(Step::SignOut),
        3 => Just(Step::Expire),
        1 => Just(Step::Restart),
        2 => Just(Step::Everybody),
    ]
}

struct Machine {
    clock: MockClock,
    store: Arc<MemoryStore>,
    servers: Servers,
    clients: Vec<DynClient>,
}

impl Machine {
    fn new() -> Self {
        let clock = MockClock::new();
        let mut machine = Self {
            store: Arc::new(MemoryStore::with_clock(clock.clone())),
            clock,
            servers: Servers::default(),
            clients: Vec::new(),
        };
        machine.restart();
        machine
    }

    fn restart(&mut self) {
        let shared = |half: usize| {
            let at = half * 2;
            let spec = [Left::SPEC, Right::SPEC][at / 4];
            DynClient::builder(spec, &[("site", site(at))], "app")
                .client_secret("app-secret")
                .transport(self.servers.clone())
                .clock(self.clock.clone())
                .store(self.store.clone())
                .build()
                .unwrap()
        };
        let halves: Vec<_> = (0..CONNECTIONS / 2).map(shared).collect();
        self.clients = (0..CONNECTIONS)
            .map(|at| halves[at / 2].account(account(at)))
            .collect();
    }

    async fn session(&self, at: usize) -> Option<DynSession> {
        self.clients[at].stored_session().await.unwrap()
    }

    async fn run(&mut self, step: Step) {
        match step {
            Step::SignIn(at) => {
                let canary = canary(at);
                let mut tokens = TokenSet::new(format!("{canary}-at-1"), self.clock.now());
                tokens.refresh_token = Some(Secret::new(format!("{canary}-rt-1")));
                tokens.expires = Expiry::At(self.clock.now() + HOUR);
                self.clients[at].adopt(tokens).await.unwrap();
            }
            Step::Token(at) => check(at, self.session(at).await).await,
            Step::Api(at) => {
                let Some(session) = self.session(at).await else {
                    return;
                };
                if let Ok(answer) = session.request(Method::Get, "me").send().await {
                    let you: serde_json::Value = answer.json().unwrap();
                    assert_eq!(you["you"], canary(at));
                }
            }
            Step::Fail(at, status) => {
                self.servers
                    .failing
                    .lock()
                    .unwrap()
                    .insert(canary(at), status);
            }
            Step::SignOut(at) => {
                if let Some(session) = self.session(at).await {
                    session.sign_out().await.unwrap();
                }
            }
            Step::Expire => self.clock.advance(HOUR + seconds(61)),
            Step::Restart => self.restart(),
            Step::Everybody => {
                let mut tasks = Vec::new();
                for at in 0..CONNECTIONS {
                    tasks.push(tokio::spawn(check(at, self.session(at).await)));
                }
                for task in tasks {
                    task.await.unwrap();
                }
            }
        }
    }

    async fn assert_apart(&self) {
        for (at, client) in self.clients.iter().enumerate() {
            let Some(session) = client.stored_session().await.unwrap() else {
                continue;
            };
            let tokens = session.tokens();
            let canary = format!("{}-", canary(at));
            assert!(tokens.access_token.expose().starts_with(&canary));
            assert!(tokens.refresh_token.unwrap().expose().starts_with(&canary));
            let key = session.connection();
            assert_eq!((key.provider(), key.account()), (provider(at), account(at)));
            let record = super::world::record(&*self.store, key).await;
            let text = record.to_string();
            for other in (0..CONNECTIONS).filter(|other| *other != at) {
                assert!(!text.contains(&super::mixing::canary(other)), "{text}");
            }
        }
        assert_eq!(*self.servers.mixed.lock().unwrap(), Vec::<String>::new());
    }
}

async fn check(at: usize, session: Option<DynSession>) {
    let Some(session) = session else { return };
    match session.token().await {
        Ok(token) => assert!(token.expose().starts_with(&format!("{}-at-", canary(at)))),
        Err(error) => {
            let text = error.to_string();
            for other in (0..CONNECTIONS).filter(|other| *other != at) {
                assert!(!text.contains(&canary(other)), "{text}");
            }
            assert_eq!(error.provider(), provider(at));
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    /// F-35: two providers, two tenants and two accounts, interleaved at random.
    #[test]
    fn connections_share_no_token_no_tenant_and_no_error(
        steps in prop::collection::vec(step(), 1..60),
    ) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let mut machine = Machine::new();
            for at in 0..CONNECTIONS {
                machine.run(Step::SignIn(at)).await;
            }
            for step in steps {
                machine.run(step).await;
                machine.assert_apart().await;
            }
        });
    }
}
