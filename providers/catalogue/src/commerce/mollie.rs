use oauth_runtime::oauth_provider;

/// Mollie, payments for online shops in Europe.
///
/// Source: row `mollie` of the facts table, 2026-11.
#[oauth_provider(
    docs = "https://docs.mollie.com/",
    checked = "2026-11",
    pkce = none(reason = "its known clients send none"),
    authorize = "https://my.mollie.com/oauth2/authorize",
    token = "https://api.mollie.com/oauth2/tokens",
    api = "https://api.mollie.com",
)]
pub struct Mollie;
