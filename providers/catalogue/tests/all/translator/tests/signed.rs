//! Rows whose requests are signed.

use super::{api, authorize, full, row, token};
use crate::translator::request::ASSERTION;
use crate::translator::{encode, keys};

#[test]
fn shopee_signs_the_link_and_the_token_request() {
    assert_eq!(
        authorize("shopee"),
        "https://partner.shopeemobile.com/api/v2/shop/auth_partner?partner_id=cl%2B1%40acme\
         &redirect=https%3A%2F%2Fapp.acme.example%2Fcb%3Fteam%3Da%2520b%26state%3D\
         WlpaWlpaWlpaWlpaWlpaWlpaWlpaWlpaWlpaWlpaWlo&timestamp=1798761599&sign=159b47595bf9e70c8a582b6faefbc53fa152e1666c962bd824bb55293778af02"
    );
    assert_eq!(
        token("shopee", &[]),
        "POST https://partner.shopeemobile.com/api/v2/auth/token/get?partner_id=cl%2B1%40acme\
         &timestamp=1798761599&sign=2c6d48efbec00c5f5986994aa19078ff7d0c332e6c09928ee7d4e43d4ead9946\n\
         {\"code\":\"c0de/+=&1\",\"partner_id\":\"cl+1@acme\",\"shop_id\":\"acme-shopid\"}"
    );
}

#[test]
fn avanan_signs_with_headers_of_one_moment() {
    let headers = ["x-av-req-id", "x-av-date", "x-av-sig"];
    let with = |line: &str, sign: &str| {
        format!(
            "{line}\nx-av-req-id: 5a5a5a5a-5a5a-4a5a-9a5a-5a5a5a5a5a5a\n\
             x-av-date: 2026-12-31T23:59:59\nx-av-sig: {sign}\n"
        )
    };
    let host = "GET https://smart-api-production-1-us.avanan.net";
    assert_eq!(
        token("avanan", &headers),
        with(
            &format!("{host}/v1.0/auth"),
            "47088c758782a1f6f324a36d3abfa9f9230902a607277c51cacf038fa38b517a"
        )
    );
    assert_eq!(
        api("avanan", &headers),
        with(
            &format!("{host}/things/7"),
            "d30e38bed68692d4b74f79e365badc22fe1695fbb801898145c1d112f95d5592"
        )
    );
}

#[test]
fn shopline_signs_the_body() {
    assert!(token("shopline-oauth", &["sign"]).contains(
        "\nsign: 389f846fd0459c6f714ce255d20f7d0d1f6fa94920ce6739833488f6989133dc\n{\"code\":"
    ));
}

#[test]
fn tiktok_shop_and_odnoklassniki_sign_their_sorted_parameters() {
    assert!(
        api("tiktok-shop", &[])
            .contains("&sign=e06b46c090891ec6fdad0578e343c378b5b78cdaa633003a83d5e148d2b1ca43\n")
    );
    assert!(
        api("odnoklassniki", &[]).contains("&sig=78f68f806812eff5b278abef7178614a&access_token=")
    );
}

#[test]
fn the_assertion_of_a_google_service_account_is_verified() {
    let id = "google-service-account";
    let sent = crate::translator::token::requests(&row(id), &full(id)).remove(0);
    assert_eq!(
        sent.body.bytes(),
        format!(
            "grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer&assertion={}",
            encode::form(ASSERTION)
        )
    );
    let jwt = sent.jwt.expect("an assertion");
    let header = encode::base64url(r#"{"alg":"RS256","typ":"JWT"}"#);
    let claims = |expires: u64| {
        encode::base64url(format!(
            r#"{{"iss":"bot@acme.iam.gserviceaccount.com",
            "scope":"https://acme.example/auth/a https://acme.example/auth/b",
            "aud":"https://oauth2.googleapis.com/token","sub":"ada@acme.example",
            "iat":1798761599,"exp":{expires}}}"#
        ))
    };
    let signed = |claims: &str| {
        let text = format!("{header}.{claims}");
        let signature = encode::base64url(keys::RSA.rsa_sha256(&text));
        format!("{text}.{signature}")
    };
    let good = signed(&claims(1_798_765_199));
    assert_eq!(jwt.faults(&good), Vec::<String>::new());
    assert_eq!(jwt.faults(&signed(&claims(1_798_765_198))).len(), 1);
    let forged = good.replacen('.', "A.", 1);
    assert!(jwt.faults(&forged)[0].contains("signature"));
}
