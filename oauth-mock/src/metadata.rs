//! The server's own metadata (RFC 8414 §3), for declarations that leave addresses to it.

use oauth_runtime::spec::{CallKind, CallSpec, ClientAuth, Discovery, Grants, Pkce, UrlSpec};
use serde_json::{Map, Value, json};

use crate::answer::Answer;
use crate::read::Request;
use crate::server::Shared;
use crate::setup::Setup;

/// The issuer where the declaration names none.
pub(crate) const ISSUER: &str = "https://mock.example";

/// The member that names the endpoint of a call.
fn member(kind: CallKind) -> Option<&'static str> {
    Some(match kind {
        CallKind::Authorize => "authorization_endpoint",
        CallKind::Token => "token_endpoint",
        CallKind::Device => "device_authorization_endpoint",
        CallKind::Revoke => "revocation_endpoint",
        CallKind::Introspect => "introspection_endpoint",
        CallKind::UserInfo => "userinfo_endpoint",
        CallKind::Par => "pushed_authorization_request_endpoint",
        CallKind::BackchannelAuthentication => "backchannel_authentication_endpoint",
        CallKind::Registration => "registration_endpoint",
        CallKind::Jwks => "jwks_uri",
        CallKind::EndSession => "end_session_endpoint",
        _ => return None,
    })
}

/// Where a call is found whose address the declaration leaves open. The grants at the
/// token endpoint share one.
pub(crate) fn path(kind: CallKind) -> String {
    match kind.yields_token() {
        true => "/token".to_owned(),
        false => format!("/{}", kind.key()),
    }
}

impl Setup {
    /// The issuer identifier, where every tenant value in it is known.
    pub(crate) fn issuer(&self) -> Option<String> {
        let Some(declared) = self.spec.issuer else {
            // A resource is at home at its own authorization server here.
            return self
                .resource()
                .map(|resource| split(&resource).0.to_owned());
        };
        self.values(None).fill(declared).ok()?.text()
    }

    /// Whether a text is the issuer identifier, with any tenant value where the server was
    /// told none. `None` where no issuer is declared.
    pub(crate) fn is_issuer(&self, given: &str) -> Option<bool> {
        let wanted = self.values(None).fill(self.spec.issuer?).ok()?;
        Some(wanted.matches(given))
    }

    /// The issuer identifier as a client with [`Setup::tenant_values`] knows it.
    pub(crate) fn issuer_of_clients(&self) -> String {
        let made_up = |parts| self.values(None).origin(parts).ok();
        let issuer = self.issuer().or_else(|| made_up(self.spec.issuer?));
        issuer.unwrap_or_else(|| ISSUER.to_owned())
    }

    /// The address of a call: the declared one, or the one that the metadata names.
    pub(crate) fn endpoint(&self, call: &CallSpec) -> String {
        address(self, &call.url).unwrap_or_else(|| {
            let issuer = self.issuer_of_clients();
            format!("{}{}", split(&issuer).0, path(call.kind))
        })
    }

    /// The methods of client authentication that the server takes (RFC 8414 §2).
    pub(crate) fn auth_methods(&self) -> Vec<&'static str> {
        let call = self.spec.call(CallKind::Token);
        let call = call.or_else(|| self.spec.call(CallKind::ClientCredentials));
        let confidential = match call.map(|call| self.client_auth(call.kind, call)) {
            Some(ClientAuth::Basic(_)) => Some("client_secret_basic"),
            Some(ClientAuth::Body) => Some("client_secret_post"),
            Some(ClientAuth::PrivateKeyJwt(_)) => Some("private_key_jwt"),
            Some(ClientAuth::ClientSecretJwt(_)) => Some("client_secret_jwt"),
            Some(ClientAuth::TlsClientAuth) => Some("tls_client_auth"),
            _ => None,
        };
        let public = self.clients.iter().any(|client| client.is_public());
        let registers = self.spec.call(CallKind::Registration).is_some();
        let by_secret = confidential.is_some_and(|name| name.starts_with("client_secret_"));
        let public = public || confidential.is_none() || (registers && by_secret);
        confidential
            .into_iter()
            .chain(public.then_some("none"))
            .collect()
    }
}

impl Shared {
    /// The metadata, where a request asks for it at one of its well-known addresses.
    pub(crate) fn metadata(&self, request: &Request) -> Option<Answer> {
        let setup = &self.setup;
        if setup.spec.discovery == Discovery::None || request.method != "GET" {
            return None;
        }
        let issuer = setup.issuer_of_clients();
        let (_, below) = split(&issuer);
        let below = below.trim_end_matches('/');
        let known = [
            format!("/.well-known/oauth-authorization-server{below}"),
            format!("/.well-known/openid-configuration{below}"),
            format!("{below}/.well-known/openid-configuration"),
        ];
        if !known.contains(&request.path) {
            return None;
        }
        let body = Value::Object(self.members(&issuer)).to_string();
        Some(Answer::new(200, "application/json", body))
    }

    fn members(&self, issuer: &str) -> Map<String, Value> {
        let spec = self.setup.spec;
        let mut members = Map::new();
        let mut set = |name: &str, value: Value| members.insert(name.to_owned(), value);
        set("issuer", issuer.into());
        for kind in CallKind::ALL {
            let (Some(member), Some(call)) = (member(*kind), spec.call(*kind)) else {
                continue;
            };
            set(member, self.setup.endpoint(call).into());
        }
        let grants: Vec<&str> = [
            (Grants::AUTHORIZATION_CODE, "authorization_code"),
            (Grants::REFRESH, "refresh_token"),
            (Grants::CLIENT_CREDENTIALS, "client_credentials"),
            (Grants::PASSWORD, "password"),
            (
                Grants::DEVICE_CODE,
                "urn:ietf:params:oauth:grant-type:device_code",
            ),
        ]
        .into_iter()
        .filter_map(|(grant, name)| spec.grants.contains(grant).then_some(name))
        .collect();
        set("grant_types_supported", json!(grants));
        set("response_types_supported", json!(["code"]));
        set(
            "token_endpoint_auth_methods_supported",
            json!(self.setup.auth_methods()),
        );
        let pkce = match self.setup.pkce() {
            Pkce::S256 | Pkce::S256Hex => Some("S256"),
            Pkce::Plain => Some("plain"),
            _ => None,
        };
        if let Some(method) = pkce {
            set("code_challenge_methods_supported", json!([method]));
        }
        set(
            "authorization_response_iss_parameter_supported",
            self.setup.issuer().is_some().into(),
        );
        members
    }
}

/// The declared address of a call; `None` when the declaration leaves it open.
fn address(setup: &Setup, url: &UrlSpec) -> Option<String> {
    let values = setup.values(None);
    let origin = values.fill(url.origin).ok().filter(|_| url.is_declared())?;
    origin.then(values.fill(url.rest).ok()?).text()
}

/// Scheme, host and port of a URL, and what follows.
pub(crate) fn split(url: &str) -> (&str, &str) {
    let host = url.find("://").map_or(0, |at| at + 3);
    let rest = url.get(host..).unwrap_or_default();
    let end = rest.find('/').map_or(url.len(), |at| at + host);
    url.split_at_checked(end).unwrap_or((url, ""))
}
