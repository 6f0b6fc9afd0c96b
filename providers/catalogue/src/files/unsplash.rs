use oauth_runtime::oauth_provider;

/// Unsplash, photographs that are free to use.
///
/// Source: row `unsplash` of the facts table, 2026-11.
#[oauth_provider(
    docs = "https://unsplash.com/documentation",
    checked = "2026-11",
    pkce = none(reason = "its known clients send none"),
    scopes(delimiter = "+", raw),
    authorize = "https://unsplash.com/oauth/authorize",
    token = "https://unsplash.com/oauth/token",
)]
pub struct Unsplash;
