//! A transport that knows the conversation: it compares each request with the
//! next one of the transcript and gives the answer that belongs to it.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use http::{HeaderMap, HeaderName, HeaderValue};
use oauth_runtime::transport::{BoxFuture, Limits, Transport, TransportError};
use oauth_runtime::wire::{WireRequest, WireResponse};

use super::parse::{Exchange, Message};

/// The conversation of one transcript. Clones share it.
#[derive(Clone)]
pub(super) struct Scripted(Arc<Mutex<Script>>);

struct Script {
    exchanges: VecDeque<Exchange>,
    sent: usize,
    last_status: Option<u16>,
    faults: Vec<String>,
}

impl Scripted {
    /// A conversation that has not begun.
    pub(super) fn new(exchanges: VecDeque<Exchange>) -> Self {
        Self(Arc::new(Mutex::new(Script {
            exchanges,
            sent: 0,
            last_status: None,
            faults: Vec::new(),
        })))
    }

    /// The status of the last answer that was given.
    pub(super) fn last_status(&self) -> Option<u16> {
        self.script().last_status
    }

    /// What differed, and what was not sent at all.
    pub(super) fn faults(&self) -> Vec<String> {
        let script = self.script();
        let unsent = script
            .exchanges
            .iter()
            .map(|exchange| format!("never sent: {}", exchange.request.start));
        script.faults.iter().cloned().chain(unsent).collect()
    }

    fn script(&self) -> MutexGuard<'_, Script> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Script {
    fn answer(&mut self, request: &WireRequest) -> Result<WireResponse, TransportError> {
        self.sent += 1;
        let Some(exchange) = self.exchanges.pop_front() else {
            let line = Sent::read(request).map_or_else(|why| why, |sent| sent.line);
            return self.refuse(format!(
                "request {}: no request was expected, got {line}",
                self.sent
            ));
        };
        let differences = match Sent::read(request) {
            Ok(sent) => sent.differences(&exchange.request),
            Err(why) => vec![why],
        };
        for difference in differences {
            self.faults
                .push(format!("request {}: {difference}", self.sent));
        }
        // Also after a difference: what the client does next tells more.
        self.written(&exchange.answer)
    }

    /// The answer as a transport brings it back.
    fn written(&mut self, answer: &Message) -> Result<WireResponse, TransportError> {
        match response(answer) {
            Ok(response) => {
                self.last_status = Some(response.status);
                Ok(response)
            }
            Err(why) => self.refuse(why),
        }
    }

    fn refuse(&mut self, why: String) -> Result<WireResponse, TransportError> {
        self.faults.push(why.clone());
        Err(TransportError::NotSent(why))
    }
}

impl Transport for Scripted {
    fn send(
        &self,
        request: WireRequest,
        _limits: Limits,
    ) -> BoxFuture<'_, Result<WireResponse, TransportError>> {
        Box::pin(async move { self.script().answer(&request) })
    }
}

fn response(answer: &Message) -> Result<WireResponse, String> {
    let mut headers = HeaderMap::new();
    for (name, value) in &answer.headers {
        let name: HeaderName = name
            .parse()
            .map_err(|_| format!("not a header name: {name:?}"))?;
        let value =
            HeaderValue::from_str(value).map_err(|_| format!("not a header value: {value:?}"))?;
        headers.append(name, value);
    }
    Ok(WireResponse {
        status: answer.status()?,
        headers,
        body: answer.body.clone().into(),
        complete: true,
    })
}

/// A request as it stands on the wire.
pub(super) struct Sent {
    pub(super) line: String,
    pub(super) host: String,
    pub(super) headers: Vec<(String, String)>,
    pub(super) body: String,
}

/// Headers that a transport adds by itself.
const BY_TRANSPORT: [&str; 3] = ["host", "content-length", "user-agent"];

impl Sent {
    fn read(request: &WireRequest) -> Result<Self, String> {
        let (line, host) = line_and_host(request.method.as_str(), &request.url)?;
        let mut headers = Vec::new();
        for (name, value) in &request.headers {
            let value = value
                .to_str()
                .map_err(|_| format!("`{name}` is not text"))?;
            headers.push((name.as_str().to_owned(), value.to_owned()));
        }
        let body = String::from_utf8(request.body.to_vec()).map_err(|_| "the body is not UTF-8")?;
        if !headers.iter().any(|(name, _)| name == "content-length") {
            headers.push(("content-length".into(), body.len().to_string()));
        }
        Ok(Self {
            line,
            host,
            headers,
            body,
        })
    }

    /// The authorization request that an address makes a browser send.
    pub(super) fn by_browser(url: &str) -> Result<Self, String> {
        let (line, host) = line_and_host("GET", url)?;
        Ok(Self {
            line,
            host,
            headers: Vec::new(),
            body: String::new(),
        })
    }

    /// Where this is not what the transcript has.
    pub(super) fn differences(&self, expected: &Message) -> Vec<String> {
        let mut found = Vec::new();
        let mut compare = |what: &str, expected: &str, got: &str| {
            if expected != got {
                found.push(format!(
                    "{what}\n    expected {expected}\n    got      {got}"
                ));
            }
        };
        compare("request line", &expected.start, &self.line);
        if let Some(host) = expected.header("host") {
            compare("host", with_port(host).as_str(), &with_port(&self.host));
        }
        let written: Vec<(String, String)> = expected
            .headers
            .iter()
            .map(|(name, value)| (name.to_ascii_lowercase(), value.clone()))
            .collect();
        let counts = |(name, _): &&(String, String)| {
            let written = written.iter().any(|(known, _)| known == name);
            name != "host"
                && name != "user-agent"
                && (written || !BY_TRANSPORT.contains(&name.as_str()))
        };
        let lines = |headers: &[(String, String)]| {
            let mut lines: Vec<String> = headers
                .iter()
                .filter(counts)
                .map(|(name, value)| format!("{name}: {value}"))
                .collect();
            lines.sort();
            lines
        };
        let (expected_lines, got_lines) = (lines(&written), lines(&self.headers));
        let only = |these: &[String], those: &[String]| {
            let these: Vec<String> = these
                .iter()
                .filter(|l| !those.contains(l))
                .cloned()
                .collect();
            these.join(" | ")
        };
        if expected_lines != got_lines {
            compare(
                "headers",
                &format!("{:?}", only(&expected_lines, &got_lines)),
                &format!("{:?}", only(&got_lines, &expected_lines)),
            );
        }
        compare(
            "body",
            &format!("{:?}", expected.body),
            &format!("{:?}", self.body),
        );
        found
    }
}

/// A host without a port means 443.
fn with_port(host: &str) -> String {
    match host.contains(':') {
        true => host.to_owned(),
        false => format!("{host}:443"),
    }
}

/// What a URL becomes on the wire: a request line, and a host.
fn line_and_host(method: &str, url: &str) -> Result<(String, String), String> {
    let rest = url
        .strip_prefix("https://")
        .ok_or_else(|| format!("not an https URL: {url}"))?;
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let (host, target) = rest.split_at(end);
    let slash = if target.starts_with('/') { "" } else { "/" };
    Ok((
        format!("{method} {slash}{target} HTTP/1.1"),
        host.to_owned(),
    ))
}
