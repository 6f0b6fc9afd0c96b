use oauth_runtime::oauth_provider;

/// Follow Up Boss, leads of real-estate agents.
///
/// Source: row `followupboss` of the facts table, 2026-11.
#[oauth_provider(
    name = "Follow Up Boss",
    checked = "2026-11",
    client_auth = basic(raw),
    pkce = none(reason = "its known clients send none"),
    authorize(
        url = "https://app.followupboss.com/oauth/authorize", params(response_type = "auth_code"),
    ),
    token(url = "https://app.followupboss.com/oauth/token", send(state)),
    api = "https://api.followupboss.com",
)]
pub struct Followupboss;
