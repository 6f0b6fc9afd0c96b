//! Clients that prove themselves with a signed JWT (RFC 7523) or a certificate (RFC 8705).

use oauth_runtime::jose::{ClientKey, SignError, Signer};
use oauth_runtime::spec::{
    Alg, Audience, CallKind, CallSpec, ClientAssertion, ClientAuth, ProviderSpec,
};
use oauth_runtime::transport::BoxFuture;
use oauth_runtime::{Code, DynClient};
use serde_json::json;

use crate::acme::{ACME, AUTHORIZE, REVOKE, TOKEN, builder, names, pairs, part, start, value};
use crate::world::{answering, ok, status};

static PRIVATE: ProviderSpec = ACME;

const TOKENS: &str = r#"{"access_token":"at-1","token_type":"Bearer","refresh_token":"rt-1"}"#;

#[tokio::test]
async fn the_assertion_is_the_one_of_rfc_7523() {
    let (transport, sent) = answering([ok(TOKENS)]);
    let client = builder(&PRIVATE, transport).build().unwrap();
    client.client_credentials("").await.unwrap();
    let (line, body) = sent.wire(0);
    assert_eq!(line, "POST https://acme.example/token");
    let body = pairs(&body);
    assert_eq!(
        names(&body),
        [
            "grant_type",
            "client_id",
            "client_assertion_type",
            "client_assertion"
        ]
    );
    assert_eq!(value(&body, "client_id").unwrap(), "client-1");
    assert_eq!(
        value(&body, "client_assertion_type").unwrap(),
        "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
    );
    let jwt = value(&body, "client_assertion").unwrap();
    assert_eq!(
        part(&jwt, 0),
        json!({"alg": "ES256", "typ": "JWT", "kid": "key-1"})
    );
    let mut claims = part(&jwt, 1);
    let jti = claims.as_object_mut().unwrap().remove("jti").unwrap();
    assert!(jti.as_str().unwrap().len() >= 22, "128 bits of it");
    // A server whose clock is behind takes it, and nobody can use it for long (F-48).
    assert_eq!(
        claims,
        json!({
            "iss": "client-1",
            "sub": "client-1",
            "aud": "https://acme.example",
            "iat": start() - 5,
            "exp": start() + 60,
        })
    );
    assert_eq!(sent.header(0, "authorization"), None);
}

#[tokio::test]
async fn every_request_has_an_assertion_of_its_own() {
    let refused = status(401, r#"{"error":"invalid_client"}"#);
    let (transport, sent) = answering([ok(TOKENS), ok(TOKENS), ok(""), ok(""), refused]);
    let client = builder(&PRIVATE, transport).build().unwrap();
    let session = client.client_credentials("").await.unwrap();
    session.renew().await.unwrap();
    session.revoke().await.unwrap();
    client.client_credentials("").await.unwrap_err();
    let mut seen = Vec::new();
    for at in 0..sent.count() {
        let jwt = value(&pairs(&sent.wire(at).1), "client_assertion").unwrap();
        seen.push(part(&jwt, 1)["jti"].as_str().unwrap().to_owned());
    }
    assert_eq!(seen.len(), 5);
    seen.sort();
    seen.dedup();
    assert_eq!(seen.len(), 5, "an assertion was used twice");
}

#[tokio::test]
async fn the_audience_is_one_text_whatever_is_declared() {
    const fn auth(audience: Audience) -> ClientAuth {
        ClientAuth::PrivateKeyJwt(ClientAssertion {
            alg: Some(Alg::Es256),
            audience,
        })
    }
    const fn spec(calls: &'static [CallSpec]) -> ProviderSpec {
        ProviderSpec { calls, ..ACME }
    }
    static BY_TOKEN: ProviderSpec = spec(&[
        AUTHORIZE,
        TOKEN,
        CallSpec {
            client_auth: auth(Audience::TokenEndpoint),
            ..REVOKE
        },
    ]);
    static BY_ENDPOINT: ProviderSpec = spec(&[
        AUTHORIZE,
        TOKEN,
        CallSpec {
            client_auth: auth(Audience::Endpoint),
            ..REVOKE
        },
    ]);
    static NO_ISSUER: ProviderSpec = ProviderSpec {
        issuer: None,
        ..ACME
    };
    for (spec, expected) in [
        (&PRIVATE, "https://acme.example"),
        (&BY_TOKEN, "https://acme.example/token"),
        (&BY_ENDPOINT, "https://acme.example/revoke"),
        (&NO_ISSUER, "https://acme.example/token"),
    ] {
        let (transport, sent) = answering([ok(TOKENS), ok("")]);
        let client = builder(spec, transport).build().unwrap();
        let session = client.client_credentials("").await.unwrap();
        session.revoke_access_token().await.unwrap();
        let jwt = value(&pairs(&sent.wire(1).1), "client_assertion").unwrap();
        assert_eq!(part(&jwt, 1)["aud"], json!(expected));
    }
}

#[tokio::test]
async fn f_48_a_known_difference_of_the_clocks_is_taken_into_account() {
    let mut late = ok(TOKENS);
    // 300 s after this machine's clock (F-48).
    let date = httpdate::fmt_http_date(
        std::time::SystemTime::UNIX_EPOCH + std::time::Duration::from_secs(start() + 300),
    );
    late.headers.insert("date", date.parse().unwrap());
    let (transport, sent) = answering([late, ok(TOKENS)]);
    let client = builder(&PRIVATE, transport).build().unwrap();
    client.client_credentials("").await.unwrap();
    client.client_credentials("").await.unwrap();
    let issued = |at| {
        let jwt = value(&pairs(&sent.wire(at).1), "client_assertion").unwrap();
        part(&jwt, 1)["iat"].as_u64().unwrap()
    };
    assert_eq!(issued(0), start() - 5);
    assert_eq!(issued(1), start() + 295);
}

#[tokio::test]
async fn without_a_key_nothing_is_sent() {
    let (transport, sent) = answering([]);
    let client = DynClient::builder(&PRIVATE, &[], "client-1")
        .transport(transport)
        .build()
        .unwrap();
    let error = client.client_credentials("").await.unwrap_err();
    assert_eq!(error.code(), Code::SecretMissing);
    assert_eq!(error.declaration_key(), Some("client_auth"));
    assert_eq!(error.call(), Some(CallKind::ClientCredentials));
    assert_eq!(sent.count(), 0);
}

#[tokio::test]
async fn a_key_that_signs_otherwise_than_declared_is_refused() {
    static RSA: ProviderSpec = ProviderSpec {
        calls: &[
            AUTHORIZE,
            CallSpec {
                client_auth: ClientAuth::PrivateKeyJwt(ClientAssertion {
                    alg: Some(Alg::Ps256),
                    audience: Audience::Issuer,
                }),
                ..TOKEN
            },
        ],
        ..ACME
    };
    let (transport, sent) = answering([]);
    let client = builder(&RSA, transport).build().unwrap();
    let error = client.client_credentials("").await.unwrap_err();
    assert_eq!(error.code(), Code::InputRefused);
    assert_eq!(error.declaration_key(), Some("client_auth"));
    assert_eq!(sent.count(), 0);
}

/// A key management service that cannot be reached, as it says.
struct Away;

impl Signer for Away {
    fn alg(&self) -> Alg {
        Alg::Es256
    }

    fn sign<'a>(&'a self, _: &'a [u8]) -> BoxFuture<'a, Result<Vec<u8>, SignError>> {
        Box::pin(async { Err(SignError("the service is away".into())) })
    }
}

#[tokio::test]
async fn a_signer_that_cannot_sign_is_told_and_nothing_is_sent() {
    let (transport, sent) = answering([]);
    let client = builder(&PRIVATE, transport)
        .client_key(ClientKey::new(Away))
        .build()
        .unwrap();
    let error = client.client_credentials("").await.unwrap_err();
    assert_eq!(error.code(), Code::NotSigned);
    assert!(error.is_transient());
    assert!(error.to_string().contains("the service is away"), "{error}");
    assert_eq!(sent.count(), 0);
}

#[cfg(feature = "signing")]
#[tokio::test]
async fn the_key_comes_from_the_settings() {
    use oauth_runtime::Settings;

    let settings = Settings::of(&PRIVATE);
    let own = settings
        .iter()
        .filter(|setting| setting.name.starts_with("client_key"));
    let named: Vec<_> = own
        .map(|setting| (setting.variable.as_str(), setting.secret))
        .collect();
    assert_eq!(
        named,
        [
            ("ACME_CLIENT_KEY", true),
            ("ACME_CLIENT_KEY_ID", false),
            ("ACME_CLIENT_KEY_ALG", false)
        ]
    );
    let pem = rcgen::KeyPair::generate().unwrap().serialize_pem();
    let settings = |alg: &str, key: &str| {
        Settings::new()
            .set("acme", "client_id", "client-1")
            .set("acme", "client_key", key)
            .set("acme", "client_key_id", "k-7")
            .set("acme", "client_key_alg", alg)
    };
    for alg in ["", "ES256"] {
        let (transport, sent) = answering([ok(TOKENS)]);
        let client = DynClient::from_settings(&PRIVATE, &settings(alg, &pem))
            .unwrap()
            .transport(transport)
            .build()
            .unwrap();
        client.client_credentials("").await.unwrap();
        let jwt = value(&pairs(&sent.wire(0).1), "client_assertion").unwrap();
        assert_eq!(
            part(&jwt, 0),
            json!({"alg": "ES256", "typ": "JWT", "kid": "k-7"})
        );
    }
    for (alg, key) in [("ES257", pem.as_str()), ("PS256", &pem), ("", "c4nary")] {
        let error = DynClient::from_settings(&PRIVATE, &settings(alg, key)).unwrap_err();
        assert!(error.code().is_configuration(), "{error}");
        assert!(!error.to_string().contains("c4nary"), "{error}");
    }
}

#[cfg(feature = "signing")]
#[tokio::test]
async fn the_client_secret_signs_where_that_is_declared() {
    use base64::Engine as _;
    use base64::engine::general_purpose::URL_SAFE_NO_PAD;
    use hmac::{Hmac, KeyInit as _, Mac as _};

    static SECRET: ProviderSpec = ProviderSpec {
        calls: &[
            AUTHORIZE,
            CallSpec {
                client_auth: ClientAuth::ClientSecretJwt(ClientAssertion::DEFAULT),
                ..TOKEN
            },
        ],
        ..ACME
    };
    let secret = "a secret of at least thirty-two bytes";
    let (transport, sent) = answering([ok(TOKENS)]);
    let client = builder(&SECRET, transport)
        .client_secret(secret)
        .build()
        .unwrap();
    client.client_credentials("").await.unwrap();
    let body = pairs(&sent.wire(0).1);
    assert_eq!(value(&body, "client_secret"), None);
    let jwt = value(&body, "client_assertion").unwrap();
    assert_eq!(part(&jwt, 0), json!({"alg": "HS256", "typ": "JWT"}));
    let (signed, signature) = jwt.rsplit_once('.').unwrap();
    let mut mac = Hmac::<sha2::Sha256>::new_from_slice(secret.as_bytes()).unwrap();
    mac.update(signed.as_bytes());
    mac.verify_slice(&URL_SAFE_NO_PAD.decode(signature).unwrap())
        .unwrap();

    let (transport, sent) = answering([]);
    let client = builder(&SECRET, transport).build().unwrap();
    let error = client.client_credentials("").await.unwrap_err();
    assert_eq!(error.code(), Code::SecretMissing);
    assert_eq!(error.declaration_key(), Some("client_secret"));
    assert_eq!(sent.count(), 0);
}

#[tokio::test]
async fn by_certificate_the_client_names_itself_and_proves_nothing_else() {
    static BY_TLS: ProviderSpec = ProviderSpec {
        calls: &[
            AUTHORIZE,
            CallSpec {
                client_auth: ClientAuth::TlsClientAuth,
                ..TOKEN
            },
        ],
        ..ACME
    };
    let (transport, sent) = answering([ok(TOKENS)]);
    let client = builder(&BY_TLS, transport).build().unwrap();
    client.client_credentials("").await.unwrap();
    assert_eq!(
        sent.wire(0).1,
        "grant_type=client_credentials&client_id=client-1"
    );
    #[cfg(feature = "reqwest")]
    {
        let error = DynClient::builder(&BY_TLS, &[], "client-1")
            .build()
            .unwrap_err();
        assert_eq!(error.code(), Code::SecretMissing);
        assert_eq!(error.declaration_key(), Some("client_certificate"));
    }
}

#[test]
fn a_page_shows_what_the_assertion_says_and_not_the_assertion() {
    let (transport, _) = answering([]);
    let client = builder(&PRIVATE, transport).build().unwrap();
    let page = client.explain(CallKind::Token).unwrap().unwrap();
    let line = page
        .lines
        .iter()
        .find(|line| line.name == "client_assertion")
        .unwrap();
    assert!(line.value.contains("signed JWT"), "{}", line.value);
    assert_eq!(line.cause.to_string(), "client_auth");
}
