//! The sweep over the command: what it prints, what it starts, and what they show.

use oauth_mock::{Fault, MARK};
use oauth_runtime::spec::CallKind;
use serde_json::json;

use crate::finder::Finder;
use crate::sign_in::begin;
use crate::support::browser::{Stub, browse, get, split};
use crate::support::{Home, Ran, demo};

const CLIENT_SECRET: &str = "cl13nt-/+%:\"secret";
const PASSWORD: &str = "p4ssw0rd-/+%:\"word";

fn finder() -> Finder {
    let mut finder = Finder::default();
    finder.add("client secret", CLIENT_SECRET, 6);
    finder.add("password", PASSWORD, 6);
    finder.add("code or token", MARK, 6);
    finder
}

#[track_caller]
fn swept(what: &str, finder: &Finder, text: &str) {
    let found = finder.find(text);
    assert!(found.is_empty(), "{what}: {found:?}");
}

#[track_caller]
fn silent(arguments: &[&str], finder: &Finder, ran: &Ran) {
    let what = arguments.join(" ");
    swept(&what, finder, &ran.out);
    swept(&what, finder, &ran.err);
}

/// Each command in each form, signed in with a password.
#[tokio::test]
async fn no_command_but_token_prints_a_secret() {
    let home = Home::new();
    let server = demo()
        .client("own", Some(CLIENT_SECRET))
        .user("user", PASSWORD)
        .start()
        .await
        .unwrap();
    let secret = home.file("client-secret", CLIENT_SECRET);
    let password = home.file("password", PASSWORD);
    let env = [("OAUTH_AGAINST", server.origin()), ("NO_COLOR", "1")];
    let own = ["--client-id", "own", "--client-secret-file", &secret];
    let finder = finder();
    let sign_in = ["login", "demo", "--password", "--username", "user"];
    let sign_in = [&sign_in[..], &["--password-file", &password], &own].concat();
    let ran = home.run_with(&sign_in, &env, "").await.ok();
    silent(&sign_in, &finder, &ran);
    for command in [
        &["status"][..],
        &["inspect", "demo"],
        &["explain", "demo"],
        &["doctor", "demo"],
        &["providers"],
        &["call", "demo", "GET", "notes"],
        &["token", "demo", "--header", "--account", "nobody"],
        &["status", "demo"],
    ] {
        for form in [&[][..], &["--json"], &["--bare"]] {
            let arguments = [command, form].concat();
            let ran = home.run_with(&arguments, &env, "").await;
            silent(&arguments, &finder, &ran);
        }
    }
    let quoted = format!("{CLIENT_SECRET} {PASSWORD}");
    for fault in [
        Fault::json(
            400,
            &json!({"error": "invalid_grant", "error_description": quoted}),
        ),
        Fault::json(401, &json!({"error": quoted})),
        Fault::Reply {
            status: 500,
            headers: vec![("content-type".into(), "text/html".into())],
            body: format!("<title>{quoted}</title>").into(),
        },
        Fault::Redirect {
            status: 302,
            location: format!("https://evil.example/?{quoted}"),
        },
        Fault::CutAfter(20),
    ] {
        for form in [&[][..], &["--json"]] {
            server.script(CallKind::Password, fault.clone());
            let arguments = [&sign_in[..], form].concat();
            let ran = home.run_with(&arguments, &env, "").await;
            assert_ne!(ran.code, 0, "{ran:?}");
            silent(&arguments, &finder, &ran);
        }
    }
    home.run_with(&sign_in, &env, "").await.ok();
    let ran = home.run_with(&["token", "demo"], &env, "").await.ok();
    assert!(ran.out.starts_with(MARK), "{ran:?}");
    swept("token", &finder, &ran.err);
    let ran = home.run_with(&["logout", "demo"], &env, "").await;
    silent(&["logout", "demo"], &finder, &ran);
}

/// The address may hold the state, and its hash of the verifier; no more, and nothing
/// but the address is handed to the browser.
#[tokio::test]
async fn f_62_the_browser_is_given_the_address_and_no_secret() {
    let (home, server) = (Home::new(), demo().start().await.unwrap());
    let (mut finder, stub) = (finder(), Stub::new(&home));
    finder.add("demo secret", "demo-secret", 11);
    let env = [("BROWSER", stub.program())];
    let waiting = begin(&home, &server, &["login", "demo"], &env).await;
    let page = browse(&server, &waiting.url).await;
    swept("the last page", &finder, &page);
    let url = waiting.url.clone();
    let pid = waiting.child.id();
    if let Some(pid) = pid {
        for file in ["cmdline", "environ"] {
            // The command is not dumpable, so its environment may be closed to us (F-66).
            let held = std::fs::read(format!("/proc/{pid}/{file}")).unwrap_or_default();
            swept(file, &finder, &String::from_utf8_lossy(&held));
        }
    }
    let ran = waiting.end().await.ok();
    silent(&["login", "demo"], &finder, &ran);
    let record = stub.record().unwrap();
    swept("the browser's arguments and environment", &finder, &record);
    assert!(
        url.contains("state=") && url.contains("code_challenge="),
        "{url}"
    );
    for secret in ["code_verifier", "client_secret", "password"] {
        assert!(!url.contains(secret), "{url}");
    }
}

/// F-63: what a provider says is no order to the terminal, on any road to it.
#[tokio::test]
async fn f_63_what_a_provider_says_does_nothing_to_the_terminal() {
    let hostile = [
        "\u{1b}]8;;https://evil.example\u{1b}\\click\u{1b}]8;;\u{7}",
        "\u{1b}[2J\u{1b}]0;owned\u{7}",
        "line\r\nerror: another\u{2028}line",
        "\u{202e}txt.exe\u{2066}\u{200b}",
        "\u{9b}31m\u{90}q",
    ];
    let home = Home::new();
    let server = demo().start().await.unwrap();
    let password = home.file("password", "password");
    let arguments = ["login", "demo", "--password", "--username", "user"];
    let arguments = [&arguments[..], &["--password-file", &password]].concat();
    for text in hostile {
        let long = text.repeat(100);
        for fault in [
            Fault::json(
                400,
                &json!({"error": "invalid_grant", "error_description": long}),
            ),
            Fault::json(400, &json!({"error": long, "error_uri": long})),
            Fault::json(200, &json!({"access_token": "m1nted-x", "scope": long})),
            Fault::Reply {
                status: 500,
                headers: vec![("content-type".into(), "text/html".into())],
                body: format!("<title>{long}</title>").into(),
            },
        ] {
            server.script(CallKind::Password, fault);
            let ran = home.at(&server, &arguments).await;
            plain(&ran);
            plain(&home.at(&server, &["status"]).await);
            plain(&home.at(&server, &["inspect", "demo"]).await);
        }
    }
    let waiting = begin(
        &home,
        &server,
        &["login", "demo", "--browser"],
        &[("CI", "1")],
    )
    .await;
    let (origin, target) = split(&server.authorize(&waiting.url).await.unwrap());
    let (path, query) = target.split_once('?').unwrap();
    let own = |name: &str| {
        query
            .split('&')
            .find(|pair| pair.starts_with(name))
            .unwrap_or("x=1")
    };
    let words: String = hostile
        .concat()
        .bytes()
        .map(|byte| format!("%{byte:02x}"))
        .collect();
    let (state, iss) = (own("state="), own("iss="));
    let target = format!("{path}?{state}&{iss}&error={words}&error_description={words}");
    let page = get(&origin, &target).await;
    let bad = page.chars().find(|c| is_an_order(*c) && *c != '\r');
    assert_eq!(bad, None, "{page:?}");
    plain(&waiting.end().await);
}

fn is_an_order(c: char) -> bool {
    let hides =
        matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}');
    (c.is_control() && c != '\n') || hides
}

#[track_caller]
fn plain(ran: &Ran) {
    for text in [&ran.out, &ran.err] {
        assert_eq!(text.chars().find(|c| is_an_order(*c)), None, "{ran:?}");
    }
    let words = |text: &str| text.split(' ').map(str::len).max().unwrap_or_default();
    assert!(words(&ran.out).max(words(&ran.err)) < 700, "{ran:?}");
    if ran.code != 0 {
        let longest = ran.err.lines().map(|line| line.chars().count()).max();
        assert!(longest.is_none_or(|longest| longest < 700), "{ran:?}");
    }
}
