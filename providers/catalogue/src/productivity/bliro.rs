use oauth_runtime::oauth_provider;

/// Bliro, notes of conversations, written by a machine.
///
/// Source: row `bliro` of the facts table, 2026-11.
#[oauth_provider(
    checked = "2026-11",
    client_credentials(
        url = "https://accounts.bliro.io/oauth/token", place = json,
        params(audience = "https://api.bliro.io"),
    ),
    api = "https://api.bliro.io",
)]
pub struct Bliro;
