//! A valid token, borrowed from its session.

use std::hint::black_box;
use std::pin::pin;
use std::task::{Context, Poll, Waker};
use std::thread;
use std::time::SystemTime;

use oauth_runtime::Session;

use crate::Bench;
use crate::api::tokens;
use crate::provider::{self, Acme};

pub fn benches() -> Vec<Bench> {
    vec![
        Bench {
            name: "valid-token-1-thread",
            runs: 100_000,
            variants: vec![
                ("oauth-runtime", || with_threads(1, borrow)),
                ("oauth-runtime-async", || with_threads(1, ask)),
                ("clock", || with_threads(1, |_| clock())),
            ],
        },
        Bench {
            name: "valid-token-2-threads",
            runs: 100_000,
            variants: vec![
                ("oauth-runtime", || with_threads(2, borrow)),
                ("oauth-runtime-async", || with_threads(2, ask)),
                ("clock", || with_threads(2, |_| clock())),
            ],
        },
    ]
}

/// Every thread does all the runs, on the same session.
fn with_threads(threads: usize, one: fn(&Session<Acme>)) -> Box<dyn FnMut(usize)> {
    let client = provider::builder().build().unwrap();
    let session = client.session(tokens());
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
