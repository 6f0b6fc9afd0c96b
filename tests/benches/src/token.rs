//! A valid token, borrowed from its session.

use std::hint::black_box;
use std::pin::pin;
use std::sync::Arc;
use std::task::{Context, Poll, Waker};
use std::thread;
use std::time::SystemTime;

use oauth_runtime::Session;
use oauth_runtime::store::MemoryStore;

use crate::Bench;
use crate::api::tokens;
use crate::provider::{self, Acme};

pub fn benches() -> Vec<Bench> {
    vec![
        Bench {
            name: "valid-token-1-thread",
            runs: 100_000,
            variants: vec![
                ("oauth-runtime", || with_threads(1, session(), borrow)),
                ("oauth-runtime-async", || with_threads(1, session(), ask)),
                ("oauth-runtime-stored", || with_threads(1, stored(), borrow)),
                ("clock", || with_threads(1, session(), |_| clock())),
            ],
        },
        Bench {
            name: "valid-token-2-threads",
            runs: 100_000,
            variants: vec![
                ("oauth-runtime", || with_threads(2, session(), borrow)),
                ("oauth-runtime-async", || with_threads(2, session(), ask)),
                ("oauth-runtime-stored", || with_threads(2, stored(), borrow)),
                ("clock", || with_threads(2, session(), |_| clock())),
            ],
        },
    ]
}

/// A session that nobody stores.
fn session() -> Session<Acme> {
    provider::builder().build().unwrap().session(tokens())
}

/// A session over a store.
fn stored() -> Session<Acme> {
    let store = Arc::new(MemoryStore::new());
    let client = provider::builder().store(store).build().unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .build()
        .unwrap();
    runtime.block_on(client.adopt(tokens())).unwrap()
}

/// Every thread does all the runs, on the same session.
fn with_threads(
    threads: usize,
    session: Session<Acme>,
    one: fn(&Session<Acme>),
) -> Box<dyn FnMut(usize)> {
    let work = move |session: &Session<Acme>, runs: usize| {
        for _ in 0..runs {
            one(black_box(session));
        }
    };
    Box::new(move |runs| {
        thread::scope(|scope| {
            for _ in 1..threads {
                scope.spawn(|| work(&session, runs));
            }
            work(&session, runs);
        });
    })
}

fn borrow(session: &Session<Acme>) {
    let token = session.as_dyn().fresh_token().unwrap();
    black_box(token.access_token().expose());
}

fn ask(session: &Session<Acme>) {
    let mut asked = pin!(session.token());
    let mut context = Context::from_waker(Waker::noop());
    let Poll::Ready(Ok(token)) = asked.as_mut().poll(&mut context) else {
        unreachable!("a valid token needs no waiting");
    };
    black_box(token.access_token().expose());
}

fn clock() {
    black_box(SystemTime::now());
}
