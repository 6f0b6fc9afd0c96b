//! The default transport against servers that misbehave (facts M1 to M20 of HTTP
//! in Rust: a change of reqwest or hyper that breaks one of them fails here).

use std::sync::Arc;
use std::time::{Duration, SystemTime};

use oauth_runtime::spec::{CallKind, Method};
use oauth_runtime::transport::{Limits, ReqwestTransport, Transport, TransportError};
use oauth_runtime::wire::WireRequest;
use oauth_runtime::{
    Code, DynClient, DynSession, Error, Expiry, Provider, Secret, TokenSet, oauth_provider,
};
use tokio::io::AsyncWriteExt;
use tokio::sync::Notify;

use crate::support::raw::RawServer;

/// A provider with every credential call.
#[oauth_provider(
    authorize = "https://all.example/authorize",
    token = "https://all.example/token",
    client_credentials,
    revoke = "https://all.example/revoke",
    introspect = "https://all.example/introspect",
    api(base = "https://api.all.example/", bearer(header("x-vendor-token")))
)]
pub struct All;

fn client(origin: &str, limits: Limits) -> DynClient {
    DynClient::builder(All::SPEC, &[], "app")
        .client_secret("CANARY-secret")
        .against(origin)
        .credential_limits(limits)
        .build()
        .unwrap()
}

fn session(client: &DynClient) -> DynSession {
    let mut tokens = TokenSet::new("CANARY-access", SystemTime::UNIX_EPOCH);
    tokens.refresh_token = Some(Secret::new("CANARY-refresh"));
    tokens.expires = Expiry::Never;
    client.session(tokens)
}

async fn call(client: &DynClient, kind: CallKind) -> Error {
    let session = session(client);
    match kind {
        CallKind::Refresh => session.renew().await.unwrap_err(),
        CallKind::Revoke => session.revoke().await.unwrap_err(),
        CallKind::Introspect => session.introspect().await.unwrap_err(),
        CallKind::ClientCredentials => client.client_credentials("").await.unwrap_err(),
        _ => {
            let login = client
                .authorize("https://app.example/cb", "a")
                .state("s")
                .begin()
                .unwrap();
            login.finish("code=CANARY-code&state=s").await.unwrap_err()
        }
    }
}

#[tokio::test]
async fn a_redirect_of_a_credential_call_is_never_followed() {
    let witness = RawServer::writing("HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}").await;
    for status in [301, 302, 303, 307, 308] {
        for target in [
            "SELF/other".to_owned(),
            format!("{}/steal", witness.origin()),
            format!("//{}/steal", &witness.origin()[7..]),
            "/token".to_owned(),
            format!(
                "{}/token?x=1",
                witness.origin().replace("127.0.0.1", "localhost")
            ),
        ] {
            for kind in [
                CallKind::Token,
                CallKind::Refresh,
                CallKind::Revoke,
                CallKind::Introspect,
                CallKind::ClientCredentials,
            ] {
                let head = format!(
                    "HTTP/1.1 {status} Moved\r\nlocation: {target}\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"
                );
                let server = RawServer::writing(head).await;
                let client = client(server.origin(), Limits::CREDENTIALS);
                let error = call(&client, kind).await;
                assert_eq!(
                    error.code(),
                    Code::Redirected,
                    "{status} {target} {kind:?}: {error}"
                );
                assert!(!format!("{error:?}").contains("CANARY"));
                // Each of the two tokens is revoked on its own.
                let expected = if kind == CallKind::Revoke { 2 } else { 1 };
                assert_eq!(server.requests(), expected, "{status} {target} {kind:?}");
            }
        }
    }
    assert_eq!(witness.requests(), 0);
}

#[tokio::test]
async fn an_api_redirect_to_another_origin_shows_no_token() {
    let witness = RawServer::writing("HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}").await;
    let head = format!(
        "HTTP/1.1 302 Found\r\nlocation: {}/x\r\ncontent-length: 0\r\n\r\n",
        witness.origin()
    );
    let server = RawServer::writing(head).await;
    let client = client(server.origin(), Limits::CREDENTIALS);
    let error = session(&client)
        .request(Method::Get, "me")
        .send()
        .await
        .unwrap_err();
    assert_eq!(error.code(), Code::Redirected);
    assert_eq!(witness.requests(), 0);
}

#[tokio::test]
async fn an_announced_or_endless_body_stops_at_its_limit() {
    let announced =
        "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 10000000000\r\n\r\n";
    for head in [
        announced,
        "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n",
    ] {
        let chunked = head.contains("chunked");
        let server = RawServer::start(move |mut stream| async move {
            let _ = stream.write_all(head.as_bytes()).await;
            let block = vec![b' '; 65_536];
            // The client hangs up long before the 10 GB are written.
            for _ in 0..152_588 {
                let framed = match chunked {
                    true => [b"10000\r\n", block.as_slice(), b"\r\n"].concat(),
                    false => block.clone(),
                };
                if stream.write_all(&framed).await.is_err() {
                    return;
                }
            }
        })
        .await;
        let client = client(server.origin(), Limits::CREDENTIALS);
        assert_eq!(
            call(&client, CallKind::Refresh).await.code(),
            Code::TooLarge
        );
    }
}

#[tokio::test]
async fn a_gzip_bomb_stops_at_its_decoded_size() {
    let bomb = gzip_of_zeros(64 << 20);
    assert!(bomb.len() < 200_000, "{}", bomb.len());
    let mut bytes = format!(
        "HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\ncontent-length: {}\r\n\r\n",
        bomb.len()
    )
    .into_bytes();
    bytes.extend(bomb);
    let server = RawServer::writing(bytes).await;
    let client = client(server.origin(), Limits::CREDENTIALS);
    assert_eq!(
        call(&client, CallKind::Refresh).await.code(),
        Code::TooLarge
    );
}

fn gzip_of_zeros(size: usize) -> Vec<u8> {
    use std::io::Write;
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    let block = vec![0_u8; 1 << 20];
    for _ in 0..size >> 20 {
        encoder.write_all(&block).unwrap();
    }
    encoder.finish().unwrap()
}

#[tokio::test]
async fn a_dripping_server_ends_at_the_deadline() {
    let server = RawServer::start(|mut stream| async move {
        let head = b"HTTP/1.1 200 OK\r\ncontent-length: 1000000\r\n\r\n";
        let _ = stream.write_all(head).await;
        let mut tick = tokio::time::interval(Duration::from_millis(20));
        while stream.write_all(b" ").await.is_ok() {
            tick.tick().await;
        }
    })
    .await;
    let limits = Limits {
        deadline: Duration::from_millis(300),
        ..Limits::CREDENTIALS
    };
    let error = call(&client(server.origin(), limits), CallKind::Refresh).await;
    assert_eq!(error.code(), Code::DeadlineExceeded);
    assert!(error.is_ambiguous() && error.is_transient());
}

#[tokio::test]
async fn a_truncated_form_is_not_stored() {
    let server = RawServer::writing(
        "HTTP/1.1 200 OK\r\ncontent-type: application/x-www-form-urlencoded\r\n\r\naccess_token=A2&refresh_token=R2-only-ha",
    )
    .await;
    let client = client(server.origin(), Limits::CREDENTIALS);
    let session = session(&client);
    let error = session.renew().await.unwrap_err();
    assert_eq!(error.code(), Code::IncompleteAnswer);
    assert_eq!(
        session.tokens().refresh_token.unwrap().expose(),
        "CANARY-refresh"
    );
}

#[tokio::test]
async fn a_reset_after_the_request_is_ambiguous_and_sent_once() {
    let server = RawServer::start(|stream| async move {
        socket2::SockRef::from(&stream)
            .set_linger(Some(Duration::ZERO))
            .unwrap();
        drop(stream);
    })
    .await;
    let client = client(server.origin(), Limits::CREDENTIALS);
    let error = call(&client, CallKind::Token).await;
    assert_eq!(error.code(), Code::NoAnswer);
    assert!(error.is_ambiguous());
    assert_eq!(server.requests(), 1);
}

#[tokio::test]
async fn a_refused_connection_is_not_ambiguous() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let origin = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    let error = call(&client(&origin, Limits::CREDENTIALS), CallKind::Refresh).await;
    assert_eq!(error.code(), Code::NotConnected);
    assert!(!error.is_ambiguous() && error.is_transient());
}

#[tokio::test]
async fn a_callback_is_still_good_when_the_provider_was_not_reached() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let origin = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    let client = client(&origin, Limits::CREDENTIALS);
    let login = client
        .authorize("https://app.example/cb", "a")
        .state("s")
        .begin()
        .unwrap();
    for _ in 0..2 {
        let error = login.finish("code=c&state=s").await.unwrap_err();
        assert_eq!(error.code(), Code::NotConnected);
    }
}

#[tokio::test]
async fn two_callbacks_at_once_exchange_one_code() {
    let go = Arc::new(Notify::new());
    let release = go.clone();
    let server = RawServer::start(move |mut stream| {
        let release = release.clone();
        async move {
            release.notified().await;
            let body = r#"{"access_token":"a"}"#;
            let text = format!(
                "HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\n{body}",
                body.len()
            );
            let _ = stream.write_all(text.as_bytes()).await;
        }
    })
    .await;
    let client = client(server.origin(), Limits::CREDENTIALS);
    let login = client
        .authorize("https://app.example/cb", "a")
        .state("s")
        .begin()
        .unwrap();
    let callback = "code=c&state=s";
    go.notify_one();
    let (first, second) = tokio::join!(login.finish(callback), login.finish(callback));
    let codes: Vec<_> = [first.err(), second.err()]
        .into_iter()
        .flatten()
        .map(|error| error.code())
        .collect();
    assert_eq!(codes, [Code::AlreadyFinished]);
    assert_eq!(
        login.finish(callback).await.unwrap_err().code(),
        Code::AlreadyFinished
    );
    assert_eq!(server.requests(), 1);
}

#[tokio::test]
async fn no_url_and_no_secret_stands_in_a_transport_error() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let origin = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    let request = WireRequest {
        method: Method::Get,
        url: format!("{origin}/x?access_token=CANARY"),
        headers: http::HeaderMap::new(),
        body: bytes::Bytes::new(),
    };
    assert!(!format!("{request:?}").contains("CANARY"));
    let transport = ReqwestTransport::new().unwrap();
    let error: TransportError = transport.send(request, Limits::API).await.unwrap_err();
    assert!(
        !format!("{error:?} {error}").contains("CANARY"),
        "{error:?}"
    );
}

#[tokio::test]
async fn a_configured_client_still_follows_no_redirect() {
    let witness = RawServer::writing("HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}").await;
    let head = format!(
        "HTTP/1.1 307 Moved\r\nlocation: {}/steal\r\ncontent-length: 0\r\n\r\n",
        witness.origin()
    );
    let server = RawServer::writing(head).await;
    let hostile = ReqwestTransport::with(|builder| {
        builder
            .redirect(reqwest::redirect::Policy::limited(10))
            .referer(true)
    })
    .unwrap();
    let client = DynClient::builder(All::SPEC, &[], "app")
        .client_secret("s")
        .against(server.origin())
        .transport(hostile)
        .build()
        .unwrap();
    let error = client.client_credentials("").await.unwrap_err();
    assert_eq!(error.code(), Code::Redirected);
    assert_eq!(witness.requests(), 0);
}

#[tokio::test]
async fn early_hints_and_a_huge_header_end_in_an_error() {
    let mut hints = "HTTP/1.1 103 Early Hints\r\nlink: </x>\r\n\r\n".repeat(100_000);
    hints.push_str("HTTP/1.1 200 OK\r\ncontent-length: 20\r\n\r\n{\"access_token\":\"a\"}");
    let server = RawServer::writing(hints).await;
    let client_one = client(server.origin(), Limits::CREDENTIALS);
    assert!(client_one.client_credentials("").await.is_ok());

    let header = format!("HTTP/1.1 200 OK\r\nx: {}\r\n\r\n", "a".repeat(64 << 20));
    let server = RawServer::writing(header).await;
    let error = call(
        &client(server.origin(), Limits::CREDENTIALS),
        CallKind::Refresh,
    )
    .await;
    assert_eq!(error.code(), Code::NoAnswer);
}
