//! Names that nobody can guess.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use oauth_runtime::{Code, Error};
use sha2::{Digest, Sha256};

/// 128 bits from the system's CSPRNG as 22 characters of base64url.
pub(crate) fn id() -> Result<String, Error> {
    let mut bytes = [0_u8; 16];
    getrandom::fill(&mut bytes).map_err(|_| {
        Error::new(
            Code::Transport,
            "the operating system gives no random bytes",
        )
    })?;
    Ok(URL_SAFE_NO_PAD.encode(bytes))
}

/// SHA-256 over the parts, each with its length, as 43 characters of base64url.
pub(crate) fn digest(parts: &[&str]) -> String {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update(u64::try_from(part.len()).unwrap_or(u64::MAX).to_be_bytes());
        hash.update(part);
    }
    URL_SAFE_NO_PAD.encode(hash.finalize())
}
