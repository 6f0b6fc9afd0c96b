//! One connection: HTTP as it should be, or the socket itself when a fault is scripted.

use std::fmt;
use std::future::{Future, poll_fn};
use std::pin::{Pin, pin};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use bytes::Bytes;
use http::{Response, StatusCode};
use http_body_util::{BodyExt as _, Full, Limited};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use crate::answer::Answer;
use crate::fault::Fault;
use crate::gate::Side;
use crate::read::Request;
use crate::server::{Shared, lock};

const LARGEST_BODY: usize = 1 << 20;

/// What becomes of a request.
pub(crate) enum Outcome {
    Answer(Answer),
    /// The socket is taken over.
    Raw(Raw),
}

/// What happens on a socket that was taken over.
pub(crate) enum Raw {
    /// These bytes, so many at a time, then the connection closes.
    Write {
        bytes: Bytes,
        at_once: usize,
        every: Duration,
    },
    Reset,
    Stall,
    Endless,
}

/// Tells hyper to let go of the connection.
#[derive(Debug)]
struct TakenOver;

impl fmt::Display for TakenOver {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the connection was taken over by a scripted fault")
    }
}

impl std::error::Error for TakenOver {}

type Responding = Pin<Box<dyn Future<Output = Result<Response<Full<Bytes>>, TakenOver>> + Send>>;

/// Serves a connection until it ends.
pub(crate) async fn serve(stream: TcpStream, shared: Arc<Shared>) {
    // Small answers must not wait for more of themselves.
    let _ = stream.set_nodelay(true);
    let _open = shared.open.clone();
    let taken: Arc<Mutex<Option<Raw>>> = Arc::default();
    let slot = taken.clone();
    let service = service_fn(move |request| -> Responding {
        Box::pin(respond(shared.clone(), slot.clone(), request))
    });
    let mut connection = http1::Builder::new()
        // The date is the mock clock's.
        .auto_date_header(false)
        .serve_connection(TokioIo::new(stream), service);
    let ended = poll_fn(|cx| connection.poll_without_shutdown(cx)).await;
    let raw = lock(&taken).take();
    match (raw, ended) {
        (Some(raw), _) => raw.run(connection.into_parts().io.into_inner()).await,
        (None, Ok(())) => drop(pin!(connection).await),
        (None, Err(_)) => (),
    }
}

async fn respond(
    shared: Arc<Shared>,
    taken: Arc<Mutex<Option<Raw>>>,
    request: http::Request<Incoming>,
) -> Result<Response<Full<Bytes>>, TakenOver> {
    let (parts, body) = request.into_parts();
    let Ok(body) = Limited::new(body, LARGEST_BODY).collect().await else {
        return Ok(response(Answer::new(
            413,
            "text/plain",
            "the body is too large",
        )));
    };
    let request = Request::new(parts, &body.to_bytes());
    let held = match shared.gates.is_empty() {
        true => None,
        false => shared.kind(&request),
    };
    if let Some(kind) = held {
        shared.gates.pass(kind, Side::Before).await;
    }
    let outcome = shared.handle(&request);
    if let Some(kind) = held {
        shared.gates.pass(kind, Side::After).await;
    }
    match outcome {
        Outcome::Answer(answer) => Ok(response(answer)),
        Outcome::Raw(raw) => {
            *lock(&taken) = Some(raw);
            Err(TakenOver)
        }
    }
}

fn status(code: u16) -> StatusCode {
    StatusCode::from_u16(code).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
}

fn response(answer: Answer) -> Response<Full<Bytes>> {
    let mut response = Response::new(Full::new(answer.body));
    *response.status_mut() = status(answer.status);
    *response.headers_mut() = answer.headers;
    response
}

impl Raw {
    /// The form that a fault gives to a real answer; `None` for one that leaves it alone.
    pub(crate) fn of(fault: &Fault, answer: &Answer) -> Option<Self> {
        let length = answer.body.len();
        let whole = |bytes| Self::Write {
            bytes,
            at_once: usize::MAX,
            every: Duration::ZERO,
        };
        Some(match fault {
            Fault::Drip { bytes, every } => Self::Write {
                bytes: written(answer, Some(length), length),
                at_once: (*bytes).max(1),
                every: *every,
            },
            Fault::CutAfter(sent) => whole(written(answer, Some(length), *sent)),
            Fault::NoLength { cut } => whole(written(answer, None, cut.unwrap_or(length))),
            Fault::CommitThenReset | Fault::Reset => Self::Reset,
            Fault::Stall => Self::Stall,
            Fault::Endless => Self::Endless,
            Fault::Raw(bytes) => whole(bytes.clone()),
            _ => return None,
        })
    }

    /// Errors end it: the other side is gone.
    async fn run(self, mut stream: TcpStream) {
        let _ = match self {
            Self::Reset => reset(&stream),
            Self::Stall => until_closed(&mut stream).await,
            Self::Endless => endless(&mut stream).await,
            Self::Write {
                bytes,
                at_once,
                every,
            } => write(&mut stream, &bytes, at_once, every).await,
        };
    }
}

/// A response as bytes: with a length that is told or not, and cut or not.
fn written(answer: &Answer, length: Option<usize>, sent: usize) -> Bytes {
    let status = status(answer.status);
    let reason = status.canonical_reason().unwrap_or_default();
    let mut out = format!("HTTP/1.1 {} {reason}\r\n", status.as_u16()).into_bytes();
    for (name, value) in &answer.headers {
        out.extend_from_slice(name.as_str().as_bytes());
        out.extend_from_slice(b": ");
        out.extend_from_slice(value.as_bytes());
        out.extend_from_slice(b"\r\n");
    }
    if let Some(length) = length {
        out.extend_from_slice(format!("content-length: {length}\r\n").as_bytes());
    }
    out.extend_from_slice(b"connection: close\r\n\r\n");
    let sent = sent.min(answer.body.len());
    out.extend_from_slice(answer.body.get(..sent).unwrap_or_default());
    out.into()
}

/// With a linger time of zero a closed socket sends RST.
fn reset(stream: &TcpStream) -> std::io::Result<()> {
    socket2::SockRef::from(stream).set_linger(Some(Duration::ZERO))
}

async fn until_closed(stream: &mut TcpStream) -> std::io::Result<()> {
    let mut buffer = [0; 1024];
    while stream.read(&mut buffer).await? > 0 {}
    Ok(())
}

#[expect(
    clippy::disallowed_methods,
    reason = "a slow server is slow in real time"
)]
async fn write(
    stream: &mut TcpStream,
    bytes: &[u8],
    at_once: usize,
    every: Duration,
) -> std::io::Result<()> {
    for (at, piece) in bytes.chunks(at_once.min(bytes.len()).max(1)).enumerate() {
        if at > 0 {
            tokio::time::sleep(every).await;
        }
        stream.write_all(piece).await?;
        stream.flush().await?;
    }
    stream.shutdown().await
}

async fn endless(stream: &mut TcpStream) -> std::io::Result<()> {
    stream
        .write_all(
            b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n\
              transfer-encoding: chunked\r\n\r\n6\r\n{\"x\":\"\r\n",
        )
        .await?;
    let mut chunk = b"4000\r\n".to_vec();
    chunk.resize(6 + 0x4000, b'a');
    chunk.extend_from_slice(b"\r\n");
    loop {
        stream.write_all(&chunk).await?;
    }
}
