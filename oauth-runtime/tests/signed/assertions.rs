//! JWTs: their members, and that their signatures hold.

use aws_lc_rs::signature::{
    ECDSA_P256_SHA256_FIXED, RSA_PKCS1_2048_8192_SHA256, RSA_PSS_2048_8192_SHA256,
    RsaPublicKeyComponents, UnparsedPublicKey,
};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use oauth_runtime::spec::ProviderSpec;
use oauth_runtime::{Code, Provider as _, oauth_provider};
use serde_json::{Value, json};

use crate::wire::{UUID, Wire, client};

const RSA_JWK: &str = include_str!("keys/rfc7515-a2.jwk.json");
const EC_JWK: &str = include_str!("keys/rfc7515-a3.jwk.json");

macro_rules! provider {
    ($name:ident, $alg:ident) => {
        #[oauth_provider(
            vars(private_key: Secret, key_id: Option<Text>),
            client_credentials(
                url = "https://dev.okta.example/oauth2/v1/token?x=1",
                client_auth = none,
                params(
                    client_assertion_type = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
                    client_assertion = "{assertion}",
                ),
                assertion(
                    alg = $alg,
                    key = "{private_key}",
                    header(kid = "{key_id}"),
                    claims(
                        iss = "{client_id}",
                        sub = "{client_id}",
                        aud = ["{token_url}"],
                        jti = "{uuid}",
                        nbf = "{now(-10s)}",
                        level = 2,
                    ),
                    lifetime = 5m,
                ),
            ),
        )]
        pub(crate) struct $name;
    };
}

provider!(Okta, rs256);
provider!(Pss, ps256);
provider!(Apple, es256);
provider!(Shared, hs256);

const ANSWER: &str = r#"{"access_token":"at-1","token_type":"Bearer"}"#;

async fn assertion(spec: &'static ProviderSpec, vars: &[(&str, &str)]) -> String {
    let (client, wire): (_, Wire) = client(spec, vars, ANSWER);
    client.client_credentials("").send().await.unwrap();
    wire.field("client_assertion").unwrap()
}

/// Header, claims, what is signed, and the signature.
fn parts(jwt: &str) -> (Value, Value, &str, Vec<u8>) {
    let (signed, signature) = jwt.rsplit_once('.').unwrap();
    let (header, claims) = signed.split_once('.').unwrap();
    let json = |text: &str| {
        let bytes = URL_SAFE_NO_PAD.decode(text).unwrap();
        serde_json::from_slice(&bytes).unwrap()
    };
    let signature = URL_SAFE_NO_PAD.decode(signature).unwrap();
    (json(header), json(claims), signed, signature)
}

fn member(jwk: &str, name: &str) -> Vec<u8> {
    let jwk: Value = serde_json::from_str(jwk).unwrap();
    URL_SAFE_NO_PAD.decode(jwk[name].as_str().unwrap()).unwrap()
}

fn rsa() -> RsaPublicKeyComponents<Vec<u8>> {
    RsaPublicKeyComponents {
        n: member(RSA_JWK, "n"),
        e: member(RSA_JWK, "e"),
    }
}

#[tokio::test]
async fn an_assertion_has_the_declared_claims_and_its_time() {
    let jwt = assertion(Okta::SPEC, &[("private_key", RSA_JWK), ("key_id", "k1")]).await;
    let (header, claims, signed, signature) = parts(&jwt);
    assert_eq!(header, json!({"alg": "RS256", "kid": "k1"}));
    assert_eq!(
        claims,
        json!({
            "iss": "app-1",
            "sub": "app-1",
            "aud": ["https://dev.okta.example/oauth2/v1/token"],
            "jti": UUID,
            "nbf": 1_789_999_990,
            "level": 2,
            "iat": 1_790_000_000,
            "exp": 1_790_000_300,
        })
    );
    let held = rsa().verify(&RSA_PKCS1_2048_8192_SHA256, signed.as_bytes(), &signature);
    assert!(held.is_ok());
}

#[tokio::test]
async fn every_form_of_a_key_signs_alike() {
    let pkcs8 = include_str!("keys/rfc7515-a2.pkcs8.pem");
    let pkcs1 = include_str!("keys/rfc7515-a2.pkcs1.pem");
    let one_line = pkcs8.replace('\n', "\\n");
    let bare: String = pkcs8
        .lines()
        .filter(|line| !line.starts_with('-'))
        .collect();
    let first = assertion(Okta::SPEC, &[("private_key", RSA_JWK)]).await;
    for key in [pkcs8, pkcs1, &one_line, &bare] {
        assert_eq!(assertion(Okta::SPEC, &[("private_key", key)]).await, first);
    }
}

#[tokio::test]
async fn the_other_algorithms_hold_too() {
    let jwt = assertion(Pss::SPEC, &[("private_key", RSA_JWK)]).await;
    let (header, _, signed, signature) = parts(&jwt);
    assert_eq!(header, json!({"alg": "PS256"}));
    let held = rsa().verify(&RSA_PSS_2048_8192_SHA256, signed.as_bytes(), &signature);
    assert!(held.is_ok());

    let point = [vec![4], member(EC_JWK, "x"), member(EC_JWK, "y")].concat();
    let public = UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, point);
    for key in [EC_JWK, include_str!("keys/rfc7515-a3.sec1.pem")] {
        let jwt = assertion(Apple::SPEC, &[("private_key", key)]).await;
        let (header, _, signed, signature) = parts(&jwt);
        assert_eq!(header, json!({"alg": "ES256"}));
        assert!(public.verify(signed.as_bytes(), &signature).is_ok());
    }

    let jwt = assertion(Shared::SPEC, &[("private_key", "s3cret")]).await;
    let (_, _, signed, signature) = parts(&jwt);
    let key = aws_lc_rs::hmac::Key::new(aws_lc_rs::hmac::HMAC_SHA256, b"s3cret");
    assert!(aws_lc_rs::hmac::verify(&key, signed.as_bytes(), &signature).is_ok());
}

#[tokio::test]
async fn a_key_of_another_kind_is_refused_and_not_repeated() {
    for (spec, key) in [
        (Okta::SPEC, EC_JWK),
        (Okta::SPEC, "k3y-of-nobody"),
        (Apple::SPEC, RSA_JWK),
        (Apple::SPEC, include_str!("keys/rfc7515-a2.pkcs8.pem")),
    ] {
        let (client, _) = client(spec, &[("private_key", key)], ANSWER);
        let refused = client.client_credentials("").send().await.unwrap_err();
        assert_eq!(refused.code(), Code::ValueRefused);
        let told = format!("{refused} {refused:?}");
        assert!(told.contains("assertion(key)"), "{told}");
        for secret in ["k3y", "AQAB", "MIIE", "jpsQ"] {
            assert!(!told.contains(secret), "{told}");
        }
    }
}

#[oauth_provider(
    vars(private_key: Secret),
    assertion(alg = rs256, key = "{private_key}", claims(iss = "{client_id}"), lifetime = 1h),
    client_credentials(
        url = "https://oauth2.example/token",
        client_auth = none,
        omit(client_id),
        params(
            grant_type = "urn:ietf:params:oauth:grant-type:jwt-bearer",
            assertion = "{assertion}",
        ),
    ),
)]
pub(crate) struct ServiceAccount;

#[tokio::test]
async fn an_assertion_is_a_grant() {
    let (client, wire) = client(ServiceAccount::SPEC, &[("private_key", RSA_JWK)], ANSWER);
    client.client_credentials("").send().await.unwrap();
    let sent = wire.last();
    assert!(
        sent.contains(
            "\n\ngrant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer&assertion=ey"
        ),
        "{sent}"
    );
    let jwt = wire.field("assertion").unwrap();
    let (_, claims, ..) = parts(&jwt);
    assert_eq!(
        claims,
        json!({"iss": "app-1", "iat": 1_790_000_000, "exp": 1_790_003_600})
    );
}
