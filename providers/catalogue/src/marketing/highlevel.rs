use oauth_runtime::oauth_provider;

/// HighLevel, marketing and sales software for agencies.
///
/// Source: row `highlevel` of the facts table, 2026-11.
#[oauth_provider(
    name = "HighLevel",
    docs = "https://highlevel.stoplight.io/",
    checked = "2026-11",
    pkce = none(reason = "its known clients send none"),
    authorize = "https://marketplace.gohighlevel.com/oauth/chooselocation",
    token = "https://services.leadconnectorhq.com/oauth/token",
    api = "https://services.leadconnectorhq.com",
)]
pub struct Highlevel;
