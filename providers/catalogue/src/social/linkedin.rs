use oauth_runtime::oauth_provider;

/// LinkedIn, professional profiles, posts and sign-in.
///
/// Source: row `linkedin` of the facts table, 2026-11.
#[oauth_provider(
    name = "LinkedIn",
    docs = "https://learn.microsoft.com/en-us/linkedin/",
    checked = "2026-11",
    pkce = none(reason = "its known clients send none"),
    authorize = "https://www.linkedin.com/oauth/v2/authorization",
    callback(denied("user_cancelled_authorize", "user_cancelled_login")),
    token = "https://www.linkedin.com/oauth/v2/accessToken",
    api = "https://api.linkedin.com",
)]
pub struct Linkedin;
