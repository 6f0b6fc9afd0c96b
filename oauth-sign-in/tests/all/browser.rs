//! The system's way to open a browser.

use oauth_runtime::{Code, Provider as _};
use oauth_sign_in::{SignInExt as _, Surroundings, Way};

use crate::providers::*;
use crate::support::*;

/// Set for the process that opens a browser: whom to tell, and how.
const CHILD: &str = "OAUTH_TEST_BROWSER_CHILD";

/// Not a test of its own: what the process does that `with_browser` starts.
#[tokio::test]
async fn child() {
    let Some(way) = std::env::var_os(CHILD) else {
        return;
    };
    let (_server, client) = world(Acme::SPEC).await;
    let ada = Ada::new();
    let mut surroundings = Surroundings::default();
    surroundings.ci = way == "ci";
    let attempt = client
        .sign_in("")
        .way(Way::Browser)
        .surroundings(surroundings)
        .param("x", "a b\"c'$(id)`;&|%s%c")
        .person(ada.clone());
    let task = tokio::spawn(attempt.into_future());
    let (url, opened) = ada
        .until(|told| match told {
            Told::Open { url, opened, .. } => Some((url.clone(), *opened)),
            _ => None,
        })
        .await;
    println!("\nOPENED {opened} {url}");
    task.abort();
}

#[cfg(all(target_os = "linux", feature = "browser"))]
mod stub {
    use std::fs::Permissions;
    use std::os::unix::fs::PermissionsExt as _;
    use std::path::{Path, PathBuf};
    use std::process::{Command, Output};

    use tokio::io::AsyncReadExt as _;
    use tokio::net::unix::pipe;

    use super::CHILD;
    use crate::support::soon;

    /// A directory with a browser that writes its arguments and environment into a pipe.
    struct Stub(PathBuf);

    impl Stub {
        fn new(name: &str) -> Self {
            let path = std::env::temp_dir();
            let path = path.join(format!("oauth-sign-in-{}-{name}", std::process::id()));
            std::fs::create_dir(&path).unwrap();
            let (browser, seen) = (path.join("browser"), path.join("seen"));
            let made = Command::new("mkfifo").arg(&seen).status().unwrap();
            assert!(made.success());
            let script = format!(
                "#!/bin/sh\n{{ for word in \"$@\"; do printf 'ARG %s\\n' \"$word\"; done; /usr/bin/env; echo END; }} > '{}'\n",
                seen.display()
            );
            std::fs::write(&browser, script).unwrap();
            std::fs::set_permissions(&browser, Permissions::from_mode(0o755)).unwrap();
            Self(path)
        }

        fn path(&self) -> &Path {
            &self.0
        }
    }

    impl Drop for Stub {
        fn drop(&mut self) {
            let _ = std::fs::remove_dir_all(&self.0);
        }
    }

    async fn run(stub: &Stub, browser: &str, way: &str) -> Output {
        let browser = browser.replace("STUB", stub.path().join("browser").to_str().unwrap());
        let mut command = Command::new(std::env::current_exe().unwrap());
        command
            .args(["--exact", "browser::child", "--nocapture"])
            .current_dir(stub.path())
            .env("BROWSER", browser)
            .env("PATH", stub.path())
            .env(CHILD, way);
        let output = tokio::task::spawn_blocking(move || command.output().unwrap());
        soon(output).await.unwrap()
    }

    fn said(output: &Output) -> (bool, String) {
        let text = String::from_utf8_lossy(&output.stdout);
        let line = text.lines().find_map(|line| line.strip_prefix("OPENED "));
        let (opened, url) = line.unwrap().split_once(' ').unwrap();
        (opened == "true", url.to_owned())
    }

    #[tokio::test]
    async fn f_44_the_browser_gets_the_address_as_one_argument_and_no_secret() {
        let stub = Stub::new("argv");
        for (browser, before) in [
            ("STUB", &[][..]),
            ("STUB --new-window", &["--new-window"]),
            ("STUB --new-window %s", &["--new-window"]),
            ("/nonexistent:STUB", &[]),
            (
                "STUB $(touch pwned) ;touch pwned",
                &["$(touch", "pwned)", ";touch", "pwned"],
            ),
        ] {
            let seen = pipe::OpenOptions::new()
                .open_receiver(stub.path().join("seen"))
                .unwrap();
            let output = run(&stub, browser, "browser").await;
            let (opened, url) = said(&output);
            assert!(opened, "{browser}");
            let seen = soon(until_end(seen)).await;
            let arguments: Vec<_> = seen
                .lines()
                .filter_map(|line| line.strip_prefix("ARG "))
                .collect();
            let (last, first) = arguments.split_last().unwrap();
            assert_eq!(first, before, "{browser}");
            assert_eq!(*last, url, "{browser}");
            assert!(url.starts_with("http://127.0.0.1:"));
            assert!(!url.contains(['"', '\'', '$', '`', ' ']));
            // The client secret and the verifier stay here.
            assert!(!seen.contains("code_verifier"));
            assert!(!seen.contains("client_secret"));
            assert!(!stub.path().join("pwned").exists());
        }
    }

    async fn until_end(mut seen: pipe::Receiver) -> String {
        let mut text = Vec::new();
        while !text.ends_with(b"END\n") {
            // Before the browser has opened the pipe, it is at its end.
            seen.readable().await.unwrap();
            let mut room = [0; 4096];
            match seen.read(&mut room).await.unwrap() {
                0 => tokio::task::yield_now().await,
                read => text.extend_from_slice(&room[..read]),
            }
        }
        String::from_utf8(text).unwrap()
    }

    #[tokio::test]
    async fn f_44_a_browser_that_cannot_be_started_only_means_that_the_address_is_shown() {
        let stub = Stub::new("none");
        for browser in [
            "",
            "/nonexistent",
            "nonexistent --flag %s",
            ":::",
            " ",
            "%s",
        ] {
            let (opened, url) = said(&run(&stub, browser, "browser").await);
            assert!(!opened, "{browser}");
            assert!(url.contains("redirect_uri="));
        }
    }

    #[tokio::test]
    async fn no_browser_is_opened_on_a_build_server() {
        let stub = Stub::new("ci");
        let (opened, _) = said(&run(&stub, "STUB", "ci").await);
        assert!(!opened);
    }
}

#[tokio::test]
async fn a_browser_that_fails_or_panics_leaves_the_sign_in_waiting() {
    let (server, client) = world(Acme::SPEC).await;
    for panics in [false, true] {
        let under = begin(&client, |attempt| {
            attempt.browser(move |_| match panics {
                true => panic!("as the test wants"),
                false => Err(std::io::ErrorKind::NotFound.into()),
            })
        })
        .await;
        assert!(matches!(
            under.ada.told()[0],
            Told::Open { opened: false, .. }
        ));
        visit(&server.authorize(&under.url).await.unwrap()).await;
        under.ends().await.unwrap();
    }
}

#[tokio::test]
async fn f_44_an_address_that_is_too_long_is_neither_opened_nor_shown() {
    let (_server, client) = world(Acme::SPEC).await;
    let ada = Ada::new();
    let attempt = client
        .sign_in("")
        .way(Way::Browser)
        .person(ada.clone())
        .param("hint", "x".repeat(9000))
        .browser(|_| panic!("not to be opened"));
    let error = attempt.into_future().await.unwrap_err();
    assert_eq!(error.code(), Code::UnsafeAddress);
    assert!(ada.told().is_empty());
}
