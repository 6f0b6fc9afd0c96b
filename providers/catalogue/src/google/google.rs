use oauth_runtime::oauth_provider;

/// Google, sign-in and APIs of Google.
///
/// Source: row `google` of the facts table, 2026-11.
#[oauth_provider(
    docs = "https://developers.google.com/identity/protocols/oauth2",
    checked = "2026-11",
    authorize(
        url = "https://accounts.google.com/o/oauth2/v2/auth",
        params(access_type = "offline", prompt = "consent"),
    ),
    token = "https://oauth2.googleapis.com/token",
    device(
        url = "https://oauth2.googleapis.com/device/code",
        answer(verification_uri = "verification_url"),
    ),
    revoke = "https://oauth2.googleapis.com/revoke",
    api = "https://www.googleapis.com"
)]
pub struct Google;
