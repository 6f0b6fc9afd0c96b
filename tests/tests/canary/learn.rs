//! A transport that remembers the secrets that pass through it.

use std::sync::Arc;

use oauth_runtime::transport::{BoxFuture, Limits, ReqwestTransport, Transport, TransportError};
use oauth_runtime::wire::{WireRequest, WireResponse};
use serde_json::Value;

use super::sweep::Sweep;

/// What is secret on the wire, under whatever place and declared name. Values that
/// the mock minted are known by their mark.
const SECRET: &[&str] = &["code_verifier", "id_token", "pin"];

/// reqwest, with somebody who listens.
pub struct Learning {
    pub below: ReqwestTransport,
    pub sweep: Arc<Sweep>,
}

impl Transport for Learning {
    fn send(
        &self,
        request: WireRequest,
        limits: Limits,
    ) -> BoxFuture<'_, Result<WireResponse, TransportError>> {
        self.sweep.debug("requests of the transport", &request);
        let body = String::from_utf8_lossy(&request.body).into_owned();
        form(
            &self.sweep,
            request.url.split_once('?').map_or("", |url| url.1),
        );
        match serde_json::from_str(&body) {
            Ok(document) => json(&self.sweep, &document),
            Err(_) => form(&self.sweep, &body),
        }
        for (name, value) in &request.headers {
            if SECRET.contains(&name.as_str().replace('-', "_").as_str()) {
                let value = String::from_utf8_lossy(value.as_bytes());
                value_of(&self.sweep, "code_verifier", &value);
            }
        }
        Box::pin(async move {
            let answer = self.below.send(request, limits).await;
            self.sweep.debug("answers of the transport", &answer);
            if let Ok(answer) = &answer
                && let Ok(document) = serde_json::from_slice(&answer.body)
            {
                json(&self.sweep, &document);
            }
            answer
        })
    }
}

fn value_of(sweep: &Sweep, name: &str, value: &str) {
    if value.starts_with(oauth_mock::MARK) {
        return sweep.marked(name, value);
    }
    if !SECRET.contains(&name) || value.len() < 9 {
        return;
    }
    match value.rsplit_once('.') {
        // The header of a JWT is the same in all; claims and signature are not.
        Some((claims, signature)) => {
            sweep.random(name, signature);
            sweep.random(name, claims.rsplit('.').next().unwrap_or_default());
        }
        None => sweep.random(name, value),
    }
}

/// The pairs of a query or a form body (RFC 6749, appendix B).
pub fn pairs(text: &str) -> Vec<(String, String)> {
    let url = reqwest::Url::parse(&format!("http://x/?{text}"));
    url.map_or_else(
        |_| Vec::new(),
        |url| url.query_pairs().into_owned().collect(),
    )
}

fn form(sweep: &Sweep, text: &str) {
    for (name, value) in pairs(text) {
        value_of(sweep, &name, &value);
    }
}

fn json(sweep: &Sweep, document: &Value) {
    match document {
        Value::Object(fields) => {
            for (name, value) in fields {
                match value {
                    Value::String(text) => value_of(sweep, name, text),
                    other => json(sweep, other),
                }
            }
        }
        Value::Array(values) => values.iter().for_each(|value| json(sweep, value)),
        _ => (),
    }
}

/// Learns the secrets of an address that a browser opens or ends at.
pub fn address(sweep: &Sweep, url: &str) {
    let query = url.split_once(['?', '#']).map_or(url, |url| url.1);
    for (name, value) in pairs(&query.replace('#', "&")) {
        match &*name {
            "state" | "nonce" => sweep.random(&name, &value),
            _ => value_of(sweep, &name, &value),
        }
    }
}

/// The redirect URI in an authorization request.
pub fn redirect_uri(url: &str) -> String {
    let query = url.split_once('?').map_or("", |url| url.1);
    let mut pairs = pairs(query).into_iter();
    let uri = pairs.find(|(name, _)| name == "redirect_uri");
    uri.map(|(_, value)| value).unwrap_or_default()
}
