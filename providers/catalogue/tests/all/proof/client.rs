//! A client of a provider, run against answers made from its row; what it sends is kept.

use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use http::{HeaderMap, HeaderValue};
use oauth_runtime::clock::Clock;
use oauth_runtime::random::Random;
use oauth_runtime::spec::{
    CallKind, CallbackMode, ExpiryPolicy, Grants, Method, ProviderSpec, SecondBy, TimeFormat,
};
use oauth_runtime::transport::{BoxFuture, Limits, Transport, TransportError};
use oauth_runtime::wire::{WireRequest, WireResponse};
use oauth_runtime::{DynClient, DynSession};

use super::compare::Sent;
use super::sample::{self, Vars};
use crate::translator::answer::{Answer, answer, done, webhook};
use crate::translator::node::Node;
use crate::translator::request::Request;
use crate::translator::row::Row;
use crate::translator::values::{NOW, RANDOM, Values};
use crate::translator::{api, authorize, refresh, steps, time, token};

struct Still;

impl Clock for Still {
    fn now(&self) -> SystemTime {
        UNIX_EPOCH + Duration::from_secs(NOW)
    }

    fn monotonic(&self) -> Duration {
        Duration::from_secs(NOW)
    }
}

struct Constant;

impl Random for Constant {
    fn fill(&self, buffer: &mut [u8]) {
        buffer.fill(RANDOM);
    }
}

/// Gives the planned answers in order, and keeps the requests.
#[derive(Clone, Default)]
struct Wire(Arc<Mutex<Script>>);

#[derive(Default)]
struct Script {
    answers: Vec<Answer>,
    requests: Vec<WireRequest>,
}

impl Wire {
    fn expect(&self, answers: Vec<Answer>) {
        let mut script = self.0.lock().unwrap();
        script.answers = answers;
        script.answers.reverse();
        script.requests.clear();
    }

    fn take(&self) -> Vec<Sent> {
        let requests = std::mem::take(&mut self.0.lock().unwrap().requests);
        requests.iter().map(Sent::new).collect()
    }
}

impl Transport for Wire {
    fn send(
        &self,
        request: WireRequest,
        _limits: Limits,
    ) -> BoxFuture<'_, Result<WireResponse, TransportError>> {
        let mut script = self.0.lock().unwrap();
        script.requests.push(request);
        let answer = match script.answers.pop() {
            None => Err(TransportError::NotSent("no answer is planned".to_owned())),
            Some(answer) => {
                let mut headers = HeaderMap::new();
                let content_type = HeaderValue::from_static(answer.content_type);
                headers.insert(http::header::CONTENT_TYPE, content_type);
                Ok(WireResponse {
                    status: answer.status,
                    headers,
                    body: answer.body.into(),
                    complete: true,
                })
            }
        };
        Box::pin(std::future::ready(answer))
    }
}

/// What a provider's client did in one part of its life.
pub(crate) struct Part {
    call: &'static str,
    pub(crate) expected: Vec<Request>,
    pub(crate) sent: Vec<Sent>,
    /// The client's own word, where it gave up.
    pub(crate) error: Option<String>,
}

impl Part {
    /// The name of what is sent beyond what is expected: the call itself, where the row
    /// does not have it.
    pub(crate) fn more(&self) -> String {
        match self.expected.is_empty() {
            true => self.call.to_owned(),
            false => format!("{}.more", self.call),
        }
    }
}

/// A provider with its row, its values and its client.
pub(crate) struct Run<'a> {
    spec: &'static ProviderSpec,
    row: &'a Row,
    values: &'a Values,
    client: DynClient,
    wire: Wire,
}

impl<'a> Run<'a> {
    /// Builds the client.
    pub(crate) fn new(
        spec: &'static ProviderSpec,
        row: &'a Row,
        values: &'a Values,
        vars: &Vars,
    ) -> Result<Self, String> {
        let vars: Vec<(&str, &str)> = vars.iter().map(|(n, v)| (*n, v.as_str())).collect();
        let wire = Wire::default();
        let mut builder = DynClient::builder(spec, &vars, values.need("client_id"))
            .transport(wire.clone())
            .clock(Still)
            .random(Constant)
            .user_agent(values.need("app"));
        if !row.is("client_auth", "none") {
            builder = builder.client_secret(values.need("client_secret"));
        }
        Ok(Self {
            spec,
            row,
            values,
            client: builder.build().map_err(|error| error.to_string())?,
            wire,
        })
    }

    /// Signs in, or obtains a token for the client itself. The link that the browser
    /// opens is the first request.
    pub(crate) async fn sign_in(&self) -> (Vec<Part>, Option<DynSession>) {
        let mut expected = token::requests(self.row, self.values);
        expected.extend(steps::learn(self.row, self.values));
        self.plan(CallKind::Token, &expected);
        let delimiter = self.spec.scopes.delimiter;
        let scope = match (self.row.is("mode", "two_step"), self.values) {
            (true, values) => sample::scopes(self.spec, values)
                .unwrap_or_default()
                .to_owned(),
            (false, values) => values.scopes.join(delimiter),
        };
        let mut parts = Vec::new();
        let session = if self.spec.grants.contains(Grants::AUTHORIZATION_CODE) {
            let second = self.values.second_scopes.join(delimiter);
            let redirect = self.values.need("redirect_uri");
            let mut request = self.client.authorize(redirect, scope);
            if self.spec.second_scopes.is_some() && !second.is_empty() {
                request = request.second_scope(second);
            }
            let begun = request.begin();
            let error = begun.as_ref().err().map(ToString::to_string);
            parts.push(Part {
                call: "authorize",
                expected: authorize::request(self.row, self.values)
                    .into_iter()
                    .collect(),
                sent: begun.iter().map(|begun| Sent::link(begun.url())).collect(),
                error,
            });
            match begun {
                Ok(begun) => begun.finish(&self.callback()).await,
                Err(_) => return (parts, None),
            }
        } else if self.spec.callback.mode == CallbackMode::Webhook {
            let body = webhook(self.row, self.values);
            self.client.finish_webhook(&body).await
        } else if !self.spec.grants.contains(Grants::PASSWORD) {
            self.client.client_credentials(scope).send().await
        } else {
            let password = self.values.need("password");
            let user = self.values.need("username");
            self.client.password(user, password, scope).send().await
        };
        parts.push(Part {
            call: "token",
            expected,
            sent: self.wire.take(),
            error: session.as_ref().err().map(ToString::to_string),
        });
        (parts, session.ok())
    }

    /// One call of the API.
    pub(crate) async fn api(&self, session: &DynSession) -> Part {
        let expected: Vec<Request> = api::request(self.row, self.values).into_iter().collect();
        self.wire.expect(vec![done(self.row)]);
        let answer = match self.spec.api {
            Some(_) => session.request(Method::Get, api::PATH).send().await.err(),
            None => None,
        };
        self.part("api", expected, answer)
    }

    /// A renewal, where the row has one.
    pub(crate) async fn refresh(&self, session: &DynSession) -> Option<Part> {
        let expected = refresh::requests(self.row, self.values);
        if expected.is_empty() {
            return None;
        }
        self.plan(CallKind::Refresh, &expected);
        let error = session.renew().await.err();
        Some(self.part("refresh", expected, error))
    }

    /// The second token of the grant, where the row has one: it is obtained, or renewed.
    pub(crate) async fn second(&self, session: &DynSession) -> Option<Part> {
        let expected: Vec<Request> = refresh::second(self.row, self.values).into_iter().collect();
        if expected.is_empty() {
            return None;
        }
        self.plan(CallKind::Refresh, &expected);
        let error = match self.spec.second_tokens {
            [second, ..] => match session.second_token(second.name).await {
                Ok(Some(own)) if second.by == SecondBy::Answer => own.renew().await.err(),
                Ok(_) => None,
                Err(error) => Some(error),
            },
            [] => None,
        };
        Some(self.part("second", expected, error))
    }

    /// Revocation of the access token, where the row or the declaration has it.
    pub(crate) async fn revoke(&self, session: &DynSession) -> Option<Part> {
        let expected: Vec<Request> = api::revoke(self.row, self.values).into_iter().collect();
        let declared = self.spec.call(CallKind::Revoke).is_some();
        if expected.is_empty() && !declared {
            return None;
        }
        self.wire.expect(vec![done(self.row)]);
        let error = match declared {
            true => session.revoke_access_token().await.err(),
            false => None,
        };
        Some(self.part("revoke", expected, error))
    }

    fn part(
        &self,
        call: &'static str,
        expected: Vec<Request>,
        error: Option<oauth_runtime::Error>,
    ) -> Part {
        Part {
            call,
            expected,
            sent: self.wire.take(),
            error: error.map(|error| error.to_string()),
        }
    }

    /// Plans an answer for each expected request.
    fn plan(&self, kind: CallKind, expected: &[Request]) {
        let end = self.end(kind);
        let answers = expected
            .iter()
            .map(|request| answer(self.row, self.values, &request.call, &end))
            .collect();
        self.wire.expect(answers);
    }

    /// An hour from now, in the form that the declaration reads.
    fn end(&self, kind: CallKind) -> Node {
        let call = [kind, CallKind::Token, CallKind::ClientCredentials]
            .into_iter()
            .find_map(|kind| self.spec.call(kind));
        let end = NOW + 3600;
        let Some(call) = call else { return Node::Null };
        if call.answer.expires.policy == ExpiryPolicy::Never {
            return Node::Null;
        }
        match call.answer.expires.at {
            TimeFormat::EpochSeconds => Node::Number(end.to_string()),
            TimeFormat::EpochMilliseconds => Node::Number((end * 1000).to_string()),
            _ => Node::text(time::write(end, "")),
        }
    }

    /// The callback as the provider would make it from the row.
    fn callback(&self) -> String {
        let mut uri = authorize::redirect_uri(self.row, self.values);
        let code = self.row.text("callback.code_param").unwrap_or("code");
        let state = self.row.text("callback.state_param").unwrap_or("state");
        let mut pairs = vec![(code, self.values.need("code"))];
        if !self.row.flag("state_in_redirect_uri") {
            pairs.push((state, self.values.need("state")));
        }
        pairs.extend(self.values.under("callback."));
        let pairs: Vec<String> = pairs
            .iter()
            .map(|(name, value)| format!("{name}={}", crate::translator::encode::query(value)))
            .collect();
        let pairs = pairs.join("&");
        match self.spec.callback.mode {
            CallbackMode::FormPost => return pairs,
            CallbackMode::Fragment => uri.push('#'),
            _ if uri.contains('?') => uri.push('&'),
            _ => uri.push('?'),
        }
        uri + &pairs
    }
}
