use oauth_runtime::oauth_provider;

/// Linear, issues and roadmaps of software teams.
///
/// Source: row `linear` of the facts table, 2026-11.
#[oauth_provider(
    docs = "https://linear.app/developers",
    checked = "2026-11",
    pkce = none(reason = "its known clients send none"),
    scopes(delimiter = ","),
    authorize(url = "https://linear.app/oauth/authorize", params(prompt = "consent")),
    token = "https://api.linear.app/oauth/token",
    revoke(
        url = "https://api.linear.app/oauth/revoke", client_auth = none, omit(client_id),
        names(token = bearer),
    ),
    learn(
        organization(
            url = "https://api.linear.app/graphql", method = post, place = json,
            params(query = "{{ organization {{ id }} }}"),
            answer(keep(organization_id = "/data/organization/id")),
        ),
    ),
    api(
        base = "https://api.linear.app",
        rate_limit(
            remaining = "x-ratelimit-requests-remaining",
            reset = epoch("x-ratelimit-requests-reset"),
        ),
    ),
)]
pub struct Linear;
