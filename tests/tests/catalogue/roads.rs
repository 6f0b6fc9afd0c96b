//! What can happen on the way to the provider and back.

use std::time::Duration;

use oauth_runtime::spec::CallKind;
use oauth_runtime::transport::{Limits, ReqwestTransport, TransportError};
use oauth_runtime::{Code, Error};
use tokio::net::TcpListener;

use super::{Case, builder, unreachable};
use crate::support::raw::RawServer;

async fn by_transport(error: TransportError) -> Error {
    let client = unreachable(error);
    client.client_credentials("read").await.unwrap_err()
}

async fn too_large() -> Error {
    let head = "HTTP/1.1 200 OK\r\ncontent-length: 2000\r\n\r\n";
    let server = RawServer::writing(format!("{head}{}", "CANARY".repeat(400))).await;
    let limits = Limits {
        body: 1000,
        ..Limits::CREDENTIALS
    };
    let client = builder()
        .against(server.origin())
        .credential_limits(limits)
        .build()
        .unwrap();
    client.client_credentials("read").await.unwrap_err()
}

async fn never_answered() -> Error {
    let server = RawServer::start(|stream| async move {
        std::future::pending::<()>().await;
        drop(stream);
    })
    .await;
    let limits = Limits {
        deadline: Duration::from_millis(200),
        ..Limits::CREDENTIALS
    };
    let client = builder()
        .against(server.origin())
        .credential_limits(limits)
        .build()
        .unwrap();
    client.client_credentials("read").await.unwrap_err()
}

async fn port_of_nobody() -> Error {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let origin = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    let client = builder().against(origin).build().unwrap();
    client.client_credentials("read").await.unwrap_err()
}

/// A server that speaks no TLS where TLS is expected.
async fn no_tls() -> Error {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let origin = format!("https://{}", listener.local_addr().unwrap());
    let server = tokio::spawn(async move {
        use tokio::io::AsyncWriteExt as _;
        let (mut stream, _) = listener.accept().await.unwrap();
        let _ = stream.write_all(b"HTTP/1.1 400 CANARY\r\n\r\n").await;
        std::future::pending::<()>().await;
    });
    let client = builder().against(origin).build().unwrap();
    let error = client.client_credentials("read").await.unwrap_err();
    server.abort();
    error
}

/// A proxy that gives no way; the provider's own host is never looked up.
async fn proxy_refuses() -> Error {
    let proxy = RawServer::writing("HTTP/1.1 407 CANARY\r\ncontent-length: 0\r\n\r\n").await;
    let origin = proxy.origin().to_owned();
    let transport =
        ReqwestTransport::with(move |builder| builder.proxy(reqwest::Proxy::all(origin).unwrap()))
            .unwrap();
    let client = builder().transport(transport).build().unwrap();
    client.client_credentials("read").await.unwrap_err()
}

async fn closed_at_once() -> Error {
    let server = RawServer::writing("").await;
    let client = builder().against(server.origin()).build().unwrap();
    client.client_credentials("read").await.unwrap_err()
}

async fn unusable_transport() -> Error {
    let built = ReqwestTransport::with(|builder| builder.user_agent("CANARY\n"));
    built.unwrap_err()
}

pub(super) const CASES: &[Case] = &[
    Case::new(Code::TooLarge, || Box::pin(too_large()))
        .on(CallKind::ClientCredentials)
        .key("credential_limits")
        .says(&["1000 bytes"]),
    Case::new(Code::DeadlineExceeded, || Box::pin(never_answered()))
        .on(CallKind::ClientCredentials)
        .key("credential_limits")
        .says(&["200ms"]),
    Case::new(Code::DeadlineExceeded, || {
        Box::pin(by_transport(TransportError::Deadline))
    })
    .on(CallKind::ClientCredentials)
    .key("credential_limits")
    .says(&["30s"]),
    Case::new(Code::NotConnected, || Box::pin(port_of_nobody()))
        .on(CallKind::ClientCredentials)
        .says(&["`127.0.0.1` takes no connection"]),
    Case::new(Code::NotConnected, || Box::pin(no_tls()))
        .on(CallKind::ClientCredentials)
        .says(&["TLS with `127.0.0.1` failed"]),
    Case::new(Code::NotConnected, || Box::pin(proxy_refuses()))
        .on(CallKind::ClientCredentials)
        .says(&["the proxy gave no way to `acme.example`", "`HTTPS_PROXY`"]),
    Case::new(Code::NoAnswer, || Box::pin(closed_at_once()))
        .on(CallKind::ClientCredentials)
        .says(&["no complete answer"]),
    Case::new(Code::Transport, || Box::pin(unusable_transport()))
        .of("")
        .says(&["the HTTP client cannot be set up"]),
];

#[tokio::test]
async fn these_errors_name_what_to_change() {
    super::check_all(CASES).await;
}
