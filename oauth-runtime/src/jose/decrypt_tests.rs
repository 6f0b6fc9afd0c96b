//! The examples of RFC 7520 §5, and what does not decrypt.

use aws_lc_rs::aead::{AES_256_GCM, Aad, LessSafeKey, Nonce, UnboundKey};
use aws_lc_rs::rsa::{OAEP_SHA256_MGF1SHA256, OaepPublicEncryptingKey, PublicEncryptingKey};
use aws_lc_rs::signature::KeyPair as _;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::Value;

use super::DecryptionKey;
use super::local::read_rsa;

const EXAMPLES: [&str; 3] = [
    // RSA-OAEP with A256GCM.
    include_str!("../../tests/signed/keys/rfc7520-5-2.json"),
    // ECDH-ES+A128KW on P-384 with A128GCM.
    include_str!("../../tests/signed/keys/rfc7520-5-4.json"),
    // ECDH-ES on P-256 with A128CBC-HS256.
    include_str!("../../tests/signed/keys/rfc7520-5-5.json"),
];
const RSA: &str = include_str!("../../tests/signed/keys/rfc7515-a2.jwk.json");

fn read(example: &str) -> (DecryptionKey, Value) {
    let example: Value = serde_json::from_str(example).unwrap();
    let key = DecryptionKey::read(example["key"].to_string()).unwrap();
    (key, example)
}

#[test]
fn the_examples_of_rfc_7520_are_opened() {
    for example in EXAMPLES {
        let (key, example) = read(example);
        let opened = key.open(example["compact"].as_str().unwrap()).unwrap();
        assert_eq!(opened.expose(), example["plaintext"].as_str().unwrap());
        let public: Value = serde_json::from_str(&key.public_jwk().unwrap()).unwrap();
        assert_eq!(
            (&public["use"], &public["kid"]),
            (&Value::from("enc"), &example["key"]["kid"])
        );
        assert!(public.get("d").is_none());
    }
}

/// Each of the five parts counts, and every failure says the same.
#[test]
fn a_changed_part_is_found() {
    for example in EXAMPLES {
        let (key, example) = read(example);
        let compact = example["compact"].as_str().unwrap();
        let parts: Vec<&str> = compact.split('.').collect();
        for changed in 1..5 {
            let mut parts = parts.clone();
            let mut bytes = URL_SAFE_NO_PAD.decode(parts[changed]).unwrap();
            match bytes.first_mut() {
                Some(first) => *first ^= 1,
                None => bytes.push(1),
            }
            let part = URL_SAFE_NO_PAD.encode(bytes);
            parts[changed] = &part;
            let refused = format!("{:?}", key.open(&parts.join(".")).unwrap_err());
            assert!(refused.contains("cannot be decrypted"), "{refused}");
        }
        let mut shorter = parts.clone();
        let tag = URL_SAFE_NO_PAD.decode(parts[4]).unwrap();
        let tag = URL_SAFE_NO_PAD.encode(&tag[..12]);
        shorter[4] = &tag;
        assert!(key.open(&shorter.join(".")).is_err());
        // The header is authenticated, and names what is taken.
        let header = URL_SAFE_NO_PAD.decode(parts[0]).unwrap();
        let header: Value = serde_json::from_slice(&header).unwrap();
        for (name, value) in [
            ("kid", Value::from("another")),
            ("zip", Value::from("DEF")),
            ("crit", Value::from(vec!["exp"])),
            ("enc", Value::from("A192GCM")),
            ("alg", Value::from("dir")),
            ("alg", Value::from("RSA1_5")),
        ] {
            let mut header = header.clone();
            header[name] = value;
            let header = URL_SAFE_NO_PAD.encode(header.to_string());
            let mut parts = parts.clone();
            parts[0] = &header;
            assert!(key.open(&parts.join(".")).is_err(), "{name}");
        }
    }
}

#[test]
fn another_key_does_not_open() {
    let keys: Vec<_> = EXAMPLES.iter().map(|example| read(example)).collect();
    for (at, (_, example)) in keys.iter().enumerate() {
        for (other, (key, _)) in keys.iter().enumerate() {
            let opened = key.open(example["compact"].as_str().unwrap());
            assert_eq!(opened.is_ok(), at == other);
        }
    }
}

#[test]
fn rsa_oaep_256_is_opened() {
    use aws_lc_rs::encoding::AsDer as _;

    let pair = read_rsa(RSA).unwrap();
    let public = pair.public_key().as_der().unwrap();
    let public = PublicEncryptingKey::from_der(public.as_ref()).unwrap();
    let public = OaepPublicEncryptingKey::new(public).unwrap();
    let mut wrapped = vec![0; public.ciphertext_size()];
    let key = [9; 32];
    public
        .encrypt(&OAEP_SHA256_MGF1SHA256, &key, &mut wrapped, None)
        .unwrap();
    let header = URL_SAFE_NO_PAD.encode(r#"{"alg":"RSA-OAEP-256","enc":"A256GCM"}"#);
    let mut content = b"header.claims.signature".to_vec();
    let sealing = LessSafeKey::new(UnboundKey::new(&AES_256_GCM, &key).unwrap());
    let nonce = Nonce::assume_unique_for_key([7; 12]);
    let aad = Aad::from(header.as_bytes());
    let tag = sealing
        .seal_in_place_separate_tag(nonce, aad, &mut content)
        .unwrap();
    let text = |bytes: &[u8]| URL_SAFE_NO_PAD.encode(bytes);
    let jwe = [
        header,
        text(&wrapped),
        text(&[7; 12]),
        text(&content),
        text(tag.as_ref()),
    ]
    .join(".");
    let opened = DecryptionKey::read(RSA).unwrap().open(&jwe).unwrap();
    assert_eq!(opened.expose(), "header.claims.signature");
    let pem = include_str!("../../tests/signed/keys/rfc7515-a2.pkcs8.pem");
    assert!(DecryptionKey::read(pem).unwrap().open(&jwe).is_ok());
    assert!(DecryptionKey::read("not a key").is_err());
}
