//! A person's browser: a script that the command starts, and a hand that goes on.

use std::os::unix::fs::PermissionsExt as _;
use std::path::PathBuf;

use oauth_mock::MockServer;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use super::Home;

/// A program for `BROWSER` that writes down how it was started.
pub(crate) struct Stub {
    script: PathBuf,
    record: PathBuf,
}

impl Stub {
    pub(crate) fn new(home: &Home) -> Self {
        let script = home.path().join("browser");
        let record = home.path().join("browser-was-here");
        // Written aside and renamed, so that who sees it sees all of it.
        let text = format!(
            "#!/bin/sh\n{{ printf '%s\\n' \"$#\" \"$@\"; env; }} > '{0}.new'\nmv '{0}.new' '{0}'\n",
            record.display()
        );
        std::fs::write(&script, text).unwrap();
        std::fs::set_permissions(&script, std::fs::Permissions::from_mode(0o755)).unwrap();
        Self { script, record }
    }

    pub(crate) fn program(&self) -> &str {
        self.script.to_str().unwrap()
    }

    /// What the script wrote down; `None` when it was not started.
    pub(crate) fn record(&self) -> Option<String> {
        std::fs::read_to_string(&self.record).ok()
    }
}

/// The address to open in what the command told.
pub(crate) fn address(told: &str, server: &MockServer) -> Option<String> {
    let at = told.find(server.origin())?;
    let rest = told.get(at..)?;
    let end = rest.find(char::is_whitespace)?;
    let url = rest.get(..end)?;
    url.contains('?').then(|| url.to_owned())
}

/// Goes where the person would: to the provider, and back to the listener. Answers the
/// page that the listener shows in the end.
pub(crate) async fn browse(server: &MockServer, url: &str) -> String {
    let callback = server.authorize(url).await.unwrap();
    let (origin, mut target) = split(&callback);
    for _ in 0..5 {
        let answer = get(&origin, &target).await;
        let next = answer
            .lines()
            .find_map(|line| line.strip_prefix("location: ").map(str::to_owned));
        match next {
            Some(next) => {
                target = next
                    .trim()
                    .trim_start_matches(&format!("http://{origin}"))
                    .to_owned()
            }
            None => return answer,
        }
    }
    panic!("the listener redirects in a circle");
}

/// Host with port, and the rest.
pub(crate) fn split(url: &str) -> (String, String) {
    let rest = url.strip_prefix("http://").unwrap();
    let slash = rest.find('/').unwrap();
    let (origin, target) = rest.split_at(slash);
    (origin.to_owned(), target.to_owned())
}

pub(crate) async fn get(origin: &str, target: &str) -> String {
    let request = format!("GET {target} HTTP/1.1\r\nhost: {origin}\r\nconnection: close\r\n\r\n");
    send(origin, request).await
}

pub(crate) async fn post(origin: &str, target: &str, form: &str) -> String {
    let request = format!(
        "POST {target} HTTP/1.1\r\nhost: {origin}\r\nconnection: close\r\n\
         accept: application/json\r\ncontent-type: application/x-www-form-urlencoded\r\ncontent-length: {}\r\n\r\n{form}",
        form.len()
    );
    send(origin, request).await
}

async fn send(origin: &str, request: String) -> String {
    let mut stream = TcpStream::connect(origin).await.unwrap();
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    answer
}
