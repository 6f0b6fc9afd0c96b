use oauth_runtime::oauth_provider;

/// Dialpad, telephony and meetings with transcripts.
///
/// Source: row `dialpad` of the facts table, 2026-11.
#[oauth_provider(
    docs = "https://developers.dialpad.com/",
    checked = "2026-11",
    authorize = "https://dialpad.com/oauth2/authorize",
    token = "https://dialpad.com/oauth2/token",
    api = "https://dialpad.com"
)]
pub struct Dialpad;
