//! What a sign-in began with is what it ends with (RFC 9207, RFC 9700 §4.4).

use oauth_runtime::{Code, DynClient, Error, PendingSignIn};
use serde_json::{Value, json};

use super::BACK;
use super::server::{ISSUER, Server, client};
use crate::support::body_text;

fn built(server: &Server) -> DynClient {
    client(server).client_secret("hush").build().unwrap()
}

/// The metadata as an attacker, or a move of the provider, would have it.
fn flip(server: &Server) {
    server.set("token_endpoint", json!("https://evil.example/token"));
    server.set("jwks_uri", json!("https://evil.example/jwks"));
    server.set(
        "authorization_response_iss_parameter_supported",
        json!(false),
    );
    server.set(
        "token_endpoint_auth_methods_supported",
        json!(["client_secret_post"]),
    );
}

#[tokio::test]
async fn a_change_of_the_metadata_does_not_reach_a_sign_in_that_waits() {
    let server = Server::default();
    server.set(
        "authorization_response_iss_parameter_supported",
        json!(true),
    );
    let begun = built(&server).authorize(BACK, "read").state("s").await;
    let begun = begun.unwrap();
    let record = begun.pending().to_json();
    flip(&server);
    let callback = format!("code=c&state=s&iss={ISSUER}");
    // In the same process, and in another one that only has the record.
    for (other_process, fetched) in [(false, 1), (true, 1)] {
        let session = match other_process {
            false => begun.finish(&callback).await,
            true => {
                let pending = PendingSignIn::from_json(record.expose()).unwrap();
                built(&server).resume(pending).finish(&callback).await
            }
        };
        session.unwrap();
        let sent = server.sent.lock().unwrap();
        let request = sent.last().unwrap();
        assert_eq!(request.url, "https://acme.example/token");
        assert!(request.headers.contains_key("authorization"));
        assert!(!body_text(request).contains("hush"));
        drop(sent);
        assert_eq!(server.fetched(), fetched);
    }
    assert!(!server.asked().iter().any(|line| line.contains("evil")));
}

#[tokio::test]
async fn a_promise_of_iss_holds_after_the_metadata_took_it_back() {
    let server = Server::default();
    server.set(
        "authorization_response_iss_parameter_supported",
        json!(true),
    );
    let begun = built(&server)
        .authorize(BACK, "read")
        .state("s")
        .await
        .unwrap();
    flip(&server);
    let record = begun.pending().to_json();
    let pending = PendingSignIn::from_json(record.expose()).unwrap();
    for sign_in in [begun, built(&server).resume(pending)] {
        let error = sign_in.finish("code=c&state=s").await.unwrap_err();
        assert_eq!(error.code(), Code::IssuerMismatch);
    }
    assert!(!server.asked().iter().any(|line| line.contains("/token")));
}

async fn finished(server: &Server, callback: &str) -> Result<(), Error> {
    let begun = built(server).authorize(BACK, "read").state("s").await?;
    begun.finish(callback).await.map(|_| ())
}

#[tokio::test]
async fn a_callback_of_another_issuer_never_gets_its_code_sent() {
    for promised in [json!(true), json!(false), Value::Null] {
        for iss in [
            "https://evil.example",
            "https://acme.example/",
            "https://ACME.example",
            "https://acme.example:443",
            "HTTPS://acme.example",
            "http://acme.example",
            "https://acme.example%2F",
            "https://acme.example.evil.example",
            "",
        ] {
            for rest in ["code=c", "error=access_denied&error_description=click"] {
                let server = Server::default();
                server.set(
                    "authorization_response_iss_parameter_supported",
                    promised.clone(),
                );
                let callback = format!("{rest}&state=s&iss={iss}");
                let error = finished(&server, &callback).await.unwrap_err();
                assert_eq!(error.code(), Code::IssuerMismatch, "{callback}");
                assert!(!error.to_string().contains("click"), "{error}");
                assert_eq!(server.asked().len(), 1, "{callback}");
            }
        }
    }
}

#[tokio::test]
async fn iss_is_asked_for_where_the_metadata_promises_it() {
    for (promised, expected) in [
        (json!(true), Some(Code::IssuerMismatch)),
        (json!(false), None),
        (Value::Null, None),
    ] {
        let server = Server::default();
        server.set(
            "authorization_response_iss_parameter_supported",
            promised.clone(),
        );
        let done = finished(&server, "code=c&state=s").await;
        assert_eq!(done.err().map(|error| error.code()), expected, "{promised}");
        let done = finished(&server, "code=c&state=s&iss=https%3A%2F%2Facme.example").await;
        done.unwrap();
    }
}

/// A record as a browser could bring it back from a cookie that nobody sealed.
async fn tampered(server: &Server, change: impl FnOnce(&mut Value)) -> Error {
    let begun = built(server)
        .authorize(BACK, "read")
        .state("s")
        .await
        .unwrap();
    let mut record: Value = serde_json::from_str(begun.pending().to_json().expose()).unwrap();
    change(&mut record["frozen"]);
    let pending = PendingSignIn::from_json(&record.to_string()).unwrap();
    let sign_in = built(server).resume(pending);
    sign_in.finish("code=c&state=s").await.unwrap_err()
}

#[tokio::test]
async fn a_record_that_no_sign_in_made_is_refused() {
    let server = Server::default();
    let error = tampered(&server, |frozen| {
        frozen["issuer"] = json!("https://evil.example")
    })
    .await;
    assert_eq!(error.code(), Code::WrongContext);
    for url in [
        "http://evil.example/token",
        "https://127.0.0.1/token",
        "token",
    ] {
        let error = tampered(&server, |frozen| {
            frozen["endpoints"] = json!([["token", url]]);
        });
        assert_eq!(error.await.code(), Code::WrongContext, "{url}");
    }
    let error = tampered(&server, |frozen| *frozen = Value::Null).await;
    assert_eq!(error.code(), Code::NotOffered);
    assert!(!server.asked().iter().any(|line| line.starts_with("POST")));
}
