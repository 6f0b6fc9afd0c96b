//! Ctrl-C at each stage: no listener stays, nothing is half done (U-25).

use oauth_runtime::spec::CallKind;
use tokio::net::TcpStream;

use crate::sign_in::{Waiting, begin};
use crate::support::browser::browse;
use crate::support::{CANARY, Home, demo};

/// The signal that a terminal sends at Ctrl-C.
async fn interrupt(waiting: &Waiting) {
    let id = waiting.child.id().unwrap().to_string();
    let sent = tokio::process::Command::new("/bin/sh")
        .args(["-c", "kill -INT \"$0\"", &id])
        .status();
    assert!(sent.await.unwrap().success());
}

/// Host and port of the listener.
fn listener(url: &str) -> String {
    let at = url.find("redirect_uri=").unwrap() + "redirect_uri=".len();
    let uri = url[at..].split('&').next().unwrap();
    let uri = uri.replace("%3A", ":").replace("%2F", "/");
    crate::support::browser::split(&uri).0
}

#[tokio::test]
async fn while_the_browser_is_waited_for() {
    let (home, server) = (
        Home::new(),
        demo().client("own", Some(CANARY)).start().await.unwrap(),
    );
    let file = home.file("secret", CANARY);
    let arguments = [
        "login",
        "demo",
        "--browser",
        "--client-id",
        "own",
        "--client-secret-file",
        &file,
    ];
    let waiting = begin(&home, &server, &arguments, &[("CI", "1")]).await;
    let origin = listener(&waiting.url);
    drop(TcpStream::connect(&origin).await.unwrap());
    interrupt(&waiting).await;
    let ran = waiting.end().await.fails(130);
    assert!(ran.err.trim_end().ends_with("interrupted"), "{ran:?}");
    assert!(
        TcpStream::connect(&origin).await.is_err(),
        "the port is free"
    );
    home.at(&server, &["token", "demo"]).await.fails(4);
    // The secret that was given for this sign-in is not there either.
    let arguments = [
        "login",
        "demo",
        "--client-credentials",
        "--client-id",
        "own",
    ];
    let ran = home.at(&server, &arguments).await;
    assert_ne!(ran.code, 0, "{ran:?}");
}

#[tokio::test]
async fn while_the_code_is_exchanged_the_answer_is_not_lost() {
    let (home, server) = (Home::new(), demo().start().await.unwrap());
    let hold = server.hold_answers(CallKind::Token);
    let waiting = begin(
        &home,
        &server,
        &["login", "demo", "--browser"],
        &[("CI", "1")],
    )
    .await;
    let origin = listener(&waiting.url);
    let url = waiting.url.clone();
    let callback = server.authorize(&url).await.unwrap();
    let (host, target) = crate::support::browser::split(&callback);
    let browser = tokio::spawn(async move {
        // The listener may go before it has answered.
        if let Ok(mut stream) = TcpStream::connect(&host).await {
            use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
            let request =
                format!("GET {target} HTTP/1.1\r\nhost: {host}\r\nconnection: close\r\n\r\n");
            let _ = stream.write_all(request.as_bytes()).await;
            let _ = stream.read_to_end(&mut Vec::new()).await;
        }
    });
    hold.arrived(1).await;
    interrupt(&waiting).await;
    browser.await.unwrap();
    // The process still waits for its answer, and nobody can reach it any more.
    while TcpStream::connect(&origin).await.is_ok() {
        tokio::task::yield_now().await;
    }
    hold.release();
    waiting.end().await.fails(130);
    // All or nothing: the provider issued it, so it is here, whole.
    home.at(&server, &["call", "demo", "GET", "notes"])
        .await
        .ok();
}

#[tokio::test]
async fn while_a_token_is_renewed_the_answer_is_stored() {
    let (home, server) = (Home::new(), demo().start().await.unwrap());
    let waiting = begin(
        &home,
        &server,
        &["login", "demo", "--browser"],
        &[("CI", "1")],
    )
    .await;
    browse(&server, &waiting.url.clone()).await;
    waiting.end().await.ok();
    let hold = server.hold_answers(CallKind::Refresh);
    let mut command = home.command(&["token", "demo", "--renew"]);
    command.env("OAUTH_AGAINST", server.origin());
    let child = command.spawn().unwrap();
    hold.arrived(1).await;
    let id = child.id().unwrap().to_string();
    let sent = tokio::process::Command::new("/bin/sh")
        .args(["-c", "kill -INT \"$0\"", &id])
        .status();
    assert!(sent.await.unwrap().success());
    hold.release();
    let ran = crate::support::Ran::of(child.wait_with_output().await.unwrap()).fails(130);
    assert_eq!(ran.out, "");
    // The provider replaced the refresh token; the one that came is in the store.
    home.at(&server, &["token", "demo", "--renew"]).await.ok();
    assert_eq!(server.refreshes(), 2);
}
