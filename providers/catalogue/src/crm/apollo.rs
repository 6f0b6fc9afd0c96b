use oauth_runtime::oauth_provider;

/// Apollo, contact data and sales outreach.
///
/// Source: row `apollo-oauth` of the facts table, 2026-11.
#[oauth_provider(
    checked = "2026-11",
    pkce = none(reason = "its known clients send none"),
    authorize(url = "https://app.apollo.io", fragment_route = "/oauth/authorize"),
    token(url = "https://app.apollo.io/api/v1/oauth/token", place = json),
    api = "https://app.apollo.io/api",
)]
pub struct Apollo;
