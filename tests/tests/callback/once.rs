//! A sign-in is finished once, however often its callback comes.

use std::sync::Arc;

use oauth_runtime::Code;
use oauth_runtime::transport::TransportError;
use tokio::sync::Barrier;

use super::{begin, client, code, resumed, server, state};
use crate::support::{json, replying};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn f_11_a_callback_delivered_twice_at_once_is_exchanged_once() {
    const ROUNDS: usize = 1000;
    let server = server().await;
    let client = client(&server, "one");
    for round in 1..=ROUNDS {
        let login = begin(&client);
        let callback: Arc<str> = server.authorize(login.url()).await.unwrap().into();
        let barrier = Arc::new(Barrier::new(2));
        // As in a web application: each request has its own copy of the record.
        let deliveries: Vec<_> = (0..2)
            .map(|_| {
                let (login, callback) = (resumed(&client, &login), callback.clone());
                let barrier = barrier.clone();
                tokio::spawn(async move {
                    barrier.wait().await;
                    code(login.finish(&callback).await)
                })
            })
            .collect();
        let mut outcomes = Vec::new();
        for delivery in deliveries {
            outcomes.push(delivery.await.unwrap());
        }
        outcomes.sort_by_key(Result::is_err);
        assert_eq!(outcomes, [Ok(()), Err(Code::AlreadyFinished)]);
        assert_eq!(server.sign_ins(), round);
    }
    server.assert_all_accepted();
}

#[tokio::test]
async fn f_11_a_replay_after_success_is_refused_whichever_record_it_comes_with() {
    let server = server().await;
    let client = client(&server, "one");
    let login = begin(&client);
    let callback = server.authorize(login.url()).await.unwrap();
    let account = client.account("ada");
    assert!(resumed(&account, &login).finish(&callback).await.is_ok());
    for replay in [login.clone(), resumed(&client, &login)] {
        assert_eq!(
            code(replay.finish(&callback).await),
            Err(Code::AlreadyFinished)
        );
    }
    assert_eq!(server.sign_ins(), 1);
}

#[tokio::test]
async fn f_11_a_code_that_was_never_sent_can_be_delivered_again() {
    let (transport, _) = replying(|number, _| match number {
        0 => Err(TransportError::NotSent("refused".into())),
        _ => Ok(json(r#"{"access_token":"a","token_type":"bearer"}"#)),
    });
    let client = oauth_runtime::DynClient::builder(
        <super::Acme as oauth_runtime::Provider>::SPEC,
        &[("tenant", "one")],
        "client",
    )
    .transport(transport)
    .build()
    .unwrap();
    let login = begin(&client);
    let callback = format!("code=c&state={}", state(&login));
    let first = resumed(&client, &login).finish(&callback).await;
    assert_eq!(code(first), Err(Code::NotConnected));
    assert!(resumed(&client, &login).finish(&callback).await.is_ok());
}
