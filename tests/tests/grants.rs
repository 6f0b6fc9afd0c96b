//! Grants in which something else than a code is traded: token exchange (RFC 8693),
//! assertions (RFC 7521, RFC 7522, RFC 7523) and backchannel authentication (OpenID
//! CIBA), on the wire and against the strict server.

mod assertions;
mod backchannel;
mod exchange;
mod typed;
mod wire;
pub mod world;
