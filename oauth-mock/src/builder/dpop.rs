//! Settings of sender-constrained tokens.

use super::MockBuilder;

impl MockBuilder {
    /// Demands a nonce in each DPoP proof, the token endpoint and the API one of their
    /// own (RFC 9449 §8 and §9). Every answer names the next one.
    pub fn dpop_nonces(mut self) -> Self {
        self.dpop_nonces = Some(None);
        self
    }

    /// As [`MockBuilder::dpop_nonces`], with another nonce after so many proofs.
    pub fn dpop_nonce_uses(mut self, uses: u32) -> Self {
        self.dpop_nonces = Some(Some(uses));
        self
    }
}
