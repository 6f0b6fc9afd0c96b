//! An authorization server whose metadata a test sets.

use std::sync::{Arc, Mutex};

use oauth_runtime::spec::{
    CallKind, CallSpec, ClientAuth, Discovery, Grants, Part, ProviderSpec, UrlSpec,
};
use oauth_runtime::transport::{Limits, TransportError};
use oauth_runtime::wire::{WireRequest, WireResponse};
use oauth_runtime::{DynBuilder, DynClient};
use serde_json::{Map, Value, json};

use crate::support::{Sent, answer, json as json_answer};

pub const ISSUER: &str = "https://acme.example";

const POST: CallSpec = CallSpec {
    client_auth: ClientAuth::Discovered,
    ..CallSpec::POST
};

const fn post(kind: CallKind) -> CallSpec {
    CallSpec { kind, ..POST }
}

const fn get(kind: CallKind) -> CallSpec {
    CallSpec {
        kind,
        ..CallSpec::GET
    }
}

/// A provider of which only the issuer is declared.
pub static ACME: ProviderSpec = ProviderSpec {
    id: "acme",
    name: "Acme",
    issuer: Some(&[Part::Lit(ISSUER)]),
    discovery: Discovery::Issuer,
    grants: Grants::AUTHORIZATION_CODE
        .and(Grants::REFRESH)
        .and(Grants::CLIENT_CREDENTIALS)
        .and(Grants::DEVICE_CODE),
    calls: &[
        get(CallKind::Authorize),
        post(CallKind::Token),
        post(CallKind::Device),
        post(CallKind::Introspect),
        post(CallKind::Revoke),
        get(CallKind::UserInfo),
    ],
    ..ProviderSpec::DEFAULT
};

/// One whose token endpoint is declared.
pub static HALF: ProviderSpec = ProviderSpec {
    calls: &[
        get(CallKind::Authorize),
        CallSpec {
            url: UrlSpec::new(
                &[Part::Lit("https://declared.example")],
                &[Part::Lit("/token")],
            ),
            ..POST
        },
    ],
    ..ACME
};

/// Status and body.
type Reply = (u16, String);

/// The only place of the metadata, and what is elsewhere.
struct Place {
    url: String,
    elsewhere: Reply,
}

/// What the server says and was asked. Clones are the same server.
#[derive(Clone)]
pub struct Server {
    pub metadata: Arc<Mutex<Map<String, Value>>>,
    pub sent: Sent,
    /// In place of the metadata.
    instead: Arc<Mutex<Option<Reply>>>,
    place: Arc<Mutex<Option<Place>>>,
    /// Headers of the metadata.
    pub cache_control: Arc<Mutex<&'static str>>,
}

impl Default for Server {
    fn default() -> Self {
        let metadata = json!({
            "issuer": ISSUER,
            "authorization_endpoint": "https://login.acme.example/authorize",
            "token_endpoint": "https://acme.example/token",
            "device_authorization_endpoint": "https://acme.example/device",
            "introspection_endpoint": "https://acme.example/introspect",
            "revocation_endpoint": "https://acme.example/revoke",
            "userinfo_endpoint": "https://acme.example/userinfo",
            "jwks_uri": "https://acme.example/jwks",
            "code_challenge_methods_supported": ["S256"],
            "x-own": "y",
        });
        let Value::Object(metadata) = metadata else {
            unreachable!()
        };
        Self {
            metadata: Arc::new(Mutex::new(metadata)),
            sent: Sent::default(),
            instead: Arc::default(),
            place: Arc::default(),
            cache_control: Arc::default(),
        }
    }
}

impl Server {
    pub fn set(&self, name: &str, value: Value) {
        self.metadata.lock().unwrap().insert(name.into(), value);
    }

    pub fn only_at(&self, place: &str, elsewhere: (u16, &str)) {
        let elsewhere = (elsewhere.0, elsewhere.1.to_owned());
        let url = place.to_owned();
        *self.place.lock().unwrap() = Some(Place { url, elsewhere });
    }

    /// Answers this for the metadata, or the metadata again.
    pub fn fail(&self, with: Option<(u16, &str)>) {
        *self.instead.lock().unwrap() = with.map(|(status, body)| (status, body.to_owned()));
    }

    /// Method and URL of each request.
    pub fn asked(&self) -> Vec<String> {
        let sent = self.sent.lock().unwrap();
        let line = |request: &WireRequest| format!("{} {}", request.method.as_str(), request.url);
        sent.iter().map(line).collect()
    }

    /// How often the metadata was asked for.
    pub fn fetched(&self) -> usize {
        let asked = self.asked();
        asked
            .iter()
            .filter(|line| line.contains("/.well-known/"))
            .count()
    }

    fn reply(&self, request: &WireRequest) -> Result<WireResponse, TransportError> {
        if request.url.contains("/.well-known/") {
            return self.reply_metadata(&request.url);
        }
        let path = request.url.rsplit('/').next().unwrap_or_default();
        Ok(json_answer(match path {
            "token" => r#"{"access_token":"at","token_type":"Bearer","refresh_token":"rt"}"#,
            "device" => {
                r#"{"device_code":"d","user_code":"WDJB-MJHT","verification_uri":"https://acme.example/device","expires_in":600}"#
            }
            "introspect" => r#"{"active":true}"#,
            "userinfo" => r#"{"sub":"1"}"#,
            _ => "{}",
        }))
    }

    fn reply_metadata(&self, url: &str) -> Result<WireResponse, TransportError> {
        match &*self.instead.lock().unwrap() {
            Some((0, why)) => return Err(TransportError::NotSent(why.clone())),
            Some((1, why)) => return Err(TransportError::NoAnswer(why.clone())),
            Some((status, body)) => return Ok(answer(*status, &[], body.clone())),
            None => (),
        }
        match &*self.place.lock().unwrap() {
            Some(place) if place.url != url => {
                let (status, body) = place.elsewhere.clone();
                return Ok(answer(status, &[], body));
            }
            _ => (),
        }
        let metadata = Value::Object(self.metadata.lock().unwrap().clone());
        let cache = *self.cache_control.lock().unwrap();
        Ok(answer(
            200,
            &[("cache-control", cache)],
            metadata.to_string(),
        ))
    }
}

/// A client of a provider at this server.
pub fn built(spec: &'static ProviderSpec, server: &Server) -> DynBuilder {
    let server = server.clone();
    let transport = move |request: WireRequest, _: Limits| {
        let server = server.clone();
        async move {
            // So that others come while it is under way.
            tokio::task::yield_now().await;
            let reply = server.reply(&request);
            server.sent.lock().unwrap().push(request);
            reply
        }
    };
    DynClient::builder(spec, &[], "app").transport(transport)
}

pub fn client(server: &Server) -> DynBuilder {
    built(&ACME, server)
}
