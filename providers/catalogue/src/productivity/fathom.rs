use oauth_runtime::oauth_provider;

/// Fathom, recordings and summaries of meetings.
///
/// Source: row `fathom-oauth` of the facts table, 2026-11.
#[oauth_provider(
    checked = "2026-11",
    pkce = none(reason = "its known clients send none"),
    authorize = "https://fathom.video/external/v1/oauth2/authorize",
    token = "https://fathom.video/external/v1/oauth2/token",
    api(base = "https://api.fathom.ai", rate_limit(reset = epoch("ratelimit-reset"))),
)]
pub struct Fathom;
