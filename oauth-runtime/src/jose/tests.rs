//! The examples of the RFCs, and keys that are not what they should be.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Map, Value, json};

use super::jws::Jws;
use super::key_set::{Held, KeySet, verify_hmac};
use super::verify::allowed_alg;
use super::{ClientKey, LocalKey, SignError, Signer, sign_jwt, thumbprint};
use crate::error::Code;
use crate::spec::Alg;
use crate::transport::BoxFuture;

const RSA: &str = include_str!("../../tests/signed/keys/rfc7515-a2.jwk.json");
const EC: &str = include_str!("../../tests/signed/keys/rfc7515-a3.jwk.json");

/// The claims of RFC 7519 §3.1, in base64url.
const CLAIMS: &str = "eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ";
/// The RSA key of RFC 7638 §3.1, which is the second one of RFC 7517 §A.1.
const N: &str = "0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw";
const ED25519: &str = r#"{"kty":"OKP","crv":"Ed25519","d":"nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}"#;

/// A JWKS of the public half of each.
fn public(keys: &[(&str, Alg)]) -> KeySet {
    let keys: Vec<Value> = keys
        .iter()
        .map(|(key, alg)| LocalKey::read(key, *alg).unwrap().public_jwk().unwrap())
        .collect();
    KeySet::read(&json!({ "keys": keys })).unwrap()
}

fn held(keys: &KeySet, jwt: &str, alg: Alg) -> Held {
    keys.verify(&Jws::read(jwt).unwrap(), alg)
}

#[test]
fn rfc_7515_a_1_hmac() {
    let signature = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
    let jwt = format!("eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9.{CLAIMS}.{signature}");
    let jws = Jws::read(&jwt).unwrap();
    assert_eq!(jws.claims["iss"], "joe", "RFC 7519 §3.1");
    let key =
        "AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow";
    let mut key = URL_SAFE_NO_PAD.decode(key).unwrap();
    assert!(verify_hmac(&key, &jws, Alg::Hs256));
    assert!(!verify_hmac(&key, &jws, Alg::Hs384));
    key[0] ^= 1;
    assert!(!verify_hmac(&key, &jws, Alg::Hs256));
}

#[test]
fn rfc_7515_a_2_rsa() {
    let signed = format!("eyJhbGciOiJSUzI1NiJ9.{CLAIMS}");
    let signature = "cC4hiUPoj9Eetdgtv3hF80EGrhuB__dzERat0XF9g2VtQgr9PJbu3XOiZj5RZmh7AAuHIm4Bh-0Qc_lF5YKt_O8W2Fp5jujGbds9uJdbF9CUAr7t1dnZcAcQjbKBYNX4BAynRFdiuB--f_nZLgrnbyTyWzO75vRK5h6xBArLIARNPvkSjtQBMHlb1L07Qe7K0GarZRmB_eSN9383LcOLn6_dO--xi12jzDwusC-eOkHWEsqtFZESc6BfI7noOPqvhJ1phCnvWh6IeYI2w9QOYEUipUTI8np6LbgGY9Fs98rqVt5AXLIhWkWywlVmtVrBp0igcN_IoypGlUPQGe77Rw";
    let own = LocalKey::read(RSA, Alg::Rs256).unwrap();
    let own = own.sign(signed.as_bytes()).unwrap();
    assert_eq!(URL_SAFE_NO_PAD.encode(own), signature);
    let jwt = format!("{signed}.{signature}");
    let keys = public(&[(RSA, Alg::Rs256)]);
    assert_eq!(held(&keys, &jwt, Alg::Rs256), Held::Yes);
    assert_eq!(held(&keys, &jwt, Alg::Ps256), Held::NoKey);
    assert_eq!(held(&keys, &jwt, Alg::Es256), Held::NoKey);
}

#[test]
fn rfc_7515_a_3_ecdsa() {
    let signature =
        "DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q";
    let jwt = format!("eyJhbGciOiJFUzI1NiJ9.{CLAIMS}.{signature}");
    let keys = public(&[(EC, Alg::Es256)]);
    assert_eq!(held(&keys, &jwt, Alg::Es256), Held::Yes);
    let other = jwt.replace(".eyJpc3Mi", ".eyJpc3Mj");
    assert!(Jws::read(&other).is_err() || held(&keys, &other, Alg::Es256) != Held::Yes);
    // The signature of somebody who sends zeros: CVE-2022-21449.
    let zeros = URL_SAFE_NO_PAD.encode([0; 64]);
    let psychic = format!("eyJhbGciOiJFUzI1NiJ9.{CLAIMS}.{zeros}");
    assert_eq!(held(&keys, &psychic, Alg::Es256), Held::NoKey);
}

/// The fourth example signs with ES512, which is not offered.
#[test]
fn rfc_7515_a_4_is_refused_by_its_name() {
    let jwt = format!("eyJhbGciOiJFUzUxMiJ9.{CLAIMS}.AA");
    assert!(allowed_alg(&Jws::read(&jwt).unwrap(), &[]).is_err());
}

#[test]
fn rfc_8037_a_4_ed25519() {
    let key = LocalKey::read(ED25519, Alg::EdDsa).unwrap();
    let signed = "eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc";
    let signature = key.sign(signed.as_bytes()).unwrap();
    assert_eq!(
        URL_SAFE_NO_PAD.encode(signature),
        "hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg"
    );
}

#[test]
fn thumbprints_of_rfc_7638_and_rfc_8037() {
    let rsa = json!({"kty": "RSA", "n": N, "e": "AQAB", "alg": "RS256", "kid": "2011-04-29"});
    let own = thumbprint(&rsa).unwrap();
    assert_eq!(own, "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs");
    let public = LocalKey::read(ED25519, Alg::EdDsa).unwrap().public_jwk();
    let own = thumbprint(&public.unwrap()).unwrap();
    assert_eq!(own, "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k");
    assert!(thumbprint(&json!({"kty": "RSA", "n": N})).is_err());
    assert!(thumbprint(&json!({"kty": "AKP", "pub": "AA"})).is_err());
}

#[test]
fn the_public_half_has_nothing_of_the_private_one() {
    for (key, alg) in [(RSA, Alg::Ps512), (EC, Alg::Es256), (ED25519, Alg::EdDsa)] {
        let public = LocalKey::read(key, alg).unwrap().public_jwk().unwrap();
        let given: Value = serde_json::from_str(key).unwrap();
        for (name, value) in public.as_object().unwrap() {
            assert_eq!(given.get(name), Some(value));
        }
        for name in ["d", "p", "q", "dp", "dq", "qi", "k"] {
            assert!(public.get(name).is_none(), "{name}");
        }
    }
}

/// RFC 7517 §A.1: one key is for encryption, one for signatures.
#[test]
fn a_jwks_gives_only_public_keys_for_signatures() {
    let one = |jwk: Value| {
        let keys = KeySet::read(&json!({"keys": [jwk]})).unwrap();
        let signed = format!("eyJhbGciOiJSUzI1NiJ9.{CLAIMS}");
        let own = LocalKey::read(RSA, Alg::Rs256).unwrap();
        let signature = URL_SAFE_NO_PAD.encode(own.sign(signed.as_bytes()).unwrap());
        held(&keys, &format!("{signed}.{signature}"), Alg::Rs256)
    };
    let given: Value = serde_json::from_str(RSA).unwrap();
    let with = |name: &str, value: Value| {
        let mut jwk = json!({"kty": "RSA", "n": given["n"], "e": given["e"]});
        jwk[name] = value;
        jwk
    };
    assert_eq!(one(with("use", json!("sig"))), Held::Yes);
    assert_eq!(one(with("key_ops", json!(["verify"]))), Held::Yes);
    assert_eq!(one(with("alg", json!("RS256"))), Held::Yes);
    assert_eq!(one(with("kid", json!("not named by the JWT"))), Held::Yes);
    for jwk in [
        with("use", json!("enc")),
        with("use", json!(7)),
        with("key_ops", json!(["sign"])),
        with("key_ops", json!("verify")),
        with("alg", json!("PS256")),
        with("alg", json!("none")),
        with("kty", json!("EC")),
        with("d", given["d"].clone()),
        given.clone(),
        json!({"kty": "RSA", "n": N, "e": "AQAB"}),
        json!({"kty": "oct", "k": given["n"]}),
        json!("RSA"),
        Value::Null,
    ] {
        assert_eq!(one(jwk.clone()), Held::NoKey, "{jwk}");
    }
    assert!(KeySet::read(&json!({"keys": {}})).is_none());
    assert!(KeySet::read(&json!([])).is_none());
}

/// RFC 8725 §2.1: the public key is known to everybody, so it is no secret of an HMAC.
#[test]
fn a_public_key_is_never_the_key_of_an_hmac() {
    let given: Value = serde_json::from_str(RSA).unwrap();
    let keys = public(&[(RSA, Alg::Rs256)]);
    let signed = format!("{}.{CLAIMS}", URL_SAFE_NO_PAD.encode(r#"{"alg":"HS256"}"#));
    for secret in [
        include_str!("../../tests/signed/keys/rfc7515-a2.pkcs8.pem"),
        given["n"].as_str().unwrap(),
    ] {
        let key = LocalKey::read(secret, Alg::Hs256).unwrap();
        let signature = URL_SAFE_NO_PAD.encode(key.sign(signed.as_bytes()).unwrap());
        let jwt = format!("{signed}.{signature}");
        assert_eq!(held(&keys, &jwt, Alg::Hs256), Held::NoKey);
        let jws = Jws::read(&jwt).unwrap();
        assert!(allowed_alg(&jws, &[]).is_err());
        assert!(allowed_alg(&jws, &[Alg::Rs256]).is_err());
        assert_eq!(allowed_alg(&jws, &[Alg::Hs256]).unwrap(), Alg::Hs256);
    }
}

#[test]
fn a_header_with_an_extension_is_refused() {
    let jwt = |header: Value| format!("{}.{CLAIMS}.AA", URL_SAFE_NO_PAD.encode(header.to_string()));
    for header in [
        json!({"alg": "RS256", "crit": ["b64"], "b64": false}),
        json!({"alg": "none"}),
        json!({"alg": "None"}),
        json!({"alg": ["RS256"]}),
        json!({"typ": "JWT"}),
    ] {
        let jwt = jwt(header);
        assert!(allowed_alg(&Jws::read(&jwt).unwrap(), &[]).is_err());
    }
}

#[tokio::test]
async fn every_algorithm_signs_what_it_verifies() {
    let p384 = aws_lc_rs::signature::EcdsaKeyPair::generate(
        &aws_lc_rs::signature::ECDSA_P384_SHA384_FIXED_SIGNING,
    );
    let p384 = p384.unwrap().to_pkcs8v1().unwrap();
    let p384 = base64::engine::general_purpose::STANDARD.encode(p384.as_ref());
    let claims = Map::from_iter([("iss".to_owned(), json!("app-1"))]);
    for alg in Alg::ALL.iter().copied() {
        let text = match alg {
            Alg::Es256 => EC,
            Alg::Es384 => &p384,
            Alg::EdDsa => ED25519,
            alg if alg.is_symmetric() => "s3cret",
            _ => RSA,
        };
        let key = ClientKey::from_pem(text, alg).unwrap().key_id("k-1");
        let extra = Map::from_iter([("jwk".to_owned(), json!({"kty": "EC"}))]);
        let jwt = sign_jwt(&key, Some("dpop+jwt"), extra, &claims).await;
        let jwt = jwt.unwrap();
        let jws = Jws::read(jwt.expose()).unwrap();
        let header = Value::Object(jws.header.clone());
        assert_eq!(
            header,
            json!({"alg": alg.name(), "typ": "dpop+jwt", "kid": "k-1", "jwk": {"kty": "EC"}})
        );
        assert_eq!(jws.claims, claims);
        if alg.is_symmetric() {
            assert!(verify_hmac(b"s3cret", &jws, alg), "{alg:?}");
            assert_eq!(key.public_jwk(), None);
        } else {
            let jwk: Value = serde_json::from_str(&key.public_jwk().unwrap()).unwrap();
            assert_eq!((&jwk["kid"], &jwk["use"]), (&json!("k-1"), &json!("sig")));
            let keys = KeySet::read(&json!({"keys": [jwk]})).unwrap();
            assert_eq!(keys.verify(&jws, alg), Held::Yes, "{alg:?}");
        }
    }
}

#[test]
fn a_generated_key_comes_back_from_its_text() {
    let (key, text) = ClientKey::generate_es256().unwrap();
    let again = ClientKey::from_pem(text, Alg::Es256).unwrap();
    assert_eq!(key.public_jwk(), again.public_jwk());
    let (other, _) = ClientKey::generate_es256().unwrap();
    assert_ne!(key.public_jwk(), other.public_jwk());
}

#[test]
fn a_jwk_says_how_it_signs() {
    let alg = |text: String| ClientKey::from_jwk(text).map(|key| key.alg());
    assert_eq!(alg(RSA.to_owned()).unwrap(), Alg::Rs256);
    assert_eq!(alg(EC.to_owned()).unwrap(), Alg::Es256);
    assert_eq!(alg(ED25519.to_owned()).unwrap(), Alg::EdDsa);
    let mut jwk: Value = serde_json::from_str(RSA).unwrap();
    jwk["alg"] = json!("PS384");
    assert_eq!(alg(jwk.to_string()).unwrap(), Alg::Ps384);
    for wrong in ["ES256", "HS256", "none"] {
        jwk["alg"] = json!(wrong);
        let error = alg(jwk.to_string()).unwrap_err();
        assert_eq!(error.code(), Code::ValueRefused);
        assert!(!error.to_string().contains(jwk["d"].as_str().unwrap()));
    }
    assert!(alg("{".to_owned()).is_err());
    assert!(alg(r#"{"kty":"oct","k":"c2VjcmV0"}"#.to_owned()).is_err());
}

struct Kms(Result<Vec<u8>, SignError>);

impl Signer for Kms {
    fn alg(&self) -> Alg {
        Alg::Es256
    }

    fn sign<'a>(&'a self, _: &'a [u8]) -> BoxFuture<'a, Result<Vec<u8>, SignError>> {
        let answer = self.0.clone();
        Box::pin(async move { answer })
    }
}

#[tokio::test]
async fn a_signer_that_fails_or_answers_der_is_told() {
    let outcome = |answer| async {
        let key = ClientKey::new(Kms(answer));
        sign_jwt(&key, None, Map::new(), &Map::new()).await
    };
    assert!(outcome(Ok(vec![7; 64])).await.is_ok());
    let der = outcome(Ok(vec![0x30; 70])).await.unwrap_err();
    assert_eq!(der.code(), Code::NotSigned);
    assert!(der.to_string().contains("not DER"), "{der}");
    let away = outcome(Err(SignError("the key service is away".into()))).await;
    let away = away.unwrap_err();
    assert!(away.is_transient() && away.to_string().contains("is away"));
}

#[test]
fn a_certificate_has_its_thumbprint() {
    let (key, _) = ClientKey::generate_es256().unwrap();
    let made = rcgen::generate_simple_self_signed(vec!["app.example".to_owned()]).unwrap();
    let der = made.cert.der().to_vec();
    let with = key.clone().certificate(&made.cert.pem()).unwrap();
    assert_eq!(
        with.thumbprint.as_deref(),
        Some(super::jwk::sha256(&der).as_str())
    );
    let chain = format!("{}{}", made.cert.pem(), made.cert.pem());
    let with = key.clone().certificate(&chain).unwrap();
    assert_eq!(
        with.thumbprint.as_deref(),
        Some(super::jwk::sha256(&der).as_str())
    );
    assert!(key.certificate("not a certificate").is_err());
}
