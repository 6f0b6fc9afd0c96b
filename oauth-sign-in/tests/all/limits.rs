//! Requests that are too large, too slow or too many.

use std::time::Duration;

use oauth_runtime::Provider as _;
use oauth_runtime::spec::CallKind;
use tokio::io::AsyncWriteExt as _;
use tokio::net::TcpStream;

use crate::providers::*;
use crate::support::*;

/// Writes the same bytes until the other side has enough; returns how many went.
async fn pour(stream: &mut TcpStream, bytes: &[u8], most: usize) -> usize {
    let mut poured = 0;
    while poured < most {
        match soon(stream.write(bytes)).await {
            Ok(0) | Err(_) => break,
            Ok(written) => poured += written,
        }
    }
    poured
}

#[tokio::test]
async fn f_43_an_endless_request_line_or_header_is_cut_off() {
    let (server, client) = world(Acme::SPEC).await;
    let under = begin(&client, |attempt| attempt).await;
    const GIGABYTE: usize = 1 << 30;
    // What the system buffers on both sides is not the listener's.
    const BUFFERED: usize = 32 << 20;
    for start in ["GET /callback?", "GET /callback HTTP/1.1\r\nx: ", ""] {
        let mut stream = TcpStream::connect(under.address()).await.unwrap();
        stream.write_all(start.as_bytes()).await.unwrap();
        let poured = pour(&mut stream, &[b'x'; 65536], GIGABYTE).await;
        assert!(poured < BUFFERED, "{start}: {poured}");
    }
    visit(&server.authorize(&under.url).await.unwrap()).await;
    under.ends().await.unwrap();
}

#[tokio::test]
async fn f_43_the_head_has_16_kib_and_a_hundred_headers() {
    let (_server, client) = world(Acme::SPEC).await;
    let under = begin(&client, |attempt| attempt).await;
    let host = authority(&under.redirect_uri()).to_owned();
    let head = |more: &str| format!("GET /callback HTTP/1.1\r\nhost: {host}\r\n{more}\r\n");
    let long = |length: usize| format!("x: {}\r\n", "x".repeat(length));
    for (more, status) in [
        (long(15 << 10), 400),
        (long(17 << 10), 431),
        ("x: y\r\n".repeat(99), 400),
        ("x: y\r\n".repeat(101), 431),
        ("x: y\r\n".repeat(10_000), 431),
    ] {
        let reply = exchange(under.address(), head(&more)).await;
        assert_eq!(reply.status, status, "{}", more.len());
    }
    assert!(!under.task.is_finished());
}

#[tokio::test]
async fn f_43_a_body_has_64_kib() {
    let (server, client) = world(Posting::SPEC).await;
    let under = begin(&client, |attempt| attempt).await;
    let uri = under.redirect_uri();
    let large = "x".repeat((64 << 10) + 1);
    assert_eq!(request("POST", &uri, &[], &large).await.status, 413);
    assert_eq!(request("POST", &uri, &[], &large[1..]).await.status, 400);
    let host = authority(&uri);
    let head = format!(
        "POST /callback HTTP/1.1\r\nhost: {host}\r\ncontent-type: application/x-www-form-urlencoded\r\ntransfer-encoding: chunked\r\n\r\n"
    );
    let mut stream = TcpStream::connect(under.address()).await.unwrap();
    stream.write_all(head.as_bytes()).await.unwrap();
    let chunk = format!("10000\r\n{}\r\n", "x".repeat(65536));
    let poured = pour(&mut stream, chunk.as_bytes(), 1 << 30).await;
    assert!(poured < 32 << 20, "{poured}");
    let body = server.authorize(&under.url).await.unwrap();
    let first = request("POST", &uri, &[], &body).await;
    assert_eq!(follow(&uri, first).await.status, 200);
    under.ends().await.unwrap();
}

#[tokio::test]
async fn f_43_whoever_says_nothing_for_five_seconds_is_cut_off() {
    let (server, client) = world(Acme::SPEC).await;
    let clock = server.clock();
    let under = begin(&client, |attempt| attempt).await;
    clock.until_asleep(1).await;
    for said in ["", "GET /callback?code=x HTTP/1.1\r\nhost:"] {
        let mut stream = TcpStream::connect(under.address()).await.unwrap();
        stream.write_all(said.as_bytes()).await.unwrap();
        clock.until_asleep(2).await;
        clock.advance(Duration::from_millis(4999));
        assert!(stream.try_read(&mut [0; 8]).is_err(), "still open");
        clock.advance(Duration::from_millis(1));
        assert_eq!(read(&mut stream).await.status, 0);
    }
    visit(&server.authorize(&under.url).await.unwrap()).await;
    under.ends().await.unwrap();
}

#[tokio::test]
async fn f_43_a_body_that_does_not_come_is_cut_off() {
    let (server, client) = world(Posting::SPEC).await;
    let clock = server.clock();
    let under = begin(&client, |attempt| attempt).await;
    let host = authority(&under.redirect_uri()).to_owned();
    let mut stream = TcpStream::connect(under.address()).await.unwrap();
    let head = format!(
        "POST /callback HTTP/1.1\r\nhost: {host}\r\ncontent-type: application/x-www-form-urlencoded\r\ncontent-length: 100\r\n\r\ncode="
    );
    stream.write_all(head.as_bytes()).await.unwrap();
    // The person's time, the answer's, the body's.
    clock.until_asleep(3).await;
    clock.advance(Duration::from_secs(5));
    assert_eq!(read(&mut stream).await.status, 408);
    assert!(!under.task.is_finished());
}

#[tokio::test]
async fn f_43_many_connections_keep_nobody_out_and_few_stay_open() {
    const MANY: usize = 2000;
    let (server, client) = world(Acme::SPEC).await;
    let under = begin(&client, |attempt| attempt).await;
    let mut crowd = Vec::new();
    for _ in 0..MANY {
        crowd.push(TcpStream::connect(under.address()).await.unwrap());
    }
    let hold = server.hold_answers(CallKind::Token);
    let callback = server.authorize(&under.url).await.unwrap();
    let first = get(&callback).await;
    assert_eq!(first.status, 303);
    // The sign-in is not over, so it is the listener that closes them.
    for stream in &mut crowd[..MANY - 32] {
        assert_eq!(read(stream).await.status, 0);
    }
    assert!(!under.task.is_finished());
    hold.release();
    assert_eq!(follow(&callback, first).await.status, 200);
    under.ends().await.unwrap();
}
