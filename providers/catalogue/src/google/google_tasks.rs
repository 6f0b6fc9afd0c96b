use oauth_runtime::oauth_provider;

/// Google Tasks, to-do lists of Google.
///
/// Shares the login of row `google`.
/// Source: row `google-tasks` of the facts table, 2026-11.
#[oauth_provider(
    name = "Google Tasks",
    checked = "2026-11",
    authorize(
        url = "https://accounts.google.com/o/oauth2/v2/auth",
        params(access_type = "offline", prompt = "consent"),
    ),
    token = "https://oauth2.googleapis.com/token",
    revoke = "https://oauth2.googleapis.com/revoke",
    api = "https://tasks.googleapis.com"
)]
pub struct GoogleTasks;
