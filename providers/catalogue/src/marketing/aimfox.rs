use oauth_runtime::oauth_provider;

/// Aimfox, outreach campaigns on LinkedIn.
///
/// Source: row `aimfox-oauth` of the facts table, 2026-11.
#[oauth_provider(
    checked = "2026-11",
    pkce = none(reason = "its known clients send none"),
    authorize = "https://id.aimfox.com/realms/aimfox-prod/protocol/openid-connect/auth",
    token = "https://id.aimfox.com/realms/aimfox-prod/protocol/openid-connect/token",
    api = "https://api.aimfox.com/api",
)]
pub struct Aimfox;
