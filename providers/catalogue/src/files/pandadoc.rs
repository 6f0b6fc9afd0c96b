use oauth_runtime::oauth_provider;

/// PandaDoc, quotes and contracts with signatures.
///
/// Source: row `pandadoc` of the facts table, 2026-11.
#[oauth_provider(
    name = "PandaDoc",
    checked = "2026-11",
    authorize = "https://app.pandadoc.com/oauth2/authorize",
    token = "https://api.pandadoc.com/oauth2/access_token",
    api = "https://api.pandadoc.com"
)]
pub struct Pandadoc;
