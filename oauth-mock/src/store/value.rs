//! Codes and tokens: unpredictable between runs, the same for the same seed.

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD_NO_PAD, URL_SAFE_NO_PAD};
use sha2::{Digest, Sha256};

/// What every code and every token of a mock begins with (the signature of one that
/// has claims), and nothing else: a
/// search for it finds each of them in logs and outputs, also one that was cut off.
pub const MARK: &str = "m1nted-";

pub(super) struct Values {
    seed: [u8; 32],
    count: u64,
}

impl Values {
    pub(super) fn new(seed: [u8; 32]) -> Self {
        Self { seed, count: 0 }
    }

    fn bytes(&mut self) -> [u8; 32] {
        self.count += 1;
        let mut hash = Sha256::new();
        hash.update(self.seed);
        hash.update(self.count.to_be_bytes());
        hash.finalize().into()
    }

    /// A value that ends in characters which every place but a header must
    /// encode, so that a client that forgets to is found out.
    pub(super) fn next(&mut self, prefix: &str) -> String {
        let bytes = self.bytes();
        let text = STANDARD_NO_PAD.encode(bytes.get(..18).unwrap_or_default());
        format!("{MARK}{prefix}-{}-{text}~+/=", self.count)
    }

    /// A value with the look of a JWT: its header, its claims, and in place of a
    /// signature a text that holds the mark.
    pub(super) fn jwt(&mut self, claims: &serde_json::Value) -> String {
        let bytes = self.bytes();
        let text = URL_SAFE_NO_PAD.encode(bytes.get(..18).unwrap_or_default());
        let header = URL_SAFE_NO_PAD.encode(r#"{"alg":"HS256","typ":"JWT"}"#);
        let claims = URL_SAFE_NO_PAD.encode(claims.to_string());
        format!("{header}.{claims}.{MARK}at-{}-{text}", self.count)
    }

    pub(super) fn digits(&mut self) -> String {
        let bytes = self.bytes();
        bytes
            .iter()
            .take(9)
            .map(|byte| char::from(b'0' + byte % 10))
            .collect()
    }

    /// A value of plain characters, for pages of the server's own.
    pub(super) fn hex(&mut self) -> String {
        let bytes = self.bytes();
        bytes
            .iter()
            .take(16)
            .map(|byte| format!("{byte:02x}"))
            .collect()
    }

    /// Eight letters that a person can type (RFC 8628 §6.1).
    pub(super) fn user_code(&mut self) -> String {
        const LETTERS: &[u8; 20] = b"BCDFGHJKLMNPQRSTVWXZ";
        let bytes = self.bytes();
        let letters: String = bytes
            .iter()
            .take(8)
            .filter_map(|byte| LETTERS.get(usize::from(byte % 20)))
            .map(|letter| char::from(*letter))
            .collect();
        let (first, second) = letters.split_at_checked(4).unwrap_or((&letters, ""));
        format!("{first}-{second}")
    }
}
