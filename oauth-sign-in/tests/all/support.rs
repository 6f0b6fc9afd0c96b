//! A person, a browser and raw connections, as tests need them.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use oauth_mock::MockServer;
use oauth_runtime::spec::ProviderSpec;
use oauth_runtime::transport::BoxFuture;
use oauth_runtime::{Code, DynClient, DynSession, Error, Secret};
use oauth_sign_in::{DynAttempt, Notice, Person, SignInExt as _, Way};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::sync::{mpsc, watch};
use tokio::task::JoinHandle;

/// What a person was told.
#[derive(Clone, Debug, PartialEq)]
pub enum Told {
    Open {
        url: String,
        opened: bool,
        listening: bool,
    },
    Device {
        user_code: String,
        uri: String,
        complete: Option<String>,
    },
    Ignored(Code, bool),
    Done,
}

/// A person who remembers, and who pastes what the test hands them.
#[derive(Clone)]
pub struct Ada {
    told: watch::Sender<Vec<Told>>,
    paste: mpsc::UnboundedSender<String>,
    pasted: Arc<tokio::sync::Mutex<mpsc::UnboundedReceiver<String>>>,
}

impl Ada {
    pub fn new() -> Self {
        let (paste, pasted) = mpsc::unbounded_channel();
        Self {
            told: watch::Sender::new(Vec::new()),
            paste,
            pasted: Arc::new(pasted.into()),
        }
    }

    pub fn pastes(&self, text: impl Into<String>) {
        self.paste.send(text.into()).unwrap();
    }

    pub fn told(&self) -> Vec<Told> {
        self.told.borrow().clone()
    }

    pub fn ignored(&self) -> Vec<(Code, bool)> {
        let told = self.told();
        let ignored = told.iter().filter_map(|told| match told {
            Told::Ignored(code, pasted) => Some((*code, *pasted)),
            _ => None,
        });
        ignored.collect()
    }

    /// Waits until something was told that `wanted` finds.
    pub async fn until<T>(&self, wanted: impl Fn(&Told) -> Option<T>) -> T {
        let mut told = self.told.subscribe();
        let seen = told.wait_for(|told| told.iter().any(|told| wanted(told).is_some()));
        let seen = soon(seen).await.unwrap();
        seen.iter().find_map(&wanted).unwrap()
    }

    /// The address to open.
    pub async fn url(&self) -> String {
        self.until(|told| match told {
            Told::Open { url, .. } => Some(url.clone()),
            _ => None,
        })
        .await
    }
}

impl Person for Ada {
    fn tell(&self, notice: &Notice<'_>) {
        let told = match notice {
            Notice::Open {
                url,
                opened,
                listening,
                ..
            } => Told::Open {
                url: (*url).to_owned(),
                opened: *opened,
                listening: *listening,
            },
            Notice::Device {
                user_code,
                verification_uri,
                complete,
                ..
            } => Told::Device {
                user_code: (*user_code).to_owned(),
                uri: (*verification_uri).to_owned(),
                complete: complete.map(str::to_owned),
            },
            Notice::Ignored { why, pasted, .. } => Told::Ignored(why.code(), *pasted),
            Notice::Done => Told::Done,
            other => panic!("{other:?}"),
        };
        self.told.send_modify(|known| known.push(told));
    }

    fn typed(&self) -> BoxFuture<'_, Secret> {
        Box::pin(async {
            let text = self.pasted.lock().await.recv().await;
            Secret::new(text.expect("the sender lives in `self`"))
        })
    }
}

/// Ends a test that waits for what never comes.
pub async fn soon<F: Future>(future: F) -> F::Output {
    tokio::time::timeout(Duration::from_secs(20), future)
        .await
        .expect("this should have ended long ago")
}

/// A sign-in under way, whose browser the test plays.
pub struct Under {
    pub ada: Ada,
    pub url: String,
    pub task: JoinHandle<Result<DynSession, Error>>,
}

impl Under {
    pub async fn ends(self) -> Result<DynSession, Error> {
        soon(self.task).await.unwrap()
    }

    pub fn redirect_uri(&self) -> String {
        redirect_uri(&self.url)
    }

    pub fn address(&self) -> SocketAddr {
        address(&self.redirect_uri())
    }

    pub fn state(&self) -> String {
        parameter(&self.url, "state").unwrap()
    }
}

/// Begins a sign-in with a browser that does nothing.
pub async fn begin(client: &DynClient, change: impl FnOnce(DynAttempt) -> DynAttempt) -> Under {
    let ada = Ada::new();
    let attempt = client
        .sign_in("")
        .way(Way::Browser)
        .person(ada.clone())
        .app("my-program")
        .browser(|_| Ok(()));
    let task = tokio::spawn(change(attempt).into_future());
    let url = ada.url().await;
    Under { ada, url, task }
}

/// A server, and a client of it.
pub async fn world(spec: &'static ProviderSpec) -> (MockServer, DynClient) {
    let server = MockServer::start(spec).await.unwrap();
    let client = server.client().build().unwrap();
    (server, client)
}

/// A decoded query parameter of an address.
pub fn parameter(url: &str, name: &str) -> Option<String> {
    let query = url.split_once('?')?.1;
    let value = query.split('&').find_map(|pair| {
        let (known, value) = pair.split_once('=')?;
        (known == name).then_some(value)
    })?;
    let decoded = percent_encoding::percent_decode_str(value)
        .decode_utf8()
        .unwrap();
    Some(decoded.into_owned())
}

pub fn redirect_uri(url: &str) -> String {
    parameter(url, "redirect_uri").unwrap()
}

/// The socket address behind a redirect URI.
pub fn address(uri: &str) -> SocketAddr {
    authority(uri)
        .replace("localhost", "127.0.0.1")
        .parse()
        .unwrap()
}

pub fn authority(uri: &str) -> &str {
    let rest = uri.strip_prefix("http://").unwrap();
    rest.split(['/', '?', '#']).next().unwrap()
}

/// An answer as it came.
#[derive(Clone, Debug)]
pub struct Reply {
    pub status: u16,
    pub head: String,
    pub body: String,
}

impl Reply {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().skip(1).find_map(|line| {
            let (known, value) = line.split_once(':')?;
            known.eq_ignore_ascii_case(name).then(|| value.trim())
        })
    }
}

/// Sends these bytes and reads until the other side closes.
pub async fn exchange(address: SocketAddr, request: impl AsRef<[u8]>) -> Reply {
    let mut stream = TcpStream::connect(address).await.unwrap();
    stream.write_all(request.as_ref()).await.unwrap();
    read(&mut stream).await
}

/// Reads an answer to its end.
pub async fn read(stream: &mut TcpStream) -> Reply {
    let mut bytes = Vec::new();
    let mut buffer = [0_u8; 8192];
    loop {
        match soon(stream.read(&mut buffer)).await {
            Ok(0) | Err(_) => break,
            Ok(read) => bytes.extend_from_slice(&buffer[..read]),
        }
    }
    let text = String::from_utf8(bytes).unwrap();
    let (head, body) = text.split_once("\r\n\r\n").unwrap_or((&text, ""));
    let status = head
        .split(' ')
        .nth(1)
        .and_then(|status| status.parse().ok());
    Reply {
        status: status.unwrap_or_default(),
        head: head.to_owned(),
        body: body.to_owned(),
    }
}

/// Opens an address as a browser does, without following a redirect.
pub async fn get(url: &str) -> Reply {
    request("GET", url, &[], "").await
}

pub async fn request(method: &str, url: &str, headers: &[(&str, &str)], body: &str) -> Reply {
    let own = authority(url);
    let target = url
        .strip_prefix("http://")
        .unwrap()
        .strip_prefix(own)
        .unwrap();
    let target = target.split('#').next().unwrap();
    let mut head = format!("{method} {target} HTTP/1.1\r\nhost: {own}\r\nconnection: close\r\n");
    if !body.is_empty() {
        head += &format!(
            "content-type: application/x-www-form-urlencoded\r\ncontent-length: {}\r\n",
            body.len()
        );
    }
    for (name, value) in headers {
        head += &format!("{name}: {value}\r\n");
    }
    exchange(address(url), format!("{head}\r\n{body}")).await
}

/// Opens an address as a browser does, and follows to the page where it ends.
pub async fn visit(url: &str) -> Reply {
    let reply = get(url).await;
    follow(url, reply).await
}

/// Follows a redirect to the page where it ends.
pub async fn follow(url: &str, reply: Reply) -> Reply {
    match reply.header("location") {
        Some(path) => {
            assert_eq!(reply.status, 303);
            assert!(path.starts_with('/') && !path.starts_with("//"), "{path}");
            get(&format!("http://{}{path}", authority(url))).await
        }
        None => reply,
    }
}

/// The value of a hidden field in a page.
pub fn hidden(page: &str, name: &str) -> Option<String> {
    let at = page.find(&format!("name=\"{name}\""))?;
    let (_, rest) = page[at..].split_once("value=\"")?;
    Some(rest.split('"').next()?.to_owned())
}

/// Whether nobody listens at this address any more.
pub async fn is_free(address: SocketAddr) -> bool {
    TcpStream::connect(address).await.is_err()
}
