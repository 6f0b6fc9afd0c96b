//! Many tasks that want the same token.

use std::sync::Arc;
use std::time::SystemTime;

use oauth_mock::MockClock;
use oauth_runtime::spec::{CallKind, Method};
use oauth_runtime::{Code, DynSession};
use tokio::sync::Barrier;

use super::world::{World, seconds};

/// Runs `each` in so many tasks that all begin at once.
async fn all_at_once<T: Send + 'static, F>(
    sessions: &[DynSession],
    tasks: usize,
    each: impl Fn(DynSession) -> F,
) -> Vec<T>
where
    F: Future<Output = T> + Send + 'static,
{
    let barrier = Arc::new(Barrier::new(tasks));
    let running: Vec<_> = sessions
        .iter()
        .cycle()
        .take(tasks)
        .map(|session| {
            let (work, barrier) = (each(session.clone()), barrier.clone());
            tokio::spawn(async move {
                barrier.wait().await;
                work.await
            })
        })
        .collect();
    let mut done = Vec::with_capacity(tasks);
    for task in running {
        done.push(task.await.unwrap());
    }
    done
}

async fn token(session: DynSession) -> (String, u64) {
    let token = session.token().await.unwrap();
    (token.expose().to_owned(), token.generation())
}

/// F-30: ten thousand tasks, one request, and all get the next generation;
/// with a store and without, and when the task that leads is dropped.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn ten_thousand_tasks_on_an_expired_token_make_one_refresh() {
    for (stored, leader_dropped) in [(true, false), (true, true), (false, false), (false, true)] {
        let world = World::new().await;
        let (client, mut session) = world.signed_in().await;
        if !stored {
            session = client.session(session.tokens());
        }
        world.expire();
        let hold = world.server.hold_answers(CallKind::Refresh);
        if leader_dropped {
            let leader = tokio::spawn(token(session.clone()));
            hold.arrived(1).await;
            leader.abort();
            assert!(leader.await.unwrap_err().is_cancelled());
        }
        hold.release();
        let began = SystemTime::now();
        let got = all_at_once(&[session], 10_000, token).await;
        let took = began.elapsed().unwrap();
        assert!(got.iter().all(|one| *one == got[0] && one.1 == 2));
        assert_eq!(world.posts(), 1);
        eprintln!(
            "F-30 stored={stored} leader_dropped={leader_dropped}: 10000 tasks, 1 POST, {took:?}"
        );
    }
}

/// F-32: the answers to requests with an old token come after another process
/// has rotated it: everybody adopts, and nobody refreshes.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_storm_of_refused_requests_adopts_what_another_process_obtained() {
    let world = World::with(MockClock::running(), |server| {
        server.old_access_token_dies()
    })
    .await;
    let (_, mine) = world.signed_in().await;
    let theirs = world.client().stored_session().await.unwrap().unwrap();
    let hold = world.server.hold_requests(CallKind::Api);
    let storm = tokio::spawn({
        let mine = mine.clone();
        async move {
            all_at_once(&[mine], 500, |session| async move {
                session
                    .request(Method::Get, "me")
                    .send()
                    .await
                    .unwrap()
                    .status()
            })
            .await
        }
    });
    hold.arrived(500).await;
    theirs.renew().await.unwrap();
    hold.release();
    assert!(storm.await.unwrap().iter().all(|status| *status == 200));
    assert_eq!(world.posts(), 1, "the one of the other process");
    assert_eq!(mine.token().await.unwrap().generation(), 2);
    assert_eq!(world.server.count(CallKind::Api), 1000);
}

/// F-32: the provider calls a token in early, and two processes notice at once.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_token_called_in_early_costs_one_refresh_across_two_processes() {
    let world = World::running().await;
    let (_, first) = world.signed_in().await;
    let second = world.client().stored_session().await.unwrap().unwrap();
    world.server.invalidate_access_tokens();
    let statuses = all_at_once(&[first, second], 500, |session| async move {
        session
            .request(Method::Get, "me")
            .send()
            .await
            .unwrap()
            .status()
    })
    .await;
    assert!(statuses.iter().all(|status| *status == 200));
    assert_eq!(world.posts(), 1);
}

/// F-50: a dead refresh token is sent once, whoever asks; a new sign-in in yet
/// another process brings all back.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_dead_refresh_token_is_sent_once_by_ten_processes() {
    let world = World::running().await;
    let (_, first) = world.signed_in().await;
    let mut clients = Vec::new();
    let mut sessions = vec![first];
    for _ in 1..10 {
        let client = world.client();
        sessions.push(client.stored_session().await.unwrap().unwrap());
        clients.push(client);
    }
    world.server.revoke_all();
    world.expire();
    let began = SystemTime::now();
    let codes = all_at_once(&sessions, 10_000, |session| async move {
        session.token().await.unwrap_err().code()
    })
    .await;
    eprintln!("F-50: 10000 tasks of 10 clients, {:?}", began.elapsed());
    assert!(codes.iter().all(|code| *code == Code::RefreshRefused));
    assert_eq!(world.posts(), 1);

    world.sign_in(&world.client()).await;
    world.clock.advance(seconds(80));
    for session in &sessions {
        session.token().await.unwrap();
    }
    assert_eq!(world.posts(), 1);
}

/// F-50: what a new sign-in elsewhere left is renewed before it is served, when
/// it is over itself by the time somebody asks.
#[tokio::test]
async fn a_sign_in_elsewhere_that_is_over_again_is_renewed_first() {
    let world = World::new().await;
    let (_, session) = world.signed_in().await;
    world.server.revoke_all();
    world.expire();
    session.token().await.unwrap_err();
    world.sign_in(&world.client()).await;
    world.expire();
    let token = session.token().await.unwrap();
    assert_eq!(token.generation(), 2);
    assert_eq!(world.posts(), 2);
}
