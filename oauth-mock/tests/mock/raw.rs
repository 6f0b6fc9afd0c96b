//! Requests written by hand.

use std::io;

use oauth_mock::MockServer;
use serde_json::Value;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) head: String,
    pub(crate) body: String,
}

impl Answer {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or(Value::Null)
    }

    pub(crate) fn text(&self, field: &str) -> String {
        self.json()
            .get(field)
            .and_then(Value::as_str)
            .unwrap_or_default()
            .to_owned()
    }

    /// Asserts an OAuth error whose description names the declaration key.
    #[track_caller]
    pub(crate) fn refused(&self, error: &str, key: &str) {
        assert_eq!(self.text("error"), error, "{}", self.body);
        assert!(
            self.text("error_description").contains(key),
            "{key}: {}",
            self.body
        );
    }
}

pub(crate) async fn send(server: &MockServer, head: &str, body: &str) -> io::Result<Answer> {
    let host = server.origin().trim_start_matches("http://");
    let mut stream = TcpStream::connect(host).await?;
    let length = match body.is_empty() {
        true => String::new(),
        false => format!("content-length: {}\r\n", body.len()),
    };
    let head: Vec<&str> = head
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .collect();
    let request = format!(
        "{}\r\nhost: {host}\r\nconnection: close\r\n{length}\r\n{body}",
        head.join("\r\n")
    );
    stream.write_all(request.as_bytes()).await?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await?;
    let text = String::from_utf8_lossy(&answer).into_owned();
    let (head, body) = text
        .split_once("\r\n\r\n")
        .ok_or_else(|| io::Error::new(io::ErrorKind::UnexpectedEof, "no answer"))?;
    Ok(Answer {
        status: head
            .split(' ')
            .nth(1)
            .and_then(|s| s.parse().ok())
            .unwrap_or(0),
        head: head.to_owned(),
        body: body.to_owned(),
    })
}

pub(crate) const FORM: &str = "POST /oauth/token HTTP/1.1
    accept: application/json
    content-type: application/x-www-form-urlencoded";

pub(crate) async fn token(server: &MockServer, body: &str) -> io::Result<Answer> {
    send(server, FORM, body).await
}

pub(crate) fn encoded(text: &str) -> String {
    let mut out = String::new();
    oauth_runtime::wire::encode::form(&mut out, text);
    out
}

pub(crate) const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
pub(crate) const CHALLENGE: &str = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
pub(crate) const CALLBACK: &str = "http://127.0.0.1:9/cb";

pub(crate) fn authorize_url(server: &MockServer) -> String {
    format!(
        "{}/oauth/authorize?response_type=code&client_id=client&redirect_uri={}&scope=read%20write&state=s-1&code_challenge={CHALLENGE}&code_challenge_method=S256",
        server.origin(),
        encoded(CALLBACK)
    )
}

/// A fresh code, form-encoded.
pub(crate) async fn code(server: &MockServer) -> io::Result<String> {
    let callback = server.authorize(&authorize_url(server)).await?;
    let (_, rest) = callback.split_once("code=").unwrap_or_default();
    Ok(rest.split('&').next().unwrap_or_default().to_owned())
}

pub(crate) fn exchange(code: &str) -> String {
    format!(
        "grant_type=authorization_code&code={code}&redirect_uri={}&client_id=client&client_secret=secret&code_verifier={VERIFIER}",
        encoded(CALLBACK)
    )
}

pub(crate) fn refresh(refresh_token: &str) -> String {
    format!(
        "grant_type=refresh_token&refresh_token={}&client_id=client&client_secret=secret",
        encoded(refresh_token)
    )
}

pub(crate) async fn api(server: &MockServer, access_token: &str) -> io::Result<Answer> {
    let head = format!("GET /v1/me HTTP/1.1\nauthorization: Bearer {access_token}");
    send(server, &head, "").await
}
