use oauth_runtime::oauth_provider;

/// Freelancer, marketplace for freelance work.
///
/// Source: row `freelancer` of the facts table, 2026-11.
#[oauth_provider(
    checked = "2026-11",
    pkce = none(reason = "its known clients send none"),
    authorize(
        url = "https://accounts.freelancer.com/oauth/authorize", names(scope = "advanced_scopes"),
    ),
    token = "https://accounts.freelancer.com/oauth/token",
)]
pub struct Freelancer;
