//! What the declarations of several calls and of signed ones send, request by request,
//! held against the facts table by hand.

mod learned;
#[path = "../../../../scripted.rs"]
mod scripted;
mod signed;
mod steps;

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use oauth_providers::providers;
use oauth_runtime::clock::Clock;
use oauth_runtime::wire::WireRequest;
use oauth_runtime::{DynClient, DynSession};
use scripted::Scripted;

const REDIRECT: &str = "https://app.example/callback";

/// A clock that stands still: 2026-11-21T09:00:00Z.
struct Still;

impl Clock for Still {
    fn now(&self) -> SystemTime {
        UNIX_EPOCH + Duration::from_secs(1_795_251_600)
    }
}

/// A client of the provider with this row.
fn client(row: &str, values: &[(&str, &str)], script: &Scripted) -> DynClient {
    let entry = providers().find(|entry| entry.id == row).unwrap();
    DynClient::builder(entry.spec, values, "client")
        .client_secret("hush")
        .clock(Still)
        .transport(script.clone())
        .build()
        .unwrap()
}

/// Signs in with the code `c0de`, and `extra` at the end of the callback.
async fn sign_in(client: &DynClient, extra: &str) -> DynSession {
    let login = client.authorize(REDIRECT, "").begin().unwrap();
    let state = login.url().split_once("state").unwrap().1;
    let state = state.trim_start_matches(['=', '%', '3', 'D']);
    let state = state.split(['&', '%']).next().unwrap();
    let callback = format!("{REDIRECT}?code=c0de&state={state}{extra}");
    login.finish(&callback).await.unwrap()
}

/// Method and URL without query.
fn target(request: &WireRequest) -> String {
    let url = request.url.split('?').next().unwrap_or_default();
    format!("{} {url}", request.method.as_str())
}

fn body(request: &WireRequest) -> &str {
    std::str::from_utf8(&request.body).unwrap()
}

fn header<'r>(request: &'r WireRequest, name: &str) -> &'r str {
    request.headers.get(name).unwrap().to_str().unwrap()
}

/// The raw value of a query parameter.
fn query<'r>(request: &'r WireRequest, name: &str) -> &'r str {
    let (_, query) = request.url.split_once('?').unwrap();
    query
        .split('&')
        .filter_map(|pair| pair.split_once('='))
        .find_map(|(have, value)| (have == name).then_some(value))
        .unwrap()
}
