use oauth_runtime::oauth_provider;

/// ADP Lyric, payroll and personnel of large companies in many countries.
///
/// Source: row `adp-lyric` of the facts table, 2026-11.
/// Shares the login of row `adp`.
#[oauth_provider(
    name = "ADP Lyric",
    docs = "https://developers.adp.com/",
    checked = "2026-11",
    mtls,
    client_credentials = "https://accounts.adp.com/auth/oauth/v2/token",
    api = "https://api.adp.com"
)]
pub struct AdpLyric;
