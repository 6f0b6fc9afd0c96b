//! The one source of randomness: the system's CSPRNG. Tests inject their own.

use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use crate::error::{Code, Error};
use crate::secret::Secret;

/// Fills buffers with unpredictable bytes.
///
/// Only tests implement this; without an injected source a client draws from
/// the operating system.
pub trait Random: Send + Sync + 'static {
    /// Fills the buffer.
    fn fill(&self, buffer: &mut [u8]);
}

#[derive(Clone, Default)]
pub(crate) enum Entropy {
    #[default]
    System,
    Injected(Arc<dyn Random>),
}

impl Entropy {
    fn fill(&self, buffer: &mut [u8]) -> Result<(), Error> {
        match self {
            Self::System => getrandom::fill(buffer).map_err(|_| {
                Error::new(
                    Code::Transport,
                    "the operating system gives no random bytes",
                )
            }),
            Self::Injected(random) => {
                random.fill(buffer);
                Ok(())
            }
        }
    }

    /// 128 bits as 22 characters of base64url: a name that nobody else has.
    pub(crate) fn id(&self) -> Result<String, Error> {
        let mut bytes = [0_u8; 16];
        self.fill(&mut bytes)?;
        Ok(URL_SAFE_NO_PAD.encode(bytes))
    }

    /// A random UUID, RFC 9562 §5.4.
    pub(crate) fn uuid(&self) -> Result<String, Error> {
        let mut bytes = [0_u8; 16];
        self.fill(&mut bytes)?;
        let number = u128::from_be_bytes(bytes);
        let version = (number & !(0xf << 76)) | (4 << 76);
        let marked = (version & !(3 << 62)) | (2 << 62);
        let digits = format!("{marked:032x}");
        let groups = [0..8, 8..12, 12..16, 16..20, 20..32];
        let groups = groups.map(|group| digits.get(group).unwrap_or_default());
        Ok(groups.join("-"))
    }

    /// One byte, for jitter. Without randomness there is none.
    pub(crate) fn byte(&self) -> u8 {
        let mut byte = [0_u8; 1];
        match self.fill(&mut byte) {
            Ok(()) => byte[0],
            Err(_) => 0,
        }
    }

    /// `N` independent values of 256 bits each, as 43 characters of base64url.
    pub(crate) fn tokens<const N: usize>(&self) -> Result<[Secret; N], Error> {
        let mut bytes = [[0_u8; 32]; N];
        self.fill(bytes.as_flattened_mut())?;
        Ok(bytes.map(|b| Secret::new(base64url(&b))))
    }
}

fn base64url(bytes: &[u8; 32]) -> String {
    let mut text = String::with_capacity(43);
    URL_SAFE_NO_PAD.encode_string(bytes, &mut text);
    text
}
