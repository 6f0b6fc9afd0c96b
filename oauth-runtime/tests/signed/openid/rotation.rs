//! The provider's keys: when they are fetched, how often, and for how long they serve.

use oauth_runtime::Code;
use serde_json::json;

use super::op::{CALLBACK, Op, header, jwk, key, signed};

#[tokio::test]
async fn keys_are_fetched_once_for_many_sign_ins() {
    let op = Op::new();
    let client = op.client();
    for _ in 0..3 {
        op.sign_in(&client, &op.id_token(|_, _| ())).await.unwrap();
    }
    assert_eq!(op.asked("/jwks"), 1);
}

#[tokio::test]
async fn verifications_at_the_same_time_share_one_fetch() {
    let op = Op::new();
    let client = op.client();
    op.issue(&op.id_token(|_, _| ()));
    let one = async |state: &str| {
        let sign_in = client.authorize(CALLBACK, "openid").state(state);
        let sign_in = sign_in.send().await.unwrap();
        sign_in
            .finish(&format!("{CALLBACK}?code=c-1&state={state}"))
            .await
            .unwrap()
    };
    tokio::join!(one("a"), one("b"), one("c"), one("d"));
    assert_eq!((op.asked("/jwks"), op.asked("/token")), (1, 4));
}

#[tokio::test]
async fn an_unknown_key_is_looked_for_once_a_minute() {
    let op = Op::new();
    let client = op.client();
    op.sign_in(&client, &op.id_token(|_, _| ())).await.unwrap();

    let newer = key();
    op.publish(&[jwk(&newer, "k-2")]);
    op.advance(59);
    let by_newer = |op: &Op| signed(&newer, &json!({"alg": "ES256", "kid": "k-2"}), &op.claims());
    let error = op.sign_in(&client, &by_newer(&op)).await.unwrap_err();
    assert_eq!(error.code(), Code::IdTokenRefused);
    assert_eq!(
        op.asked("/jwks"),
        1,
        "nobody makes this client fetch at will"
    );

    op.advance(1);
    op.sign_in(&client, &by_newer(&op)).await.unwrap();
    assert_eq!(op.asked("/jwks"), 2);
    let old = op.sign_in(&client, &op.id_token(|_, _| ())).await;
    assert_eq!(
        old.unwrap_err().code(),
        Code::IdTokenRefused,
        "the old key is gone"
    );
    assert_eq!(op.asked("/jwks"), 2);
}

#[tokio::test]
async fn keys_serve_as_long_as_the_answer_says_within_bounds() {
    for (control, age, seconds) in [
        ("public, max-age=120", "0", 120),
        ("max-age=120", "20", 100),
        ("max-age=1", "0", 60),
        ("no-store", "0", 60),
        ("max-age=99999999", "0", 86_400),
        ("public", "0", 600),
    ] {
        let op = Op::new();
        let keys = json!({"keys": [jwk(&op.key, "k-1")]}).to_string();
        let headers = vec![
            ("content-type", "application/json"),
            ("cache-control", control),
            ("age", age),
        ];
        op.page("/jwks", 200, headers, keys);
        let client = op.client();
        op.sign_in(&client, &op.id_token(|_, _| ())).await.unwrap();
        op.advance(seconds - 1);
        op.sign_in(&client, &op.id_token(|_, _| ())).await.unwrap();
        assert_eq!(op.asked("/jwks"), 1, "{control}");
        op.advance(1);
        op.sign_in(&client, &op.id_token(|_, _| ())).await.unwrap();
        assert_eq!(op.asked("/jwks"), 2, "{control}");
    }
}

/// The keys come first, so that a code is not lost with them.
#[tokio::test]
async fn a_sign_in_waits_while_the_keys_are_away() {
    let op = Op::new();
    op.issue(&op.id_token(|_, _| ()));
    let keys = [jwk(&op.key, "k-1")];
    let sign_in = op.client().authorize(CALLBACK, "openid").state("st-1");
    let sign_in = sign_in.send().await.unwrap();
    let callback = format!("{CALLBACK}?code=c-1&state=st-1");
    op.away("/jwks");
    let error = sign_in.finish(&callback).await.unwrap_err();
    assert_eq!(error.code(), Code::NotConnected);
    op.page(
        "/jwks",
        500,
        vec![("content-type", "text/html")],
        "<html>".to_owned(),
    );
    assert!(sign_in.finish(&callback).await.is_err());
    op.answer("/jwks", "application/json", json!({"jwks": []}));
    let error = sign_in.finish(&callback).await.unwrap_err();
    assert_eq!(error.code(), Code::MissingField);
    assert_eq!(op.asked("/token"), 0);
    op.publish(&keys);
    sign_in.finish(&callback).await.unwrap();
}

/// What is wrong with one key does not cost the others.
#[tokio::test]
async fn a_jwks_with_keys_of_every_kind_serves() {
    let op = Op::new();
    let secret = json!({"kty": "oct", "kid": "k-1", "k": "c2VjcmV0"});
    let mut private = jwk(&key(), "k-1");
    private["d"] = json!("AAAA");
    let odd = json!({"kty": "AKP", "kid": "k-1", "pub": "AA"});
    let short = json!({"kty": "EC", "crv": "P-256", "kid": "k-1", "x": "AA", "y": "AA"});
    op.publish(&[
        secret,
        private.clone(),
        odd,
        short,
        jwk(&op.key, "k-1"),
        json!(7),
    ]);
    op.sign_in(&op.client(), &op.id_token(|_, _| ()))
        .await
        .unwrap();

    let leaked = key();
    private = jwk(&leaked, "k-1");
    private["d"] = json!("AAAA");
    op.publish(&[private]);
    let by_leaked = signed(&leaked, &header(), &op.claims());
    let error = op.sign_in(&op.client(), &by_leaked).await.unwrap_err();
    assert_eq!(error.code(), Code::IdTokenRefused);
}
