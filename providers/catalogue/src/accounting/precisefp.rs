use oauth_runtime::oauth_provider;

/// PreciseFP, client data for financial advisers.
///
/// Source: row `precisefp` of the facts table, 2026-11.
#[oauth_provider(
    name = "PreciseFP",
    checked = "2026-11",
    client_auth = basic,
    authorize(url = "https://app.precisefp.com/oauth/authorize", params(scope = "*")),
    token = "https://app.precisefp.com/oauth/token",
    api = "https://app.precisefp.com",
)]
pub struct Precisefp;
