//! A protected resource and its authorization server, as a table of answers.

use std::sync::{Arc, Mutex};

use bytes::Bytes;
use http::{HeaderMap, HeaderValue};
use oauth_runtime::spec::{
    ApiSpec, CallKind, CallSpec, ClientAuth, Discovery, Grants, Part, Place, ProviderSpec, UrlSpec,
};
use oauth_runtime::transport::{Limits, Transport};
use oauth_runtime::wire::{WireRequest, WireResponse};
use oauth_runtime::{DynBuilder, DynClient, DynSession, DynSignIn, Error};
use serde_json::{Value, json};

use crate::world::status;

pub const RESOURCE: &str = "https://mcp.acme.example/mcp";
pub const ISSUER: &str = "https://as.acme.example";
pub const REDIRECT_URI: &str = "http://127.0.0.1:8765/callback";
pub const RESOURCE_METADATA: &str =
    "https://mcp.acme.example/.well-known/oauth-protected-resource/mcp";
pub const SERVER_METADATA: &str = "https://as.acme.example/.well-known/oauth-authorization-server";

const DISCOVERED: CallSpec = CallSpec {
    client_auth: ClientAuth::Discovered,
    ..CallSpec::POST
};

/// What `resource = "https://mcp.acme.example/mcp"` alone declares.
pub static ACME_MCP: ProviderSpec = BY_BROWSER;

/// The same for a program without a browser.
pub static ACME_MCP_DEVICE: ProviderSpec = ProviderSpec {
    grants: Grants::DEVICE_CODE.and(Grants::REFRESH),
    calls: &[
        CallSpec {
            kind: CallKind::Device,
            ..DISCOVERED
        },
        CallSpec {
            kind: CallKind::Token,
            ..DISCOVERED
        },
        REGISTRATION,
    ],
    ..BY_BROWSER
};

const REGISTRATION: CallSpec = CallSpec {
    kind: CallKind::Registration,
    client_auth: ClientAuth::None,
    place: Place::Json,
    ..CallSpec::POST
};

const BY_BROWSER: ProviderSpec = ProviderSpec {
    id: "acme_mcp",
    name: "Acme MCP",
    resource: Some(&[Part::Lit(RESOURCE)]),
    discovery: Discovery::Resource,
    grants: Grants::AUTHORIZATION_CODE.and(Grants::REFRESH),
    calls: &[
        CallSpec {
            kind: CallKind::Authorize,
            ..CallSpec::GET
        },
        CallSpec {
            kind: CallKind::Token,
            ..DISCOVERED
        },
        CallSpec {
            kind: CallKind::Revoke,
            ..DISCOVERED
        },
        REGISTRATION,
    ],
    api: Some(&ApiSpec {
        call: CallSpec {
            url: UrlSpec::new(&[Part::Lit(RESOURCE)], &[]),
            ..ApiSpec::DEFAULT.call
        },
        ..ApiSpec::DEFAULT
    }),
    ..ProviderSpec::DEFAULT
};

#[derive(Clone, Default)]
pub struct World(Arc<Mutex<Inner>>);

#[derive(Default)]
struct Inner {
    routes: Vec<(String, Vec<WireResponse>)>,
    sent: Vec<WireRequest>,
}

impl World {
    /// A resource with a challenge and metadata, and a server that registers clients.
    pub fn new() -> Self {
        let world = Self::default();
        world.answer(&format!("HEAD {RESOURCE}"), [refusal(401, "")]);
        world.answer(
            &format!("GET {RESOURCE_METADATA}"),
            [json_of(&resource_metadata())],
        );
        world.answer(
            &format!("GET {SERVER_METADATA}"),
            [json_of(&server_metadata())],
        );
        world.answer(
            "POST https://as.acme.example/register",
            [registered("client-1")],
        );
        world
    }

    /// Sets the answers to a request; the last one repeats.
    pub fn answer(&self, line: &str, answers: impl IntoIterator<Item = WireResponse>) {
        let mut inner = self.0.lock().unwrap();
        inner.routes.retain(|(known, _)| known != line);
        inner
            .routes
            .push((line.to_owned(), answers.into_iter().collect()));
    }

    pub fn tokens(&self, answers: impl IntoIterator<Item = WireResponse>) {
        self.answer("POST https://as.acme.example/token", answers);
    }

    pub fn transport(&self) -> impl Transport + use<> {
        let inner = self.0.clone();
        move |request: WireRequest, _: Limits| {
            let mut inner = inner.lock().unwrap();
            let line = format!("{} {}", request.method.as_str(), request.url);
            inner.sent.push(request);
            let mut routes = inner.routes.iter_mut();
            let answer = match routes.find(|(known, _)| *known == line) {
                None => status(404, ""),
                Some((_, answers)) if answers.len() > 1 => answers.remove(0),
                Some((_, answers)) => answers[0].clone(),
            };
            async move { Ok(answer) }
        }
    }

    /// A client without an id.
    pub fn builder(&self) -> DynBuilder {
        DynClient::builder(&ACME_MCP, &[], "").transport(self.transport())
    }

    pub fn client(&self) -> DynClient {
        self.builder().build().unwrap()
    }

    /// The request lines since the last look.
    pub fn lines(&self) -> Vec<String> {
        let sent = std::mem::take(&mut self.0.lock().unwrap().sent);
        let line = |sent: &WireRequest| format!("{} {}", sent.method.as_str(), sent.url);
        sent.iter().map(line).collect()
    }

    /// How often this was requested.
    pub fn count(&self, line: &str) -> usize {
        self.all(line).len()
    }

    /// The body of the last such request.
    pub fn body(&self, line: &str) -> String {
        let last = self.all(line).pop().expect("no such request");
        String::from_utf8(last.body.to_vec()).unwrap()
    }

    pub fn header(&self, line: &str, name: &str) -> Option<String> {
        let last = self.all(line).pop()?;
        Some(last.headers.get(name)?.to_str().unwrap().to_owned())
    }

    fn all(&self, line: &str) -> Vec<WireRequest> {
        let inner = self.0.lock().unwrap();
        let is = |sent: &&WireRequest| format!("{} {}", sent.method.as_str(), sent.url) == line;
        inner.sent.iter().filter(is).cloned().collect()
    }
}

pub fn resource_metadata() -> Value {
    json!({
        "resource": RESOURCE,
        "authorization_servers": [ISSUER],
        "scopes_supported": ["files:read", "files:write"],
        "bearer_methods_supported": ["header"],
    })
}

pub fn server_metadata() -> Value {
    json!({
        "issuer": ISSUER,
        "authorization_endpoint": "https://as.acme.example/authorize",
        "token_endpoint": "https://as.acme.example/token",
        "revocation_endpoint": "https://as.acme.example/revoke",
        "registration_endpoint": "https://as.acme.example/register",
        "response_types_supported": ["code"],
        "code_challenge_methods_supported": ["S256"],
        "token_endpoint_auth_methods_supported": ["none", "client_secret_basic"],
    })
}

pub fn json_of(value: &Value) -> WireResponse {
    status(200, &value.to_string())
}

/// The answer of RFC 7591 §3.2.1 for a public client.
pub fn registered(client_id: &str) -> WireResponse {
    let body = json!({
        "client_id": client_id,
        "redirect_uris": [REDIRECT_URI],
        "token_endpoint_auth_method": "none",
        "grant_types": ["authorization_code", "refresh_token"],
    });
    status(201, &body.to_string())
}

/// A refusal of the resource that names its metadata, and more.
pub fn refusal(code: u16, more: &str) -> WireResponse {
    let challenge = format!("Bearer resource_metadata=\"{RESOURCE_METADATA}\"{more}");
    challenged(code, &challenge)
}

pub fn challenged(code: u16, challenge: &str) -> WireResponse {
    let mut answer = status(code, "");
    let mut headers = HeaderMap::new();
    headers.insert(
        "www-authenticate",
        HeaderValue::from_str(challenge).unwrap(),
    );
    answer.headers = headers;
    answer.body = Bytes::new();
    answer
}

pub fn tokens(access: &str, scope: &str) -> WireResponse {
    let body = json!({
        "access_token": access,
        "token_type": "Bearer",
        "expires_in": 3600,
        "refresh_token": format!("refresh-of-{access}"),
        "scope": scope,
    });
    status(200, &body.to_string())
}

/// A parameter of a query or of a form, decoded.
pub fn param(text: &str, name: &str) -> Option<String> {
    let query = text.split_once('?').map_or(text, |(_, query)| query);
    let pair = query
        .split('&')
        .filter_map(|pair| pair.split_once('='))
        .find(|(known, _)| *known == name)?;
    Some(
        pair.1
            .replace('+', " ")
            .replace("%3A", ":")
            .replace("%2F", "/")
            .replace("%20", " "),
    )
}

/// Signs in with these scopes and the tokens that the world answers.
pub async fn sign_in(client: &DynClient, scope: &str) -> DynSession {
    let login = client.authorize(REDIRECT_URI, scope).await.unwrap();
    finish(&login).await.unwrap()
}

/// Comes back from the browser with a code.
pub async fn finish(login: &DynSignIn) -> Result<DynSession, Error> {
    let state = param(login.url(), "state").unwrap();
    let callback = format!("{REDIRECT_URI}?code=code-1&state={state}");
    login.finish(&callback).await
}
