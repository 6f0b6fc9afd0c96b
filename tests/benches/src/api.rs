//! One API call on loopback with a valid token.

use std::hint::black_box;
use std::time::{Duration, SystemTime};

use oauth_runtime::{Expiry, TokenSet};

use crate::Bench;
use crate::exchange::{careful_client, runtime, spread};
use crate::provider;
use crate::server::Server;

pub const ACCESS_TOKEN: &str =
    "ya29.a0AfH6SMBx4kQ7mB2x9Lr0TzW4vHs8dJc3nYp6uEa1fGq5oXb7iKt2eRwZl9MvNs0PjDh";

pub fn bench() -> Bench {
    Bench {
        name: "api-call",
        runs: 300,
        variants: vec![("oauth-runtime", ours), ("reqwest", floor)],
    }
}

/// Tokens that stay valid for an hour.
pub fn tokens() -> TokenSet {
    let now = SystemTime::now();
    let mut tokens = TokenSet::new(ACCESS_TOKEN, now);
    tokens.expires = Expiry::At(now + Duration::from_secs(3600));
    tokens
}

fn ours() -> Box<dyn FnMut(usize)> {
    let server = Server::start();
    let client = provider::client_at(server.origin());
    let (runtime, session) = (runtime(), client.session(tokens()));
    Box::new(move |runs| {
        let _ = &server;
        let session = session.clone();
        spread(&runtime, 1, runs, move || {
            let request = session.get(black_box("contacts/1"));
            async move {
                let response = request.send().await.unwrap();
                black_box(response.bytes());
            }
        });
    })
}

fn floor() -> Box<dyn FnMut(usize)> {
    let server = Server::start();
    let client = careful_client();
    let (runtime, base) = (runtime(), format!("{}/v1/", server.origin()));
    Box::new(move |runs| {
        let _ = &server;
        let (client, base) = (client.clone(), base.clone());
        spread(&runtime, 1, runs, move || {
            let request = client
                .get(format!("{base}{}", black_box("contacts/1")))
                .header("accept", "application/json")
                .bearer_auth(ACCESS_TOKEN)
                .timeout(Duration::from_secs(60));
            async move {
                let response = request.send().await.unwrap().error_for_status().unwrap();
                black_box(response.bytes().await.unwrap());
            }
        });
    })
}
