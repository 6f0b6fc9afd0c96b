//! What can go wrong with an answer, on purpose.

use std::collections::VecDeque;
use std::io;
use std::sync::OnceLock;
use std::time::Duration;

use bytes::Bytes;
use flate2::{Compress, Compression, Crc, FlushCompress};
use oauth_runtime::spec::CallKind;

/// A fault, applied to one request. See [`MockServer::script`](crate::MockServer::script).
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Fault {
    /// This answer in place of the real one. Nothing is granted.
    Reply {
        /// The status code.
        status: u16,
        /// The headers. `Content-Length` is added.
        headers: Vec<(String, String)>,
        /// The body.
        body: Bytes,
    },
    /// The real answer, a few bytes at a time.
    Drip {
        /// How many bytes at once.
        bytes: usize,
        /// The pause between them.
        every: Duration,
    },
    /// The real answer's head, and this many bytes of its body; then the
    /// connection closes, although `Content-Length` promised more.
    CutAfter(usize),
    /// The connection is reset before anything is done.
    Reset,
    /// The request takes effect, then the connection is reset: codes are used
    /// up and refresh tokens rotate, but the client never learns the result.
    CommitThenReset,
    /// The request is read and never answered.
    Stall,
    /// A redirect in place of the answer. Nothing is granted.
    Redirect {
        /// The status code: 301, 302, 303, 307 or 308.
        status: u16,
        /// Where it leads.
        location: String,
    },
    /// Half a megabyte of gzip that decodes to 512 MiB.
    GzipBomb,
    /// A body in chunks that never ends.
    Endless,
    /// The real answer without a length: only the closed connection ends it.
    NoLength {
        /// How many bytes of the body are sent; `None`: all.
        cut: Option<usize>,
    },
    /// These bytes in place of a response, then the connection closes.
    Raw(Bytes),
}

impl Fault {
    /// A reply with a JSON body.
    #[must_use]
    pub fn json(status: u16, body: &serde_json::Value) -> Self {
        Self::Reply {
            status,
            headers: vec![("content-type".into(), "application/json".into())],
            body: body.to_string().into(),
        }
    }

    /// A reply with these headers and no body.
    #[must_use]
    pub fn status(status: u16, headers: &[(&str, &str)]) -> Self {
        Self::Reply {
            status,
            headers: headers
                .iter()
                .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
                .collect(),
            body: Bytes::new(),
        }
    }

    pub(crate) fn name(&self) -> &'static str {
        match self {
            Self::Reply { .. } => "reply",
            Self::Drip { .. } => "drip",
            Self::CutAfter(_) => "cut after",
            Self::Reset => "reset",
            Self::CommitThenReset => "commit, then reset",
            Self::Stall => "stall",
            Self::Redirect { .. } => "redirect",
            Self::GzipBomb => "gzip bomb",
            Self::Endless => "endless",
            Self::NoLength { .. } => "no length",
            Self::Raw(_) => "raw",
        }
    }

    /// Whether the request takes effect all the same.
    pub(crate) fn commits(&self) -> bool {
        matches!(
            self,
            Self::Drip { .. } | Self::CutAfter(_) | Self::CommitThenReset | Self::NoLength { .. }
        )
    }
}

/// The faults that wait for their requests.
#[derive(Debug, Default)]
pub(crate) struct Script(VecDeque<(CallKind, Fault)>);

impl Script {
    pub(crate) fn push(&mut self, kind: CallKind, fault: Fault) {
        self.0.push_back((kind, fault));
    }

    pub(crate) fn next(&mut self, kind: CallKind) -> Option<Fault> {
        let at = self.0.iter().position(|(wanted, _)| *wanted == kind)?;
        self.0.remove(at).map(|(_, fault)| fault)
    }

    pub(crate) fn remove(&mut self, kind: CallKind) -> usize {
        let before = self.0.len();
        self.0.retain(|(wanted, _)| *wanted != kind);
        before - self.0.len()
    }

    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }
}

const PIECE: usize = 1 << 20;
const PIECES: u32 = 512;

/// The bomb, made once. A second compressed megabyte of zeros refers only to
/// zeros before it, so its bytes can stand again and again.
pub(crate) fn bomb() -> io::Result<Bytes> {
    static BOMB: OnceLock<Bytes> = OnceLock::new();
    if let Some(bomb) = BOMB.get() {
        return Ok(bomb.clone());
    }
    let made = Bytes::from(gzip_of_zeros()?);
    Ok(BOMB.get_or_init(|| made).clone())
}

fn gzip_of_zeros() -> io::Result<Vec<u8>> {
    let zeros = vec![0_u8; PIECE];
    let mut deflate = Compress::new(Compression::best(), false);
    let mut piece = |zeros: &[u8]| -> io::Result<Vec<u8>> {
        let mut out = Vec::with_capacity(1 << 16);
        deflate
            .compress_vec(zeros, &mut out, FlushCompress::Sync)
            .map_err(io::Error::other)?;
        Ok(out)
    };
    let first = piece(&zeros)?;
    let again = piece(&zeros)?;
    let mut crc = Crc::new();
    crc.update(&zeros);
    let mut whole = vec![0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 2, 255];
    whole.extend_from_slice(&first);
    let mut all = Crc::new();
    all.combine(&crc);
    for _ in 1..PIECES {
        whole.extend_from_slice(&again);
        all.combine(&crc);
    }
    // An empty final block ends the stream (RFC 1951 §3.2.3).
    whole.extend_from_slice(&[3, 0]);
    whole.extend_from_slice(&all.sum().to_le_bytes());
    whole.extend_from_slice(&all.amount().to_le_bytes());
    Ok(whole)
}

#[cfg(test)]
mod tests {
    use std::io::Read as _;

    #[test]
    fn the_bomb_is_small_and_decodes_to_512_mib() -> std::io::Result<()> {
        let bomb = super::bomb()?;
        assert!(bomb.len() < 1 << 20, "{} bytes", bomb.len());
        let mut decoder = flate2::read::GzDecoder::new(&bomb[..]);
        let mut buffer = vec![0; 1 << 20];
        let mut total = 0_u64;
        loop {
            match decoder.read(&mut buffer)? {
                0 => break,
                n => total += n as u64,
            }
        }
        assert_eq!(total, 512 << 20);
        Ok(())
    }
}
