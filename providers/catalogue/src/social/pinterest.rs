use oauth_runtime::oauth_provider;

/// Pinterest, pins, boards and advertising.
///
/// Source: row `pinterest` of the facts table, 2026-11.
#[oauth_provider(
    docs = "https://developers.pinterest.com/",
    checked = "2026-11",
    client_auth = basic(raw),
    authorize = "https://www.pinterest.com/oauth",
    token = "https://api.pinterest.com/v5/oauth/token",
    api = "https://api.pinterest.com",
)]
pub struct Pinterest;
