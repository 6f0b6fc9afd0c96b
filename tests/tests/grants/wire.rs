//! The examples of the RFCs, parameter by parameter, written from their texts.

use http::header::{ACCEPT, AUTHORIZATION};
use oauth_mock::MockClock;
use oauth_runtime::spec::ProviderSpec;
use oauth_runtime::transport::Transport;
use oauth_runtime::wire::WireRequest;
use oauth_runtime::{Code, DevicePoll, DynClient, TokenType};

use super::world::{ACME, BASIC};
use crate::support::{Sent, answer, body_text, json, replying};

fn client(spec: &'static ProviderSpec, id: &str, transport: impl Transport) -> DynClient {
    let builder = DynClient::builder(spec, &[], id).transport(transport);
    builder.clock(MockClock::new()).build().unwrap()
}

/// The form of a sent request, its pairs as they are encoded, in order of their names.
fn form(sent: &Sent, number: usize) -> Vec<String> {
    let request: &WireRequest = &sent.lock().unwrap()[number];
    assert_eq!(request.method.as_str(), "POST");
    assert_eq!(request.headers[ACCEPT], "application/json");
    let mut pairs: Vec<String> = body_text(request).split('&').map(str::to_owned).collect();
    pairs.sort();
    pairs
}

const ISSUED: &str = r#"{
 "access_token":"eyJhbGciOiJFUzI1NiIsImtpZCI6IjllciJ9",
 "issued_token_type":"urn:ietf:params:oauth:token-type:access_token",
 "token_type":"Bearer",
 "expires_in":60
}"#;

#[tokio::test]
async fn the_example_of_rfc_8693_section_2_3() {
    let (transport, sent) = replying(|_, _| Ok(json(ISSUED)));
    let client = DynClient::builder(&BASIC, &[], "rs08")
        .client_secret("long-secure-random-secret")
        .transport(transport)
        .build()
        .unwrap();
    let session = client
        .token_exchange(
            "accVkjcJyb4BWCxGsndESCJQbdFMogUC5PbRDqceLTC",
            TokenType::AccessToken,
        )
        .resource("https://backend.example.com/api")
        .await
        .unwrap();
    assert_eq!(
        form(&sent, 0),
        [
            "grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Atoken-exchange",
            "resource=https%3A%2F%2Fbackend.example.com%2Fapi",
            "subject_token=accVkjcJyb4BWCxGsndESCJQbdFMogUC5PbRDqceLTC",
            "subject_token_type=urn%3Aietf%3Aparams%3Aoauth%3Atoken-type%3Aaccess_token",
        ]
    );
    let request = &sent.lock().unwrap()[0];
    assert_eq!(
        request.headers[AUTHORIZATION],
        "Basic cnMwODpsb25nLXNlY3VyZS1yYW5kb20tc2VjcmV0"
    );
    let tokens = session.tokens();
    assert_eq!(tokens.issued_token_type(), Some(TokenType::AccessToken));
    assert_eq!(
        tokens.access_token.expose(),
        "eyJhbGciOiJFUzI1NiIsImtpZCI6IjllciJ9"
    );
}

/// Appendix A.1 asks for no access token: what comes is no bearer token.
#[tokio::test]
async fn the_example_of_rfc_8693_appendix_a_1() {
    let (transport, sent) = replying(|_, _| {
        Ok(json(
            r#"{
     "access_token":"eyJhbGciOiJFUzI1NiIsImtpZCI6IjcyIn0",
     "issued_token_type":"urn:ietf:params:oauth:token-type:jwt",
     "token_type":"N_A",
     "expires_in":3600
    }"#,
        ))
    });
    let client = client(&ACME, "public", transport);
    let session = client
        .token_exchange("eyJhbGciOiJFUzI1NiIsImtpZCI6IjE2In0", TokenType::Jwt)
        .audience("urn:example:cooperation-context")
        .await
        .unwrap();
    assert_eq!(
        form(&sent, 0),
        [
            "audience=urn%3Aexample%3Acooperation-context",
            "client_id=public",
            "grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Atoken-exchange",
            "subject_token=eyJhbGciOiJFUzI1NiIsImtpZCI6IjE2In0",
            "subject_token_type=urn%3Aietf%3Aparams%3Aoauth%3Atoken-type%3Ajwt",
        ]
    );
    assert_eq!(session.tokens().issued_token_type(), Some(TokenType::Jwt));
}

/// Appendix A.2, with every parameter there is, and two of those that may repeat.
#[tokio::test]
async fn an_exchange_with_everything() {
    let (transport, sent) = replying(|_, _| Ok(json(ISSUED)));
    let client = client(&ACME, "public", transport);
    client
        .token_exchange("subject", TokenType::Jwt)
        .actor("actor", TokenType::Saml2)
        .requested_token_type(TokenType::AccessToken)
        .audience("one")
        .audience("two")
        .resource("https://one.example/")
        .resource("https://two.example/")
        .scope("read write")
        .param("x", 1)
        .await
        .unwrap();
    assert_eq!(
        form(&sent, 0),
        [
            "actor_token=actor",
            "actor_token_type=urn%3Aietf%3Aparams%3Aoauth%3Atoken-type%3Asaml2",
            "audience=one",
            "audience=two",
            "client_id=public",
            "grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Atoken-exchange",
            "requested_token_type=urn%3Aietf%3Aparams%3Aoauth%3Atoken-type%3Aaccess_token",
            "resource=https%3A%2F%2Fone.example%2F",
            "resource=https%3A%2F%2Ftwo.example%2F",
            "scope=read+write",
            "subject_token=subject",
            "subject_token_type=urn%3Aietf%3Aparams%3Aoauth%3Atoken-type%3Ajwt",
            "x=1",
        ]
    );
}

/// `N_A` is for what is no access token, and for exchanges alone (RFC 8693 §2.2.1).
#[tokio::test]
async fn a_token_type_that_contradicts_the_issued_type_is_refused() {
    for (issued, token_type, good) in [
        (Some("jwt"), "N_A", true),
        (Some("jwt"), "n_a", true),
        (Some("jwt"), "Bearer", true),
        (Some("access_token"), "N_A", false),
        (None, "N_A", false),
        (Some("jwt"), "mac", false),
    ] {
        let mut body = serde_json::json!({"access_token": "at", "token_type": token_type});
        if let Some(issued) = issued {
            let urn = format!("urn:ietf:params:oauth:token-type:{issued}");
            body["issued_token_type"] = urn.into();
        }
        let text = body.to_string();
        let (transport, _) = replying(move |_, _| Ok(json(text.clone())));
        let client = client(&ACME, "public", transport);
        let exchanged = client.token_exchange("t", TokenType::Jwt).await;
        assert_eq!(exchanged.is_ok(), good, "{issued:?} {token_type}");
        if let Err(error) = exchanged {
            assert_eq!(error.code(), Code::TokenType);
        }
        let by_password = client.password("user", "password", "").await;
        assert_eq!(by_password.is_ok(), token_type == "Bearer", "{token_type}");
    }
}

#[tokio::test]
async fn the_examples_of_rfc_7523_and_rfc_7522() {
    let (transport, sent) = replying(|_, _| {
        Ok(json(
            r#"{"access_token":"at","token_type":"Bearer","expires_in":60}"#,
        ))
    });
    let client = client(&ACME, "public", transport);
    client
        .jwt_bearer("eyJhbGciOiJFUzI1NiIsImtpZCI6IjE2In0.eyJpc3Mi.J9l-ZhwP", "")
        .await
        .unwrap();
    assert_eq!(
        form(&sent, 0),
        [
            "assertion=eyJhbGciOiJFUzI1NiIsImtpZCI6IjE2In0.eyJpc3Mi.J9l-ZhwP",
            "client_id=public",
            "grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer",
        ]
    );
    client
        .saml2_bearer("<samlp:Assertion/>", "read")
        .await
        .unwrap();
    assert_eq!(
        form(&sent, 1),
        [
            "assertion=PHNhbWxwOkFzc2VydGlvbi8-",
            "client_id=public",
            "grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Asaml2-bearer",
            "scope=read",
        ]
    );
}

/// OpenID CIBA §7.1 to §10.2.
#[tokio::test]
async fn the_examples_of_openid_ciba() {
    let (transport, sent) = replying(|number, _| {
        Ok(match number {
            0 => json(
                r#"{
      "auth_req_id": "1c266114-a1be-4252-8ad1-04986c5b9ac1",
      "expires_in": 120,
      "interval": 2
    }"#,
            ),
            _ => json(
                r#"{
    "access_token": "G5kXH2wHvUra0sHlDy1iTkDJgsgUO1bN",
    "token_type": "Bearer",
    "refresh_token": "4bwc0ESC_IAhflf-ACC_vjD_ltc11ne-8gFPfA2Kx16",
    "expires_in": 120
   }"#,
            ),
        })
    });
    let client = client(&ACME, "public", transport);
    let sign_in = client
        .backchannel_authentication("openid email example-scope")
        .login_hint_token("eyJraWQiOiJsdGFjZXNidyIsImFsZyI6IkVTMjU2In0")
        .client_notification_token("8d67dc78-7faa-4d41-aabd-67707b374255")
        .binding_message("W4SCT")
        .await
        .unwrap();
    assert_eq!(
        sent.lock().unwrap()[0].url,
        "https://as.example.com/bc-authorize"
    );
    assert_eq!(
        form(&sent, 0),
        [
            "binding_message=W4SCT",
            "client_id=public",
            "client_notification_token=8d67dc78-7faa-4d41-aabd-67707b374255",
            "login_hint_token=eyJraWQiOiJsdGFjZXNidyIsImFsZyI6IkVTMjU2In0",
            "scope=openid+email+example-scope",
        ]
    );
    assert_eq!(sign_in.expires_in().as_secs(), 120);
    assert_eq!(sign_in.interval().as_secs(), 2);

    assert!(matches!(
        sign_in.poll().await,
        Ok(DevicePoll::Pending { .. })
    ));
    assert_eq!(sent.lock().unwrap().len(), 1, "it waits first");
    let body = r#"{"auth_req_id": "1c266114-a1be-4252-8ad1-04986c5b9ac1"}"#;
    for (header, body) in [
        ("Bearer 8d67dc78-7faa-4d41-aabd-67707b374256", body),
        ("8d67dc78-7faa-4d41-aabd-67707b374255", body),
        ("", body),
        (
            "Bearer 8d67dc78-7faa-4d41-aabd-67707b374255",
            r#"{"auth_req_id": "another"}"#,
        ),
    ] {
        let refused = sign_in.notified(header, body).unwrap_err();
        assert_eq!(refused.code(), Code::WrongContext, "{header}");
    }
    assert!(matches!(
        sign_in.poll().await,
        Ok(DevicePoll::Pending { .. })
    ));
    assert_eq!(
        sent.lock().unwrap().len(),
        1,
        "and a stranger hurries nobody"
    );
    sign_in
        .notified("Bearer 8d67dc78-7faa-4d41-aabd-67707b374255", body)
        .unwrap();
    let Ok(DevicePoll::SignedIn(session)) = sign_in.poll().await else {
        panic!("the answer is there");
    };
    assert_eq!(
        form(&sent, 1),
        [
            "auth_req_id=1c266114-a1be-4252-8ad1-04986c5b9ac1",
            "client_id=public",
            "grant_type=urn%3Aopenid%3Aparams%3Agrant-type%3Aciba",
        ]
    );
    assert_eq!(
        session.tokens().access_token.expose(),
        "G5kXH2wHvUra0sHlDy1iTkDJgsgUO1bN"
    );
}

/// Whatever is secret in a backchannel request stands on no page.
#[tokio::test]
async fn a_page_shows_no_secret_of_a_backchannel_request() {
    let pages = std::sync::Arc::new(std::sync::Mutex::new(String::new()));
    let seen = pages.clone();
    let (transport, _) = replying(|_, _| {
        Ok(answer(
            400,
            &[],
            r#"{"error":"invalid_user_code","error_description":"pin-4711 is wrong"}"#,
        ))
    });
    let client = DynClient::builder(&ACME, &[], "public")
        .transport(transport)
        .observer(move |page: &oauth_runtime::wire::Explained| {
            seen.lock().unwrap().push_str(&page.to_string());
        })
        .build()
        .unwrap();
    for (hint, name) in [(false, "login_hint_token"), (true, "id_token_hint")] {
        let request = client.backchannel_authentication("openid");
        let request = match hint {
            false => request.login_hint_token("hint-secret"),
            true => request.id_token_hint("hint-secret"),
        };
        let error = request
            .user_code("pin-4711")
            .client_notification_token("notify-secret")
            .await
            .unwrap_err();
        assert!(!format!("{error} {error:?}").contains("4711"), "{error:?}");
        let page = std::mem::take(&mut *pages.lock().unwrap());
        for secret in ["pin-4711", "hint-secret", "notify-secret"] {
            assert!(!page.contains(secret), "{page}");
        }
        for name in [name, "user_code", "client_notification_token"] {
            assert!(
                page.contains(&format!("{name} = \u{2039}{name}\u{203a}")),
                "{page}"
            );
        }
    }
}
