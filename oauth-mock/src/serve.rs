//! From a request to an answer and an entry in the ledger.

use http::header;
use oauth_runtime::spec::{CallKind, Place, SecondBy};
use serde_json::Value;

use crate::answer::{self, Answer};
use crate::connection::{Outcome, Raw};
use crate::dpop;
use crate::fault::{Fault, bomb};
use crate::grant::{self, Decision, Done};
use crate::ledger::Entry;
use crate::page;
use crate::read::{Body, Request};
use crate::refusal::Refusal;
use crate::registration;
use crate::route::{Found, Route, find};
use crate::server::{Shared, lock};
use crate::store::Progress;
use crate::template::words;

impl Shared {
    /// Handles one request and remembers it.
    pub(crate) fn handle(&self, request: &Request) -> Outcome {
        let mut entry = Entry {
            kind: None,
            method: request.method.clone(),
            path: request.path.clone(),
            parameters: parameters(request),
            accepted: false,
            refused: None,
            error: None,
            status: 0,
            presented: None,
            issued: None,
            family: None,
            fault: None,
            at: self.setup.now(),
        };
        let view = self.view(request);
        let described = view.setup.described(request);
        let mut outcome = match described.or_else(|| view.metadata(request)) {
            Some(answer) => {
                entry.accepted = true;
                Outcome::Answer(answer)
            }
            None => view.declared(request, &mut entry),
        };
        if let Outcome::Answer(answer) = &mut outcome {
            entry.status = answer.status;
            self.date(answer);
        }
        let generation = entry.issued.or(entry.presented);
        entry.family = generation.and_then(|generation| self.store().family_of(generation));
        if let Some(tell) = &self.setup.on_request {
            tell(&entry);
        }
        lock(&self.ledger).push(entry);
        outcome
    }

    /// Handles a request for a declared call, or for a page beside them.
    fn declared(&self, request: &Request, entry: &mut Entry) -> Outcome {
        let found = self.find(request);
        let beside = matches!(&found, Found::Nothing)
            || matches!(&found, Found::Call(route) if route.kind == CallKind::Api);
        if beside && let Some((route, done)) = registration::manage(self, request) {
            entry.kind = Some(route.kind);
            return Outcome::Answer(match done {
                Ok(done) => accept(done, entry),
                Err(refusal) => self.refuse(route, refusal, entry),
            });
        }
        match found {
            Found::Call(route) => self.call(route, request, entry),
            Found::WrongMethod(route) => {
                let wanted = route.call.method.as_str();
                let refusal = Refusal::request(format!("this call is made by {wanted}"))
                    .status(405)
                    .key(format!("{}(method)", route.kind.key()));
                entry.kind = Some(route.kind);
                Outcome::Answer(self.refuse(route, refusal, entry))
            }
            Found::Nothing => Outcome::Answer(self.own_page(request, entry)),
        }
    }

    /// The server as the token in a request sees it.
    fn view(&self, request: &Request) -> &Self {
        if self.seconds.is_empty() {
            return self;
        }
        let store = self.store();
        let families: Vec<usize> = words(request)
            .iter()
            .filter_map(|word| {
                let access = store.access(word).map(|access| access.family);
                access.or_else(|| store.refresh_token(word).map(|(family, _)| family))
            })
            .collect();
        let family = families.first().and_then(|at| store.family(*at));
        let realm = family.map(|family| family.realm);
        drop(store);
        let serves = |second: &Self| match second.find(request) {
            Found::Call(route) => Some(route.kind),
            _ => None,
        };
        let own = realm.and_then(|realm| self.seconds.get(realm.checked_sub(1)?));
        if let Some((_, second)) = own.filter(|(_, second)| serves(second).is_some()) {
            return second;
        }
        let by_refresh = self.seconds.iter().filter(|(by, second)| {
            realm == Some(0)
                && *by == SecondBy::Refresh
                && serves(second) == Some(CallKind::Refresh)
                && grant::explains(second, request)
        });
        // The one that asks for most is the one that is meant.
        let asks = |second: &Self| {
            let call = second.setup.spec.call(CallKind::Refresh);
            call.map_or(0, |call| call.params.len() + call.rules.len())
        };
        by_refresh
            .max_by_key(|(_, second)| asks(second))
            .map_or(self, |(_, second)| second)
    }

    fn call(&self, route: &Route, request: &Request, entry: &mut Entry) -> Outcome {
        entry.kind = Some(route.kind);
        let fault = lock(&self.script).next(route.kind);
        entry.fault = fault.as_ref().map(Fault::name);
        if let Some(fault) = fault.as_ref().filter(|fault| !fault.commits()) {
            entry.accepted = true;
            return in_place(fault);
        }
        let mut answer = match grant::serve(self, route, request) {
            Ok(done) => accept(done, entry),
            Err(refusal) => self.refuse(route, refusal, entry),
        };
        dpop::add_nonce(self, route, &mut answer);
        self.date(&mut answer);
        match fault.and_then(|fault| Raw::of(&fault, &answer)) {
            Some(raw) => Outcome::Raw(raw),
            None => Outcome::Answer(answer),
        }
    }

    fn find(&self, request: &Request) -> Found<'_> {
        find(&self.setup, &self.store(), &self.routes, request)
    }

    /// The declared call that a request will be taken for.
    pub(crate) fn kind(&self, request: &Request) -> Option<CallKind> {
        let view = self.view(request);
        match view.find(request) {
            Found::Call(route) | Found::WrongMethod(route) => Some(route.kind),
            Found::Nothing => None,
        }
    }

    /// An answer that a test has dated keeps its date.
    fn date(&self, answer: &mut Answer) {
        if let Some(date) = self.setup.date()
            && !answer.headers.contains_key(header::DATE)
        {
            answer.header(header::DATE, &date);
        }
    }

    fn refuse(&self, route: &Route, refusal: Refusal, entry: &mut Entry) -> Answer {
        entry.presented = refusal.presented;
        entry.error = Some(refusal.error);
        match refusal.error {
            // The client did nothing wrong.
            "authorization_pending" | "use_dpop_nonce" => entry.accepted = true,
            _ => entry.refused = Some(refusal.to_string()),
        }
        match route.kind {
            // A browser is not sent on when the request itself is wrong (RFC 6749 §4.1.2.1).
            CallKind::Authorize => {
                let page = page::notice(self.setup.spec.name, &refusal.to_string());
                Answer::html(refusal.status, page)
            }
            kind => answer::refuse(&self.setup, kind, route.call, &refusal),
        }
    }

    /// Pages that belong to no declared call.
    fn own_page(&self, request: &Request, entry: &mut Entry) -> Answer {
        let decision = match request.form("decision") {
            Some("approve") => Some(Decision::Approve),
            Some("deny") => Some(Decision::Deny),
            _ => None,
        };
        match (request.path.as_str(), request.method.as_str(), decision) {
            (page::CONSENT_PATH, "POST", Some(decision)) => {
                self.consented(request, decision, entry)
            }
            (page::DEVICE_PATH, "GET", _) => {
                entry.accepted = true;
                let code = request.query.iter().find(|pair| pair.name == "user_code");
                Answer::html(200, page::device(code.map_or("", |pair| &pair.value)))
            }
            (page::DEVICE_PATH, "POST", Some(decision)) => {
                entry.accepted = true;
                let to = match decision {
                    Decision::Approve => Progress::Approved,
                    Decision::Deny => Progress::Denied,
                };
                let code = request.form("user_code").unwrap_or_default();
                let text = match self.store().decide_devices(Some(code), to) {
                    0 => "No device waits with this code.",
                    _ => "Done. You can close this page.",
                };
                Answer::html(200, page::notice("Device", text))
            }
            _ => {
                let text = "no declared call has this path; is a tenant value missing on the mock's builder?";
                entry.refused = Some(text.to_owned());
                Answer::new(404, "text/plain; charset=utf-8", text)
            }
        }
    }

    fn consented(&self, request: &Request, decision: Decision, entry: &mut Entry) -> Answer {
        let ticket = request.form("ticket").unwrap_or_default();
        let waiting = self.store().take_consent(ticket);
        let route = self
            .routes
            .iter()
            .find(|route| route.kind == CallKind::Authorize);
        let (Some(waiting), Some(route)) = (waiting, route) else {
            entry.refused = Some("no sign-in waits with this ticket".to_owned());
            return Answer::html(400, page::notice("Sign-in", "No sign-in waits here."));
        };
        match grant::decide(self, route, &waiting, decision) {
            Ok(done) => accept(done, entry),
            Err(refusal) => self.refuse(route, refusal, entry),
        }
    }

    /// The answer that was set for a path below the API's base.
    pub(crate) fn canned(&self, path: &str) -> Option<Value> {
        let path = path.trim_matches('/');
        lock(&self.answers)
            .iter()
            .rev()
            .find(|(known, _)| known.trim_matches('/') == path)
            .map(|(_, answer)| answer.clone())
    }
}

fn accept(done: Done, entry: &mut Entry) -> Answer {
    entry.accepted = true;
    entry.presented = done.presented;
    entry.issued = done.issued;
    done.answer
}

/// A fault in place of an answer.
fn in_place(fault: &Fault) -> Outcome {
    let answer = match fault {
        Fault::Reply {
            status,
            headers,
            body,
        } => {
            let mut answer = Answer::new(*status, "", body.clone());
            answer.headers.clear();
            for (name, value) in headers {
                if let Ok(name) = name.parse() {
                    answer.header(name, value);
                }
            }
            answer
        }
        Fault::Redirect { status, location } => Answer::redirect(*status, location),
        Fault::GzipBomb => match bomb() {
            Ok(bomb) => {
                let mut answer = Answer::new(200, "application/json", bomb);
                answer.header(header::CONTENT_ENCODING, "gzip");
                answer
            }
            Err(_) => Answer::new(500, "text/plain", "the bomb could not be made"),
        },
        _ => Answer::new(200, "application/json", ""),
    };
    match Raw::of(fault, &answer) {
        Some(raw) => Outcome::Raw(raw),
        None => Outcome::Answer(answer),
    }
}

/// Names and places, without values.
fn parameters(request: &Request) -> Vec<(Place, String)> {
    const OF_HTTP: [&str; 9] = [
        "accept",
        "accept-encoding",
        "connection",
        "content-length",
        "content-type",
        "host",
        "origin",
        "transfer-encoding",
        "user-agent",
    ];
    let query = request
        .query
        .iter()
        .map(|pair| (Place::Query, pair.name.clone()));
    let mut found: Vec<_> = query.collect();
    match &request.body {
        Body::Form(pairs) => {
            found.extend(pairs.iter().map(|pair| (Place::Form, pair.name.clone())));
        }
        Body::Json(Value::Object(fields)) => {
            found.extend(fields.keys().map(|name| (Place::Json, name.clone())));
        }
        Body::Xml(Value::Object(fields)) => {
            found.extend(fields.keys().map(|name| (Place::Xml, name.clone())));
        }
        _ => (),
    }
    let headers = request.headers.keys().map(http::HeaderName::as_str);
    found.extend(
        headers
            .filter(|name| !OF_HTTP.contains(name))
            .map(|name| (Place::Header, name.to_owned())),
    );
    found
}
