use oauth_runtime::oauth_provider;

/// Notion, notes, pages and databases.
///
/// Source: row `notion` of the facts table, 2026-11.
#[oauth_provider(
    docs = "https://developers.notion.com/",
    checked = "2026-11",
    client_auth = basic,
    authorize(url = "https://api.notion.com/v1/oauth/authorize", params(owner = "user")),
    token(url = "https://api.notion.com/v1/oauth/token", place = json, answer(keep(workspace_id))),
    api(base = "https://api.notion.com", headers("notion-version" = "2022-06-28")),
)]
pub struct Notion;
