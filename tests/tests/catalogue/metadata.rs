//! What an issuer and a resource say of themselves, and a client that registers itself.

use oauth_runtime::spec::CallKind;
use oauth_runtime::wire::WireRequest;
use oauth_runtime::{Code, DynClient, Error, Provider as _};
use serde_json::{Value, json};

use super::{ACCESS, CALLBACK, CLIENT_SECRET, Case, Provoked};
use crate::discovery::server::{Server, client};
use crate::support::{answer, replying};

mod mcp {
    /// A resource of which only the address is declared.
    #[oauth_runtime::oauth_provider(resource = "https://mcp.acme.example/mcp")]
    pub struct AcmeMcp;
}

/// Reads this in place of the metadata.
fn instead(status: u16, body: &'static str) -> Provoked {
    Box::pin(async move {
        let server = Server::default();
        server.fail(Some((status, body)));
        let client = client(&server).client_secret(CLIENT_SECRET);
        client.build().unwrap().resolved().await.unwrap_err()
    })
}

/// Begins a sign-in where the metadata have this member.
fn with(name: &'static str, value: impl Into<Value> + 'static) -> Provoked {
    Box::pin(async move {
        let server = Server::default();
        server.set(name, value.into());
        let client = client(&server).client_secret(CLIENT_SECRET);
        let client = client.build().unwrap();
        client.authorize(CALLBACK, "read").await.unwrap_err()
    })
}

/// What the resource and its authorization server say.
struct Said {
    resource: &'static str,
    registers: bool,
    /// The error of the registration, and its status.
    refusal: (u16, &'static str),
}

impl Said {
    const DEFAULT: Self = Self {
        resource: "https://mcp.acme.example/mcp",
        registers: true,
        refusal: (400, "invalid_redirect_uri"),
    };

    fn answer(&self, request: &WireRequest) -> oauth_runtime::wire::WireResponse {
        let body = match request.url.as_str() {
            "https://mcp.acme.example/.well-known/oauth-protected-resource/mcp" => json!({
                "resource": self.resource,
                "authorization_servers": ["https://as.acme.example"],
            }),
            "https://as.acme.example/.well-known/oauth-authorization-server" => json!({
                "issuer": "https://as.acme.example",
                "authorization_endpoint": "https://as.acme.example/authorize",
                "token_endpoint": "https://as.acme.example/token",
                "registration_endpoint":
                    self.registers.then_some("https://as.acme.example/register"),
                "code_challenge_methods_supported": ["S256"],
            }),
            "https://as.acme.example/register" => {
                let (status, error) = self.refusal;
                let quoted = format!("{ACCESS} \u{202e}\u{7}");
                let body = json!({"error": error, "error_description": quoted});
                return answer(status, &[], body.to_string());
            }
            _ => return answer(404, &[], "CANARY"),
        };
        crate::support::json(body.to_string())
    }
}

/// Begins a sign-in without a client id.
fn unregistered(said: Said) -> Provoked {
    Box::pin(async move {
        let transport = replying(move |_, request| Ok(said.answer(request))).0;
        let client = DynClient::builder(mcp::AcmeMcp::SPEC, &[], "")
            .initial_access_token(ACCESS)
            .transport(transport)
            .build()
            .unwrap();
        client.authorize(CALLBACK, "").await.unwrap_err()
    })
}

async fn no_registration_to_read() -> Error {
    let transport = replying(|_, request| Ok(Said::DEFAULT.answer(request))).0;
    let client = DynClient::builder(mcp::AcmeMcp::SPEC, &[], "")
        .transport(transport)
        .build()
        .unwrap();
    client.registration(CALLBACK).read().await.unwrap_err()
}

pub(super) const CASES: &[Case] = &[
    Case::new(Code::MetadataMissing, || instead(404, "CANARY"))
        .key("issuer")
        .says(&[
            "`https://acme.example/.well-known/oauth-authorization-server` (status 404)",
            "`https://acme.example/.well-known/openid-configuration` (status 404)",
            "declare the URLs",
        ]),
    Case::new(Code::MetadataIssuer, || {
        with("issuer", "https://acme.example/")
    })
    .key("issuer")
    .says(&[
        "of the issuer `https://acme.example/`, and `https://acme.example` was asked for",
        "nothing of it was used",
    ]),
    Case::new(Code::MetadataRefused, || {
        with("token_endpoint", "http://acme.internal/token")
    })
    .key("issuer")
    .says(&["`token_endpoint` of the metadata is not https: `http://acme.internal/token`"]),
    Case::new(Code::MetadataRefused, || {
        instead(
            200,
            r#"{"issuer":"https://acme.example","jwks_uri":"CANARY","jwks_uri":"CANARY"}"#,
        )
    })
    .key("issuer")
    .says(&["`jwks_uri` stands twice"]),
    Case::new(Code::MetadataConflict, || {
        with("code_challenge_methods_supported", vec!["plain"])
    })
    .on(CallKind::Authorize)
    .key("pkce")
    .says(&["lists no PKCE with `S256`", "no sign-in was begun"]),
    Case::new(Code::MetadataConflict, || {
        with(
            "token_endpoint_auth_methods_supported",
            vec!["private_key_jwt\u{7}"],
        )
    })
    .key("client_auth")
    .says(&["by [private_key_jwt\\u{7}]", "`client_key`"]),
    Case::new(Code::ResourceRefused, || {
        unregistered(Said {
            resource: "https://mcp.acme.example/",
            ..Said::DEFAULT
        })
    })
    .of("acme_mcp")
    .on(CallKind::Authorize)
    .key("resource")
    .says(&[
        "of the resource `https://mcp.acme.example/`",
        "`https://mcp.acme.example/mcp` was asked for",
        "look at `resource`",
    ]),
    Case::new(Code::RegistrationRefused, || unregistered(Said::DEFAULT))
        .of("acme_mcp")
        .on(CallKind::Registration)
        .key("redirect_uri")
        .says(&[
            "does not register the redirect URI",
            "look at `redirect_uri`",
        ]),
    Case::new(Code::RegistrationRefused, || {
        unregistered(Said {
            refusal: (401, "invalid_token"),
            ..Said::DEFAULT
        })
    })
    .of("acme_mcp")
    .on(CallKind::Registration)
    .key("initial_access_token")
    .says(&["refuses the initial access token that is set"]),
    Case::new(Code::NoClientId, || {
        unregistered(Said {
            registers: false,
            ..Said::DEFAULT
        })
    })
    .of("acme_mcp")
    .on(CallKind::Authorize)
    .key("client_id")
    .says(&[
        "`https://as.acme.example` registers no clients",
        "set the client id",
    ]),
    Case::new(Code::NoClientId, || Box::pin(no_registration_to_read()))
        .of("acme_mcp")
        .on(CallKind::Registration)
        .key("registration")
        .says(&["regist"]),
];

#[tokio::test]
async fn these_errors_name_what_to_change() {
    super::check_all(CASES).await;
}
