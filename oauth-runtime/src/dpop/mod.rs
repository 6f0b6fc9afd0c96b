//! Tokens that are of no use without a key of the session: DPoP, RFC 9449.
//!
//! Each sign-in and each grant draws a key of its own, which is kept with the tokens.
//! Every request that yields tokens or carries one is sent with a proof: a JWT, signed
//! with that key, that names the method and the address of this one request. A server
//! that wants proofs to be fresh names a nonce for the next one, and is answered by one
//! repeat of the same request.

mod answer;
mod key;
mod nonces;
mod proof;
mod prover;
mod session_key;

pub(crate) use answer::{ProofError, proof_error};
pub(crate) use key::DpopKey;
pub(crate) use nonces::{Nonces, Proved, Role};
pub(crate) use prover::{DPOP, Prover};
pub(crate) use session_key::SessionKey;
