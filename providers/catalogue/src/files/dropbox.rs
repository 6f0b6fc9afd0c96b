use oauth_runtime::oauth_provider;

/// Dropbox, file storage and sharing.
///
/// Source: row `dropbox` of the facts table, 2026-11.
#[oauth_provider(
    docs = "https://www.dropbox.com/developers",
    checked = "2026-11",
    authorize(
        url = "https://www.dropbox.com/oauth2/authorize",
        params(token_access_type = "offline"),
    ),
    token = "https://api.dropboxapi.com/oauth2/token",
    revoke = "https://api.dropboxapi.com/2/auth/token/revoke",
    api = "https://api.dropboxapi.com"
)]
pub struct Dropbox;
