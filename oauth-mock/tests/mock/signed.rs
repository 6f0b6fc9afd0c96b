//! Requests that are signed, by the runtime's own client and by hand.

use std::error::Error;
use std::time::{Duration, UNIX_EPOCH};

use base64::Engine as _;
use oauth_mock::MockServer;
use oauth_runtime::clock::Clock as _;
use oauth_runtime::spec::{
    AnswerSpec, ApiSpec, CallKind, CallSpec, Method, Part, ProviderSpec, Rotation, UrlSpec,
};
use oauth_runtime::{Provider as _, oauth_provider};
use serde_json::Value;

use crate::client::sign_in;
use crate::raw::send;
use crate::specs::{ACME, url};

type Tested = Result<(), Box<dyn Error>>;

/// Hashes over the request in token calls and API calls.
#[oauth_provider(
    authorize = "https://acme.example/authorize",
    token(
        url = "https://acme.example/token?v={md5_hex(client_id)}",
        client_auth = authorization("Acme {base64(client_id + ':' + client_secret)}"),
        params(
            timestamp = "{now_ms}",
            once = "{uuid}",
            sign = "{upper(hmac_sha256_hex(client_secret, path + sorted_params('=', '&')))}",
        ),
        headers("x-day" = "{now('YYYY-MM-DD', 1d)}"),
    ),
    api(
        base = "https://acme.example/api/",
        bearer(none),
        headers(
            "x-token" = "{base64(client_id + ':' + access_token)}",
            "x-sign" = "{hmac_sha256_hex(client_secret, now + path + sorted_params('', '') + body)}",
        ),
    ),
)]
pub(crate) struct Hashed;

/// A refresh that brings no token.
static KEPT: ProviderSpec = ProviderSpec {
    calls: &[
        CallSpec {
            kind: CallKind::Token,
            url: url!("https://acme.example", "/token"),
            ..CallSpec::POST
        },
        CallSpec {
            kind: CallKind::Refresh,
            url: url!("https://acme.example", "/token"),
            answer: AnswerSpec {
                keeps_token: true,
                ..AnswerSpec::DEFAULT
            },
            ..CallSpec::POST
        },
    ],
    api: Some(&ApiSpec {
        call: CallSpec {
            url: url!("https://acme.example", "/api/"),
            ..ApiSpec::DEFAULT.call
        },
        ..ApiSpec::DEFAULT
    }),
    ..ACME
};

/// A client that proves itself by a JWT.
#[oauth_provider(
    vars(private_key: Secret, key_id: Text),
    client_credentials(
        url = "https://acme.example/token",
        client_auth = none,
        params(
            client_assertion_type = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
            client_assertion = "{assertion}",
        ),
    ),
    assertion(
        alg = es256,
        key = "{private_key}",
        header(kid = "{key_id}"),
        claims(iss = "{client_id}", sub = "{client_id}", aud = "{token_url}", jti = "{uuid}"),
        lifetime = 5m,
    ),
)]
pub(crate) struct Asserted;

#[tokio::test]
async fn a_client_signs_its_requests() -> Tested {
    let server = MockServer::start(Hashed::SPEC).await?;
    let session = sign_in(&server, "").await?;
    let echo: Value = session
        .request(Method::Get, "orders")
        .query("page", 2)
        .json()
        .await?;
    assert_eq!(echo["path"], "orders");
    server.clock().advance(Duration::from_secs(3600));
    let _: Value = session
        .request(Method::Post, "orders")
        .body_json(&serde_json::json!({"a": 1}))
        .json()
        .await?;
    assert_eq!(server.count(CallKind::Refresh), 1);
    server.assert_all_accepted();
    Ok(())
}

#[tokio::test]
async fn a_signature_over_another_request_is_refused() -> Tested {
    let server = MockServer::start(Hashed::SPEC).await?;
    let answer = send(
        &server,
        "POST /token?v=62608e08adc29a8d6dbc9754e659f125 HTTP/1.1
         accept: application/json
         authorization: Acme Y2xpZW50OnNlY3JldA==
         content-type: application/x-www-form-urlencoded",
        "grant_type=refresh_token&refresh_token=x&timestamp=1&once=n&sign=00",
    )
    .await?;
    answer.refused("invalid_request", "refresh(params(timestamp))");
    let now = server.clock().now().duration_since(UNIX_EPOCH)?.as_millis();
    let answer = send(
        &server,
        "POST /token?v=62608e08adc29a8d6dbc9754e659f125 HTTP/1.1
         accept: application/json
         authorization: Acme Y2xpZW50OnNlY3JldA==
         content-type: application/x-www-form-urlencoded",
        &format!(
            "grant_type=refresh_token&refresh_token=x&timestamp={now}\
             &once=6f1c5d4e-0b7a-4c39-9a58-2f4d8f1e7b60&sign=00"
        ),
    )
    .await?;
    answer.refused("invalid_request", "refresh(params(sign))");
    Ok(())
}

#[tokio::test]
async fn a_token_that_is_kept_lives_on() -> Tested {
    let server = MockServer::builder(&KEPT)
        .rotation(Rotation::None)
        .start()
        .await?;
    let form = "POST /token HTTP/1.1
                accept: application/json
                content-type: application/x-www-form-urlencoded";
    let granted = send(
        &server,
        form,
        "grant_type=password&username=user&password=password&client_id=client&client_secret=secret",
    )
    .await?;
    let token = granted.text("access_token");
    let encoded = |text: &str| {
        percent_encoding::utf8_percent_encode(text, percent_encoding::NON_ALPHANUMERIC).to_string()
    };
    server.clock().advance(Duration::from_secs(3000));
    let refresh = format!(
        "grant_type=refresh_token&client_id=client&client_secret=secret&refresh_token={}",
        encoded(&granted.text("refresh_token"))
    );
    let renewed = send(&server, form, &refresh).await?.json();
    assert_eq!(renewed.get("access_token"), None, "{renewed}");
    assert_eq!(renewed["expires_in"], 3600);
    server.clock().advance(Duration::from_secs(3000));
    let head = format!("GET /api/x HTTP/1.1\nauthorization: Bearer {token}\naccept: */*");
    assert_eq!(send(&server, &head, "").await?.status, 200);
    server.clock().advance(Duration::from_secs(601));
    assert_eq!(send(&server, &head, "").await?.status, 401);
    Ok(())
}

const EC: &str = include_str!("keys/rfc7515-a3.sec1.pem");
const RSA: &str = include_str!("keys/rfc7515-a2.pkcs8.pem");

#[tokio::test]
async fn an_assertion_is_verified() -> Tested {
    let server = MockServer::builder(Asserted::SPEC)
        .var("private_key", EC)
        .var("key_id", "k1")
        .start()
        .await?;
    let session = server
        .client()
        .build()?
        .client_credentials("")
        .send()
        .await?;
    assert!(!session.tokens().access_token.expose().is_empty());
    server.assert_all_accepted();
    let other = MockServer::builder(Asserted::SPEC)
        .var("private_key", RSA)
        .var("key_id", "k2")
        .start()
        .await?;
    let vars = [("private_key", EC), ("key_id", "k1")];
    let client = oauth_runtime::DynClient::builder(Asserted::SPEC, &vars, "client")
        .against(other.origin())
        .clock(other.clock())
        .build()?;
    assert!(client.client_credentials("").send().await.is_err());
    let refused = other.ledger().into_iter().find_map(|entry| entry.refused);
    let refused = refused.ok_or("not refused")?;
    assert!(refused.contains("`kid` has another value"), "{refused}");
    Ok(())
}

#[tokio::test]
async fn a_signature_by_another_key_is_refused() -> Tested {
    let form = &aws_lc_rs::signature::ECDSA_P256_SHA256_FIXED_SIGNING;
    let pair = aws_lc_rs::signature::EcdsaKeyPair::generate(form)?;
    let foreign = base64::engine::general_purpose::STANDARD.encode(pair.to_pkcs8v1()?);
    for (key, wanted) in [(foreign.as_str(), "signature"), (RSA, "cannot be read")] {
        let server = MockServer::builder(Asserted::SPEC)
            .var("private_key", key)
            .var("key_id", "k1")
            .start()
            .await?;
        let vars = [("private_key", EC), ("key_id", "k1")];
        let client = oauth_runtime::DynClient::builder(Asserted::SPEC, &vars, "client")
            .against(server.origin())
            .clock(server.clock())
            .build()?;
        assert!(client.client_credentials("").send().await.is_err());
        let refused = server.ledger().into_iter().find_map(|entry| entry.refused);
        let refused = refused.ok_or("not refused")?;
        assert!(refused.contains(wanted), "{refused}");
    }
    Ok(())
}
