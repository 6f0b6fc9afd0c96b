use oauth_runtime::oauth_provider;

/// Perk, business travel (formerly TravelPerk).
///
/// Source: row `perk` of the facts table, 2026-11.
#[oauth_provider(
    checked = "2026-11",
    pkce = none(reason = "its known clients send none"),
    authorize = "https://app.travelperk.com/oauth2/authorize/",
    token = "https://app.travelperk.com/accounts/oauth2/token/",
    api = "https://api.travelperk.com",
)]
pub struct Perk;
