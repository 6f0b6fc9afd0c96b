//! UserInfo (OpenID Connect Core §5.3) and introspection as a JWT (RFC 9701).

use oauth_runtime::{Code, DynSession};
use serde_json::{Value, json};

use super::op::{Op, header, key, signed};

async fn session(op: &Op) -> DynSession {
    op.sign_in(&op.client(), &op.id_token(|_, _| ()))
        .await
        .unwrap()
}

#[tokio::test]
async fn userinfo_is_about_the_person_of_the_id_token() {
    let op = Op::new();
    let session = session(&op).await;
    op.answer(
        "/userinfo",
        "application/json",
        json!({"sub": "ada", "name": "Ada"}),
    );
    assert_eq!(session.userinfo().await.unwrap()["name"], "Ada");
    op.answer("/userinfo", "application/json", json!({"id": 7}));
    assert_eq!(session.userinfo().await.unwrap()["id"], 7);
    for sub in [json!("eve-canary"), json!("Ada"), json!(7), Value::Null] {
        op.answer("/userinfo", "application/json", json!({"sub": sub}));
        let error = session.userinfo().await.unwrap_err();
        assert_eq!(error.code(), Code::WrongSubject);
        assert!(!error.to_string().contains("canary"));
    }
}

#[tokio::test]
async fn signed_userinfo_is_verified() {
    let op = Op::new();
    let session = session(&op).await;
    let claims = json!({"iss": "https://op.example", "aud": "app-1", "sub": "ada", "name": "Ada"});
    op.answer(
        "/userinfo",
        "application/jwt",
        signed(&op.key, &header(), &claims),
    );
    assert_eq!(session.userinfo().await.unwrap()["name"], "Ada");
    let with = |name: &str, value: Value| {
        let mut claims = claims.clone();
        claims[name] = value;
        signed(&op.key, &header(), &claims)
    };
    for (jwt, code) in [
        (signed(&key(), &header(), &claims), Code::JwtRefused),
        (with("iss", json!("https://evil.example")), Code::JwtRefused),
        (with("aud", json!("other")), Code::JwtRefused),
        (with("aud", Value::Null), Code::JwtRefused),
        (with("sub", json!("eve")), Code::WrongSubject),
        ("not a jwt".to_owned(), Code::JwtRefused),
        ("a.b.c.d.e".to_owned(), Code::JwtRefused),
    ] {
        op.answer("/userinfo", "application/jwt; charset=utf-8", jwt);
        assert_eq!(session.userinfo().await.unwrap_err().code(), code);
    }
}

#[tokio::test]
async fn a_signed_introspection_is_verified() {
    let op = Op::new();
    let session = session(&op).await;
    let media = "application/token-introspection+jwt";
    let head = json!({"typ": "token-introspection+jwt", "alg": "ES256", "kid": "k-1"});
    let claims = |told: Value| {
        json!({
            "iss": "https://op.example", "aud": "app-1", "iat": op.now(),
            "token_introspection": told,
        })
    };
    let good = claims(json!({"active": true, "scope": "openid"}));
    op.answer("/introspect", media, signed(&op.key, &head, &good));
    let told = session.introspect().await.unwrap();
    assert!(told.active);
    assert_eq!(told.claims["scope"], "openid");
    for told in [
        json!({"active": false}),
        json!({}),
        json!({"active": "true"}),
    ] {
        op.answer("/introspect", media, signed(&op.key, &head, &claims(told)));
        assert!(!session.introspect().await.unwrap().active);
    }
    // An ID token of the same provider is no introspection.
    let id_token = op.id_token(|header, _| header["typ"] = json!("JWT"));
    for jwt in [signed(&key(), &head, &good), id_token] {
        op.answer("/introspect", media, jwt);
        let error = session.introspect().await.unwrap_err();
        assert_eq!(error.code(), Code::JwtRefused);
    }
    op.answer(
        "/introspect",
        media,
        signed(&op.key, &head, &claims(json!(true))),
    );
    let error = session.introspect().await.unwrap_err();
    assert_eq!(error.code(), Code::MissingField);
}
