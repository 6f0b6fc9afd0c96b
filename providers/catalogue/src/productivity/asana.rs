use oauth_runtime::oauth_provider;

/// Asana, tasks and projects of teams.
///
/// Source: row `asana` of the facts table, 2026-11.
#[oauth_provider(
    docs = "https://developers.asana.com/docs/oauth",
    checked = "2026-11",
    scopes(Default = "default", default(Default)),
    authorize = "https://app.asana.com/-/oauth_authorize",
    token = "https://app.asana.com/-/oauth_token",
    api = "https://app.asana.com"
)]
pub struct Asana;
