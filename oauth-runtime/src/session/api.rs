//! API calls: the bearer in its declared place, one renewal, one repeat.

use std::borrow::Cow;
use std::fmt;
use std::time::{Duration, SystemTime};

use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, header};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::body;
use super::dynamic::DynSession;
use super::state::State;
use crate::dpop::Prover;
use crate::error::{Code, Error};
use crate::secret::Secret;
use crate::spec::{ApiSpec, CallKind, Method};
use crate::wire::judge::{Answer, ApiVerdict, judge_api, reset_delay, retry_after};
use crate::wire::{ApiParts, Inputs, WireResponse, plan_api};

/// A request to the API about to be sent.
pub struct ApiRequest {
    session: DynSession,
    method: Method,
    path: String,
    query: Vec<(String, String)>,
    headers: HeaderMap,
    body: Bytes,
    refused: Option<Error>,
}

impl fmt::Debug for ApiRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let plain = self.path.split('?').next().unwrap_or_default();
        f.debug_struct("ApiRequest")
            .field("provider", &self.session.spec().id)
            .field("method", &self.method)
            .field("path", &plain)
            .finish_non_exhaustive()
    }
}

const MOST_REDIRECTS: usize = 5;

impl ApiRequest {
    pub(super) fn new(session: DynSession, method: Method, path: String) -> Self {
        Self {
            session,
            method,
            path,
            query: Vec::new(),
            headers: HeaderMap::new(),
            body: Bytes::new(),
            refused: None,
        }
    }

    /// A query parameter. Name and value are percent-encoded.
    #[must_use]
    pub fn query(mut self, name: impl Into<String>, value: impl ToString) -> Self {
        self.query.push((name.into(), value.to_string()));
        self
    }

    /// A request header. The one that carries the bearer is refused.
    #[must_use]
    pub fn header(mut self, name: &str, value: &str) -> Self {
        match (name.parse::<HeaderName>(), HeaderValue::from_str(value)) {
            (Ok(name), Ok(value)) => {
                self.headers.insert(name, value);
            }
            _ => {
                self.refused = Some(Error::new(
                    Code::InputRefused,
                    format!(
                        "`{}` or its value cannot be a header",
                        name.escape_default()
                    ),
                ));
            }
        }
        self
    }

    /// A JSON body.
    #[must_use]
    pub fn body_json(mut self, value: &impl Serialize) -> Self {
        match serde_json::to_vec(value) {
            Ok(json) => {
                self.body = json.into();
                self.content_type("application/json")
            }
            Err(_) => {
                self.refused = Some(Error::new(
                    Code::InputRefused,
                    "the body cannot be written as JSON",
                ));
                self
            }
        }
    }

    /// A body as it is.
    #[must_use]
    pub fn body(mut self, content_type: &'static str, body: impl Into<Bytes>) -> Self {
        self.body = body.into();
        self.content_type(content_type)
    }

    /// A provider that declares its own media type keeps it.
    fn content_type(mut self, value: &'static str) -> Self {
        let declared = self
            .session
            .spec()
            .api
            .and_then(|api| api.call.content_type);
        self.headers.insert(
            header::CONTENT_TYPE,
            HeaderValue::from_static(declared.unwrap_or(value)),
        );
        self
    }

    /// Sends the request. A status on which the declaration says to renew is
    /// followed by one renewal and one repeat; where the new tokens were another
    /// process's and are refused too, by another one.
    ///
    /// # Errors
    /// `E0801` to `E0805` for what the API answered, `E03..` when a renewal
    /// failed, `E05..` when the API was not reached, `E06..` for a refused input.
    pub async fn send(self) -> Result<ApiResponse, Error> {
        let spec = self.session.spec();
        let named = |error: Error| error.of(spec.id).on(CallKind::Api);
        let Some(api) = spec.api else {
            return Err(named(
                Error::new(Code::NotOffered, "the provider declares no API").key("api"),
            ));
        };
        if let Some(refused) = self.refused.clone() {
            return Err(named(refused));
        }
        self.session.learn_for_api().await?;
        let token = self.session.token().await?;
        let seen = token.version();
        let first = self.attempt(api, &token.0).await?;
        // No guard is held while others renew.
        drop(token);
        match first {
            Attempt::Done(response) => Ok(response),
            Attempt::Failed(error) => Err(self.failed(error)),
            Attempt::Renew(_) => {
                self.session.renew_from(seen).await?;
                let state = self.session.load();
                let mut last = self.attempt(api, &state).await?;
                // Tokens that another process had stored can have been called in as well.
                if matches!(last, Attempt::Renew(_)) && state.adopted {
                    let seen = state.version;
                    drop(state);
                    self.session.renew_from(seen).await?;
                    last = self.attempt(api, &self.session.load()).await?;
                }
                match last {
                    Attempt::Done(response) => Ok(response),
                    Attempt::Renew(error) | Attempt::Failed(error) => Err(self.failed(error)),
                }
            }
        }
    }

    /// A declared stop ends the session.
    fn failed(&self, error: Error) -> Error {
        if error.code() == Code::Stopped {
            self.session.end(&error);
        }
        error
    }

    async fn attempt(&self, api: &'static ApiSpec, state: &State) -> Result<Attempt, Error> {
        let core = self.session.core();
        let spec = core.spec;
        let access_token = &state.tokens.access_token;
        let key = state.key();
        let inputs = Inputs {
            dpop: key.map_err(|error| error.of(spec.id).on(CallKind::Api))?,
            access_token: Some(access_token.into()),
            token_values: Some(&state.tokens.kept),
            callback_values: Some(&state.tokens.kept),
            ..core.inputs(CallKind::Api)
        };
        let mut method = self.method;
        let mut path = Cow::Borrowed(self.path.as_str());
        let mut query = self.query.as_slice();
        let mut prover = Prover::new(core, CallKind::Api, &api.call, &inputs);
        let mut redirects = 0;
        while redirects <= MOST_REDIRECTS {
            let parts = ApiParts {
                method,
                path: &path,
                query,
                headers: &self.headers,
                body: match method {
                    Method::Get => Bytes::new(),
                    _ => self.body.clone(),
                },
            };
            let drawn = core.draw(&api.call)?;
            let inputs = drawn.over(&inputs);
            let mut request = plan_api(spec, &inputs, parts)?;
            core.show(CallKind::Api, &inputs, |page| {
                page.add_api(method, &path, query)
            });
            let proved = prover.prove(&mut request);
            proved.map_err(|error| error.of(spec.id).on(CallKind::Api))?;
            let sent_to = request.url.clone();
            let response = core.send(CallKind::Api, request, core.api_limits).await?;
            if prover.repeats(&response) {
                continue;
            }
            if let Some(next) = redirect(&response) {
                let (to, as_get) = next.map_err(|e| e.of(spec.id).on(CallKind::Api))?;
                path = same_origin(&sent_to, &to)
                    .map_err(|e| e.of(spec.id).on(CallKind::Api))?
                    .into();
                query = &[];
                if as_get {
                    method = Method::Get;
                }
                redirects += 1;
                continue;
            }
            let now = core.time.now();
            let mut secrets = inputs.secrets(spec);
            let refresh_token = state.tokens.refresh_token.as_ref();
            secrets.extend(refresh_token.map(Secret::expose));
            let answer = Answer {
                spec,
                kind: CallKind::Api,
                call: &api.call,
                response: &response,
                client_auth: None,
                secrets: &secrets,
            };
            return Ok(match judge_api(&answer, api, now) {
                ApiVerdict::Done => Attempt::Done(ApiResponse::new(spec.id, api, response, now)),
                ApiVerdict::Renew(error) => Attempt::Renew(error),
                ApiVerdict::Failed(error) => Attempt::Failed(error),
            });
        }
        Err(
            Error::new(Code::Redirected, "the API redirects in a circle")
                .of(spec.id)
                .on(CallKind::Api),
        )
    }
}

#[expect(clippy::large_enum_variant, reason = "it lives for one match")]
enum Attempt {
    Done(ApiResponse),
    Renew(Error),
    Failed(Error),
}

/// Where an answer redirects to, and whether the repeat is a `GET`.
fn redirect(response: &WireResponse) -> Option<Result<(String, bool), Error>> {
    let as_get = match response.status {
        301..=303 => true,
        307 | 308 => false,
        _ => return None,
    };
    let location = response.headers.get(header::LOCATION)?;
    Some(match location.to_str() {
        Ok(text) => Ok((text.to_owned(), as_get)),
        Err(_) => Err(Error::new(Code::Redirected, "the API redirects to no URL")),
    })
}

/// A redirect is followed on the origin that was asked, and nowhere else.
fn same_origin(sent_to: &str, to: &str) -> Result<String, Error> {
    let (own, _) = crate::value::split_origin(sent_to);
    if to.starts_with('/') && !to.starts_with("//") && !to.starts_with("/\\") {
        return Ok(format!("{own}{to}"));
    }
    let (origin, _) = crate::value::split_origin(to);
    if origin == own {
        return Ok(to.to_owned());
    }
    Err(Error::new(
        Code::Redirected,
        "the API redirected to another origin; it was not followed, because it would show the access token there",
    ))
}

/// What the API answered.
#[derive(Clone)]
pub struct ApiResponse {
    provider: &'static str,
    response: WireResponse,
    rate_limit: RateLimit,
}

impl fmt::Debug for ApiResponse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ApiResponse")
            .field("provider", &self.provider)
            .field("status", &self.response.status)
            .field("body_len", &self.response.body.len())
            .finish_non_exhaustive()
    }
}

impl ApiResponse {
    fn new(provider: &'static str, api: &ApiSpec, response: WireResponse, now: SystemTime) -> Self {
        Self {
            rate_limit: RateLimit::read(api, &response, now),
            provider,
            response,
        }
    }

    /// The status code.
    #[must_use]
    pub fn status(&self) -> u16 {
        self.response.status
    }

    /// The headers.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        &self.response.headers
    }

    /// The body as it came.
    #[must_use]
    pub fn bytes(&self) -> &Bytes {
        &self.response.body
    }

    /// The body, read as JSON into a type.
    ///
    /// # Errors
    /// `E0806` when the body has another form. The message repeats none of it.
    pub fn json<T: DeserializeOwned>(&self) -> Result<T, Error> {
        body::json(self.provider, &self.response.body)
    }

    /// What the answer tells about the rate limit.
    #[must_use]
    pub fn rate_limit(&self) -> RateLimit {
        self.rate_limit
    }
}

impl ApiRequest {
    /// Sends the request and reads the answer as JSON into a type.
    ///
    /// # Errors
    /// As [`ApiRequest::send`] and [`ApiResponse::json`].
    pub async fn json<T: DeserializeOwned>(self) -> Result<T, Error> {
        self.send().await?.json()
    }
}

/// What an answer tells about the rate limit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct RateLimit {
    /// How many requests the window allows.
    pub limit: Option<u64>,
    /// How many are left in the window.
    pub remaining: Option<u64>,
    /// How long until the window ends.
    pub reset: Option<Duration>,
    /// How long the API asks to wait.
    pub retry_after: Option<Duration>,
}

impl RateLimit {
    fn read(api: &ApiSpec, response: &WireResponse, now: SystemTime) -> Self {
        let text = |name: Option<&str>| response.headers.get(name?)?.to_str().ok();
        let rules = &api.rate_limit;
        Self {
            limit: text(rules.limit).and_then(|text| text.trim().parse().ok()),
            remaining: text(rules.remaining).and_then(|text| text.trim().parse().ok()),
            reset: rules
                .reset
                .and_then(|(name, form)| reset_delay(text(Some(name))?, form, now)),
            retry_after: retry_after(response),
        }
    }
}
