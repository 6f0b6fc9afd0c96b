//! What comes to the listener and is not the answer.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use oauth_mock::MockServer;
use oauth_runtime::spec::CallKind;
use oauth_runtime::transport::{Limits, ReqwestTransport, Transport as _, TransportError};
use oauth_runtime::wire::WireRequest;
use oauth_runtime::{Code, Provider as _};
use tokio::io::AsyncWriteExt as _;
use tokio::net::TcpStream;

use crate::providers::*;
use crate::support::*;

/// Finishes what is under way, as a person would.
async fn finishes(server: &MockServer, under: Under) {
    let callback = server.authorize(&under.url).await.unwrap();
    assert_eq!(visit(&callback).await.status, 200);
    under.ends().await.unwrap();
    assert_eq!(server.count(CallKind::Token), 1);
    server.assert_all_accepted();
}

#[tokio::test]
async fn f_41_stray_requests_are_refused_and_the_sign_in_waits_on() {
    let (server, client) = world(Acme::SPEC).await;
    let under = begin(&client, |attempt| attempt).await;
    let own = server.authorize(&under.url).await.unwrap();
    let (base, query) = own.split_once("/callback?").unwrap();
    for (method, target, status) in [
        ("GET", "/favicon.ico".to_owned(), 404),
        ("GET", "/".to_owned(), 404),
        ("GET", format!("/?{query}"), 404),
        ("GET", format!("/callback/?{query}"), 404),
        ("GET", format!("/CALLBACK?{query}"), 404),
        ("GET", format!("//callback?{query}"), 404),
        ("GET", format!("/callbac%6b?{query}"), 404),
        ("GET", format!("/x/../callback?{query}"), 404),
        ("GET", "/callback/done".to_owned(), 404),
        ("GET", "/done".to_owned(), 404),
        ("POST", "/callback/relay".to_owned(), 404),
        ("HEAD", format!("/callback?{query}"), 405),
        ("POST", format!("/callback?{query}"), 405),
        ("PUT", format!("/callback?{query}"), 405),
        ("DELETE", format!("/callback?{query}"), 405),
        ("OPTIONS", format!("/callback?{query}"), 405),
        ("TRACE", format!("/callback?{query}"), 405),
        ("BREW", format!("/callback?{query}"), 405),
        ("GET", "/callback".to_owned(), 400),
        ("GET", "/callback?".to_owned(), 400),
        ("GET", "/callback?code=x".to_owned(), 400),
        ("GET", "/callback?code=x&state=".to_owned(), 400),
        ("GET", "/callback?code=x&state=y".to_owned(), 400),
        ("GET", format!("/callback?{query}&state=y"), 400),
        ("GET", "/callback?code=%ff&state=%ff".to_owned(), 400),
    ] {
        let reply = request(method, &format!("{base}{target}"), &[], "").await;
        assert_eq!(reply.status, status, "{method} {target}");
        if status == 405 {
            assert_eq!(reply.header("allow"), Some("GET"), "{method}");
        }
        if method == "HEAD" {
            assert!(reply.body.is_empty());
        }
        assert!(!under.task.is_finished(), "{method} {target}");
    }
    assert_eq!(server.count(CallKind::Token), 0);
    finishes(&server, under).await;
}

#[tokio::test]
async fn f_41_idle_connections_hold_up_nobody() {
    let (server, client) = world(Acme::SPEC).await;
    let under = begin(&client, |attempt| attempt).await;
    let mut idle = Vec::new();
    for said in [
        "",
        "G",
        "GET /callback HTTP/1.1\r\n",
        "GET /callback HTTP/1.1\r\nhost: ",
    ] {
        let mut stream = TcpStream::connect(under.address()).await.unwrap();
        stream.write_all(said.as_bytes()).await.unwrap();
        idle.push(stream);
    }
    finishes(&server, under).await;
    for mut stream in idle {
        assert_eq!(read(&mut stream).await.body, "");
    }
}

#[tokio::test]
async fn f_41_a_second_valid_callback_gets_a_page_of_its_own_and_one_after_the_end_gets_nothing() {
    let (server, client) = world(Acme::SPEC).await;
    let under = begin(&client, |attempt| attempt).await;
    let (address, callback) = (under.address(), server.authorize(&under.url).await.unwrap());
    let hold = server.hold_answers(CallKind::Token);
    let first = get(&callback).await;
    assert_eq!(first.status, 303);
    let second = get(&callback).await;
    assert_eq!(second.status, 400);
    assert!(second.body.contains("E0405"), "{}", second.body);
    hold.arrived(1).await;
    let third = get(&callback).await;
    assert!(third.body.contains("E0405"));
    hold.release();
    assert_eq!(follow(&callback, first).await.status, 200);
    let ada = under.ada.clone();
    under.ends().await.unwrap();
    assert!(is_free(address).await);
    assert_eq!(server.count(CallKind::Token), 1);
    assert_eq!(ada.ignored(), []);
    server.assert_all_accepted();
}

#[tokio::test]
async fn n_13_an_idle_connection_a_wrong_state_and_two_valid_callbacks_at_once_use_one_code() {
    let (server, client) = world(Acme::SPEC).await;
    let under = begin(&client, |attempt| attempt).await;
    let _idle = TcpStream::connect(under.address()).await.unwrap();
    let stray = format!("{}?code=x&state=y", under.redirect_uri());
    assert_eq!(get(&stray).await.status, 400);
    let callback = server.authorize(&under.url).await.unwrap();
    let (one, two) = tokio::join!(get(&callback), get(&callback));
    let mut both = [one.status, two.status];
    both.sort_unstable();
    assert_eq!(both, [303, 400]);
    let first = if one.status == 303 { one } else { two };
    assert_eq!(follow(&callback, first).await.status, 200);
    under.ends().await.unwrap();
    assert_eq!(server.count(CallKind::Token), 1);
}

#[tokio::test]
async fn f_08_a_foreign_state_is_ignored_and_told_at_once() {
    let (server, client) = world(Acme::SPEC).await;
    let under = begin(&client, |attempt| attempt).await;
    let other = begin(&client, |attempt| attempt).await;
    let uri = under.redirect_uri();
    let query = |state: &str| format!("code=c-secret&state={state}");
    for (text, code) in [
        ("code=c-secret".to_owned(), Code::StateMissing),
        (query(""), Code::StateMissing),
        (query("wrong"), Code::StateMismatch),
        (query(&other.state()), Code::StateMismatch),
    ] {
        let page = get(&format!("{uri}?{text}")).await;
        assert_eq!(page.status, 400);
        assert!(page.body.contains(code.as_str()), "{}", page.body);
        assert!(!page.body.contains("c-secret"));
        assert_eq!(under.ada.ignored().last(), Some(&(code, false)));
        under.ada.pastes(format!("{uri}?{text}"));
        under
            .ada
            .until(|told| (*told == Told::Ignored(code, true)).then_some(()))
            .await;
    }
    // A bare code is not enough: it could be anybody's.
    under.ada.pastes("4/0AX-bare-code");
    finishes(&server, under).await;
}

#[tokio::test]
async fn f_19b_a_refusal_with_a_foreign_state_ends_nothing() {
    let (server, client) = world(Acme::SPEC).await;
    let under = begin(&client, |attempt| attempt).await;
    for query in [
        "error=access_denied",
        "error=access_denied&state=wrong",
        "error=server_error&error_description=click+here&state=wrong",
    ] {
        let page = get(&format!("{}?{query}", under.redirect_uri())).await;
        assert_eq!(page.status, 400);
        assert!(!page.body.contains("click here"));
        under
            .ada
            .pastes(format!("{}?{query}", under.redirect_uri()));
    }
    finishes(&server, under).await;
}

#[tokio::test]
async fn what_the_provider_says_is_escaped_on_the_page() {
    let (_server, client) = world(Acme::SPEC).await;
    let under = begin(&client, |attempt| attempt).await;
    let callback = format!(
        "{}?error=x%3Cscript%3E&error_description=%3Cimg%20src=x%20onerror=alert(1)%3E&state={}",
        under.redirect_uri(),
        percent_encoding::utf8_percent_encode(&under.state(), percent_encoding::NON_ALPHANUMERIC)
    );
    let page = visit(&callback).await;
    assert!(page.body.contains("E0350"), "{}", page.body);
    assert!(
        !page.body.contains("<script>") && !page.body.contains("<img"),
        "{}",
        page.body
    );
    assert_eq!(under.ends().await.unwrap_err().code(), Code::ProviderError);
}

#[tokio::test]
async fn a_provider_without_state_is_not_ended_by_an_empty_callback() {
    let (server, client) = world(&STATELESS).await;
    let under = begin(&client, |attempt| attempt).await;
    for query in ["", "?", "?x=1", "?code="] {
        let page = get(&format!("{}{query}", under.redirect_uri())).await;
        assert_eq!(page.status, 400);
    }
    under.ada.pastes("hello");
    finishes(&server, under).await;
}

#[tokio::test]
async fn a_flood_of_stray_callbacks_does_not_fill_the_terminal() {
    let (server, client) = world(Acme::SPEC).await;
    let under = begin(&client, |attempt| attempt).await;
    let uri = under.redirect_uri();
    for _ in 0..50 {
        assert_eq!(get(&format!("{uri}?code=x&state=y")).await.status, 400);
    }
    assert!(under.ada.ignored().len() <= 10);
    finishes(&server, under).await;
}

#[tokio::test]
async fn a_failed_exchange_is_told_on_the_page_and_by_the_error() {
    let (server, client) = world(Acme::SPEC).await;
    server.script(
        CallKind::Token,
        oauth_mock::Fault::json(
            400,
            &serde_json::json!({"error": "invalid_grant", "error_description": "<b>old</b>"}),
        ),
    );
    let under = begin(&client, |attempt| attempt).await;
    let callback = server.authorize(&under.url).await.unwrap();
    let page = visit(&callback).await;
    assert_eq!(page.status, 502);
    assert!(page.body.contains("invalid_grant"), "{}", page.body);
    assert!(!page.body.contains("<b>"));
    let error = under.ends().await.unwrap_err();
    assert!(page.body.contains(error.code().as_str()));
}

#[tokio::test]
async fn the_sign_in_is_complete_although_the_last_page_is_never_fetched() {
    let (server, client) = world(Acme::SPEC).await;
    let under = begin(&client, |attempt| attempt).await;
    let callback = server.authorize(&under.url).await.unwrap();
    assert_eq!(get(&callback).await.status, 303);
    under.ends().await.unwrap();
}

#[tokio::test]
async fn a_code_that_was_never_sent_is_sent_again() {
    for (failures, is_signed_in) in [(2, true), (3, false)] {
        let server = MockServer::start(Acme::SPEC).await.unwrap();
        let real = Arc::new(ReqwestTransport::new().unwrap());
        let tries = Arc::new(AtomicUsize::new(0));
        let count = tries.clone();
        let flaky = move |request: WireRequest, limits: Limits| {
            let (real, number) = (real.clone(), count.fetch_add(1, Ordering::SeqCst));
            async move {
                match number < failures {
                    true => Err(TransportError::NotSent("no route".into())),
                    false => real.send(request, limits).await,
                }
            }
        };
        let client = server.client().transport(flaky).build().unwrap();
        let under = begin(&client, |attempt| attempt).await;
        let page = visit(&server.authorize(&under.url).await.unwrap()).await;
        let result = under.ends().await;
        assert_eq!(tries.load(Ordering::SeqCst), 3);
        assert_eq!(server.count(CallKind::Token), usize::from(is_signed_in));
        match result {
            Ok(_) => assert!(is_signed_in && page.status == 200),
            Err(error) => {
                assert_eq!(error.code(), Code::NotConnected);
                assert!(!is_signed_in && page.status == 502);
            }
        }
    }
}
