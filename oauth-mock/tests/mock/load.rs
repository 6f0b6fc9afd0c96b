//! Many requests: the ledger stays small, numbers stay exact, connections close.

use std::error::Error;
use std::time::Instant;

use oauth_mock::{MockClock, MockServer};
use oauth_runtime::spec::CallKind;
use tokio::io::{AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::TcpStream;

use crate::raw::{code, exchange, refresh, token};
use crate::specs::ACME;

type Tested = Result<(), Box<dyn Error>>;

/// Sends token requests one after another on one connection.
struct Kept {
    stream: BufReader<TcpStream>,
    host: String,
}

impl Kept {
    async fn connect(server: &MockServer) -> std::io::Result<Self> {
        let host = server.origin().trim_start_matches("http://").to_owned();
        let stream = BufReader::new(TcpStream::connect(&host).await?);
        Ok(Self { stream, host })
    }

    async fn refresh(&mut self, refresh_token: &str) -> Result<String, Box<dyn Error>> {
        let (host, body) = (&self.host, refresh(refresh_token));
        let request = format!(
            "POST /oauth/token HTTP/1.1\r\nhost: {host}\r\naccept: application/json\r\n\
             content-type: application/x-www-form-urlencoded\r\ncontent-length: {}\r\n\r\n{body}",
            body.len()
        );
        self.stream.write_all(request.as_bytes()).await?;
        let mut length = 0;
        loop {
            let mut line = String::new();
            self.stream.read_line(&mut line).await?;
            if let Some(text) = line.strip_prefix("content-length: ") {
                length = text.trim().parse()?;
            }
            if line.trim().is_empty() {
                break;
            }
        }
        let mut body = vec![0; length];
        self.stream.read_exact(&mut body).await?;
        let body: serde_json::Value = serde_json::from_slice(&body)?;
        let refresh_token = body.get("refresh_token").and_then(|value| value.as_str());
        Ok(refresh_token.ok_or("refused")?.to_owned())
    }
}

#[tokio::test]
#[expect(clippy::disallowed_methods, reason = "this measures real time")]
async fn refreshes_in_a_row() -> Tested {
    const REFRESHES: u32 = match cfg!(debug_assertions) {
        true => 2_000,
        false => 100_000,
    };
    let clock = MockClock::new();
    let server = MockServer::builder(&ACME)
        .clock(clock.clone())
        .ledger_limit(100)
        .start()
        .await?;
    let tokens = token(&server, &exchange(&code(&server).await?)).await?;
    let first = tokens.text("refresh_token");
    let mut kept = Kept::connect(&server).await?;
    let mut newest = first.clone();
    let start = Instant::now();
    for _ in 0..REFRESHES {
        newest = kept.refresh(&newest).await?;
        clock.advance(std::time::Duration::from_secs(1));
    }
    let rate = f64::from(REFRESHES) / start.elapsed().as_secs_f64();
    println!("{rate:.0} refreshes per second on one connection");
    assert_eq!(server.refreshes(), REFRESHES as usize);
    assert_eq!(server.ledger().len(), 100);
    assert_eq!(server.generation_of(&first), Some(1), "it is not forgotten");
    assert_eq!(server.live_generation(), Some(u64::from(REFRESHES) + 1));
    assert!(server.is_live(&newest));
    server.assert_all_accepted();
    server.clear_ledger();
    assert_eq!((server.refreshes(), server.ledger().len()), (0, 0));
    token(&server, &refresh(&first))
        .await?
        .refused("invalid_grant", "used before");
    assert!(!server.is_live(&newest));
    assert_eq!(server.refused_refreshes(), 1);
    Ok(())
}

#[tokio::test]
async fn closed_connections_are_forgotten() -> Tested {
    let server = MockServer::start(&ACME).await?;
    let mut open = Vec::new();
    for _ in 0..50 {
        open.push(Kept::connect(&server).await?);
    }
    while server.connections() < 50 {
        tokio::task::yield_now().await;
    }
    drop(open);
    while server.connections() > 0 {
        tokio::task::yield_now().await;
    }
    assert_eq!(server.count(CallKind::Token), 0);
    Ok(())
}

#[tokio::test]
async fn refusals_are_reported_after_the_ledger_has_dropped_them() -> Tested {
    let server = MockServer::builder(&ACME).ledger_limit(1).start().await?;
    for _ in 0..30 {
        token(&server, &refresh("nobody issued this")).await?;
    }
    let _ = code(&server).await?;
    let failed = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        server.assert_all_accepted();
    }));
    let text = failed.err().ok_or("it passed")?;
    let text = text.downcast_ref::<String>().ok_or("no text")?;
    assert!(text.contains("nobody issued this refresh token"), "{text}");
    assert!(text.ends_with("and 10 more"), "{text}");
    Ok(())
}
