//! The requests of all transcripts through the default transport: what it puts
//! on a socket is, byte for byte, what was planned.

use std::io::{Read as _, Write as _};
use std::net::TcpListener;
use std::thread;

use http::{HeaderName, HeaderValue};
use oauth_runtime::transport::{Limits, ReqwestTransport, Transport as _};
use oauth_runtime::wire::WireRequest;

use super::given::method;
use super::parse::{self, Message};
use super::scripted::Sent;
use super::{PROVIDERS, names, read, root};

/// Headers that the transport adds beside those of `tests/wire/README.md`. The
/// tests switch the feature `gzip` on, which asks for it.
const ADDED: [&str; 1] = ["accept-encoding"];

/// The request as the library would plan it, to a server on loopback.
fn planned(message: &Message, origin: &str) -> Option<WireRequest> {
    let (name, target) = message.start.strip_suffix(" HTTP/1.1")?.split_once(' ')?;
    let mut headers = http::HeaderMap::new();
    for (name, value) in &message.headers {
        let by_transport = ["host", "content-length"]
            .iter()
            .any(|n| name.eq_ignore_ascii_case(n));
        if !by_transport {
            headers.append(
                name.parse::<HeaderName>().ok()?,
                HeaderValue::from_str(value).ok()?,
            );
        }
    }
    Some(WireRequest {
        method: method(name).ok()?,
        url: format!("{origin}{target}"),
        headers,
        body: message.body.clone().into(),
    })
}

/// Takes one request from the socket and answers it.
fn serve(listener: &TcpListener) -> std::io::Result<String> {
    let (mut stream, _) = listener.accept()?;
    let mut bytes = Vec::new();
    let mut chunk = [0; 4096];
    while !is_whole(&String::from_utf8_lossy(&bytes)) {
        match stream.read(&mut chunk)? {
            0 => break,
            count => bytes.extend(chunk.iter().take(count)),
        }
    }
    stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\nconnection: close\r\n\r\n")?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// Whether head and body are there.
fn is_whole(text: &str) -> bool {
    text.split_once("\r\n\r\n").is_some_and(|(head, body)| {
        let mut lines = head.lines().filter_map(|line| line.split_once(": "));
        let length = lines.find(|(name, _)| name.eq_ignore_ascii_case("content-length"));
        body.len() >= length.map_or(0, |(_, value)| value.parse().unwrap_or(0))
    })
}

/// What stood on the socket, as a request to the host that was meant.
fn received(text: &str, host: &str) -> Option<Sent> {
    let (head, body) = text.split_once("\r\n\r\n")?;
    let (line, head) = head.split_once("\r\n")?;
    let pairs = head.lines().filter_map(|line| line.split_once(": "));
    let headers = pairs
        .map(|(name, value)| (name.to_ascii_lowercase(), value.to_owned()))
        .filter(|(name, _)| !ADDED.contains(&name.as_str()))
        .collect();
    Some(Sent {
        line: line.to_owned(),
        host: host.to_owned(),
        headers,
        body: body.to_owned(),
    })
}

#[tokio::test]
async fn the_transport_changes_no_byte() -> Result<(), String> {
    let transport = ReqwestTransport::new().map_err(|error| error.to_string())?;
    let shown = |error: std::io::Error| error.to_string();
    let mut faults = Vec::new();
    let mut sent = 0;
    for provider in PROVIDERS {
        for file in names(&root().join(provider))? {
            let case = format!("{provider}/{file}");
            for exchange in parse::transcript(&read(&case)?)?.exchanges {
                let message = exchange.request;
                let listener = TcpListener::bind("127.0.0.1:0").map_err(shown)?;
                let origin = format!("http://{}", listener.local_addr().map_err(shown)?);
                let request = planned(&message, &origin).ok_or("not a request")?;
                let server = thread::spawn(move || serve(&listener));
                let answer = transport.send(request, Limits::CREDENTIALS).await;
                answer.map_err(|error| format!("{case}: {error}"))?;
                let text = server
                    .join()
                    .map_err(|_| "the server panicked")?
                    .map_err(shown)?;
                let host = message.header("host").unwrap_or_default();
                let got = received(&text, host).ok_or_else(|| format!("{case}: {text:?}"))?;
                sent += 1;
                let differences = got.differences(&message).into_iter();
                faults.extend(differences.map(|fault| format!("{case}: {fault}")));
            }
        }
    }
    for fault in &faults {
        println!("{fault}");
    }
    match faults.len() {
        0 => Ok(()),
        count => Err(format!("{count} differences in {sent} requests")),
    }
}
