use oauth_runtime::oauth_provider;

/// Zoom (Server-to-Server OAuth), meetings and calls, called by an account's own application.
///
/// Source: row `zoom-cc` of the facts table, 2026-11.
#[oauth_provider(
    name = "Zoom (Server-to-Server OAuth)",
    docs = "https://developers.zoom.us/",
    checked = "2026-11",
    vars(account_id: Text),
    client_auth = basic(raw),
    client_credentials(
        url = "https://zoom.us/oauth/token",
        params(grant_type = "account_credentials", account_id = "{account_id}"),
    ),
    api = "https://api.zoom.us",
)]
pub struct ZoomCc;
