use oauth_runtime::oauth_provider;

/// Gmail, mail of Google.
///
/// Shares the login of row `google`.
/// Source: row `google-mail` of the facts table, 2026-11.
#[oauth_provider(
    name = "Gmail",
    docs = "https://developers.google.com/workspace/gmail",
    checked = "2026-11",
    authorize(
        url = "https://accounts.google.com/o/oauth2/v2/auth",
        params(access_type = "offline", prompt = "consent"),
    ),
    token = "https://oauth2.googleapis.com/token",
    revoke = "https://oauth2.googleapis.com/revoke",
    learn(profile(
        url = "https://gmail.googleapis.com/gmail/v1/users/me/profile",
        answer(keep(email: Text = "emailAddress")),
    )),
    api = "https://gmail.googleapis.com",
)]
pub struct GoogleMail;
