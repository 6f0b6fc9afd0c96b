//! A sign-in that ends early leaves nothing behind.

use std::net::SocketAddr;
use std::time::Duration;

use oauth_runtime::spec::CallKind;
use oauth_runtime::transport::BoxFuture;
use oauth_runtime::{Code, Provider as _, Secret};
use oauth_sign_in::{Notice, Person, SignInExt as _, Way};
use tokio::io::AsyncWriteExt as _;
use tokio::net::TcpStream;

use crate::providers::*;
use crate::support::*;

/// Nobody listens there, by the system's own table and by trying.
async fn assert_free(address: SocketAddr) {
    assert!(is_free(address).await, "{address}");
    #[cfg(target_os = "linux")]
    for table in ["/proc/net/tcp", "/proc/net/tcp6"] {
        let listening = std::fs::read_to_string(table).unwrap_or_default();
        let port = format!(":{:04X}", address.port());
        let held = listening.lines().skip(1).any(|line| {
            let mut fields = line.split_whitespace().skip(1);
            let own = fields.next().is_some_and(|own| own.ends_with(&port));
            own && fields.nth(1) == Some("0A")
        });
        assert!(!held, "{table} {port}");
    }
}

/// Ends the task of a sign-in, as `select!` or Ctrl-C do by dropping its future.
async fn drop_it(under: Under) {
    under.task.abort();
    assert!(under.task.await.unwrap_err().is_cancelled());
}

#[tokio::test]
async fn f_45_a_dropped_sign_in_frees_its_port_whatever_it_was_doing() {
    for spec in [Acme::SPEC, Local::SPEC, Six::SPEC] {
        let (_server, client) = world(spec).await;
        let under = begin(&client, |attempt| attempt).await;
        let address = under.address();
        drop_it(under).await;
        assert_free(address).await;
    }
}

#[tokio::test]
async fn f_45_open_connections_do_not_hold_the_port() {
    let (server, client) = world(Posting::SPEC).await;
    let under = begin(&client, |attempt| attempt).await;
    let address = under.address();
    let mut idle = TcpStream::connect(address).await.unwrap();
    let mut asking = TcpStream::connect(address).await.unwrap();
    let head = format!(
        "POST /callback HTTP/1.1\r\nhost: {address}\r\ncontent-type: application/x-www-form-urlencoded\r\ncontent-length: 9\r\n\r\n"
    );
    asking.write_all(head.as_bytes()).await.unwrap();
    server.clock().until_asleep(3).await;
    drop_it(under).await;
    assert_free(address).await;
    assert_eq!(read(&mut idle).await.status, 0);
    assert_eq!(read(&mut asking).await.status, 0);
}

#[tokio::test]
async fn f_45_a_sign_in_dropped_in_the_exchange_frees_its_port() {
    let (server, client) = world(Acme::SPEC).await;
    let hold = server.hold_answers(CallKind::Token);
    let under = begin(&client, |attempt| attempt).await;
    let address = under.address();
    let callback = server.authorize(&under.url).await.unwrap();
    let mut waiting = TcpStream::connect(address).await.unwrap();
    let first = get(&callback).await;
    let target = first.header("location").unwrap();
    let head = format!("GET {target} HTTP/1.1\r\nhost: {address}\r\n\r\n");
    waiting.write_all(head.as_bytes()).await.unwrap();
    hold.arrived(1).await;
    drop_it(under).await;
    assert_free(address).await;
    assert_eq!(read(&mut waiting).await.status, 0);
}

#[tokio::test]
async fn f_45_a_sign_in_dropped_before_the_last_page_is_fetched_frees_its_port() {
    let (server, client) = world(Acme::SPEC).await;
    let under = begin(&client, |attempt| attempt).await;
    let address = under.address();
    let callback = server.authorize(&under.url).await.unwrap();
    assert_eq!(get(&callback).await.status, 303);
    let ada = under.ada.clone();
    ada.until(|told| (*told == Told::Done).then_some(())).await;
    drop_it(under).await;
    assert_free(address).await;
}

#[tokio::test]
async fn f_45_a_sign_in_dropped_while_the_browser_is_started_frees_its_port() {
    let (_server, client) = world(Acme::SPEC).await;
    let (tell, told) = std::sync::mpsc::channel();
    let (release, released) = std::sync::mpsc::channel::<()>();
    let released = std::sync::Mutex::new(released);
    let attempt = client
        .sign_in("")
        .way(Way::Browser)
        .person(Ada::new())
        .browser(move |url| {
            tell.send(url.to_owned()).unwrap();
            let _ = released.lock().unwrap().recv();
            Ok(())
        });
    let task = tokio::spawn(attempt.into_future());
    let url = tokio::task::spawn_blocking(move || told.recv().unwrap());
    let address = address(&redirect_uri(&soon(url).await.unwrap()));
    assert!(
        !is_free(address).await,
        "bound before the browser is opened"
    );
    task.abort();
    assert!(task.await.unwrap_err().is_cancelled());
    assert_free(address).await;
    drop(release);
}

#[tokio::test]
async fn f_45_nobody_signs_in_and_the_port_is_free() {
    for (timeout, passes) in [(None, 600), (Some(30), 30), (Some(100_000), 600)] {
        let (server, client) = world(Acme::SPEC).await;
        let clock = server.clock();
        let under = begin(&client, |attempt| match timeout {
            Some(seconds) => attempt.timeout(Duration::from_secs(seconds)),
            None => attempt,
        })
        .await;
        let address = under.address();
        clock.until_asleep(1).await;
        clock.advance(Duration::from_secs(passes - 1));
        assert_eq!(get(&under.redirect_uri()).await.status, 400, "still there");
        clock.advance(Duration::from_secs(1));
        let error = under.ends().await.unwrap_err();
        assert_eq!(error.code(), Code::NobodySignedIn);
        assert!(error.is_reauth_required());
        assert_free(address).await;
    }
}

/// Somebody whose code panics when they are told of a stray callback.
struct Panics(Ada);

impl Person for Panics {
    fn tell(&self, notice: &Notice<'_>) {
        self.0.tell(notice);
        assert!(
            !matches!(notice, Notice::Ignored { .. }),
            "as the test wants"
        );
    }

    fn typed(&self) -> BoxFuture<'_, Secret> {
        self.0.typed()
    }
}

#[tokio::test]
async fn f_45_a_panic_in_foreign_code_frees_the_port() {
    let (_server, client) = world(Acme::SPEC).await;
    let ada = Ada::new();
    let attempt = client
        .sign_in("")
        .way(Way::Browser)
        .person(Panics(ada.clone()))
        .browser(|_| Ok(()));
    let task = tokio::spawn(attempt.into_future());
    let uri = redirect_uri(&ada.url().await);
    get(&format!("{uri}?code=x&state=y")).await;
    assert!(soon(task).await.unwrap_err().is_panic());
    assert_free(address(&uri)).await;
}

#[tokio::test]
async fn f_45_an_attempt_that_is_never_awaited_binds_nothing() {
    let (server, client) = world(Acme::SPEC).await;
    let ada = Ada::new();
    drop(client.sign_in("").person(ada.clone()).way(Way::Browser));
    assert!(ada.told().is_empty());
    assert_eq!(server.ledger().len(), 0);
}
