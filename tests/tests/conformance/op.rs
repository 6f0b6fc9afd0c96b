//! An OpenID provider that says whatever a test has it say.

use std::sync::{Arc, Mutex, MutexGuard};
use std::time::UNIX_EPOCH;

use aws_lc_rs::digest::{SHA256, digest};
use oauth_runtime::clock::Clock as _;
use oauth_runtime::transport::{Limits, Transport};
use oauth_runtime::wire::{WireRequest, WireResponse};
use reqwest::Url;
use serde_json::{Map, Value, json};

use super::key::{Key, base64url};
use crate::support::{TestClock, answer, body_text};

/// The issuer.
pub const ISSUER: &str = "https://op.example";
/// The redirect URI of the client.
pub const REDIRECT_URI: &str = "https://app.example/callback";
/// The client id and its secret.
pub const CLIENT: (&str, &str) = ("client-1", "secret of client-1, long enough");

/// What a test does to a JWT before it is signed: header, claims, the present second.
pub type Change = Box<dyn Fn(&mut Value, &mut Value, u64) + Send>;

/// What the provider says.
pub struct State {
    /// Its metadata by the name of OpenID Connect.
    pub metadata: Value,
    /// Its metadata by the name of RFC 8414, where it has one.
    pub oauth_metadata: Option<Value>,
    /// The keys that it publishes.
    pub published: Vec<Value>,
    /// The key that signs.
    pub key: Key,
    /// Applied to each ID token.
    pub id_token: Change,
    /// Applied to each authorization response that is a JWT.
    pub response: Change,
    /// Members of token answers; `null` takes one away.
    pub token: Value,
    /// The claims of the user.
    pub userinfo: Value,
    /// Whether userinfo comes as a JWT.
    pub signs_userinfo: bool,
    /// Whether the resource asks for a nonce in DPoP proofs, and how it spells the scheme.
    pub dpop_challenge: Option<&'static str>,
    /// A path whose requests are answered by a redirect: status and target.
    pub redirect: Option<(&'static str, u16, &'static str)>,
    /// All requests but those of the browser.
    pub sent: Vec<WireRequest>,
    /// The authorization request that the present code is for.
    request: Map<String, Value>,
    pushed: Map<String, Value>,
}

/// The provider, with the clock by which it and its client live.
#[derive(Clone)]
pub struct Op {
    state: Arc<Mutex<State>>,
    /// The clock of both.
    pub clock: TestClock,
}

impl Default for Op {
    fn default() -> Self {
        let endpoint = |path: &str| format!("{ISSUER}{path}");
        let metadata = json!({
            "issuer": ISSUER,
            "authorization_endpoint": endpoint("/authorize"),
            "token_endpoint": endpoint("/token"),
            "userinfo_endpoint": endpoint("/userinfo"),
            "jwks_uri": endpoint("/jwks"),
            "registration_endpoint": endpoint("/register"),
            "end_session_endpoint": endpoint("/logout"),
            "device_authorization_endpoint": endpoint("/device"),
            "revocation_endpoint": endpoint("/revoke"),
            "introspection_endpoint": endpoint("/introspect"),
            "pushed_authorization_request_endpoint": endpoint("/par"),
            "response_types_supported": ["code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["RS256", "ES256", "PS256"],
            "token_endpoint_auth_methods_supported": ["client_secret_basic", "private_key_jwt"],
            "code_challenge_methods_supported": ["S256"],
            "authorization_response_iss_parameter_supported": true,
        });
        let state = State {
            metadata,
            oauth_metadata: None,
            published: vec![Key::Rsa.jwk()],
            key: Key::Rsa,
            id_token: Box::new(|_, _, _| ()),
            response: Box::new(|_, _, _| ()),
            token: json!({}),
            userinfo: json!({"sub": "alice", "email": "alice@op.example"}),
            signs_userinfo: false,
            dpop_challenge: None,
            redirect: None,
            sent: Vec::new(),
            request: Map::new(),
            pushed: Map::new(),
        };
        Self {
            state: Arc::new(Mutex::new(state)),
            clock: TestClock::default(),
        }
    }
}

/// `name=value` pairs, decoded.
pub fn pairs(form: &str) -> Map<String, Value> {
    Url::parse(&format!("https://form.example/?{form}"))
        .unwrap()
        .query_pairs()
        .map(|(name, value)| (name.into_owned(), value.into_owned().into()))
        .collect()
}

/// The claims of a JWT, unchecked.
pub fn claims(jwt: &str) -> Map<String, Value> {
    use base64::Engine as _;
    use base64::engine::general_purpose::URL_SAFE_NO_PAD;
    let part = jwt.split('.').nth(1).unwrap();
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(part).unwrap()).unwrap()
}

impl Op {
    /// What the provider says, to be changed.
    pub fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap()
    }

    /// Sets what is done to each ID token.
    pub fn id_token(&self, change: impl Fn(&mut Value, &mut Value, u64) + Send + 'static) {
        self.state().id_token = Box::new(change);
    }

    /// Signs with this key from now on, and publishes it alone.
    pub fn sign_with(&self, key: Key) {
        let mut state = self.state();
        state.key = key;
        state.published = vec![key.jwk()];
    }

    /// How many requests went to this path.
    pub fn requests(&self, path: &str) -> usize {
        let state = self.state();
        let at = |request: &&WireRequest| Url::parse(&request.url).unwrap().path() == path;
        state.sent.iter().filter(at).count()
    }

    /// The last request to this path.
    pub fn last(&self, path: &str) -> WireRequest {
        let state = self.state();
        let at = |request: &&WireRequest| Url::parse(&request.url).unwrap().path() == path;
        state.sent.iter().rfind(at).unwrap().clone()
    }

    /// The way to the provider.
    pub fn transport(&self) -> impl Transport + use<> {
        let op = self.clone();
        move |request: WireRequest, _: Limits| {
            let answer = op.answer(&request);
            op.state().sent.push(request);
            async move { Ok(answer) }
        }
    }

    /// What the browser brings back from this address.
    pub fn callback(&self, url: &str) -> String {
        let response = self.response(url);
        let mut callback = Url::parse(REDIRECT_URI).unwrap();
        for (name, value) in response {
            let text = value.as_str().unwrap().to_owned();
            callback.query_pairs_mut().append_pair(&name, &text);
        }
        callback.into()
    }

    /// The parameters of the authorization response.
    pub fn response(&self, url: &str) -> Map<String, Value> {
        let now = self.now();
        let mut state = self.state();
        let url = Url::parse(url).unwrap();
        let mut request = pairs(url.query().unwrap());
        if request.contains_key("request_uri") {
            request = state.pushed.clone();
        }
        if let Some(object) = request.get("request").and_then(Value::as_str) {
            request = claims(object);
        }
        state.request = request;
        let mut plain = json!({"code": "code-1", "iss": ISSUER});
        plain["state"] = state.request["state"].clone();
        let mode = state.request.get("response_mode").and_then(Value::as_str);
        if !mode.is_some_and(|mode| mode.ends_with("jwt")) {
            return plain.as_object().unwrap().clone();
        }
        plain["aud"] = json!(CLIENT.0);
        plain["exp"] = json!(now + 60);
        let mut header = state.header();
        (state.response)(&mut header, &mut plain, now);
        let jwt = state.key.sign(&header, &plain);
        json!({ "response": jwt }).as_object().unwrap().clone()
    }

    fn now(&self) -> u64 {
        self.clock
            .now()
            .duration_since(UNIX_EPOCH)
            .unwrap()
            .as_secs()
    }

    fn answer(&self, request: &WireRequest) -> WireResponse {
        let now = self.now();
        let mut state = self.state();
        let json = |status, value: &Value| {
            answer(
                status,
                &[("content-type", "application/json")],
                value.to_string(),
            )
        };
        let not_found = || answer(404, &[], "");
        let url = Url::parse(&request.url).unwrap();
        if url.origin().ascii_serialization() != ISSUER {
            return not_found();
        }
        if let Some((path, status, target)) = state.redirect
            && url.path() == path
        {
            return answer(status, &[("location", target)], "");
        }
        match url.path() {
            "/.well-known/openid-configuration" => json(200, &state.metadata),
            "/.well-known/oauth-authorization-server" => match &state.oauth_metadata {
                Some(metadata) => json(200, metadata),
                None => not_found(),
            },
            "/jwks" | "/moved/jwks" => json(200, &json!({"keys": state.published})),
            "/par" => {
                state.pushed = pairs(&body_text(request));
                json(
                    201,
                    &json!({"request_uri": "urn:example:1", "expires_in": 60}),
                )
            }
            "/register" => json(201, &json!({"client_id": CLIENT.0})),
            "/token" => json(200, &state.tokens(now)),
            "/userinfo" if state.signs_userinfo => {
                let mut claims = state.userinfo.clone();
                claims["iss"] = json!(ISSUER);
                claims["aud"] = json!(CLIENT.0);
                let jwt = state.key.sign(&state.header(), &claims);
                answer(200, &[("content-type", "application/jwt")], jwt)
            }
            "/userinfo" => json(200, &state.userinfo),
            "/api/me" => match state.dpop_challenge.take() {
                Some(scheme) => {
                    let challenge = format!("{scheme} error=\"use_dpop_nonce\"");
                    let headers = [("www-authenticate", &*challenge), ("dpop-nonce", "n-1")];
                    answer(401, &headers, "")
                }
                None => json(200, &json!({"sub": "alice"})),
            },
            _ => not_found(),
        }
    }
}

impl State {
    fn header(&self) -> Value {
        json!({"alg": self.key.alg(), "kid": self.key.kid()})
    }

    fn tokens(&self, now: u64) -> Value {
        let access_token = "at-1";
        let hash = digest(&SHA256, access_token.as_bytes());
        let (half, _) = hash.as_ref().split_at(16);
        let mut claims = json!({
            "iss": ISSUER, "sub": "alice", "aud": CLIENT.0,
            "iat": now, "exp": now + 300, "at_hash": base64url(half),
        });
        if let Some(nonce) = self.request.get("nonce") {
            claims["nonce"] = nonce.clone();
        }
        let mut header = self.header();
        (self.id_token)(&mut header, &mut claims, now);
        let mut answer = json!({
            "access_token": access_token, "token_type": "Bearer", "expires_in": 300,
            "refresh_token": "rt-1", "id_token": self.key.sign(&header, &claims),
        });
        let members = answer.as_object_mut().unwrap();
        for (name, value) in self.token.as_object().unwrap() {
            members.insert(name.clone(), value.clone());
        }
        members.retain(|_, value| !value.is_null());
        answer
    }
}
