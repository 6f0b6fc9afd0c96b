//! The listener and the person who pastes, at the same time.

use std::sync::Arc;

use oauth_runtime::spec::CallKind;
use oauth_runtime::{Code, Provider as _};
use tokio::sync::Barrier;

use crate::providers::*;
use crate::support::*;

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn whoever_is_first_wins_and_the_code_is_used_once() {
    const ROUNDS: usize = 25;
    let (server, client) = world(Acme::SPEC).await;
    for round in 1..=ROUNDS {
        let under = begin(&client, |attempt| attempt).await;
        let callback = server.authorize(&under.url).await.unwrap();
        let barrier = Arc::new(Barrier::new(3));
        let browser = tokio::spawn({
            let (barrier, callback) = (barrier.clone(), callback.clone());
            async move {
                barrier.wait().await;
                // The listener may be gone already.
                let stream = tokio::net::TcpStream::connect(address(&callback)).await;
                if stream.is_ok() {
                    drop(stream);
                    let _ = tokio::spawn(async move { visit(&callback).await }).await;
                }
            }
        });
        let paste = tokio::spawn({
            let (barrier, ada) = (barrier.clone(), under.ada.clone());
            async move {
                barrier.wait().await;
                ada.pastes(callback);
            }
        });
        barrier.wait().await;
        let ada = under.ada.clone();
        under.ends().await.unwrap();
        browser.await.unwrap();
        paste.await.unwrap();
        assert_eq!(server.count(CallKind::Token), round);
        assert_eq!(ada.ignored(), []);
    }
    server.assert_all_accepted();
}

#[tokio::test]
async fn every_form_of_a_pasted_answer_is_taken() {
    let (server, client) = world(Acme::SPEC).await;
    for form in 0..4 {
        let under = begin(&client, |attempt| attempt).await;
        let callback = server.authorize(&under.url).await.unwrap();
        let (_, query) = callback.split_once('?').unwrap();
        under.ada.pastes("");
        under.ada.pastes(match form {
            0 => format!("  {callback}\r\n"),
            1 => format!("?{query}\n"),
            2 => query.to_owned(),
            _ => format!("#{query}"),
        });
        let (ada, address) = (under.ada.clone(), under.address());
        under.ends().await.unwrap();
        assert_eq!(ada.ignored(), [], "{form}");
        assert!(is_free(address).await);
    }
    assert_eq!(server.count(CallKind::Token), 4);
}

#[tokio::test]
async fn a_callback_that_comes_while_a_pasted_code_is_exchanged_is_told_so() {
    let (server, client) = world(Acme::SPEC).await;
    let under = begin(&client, |attempt| attempt).await;
    let callback = server.authorize(&under.url).await.unwrap();
    let hold = server.hold_answers(CallKind::Token);
    under.ada.pastes(callback.clone());
    hold.arrived(1).await;
    let page = get(&callback).await;
    assert_eq!(page.status, 400);
    assert!(page.body.contains(Code::AlreadyFinished.as_str()));
    hold.release();
    under.ends().await.unwrap();
    assert_eq!(server.count(CallKind::Token), 1);
}
