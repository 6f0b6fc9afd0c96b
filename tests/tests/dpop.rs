//! Tokens that are bound to a key of the session (RFC 9449), against a server that checks
//! every proof with code of its own.

mod attacks;
mod kept;
mod nonces;
mod proofs;
mod world;
