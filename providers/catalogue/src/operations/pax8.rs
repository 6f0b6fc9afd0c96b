use oauth_runtime::oauth_provider;

/// Pax8, cloud software for resellers.
///
/// Source: row `pax8` of the facts table, 2026-11.
#[oauth_provider(
    checked = "2026-11",
    vars(audience: Text = "https://api.pax8.com"),
    client_credentials(
        url = "https://api.pax8.com/v1/token", place = json, params(audience = "{audience}"),
    ),
    api = "https://api.pax8.com",
)]
pub struct Pax8;
