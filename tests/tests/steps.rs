//! Calls that belong to another one, learned values and claims, as transcripts
//! written by hand from the vendors' pages.

mod chains;
mod claims;
mod learn;
mod lost;

use std::sync::{Arc, Mutex};

use oauth_runtime::transport::{Limits, Transport};
use oauth_runtime::wire::{WireRequest, WireResponse};
use oauth_runtime::{Client, Code, Error, Provider, Session};

use crate::support::{answer, body_text, json};

pub const CALLBACK: &str = "http://127.0.0.1:8080/callback";

/// What was sent: a line for each request, with the headers that were asked for.
#[derive(Clone, Default)]
pub struct Sent(Arc<Mutex<Vec<String>>>);

impl Sent {
    /// The lines since the last look.
    pub fn take(&self) -> Vec<String> {
        std::mem::take(&mut *self.0.lock().unwrap())
    }
}

/// A transport that answers in this order, and tells method, URL, `authorization`
/// and body of each request. Beyond the last answer nothing can be reached.
pub fn script(answers: impl IntoIterator<Item = WireResponse>) -> (impl Transport, Sent) {
    let sent = Sent::default();
    let log = sent.clone();
    let answers: Mutex<Vec<WireResponse>> = Mutex::new(answers.into_iter().collect());
    let transport = move |request: WireRequest, _: Limits| {
        log.0.lock().unwrap().push(line(&request));
        let mut answers = answers.lock().unwrap();
        let next = match answers.is_empty() {
            true => answer(503, &[], ""),
            false => answers.remove(0),
        };
        async move { Ok(next) }
    };
    (transport, sent)
}

fn line(request: &WireRequest) -> String {
    let mut line = format!("{} {}", request.method.as_str(), request.url);
    for name in ["authorization", "bhresttoken"] {
        if let Some(value) = request.headers.get(name) {
            line.push_str(&format!(" [{name}: {}]", value.to_str().unwrap()));
        }
    }
    match body_text(request).as_str() {
        "" => line,
        body => format!("{line} {body}"),
    }
}

/// A JSON answer from a value.
pub fn says(value: serde_json::Value) -> WireResponse {
    json(value.to_string())
}

/// A refusal in the form of the RFC.
pub fn refuses(error: &str) -> WireResponse {
    let body = serde_json::json!({ "error": error }).to_string();
    answer(400, &[("content-type", "application/json")], body)
}

/// Signs in with the code `c1`.
pub async fn sign_in<P>(client: &Client<P>) -> Result<Session<P>, Error>
where
    P: Provider + oauth_runtime::capability::AuthorizationCodeGrant,
{
    let login = client.authorize(CALLBACK, []).send().await.unwrap();
    let url = login.url().to_owned();
    let state = url.split("state=").nth(1).unwrap();
    let state = state.split('&').next().unwrap();
    login
        .finish(&format!("{CALLBACK}?code=c1&state={state}"))
        .await
}

/// The step that an error names, with its code.
pub fn step_of(error: &Error) -> (Option<&'static str>, Code) {
    (error.step(), error.code())
}
