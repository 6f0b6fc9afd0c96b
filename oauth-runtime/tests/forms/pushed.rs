//! Pushed (RFC 9126) and signed (RFC 9101) authorization requests.

use oauth_runtime::spec::{
    CallKind, CallSpec, ClientAuth, ExtraParam, Part, ProviderSpec, RequestObjectSpec, ValueSpec,
};
use oauth_runtime::{Code, PendingSignIn};
use serde_json::{Value, json};

use crate::acme::{
    ACME, AUTHORIZE, CALLBACK, PAR, REVOKE, TOKEN, builder, names, pairs, part, start, value,
};
use crate::world::{answering, ok, status};

const EXTRA: CallSpec = CallSpec {
    params: &[ExtraParam {
        name: "access_type",
        value: ValueSpec::Text(&[Part::Lit("offline")]),
        place: None,
    }],
    ..AUTHORIZE
};
static PUSHED: ProviderSpec = ProviderSpec {
    calls: &[EXTRA, TOKEN, REVOKE, PAR],
    nonce: true,
    ..ACME
};
pub static SIGNED: ProviderSpec = ProviderSpec {
    calls: &[EXTRA, TOKEN],
    request_object: Some(RequestObjectSpec { alg: None }),
    ..ACME
};
static BOTH: ProviderSpec = ProviderSpec {
    calls: &[EXTRA, TOKEN, PAR],
    request_object: Some(RequestObjectSpec { alg: None }),
    ..ACME
};

/// RFC 9126 §2.2, with the lifetime of its example.
const ANSWER: &str = r#"{"request_uri":"urn:ietf:params:oauth:request_uri:6esc_11ACC5bwc014ltc14eY22c","expires_in":60}"#;
const URI: &str = "urn:ietf:params:oauth:request_uri:6esc_11ACC5bwc014ltc14eY22c";

#[tokio::test]
async fn everything_is_pushed_and_the_browser_has_the_reference_alone() {
    let (transport, sent) = answering([status(201, ANSWER)]);
    let client = builder(&PUSHED, transport).build().unwrap();
    let login = client
        .authorize(CALLBACK, "read write")
        .state("s-1")
        .param("tenant", "t-1")
        .await
        .unwrap();
    assert_eq!(
        login.url(),
        "https://acme.example/authorize?client_id=client-1&request_uri=urn%3Aietf%3Aparams%3Aoauth%3Arequest_uri%3A6esc_11ACC5bwc014ltc14eY22c"
    );
    let (line, body) = sent.wire(0);
    assert_eq!(line, "POST https://acme.example/par");
    let body = pairs(&body);
    assert_eq!(
        names(&body),
        [
            "response_type",
            "client_id",
            "redirect_uri",
            "scope",
            "state",
            "nonce",
            "code_challenge",
            "code_challenge_method",
            "access_type",
            "tenant",
            "client_assertion_type",
            "client_assertion",
        ]
    );
    for (name, expected) in [
        ("response_type", "code"),
        ("client_id", "client-1"),
        ("redirect_uri", CALLBACK),
        ("scope", "read write"),
        ("state", "s-1"),
        ("code_challenge_method", "S256"),
        ("access_type", "offline"),
        ("tenant", "t-1"),
    ] {
        assert_eq!(value(&body, name).as_deref(), Some(expected), "{name}");
    }
    // RFC 9126 §2: the issuer is the audience.
    let jwt = value(&body, "client_assertion").unwrap();
    assert_eq!(part(&jwt, 1)["aud"], json!("https://acme.example"));
}

#[tokio::test]
async fn a_pushed_sign_in_is_finished_as_any_other() {
    let tokens = r#"{"access_token":"at-1","token_type":"Bearer"}"#;
    static PLAIN: ProviderSpec = ProviderSpec {
        calls: &[AUTHORIZE, TOKEN, PAR],
        ..ACME
    };
    let (transport, sent) = answering([status(201, ANSWER), ok(tokens)]);
    let client = builder(&PLAIN, transport).build().unwrap();
    let login = client.authorize(CALLBACK, "").state("s-1").await.unwrap();
    let kept = PendingSignIn::from_json(login.pending().to_json().expose()).unwrap();
    let callback = format!("{CALLBACK}?code=c-1&state=s-1&iss=https://acme.example");
    client.resume(kept).finish(&callback).await.unwrap();
    assert!(value(&pairs(&sent.wire(1).1), "code_verifier").is_some());
}

#[tokio::test]
async fn basic_authentication_pushes_the_client_id_as_well() {
    static BASIC: ProviderSpec = ProviderSpec {
        calls: &[
            AUTHORIZE,
            TOKEN,
            CallSpec {
                client_auth: ClientAuth::BASIC,
                ..PAR
            },
        ],
        ..ACME
    };
    let (transport, sent) = answering([status(201, ANSWER)]);
    let client = builder(&BASIC, transport)
        .client_secret("s-1")
        .build()
        .unwrap();
    client.authorize(CALLBACK, "").await.unwrap();
    let body = pairs(&sent.wire(0).1);
    assert_eq!(value(&body, "client_id").as_deref(), Some("client-1"));
    assert_eq!(value(&body, "client_secret"), None);
    assert_eq!(value(&body, "client_assertion"), None);
    assert_eq!(
        sent.header(0, "authorization").as_deref(),
        Some("Basic Y2xpZW50LTE6cy0x")
    );
}

#[tokio::test]
async fn a_refused_push_opens_no_browser() {
    let long = format!(
        r#"{{"request_uri":"{}","expires_in":60}}"#,
        "x".repeat(5000)
    );
    for (answer, expected) in [
        (
            status(
                400,
                r#"{"error":"invalid_request","error_description":"no"}"#,
            ),
            Code::InvalidRequest,
        ),
        (
            status(401, r#"{"error":"invalid_client"}"#),
            Code::ClientAuthentication,
        ),
        (status(429, "{}"), Code::TooManyRequests),
        (status(201, r#"{"expires_in":60}"#), Code::MissingField),
        (
            status(201, r#"{"request_uri":"urn:x"}"#),
            Code::MissingField,
        ),
        (
            status(201, r#"{"request_uri":"urn:x","expires_in":0}"#),
            Code::UnreadableAnswer,
        ),
        (
            status(201, r#"{"request_uri":"urn:x","expires_in":-60}"#),
            Code::UnreadableAnswer,
        ),
        (
            status(201, r#"{"request_uri":"urn:x y","expires_in":60}"#),
            Code::UnreadableAnswer,
        ),
        (status(201, &long), Code::UnreadableAnswer),
        (
            status(
                201,
                r#"{"request_uri":"a","request_uri":"b","expires_in":60}"#,
            ),
            Code::DuplicateKey,
        ),
    ] {
        let (transport, _) = answering([answer]);
        let client = builder(&PUSHED, transport).build().unwrap();
        let error = client.authorize(CALLBACK, "").await.unwrap_err();
        assert_eq!(error.code(), expected, "{error}");
        assert_eq!(error.call(), Some(CallKind::Par), "{error}");
    }
}

#[test]
fn what_needs_a_request_does_not_begin_without_one() {
    for (spec, key) in [(&PUSHED, "par"), (&SIGNED, "request_object")] {
        let (transport, _) = answering([]);
        let client = builder(spec, transport).build().unwrap();
        assert!(!client.begins_directly());
        let error = client.authorize(CALLBACK, "").begin().unwrap_err();
        assert_eq!(error.code(), Code::NotOffered);
        assert_eq!(error.declaration_key(), Some(key));
    }
}

fn signed_claims(jwt: &str) -> Value {
    let mut claims = part(jwt, 1);
    let object = claims.as_object_mut().unwrap();
    for drawn in ["jti", "code_challenge"] {
        assert!(object.remove(drawn).is_some(), "{drawn}");
    }
    claims
}

#[tokio::test]
async fn the_request_object_is_the_one_of_rfc_9101() {
    let (transport, sent) = answering([]);
    let client = builder(&SIGNED, transport).build().unwrap();
    let login = client
        .authorize(CALLBACK, "read")
        .state("s-1")
        .await
        .unwrap();
    let url = pairs(login.url());
    assert_eq!(names(&url), ["client_id", "request"]);
    let jwt = value(&url, "request").unwrap();
    assert_eq!(
        part(&jwt, 0),
        json!({"alg": "ES256", "typ": "oauth-authz-req+jwt", "kid": "key-1"})
    );
    assert_eq!(
        signed_claims(&jwt),
        json!({
            "iss": "client-1",
            "aud": "https://acme.example",
            "iat": start() - 5,
            "nbf": start() - 5,
            "exp": start() + 300,
            "client_id": "client-1",
            "response_type": "code",
            "redirect_uri": CALLBACK,
            "scope": "read",
            "state": "s-1",
            "code_challenge_method": "S256",
            "access_type": "offline",
        })
    );
    assert_eq!(sent.count(), 0);
}

#[tokio::test]
async fn openid_connect_wants_two_parameters_beside_the_request_object() {
    let (transport, _) = answering([]);
    let client = builder(&SIGNED, transport).build().unwrap();
    let login = client.authorize(CALLBACK, "openid read").await.unwrap();
    assert_eq!(
        names(&pairs(login.url())),
        ["response_type", "client_id", "scope", "request"]
    );
}

#[tokio::test]
async fn a_signed_request_is_pushed_alone() {
    let (transport, sent) = answering([status(201, ANSWER)]);
    let client = builder(&BOTH, transport).build().unwrap();
    let login = client.authorize(CALLBACK, "openid").await.unwrap();
    let url = pairs(login.url());
    assert_eq!(names(&url), ["client_id", "request_uri"]);
    assert_eq!(value(&url, "request_uri").as_deref(), Some(URI));
    let body = pairs(&sent.wire(0).1);
    assert_eq!(
        names(&body),
        [
            "client_id",
            "request",
            "client_assertion_type",
            "client_assertion"
        ]
    );
    let request = value(&body, "request").unwrap();
    assert_eq!(part(&request, 1)["scope"], json!("openid"));
    let assertion = value(&body, "client_assertion").unwrap();
    assert_ne!(part(&request, 1)["jti"], part(&assertion, 1)["jti"]);
}

#[tokio::test]
async fn a_request_object_needs_key_and_issuer() {
    static NO_ISSUER: ProviderSpec = ProviderSpec {
        issuer: None,
        ..SIGNED
    };
    let (transport, _) = answering([]);
    let client = builder(&NO_ISSUER, transport).build().unwrap();
    let error = client.authorize(CALLBACK, "").await.unwrap_err();
    assert_eq!(error.declaration_key(), Some("issuer"));
    let (transport, _) = answering([]);
    let client = oauth_runtime::DynClient::builder(&SIGNED, &[], "client-1")
        .transport(transport)
        .build()
        .unwrap();
    let error = client.authorize(CALLBACK, "").await.unwrap_err();
    assert_eq!(error.code(), Code::SecretMissing);
    assert_eq!(error.declaration_key(), Some("request_object"));
}

#[test]
fn a_page_of_a_pushed_request_has_all_of_it() {
    let (transport, _) = answering([]);
    let client = builder(&PUSHED, transport).build().unwrap();
    let page = client.explain(CallKind::Par).unwrap().unwrap().to_string();
    for part in [
        "redirect_uri",
        "access_type",
        "client_assertion",
        "POST https://acme.example/par",
    ] {
        assert!(page.contains(part), "{part}: {page}");
    }
    let page = client.explain(CallKind::Authorize).unwrap().unwrap();
    let shown: Vec<_> = page.lines.iter().map(|line| line.name.as_str()).collect();
    assert_eq!(shown, ["client_id", "request_uri"]);
}
