use oauth_runtime::oauth_provider;

/// Jobber, quotes, jobs and invoices of home services.
///
/// Source: row `jobber` of the facts table, 2026-11.
#[oauth_provider(
    checked = "2026-11",
    vars(version: Text = "2025-01-20"),
    pkce = none(reason = "its known clients send none"),
    lifetimes(access_token = 1h),
    authorize = "https://api.getjobber.com/api/oauth/authorize",
    token(url = "https://api.getjobber.com/api/oauth/token", omit(redirect_uri)),
    learn(
        account(
            url = "https://api.getjobber.com/api/graphql", method = post, place = json,
            headers("x-jobber-graphql-version" = "{version}"),
            params(query = "{{ account {{ id }} }}"),
            answer(keep(account_id = "/data/account/id")),
        ),
    ),
    api(base = "https://api.getjobber.com/api", headers("x-jobber-graphql-version" = "{version}")),
)]
pub struct Jobber;
