use oauth_runtime::oauth_provider;

/// GitHub, code hosting, issues and reviews.
///
/// Source: row `github` of the facts table, 2026-11.
#[oauth_provider(
    name = "GitHub",
    docs = "https://docs.github.com/en/apps/oauth-apps",
    checked = "2026-11",
    authorize = "https://github.com/login/oauth/authorize",
    token = "https://github.com/login/oauth/access_token",
    device = "https://github.com/login/device/code",
    revoke(
        url = "https://api.github.com/applications/{client_id}/grant", method = delete,
        place = json, client_auth = basic(raw), names(token = "access_token"),
    ),
    api(
        base = "https://api.github.com",
        rate_limit(remaining = "x-ratelimit-remaining", reset = epoch("x-ratelimit-reset")),
    ),
)]
pub struct Github;
