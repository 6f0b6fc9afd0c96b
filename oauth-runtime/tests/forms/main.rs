//! Forms of sign-in and of bodies that leave the RFCs, each against answers
//! written by hand from the providers' documents.

#![allow(
    unreachable_pub,
    reason = "declared providers are `pub`, as in a library, and this is a binary"
)]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that cannot go on has failed"
)]

mod acme;
mod asked;
mod client_jwt;
mod explained;
mod fapi2;
mod learned;
mod mcp;
#[cfg(feature = "reqwest")]
mod mtls;
mod no_client_id;
mod pushed;
mod second_token;
#[cfg(feature = "jose")]
mod signed_response;
mod state_in_redirect_uri;
mod user_agent;
mod webhook;
mod world;
#[cfg(feature = "xml")]
mod xml;
