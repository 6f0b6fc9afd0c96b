//! Sign-ins, renewals and ends of tokens at authorization servers that nobody
//! here wrote, started on loopback by the scripts of `tests/interop`.
//!
//! A server that is not installed skips its tests with a line on standard
//! error. With `OAUTH_INTEROP=required` that is a failure.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a helper that cannot go on is a failed test"
)]

mod browser;
mod certificates;
mod django_oauth_toolkit;
mod doorkeeper;
mod mcp;
mod oidc_provider;
mod process;
mod running;
mod scenarios;
mod standards;
mod when_tokens_end;

use process::{Server, Setting, tell};
use running::{LASTING, RealServer};

/// Says which servers ran, whatever else is captured. It sorts last among the
/// tests of this module, so the servers were started by the others already.
#[test]
fn which_servers_ran() {
    for name in [
        oidc_provider::OidcProvider::NAME,
        django_oauth_toolkit::DjangoOauthToolkit::NAME,
        doorkeeper::Doorkeeper::NAME,
        mcp::NAME,
    ] {
        // Alone, this test starts them itself.
        let setting = Setting {
            name,
            profile: "",
            access_ttl: LASTING,
        };
        if Server::starts(name) > 0 || Server::shared(setting).is_some() {
            tell(&format!("ran: interop {name}"));
        }
    }
}
