//! Sign-ins of a person, without a terminal: the browser, and how it is started.

use std::process::Stdio;

use oauth_mock::MockServer;
use tokio::io::{AsyncBufReadExt as _, BufReader};
use tokio::process::{Child, ChildStderr};

use crate::support::browser::{Stub, address, browse};
use crate::support::{Home, Ran, assert_plain, demo};

/// A sign-in that has told its address.
pub(crate) struct Waiting {
    pub(crate) child: Child,
    pub(crate) url: String,
    told: String,
    err: BufReader<ChildStderr>,
}

pub(crate) async fn begin(
    home: &Home,
    server: &MockServer,
    arguments: &[&str],
    env: &[(&str, &str)],
) -> Waiting {
    let mut command = home.command(arguments);
    command
        .env("OAUTH_AGAINST", server.origin())
        .envs(env.iter().copied())
        .stdin(Stdio::null());
    let mut child = command.spawn().unwrap();
    let mut err = BufReader::new(child.stderr.take().unwrap());
    let mut told = String::new();
    loop {
        assert_ne!(err.read_line(&mut told).await.unwrap(), 0, "{told}");
        if let Some(url) = address(&told, server) {
            return Waiting {
                child,
                url,
                told,
                err,
            };
        }
    }
}

impl Waiting {
    /// Waits for the end of the command.
    pub(crate) async fn end(mut self) -> Ran {
        while self.err.read_line(&mut self.told).await.unwrap() > 0 {}
        let mut ran = Ran::of(self.child.wait_with_output().await.unwrap());
        ran.err = self.told;
        ran
    }
}

#[tokio::test]
async fn a_person_signs_in_with_the_browser() {
    let (home, server) = (Home::new(), demo().start().await.unwrap());
    let stub = Stub::new(&home);
    let waiting = begin(
        &home,
        &server,
        &["login", "demo"],
        &[("BROWSER", stub.program())],
    )
    .await;
    let page = browse(&server, &waiting.url).await;
    assert!(page.contains("200 OK"), "{page}");
    let url = waiting.url.clone();
    let ran = waiting.end().await.ok();
    assert_eq!(ran.out, "");
    assert!(
        ran.err
            .contains("✓ Signed in to Acme Demo as user (account default)"),
        "{ran:?}"
    );
    // Without a terminal nothing would act on it (U-04).
    assert_plain(&ran.err);
    // One argument, the address, and nothing secret in it or in the environment (F-62).
    let record = stub.record().unwrap();
    let mut lines = record.lines();
    assert_eq!(lines.next(), Some("1"));
    assert_eq!(lines.next(), Some(url.as_str()));
    assert!(!record.contains("demo-secret"), "{record}");
    server.assert_all_accepted();
    home.at(&server, &["call", "demo", "GET", "notes"])
        .await
        .ok();
}

#[tokio::test]
async fn a_sign_in_for_a_program_keeps_standard_output_to_json() {
    let (home, server) = (Home::new(), demo().start().await.unwrap());
    let stub = Stub::new(&home);
    let env = [("BROWSER", stub.program())];
    let waiting = begin(&home, &server, &["login", "demo", "--json"], &env).await;
    browse(&server, &waiting.url).await;
    let ran = waiting.end().await.ok();
    assert_eq!(ran.json()["account"], "default");
}

#[tokio::test]
async fn a_build_server_never_opens_a_browser() {
    let (home, server) = (Home::new(), demo().start().await.unwrap());
    let stub = Stub::new(&home);
    let env = [
        ("BROWSER", stub.program()),
        ("DISPLAY", ":0"),
        ("CI", "1"),
        ("OAUTH_AGAINST", server.origin()),
    ];
    let ran = home.run_with(&["login", "demo"], &env, "").await.fails(6);
    assert!(ran.err.contains("E0416"), "{ran:?}");
    // Not even when it is told to: the address is only shown.
    let waiting = begin(&home, &server, &["login", "demo", "--browser"], &env).await;
    browse(&server, &waiting.url).await;
    waiting.end().await.ok();
    assert_eq!(stub.record(), None);
}

#[tokio::test]
async fn a_refusal_is_exit_code_4_and_stores_nothing() {
    let (home, server) = (
        Home::new(),
        demo()
            .consent(oauth_mock::Consent::Deny)
            .start()
            .await
            .unwrap(),
    );
    let waiting = begin(
        &home,
        &server,
        &["login", "demo", "--browser"],
        &[("CI", "1")],
    )
    .await;
    browse(&server, &waiting.url).await;
    let ran = waiting.end().await.fails(4);
    assert!(ran.err.contains("E0406"), "{ran:?}");
    home.at(&server, &["token", "demo"]).await.fails(4);
}

#[tokio::test]
async fn a_hostile_description_does_nothing_to_the_terminal() {
    let (home, server) = (Home::new(), demo().start().await.unwrap());
    let waiting = begin(
        &home,
        &server,
        &["login", "demo", "--browser"],
        &[("CI", "1")],
    )
    .await;
    let callback = server.authorize(&waiting.url).await.unwrap();
    let (origin, target) = crate::support::browser::split(&callback);
    let (path, query) = target.split_once('?').unwrap();
    let state = query
        .split('&')
        .find(|pair| pair.starts_with("state="))
        .unwrap();
    let iss = query
        .split('&')
        .find(|pair| pair.starts_with("iss="))
        .unwrap_or("x=1");
    let hostile = "%1b%5d8;;https://evil.example%07%0d%1b%5b2J%e2%80%ae";
    let target = format!("{path}?{state}&{iss}&error=access_denied&error_description={hostile}");
    crate::support::browser::get(&origin, &target).await;
    let ran = waiting.end().await.fails(4);
    assert_plain(&ran.err);
    assert!(!ran.err.contains('\u{202e}'), "{ran:?}");
}

#[tokio::test]
async fn nobody_in_time_is_exit_code_4() {
    let (home, server) = (Home::new(), demo().start().await.unwrap());
    let arguments = ["login", "demo", "--browser", "--timeout", "1s"];
    let waiting = begin(&home, &server, &arguments, &[("CI", "1")]).await;
    let ran = waiting.end().await.fails(4);
    assert!(ran.err.contains("E0414"), "{ran:?}");
}
