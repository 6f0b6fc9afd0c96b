#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a broken test must stop at once"
)]

use super::*;
use aws_lc_rs::encoding::{AsDer as _, Pkcs8V1Der};
use aws_lc_rs::rsa::KeySize;
use aws_lc_rs::signature::{KeyPair as _, RSA_PKCS1_2048_8192_SHA256, UnparsedPublicKey};

fn at(seconds: u64) -> SystemTime {
    UNIX_EPOCH + Duration::from_secs(seconds)
}

fn facts(user: &str) -> Facts<'_> {
    Facts {
        now: at(1_795_251_600),
        id: "5e2b7c1e-0f6c-4a53-9f3f-1c2d3e4f5a6b",
        server: "api41preview.sapsf.com",
        user,
        api_key: "YXBpS2V5",
    }
}

/// What stands between two texts.
fn between<'t>(text: &'t str, open: &str, close: &str) -> &'t str {
    let (_, rest) = text.split_once(open).unwrap();
    rest.split_once(close).unwrap().0
}

/// The document without its signature, and the signature.
fn taken_apart(document: &str) -> (String, &str) {
    let start = document.find("<ds:Signature ").unwrap();
    let end = document.find("</ds:Signature>").unwrap() + "</ds:Signature>".len();
    let rest = format!("{}{}", &document[..start], &document[end..]);
    (rest, &document[start..end])
}

#[test]
fn digest_and_signature_hold() {
    let key = RsaKeyPair::generate(KeySize::Rsa2048).unwrap();
    let der: Pkcs8V1Der<'_> = key.as_der().unwrap();
    let bare = STANDARD.encode(der.as_ref());
    let pem = format!("-----BEGIN PRIVATE KEY-----\n{bare}\n-----END PRIVATE KEY-----\n");
    for written in [bare, pem] {
        let document = facts("jdoe & <co>").signed(&written).unwrap();
        let (rest, signature) = taken_apart(&document);

        let told = between(signature, "<ds:DigestValue>", "</ds:DigestValue>");
        assert_eq!(told, STANDARD.encode(digest(&SHA256, rest.as_bytes())));

        let inner = between(signature, "<ds:SignedInfo ", "</ds:SignedInfo>");
        let info = format!("<ds:SignedInfo {inner}</ds:SignedInfo>");
        let value = between(signature, "<ds:SignatureValue>", "</ds:SignatureValue>");
        UnparsedPublicKey::new(&RSA_PKCS1_2048_8192_SHA256, key.public_key().as_ref())
            .verify(info.as_bytes(), &STANDARD.decode(value).unwrap())
            .unwrap();
    }
}

#[test]
fn the_assertion_says_who_for_whom_and_how_long() {
    let (head, tail) = facts("jdoe & <co>").around_signature();
    assert!(head.contains("ID=\"_5e2b7c1e-0f6c-4a53-9f3f-1c2d3e4f5a6b\""));
    assert!(head.contains("IssueInstant=\"2026-11-21T09:00:00Z\""));
    let name = between(&tail, "unspecified\">", "</saml2:NameID>");
    assert_eq!(name, "jdoe &amp; &lt;co&gt;");
    let recipient = "Recipient=\"https://api41preview.sapsf.com/oauth/token\"";
    assert!(tail.contains(recipient));
    let conditions = "NotBefore=\"2026-11-21T08:55:00Z\" NotOnOrAfter=\"2026-11-21T10:00:00Z\"";
    assert!(tail.contains(conditions));
    let key = "<saml2:Attribute Name=\"api_key\"><saml2:AttributeValue>YXBpS2V5<";
    assert!(tail.contains(key));
    // Canonical XML has no empty-element tags and no declaration.
    assert!(!tail.contains("/>") && !head.starts_with("<?"));
}

#[test]
fn instants_cross_leap_days_and_centuries() {
    assert_eq!(instant(at(0)), "1970-01-01T00:00:00Z");
    assert_eq!(instant(at(951_782_399)), "2000-02-28T23:59:59Z");
    assert_eq!(instant(at(951_782_400)), "2000-02-29T00:00:00Z");
    assert_eq!(instant(at(1_735_689_599)), "2024-12-31T23:59:59Z");
    assert_eq!(instant(at(4_107_542_400)), "2100-03-01T00:00:00Z");
}

#[test]
fn quotes_and_line_breaks_end_no_value() {
    assert_eq!(attribute("a\"b\n<"), "a&quot;b&#xA;&lt;");
    assert_eq!(text("a\u{1}\r\"b"), "a&#xD;\"b");
}

#[test]
fn what_is_no_key_is_refused_and_not_shown() {
    for text in ["not a key!", "AAAA", ""] {
        let error = facts("jdoe").signed(text).unwrap_err();
        assert_eq!(error.code(), Code::ValueRefused);
        assert!(text.is_empty() || !error.to_string().contains(text));
    }
}
