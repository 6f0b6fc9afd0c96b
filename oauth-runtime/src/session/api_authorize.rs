//! The session's authentication on requests that somebody else sends: another
//! HTTP client, a stream, a websocket.

use bytes::Bytes;
use http::uri::Scheme;
use http::{HeaderMap, Request, Uri};

use super::Session;
use super::dynamic::DynSession;
use super::state::State;
use crate::capability::Api;
use crate::dpop::{DPOP, Proved, Prover};
use crate::error::{Code, Error};
use crate::secret::Secret;
use crate::spec::{ApiSpec, CallKind, Method};
use crate::transport::BoxFuture;
use crate::value::split_origin;
use crate::wire::judge::{Answer, ApiVerdict, judge_api};
use crate::wire::{ApiParts, Inputs, WireRequest, WireResponse, plan_api, uses_body};

/// Which generation of tokens a request carries. Two are equal when the tokens are
/// the same.
#[derive(Clone, Copy, Debug)]
pub struct TokenVersion {
    version: u64,
    /// The proof that went with them (RFC 9449).
    proved: Option<Proved>,
}

impl PartialEq for TokenVersion {
    fn eq(&self, other: &Self) -> bool {
        self.version == other.version
    }
}

impl Eq for TokenVersion {}

impl DynSession {
    /// Puts the access token into a request that another client sends, in the
    /// place that the declaration names, and adds the declared API headers that
    /// the request lacks. A token near its end is renewed first.
    ///
    /// The URL must be absolute (`https`, or `wss` for a websocket) and lead to the
    /// API's own origin or to a host of `api(trust(...))`. A client that stands
    /// against a loopback server sends the request there. Values that hold a secret
    /// are marked sensitive. A client that follows redirects to other origins can
    /// carry them along: turn that off in it.
    ///
    /// Where tokens are bound to a key (RFC 9449), the request gets a proof that is good
    /// for its method and address and for this one time: authorize each request anew,
    /// also one that is sent again or redirected.
    ///
    /// # Errors
    /// `E0605` when the host may not see the token, `E0603` when the request
    /// already has something in the token's place, `E0607` when the provider
    /// declares no API, and what a renewal answered. The request is then unchanged.
    pub async fn authorize<B>(&self, request: &mut Request<B>) -> Result<TokenVersion, Error> {
        let planned = self.authorization(request.method(), request.uri(), request.headers());
        let planned = planned.await;
        let (uri, headers, seen) = planned?;
        *request.uri_mut() = uri;
        *request.headers_mut() = headers;
        Ok(seen)
    }

    /// As [`DynSession::authorize`], for a request that is not an [`http::Request`].
    ///
    /// # Errors
    /// As [`DynSession::authorize`].
    pub async fn authorize_parts(
        &self,
        method: &http::Method,
        uri: &mut Uri,
        headers: &mut HeaderMap,
    ) -> Result<TokenVersion, Error> {
        let (new_uri, new_headers, seen) = self.authorization(method, uri, headers).await?;
        *uri = new_uri;
        *headers = new_headers;
        Ok(seen)
    }

    /// Whether a request to this address may carry the access token. Renews nothing.
    #[must_use]
    pub fn may_authorize(&self, uri: &Uri) -> bool {
        let state = self.load();
        self.planned(None, uri, &HeaderMap::new(), &state).is_ok()
    }

    /// Judges an answer to a request that [`DynSession::authorize`] was put into,
    /// and renews the token where the declaration says so. `true` means: authorize
    /// a fresh copy of the request and send it once more. `false`: the answer is the
    /// caller's. The body is looked at only where the declaration tests it
    /// (`renew_if`, `lockout`); without it, pass an empty one.
    ///
    /// Where tokens are bound to a key, hand every answer to this, successful ones too:
    /// it takes the nonce that the next proof must hold. An API that refuses nothing but
    /// the nonce of the proof (RFC 9449 §9) is `true` as well, and nothing is renewed.
    ///
    /// # Errors
    /// `E0803` when the declaration says that the session is over, which it then
    /// is, `E0804` when the API locked the client out, and what the renewal answered.
    pub async fn renew_after(
        &self,
        seen: TokenVersion,
        status: u16,
        headers: &HeaderMap,
        body: &[u8],
    ) -> Result<bool, Error> {
        let api = self.api()?;
        if let Some(proved) = seen.proved {
            let response = answered(status, headers, body);
            let (nonces, now) = (self.core().hub.nonces(), self.core().time.now());
            if nonces.settle(proved, &response, now).is_some() {
                return Ok(true);
            }
        }
        match self.verdict(api, status, headers, body) {
            ApiVerdict::Renew(_) => {
                self.renew_from(seen.version).await?;
                Ok(true)
            }
            ApiVerdict::Failed(error) if error.code() == Code::Stopped => {
                self.end(&error);
                Err(error)
            }
            ApiVerdict::Failed(error) if error.code() == Code::Lockout => Err(error),
            ApiVerdict::Done | ApiVerdict::Failed(_) => Ok(false),
        }
    }

    /// Takes the nonce for the next proof (RFC 9449 §8.2) from an answer that
    /// [`DynSession::renew_after`] does not see, such as that to a repeat.
    pub fn note_nonce(&self, seen: TokenVersion, headers: &HeaderMap) {
        if let Some(proved) = seen.proved {
            self.core().hub.nonces().note(proved, headers);
        }
    }

    fn api(&self) -> Result<&'static ApiSpec, Error> {
        self.spec().api.ok_or_else(|| {
            Error::new(Code::NotOffered, "the provider declares no API")
                .of(self.spec().id)
                .on(CallKind::Api)
                .key("api")
        })
    }

    fn verdict(
        &self,
        api: &'static ApiSpec,
        status: u16,
        headers: &HeaderMap,
        body: &[u8],
    ) -> ApiVerdict {
        let by_status = api.renew_on.contains(&status) || api.stop_on.contains(&status);
        if !by_status && api.renew_if.is_none() && api.lockout.is_none() {
            return ApiVerdict::Done;
        }
        let response = answered(status, headers, body);
        let state = self.load();
        let mut secrets = self.core().inputs(CallKind::Api).secrets(self.spec());
        secrets.push(state.tokens.access_token.expose());
        let refresh_token = state.tokens.refresh_token.as_ref();
        secrets.extend(refresh_token.map(Secret::expose));
        let answer = Answer {
            spec: self.spec(),
            kind: CallKind::Api,
            call: &api.call,
            response: &response,
            client_auth: None,
            secrets: &secrets,
        };
        judge_api(&answer, api, self.core().time.now())
    }

    async fn authorization(
        &self,
        method: &http::Method,
        uri: &Uri,
        headers: &HeaderMap,
    ) -> Result<(Uri, HeaderMap, TokenVersion), Error> {
        self.learn_for_api().await?;
        // What may not carry the token is told before anything is renewed for it.
        self.planned(None, uri, headers, &self.load())?;
        let token = self.token().await?;
        let (planned, proved) = self.planned(Some(method), uri, headers, &token.0)?;
        let call = &self.api()?.call;
        let mut merged = headers.clone();
        for (name, value) in &planned.headers {
            // A repeat is signed anew, with all that the signature covers.
            let remade = call.fresh && call.headers.iter().any(|header| name == header.name);
            if remade || value.is_sensitive() || !merged.contains_key(name) {
                merged.insert(name, value.clone());
            }
        }
        let uri = with_scheme_of(uri, &planned.url)
            .ok_or_else(|| self.refused("the address with the access token in it is not a URL"))?;
        let seen = TokenVersion {
            version: token.version(),
            proved,
        };
        Ok((uri, merged, seen))
    }

    /// The request as this library would send it; with a proof where its method is told.
    fn planned(
        &self,
        method: Option<&http::Method>,
        uri: &Uri,
        headers: &HeaderMap,
        state: &State,
    ) -> Result<(WireRequest, Option<Proved>), Error> {
        let api = self.api()?;
        if uses_body(&api.call) {
            return Err(self.refused(
                "the requests of this API are signed over their body, which is not known here: send it with `request`",
            ));
        }
        let core = self.core();
        let drawn = core.draw(&api.call)?;
        let named = |error: Error| error.of(core.spec.id).on(CallKind::Api);
        let inputs = Inputs {
            dpop: state.key().map_err(named)?,
            access_token: Some((&state.tokens.access_token).into()),
            token_values: Some(&state.tokens.kept),
            callback_values: Some(&state.tokens.kept),
            ..core.inputs(CallKind::Api)
        };
        let inputs = drawn.over(&inputs);
        let mut address = absolute(uri)
            .ok_or_else(|| self.refused("the request has no absolute http or https URL"))?;
        // Trust is judged on declared origins, and a stand-in server is none.
        if let Some(against) = &core.against
            && split_origin(&address).0 == against.as_str()
        {
            let base = plan_api(core.spec, &inputs_of_declared(&inputs), parts("/", headers))?;
            let (own, _) = split_origin(&base.url);
            address.replace_range(..against.as_str().len(), own);
        }
        let mut request = plan_api(core.spec, &inputs, parts(&address, headers))?;
        let prover = Prover::new(core, CallKind::Api, &api.call, &inputs);
        let proof = match method {
            Some(method) => prover.header(method.as_str(), &request.url),
            None => Ok(None),
        };
        let proved = proof.map_err(named)?.map(|(proved, header)| {
            request.headers.insert(DPOP, header);
            proved
        });
        Ok((request, proved))
    }

    fn refused(&self, text: &'static str) -> Error {
        Error::new(Code::InputRefused, text)
            .of(self.spec().id)
            .on(CallKind::Api)
    }
}

fn answered(status: u16, headers: &HeaderMap, body: &[u8]) -> WireResponse {
    WireResponse {
        status,
        headers: headers.clone(),
        body: Bytes::copy_from_slice(body),
        complete: true,
    }
}

fn inputs_of_declared<'a>(inputs: &Inputs<'a>) -> Inputs<'a> {
    Inputs {
        against: None,
        ..*inputs
    }
}

fn parts<'a>(path: &'a str, headers: &'a HeaderMap) -> ApiParts<'a> {
    ApiParts {
        method: Method::Get,
        path,
        query: &[],
        headers,
        body: Bytes::new(),
    }
}

/// The address as declared ones are written: `https` for `wss`, the host in lower
/// case, no default port.
fn absolute(uri: &Uri) -> Option<String> {
    let (scheme, port) = match uri.scheme_str()? {
        "https" | "wss" => ("https", ":443"),
        "http" | "ws" => ("http", ":80"),
        _ => return None,
    };
    let authority = uri.authority()?.as_str().to_ascii_lowercase();
    let authority = authority.strip_suffix(port).unwrap_or(&authority);
    let rest = uri.path_and_query().map_or("/", |rest| rest.as_str());
    let slash = if rest.starts_with('/') { "" } else { "/" };
    Some(format!("{scheme}://{authority}{slash}{rest}"))
}

/// The planned address, with the scheme of a websocket where the request has one.
fn with_scheme_of(uri: &Uri, planned: &str) -> Option<Uri> {
    let mut parts = planned.parse::<Uri>().ok()?.into_parts();
    let secure = parts.scheme == Some(Scheme::HTTPS);
    if matches!(uri.scheme_str(), Some("ws" | "wss")) {
        let scheme = if secure { "wss" } else { "ws" };
        parts.scheme = Some(scheme.parse().ok()?);
    }
    Uri::from_parts(parts).ok()
}

impl<P: Api> Session<P> {
    /// Puts the access token into a request that another client sends.
    /// [`DynSession::authorize`] tells how.
    ///
    /// # Errors
    /// As [`DynSession::authorize`].
    pub fn authorize<'a, B: Send>(
        &'a self,
        request: &'a mut Request<B>,
    ) -> BoxFuture<'a, Result<TokenVersion, Error>> {
        Box::pin(self.as_dyn().authorize(request))
    }

    /// Judges an answer to such a request, and renews the token where the
    /// declaration says so. [`DynSession::renew_after`] tells how.
    ///
    /// # Errors
    /// As [`DynSession::renew_after`].
    pub fn renew_after<'a>(
        &'a self,
        seen: TokenVersion,
        status: u16,
        headers: &'a HeaderMap,
        body: &'a [u8],
    ) -> BoxFuture<'a, Result<bool, Error>> {
        Box::pin(self.as_dyn().renew_after(seen, status, headers, body))
    }
}
