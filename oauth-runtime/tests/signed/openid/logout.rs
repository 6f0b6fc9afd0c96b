//! RP-Initiated, Front-Channel and Back-Channel Logout 1.0.

use oauth_runtime::Code;
use serde_json::{Value, json};

use super::op::{Op, START, key, signed};

const EVENT: &str = "http://schemas.openid.net/event/backchannel-logout";

fn head() -> Value {
    json!({"typ": "logout+jwt", "alg": "ES256", "kid": "k-1"})
}

/// The claims of a good logout token.
fn claims(jti: &str) -> Value {
    json!({
        "iss": "https://op.example", "aud": "app-1", "sub": "ada", "sid": "s-1",
        "iat": START, "exp": START + 120, "jti": jti, "events": {EVENT: {}},
    })
}

#[tokio::test]
async fn the_browser_is_sent_to_the_provider_with_the_id_token() {
    let op = Op::new();
    let id_token = op.id_token(|_, _| ());
    let session = op.sign_in(&op.client(), &id_token).await.unwrap();
    let url = session.end_session_url(Some("https://app.example/bye?a=b"), Some("st 1"));
    assert_eq!(
        url.await.unwrap(),
        format!(
            "https://op.example/logout?ui=1&id_token_hint={id_token}&client_id=app-1&post_logout_redirect_uri=https%3A%2F%2Fapp.example%2Fbye%3Fa%3Db&state=st%201"
        )
    );
    let bare = session.end_session_url(None, None).await.unwrap();
    assert_eq!(
        bare,
        format!("https://op.example/logout?ui=1&id_token_hint={id_token}&client_id=app-1")
    );
}

#[tokio::test]
async fn a_logout_token_counts_once_and_ends_what_it_names() {
    let op = Op::new();
    let client = op.client();
    for (account, sub, sid) in [
        ("1", "ada", "s-1"),
        ("2", "ada", "s-2"),
        ("3", "eve", "s-3"),
    ] {
        let id_token = op.id_token(|_, claims| {
            claims["sub"] = json!(sub);
            claims["sid"] = json!(sid);
        });
        op.sign_in(&client.account(account), &id_token)
            .await
            .unwrap();
    }
    let signed_in = async || {
        let mut all = Vec::new();
        for one in client.connections().list().await.unwrap() {
            if one.needs_sign_in.is_none() {
                all.push(one.key.account().to_owned());
            }
        }
        all
    };
    let jwt = signed(&op.key, &head(), &claims("j-1"));
    let logout = client.back_channel_logout(&jwt).await.unwrap();
    assert_eq!(
        (
            logout.iss.as_str(),
            logout.sub.as_deref(),
            logout.sid.as_deref()
        ),
        ("https://op.example", Some("ada"), Some("s-1"))
    );
    let (done, failed) = client.connections().sign_out_of(&logout).await.unwrap();
    assert_eq!((done, failed.len()), (1, 0));
    assert_eq!(signed_in().await, ["2", "3"]);

    let again = client.back_channel_logout(&jwt).await.unwrap_err();
    assert_eq!(again.code(), Code::JwtRefused);
    assert!(again.to_string().contains("seen before"), "{again}");

    let mut all = claims("j-2");
    all.as_object_mut().unwrap().remove("sid");
    let logout = client
        .back_channel_logout(&signed(&op.key, &head(), &all))
        .await;
    let (done, _) = client
        .connections()
        .sign_out_of(&logout.unwrap())
        .await
        .unwrap();
    assert_eq!(done, 1);
    assert_eq!(signed_in().await, ["3"]);
}

#[tokio::test]
async fn a_logout_token_that_does_not_hold_is_refused() {
    let op = Op::new();
    let client = op.client();
    type Change = fn(&mut Value, &mut Value);
    let cases: &[(&str, Change)] = &[
        ("`typ`", |header, _| header["typ"] = json!("at+jwt")),
        ("`alg`", |header, _| header["alg"] = json!("none")),
        ("`alg`", |header, _| header["alg"] = json!("HS256")),
        ("`iss`", |_, claims| {
            claims["iss"] = json!("https://evil.example")
        }),
        ("`aud`", |_, claims| claims["aud"] = json!("canary")),
        ("`aud`", |_, claims| claims["aud"] = Value::Null),
        ("`iat`", |_, claims| claims["iat"] = json!(START + 11)),
        ("`iat`", |_, claims| claims["iat"] = Value::Null),
        ("`exp`", |_, claims| claims["exp"] = json!(START)),
        ("`exp`", |_, claims| claims["exp"] = Value::Null),
        ("`jti`", |_, claims| claims["jti"] = Value::Null),
        ("`jti`", |_, claims| claims["jti"] = json!("")),
        ("`events`", |_, claims| claims["events"] = json!({})),
        ("`events`", |_, claims| {
            claims["events"] = json!({EVENT: true})
        }),
        ("`events`", |_, claims| claims["events"] = json!([EVENT])),
        ("`nonce`", |_, claims| claims["nonce"] = json!("n")),
        ("`sub`", |_, claims| {
            claims["sub"] = Value::Null;
            claims["sid"] = Value::Null;
        }),
    ];
    for (what, change) in cases {
        let (mut header, mut claims) = (head(), claims("j-1"));
        change(&mut header, &mut claims);
        let jwt = signed(&op.key, &header, &claims);
        let error = client.back_channel_logout(&jwt).await.unwrap_err();
        let text = error.to_string();
        assert_eq!(error.code(), Code::JwtRefused, "{what}: {text}");
        assert!(
            text.contains(what) && !text.contains("canary"),
            "{what}: {text}"
        );
    }
    let forged = signed(&key(), &head(), &claims("j-1"));
    assert!(client.back_channel_logout(&forged).await.is_err());
    let id_token = op.id_token(|_, _| ());
    assert!(client.back_channel_logout(&id_token).await.is_err());
    // Nothing of this used up the name of the good one.
    let good = signed(&op.key, &head(), &claims("j-1"));
    client.back_channel_logout(&good).await.unwrap();
}

#[tokio::test]
async fn a_front_channel_logout_names_a_session_of_this_issuer() {
    let op = Op::new();
    let client = op.client();
    let session = op.sign_in(&client, &op.id_token(|_, _| ())).await.unwrap();
    let read = async |query: &str| client.front_channel_logout(query).await;
    for query in [
        "iss=https%3A%2F%2Fop.example&sid=s-1",
        "?sid=s%2D1&iss=https://op.example&x=y",
        "https://app.example/out?iss=https://op.example&sid=s-1",
    ] {
        let logout = read(query).await.unwrap();
        assert_eq!(logout.sid.as_deref(), Some("s-1"));
        assert!(session.is_named_by(&logout));
    }
    let other = read("iss=https://op.example&sid=s-2").await.unwrap();
    assert!(!session.is_named_by(&other));
    let bare = read("").await.unwrap();
    assert!(!session.is_named_by(&bare), "it names nobody");
    for (query, code) in [
        ("iss=https://evil.example&sid=s-1", Code::IssuerMismatch),
        ("sid=s-1", Code::IssuerMismatch),
        (
            "iss=https://op.example&sid=s-1&sid=s-2",
            Code::DuplicateParameter,
        ),
        ("iss=https://op.example&sid=%ff", Code::UnreadableCallback),
    ] {
        assert_eq!(read(query).await.unwrap_err().code(), code, "{query}");
    }
}
