//! The code exchange on loopback, from the callback's address to tokens.

use std::hint::black_box;
use std::rc::Rc;
use std::time::Duration;

use oauth_runtime::PendingSignIn;
use oauth2::{AuthorizationCode, PkceCodeVerifier};
use reqwest::Url;
use serde::Deserialize;
use tokio::runtime::{Builder, Runtime};
use tokio::task::LocalSet;

use crate::Bench;
use crate::fixture::{CLIENT_ID, CLIENT_SECRET, REDIRECT, oauth2};
use crate::provider;
use crate::server::Server;

pub const STATE: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
pub const VERIFIER: &str = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
pub const CALLBACK: &str = "https://app.example/oauth/callback?code=SplxlOBeZQQYbYS6WxSbIA&state=dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

pub fn benches() -> Vec<Bench> {
    vec![
        Bench {
            name: "exchange-1-task",
            runs: 300,
            variants: vec![
                ("oauth-runtime", || ours(1)),
                ("oauth2", || theirs(1)),
                ("reqwest", || floor(1)),
            ],
        },
        Bench {
            name: "exchange-64-tasks",
            runs: 640,
            variants: vec![
                ("oauth-runtime", || ours(64)),
                ("oauth2", || theirs(64)),
                ("reqwest", || floor(64)),
            ],
        },
    ]
}

pub fn runtime() -> Runtime {
    Builder::new_current_thread().enable_all().build().unwrap()
}

pub fn pending() -> PendingSignIn {
    let record = serde_json::json!({
        "provider": "acme",
        "state": STATE,
        "verifier": VERIFIER,
        "redirect_uri": REDIRECT,
        "scope": "contacts.read contacts.write deals.read deals.write",
    });
    PendingSignIn::from_json(&record.to_string()).unwrap()
}

/// Spreads runs over tasks on one thread.
pub fn spread<F: Future<Output = ()> + 'static>(
    runtime: &Runtime,
    tasks: usize,
    runs: usize,
    one: impl Fn() -> F + 'static,
) {
    let one = Rc::new(one);
    runtime.block_on(LocalSet::new().run_until(async move {
        let task = |share: usize| {
            let one = one.clone();
            tokio::task::spawn_local(async move {
                for _ in 0..share {
                    one().await;
                }
            })
        };
        let tasks: Vec<_> = (0..tasks).map(|_| task(runs.div_ceil(tasks))).collect();
        for task in tasks {
            task.await.unwrap();
        }
    }));
}

fn ours(tasks: usize) -> Box<dyn FnMut(usize)> {
    let server = Server::start();
    let client = provider::client_at(server.origin());
    let (runtime, pending) = (runtime(), pending());
    Box::new(move |runs| {
        let _ = &server;
        let (client, pending) = (client.clone(), pending.clone());
        spread(&runtime, tasks, runs, move || {
            let sign_in = client.resume(pending.clone());
            async move {
                black_box(&sign_in.finish(black_box(CALLBACK)).await.unwrap());
            }
        });
    })
}

/// What a web application remembers when it does without our record.
#[derive(Clone)]
struct Remembered {
    state: String,
    verifier: String,
    redirect_uri: String,
}

fn remembered() -> Remembered {
    Remembered {
        state: STATE.into(),
        verifier: VERIFIER.into(),
        redirect_uri: REDIRECT.into(),
    }
}

/// The code of a callback whose state is the remembered one.
fn code_of(callback: &str, remembered: &Remembered) -> String {
    let callback = Url::parse(callback).unwrap();
    let value = |name: &str| {
        let mut pairs = callback.query_pairs();
        pairs.find(|(key, _)| key == name).unwrap().1.into_owned()
    };
    assert_eq!(value("state"), remembered.state);
    value("code")
}

fn theirs(tasks: usize) -> Box<dyn FnMut(usize)> {
    let server = Server::start();
    let client = Rc::new(oauth2(server.origin()));
    let http = oauth2::reqwest::Client::builder()
        .redirect(oauth2::reqwest::redirect::Policy::none())
        .user_agent(concat!("oauth-benches/", env!("CARGO_PKG_VERSION")))
        .build()
        .unwrap();
    let (runtime, remembered) = (runtime(), remembered());
    Box::new(move |runs| {
        let _ = &server;
        let (client, http, remembered) = (client.clone(), http.clone(), remembered.clone());
        spread(&runtime, tasks, runs, move || {
            let (client, http, remembered) = (client.clone(), http.clone(), remembered.clone());
            async move {
                let code = code_of(black_box(CALLBACK), &remembered);
                let tokens = client
                    .exchange_code(AuthorizationCode::new(code))
                    .set_pkce_verifier(PkceCodeVerifier::new(remembered.verifier))
                    .request_async(&http)
                    .await;
                black_box(&tokens.unwrap());
            }
        });
    })
}

#[derive(Debug, Deserialize)]
#[expect(dead_code, reason = "read, not used")]
struct Tokens {
    access_token: String,
    refresh_token: Option<String>,
    expires_in: u64,
    scope: Option<String>,
}

/// A client set up as carefully as ours: no redirects, a deadline, a name.
pub fn careful_client() -> reqwest::Client {
    reqwest::Client::builder()
        .connect_timeout(Duration::from_secs(10))
        .redirect(reqwest::redirect::Policy::none())
        .user_agent(concat!("oauth-benches/", env!("CARGO_PKG_VERSION")))
        .build()
        .unwrap()
}

fn floor(tasks: usize) -> Box<dyn FnMut(usize)> {
    let server = Server::start();
    let client = careful_client();
    let (runtime, remembered) = (runtime(), remembered());
    let url = format!("{}/oauth/token", server.origin());
    Box::new(move |runs| {
        let _ = &server;
        let (client, remembered, url) = (client.clone(), remembered.clone(), url.clone());
        spread(&runtime, tasks, runs, move || {
            let (client, remembered, url) = (client.clone(), remembered.clone(), url.clone());
            async move {
                let code = code_of(black_box(CALLBACK), &remembered);
                let request = client
                    .post(url)
                    .header("accept", "application/json")
                    .form(&[
                        ("grant_type", "authorization_code"),
                        ("code", &code),
                        ("redirect_uri", &remembered.redirect_uri),
                        ("client_id", CLIENT_ID),
                        ("client_secret", CLIENT_SECRET),
                        ("code_verifier", &remembered.verifier),
                    ])
                    .timeout(Duration::from_secs(30));
                let response = request.send().await.unwrap();
                let tokens: Tokens = response.error_for_status().unwrap().json().await.unwrap();
                black_box(&tokens);
            }
        });
    })
}
