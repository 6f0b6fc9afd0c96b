use oauth_runtime::oauth_provider;

/// Printful, printing and shipping on demand.
///
/// Source: row `printful` of the facts table, 2026-11.
#[oauth_provider(
    checked = "2026-11",
    pkce = none(reason = "its known clients send none"),
    authorize(
        url = "https://www.printful.com/oauth/authorize", names(redirect_uri = "redirect_url"),
    ),
    token = "https://www.printful.com/oauth/token",
    api = "https://api.printful.com",
)]
pub struct Printful;
