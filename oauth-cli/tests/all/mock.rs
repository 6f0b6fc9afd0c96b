//! `oauth mock`

use std::process::Stdio;

use oauth_runtime::{DynClient, Provider as _};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use tokio::io::{AsyncBufReadExt as _, AsyncReadExt as _, BufReader, Lines};
use tokio::process::{Child, ChildStdout};

use crate::demo::Demo;
use crate::support::Home;
use crate::support::browser::{post, split};

const REDIRECT_URI: &str = "http://127.0.0.1:8080/callback";

struct Running {
    child: Child,
    out: Lines<BufReader<ChildStdout>>,
    first: String,
}

impl Running {
    async fn start(home: &Home, arguments: &[&str]) -> Self {
        let mut command = home.command(arguments);
        command.stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let mut out = BufReader::new(child.stdout.take().unwrap()).lines();
        let first = out.next_line().await.unwrap().unwrap_or_default();
        Self { child, out, first }
    }

    /// Presses Ctrl-C, and returns what was said until then.
    async fn interrupt(mut self) -> (i32, String) {
        let id = self.child.id().unwrap().to_string();
        std::process::Command::new("kill")
            .args(["-INT", &id])
            .status()
            .unwrap();
        let mut err = String::new();
        self.child
            .stderr
            .take()
            .unwrap()
            .read_to_string(&mut err)
            .await
            .unwrap();
        let code = self.child.wait().await.unwrap().code().unwrap_or(-1);
        assert_eq!(self.out.next_line().await.unwrap(), None);
        (code, err)
    }
}

fn client(origin: &str) -> DynClient {
    DynClient::builder(Demo::SPEC, &[], "demo-client")
        .client_secret("demo-secret")
        .against(origin)
        .build()
        .unwrap()
}

/// Where the server sends a browser that opens this address.
async fn browse(url: &str) -> String {
    use oauth_runtime::spec::Method;
    use oauth_runtime::transport::{Limits, ReqwestTransport, Transport as _};
    use oauth_runtime::wire::WireRequest;

    let request = WireRequest {
        method: Method::Get,
        url: url.to_owned(),
        headers: Default::default(),
        body: Default::default(),
    };
    let answer = ReqwestTransport::new()
        .unwrap()
        .send(request, Limits::CREDENTIALS)
        .await
        .unwrap();
    match answer.headers.get("location") {
        Some(to) => to.to_str().unwrap().to_owned(),
        None => String::from_utf8(answer.body.to_vec()).unwrap(),
    }
}

#[tokio::test]
async fn a_program_signs_in_renews_and_the_log_holds_no_value() {
    let home = Home::new();
    let arguments = [
        "mock",
        "demo",
        "--port",
        "0",
        "--consent",
        "approve",
        "--token-lifetime",
        "1s",
    ];
    let mock = Running::start(&home, &arguments).await;
    let client = client(&mock.first);
    let login = client
        .authorize(REDIRECT_URI, "notes.read")
        .begin()
        .unwrap();
    let callback = browse(login.url()).await;
    let session = login.finish(&callback).await.unwrap();
    let token = session.token().await.unwrap();
    let value = format!("{:?}", session.tokens().expires);
    assert!(value.contains("At"), "{value}");
    let code = callback
        .split("code=")
        .nth(1)
        .unwrap()
        .split('&')
        .next()
        .unwrap()
        .to_owned();
    let (exit, err) = mock.interrupt().await;
    assert_eq!(exit, 0, "{err}");
    assert!(
        err.contains("oauth login demo --against http://127.0.0.1:"),
        "{err}"
    );
    assert!(
        err.contains("200 token POST /token  form: grant_type code"),
        "{err}"
    );
    for secret in [code.as_str(), "demo-secret-not", token.expose()] {
        assert!(!err.contains(secret), "{err}");
    }
    let log = err
        .split("client id")
        .nth(1)
        .unwrap()
        .split_once('\n')
        .unwrap()
        .1;
    assert!(!log.contains("demo-secret"), "{log}");
}

#[tokio::test]
async fn a_person_is_asked_on_a_page_and_can_be_made_to_refuse() {
    let home = Home::new();
    let mock = Running::start(&home, &["mock", "demo", "--port", "0", "--json"]).await;
    let told: serde_json::Value = serde_json::from_str(&mock.first).unwrap();
    assert_eq!(told["client_id"], "demo-client");
    let origin = told["origin"].as_str().unwrap().to_owned();
    let login = client(&origin)
        .authorize(REDIRECT_URI, "notes.read")
        .begin()
        .unwrap();
    assert!(browse(login.url()).await.contains("Approve"));
    let (_, err) = mock.interrupt().await;
    let log: Vec<serde_json::Value> = err
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(log[0]["call"], "authorize");
    assert_eq!(log[0]["accepted"], true);

    let mock = Running::start(&home, &["mock", "demo", "--port", "0", "--consent", "deny"]).await;
    let login = client(&mock.first)
        .authorize(REDIRECT_URI, "notes.read")
        .begin()
        .unwrap();
    let error = login.finish(&browse(login.url()).await).await.unwrap_err();
    assert_eq!(error.code().as_str(), "E0406");
    mock.interrupt().await;
}

#[tokio::test]
async fn a_taken_port_and_a_wrong_value_are_told() {
    let home = Home::new();
    let first = Running::start(&home, &["mock", "demo", "--port", "0"]).await;
    let port = first.first.rsplit(':').next().unwrap().to_owned();
    let ran = home.run(&["mock", "demo", "--port", &port]).await.fails(1);
    assert!(
        ran.err.contains("is taken") && ran.err.contains("--port"),
        "{ran:?}"
    );
    first.interrupt().await;
    let ran = home
        .run(&["mock", "accelo", "--port", "0", "--value", "deployment=a.b"])
        .await
        .fails(2);
    assert!(ran.err.contains("deployment"), "{ran:?}");
    let ran = home
        .run(&["mock", "demo", "--token-lifetime", "1w"])
        .await
        .fails(2);
    assert!(ran.err.contains("the units are"), "{ran:?}");
    home.run(&["mock", "nobody"]).await.fails(2);
}

#[tokio::test]
async fn the_commands_that_it_prints_work() {
    let home = Home::new();
    let mock = Running::start(&home, &["mock", "valuekeep", "--port", "0"]).await;
    let origin = mock.first.clone();
    let ran = home
        .run(&["doctor", "valuekeep", "--against", &origin])
        .await
        .ok();
    assert!(ran.out.contains("ok    settings"), "{ran:?}");
    let (code, err) = mock.interrupt().await;
    assert_eq!(code, 0);
    assert!(
        err.contains(&format!("oauth doctor valuekeep --against {origin}")),
        "{err}"
    );
}

#[tokio::test]
async fn a_device_is_answered_as_the_user_was_told_to_and_the_log_has_the_error() {
    const CLIENT: &str = "client_id=demo-client&client_secret=demo-secret";
    let home = Home::new();
    for (consent, status, logged) in [
        ("approve", "200 ", "200 device_token POST /token"),
        ("deny", "400 ", "400 device_token access_denied POST /token"),
        (
            "page",
            "400 ",
            "400 device_token authorization_pending POST /token",
        ),
    ] {
        let arguments = ["mock", "demo", "--port", "0", "--consent", consent];
        let mock = Running::start(&home, &arguments).await;
        let (host, _) = split(&format!("{}/", mock.first));
        let form = format!("{CLIENT}&scope=notes.read");
        let answer = post(&host, "/device", &form).await;
        let body = answer.split_once("\r\n\r\n").unwrap().1;
        let document: serde_json::Value =
            serde_json::from_str(body).unwrap_or_else(|error| panic!("{error}: {answer}"));
        let code = document["device_code"].as_str().unwrap();
        let sent = utf8_percent_encode(code, NON_ALPHANUMERIC);
        let form = format!(
            "{CLIENT}&grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Adevice_code&device_code={sent}"
        );
        let answer = post(&host, "/token", &form).await;
        assert!(
            answer.starts_with(&format!("HTTP/1.1 {status}")),
            "{consent}: {answer}"
        );
        let (_, log) = mock.interrupt().await;
        assert!(log.contains(logged), "{consent}: {log}");
        assert!(!log.contains(code), "{log}");
    }
    let help = home.run(&["mock", "--help"]).await.ok();
    assert!(help.out.contains("verification address"), "{help:?}");
}
