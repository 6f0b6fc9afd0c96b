use oauth_runtime::oauth_provider;

/// GitHub (App), repositories of an account that has installed an app.
///
/// Source: row `github-app` of the facts table, 2026-11.
/// The vendor takes assertions of ten minutes at the most.
/// Who installs the app does so on its public page, and no code
/// comes of it; the id of the installation is a tenant value.
#[oauth_provider(
    name = "GitHub (App)",
    docs = "https://docs.github.com/en/apps/creating-github-apps",
    checked = "2026-11",
    vars(installation_id: PathSegment, private_key: Secret),
    client_auth = authorization("Bearer {assertion}"),
    assertion(alg = rs256, key = "{private_key}", claims(iss = "{client_id}"), lifetime = 9m),
    client_credentials(
        url = "https://api.github.com/app/installations/{installation_id}/access_tokens",
        omit(grant_type, client_id), answer(access_token = "token", expires_at = "expires_at"),
    ),
    api(
        base = "https://api.github.com",
        rate_limit(remaining = "x-ratelimit-remaining", reset = epoch("x-ratelimit-reset")),
    ),
)]
pub struct GithubApp;
