//! A server between store and Redis that breaks connections on demand.

#![expect(
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "what a test is built of fails as the test does"
)]

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// Passes everything on, but loses some answers: Redis did the work, the
/// connection breaks, and the store never hears of it.
pub(super) struct Proxy {
    pub(super) url: String,
    lose: Arc<AtomicUsize>,
}

impl Proxy {
    pub(super) async fn before(server: &str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("redis://{}/", listener.local_addr().unwrap());
        let lose = Arc::new(AtomicUsize::new(0));
        let client = redis::Client::open(server).unwrap();
        let server = client.get_connection_info().addr().to_string();
        let losing = lose.clone();
        tokio::spawn(async move {
            while let Ok((near, _)) = listener.accept().await {
                let far = TcpStream::connect(&server).await.unwrap();
                tokio::spawn(pass(near, far, losing.clone()));
            }
        });
        Self { url, lose }
    }

    /// Breaks the connection in place of the next answer.
    pub(super) fn lose_the_next_answer(&self) {
        self.lose.store(1, Ordering::SeqCst);
    }

    pub(super) fn lost_it(&self) -> bool {
        self.lose.load(Ordering::SeqCst) == 0
    }
}

async fn pass(mut near: TcpStream, mut far: TcpStream, lose: Arc<AtomicUsize>) {
    let (mut question, mut answer) = ([0; 4096], [0; 4096]);
    loop {
        tokio::select! {
            read = near.read(&mut question) => match read {
                Ok(count @ 1..) => far.write_all(&question[..count]).await.unwrap(),
                _ => return,
            },
            read = far.read(&mut answer) => match read {
                Ok(count @ 1..) => {
                    if lose.swap(0, Ordering::SeqCst) == 1 {
                        return;
                    }
                    near.write_all(&answer[..count]).await.unwrap();
                }
                _ => return,
            },
        }
    }
}
