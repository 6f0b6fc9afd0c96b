//! A provider that speaks every standard of the authorization request, as tables, and
//! a client of it whose key signs nothing real.

use oauth_runtime::clock::Clock;
use oauth_runtime::jose::{ClientKey, SignError, Signer};
use oauth_runtime::spec::{
    Alg, CallKind, CallSpec, ClientAssertion, ClientAuth, Grants, Part, ProviderSpec,
    ScopeListSpec, UrlSpec,
};
use oauth_runtime::transport::{BoxFuture, Transport};
use oauth_runtime::{DynBuilder, DynClient};
use serde_json::Value;

use crate::world::TestClock;

pub const ISSUER: &str = "https://acme.example";
pub const CALLBACK: &str = "https://app.example/cb";

const ORIGIN: &[Part] = &[Part::Lit(ISSUER)];

const fn post(kind: CallKind, path: &'static [Part]) -> CallSpec {
    CallSpec {
        kind,
        url: UrlSpec::new(ORIGIN, path),
        client_auth: ClientAuth::PrivateKeyJwt(ClientAssertion::DEFAULT),
        ..CallSpec::POST
    }
}

pub const AUTHORIZE: CallSpec = CallSpec {
    kind: CallKind::Authorize,
    url: UrlSpec::new(ORIGIN, &[Part::Lit("/authorize")]),
    ..CallSpec::GET
};
pub const TOKEN: CallSpec = post(CallKind::Token, &[Part::Lit("/token")]);
pub const REVOKE: CallSpec = post(CallKind::Revoke, &[Part::Lit("/revoke")]);
pub const PAR: CallSpec = post(CallKind::Par, &[Part::Lit("/par")]);
pub const JWKS: CallSpec = CallSpec {
    kind: CallKind::Jwks,
    url: UrlSpec::new(ORIGIN, &[Part::Lit("/jwks")]),
    ..CallSpec::GET
};

/// Authorization requests go through the browser, signed by nobody.
pub const ACME: ProviderSpec = ProviderSpec {
    id: "acme",
    name: "Acme",
    issuer: Some(ORIGIN),
    scopes: ScopeListSpec::DEFAULT,
    grants: Grants::AUTHORIZATION_CODE
        .and(Grants::REFRESH)
        .and(Grants::CLIENT_CREDENTIALS),
    calls: &[AUTHORIZE, TOKEN, REVOKE],
    ..ProviderSpec::DEFAULT
};

/// Signs with the same bytes whatever it is given.
pub struct Fixed(pub Alg);

impl Signer for Fixed {
    fn alg(&self) -> Alg {
        self.0
    }

    fn sign<'a>(&'a self, _: &'a [u8]) -> BoxFuture<'a, Result<Vec<u8>, SignError>> {
        Box::pin(async { Ok(vec![1; 64]) })
    }
}

pub fn builder(spec: &'static ProviderSpec, transport: impl Transport) -> DynBuilder {
    DynClient::builder(spec, &[], "client-1")
        .client_key(ClientKey::new(Fixed(Alg::Es256)).key_id("key-1"))
        .clock(TestClock::default())
        .transport(transport)
}

/// Seconds since 1970 at the beginning of each test.
pub fn start() -> u64 {
    let now = TestClock::default().now();
    now.duration_since(std::time::SystemTime::UNIX_EPOCH)
        .unwrap()
        .as_secs()
}

/// Header or claims of a JWT.
pub fn part(jwt: &str, at: usize) -> Value {
    use base64::Engine as _;
    use base64::engine::general_purpose::URL_SAFE_NO_PAD;
    let text = jwt.split('.').nth(at).unwrap();
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(text).unwrap()).unwrap()
}

/// The parameters of a query or a form, in order.
pub fn pairs(text: &str) -> Vec<(String, String)> {
    let query = text.split_once('?').map_or(text, |(_, query)| query);
    let decoded = |text: &str| {
        percent_encoding::percent_decode_str(&text.replace('+', " "))
            .decode_utf8()
            .unwrap()
            .into_owned()
    };
    let pair = |pair: &str| {
        let (name, value) = pair.split_once('=').unwrap();
        (decoded(name), decoded(value))
    };
    query.split('&').map(pair).collect()
}

pub fn value(pairs: &[(String, String)], name: &str) -> Option<String> {
    let found: Vec<_> = pairs.iter().filter(|(known, _)| known == name).collect();
    assert!(found.len() < 2, "{name} stands twice");
    found.first().map(|(_, value)| value.clone())
}

pub fn names(pairs: &[(String, String)]) -> Vec<&str> {
    pairs.iter().map(|(name, _)| name.as_str()).collect()
}
