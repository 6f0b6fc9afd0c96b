//! One connection: one request, one answer, and an end to both.

use std::convert::Infallible;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;
use tokio::sync::Notify;
use tokio::task::{AbortHandle, JoinSet};

use super::desk::Desk;
use super::request::{self, Served};

/// The size of request line and headers, in bytes.
const HEAD: usize = 16 << 10;

/// How many headers a request may have.
const HEADERS: usize = 100;

/// How long a connection may take to say what it wants.
const HEAD_DEADLINE: Duration = Duration::from_secs(5);

/// How long an answer may take. The last page waits for the provider, whose call
/// has a deadline of its own.
const ANSWER_DEADLINE: Duration = Duration::from_secs(90);

/// A connection as the listener sees it.
pub(super) struct Guest {
    task: AbortHandle,
    asked: Arc<Asked>,
}

#[derive(Default)]
struct Asked {
    has: AtomicBool,
    told: Notify,
}

impl Guest {
    pub(super) fn is_gone(&self) -> bool {
        self.task.is_finished()
    }

    /// Whether the head of its request is here.
    pub(super) fn has_asked(&self) -> bool {
        self.asked.has.load(Ordering::Acquire)
    }

    pub(super) fn show_out(&self) {
        self.task.abort();
    }
}

/// Serves a connection in a task of its own, so that an idle one holds up nobody.
pub(super) fn welcome(guests: &mut JoinSet<()>, stream: TcpStream, desk: Arc<Desk>) -> Guest {
    let asked = Arc::new(Asked::default());
    let task = guests.spawn(converse(stream, desk, asked.clone()));
    Guest { task, asked }
}

async fn converse(stream: TcpStream, desk: Arc<Desk>, asked: Arc<Asked>) {
    let is_last_page = AtomicBool::new(false);
    // Held until the answer is written, and not only until it is made.
    let answering = OnceLock::new();
    let service = service_fn(|request| {
        let (desk, is_last_page) = (&desk, &is_last_page);
        answering.get_or_init(|| desk.answering());
        asked.has.store(true, Ordering::Release);
        asked.told.notify_one();
        async move {
            let (response, served) = request::answer(desk, request).await;
            is_last_page.store(served == Served::LastPage, Ordering::Release);
            Ok::<_, Infallible>(response)
        }
    });
    let connection = http1::Builder::new()
        .keep_alive(false)
        .max_headers(HEADERS)
        .max_header_size(HEAD)
        .max_buf_size(HEAD)
        .serve_connection(TokioIo::new(stream), service);
    let patience = async {
        tokio::select! {
            () = asked.told.notified() => desk.client.sleep(ANSWER_DEADLINE).await,
            () = desk.client.sleep(HEAD_DEADLINE) => (),
        }
    };
    tokio::select! {
        _ = connection => (),
        () = patience => (),
    }
    if is_last_page.load(Ordering::Acquire) {
        desk.page_was_sent();
    }
}
