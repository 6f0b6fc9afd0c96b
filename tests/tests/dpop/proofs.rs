//! Proofs of every kind of request, as RFC 9449 §4.2 and §7.1 have them.

use std::collections::HashSet;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use oauth_mock::MockServer;
use oauth_runtime::spec::{Alg, CallKind, Method, ProviderSpec};
use oauth_runtime::wire::WireRequest;
use oauth_runtime::{DynClient, Observer};
use serde_json::json;

use super::world::{BOUND, CALLBACK, bound, me, server, sign_in, watched};
use crate::support::{answer, json as answer_json};

#[tokio::test]
async fn a_session_proves_its_key_at_every_call() {
    let server = server(|server| server).await;
    let client = server.client().build().unwrap();
    let session = sign_in(&server, &client).await;
    assert_eq!(me(&session).await.unwrap()["sub"], "user");
    session.userinfo().await.unwrap();
    session.renew().await.unwrap();
    me(&session).await.unwrap();
    session.sign_out().await.unwrap();
    server.assert_all_accepted();
    assert_eq!(server.refreshes(), 1);
}

#[tokio::test]
async fn grants_without_a_browser_are_bound_and_renewed_with_their_key() {
    let server = server(|server| server.dpop_nonces()).await;
    let client = server.client().build().unwrap();
    let own = client.client_credentials("").await.unwrap();
    me(&own).await.unwrap();
    own.renew().await.unwrap();
    me(&own).await.unwrap();

    let device = client.device_authorization("").await.unwrap();
    server.approve_device();
    server.clock().advance(Duration::from_secs(6));
    let session = match device.poll().await.unwrap() {
        oauth_runtime::DevicePoll::SignedIn(session) => session,
        other => panic!("{other:?}"),
    };
    me(&session).await.unwrap();
    session.renew().await.unwrap();
    server.assert_all_accepted();
}

#[tokio::test]
async fn every_algorithm_with_a_public_key_signs() {
    static SPECS: [ProviderSpec; 8] = [
        bound(Alg::Es384),
        bound(Alg::EdDsa),
        bound(Alg::Rs256),
        bound(Alg::Rs384),
        bound(Alg::Rs512),
        bound(Alg::Ps256),
        bound(Alg::Ps384),
        bound(Alg::Ps512),
    ];
    static SYMMETRIC: ProviderSpec = bound(Alg::Hs256);
    for spec in &SPECS {
        let server = MockServer::start(spec).await.unwrap();
        let session = sign_in(&server, &server.client().build().unwrap()).await;
        me(&session).await.unwrap();
        server.assert_all_accepted();
    }
    let client = DynClient::builder(&SYMMETRIC, &[], "client")
        .build()
        .unwrap();
    let refused = client.authorize(CALLBACK, "").begin().unwrap_err();
    assert_eq!(refused.code().as_str(), "E0607");
    assert_eq!(refused.declaration_key(), Some("dpop"));
}

fn tokens_or_data(request: &WireRequest) -> oauth_runtime::wire::WireResponse {
    match request.url.contains("/token") {
        true => answer_json(r#"{"access_token":"at~1","token_type":"dpop","expires_in":60}"#),
        false => answer_json("{}"),
    }
}

#[tokio::test]
async fn a_proof_is_of_its_request_alone_and_shows_no_private_key() {
    let seen = Arc::new(Mutex::new(Vec::new()));
    let client = DynClient::builder(&BOUND, &[], "client")
        .client_secret("secret")
        .transport(watched(&seen, |request, _| tokens_or_data(request)))
        .build()
        .unwrap();
    let session = client.client_credentials("").await.unwrap();
    for _ in 0..2 {
        let asked = session
            .request(Method::Post, "things?page=2")
            .query("q", "a b");
        asked.send().await.unwrap();
    }
    let proofs: Vec<_> = seen.lock().unwrap().iter().flatten().cloned().collect();
    let [token, first, second] = &proofs[..] else {
        panic!("{} proofs", proofs.len());
    };
    assert_eq!(token.claims["htu"], "https://acme.example/token");
    assert_eq!(token.claims["htm"], "POST");
    assert!(token.claims.get("ath").is_none());
    assert!(
        first.url.ends_with("/v1/things?page=2&q=a%20b"),
        "{}",
        first.url
    );
    for api in [first, second] {
        assert_eq!(api.authorization, "DPoP at~1");
        assert_eq!(api.claims["htu"], "https://api.acme.example/v1/things");
        assert_eq!(api.claims["ath"].as_str().unwrap().len(), 43);
        assert_eq!(api.header["jwk"], token.header["jwk"]);
    }
    let jtis: HashSet<_> = proofs.iter().map(|p| p.claims["jti"].to_string()).collect();
    assert_eq!(jtis.len(), 3);
    for proof in &proofs {
        assert_eq!(proof.header["typ"], "dpop+jwt");
        assert_eq!(proof.header["alg"], "ES256");
        let members: Vec<_> = proof.header["jwk"]
            .as_object()
            .unwrap()
            .keys()
            .cloned()
            .collect();
        assert_eq!(members, ["crv", "kty", "x", "y"]);
        assert!(proof.claims.get("nonce").is_none());
    }
}

#[tokio::test]
async fn a_redirect_on_the_api_s_origin_is_proved_anew() {
    let seen = Arc::new(Mutex::new(Vec::new()));
    let client = DynClient::builder(&BOUND, &[], "client")
        .client_secret("secret")
        .transport(watched(&seen, |request, _| {
            match request.url.ends_with("/v1/me") {
                true => answer(307, &[("location", "/v1/moved"), ("dpop-nonce", "n1")], ""),
                false => tokens_or_data(request),
            }
        }))
        .build()
        .unwrap();
    let session = client.client_credentials("").await.unwrap();
    me(&session).await.unwrap();
    let proofs: Vec<_> = seen.lock().unwrap().iter().flatten().cloned().collect();
    let [_, first, second] = &proofs[..] else {
        panic!("{} proofs", proofs.len());
    };
    assert_eq!(first.claims["htu"], "https://api.acme.example/v1/me");
    assert!(first.claims.get("nonce").is_none());
    assert_eq!(second.claims["htu"], "https://api.acme.example/v1/moved");
    assert_eq!(second.claims["nonce"], "n1");
    assert_ne!(first.claims["jti"], second.claims["jti"]);
}

#[tokio::test]
async fn the_authorization_request_names_the_key() {
    let server = server(|server| server).await;
    let client = server.client().build().unwrap();
    let login = client.authorize(CALLBACK, "").begin().unwrap();
    let jkt = login.url().split("dpop_jkt=").nth(1).unwrap();
    assert_eq!(jkt.split('&').next().unwrap().len(), 43);
    let other = client.authorize(CALLBACK, "").begin().unwrap();
    assert!(!other.url().contains(jkt.split('&').next().unwrap()));
}

#[tokio::test]
async fn requests_of_other_clients_are_proved_too() {
    let server = server(|server| server.dpop_nonces()).await;
    let session = sign_in(&server, &server.client().build().unwrap()).await;
    let url = format!("{}/v1/me", server.origin());
    let http = reqwest::Client::builder().no_proxy().build().unwrap();
    let mut asked = 0;
    loop {
        let request = http::Request::builder().method("HEAD").uri(&url);
        let mut request = request.body(()).unwrap();
        let seen = session.authorize(&mut request).await.unwrap();
        assert!(request.headers()["dpop"].is_sensitive());
        let mut sending = http.request(reqwest::Method::HEAD, request.uri().to_string());
        sending = sending.headers(request.headers().clone());
        // The mock has the declared method alone on its routes.
        let answered = sending.send().await.unwrap();
        let (status, headers) = (answered.status().as_u16(), answered.headers().clone());
        asked += 1;
        if !session
            .renew_after(seen, status, &headers, b"")
            .await
            .unwrap()
        {
            assert_eq!(status, 200);
            break;
        }
        assert!(asked < 2, "asked again and again");
    }
    assert_eq!(asked, 2);
    assert_eq!(server.refreshes(), 0);
}

struct Pages(Arc<Mutex<Vec<String>>>);

impl Observer for Pages {
    fn planned(&self, page: &oauth_runtime::wire::Explained) {
        self.0.lock().unwrap().push(page.to_string());
    }
}

#[tokio::test]
async fn pages_show_what_a_proof_holds_and_nothing_of_it() {
    let server = server(|server| server).await;
    let pages = Arc::new(Mutex::new(Vec::new()));
    let client = server
        .client()
        .observer(Pages(pages.clone()))
        .build()
        .unwrap();
    let session = sign_in(&server, &client).await;
    me(&session).await.unwrap();
    let seen = pages.lock().unwrap().join("\n");
    assert!(
        seen.contains("dpop = \u{2039}proof: ES256, htm, htu, iat, jti\u{203a}"),
        "{seen}"
    );
    assert!(
        seen.contains("dpop = \u{2039}proof: ES256, htm, htu, iat, jti, ath\u{203a}"),
        "{seen}"
    );
    assert!(
        seen.contains("authorization = \u{2039}DPoP access_token\u{203a}"),
        "{seen}"
    );
    assert!(!seen.contains("eyJ"), "{seen}");
    let page = client.explain(CallKind::Api).unwrap().unwrap().to_string();
    assert!(page.contains("DPoP access_token"), "{page}");
    assert!(page.contains("jti, ath"), "{page}");
    let browser = client
        .explain(CallKind::Authorize)
        .unwrap()
        .unwrap()
        .to_string();
    assert!(!browser.contains("proof"), "{browser}");
}

#[tokio::test]
async fn a_server_with_another_clock_gets_proofs_of_its_time() {
    let server = server(|server| server).await;
    let session = sign_in(&server, &server.client().build().unwrap()).await;
    me(&session).await.unwrap();
    for skew in [600, -600, 0] {
        server.set_date_skew(skew);
        server.clear_ledger();
        me(&session).await.unwrap();
        me(&session).await.unwrap();
        session.renew().await.unwrap();
        let errors: Vec<_> = server.ledger().iter().map(|entry| entry.error).collect();
        let refused = Some("invalid_dpop_proof");
        assert_eq!(errors, [refused, None, None, refused, None], "{skew}");
    }
}

#[tokio::test]
async fn a_code_is_not_sent_twice_for_a_clock() {
    let server = server(|server| server.date_skew(600)).await;
    let client = server.client().build().unwrap();
    let login = client.authorize(CALLBACK, "").begin().unwrap();
    let callback = server.authorize(login.url()).await.unwrap();
    let refused = login.finish(&callback).await.unwrap_err();
    assert_eq!(refused.code().as_str(), "E0328");
    assert_eq!(refused.declaration_key(), Some("dpop"));
    assert_eq!(server.count(CallKind::Token), 1);
    sign_in(&server, &client).await;
    assert_eq!(server.count(CallKind::Token), 2);
}

#[tokio::test]
async fn tokens_from_before_the_key_are_bound_at_their_renewal() {
    let seen = Arc::new(Mutex::new(Vec::new()));
    let client = DynClient::builder(&BOUND, &[], "client")
        .transport(watched(&seen, |request, proof| match proof {
            Some(_) => tokens_or_data(request),
            None => answer(401, &[], json!({}).to_string()),
        }))
        .build()
        .unwrap();
    let mut old = oauth_runtime::TokenSet::new("at-old", std::time::SystemTime::now());
    old.refresh_token = Some("rt-old".into());
    let session = client.session(old);
    me(&session).await.unwrap();
    let seen = seen.lock().unwrap();
    let proved: Vec<_> = seen.iter().map(Option::is_some).collect();
    assert_eq!(proved, [false, true, true]);
    assert_eq!(seen[2].as_ref().unwrap().authorization, "DPoP at~1");
}
