//! What a person at a terminal sees, from the first line to the last, held against files.
//!
//! `UPDATE_GENERATED=1 cargo test -p oauth-cli transcript` writes them again.

use std::path::Path;

use oauth_mock::MockServer;

use crate::support::browser::{Stub, address, browse};
use crate::support::terminal::Terminal;
use crate::support::{CANARY, Home, demo, mock};

/// What is different in each run, by what it is called in the files.
struct Parts<'a> {
    home: &'a Home,
    server: &'a MockServer,
}

impl Parts<'_> {
    /// The text with everything that changes named.
    fn normal(&self, shown: &str) -> String {
        let shown = shown.replace('\r', "");
        let shown = without_codes(&shown);
        let mut text = String::new();
        for line in shown.lines() {
            let line = match line.find(self.server.origin()) {
                Some(at) if line[at..].contains('?') => format!("{}<address>", &line[..at]),
                _ => line.to_owned(),
            };
            text.push_str(line.trim_end());
            text.push('\n');
        }
        let home = self.home.path().to_str().unwrap();
        let text = text
            .replace(home, "<home>")
            .replace(self.server.origin(), "<server>");
        clock_times(&text)
    }

    #[track_caller]
    fn assert(&self, name: &str, shown: &str) {
        let path = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("tests/all/transcripts")
            .join(format!("{name}.txt"));
        let text = self.normal(shown);
        if std::env::var_os("UPDATE_GENERATED").is_some() {
            std::fs::write(&path, text).unwrap();
            return;
        }
        let kept = std::fs::read_to_string(&path).unwrap_or_default();
        assert_eq!(text, kept, "{name}: raw {shown:?}");
    }
}

/// Text without the sequences of ECMA-48 §5.4: colours, and what moves the cursor. A line
/// that was cleared to be written again is left out.
fn without_codes(text: &str) -> String {
    let mut plain = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("\u{1b}[") {
        plain.push_str(before);
        let end = after.find(|c: char| ('@'..='~').contains(&c)).unwrap_or(0);
        if after[end..].starts_with('K') {
            let line = plain.rfind('\n').map_or(0, |at| at + 1);
            plain.truncate(line);
        }
        rest = &after[end + 1..];
    }
    plain.push_str(rest);
    plain
}

/// `14:05`, and `2026-11-21 14:05`, become `<time>`.
fn clock_times(text: &str) -> String {
    let mut named = String::new();
    let mut rest = text;
    while let Some(at) = rest.find(" until ").map(|at| at + " until ".len()) {
        let (before, after) = rest.split_at(at);
        named.push_str(before);
        let end = after.find(|c: char| !(c.is_ascii_digit() || ":- ".contains(c)));
        let (time, tail) = after.split_at(end.unwrap_or(after.len()));
        if time.contains(':') {
            named.push_str("<time>");
            rest = tail;
        } else {
            rest = after;
        }
    }
    named.push_str(rest);
    named
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn with_the_browser() {
    let (home, server) = (Home::new(), demo().start().await.unwrap());
    let stub = Stub::new(&home);
    let env = [
        ("BROWSER", stub.program()),
        ("OAUTH_AGAINST", server.origin()),
    ];
    let terminal = Terminal::start(&home, &["login", "demo"], &env);
    let url = terminal.wait(|shown| address(shown, &server));
    browse(&server, &url).await;
    let (code, shown) = terminal.end();
    assert_eq!(code, 0, "{shown}");
    assert!(stub.record().is_some());
    Parts {
        home: &home,
        server: &server,
    }
    .assert("browser", &shown);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn with_a_pasted_address() {
    let (home, server) = (Home::new(), demo().start().await.unwrap());
    let env = [("OAUTH_AGAINST", server.origin())];
    let mut terminal = Terminal::start(&home, &["login", "demo", "--paste"], &env);
    let url = terminal.wait(|shown| address(shown, &server));
    let callback = server.authorize(&url).await.unwrap();
    // First the address of another attempt: it is refused, and the sign-in goes on.
    let (path, _) = callback.split_once('?').unwrap();
    terminal.say(&format!("{path}?code=old&state=old"));
    terminal.wait_for("still waits for its own");
    terminal.say(&callback);
    let (code, shown) = terminal.end();
    assert_eq!(code, 0, "{shown}");
    let shown = shown.replace(&callback, "<what was pasted>");
    let shown = shown.replace(path, "<redirect uri>");
    Parts {
        home: &home,
        server: &server,
    }
    .assert("paste", &shown);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn with_another_device() {
    let (home, server) = (Home::new(), demo().start().await.unwrap());
    let env = [("OAUTH_AGAINST", server.origin())];
    let terminal = Terminal::start(&home, &["login", "demo", "--device"], &env);
    let user_code = terminal.wait(|shown| {
        let plain = without_codes(&shown.replace('\r', ""));
        let code = plain
            .split("type this code:")
            .nth(1)?
            .split_whitespace()
            .next()?;
        Some(code.to_owned())
    });
    assert_eq!(server.approve_device(), 1);
    let (code, shown) = terminal.end();
    assert_eq!(code, 0, "{shown}");
    let shown = shown.replace(&user_code, "<code>");
    let shown: String = shown
        .lines()
        .filter(|line| !line.contains(['\u{2580}', '\u{2584}', '\u{2588}']))
        .flat_map(|line| [line, "\n"])
        .collect();
    Parts {
        home: &home,
        server: &server,
    }
    .assert("device", &shown);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn with_everything_asked_for() {
    let home = Home::new();
    let server = mock(oauth_valuekeep())
        .client("my-client", Some(CANARY))
        .var("tenant", "t")
        .var("organization", "o")
        .start()
        .await
        .unwrap();
    let env = [("OAUTH_AGAINST", server.origin())];
    let arguments = [
        "login",
        "valuekeep",
        "--client-id",
        "my-client",
        "--set",
        "tenant=t",
        "--set",
        "organization=o",
    ];
    let mut terminal = Terminal::start(&home, &arguments, &env);
    terminal.wait_for("client secret of Valuekeep");
    terminal.wait_for_secrecy();
    terminal.say(CANARY);
    let (code, shown) = terminal.end();
    assert_eq!(code, 0, "{shown}");
    assert!(!shown.contains(CANARY), "the secret is not echoed");
    Parts {
        home: &home,
        server: &server,
    }
    .assert("secret", &shown);
}

fn oauth_valuekeep() -> &'static oauth_runtime::spec::ProviderSpec {
    use oauth_runtime::Provider as _;

    oauth_valuekeep::Valuekeep::SPEC
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn ctrl_c_at_a_question_ends_the_command() {
    let (home, server) = (
        Home::new(),
        crate::support::valuekeep().start().await.unwrap(),
    );
    let env = [("OAUTH_AGAINST", server.origin())];
    for (arguments, question) in [
        (
            &["login", "valuekeep", "--client-id", "x"][..],
            "client secret of Valuekeep",
        ),
        (&["login", "demo", "--password"], "user name at Acme Demo"),
        (
            &["login", "demo", "--password", "--username", "ada"],
            "password at Acme Demo",
        ),
    ] {
        let mut terminal = Terminal::start(&home, arguments, &env);
        terminal.wait_for(question);
        terminal.type_text("\u{3}");
        let (code, shown) = terminal.end();
        assert_eq!(code, 130, "{shown}");
    }
    assert!(server.ledger().is_empty());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn ctrl_c_while_a_device_is_waited_for_leaves_nothing() {
    let (home, server) = (Home::new(), demo().start().await.unwrap());
    let env = [("OAUTH_AGAINST", server.origin())];
    let mut terminal = Terminal::start(&home, &["login", "demo", "--device"], &env);
    terminal.wait_for("type this code");
    terminal.type_text("\u{3}");
    let (code, shown) = terminal.end();
    assert_eq!(code, 130, "{shown}");
    home.at(&server, &["token", "demo"]).await.fails(4);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_color_and_a_dumb_terminal_get_plain_text() {
    let (home, server) = (
        Home::new(),
        crate::support::valuekeep().start().await.unwrap(),
    );
    let against = ("OAUTH_AGAINST", server.origin());
    home.at(&server, &["login", "valuekeep"]).await.ok();
    for (variable, is_plain) in [
        (("NO_COLOR", "1"), true),
        (("TERM", "dumb"), true),
        (("TERM", "xterm"), false),
    ] {
        let terminal = Terminal::start(&home, &["status"], &[against, variable]);
        let (code, shown) = terminal.end();
        assert_eq!(code, 0);
        assert_eq!(
            !shown.contains('\u{1b}'),
            is_plain,
            "{variable:?} {shown:?}"
        );
    }
}
