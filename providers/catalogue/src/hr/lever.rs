use oauth_runtime::oauth_provider;

/// Lever, recruiting and candidate tracking.
///
/// Source: row `lever` of the facts table, 2026-11.
#[oauth_provider(
    checked = "2026-11",
    authorize(
        url = "https://auth.lever.co/authorize",
        params(audience = "https://api.lever.co/v1/"),
    ),
    token = "https://auth.lever.co/oauth/token",
    api = "https://api.lever.co"
)]
pub struct Lever;
