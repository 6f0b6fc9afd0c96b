use oauth_runtime::oauth_provider;

/// Pennylane, bookkeeping for companies in France.
///
/// Source: row `pennylane` of the facts table, 2026-11.
#[oauth_provider(
    docs = "https://pennylane.readme.io/",
    checked = "2026-11",
    scopes(delimiter = "+", raw),
    authorize = "https://app.pennylane.com/oauth/authorize",
    token = "https://app.pennylane.com/oauth/token",
    api(base = "https://app.pennylane.com", rate_limit(reset = epoch("ratelimit-reset"))),
)]
pub struct Pennylane;
