//! Providers, one for each way of signing in.

use oauth_runtime::spec::{CallbackSpec, ProviderSpec, StatePolicy};
use oauth_runtime::{Provider as _, oauth_provider};

#[oauth_provider(
    authorize = "https://acme.example/authorize",
    token = "https://acme.example/token",
    scopes(Read = "contacts.read", Write = "contacts.write")
)]
pub struct Acme;

/// One with an API that asks for more rights.
#[oauth_provider(
    authorize = "https://acme.example/authorize",
    token = "https://acme.example/token",
    api = "https://api.acme.example/"
)]
pub struct Strict;

#[oauth_provider(
    authorize = "https://acme.example/authorize",
    token = "https://acme.example/token",
    callback = fragment,
)]
pub struct Behind;

#[oauth_provider(
    authorize = "https://acme.example/authorize",
    token = "https://acme.example/token",
    callback = form_post,
)]
pub struct Posting;

#[oauth_provider(
    authorize = "https://acme.example/authorize",
    token = "https://acme.example/token",
    callback(pin)
)]
pub struct Pinned;

#[oauth_provider(
    authorize = "https://acme.example/authorize",
    token = "https://acme.example/token",
    device = "https://acme.example/device"
)]
pub struct Screenless;

/// `localhost` in both families.
#[oauth_provider(
    authorize = "https://acme.example/authorize",
    token = "https://acme.example/token",
    redirect = localhost,
)]
pub struct Local;

/// `[::1]`.
#[oauth_provider(
    authorize = "https://acme.example/authorize",
    token = "https://acme.example/token",
    redirect = ipv6,
)]
pub struct Six;

/// No redirect URI on loopback.
#[oauth_provider(
    authorize = "https://acme.example/authorize",
    token = "https://acme.example/token",
    redirect = refused,
)]
pub struct Closed;

/// The redirect URI's path is the root.
#[oauth_provider(
    authorize = "https://acme.example/authorize",
    token = "https://acme.example/token",
    redirect(path = "/")
)]
pub struct Root;

/// No `state`.
pub static STATELESS: ProviderSpec = ProviderSpec {
    callback: CallbackSpec {
        state_policy: StatePolicy::Unsupported,
        ..CallbackSpec::DEFAULT
    },
    ..*Acme::SPEC
};
