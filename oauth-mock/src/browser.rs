//! A browser as small as a test needs it.

use std::io;

use oauth_runtime::spec::CallKind;
use serde_json::{Map, Value};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use crate::answer::form;
use crate::page;
use crate::server::MockServer;

impl MockServer {
    /// Plays the user's browser: opens the address of an authorization request
    /// and returns where it ends, for `finish` of the sign-in. That is the
    /// callback URL, the form body of a `form_post`, or the PIN on the page. On
    /// a consent page it approves.
    ///
    /// # Errors
    /// When the server refuses the request; the message names the broken rule.
    pub async fn authorize(&self, url: &str) -> io::Result<String> {
        let target = self.target(url)?;
        let mut page = self.fetch("GET", &target, "").await?;
        let fields = page::hidden_fields(&page.body);
        if let Some((_, ticket)) = fields.iter().find(|(name, _)| name == "ticket") {
            let body = format!("ticket={ticket}&decision=approve");
            page = self.fetch("POST", page::CONSENT_PATH, &body).await?;
        }
        if let Some(location) = page.location {
            return Ok(location);
        }
        if let Some(pin) = page::text_of(&page.body, "pin") {
            return Ok(pin);
        }
        let fields = page::hidden_fields(&page.body);
        if !fields.is_empty() {
            let fields: Map<String, Value> = fields
                .into_iter()
                .map(|(name, value)| (name, value.into()))
                .collect();
            return Ok(form(&Value::Object(fields)));
        }
        let why = page::text_of(&page.body, "notice").unwrap_or(page.body);
        Err(io::Error::new(
            io::ErrorKind::InvalidData,
            format!("the mock refused: {why}"),
        ))
    }

    /// The request target of an address on this server. What a sign-in page
    /// reads behind its hash route is sent to the server by the page's script.
    fn target(&self, url: &str) -> io::Result<String> {
        let foreign = || {
            io::Error::new(
                io::ErrorKind::InvalidInput,
                "the address is not on this server",
            )
        };
        let rest = url.strip_prefix(self.origin()).ok_or_else(foreign)?;
        if !rest.is_empty() && !rest.starts_with(['/', '?', '#'])
            || !rest.bytes().all(|b| b.is_ascii_graphic())
        {
            return Err(foreign());
        }
        let (path, fragment) = rest.split_once('#').unwrap_or((rest, ""));
        let route = self
            .spec()
            .call(CallKind::Authorize)
            .and_then(|call| call.url.fragment_route);
        // RFC 9110 §4.2.3: an empty path is asked for as `/`.
        let path = match path.starts_with('/') {
            true => path.to_owned(),
            false => format!("/{path}"),
        };
        match (route, fragment.split_once('?')) {
            (Some(_), Some((_, query))) => Ok(format!("{path}?{query}")),
            _ => Ok(path),
        }
    }

    async fn fetch(&self, method: &str, target: &str, body: &str) -> io::Result<Page> {
        let host = self.origin().strip_prefix("http://").unwrap_or_default();
        let mut stream = TcpStream::connect(host).await?;
        let request = format!(
            "{method} {target} HTTP/1.1\r\nhost: {host}\r\naccept: text/html\r\n\
             content-type: application/x-www-form-urlencoded\r\n\
             content-length: {}\r\nconnection: close\r\n\r\n{body}",
            body.len()
        );
        stream.write_all(request.as_bytes()).await?;
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).await?;
        let text = String::from_utf8_lossy(&answer);
        let (head, body) = text
            .split_once("\r\n\r\n")
            .ok_or_else(|| io::Error::new(io::ErrorKind::UnexpectedEof, "no answer"))?;
        let location = head.lines().find_map(|line| {
            let (name, value) = line.split_once(':')?;
            name.eq_ignore_ascii_case("location")
                .then(|| value.trim().to_owned())
        });
        Ok(Page {
            location,
            body: body.to_owned(),
        })
    }
}

struct Page {
    location: Option<String>,
    body: String,
}
