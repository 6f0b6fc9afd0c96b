//! F-19e: ID tokens (OpenID Connect Core §3.1.3.7) and the nonce.

use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use oauth_mock::{Fault, MockServer};
use oauth_runtime::clock::Clock as _;
use oauth_runtime::spec::{CallKind, ProviderSpec};
use oauth_runtime::store::MemoryStore;
use oauth_runtime::{Code, DynSession, Error, Provider as _, oauth_provider};
use serde_json::{Value, json};

const CALLBACK: &str = "http://127.0.0.1:8080/callback";

/// Sends a nonce, and its issuer is known.
#[oauth_provider(
    issuer = "https://op.example",
    nonce,
    authorize = "https://op.example/authorize",
    token = "https://op.example/token",
    device = "https://op.example/device",
    scopes(OpenId = "openid")
)]
pub struct Op;

/// Sends a nonce; nobody knows its issuer.
#[oauth_provider(
    nonce,
    authorize = "https://op.example/authorize",
    token = "https://op.example/token"
)]
pub struct NonceOnly;

/// Sends no nonce, and its issuer is known.
#[oauth_provider(
    issuer = "https://op.example",
    authorize = "https://op.example/authorize",
    token = "https://op.example/token",
    password(reason = "a test of the grant")
)]
pub struct IssuerOnly;

/// Neither.
#[oauth_provider(
    authorize = "https://op.example/authorize",
    token = "https://op.example/token"
)]
pub struct Plain;

/// What a case does to header and claims; `i64` is the present second.
type Change = fn(&mut Value, &mut Value, i64);

async fn server(spec: &'static ProviderSpec, change: Change) -> MockServer {
    let server = MockServer::start(spec).await.unwrap();
    let clock = server.clock();
    server.change_id_tokens(move |header, claims| {
        let now = clock.now().duration_since(std::time::UNIX_EPOCH).unwrap();
        change(header, claims, i64::try_from(now.as_secs()).unwrap());
    });
    server
}

async fn sign_in(server: &MockServer) -> Result<DynSession, Error> {
    let client = server.client().build().unwrap();
    let login = client.authorize(CALLBACK, "openid").begin().unwrap();
    let callback = server.authorize(login.url()).await.unwrap();
    login.finish(&callback).await
}

async fn outcome(spec: &'static ProviderSpec, change: Change) -> Result<DynSession, Error> {
    sign_in(&server(spec, change).await).await
}

#[tokio::test]
async fn f_19e_an_id_token_for_this_sign_in_is_taken() {
    let cases: &[(&str, Change)] = &[
        ("as it is", |_, _, _| ()),
        ("another algorithm", |header, _, _| {
            header["alg"] = json!("RS256")
        }),
        ("iat ten seconds ahead", |_, claims, now| {
            claims["iat"] = json!(now + 10)
        }),
        ("iat with a fraction", |_, claims, now| {
            claims["iat"] = json!(f64::from(i32::try_from(now).unwrap()) + 9.5);
        }),
        ("an old iat", |_, claims, now| {
            claims["iat"] = json!(now - 3600)
        }),
        ("exp in a second", |_, claims, now| {
            claims["exp"] = json!(now + 1)
        }),
        ("nbf ten seconds ahead", |_, claims, now| {
            claims["nbf"] = json!(now + 10)
        }),
        ("a list of one", |_, claims, _| {
            claims["aud"] = json!(["client"])
        }),
        ("several, and azp", |_, claims, _| {
            claims["aud"] = json!(["other", "client"]);
            claims["azp"] = json!("client");
        }),
        ("a large one", |_, claims, _| {
            claims["groups"] = json!("x".repeat(30_000))
        }),
    ];
    for (name, change) in cases {
        for spec in [Op::SPEC, NonceOnly::SPEC, IssuerOnly::SPEC] {
            let session = outcome(spec, *change).await;
            let claims = session.unwrap_or_else(|error| panic!("{name}: {error}"));
            assert_eq!(claims.id_token_claims().unwrap()["sub"], "user");
        }
    }
}

#[tokio::test]
async fn f_19e_an_id_token_that_is_not_for_this_sign_in_is_refused() {
    let cases: &[(&str, Change)] = &[
        ("`alg`", |header, _, _| header["alg"] = json!("none")),
        ("`alg`", |header, _, _| header["alg"] = json!("NoNe")),
        ("`alg`", |header, _, _| header["alg"] = json!("")),
        ("`alg`", |header, _, _| header["alg"] = json!(["HS256"])),
        ("`alg`", |header, _, _| *header = json!({"typ": "JWT"})),
        ("header", |header, _, _| *header = json!("HS256")),
        ("claims", |_, claims, _| *claims = json!(["client"])),
        ("`aud`", |_, claims, _| claims["aud"] = json!("evil-canary")),
        ("`aud`", |_, claims, _| claims["aud"] = json!("CLIENT")),
        ("`aud`", |_, claims, _| {
            claims["aud"] = json!(["evil-canary"])
        }),
        ("`aud`", |_, claims, _| claims["aud"] = json!([["client"]])),
        ("`aud`", |_, claims, _| claims["aud"] = json!([])),
        ("`aud`", |_, claims, _| claims["aud"] = Value::Null),
        ("`azp`", |_, claims, _| {
            claims["aud"] = json!(["client", "evil-canary"])
        }),
        ("`azp`", |_, claims, _| {
            claims["aud"] = json!(["client", "evil-canary"]);
            claims["azp"] = json!("evil-canary");
        }),
        ("`exp`", |_, claims, now| claims["exp"] = json!(now)),
        ("`exp`", |_, claims, now| claims["exp"] = json!(now - 1)),
        ("`exp`", |_, claims, _| claims["exp"] = Value::Null),
        ("`exp`", |_, claims, _| claims["exp"] = json!("never")),
        ("`iat` is 11 s", |_, claims, now| {
            claims["iat"] = json!(now + 11)
        }),
        ("`iat` is 61 s", |_, claims, now| {
            claims["iat"] = json!(now + 61)
        }),
        ("`iat`", |_, claims, _| claims["iat"] = json!(1e300)),
        ("`iat`", |_, claims, _| claims["iat"] = Value::Null),
        ("`nbf`", |_, claims, now| claims["nbf"] = json!(now + 11)),
        ("64 KiB", |_, claims, _| {
            claims["x"] = json!("x".repeat(70_000))
        }),
    ];
    for (what, change) in cases {
        for spec in [Op::SPEC, NonceOnly::SPEC, IssuerOnly::SPEC] {
            let error = outcome(spec, *change).await.unwrap_err();
            let text = error.to_string();
            assert_eq!(error.code(), Code::IdTokenRefused, "{what}: {text}");
            assert!(text.contains(what), "{what}: {text}");
            assert!(!text.contains("evil-canary"), "{text}");
        }
    }
}

#[tokio::test]
async fn f_19e_the_issuer_is_compared_byte_for_byte_where_it_is_known() {
    let cases: &[Change] = &[
        |_, claims, _| claims["iss"] = json!("https://op.example/"),
        |_, claims, _| claims["iss"] = json!("https://OP.example"),
        |_, claims, _| claims["iss"] = json!("https://evil.example"),
        |_, claims, _| claims["iss"] = json!(["https://op.example"]),
        |_, claims, _| claims["iss"] = Value::Null,
    ];
    for change in cases {
        for spec in [Op::SPEC, IssuerOnly::SPEC] {
            let error = outcome(spec, *change).await.unwrap_err();
            assert_eq!(error.code(), Code::IdTokenRefused);
            let text = error.to_string();
            assert!(text.contains("`iss`") && !text.contains("canary"), "{text}");
        }
        outcome(NonceOnly::SPEC, *change).await.unwrap();
    }
}

#[tokio::test]
async fn f_19e_the_nonce_is_the_one_of_this_sign_in() {
    let cases: &[Change] = &[
        |_, claims, _| claims["nonce"] = json!("another-nonce"),
        |_, claims, _| claims["nonce"] = Value::Null,
        |_, claims, _| claims["nonce"] = json!(7),
        |_, claims, _| {
            let shorter = claims["nonce"].as_str().unwrap_or_default()[1..].to_owned();
            claims["nonce"] = json!(shorter);
        },
    ];
    for change in cases {
        for spec in [Op::SPEC, NonceOnly::SPEC] {
            let error = outcome(spec, *change).await.unwrap_err();
            assert_eq!(error.code(), Code::IdTokenRefused);
            assert!(error.to_string().contains("`nonce`"), "{error}");
            assert!(!error.to_string().contains("another"), "{error}");
        }
    }
    let other: Change = |_, claims, _| claims["nonce"] = json!("not-asked-for");
    outcome(IssuerOnly::SPEC, other).await.unwrap();
}

#[tokio::test]
async fn f_19e_a_nonce_that_no_id_token_brings_back_is_refused() {
    let none: Change = |_, claims, _| *claims = Value::Null;
    for spec in [Op::SPEC, NonceOnly::SPEC] {
        let error = outcome(spec, none).await.unwrap_err();
        assert_eq!(error.code(), Code::IdTokenRefused);
        assert_eq!(error.declaration_key(), Some("nonce"));
        assert_eq!(error.provider(), spec.id);
        assert_eq!(error.call(), Some(CallKind::Token));
    }
    for spec in [IssuerOnly::SPEC, Plain::SPEC] {
        let session = outcome(spec, none).await.unwrap();
        assert_eq!(session.id_token_claims(), None);
    }
}

/// Where neither nonce nor issuer is known, nothing is promised.
#[tokio::test]
async fn f_19e_nothing_is_checked_where_nothing_is_known() {
    let odd: Change = |header, claims, _| {
        header["alg"] = json!("none");
        claims["aud"] = json!("other");
    };
    let session = outcome(Plain::SPEC, odd).await.unwrap();
    assert_eq!(session.id_token_claims().unwrap()["aud"], "other");
}

#[tokio::test]
async fn f_19e_what_is_no_jwt_of_three_parts_is_refused() {
    let part = |value: Value| URL_SAFE_NO_PAD.encode(value.to_string());
    let (header, claims) = (
        part(json!({"alg": "RS256"})),
        part(json!({"aud": "client"})),
    );
    for id_token in [
        "canary".to_owned(),
        format!("{header}.{claims}"),
        format!("{header}.{claims}.sig.more"),
        format!("{header}.{claims}.a.b.c"),
        format!("{header}.{claims}="),
        format!("{header}.canary!.sig"),
        format!("{header}.{}.sig", URL_SAFE_NO_PAD.encode(b"\xff\xfe")),
        "..".to_owned(),
    ] {
        let server = MockServer::start(IssuerOnly::SPEC).await.unwrap();
        let answer = json!({"access_token": "at-1", "token_type": "Bearer", "id_token": id_token});
        server.script(CallKind::Token, Fault::json(200, &answer));
        let error = sign_in(&server).await.unwrap_err();
        assert_eq!(error.code(), Code::IdTokenRefused, "{id_token}");
        assert!(!error.to_string().contains("canary"), "{error}");
    }
}

#[tokio::test]
async fn f_19e_other_grants_are_held_to_the_issuer_too() {
    let wrong: Change = |_, claims, _| claims["aud"] = json!("other");
    let server = server(IssuerOnly::SPEC, wrong).await;
    let client = server.client().build().unwrap();
    let by_password = client.password("user", "password", "openid").await;
    assert_eq!(by_password.unwrap_err().code(), Code::IdTokenRefused);

    let server = self::server(Op::SPEC, wrong).await;
    server.approve_device_after(0);
    let client = server.client().build().unwrap();
    let device = client.device_authorization("openid").await.unwrap();
    server.clock().advance(device.interval() * 2);
    let error = device.poll().await.unwrap_err();
    assert_eq!(error.code(), Code::IdTokenRefused);
    let again = device.wait().await.unwrap_err();
    assert_eq!(again.code(), Code::IdTokenRefused, "the code is used up");
    assert_eq!(server.count(CallKind::DeviceToken), 1);
}

#[tokio::test]
async fn a_refused_id_token_leaves_nothing_in_the_store() {
    let wrong: Change = |_, claims, _| claims["nonce"] = json!("another");
    let server = server(Op::SPEC, wrong).await;
    let store = Arc::new(MemoryStore::with_clock(server.clock()));
    let client = server.client().store(store).build().unwrap();
    let login = client.authorize(CALLBACK, "openid").begin().unwrap();
    let callback = server.authorize(login.url()).await.unwrap();
    let error = login.finish(&callback).await.unwrap_err();
    assert_eq!(error.code(), Code::IdTokenRefused);
    assert!(client.stored_session().await.unwrap().is_none());
    let again = login.finish(&callback).await.unwrap_err();
    assert_eq!(again.code(), Code::AlreadyFinished);
}

/// A renewal that brings a wrong ID token is a renewal all the same: the new
/// refresh token may be the only one that works.
#[tokio::test]
async fn a_renewal_never_fails_for_its_id_token() {
    let server = MockServer::start(Op::SPEC).await.unwrap();
    let session = sign_in(&server).await.unwrap();
    let first = session.id_token_claims().unwrap();
    let wrong: [fn(&mut Value); 3] = [
        |claims| claims["aud"] = json!("other"),
        |claims| claims["sub"] = json!("somebody-else"),
        |claims| *claims = Value::Null,
    ];
    for change in wrong {
        server.change_id_tokens(move |_, claims| change(claims));
        session.renew().await.unwrap();
        assert_eq!(session.id_token_claims().as_ref(), Some(&first));
    }
    assert_eq!(server.refreshes(), 3);
    server.change_id_tokens(|_, claims| claims["auth_time"] = json!(1));
    session.renew().await.unwrap();
    assert_eq!(session.id_token_claims().unwrap()["auth_time"], 1);
}
