//! `oauth doctor`

use std::net::TcpListener;

use serde_json::{Value, json};

use crate::scripted::{Answer, Scripted};
use crate::support::{Home, Ran, demo};

/// Outcome, text and fix of the only finding with this id.
#[track_caller]
fn finding(ran: &Ran, id: &str) -> (String, String) {
    let all = findings(ran, id);
    let [only] = &all[..] else {
        panic!("{id}: {ran:?}");
    };
    only.clone()
}

#[track_caller]
fn findings(ran: &Ran, id: &str) -> Vec<(String, String)> {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    ran.json()["checks"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|check| check["id"] == id)
        .map(|check| {
            (
                text(&check["outcome"]),
                format!("{} | {}", text(&check["text"]), text(&check["fix"])),
            )
        })
        .collect()
}

#[tokio::test]
async fn a_good_stand_in_passes_and_leaves_no_secret_behind() {
    let home = Home::new();
    let server = demo().start().await.unwrap();
    let ran = home.at(&server, &["doctor", "demo", "--json"]).await.ok();
    for id in [
        "proxy",
        "settings",
        "redirect",
        "connect",
        "clock.server",
        "pkce",
        "clock.rate",
    ] {
        assert_eq!(finding(&ran, id).0, "pass", "{id}: {ran:?}");
    }
    assert_eq!(finding(&ran, "discovery").0, "skip");
    assert_eq!(finding(&ran, "store").0, "skip");
    // Tokens of a stand-in are sealed with a key in a file.
    assert_eq!(finding(&ran, "keyring").0, "skip");
    assert_eq!(ran.json()["healthy"], true);
    assert!(!ran.out.contains("demo-secret") && !ran.err.contains("demo-secret"));
    assert_eq!(home.files(), Vec::<std::path::PathBuf>::new());
    let human = home.at(&server, &["doctor", "demo"]).await.ok();
    assert!(human.out.contains("ok    pkce"), "{human:?}");
    crate::support::assert_plain(&human.out);
}

#[tokio::test]
async fn a_servers_clock_that_is_off_is_told_with_its_distance() {
    let home = Home::new();
    for (skew, outcome, part) in [
        (3600, "fail", "ahead of"),
        (-3600, "fail", "behind"),
        (30, "warn", "ahead of"),
        (0, "pass", "agrees"),
    ] {
        let server = demo().date_skew(skew).start().await.unwrap();
        let ran = home
            .at(
                &server,
                &["doctor", "demo", "--only", "clock.server", "--json"],
            )
            .await;
        let (found, text) = finding(&ran, "clock.server");
        assert_eq!(found, outcome, "{skew}: {text}");
        assert!(text.contains(part), "{text}");
        assert_eq!(ran.code, i32::from(outcome == "fail"));
    }
}

#[tokio::test]
async fn a_server_that_ignores_the_proof_key_fails() {
    let home = Home::new();
    let server = Scripted::start(|_, method, target| match (method, target.split('?').next().unwrap()) {
        ("GET", "/authorize") => {
            let query = target.split_once('?').unwrap().1;
            let state = query.split('&').find_map(|pair| pair.strip_prefix("state=")).unwrap();
            let to = format!("http://127.0.0.1:8080/callback?code=abc&state={state}");
            let mut answer = Answer::empty(302);
            answer.headers.push(("location", to));
            answer
        }
        ("POST", "/token") => Answer::json(json!({
            "access_token": "taken-without-a-look", "token_type": "Bearer", "expires_in": 60, "scope": "notes.read"
        })),
        _ => Answer::empty(404),
    })
    .await;
    let arguments = [
        "doctor",
        "demo",
        "--only",
        "pkce",
        "--json",
        "--against",
        &server.origin,
    ];
    let ran = home.run(&arguments).await.fails(1);
    let (outcome, text) = finding(&ran, "pkce");
    assert_eq!(outcome, "fail");
    assert!(text.contains("does not check PKCE"), "{text}");
    assert!(!ran.out.contains("taken-without-a-look"));
}

#[tokio::test]
async fn metadata_that_differs_is_told_key_by_key() {
    let home = Home::new();
    let server = Scripted::start(|_, _, target| match target {
        "/.well-known/openid-configuration" => Answer::json(json!({
            "issuer": "https://login.acme.example",
            "authorization_endpoint": "https://login.acme.example/authorize",
            "token_endpoint": "https://login.acme.example/v2/token",
            "code_challenge_methods_supported": ["plain"],
            "authorization_response_iss_parameter_supported": true,
        })),
        _ => Answer::empty(404),
    })
    .await;
    let arguments = [
        "doctor",
        "demo",
        "--only",
        "discovery",
        "--json",
        "--against",
        &server.origin,
    ];
    let ran = home.run(&arguments).await.fails(1);
    let found = findings(&ran, "discovery");
    let has = |outcome: &str, part: &str| {
        assert!(
            found
                .iter()
                .any(|(own, text)| own == outcome && text.contains(part)),
            "{part}: {found:?}"
        );
    };
    has("fail", "PKCE with S256");
    has("warn", "`token = \"https://login.acme.example/v2/token\"`");
    has("warn", "callback(iss = required)");
    assert_eq!(found.len(), 3, "{found:?}");
}

#[tokio::test]
async fn a_taken_port_is_named() {
    let home = Home::new();
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port();
    let uri = format!("http://127.0.0.1:{port}/callback");
    let server = demo().start().await.unwrap();
    let arguments = [
        "doctor",
        "demo",
        "--only",
        "redirect",
        "--json",
        "--redirect-uri",
        &uri,
    ];
    let ran = home.at(&server, &arguments).await.fails(1);
    let (outcome, text) = finding(&ran, "redirect");
    assert_eq!(outcome, "fail");
    assert!(text.contains(&port.to_string()), "{text}");
    drop(taken);
    let ran = home.at(&server, &arguments).await.ok();
    assert_eq!(finding(&ran, "redirect").0, "pass");
}

#[tokio::test]
async fn nothing_that_listens_and_nothing_that_is_set_are_told_with_the_fix() {
    let home = Home::new();
    let free = TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap()
        .port();
    let origin = format!("http://127.0.0.1:{free}");
    let ran = home
        .run(&["doctor", "demo", "--json", "--against", &origin])
        .await
        .fails(1);
    let (outcome, text) = finding(&ran, "connect");
    assert_eq!(outcome, "fail");
    assert!(text.contains("oauth mock demo"), "{text}");
    assert_eq!(finding(&ran, "discovery").0, "skip");
    assert_eq!(finding(&ran, "pkce").0, "skip");
    let ran = home
        .run(&["doctor", "valuekeep", "--only", "settings", "--json"])
        .await
        .fails(1);
    let (outcome, text) = finding(&ran, "settings");
    assert_eq!(outcome, "fail");
    assert!(text.contains("VALUEKEEP_TENANT"), "{text}");
}

#[tokio::test]
async fn a_proxys_password_is_not_shown_and_a_stand_in_behind_it_is_a_warning() {
    let home = Home::new();
    let proxy = [
        ("http_proxy", "http://ada:canary-pw@127.0.0.1:1"),
        ("OAUTH_AGAINST", "http://127.0.0.1:2"),
    ];
    let ran = home
        .run_with(&["doctor", "demo", "--only", "proxy", "--json"], &proxy, "")
        .await
        .ok();
    let (outcome, text) = finding(&ran, "proxy");
    assert_eq!(outcome, "warn");
    assert!(
        text.contains("http_proxy=http://127.0.0.1:1") && text.contains("NO_PROXY"),
        "{text}"
    );
    assert!(!ran.out.contains("canary-pw"));
}

#[tokio::test]
async fn a_store_is_probed_and_nothing_of_the_probe_stays() {
    let home = Home::new();
    let ran = home
        .run(&["doctor", "--only", "store", "--store", "file", "--json"])
        .await
        .ok();
    assert_eq!(finding(&ran, "store").0, "pass");
    let status = home.run(&["status", "--store", "file", "--json"]).await;
    assert!(!status.out.contains("oauth-doctor"), "{status:?}");
    let broken = home.file("no-directory", "");
    let url = format!("file:{broken}/x?key=none");
    let ran = home
        .run(&["doctor", "--only", "store", "--store", &url, "--json"])
        .await
        .fails(1);
    assert_eq!(finding(&ran, "store").0, "fail");
}
