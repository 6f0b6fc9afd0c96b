//! F-19e where the provider's keys are known (OpenID Connect Core §3.1.3.7).

use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use oauth_runtime::{Code, Provider as _};
use serde_json::{Value, json};

use super::op::{
    CALLBACK, Encrypted, Op, SECRET, Shared, encrypted, header, hmac, jwk, key, signed, unsigned,
};

/// SHA-256 of `at-1` and of `c-1`, the left halves, from another program.
const AT_HASH: &str = "R8PYaIQdcYEdkSc9TeGyiQ";
const C_HASH: &str = "pvfvR-6NyEr5BWowUd3DAg";

type Change = fn(&mut Value, &mut Value);

#[tokio::test]
async fn a_signed_id_token_for_this_sign_in_is_taken() {
    let cases: &[Change] = &[
        |_, _| (),
        |header, _| *header = json!({"alg": "ES256"}),
        |header, _| header["typ"] = json!("JWT"),
        |_, claims| claims["iat"] = json!(claims["iat"].as_u64().unwrap() + 10),
        |_, claims| claims["aud"] = json!(["app-1"]),
        |_, claims| {
            claims["aud"] = json!(["app-1", "other"]);
            claims["azp"] = json!("app-1");
        },
        |_, claims| claims["at_hash"] = json!(AT_HASH),
        |_, claims| claims["c_hash"] = json!(C_HASH),
    ];
    for change in cases {
        let op = Op::new();
        let session = op.sign_in(&op.client(), &op.id_token(*change)).await;
        let claims = session.unwrap().id_token_claims().unwrap();
        assert_eq!(claims["sub"], "ada");
    }
}

#[tokio::test]
async fn f_19e_a_wrong_claim_is_refused_although_it_is_signed() {
    let cases: &[(&str, Change)] = &[
        ("`iat` is 11 s", |_, claims| {
            claims["iat"] = json!(claims["iat"].as_u64().unwrap() + 11)
        }),
        ("`exp`", |_, claims| claims["exp"] = claims["iat"].clone()),
        ("`aud`", |_, claims| claims["aud"] = json!("evil-canary")),
        ("`iss`", |_, claims| {
            claims["iss"] = json!("https://op.example/")
        }),
        ("`nonce`", |_, claims| {
            claims["nonce"] = json!("evil-canary")
        }),
        ("`nonce`", |_, claims| claims["nonce"] = Value::Null),
        ("`azp`", |_, claims| claims["azp"] = json!("evil-canary")),
        ("`azp`", |_, claims| {
            claims["aud"] = json!(["app-1", "evil-canary"])
        }),
        ("`at_hash`", |_, claims| claims["at_hash"] = json!(C_HASH)),
        ("`at_hash`", |_, claims| claims["at_hash"] = json!(7)),
        ("`c_hash`", |_, claims| claims["c_hash"] = json!(AT_HASH)),
        ("`typ`", |header, _| header["typ"] = json!("at+jwt")),
        ("`typ`", |header, _| header["typ"] = json!("logout+jwt")),
        ("`crit`", |header, _| header["crit"] = json!(["exp"])),
        ("`alg`", |header, _| header["alg"] = json!("ES512")),
        ("does not publish", |header, _| header["kid"] = json!("k-2")),
        ("does not publish", |header, _| {
            header["alg"] = json!("RS256")
        }),
        ("does not publish", |header, _| {
            header["alg"] = json!("ES384")
        }),
    ];
    for (what, change) in cases {
        let op = Op::new();
        let error = op.sign_in(&op.client(), &op.id_token(*change)).await;
        let error = error.unwrap_err();
        let text = error.to_string();
        assert_eq!(error.code(), Code::IdTokenRefused, "{what}: {text}");
        assert!(text.contains(what), "{what}: {text}");
        assert!(!text.contains("canary"), "{text}");
        assert!(op.client().stored_session().await.unwrap().is_none());
    }
}

#[tokio::test]
async fn a_signature_of_somebody_else_is_refused() {
    let op = Op::new();
    let (claims, public) = (op.claims(), jwk(&op.key, "k-1"));
    let good = op.id_token(|_, _| ());
    let (text, signature) = good.rsplit_once('.').unwrap();
    let changed = op.id_token(|_, claims| claims["sub"] = json!("eve"));
    let (changed, _) = changed.rsplit_once('.').unwrap();
    let none = |alg: &str| format!("{}.", unsigned(&json!({"alg": alg}), &claims));
    let hs = json!({"alg": "HS256", "kid": "k-1"});
    let point = URL_SAFE_NO_PAD
        .decode(public["x"].as_str().unwrap())
        .unwrap();
    let own_key = json!({"alg": "ES256", "jwk": jwk(&key(), "k-1")});
    for jwt in [
        signed(&key(), &header(), &claims),
        signed(&key(), &json!({"alg": "ES256"}), &claims),
        signed(&key(), &own_key, &claims),
        format!("{text}."),
        format!("{text}.{}", URL_SAFE_NO_PAD.encode([0; 64])),
        format!("{text}.{signature}A"),
        format!("{changed}.{signature}"),
        none("none"),
        none("NONE"),
        // Alg confusion: with what everybody knows, and with the client's own secret.
        hmac(&point, &hs, &claims),
        hmac(public.to_string().as_bytes(), &hs, &claims),
        hmac(SECRET.as_bytes(), &hs, &claims),
        hmac(b"", &hs, &claims),
    ] {
        let error = op.sign_in(&op.client(), &jwt).await.unwrap_err();
        assert_eq!(error.code(), Code::IdTokenRefused, "{jwt}");
    }
    op.sign_in(&op.client(), &good).await.unwrap();
}

#[tokio::test]
async fn the_client_secret_signs_only_where_it_is_declared_to() {
    let op = Op::of(Shared::SPEC);
    let hs = json!({"alg": "HS256"});
    let good = hmac(SECRET.as_bytes(), &hs, &op.claims());
    op.sign_in(&op.client(), &good).await.unwrap();
    op.sign_in(&op.client(), &op.id_token(|_, _| ()))
        .await
        .unwrap();
    for jwt in [
        hmac(b"another secret", &hs, &op.claims()),
        hmac(SECRET.as_bytes(), &json!({"alg": "HS384"}), &op.claims()),
    ] {
        let error = op.sign_in(&op.client(), &jwt).await.unwrap_err();
        assert_eq!(error.code(), Code::IdTokenRefused);
        assert!(!error.to_string().contains("canary"));
    }
}

#[tokio::test]
async fn the_person_signed_in_no_longer_ago_than_asked() {
    let outcome = async |auth_time: Option<u64>| {
        let op = Op::new();
        let id_token = op.id_token(|_, claims| {
            if let Some(ago) = auth_time {
                claims["auth_time"] = json!(claims["iat"].as_u64().unwrap() - ago);
            }
        });
        op.issue(&id_token);
        let sign_in = op.client().authorize(CALLBACK, "openid").state("st-1");
        let sign_in = sign_in
            .max_age(Duration::from_secs(60))
            .send()
            .await
            .unwrap();
        assert!(sign_in.url().contains("max_age=60"));
        sign_in
            .finish(&format!("{CALLBACK}?code=c-1&state=st-1"))
            .await
    };
    assert!(outcome(Some(70)).await.is_ok());
    for wrong in [Some(71), None] {
        let error = outcome(wrong).await.unwrap_err();
        assert_eq!(error.code(), Code::IdTokenRefused);
        assert!(error.to_string().contains("`auth_time`"), "{error}");
    }
}

/// OpenID Connect Core §5.5.1.1.
#[tokio::test]
async fn an_essential_acr_is_one_of_those_that_were_asked_for() {
    let outcome = async |wanted: Value, acr: Value| {
        let op = Op::new();
        op.issue(&op.id_token(|_, claims| claims["acr"] = acr));
        let client = op.client();
        let sign_in = client.authorize(CALLBACK, "openid").state("st-1");
        let asked = json!({"id_token": {"acr": wanted}});
        let sign_in = sign_in.claims(&asked).send().await.unwrap();
        // It may come back in another process.
        let pending = sign_in.pending().to_json();
        let pending = oauth_runtime::PendingSignIn::from_json(pending.expose()).unwrap();
        let callback = format!("{CALLBACK}?code=c-1&state=st-1");
        client.resume(pending).finish(&callback).await
    };
    let wanted = json!({"essential": true, "values": ["phr", "phrh"]});
    assert!(outcome(wanted.clone(), json!("phrh")).await.is_ok());
    assert!(
        outcome(json!({"values": ["phr"]}), json!("low"))
            .await
            .is_ok()
    );
    let one = json!({"essential": true, "value": "phr"});
    for (wanted, acr) in [
        (wanted.clone(), json!("low")),
        (wanted.clone(), json!(["phr"])),
        (wanted, Value::Null),
        (one, json!("low")),
    ] {
        let error = outcome(wanted, acr).await.unwrap_err();
        assert_eq!(error.code(), Code::IdTokenRefused);
        assert!(error.to_string().contains("`acr`"), "{error}");
    }
}

/// OpenID Connect Core §12.2. The renewal itself never fails for its ID token.
#[tokio::test]
async fn a_renewal_takes_only_an_id_token_that_follows_the_first() {
    let op = Op::new();
    let session = op
        .sign_in(&op.client(), &op.id_token(|_, _| ()))
        .await
        .unwrap();
    let first = session.id_token_claims().unwrap();
    let cases: [Change; 4] = [
        |_, claims| claims["sub"] = json!("eve"),
        |_, claims| claims["nonce"] = json!("another"),
        |_, claims| claims["at_hash"] = json!(C_HASH),
        |header, _| header["kid"] = json!("k-2"),
    ];
    for change in cases {
        op.issue(&op.id_token(change));
        session.renew().await.unwrap();
        assert_eq!(session.id_token_claims().unwrap(), first);
    }
    op.issue(&signed(&key(), &header(), &op.claims()));
    session.renew().await.unwrap();
    assert_eq!(session.id_token_claims().unwrap(), first);

    let good: Change = |_, claims| {
        claims["auth_time"] = json!(1);
        claims["nonce"] = Value::Null;
        claims.as_object_mut().unwrap().remove("nonce");
    };
    op.issue(&op.id_token(good));
    session.renew().await.unwrap();
    assert_eq!(session.id_token_claims().unwrap()["auth_time"], 1);
    assert_eq!(
        op.asked("/jwks"),
        1,
        "no renewal waits for keys that are at hand"
    );
}

#[tokio::test]
async fn an_encrypted_id_token_is_opened_and_then_verified() {
    use aws_lc_rs::encoding::AsDer as _;
    use aws_lc_rs::signature::{KeyPair as _, RsaKeyPair};
    use oauth_runtime::jose::DecryptionKey;

    const PEM: &str = include_str!("../keys/rfc7515-a2.pkcs8.pem");
    let body: String = PEM.lines().filter(|line| !line.starts_with('-')).collect();
    let pkcs8 = base64::engine::general_purpose::STANDARD
        .decode(body)
        .unwrap();
    let public = RsaKeyPair::from_pkcs8(&pkcs8).unwrap();
    let public = public.public_key().as_der().unwrap();
    let seal = |inside: &str| encrypted(public.as_ref(), inside);

    let op = Op::of(Encrypted::SPEC);
    let key_of_client = DecryptionKey::read(PEM).unwrap();
    let client = op.builder().decryption_key(key_of_client).build().unwrap();
    let good = op.id_token(|_, _| ());
    let session = op.sign_in(&client, &seal(&good)).await.unwrap();
    assert_eq!(session.id_token_claims().unwrap()["sub"], "ada");
    let kept = session.tokens().id_token.unwrap();
    assert_eq!(
        kept.expose(),
        good,
        "what is inside is the hint of a logout"
    );

    let forged = signed(&key(), &header(), &op.claims());
    let other = op.id_token(|_, claims| claims["aud"] = json!("other"));
    for id_token in [
        good.clone(),
        seal(&forged),
        seal(&other),
        seal("inside"),
        seal(&seal(&good)),
    ] {
        let error = op.sign_in(&client, &id_token).await.unwrap_err();
        assert_eq!(error.code(), Code::IdTokenRefused);
    }
    let error = op.sign_in(&op.client(), &seal(&good)).await.unwrap_err();
    assert!(error.to_string().contains("`decryption_key`"), "{error}");
}
