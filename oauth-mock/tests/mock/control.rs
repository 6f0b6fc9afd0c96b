//! What a test changes while the server runs: gates, secrets, dates, families.

use std::error::Error;
use std::time::{Duration, SystemTime};

use oauth_mock::{Fault, MockClock, MockServer};
use oauth_runtime::Code;
use oauth_runtime::spec::CallKind;

use crate::client::sign_in;
use crate::raw::{code, exchange, refresh, token};
use crate::specs::ACME;

type Tested = Result<(), Box<dyn Error>>;

#[tokio::test]
async fn a_held_answer_is_withheld_after_the_token_has_rotated() -> Tested {
    let server = MockServer::start(&ACME).await?;
    let first = token(&server, &exchange(&code(&server).await?)).await?;
    let first = first.text("refresh_token");
    let hold = server.hold_answers(CallKind::Refresh);
    let body = refresh(&first);
    let (answer, ()) = tokio::join!(token(&server, &body), async {
        hold.arrived(1).await;
        assert_eq!((hold.held(), server.refreshes()), (1, 1));
        assert!(!server.is_live(&first));
        assert_eq!(server.live_generation(), Some(2));
        hold.release_one();
    });
    let second = answer?.text("refresh_token");
    assert_eq!(server.generation_of(&second), Some(2));
    hold.at_most_held(0).await;
    hold.release();
    assert_eq!(token(&server, &refresh(&second)).await?.status, 200);
    Ok(())
}

#[tokio::test]
async fn a_held_request_has_done_nothing_yet() -> Tested {
    let server = MockServer::start(&ACME).await?;
    let first = token(&server, &exchange(&code(&server).await?)).await?;
    let first = first.text("refresh_token");
    let hold = server.hold_requests(CallKind::Refresh);
    let bodies = [refresh(&first), refresh(&first)];
    let (one, two, ()) = tokio::join!(
        token(&server, &bodies[0]),
        token(&server, &bodies[1]),
        async {
            hold.arrived(2).await;
            assert_eq!((hold.held(), server.count(CallKind::Refresh)), (2, 0));
            assert!(server.is_live(&first));
            hold.release();
        }
    );
    let mut statuses = [one?.status, two?.status];
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 400]);
    assert_eq!((server.refreshes(), server.refused_refreshes()), (1, 1));
    assert_eq!(server.live_generation(), None, "the family was revoked");
    Ok(())
}

#[tokio::test]
async fn a_client_that_goes_away_leaves_the_gate() -> Tested {
    let server = MockServer::start(&ACME).await?;
    let body = exchange(&code(&server).await?);
    let hold = server.hold_answers(CallKind::Token);
    tokio::select! {
        _ = token(&server, &body) => return Err("it was not held".into()),
        () = hold.arrived(1) => (),
    }
    hold.at_most_held(0).await;
    hold.arrived(1).await;
    Ok(())
}

#[tokio::test]
async fn a_changed_secret_refuses_the_client_and_not_the_token() -> Tested {
    let server = MockServer::start(&ACME).await?;
    let session = sign_in(&server, "read").await?;
    server.set_client_secret("client", "another secret")?;
    let error = session.renew().await.err().ok_or("it went through")?;
    assert_eq!(error.code(), Code::ClientAuthentication);
    assert_eq!(server.live_generation(), Some(1));
    let again = server.client().build()?.session(session.tokens());
    again.renew().await?;
    assert_eq!(server.live_generation(), Some(2));
    assert!(server.set_client_secret("nobody", "x").is_err());
    Ok(())
}

#[tokio::test]
async fn the_date_is_the_servers_own() -> Tested {
    let start = SystemTime::UNIX_EPOCH + Duration::from_secs(784_111_777);
    let server = MockServer::builder(&ACME)
        .clock(MockClock::at(start))
        .date_skew(300)
        .start()
        .await?;
    let dated = async |date: &str| -> Tested {
        let answer = token(&server, "").await?;
        assert!(
            answer.head.contains(&format!("date: {date}")),
            "{}",
            answer.head
        );
        Ok(())
    };
    dated("Sun, 06 Nov 1994 08:54:37 GMT").await?;
    server.set_date_skew(-300);
    dated("Sun, 06 Nov 1994 08:44:37 GMT").await?;
    server.clock().advance(Duration::from_secs(300));
    dated("Sun, 06 Nov 1994 08:49:37 GMT").await?;
    let own = "Thu, 01 Jan 1970 00:00:00 GMT";
    let fault = Fault::status(503, &[("date", own)]);
    server.script(CallKind::Token, fault);
    let answer = token(&server, &exchange("x")).await?;
    assert_eq!(answer.head.matches("date: ").count(), 1);
    assert!(answer.head.contains(own), "{}", answer.head);
    let whole = Fault::CutAfter(usize::MAX);
    server.script(CallKind::Token, whole);
    let tokens = token(&server, &exchange(&code(&server).await?)).await?;
    assert!(tokens.head.contains("date: Sun, 06 Nov 1994 08:49:37 GMT"));
    assert_eq!(tokens.json()["expires_in"], 3600, "lifetimes stay right");
    Ok(())
}

#[tokio::test]
async fn sign_ins_are_families_of_their_own() -> Tested {
    let server = MockServer::start(&ACME).await?;
    let mut tokens = Vec::new();
    for _ in 0..3 {
        let answer = token(&server, &exchange(&code(&server).await?)).await?;
        tokens.push(answer.text("refresh_token"));
    }
    assert_eq!(server.sign_ins(), 3);
    assert!(server.revoke_family_of(&tokens[1]));
    assert!(!server.revoke_family_of("nobody issued this"));
    token(&server, &refresh(&tokens[1]))
        .await?
        .refused("invalid_grant", "revoked");
    for own in [&tokens[0], &tokens[2]] {
        assert!(server.is_live(own));
        assert_eq!(token(&server, &refresh(own)).await?.status, 200);
    }
    let ledger = server.ledger();
    let refreshes: Vec<_> = ledger
        .iter()
        .filter(|entry| entry.kind == Some(CallKind::Refresh))
        .map(|entry| (entry.family, entry.presented, entry.issued))
        .collect();
    let expected = [
        (Some(1), Some(2), None),
        (Some(0), Some(1), Some(4)),
        (Some(2), Some(3), Some(5)),
    ];
    assert_eq!(refreshes, expected);
    Ok(())
}

#[tokio::test]
async fn somebody_is_told_of_each_request_without_any_value() -> Tested {
    let (tell, mut told) = tokio::sync::mpsc::unbounded_channel();
    let server = MockServer::builder(&ACME)
        .on_request(move |entry| {
            let _ = tell.send(entry.clone());
        })
        .start()
        .await?;
    let code = code(&server).await?;
    token(&server, &exchange(&code)).await?;
    let kinds = [told.recv().await, told.recv().await].map(|entry| entry.and_then(|e| e.kind));
    assert_eq!(kinds, [Some(CallKind::Authorize), Some(CallKind::Token)]);
    assert!(!format!("{:?}", server.ledger()).contains(&code));
    Ok(())
}
