//! Scripted faults, as a client meets them.

use std::error::Error;
use std::io::ErrorKind;
use std::time::Duration;

use bytes::Bytes;
use oauth_mock::{Fault, MockServer};
use oauth_runtime::Code;
use oauth_runtime::spec::{CallKind, Method};
use oauth_runtime::transport::Limits;
use serde_json::json;

use crate::client::sign_in;
use crate::raw::{CALLBACK, code, exchange, token};
use crate::specs::ACME;

type Tested = Result<(), Box<dyn Error>>;

/// The exchange of a code is never repeated, so each fault shows as it is.
async fn exchanged_under(fault: Fault) -> Result<Option<Code>, Box<dyn Error>> {
    let server = MockServer::start(&ACME).await?;
    let never_ends = matches!(fault, Fault::Stall | Fault::Drip { bytes: 1, .. });
    let limits = match never_ends {
        true => Limits {
            deadline: Duration::from_millis(300),
            ..Limits::CREDENTIALS
        },
        false => Limits::CREDENTIALS,
    };
    let client = server.client().credential_limits(limits).build()?;
    let login = client.authorize(CALLBACK, "read").begin()?;
    let callback = server.authorize(login.url()).await?;
    server.script(CallKind::Token, fault);
    let outcome = login.finish(&callback).await;
    assert_eq!(server.scripted(), 0);
    Ok(outcome.err().map(|error| error.code()))
}

#[tokio::test]
async fn every_fault_reaches_the_client() -> Tested {
    let seconds = Duration::from_secs;
    for (fault, code) in [
        (
            Fault::status(503, &[("retry-after", "2")]),
            Some(Code::ServerError),
        ),
        (
            Fault::json(400, &json!({"error": "invalid_grant"})),
            Some(Code::CodeRefused),
        ),
        (
            Fault::Drip {
                bytes: 64,
                every: Duration::ZERO,
            },
            None,
        ),
        (
            Fault::Drip {
                bytes: 1,
                every: seconds(1),
            },
            Some(Code::DeadlineExceeded),
        ),
        (Fault::CutAfter(10), Some(Code::NoAnswer)),
        (Fault::Reset, Some(Code::NoAnswer)),
        (Fault::CommitThenReset, Some(Code::NoAnswer)),
        (Fault::Stall, Some(Code::DeadlineExceeded)),
        (
            Fault::Redirect {
                status: 307,
                location: "https://evil.example/".into(),
            },
            Some(Code::Redirected),
        ),
        (Fault::GzipBomb, Some(Code::TooLarge)),
        (Fault::Endless, Some(Code::TooLarge)),
        (Fault::NoLength { cut: None }, None),
        (
            Fault::NoLength { cut: Some(20) },
            Some(Code::UnreadableAnswer),
        ),
        (
            Fault::Raw(Bytes::from_static(b"NOT HTTP\r\n\r\n")),
            Some(Code::NoAnswer),
        ),
    ] {
        let shown = format!("{fault:?}");
        assert_eq!(exchanged_under(fault).await?, code, "{shown}");
    }
    Ok(())
}

#[tokio::test]
async fn a_commit_then_reset_takes_effect_and_resets() -> Tested {
    let server = MockServer::start(&ACME).await?;
    let body = exchange(&code(&server).await?);
    server.script(CallKind::Token, Fault::CommitThenReset);
    let error = token(&server, &body).await.err().ok_or("an answer came")?;
    assert_eq!(error.kind(), ErrorKind::ConnectionReset);
    assert_eq!(server.generation(), 1);
    token(&server, &body)
        .await?
        .refused("invalid_grant", "used before");

    let body = exchange(&code(&server).await?);
    server.script(CallKind::Token, Fault::Reset);
    let error = token(&server, &body).await.err().ok_or("an answer came")?;
    assert_eq!(error.kind(), ErrorKind::ConnectionReset);
    assert_eq!(token(&server, &body).await?.status, 200);
    let ledger = server.ledger();
    let faults: Vec<_> = ledger.iter().filter_map(|entry| entry.fault).collect();
    assert_eq!(faults, ["commit, then reset", "reset"]);
    Ok(())
}

#[tokio::test]
async fn faults_of_the_api_wait_for_the_api() -> Tested {
    let server = MockServer::start(&ACME).await?;
    server.script(CallKind::Api, Fault::status(429, &[("retry-after", "7")]));
    let session = sign_in(&server, "read").await?;
    let error = session
        .request(Method::Get, "x")
        .send()
        .await
        .err()
        .ok_or("it went through")?;
    assert_eq!(error.code(), Code::RateLimited);
    assert_eq!(error.retry_after(), Some(Duration::from_secs(7)));
    session.request(Method::Get, "x").send().await?;
    server.assert_all_accepted();
    Ok(())
}
